//! A code that is made in the same step in which a passage is coded.

use super::kept::{KeptBook, forget_past, keep, kept, seal};
use super::{Coding, CodingError, words_of};
use crate::audit;
use crate::clock::ordered_id;
use crate::contracts::IN_VIVO;
use crate::desk::stories::opened::Opened;
use crate::error::Fault;
use crate::keys::Keys;
use crate::store::Tx;
use crate::store::documents::{self, Document};
use crate::store::growth::{self, GrownRow, Growth};
use chrono::{DateTime, Utc};
use method::coding::{Code, CodeWords, Passage, Refused, field_of, in_one, label, without_words};
use method::id::{AccountId, CodeId, ProgrammeId, StoryId};
use method::language::{Language, PageLanguage};

/// A code to be made.
#[derive(Clone, PartialEq, Eq)]
pub enum NewCode {
    /// What it is called in the language of the page, and the code above it.
    Named {
        /// Its label.
        label: String,
        /// In which language.
        language: PageLanguage,
        /// The code above it; none at the top.
        parent: Option<CodeId>,
    },
    /// It is called by the marked words themselves.
    InVivo,
}

impl Coding<'_> {
    /// The id of a code that is called so; it is made where there is none. Needs a transaction that writes, in which the passage
    /// is coded too: both are kept, or neither.
    pub(super) async fn code_for(
        &self,
        tx: &mut Tx,
        keys: &Keys,
        coder: AccountId,
        (story, passage): (&Opened, Passage),
        new: &NewCode,
        book: &mut KeptBook,
    ) -> Result<CodeId, CodingError> {
        let of = story.programme;
        let (language, name, parent) = match new {
            NewCode::Named {
                label: typed,
                language,
                parent,
            } => (*language, label(typed)?, *parent),
            NewCode::InVivo => {
                let told = story.layer(passage.layer()).map_or(Language::French, |layer| layer.language);
                (field_of(told), label(words_of(story, passage).unwrap_or_default())?, None)
            }
        };
        let found = match new {
            NewCode::Named { .. } => book.codes.called_below(parent, &name),
            NewCode::InVivo => book.codes.called(&name),
        };
        if let Some(code) = found {
            return Ok(code.id);
        }
        if parent.is_some_and(|parent| !book.codes.is_given(parent)) {
            return Err(CodingError::Codebook(Refused::Unknown));
        }
        let id = CodeId::new(ordered_id());
        let before = book.codes.clone();
        let words = CodeWords::named(in_one(language, name.clone()), before.next_colour(parent));
        book.codes.add(Code::new(id, words, parent))?;
        if !keep(tx, keys, of, (coder, self.0.clock.now()), book, &before, None).await? {
            return Err(CodingError::Conflict);
        }
        book.version += 1;
        if *new == NewCode::InVivo {
            let key = keys.programme(of).await?;
            let row = GrownRow {
                id: id.uuid(),
                programme_id: of.uuid(),
                story_id: story.id.uuid(),
                version: 1,
                sealed: keys.seal(&key, IN_VIVO, id.uuid(), 1, &name)?,
            };
            growth::add(tx, Growth::InVivo, &row).await?;
        }
        Ok(id)
    }
}

/// Takes a story's words out of the names of codes that were made of them. To be called in the transaction that withdraws the
/// story, before its rows are removed.
pub(crate) async fn forget_story(
    tx: &mut Tx,
    keys: &Keys,
    of: ProgrammeId,
    story: StoryId,
    now: DateTime<Utc>,
) -> Result<(), Fault> {
    let born = growth::of_story(tx, Growth::InVivo, story).await?;
    let Some(mut book) = kept(tx, keys, of).await?.filter(|_| !born.is_empty()) else {
        return Ok(());
    };
    let key = keys.programme(of).await?;
    let (mut has_changed, mut forgotten) = (false, Vec::new());
    for row in born {
        let words: String = keys.open(&key, IN_VIVO, row.id, row.version, row.sealed)?;
        forgotten.push(words.clone());
        let Some(code) = book.codes.get(CodeId::new(row.id)).cloned() else {
            continue;
        };
        if let Some(labels) = without_words(&code.words.labels, &words) {
            // A code that is there and keeps a name is never refused.
            let left = CodeWords { labels, ..code.words };
            has_changed |= book.codes.describe(code.id, left).is_ok();
        }
    }
    forget_past(tx, keys, of, &forgotten).await?;
    if has_changed {
        let row = seal(keys, of, book.id, book.version + 1, &book.codes).await?;
        // Writers take turns, so that what this transaction read still holds.
        documents::update(tx, Document::Codebook, of, &row, book.version).await?;
        audit::append(tx, keys, &super::kept::changed_by(book.id, None, now)).await?;
    }
    Ok(())
}
