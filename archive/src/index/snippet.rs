//! A passage of a text with what was found in it marked, as plain data: the page decides how a mark looks.

use super::forms::{Form, Memo};
use super::question::{Part, Question};
use super::words::{Word, words};
use method::language::Language;
use std::ops::Range;

/// How many words a passage has, at most.
const WORDS: usize = 36;
/// How many of them stand before the first mark.
const BEFORE: usize = 8;

/// A piece of a passage.
#[derive(Clone, PartialEq, Eq)]
pub enum Piece {
    /// As it is.
    Plain(String),
    /// What was found.
    Hit(String),
}

impl Piece {
    /// Its letters.
    pub fn text(&self) -> &str {
        match self {
            Self::Plain(text) | Self::Hit(text) => text,
        }
    }
}

/// Looks for a question in texts. What a word is to the question is worked out once, however often it stands in them.
pub(crate) struct Marker<'q> {
    question: &'q Question,
    /// The parts of the question that are looked for, by their number.
    wanted: Vec<usize>,
    /// Which of those parts a word is; phrases and beginnings left out.
    known: Memo<Vec<usize>>,
}

impl<'q> Marker<'q> {
    pub(crate) fn new(question: &'q Question) -> Self {
        Self {
            wanted: question.wanted(),
            question,
            known: Memo::default(),
        }
    }

    /// Marks a text of a language.
    pub(crate) fn mark<'a>(&mut self, text: &'a str, language: Language) -> Marked<'a> {
        let words = words(text);
        let is_it = |number: &usize, forms: &[Form]| match &self.question.parts[*number] {
            Part::Word(asked) => asked.is_one_of(forms),
            Part::Phrase(_) | Part::Beginning(_) => false,
        };
        let parts_of = |forms: Vec<Form>| self.wanted.iter().copied().filter(|number| is_it(number, &forms)).collect();
        let each = self.known.of_text(&words, language, parts_of);
        let (mut places, mut found) = (Vec::new(), Vec::new());
        for number in &self.wanted {
            let part = &self.question.parts[*number];
            let here: Vec<Range<usize>> = match part {
                Part::Word(_) => {
                    let at = each.iter().enumerate().filter(|(_, parts)| parts.contains(number));
                    at.map(|(index, _)| index..index + 1).collect()
                }
                part => part.places(&words, &[]),
            };
            if !here.is_empty() {
                found.push(*number);
            }
            // A frequent word is marked nowhere: it would be everywhere.
            if !part.is_frequent() {
                places.extend(here);
            }
        }
        Marked::new(text, words, places, found)
    }
}

/// A text of a story with the places at which a question was found.
pub(crate) struct Marked<'a> {
    text: &'a str,
    words: Vec<Word>,
    /// Numbers of words, apart and in order.
    places: Vec<Range<usize>>,
    /// Which parts of the question stand here, by their number.
    pub(crate) found: Vec<usize>,
}

impl<'a> Marked<'a> {
    /// With places in any order, that may overlap.
    fn new(text: &'a str, words: Vec<Word>, mut places: Vec<Range<usize>>, found: Vec<usize>) -> Self {
        places.sort_unstable_by_key(|place| (place.start, place.end));
        let places = places.into_iter().fold(Vec::<Range<usize>>::new(), |mut apart, place| {
            match apart.last_mut() {
                Some(last) if place.start < last.end => last.end = last.end.max(place.end),
                _ => apart.push(place),
            }
            apart
        });
        Self {
            text,
            words,
            places,
            found,
        }
    }

    /// Whether something is marked.
    pub(crate) const fn has_hits(&self) -> bool {
        !self.places.is_empty()
    }

    /// The first place, in bytes of the text.
    pub(crate) fn first(&self) -> Option<Range<usize>> {
        let place = self.places.first()?;
        Some(self.words[place.start].range.start..self.words[place.end - 1].range.end)
    }

    /// The whole text in pieces.
    pub(crate) fn whole(&self) -> Vec<Piece> {
        self.pieces(0..self.text.len())
    }

    /// The passage with the most marks, or the beginning.
    pub(crate) fn passage(&self) -> Vec<Piece> {
        let first = self.densest().saturating_sub(BEFORE);
        let last = (first + WORDS).min(self.words.len());
        let start = if first == 0 { 0 } else { self.words[first].range.start };
        let end = if last == self.words.len() {
            self.text.len()
        } else {
            self.words[last - 1].range.end
        };
        let mut pieces = self.pieces(start..end);
        if start > 0 {
            pieces.insert(0, Piece::Plain("… ".to_owned()));
        }
        if end < self.text.len() {
            pieces.push(Piece::Plain(" …".to_owned()));
        }
        joined(pieces)
    }

