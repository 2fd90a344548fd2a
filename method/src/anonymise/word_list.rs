//! Names of people and places that a programme adds to the program's own lists: its quarters, its clubs, first names that no list has.

use super::IdentifierKind;
use serde::{Deserialize, Serialize};
use thiserror::Error;

/// The most words that a programme adds.
pub const MOST_WORDS: usize = 2_000;
/// The most letters of one.
pub const WORD_LETTERS: usize = 80;

/// What a programme added, each kind sorted, every word once.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct WordList {
    people: Vec<String>,
    places: Vec<String>,
    facilities: Vec<String>,
    organisations: Vec<String>,
}

/// Why words are no list.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Error)]
pub enum WordListRefused {
    /// More than [`MOST_WORDS`].
    #[error("at most {MOST_WORDS} words")]
    TooMany,
    /// A word has more than [`WORD_LETTERS`].
    #[error("line {line} has more than {WORD_LETTERS} letters")]
    TooLong {
        /// Of which kind.
        kind: IdentifierKind,
        /// Where, from 1.
        line: usize,
    },
    /// A line without a letter.
    #[error("line {line} has no letter")]
    NoLetter {
        /// Of which kind.
        kind: IdentifierKind,
        /// Where, from 1.
        line: usize,
    },
}

impl WordList {
    /// The kinds of which words are added.
    pub const KINDS: [IdentifierKind; 4] = [
        IdentifierKind::Person,
        IdentifierKind::Location,
        IdentifierKind::Facility,
        IdentifierKind::Org,
    ];

    /// A list of what was typed for each kind of [`WordList::KINDS`], one word or name a line. Empty lines do not count.
    ///
    /// # Errors
    /// [`WordListRefused`].
    pub fn read(typed: [&str; 4]) -> Result<Self, WordListRefused> {
        let mut read = Vec::new();
        for (kind, typed) in Self::KINDS.into_iter().zip(typed) {
            read.push(lines(kind, typed)?);
        }
        let count = read.iter().map(Vec::len).sum::<usize>();
        if count > MOST_WORDS {
            return Err(WordListRefused::TooMany);
        }
        let mut next = read.into_iter();
        let mut next = || next.next().unwrap_or_default();
        Ok(Self {
            people: next(),
            places: next(),
            facilities: next(),
            organisations: next(),
        })
    }

    /// The words of a kind; none for a kind of which none are added.
    pub fn of(&self, kind: IdentifierKind) -> &[String] {
        match kind {
            IdentifierKind::Person => &self.people,
            IdentifierKind::Location => &self.places,
            IdentifierKind::Facility => &self.facilities,
            IdentifierKind::Org => &self.organisations,
            _ => &[],
        }
    }

    /// Every word with its kind.
    pub fn all(&self) -> impl Iterator<Item = (IdentifierKind, &str)> {
        Self::KINDS
            .into_iter()
            .flat_map(|kind| self.of(kind).iter().map(move |word| (kind, word.as_str())))
    }
}

fn lines(kind: IdentifierKind, typed: &str) -> Result<Vec<String>, WordListRefused> {
    let mut words = Vec::new();
    for (line, text) in (1..).zip(typed.lines()) {
        let word = text.split_whitespace().collect::<Vec<_>>().join(" ");
        if word.is_empty() {
            continue;
        }
        if word.chars().count() > WORD_LETTERS {
            return Err(WordListRefused::TooLong { kind, line });
        }
        if !word.chars().any(char::is_alphabetic) {
            return Err(WordListRefused::NoLetter { kind, line });
        }
        words.push(word);
    }
    words.sort();
    words.dedup();
    Ok(words)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_was_typed_becomes_a_list_of_words_each_once() {
        let list = WordList::read(["Zohra\n\n Amina  \nZohra", "Hay  Zitoun", "", "حانة الميناء"]).unwrap();
        assert_eq!(list.of(IdentifierKind::Person), ["Amina", "Zohra"]);
        assert_eq!(list.of(IdentifierKind::Location), ["Hay Zitoun"]);
        assert!(list.of(IdentifierKind::Phone).is_empty());
        let all: Vec<_> = list.all().collect();
        assert_eq!(all.len(), 4);
        assert_eq!(all[3], (IdentifierKind::Org, "حانة الميناء"));
    }

    #[test]
    fn a_list_has_bounds_and_says_where_they_are_passed() {
        let long = format!("a\n{}", "x".repeat(WORD_LETTERS + 1));
        let (kind, line) = (IdentifierKind::Facility, 2);
        assert_eq!(
            WordList::read(["", "", &long, ""]),
            Err(WordListRefused::TooLong { kind, line })
        );
        assert_eq!(
            WordList::read(["", "", "a\n12", ""]),
            Err(WordListRefused::NoLetter { kind, line })
        );
        let many: Vec<String> = (0..=MOST_WORDS).map(|at| format!("mot{at}")).collect();
        assert_eq!(WordList::read([&many.join("\n"), "", "", ""]), Err(WordListRefused::TooMany));
    }
}
