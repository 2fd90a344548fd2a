//! The codebook of a programme: one document, changed as a whole; every change names the version that its author read.

use super::kept::{KeptBook, changed, given_by_story, kept_or_template, seal};
use super::{Coding, CodingError, Given, memos, sight};
use crate::allowed;
use crate::audit::{self, Deed};
use crate::clock::ordered_id;
use crate::contracts::CODING;
use crate::keys::Keys;
use crate::store::documents::{self, Document};
use crate::store::growth::{self, GrownRow, Growth};
use crate::store::{Tx, change_log};
use method::coding::{Code, Codebook, Colour};
use method::id::{AccountId, CodeId, ProgrammeId, StoryId};
use method::language::InThree;
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
    /// How many passages bear each code; a code that none bears is not here.
    pub borne: BTreeMap<CodeId, usize>,
}

/// What is said of a code.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CodeWords {
    /// What it is called.
    pub labels: InThree,
    /// What belongs under it and what does not.
    pub definition: InThree,
    /// The code above it.
    pub parent: Option<CodeId>,
    /// How its highlights are drawn.
    pub colour: Colour,
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
        let mut borne = BTreeMap::new();
        let sight = sight(&mut tx, &keys, actor, of).await?;
        for one in given_by_story(&mut tx, &keys, of).await? {
            for (_, given) in one.codings.into_iter().filter(|(_, given)| sight.shows(given.by)) {
                *borne.entry(given.code).or_default() += 1;
            }
        }
        tx.commit().await?;
        let (codes, version) = (book.codes, book.version);
        Ok(Book { codes, version, borne })
    }

    /// Adds a code after its siblings.
    ///
    /// # Errors
    /// [`CodingError::Conflict`] if `read_version` is no longer the newest; [`CodingError::Codebook`].
    pub async fn add_code(
        &self,
        actor: &Actor,
        of: ProgrammeId,
        words: CodeWords,
        read_version: i32,
    ) -> Result<CodeId, CodingError> {
        let keeper = keeper(actor, of)?;
        let (mut tx, keys, mut book) = self.opened(of, keeper, read_version).await?;
        let id = CodeId::new(ordered_id());
        book.codes.add(Code {
            id,
            labels: words.labels,
            definition: words.definition,
            parent: words.parent,
            colour: words.colour,
        })?;
        self.keep(&mut tx, &keys, of, keeper, &book).await?;
        tx.commit().await?;
        Ok(id)
    }

    /// Gives a code other words, another colour or another place; what stands below it goes with it.
    ///
    /// # Errors
    /// [`CodingError::Conflict`]; [`CodingError::Codebook`].
    pub async fn change_code(
        &self,
        actor: &Actor,
        of: ProgrammeId,
        id: CodeId,
        words: CodeWords,
        read_version: i32,
    ) -> Result<(), CodingError> {
        let keeper = keeper(actor, of)?;
        let (mut tx, keys, mut book) = self.opened(of, keeper, read_version).await?;
        let (labels, definition) = (words.labels, words.definition);
        book.codes.describe(id, labels, definition, words.colour)?;
        book.codes.place(id, words.parent)?;
        self.keep(&mut tx, &keys, of, keeper, &book).await?;
        Ok(tx.commit().await?)
    }

    /// Removes a code that no passage bears and under which none stands.
    ///
    /// # Errors
    /// [`CodingError::Borne`] says how many passages bear it, of those that the keeper sees; [`CodingError::Conflict`]; [`CodingError::Codebook`].
    pub async fn remove_code(
        &self,
        actor: &Actor,
        of: ProgrammeId,
        id: CodeId,
        read_version: i32,
    ) -> Result<(), CodingError> {
        let keeper = keeper(actor, of)?;
        let (mut tx, keys, mut book) = self.opened(of, keeper, read_version).await?;
        book.codes.remove(id)?;
        let all = given_by_story(&mut tx, &keys, of).await?;
        let bear_it = all.iter().flat_map(|one| &one.codings).filter(|(_, given)| given.code == id);
        let bear_it: Vec<_> = bear_it.collect();
        if !bear_it.is_empty() {
            let sight = sight(&mut tx, &keys, actor, of).await?;
            let passages = bear_it.iter().filter(|(_, given)| sight.shows(given.by)).count();
            return Err(CodingError::Borne { passages });
        }
        memos::moved(&mut tx, &keys, of, id, None).await?;
        self.keep(&mut tx, &keys, of, keeper, &book).await?;
        Ok(tx.commit().await?)
    }

    /// Puts one code into another: what stood below it stands below the other, its passages bear the other, and it is gone. Who
    /// gave it, and when, stays. Where the same person gave both to one passage, one stays.
    ///
    /// # Errors
    /// [`CodingError::Conflict`]; [`CodingError::Codebook`].
    pub async fn merge_codes(
        &self,
        actor: &Actor,
        of: ProgrammeId,
        from: CodeId,
        into: CodeId,
        read_version: i32,
    ) -> Result<(), CodingError> {
        let keeper = keeper(actor, of)?;
        let (mut tx, keys, mut book) = self.opened(of, keeper, read_version).await?;
        book.codes.merge(from, into)?;
        memos::moved(&mut tx, &keys, of, from, Some(into)).await?;
        for one in given_by_story(&mut tx, &keys, of).await? {
            let bears_both = |given: &Given| {
                let both = |(_, other): &(GrownRow, Given)| {
                    (other.code, other.passage, other.by) == (into, given.passage, given.by)
                };
                one.codings.iter().any(both)
            };
            for (row, given) in one.codings.iter().filter(|(_, given)| given.code == from) {
                let done = if bears_both(given) {
                    growth::remove(&mut tx, Growth::Coding, row.id, row.version).await?
                } else {
                    let given = Given {
                        code: into,
                        ..given.clone()
                    };
                    let version = row.version + 1;
                    let sealed = keys.seal(&one.key, CODING, row.id, version, &given)?;
                    let changed = GrownRow {
                        version,
                        sealed,
                        ..row.clone()
                    };
                    growth::update(&mut tx, Growth::Coding, &changed, row.version).await?
                };
                if !done {
                    return Err(CodingError::Conflict);
                }
                let story = StoryId::new(row.story_id);
                self.note(&mut tx, &keys, keeper, Deed::CodeGiven, story).await?;
                change_log::changed(&mut tx, story).await?;
            }
        }
        self.keep(&mut tx, &keys, of, keeper, &book).await?;
        Ok(tx.commit().await?)
    }

    /// The codebook at the version that was read, in a transaction that writes.
    async fn opened(
        &self,
        of: ProgrammeId,
        keeper: AccountId,
        read_version: i32,
    ) -> Result<(Tx, Arc<Keys>, KeptBook), CodingError> {
        let keys = self.0.keys()?;
        let mut tx = self.0.content.write().await?;
        let book = kept_or_template(&mut tx, &keys, of, keeper, self.0.clock.now()).await?;
        if book.version == read_version {
            Ok((tx, keys, book))
        } else {
            Err(CodingError::Conflict)
        }
    }

    /// Writes the next version of a codebook.
    async fn keep(
        &self,
        tx: &mut Tx,
        keys: &Keys,
        of: ProgrammeId,
        keeper: AccountId,
        book: &KeptBook,
    ) -> Result<(), CodingError> {
        let row = seal(keys, of, book.id, book.version + 1, &book.codes).await?;
        if !documents::update(tx, Document::Codebook, of, &row, book.version).await? {
            return Err(CodingError::Conflict);
        }
        Ok(audit::append(tx, keys, &changed(book.id, keeper, self.0.clock.now())).await?)
    }
}

fn keeper(actor: &Actor, of: ProgrammeId) -> Result<AccountId, CodingError> {
    match actor {
        Actor::Account { id, .. } if allowed(actor, Action::KeepCodebook, &Subject::Programme(of)) => Ok(*id),
        _ => Err(CodingError::NotFound),
    }
}
