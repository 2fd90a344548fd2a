//! A passage: where words stand in one version of a story. Offsets count Unicode scalar values in logical order, so they mean
//! the same in text of either direction.

use crate::difference::{ChangeKind, difference};
use crate::id::LayerId;
use crate::letters::is_unseen;
use crate::story::TextPart;
use serde::{Deserialize, Serialize};
use std::ops::Range;
use thiserror::Error;

/// The most places that [`locate`] names.
pub const MOST_CANDIDATES: usize = 20;

/// A range of one part of a layer: never empty.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(try_from = "Offsets")]
pub struct Passage {
    layer: LayerId,
    part: TextPart,
    start: usize,
    end: usize,
}

/// Why two offsets are no passage.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Error)]
pub enum NotAPassage {
    /// The end does not come after the start, or nothing but space lies between.
    #[error("a passage holds words")]
    Empty,
    /// The text is shorter.
    #[error("the text has {letters} letters")]
    BeyondEnd {
        /// How long it is, in Unicode scalar values.
        letters: usize,
    },
}

impl Passage {
    /// The letters `start..end` of `text`, which is the given part of the given layer.
    pub fn new(layer: LayerId, part: TextPart, text: &str, start: usize, end: usize) -> Result<Self, NotAPassage> {
        if start >= end {
            return Err(NotAPassage::Empty);
        }
        match cut(text, start, end) {
            Some(words) if words.trim().is_empty() => Err(NotAPassage::Empty),
            Some(_) => Ok(Self { layer, part, start, end }),
            None => Err(NotAPassage::BeyondEnd {
                letters: text.chars().count(),
            }),
        }
    }

    /// The version of the story whose words these are.
    pub fn layer(&self) -> LayerId {
        self.layer
    }

    /// The part of its text.
    pub fn part(&self) -> TextPart {
        self.part
    }

    /// The first letter.
    pub fn start(&self) -> usize {
        self.start
    }

    /// The letter after the last.
    pub fn end(&self) -> usize {
        self.end
    }

    /// Whether two passages share a letter of the same text.
    pub fn overlaps(&self, other: &Self) -> bool {
        (self.layer, self.part) == (other.layer, other.part) && self.start < other.end && other.start < self.end
    }

    /// The words themselves. None if `text` is too short, so that it cannot be the text of this passage.
    pub fn cut<'a>(&self, text: &'a str) -> Option<&'a str> {
        cut(text, self.start, self.end)
    }
}

/// A stored passage before its offsets were compared.
#[derive(Deserialize)]
struct Offsets {
    layer: LayerId,
    part: TextPart,
    start: usize,
    end: usize,
}

impl TryFrom<Offsets> for Passage {
    type Error = NotAPassage;

    fn try_from(stored: Offsets) -> Result<Self, NotAPassage> {
        let Offsets { layer, part, start, end } = stored;
        (start < end)
            .then_some(Self { layer, part, start, end })
            .ok_or(NotAPassage::Empty)
    }
}

/// The letters `start..end` of a text, in Unicode scalar values; none if they do not all exist.
pub(crate) fn cut(text: &str, start: usize, end: usize) -> Option<&str> {
    let rest = &text[byte(text, start)?..];
    rest.get(..byte(rest, end.checked_sub(start)?)?)
}

/// Where a letter begins, or the end of the text.
pub(super) fn byte(text: &str, letter: usize) -> Option<usize> {
    let ends = std::iter::once(text.len());
    text.char_indices().map(|(at, _)| at).chain(ends).nth(letter)
}

/// Where words that somebody typed or pasted stand in a text, first place first, at most [`MOST_CANDIDATES`]. Spaces and line
/// breaks may differ, and marks that nobody sees (direction, zero width) do not count.
pub fn locate(layer: LayerId, part: TextPart, text: &str, words: &str) -> Vec<Passage> {
    located(layer, part, text, words, visible)
}

/// The same, where space does not count at all.
pub(super) fn locate_run_together(layer: LayerId, part: TextPart, text: &str, words: &str) -> Vec<Passage> {
    located(layer, part, text, words, run_together)
}

/// A text as it is compared, and for each letter left its byte there and its place in the text as given.
type Compared = (String, Vec<(usize, usize)>);

