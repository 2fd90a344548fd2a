//! Rows of what the field sends: devices, letterboxes, letters that wait, drafts.

use super::{StoreError, Tx, changed, on};
use method::id::{ProgrammeId, SiteId, StoryId};
use uuid::Uuid;

/// A tablet that was enrolled.
#[derive(Clone, sqlx::FromRow)]
pub(crate) struct DeviceRow {
    pub(crate) id: Uuid,
    pub(crate) programme_id: Uuid,
    pub(crate) site_id: Uuid,
    pub(crate) account_id: Uuid,
    pub(crate) name: Vec<u8>,
    pub(crate) cut_off: i32,
    pub(crate) sealed: Vec<u8>,
}

/// What a site's letters are sealed to.
#[derive(Clone, sqlx::FromRow)]
pub(crate) struct LetterboxRow {
    pub(crate) id: Uuid,
    pub(crate) programme_id: Uuid,
    pub(crate) site_id: Uuid,
    pub(crate) address: Vec<u8>,
    pub(crate) sealed: Vec<u8>,
}

/// A letter that waits.
#[derive(Clone, sqlx::FromRow)]
pub(crate) struct LetterRow {
    pub(crate) id: Uuid,
    pub(crate) device_id: Uuid,
    pub(crate) recording_id: Uuid,
    pub(crate) part_id: Uuid,
    pub(crate) number: i32,
    pub(crate) body: Vec<u8>,
    pub(crate) signature: Vec<u8>,
}

/// A recording on its way to being a story. Its row stays beside the story, to know by it what is written on it late.
#[derive(Clone, sqlx::FromRow)]
pub(crate) struct DraftRow {
    pub(crate) id: Uuid,
    pub(crate) programme_id: Uuid,
    pub(crate) site_id: Uuid,
    pub(crate) recorder_id: Uuid,
    pub(crate) version: i32,
    pub(crate) sealed: Vec<u8>,
}

/// Adds a device.
pub(crate) async fn add_device(tx: &mut Tx, row: &DeviceRow) -> Result<(), StoreError> {
    changed!(tx, c => sqlx::query::<Engine>(
        "INSERT INTO device (id, programme_id, site_id, account_id, name, cut_off, sealed) VALUES ($1, $2, $3, $4, $5, $6, $7)")
        .bind(row.id).bind(row.programme_id).bind(row.site_id).bind(row.account_id).bind(row.name.as_slice()).bind(row.cut_off)
        .bind(row.sealed.as_slice()).execute(c))?;
    Ok(())
}

/// A device.
pub(crate) async fn device(tx: &mut Tx, id: Uuid) -> Result<Option<DeviceRow>, StoreError> {
    Ok(on!(tx, c => sqlx::query_as::<Engine, DeviceRow>(
        "SELECT id, programme_id, site_id, account_id, name, cut_off, sealed FROM device WHERE id = $1")
        .bind(id).fetch_optional(c))?)
}

/// Every device.
pub(crate) async fn devices(tx: &mut Tx) -> Result<Vec<DeviceRow>, StoreError> {
    Ok(on!(tx, c => sqlx::query_as::<Engine, DeviceRow>(
        "SELECT id, programme_id, site_id, account_id, name, cut_off, sealed FROM device ORDER BY id")
        .fetch_all(c))?)
}

/// Cuts a device off.
pub(crate) async fn cut_off(tx: &mut Tx, id: Uuid) -> Result<(), StoreError> {
    changed!(tx, c => sqlx::query::<Engine>("UPDATE device SET cut_off = 1 WHERE id = $1").bind(id).execute(c))?;
    Ok(())
}

/// Adds a site's letterbox, if it has none.
pub(crate) async fn add_letterbox(tx: &mut Tx, row: &LetterboxRow) -> Result<(), StoreError> {
    changed!(tx, c => sqlx::query::<Engine>(
        "INSERT INTO letterbox (id, programme_id, site_id, address, sealed) VALUES ($1, $2, $3, $4, $5)")
        .bind(row.id).bind(row.programme_id).bind(row.site_id).bind(row.address.as_slice()).bind(row.sealed.as_slice())
        .execute(c))?;
    Ok(())
}

/// The letterbox of a site.
pub(crate) async fn letterbox_of(tx: &mut Tx, site: SiteId) -> Result<Option<LetterboxRow>, StoreError> {
    Ok(on!(tx, c => sqlx::query_as::<Engine, LetterboxRow>(
        "SELECT id, programme_id, site_id, address, sealed FROM letterbox WHERE site_id = $1")
        .bind(site.uuid()).fetch_optional(c))?)
}

/// Adds a letter; whether its place was still free.
pub(crate) async fn add_letter(tx: &mut Tx, row: &LetterRow) -> Result<bool, StoreError> {
    let done = changed!(tx, c => sqlx::query::<Engine>(
        "INSERT INTO letter (id, device_id, recording_id, part_id, number, body, signature) \
         VALUES ($1, $2, $3, $4, $5, $6, $7) ON CONFLICT (recording_id, part_id, number) DO NOTHING")
        .bind(row.id).bind(row.device_id).bind(row.recording_id).bind(row.part_id).bind(row.number)
        .bind(row.body.as_slice()).bind(row.signature.as_slice()).execute(c))?;
    Ok(done == 1)
}

