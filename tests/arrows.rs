//! The crates know only what stands below them. Manifests hold the arrows; this test reads them.

use serde_json::Value;
use std::collections::BTreeMap;
use std::process::Command;

/// Every crate of ours and what of ours it may name.
const ARROWS: [(&str, &[&str]); 14] = [
    ("method", &[]),
    ("archive-vault", &[]),
    ("archive-envelope", &["archive-vault"]),
    ("archive-detect", &["method"]),
    ("archive-export", &["method"]),
    (
        "archive",
        &[
            "archive-detect",
            "archive-envelope",
            "archive-export",
            "archive-vault",
            "method",
        ],
    ),
    ("app-islands", &[]),
    ("app-browser", &["app-islands"]),
    ("app-recorder", &["archive-envelope", "archive-vault", "method"]),
    ("app-sealing", &["archive-envelope", "method"]),
    ("app", &["app-islands", "archive", "method"]),
    ("server", &["app", "archive", "method"]),
    ("tests", &["app", "archive", "archive-envelope", "method", "server"]),
    ("bench", &["archive", "method"]),
];

#[test]
fn arrows_point_one_way() {
    let cargo = Command::new(env!("CARGO"))
        .args(["metadata", "--format-version", "1", "--no-deps", "--offline"])
        .output()
        .expect("cargo runs");
    let metadata: Value = serde_json::from_slice(&cargo.stdout).expect("cargo's metadata");
    let packages = metadata["packages"].as_array().expect("packages");
    let ours: Vec<&str> = packages.iter().filter_map(|package| package["name"].as_str()).collect();
    let found: BTreeMap<&str, Vec<&str>> = packages
        .iter()
        .map(|package| {
            let dependencies = package["dependencies"].as_array().expect("dependencies").iter();
            let mut named: Vec<&str> = dependencies
                .filter_map(|one| one["name"].as_str())
                .filter(|name| ours.contains(name))
                .collect();
            named.sort_unstable();
            named.dedup();
            (package["name"].as_str().expect("a name"), named)
        })
        .collect();
    let drawn: BTreeMap<&str, Vec<&str>> = ARROWS.iter().map(|(name, below)| (*name, below.to_vec())).collect();
    assert_eq!(found, drawn);
}
