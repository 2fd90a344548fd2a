//! Rows of the ordered change log: which stories changed since. Writers of a store take turns, so that a number that can be seen
//! has no smaller one still to come.

use super::{StoreError, Tx, changed as rows_changed, on};
use method::id::StoryId;
use uuid::Uuid;

/// Notes that a story, or what was appended to it, changed; in the very transaction that changes it.
pub(crate) async fn changed(tx: &mut Tx, story: StoryId) -> Result<(), StoreError> {
    rows_changed!(tx, c => sqlx::query::<Engine>("DELETE FROM change_log WHERE story_id = $1").bind(story.uuid()).execute(c))?;
    rows_changed!(tx, c => sqlx::query::<Engine>("INSERT INTO change_log (story_id, of_codes) VALUES ($1, FALSE)")
        .bind(story.uuid()).execute(c))?;
    Ok(())
}

/// Notes that codes or memos of a story changed, and no word of it; in the very transaction that changes them. What else was
/// noted of the story stands: whoever follows may not have seen it yet.
pub(crate) async fn recoded(tx: &mut Tx, story: StoryId) -> Result<(), StoreError> {
    rows_changed!(tx, c => sqlx::query::<Engine>("DELETE FROM change_log WHERE story_id = $1 AND of_codes")
        .bind(story.uuid()).execute(c))?;
    rows_changed!(tx, c => sqlx::query::<Engine>("INSERT INTO change_log (story_id, of_codes) VALUES ($1, TRUE)")
        .bind(story.uuid()).execute(c))?;
    Ok(())
}

/// The number of the newest change; 0 before the first.
pub(crate) async fn newest(tx: &mut Tx) -> Result<i64, StoreError> {
    let newest = on!(tx, c => sqlx::query_scalar::<Engine, Option<i64>>("SELECT MAX(seq) FROM change_log").fetch_one(c))?;
    Ok(newest.unwrap_or(0))
}

/// A change.
#[derive(Clone, Copy, sqlx::FromRow)]
pub(crate) struct Change {
    pub(crate) seq: i64,
    pub(crate) story_id: Uuid,
    /// Whether codes or memos alone changed.
    pub(crate) of_codes: bool,
}

/// The changes after a number, oldest first.
pub(crate) async fn after(tx: &mut Tx, seq: i64, at_most: i64) -> Result<Vec<Change>, StoreError> {
    Ok(on!(tx, c => sqlx::query_as::<Engine, Change>(
        "SELECT seq, story_id, of_codes FROM change_log WHERE seq > $1 ORDER BY seq LIMIT $2")
        .bind(seq).bind(at_most).fetch_all(c))?)
}
