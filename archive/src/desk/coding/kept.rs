//! The codebook's row and the rows of codings, opened and sealed.

use super::Given;
use crate::audit::{self, Deed, Entry};
use crate::clock::ordered_id;
use crate::contracts::{CODE_CHANGE, CODEBOOK, CODING};
use crate::desk::stories::opened::Opened;
use crate::error::Fault;
use crate::keys::{Column, Keys};
use crate::store::documents::{self, Document};
use crate::store::growth::{self, GrownRow, Growth};
use crate::store::programmes::SealedRow;
use crate::store::{IDS_AT_ONCE, Tx, stories};
use archive_vault::DataKey;
use chrono::{DateTime, Utc};
use method::coding::Codebook;
use method::coding::history::{self, Change, Joined};
use method::coding::template::violence_and_support;
use method::id::{AccountId, CodeId, CodingId, ProgrammeId, SiteId, StoryId};
use serde::{Deserialize, Serialize};
use std::collections::{BTreeMap, HashMap};
use uuid::Uuid;

/// The codebook's row, opened.
pub(crate) struct KeptBook {
    pub(crate) codes: Codebook,
    pub(crate) id: Uuid,
    pub(crate) version: i32,
}

/// The codings of one story with the key to write them.
pub(super) struct OnStory {
    pub(super) key: DataKey,
    pub(super) codings: Vec<(GrownRow, Given)>,
}

/// The codebook of a programme with the version of it that was read; none before it was first kept.
pub(crate) async fn codebook(tx: &mut Tx, keys: &Keys, of: ProgrammeId) -> Result<Option<(Codebook, i32)>, Fault> {
    Ok(kept(tx, keys, of).await?.map(|book| (book.codes, book.version)))
}

/// The codebook of a programme; the default one is written first where there is none. Needs a transaction that writes.
pub(crate) async fn kept_or_template(
    tx: &mut Tx,
    keys: &Keys,
    of: ProgrammeId,
    by: AccountId,
    now: DateTime<Utc>,
) -> Result<KeptBook, Fault> {
    if let Some(book) = kept(tx, keys, of).await? {
        return Ok(book);
    }
    // Ordered ids differ, so that the template is never refused.
    let codes = violence_and_support(|| CodeId::new(ordered_id())).unwrap_or_default();
    let (id, version) = (ordered_id(), 1);
    let row = seal(keys, of, id, version, &codes).await?;
    documents::add(tx, Document::Codebook, of, &row).await?;
    audit::append(tx, keys, &changed(id, by, now)).await?;
    Ok(KeptBook { codes, id, version })
}

/// Everything that was coded in a programme and not taken away, story by story; nothing of a story whose key is gone.
pub(super) async fn given_by_story(tx: &mut Tx, keys: &Keys, of: ProgrammeId) -> Result<Vec<OnStory>, Fault> {
    let rows = growth::of_programme(tx, Growth::Coding, of).await?;
    let by_story = stories::by_story(rows, |row| row.story_id);
    let mut all = Vec::with_capacity(by_story.len());
    for (story, rows) in by_story {
        let id = StoryId::new(story);
        let Some(row) = stories::by_id(tx, id).await? else { continue };
        let Some(key) = keys.story(of, SiteId::new(row.site_id), id).await? else {
            continue;
        };
        let column = keys.column(&key, CODING);
        let opened = rows.into_iter().map(|mut row| {
            let sealed = std::mem::take(&mut row.sealed);
            let given = column.open(row.id, row.version, sealed)?;
            Ok((row, given))
        });
        let mut codings = opened.collect::<Result<Vec<(GrownRow, Given)>, Fault>>()?;
        codings.retain(|(_, given)| given.stands());
        all.push(OnStory { key, codings });
    }
    Ok(all)
}

/// The codes given to a story's passages, but for those that were taken away.
pub(crate) async fn codings(tx: &mut Tx, keys: &Keys, story: &Opened) -> Result<Vec<(CodingId, Given)>, Fault> {
    let mut all = ever_given(tx, keys, story).await?;
    all.retain(|(_, given)| given.stands());
    Ok(all)
}

/// The same of several stories, in one statement for [`IDS_AT_ONCE`] of them.
pub(crate) async fn codings_of<'a>(
    tx: &mut Tx,
    keys: &Keys,
    stories: impl IntoIterator<Item = &'a Opened>,
) -> Result<HashMap<StoryId, Vec<(CodingId, Given)>>, Fault> {
    let columns = stories.into_iter().map(|story| (story.id, keys.column(&story.key, CODING)));
    let columns: BTreeMap<StoryId, Column> = columns.collect();
    let ids: Vec<StoryId> = columns.keys().copied().collect();
    let mut all: HashMap<StoryId, Vec<(CodingId, Given)>> = HashMap::new();
    for some in ids.chunks(IDS_AT_ONCE) {
        for row in growth::of_stories(tx, Growth::Coding, some).await? {
            let id = StoryId::new(row.story_id);
            let Some(column) = columns.get(&id) else { continue };
            let given: Given = column.open(row.id, row.version, row.sealed)?;
            if given.stands() {
                all.entry(id).or_default().push((CodingId::new(row.id), given));
            }
        }
    }
    Ok(all)
}

