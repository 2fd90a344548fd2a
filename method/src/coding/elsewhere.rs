//! Where letters of a text of another program stand in a story: by their words, and where those stand more than once, by what
//! stands beside them in both.

use super::passage::{MOST_CANDIDATES, Passage, byte, locate, locate_run_together};
use crate::id::LayerId;
use crate::letters::is_unseen;
use crate::story::TextPart;
use std::ops::Range;

/// So many letters, space not counted, say that two places are the same.
const BESIDE: usize = 12;

/// Every place of words in the parts of a story, with the text of its part. Spaces and line breaks may differ; where the words stand
/// nowhere, space inside of words may too: there are programs that part words where a text's look changes.
pub fn places<'a>(layer: LayerId, parts: &[(TextPart, &'a str)], words: &str) -> Vec<(Passage, &'a str)> {
    let look = |locate: fn(LayerId, TextPart, &str, &str) -> Vec<Passage>| {
        let found = parts
            .iter()
            .flat_map(|(part, text)| locate(layer, *part, text, words).into_iter().map(move |place| (place, *text)));
        found.collect::<Vec<_>>()
    };
    let found = look(locate);
    if found.is_empty() { look(locate_run_together) } else { found }
}

/// The one place that is meant by `letters` of the text `told`, if only one of these agrees with it: on at least one side so many
/// letters are the same, or both texts end; on neither do they differ before that.
pub fn meant<'a>(places: &[(Passage, &'a str)], told: &[char], letters: &Range<usize>) -> Option<Passage> {
    let (before, after) = (told.get(..letters.start)?, told.get(letters.end..)?);
    if places.len() >= MOST_CANDIDATES {
        return None;
    }
    let is_same = |(place, text): &&(Passage, &'a str)| {
        let (Some(start), Some(end)) = (byte(text, place.start()), byte(text, place.end())) else {
            return false;
        };
        let left = beside(before.iter().rev().copied(), text[..start].chars().rev());
        let right = beside(after.iter().copied(), text[end..].chars());
        left != Beside::Other && right != Beside::Other && (left == Beside::Same || right == Beside::Same)
    };
    let mut same = places.iter().filter(is_same);
    same.next().filter(|_| same.next().is_none()).map(|(place, _)| *place)
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Beside {
    Same,
    /// One text ends before it can be told.
    Open,
    Other,
}

/// What two texts say of each other from one point on.
fn beside(told: impl Iterator<Item = char>, text: impl Iterator<Item = char>) -> Beside {
    let is_shown = |letter: &char| !letter.is_whitespace() && !is_unseen(*letter);
    let (mut told, mut text) = (told.filter(is_shown), text.filter(is_shown));
    for _ in 0..BESIDE {
        match (told.next(), text.next()) {
            (Some(one), Some(other)) if one == other => {}
            (Some(_), Some(_)) => return Beside::Other,
            (None, None) => return Beside::Same,
            (None, Some(_)) | (Some(_), None) => return Beside::Open,
        }
    }
    Beside::Same
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;
    use uuid::Uuid;

    fn found(text: &str, words: &str) -> Vec<String> {
        let layer = LayerId::new(Uuid::nil());
        let places = places(layer, &[(TextPart::Description, text)], words);
        places
            .iter()
            .map(|(place, text)| place.cut(text).unwrap().to_owned())
            .collect()
    }

    /// Where the `nth` of these words in `told` stands in `text`.
    fn start(text: &str, told: &str, words: &str, nth: usize) -> Option<usize> {
        let layer = LayerId::new(Uuid::nil());
        let at = told.match_indices(words).nth(nth).unwrap().0;
        let at = told[..at].chars().count();
        let told: Vec<char> = told.chars().collect();
        let places = places(layer, &[(TextPart::Description, text)], words);
        meant(&places, &told, &(at..at + words.chars().count())).map(|place| place.start())
    }

    #[test]
    fn space_inside_of_words_does_not_count_where_nothing_else_fits() {
        assert_eq!(found("Elle a dit l’une, l’autre.", "l’ une , l’autre"), ["l’une, l’autre"]);
        assert_eq!(found("قالت لي ما تخافيش", "ما تخا فيش"), ["ما تخافيش"]);
        assert_eq!(found("mal aise, malaise", "malaise"), ["malaise"]);
        assert!(found("peur", "p e u x").is_empty() && found("peur", " \n").is_empty());
    }

    #[test]
    fn what_stands_beside_words_says_which_are_meant() {
        let text = "Elle m’a dit oui devant le caïd.\nنعم قالت لي. Puis elle m’a dit oui chez elle, نعم.";
        let told = format!("Entretien 4\r\n{}", text.replace('\n', "\r\n"));
        assert_eq!(start(text, &told, "oui", 0), Some(13));
        assert_eq!(start(text, &told, "oui", 1), Some(64));
        assert_eq!(start(text, &told, "نعم", 0), Some(33));
        assert_eq!(start(text, "Puis elle m’a dit oui", "oui", 0), Some(64));
        assert_eq!(
            start(text, "Elle a dit oui", "oui", 0),
            None,
            "neither has these words before it"
        );
        assert_eq!(start(text, "dit oui", "oui", 0), None, "both may be meant");
        assert_eq!(start("oui, oui", "oui, oui", "oui", 1), Some(5));
        assert_eq!(start("oui, oui", "il dit oui ou non", "oui", 0), None);
    }

    proptest! {
        #[test]
        fn in_its_own_text_a_passage_stays_or_is_in_doubt(words in prop::collection::vec("[abأ]{1,3}", 3..30), at in 0usize..30) {
            let text = words.join(" ");
            let at = at % words.len();
            let from: usize = words[..at].iter().map(|word| word.chars().count() + 1).sum();
            let told: Vec<char> = text.chars().collect();
            let places = places(LayerId::new(Uuid::nil()), &[(TextPart::Context, &text)], &words[at]);
            if let Some(place) = meant(&places, &told, &(from..from + words[at].chars().count())) {
                prop_assert_eq!(place.start(), from);
            }
        }
    }
}
