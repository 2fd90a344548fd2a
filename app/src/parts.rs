//! Small components that several desks use.

pub(crate) mod day;
pub(crate) mod difference;
pub(crate) mod field;
pub(crate) mod groups;
pub(crate) mod news;
pub(crate) mod notice;
pub(crate) mod paper;
pub(crate) mod playing;
pub(crate) mod select;
pub(crate) mod telling;

/// Words of any direction inside a sentence, so that they turn nothing around them (UAX #9, first strong isolate).
pub(crate) fn isolated(words: &str) -> String {
    format!("\u{2068}{words}\u{2069}")
}
