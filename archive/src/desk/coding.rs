//! The coding desk: the programme's codebook, and codes given to passages of stories (step 9 of the guide, p.38–44).

mod batch;
mod book;
mod coded;
mod kept;
mod live;
mod memos;
mod new_code;
mod orphans;
mod reasons;
mod recent;
mod sight;

pub(crate) use batch::codes_in;
pub use batch::{Batch, BatchError, BatchPlan, BatchStory, STORIES_A_BATCH};
pub use book::{Book, Into, Saved};
pub use coded::{CodedStory, Mark, TakenAway};
use kept::ever_given;
pub(crate) use kept::{codebook, codings, codings_of, keep as keep_book, kept_or_template};
pub use live::CodingNews;
pub(crate) use memos::noted;
pub use memos::{MEMO_LETTERS, MOST_MEMOS, Memo};
pub use new_code::NewCode;
pub(crate) use new_code::forget_story;
pub use orphans::OrphanedStory;
pub use reasons::{CodedReasons, ReasonTaken, ReasonToCode};
pub(crate) use reasons::{ReasonGiven, all_reasons};
pub(crate) use sight::sight;

use crate::audit::{self, Deed, Entry};
use crate::clock::random_id;
use crate::contracts::CODING;
use crate::desk::stories::opened::{self, Opened};
use crate::error::Fault;
use crate::keys::Keys;
use crate::store::growth::{self, GrownRow, Growth};
use crate::store::own::Owner;
use crate::store::{StoreError, Tx, change_log};
use crate::{House, allowed};
use archive_vault::DataKey;
use chrono::{DateTime, Utc};
use method::coding::{NotALabel, NotAPassage, Passage, Reanchored, Refused, reanchor};
use method::id::{AccountId, BatchId, CodeId, CodingId, LayerId, StoryId};
use method::policy::{Action, Actor, Subject};
use method::story::TextPart;
use serde::{Deserialize, Serialize};
use std::collections::BTreeSet;
use thiserror::Error;

/// The most codings of one story.
pub const CODINGS_OF_A_STORY: usize = 2_000;

/// Why the desk refused.
#[derive(Debug, Error)]
pub enum CodingError {
    /// There is no such thing, or not for this person: the two cannot be told apart.
    #[error("not found")]
    NotFound,
    /// The codebook refuses the change.
    #[error(transparent)]
    Codebook(#[from] Refused),
    /// Passages bear the code: they are to be given another first.
    #[error("passages bear the code")]
    Borne {
        /// Whether the keeper sees any of them.
        is_seen: bool,
    },
    /// Somebody else changed the codebook in the meantime.
    #[error("changed in the meantime")]
    Conflict,
    /// No code was chosen.
    #[error("no code was chosen")]
    CodesMissing,
    /// No passage was chosen.
    #[error("no passage was chosen")]
    PassagesMissing,
    /// A chosen code was taken out of the codebook in the meantime, or is given no more.
    #[error("a chosen code is gone")]
    CodeGone,
    /// The name of a new code is empty or too long.
    #[error(transparent)]
    Label(#[from] NotALabel),
    /// A memo is empty or longer than [`MEMO_LETTERS`].
    #[error("a memo has 1 to {MEMO_LETTERS} letters")]
    MemoLength,
    /// More than [`MOST_MEMOS`].
    #[error("at most {MOST_MEMOS} memos")]
    TooManyMemos,
    /// The offsets are no passage of the text.
    #[error(transparent)]
    Passage(#[from] NotAPassage),
    /// The text was edited since, and where the words stand now is in doubt.
    #[error("the text was edited since")]
    Moved,
    /// More than [`CODINGS_OF_A_STORY`].
    #[error("at most {CODINGS_OF_A_STORY} codings of a story")]
    TooMany,
    /// A fault below.
    #[error(transparent)]
    Fault(#[from] Fault),
}

impl From<StoreError> for CodingError {
    fn from(error: StoreError) -> Self {
        Self::Fault(error.into())
    }
}

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
    /// What came of it where coders disagreed.
    #[serde(default)]
    pub(crate) settled: Option<Settled>,
    /// With which others it was given in one go; none by hand.
    #[serde(default)]
    pub(crate) batch: Option<BatchId>,
    /// That it was taken away. Who coded what and when is kept.
    #[serde(default)]
    pub(crate) taken: Option<Taken>,
}

impl Given {
    /// Whether it stands: nobody took it away.
    pub(crate) fn stands(&self) -> bool {
        self.taken.is_none()
    }

    /// Whether it counts: it stands, and a disagreement was not settled against it.
    pub(crate) fn holds(&self) -> bool {
        self.stands() && self.settled.is_none_or(|settled| settled.holds)
    }
}

/// That a coding was taken away.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct Taken {
    /// By whom.
    pub(crate) by: AccountId,
    /// When.
    pub(crate) at: DateTime<Utc>,
}

/// How a disagreement between coders was settled. Nobody's coding is taken away by it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Settled {
    /// Whether the passage bears the code.
    pub holds: bool,
    /// By whom.
    pub by: AccountId,
    /// When.
    pub at: DateTime<Utc>,
}

/// Where somebody marked words: offsets in Unicode scalar values of one part of one layer, not yet checked.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Place {
    /// The version of the text that she saw.
    pub layer: LayerId,
    /// Which part of it.
    pub part: TextPart,
    /// The first letter.
    pub start: usize,
    /// The letter after the last.
    pub end: usize,
}

