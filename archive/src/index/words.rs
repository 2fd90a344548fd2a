//! From a text to words without what people write differently: accents, case, vowel marks, hamza, the stroke that lengthens a
//! word, Eastern digits. Positions in the text stay, so that a word can be marked where it stands.

use method::letters::{is_unseen, plain};
use std::ops::Range;
use unicode_normalization::char::{decompose_compatible, is_combining_mark};

/// The most letters of a word that are looked at.
const LETTERS: usize = 60;

/// French words that lose their vowel before another word: "l’hôpital" is "hôpital".
const ELIDED: [&str; 13] = [
    "l", "d", "j", "m", "t", "s", "c", "n", "qu", "jusqu", "lorsqu", "puisqu", "quoiqu",
];

/// A word of a text.
#[derive(Clone, PartialEq, Eq)]
pub(crate) struct Word {
    /// Where it stands, in bytes.
    pub(crate) range: Range<usize>,
    /// Folded.
    pub(crate) plain: String,
    /// As it was written, in small letters: a stemmer that knows accents needs them.
    pub(crate) written: String,
}

impl Word {
    /// Whether it is written in Arabic letters.
    pub(crate) fn is_arabic(&self) -> bool {
        self.plain.chars().next().is_some_and(is_arabic)
    }
}

/// The words of a text, in order.
pub(crate) fn words(text: &str) -> Vec<Word> {
    let mut found = Vec::new();
    let mut letters = text.char_indices().peekable();
    while let Some((start, first)) = letters.next() {
        if !first.is_alphanumeric() {
            continue;
        }
        let mut end = start + first.len_utf8();
        while let Some((at, letter)) = letters.next_if(|(_, letter)| continues(*letter)) {
            end = at + letter.len_utf8();
        }
        let written = &text[start..end];
        let plain = folded(written);
        let before_apostrophe = letters.peek().is_some_and(|(_, next)| is_apostrophe(*next))
            && text[end..].chars().nth(1).is_some_and(char::is_alphanumeric);
        if plain.is_empty() || (before_apostrophe && ELIDED.contains(&plain.as_str())) {
            continue;
        }
        found.push(Word {
            range: start..end,
            plain,
            written: written.chars().take(LETTERS).flat_map(char::to_lowercase).collect(),
        });
    }
    found
}

/// A text without what people write differently, at most as long as a word may be.
pub(crate) fn folded(text: &str) -> String {
    let mut all = String::with_capacity(text.len());
    for letter in text.chars() {
        if letter.is_ascii() {
            all.push(letter.to_ascii_lowercase());
        } else {
            fold(letter, &mut all);
        }
    }
    if let Some((end, _)) = all.char_indices().nth(LETTERS) {
        all.truncate(end);
    }
    all
}

/// Adds one letter, folded.
fn fold(letter: char, all: &mut String) {
    decompose_compatible(letter, |part| {
        for small in plain(part).into_iter().flat_map(char::to_lowercase).filter_map(plain) {
            match small {
                'œ' => all.push_str("oe"),
                'æ' => all.push_str("ae"),
                'ß' => all.push_str("ss"),
                'ø' => all.push('o'),
                // One sign can stand for several words; what is left is one word all the same.
                other if other.is_alphanumeric() => all.push(other),
                _ => {}
            }
        }
    });
}

/// Whether a letter stands in the Arabic script.
pub(crate) const fn is_arabic(letter: char) -> bool {
    matches!(letter, '\u{0600}'..='\u{06FF}' | '\u{0750}'..='\u{077F}')
}

/// Whether a word that began goes on with it.
fn continues(letter: char) -> bool {
    letter.is_alphanumeric() || is_combining_mark(letter) || is_unseen(letter)
}

const fn is_apostrophe(letter: char) -> bool {
    matches!(letter, '\'' | '’' | 'ʼ' | '`')
}

#[cfg(test)]
mod tests {
    use super::*;

    fn plain_words(text: &str) -> Vec<String> {
        words(text).into_iter().map(|word| word.plain).collect()
    }

    #[test]
    fn accents_case_and_ligatures_do_not_matter() {
        assert_eq!(plain_words("SÉCURITÉ sécurité securite"), ["securite"; 3]);
        assert_eq!(plain_words("Ma sœur, naïve"), ["ma", "soeur", "naive"]);
        assert_eq!(plain_words("e\u{301}cole"), ["ecole"]);
    }

    #[test]
    fn an_elided_word_is_no_word_of_its_own() {
        assert_eq!(plain_words("l’hôpital qu'elle d’argan"), ["hopital", "elle", "argan"]);
        assert_eq!(plain_words("aujourd’hui j' ai"), ["aujourd", "hui", "j", "ai"]);
    }

    #[test]
    fn arabic_is_one_whatever_hamza_marks_and_strokes_it_wears() {
        assert_eq!(plain_words("الأمان الامان الأَمَان الأمـــان"), ["الامان"; 4]);
        assert_eq!(plain_words("مدرسة مدرسه"), ["مدرسه"; 2]);
        assert_eq!(plain_words("مستشفى مستشفي"), ["مستشفي"; 2]);
        assert_eq!(plain_words("١٠٣-۱۳ ﻻ"), ["103", "13", "لا"]);
    }

    #[test]
    fn a_word_keeps_its_place_in_the_text() {
        let text = "… الأَمَان، l’État";
        let found: Vec<_> = words(text).into_iter().map(|word| &text[word.range]).collect();
        assert_eq!(found, ["الأَمَان", "État"]);
    }

    #[test]
    fn marks_alone_are_no_word_and_a_long_word_is_cut() {
        assert_eq!(plain_words("ـــ \u{202e}\u{64b} *\""), [""; 0]);
        assert_eq!(plain_words(&"a".repeat(10_000)), ["a".repeat(LETTERS)]);
        assert_eq!(plain_words("l3onf 7it"), ["l3onf", "7it"]);
        assert_eq!(plain_words("\u{fdfa} ½"), ["صلياللهعليهوسلم", "12"]);
    }
}
