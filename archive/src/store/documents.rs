//! Rows of a programme's documents: panels, codebooks, what changed in them, memos on codes, briefs, tables of
//! indicators, codes of panels' reasons, what was told back to groups, texts with which briefs begin, extra questions,
//! gatherings, services to which tellers are sent on, letters that call briefs back, readings of the consent talk,
//! pictures for briefs. They have one shape: an id, a version, what is sealed under the programme's
//! key.

use super::programmes::SealedRow;
use super::{StoreError, Tx, changed, on};
use method::id::ProgrammeId;
use uuid::Uuid;

/// The kinds of document, each a table.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Document {
    Panel,
    Codebook,
    Brief,
    Indicator,
    /// What one save changed in a codebook.
    CodeChange,
    /// The codes of a panel's reasons; its id is the panel's.
    ReasonCodes,
    /// What came of telling a group what a panel chose.
    GroupFeedback,
    /// Figures of people that readers may know.
    Population,
    CodeMemo,
    /// A text with which briefs begin.
    BriefTemplate,
    /// The extra questions; one a programme.
    Questionnaire,
    /// Names that the programme adds to those that are looked for; one a programme.
    WordList,
    /// A group in which stories are told.
    Gathering,
    /// A service to which storytellers are sent on.
    Referral,
    /// A letter that called a brief back.
    RecallLetter,
    /// A passage of the consent talk read aloud.
    ConsentReading,
    /// A picture for briefs, without its dots.
    BriefImage,
    /// Its dots; its id is the picture's.
    BriefImageFile,
}

macro_rules! for_document {
    ($document:expr, $before:literal, $after:literal) => {
        match $document {
            Document::Panel => concat!($before, "panel", $after),
            Document::Codebook => concat!($before, "codebook", $after),
            Document::Brief => concat!($before, "brief", $after),
            Document::Indicator => concat!($before, "indicator", $after),
            Document::CodeChange => concat!($before, "code_change", $after),
            Document::ReasonCodes => concat!($before, "reason_codes", $after),
            Document::GroupFeedback => concat!($before, "group_feedback", $after),
            Document::Population => concat!($before, "population", $after),
            Document::CodeMemo => concat!($before, "code_memo", $after),
            Document::BriefTemplate => concat!($before, "brief_template", $after),
            Document::Questionnaire => concat!($before, "questionnaire", $after),
            Document::WordList => concat!($before, "word_list", $after),
            Document::Gathering => concat!($before, "gathering", $after),
            Document::Referral => concat!($before, "referral", $after),
            Document::RecallLetter => concat!($before, "recall_letter", $after),
            Document::ConsentReading => concat!($before, "consent_reading", $after),
            Document::BriefImage => concat!($before, "brief_image", $after),
            Document::BriefImageFile => concat!($before, "brief_image_file", $after),
        }
    };
}

/// All documents of a kind, oldest first.
pub(crate) async fn all(tx: &mut Tx, kind: Document, of: ProgrammeId) -> Result<Vec<SealedRow>, StoreError> {
    let sql = for_document!(
        kind,
        "SELECT id, version, sealed FROM ",
        " WHERE programme_id = $1 ORDER BY id"
    );
    Ok(on!(tx, c => sqlx::query_as::<Engine, SealedRow>(sql).bind(of.uuid()).fetch_all(c))?)
}

/// The ids and versions of all documents of a kind, oldest first.
pub(crate) async fn ids(tx: &mut Tx, kind: Document, of: ProgrammeId) -> Result<Vec<(Uuid, i32)>, StoreError> {
    let sql = for_document!(kind, "SELECT id, version FROM ", " WHERE programme_id = $1 ORDER BY id");
    Ok(on!(tx, c => sqlx::query_as::<Engine, (Uuid, i32)>(sql).bind(of.uuid()).fetch_all(c))?)
}

/// A document of a programme.
pub(crate) async fn by_id(tx: &mut Tx, kind: Document, of: ProgrammeId, id: Uuid) -> Result<Option<SealedRow>, StoreError> {
    let sql = for_document!(
        kind,
        "SELECT id, version, sealed FROM ",
        " WHERE id = $1 AND programme_id = $2"
    );
    Ok(on!(tx, c => sqlx::query_as::<Engine, SealedRow>(sql).bind(id).bind(of.uuid()).fetch_optional(c))?)
}

/// The programme that a document belongs to: for a guest, who comes with nothing but a document's id.
pub(crate) async fn programme_of(tx: &mut Tx, kind: Document, id: Uuid) -> Result<Option<ProgrammeId>, StoreError> {
    let sql = for_document!(kind, "SELECT programme_id FROM ", " WHERE id = $1");
    let found = on!(tx, c => sqlx::query_scalar::<Engine, Uuid>(sql).bind(id).fetch_optional(c))?;
    Ok(found.map(ProgrammeId::new))
}

/// Adds a document.
pub(crate) async fn add(tx: &mut Tx, kind: Document, of: ProgrammeId, row: &SealedRow) -> Result<(), StoreError> {
    let sql = for_document!(
        kind,
        "INSERT INTO ",
        " (id, programme_id, version, sealed) VALUES ($1, $2, $3, $4)"
    );
    changed!(tx, c => sqlx::query::<Engine>(sql)
        .bind(row.id).bind(of.uuid()).bind(row.version).bind(row.sealed.as_slice()).execute(c))?;
    Ok(())
}

/// Replaces a document that is still at `read_version`; whether it was. `row.version` is the new one.
pub(crate) async fn update(
    tx: &mut Tx,
    kind: Document,
    of: ProgrammeId,
    row: &SealedRow,
    read_version: i32,
) -> Result<bool, StoreError> {
    let sql = for_document!(
        kind,
        "UPDATE ",
        " SET version = $3, sealed = $4 WHERE id = $1 AND programme_id = $2 AND version = $5"
    );
    let done = changed!(tx, c => sqlx::query::<Engine>(sql)
        .bind(row.id).bind(of.uuid()).bind(row.version).bind(row.sealed.as_slice()).bind(read_version)
        .execute(c))?;
    Ok(done == 1)
}

/// Removes a document that is still at `read_version`; whether it was.
pub(crate) async fn remove(
    tx: &mut Tx,
    kind: Document,
    of: ProgrammeId,
    id: Uuid,
    read_version: i32,
) -> Result<bool, StoreError> {
    let sql = for_document!(kind, "DELETE FROM ", " WHERE id = $1 AND programme_id = $2 AND version = $3");
    let done = changed!(tx, c => sqlx::query::<Engine>(sql).bind(id).bind(of.uuid()).bind(read_version).execute(c))?;
    Ok(done == 1)
}
