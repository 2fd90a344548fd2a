//! What a storyteller is told when she comes back with a slip: how it stands with her story, never a word of it.

use crate::desk::briefs::Went;
use chrono::NaiveDate;
use method::brief::Addressee;
use method::consent::{Allowed, Purpose};
use std::collections::BTreeSet;

/// How it stands with a story, for its teller.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Standing {
    /// It was withdrawn; nothing of it is left.
    Withdrawn,
    /// It is kept.
    Kept {
        /// The day on which she told it.
        told_on: NaiveDate,
        /// Whether it was read back to her and she approved.
        is_read_back: bool,
        /// The panels that heard it and are over, oldest first.
        hearings: Vec<Hearing>,
        /// Where words of hers went.
        reached: Reached,
        /// What she allows now, P1 first.
        purposes: Vec<(Purpose, Allowed)>,
        /// The classes of readers that she named for advocacy (P5); none where she was not asked for them.
        classes: Option<BTreeSet<Addressee>>,
    },
}

/// Where words of a story went, as far as a door says it: no title, which a worker who may not read the story need not know, and
/// none of the words.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Reached {
    /// Through a worker: each brief that went out, the newest first.
    Each(Vec<Sent>),
    /// Alone, on a telephone at which others may look: how many briefs, and to which classes of readers, each once in the order of
    /// [`Addressee::ALL`].
    Counted {
        /// How many.
        briefs: usize,
        /// To whom.
        to: Vec<Addressee>,
    },
}

/// A brief that went out with words of a story.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Sent {
    /// The day.
    pub day: NaiveDate,
    /// To whom.
    pub to: Addressee,
    /// How many excerpts of her story stand in it.
    pub excerpts: usize,
}

impl Reached {
    pub(super) fn of(went: &[Went], is_alone: bool) -> Self {
        let sent = |one: &Went| Sent {
            day: one.issue.at.date_naive(),
            to: one.issue.to.class,
            excerpts: one.excerpts,
        };
        if !is_alone {
            return Self::Each(went.iter().map(sent).collect());
        }
        let is_among = |class: &Addressee| went.iter().any(|one| one.issue.to.class == *class);
        Self::Counted {
            briefs: went.len(),
            to: Addressee::ALL.into_iter().filter(is_among).collect(),
        }
    }
}

/// A panel that heard a story.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Hearing {
    /// Whether it was the national panel, and not a clinic's.
    pub is_national: bool,
    /// The day on which it closed.
    pub day: NaiveDate,
    /// Whether it chose her story.
    pub is_chosen: bool,
}
