//! Rows of what grows on a story: codings, memos, its register of pseudonyms, the people behind them, excerpts, what was told back to its teller, the
//! ledger of what is recorded of her, the end of its sound, readings aloud, texts that are being written, what was found of its claims. They have one shape and are sealed under the story's own key, so that they end with it; but for the names that codes have of its words, which are looked for in the
//! codebook when that key is gone.

use super::programmes::SealedRow;
use super::{StoreError, Tx, among, changed, on};
use method::id::{ProgrammeId, StoryId};
use uuid::Uuid;

/// Something that grew on a story.
#[derive(Clone, sqlx::FromRow)]
pub(crate) struct GrownRow {
    pub(crate) id: Uuid,
    pub(crate) programme_id: Uuid,
    pub(crate) story_id: Uuid,
    pub(crate) version: i32,
    pub(crate) sealed: Vec<u8>,
}

/// The kinds, each a table.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Growth {
    Coding,
    Register,
    /// A person of the story and what stands for her.
    Person,
    Excerpt,
    Feedback,
    Ledger,
    /// A memo on the story or on one of its codings.
    Memo,
    /// When its sound was destroyed.
    SoundEnd,
    /// A layer read aloud; by the layer's id.
    Narration,
    /// A transcript or a translation that is being written.
    LayerDraft,
    /// What was found of its claims.
    Verification,
    /// What a code was called when it was named after words of the story; by the code's id, sealed under the programme's key.
    InVivo,
}

macro_rules! for_growth {
    ($growth:expr, $before:literal, $after:literal) => {
        match $growth {
            Growth::Coding => concat!($before, "coding", $after),
            Growth::Register => concat!($before, "register", $after),
            Growth::Person => concat!($before, "person", $after),
            Growth::Excerpt => concat!($before, "excerpt", $after),
            Growth::Feedback => concat!($before, "teller_feedback", $after),
            Growth::Ledger => concat!($before, "ledger", $after),
            Growth::Memo => concat!($before, "memo", $after),
            Growth::SoundEnd => concat!($before, "sound_end", $after),
            Growth::Narration => concat!($before, "narration", $after),
            Growth::LayerDraft => concat!($before, "layer_draft", $after),
            Growth::Verification => concat!($before, "verification", $after),
            Growth::InVivo => concat!($before, "in_vivo", $after),
        }
    };
}

/// All of a kind that grew on a story, by id.
pub(crate) async fn of_story(tx: &mut Tx, kind: Growth, story: StoryId) -> Result<Vec<GrownRow>, StoreError> {
    let sql = for_growth!(
        kind,
        "SELECT id, programme_id, story_id, version, sealed FROM ",
        " WHERE story_id = $1 ORDER BY id"
    );
    Ok(on!(tx, c => sqlx::query_as::<Engine, GrownRow>(sql).bind(story.uuid()).fetch_all(c))?)
}

/// The same without the columns that whoever asks knows: each of them is copied for each row.
pub(crate) async fn sealed_of_story(tx: &mut Tx, kind: Growth, story: StoryId) -> Result<Vec<SealedRow>, StoreError> {
    let sql = for_growth!(kind, "SELECT id, version, sealed FROM ", " WHERE story_id = $1 ORDER BY id");
    Ok(on!(tx, c => sqlx::query_as::<Engine, SealedRow>(sql).bind(story.uuid()).fetch_all(c))?)
}

/// All of a kind that grew on some stories, by id.
pub(crate) async fn of_stories(tx: &mut Tx, kind: Growth, stories: &[StoryId]) -> Result<Vec<GrownRow>, StoreError> {
    let sql = for_growth!(
        kind,
        "SELECT id, programme_id, story_id, version, sealed FROM ",
        " WHERE story_id"
    );
    among!(tx, GrownRow, sql, stories.iter().map(|story| story.uuid()), "ORDER BY id")
}

