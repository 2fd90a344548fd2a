//! What the words around a possible name in Latin letters say of it.

use crate::{cues::Cue, lists::LISTS, reading::Reading, text::Shape};
use method::language::Language;

/// Names that are words of Arabic only ("Amal", "Nour", "Iman") are names wherever French and English write them with a capital.
pub fn is_foreign_word(reading: &Reading) -> bool {
    matches!(reading.language, Language::French | Language::English)
}

/// "iman w nour 3awnouni": two names and a verb of many.
pub fn joined_by_many(reading: &Reading, at: usize, common: bool) -> bool {
    let and = |low: &str| matches!(low, "w" | "o" | "ou");
    let many = |low: &str| low.len() > 4 && (low.ends_with("ouni") || low.ends_with("ou") || low.ends_with("aw"));
    let first = |at: usize| LISTS.first.contains(reading.low(at));
    reading.language == Language::DarijaLatin
        && (and(reading.low(at + 1)) && first(at + 2) && (many(reading.low(at + 3)) || !common)
            || and(reading.before(at, 1)) && at >= 2 && first(at - 2) && (many(reading.low(at + 1)) || !common))
}

/// A small unknown word after kin, between commas and with no ending of an adjective, or (in English) before a verb.
pub fn stands_apart(reading: &Reading, at: usize) -> bool {
    let low = reading.low(at);
    let long = low.chars().count() > 3 && low.chars().all(char::is_alphabetic);
    let apart =
        reading.before(at, 1) == "," && reading.low(at + 1) == "," && low.ends_with(['a', 'o', 'h', 'k', 'd', 'b', 'm']);
    let acts = reading.language == Language::English
        && verb(reading, reading.low(at + 1))
        && !low.ends_with("ly")
        && !low.ends_with("ed");
    long && (apart || acts)
}

/// A word in small letters that may be an unknown name after "je m'appelle".
pub fn is_plain_word(reading: &Reading, at: usize) -> bool {
    reading.token(at).is_some_and(|token| {
        token.low.chars().count() > 2 && matches!(token.shape, Shape::Lower | Shape::Title | Shape::Upper)
    })
}

/// A word that follows a subject, in the language of the text.
pub fn verb(reading: &Reading, low: &str) -> bool {
    let english = reading.language == Language::English;
    LISTS.is_cue(low, if english { Cue::EnglishVerb } else { Cue::Verb })
}