fn located(layer: LayerId, part: TextPart, text: &str, words: &str, compared: fn(&str) -> Compared) -> Vec<Passage> {
    let (text, letters) = compared(text);
    let (words, _) = compared(words);
    let words = words.trim();
    let letter_at = |byte: usize| letters.partition_point(|(at, _)| *at < byte);
    occurrences(&text, words)
        .take(MOST_CANDIDATES)
        .filter_map(|from| {
            let (_, start) = letters.get(letter_at(from))?;
            let (_, last) = letters.get(letter_at(from + words.len()).checked_sub(1)?)?;
            Some(Passage {
                layer,
                part,
                start: *start,
                end: last + 1,
            })
        })
        .collect()
}

/// What became of a passage when its layer was revised.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Reanchored {
    /// Its words stand in the newer layer, and where is beyond doubt.
    Kept(Passage),
    /// Its words are gone, or stand there more than once and something beside it was edited: a person has to decide.
    Orphan(Passage),
}

/// Finds a passage again in a newer layer: the same words, letter by letter. Where they stand there more than once, it stays at
/// those that were its own, if neither they nor the words beside them were touched. In a part that was not touched every passage
/// stays where it is.
pub fn reanchor(passage: Passage, older: &str, layer: LayerId, newer: &str) -> Reanchored {
    let Some(words) = passage.cut(older) else {
        return Reanchored::Orphan(passage);
    };
    if older == newer {
        return Reanchored::Kept(Passage { layer, ..passage });
    }
    let mut places = occurrences(newer, words);
    let start = match (places.next(), places.next()) {
        (Some(at), None) => Some(newer[..at].chars().count()),
        (Some(_), Some(_)) => untouched(&(passage.start..passage.end), older, newer),
        (None, _) => None,
    };
    match start {
        Some(start) => Reanchored::Kept(Passage {
            layer,
            start,
            end: start + passage.end - passage.start,
            ..passage
        }),
        None => Reanchored::Orphan(passage),
    }
}

/// Where letters of an older text begin in a newer one, if both share them in one run with a word on either side, or with the end
/// of the texts there.
fn untouched(letters: &Range<usize>, older: &str, newer: &str) -> Option<usize> {
    let changes = difference(older, newer);
    let (mut in_older, mut in_newer) = (0, 0);
    for (place, change) in changes.iter().enumerate() {
        let length = change.text.chars().count();
        let is_within = in_older <= letters.start && letters.end <= in_older + length;
        if change.kind == ChangeKind::Same && is_within {
            let (from, to) = (letters.start - in_older, letters.end - in_older);
            let holds_word = |from, to| cut(&change.text, from, to).is_some_and(|text| text.contains(char::is_alphanumeric));
            let has_before = place == 0 || holds_word(0, from);
            let has_after = place + 1 == changes.len() || holds_word(to, length);
            return (has_before && has_after).then_some(in_newer + from);
        }
        if change.kind != ChangeKind::Added {
            in_older += length;
        }
        if change.kind != ChangeKind::Removed {
            in_newer += length;
        }
    }
    None
}

/// Every byte at which `words` begin, overlapping places too: "ana" stands twice in "anana".
fn occurrences<'a>(text: &'a str, words: &'a str) -> impl Iterator<Item = usize> + 'a {
    let mut from = if words.is_empty() { None } else { Some(0) };
    std::iter::from_fn(move || {
        let begin = from?;
        from = None;
        let at = begin + text[begin..].find(words)?;
        from = text[at..].chars().next().map(|first| at + first.len_utf8());
        Some(at)
    })
}

/// A text with each run of space as one space and without marks that nobody sees.
fn visible(text: &str) -> Compared {
    let mut shown = String::with_capacity(text.len());
    let mut letters = Vec::new();
    for (place, letter) in text.chars().enumerate().filter(|(_, letter)| !is_unseen(*letter)) {
        let letter = if letter.is_whitespace() { ' ' } else { letter };
        if letter != ' ' || !shown.ends_with(' ') {
            letters.push((shown.len(), place));
            shown.push(letter);
        }
    }
    (shown, letters)
}