/// Whether the letter that waits at this place is this one.
pub(crate) async fn is_letter(tx: &mut Tx, row: &LetterRow) -> Result<bool, StoreError> {
    let found = on!(tx, c => sqlx::query_scalar::<Engine, i64>(
        "SELECT COUNT(*) FROM letter WHERE recording_id = $1 AND part_id = $2 AND number = $3 AND device_id = $4 AND body = $5")
        .bind(row.recording_id).bind(row.part_id).bind(row.number).bind(row.device_id).bind(row.body.as_slice())
        .fetch_one(c))?;
    Ok(found > 0)
}

/// The letters that wait, by their recording, its parts and numbers; at most so many.
pub(crate) async fn letters(tx: &mut Tx, after: Option<&LetterRow>, at_most: i64) -> Result<Vec<LetterRow>, StoreError> {
    let (recording, part, number) = after.map_or((Uuid::nil(), Uuid::nil(), -1), |row| {
        (row.recording_id, row.part_id, row.number)
    });
    Ok(on!(tx, c => sqlx::query_as::<Engine, LetterRow>(
        "SELECT id, device_id, recording_id, part_id, number, body, signature FROM letter \
         WHERE recording_id > $1 OR (recording_id = $1 AND (part_id > $2 OR (part_id = $2 AND number > $3))) \
         ORDER BY recording_id, part_id, number LIMIT $4")
        .bind(recording).bind(part).bind(number).bind(at_most).fetch_all(c))?)
}

/// How many letters of a device wait.
pub(crate) async fn waiting_of_device(tx: &mut Tx, device: Uuid) -> Result<i64, StoreError> {
    Ok(
        on!(tx, c => sqlx::query_scalar::<Engine, i64>("SELECT COUNT(*) FROM letter WHERE device_id = $1")
        .bind(device).fetch_one(c))?,
    )
}

/// How many letters of a recording wait.
pub(crate) async fn waiting(tx: &mut Tx, recording: Uuid) -> Result<i64, StoreError> {
    Ok(
        on!(tx, c => sqlx::query_scalar::<Engine, i64>("SELECT COUNT(*) FROM letter WHERE recording_id = $1")
        .bind(recording).fetch_one(c))?,
    )
}

/// Takes a letter away.
pub(crate) async fn remove_letter(tx: &mut Tx, id: Uuid) -> Result<(), StoreError> {
    changed!(tx, c => sqlx::query::<Engine>("DELETE FROM letter WHERE id = $1").bind(id).execute(c))?;
    Ok(())
}

/// Takes the letters of a recording away.
pub(crate) async fn remove_letters_of(tx: &mut Tx, recording: Uuid) -> Result<(), StoreError> {
    changed!(tx, c => sqlx::query::<Engine>("DELETE FROM letter WHERE recording_id = $1").bind(recording).execute(c))?;
    Ok(())
}

/// Adds a draft.
pub(crate) async fn add_draft(tx: &mut Tx, row: &DraftRow) -> Result<(), StoreError> {
    changed!(tx, c => sqlx::query::<Engine>(
        "INSERT INTO draft (id, programme_id, site_id, recorder_id, version, sealed) VALUES ($1, $2, $3, $4, $5, $6)")
        .bind(row.id).bind(row.programme_id).bind(row.site_id).bind(row.recorder_id).bind(row.version)
        .bind(row.sealed.as_slice()).execute(c))?;
    Ok(())
}

/// A draft that is no story yet.
pub(crate) async fn draft(tx: &mut Tx, id: Uuid) -> Result<Option<DraftRow>, StoreError> {
    Ok(on!(tx, c => sqlx::query_as::<Engine, DraftRow>(
        "SELECT id, programme_id, site_id, recorder_id, version, sealed FROM draft \
         WHERE id = $1 AND NOT EXISTS (SELECT 1 FROM story WHERE story.id = draft.id)")
        .bind(id).fetch_optional(c))?)
}

/// The draft of which a story was made.
pub(crate) async fn draft_of_story(tx: &mut Tx, story: StoryId) -> Result<Option<DraftRow>, StoreError> {
    Ok(on!(tx, c => sqlx::query_as::<Engine, DraftRow>(
        "SELECT id, programme_id, site_id, recorder_id, version, sealed FROM draft WHERE id = $1")
        .bind(story.uuid()).fetch_optional(c))?)
}

/// The drafts of a programme that are no stories yet.
pub(crate) async fn drafts(tx: &mut Tx, of: ProgrammeId) -> Result<Vec<DraftRow>, StoreError> {
    Ok(on!(tx, c => sqlx::query_as::<Engine, DraftRow>(
        "SELECT id, programme_id, site_id, recorder_id, version, sealed FROM draft \
         WHERE programme_id = $1 AND NOT EXISTS (SELECT 1 FROM story WHERE story.id = draft.id) ORDER BY id")
        .bind(of.uuid()).fetch_all(c))?)
}

/// Replaces a draft's content if it still is of the version before; whether it was.
pub(crate) async fn replace_draft(tx: &mut Tx, id: Uuid, version: i32, sealed: &[u8]) -> Result<bool, StoreError> {
    let done = changed!(tx, c => sqlx::query::<Engine>("UPDATE draft SET version = $2, sealed = $3 WHERE id = $1 AND version = $4")
        .bind(id).bind(version).bind(sealed).bind(version - 1).execute(c))?;
    Ok(done == 1)
}

/// Takes a draft away.
pub(crate) async fn remove_draft(tx: &mut Tx, id: Uuid) -> Result<(), StoreError> {
    changed!(tx, c => sqlx::query::<Engine>("DELETE FROM draft WHERE id = $1").bind(id).execute(c))?;
    Ok(())
}
