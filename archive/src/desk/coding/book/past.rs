//! What became of a codebook, save by save.

use super::super::{Coding, CodingError, kept};
use super::keeper;
use crate::desk::people;
use chrono::{DateTime, Utc};
use method::coding::history::Change;
use method::id::ProgrammeId;
use method::policy::Actor;

/// What one save changed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Saved {
    /// When.
    pub at: DateTime<Utc>,
    /// What colleagues call who saved it; empty if her account is gone.
    pub by: String,
    /// What changed.
    pub changes: Vec<Change>,
}

impl Coding<'_> {
    /// What became of the codebook, the newest save first, for whoever keeps it.
    ///
    /// # Errors
    /// [`CodingError::NotFound`].
    pub async fn past(&self, actor: &Actor, of: ProgrammeId) -> Result<Vec<Saved>, CodingError> {
        keeper(actor, of)?;
        let keys = self.0.keys()?;
        let mut tx = self.0.content.read().await?;
        let names = people::names(&mut tx, &keys, of, actor.account()).await?;
        let saves = kept::saves(&mut tx, &keys, of).await?.into_iter().rev();
        let told = saves.map(|save| Saved {
            at: save.at,
            by: names.get(&save.by).cloned().unwrap_or_default(),
            changes: save.changes,
        });
        Ok(told.collect())
    }
}
