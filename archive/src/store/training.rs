//! Rows of the training programmes, and of what the second passwords of an account open.

use super::accounts::AccountRow;
use super::{StoreError, Tx, changed, on};
use method::id::{AccountId, ProgrammeId};
use uuid::Uuid;

/// The training programmes that there are: depth, id.
pub(crate) async fn programmes(tx: &mut Tx) -> Result<Vec<(i32, Uuid)>, StoreError> {
    Ok(
        on!(tx, c => sqlx::query_as::<Engine, (i32, Uuid)>("SELECT depth, programme_id FROM training ORDER BY depth")
        .fetch_all(c))?,
    )
}

/// Says that a programme is the training programme of a depth.
pub(crate) async fn add_programme(tx: &mut Tx, depth: u8, programme: ProgrammeId) -> Result<(), StoreError> {
    changed!(tx, c => sqlx::query::<Engine>("INSERT INTO training (depth, programme_id) VALUES ($1, $2)")
        .bind(i32::from(depth)).bind(programme.uuid()).execute(c))?;
    Ok(())
}

/// What the second passwords of an account open.
pub(crate) async fn second(tx: &mut Tx, account: AccountId) -> Result<Option<Vec<u8>>, StoreError> {
    Ok(
        on!(tx, c => sqlx::query_scalar::<Engine, Vec<u8>>("SELECT sealed FROM second_password WHERE account_id = $1")
        .bind(account.uuid()).fetch_optional(c))?,
    )
}

/// Writes what the second passwords of an account open, in place of what was there.
pub(crate) async fn set_second(tx: &mut Tx, account: AccountId, sealed: &[u8]) -> Result<(), StoreError> {
    changed!(tx, c => sqlx::query::<Engine>(
        "INSERT INTO second_password (account_id, sealed) VALUES ($1, $2) \
         ON CONFLICT (account_id) DO UPDATE SET sealed = excluded.sealed")
        .bind(account.uuid()).bind(sealed).execute(c))?;
    Ok(())
}

/// Every account, oldest first.
pub(crate) async fn accounts(tx: &mut Tx) -> Result<Vec<AccountRow>, StoreError> {
    Ok(
        on!(tx, c => sqlx::query_as::<Engine, AccountRow>("SELECT id, version, sealed FROM account ORDER BY id")
        .fetch_all(c))?,
    )
}