    /// The word at which a passage would hold the most marks; the first of those.
    fn densest(&self) -> usize {
        let held = |place: &Range<usize>| {
            let end = place.start + WORDS - BEFORE;
            self.places
                .iter()
                .filter(|other| other.start >= place.start && other.end <= end)
                .count()
        };
        let best = self.places.iter().map(|place| (held(place), place.start));
        best.max_by_key(|(count, start)| (*count, std::cmp::Reverse(*start)))
            .map_or(0, |(_, start)| start)
    }

    /// The pieces of a range of the text.
    fn pieces(&self, range: Range<usize>) -> Vec<Piece> {
        let (mut pieces, mut at) = (Vec::new(), range.start);
        for place in &self.places {
            let (start, end) = (self.words[place.start].range.start, self.words[place.end - 1].range.end);
            if start < at || end > range.end {
                continue;
            }
            pieces.push(Piece::Plain(in_one_line(&self.text[at..start])));
            pieces.push(Piece::Hit(in_one_line(&self.text[start..end])));
            at = end;
        }
        pieces.push(Piece::Plain(in_one_line(&self.text[at..range.end])));
        joined(pieces)
    }
}

/// A text whose line ends and runs of white space are one space each. What turns a line's direction is left out: it would turn
/// the page around it.
fn in_one_line(text: &str) -> String {
    let mut all = String::with_capacity(text.len());
    for letter in text.chars() {
        if letter.is_whitespace() {
            if !all.ends_with(' ') {
                all.push(' ');
            }
        } else if !letter.is_control() && !matches!(letter, '\u{202A}'..='\u{202E}' | '\u{2066}'..='\u{2069}') {
            all.push(letter);
        }
    }
    all
}

/// Plain pieces beside each other as one; empty ones gone.
fn joined(pieces: Vec<Piece>) -> Vec<Piece> {
    let mut all: Vec<Piece> = Vec::with_capacity(pieces.len());
    for piece in pieces.into_iter().filter(|piece| !piece.text().is_empty()) {
        match (all.last_mut(), piece) {
            (Some(Piece::Plain(before)), Piece::Plain(text)) => before.push_str(&text),
            (_, piece) => all.push(piece),
        }
    }
    all
}

#[cfg(test)]
mod tests {
    use super::*;

    fn marked(text: &str, language: Language, typed: &str) -> String {
        let question = Question::parse(typed);
        let passage = Marker::new(&question).mark(text, language).passage();
        passage.iter().fold(String::new(), |all, piece| match piece {
            Piece::Plain(text) => all + text,
            Piece::Hit(text) => all + "[" + text + "]",
        })
    }

    #[test]
    fn what_was_found_is_marked_in_its_own_spelling() {
        assert_eq!(
            marked("La sécurité, l’HÔPITAL.", Language::French, "securite hopitaux"),
            "La [sécurité], l’[HÔPITAL]."
        );
        assert_eq!(marked("حَقُّ الأَمَانِ لنا", Language::Arabic, "امان"), "حَقُّ [الأَمَانِ] لنا");
        assert_eq!(
            marked("Stories of a story", Language::English, "story"),
            "[Stories] of a [story]"
        );
    }

    #[test]
    fn a_phrase_is_one_mark_and_frequent_words_are_none() {
        let text = "Le groupe de\nparole et le groupe";
        assert_eq!(
            marked(text, Language::French, "\"groupe de parole\" le"),
            "Le [groupe de parole] et le groupe"
        );
    }

    #[test]
    fn a_long_text_is_cut_around_its_marks() {
        let text = format!("{} guichet fermé, le guichet {}", "mot ".repeat(100), "fin ".repeat(100));
        let passage = marked(&text, Language::French, "guichet");
        assert!(passage.starts_with("… mot") && passage.ends_with("fin …"), "{passage}");
        assert!(passage.contains("[guichet] fermé, le [guichet]"), "{passage}");
        assert!(passage.split(' ').count() < WORDS + 4, "{passage}");
    }

    #[test]
    fn nothing_found_shows_the_beginning() {
        assert_eq!(marked("Le début.", Language::French, "autre"), "Le début.");
        assert_eq!(marked("", Language::French, "autre"), "");
        assert_eq!(marked("a\u{202e}b", Language::French, "ab"), "[ab]");
    }
}
