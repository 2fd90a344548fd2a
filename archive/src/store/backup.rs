//! Rows of any table, for a backup. The statements are put together from names that stand in `backup/tables.rs`, or that a backup
//! names and that are nothing but small letters and `_`.

use super::{Db, Line, StoreError, Tx, changed, on};
use crate::backup::{Columns, Kind, Value};
use chrono::{DateTime, Utc};
use futures_util::TryStreamExt;
use sqlx::{AssertSqlSafe, ColumnIndex, Decode, Row, Type};
use uuid::Uuid;

impl Db {
    /// A transaction that sees one state of the store, whatever others write meanwhile.
    pub(crate) async fn snapshot(&self) -> Result<Tx, StoreError> {
        Ok(match self {
            // A reader in write-ahead mode sees the state at its first statement.
            Self::Sqlite { .. } => self.read().await?,
            Self::Postgres(pool) => {
                let tx = pool.begin_with("BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY").await?;
                Tx::Postgres(Line::Within(tx))
            }
        })
    }
}

/// Numbers of the migrations that a store has.
pub(crate) async fn migrations(tx: &mut Tx) -> Result<Vec<i64>, StoreError> {
    Ok(
        on!(tx, c => sqlx::query_scalar::<Engine, i64>("SELECT version FROM _sqlx_migrations ORDER BY version").fetch_all(c))?,
    )
}

/// Whether a table has no row.
pub(crate) async fn is_empty(tx: &mut Tx, columns: &Columns) -> Result<bool, StoreError> {
    let sql = AssertSqlSafe(format!(
        "SELECT COUNT(*) FROM (SELECT 1 FROM {} LIMIT 1) AS one_row",
        columns.table
    ));
    Ok(on!(tx, c => sqlx::query_scalar::<Engine, i64>(sql).fetch_one(c))? == 0)
}

/// Hands over each row of a table, one at a time, in the order of its first column: the order in which rows were written stays
/// untold.
pub(crate) async fn each<E: From<StoreError>>(
    tx: &mut Tx,
    columns: &Columns,
    mut take: impl FnMut(Vec<Value>) -> Result<(), E>,
) -> Result<(), E> {
    let sql = AssertSqlSafe(format!("SELECT {} FROM {} ORDER BY 1", names(columns), columns.table));
    let failed = |error: sqlx::Error| E::from(StoreError::from(error));
    match tx {
        Tx::Sqlite(tx) => {
            let mut rows = sqlx::query(sql).fetch(&mut **tx);
            while let Some(row) = rows.try_next().await.map_err(failed)? {
                take(values(&row, columns).map_err(failed)?)?;
            }
        }
        Tx::Postgres(tx) => {
            let mut rows = sqlx::query(sql).fetch(&mut **tx);
            while let Some(row) = rows.try_next().await.map_err(failed)? {
                take(values(&row, columns).map_err(failed)?)?;
            }
        }
    }
    Ok(())
}

/// Adds a row to a table.
pub(crate) async fn add(tx: &mut Tx, columns: &Columns, values: Vec<Value>) -> Result<(), StoreError> {
    let places: Vec<String> = (1..=values.len()).map(|place| format!("${place}")).collect();
    let sql = AssertSqlSafe(format!(
        "INSERT INTO {} ({}) VALUES ({})",
        columns.table,
        names(columns),
        places.join(", ")
    ));
    changed!(tx, c => {
        let mut query = sqlx::query::<Engine>(sql);
        for value in values {
            query = match value {
                Value::Id(id) => query.bind(id),
                Value::Bytes(bytes) => query.bind(bytes),
                Value::Text(text) => query.bind(text),
                Value::Int(number) => query.bind(number),
                Value::Long(number) => query.bind(number),
                Value::Time(time) => query.bind(time),
                Value::Nothing(Kind::Id) => query.bind(None::<Uuid>),
                Value::Nothing(Kind::Bytes) => query.bind(None::<Vec<u8>>),
                Value::Nothing(Kind::Text) => query.bind(None::<String>),
                Value::Nothing(Kind::Int) => query.bind(None::<i32>),
                Value::Nothing(Kind::Long) => query.bind(None::<i64>),
                Value::Nothing(Kind::Time) => query.bind(None::<DateTime<Utc>>),
            };
        }
        query.execute(c)
    })?;
    Ok(())
}

/// From here on a transaction of the content store writes to the keyring store, where both live in one database; whether they do.
pub(crate) async fn enter_keyring(tx: &mut Tx) -> Result<bool, StoreError> {
    match tx {
        Tx::Sqlite(_) => Ok(false),
        Tx::Postgres(tx) => {
            sqlx::query("SET LOCAL search_path TO keyring").execute(&mut **tx).await?;
            Ok(true)
        }
    }
}

fn names(columns: &Columns) -> String {
    let names: Vec<&str> = columns.columns.iter().map(|(name, _)| name.as_str()).collect();
    names.join(", ")
}

fn values<'r, R>(row: &'r R, columns: &Columns) -> Result<Vec<Value>, sqlx::Error>
where
    R: Row,
    usize: ColumnIndex<R>,
    Uuid: Decode<'r, R::Database> + Type<R::Database>,
    Vec<u8>: Decode<'r, R::Database> + Type<R::Database>,
    String: Decode<'r, R::Database> + Type<R::Database>,
    i32: Decode<'r, R::Database> + Type<R::Database>,
    i64: Decode<'r, R::Database> + Type<R::Database>,
    DateTime<Utc>: Decode<'r, R::Database> + Type<R::Database>,
{
    let value = |(at, (_, kind)): (usize, &(String, Kind))| {
        let value = match kind {
            Kind::Id => row.try_get::<Option<Uuid>, _>(at)?.map(Value::Id),
            Kind::Bytes => row.try_get::<Option<Vec<u8>>, _>(at)?.map(Value::Bytes),
            Kind::Text => row.try_get::<Option<String>, _>(at)?.map(Value::Text),
            Kind::Int => row.try_get::<Option<i32>, _>(at)?.map(Value::Int),
            Kind::Long => row.try_get::<Option<i64>, _>(at)?.map(Value::Long),
            Kind::Time => row.try_get::<Option<DateTime<Utc>>, _>(at)?.map(Value::Time),
        };
        Ok(value.unwrap_or(Value::Nothing(*kind)))
    };
    columns.columns.iter().enumerate().map(value).collect()
}
