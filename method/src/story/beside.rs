//! Two texts beside each other, paragraph by paragraph: what was told, and the same in another language (capability 16). A
//! paragraph is a line; blank lines of the first text are none.

use super::Telling;

/// A paragraph and what stands beside it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Row<'a> {
    /// The paragraph.
    pub told: &'a str,
    /// The same in the other language; empty while it is not translated.
    pub beside: &'a str,
}

/// The paragraphs of a text.
pub fn paragraphs(text: &str) -> impl Iterator<Item = &str> {
    text.split('\n').filter(|line| !line.trim().is_empty())
}

/// Where the paragraphs of a text stand, in scalars.
fn spans(text: &str) -> Vec<(usize, usize)> {
    let mut start = 0;
    let mut found = Vec::new();
    for line in text.split('\n') {
        let end = start + line.chars().count();
        if !line.trim().is_empty() {
            found.push((start, end));
        }
        start = end + 1;
    }
    found
}

/// Of two texts of as many paragraphs, where those of the other stand that are beside the ones which a range of the first touches. Ranges
/// count scalars, their end is exclusive. None if the range touches none, or the texts are not of as many.
pub fn beside(text: &str, other: &str, start: usize, end: usize) -> Option<(usize, usize)> {
    let (spans, others) = (spans(text), spans(other));
    if spans.len() != others.len() {
        return None;
    }
    let touched = spans.iter().zip(others).filter(|((from, to), _)| *from < end && start < *to);
    let mut touched = touched.map(|(_, other)| other);
    let first = touched.next()?;
    Some((first.0, touched.next_back().unwrap_or(first).1))
}

/// Title, context, description, significance.
const fn parts(telling: &Telling) -> [&String; 4] {
    [&telling.title, &telling.context, &telling.description, &telling.significance]
}

/// All paragraphs of a telling, the title first, each with its own in another: what lacks there is empty.
pub fn rows<'a>(told: &'a Telling, beside: &'a Telling) -> Vec<Row<'a>> {
    let part = |(told, beside): (&'a String, &'a String)| {
        let lines = beside.split('\n').chain(std::iter::repeat(""));
        paragraphs(told).zip(lines).map(|(told, beside)| Row { told, beside })
    };
    parts(told).into_iter().zip(parts(beside)).flat_map(part).collect()
}

/// What was written beside the paragraphs of a telling, as a telling of as many: a row's line ends become spaces, and what lacks
/// is an empty line.
pub fn of_rows(told: &Telling, written: &[String]) -> Telling {
    let one_line = |text: &String| text.split_whitespace().collect::<Vec<_>>().join(" ");
    let mut written = written.iter().map(one_line);
    let mut part = |told: &String| {
        let lines: Vec<String> = paragraphs(told).map(|_| written.next().unwrap_or_default()).collect();
        lines.join("\n")
    };
    Telling {
        title: part(&told.title),
        context: part(&told.context),
        description: part(&told.description),
        significance: part(&told.significance),
    }
}

/// Whether every paragraph of a telling has its own beside it, and there is nothing more.
pub fn is_aligned(told: &Telling, beside: &Telling) -> bool {
    let pairs = parts(told).into_iter().zip(parts(beside));
    pairs
        .into_iter()
        .all(|(told, beside)| paragraphs(told).count() == paragraphs(beside).count())
        && rows(told, beside).iter().all(|row| !row.beside.trim().is_empty())
}

/// What was written beside an older text, beside a newer one: a paragraph that reads as before keeps its translation.
pub fn carried(older: &Telling, beside: &Telling, newer: &Telling) -> Telling {
    let known = rows(older, beside);
    let kept = rows(newer, newer).into_iter().map(|row| {
        let before = known.iter().find(|known| known.told == row.told);
        before.map_or_else(String::new, |known| known.beside.to_owned())
    });
    of_rows(newer, &kept.collect::<Vec<_>>())
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn telling(title: &str, context: &str, description: &str, significance: &str) -> Telling {
        Telling {
            title: title.into(),
            context: context.into(),
            description: description.into(),
            significance: significance.into(),
        }
    }

    fn told() -> Telling {
        telling("Le puits", "Avant.", "Un.\n\nDeux.\n", "Trois.")
    }

    #[test]
    fn each_paragraph_stands_beside_its_own() {
        let written: Vec<String> = ["The well", "Before.", "One,\nand more.", "Two.", "Three."]
            .map(str::to_owned)
            .into();
        let beside = of_rows(&told(), &written);
        assert_eq!(beside, telling("The well", "Before.", "One, and more.\nTwo.", "Three."));
        assert!(is_aligned(&told(), &beside));
        let told = told();
        let pairs: Vec<_> = rows(&told, &beside).into_iter().map(|row| (row.told, row.beside)).collect();
        assert_eq!(pairs[2..4], [("Un.", "One, and more."), ("Deux.", "Two.")]);
    }

    #[test]
    fn a_range_is_led_to_the_whole_paragraphs_beside_it() {
        let (text, other) = ("Un mot.\n\nDeux.\nTrois.", "كلمة.\nاثنان.\nثلاثة.");
        let cut = |start, end| {
            let (from, to) = beside(text, other, start, end)?;
            Some(other.chars().skip(from).take(to - from).collect::<String>())
        };
        assert_eq!(cut(0, 2).as_deref(), Some("كلمة."));
        assert_eq!(cut(3, 11).as_deref(), Some("كلمة.\nاثنان."));
        assert_eq!(cut(15, 16).as_deref(), Some("ثلاثة."));
        assert_eq!(cut(7, 8), None, "between two paragraphs");
        assert_eq!(beside(text, "كلمة.", 0, 2), None, "not of as many");
        // And back, to the paragraphs that it was led from.
        let (from, to) = beside(text, other, 3, 11).unwrap();
        assert_eq!(beside(other, text, from, to), Some((0, 14)));
    }

    #[test]
    fn what_is_not_translated_yet_leaves_the_rest_in_its_place() {
        let written: Vec<String> = ["", "", "", "Two."].map(str::to_owned).into();
        let beside = of_rows(&told(), &written);
        assert!(!is_aligned(&told(), &beside));
        let told = told();
        let pairs: Vec<_> = rows(&told, &beside).into_iter().map(|row| row.beside).collect();
        assert_eq!(pairs, ["", "", "", "Two.", ""]);
    }

    #[test]
    fn a_text_that_was_edited_keeps_what_stood_beside_its_other_paragraphs() {
        let beside = telling("The well", "Before.", "One.\nTwo.", "Three.");
        let newer = telling("Le puits", "Avant.", "Deux.\nEncore.", "Trois.");
        let carried = carried(&told(), &beside, &newer);
        assert_eq!(carried, telling("The well", "Before.", "Two.\n", "Three."));
    }

    proptest! {
        #[test]
        fn whatever_is_written_comes_back_row_by_row(
            text in "([a-zé]{1,3}\n{0,2}){0,6}",
            written in proptest::collection::vec("[a-z ]{0,4}", 0..9),
        ) {
            let told = telling("t", &text, &text, "s");
            let beside = of_rows(&told, &written);
            let expected: Vec<String> = written.iter().map(|text| text.split_whitespace().collect::<Vec<_>>().join(" ")).collect();
            for (row, expected) in rows(&told, &beside).into_iter().zip(&expected) {
                prop_assert_eq!(row.beside, expected);
            }
            prop_assert_eq!(of_rows(&told, &rows(&told, &beside).iter().map(|row| row.beside.to_owned()).collect::<Vec<_>>()), beside);
        }
    }
}
