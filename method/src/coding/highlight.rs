//! A coded text cut into runs for a page: each run with the codings that lie over it, so that overlaps can be shown without
//! elements that cross.

use super::Passage;
use crate::id::CodingId;
use std::collections::BTreeSet;

/// A run of text with the same codings from its first letter to its last.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Segment<'a> {
    /// The words.
    pub text: &'a str,
    /// First letter, in Unicode scalar values.
    pub start: usize,
    /// The letter after the last.
    pub end: usize,
    /// The codings over it: none, one or several.
    pub codings: Vec<CodingId>,
}

/// The whole of `text` as runs that follow each other without gap. Passages have to be of this text's layer and part; one that
/// reaches beyond its end is of another and left out.
pub fn segments<'a>(text: &'a str, passages: &[(CodingId, Passage)]) -> Vec<Segment<'a>> {
    let letters = text.chars().count();
    let mut borders: Vec<(usize, bool, CodingId)> = passages
        .iter()
        .filter(|(_, passage)| passage.end() <= letters)
        .flat_map(|(coding, passage)| [(passage.start(), true, *coding), (passage.end(), false, *coding)])
        .collect();
    borders.sort_unstable();
    let mut places: Vec<usize> = borders.iter().map(|(at, ..)| *at).chain([letters]).collect();
    places.dedup();

    let mut over = BTreeSet::new();
    let mut waiting = borders.into_iter().peekable();
    let (mut rest, mut start, mut runs) = (text, 0, Vec::new());
    for end in places {
        let split = rest.char_indices().nth(end - start).map_or(rest.len(), |(at, _)| at);
        let (run, after) = rest.split_at(split);
        if !run.is_empty() {
            runs.push(Segment {
                text: run,
                start,
                end,
                codings: over.iter().copied().collect(),
            });
        }
        (rest, start) = (after, end);
        while let Some((_, begins, coding)) = waiting.next_if(|(at, ..)| *at == end) {
            if begins {
                over.insert(coding);
            } else {
                over.remove(&coding);
            }
        }
    }
    runs
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::id::LayerId;
    use crate::story::TextPart;
    use proptest::prelude::*;
    use uuid::Uuid;

    fn coding(n: u128) -> CodingId {
        CodingId::new(Uuid::from_u128(n))
    }

    fn coded(text: &str, ranges: &[(usize, usize)]) -> Vec<(CodingId, Passage)> {
        let layer = LayerId::new(Uuid::nil());
        (1u128..)
            .zip(ranges)
            .filter_map(|(n, (start, end))| {
                let passage = Passage::new(layer, TextPart::Context, text, *start, *end).ok()?;
                Some((coding(n), passage))
            })
            .collect()
    }

    #[test]
    fn overlapping_codings_share_a_run() {
        let text = "قال: reste هنا";
        let runs = segments(text, &coded(text, &[(0, 10), (5, 14)]));
        let shown: Vec<_> = runs.iter().map(|run| (run.text, run.codings.clone())).collect();
        assert_eq!(
            shown,
            [
                ("قال: ", vec![coding(1)]),
                ("reste", vec![coding(1), coding(2)]),
                (" هنا", vec![coding(2)])
            ]
        );
    }

    #[test]
    fn passages_that_touch_do_not_overlap_and_plain_text_is_one_run() {
        let runs = segments("abcd", &coded("abcd", &[(0, 2), (2, 4)]));
        assert_eq!(runs.len(), 2);
        assert!(runs.iter().all(|run| run.codings.len() == 1));
        assert_eq!(segments("abcd", &[]).len(), 1);
        assert!(segments("", &[]).is_empty());
    }

    #[test]
    fn a_passage_of_a_longer_text_is_left_out() {
        let runs = segments("ab", &coded("abcd", &[(1, 4)]));
        assert_eq!(runs.len(), 1);
        assert!(runs[0].codings.is_empty());
    }

    proptest! {
        #[test]
        fn the_runs_are_the_text_and_every_letter_has_its_codings(
            text in "[abأé𝄞 ]{0,20}", ranges in prop::collection::vec((0usize..22, 0usize..22), 0..6)
        ) {
            let passages = coded(&text, &ranges);
            let runs = segments(&text, &passages);
            prop_assert_eq!(&runs.iter().map(|run| run.text).collect::<String>(), &text);
            let mut next = 0;
            for run in &runs {
                prop_assert_eq!(run.start, next);
                next = run.end;
                for letter in run.start..run.end {
                    let over: Vec<CodingId> = passages
                        .iter()
                        .filter(|(_, passage)| (passage.start()..passage.end()).contains(&letter))
                        .map(|(coding, _)| *coding)
                        .collect();
                    prop_assert_eq!(&run.codings, &over);
                }
            }
        }
    }
}
