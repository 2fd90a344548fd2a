//! Rows of what became of a brief: its versions, and what was said of them. They are added, never changed or removed.

use super::{StoreError, Tx, changed, on};
use method::id::{BriefId, ProgrammeId};
use uuid::Uuid;

/// A version or a remark, sealed under the programme's key. Ids stand in the order of making.
#[derive(Clone, sqlx::FromRow)]
pub(crate) struct PastRow {
    pub(crate) id: Uuid,
    pub(crate) programme_id: Uuid,
    pub(crate) brief_id: Uuid,
    pub(crate) sealed: Vec<u8>,
}

/// The kinds, each a table.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Past {
    Version,
    Remark,
}

macro_rules! for_past {
    ($kind:expr, $before:literal, $after:literal) => {
        match $kind {
            Past::Version => concat!($before, "brief_version", $after),
            Past::Remark => concat!($before, "brief_remark", $after),
        }
    };
}

/// Adds one.
pub(crate) async fn add(tx: &mut Tx, kind: Past, row: &PastRow) -> Result<(), StoreError> {
    let sql = for_past!(
        kind,
        "INSERT INTO ",
        " (id, programme_id, brief_id, sealed) VALUES ($1, $2, $3, $4)"
    );
    changed!(tx, c => sqlx::query::<Engine>(sql)
        .bind(row.id).bind(row.programme_id).bind(row.brief_id).bind(row.sealed.as_slice()).execute(c))?;
    Ok(())
}

/// All of a brief, oldest first.
pub(crate) async fn of_brief(tx: &mut Tx, kind: Past, of: ProgrammeId, brief: BriefId) -> Result<Vec<PastRow>, StoreError> {
    let sql = for_past!(
        kind,
        "SELECT id, programme_id, brief_id, sealed FROM ",
        " WHERE brief_id = $1 AND programme_id = $2 ORDER BY id"
    );
    Ok(on!(tx, c => sqlx::query_as::<Engine, PastRow>(sql).bind(brief.uuid()).bind(of.uuid()).fetch_all(c))?)
}

/// All of a programme, oldest first.
pub(crate) async fn of_programme(tx: &mut Tx, kind: Past, of: ProgrammeId) -> Result<Vec<PastRow>, StoreError> {
    let sql = for_past!(
        kind,
        "SELECT id, programme_id, brief_id, sealed FROM ",
        " WHERE programme_id = $1 ORDER BY id"
    );
    Ok(on!(tx, c => sqlx::query_as::<Engine, PastRow>(sql).bind(of.uuid()).fetch_all(c))?)
}

/// Whether a brief has any.
pub(crate) async fn has_any(tx: &mut Tx, kind: Past, brief: BriefId) -> Result<bool, StoreError> {
    let sql = for_past!(kind, "SELECT id FROM ", " WHERE brief_id = $1 LIMIT 1");
    let found = on!(tx, c => sqlx::query_scalar::<Engine, Uuid>(sql).bind(brief.uuid()).fetch_optional(c))?;
    Ok(found.is_some())
}
