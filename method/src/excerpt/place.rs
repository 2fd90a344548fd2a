//! Where letters of a text stand in its excerpt as it is quoted, and the other way: codes go out with an excerpt and come back.

use super::{Excerpt, OMISSION, ReplacementKind};
use std::ops::Range;

/// A run of letters: in the text, and in the excerpt as it is quoted.
struct Run {
    text: Range<usize>,
    quoted: Range<usize>,
    is_kept: bool,
}

impl Excerpt {
    /// Where letters of the part's text stand in the excerpt as it is quoted. A bound inside a mark takes the whole mark with it;
    /// what lies outside the passage is left out. None if nothing is left.
    pub fn quoted(&self, letters: &Range<usize>) -> Option<Range<usize>> {
        moved(&self.runs(), letters, |run| (&run.text, &run.quoted))
    }

    /// Which letters of the part's text stand behind letters of the excerpt as it is quoted; bounds as in [`Excerpt::quoted`].
    pub fn meant(&self, letters: &Range<usize>) -> Option<Range<usize>> {
        moved(&self.runs(), letters, |run| (&run.quoted, &run.text))
    }

    fn runs(&self) -> Vec<Run> {
        let mut runs = Vec::new();
        let (mut at, mut to) = (self.passage.start(), 0);
        let mut run = |text: Range<usize>, length: usize, is_kept| {
            let quoted = to..to + length;
            to = quoted.end;
            runs.push(Run { text, quoted, is_kept });
        };
        for replacement in &self.replacements {
            let length = match replacement.kind {
                ReplacementKind::Omission => OMISSION.chars().count(),
                ReplacementKind::Identifier(_) | ReplacementKind::Detail => replacement.with.chars().count() + 2,
            };
            run(at..replacement.start, replacement.start - at, true);
            run(replacement.start..replacement.end, length, false);
            at = replacement.end;
        }
        run(at..self.passage.end(), self.passage.end() - at, true);
        runs
    }
}

fn moved<'a>(
    runs: &'a [Run],
    letters: &Range<usize>,
    sides: fn(&'a Run) -> (&'a Range<usize>, &'a Range<usize>),
) -> Option<Range<usize>> {
    let touched = runs.iter().filter(|run| {
        let (from, _) = sides(run);
        from.start < letters.end && letters.start < from.end
    });
    let bounds = touched.map(|run| {
        let (from, to) = sides(run);
        if run.is_kept {
            let (start, end) = (letters.start.max(from.start), letters.end.min(from.end));
            to.start + (start - from.start)..to.start + (end - from.start)
        } else {
            to.clone()
        }
    });
    bounds.reduce(|all, one| all.start.min(one.start)..all.end.max(one.end))
}

#[cfg(test)]
mod tests {
    use crate::anonymise::IdentifierKind;
    use crate::coding::Passage;
    use crate::excerpt::{Excerpt, Replacement, ReplacementKind};
    use crate::id::LayerId;
    use crate::story::TextPart;
    use proptest::prelude::*;
    use uuid::Uuid;

    fn excerpt(text: &str, start: usize, end: usize, marks: &[(usize, usize, &str)]) -> Excerpt {
        let passage = Passage::new(LayerId::new(Uuid::nil()), TextPart::Description, text, start, end).unwrap();
        let marks = marks.iter().map(|(start, end, with)| Replacement {
            start: *start,
            end: *end,
            with: (*with).to_owned(),
            kind: if with.is_empty() {
                ReplacementKind::Omission
            } else {
                ReplacementKind::Identifier(IdentifierKind::Person)
            },
        });
        Excerpt::new(passage, text, marks.collect()).unwrap()
    }

    fn cut(text: &str, letters: std::ops::Range<usize>) -> String {
        text.chars().skip(letters.start).take(letters.len()).collect()
    }

    #[test]
    fn a_mark_goes_whole() {
        let text = "Hier Samira m’a dit : viens 🌱 avec moi, vite.";
        let one = excerpt(text, 5, 44, &[(5, 11, "une amie"), (28, 30, "")]);
        let quoted = one.render(text).unwrap();
        assert_eq!(quoted, "[une amie] m’a dit : viens […]avec moi, vite");
        let of = |letters| one.quoted(&letters).map(|letters| cut(&quoted, letters));
        assert_eq!(of(0..14).as_deref(), Some("[une amie] m’"));
        assert_eq!(of(22..29).as_deref(), Some("viens […]"));
        assert_eq!(of(30..46).as_deref(), Some("avec moi, vite"));
        assert_eq!(of(0..5), None);
        assert_eq!(one.meant(&(3..4)), Some(5..11));
        assert_eq!(one.meant(&(11..13)), Some(12..14));
        assert_eq!(one.meant(&(99..100)), None);
    }

    proptest! {
        #[test]
        fn what_goes_out_comes_back(start in 0usize..20, length in 1usize..20, mark in 4usize..12, wide in 1usize..4) {
            let text = "مشيت معاها 🌱 et puis je suis rentrée";
            let one = excerpt(text, 2, 30, &[(mark, mark + wide, "ville")]);
            let letters = start..start + length;
            if let Some(quoted) = one.quoted(&letters) {
                let back = one.meant(&quoted).unwrap();
                let clipped = letters.start.max(2)..letters.end.min(30);
                prop_assert!(back.start <= clipped.start && clipped.end <= back.end);
                let touches_mark = clipped.start < mark + wide && mark < clipped.end;
                if !touches_mark {
                    prop_assert_eq!(&back, &clipped);
                    prop_assert_eq!(cut(&one.render(text).unwrap(), quoted), cut(text, back));
                }
            } else {
                prop_assert!(letters.end <= 2 || letters.start >= 30);
            }
        }
    }
}
