//! The codebook of a programme: one document, changed as a whole; every change names the version that its author read, and what
//! changed is kept.

mod changes;
mod joins;
mod past;

pub use joins::Into;
pub use past::Saved;

use super::kept::{KeptBook, given_by_story, keep, kept_or_template};
use super::{Coding, CodingError, sight};
use crate::allowed;
use crate::keys::Keys;
use crate::store::Tx;
use chrono::{DateTime, Utc};
use method::coding::Codebook;
use method::coding::history::Joined;
use method::figures::{self, Printable};
use method::id::{AccountId, CodeId, ProgrammeId};
use method::policy::{Action, Actor, Subject};
use std::collections::BTreeMap;
use std::sync::Arc;

/// A codebook as its keeper reads it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Book {
    /// The codes.
    pub codes: Codebook,
    /// The version that was read.
    pub version: i32,
    /// How many passages bear each code, small numbers hidden; a code that none bears is not here.
    pub borne: BTreeMap<CodeId, Printable>,
}

impl Coding<'_> {
    /// The codebook, for whoever keeps it. A programme without one gets the default codebook.
    ///
    /// # Errors
    /// [`CodingError::NotFound`].
    pub async fn book(&self, actor: &Actor, of: ProgrammeId) -> Result<Book, CodingError> {
        let keeper = keeper(actor, of)?;
        let keys = self.0.keys()?;
        let mut tx = self.0.content.write().await?;
        let book = kept_or_template(&mut tx, &keys, of, keeper, self.0.clock.now()).await?;
        let mut borne: BTreeMap<CodeId, u64> = BTreeMap::new();
        let sight = sight(&mut tx, &keys, actor, of).await?;
        for one in given_by_story(&mut tx, &keys, of).await? {
            for (_, given) in one.codings.into_iter().filter(|(_, given)| sight.shows(given.by)) {
                *borne.entry(given.code).or_default() += 1;
            }
        }
        tx.commit().await?;
        let borne = borne.into_iter().map(|(code, passages)| (code, figures::count(passages)));
        Ok(Book {
            codes: book.codes,
            version: book.version,
            borne: borne.collect(),
        })
    }

    /// The codebook at the version that was read, to be changed.
    async fn draft(&self, actor: &Actor, of: ProgrammeId, read_version: i32) -> Result<Draft, CodingError> {
        let by = keeper(actor, of)?;
        let (keys, at) = (self.0.keys()?, self.0.clock.now());
        let mut tx = self.0.content.write().await?;
        let book = kept_or_template(&mut tx, &keys, of, by, at).await?;
        if book.version != read_version {
            return Err(CodingError::Conflict);
        }
        let before = book.codes.clone();
        Ok(Draft {
            tx,
            keys,
            of,
            by,
            at,
            book,
            before,
        })
    }
}

/// A codebook in a transaction that writes.
struct Draft {
    tx: Tx,
    keys: Arc<Keys>,
    of: ProgrammeId,
    by: AccountId,
    at: DateTime<Utc>,
    book: KeptBook,
    before: Codebook,
}

impl Draft {
    /// Writes the next version, with what changed in it.
    async fn save(mut self, joined: Option<Joined>) -> Result<(), CodingError> {
        let done = keep(
            &mut self.tx,
            &self.keys,
            self.of,
            (self.by, self.at),
            &self.book,
            &self.before,
            joined,
        )
        .await?;
        if !done {
            return Err(CodingError::Conflict);
        }
        Ok(self.tx.commit().await?)
    }
}

fn keeper(actor: &Actor, of: ProgrammeId) -> Result<AccountId, CodingError> {
    match actor {
        Actor::Account { id, .. } if allowed(actor, Action::KeepCodebook, &Subject::Programme(of)) => Ok(*id),
        _ => Err(CodingError::NotFound),
    }
}
