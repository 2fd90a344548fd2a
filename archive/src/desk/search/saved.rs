//! Searches that somebody keeps under a name of her choice. They are hers alone; name, words and filters are sealed under the
//! programme's key.

use super::{Asked, QUESTION_LETTERS, Search, SearchError, reads};
use crate::clock::ordered_id;
use crate::contracts::SAVED_SEARCH;
use crate::error::Fault;
use crate::keys::Keys;
use crate::store::Tx;
use crate::store::own::{self as rows, Own, Owner};
use crate::store::programmes::SealedRow;
use method::id::{AccountId, ProgrammeId, SavedSearchId};
use method::letters::is_unseen;
use method::policy::Actor;
use serde::{Deserialize, Serialize};
use uuid::Uuid;

/// The most searches that somebody keeps in a programme.
pub const SAVED_SEARCHES: usize = 50;
/// The most letters of a search's name.
pub const NAME_LETTERS: usize = 80;

/// A search that somebody keeps. Its name and words may name a person: no `Debug`.
#[derive(Clone, PartialEq, Eq)]
pub struct SavedSearch {
    /// Its id.
    pub id: SavedSearchId,
    /// What she calls it.
    pub name: String,
    /// What is searched for; from the first answer on.
    pub asked: Asked,
}

/// A search as its row holds it.
#[derive(Clone, Serialize, Deserialize)]
struct Kept {
    by: AccountId,
    name: String,
    asked: Asked,
    /// Whether she took it away: it can be put back until she keeps, renames or takes away another.
    #[serde(default)]
    is_removed: bool,
}

/// A row, opened.
struct Row {
    id: Uuid,
    version: i32,
    kept: Kept,
}

impl From<Row> for SavedSearch {
    fn from(row: Row) -> Self {
        Self {
            id: SavedSearchId::new(row.id),
            name: row.kept.name,
            asked: row.kept.asked,
        }
    }
}