/// A text without space and without marks that nobody sees.
fn run_together(text: &str) -> Compared {
    let mut shown = String::with_capacity(text.len());
    let mut letters = Vec::new();
    let is_shown = |letter: char| !is_unseen(letter) && !letter.is_whitespace();
    for (place, letter) in text.chars().enumerate().filter(|(_, letter)| is_shown(*letter)) {
        letters.push((shown.len(), place));
        shown.push(letter);
    }
    (shown, letters)
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;
    use uuid::Uuid;

    fn layer(n: u128) -> LayerId {
        LayerId::new(Uuid::from_u128(n))
    }

    fn passage(text: &str, start: usize, end: usize) -> Result<Passage, NotAPassage> {
        Passage::new(layer(1), TextPart::Description, text, start, end)
    }

    fn found<'a>(text: &'a str, words: &str) -> Vec<&'a str> {
        locate(layer(1), TextPart::Description, text, words)
            .iter()
            .map(|place| place.cut(text).unwrap())
            .collect()
    }

    #[test]
    fn offsets_count_letters_in_both_directions() {
        let mixed = "قالت: « je reste » ثم خرجت";
        assert_eq!(passage(mixed, 0, 4).unwrap().cut(mixed), Some("قالت"));
        assert_eq!(passage(mixed, 8, 16).unwrap().cut(mixed), Some("je reste"));
        assert_eq!(passage(mixed, 22, 26).unwrap().cut(mixed), Some("خرجت"));
    }

    #[test]
    fn offsets_that_hold_no_words_are_refused() {
        assert_eq!(passage("oui", 0, 4), Err(NotAPassage::BeyondEnd { letters: 3 }));
        assert_eq!(passage("oui", 2, 2), Err(NotAPassage::Empty));
        assert_eq!(passage("oui", 3, 1), Err(NotAPassage::Empty));
        assert_eq!(passage("a  b", 1, 3), Err(NotAPassage::Empty));
        assert_eq!(
            passage("oui", usize::MAX - 1, usize::MAX),
            Err(NotAPassage::BeyondEnd { letters: 3 })
        );
    }

    #[test]
    fn a_stored_passage_is_read_back_and_a_forged_one_refused() {
        let whole = passage("J'existe.", 2, 8).unwrap();
        let stored = serde_json::to_string(&whole).unwrap();
        assert_eq!(serde_json::from_str::<Passage>(&stored).unwrap(), whole);
        let forged = stored.replace("\"end\":8", "\"end\":1");
        assert!(serde_json::from_str::<Passage>(&forged).is_err());
    }

    #[test]
    fn typed_words_are_found_whatever_their_spaces() {
        let text = "Il m'a pris\n  mes papiers. Mes papiers !";
        assert_eq!(found(text, "  pris mes papiers"), ["pris\n  mes papiers"]);
        assert_eq!(
            found("أخذ   أوراقي\u{200F} كلها", "\u{200F}أوراقي كلها "),
            ["أوراقي\u{200F} كلها"]
        );
        assert_eq!(found("oui, oui", "oui"), ["oui", "oui"]);
        assert_eq!(found("anana", "ana"), ["ana", "ana"]);
        assert!(found(text, " \n").is_empty() && found(text, "argent").is_empty());
        assert_eq!(found(&"a".repeat(500), "a").len(), MOST_CANDIDATES);
    }

    #[test]
    fn a_passage_follows_its_words_into_a_newer_layer() {
        let (older, newer) = ("J'ai ma carte.", "Depuis juin, j'ai ma carte.");
        let Reanchored::Kept(moved) = reanchor(passage(older, 5, 13).unwrap(), older, layer(2), newer) else {
            panic!("orphaned");
        };
        assert_eq!((moved.cut(newer), moved.layer()), (Some("ma carte"), layer(2)));
        let (older, newer) = ("عندي بطاقة", "الآن عندي بطاقة جديدة");
        let Reanchored::Kept(moved) = reanchor(passage(older, 5, 10).unwrap(), older, layer(2), newer) else {
            panic!("orphaned");
        };
        assert_eq!(moved.cut(newer), Some("بطاقة"));
    }

    #[test]
    fn a_passage_whose_place_is_in_doubt_is_an_orphan() {
        let once = passage("oui, hier", 0, 3).unwrap();
        assert_eq!(reanchor(once, "oui, hier", layer(2), "non, hier"), Reanchored::Orphan(once));
        assert_eq!(reanchor(once, "oui, hier", layer(2), "oui et oui"), Reanchored::Orphan(once));
        assert_eq!(reanchor(once, "", layer(2), "oui"), Reanchored::Orphan(once));
        let second = passage("oui, oui", 5, 8).unwrap();
        let kept = reanchor(second, "oui, oui", layer(2), "oui, oui");
        assert_eq!(
            kept,
            Reanchored::Kept(Passage {
                layer: layer(2),
                ..second
            })
        );
    }

    /// Where words stand for the first time (0), the second (1) …
    fn nth(text: &str, words: &str, nth: usize) -> Passage {
        let at = occurrences(text, words).nth(nth).unwrap();
        let start = text[..at].chars().count();
        passage(text, start, start + words.chars().count()).unwrap()
    }

    #[test]
    fn words_that_stand_twice_stay_where_nothing_beside_them_was_edited() {
        for (older, newer, words) in [
            (
                "🌱 Elle dit oui, puis rien. Encore oui.",
                "🌱 Elle dit oui, puis presque rien. Encore oui.",
                "oui",
            ),
            ("قالت نعم ثم سكتت. ثم قالت نعم", "قالت نعم ثم سكتت قليلا. ثم قالت نعم", "نعم"),
        ] {
            for which in 0..2 {
                let kept = Reanchored::Kept(Passage {
                    layer: layer(2),
                    ..nth(newer, words, which)
                });
                assert_eq!(
                    reanchor(nth(older, words, which), older, layer(2), newer),
                    kept,
                    "{words} {which}"
                );
            }
        }
        let (older, newer) = ("Elle dit oui. Il dit oui.", "Elle dit oui. Il crie oui.");
        let second = nth(older, "oui", 1);
        let orphan = Reanchored::Orphan(second);
        assert_eq!(
            reanchor(second, older, layer(2), newer),
            orphan,
            "the word before it is another"
        );
    }

    proptest! {
        #[test]
        fn an_edit_elsewhere_leaves_a_passage_at_its_letters(
            words in prop::collection::vec("[abأ]{1,2}", 4..16),
            edited in 0usize..16,
            at in 0usize..16,
        ) {
            let (edited, at) = (edited % words.len(), at % words.len());
            prop_assume!(at + 1 < edited || at > edited);
            let mut longer = words.clone();
            longer.insert(edited, "zz".to_owned());
            let (older, newer) = (words.join(" "), longer.join(" "));
            let start: usize = words[..at].iter().map(|word| word.chars().count() + 1).sum();
            let whole = passage(&older, start, start + words[at].chars().count()).unwrap();
            let moved_by = if at > edited { 3 } else { 0 };
            let kept = Passage { layer: layer(2), start: whole.start + moved_by, end: whole.end + moved_by, ..whole };
            prop_assert_eq!(reanchor(whole, &older, layer(2), &newer), Reanchored::Kept(kept));
        }

        #[test]
        fn any_offsets_and_any_text_are_answered(text in ".{0,30}", start in 0usize..40, end in 0usize..40, other in ".{0,30}") {
            if let Ok(whole) = passage(&text, start, end) {
                let words: String = text.chars().skip(start).take(end - start).collect();
                prop_assert_eq!(whole.cut(&text), Some(words.as_str()));
                whole.cut(&other);
                reanchor(whole, &text, layer(2), &other);
            }
        }

        #[test]
        fn words_of_a_text_are_found_in_it(text in "[abأ \n\u{200F}]{1,30}", start in 0usize..30, length in 1usize..10) {
            if let Ok(whole) = passage(&text, start, start + length) {
                let words = whole.cut(&text).unwrap();
                let seen = words.chars().any(|letter| !is_unseen(letter) && !letter.is_whitespace());
                let places = locate(layer(1), TextPart::Description, &text, words);
                prop_assert_eq!(seen, !places.is_empty());
                let (words, _) = visible(words);
                for place in places {
                    let (again, _) = visible(place.cut(&text).unwrap());
                    prop_assert_eq!(again.as_str(), words.trim());
                }
            }
        }
    }
}
