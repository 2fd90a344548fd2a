//! Rows of the codes that give a seat in a panel, each under its keyed hash. What a code gives stands in the sealed panel.

use super::{StoreError, Tx, changed, on};
use method::id::PanelId;
use uuid::Uuid;

/// Adds a code; whether it was free.
pub(crate) async fn add(tx: &mut Tx, code: &[u8], panel: PanelId) -> Result<bool, StoreError> {
    let done = changed!(tx, c => sqlx::query::<Engine>(
        "INSERT INTO join_code (code, panel_id) VALUES ($1, $2) ON CONFLICT (code) DO NOTHING")
        .bind(code).bind(panel.uuid()).execute(c))?;
    Ok(done == 1)
}

/// The panel of a code.
pub(crate) async fn panel(tx: &mut Tx, code: &[u8]) -> Result<Option<PanelId>, StoreError> {
    let found = on!(tx, c => sqlx::query_scalar::<Engine, Uuid>("SELECT panel_id FROM join_code WHERE code = $1")
        .bind(code).fetch_optional(c))?;
    Ok(found.map(PanelId::new))
}

/// Takes a code away.
pub(crate) async fn remove(tx: &mut Tx, code: &[u8]) -> Result<(), StoreError> {
    changed!(tx, c => sqlx::query::<Engine>("DELETE FROM join_code WHERE code = $1").bind(code).execute(c))?;
    Ok(())
}

/// Takes every code of a panel away.
pub(crate) async fn remove_all(tx: &mut Tx, panel: PanelId) -> Result<(), StoreError> {
    changed!(tx, c => sqlx::query::<Engine>("DELETE FROM join_code WHERE panel_id = $1").bind(panel.uuid()).execute(c))?;
    Ok(())
}
