//! An excerpt: a passage of a story in which nothing was changed but what is marked as changed, made by one person and
//! approved by another. Marked means square brackets: `[city]` for a replacement, `[…]` for an omission.

mod evidence;
mod flag;
mod place;
mod reason;
mod stage;

pub use evidence::{Choice, Evidence};
pub use flag::{Flag, FlagRefused, MOST_FLAGS};
pub use reason::Reason;
pub use stage::{Refused, Stage, WHY_LETTERS};

use crate::anonymise::IdentifierKind;
use crate::coding::{Passage, cut};
use serde::{Deserialize, Serialize};
use thiserror::Error;

/// The most replacements of an excerpt.
pub const MOST_REPLACEMENTS: usize = 500;
/// The most letters of one replacement: a name or a category, no sentence.
pub const REPLACEMENT_LETTERS: usize = 60;
/// What stands where words were left out.
pub const OMISSION: &str = "[…]";

/// Why words were replaced.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum ReplacementKind {
    /// They name somebody or lead to somebody.
    Identifier(IdentifierKind),
    /// They tell more than needed: "three children" becomes "children".
    Detail,
    /// They are left out.
    Omission,
}

/// Words of the layer that are not shown, and what is shown instead.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Replacement {
    /// First letter, in Unicode scalar values of the part's whole text, not of the passage.
    pub start: usize,
    /// The letter after the last.
    pub end: usize,
    /// What is shown, without its brackets; empty for an omission.
    pub with: String,
    /// Why.
    pub kind: ReplacementKind,
}

/// Why a passage and replacements are no excerpt. An index counts the replacements in the order of the text.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Error)]
pub enum NotAnExcerpt {
    /// The passage does not lie in this text.
    #[error("the passage does not lie in this text")]
    NotItsText,
    /// A replacement is empty, runs backwards or leaves the passage.
    #[error("replacement {index} lies outside the passage")]
    Outside {
        /// Which.
        index: usize,
    },
    /// A replacement begins before the one before it ends.
    #[error("replacement {index} overlaps the one before")]
    Overlap {
        /// Which.
        index: usize,
    },
    /// Nothing is shown instead, or an omission shows something.
    #[error("replacement {index} needs words, an omission has none")]
    Words {
        /// Which.
        index: usize,
    },
    /// What is shown instead is too long, or holds brackets or a line break: it could pass for something else.
    #[error("replacement {index} has at most {REPLACEMENT_LETTERS} letters and no brackets")]
    Unmarkable {
        /// Which.
        index: usize,
    },
    /// More than [`MOST_REPLACEMENTS`].
    #[error("at most {MOST_REPLACEMENTS} replacements")]
    TooMany,
    /// No word of hers is left.
    #[error("nothing of the passage is left")]
    NothingLeft,
}

/// A passage with marked changes.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(try_from = "Stored")]
pub struct Excerpt {
    passage: Passage,
    replacements: Vec<Replacement>,
}

/// A piece of an excerpt, to be shown or written. `was` is for those who may read the story.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Piece<'a> {
    /// Her words.
    Kept(&'a str),
    /// Other words, to be shown in brackets.
    Replaced {
        /// What she said.
        was: &'a str,
        /// What is shown, without brackets.
        with: &'a str,
    },
    /// Left out, to be shown as [`OMISSION`].
    Omitted {
        /// What she said.
        was: &'a str,
    },
}

impl Excerpt {
    /// The passage of `text` with these replacements, which are put in the order of the text.
    pub fn new(passage: Passage, text: &str, replacements: Vec<Replacement>) -> Result<Self, NotAnExcerpt> {
        let excerpt = Self::try_from(Stored { passage, replacements })?;
        let pieces = excerpt.pieces(text).ok_or(NotAnExcerpt::NotItsText)?;
        let says = |piece: &Piece<'_>| matches!(piece, Piece::Kept(words) if words.chars().any(char::is_alphanumeric));
        if pieces.iter().any(says) {
            Ok(excerpt)
        } else {
            Err(NotAnExcerpt::NothingLeft)
        }
    }

