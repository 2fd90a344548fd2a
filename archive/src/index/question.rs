//! What somebody typed: words that must all be there, "phrases", beginnings* and -exclusions, joined by AND, OR, NOT and
//! brackets. Whatever else is typed is words: nothing is ever an error. The same question is asked of the index, of a label, and
//! of a text to mark.

mod grammar;
mod parts;

use super::forms::{self, Form};
use super::words::Word;
use std::ops::Range;

/// The most parts of a question that are looked at.
const PARTS: usize = 40;

/// One part of a question.
#[derive(Clone, PartialEq, Eq)]
pub(crate) enum Part {
    /// A word.
    Word(Asked),
    /// Words beside each other, folded.
    Phrase(Vec<String>),
    /// The beginning of a word, folded, and the same without article.
    Beginning(String),
}

/// A word that is asked for.
#[derive(Clone, PartialEq, Eq)]
pub(crate) struct Asked {
    /// The forms under which it is found.
    pub(crate) forms: Vec<Form>,
    /// Its sounds in Arabic letters: asked for as well, unless the word is a French or English one in what she may read.
    pub(crate) across: Vec<Form>,
    /// Whether it is so frequent that it need not be there.
    pub(crate) is_frequent: bool,
}

impl Asked {
    /// Whether it is a word that stands under some forms.
    pub(crate) fn is_one_of(&self, forms: &[Form]) -> bool {
        forms.iter().any(|form| self.forms.contains(form))
    }
}

/// How the parts of a question are joined.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Join {
    /// The part of this number.
    Part(usize),
    /// All of these.
    All(Vec<Join>),
    /// Any of these.
    Any(Vec<Join>),
    /// Not this.
    Not(Box<Join>),
}

/// A question.
#[derive(Clone, PartialEq, Eq)]
pub(crate) struct Question {
    /// Its parts, each once.
    pub(crate) parts: Vec<Part>,
    /// How they are joined.
    pub(crate) join: Join,
}

impl Default for Question {
    fn default() -> Self {
        Self {
            parts: Vec::new(),
            join: Join::All(Vec::new()),
        }
    }
}

impl Question {
    /// Reads what was typed.
    pub(crate) fn parse(typed: &str) -> Self {
        let (parts, join) = grammar::read(parts::tokens(typed));
        let mut question = Self { parts, join };
        question.relax();
        question
    }

    /// The numbers of the parts that are looked for, and not those that must not be there.
    pub(crate) fn wanted(&self) -> Vec<usize> {
        fn gather(join: &Join, all: &mut Vec<usize>) {
            match join {
                Join::Part(number) if !all.contains(number) => all.push(*number),
                Join::Part(_) | Join::Not(_) => {}
                Join::All(joined) | Join::Any(joined) => joined.iter().for_each(|join| gather(join, all)),
            }
        }
        let mut all = Vec::new();
        gather(&self.join, &mut all);
        all
    }

    /// If there is nothing but frequent words, they are what was asked for.
    fn relax(&mut self) {
        let wanted = self.wanted();
        if wanted.iter().all(|number| self.parts[*number].is_frequent()) {
            for number in wanted {
                if let Part::Word(word) = &mut self.parts[number] {
                    word.is_frequent = false;
                }
            }
        }
    }
}

impl Part {
    /// Whether this is a word so frequent that it need not be there.
    pub(crate) fn is_frequent(&self) -> bool {
        matches!(self, Self::Word(word) if word.is_frequent)
    }

    /// Whether the part stands in the words of a name, whose forms are given; by its sound in Arabic letters too.
    pub(crate) fn names(&self, told: &[Word], forms: &[Vec<Form>]) -> bool {
        let sounds = |word: &Asked| forms.iter().flatten().any(|form| word.across.contains(form));
        !self.places(told, forms).is_empty() || matches!(self, Self::Word(word) if sounds(word))
    }

    /// Which words it stands at, as ranges of their numbers.
    pub(crate) fn places(&self, told: &[Word], forms: &[Vec<Form>]) -> Vec<Range<usize>> {
        match self {
            Self::Word(asked) => single(told, |index, _| asked.is_one_of(&forms[index])),
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

#[cfg(test)]
mod tests;
