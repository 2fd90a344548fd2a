//! Memos: what a coder thinks of a story, a coding or a code. Nobody changes one; who wrote it can take it back.

use super::{Coding, CodingError, sight};
use crate::allowed;
use crate::audit::{self, Deed, Entry};
use crate::clock::random_id;
use crate::contracts::{CODE_MEMO, MEMO};
use crate::desk::people;
use crate::desk::stories::opened::Opened;
use crate::error::Fault;
use crate::keys::Keys;
use crate::store::documents::{self, Document};
use crate::store::growth::{self, GrownRow, Growth};
use crate::store::programmes::SealedRow;
use crate::store::{Tx, change_log};
use chrono::{DateTime, Utc};
use method::coding::Sight;
use method::id::{AccountId, CodeId, CodingId, MemoId, ProgrammeId, StoryId};
use method::policy::{Action, Actor, Subject};
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

/// The most letters of a memo.
pub const MEMO_LETTERS: usize = 4_000;
/// The most memos of a story with its codings, or of a programme's codes.
pub const MOST_MEMOS: usize = 1_000;

/// A memo as a page shows it. It may speak of a story: no `Debug`.
#[derive(Clone, PartialEq, Eq)]
pub struct Memo {
    /// Its id.
    pub id: MemoId,
    /// What colleagues call its author; empty if her account is gone.
    pub by: String,
    /// When it was written.
    pub at: DateTime<Utc>,
    /// What it says.
    pub text: String,
    /// Whether the reader wrote it, and so can take it back.
    pub is_own: bool,
}

/// A memo on a story, or on one of its codings. Sealed under the story's key.
#[derive(Serialize, Deserialize)]
pub(crate) struct Noted {
    /// The coding; none for the story as a whole.
    pub(crate) about: Option<CodingId>,
    pub(crate) by: AccountId,
    pub(crate) at: DateTime<Utc>,
    pub(crate) text: String,
}

/// A memo on a code. Sealed under the programme's key.
#[derive(Serialize, Deserialize)]
struct OnCode {
    about: CodeId,
    by: AccountId,
    at: DateTime<Utc>,
    text: String,
}