    /// Where it was taken from.
    pub fn passage(&self) -> Passage {
        self.passage
    }

    /// What was changed, in the order of the text; no two overlap.
    pub fn replacements(&self) -> &[Replacement] {
        &self.replacements
    }

    /// The excerpt piece by piece: what was kept and what each mark stands for are together the passage, letter by letter.
    /// None if `text` is too short to be its text.
    pub fn pieces<'a>(&'a self, text: &'a str) -> Option<Vec<Piece<'a>>> {
        let mut rest = self.passage.cut(text)?;
        let (mut at, mut pieces) = (self.passage.start(), Vec::new());
        let mut take = |letters: usize| {
            let taken = cut(rest, 0, letters)?;
            rest = &rest[taken.len()..];
            Some(taken)
        };
        for replacement in &self.replacements {
            let kept = take(replacement.start - at)?;
            let was = take(replacement.end - replacement.start)?;
            let with = replacement.with.as_str();
            pieces.push(Piece::Kept(kept));
            pieces.push(match replacement.kind {
                ReplacementKind::Omission => Piece::Omitted { was },
                ReplacementKind::Identifier(_) | ReplacementKind::Detail => Piece::Replaced { was, with },
            });
            at = replacement.end;
        }
        pieces.push(Piece::Kept(take(self.passage.end() - at)?));
        pieces.retain(|piece| *piece != Piece::Kept(""));
        Some(pieces)
    }

    /// The excerpt as it may be quoted. None if `text` is too short to be its text.
    pub fn render(&self, text: &str) -> Option<String> {
        let mut quotation = String::new();
        for piece in self.pieces(text)? {
            match piece {
                Piece::Kept(words) => quotation.push_str(words),
                Piece::Replaced { with, .. } => quotation.extend(["[", with, "]"]),
                Piece::Omitted { .. } => quotation.push_str(OMISSION),
            }
        }
        Some(quotation)
    }
}

/// Those of a text's replacements that touch a passage, cut to its borders: a name at the edge stays covered.
pub fn within(passage: Passage, replacements: Vec<Replacement>) -> Vec<Replacement> {
    replacements
        .into_iter()
        .map(|replacement| Replacement {
            start: replacement.start.max(passage.start()),
            end: replacement.end.min(passage.end()),
            ..replacement
        })
        .filter(|replacement| replacement.start < replacement.end)
        .collect()
}

/// An excerpt as a row holds it, before it was checked.
#[derive(Deserialize)]
struct Stored {
    passage: Passage,
    replacements: Vec<Replacement>,
}

impl TryFrom<Stored> for Excerpt {
    type Error = NotAnExcerpt;

    fn try_from(stored: Stored) -> Result<Self, NotAnExcerpt> {
        let Stored {
            passage,
            mut replacements,
        } = stored;
        if replacements.len() > MOST_REPLACEMENTS {
            return Err(NotAnExcerpt::TooMany);
        }
        replacements.sort_by_key(|replacement| replacement.start);
        let mut free = passage.start();
        for (index, replacement) in replacements.iter().enumerate() {
            let Replacement { start, end, with, kind } = replacement;
            if start >= end || *start < passage.start() || *end > passage.end() {
                return Err(NotAnExcerpt::Outside { index });
            }
            if *start < free {
                return Err(NotAnExcerpt::Overlap { index });
            }
            if with.trim().is_empty() != (*kind == ReplacementKind::Omission) {
                return Err(NotAnExcerpt::Words { index });
            }
            if !is_markable(with) {
                return Err(NotAnExcerpt::Unmarkable { index });
            }
            free = *end;
        }
        Ok(Self { passage, replacements })
    }
}

