//! From letters of a story through an excerpt and a file and back: the same letters, in either direction of writing.

use super::{any_text, coding, sample};
use crate::refi::{self, Source, read_project};
use method::anonymise::IdentifierKind;
use method::coding::Passage;
use method::excerpt::{Excerpt, Replacement, ReplacementKind};
use method::id::LayerId;
use method::story::TextPart;
use proptest::prelude::*;
use std::ops::Range;
use uuid::Uuid;

fn clipped(letters: &Range<usize>, to: &Range<usize>) -> Option<Range<usize>> {
    let both = letters.start.max(to.start)..letters.end.min(to.end);
    (both.start < both.end).then_some(both)
}

proptest! {
    #[test]
    fn codings_of_a_story_come_back_to_their_letters(
        before in any_text(),
        text in any_text(),
        mark in (0usize..20, 1usize..6),
        ranges in prop::collection::vec((0usize..140, 1usize..40), 1..12),
    ) {
        // A passage that begins and ends with words, so that it is one.
        let text = format!("{before}خ{text}ب fin");
        let (from, to) = (before.chars().count(), text.chars().count() - 4);
        let marked = from + 1 + mark.0..from + 1 + mark.0 + mark.1;
        let replacement = Replacement {
            start: marked.start,
            end: marked.end,
            with: "une amie".into(),
            kind: ReplacementKind::Identifier(IdentifierKind::Person),
        };
        let has_mark = marked.end < to && !text.chars().skip(marked.start).take(marked.len()).all(char::is_whitespace);
        let passage = Passage::new(LayerId::new(Uuid::nil()), TextPart::Description, &text, from, to).unwrap();
        let Ok(excerpt) = Excerpt::new(passage, &text, if has_mark { vec![replacement] } else { Vec::new() }) else { return Ok(()) };
        let given: Vec<Range<usize>> = ranges.into_iter().map(|(start, length)| start..start + length).collect();
        let quoted: Vec<(usize, Range<usize>)> = given.iter().enumerate().filter_map(|(at, one)| Some((at, excerpt.quoted(one)?))).collect();
        let codings = quoted.iter().map(|(at, one)| coding(500 + *at as u128, 1, one.start, one.end)).collect();
        let mut project = sample();
        project.sources = vec![Source { text: excerpt.render(&text).unwrap(), codings, ..project.sources[0].clone() }];
        let read = read_project(&refi::project(&project).unwrap()).unwrap();
        prop_assert!(read.left_out.is_empty());
        let [source] = &read.sources[..] else { panic!("one text") };
        prop_assert_eq!(source.codings.len(), quoted.len());
        prop_assert_eq!(quoted.len(), given.iter().filter(|one| clipped(one, &(from..to)).is_some()).count());
        for coding in &source.codings {
            let at = usize::try_from(coding.id.as_u128() - 500).unwrap();
            let mine = clipped(&given[at], &(from..to)).unwrap();
            let back = excerpt.meant(&(coding.start..coding.end)).unwrap();
            let is_marked = has_mark && clipped(&mine, &marked).is_some();
            let expected = if is_marked { mine.start.min(marked.start)..mine.end.max(marked.end) } else { mine };
            prop_assert_eq!(&back, &expected);
            if !is_marked {
                let cut = |text: &str, range: Range<usize>| text.chars().skip(range.start).take(range.len()).collect::<String>();
                prop_assert_eq!(cut(&source.text, coding.start..coding.end), cut(&text, back));
            }
        }
    }
}