impl Coding<'_> {
    /// Writes a memo on a story, or on one of its codings.
    ///
    /// # Errors
    /// [`CodingError::NotFound`], also for a coding that the writer does not see; [`CodingError::MemoLength`];
    /// [`CodingError::TooManyMemos`].
    pub async fn write_memo(
        &self,
        actor: &Actor,
        id: StoryId,
        about: Option<CodingId>,
        text: &str,
    ) -> Result<(), CodingError> {
        let keys = self.0.keys()?;
        let mut tx = self.0.content.write().await?;
        let (story, by) = self.story_of(&mut tx, &keys, actor, id).await?;
        let sight = sight(&mut tx, &keys, actor, story.programme).await?;
        if let Some(about) = about {
            let codings = super::codings(&mut tx, &keys, &story).await?;
            let is_seen = codings
                .iter()
                .any(|(coding, given)| *coding == about && sight.shows(given.by));
            is_seen.then_some(()).ok_or(CodingError::NotFound)?;
        }
        let text = checked(text)?;
        if growth::of_story(&mut tx, Growth::Memo, id).await?.len() >= MOST_MEMOS {
            return Err(CodingError::TooManyMemos);
        }
        let (at, memo) = (self.0.clock.now(), random_id());
        let noted = Noted { about, by, at, text };
        let row = GrownRow {
            id: memo,
            programme_id: story.programme.uuid(),
            story_id: id.uuid(),
            version: 1,
            sealed: keys.seal(&story.key, MEMO, memo, 1, &noted)?,
        };
        growth::add(&mut tx, Growth::Memo, &row).await?;
        self.note(&mut tx, &keys, by, Deed::MemoWritten, id).await?;
        change_log::recoded(&mut tx, id).await?;
        Ok(tx.commit().await?)
    }

    /// Takes back a memo on a story or on one of its codings; its author alone can.
    ///
    /// # Errors
    /// [`CodingError::NotFound`], also for another's memo.
    pub async fn take_memo_back(&self, actor: &Actor, id: StoryId, memo: MemoId) -> Result<(), CodingError> {
        let keys = self.0.keys()?;
        let mut tx = self.0.content.write().await?;
        let (story, by) = self.story_of(&mut tx, &keys, actor, id).await?;
        let row = growth::by_id(&mut tx, Growth::Memo, memo.uuid()).await?;
        let row = row.filter(|row| row.story_id == id.uuid()).ok_or(CodingError::NotFound)?;
        let noted: Noted = keys.open(&story.key, MEMO, row.id, row.version, row.sealed)?;
        if noted.by != by || !growth::remove(&mut tx, Growth::Memo, row.id, row.version).await? {
            return Err(CodingError::NotFound);
        }
        self.note(&mut tx, &keys, by, Deed::MemoTakenBack, id).await?;
        change_log::recoded(&mut tx, id).await?;
        Ok(tx.commit().await?)
    }

    /// The memos on a code, for whoever keeps the codebook, oldest first.
    ///
    /// # Errors
    /// [`CodingError::NotFound`].
    pub async fn code_memos(&self, actor: &Actor, of: ProgrammeId, code: CodeId) -> Result<Vec<Memo>, CodingError> {
        let reader = keeper(actor, of)?;
        let keys = self.0.keys()?;
        let mut tx = self.0.content.read().await?;
        Ok(on_codes(&mut tx, &keys, of, reader).await?.remove(&code).unwrap_or_default())
    }

    /// Writes a memo on a code.
    ///
    /// # Errors
    /// [`CodingError::NotFound`], also for a code that is not in the codebook; [`CodingError::MemoLength`];
    /// [`CodingError::TooManyMemos`].
    pub async fn write_code_memo(
        &self,
        actor: &Actor,
        of: ProgrammeId,
        code: CodeId,
        text: &str,
    ) -> Result<(), CodingError> {
        let by = keeper(actor, of)?;
        let keys = self.0.keys()?;
        let mut tx = self.0.content.write().await?;
        let book = super::codebook(&mut tx, &keys, of).await?;
        let is_there = book.is_some_and(|(book, _)| book.get(code).is_some());
        is_there.then_some(()).ok_or(CodingError::NotFound)?;
        let text = checked(text)?;
        if documents::all(&mut tx, Document::CodeMemo, of).await?.len() >= MOST_MEMOS {
            return Err(CodingError::TooManyMemos);
        }
        let (key, at, id) = (keys.programme(of).await?, self.0.clock.now(), random_id());
        let memo = OnCode {
            about: code,
            by,
            at,
            text,
        };
        let sealed = keys.seal(&key, CODE_MEMO, id, 1, &memo)?;
        documents::add(&mut tx, Document::CodeMemo, of, &SealedRow { id, version: 1, sealed }).await?;
        self.note_on_code(&mut tx, &keys, by, Deed::MemoWritten, code).await?;
        Ok(tx.commit().await?)
    }

    /// Takes back a memo on a code; its author alone can.
    ///
    /// # Errors
    /// [`CodingError::NotFound`], also for another's memo.
    pub async fn take_code_memo_back(&self, actor: &Actor, of: ProgrammeId, memo: MemoId) -> Result<(), CodingError> {
        let by = keeper(actor, of)?;
        let keys = self.0.keys()?;
        let mut tx = self.0.content.write().await?;
        let row = documents::by_id(&mut tx, Document::CodeMemo, of, memo.uuid()).await?;
        let row = row.ok_or(CodingError::NotFound)?;
        let key = keys.programme(of).await?;
        let kept: OnCode = keys.open(&key, CODE_MEMO, row.id, row.version, row.sealed)?;
        if kept.by != by || !documents::remove(&mut tx, Document::CodeMemo, of, row.id, row.version).await? {
            return Err(CodingError::NotFound);
        }
        self.note_on_code(&mut tx, &keys, by, Deed::MemoTakenBack, kept.about).await?;
        Ok(tx.commit().await?)
    }

    async fn note_on_code(&self, tx: &mut Tx, keys: &Keys, by: AccountId, deed: Deed, code: CodeId) -> Result<(), Fault> {
        let entry = Entry {
            at: self.0.clock.now(),
            by: Some(by),
            deed,
            about: Some(code.uuid()),
        };
        audit::append(tx, keys, &entry).await
    }
}