/// Whether words can stand in brackets and be seen as one replacement.
pub(crate) fn is_markable(words: &str) -> bool {
    let breaks_out = |letter: char| matches!(letter, '[' | ']') || letter.is_control();
    words.chars().count() <= REPLACEMENT_LETTERS && !words.chars().any(breaks_out)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::id::LayerId;
    use crate::story::TextPart;
    use proptest::prelude::*;
    use uuid::Uuid;

    const PERSON: ReplacementKind = ReplacementKind::Identifier(IdentifierKind::Person);

    fn passage(text: &str, start: usize, end: usize) -> Passage {
        Passage::new(LayerId::new(Uuid::nil()), TextPart::Description, text, start, end).unwrap()
    }

    fn mark(start: usize, end: usize, with: &str, kind: ReplacementKind) -> Replacement {
        let with = with.to_owned();
        Replacement { start, end, with, kind }
    }

    #[test]
    fn a_quotation_marks_what_was_changed() {
        let text = "Avant. Samira m'a aidée, puis j'ai vu le juge à Tanger.";
        let marks = vec![
            mark(23, 40, "", ReplacementKind::Omission),
            mark(48, 54, "ville", ReplacementKind::Identifier(IdentifierKind::Location)),
            mark(7, 13, "Nour", PERSON),
        ];
        let excerpt = Excerpt::new(passage(text, 7, 55), text, marks).unwrap();
        assert_eq!(excerpt.render(text).unwrap(), "[Nour] m'a aidée[…] juge à [ville].");
        assert!(excerpt.replacements().is_sorted_by_key(|one| one.start));
    }

    #[test]
    fn arabic_keeps_the_preposition_before_a_replaced_name() {
        let text = "التقيت بأمينة في طنجة";
        let marks = vec![
            mark(8, 13, "نور", PERSON),
            mark(17, 21, "مدينة", ReplacementKind::Identifier(IdentifierKind::Location)),
        ];
        let excerpt = Excerpt::new(passage(text, 0, 21), text, marks).unwrap();
        assert_eq!(excerpt.render(text).unwrap(), "التقيت ب[نور] في [مدينة]");
    }

    #[test]
    fn a_change_that_could_not_be_seen_as_one_is_refused() {
        let text = "Samira m'a aidée.";
        let refused = |marks| Excerpt::new(passage(text, 0, 16), text, marks).unwrap_err();
        let long = "x".repeat(REPLACEMENT_LETTERS + 1);
        assert_eq!(refused(vec![mark(0, 17, "Nour", PERSON)]), NotAnExcerpt::Outside { index: 0 });
        assert_eq!(refused(vec![mark(3, 3, "Nour", PERSON)]), NotAnExcerpt::Outside { index: 0 });
        assert_eq!(refused(vec![mark(9, 2, "Nour", PERSON)]), NotAnExcerpt::Outside { index: 0 });
        assert_eq!(
            refused(vec![mark(4, 8, "b", PERSON), mark(0, 5, "a", PERSON)]),
            NotAnExcerpt::Overlap { index: 1 }
        );
        assert_eq!(refused(vec![mark(0, 6, " ", PERSON)]), NotAnExcerpt::Words { index: 0 });
        assert_eq!(
            refused(vec![mark(0, 6, "Nour", ReplacementKind::Omission)]),
            NotAnExcerpt::Words { index: 0 }
        );
        assert_eq!(
            refused(vec![mark(0, 6, "Nour] et [", PERSON)]),
            NotAnExcerpt::Unmarkable { index: 0 }
        );
        assert_eq!(
            refused(vec![mark(0, 6, &long, PERSON)]),
            NotAnExcerpt::Unmarkable { index: 0 }
        );
        assert_eq!(
            refused(vec![mark(0, 16, "tout va bien", ReplacementKind::Detail)]),
            NotAnExcerpt::NothingLeft
        );
        assert_eq!(
            refused(vec![mark(0, 1, "a", PERSON); MOST_REPLACEMENTS + 1]),
            NotAnExcerpt::TooMany
        );
    }

    #[test]
    fn another_text_is_not_quoted() {
        let text = "Samira m'a aidée.";
        let excerpt = Excerpt::new(passage(text, 0, 16), text, vec![]).unwrap();
        assert_eq!(excerpt.render("Samira"), None);
        assert_eq!(
            Excerpt::new(passage(text, 0, 16), "Samira", vec![]),
            Err(NotAnExcerpt::NotItsText)
        );
    }

    #[test]
    fn a_stored_excerpt_is_checked_again() {
        let text = "Samira m'a aidée.";
        let excerpt = Excerpt::new(passage(text, 0, 16), text, vec![mark(0, 6, "Nour", PERSON)]).unwrap();
        let stored = serde_json::to_string(&excerpt).unwrap();
        assert!(stored.contains(r#""kind":{"identifier":"PERSON"}"#), "{stored}");
        assert_eq!(serde_json::from_str::<Excerpt>(&stored).unwrap(), excerpt);
        assert!(serde_json::from_str::<Excerpt>(&stored.replace("Nour", "[")).is_err());
    }

    #[test]
    fn a_name_at_the_edge_of_the_passage_stays_covered() {
        let text = "Samira m'a aidée avec Nadia.";
        let inner = passage(text, 3, 25);
        let marks = within(inner, vec![mark(0, 6, "Nour", PERSON), mark(22, 27, "Ihsane", PERSON)]);
        let excerpt = Excerpt::new(inner, text, marks).unwrap();
        assert_eq!(excerpt.render(text).unwrap(), "[Nour] m'a aidée avec [Ihsane]");
        assert!(within(passage(text, 7, 10), vec![mark(0, 7, "Nour", PERSON)]).is_empty());
    }

    proptest! {
        #[test]
        fn every_quotation_is_its_layer_but_for_marked_changes(
            text in "[abأبé𝄞 ]{1,30}",
            range in (0usize..30, 1usize..30),
            marks in prop::collection::vec((0usize..32, 0usize..32, 0u8..3), 0..4),
        ) {
            let layer = LayerId::new(Uuid::nil());
            let Ok(passage) = Passage::new(layer, TextPart::Context, &text, range.0, range.0 + range.1) else { return Ok(()) };
            let marks = marks.into_iter().map(|(start, end, kind)| match kind {
                0 => mark(start, end, "", ReplacementKind::Omission),
                1 => mark(start, end, "Nour", PERSON),
                _ => mark(start, end, "مدينة", ReplacementKind::Detail),
            });
            let Ok(excerpt) = Excerpt::new(passage, &text, within(passage, marks.collect())) else { return Ok(()) };
            let quotation = excerpt.render(&text).unwrap();

            // Read the quotation back: outside of brackets it is the layer, each bracket jumps over what it replaced.
            let letters: Vec<char> = text.chars().collect();
            let mut at = passage.start();
            let mut marks = excerpt.replacements().iter();
            let mut quoted = quotation.chars();
            while let Some(letter) = quoted.next() {
                if letter == '[' {
                    let mark = marks.next().unwrap();
                    prop_assert_eq!(mark.start, at);
                    let inside: String = quoted.by_ref().take_while(|letter| *letter != ']').collect();
                    prop_assert_eq!(inside.as_str(), if mark.with.is_empty() { "…" } else { &mark.with });
                    at = mark.end;
                } else {
                    prop_assert_eq!(letter, letters[at]);
                    at += 1;
                }
            }
            prop_assert!(marks.next().is_none());
            prop_assert_eq!(at, passage.end());
        }

        #[test]
        fn any_offsets_are_answered(start in any::<usize>(), end in any::<usize>(), other in ".{0,20}") {
            let text = "قالت Samira لا";
            if let Ok(excerpt) = Excerpt::new(passage(text, 2, 10), text, vec![mark(start, end, "x", PERSON)]) {
                prop_assert!(excerpt.render(text).is_some());
                excerpt.render(&other);
            }
        }
    }
}
