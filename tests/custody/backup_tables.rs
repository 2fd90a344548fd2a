//! Every table of the live schema has its place in a backup, or a reason to be left out; parents stand before their children.

use archive::Engine;
use archive::backup::{CONTENT, KEYRING, Kind, LEFT_OUT, Table};
use std::collections::{BTreeMap, BTreeSet};
use tests::House;

type Schema = BTreeMap<String, BTreeMap<String, String>>;

/// Tables and columns with their types, and which table refers to which.
async fn live(house: &House, store: &str) -> (Schema, Vec<(String, String)>) {
    let mut schema = Schema::new();
    let columns: Vec<(String, String, String)>;
    let references: Vec<(String, String)>;
    match house.settings().engine {
        Engine::Sqlite => {
            let file = house.folder().join(format!("{store}.db"));
            let pool = sqlx::SqlitePool::connect(&format!("sqlite://{}", file.display()))
                .await
                .expect("the store");
            columns = sqlx::query_as(
                "SELECT m.name, c.name, c.type FROM sqlite_schema m, pragma_table_info(m.name) c
                 WHERE m.type = 'table' AND m.name NOT LIKE 'sqlite_%'",
            )
            .fetch_all(&pool)
            .await
            .expect("columns");
            references = sqlx::query_as(
                "SELECT m.name, f.\"table\" FROM sqlite_schema m, pragma_foreign_key_list(m.name) f WHERE m.type = 'table'",
            )
            .fetch_all(&pool)
            .await
            .expect("references");
            pool.close().await;
        }
        Engine::Postgres { url } => {
            let pool = sqlx::PgPool::connect(&url).await.expect("the database");
            columns = sqlx::query_as(
                "SELECT table_name::text, column_name::text, data_type::text FROM information_schema.columns WHERE table_schema = $1",
            )
            .bind(store)
            .fetch_all(&pool)
            .await
            .expect("columns");
            references = sqlx::query_as(
                "SELECT child.relname::text, parent.relname::text FROM pg_constraint c
                 JOIN pg_class child ON child.oid = c.conrelid JOIN pg_class parent ON parent.oid = c.confrelid
                 WHERE c.contype = 'f' AND c.connamespace = $1::regnamespace",
            )
            .bind(store)
            .fetch_all(&pool)
            .await
            .expect("references");
            pool.close().await;
        }
    }
    for (table, column, kind) in columns {
        schema.entry(table).or_default().insert(column, kind.to_lowercase());
    }
    (schema, references)
}

/// Whether a column of the engine can hold a kind, and nothing else does.
fn holds(kind: Kind, column: &str) -> bool {
    let types: &[&str] = match kind {
        Kind::Id => &["blob", "uuid"],
        Kind::Bytes => &["blob", "bytea"],
        Kind::Text => &["text"],
        Kind::Int => &["integer"],
        Kind::Long => &["bigint"],
        Kind::Time => &["text", "timestamp with time zone"],
    };
    types.contains(&column)
}

on_both! {
    async fn every_table_has_its_place_in_a_backup(ground) {
        let house = House::open(ground).await;
        for (store, tables) in [("content", CONTENT), ("keyring", KEYRING)] {
            let (schema, references) = live(&house, store).await;
            let left_out: BTreeSet<&str> = LEFT_OUT.iter().map(|(table, _)| *table).collect();
            let found: BTreeSet<&str> = schema.keys().map(String::as_str).filter(|name| !left_out.contains(name)).collect();
            let listed: BTreeSet<&str> = tables.iter().map(|table| table.name).collect();
            assert_eq!(found, listed, "{store}: give each table a line in archive/src/backup/tables.rs");
            assert!(schema.keys().any(|name| left_out.contains(name.as_str())), "{store}: the control");
            for Table { name, columns } in tables {
                let there = &schema[*name];
                assert_eq!(there.len(), columns.len(), "{name}: every column, once");
                for (column, kind) in *columns {
                    let found = there.get(*column).unwrap_or_else(|| panic!("{name}.{column} is not in the schema"));
                    assert!(holds(*kind, found), "{name}.{column} is {found}, listed as {kind:?}");
                }
            }
            let place = |name: &str| tables.iter().position(|table| table.name == name);
            for (child, parent) in references {
                assert!(left_out.contains(child.as_str()) || place(&parent) < place(&child), "{parent} stands before {child}");
            }
        }
    }
}
