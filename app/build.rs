//! Turns `locales/<desk>.json` into one function a sentence: a missing language fails the build here, an unused sentence is a
//! dead function and fails it there. A sentence with `{name}` takes `name` as an argument; several stand in alphabetical order.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write as _;
use std::path::Path;
use std::{env, fs};

/// Key → language → sentence.
type Sentences = BTreeMap<String, BTreeMap<String, String>>;

const LANGUAGES: [(&str, &str); 3] = [("fr", "French"), ("ar", "Arabic"), ("en", "English")];

fn main() {
    println!("cargo:rerun-if-changed=locales");
    let mut code = String::new();
    let mut files: Vec<_> = fs::read_dir("locales")
        .expect("locales/ is there")
        .map(|file| file.expect("readable").path())
        .collect();
    files.sort();
    for file in files {
        let desk = file
            .file_stem()
            .and_then(|stem| stem.to_str())
            .expect("a file name in ASCII")
            .to_owned();
        let text = fs::read_to_string(&file).expect("readable");
        let sentences: Sentences = serde_json::from_str(&text).unwrap_or_else(|error| panic!("{}: {error}", file.display()));
        writeln!(code, "pub(crate) mod {desk} {{\nuse method::language::PageLanguage;").expect("a String takes all");
        for (key, languages) in &sentences {
            code.push_str(&function(&file, key, languages));
        }
        code.push_str("}\n");
    }
    fs::write(Path::new(&env::var("OUT_DIR").expect("set by cargo")).join("words.rs"), code).expect("writable");
}

fn function(file: &Path, key: &str, languages: &BTreeMap<String, String>) -> String {
    let place = format!("{}: {key}", file.display());
    let sentence = |tag: &str| {
        languages
            .get(tag)
            .filter(|text| !text.trim().is_empty())
            .unwrap_or_else(|| panic!("{place}: no {tag}"))
    };
    let names = LANGUAGES.map(|(tag, _)| holes(sentence(tag)));
    assert!(
        names[0] == names[1] && names[1] == names[2],
        "{place}: the languages differ in what they are given"
    );
    assert_eq!(languages.len(), LANGUAGES.len(), "{place}: an unknown language");
    let mut code = String::new();
    let arguments = names[0]
        .iter()
        .fold(String::new(), |all, name| all + ", " + name + ": impl std::fmt::Display");
    let (result, open, close) = if names[0].is_empty() {
        ("&'static str", "", "")
    } else {
        ("String", "format!(", ")")
    };
    writeln!(
        code,
        "pub(crate) fn {key}(language: PageLanguage{arguments}) -> {result} {{ match language {{"
    )
    .expect("a String takes all");
    for (tag, variant) in LANGUAGES {
        writeln!(code, "PageLanguage::{variant} => {open}{:?}{close},", sentence(tag)).expect("a String takes all");
    }
    code.push_str("} }\n");
    code
}

/// The names in braces.
fn holes(sentence: &str) -> BTreeSet<String> {
    sentence
        .split('{')
        .skip(1)
        .filter_map(|rest| rest.split_once('}'))
        .map(|(name, _)| name.to_owned())
        .collect()
}
