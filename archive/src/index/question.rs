//! What somebody typed, as words that must all be there, "phrases", beginnings* and -exclusions. Whatever else is typed is
//! words: nothing is ever an error. The same question is asked of the index, of a label, and of a text to mark.

use super::forms::{self, Form};
use super::words::{Word, words};
use std::ops::Range;

/// The most parts of a question that are looked at.
const PARTS: usize = 40;

/// Words so frequent that a text need not hold them, folded: French, English, Arabic.
const FREQUENT: &[&str] = &[
    "le", "la", "les", "un", "une", "des", "du", "de", "et", "ou", "a", "au", "aux", "en", "dans", "par", "pour", "sur",
    "avec", "que", "qui", "ce", "cette", "ces", "mon", "ma", "mes", "son", "sa", "ses", "je", "elle", "il", "est", "the",
    "an", "of", "to", "in", "on", "at", "and", "or", "for", "with", "by", "is", "was", "my", "her", "his", "it", "في", "من",
    "علي", "الي", "عن", "مع", "ان", "هذا", "هذه", "التي", "الذي", "ما", "لا", "او", "ثم", "هي", "هو", "كان", "كانت", "و",
    "ف", "ب", "ل",
];

/// One part of a question.
#[derive(Clone, PartialEq, Eq)]
pub(crate) enum Part {
    /// A word, in any of these forms.
    Word {
        /// The forms.
        forms: Vec<Form>,
        /// Whether it is so frequent that it need not be there.
        is_frequent: bool,
    },
    /// Words beside each other, folded.
    Phrase(Vec<String>),
    /// The beginning of a word, folded, and the same without article.
    Beginning(String),
}

/// A question.
#[derive(Clone, Default, PartialEq, Eq)]
pub(crate) struct Question {
    /// What must be there.
    pub(crate) wanted: Vec<Part>,
    /// What must not.
    pub(crate) unwanted: Vec<Part>,
}

impl Question {
    /// Reads what was typed.
    pub(crate) fn parse(typed: &str) -> Self {
        let mut question = Self::default();
        let mut rest = typed;
        while question.wanted.len() + question.unwanted.len() < PARTS {
            rest = rest.trim_start_matches(|letter: char| letter.is_whitespace() || method::letters::is_unseen(letter));
            let Some(first) = rest.chars().next() else { break };
            let negated = first == '-';
            let after = if negated { &rest[1..] } else { rest };
            let (part, left) = next_part(after);
            rest = left;
            let Some(part) = part else { continue };
            let parts = if negated {
                &mut question.unwanted
            } else {
                &mut question.wanted
            };
            if !parts.contains(&part) {
                parts.push(part);
            }
        }
        question.relax();
        question
    }

    /// If there is nothing but frequent words, they are what was asked for.
    fn relax(&mut self) {
        let all_frequent = self
            .wanted
            .iter()
            .all(|part| matches!(part, Part::Word { is_frequent: true, .. }));
        if all_frequent {
            for part in &mut self.wanted {
                if let Part::Word { is_frequent, .. } = part {
                    *is_frequent = false;
                }
            }
        }
    }
}

impl Part {
    /// Whether the part stands in these words, whose forms are given.
    pub(crate) fn is_in(&self, told: &[Word], forms: &[Vec<Form>]) -> bool {
        !self.places(told, forms).is_empty()
    }

    /// Which words it stands at, as ranges of their numbers.
    pub(crate) fn places(&self, told: &[Word], forms: &[Vec<Form>]) -> Vec<Range<usize>> {
        match self {
            Self::Word { forms: asked, .. } => single(told, |index, _| forms[index].iter().any(|form| asked.contains(form))),
            Self::Beginning(beginning) => single(told, |_, word| {
                let bare = forms::without_article(&word.plain);
                word.plain.starts_with(beginning) || (word.is_arabic() && bare.starts_with(beginning))
            }),
            Self::Phrase(phrase) => told
                .windows(phrase.len())
                .enumerate()
                .filter(|(_, window)| window.iter().zip(phrase).all(|(word, asked)| word.plain == *asked))
                .map(|(index, _)| index..index + phrase.len())
                .collect(),
        }
    }
}

fn single(told: &[Word], is_it: impl Fn(usize, &Word) -> bool) -> Vec<Range<usize>> {
    told.iter()
        .enumerate()
        .filter(|(index, word)| is_it(*index, word))
        .map(|(index, _)| index..index + 1)
        .collect()
}

