//! A detail that only whoever was there would know, marked by a reviewer. It leaves the excerpt, or somebody else than who marked
//! it writes why it may stay: two persons decide (security 6).

use super::Excerpt;
use super::stage::WHY_LETTERS;
use crate::id::AccountId;
use serde::{Deserialize, Serialize};
use thiserror::Error;

/// The most details marked in one excerpt.
pub const MOST_FLAGS: usize = 50;

/// A detail that was marked.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Flag {
    /// First letter, in Unicode scalar values of the part's whole text.
    pub start: usize,
    /// The letter after the last.
    pub end: usize,
    /// Who marked it.
    pub by: AccountId,
    /// Who lets it stay, and why.
    pub released: Option<(AccountId, String)>,
}

/// Why a mark is not set, taken back or answered.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Error)]
pub enum FlagRefused {
    /// The words do not stand in the excerpt, or are marked or blurred already.
    #[error("the words do not stand in the excerpt")]
    NotThere,
    /// More than [`MOST_FLAGS`].
    #[error("at most {MOST_FLAGS} details are marked")]
    TooMany,
    /// There is no such mark.
    #[error("there is no such mark")]
    NoSuchFlag,
    /// An approved excerpt is called back first.
    #[error("the excerpt is approved")]
    Approved,
    /// Who marked it does not answer it herself.
    #[error("who marked a detail does not release it")]
    SamePerson,
    /// Only who marked it takes the mark back.
    #[error("only who marked a detail takes that back")]
    NotHers,
    /// No reason was given.
    #[error("a reason is needed")]
    NoReason,
    /// The reason is longer than [`WHY_LETTERS`].
    #[error("a reason has at most {WHY_LETTERS} letters")]
    ReasonTooLong,
}

impl Flag {
    /// A detail that somebody marks.
    pub const fn new(start: usize, end: usize, by: AccountId) -> Self {
        let released = None;
        Self {
            start,
            end,
            by,
            released,
        }
    }

    /// Somebody else finds that the detail may stay, and says why.
    ///
    /// # Errors
    /// [`FlagRefused::SamePerson`], [`FlagRefused::NoReason`], [`FlagRefused::ReasonTooLong`].
    pub fn release(self, by: AccountId, why: &str) -> Result<Self, FlagRefused> {
        let why = why.trim();
        if by == self.by {
            return Err(FlagRefused::SamePerson);
        }
        if why.is_empty() {
            return Err(FlagRefused::NoReason);
        }
        if why.chars().count() > WHY_LETTERS {
            return Err(FlagRefused::ReasonTooLong);
        }
        let released = Some((by, why.to_owned()));
        Ok(Self { released, ..self })
    }

    /// Whether no letter of it stands in an excerpt any more.
    pub fn is_blurred_in(&self, excerpt: &Excerpt) -> bool {
        let covered = |letter: &usize| {
            let mut changes = excerpt.replacements().iter();
            changes.any(|one| one.start <= *letter && *letter < one.end)
        };
        (self.start..self.end).all(|letter| covered(&letter))
    }

    /// Whether it keeps an excerpt from being approved.
    pub fn is_open_in(&self, excerpt: &Excerpt) -> bool {
        self.released.is_none() && !self.is_blurred_in(excerpt)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::coding::Passage;
    use crate::excerpt::{Replacement, ReplacementKind};
    use crate::id::LayerId;
    use crate::story::TextPart;
    use proptest::prelude::*;
    use uuid::Uuid;

    fn account(n: u128) -> AccountId {
        AccountId::new(Uuid::from_u128(n))
    }

    fn excerpt(text: &str, ranges: &[(usize, usize)]) -> Excerpt {
        let end = text.chars().count();
        let passage = Passage::new(LayerId::new(Uuid::nil()), TextPart::Description, text, 0, end).unwrap();
        let omitted = ranges.iter().map(|(start, end)| Replacement {
            start: *start,
            end: *end,
            with: String::new(),
            kind: ReplacementKind::Omission,
        });
        Excerpt::new(passage, text, omitted.collect()).unwrap()
    }

    #[test]
    fn a_mark_is_answered_by_another_person_with_a_reason_or_by_a_blur() {
        let text = "Il m'a dit « tu vas payer » et il est parti.";
        let flag = Flag::new(11, 26, account(1));
        assert!(flag.is_open_in(&excerpt(text, &[])));
        assert!(flag.is_open_in(&excerpt(text, &[(11, 20)])), "half of it still stands");
        assert!(!flag.is_open_in(&excerpt(text, &[(11, 20), (20, 26)])));
        assert_eq!(flag.clone().release(account(1), "vu"), Err(FlagRefused::SamePerson));
        assert_eq!(flag.clone().release(account(2), " "), Err(FlagRefused::NoReason));
        let long = "x".repeat(WHY_LETTERS + 1);
        assert_eq!(flag.clone().release(account(2), &long), Err(FlagRefused::ReasonTooLong));
        let released = flag.release(account(2), " Tout le quartier le répète. ").unwrap();
        assert!(!released.is_open_in(&excerpt(text, &[])) && !released.is_blurred_in(&excerpt(text, &[])));
        assert_eq!(
            released.released,
            Some((account(2), "Tout le quartier le répète.".to_owned()))
        );
    }

    proptest! {
        #[test]
        fn an_open_mark_has_a_letter_that_stands(from in 0usize..20, length in 1usize..8, cut in 0usize..20, cut_length in 1usize..8) {
            let text = "abcdefghijklmnopqrstuvwxyzabcd";
            let one = excerpt(text, &[(cut, cut + cut_length)]);
            let flag = Flag::new(from, from + length, account(1));
            let stands = (from..from + length).any(|letter| letter < cut || letter >= cut + cut_length);
            prop_assert_eq!(flag.is_open_in(&one), stands);
        }
    }
}
