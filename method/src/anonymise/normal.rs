//! One form for all spellings of a name: without case, accents, vowel marks, joining strokes; alef, ya and ta marbuta as one
//! each; without the article. And the readings of an Arabic word that may begin with a preposition written to it.

use crate::letters::plain;
use unicode_normalization::UnicodeNormalization;

/// The fewest letters that a word keeps when a prefix is taken from it: ب in بدر is no preposition.
const FEWEST_LETTERS: usize = 3;

/// What may be written to the front of an Arabic word: and, so, with, for.
const PREFIXES: [&str; 8] = ["و", "ف", "ب", "ل", "وب", "ول", "فب", "فل"];

/// The form in which two spellings of a name are the same.
pub fn normal_form(surface: &str) -> String {
    without_articles(folded(surface).into_iter().map(|(letter, _)| letter))
}

/// A way of reading a surface form as a name.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Reading {
    /// How many letters of the surface stand before the name, in Unicode scalar values.
    pub(super) before: usize,
    /// The name's normal form.
    pub(super) normal: String,
}

/// The ways of reading a surface form, the plain one first.
pub(super) fn readings(surface: &str) -> Vec<Reading> {
    let letters = folded(surface);
    let from = |skip: usize| letters[skip..].iter().map(|(letter, _)| *letter);
    let mut readings = vec![Reading {
        before: 0,
        normal: without_articles(from(0)),
    }];
    for prefix in PREFIXES {
        let skip = prefix.chars().count();
        let is_there = from(0).take(skip).eq(prefix.chars());
        if !is_there || first_word(from(skip)) < FEWEST_LETTERS {
            continue;
        }
        let before = letters[skip].1;
        let normal = without_articles(from(skip));
        // للمحكمة is ل and المحكمة: the article has lost its alef.
        if prefix.ends_with('ل') && letters[skip].0 == 'ل' && first_word(from(skip + 1)) >= FEWEST_LETTERS {
            let normal = without_articles(from(skip + 1));
            readings.push(Reading { before, normal });
        }
        readings.push(Reading { before, normal });
    }
    readings
}

/// The words of a text with where they stand, in Unicode scalar values. Signs part words, vowel marks do not.
pub(super) fn words(text: &str) -> impl Iterator<Item = (usize, usize, String)> + '_ {
    let mut letters = text.chars().enumerate().peekable();
    std::iter::from_fn(move || {
        while letters.next_if(|(_, letter)| !is_of_word(*letter)).is_some() {}
        let start = letters.peek()?.0;
        let mut word = String::new();
        while let Some((_, letter)) = letters.next_if(|(_, letter)| is_of_word(*letter)) {
            word.push(letter);
        }
        let end = start + word.chars().count();
        Some((start, end, word))
    })
}

fn is_of_word(letter: char) -> bool {
    letter.is_alphanumeric() || plain(letter).is_none()
}

/// The letters that count, each with the place of its letter in the surface. Whatever parts words is one space.
fn folded(surface: &str) -> Vec<(char, usize)> {
    let mut letters: Vec<(char, usize)> = Vec::new();
    for (place, letter) in surface.chars().enumerate() {
        // What every step below leaves as it is, but for its case.
        if letter.is_ascii_alphanumeric() {
            letters.push((letter.to_ascii_lowercase(), place));
            continue;
        }
        if !is_of_word(letter) {
            if letters.last().is_some_and(|(last, _)| *last != ' ') {
                letters.push((' ', place));
            }
            continue;
        }
        let parts = std::iter::once(letter).nfkd().filter(|part| is_of_word(*part));
        letters.extend(
            parts
                .flat_map(char::to_lowercase)
                .filter_map(|part| Some((one_of(part)?, place))),
        );
    }
    if letters.last().is_some_and(|(last, _)| *last == ' ') {
        letters.pop();
    }
    letters
}

/// One letter for those that are written for each other, in Latin names too; none for what does not count.
fn one_of(letter: char) -> Option<char> {
    match plain(letter)? {
        'œ' => Some('e'),
        'ı' => Some('i'),
        other => Some(other),
    }
}

