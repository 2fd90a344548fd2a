//! The coding desk: the programme's codebook, and codes given to passages of stories (step 9 of the guide, p.38–44).

mod book;

pub(crate) use book::codebook;
pub use book::{Book, CodeWords};

use crate::audit::{self, Deed, Entry};
use crate::clock::random_id;
use crate::contracts::CODING;
use crate::desk::people;
use crate::desk::stories::opened::{self, Opened};
use crate::error::Fault;
use crate::keys::Keys;
use crate::store::growth::{self, GrownRow, Growth};
use crate::store::{StoreError, Tx, change_log};
use crate::{House, allowed};
use chrono::{DateTime, Utc};
use method::coding::{Codebook, NotAPassage, Passage, Reanchored, Refused, reanchor};
use method::id::{AccountId, CodeId, CodingId, LayerId, StoryId};
use method::policy::{Action, Actor};
use method::story::{Layer, TextPart};
use serde::{Deserialize, Serialize};
use std::collections::BTreeSet;
use thiserror::Error;

/// The most codings of one story.
pub const CODINGS_OF_A_STORY: usize = 2_000;
/// How many codes are offered as used of late.
const RECENT_CODES: usize = 6;

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
    #[error("{passages} passages bear the code")]
    Borne {
        /// How many.
        passages: usize,
    },
    /// Somebody else changed the codebook in the meantime.
    #[error("changed in the meantime")]
    Conflict,
    /// No code was chosen.
    #[error("no code was chosen")]
    CodesMissing,
    /// A chosen code was taken out of the codebook in the meantime.
    #[error("a chosen code is gone")]
    CodeGone,
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

/// A coding as a page shows it. It holds words of the story: no `Debug`.
#[derive(Clone, PartialEq, Eq)]
pub struct Mark {
    /// Its id.
    pub id: CodingId,
    /// Where it stands: in the newest layer, or for an orphan in the layer that was marked.
    pub passage: Passage,
    /// The words.
    pub words: String,
    /// Which code.
    pub code: CodeId,
    /// What colleagues call the coder; empty if her account is gone.
    pub by: String,
    /// When.
    pub at: DateTime<Utc>,
}

/// A story on the coder's desk.
#[derive(Clone, PartialEq, Eq)]
pub struct CodedStory {
    /// Its id.
    pub id: StoryId,
    /// The newest layer: what is coded.
    pub layer: Layer,
    /// The programme's codebook.
    pub book: Codebook,
    /// The codings, in the order of the text.
    pub marks: Vec<Mark>,
    /// Codings of older layers whose words stand nowhere in the newest, or more than once: a person has to decide.
    pub orphans: Vec<Mark>,
    /// Codes that the reader used of late, the latest first.
    pub recent: Vec<CodeId>,
}

/// The coding desk.
pub struct Coding<'a>(pub(crate) &'a House);

