//! Rows of open boxes: one a panel.

use super::programmes::SealedRow;
use super::{StoreError, Tx, changed, on};
use method::id::PanelId;
use std::collections::HashSet;
use uuid::Uuid;

/// The box of a panel.
pub(crate) async fn of_panel(tx: &mut Tx, panel: PanelId) -> Result<Option<SealedRow>, StoreError> {
    Ok(
        on!(tx, c => sqlx::query_as::<Engine, SealedRow>("SELECT id, version, sealed FROM ballot_box WHERE panel_id = $1")
        .bind(panel.uuid()).fetch_optional(c))?,
    )
}

/// Adds the box of a panel in the place of whatever box it had.
pub(crate) async fn put_up(tx: &mut Tx, panel: PanelId, row: &SealedRow) -> Result<(), StoreError> {
    remove(tx, panel).await?;
    changed!(tx, c => sqlx::query::<Engine>("INSERT INTO ballot_box (id, panel_id, version, sealed) VALUES ($1, $2, $3, $4)")
        .bind(row.id).bind(panel.uuid()).bind(row.version).bind(row.sealed.as_slice()).execute(c))?;
    Ok(())
}

/// Replaces a box that is still at `read_version`; whether it was.
pub(crate) async fn replace(tx: &mut Tx, row: &SealedRow, read_version: i32) -> Result<bool, StoreError> {
    let done = changed!(tx, c => sqlx::query::<Engine>("UPDATE ballot_box SET version = $2, sealed = $3 WHERE id = $1 AND version = $4")
        .bind(row.id).bind(row.version).bind(row.sealed.as_slice()).bind(read_version).execute(c))?;
    Ok(done == 1)
}

/// Takes the box of a panel away.
pub(crate) async fn remove(tx: &mut Tx, panel: PanelId) -> Result<(), StoreError> {
    changed!(tx, c => sqlx::query::<Engine>("DELETE FROM ballot_box WHERE panel_id = $1").bind(panel.uuid()).execute(c))?;
    Ok(())
}

/// The ids of all boxes.
pub(crate) async fn ids(tx: &mut Tx) -> Result<HashSet<Uuid>, StoreError> {
    let found = on!(tx, c => sqlx::query_scalar::<Engine, Uuid>("SELECT id FROM ballot_box").fetch_all(c))?;
    Ok(found.into_iter().collect())
}
