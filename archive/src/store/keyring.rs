//! Rows of the keyring store: slots, wrapped keys, tombstones, the remembered end of the audit log.

use super::{StoreError, Tx, among, changed, on};
use archive_vault::WrappedKey;
use method::id::StoryId;
use std::collections::HashSet;
use uuid::Uuid;

/// The slots, as the JSON that the vault understands.
pub(crate) async fn slots(tx: &mut Tx) -> Result<Vec<String>, StoreError> {
    Ok(on!(tx, c => sqlx::query_scalar::<Engine, String>("SELECT body FROM slot ORDER BY id").fetch_all(c))?)
}

/// Adds a slot.
pub(crate) async fn add_slot(tx: &mut Tx, id: Uuid, body: &str) -> Result<(), StoreError> {
    changed!(tx, c => sqlx::query::<Engine>("INSERT INTO slot (id, body) VALUES ($1, $2)").bind(id).bind(body).execute(c))?;
    Ok(())
}

#[derive(sqlx::FromRow)]
struct KeyRow {
    id: Uuid,
    parent_id: Option<Uuid>,
    bytes: Vec<u8>,
}

/// The key of an owner for a purpose.
pub(crate) async fn key(tx: &mut Tx, purpose: &str, owner: Uuid) -> Result<Option<WrappedKey>, StoreError> {
    let row = on!(tx, c => sqlx::query_as::<Engine, KeyRow>(
        "SELECT id, parent_id, bytes FROM wrapped_key WHERE purpose = $1 AND owner_id = $2")
        .bind(purpose).bind(owner).fetch_optional(c))?;
    Ok(row.map(|row| WrappedKey {
        id: row.id,
        parent: row.parent_id,
        bytes: row.bytes,
    }))
}

#[derive(sqlx::FromRow)]
struct OwnedKeyRow {
    id: Uuid,
    parent_id: Option<Uuid>,
    owner_id: Uuid,
    bytes: Vec<u8>,
}

/// The keys for a purpose of the owners from one id to another, both counted.
pub(crate) async fn keys_between(
    tx: &mut Tx,
    purpose: &str,
    first: Uuid,
    last: Uuid,
) -> Result<Vec<(Uuid, WrappedKey)>, StoreError> {
    let rows = on!(tx, c => sqlx::query_as::<Engine, OwnedKeyRow>(
        "SELECT id, parent_id, owner_id, bytes FROM wrapped_key WHERE purpose = $1 AND owner_id >= $2 AND owner_id <= $3")
        .bind(purpose).bind(first).bind(last).fetch_all(c))?;
    Ok(rows.into_iter().map(owned).collect())
}

/// The keys of some stories.
pub(crate) async fn keys_of_stories(tx: &mut Tx, stories: &[StoryId]) -> Result<Vec<(Uuid, WrappedKey)>, StoreError> {
    let sql = "SELECT id, parent_id, owner_id, bytes FROM wrapped_key WHERE purpose = 'story' AND owner_id";
    let rows = among!(tx, OwnedKeyRow, sql, stories.iter().map(|story| story.uuid()), "")?;
    Ok(rows.into_iter().map(owned).collect())
}

fn owned(row: OwnedKeyRow) -> (Uuid, WrappedKey) {
    let (id, parent, bytes) = (row.id, row.parent_id, row.bytes);
    (row.owner_id, WrappedKey { id, parent, bytes })
}

/// Whether a key was destroyed under this mark.
pub(crate) async fn has_tombstone(tx: &mut Tx, mark: &[u8]) -> Result<bool, StoreError> {
    let found = on!(tx, c => sqlx::query_scalar::<Engine, i64>("SELECT COUNT(*) FROM tombstone WHERE mark = $1")
        .bind(mark).fetch_one(c))?;
    Ok(found > 0)
}

/// Whose keys of a purpose there are.
pub(crate) async fn owners(tx: &mut Tx, purpose: &str) -> Result<HashSet<Uuid>, StoreError> {
    let found = on!(tx, c => sqlx::query_scalar::<Engine, Uuid>("SELECT owner_id FROM wrapped_key WHERE purpose = $1")
        .bind(purpose).fetch_all(c))?;
    Ok(found.into_iter().collect())
}

/// Adds the key of an owner for a purpose.
pub(crate) async fn add_key(tx: &mut Tx, purpose: &str, owner: Uuid, key: &WrappedKey) -> Result<(), StoreError> {
    changed!(tx, c => sqlx::query::<Engine>(
        "INSERT INTO wrapped_key (id, parent_id, purpose, owner_id, bytes) VALUES ($1, $2, $3, $4, $5)")
        .bind(key.id).bind(key.parent).bind(purpose).bind(owner).bind(key.bytes.as_slice()).execute(c))?;
    Ok(())
}

/// Destroys a key and leaves a mark that it was there.
pub(crate) async fn destroy_key(tx: &mut Tx, purpose: &str, owner: Uuid, mark: &[u8]) -> Result<(), StoreError> {
    remove_key(tx, purpose, owner).await?;
    changed!(tx, c => sqlx::query::<Engine>("INSERT INTO tombstone (mark) VALUES ($1) ON CONFLICT (mark) DO NOTHING")
        .bind(mark).execute(c))?;
    Ok(())
}

/// Removes a key that leaves no mark.
pub(crate) async fn remove_key(tx: &mut Tx, purpose: &str, owner: Uuid) -> Result<(), StoreError> {
    changed!(tx, c => sqlx::query::<Engine>("DELETE FROM wrapped_key WHERE purpose = $1 AND owner_id = $2")
        .bind(purpose).bind(owner).execute(c))?;
    Ok(())
}

/// Removes every key, for a set-up that begins again: without a slot none of them could be opened.
pub(crate) async fn clear_keys(tx: &mut Tx) -> Result<(), StoreError> {
    changed!(tx, c => sqlx::query::<Engine>("DELETE FROM wrapped_key").execute(c))?;
    changed!(tx, c => sqlx::query::<Engine>("DELETE FROM audit_head").execute(c))?;
    Ok(())
}

/// The remembered end of the audit log, sealed.
pub(crate) async fn audit_head(tx: &mut Tx, id: Uuid) -> Result<Option<Vec<u8>>, StoreError> {
    Ok(
        on!(tx, c => sqlx::query_scalar::<Engine, Vec<u8>>("SELECT sealed FROM audit_head WHERE id = $1")
        .bind(id).fetch_optional(c))?,
    )
}

/// Replaces the remembered end of the audit log.
pub(crate) async fn set_audit_head(tx: &mut Tx, id: Uuid, sealed: &[u8]) -> Result<(), StoreError> {
    changed!(tx, c => sqlx::query::<Engine>(
        "INSERT INTO audit_head (id, sealed) VALUES ($1, $2) ON CONFLICT (id) DO UPDATE SET sealed = excluded.sealed")
        .bind(id).bind(sealed).execute(c))?;
    Ok(())
}

/// How many keys there are, and how many were destroyed.
pub(crate) async fn counts(tx: &mut Tx) -> Result<(i64, i64), StoreError> {
    let kept = on!(tx, c => sqlx::query_scalar::<Engine, i64>("SELECT COUNT(*) FROM wrapped_key").fetch_one(c))?;
    let destroyed = on!(tx, c => sqlx::query_scalar::<Engine, i64>("SELECT COUNT(*) FROM tombstone").fetch_one(c))?;
    Ok((kept, destroyed))
}
