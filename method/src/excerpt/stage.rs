//! Who made an excerpt and who lets it go: never the same person (capability 62). A changed excerpt is a draft again.

use crate::id::AccountId;
use serde::{Deserialize, Serialize};
use thiserror::Error;

/// The most letters of a reason for sending back.
pub const WHY_LETTERS: usize = 2_000;

/// Where an excerpt stands. Only an approved one may be seen by those who may not read the story.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "stage", rename_all = "snake_case")]
pub enum Stage {
    /// Waits for another person.
    Draft {
        /// Who made it.
        made_by: AccountId,
    },
    /// May be quoted.
    Approved {
        /// Who made it.
        made_by: AccountId,
        /// Who approved it: another person.
        by: AccountId,
    },
    /// Not to be quoted as it is.
    SentBack {
        /// Who made it.
        made_by: AccountId,
        /// Who sent it back.
        by: AccountId,
        /// Why, for its maker.
        why: String,
    },
}

/// Why a step is refused.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Error)]
pub enum Refused {
    /// Its maker cannot judge it.
    #[error("an excerpt is approved by another person than its maker")]
    SamePerson,
    /// Only its maker changes it; others make an excerpt of their own.
    #[error("only its maker changes an excerpt")]
    NotItsMaker,
    /// It is approved; briefs may quote it as it is.
    #[error("the excerpt is approved")]
    AlreadyApproved,
    /// It was sent back and has not been changed since.
    #[error("the excerpt was sent back and not changed since")]
    AlreadySentBack,
    /// A detail that only those who were there would know still stands in it, and nobody said why it may.
    #[error("a marked detail still stands")]
    Flagged,
    /// Words that name somebody in the story's register still stand in it, and nobody said why they may.
    #[error("a name of the register still stands")]
    StillNamed,
    /// No reason was given.
    #[error("a reason is needed")]
    NoReason,
    /// The reason is longer than [`WHY_LETTERS`].
    #[error("a reason has at most {WHY_LETTERS} letters")]
    ReasonTooLong,
}

impl Stage {
    /// A new excerpt.
    pub fn draft(made_by: AccountId) -> Self {
        Self::Draft { made_by }
    }

    /// Who made it.
    pub fn made_by(&self) -> AccountId {
        match self {
            Self::Draft { made_by } | Self::Approved { made_by, .. } | Self::SentBack { made_by, .. } => *made_by,
        }
    }

    /// Whether it may be quoted, as far as its making goes; consent is asked elsewhere.
    pub fn is_approved(&self) -> bool {
        matches!(self, Self::Approved { .. })
    }

    /// Another person finds that it may be quoted.
    pub fn approve(self, by: AccountId) -> Result<Self, Refused> {
        match self {
            Self::Draft { made_by } if made_by == by => Err(Refused::SamePerson),
            Self::Draft { made_by } => Ok(Self::Approved { made_by, by }),
            Self::Approved { .. } => Err(Refused::AlreadyApproved),
            Self::SentBack { .. } => Err(Refused::AlreadySentBack),
        }
    }

    /// Another person finds that it may not be quoted as it is. An approved one can be called back by anybody who may judge
    /// excerpts, its maker too: doubt is never refused.
    pub fn send_back(self, by: AccountId, why: &str) -> Result<Self, Refused> {
        let why = why.trim();
        if why.is_empty() {
            return Err(Refused::NoReason);
        }
        if why.chars().count() > WHY_LETTERS {
            return Err(Refused::ReasonTooLong);
        }
        match self {
            Self::Draft { made_by } if made_by == by => Err(Refused::SamePerson),
            Self::SentBack { .. } => Err(Refused::AlreadySentBack),
            Self::Draft { made_by } | Self::Approved { made_by, .. } => Ok(Self::SentBack {
                made_by,
                by,
                why: why.to_owned(),
            }),
        }
    }

    /// Its maker changes it: it waits for another person once more.
    pub fn revise(self, by: AccountId) -> Result<Self, Refused> {
        match self {
            Self::Approved { .. } => Err(Refused::AlreadyApproved),
            Self::Draft { made_by } | Self::SentBack { made_by, .. } if made_by != by => Err(Refused::NotItsMaker),
            Self::Draft { made_by } | Self::SentBack { made_by, .. } => Ok(Self::Draft { made_by }),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;
    use uuid::Uuid;

    fn account(n: u128) -> AccountId {
        AccountId::new(Uuid::from_u128(n))
    }

    #[test]
    fn the_maker_does_not_approve() {
        assert_eq!(Stage::draft(account(1)).approve(account(1)), Err(Refused::SamePerson));
        assert_eq!(
            Stage::draft(account(1)).send_back(account(1), "non"),
            Err(Refused::SamePerson)
        );
        let approved = Stage::draft(account(1)).approve(account(2)).unwrap();
        assert!(approved.is_approved() && approved.made_by() == account(1));
        assert_eq!(approved.clone().approve(account(3)), Err(Refused::AlreadyApproved));
        assert_eq!(approved.revise(account(1)), Err(Refused::AlreadyApproved));
    }

    #[test]
    fn what_was_sent_back_is_changed_by_its_maker_before_it_is_judged_again() {
        let back = Stage::draft(account(1))
            .send_back(account(2), " La ville se devine. ")
            .unwrap();
        assert!(matches!(&back, Stage::SentBack { why, .. } if why == "La ville se devine."));
        assert_eq!(back.clone().approve(account(2)), Err(Refused::AlreadySentBack));
        assert_eq!(back.clone().revise(account(2)), Err(Refused::NotItsMaker));
        assert_eq!(back.revise(account(1)), Ok(Stage::draft(account(1))));
        assert_eq!(Stage::draft(account(1)).send_back(account(2), " "), Err(Refused::NoReason));
        let long = "x".repeat(WHY_LETTERS + 1);
        assert_eq!(
            Stage::draft(account(1)).send_back(account(2), &long),
            Err(Refused::ReasonTooLong)
        );
    }

    #[test]
    fn an_approved_excerpt_can_be_called_back_by_its_maker_too() {
        let approved = Stage::draft(account(1)).approve(account(2)).unwrap();
        assert!(!approved.send_back(account(1), "Un nom est resté.").unwrap().is_approved());
    }

    proptest! {
        #[test]
        fn in_whatever_order_two_persons_stand_behind_an_approval(steps in prop::collection::vec((0u8..3, 1u128..4), 0..20)) {
            let mut stage = Stage::draft(account(1));
            for (step, who) in steps {
                let next = match step {
                    0 => stage.clone().approve(account(who)),
                    1 => stage.clone().send_back(account(who), "non"),
                    _ => stage.clone().revise(account(who)),
                };
                stage = next.unwrap_or(stage);
                if let Stage::Approved { made_by, by } = stage {
                    prop_assert_ne!(made_by, by);
                }
            }
        }
    }
}
