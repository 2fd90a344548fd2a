//! Rows of stories and what is appended to them: layers, decisions of consent, read-backs.

use super::{StoreError, Tx, among, changed, growth, on, receipts, sound};
use method::id::{ProgrammeId, RoundId, StoryId};
use method::policy::StoryRange;
use std::collections::BTreeMap;
use uuid::Uuid;

/// A story; its circumstances are sealed.
#[derive(Clone, sqlx::FromRow)]
pub(crate) struct StoryRow {
    pub(crate) id: Uuid,
    pub(crate) programme_id: Uuid,
    pub(crate) site_id: Uuid,
    pub(crate) round_id: Uuid,
    pub(crate) recorder_id: Uuid,
    pub(crate) week: String,
    pub(crate) sealed: Vec<u8>,
}

/// Something appended to a story.
#[derive(Clone, sqlx::FromRow)]
pub(crate) struct AppendedRow {
    pub(crate) id: Uuid,
    pub(crate) story_id: Uuid,
    pub(crate) seq: i32,
    pub(crate) sealed: Vec<u8>,
}

/// What can be appended, each a table.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Appended {
    Layer,
    Decision,
    ReadBack,
}

macro_rules! for_appended {
    ($appended:expr, $before:literal, $after:literal) => {
        match $appended {
            Appended::Layer => concat!($before, "layer", $after),
            Appended::Decision => concat!($before, "decision", $after),
            Appended::ReadBack => concat!($before, "read_back", $after),
        }
    };
}

/// Adds a story.
pub(crate) async fn add(tx: &mut Tx, row: &StoryRow) -> Result<(), StoreError> {
    changed!(tx, c => sqlx::query::<Engine>(
        "INSERT INTO story (id, programme_id, site_id, round_id, recorder_id, week, sealed) VALUES ($1, $2, $3, $4, $5, $6, $7)")
        .bind(row.id).bind(row.programme_id).bind(row.site_id).bind(row.round_id).bind(row.recorder_id)
        .bind(row.week.as_str()).bind(row.sealed.as_slice()).execute(c))?;
    Ok(())
}

/// Puts other circumstances in the place of those that were read; whether they were still there.
pub(crate) async fn replace(tx: &mut Tx, id: StoryId, read: &[u8], sealed: &[u8]) -> Result<bool, StoreError> {
    let done = changed!(tx, c => sqlx::query::<Engine>("UPDATE story SET sealed = $2 WHERE id = $1 AND sealed = $3")
        .bind(id.uuid()).bind(sealed).bind(read).execute(c))?;
    Ok(done == 1)
}

/// A story.
pub(crate) async fn by_id(tx: &mut Tx, id: StoryId) -> Result<Option<StoryRow>, StoreError> {
    Ok(on!(tx, c => sqlx::query_as::<Engine, StoryRow>(
        "SELECT id, programme_id, site_id, round_id, recorder_id, week, sealed FROM story WHERE id = $1")
        .bind(id.uuid()).fetch_optional(c))?)
}

/// Some stories, in no order.
pub(crate) async fn by_ids(tx: &mut Tx, ids: &[StoryId]) -> Result<Vec<StoryRow>, StoreError> {
    let sql = "SELECT id, programme_id, site_id, round_id, recorder_id, week, sealed FROM story WHERE id";
    among!(tx, StoryRow, sql, ids.iter().map(|id| id.uuid()), "")
}

/// The stories of a programme told in a reporting period.
pub(crate) async fn of_round(tx: &mut Tx, of: ProgrammeId, round: RoundId) -> Result<Vec<StoryRow>, StoreError> {
    Ok(on!(tx, c => sqlx::query_as::<Engine, StoryRow>(
        "SELECT id, programme_id, site_id, round_id, recorder_id, week, sealed FROM story \
         WHERE programme_id = $1 AND round_id = $2 ORDER BY id")
        .bind(of.uuid()).bind(round.uuid()).fetch_all(c))?)
}

/// A story's place in a list: its week and its id.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, sqlx::FromRow)]
pub(crate) struct ListedRow {
    pub(crate) week: String,
    pub(crate) id: Uuid,
}

