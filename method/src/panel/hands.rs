//! Votes that were not cast by telephone: raised hands, stones in a pocket chart, picture ballots for people who do not read. The
//! chair enters how many each story has; nothing counts before a second person confirms it, and the record says how it was done.

use super::{Closing, CountedRound, Method, Panel, Reasoning, Refused, Tally};
use crate::id::StoryId;
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

/// By what a round was voted.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Means {
    /// Each seat by its telephone.
    #[default]
    Telephones,
    /// Raised hands.
    Hands,
    /// Stones or slips in the pockets of a chart, behind a cloth.
    PocketChart,
    /// Slips with the story's picture.
    Pictures,
}

/// A count that the chair entered and nobody has confirmed yet.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Entered {
    /// How it was voted.
    pub means: Means,
    /// The votes of each story that stands.
    pub tally: Tally,
}

impl Panel {
    /// Enters the count of a vote without telephones. A story that is not named has no vote. Entered again, it replaces what was
    /// entered before.
    ///
    /// # Errors
    /// [`Refused::NotVoting`]; [`Refused::BallotsCast`] once somebody has voted by telephone, since she would count twice;
    /// [`Refused::NotThisMethod`] for telephones; [`Refused::StoryNotInPanel`]; [`Refused::NoBallots`];
    /// [`Refused::TooManyVotes`]; [`Refused::NotYetHeard`] if not everybody present has heard every story.
    pub fn enter_count(&mut self, means: Means, votes: &BTreeMap<StoryId, usize>) -> Result<(), Refused> {
        let Self::Voting(voting) = self else {
            return Err(Refused::NotVoting);
        };
        if means == Means::Telephones {
            return Err(Refused::NotThisMethod);
        }
        if voting.ballots.len() > 0 {
            return Err(Refused::BallotsCast);
        }
        if votes.keys().any(|story| !voting.candidates.contains(story)) {
            return Err(Refused::StoryNotInPanel);
        }
        let present = voting.sitting.present().count();
        let total = votes.values().fold(0_usize, |all, votes| all.saturating_add(*votes));
        if total == 0 {
            return Err(Refused::NoBallots);
        }
        if total > present {
            return Err(Refused::TooManyVotes { present });
        }
        let is_heard = |story: &StoryId| voting.sitting.present().all(|seat| seat.has_heard(*story));
        let stories: Vec<_> = voting.sitting.story_ids().filter(|story| !is_heard(story)).collect();
        if !stories.is_empty() {
            return Err(Refused::NotYetHeard { stories });
        }
        let of = |story: &StoryId| (*story, votes.get(story).copied().unwrap_or(0));
        let tally = Tally::of_points(voting.candidates.iter().map(of).collect());
        voting.entered = Some(Entered { means, tally });
        Ok(())
    }

    /// A second person saw the same count as `seen`, which her page showed: the round is over. Who that may be is asked outside.
    ///
    /// # Errors
    /// [`Refused::NotVoting`], [`Refused::NothingEntered`]; [`Refused::EnteredAnew`] if another count was entered since; in a
    /// negotiation [`Refused::NotAllStated`].
    pub fn confirm_count(&mut self, seen: &BTreeMap<StoryId, usize>) -> Result<(), Refused> {
        let Self::Voting(voting) = self else {
            return Err(Refused::NotVoting);
        };
        let Entered { means, tally } = voting.entered.clone().ok_or(Refused::NothingEntered)?;
        if tally.ranked().into_iter().collect::<BTreeMap<_, _>>() != *seen {
            return Err(Refused::EnteredAnew);
        }
        let abstained = voting.sitting.present().count().saturating_sub(tally.total());
        if abstained > 0 && *voting.sitting.rules.method() == Method::Negotiation {
            return Err(Refused::NotAllStated { waiting: abstained });
        }
        let mut rounds = voting.rounds.clone();
        rounds.push(CountedRound {
            tally,
            abstained,
            closing: Closing::ByChair,
            is_void: false,
            means,
        });
        *self = Self::Reasoning(Reasoning::new(voting.sitting.clone(), voting.started, rounds));
        Ok(())
    }

    /// The count was otherwise, or votes go by telephone after all: nothing is entered any more.
    ///
    /// # Errors
    /// [`Refused::NotVoting`], [`Refused::NothingEntered`].
    pub fn discard_count(&mut self) -> Result<(), Refused> {
        let Self::Voting(voting) = self else {
            return Err(Refused::NotVoting);
        };
        voting.entered.take().map(|_| ()).ok_or(Refused::NothingEntered)
    }

    /// The count that waits for a second person.
    pub const fn entered(&self) -> Option<&Entered> {
        match self {
            Self::Voting(voting) => voting.entered.as_ref(),
            _ => None,
        }
    }
}