/// Leaves out the article of each word that is long enough without it.
fn without_articles(letters: impl Iterator<Item = char>) -> String {
    let whole: String = letters.collect();
    let words = whole.split(' ').map(|word| match word.strip_prefix("ال") {
        Some(bare) if bare.chars().count() >= FEWEST_LETTERS => bare,
        _ => word,
    });
    words.collect::<Vec<_>>().join(" ")
}

fn first_word(letters: impl Iterator<Item = char>) -> usize {
    letters.take_while(|letter| *letter != ' ').count()
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn same(one: &str, other: &str) {
        assert_eq!(normal_form(one), normal_form(other), "{one} {other}");
    }

    proptest! {
        /// Plain Latin letters are put down at once.
        #[test]
        fn plain_letters_come_out_as_by_the_long_way(text in "[A-Za-z0-9]{1,12}") {
            let long_way: String = text
                .chars()
                .flat_map(|letter| std::iter::once(letter).nfkd().flat_map(char::to_lowercase).filter_map(one_of))
                .collect();
            prop_assert_eq!(normal_form(&text), long_way);
        }
    }

    #[test]
    fn spellings_of_a_latin_name_are_one() {
        same("Aïcha", "AICHA");
        same("Fatima-Zahra", " fatima  zahra ");
        same("He\u{301}le\u{300}ne", "Hélène");
        assert_ne!(normal_form("Amina"), normal_form("Amine"));
    }

    #[test]
    fn spellings_of_an_arabic_name_are_one() {
        same("أمينة", "امينه");
        same("أَمِينَة", "أمينـــة");
        same("أمي\u{200C}نة", "أمينة");
        same("زگورة", "زڭورة");
        same("ليلى", "ليلي");
        same("إيمان", "ايمان");
        same("الحسين", "حسين");
        same("فاطمة الزهراء", "فاطمه الزهراء");
        same("عبد الله", "عبد الله");
        assert_ne!(normal_form("أمينة"), normal_form("أمين"));
        assert!(normal_form("عبد الله").ends_with("الله"));
    }

    #[test]
    fn a_preposition_may_be_written_to_a_name() {
        let reads = |surface: &str, name: &str| {
            let name = normal_form(name);
            readings(surface)
                .into_iter()
                .find(|reading| reading.normal == name)
                .map(|reading| reading.before)
        };
        assert_eq!(reads("بأمينة", "أمينة"), Some(1));
        assert_eq!(reads("وَلِأمينة", "أمينة"), Some(4));
        assert_eq!(reads("فأمينة", "أمينة"), Some(1));
        assert_eq!(reads("للمحكمة", "المحكمة"), Some(1));
        assert_eq!(reads("بالدار البيضاء", "الدار البيضاء"), Some(1));
        assert_eq!(reads("بدر", "در"), None);
    }

    #[test]
    fn words_stand_where_they_were() {
        let text = "d'Amina، أَمينة!";
        let found: Vec<_> = words(text).collect();
        let expected = [(0, 1, "d"), (2, 7, "Amina"), (9, 15, "أَمينة")];
        assert_eq!(found, expected.map(|(start, end, word)| (start, end, word.to_owned())));
    }

    proptest! {
        #[test]
        fn vowel_marks_and_strokes_change_nothing(surface in "[abé أمينةال-]{0,15}") {
            let marked: String = surface.chars().flat_map(|letter| match letter {
                ' ' | '-' => vec![letter],
                _ => vec![letter, '\u{064E}', '\u{0640}'],
            }).collect();
            prop_assert_eq!(normal_form(&marked), normal_form(&surface));
        }

        #[test]
        fn any_surface_has_readings_that_lie_in_it(surface in ".{0,20}") {
            let normal = normal_form(&surface);
            prop_assert_eq!(normal.trim(), normal.as_str());
            let letters = surface.chars().count();
            for reading in readings(&surface) {
                prop_assert!(reading.before == 0 || reading.before < letters);
            }
        }
    }
}