/// The coding desk.
pub struct Coding<'a>(pub(crate) &'a House);

impl Coding<'_> {
    /// Gives codes to a passage; spaces at its ends are left out of it. Words that were marked in an older layer are looked for
    /// in the newest. What the same person gave to the same passage before is not given twice. The part in which it stands.
    ///
    /// # Errors
    /// [`CodingError::Passage`], [`CodingError::Moved`], [`CodingError::CodesMissing`], [`CodingError::CodeGone`],
    /// [`CodingError::TooMany`].
    pub async fn give(&self, actor: &Actor, id: StoryId, place: Place, labels: &[CodeId]) -> Result<TextPart, CodingError> {
        self.give_with_new(actor, id, place, labels, None).await
    }

    /// The same, with a code that is made in the same step; one that is called so already is used instead. In vivo that is any
    /// code of that name, else one in the same place.
    ///
    /// # Errors
    /// As [`Coding::give`], where a new code is enough; [`CodingError::Label`], [`CodingError::Codebook`];
    /// [`CodingError::NotFound`] also for whoever may not keep the codebook.
    pub async fn give_with_new(
        &self,
        actor: &Actor,
        id: StoryId,
        place: Place,
        labels: &[CodeId],
        new: Option<NewCode>,
    ) -> Result<TextPart, CodingError> {
        let keys = self.0.keys()?;
        let mut tx = self.0.content.write().await?;
        let (story, coder) = self.story_of(&mut tx, &keys, actor, id).await?;
        let now = self.0.clock.now();
        let mut book = kept::kept_or_template(&mut tx, &keys, story.programme, coder, now).await?;
        let mut chosen: BTreeSet<CodeId> = labels.iter().copied().collect();
        if chosen.is_empty() && new.is_none() {
            return Err(CodingError::CodesMissing);
        }
        if chosen.iter().any(|code| !book.codes.is_given(*code)) {
            return Err(CodingError::CodeGone);
        }
        let Some((passage, true)) = on_newest(&story, marked(&story, place)?) else {
            return Err(CodingError::Moved);
        };
        if let Some(new) = new {
            if !allowed(actor, Action::KeepCodebook, &Subject::Programme(story.programme)) {
                return Err(CodingError::NotFound);
            }
            let made = self.code_for(&mut tx, &keys, coder, (&story, passage), &new, &mut book);
            chosen.insert(made.await?);
        }
        let before = codings(&mut tx, &keys, &story).await?;
        if before.len() + chosen.len() > CODINGS_OF_A_STORY {
            return Err(CodingError::TooMany);
        }
        let owner = Owner {
            programme: story.programme,
            account: coder,
        };
        recent::note(&mut tx, &keys, owner, chosen.iter().copied()).await?;
        for code in chosen {
            let is_there = |given: &Given| (given.passage, given.code, given.by) == (passage, code, coder);
            if let Some((coding, given)) = before.iter().find(|(_, given)| is_there(given)) {
                batch::keep_by_hand(&mut tx, &keys, &story, *coding, given).await?;
                continue;
            }
            let given = Given {
                passage,
                code,
                by: coder,
                at: now,
                settled: None,
                batch: None,
                taken: None,
            };
            let row = grown(&keys, &story, &given)?;
            growth::add(&mut tx, Growth::Coding, &row).await?;
            self.note(&mut tx, &keys, coder, Deed::CodeGiven, id).await?;
        }
        change_log::recoded(&mut tx, id).await?;
        tx.commit().await?;
        Ok(passage.part())
    }

    /// Takes a code from a passage; that it was given, and taken, is kept. To undo it, the code is given again.
    ///
    /// # Errors
    /// [`CodingError::NotFound`] if the story has no such coding (any more).
    pub async fn take(&self, actor: &Actor, id: StoryId, coding: CodingId) -> Result<(), CodingError> {
        let keys = self.0.keys()?;
        let mut tx = self.0.content.write().await?;
        let (story, coder) = self.story_of(&mut tx, &keys, actor, id).await?;
        let (row, given) = standing(&mut tx, &keys, actor, &story, coding).await?;
        let (by, at) = (coder, self.0.clock.now());
        if !put_away(&mut tx, &keys, &story.key, &row, &given, Taken { by, at }).await? {
            return Err(CodingError::Conflict);
        }
        self.note(&mut tx, &keys, coder, Deed::CodeTaken, id).await?;
        change_log::recoded(&mut tx, id).await?;
        Ok(tx.commit().await?)
    }

    /// A story that somebody may code now, and who she is.
    async fn story_of(
        &self,
        tx: &mut Tx,
        keys: &Keys,
        actor: &Actor,
        id: StoryId,
    ) -> Result<(Opened, AccountId), CodingError> {
        let story = opened::by_id(tx, keys, id).await?.ok_or(CodingError::NotFound)?;
        let may = allowed(actor, Action::CodeStory, &story.subject()) && story.is_readable_by(actor, self.0.clock.now());
        match actor {
            Actor::Account { id: coder, .. } if may => Ok((story, *coder)),
            _ => Err(CodingError::NotFound),
        }
    }

    /// Notes what was done with a story's codings.
    async fn note(&self, tx: &mut Tx, keys: &Keys, by: AccountId, deed: Deed, about: StoryId) -> Result<(), Fault> {
        let entry = Entry {
            at: self.0.clock.now(),
            by: Some(by),
            deed,
            about: Some(about.uuid()),
        };
        audit::append(tx, keys, &entry).await
    }
}

