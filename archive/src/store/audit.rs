//! Rows of the audit log: appended, never changed.

use super::{StoreError, Tx, changed, on};
use uuid::Uuid;

/// A link of the chain.
#[derive(sqlx::FromRow)]
pub(crate) struct AuditRow {
    pub(crate) seq: i64,
    pub(crate) id: Uuid,
    pub(crate) hash: Vec<u8>,
    pub(crate) sealed: Vec<u8>,
}

/// The newest link.
pub(crate) async fn last(tx: &mut Tx) -> Result<Option<AuditRow>, StoreError> {
    Ok(on!(tx, c => sqlx::query_as::<Engine, AuditRow>(
        "SELECT seq, id, hash, sealed FROM audit ORDER BY seq DESC LIMIT 1").fetch_optional(c))?)
}

/// Links after `seq`, oldest first.
pub(crate) async fn after(tx: &mut Tx, seq: i64, at_most: i64) -> Result<Vec<AuditRow>, StoreError> {
    Ok(on!(tx, c => sqlx::query_as::<Engine, AuditRow>(
        "SELECT seq, id, hash, sealed FROM audit WHERE seq > $1 ORDER BY seq LIMIT $2")
        .bind(seq).bind(at_most).fetch_all(c))?)
}

/// Adds a link.
pub(crate) async fn append(tx: &mut Tx, row: &AuditRow) -> Result<(), StoreError> {
    changed!(tx, c => sqlx::query::<Engine>("INSERT INTO audit (seq, id, hash, sealed) VALUES ($1, $2, $3, $4)")
        .bind(row.seq).bind(row.id).bind(row.hash.as_slice()).bind(row.sealed.as_slice()).execute(c))?;
    Ok(())
}
