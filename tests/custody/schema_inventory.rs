//! Every column of bytes or text is sealed under a contract or stands plain with a reason (checklist 23).

use archive::contracts::{CONTRACTS, PLAIN};
use std::collections::BTreeSet;
use std::fs;
use std::path::Path;

/// Columns of bytes or text in the migrations of an engine.
fn columns(engine: &str) -> BTreeSet<(String, String)> {
    let table = regex::Regex::new(r"(?s)CREATE TABLE (\w+) \((.*?)\n\);").expect("a pattern");
    let column = regex::Regex::new(r"(?m)^    ([a-z_]+) (BLOB|BYTEA|TEXT)\b").expect("a pattern");
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("../migrations").join(engine);
    let mut found = BTreeSet::new();
    for life in ["content", "keyring"] {
        for file in fs::read_dir(root.join(life)).expect("migrations") {
            let sql = fs::read_to_string(file.expect("a file").path()).expect("readable");
            for table in table.captures_iter(&sql) {
                for column in column.captures_iter(&table[2]) {
                    let (name, kind) = (&column[1], &column[2]);
                    // On SQLite ids are BLOB and times are TEXT; the other engine names both by their own types.
                    let is_id_or_time = engine == "sqlite"
                        && (name == "id" || name.ends_with("_id") || name.ends_with("_at") || name.ends_with("_until"));
                    assert!(kind != "JSON");
                    if !is_id_or_time {
                        found.insert((table[1].to_owned(), name.to_owned()));
                    }
                }
            }
        }
    }
    found
}

#[test]
fn every_column_is_sealed_or_has_its_reason() {
    let sealed = CONTRACTS
        .iter()
        .map(|contract| (contract.table.to_owned(), contract.column.to_owned()));
    let plain = PLAIN
        .iter()
        .map(|(table, column, _)| ((*table).to_owned(), (*column).to_owned()));
    let known: BTreeSet<_> = sealed.chain(plain).collect();
    assert_eq!(known.len(), CONTRACTS.len() + PLAIN.len(), "no column is both");
    for engine in ["sqlite", "postgres"] {
        assert_eq!(columns(engine), known, "{engine}");
    }
}