impl Coding<'_> {
    /// A story with its codings, for whoever codes it. Reading is noted in the audit log; a programme without a codebook gets
    /// the default one.
    ///
    /// # Errors
    /// [`CodingError::NotFound`].
    pub async fn open(&self, actor: &Actor, id: StoryId) -> Result<CodedStory, CodingError> {
        let keys = self.0.keys()?;
        let mut tx = self.0.content.write().await?;
        let (story, reader) = self.story_of(&mut tx, &keys, actor, id).await?;
        let book = book::kept_or_template(&mut tx, &keys, story.programme, reader, self.0.clock.now()).await?;
        let names = people::names(&mut tx, &keys, story.programme).await?;
        let layer = story.newest().ok_or(CodingError::NotFound)?.clone();
        let (mut marks, mut orphans) = (Vec::new(), Vec::new());
        for (coding, given) in codings(&mut tx, &keys, &story).await? {
            let Some((passage, is_kept)) = on_newest(&story, given.passage) else {
                continue;
            };
            let Some(words) = words_of(&story, passage) else { continue };
            let mark = Mark {
                id: coding,
                passage,
                words: words.to_owned(),
                code: given.code,
                by: names.get(&given.by).cloned().unwrap_or_default(),
                at: given.at,
            };
            if is_kept { &mut marks } else { &mut orphans }.push(mark);
        }
        let order = |mark: &Mark| {
            let passage = mark.passage;
            (passage.part(), passage.start(), passage.end(), mark.at, mark.id)
        };
        marks.sort_by_key(order);
        orphans.sort_by_key(order);
        let mut used = book::given_by_story(&mut tx, &keys, story.programme).await?;
        let recent = recent(used.iter_mut().flat_map(|one| one.codings.drain(..)), reader, &book.codes);
        self.note(&mut tx, &keys, reader, Deed::StoryRead, id).await?;
        tx.commit().await?;
        Ok(CodedStory {
            id,
            layer,
            book: book.codes,
            marks,
            orphans,
            recent,
        })
    }

    /// Gives codes to a passage; spaces at its ends are left out of it. Words that were marked in an older layer are looked for
    /// in the newest. What the same person gave to the same passage before is not given twice. The part in which it stands.
    ///
    /// # Errors
    /// [`CodingError::Passage`], [`CodingError::Moved`], [`CodingError::CodesMissing`], [`CodingError::CodeGone`],
    /// [`CodingError::TooMany`].
    pub async fn give(&self, actor: &Actor, id: StoryId, place: Place, labels: &[CodeId]) -> Result<TextPart, CodingError> {
        let keys = self.0.keys()?;
        let mut tx = self.0.content.write().await?;
        let (story, coder) = self.story_of(&mut tx, &keys, actor, id).await?;
        let now = self.0.clock.now();
        let book = book::kept_or_template(&mut tx, &keys, story.programme, coder, now).await?;
        let chosen: BTreeSet<CodeId> = labels.iter().copied().collect();
        if chosen.is_empty() {
            return Err(CodingError::CodesMissing);
        }
        if chosen.iter().any(|code| book.codes.get(*code).is_none()) {
            return Err(CodingError::CodeGone);
        }
        let Some((passage, true)) = on_newest(&story, marked(&story, place)?) else {
            return Err(CodingError::Moved);
        };
        let before = codings(&mut tx, &keys, &story).await?;
        if before.len() + chosen.len() > CODINGS_OF_A_STORY {
            return Err(CodingError::TooMany);
        }
        for code in chosen {
            let is_there = |given: &Given| (given.passage, given.code, given.by) == (passage, code, coder);
            if before.iter().any(|(_, given)| is_there(given)) {
                continue;
            }
            let given = Given {
                passage,
                code,
                by: coder,
                at: now,
            };
            let row = grown(&keys, &story, &given)?;
            growth::add(&mut tx, Growth::Coding, &row).await?;
            self.note(&mut tx, &keys, coder, Deed::CodeGiven, id).await?;
        }
        change_log::changed(&mut tx, id).await?;
        tx.commit().await?;
        Ok(passage.part())
    }

    /// Takes a code from a passage. To undo it, the code is given again.
    ///
    /// # Errors
    /// [`CodingError::NotFound`] if the story has no such coding (any more).
    pub async fn take(&self, actor: &Actor, id: StoryId, coding: CodingId) -> Result<(), CodingError> {
        let keys = self.0.keys()?;
        let mut tx = self.0.content.write().await?;
        let (_, coder) = self.story_of(&mut tx, &keys, actor, id).await?;
        let row = growth::by_id(&mut tx, Growth::Coding, coding.uuid()).await?;
        let row = row.filter(|row| row.story_id == id.uuid()).ok_or(CodingError::NotFound)?;
        if !growth::remove(&mut tx, Growth::Coding, row.id, row.version).await? {
            return Err(CodingError::Conflict);
        }
        self.note(&mut tx, &keys, coder, Deed::CodeTaken, id).await?;
        change_log::changed(&mut tx, id).await?;
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

/// Codes that somebody used of late, the latest first.
fn recent(given: impl Iterator<Item = (GrownRow, Given)>, by: AccountId, codes: &Codebook) -> Vec<CodeId> {
    let mut own: Vec<Given> = given.map(|(_, given)| given).filter(|given| given.by == by).collect();
    own.sort_by_key(|given| std::cmp::Reverse(given.at));
    let mut recent = Vec::new();
    for given in own {
        if recent.len() < RECENT_CODES && !recent.contains(&given.code) && codes.get(given.code).is_some() {
            recent.push(given.code);
        }
    }
    recent
}

/// A new coding's row.
fn grown(keys: &Keys, story: &Opened, given: &Given) -> Result<GrownRow, Fault> {
    let id = random_id();
    Ok(GrownRow {
        id,
        programme_id: story.programme.uuid(),
        story_id: story.id.uuid(),
        version: 1,
        sealed: keys.seal(&story.key, CODING, id, 1, given)?,
    })
}
