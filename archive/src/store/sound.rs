//! Rows of sound: the sealed pieces of a story's takes. A row is added or removed, never changed.

use super::{StoreError, Tx, changed, on};
use method::id::{StoryId, TakeId};
use uuid::Uuid;

/// A piece of a take.
#[derive(Clone, sqlx::FromRow)]
pub(crate) struct SoundRow {
    pub(crate) id: Uuid,
    pub(crate) story_id: Uuid,
    pub(crate) take_id: Uuid,
    pub(crate) seq: i32,
    pub(crate) sealed: Vec<u8>,
}

/// Adds a piece; whether its number in the take was still free.
pub(crate) async fn add(tx: &mut Tx, row: &SoundRow) -> Result<bool, StoreError> {
    let done = changed!(tx, c => sqlx::query::<Engine>(
        "INSERT INTO sound (id, story_id, take_id, seq, sealed) VALUES ($1, $2, $3, $4, $5) \
         ON CONFLICT (story_id, take_id, seq) DO NOTHING")
        .bind(row.id).bind(row.story_id).bind(row.take_id).bind(row.seq).bind(row.sealed.as_slice()).execute(c))?;
    Ok(done == 1)
}

/// One piece of a take.
pub(crate) async fn piece(tx: &mut Tx, of: StoryId, take: TakeId, seq: i32) -> Result<Option<SoundRow>, StoreError> {
    Ok(on!(tx, c => sqlx::query_as::<Engine, SoundRow>(
        "SELECT id, story_id, take_id, seq, sealed FROM sound WHERE story_id = $1 AND take_id = $2 AND seq = $3")
        .bind(of.uuid()).bind(take.uuid()).bind(seq).fetch_optional(c))?)
}

/// The pieces of a story, take by take, each in its order.
pub(crate) async fn pieces(tx: &mut Tx, of: StoryId) -> Result<Vec<SoundRow>, StoreError> {
    Ok(on!(tx, c => sqlx::query_as::<Engine, SoundRow>(
        "SELECT id, story_id, take_id, seq, sealed FROM sound WHERE story_id = $1 ORDER BY take_id, seq")
        .bind(of.uuid()).fetch_all(c))?)
}

/// How many pieces a story has.
pub(crate) async fn count(tx: &mut Tx, of: StoryId) -> Result<i64, StoreError> {
    Ok(
        on!(tx, c => sqlx::query_scalar::<Engine, i64>("SELECT COUNT(*) FROM sound WHERE story_id = $1")
        .bind(of.uuid()).fetch_one(c))?,
    )
}

/// The stories that have sound.
pub(crate) async fn stories(tx: &mut Tx) -> Result<Vec<Uuid>, StoreError> {
    Ok(
        on!(tx, c => sqlx::query_scalar::<Engine, Uuid>("SELECT DISTINCT story_id FROM sound ORDER BY story_id").fetch_all(c))?,
    )
}

/// The takes of a story.
pub(crate) async fn takes_of(tx: &mut Tx, of: StoryId) -> Result<Vec<Uuid>, StoreError> {
    Ok(on!(tx, c => sqlx::query_scalar::<Engine, Uuid>(
        "SELECT DISTINCT take_id FROM sound WHERE story_id = $1 ORDER BY take_id")
        .bind(of.uuid()).fetch_all(c))?)
}

/// Removes all pieces of a story.
pub(crate) async fn remove(tx: &mut Tx, of: StoryId) -> Result<(), StoreError> {
    changed!(tx, c => sqlx::query::<Engine>("DELETE FROM sound WHERE story_id = $1").bind(of.uuid()).execute(c))?;
    Ok(())
}
