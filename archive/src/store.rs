//! The two stores on the two engines: opening, migrating, transactions. All SQL stands in `store/<aggregate>.rs`, one text
//! for both engines, typed twice by [`on!`].

pub(crate) mod accounts;
pub(crate) mod audit;
pub(crate) mod backup;
pub(crate) mod ballot_boxes;
pub(crate) mod brief_past;
pub(crate) mod change_log;
pub(crate) mod documents;
pub(crate) mod exposure;
pub(crate) mod field;
pub(crate) mod growth;
pub(crate) mod issues;
pub(crate) mod join_codes;
pub(crate) mod keyring;
pub(crate) mod own;
pub(crate) mod programmes;
pub(crate) mod receipts;
pub(crate) mod sound;
pub(crate) mod stories;
pub(crate) mod taguette;
pub(crate) mod training;

use sqlx::pool::PoolConnection;
use sqlx::postgres::{PgConnectOptions, PgPoolOptions};
use sqlx::sqlite::{SqliteConnectOptions, SqliteJournalMode, SqlitePoolOptions, SqliteSynchronous};
use sqlx::{Database, PgPool, Postgres, Sqlite, SqlitePool, Transaction};
use std::ops::{Deref, DerefMut};
use std::path::Path;
use std::str::FromStr;
use std::time::Duration;
use thiserror::Error;

/// The oldest SQLite without the WAL-reset bug: major, minor, patch.
const SQLITE_FLOOR: [u32; 3] = [3, 51, 3];

/// Connections of a store that read at once; on PostgreSQL all of them. A desk never asks for one while it holds another: with
/// every connection held by somebody who waits for a second one, all would wait.
pub(crate) const CONNECTIONS: u32 = 8;

/// The most ids that one statement names: far below what either engine takes.
pub(crate) const IDS_AT_ONCE: usize = 200;

/// How many rows SQLite's thread hands over before it waits for them to be taken: the most codings of a story. Every row of a
/// statement is taken at once, so that nothing more is held than would be anyway.
const ROWS_AHEAD: usize = 2_000;

/// How long a deletion waits for readers of an older state.
const FORGET_PATIENCE: Duration = Duration::from_mins(1);