impl Search<'_> {
    /// The searches that somebody keeps, by name.
    ///
    /// # Errors
    /// [`SearchError::NotFound`] for whoever reads no stories in this programme.
    pub async fn saved(&self, actor: &Actor, programme: ProgrammeId) -> Result<Vec<SavedSearch>, SearchError> {
        let (owner, keys) = (owner(actor, programme)?, self.0.keys()?);
        let mut tx = self.0.content.read().await?;
        let mut saved: Vec<Row> = all(&mut tx, &keys, owner).await?;
        saved.retain(|row| !row.kept.is_removed);
        saved.sort_by_cached_key(|row| (row.kept.name.to_lowercase(), row.id));
        Ok(saved.into_iter().map(SavedSearch::from).collect())
    }

    /// One of them.
    ///
    /// # Errors
    /// [`SearchError::NotFound`] if she keeps no such search.
    pub async fn saved_one(
        &self,
        actor: &Actor,
        programme: ProgrammeId,
        id: SavedSearchId,
    ) -> Result<SavedSearch, SearchError> {
        let (owner, keys) = (owner(actor, programme)?, self.0.keys()?);
        let mut tx = self.0.content.read().await?;
        let row = one(&mut tx, &keys, owner, id, false).await?;
        Ok(row.into())
    }

    /// What a search is called that was taken away and can be put back; none if there is none of this id.
    ///
    /// # Errors
    /// [`SearchError::NotFound`] for whoever reads no stories in this programme.
    pub async fn removed(
        &self,
        actor: &Actor,
        programme: ProgrammeId,
        id: SavedSearchId,
    ) -> Result<Option<SavedSearch>, SearchError> {
        let (owner, keys) = (owner(actor, programme)?, self.0.keys()?);
        let mut tx = self.0.content.read().await?;
        match one(&mut tx, &keys, owner, id, true).await {
            Ok(row) => Ok(Some(row.into())),
            Err(SearchError::NotFound) => Ok(None),
            Err(error) => Err(error),
        }
    }

    /// Keeps what was searched for. The same search under the same name twice is one.
    ///
    /// # Errors
    /// [`SearchError::NothingAsked`], [`SearchError::NameMissing`], [`SearchError::NameTooLong`], [`SearchError::NameTaken`],
    /// [`SearchError::TooManySaved`].
    pub async fn save(
        &self,
        actor: &Actor,
        programme: ProgrammeId,
        name: &str,
        asked: &Asked,
    ) -> Result<SavedSearch, SearchError> {
        let (owner, keys) = (owner(actor, programme)?, self.0.keys()?);
        if asked.is_empty() {
            return Err(SearchError::NothingAsked);
        }
        let kept = Kept {
            by: owner.account,
            name: shaped(name)?,
            asked: Asked {
                words: asked.words.trim().chars().take(QUESTION_LETTERS).collect(),
                skip: 0,
                at_most: 0,
                ..asked.clone()
            },
            is_removed: false,
        };
        let mut tx = self.0.content.write().await?;
        forget_removed(&mut tx, &keys, owner).await?;
        let saved = all(&mut tx, &keys, owner).await?;
        let is_full = saved.len() >= SAVED_SEARCHES;
        if let Some(same) = saved.into_iter().find(|row| is_named(row, &kept.name)) {
            return if same.kept.asked == kept.asked {
                Ok(same.into())
            } else {
                Err(SearchError::NameTaken)
            };
        }
        if is_full {
            return Err(SearchError::TooManySaved);
        }
        let row = Row {
            id: ordered_id(),
            version: 1,
            kept,
        };
        rows::add(&mut tx, Own::SavedSearch, owner, &seal(&keys, owner, &row).await?).await?;
        tx.commit().await?;
        Ok(row.into())
    }

    /// Calls a search otherwise.
    ///
    /// # Errors
    /// [`SearchError::NotFound`], [`SearchError::NameMissing`], [`SearchError::NameTooLong`], [`SearchError::NameTaken`].
    pub async fn rename(
        &self,
        actor: &Actor,
        programme: ProgrammeId,
        id: SavedSearchId,
        name: &str,
    ) -> Result<(), SearchError> {
        let (owner, keys) = (owner(actor, programme)?, self.0.keys()?);
        let name = shaped(name)?;
        let mut tx = self.0.content.write().await?;
        let row = one(&mut tx, &keys, owner, id, false).await?;
        forget_removed(&mut tx, &keys, owner).await?;
        let others = all(&mut tx, &keys, owner).await?;
        if others.iter().any(|other| other.id != row.id && is_named(other, &name)) {
            return Err(SearchError::NameTaken);
        }
        let kept = Kept {
            name,
            ..row.kept.clone()
        };
        replace(&mut tx, &keys, owner, row, kept).await?;
        Ok(tx.commit().await?)
    }

    /// Takes a search away; [`Search::put_back`] undoes it.
    ///
    /// # Errors
    /// [`SearchError::NotFound`].
    pub async fn remove(&self, actor: &Actor, programme: ProgrammeId, id: SavedSearchId) -> Result<(), SearchError> {
        let (owner, keys) = (owner(actor, programme)?, self.0.keys()?);
        let mut tx = self.0.content.write().await?;
        let row = one(&mut tx, &keys, owner, id, false).await?;
        forget_removed(&mut tx, &keys, owner).await?;
        let kept = Kept {
            is_removed: true,
            ..row.kept.clone()
        };
        replace(&mut tx, &keys, owner, row, kept).await?;
        Ok(tx.commit().await?)
    }

    /// Puts back the search that was taken away last.
    ///
    /// # Errors
    /// [`SearchError::NotFound`] if it is gone for good; [`SearchError::NameTaken`], [`SearchError::TooManySaved`] if another
    /// came into its place.
    pub async fn put_back(&self, actor: &Actor, programme: ProgrammeId, id: SavedSearchId) -> Result<(), SearchError> {
        let (owner, keys) = (owner(actor, programme)?, self.0.keys()?);
        let mut tx = self.0.content.write().await?;
        let row = one(&mut tx, &keys, owner, id, true).await?;
        let others = all(&mut tx, &keys, owner).await?;
        if others.iter().any(|other| is_named(other, &row.kept.name)) {
            return Err(SearchError::NameTaken);
        }
        if others.iter().filter(|other| !other.kept.is_removed).count() >= SAVED_SEARCHES {
            return Err(SearchError::TooManySaved);
        }
        let kept = Kept {
            is_removed: false,
            ..row.kept.clone()
        };
        replace(&mut tx, &keys, owner, row, kept).await?;
        Ok(tx.commit().await?)
    }
}