/// The next part, and what is left after it.
fn next_part(text: &str) -> (Option<Part>, &str) {
    let closing = |letter: char| matches!(letter, '"' | '“' | '”' | '„' | '«' | '»');
    if let Some(first) = text.chars().next().filter(|letter| closing(*letter)) {
        let inside = &text[first.len_utf8()..];
        return match inside.find(closing) {
            Some(end) => {
                let quote = inside[end..].chars().next().map_or(1, char::len_utf8);
                (phrase(&inside[..end]), &inside[end + quote..])
            }
            // A quotation mark that is not closed means nothing.
            None => (None, inside),
        };
    }
    let end = text
        .find(|letter: char| letter.is_whitespace() || closing(letter) || separates(letter))
        .unwrap_or(text.len());
    let (chunk, mut left) = text.split_at(end);
    if chunk.is_empty() {
        left = left.chars().next().map_or("", |letter| &left[letter.len_utf8()..]);
        return (None, left);
    }
    let found = match chunk.strip_suffix('*') {
        Some(beginning) => match words(beginning).as_slice() {
            [one] => Some(Part::Beginning(one.plain.clone())),
            _ => phrase(beginning),
        },
        None => phrase(chunk),
    };
    (found, left)
}

/// Punctuation after which another part begins; what joins two words ("103-13", "peut-être") makes a phrase of them.
const fn separates(letter: char) -> bool {
    matches!(letter, ',' | ';' | ':' | '!' | '?' | '(' | ')' | '،' | '؛' | '؟' | '…')
}

/// The words of a text as one part: beside each other, if there are several.
fn phrase(text: &str) -> Option<Part> {
    let words = words(text);
    match words.len() {
        0 => None,
        1 => {
            let forms = forms::of_question(&words).pop()?;
            let is_frequent = FREQUENT.contains(&words[0].plain.as_str());
            Some(Part::Word { forms, is_frequent })
        }
        _ => Some(Part::Phrase(words.into_iter().map(|word| word.plain).take(PARTS).collect())),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn shape(typed: &str) -> String {
        let say = |part: &Part| match part {
            Part::Word { forms, is_frequent } => format!("{}{}", forms[0].1, if *is_frequent { "~" } else { "" }),
            Part::Phrase(words) => format!("[{}]", words.join(" ")),
            Part::Beginning(beginning) => format!("{beginning}*"),
        };
        let question = Question::parse(typed);
        let wanted = question.wanted.iter().map(say);
        let unwanted = question.unwanted.iter().map(|part| format!("-{}", say(part)));
        wanted.chain(unwanted).collect::<Vec<_>>().join(" ")
    }

    #[test]
    fn words_phrases_beginnings_and_exclusions() {
        assert_eq!(shape("plainte police"), "plainte police");
        assert_eq!(shape("\"groupe de parole\" -prison"), "[groupe de parole] -prison");
        assert_eq!(shape("« groupe de parole »"), "[groupe de parole]");
        assert_eq!(shape("béné* 103-13"), "bene* [103 13]");
        assert_eq!(shape("-\"de la honte\""), "-[de la honte]");
        assert_eq!(shape("العنف، الأمان"), "العنف الامان");
    }

    #[test]
    fn frequent_words_need_not_be_there_unless_they_are_all() {
        assert_eq!(shape("la garde des enfants"), "la~ garde des~ enfants");
        assert_eq!(shape("de la"), "de la");
    }

    #[test]
    fn whatever_is_typed_is_a_question() {
        for (typed, meant) in [
            ("", ""),
            ("\"", ""),
            ("\"ouverte", "ouverte"),
            ("* - -- \"\" +", ""),
            ("x\"y", "x y"),
            ("\u{202e}mot\u{0}", "mot"),
            ("AND OR NOT", "and~ or~ not"),
            ("titre:(x OR y)^2~", "titre x or~ y 2"),
            ("mot mot", "mot"),
        ] {
            assert_eq!(shape(typed), meant, "{typed}");
        }
        assert!(Question::parse(&"mot ".repeat(5_000)).wanted.len() == 1);
        let many: Vec<String> = (0..5_000).map(|n| format!("w{n}")).collect();
        assert!(Question::parse(&many.join(" ")).wanted.len() == PARTS);
        assert!(Question::parse(&"ا".repeat(10_000)).wanted.len() == 1);
    }
}