/// All codes that were ever given to a story's passages.
pub(super) async fn ever_given(tx: &mut Tx, keys: &Keys, story: &Opened) -> Result<Vec<(CodingId, Given)>, Fault> {
    let (rows, column) = (
        growth::sealed_of_story(tx, Growth::Coding, story.id).await?,
        keys.column(&story.key, CODING),
    );
    rows.into_iter()
        .map(|row| Ok((CodingId::new(row.id), column.open(row.id, row.version, row.sealed)?)))
        .collect()
}

pub(super) async fn kept(tx: &mut Tx, keys: &Keys, of: ProgrammeId) -> Result<Option<KeptBook>, Fault> {
    let rows = documents::all(tx, Document::Codebook, of).await?;
    let Some(row) = rows.into_iter().next() else {
        return Ok(None);
    };
    let key = keys.programme(of).await?;
    let (id, version) = (row.id, row.version);
    let codes = keys.books.value(id, version, row.sealed, |sealed| {
        keys.open(&key, CODEBOOK, id, version, sealed)
    })?;
    let codes = Codebook::clone(&codes);
    Ok(Some(KeptBook { codes, id, version }))
}

/// What one save changed. Sealed under the programme's key.
#[derive(Serialize, Deserialize)]
pub(super) struct Save {
    pub(super) at: DateTime<Utc>,
    pub(super) by: AccountId,
    pub(super) changes: Vec<Change>,
}

/// Every save of a programme's codebook, oldest first.
pub(super) async fn saves(tx: &mut Tx, keys: &Keys, of: ProgrammeId) -> Result<Vec<Save>, Fault> {
    let key = keys.programme(of).await?;
    let rows = documents::all(tx, Document::CodeChange, of).await?.into_iter();
    rows.map(|row| keys.open(&key, CODE_CHANGE, row.id, row.version, row.sealed))
        .collect()
}

/// Takes words of a withdrawn story out of the names that codes had, wherever what changed in the codebook tells them.
pub(super) async fn forget_past(tx: &mut Tx, keys: &Keys, of: ProgrammeId, forgotten: &[String]) -> Result<(), Fault> {
    if forgotten.is_empty() {
        return Ok(());
    }
    let key = keys.programme(of).await?;
    for row in documents::all(tx, Document::CodeChange, of).await? {
        let (id, read) = (row.id, row.version);
        let mut save: Save = keys.open(&key, CODE_CHANGE, id, read, row.sealed)?;
        let mut has_changed = false;
        for change in &mut save.changes {
            for words in forgotten {
                has_changed |= change.forget(words);
            }
        }
        if has_changed {
            let version = read + 1;
            let sealed = keys.seal(&key, CODE_CHANGE, id, version, &save)?;
            // Writers take turns, so that what this transaction read still holds.
            documents::update(tx, Document::CodeChange, of, &SealedRow { id, version, sealed }, read).await?;
        }
    }
    Ok(())
}

/// Writes the next version of a codebook, and what changed in it since `before`; whether it was still at the version that was
/// read.
pub(crate) async fn keep(
    tx: &mut Tx,
    keys: &Keys,
    of: ProgrammeId,
    (by, at): (AccountId, DateTime<Utc>),
    book: &KeptBook,
    before: &Codebook,
    joined: Option<Joined>,
) -> Result<bool, Fault> {
    let row = seal(keys, of, book.id, book.version + 1, &book.codes).await?;
    // What was called after words of a withdrawn story is not to stay in memory.
    keys.books.forget(book.id);
    if !documents::update(tx, Document::Codebook, of, &row, book.version).await? {
        return Ok(false);
    }
    let changes = history::between(before, &book.codes, joined);
    if !changes.is_empty() {
        let (id, key) = (ordered_id(), keys.programme(of).await?);
        let sealed = keys.seal(&key, CODE_CHANGE, id, 1, &Save { at, by, changes })?;
        let row = SealedRow { id, version: 1, sealed };
        documents::add(tx, Document::CodeChange, of, &row).await?;
    }
    audit::append(tx, keys, &changed(book.id, by, at)).await?;
    Ok(true)
}

/// The row of a codebook's version.
pub(super) async fn seal(
    keys: &Keys,
    of: ProgrammeId,
    id: Uuid,
    version: i32,
    codes: &Codebook,
) -> Result<SealedRow, Fault> {
    let key = keys.programme(of).await?;
    let sealed = keys.seal(&key, CODEBOOK, id, version, codes)?;
    Ok(SealedRow { id, version, sealed })
}

/// What the audit log says of a changed codebook.
fn changed(id: Uuid, by: AccountId, at: DateTime<Utc>) -> Entry {
    changed_by(id, Some(by), at)
}

/// The same; none for the program itself.
pub(super) fn changed_by(id: Uuid, by: Option<AccountId>, at: DateTime<Utc>) -> Entry {
    Entry {
        at,
        by,
        deed: Deed::CodebookChanged,
        about: Some(id),
    }
}