/// The memos of a story and its codings that a reader sees, oldest first.
pub(crate) async fn noted(tx: &mut Tx, keys: &Keys, story: &Opened, sight: Sight) -> Result<Vec<(MemoId, Noted)>, Fault> {
    let rows = growth::of_story(tx, Growth::Memo, story.id).await?;
    let opened = rows.into_iter().map(|row| {
        let noted: Noted = keys.open(&story.key, MEMO, row.id, row.version, row.sealed)?;
        Ok((MemoId::new(row.id), noted))
    });
    let mut seen = opened.collect::<Result<Vec<_>, Fault>>()?;
    seen.retain(|(_, noted)| sight.shows(noted.by));
    seen.sort_by_key(|(id, noted)| (noted.at, *id));
    Ok(seen)
}

/// The memos on the codes of a programme, oldest first.
pub(super) async fn on_codes(
    tx: &mut Tx,
    keys: &Keys,
    of: ProgrammeId,
    reader: AccountId,
) -> Result<BTreeMap<CodeId, Vec<Memo>>, Fault> {
    let names = people::names(tx, keys, of, Some(reader)).await?;
    let key = keys.programme(of).await?;
    let mut all: BTreeMap<CodeId, Vec<Memo>> = BTreeMap::new();
    for row in documents::all(tx, Document::CodeMemo, of).await? {
        let memo: OnCode = keys.open(&key, CODE_MEMO, row.id, row.version, row.sealed)?;
        all.entry(memo.about).or_default().push(Memo {
            id: MemoId::new(row.id),
            by: names.get(&memo.by).cloned().unwrap_or_default(),
            at: memo.at,
            text: memo.text,
            is_own: memo.by == reader,
        });
    }
    for memos in all.values_mut() {
        memos.sort_by_key(|memo| (memo.at, memo.id));
    }
    Ok(all)
}

/// Memos on a code that is put into another stand on the other from now on; where there is no other, they go with it.
pub(super) async fn moved(
    tx: &mut Tx,
    keys: &Keys,
    of: ProgrammeId,
    from: CodeId,
    into: Option<CodeId>,
) -> Result<(), CodingError> {
    let key = keys.programme(of).await?;
    for row in documents::all(tx, Document::CodeMemo, of).await? {
        let memo: OnCode = keys.open(&key, CODE_MEMO, row.id, row.version, row.sealed)?;
        if memo.about != from {
            continue;
        }
        let done = if let Some(about) = into {
            let version = row.version + 1;
            let sealed = keys.seal(&key, CODE_MEMO, row.id, version, &OnCode { about, ..memo })?;
            let changed = SealedRow {
                id: row.id,
                version,
                sealed,
            };
            documents::update(tx, Document::CodeMemo, of, &changed, row.version).await?
        } else {
            documents::remove(tx, Document::CodeMemo, of, row.id, row.version).await?
        };
        if !done {
            return Err(CodingError::Conflict);
        }
    }
    Ok(())
}

/// A memo as it is kept.
fn checked(text: &str) -> Result<String, CodingError> {
    let text = text.trim();
    match text.chars().count() {
        1..=MEMO_LETTERS => Ok(text.to_owned()),
        _ => Err(CodingError::MemoLength),
    }
}

fn keeper(actor: &Actor, of: ProgrammeId) -> Result<AccountId, CodingError> {
    match actor {
        Actor::Account { id, .. } if allowed(actor, Action::KeepCodebook, &Subject::Programme(of)) => Ok(*id),
        _ => Err(CodingError::NotFound),
    }
}
