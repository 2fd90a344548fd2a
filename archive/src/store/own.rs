//! Rows of what somebody keeps for herself alone. They have one shape: an id, whose, a version, what is sealed under the
//! programme's key.

use super::programmes::SealedRow;
use super::{StoreError, Tx, changed, on};
use method::id::{AccountId, ProgrammeId};
use uuid::Uuid;

/// The kinds, each a table.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Own {
    SavedSearch,
    Batch,
    RecentCodes,
}

/// Whose, and in which programme.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Owner {
    pub(crate) programme: ProgrammeId,
    pub(crate) account: AccountId,
}

macro_rules! for_own {
    ($own:expr, $before:literal, $after:literal) => {
        match $own {
            Own::SavedSearch => concat!($before, "saved_search", $after),
            Own::Batch => concat!($before, "batch", $after),
            Own::RecentCodes => concat!($before, "recent_codes", $after),
        }
    };
}

/// All of a kind that are somebody's, oldest first.
pub(crate) async fn all(tx: &mut Tx, kind: Own, of: Owner) -> Result<Vec<SealedRow>, StoreError> {
    let sql = for_own!(
        kind,
        "SELECT id, version, sealed FROM ",
        " WHERE account_id = $1 AND programme_id = $2 ORDER BY id"
    );
    Ok(
        on!(tx, c => sqlx::query_as::<Engine, SealedRow>(sql).bind(of.account.uuid()).bind(of.programme.uuid()).fetch_all(c))?,
    )
}

/// One of them.
pub(crate) async fn by_id(tx: &mut Tx, kind: Own, of: Owner, id: Uuid) -> Result<Option<SealedRow>, StoreError> {
    let sql = for_own!(
        kind,
        "SELECT id, version, sealed FROM ",
        " WHERE id = $1 AND account_id = $2 AND programme_id = $3"
    );
    Ok(on!(tx, c => sqlx::query_as::<Engine, SealedRow>(sql)
        .bind(id).bind(of.account.uuid()).bind(of.programme.uuid()).fetch_optional(c))?)
}

/// Adds one.
pub(crate) async fn add(tx: &mut Tx, kind: Own, of: Owner, row: &SealedRow) -> Result<(), StoreError> {
    let sql = for_own!(
        kind,
        "INSERT INTO ",
        " (id, programme_id, account_id, version, sealed) VALUES ($1, $2, $3, $4, $5)"
    );
    changed!(tx, c => sqlx::query::<Engine>(sql)
        .bind(row.id).bind(of.programme.uuid()).bind(of.account.uuid()).bind(row.version).bind(row.sealed.as_slice())
        .execute(c))?;
    Ok(())
}

/// Replaces one that is still at `read_version`; whether it was. `row.version` is the new one.
pub(crate) async fn update(
    tx: &mut Tx,
    kind: Own,
    of: Owner,
    row: &SealedRow,
    read_version: i32,
) -> Result<bool, StoreError> {
    let sql = for_own!(
        kind,
        "UPDATE ",
        " SET version = $4, sealed = $5 WHERE id = $1 AND account_id = $2 AND programme_id = $3 AND version = $6"
    );
    let done = changed!(tx, c => sqlx::query::<Engine>(sql)
        .bind(row.id).bind(of.account.uuid()).bind(of.programme.uuid()).bind(row.version).bind(row.sealed.as_slice())
        .bind(read_version).execute(c))?;
    Ok(done == 1)
}

/// Removes one.
pub(crate) async fn remove(tx: &mut Tx, kind: Own, of: Owner, id: Uuid) -> Result<(), StoreError> {
    let sql = for_own!(
        kind,
        "DELETE FROM ",
        " WHERE id = $1 AND account_id = $2 AND programme_id = $3"
    );
    changed!(tx, c => sqlx::query::<Engine>(sql)
        .bind(id).bind(of.account.uuid()).bind(of.programme.uuid()).execute(c))?;
    Ok(())
}
