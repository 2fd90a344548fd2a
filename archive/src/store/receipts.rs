//! Rows of slips. A slip is found by the keyed hash of what stands on it.

use super::{StoreError, Tx, changed, on};
use method::id::StoryId;
use uuid::Uuid;

/// A slip.
#[derive(Clone, sqlx::FromRow)]
pub(crate) struct ReceiptRow {
    pub(crate) id: Uuid,
    pub(crate) programme_id: Uuid,
    /// None once the story was withdrawn.
    pub(crate) story_id: Option<Uuid>,
    pub(crate) slip: Vec<u8>,
    pub(crate) alone: Option<Vec<u8>>,
}

/// Adds a slip; whether both of its numbers were free.
pub(crate) async fn add(tx: &mut Tx, row: &ReceiptRow) -> Result<bool, StoreError> {
    let done = changed!(tx, c => sqlx::query::<Engine>(
        "INSERT INTO receipt (id, programme_id, story_id, slip, alone) VALUES ($1, $2, $3, $4, $5) ON CONFLICT DO NOTHING")
        .bind(row.id).bind(row.programme_id).bind(row.story_id).bind(row.slip.as_slice()).bind(row.alone.as_deref())
        .execute(c))?;
    Ok(done == 1)
}

/// The slip of a short number and its sign.
pub(crate) async fn by_slip(tx: &mut Tx, slip: &[u8]) -> Result<Option<ReceiptRow>, StoreError> {
    Ok(on!(tx, c => sqlx::query_as::<Engine, ReceiptRow>(
        "SELECT id, programme_id, story_id, slip, alone FROM receipt WHERE slip = $1")
        .bind(slip).fetch_optional(c))?)
}

/// The slip of a long number.
pub(crate) async fn by_long(tx: &mut Tx, alone: &[u8]) -> Result<Option<ReceiptRow>, StoreError> {
    Ok(on!(tx, c => sqlx::query_as::<Engine, ReceiptRow>(
        "SELECT id, programme_id, story_id, slip, alone FROM receipt WHERE alone = $1")
        .bind(alone).fetch_optional(c))?)
}

/// Whether a story has a slip.
pub(crate) async fn has_one(tx: &mut Tx, story: StoryId) -> Result<bool, StoreError> {
    let found = on!(tx, c => sqlx::query_scalar::<Engine, i64>("SELECT COUNT(*) FROM receipt WHERE story_id = $1")
        .bind(story.uuid()).fetch_one(c))?;
    Ok(found > 0)
}

/// Takes a story's slips away: a lost one opens nothing any more.
pub(crate) async fn remove_of(tx: &mut Tx, story: StoryId) -> Result<(), StoreError> {
    changed!(tx, c => sqlx::query::<Engine>("DELETE FROM receipt WHERE story_id = $1").bind(story.uuid()).execute(c))?;
    Ok(())
}

/// Takes a withdrawn story out of its slips, which go on to say that it was withdrawn.
pub(crate) async fn let_go(tx: &mut Tx, story: StoryId) -> Result<(), StoreError> {
    changed!(tx, c => sqlx::query::<Engine>("UPDATE receipt SET story_id = NULL WHERE story_id = $1")
        .bind(story.uuid()).execute(c))?;
    Ok(())
}
