//! Reading a project of Taguette: a SQLite file that somebody sent. It is opened in memory alone, can change nothing, and whatever in
//! it would make the engine compute (views, triggers, virtual tables, generated columns) is not read.

use super::StoreError;
use sqlx::sqlite::{SqliteConnection, SqliteOwnedBuf, SqliteRow};
use sqlx::{AssertSqlSafe, Connection, FromRow};

/// The tables that are read.
const TABLES: [&str; 4] = ["documents", "highlights", "highlight_tags", "tags"];

/// A tag with its description.
#[derive(FromRow)]
pub(crate) struct Tag {
    pub(crate) id: i64,
    pub(crate) path: String,
    pub(crate) description: String,
}

/// A document. It holds words: no `Debug`.
#[derive(FromRow)]
pub(crate) struct Document {
    pub(crate) id: i64,
    pub(crate) name: String,
    pub(crate) description: String,
    /// As HTML.
    pub(crate) contents: String,
}

/// A highlight. It holds words: no `Debug`.
#[derive(FromRow)]
pub(crate) struct Highlight {
    pub(crate) id: i64,
    pub(crate) document_id: i64,
    /// In bytes of UTF-8 of the document's text, tags not counted.
    pub(crate) start_offset: i64,
    pub(crate) end_offset: i64,
    /// As HTML: what the highlight held when it was made.
    pub(crate) snippet: String,
}

/// What a project holds.
pub(crate) struct Rows {
    pub(crate) tags: Vec<Tag>,
    pub(crate) documents: Vec<Document>,
    pub(crate) highlights: Vec<Highlight>,
    /// Which highlight bears which tag.
    pub(crate) tagged: Vec<(i64, i64)>,
}

/// Instructions of SQLite's machine between two looks at the patience, and how many looks there are: a project of thousands of
/// documents needs a few hundred.
const STEP: i32 = 10_000;
const MOST_STEPS: u32 = 20_000;

/// What a project holds, so many rows of each table at most; none if the file is no project of Taguette.
pub(crate) async fn read(mut bytes: Vec<u8>, at_most: i64) -> Result<Option<Rows>, StoreError> {
    let mut own = SqliteConnection::connect("sqlite::memory:").await?;
    // A file that was written with a log beside it says so, and could not be opened without one (file format, 1.3.3).
    if let Some(versions) = bytes.get_mut(18..20) {
        versions.fill(1);
    }
    own.deserialize(None, SqliteOwnedBuf::try_from(bytes.as_slice())?, true)
        .await?;
    // Pages that lead to each other for ever end here.
    let mut steps = 0_u32;
    let is_patient = move || {
        steps += 1;
        steps < MOST_STEPS
    };
    own.lock_handle().await?.set_progress_handler(STEP, is_patient);
    for guard in [
        "PRAGMA trusted_schema = OFF",
        "PRAGMA cell_size_check = ON",
        "PRAGMA query_only = ON",
    ] {
        sqlx::query(guard).execute(&mut own).await?;
    }
    for table in TABLES {
        let sql: Option<String> = sqlx::query_scalar("SELECT sql FROM sqlite_schema WHERE type = 'table' AND name = $1")
            .bind(table)
            .fetch_optional(&mut own)
            .await?;
        if !sql.is_some_and(|sql| is_plain(&sql)) {
            return Ok(None);
        }
    }
    // Rows can share pages: together they may not say more than the file could.
    let said: i64 = sqlx::query_scalar(
        "SELECT COALESCE((SELECT SUM(LENGTH(CAST(contents AS BLOB))) FROM documents), 0)
            + COALESCE((SELECT SUM(LENGTH(CAST(snippet AS BLOB))) FROM highlights), 0)",
    )
    .fetch_one(&mut own)
    .await?;
    if usize::try_from(said).is_ok_and(|said| said > 2 * bytes.len()) {
        return Ok(None);
    }
    let rows = Rows {
        tags: all(&mut own, "id, path, COALESCE(description, '') AS description FROM tags ORDER BY path", at_most).await?,
        documents: all(
            &mut own,
            "id, name, COALESCE(description, '') AS description, COALESCE(contents, '') AS contents FROM documents ORDER BY id",
            at_most,
        )
        .await?,
        highlights: all(
            &mut own,
            "id, document_id, start_offset, end_offset, snippet FROM highlights ORDER BY document_id, start_offset, id",
            at_most,
        )
        .await?,
        tagged: all(&mut own, "highlight_id, tag_id FROM highlight_tags ORDER BY highlight_id, tag_id", at_most).await?,
    };
    own.close().await?;
    Ok(Some(rows))
}

/// Whether a table holds what was written into it, and nothing that is computed.
fn is_plain(sql: &str) -> bool {
    let sql = sql.to_uppercase();
    let mut words = sql.split(|letter: char| !letter.is_alphanumeric() && letter != '_');
    sql.starts_with("CREATE TABLE") && !words.any(|word| word == "GENERATED" || word == "AS")
}

async fn all<T>(own: &mut SqliteConnection, what: &'static str, at_most: i64) -> Result<Vec<T>, StoreError>
where
    T: for<'r> FromRow<'r, SqliteRow> + Send + Unpin,
{
    let sql = AssertSqlSafe(format!("SELECT {what} LIMIT $1"));
    Ok(sqlx::query_as(sql).bind(at_most).fetch_all(own).await?)
}

#[cfg(test)]
mod tests {
    use super::is_plain;

    #[test]
    fn a_column_that_computes_is_seen() {
        assert!(is_plain(
            "CREATE TABLE tags (id INTEGER NOT NULL, path VARCHAR(200) NOT NULL, CONSTRAINT pk_as PRIMARY KEY (id))"
        ));
        for column in [
            "a TEXT GENERATED ALWAYS AS (1)",
            "a TEXT AS(1)",
            "a TEXT as\n(1)",
            "a TEXT \"b\"AS(1)",
        ] {
            assert!(!is_plain(&format!("CREATE TABLE tags ({column})")), "{column}");
        }
        assert!(!is_plain("CREATE VIRTUAL TABLE tags USING fts5(path)"));
    }
}