/// What went wrong below a desk. Its text names no content; it is logged and never shown.
#[derive(Debug, Error)]
pub enum StoreError {
    /// The engine refused or could not be reached.
    #[error("database: {0}")]
    Database(#[from] sqlx::Error),
    /// A migration did not go through.
    #[error("migration: {0}")]
    Migration(#[from] sqlx::migrate::MigrateError),
    /// This SQLite can lose committed writes.
    #[error("SQLite {found} is older than 3.51.3, which first mends lost writes")]
    OldSqlite {
        /// Its version.
        found: String,
    },
    /// A deletion is done, but the write-ahead log could not be cut: somebody kept reading an older state.
    #[error("the write-ahead log could not be emptied after a deletion")]
    NotForgotten,
}

/// One store on one engine.
#[derive(Clone, Debug)]
pub(crate) enum Db {
    /// One writer, several readers.
    Sqlite { write: SqlitePool, read: SqlitePool },
    /// A pool.
    Postgres(PgPool),
}

/// Where statements are sent, on either engine.
pub(crate) enum Tx {
    Sqlite(Line<Sqlite>),
    Postgres(Line<Postgres>),
}

/// A transaction, or a connection outside of one ([`Db::ask`]).
pub(crate) enum Line<E: Database> {
    Within(Transaction<'static, E>),
    Alone(PoolConnection<E>),
}

impl<E: Database> Deref for Line<E> {
    type Target = E::Connection;

    fn deref(&self) -> &E::Connection {
        match self {
            Self::Within(tx) => tx,
            Self::Alone(connection) => connection,
        }
    }
}

impl<E: Database> DerefMut for Line<E> {
    fn deref_mut(&mut self) -> &mut E::Connection {
        match self {
            Self::Within(tx) => tx,
            Self::Alone(connection) => connection,
        }
    }
}

impl<E: Database> Line<E> {
    async fn commit(self) -> Result<(), sqlx::Error> {
        match self {
            Self::Within(tx) => tx.commit().await,
            Self::Alone(_) => Ok(()),
        }
    }
}

/// Types one statement for both engines: `on!(tx, connection => sqlx::query::<Engine>("…").execute(connection))`.
macro_rules! on {
    ($tx:expr, $connection:ident => $statement:expr) => {
        match $tx {
            $crate::store::Tx::Sqlite(tx) => {
                type Engine = sqlx::Sqlite;
                let $connection = &mut **tx;
                $statement.await
            }
            $crate::store::Tx::Postgres(tx) => {
                type Engine = sqlx::Postgres;
                let $connection = &mut **tx;
                $statement.await
            }
        }
    };
}
pub(crate) use on;

/// As [`on!`], for a statement that changes rows: how many it changed.
macro_rules! changed {
    ($tx:expr, $connection:ident => $statement:expr) => {
        match $tx {
            $crate::store::Tx::Sqlite(tx) => {
                type Engine = sqlx::Sqlite;
                let $connection = &mut **tx;
                $statement.await.map(|done| done.rows_affected())
            }
            $crate::store::Tx::Postgres(tx) => {
                type Engine = sqlx::Postgres;
                let $connection = &mut **tx;
                $statement.await.map(|done| done.rows_affected())
            }
        }
    };
}
pub(crate) use changed;

/// The rows whose last-named column is one of some ids, at most [`IDS_AT_ONCE`]: `among!(tx, Row, "SELECT … WHERE id", ids, "ORDER BY id")`.
/// None are asked for where there are no ids.
macro_rules! among {
    ($tx:expr, $row:ty, $before:expr, $ids:expr, $after:literal) => {
        $crate::store::on!($tx, connection => async {
            let ids = $ids;
            if ids.len() == 0 {
                return Ok::<Vec<$row>, $crate::store::StoreError>(Vec::new());
            }
            let mut statement = sqlx::QueryBuilder::<Engine>::new($before);
            statement.push(" IN (");
            let mut listed = statement.separated(", ");
            for id in ids {
                listed.push_bind(id);
            }
            statement.push(concat!(") ", $after));
            Ok(statement.build_query_as::<$row>().fetch_all(connection).await?)
        })
    };
}
pub(crate) use among;

/// Which of the two stores.
#[derive(Clone, Copy, Debug)]
pub(crate) enum Life {
    /// What people said and did, sealed.
    Content,
    /// The keys to it.
    Keyring,
}

impl Db {
    /// Opens a store as a file and brings its schema up to date, or up to the migration `until`.
    pub(crate) async fn sqlite(file: &Path, life: Life, until: Option<i64>, connections: u32) -> Result<Self, StoreError> {
        let options = SqliteConnectOptions::new()
            .filename(file)
            .create_if_missing(true)
            .journal_mode(SqliteJournalMode::Wal)
            .synchronous(SqliteSynchronous::Full)
            .foreign_keys(true)
            .busy_timeout(Duration::from_secs(10))
            .row_buffer_size(ROWS_AHEAD)
            .pragma("secure_delete", "ON")
            .pragma("trusted_schema", "OFF")
            .pragma("temp_store", "MEMORY")
            .pragma("cell_size_check", "ON");
        // A file does not hang up: its connections are not asked whether they still answer before each use.
        let pool = || SqlitePoolOptions::new().test_before_acquire(false);
        let write = pool().max_connections(1).connect_with(options.clone()).await?;
        // Asked of the library that runs: another may have been linked than the one that was built against.
        let found: String = sqlx::query_scalar("SELECT sqlite_version()").fetch_one(&write).await?;
        if !keeps_writes(&found) {
            return Err(StoreError::OldSqlite { found });
        }
        let migrations = match life {
            Life::Content => sqlx::migrate!("../migrations/sqlite/content"),
            Life::Keyring => sqlx::migrate!("../migrations/sqlite/keyring"),
        };
        match until {
            Some(until) => migrations.run_to(until, &write).await?,
            None => migrations.run(&write).await?,
        }
        let read = pool().max_connections(connections).connect_with(options).await?;
        Ok(Self::Sqlite { write, read })
    }

    /// Opens a store as a schema of a PostgreSQL database and brings it up to date, or up to the migration `until`.
    pub(crate) async fn postgres(url: &str, life: Life, until: Option<i64>, connections: u32) -> Result<Self, StoreError> {
        let schema = match life {
            Life::Content => "content",
            Life::Keyring => "keyring",
        };
        let options = PgConnectOptions::from_str(url)?.options([("search_path", schema)]);
        let pool = PgPoolOptions::new()
            .max_connections(connections)
            .connect_with(options)
            .await?;
        let create = match life {
            Life::Content => "CREATE SCHEMA IF NOT EXISTS content",
            Life::Keyring => "CREATE SCHEMA IF NOT EXISTS keyring",
        };
        sqlx::query(create).execute(&pool).await?;
        let migrations = match life {
            Life::Content => sqlx::migrate!("../migrations/postgres/content"),
            Life::Keyring => sqlx::migrate!("../migrations/postgres/keyring"),
        };
        match until {
            Some(until) => migrations.run_to(until, &pool).await?,
            None => migrations.run(&pool).await?,
        }
        Ok(Self::Postgres(pool))
    }

    /// A transaction that reads.
    pub(crate) async fn read(&self) -> Result<Tx, StoreError> {
        Ok(match self {
            Self::Sqlite { read, .. } => Tx::Sqlite(Line::Within(read.begin().await?)),
            Self::Postgres(pool) => Tx::Postgres(Line::Within(pool.begin().await?)),
        })
    }

    /// A connection for a question of one statement, or of several that need not see one state: no transaction is begun and none
    /// rolled back.
    pub(crate) async fn ask(&self) -> Result<Tx, StoreError> {
        Ok(match self {
            Self::Sqlite { read, .. } => Tx::Sqlite(Line::Alone(read.acquire().await?)),
            Self::Postgres(pool) => Tx::Postgres(Line::Alone(pool.acquire().await?)),
        })
    }

    /// A transaction that writes. Writers of a store take turns on both engines, so that what a transaction read still holds
    /// when it commits.
    pub(crate) async fn write(&self) -> Result<Tx, StoreError> {
        Ok(match self {
            Self::Sqlite { write, .. } => Tx::Sqlite(Line::Within(write.begin_with("BEGIN IMMEDIATE").await?)),
            Self::Postgres(pool) => {
                let mut tx = pool.begin().await?;
                sqlx::query("SELECT pg_advisory_xact_lock(hashtext(current_schema()))")
                    .execute(&mut *tx)
                    .await?;
                Tx::Postgres(Line::Within(tx))
            }
        })
    }

    /// After a deletion that must hold: nothing of it stays in the write-ahead log. While somebody still reads an older state
    /// the log cannot be cut, and the engine says so in its answer; then it is asked again, for [`FORGET_PATIENCE`] at most.
    pub(crate) async fn forget(&self) -> Result<(), StoreError> {
        let write = match self {
            Self::Sqlite { write, .. } => write,
            Self::Postgres(pool) => return Ok(sqlx::query("VACUUM").execute(pool).await.map(drop)?),
        };
        let cut = async {
            loop {
                let busy: i64 = sqlx::query_scalar("PRAGMA wal_checkpoint(TRUNCATE)").fetch_one(write).await?;
                if busy == 0 {
                    return Ok(());
                }
                tokio::time::sleep(Duration::from_millis(50)).await;
            }
        };
        tokio::time::timeout(FORGET_PATIENCE, cut)
            .await
            .unwrap_or(Err(StoreError::NotForgotten))
    }

    /// Closes all connections; an open transaction is waited for.
    pub(crate) async fn close(&self) {
        match self {
            Self::Sqlite { write, read } => {
                read.close().await;
                write.close().await;
            }
            Self::Postgres(pool) => pool.close().await,
        }
    }
}

impl Tx {
    /// Makes it so.
    pub(crate) async fn commit(self) -> Result<(), StoreError> {
        match self {
            Self::Sqlite(tx) => tx.commit().await?,
            Self::Postgres(tx) => tx.commit().await?,
        }
        Ok(())
    }
}

/// Whether an SQLite of this version, such as "3.51.3", is one without the WAL-reset bug; what is no version is not.
fn keeps_writes(version: &str) -> bool {
    let parts: Result<Vec<u32>, _> = version.split('.').map(str::parse).collect();
    parts.is_ok_and(|parts| parts.len() >= 2 && parts.as_slice() >= SQLITE_FLOOR.as_slice())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_sqlite_that_can_lose_writes_is_refused() {
        for old in ["3.51.2", "3.50.9", "3.7.0", "2.8.17", "3", "", "3.51.x", "neuf"] {
            assert!(!keeps_writes(old), "{old}");
        }
        for new in ["3.51.3", "3.51.10", "3.52.0", "4.0"] {
            assert!(keeps_writes(new), "{new}");
        }
    }
}