/// All of a kind that grew on the stories from one id to another, both counted, by id.
pub(crate) async fn between(tx: &mut Tx, kind: Growth, first: Uuid, last: Uuid) -> Result<Vec<GrownRow>, StoreError> {
    let sql = for_growth!(
        kind,
        "SELECT id, programme_id, story_id, version, sealed FROM ",
        " WHERE story_id >= $1 AND story_id <= $2 ORDER BY id"
    );
    Ok(on!(tx, c => sqlx::query_as::<Engine, GrownRow>(sql).bind(first).bind(last).fetch_all(c))?)
}

/// All of a kind in a programme, by id.
pub(crate) async fn of_programme(tx: &mut Tx, kind: Growth, of: ProgrammeId) -> Result<Vec<GrownRow>, StoreError> {
    let sql = for_growth!(
        kind,
        "SELECT id, programme_id, story_id, version, sealed FROM ",
        " WHERE programme_id = $1 ORDER BY id"
    );
    Ok(on!(tx, c => sqlx::query_as::<Engine, GrownRow>(sql).bind(of.uuid()).fetch_all(c))?)
}

/// One of a kind.
pub(crate) async fn by_id(tx: &mut Tx, kind: Growth, id: Uuid) -> Result<Option<GrownRow>, StoreError> {
    let sql = for_growth!(
        kind,
        "SELECT id, programme_id, story_id, version, sealed FROM ",
        " WHERE id = $1"
    );
    Ok(on!(tx, c => sqlx::query_as::<Engine, GrownRow>(sql).bind(id).fetch_optional(c))?)
}

/// Adds one.
pub(crate) async fn add(tx: &mut Tx, kind: Growth, row: &GrownRow) -> Result<(), StoreError> {
    let sql = for_growth!(
        kind,
        "INSERT INTO ",
        " (id, programme_id, story_id, version, sealed) VALUES ($1, $2, $3, $4, $5)"
    );
    changed!(tx, c => sqlx::query::<Engine>(sql)
        .bind(row.id).bind(row.programme_id).bind(row.story_id).bind(row.version).bind(row.sealed.as_slice()).execute(c))?;
    Ok(())
}

/// Replaces one that is still at `read_version`; whether it was.
pub(crate) async fn update(tx: &mut Tx, kind: Growth, row: &GrownRow, read_version: i32) -> Result<bool, StoreError> {
    let sql = for_growth!(
        kind,
        "UPDATE ",
        " SET version = $2, sealed = $3 WHERE id = $1 AND version = $4"
    );
    let done = changed!(tx, c => sqlx::query::<Engine>(sql)
        .bind(row.id).bind(row.version).bind(row.sealed.as_slice()).bind(read_version).execute(c))?;
    Ok(done == 1)
}

/// Removes one that is still at `read_version`; whether it was.
pub(crate) async fn remove(tx: &mut Tx, kind: Growth, id: Uuid, read_version: i32) -> Result<bool, StoreError> {
    let sql = for_growth!(kind, "DELETE FROM ", " WHERE id = $1 AND version = $2");
    let done = changed!(tx, c => sqlx::query::<Engine>(sql).bind(id).bind(read_version).execute(c))?;
    Ok(done == 1)
}

/// Removes everything that grew on a story.
pub(crate) async fn remove_all(tx: &mut Tx, story: StoryId) -> Result<(), StoreError> {
    for kind in [
        Growth::Coding,
        Growth::Register,
        Growth::Person,
        Growth::Excerpt,
        Growth::Feedback,
        Growth::Ledger,
        Growth::Memo,
        Growth::SoundEnd,
        Growth::Narration,
        Growth::LayerDraft,
        Growth::Verification,
        Growth::InVivo,
    ] {
        let sql = for_growth!(kind, "DELETE FROM ", " WHERE story_id = $1");
        changed!(tx, c => sqlx::query::<Engine>(sql).bind(story.uuid()).execute(c))?;
    }
    Ok(())
}
