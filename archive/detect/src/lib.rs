//! Finds direct identifiers in French, Arabic, English and Darija (both scripts): text in, spans out.
//!
//! Nothing is read or written at run time: the word lists of `data/` are compiled in. It proposes, a person decides: each find
//! carries the reason for which it was made. The rules lean towards masking too much; measured figures are in `tests/`.

mod added;
mod addresses;
mod ages;
mod ages_bare;
mod cases;
mod cues;
mod dates;
mod find;
mod lists;
mod names;
mod names_arabic;
mod names_around;
mod names_grade;
mod names_spoken;
mod numbers;
mod own_names;
mod patterns;
mod phrases;
mod places;
mod reading;
mod sound;
mod text;
mod venues;

pub use added::Added;
use find::Finds;
pub use method::anonymise::IdentifierKind as Kind;
use method::language::Language;
use reading::Reading;
use serde::{Deserialize, Serialize};

/// The reason for a find, to be shown to the person who decides.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Why {
    /// It has a fixed form: a number, an address of the net, a written date.
    Pattern,
    /// It has a fixed form and its check digits are right.
    Checksum,
    /// It stands in a list of names or places, or sounds like one that does.
    List,
    /// It stands among those that were added to the lists.
    Added,
    /// The words around it announce it.
    Context,
    /// It looks like a name and is no known word.
    Shape,
}

/// One find. Offsets count Unicode scalar values of the text that was given, the end is exclusive.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct Found {
    /// First scalar.
    pub start: usize,
    /// Scalar after the last.
    pub end: usize,
    /// What it is.
    pub kind: Kind,
    /// Why it was found.
    pub why: Why,
}

/// Finds identifiers in a text told in a language. The finds are sorted and do not overlap; time is linear in the text.
///
/// The language decides which words are everyday words and what counts as a capital; patterns and lists of both scripts are
/// asked in every language, for people mix them.
pub fn detect(text: &str, language: Language) -> Vec<Found> {
    detect_with(text, language, &Added::default())
}

/// Whether a single word that is somebody's name is an everyday word of a language, too: "Nour", "Rose", "أمل".
pub fn is_also_a_word(name: &str, language: Language) -> bool {
    let low = name.to_lowercase();
    lists::LISTS.ambiguous.contains(&low) || lists::LISTS.is_common(&low, language)
}

/// The same, with names that are looked for beside those of the lists.
pub fn detect_with(text: &str, language: Language, added: &Added) -> Vec<Found> {
    let mut reading = Reading::new(text, language);
    let mut finds = Finds::new(&reading.text);
    added::find(&reading, added, &mut finds);
    cases::find(&reading.text, &mut finds);
    patterns::find(&reading.text, &mut finds);
    dates::find(&reading, &mut finds);
    addresses::find(&reading, &mut finds);
    ages::find(&reading, &mut finds);
    venues::find(&reading, &mut finds);
    places::find(&reading, &mut finds);
    names::find(&mut reading, &mut finds);
    names_arabic::find(&mut reading, &mut finds);
    let mut found = finds.resolve(&reading.text);
    // A sign that unfolds into letters, such as ₨ into Rs, looks like a word and names nobody.
    let letters: Vec<bool> = text.chars().map(char::is_alphanumeric).collect();
    found.retain(|one| letters.get(one.start..one.end).is_some_and(|span| span.contains(&true)));
    found
}