/// Where the stories of a programme in a range stand in a list, in no order.
pub(crate) async fn in_range(tx: &mut Tx, of: ProgrammeId, range: StoryRange) -> Result<Vec<ListedRow>, StoreError> {
    Ok(on!(tx, c => sqlx::query_as::<Engine, ListedRow>(
        "SELECT week, id FROM story \
         WHERE programme_id = $1 AND ($2 IS NULL OR site_id = $2) AND ($3 IS NULL OR recorder_id = $3)")
        .bind(of.uuid()).bind(range.site.map(method::id::SiteId::uuid)).bind(range.recorder.map(method::id::AccountId::uuid))
        .fetch_all(c))?)
}

/// How many stories there are, of all programmes.
pub(crate) async fn count(tx: &mut Tx) -> Result<i64, StoreError> {
    Ok(on!(tx, c => sqlx::query_scalar::<Engine, i64>("SELECT COUNT(*) FROM story").fetch_one(c))?)
}

/// The stories from an id on, of all programmes, by id.
pub(crate) async fn from_id(tx: &mut Tx, first: Uuid, at_most: i64) -> Result<Vec<StoryRow>, StoreError> {
    Ok(on!(tx, c => sqlx::query_as::<Engine, StoryRow>(
        "SELECT id, programme_id, site_id, round_id, recorder_id, week, sealed FROM story WHERE id >= $1 ORDER BY id LIMIT $2")
        .bind(first).bind(at_most).fetch_all(c))?)
}

/// What was appended to the stories from one id to another, both counted, oldest first.
pub(crate) async fn appended_between(
    tx: &mut Tx,
    appended: Appended,
    first: Uuid,
    last: Uuid,
) -> Result<Vec<AppendedRow>, StoreError> {
    let sql = for_appended!(
        appended,
        "SELECT id, story_id, seq, sealed FROM ",
        " WHERE story_id >= $1 AND story_id <= $2 ORDER BY seq"
    );
    Ok(on!(tx, c => sqlx::query_as::<Engine, AppendedRow>(sql).bind(first).bind(last).fetch_all(c))?)
}

/// Appends to a story; whether `row.seq` was still free.
pub(crate) async fn append(tx: &mut Tx, appended: Appended, row: &AppendedRow) -> Result<bool, StoreError> {
    let sql = for_appended!(
        appended,
        "INSERT INTO ",
        " (id, story_id, seq, sealed) VALUES ($1, $2, $3, $4) ON CONFLICT (story_id, seq) DO NOTHING"
    );
    let done = changed!(tx, c => sqlx::query::<Engine>(sql)
        .bind(row.id).bind(row.story_id).bind(row.seq).bind(row.sealed.as_slice()).execute(c))?;
    Ok(done == 1)
}

/// A story with what was appended to it: layers, decisions, read-backs, each oldest first.
pub(crate) struct WholeStory {
    pub(crate) row: StoryRow,
    pub(crate) appended: [Vec<AppendedRow>; 3],
}

