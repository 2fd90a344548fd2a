//! Rows of accounts, their roles, sessions and failed attempts.

use super::{StoreError, Tx, changed, on};
use chrono::{DateTime, Utc};
use method::id::{AccountId, ProgrammeId};
use uuid::Uuid;

/// An account; what is in it is sealed.
#[derive(Clone, sqlx::FromRow)]
pub(crate) struct AccountRow {
    pub(crate) id: Uuid,
    pub(crate) version: i32,
    pub(crate) sealed: Vec<u8>,
}

/// A role of an account.
#[derive(Clone, sqlx::FromRow)]
pub(crate) struct MembershipRow {
    pub(crate) account_id: Uuid,
    pub(crate) programme_id: Uuid,
    pub(crate) role: String,
    pub(crate) site_id: Option<Uuid>,
}

/// Adds an account; whether the sign-in name was free.
pub(crate) async fn add(tx: &mut Tx, login: &[u8], row: &AccountRow) -> Result<bool, StoreError> {
    let done = changed!(tx, c => sqlx::query::<Engine>(
        "INSERT INTO account (id, login, version, sealed) VALUES ($1, $2, $3, $4) ON CONFLICT (login) DO NOTHING")
        .bind(row.id).bind(login).bind(row.version).bind(row.sealed.as_slice()).execute(c))?;
    Ok(done == 1)
}

/// The account of a sign-in name.
pub(crate) async fn by_login(tx: &mut Tx, login: &[u8]) -> Result<Option<AccountRow>, StoreError> {
    Ok(
        on!(tx, c => sqlx::query_as::<Engine, AccountRow>("SELECT id, version, sealed FROM account WHERE login = $1")
        .bind(login).fetch_optional(c))?,
    )
}

/// An account.
pub(crate) async fn by_id(tx: &mut Tx, id: AccountId) -> Result<Option<AccountRow>, StoreError> {
    Ok(
        on!(tx, c => sqlx::query_as::<Engine, AccountRow>("SELECT id, version, sealed FROM account WHERE id = $1")
        .bind(id.uuid()).fetch_optional(c))?,
    )
}

/// The accounts that have a role in a programme, oldest first.
pub(crate) async fn of_programme(tx: &mut Tx, programme: ProgrammeId) -> Result<Vec<AccountRow>, StoreError> {
    Ok(on!(tx, c => sqlx::query_as::<Engine, AccountRow>(
        "SELECT id, version, sealed FROM account \
         WHERE id IN (SELECT account_id FROM membership WHERE programme_id = $1) ORDER BY id")
        .bind(programme.uuid()).fetch_all(c))?)
}

/// Gives a role.
pub(crate) async fn add_membership(tx: &mut Tx, row: &MembershipRow) -> Result<(), StoreError> {
    changed!(tx, c => sqlx::query::<Engine>(
        "INSERT INTO membership (account_id, programme_id, role, site_id) VALUES ($1, $2, $3, $4)")
        .bind(row.account_id).bind(row.programme_id).bind(row.role.as_str()).bind(row.site_id).execute(c))?;
    Ok(())
}

/// Takes a role away.
pub(crate) async fn remove_membership(tx: &mut Tx, row: &MembershipRow) -> Result<(), StoreError> {
    changed!(tx, c => sqlx::query::<Engine>(
        "DELETE FROM membership WHERE account_id = $1 AND programme_id = $2 AND role = $3 \
         AND (site_id = $4 OR (site_id IS NULL AND $4 IS NULL))")
        .bind(row.account_id).bind(row.programme_id).bind(row.role.as_str()).bind(row.site_id).execute(c))?;
    Ok(())
}

/// The roles of an account.
pub(crate) async fn memberships(tx: &mut Tx, account: AccountId) -> Result<Vec<MembershipRow>, StoreError> {
    Ok(on!(tx, c => sqlx::query_as::<Engine, MembershipRow>(
        "SELECT account_id, programme_id, role, site_id FROM membership WHERE account_id = $1 ORDER BY programme_id, role")
        .bind(account.uuid()).fetch_all(c))?)
}

/// An account with its roles. One statement, since every page asks.
pub(crate) async fn with_memberships(
    tx: &mut Tx,
    id: AccountId,
) -> Result<Option<(AccountRow, Vec<MembershipRow>)>, StoreError> {
    /// The account once for each role, or once without any.
    #[derive(sqlx::FromRow)]
    struct Joined {
        version: i32,
        sealed: Vec<u8>,
        programme_id: Option<Uuid>,
        role: Option<String>,
        site_id: Option<Uuid>,
    }
    let rows = on!(tx, c => sqlx::query_as::<Engine, Joined>(
        "SELECT a.version, a.sealed, m.programme_id, m.role, m.site_id \
         FROM account a LEFT JOIN membership m ON m.account_id = a.id WHERE a.id = $1 ORDER BY m.programme_id, m.role")
        .bind(id.uuid()).fetch_all(c))?;
    let (mut account, mut memberships) = (None, Vec::new());
    for row in rows {
        if let (Some(programme_id), Some(role)) = (row.programme_id, row.role) {
            memberships.push(MembershipRow {
                account_id: id.uuid(),
                programme_id,
                role,
                site_id: row.site_id,
            });
        }
        account = Some(AccountRow {
            id: id.uuid(),
            version: row.version,
            sealed: row.sealed,
        });
    }
    Ok(account.map(|account| (account, memberships)))
}