/// Whose searches these are: those of whoever reads stories.
fn owner(actor: &Actor, programme: ProgrammeId) -> Result<Owner, SearchError> {
    let (account, _) = reads(actor, programme)?;
    Ok(Owner { programme, account })
}

/// A name in one line, without what nobody sees.
fn shaped(typed: &str) -> Result<String, SearchError> {
    let seen = |letter: &char| !is_unseen(*letter) && (letter.is_whitespace() || !letter.is_control());
    let seen: String = typed.chars().filter(seen).collect();
    let name = seen.split_whitespace().collect::<Vec<_>>().join(" ");
    match name.chars().count() {
        0 => Err(SearchError::NameMissing),
        letters if letters > NAME_LETTERS => Err(SearchError::NameTooLong),
        _ => Ok(name),
    }
}

fn is_named(row: &Row, name: &str) -> bool {
    !row.kept.is_removed && row.kept.name.to_lowercase() == name.to_lowercase()
}

async fn all(tx: &mut Tx, keys: &Keys, owner: Owner) -> Result<Vec<Row>, SearchError> {
    let key = keys.programme(owner.programme).await?;
    let found = rows::all(tx, Own::SavedSearch, owner).await?.into_iter().map(|row| {
        let kept: Kept = keys.open(&key, SAVED_SEARCH, row.id, row.version, row.sealed)?;
        let (id, version) = (row.id, row.version);
        Ok((kept.by == owner.account).then_some(Row { id, version, kept }))
    });
    let found: Vec<Option<Row>> = found.collect::<Result<_, Fault>>()?;
    Ok(found.into_iter().flatten().collect())
}

/// A search of hers, taken away or not. A row that was moved to her from somebody else is none.
async fn one(tx: &mut Tx, keys: &Keys, owner: Owner, id: SavedSearchId, is_removed: bool) -> Result<Row, SearchError> {
    let row = rows::by_id(tx, Own::SavedSearch, owner, id.uuid()).await?;
    let SealedRow { id, version, sealed } = row.ok_or(SearchError::NotFound)?;
    let key = keys.programme(owner.programme).await?;
    let kept: Kept = keys.open(&key, SAVED_SEARCH, id, version, sealed)?;
    let is_hers = kept.by == owner.account && kept.is_removed == is_removed;
    is_hers.then_some(Row { id, version, kept }).ok_or(SearchError::NotFound)
}

/// What she took away goes for good.
async fn forget_removed(tx: &mut Tx, keys: &Keys, owner: Owner) -> Result<(), SearchError> {
    for row in all(tx, keys, owner).await?.into_iter().filter(|row| row.kept.is_removed) {
        rows::remove(tx, Own::SavedSearch, owner, row.id).await?;
    }
    Ok(())
}

async fn replace(tx: &mut Tx, keys: &Keys, owner: Owner, row: Row, kept: Kept) -> Result<(), SearchError> {
    let read = row.version;
    let row = Row {
        version: read + 1,
        kept,
        ..row
    };
    let sealed = seal(keys, owner, &row).await?;
    let is_done = rows::update(tx, Own::SavedSearch, owner, &sealed, read).await?;
    is_done.then_some(()).ok_or(SearchError::NotFound)
}

async fn seal(keys: &Keys, owner: Owner, row: &Row) -> Result<SealedRow, Fault> {
    let key = keys.programme(owner.programme).await?;
    let (id, version) = (row.id, row.version);
    let sealed = keys.seal(&key, SAVED_SEARCH, id, version, &row.kept)?;
    Ok(SealedRow { id, version, sealed })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_name_is_one_line_of_what_is_seen() {
        assert_eq!(
            shaped("  Loyer \u{202e}\r\n et\u{0} garde ").ok().as_deref(),
            Some("Loyer et garde")
        );
        assert!(matches!(shaped(" \u{200f}\u{7}\n"), Err(SearchError::NameMissing)));
        assert!(shaped(&"ب".repeat(NAME_LETTERS)).is_ok());
        assert!(matches!(shaped(&"a".repeat(NAME_LETTERS + 1)), Err(SearchError::NameTooLong)));
    }
}
