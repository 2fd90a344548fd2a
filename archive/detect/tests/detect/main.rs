//! What is found, what stays, and what hostile text does.

mod figures;
mod hostile;
mod kinds;
mod sentences;
mod stays;
mod stories;
mod unseen;

use archive_detect::{Found, Kind, detect};
use method::language::Language;

/// The words that were found, with their kind.
fn found(text: &str, language: Language) -> Vec<(String, Kind)> {
    detect(text, language)
        .into_iter()
        .map(|found| (piece(text, &found), found.kind))
        .collect()
}

/// The words of one find.
fn piece(text: &str, found: &Found) -> String {
    text.chars().skip(found.start).take(found.end - found.start).collect()
}
