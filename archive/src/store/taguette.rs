//! Reading a project of Taguette: a SQLite file that somebody sent. It is opened in memory alone, can change nothing, and whatever in
//! it would make the engine compute (views, triggers, virtual tables, generated columns) is not read.

use super::StoreError;
use sqlx::sqlite::{SqliteConnection, SqliteOwnedBuf};
use sqlx::{Connection, Row};

/// The tables that are read.
const TABLES: [&str; 4] = ["documents", "highlights", "highlight_tags", "tags"];

/// A tag with its description.
pub(crate) struct Tag {
    pub(crate) path: String,
    pub(crate) description: String,
}

/// A highlight with one of its tags. It holds words: no `Debug`.
pub(crate) struct Highlight {
    pub(crate) document: String,
    /// As HTML.
    pub(crate) snippet: String,
    pub(crate) tag: String,
}

/// What a project holds; none if the file is no project of Taguette.
pub(crate) async fn read(mut bytes: Vec<u8>, at_most: i64) -> Result<Option<(Vec<Tag>, Vec<Highlight>)>, StoreError> {
    let mut own = SqliteConnection::connect("sqlite::memory:").await?;
    // A file that was written with a log beside it says so, and could not be opened without one (file format, 1.3.3).
    if let Some(versions) = bytes.get_mut(18..20) {
        versions.fill(1);
    }
    own.deserialize(None, SqliteOwnedBuf::try_from(bytes.as_slice())?, true)
        .await?;
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
        let is_plain = sql.is_some_and(|sql| {
            let sql = sql.to_uppercase();
            sql.starts_with("CREATE TABLE") && !sql.contains("GENERATED") && !sql.contains(" AS ")
        });
        if !is_plain {
            return Ok(None);
        }
    }
    let tags = sqlx::query("SELECT path, COALESCE(description, '') FROM tags ORDER BY path LIMIT $1");
    let tags = tags.bind(at_most).fetch_all(&mut own).await?;
    let tags = tags.into_iter().map(|row| {
        Ok(Tag {
            path: row.try_get(0)?,
            description: row.try_get(1)?,
        })
    });
    let tags = tags.collect::<Result<Vec<_>, sqlx::Error>>()?;
    let highlights = sqlx::query(
        "SELECT documents.name, highlights.snippet, tags.path FROM highlights \
         JOIN documents ON documents.id = highlights.document_id \
         JOIN highlight_tags ON highlight_tags.highlight_id = highlights.id \
         JOIN tags ON tags.id = highlight_tags.tag_id ORDER BY highlights.id LIMIT $1",
    );
    let highlights = highlights.bind(at_most).fetch_all(&mut own).await?;
    let highlights = highlights.into_iter().map(|row| {
        Ok(Highlight {
            document: row.try_get(0)?,
            snippet: row.try_get(1)?,
            tag: row.try_get(2)?,
        })
    });
    let highlights = highlights.collect::<Result<Vec<_>, sqlx::Error>>()?;
    own.close().await?;
    Ok(Some((tags, highlights)))
}