/// A story with what was appended to it. One statement, since every page of a story asks.
pub(crate) async fn whole(tx: &mut Tx, id: StoryId) -> Result<Option<WholeStory>, StoreError> {
    /// A row of any of the four tables; the story's own says where and when, the others their number.
    #[derive(sqlx::FromRow)]
    struct Part {
        kind: i32,
        id: Uuid,
        seq: i32,
        sealed: Vec<u8>,
        programme_id: Option<Uuid>,
        site_id: Option<Uuid>,
        round_id: Option<Uuid>,
        recorder_id: Option<Uuid>,
        week: Option<String>,
    }
    let parts = on!(tx, c => sqlx::query_as::<Engine, Part>(
        "SELECT 0 AS kind, id, 0 AS seq, sealed, programme_id, site_id, round_id, recorder_id, week FROM story WHERE id = $1 \
         UNION ALL SELECT 1, id, seq, sealed, NULL, NULL, NULL, NULL, NULL FROM layer WHERE story_id = $1 \
         UNION ALL SELECT 2, id, seq, sealed, NULL, NULL, NULL, NULL, NULL FROM decision WHERE story_id = $1 \
         UNION ALL SELECT 3, id, seq, sealed, NULL, NULL, NULL, NULL, NULL FROM read_back WHERE story_id = $1 \
         ORDER BY kind, seq")
        .bind(id.uuid()).fetch_all(c))?;
    let mut parts = parts.into_iter();
    let story = parts.next().filter(|part| part.kind == 0).and_then(|part| {
        Some(StoryRow {
            id: part.id,
            programme_id: part.programme_id?,
            site_id: part.site_id?,
            round_id: part.round_id?,
            recorder_id: part.recorder_id?,
            week: part.week?,
            sealed: part.sealed,
        })
    });
    let mut appended: [Vec<AppendedRow>; 3] = Default::default();
    for part in parts {
        let kind = usize::try_from(part.kind - 1).ok();
        if let Some(rows) = kind.and_then(|kind| appended.get_mut(kind)) {
            rows.push(AppendedRow {
                id: part.id,
                story_id: id.uuid(),
                seq: part.seq,
                sealed: part.sealed,
            });
        }
    }
    Ok(story.map(|row| WholeStory { row, appended }))
}

/// What was appended to some stories, oldest first.
pub(crate) async fn appended_to(tx: &mut Tx, appended: Appended, to: &[StoryId]) -> Result<Vec<AppendedRow>, StoreError> {
    let sql = for_appended!(appended, "SELECT id, story_id, seq, sealed FROM ", " WHERE story_id");
    among!(tx, AppendedRow, sql, to.iter().map(|id| id.uuid()), "ORDER BY seq")
}

/// Rows by the story that each belongs to, in the order in which they came.
pub(crate) fn by_story<T>(rows: Vec<T>, story: impl Fn(&T) -> Uuid) -> BTreeMap<Uuid, Vec<T>> {
    let mut all: BTreeMap<Uuid, Vec<T>> = BTreeMap::new();
    for row in rows {
        all.entry(story(&row)).or_default().push(row);
    }
    all
}

/// The id of every story, with its programme's.
pub(crate) async fn ids(tx: &mut Tx) -> Result<Vec<(Uuid, Uuid)>, StoreError> {
    Ok(on!(tx, c => sqlx::query_as::<Engine, (Uuid, Uuid)>("SELECT id, programme_id FROM story").fetch_all(c))?)
}

/// Removes a story, all that was appended to it and all that grew on it.
pub(crate) async fn remove(tx: &mut Tx, id: StoryId) -> Result<(), StoreError> {
    growth::remove_all(tx, id).await?;
    receipts::let_go(tx, id).await?;
    sound::remove(tx, id).await?;
    for appended in [Appended::Layer, Appended::Decision, Appended::ReadBack] {
        let sql = for_appended!(appended, "DELETE FROM ", " WHERE story_id = $1");
        changed!(tx, c => sqlx::query::<Engine>(sql).bind(id.uuid()).execute(c))?;
    }
    changed!(tx, c => sqlx::query::<Engine>("DELETE FROM story WHERE id = $1").bind(id.uuid()).execute(c))?;
    Ok(())
}

/// The stories of a programme in a range, from an id on, by id.
pub(crate) async fn in_range_from(
    tx: &mut Tx,
    of: ProgrammeId,
    range: StoryRange,
    first: Uuid,
    at_most: i64,
) -> Result<Vec<StoryRow>, StoreError> {
    Ok(on!(tx, c => sqlx::query_as::<Engine, StoryRow>(
        "SELECT id, programme_id, site_id, round_id, recorder_id, week, sealed FROM story \
         WHERE programme_id = $1 AND ($2 IS NULL OR site_id = $2) AND ($3 IS NULL OR recorder_id = $3) AND id >= $4 \
         ORDER BY id LIMIT $5")
        .bind(of.uuid()).bind(range.site.map(method::id::SiteId::uuid)).bind(range.recorder.map(method::id::AccountId::uuid))
        .bind(first).bind(at_most).fetch_all(c))?)
}
