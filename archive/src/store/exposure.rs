//! Rows of the stories that workers read or heard, week by week: a mark that names no story, whose, in which week.

use super::{StoreError, Tx, changed, on};
use method::id::AccountId;
use uuid::Uuid;

/// How many stories an account read or heard in a week.
#[derive(Clone, Copy, sqlx::FromRow)]
pub(crate) struct CountRow {
    pub(crate) account_id: Uuid,
    pub(crate) stories: i64,
}

/// Notes that an account read or heard a story in a week. Again does nothing.
pub(crate) async fn note(tx: &mut Tx, mark: &[u8], account: AccountId, week: &str) -> Result<(), StoreError> {
    changed!(tx, c => sqlx::query::<Engine>(
        "INSERT INTO exposure (mark, account_id, week) VALUES ($1, $2, $3) ON CONFLICT (mark) DO NOTHING")
        .bind(mark).bind(account.uuid()).bind(week).execute(c))?;
    Ok(())
}

/// Forgets the weeks of an account before one.
pub(crate) async fn forget_before(tx: &mut Tx, account: AccountId, week: &str) -> Result<(), StoreError> {
    changed!(tx, c => sqlx::query::<Engine>("DELETE FROM exposure WHERE account_id = $1 AND week < $2")
        .bind(account.uuid()).bind(week).execute(c))?;
    Ok(())
}

/// What each account read or heard in a week; whoever read nothing is not there.
pub(crate) async fn of_week(tx: &mut Tx, week: &str) -> Result<Vec<CountRow>, StoreError> {
    Ok(on!(tx, c => sqlx::query_as::<Engine, CountRow>(
        "SELECT account_id, COUNT(*) AS stories FROM exposure WHERE week = $1 GROUP BY account_id")
        .bind(week).fetch_all(c))?)
}
