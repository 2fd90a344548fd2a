//! The names of people and places that a programme adds to the program's own lists, so that what leads to somebody is found in its
//! stories, excerpts and briefs.

use super::{Programmes, ProgrammesError, open, seal};
use crate::allowed;
use crate::audit::Deed;
use crate::clock::ordered_id;
use crate::contracts::WORD_LIST;
use crate::error::Fault;
use crate::keys::Keys;
use crate::store::Tx;
use crate::store::documents::{self, Document};
use archive_detect::Added;
use method::anonymise::WordList;
use method::id::ProgrammeId;
use method::policy::{Action, Actor, Subject};

impl Programmes<'_> {
    /// What a programme added, and the version to name when changing it; 0 as long as it added nothing.
    ///
    /// # Errors
    /// [`ProgrammesError::NotFound`] for whoever does not keep the list.
    pub async fn word_list(&self, actor: &Actor, of: ProgrammeId) -> Result<(WordList, i32), ProgrammesError> {
        if !allowed(actor, Action::KeepWordList, &Subject::Programme(of)) {
            return Err(ProgrammesError::NotFound);
        }
        let keys = self.0.keys()?;
        let mut tx = self.0.content.read().await?;
        Ok(kept(&mut tx, &keys, of).await?)
    }

    /// Puts another list in its place. What was found and decided in excerpts before stays.
    ///
    /// # Errors
    /// [`ProgrammesError::Conflict`] if `read_version` is no longer the newest; [`ProgrammesError::NotFound`].
    pub async fn change_word_list(
        &self,
        actor: &Actor,
        of: ProgrammeId,
        list: WordList,
        read_version: i32,
    ) -> Result<(), ProgrammesError> {
        if !allowed(actor, Action::KeepWordList, &Subject::Programme(of)) {
            return Err(ProgrammesError::NotFound);
        }
        let keys = self.0.keys()?;
        let key = keys.programme(of).await?;
        let mut tx = self.0.content.write().await?;
        let row = documents::all(&mut tx, Document::WordList, of).await?.pop();
        let (id, version) = row.map_or_else(|| (ordered_id(), 0), |row| (row.id, row.version));
        if version != read_version {
            return Err(ProgrammesError::Conflict);
        }
        let row = seal(&keys, &key, WORD_LIST, id, version + 1, &list)?;
        if version == 0 {
            documents::add(&mut tx, Document::WordList, of, &row).await?;
        } else if !documents::update(&mut tx, Document::WordList, of, &row, version).await? {
            return Err(ProgrammesError::Conflict);
        }
        self.note(&mut tx, &keys, actor, Deed::WordListChanged, id).await?;
        Ok(tx.commit().await?)
    }
}

/// What a programme added, for a desk that looks for what leads to somebody. Whoever calls has asked who may.
pub(crate) async fn added(tx: &mut Tx, keys: &Keys, of: ProgrammeId) -> Result<Added, Fault> {
    Ok(Added::of(kept(tx, keys, of).await?.0.all()))
}

async fn kept(tx: &mut Tx, keys: &Keys, of: ProgrammeId) -> Result<(WordList, i32), Fault> {
    let Some(row) = documents::all(tx, Document::WordList, of).await?.pop() else {
        return Ok((WordList::default(), 0));
    };
    let (key, version) = (keys.programme(of).await?, row.version);
    Ok((open(keys, &key, WORD_LIST, row)?, version))
}
