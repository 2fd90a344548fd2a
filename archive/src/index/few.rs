//! A question asked of a few texts that stand in no index: words, phrases and operators mean what they mean to the index, sounds
//! and slips too. Nothing here is kept.

use super::forms::{self, Form, Shelf, without_article};
use super::question::{Part, Question};
use super::words::{Word, words};
use method::language::Language;
use method::misspelt;
use std::collections::BTreeSet;

/// A text, taken apart.
struct Text {
    language: Language,
    words: Vec<Word>,
    forms: Vec<Vec<Form>>,
}

/// Some texts.
pub(crate) struct Few(Vec<Text>);

impl Few {
    /// Takes texts apart, each in its language.
    pub(crate) fn new<'a>(texts: impl Iterator<Item = (&'a str, Language)>) -> Self {
        let texts = texts.map(|(text, language)| {
            let words = words(text);
            let forms = forms::of_text(&words, language);
            Text { language, words, forms }
        });
        Self(texts.collect())
    }

    /// The question with what else its words may mean, and the numbers of the texts of which it holds: those with most of its
    /// parts first, then those with most places.
    pub(crate) fn ask(&self, mut question: Question) -> (Question, Vec<usize>) {
        for number in question.wanted() {
            self.widen(&mut question.parts[number]);
        }
        let wanted = question.wanted();
        let mut found = Vec::new();
        for (at, text) in self.0.iter().enumerate() {
            let places: Vec<usize> = question.parts.iter().map(|part| text.places(part)).collect();
            if question.is_met(|number| places[number] > 0) {
                let standing = wanted.iter().filter(|number| places[**number] > 0).count();
                let all: usize = wanted.iter().map(|number| places[*number]).sum();
                found.push((std::cmp::Reverse((standing, all)), at));
            }
        }
        found.sort_unstable();
        (question, found.into_iter().map(|(_, at)| at).collect())
    }

    /// As `widen.rs` does for the index: by the sound in Arabic letters what is no French or English word here, and by its
    /// neighbours what stands nowhere.
    fn widen(&self, part: &mut Part) {
        let is_known = self.0.iter().any(|text| text.places(part) > 0);
        let Part::Word(word) = part else { return };
        if word.is_frequent {
            return;
        }
        let spelt: Vec<Form> = word.forms.iter().filter(|(shelf, _)| !shelf.is_heard()).cloned().collect();
        let is_foreign = |text: &&Text| matches!(text.language, Language::French | Language::English);
        let mut foreign = self.0.iter().filter(is_foreign);
        if !foreign.any(|text| text.forms.iter().flatten().any(|form| spelt.contains(form))) {
            word.forms.extend(word.across.iter().cloned());
        }
        let is_marked = word.across.is_empty() && word.forms.iter().any(|(shelf, _)| *shelf == Shelf::HeardArabic);
        if let Some((_, plain)) = spelt.first().filter(|_| !is_known && !is_marked) {
            word.forms.extend(self.neighbours(plain));
        }
    }

    /// The words that a word may be misspelt for, of those with the fewest slips.
    fn neighbours(&self, word: &str) -> BTreeSet<Form> {
        let is_arabic = word.chars().next().is_some_and(super::words::is_arabic);
        let (place, asked) = if is_arabic {
            (Shelf::Arabic, without_article(word))
        } else {
            (Shelf::Plain, word)
        };
        let (mut nearest, mut found) = (misspelt::slips_allowed(asked), BTreeSet::new());
        let told = self.0.iter().flat_map(|text| text.forms.iter().flatten());
        for (_, form) in told.filter(|(other, form)| *other == place && form.chars().next() == asked.chars().next()) {
            let Some(slips @ 1..) = misspelt::slips(asked, form, nearest) else {
                continue;
            };
            if slips < nearest {
                (nearest, found) = (slips, BTreeSet::new());
            }
            found.insert((place, form.clone()));
        }
        found
    }
}

impl Text {
    fn places(&self, part: &Part) -> usize {
        part.places(&self.words, &self.forms).len()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn finds(typed: &str) -> Vec<usize> {
        let texts = [
            ("J’ai dit que je connais mes droits, mes droits à moi.", Language::French),
            ("عرفت الحقوق ديالي فالمدرسة", Language::Darija),
            ("Now I know my rights, and nobody threatened me.", Language::English),
            ("3reft l7o9o9 dyali", Language::DarijaLatin),
            ("Un droit, et l’école.", Language::French),
        ];
        Few::new(texts.into_iter()).ask(Question::parse(typed)).1
    }

    #[test]
    fn a_question_means_what_it_means_to_the_index() {
        assert_eq!(finds("droit"), [0, 4]);
        assert_eq!(finds("ecole droits"), [4]);
        assert_eq!(finds("droit -école"), [0]);
        assert_eq!(finds("\"mes droits\""), [0]);
        assert_eq!(finds("conn*"), [0]);
        assert_eq!(finds("threatening OR école"), [2, 4]);
        assert_eq!(finds("-droit"), [1, 2, 3]);
        assert_eq!(finds("la droit de"), [0, 4], "frequent words need not be there");
        assert_eq!(finds("prison"), [0; 0]);
        assert_eq!(finds(""), [0, 1, 2, 3, 4]);
    }

    #[test]
    fn sounds_and_slips_are_followed_here_too() {
        assert_eq!(finds("مدرسه"), [1]);
        assert_eq!(finds("l7o9o9"), [1, 3]);
        assert_eq!(finds("driots"), [0]);
        assert_eq!(finds("\"driots mes\""), [0; 0]);
    }
}
