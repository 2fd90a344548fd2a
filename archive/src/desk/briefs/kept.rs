//! Drafts as rows hold them, sealed under the programme's key.

use super::Draft;
use crate::contracts::BRIEF;
use crate::error::Fault;
use crate::keys::Keys;
use crate::store::Tx;
use crate::store::documents::{self, Document};
use crate::store::programmes::SealedRow;
use chrono::{DateTime, Utc};
use method::brief::{Reference, line_of};
use method::id::{AccountId, BriefId, ProgrammeId};
use serde::{Deserialize, Serialize};

/// A draft as its row holds it.
#[derive(Clone, Serialize, Deserialize)]
pub(super) struct Kept {
    pub(super) draft: Draft,
    pub(super) by: AccountId,
    pub(super) at: DateTime<Utc>,
}

/// The titles of the drafts that hold a reference, for those who may not read them.
pub(crate) async fn titles_with(
    tx: &mut Tx,
    keys: &Keys,
    programme: ProgrammeId,
    reference: Reference,
) -> Result<Vec<String>, Fault> {
    let drafts = all(tx, keys, programme).await?.into_iter().map(|(_, _, kept)| kept.draft);
    Ok(drafts
        .filter(|draft| line_of(&draft.body, reference).is_some())
        .map(|draft| draft.title)
        .collect())
}

pub(super) async fn all(tx: &mut Tx, keys: &Keys, programme: ProgrammeId) -> Result<Vec<(BriefId, i32, Kept)>, Fault> {
    let key = keys.programme(programme).await?;
    let rows = documents::all(tx, Document::Brief, programme).await?;
    let opened = |row: SealedRow| {
        let kept = keys.open(&key, BRIEF, row.id, row.version, row.sealed)?;
        Ok((BriefId::new(row.id), row.version, kept))
    };
    rows.into_iter().map(opened).collect()
}

pub(super) async fn by_id(
    tx: &mut Tx,
    keys: &Keys,
    programme: ProgrammeId,
    id: BriefId,
) -> Result<Option<(Kept, i32)>, Fault> {
    let Some(row) = documents::by_id(tx, Document::Brief, programme, id.uuid()).await? else {
        return Ok(None);
    };
    let key = keys.programme(programme).await?;
    Ok(Some((keys.open(&key, BRIEF, row.id, row.version, row.sealed)?, row.version)))
}

pub(super) async fn seal(
    keys: &Keys,
    programme: ProgrammeId,
    id: BriefId,
    version: i32,
    kept: &Kept,
) -> Result<SealedRow, Fault> {
    let key = keys.programme(programme).await?;
    Ok(SealedRow {
        id: id.uuid(),
        version,
        sealed: keys.seal(&key, BRIEF, id.uuid(), version, kept)?,
    })
}
