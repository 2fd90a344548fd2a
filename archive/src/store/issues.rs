//! Rows of briefs that went out, and the ids of what they quoted. Nothing here is ever changed or removed.

use super::{StoreError, Tx, changed, on};
use method::id::{BriefId, ExcerptId, IssueId, ProgrammeId, StoryId};
use uuid::Uuid;

/// A brief that went out, sealed under the programme's key.
#[derive(Clone, sqlx::FromRow)]
pub(crate) struct IssueRow {
    pub(crate) id: Uuid,
    pub(crate) programme_id: Uuid,
    pub(crate) brief_id: Uuid,
    pub(crate) sealed: Vec<u8>,
}

/// An excerpt of a story in an issue, however often it is quoted there.
#[derive(Clone, Copy, sqlx::FromRow)]
#[expect(clippy::struct_field_names, reason = "they are named as the columns are")]
pub(crate) struct UseRow {
    pub(crate) issue_id: Uuid,
    pub(crate) excerpt_id: Uuid,
    pub(crate) story_id: Uuid,
}

/// Adds an issue and what it quotes.
pub(crate) async fn add(tx: &mut Tx, row: &IssueRow, uses: &[(ExcerptId, StoryId)]) -> Result<(), StoreError> {
    changed!(tx, c => sqlx::query::<Engine>("INSERT INTO issue (id, programme_id, brief_id, sealed) VALUES ($1, $2, $3, $4)")
        .bind(row.id).bind(row.programme_id).bind(row.brief_id).bind(row.sealed.as_slice()).execute(c))?;
    for (excerpt, story) in uses {
        changed!(tx, c => sqlx::query::<Engine>("INSERT INTO issued_excerpt (issue_id, excerpt_id, story_id) VALUES ($1, $2, $3)")
            .bind(row.id).bind(excerpt.uuid()).bind(story.uuid()).execute(c))?;
    }
    Ok(())
}

/// The issues of a programme, oldest first.
pub(crate) async fn of_programme(tx: &mut Tx, of: ProgrammeId) -> Result<Vec<IssueRow>, StoreError> {
    Ok(on!(tx, c => sqlx::query_as::<Engine, IssueRow>(
        "SELECT id, programme_id, brief_id, sealed FROM issue WHERE programme_id = $1 ORDER BY id")
        .bind(of.uuid()).fetch_all(c))?)
}

/// One issue of a brief.
pub(crate) async fn by_id(
    tx: &mut Tx,
    of: ProgrammeId,
    brief: BriefId,
    id: IssueId,
) -> Result<Option<IssueRow>, StoreError> {
    Ok(on!(tx, c => sqlx::query_as::<Engine, IssueRow>(
        "SELECT id, programme_id, brief_id, sealed FROM issue WHERE id = $1 AND brief_id = $2 AND programme_id = $3")
        .bind(id.uuid()).bind(brief.uuid()).bind(of.uuid()).fetch_optional(c))?)
}

/// What the issues of a programme quoted; the excerpts of a story in an issue follow each other.
pub(crate) async fn uses(tx: &mut Tx, of: ProgrammeId) -> Result<Vec<UseRow>, StoreError> {
    Ok(on!(tx, c => sqlx::query_as::<Engine, UseRow>(
        "SELECT used.issue_id, used.excerpt_id, used.story_id FROM issued_excerpt used JOIN issue ON issue.id = used.issue_id \
         WHERE issue.programme_id = $1 ORDER BY used.issue_id, used.story_id, used.excerpt_id")
        .bind(of.uuid()).fetch_all(c))?)
}