/// Opens a session under the hash of its token.
pub(crate) async fn add_session(
    tx: &mut Tx,
    token: &[u8],
    account: AccountId,
    now: DateTime<Utc>,
) -> Result<(), StoreError> {
    changed!(tx, c => sqlx::query::<Engine>(
        "INSERT INTO session (token, account_id, created_at, seen_at) VALUES ($1, $2, $3, $3)")
        .bind(token).bind(account.uuid()).bind(now).execute(c))?;
    Ok(())
}

/// A session: whose, when it was last used, to the minute, and which passwords open the account.
#[derive(sqlx::FromRow)]
pub(crate) struct SessionRow {
    pub(crate) account_id: Uuid,
    pub(crate) seen_at: DateTime<Utc>,
    pub(crate) second: Option<Vec<u8>>,
}

/// A session, if it was seen after `seen` and opened after `created`.
pub(crate) async fn session(
    tx: &mut Tx,
    token: &[u8],
    created: DateTime<Utc>,
    seen: DateTime<Utc>,
) -> Result<Option<SessionRow>, StoreError> {
    Ok(on!(tx, c => sqlx::query_as::<Engine, SessionRow>(
        "SELECT s.account_id, s.seen_at, p.sealed AS second \
         FROM session s LEFT JOIN second_password p ON p.account_id = s.account_id \
         WHERE s.token = $1 AND s.created_at > $2 AND s.seen_at > $3")
        .bind(token).bind(created).bind(seen).fetch_optional(c))?)
}

/// Notes that a session was used.
pub(crate) async fn touch_session(tx: &mut Tx, token: &[u8], now: DateTime<Utc>) -> Result<(), StoreError> {
    changed!(tx, c => sqlx::query::<Engine>("UPDATE session SET seen_at = $2 WHERE token = $1 AND seen_at < $2")
        .bind(token).bind(now).execute(c))?;
    Ok(())
}

/// Ends one session.
pub(crate) async fn end_session(tx: &mut Tx, token: &[u8]) -> Result<(), StoreError> {
    changed!(tx, c => sqlx::query::<Engine>("DELETE FROM session WHERE token = $1").bind(token).execute(c))?;
    Ok(())
}

/// Ends every session of an account; how many there were.
pub(crate) async fn end_sessions(tx: &mut Tx, account: AccountId) -> Result<u64, StoreError> {
    Ok(
        changed!(tx, c => sqlx::query::<Engine>("DELETE FROM session WHERE account_id = $1").bind(account.uuid()).execute(c))?,
    )
}

/// Failed attempts at a sign-in name.
#[derive(Clone, Copy, sqlx::FromRow)]
pub(crate) struct AttemptRow {
    pub(crate) failures: i32,
    pub(crate) locked_until: DateTime<Utc>,
}

/// The failed attempts at a sign-in name, known or not.
pub(crate) async fn attempts(tx: &mut Tx, login: &[u8]) -> Result<Option<AttemptRow>, StoreError> {
    Ok(
        on!(tx, c => sqlx::query_as::<Engine, AttemptRow>("SELECT failures, locked_until FROM attempt WHERE login = $1")
        .bind(login).fetch_optional(c))?,
    )
}

/// Writes the failed attempts at a sign-in name.
pub(crate) async fn set_attempts(tx: &mut Tx, login: &[u8], row: AttemptRow) -> Result<(), StoreError> {
    changed!(tx, c => sqlx::query::<Engine>(
        "INSERT INTO attempt (login, failures, locked_until) VALUES ($1, $2, $3) \
         ON CONFLICT (login) DO UPDATE SET failures = excluded.failures, locked_until = excluded.locked_until")
        .bind(login).bind(row.failures).bind(row.locked_until).execute(c))?;
    Ok(())
}

/// Forgets the failed attempts at a sign-in name.
pub(crate) async fn clear_attempts(tx: &mut Tx, login: &[u8]) -> Result<(), StoreError> {
    changed!(tx, c => sqlx::query::<Engine>("DELETE FROM attempt WHERE login = $1").bind(login).execute(c))?;
    Ok(())
}
