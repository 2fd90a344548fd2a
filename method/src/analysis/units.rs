//! The units on which coders are compared: sentences of a text. Coders rarely mark the same letters; whether they meant the
//! same sentence can be compared.

use std::ops::Range;
use unicode_segmentation::UnicodeSegmentation;

/// The sentences of a text that hold a letter or a digit, as ranges of Unicode scalar values (UAX #29). A line ends a sentence.
pub fn sentences(text: &str) -> Vec<Range<usize>> {
    let mut units = Vec::new();
    let mut start = 0;
    for line in text.split_inclusive('\n') {
        for sentence in line.split_sentence_bounds() {
            let end = start + sentence.chars().count();
            if sentence.chars().any(char::is_alphanumeric) {
                units.push(start..end);
            }
            start = end;
        }
    }
    units
}

/// Whether two ranges share a letter.
pub fn overlap(one: &Range<usize>, other: &Range<usize>) -> bool {
    one.start < other.end && other.start < one.end
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn cut(text: &str) -> Vec<String> {
        let letters: Vec<char> = text.chars().collect();
        sentences(text)
            .into_iter()
            .map(|unit| letters[unit].iter().collect::<String>().trim().to_owned())
            .collect()
    }

    #[test]
    fn sentences_of_either_direction() {
        assert_eq!(
            cut("Il m’a chassée. J’ai dormi dehors !\n\n— Oui"),
            ["Il m’a chassée.", "J’ai dormi dehors !", "— Oui"]
        );
        assert_eq!(
            cut("خفت بزاف. من بعد هضرت معاها؟ إيه"),
            ["خفت بزاف.", "من بعد هضرت معاها؟", "إيه"]
        );
        assert_eq!(cut(" … 🌱 \n"), Vec::<String>::new());
    }

    #[test]
    fn ranges_that_touch_do_not_overlap() {
        assert!(overlap(&(0..3), &(2..5)));
        assert!(!overlap(&(0..3), &(3..5)));
    }

    proptest! {
        #[test]
        fn each_stands_in_the_text_after_the_one_before(text in "[a-zé. \n؟ءابت🌱]{0,60}") {
            let letters = text.chars().count();
            let mut last = 0;
            for unit in sentences(&text) {
                prop_assert!(last <= unit.start && unit.start < unit.end && unit.end <= letters);
                last = unit.end;
            }
        }
    }
}
