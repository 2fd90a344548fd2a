//! The coding desk: the programme's codebook, and codes given to passages of stories (step 9 of the guide, p.38–44).

use crate::House;
use crate::contracts::{CODEBOOK, CODING};
use crate::desk::stories::opened::Opened;
use crate::error::Fault;
use crate::keys::Keys;
use crate::store::Tx;
use crate::store::documents::{self, Document};
use crate::store::growth::{self, Growth};
use chrono::{DateTime, Utc};
use method::coding::{Codebook, Passage};
use method::id::{AccountId, CodeId, CodingId, ProgrammeId};
use serde::{Deserialize, Serialize};

/// A code given to a passage. Sealed under the story's key.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct Given {
    /// Where.
    pub(crate) passage: Passage,
    /// Which code.
    pub(crate) code: CodeId,
    /// By whom.
    pub(crate) by: AccountId,
    /// When.
    pub(crate) at: DateTime<Utc>,
}

/// The coding desk.
pub struct Coding<'a>(#[expect(dead_code, reason = "its use cases come next")] pub(crate) &'a House);

/// The codebook of a programme with the version of it that was read; none before it was first kept.
pub(crate) async fn codebook(tx: &mut Tx, keys: &Keys, of: ProgrammeId) -> Result<Option<(Codebook, i32)>, Fault> {
    let key = keys.programme(of).await?;
    let rows = documents::all(tx, Document::Codebook, of).await?;
    let opened = |row: crate::store::programmes::SealedRow| {
        let book = keys.open(&key, CODEBOOK, row.id, row.version, row.sealed)?;
        Ok((book, row.version))
    };
    rows.into_iter().next().map(opened).transpose()
}

/// The codes given to a story's passages.
pub(crate) async fn codings(tx: &mut Tx, keys: &Keys, story: &Opened) -> Result<Vec<(CodingId, Given)>, Fault> {
    let rows = growth::of_story(tx, Growth::Coding, story.id).await?;
    rows.into_iter()
        .map(|row| {
            let id = CodingId::new(row.id);
            Ok((id, keys.open(&story.key, CODING, row.id, row.version, row.sealed)?))
        })
        .collect()
}