/// A coding of a story that stands and that somebody sees, with its row.
async fn standing(
    tx: &mut Tx,
    keys: &Keys,
    actor: &Actor,
    story: &Opened,
    coding: CodingId,
) -> Result<(GrownRow, Given), CodingError> {
    let row = growth::by_id(tx, Growth::Coding, coding.uuid()).await?;
    let mut row = row
        .filter(|row| row.story_id == story.id.uuid())
        .ok_or(CodingError::NotFound)?;
    let sealed = std::mem::take(&mut row.sealed);
    let given: Given = keys.open(&story.key, CODING, row.id, row.version, sealed)?;
    let is_seen = sight(tx, keys, actor, story.programme).await?.shows(given.by);
    (is_seen && given.stands())
        .then_some((row, given))
        .ok_or(CodingError::NotFound)
}

/// Writes a coding anew over its row; whether that was still as it was read.
async fn rewrite(tx: &mut Tx, keys: &Keys, key: &DataKey, row: &GrownRow, given: &Given) -> Result<bool, Fault> {
    let version = row.version + 1;
    let changed = GrownRow {
        version,
        sealed: keys.seal(key, CODING, row.id, version, given)?,
        ..row.clone()
    };
    Ok(growth::update(tx, Growth::Coding, &changed, row.version).await?)
}

/// A passage in the newest layer, and whether it was found there; if not, it is as it was. None if its layer is not the
/// story's.
pub(crate) fn on_newest(story: &Opened, passage: Passage) -> Option<(Passage, bool)> {
    let (older, newest) = (story.layer(passage.layer())?, story.newest()?);
    let part = passage.part();
    let (older, newer) = (older.telling.part(part), newest.telling.part(part));
    Some(match reanchor(passage, older, newest.id, newer) {
        Reanchored::Kept(passage) => (passage, true),
        Reanchored::Orphan(passage) => (passage, false),
    })
}

/// The words of a passage of one of a story's layers.
pub(crate) fn words_of(story: &Opened, passage: Passage) -> Option<&str> {
    passage.cut(story.layer(passage.layer())?.telling.part(passage.part()))
}

/// What somebody marked, without the spaces at its ends.
pub(crate) fn marked(story: &Opened, place: Place) -> Result<Passage, CodingError> {
    let layer = story.layer(place.layer).ok_or(CodingError::NotFound)?;
    let text = layer.telling.part(place.part);
    let wide = Passage::new(place.layer, place.part, text, place.start, place.end)?;
    let words = wide.cut(text).unwrap_or_default();
    let spaces = |words: &str| words.chars().count();
    let start = place.start + spaces(words) - spaces(words.trim_start());
    let end = place.end + spaces(words.trim_end()) - spaces(words);
    Ok(Passage::new(place.layer, place.part, text, start, end)?)
}

/// Takes a coding away: its row says by whom and when. Whether it was still as it was read.
async fn put_away(
    tx: &mut Tx,
    keys: &Keys,
    key: &DataKey,
    row: &GrownRow,
    given: &Given,
    taken: Taken,
) -> Result<bool, Fault> {
    let given = Given {
        taken: Some(taken),
        ..given.clone()
    };
    rewrite(tx, keys, key, row, &given).await
}

/// A new coding's row.
pub(crate) fn grown(keys: &Keys, story: &Opened, given: &Given) -> Result<GrownRow, Fault> {
    let id = random_id();
    Ok(GrownRow {
        id,
        programme_id: story.programme.uuid(),
        story_id: story.id.uuid(),
        version: 1,
        sealed: keys.seal(&story.key, CODING, id, 1, given)?,
    })
}
