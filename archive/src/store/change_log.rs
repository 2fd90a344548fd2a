//! Rows of the ordered change log: which stories changed since. Writers of a store take turns, so that a number that can be seen
//! has no smaller one still to come.

use super::{StoreError, Tx, changed as rows_changed, on};
use method::id::StoryId;
use uuid::Uuid;

/// Notes that a story, or what was appended to it or grew on it, changed; in the very transaction that changes it.
pub(crate) async fn changed(tx: &mut Tx, story: StoryId) -> Result<(), StoreError> {
    rows_changed!(tx, c => sqlx::query::<Engine>("DELETE FROM change_log WHERE story_id = $1").bind(story.uuid()).execute(c))?;
    rows_changed!(tx, c => sqlx::query::<Engine>("INSERT INTO change_log (story_id) VALUES ($1)").bind(story.uuid()).execute(c))?;
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
}

/// The changes after a number, oldest first.
pub(crate) async fn after(tx: &mut Tx, seq: i64, at_most: i64) -> Result<Vec<Change>, StoreError> {
    Ok(on!(tx, c => sqlx::query_as::<Engine, Change>(
        "SELECT seq, story_id FROM change_log WHERE seq > $1 ORDER BY seq LIMIT $2")
        .bind(seq).bind(at_most).fetch_all(c))?)
}
