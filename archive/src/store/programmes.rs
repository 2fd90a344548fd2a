//! Rows of programmes and their parts. The parts have one shape: an id, an order, a version, what is sealed.

use super::{StoreError, Tx, changed, on};
use method::id::ProgrammeId;
use uuid::Uuid;

/// A row whose content is sealed.
#[derive(Clone, sqlx::FromRow)]
pub(crate) struct SealedRow {
    pub(crate) id: Uuid,
    pub(crate) version: i32,
    pub(crate) sealed: Vec<u8>,
}

/// All programmes, oldest first.
pub(crate) async fn programmes(tx: &mut Tx) -> Result<Vec<SealedRow>, StoreError> {
    Ok(
        on!(tx, c => sqlx::query_as::<Engine, SealedRow>("SELECT id, version, sealed FROM programme ORDER BY id").fetch_all(c))?,
    )
}

/// Adds a programme.
pub(crate) async fn add_programme(tx: &mut Tx, row: &SealedRow) -> Result<(), StoreError> {
    changed!(tx, c => sqlx::query::<Engine>("INSERT INTO programme (id, version, sealed) VALUES ($1, $2, $3)")
        .bind(row.id).bind(row.version).bind(row.sealed.as_slice()).execute(c))?;
    Ok(())
}

/// Replaces a programme that is still at `read_version`; whether it was.
pub(crate) async fn update_programme(tx: &mut Tx, row: &SealedRow, read_version: i32) -> Result<bool, StoreError> {
    let done = changed!(tx, c => sqlx::query::<Engine>("UPDATE programme SET version = $2, sealed = $3 WHERE id = $1 AND version = $4")
        .bind(row.id).bind(row.version).bind(row.sealed.as_slice()).bind(read_version).execute(c))?;
    Ok(done == 1)
}

/// The four kinds of part, each a table.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Part {
    Site,
    Domain,
    Level,
    Round,
}

macro_rules! for_part {
    ($part:expr, $before:literal, $after:literal) => {
        match $part {
            Part::Site => concat!($before, "site", $after),
            Part::Domain => concat!($before, "domain", $after),
            Part::Level => concat!($before, "level", $after),
            Part::Round => concat!($before, "round", $after),
        }
    };
}

/// All parts of a kind, in their order.
pub(crate) async fn parts(tx: &mut Tx, part: Part, of: ProgrammeId) -> Result<Vec<SealedRow>, StoreError> {
    let sql = for_part!(
        part,
        "SELECT id, version, sealed FROM ",
        " WHERE programme_id = $1 ORDER BY position, id"
    );
    Ok(on!(tx, c => sqlx::query_as::<Engine, SealedRow>(sql).bind(of.uuid()).fetch_all(c))?)
}

/// Adds a part.
pub(crate) async fn add_part(
    tx: &mut Tx,
    part: Part,
    of: ProgrammeId,
    position: i32,
    row: &SealedRow,
) -> Result<(), StoreError> {
    let sql = for_part!(
        part,
        "INSERT INTO ",
        " (id, programme_id, position, version, sealed) VALUES ($1, $2, $3, $4, $5)"
    );
    changed!(tx, c => sqlx::query::<Engine>(sql)
        .bind(row.id).bind(of.uuid()).bind(position).bind(row.version).bind(row.sealed.as_slice()).execute(c))?;
    Ok(())
}

/// Replaces a part that is still at `read_version`; whether it was.
pub(crate) async fn update_part(
    tx: &mut Tx,
    part: Part,
    of: ProgrammeId,
    row: &SealedRow,
    read_version: i32,
) -> Result<bool, StoreError> {
    let sql = for_part!(
        part,
        "UPDATE ",
        " SET version = $3, sealed = $4 WHERE id = $1 AND programme_id = $2 AND version = $5"
    );
    let done = changed!(tx, c => sqlx::query::<Engine>(sql)
        .bind(row.id).bind(of.uuid()).bind(row.version).bind(row.sealed.as_slice()).bind(read_version)
        .execute(c))?;
    Ok(done == 1)
}

/// Removes a part that is still at `read_version`; whether it was.
pub(crate) async fn remove_part(
    tx: &mut Tx,
    part: Part,
    of: ProgrammeId,
    id: Uuid,
    read_version: i32,
) -> Result<bool, StoreError> {
    let sql = for_part!(part, "DELETE FROM ", " WHERE id = $1 AND programme_id = $2 AND version = $3");
    let done = changed!(tx, c => sqlx::query::<Engine>(sql).bind(id).bind(of.uuid()).bind(read_version)
        .execute(c))?;
    Ok(done == 1)
}
