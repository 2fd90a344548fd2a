//! Votes that were not cast by telephone: raised hands, stones in a pocket chart, picture ballots for people who do not read. The
//! chair enters how many each story has; nothing counts before a second person confirms it, and the record says how it was done.

use super::secret::LEAST_VOTERS;
use super::{Closing, CountedRound, FEWEST, Method, Panel, Reasoning, Refused, Tally, Voting};
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
    /// A tablet handed round, with a neutral screen between two voters. Secret.
    Tablet,
    /// Own telephones and tokens that nobody can link. Secret.
    OwnTelephones,
}

impl Means {
    /// Whether nobody saw who voted for what, and nobody counted in the open.
    pub const fn is_secret(self) -> bool {
        matches!(self, Self::Tablet | Self::OwnTelephones)
    }
}

/// A count that the chair entered and nobody has confirmed yet.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Entered {
    /// How it was voted.
    pub means: Means,
    /// The votes of each story that stands. Where the means is secret nobody has seen them, and no page shows them.
    pub tally: Tally,
    /// How many voters a tablet has been with, blank ballots among them.
    #[serde(default)]
    pub visited: Option<usize>,
}

impl Voting {
    /// How many may vote in this round. In a secret one everybody in the room: a recused person casts a blank ballot.
    fn voters(&self) -> usize {
        match self.secret {
            Some(_) => self.sitting.in_the_room().count(),
            None => self.sitting.present().count(),
        }
    }

    /// The votes of each story that stands; one that is not named has none.
    fn tally_of(&self, votes: &BTreeMap<StoryId, usize>) -> Tally {
        let of = |story: &StoryId| (*story, votes.get(story).copied().unwrap_or(0));
        Tally::of_points(self.candidates.iter().map(of).collect())
    }

    /// What follows from an entered count.
    fn confirmed(&self, entered: Entered) -> Reasoning {
        let mut rounds = self.rounds.clone();
        rounds.push(CountedRound {
            abstained: self.voters().saturating_sub(entered.tally.total()),
            tally: entered.tally,
            closing: Closing::ByChair,
            is_void: false,
            means: entered.means,
            is_secret: self.secret.is_some(),
        });
        Reasoning::new(self.sitting.clone(), self.started, rounds)
    }
}

impl Panel {
    /// Enters the count of a vote without telephones. A story that is not named has no vote. Entered again, it replaces what was
    /// entered before.
    ///
    /// # Errors
    /// [`Refused::NotVoting`]; [`Refused::BallotsCast`] once somebody has voted by telephone, since she would count twice;
    /// [`Refused::NotThisMethod`] for telephones; [`Refused::StoryNotInPanel`]; [`Refused::NoBallots`];
    /// [`Refused::TooManyVotes`]; [`Refused::NotYetHeard`] if not everybody present has heard every story; [`Refused::SeatsFrozen`]
    /// while a secret round goes by own telephones; [`Refused::BallotIsSecret`] for raised hands where votes are secret.
    pub fn enter_count(&mut self, means: Means, votes: &BTreeMap<StoryId, usize>) -> Result<(), Refused> {
        let Self::Voting(voting) = self else {
            return Err(Refused::NotVoting);
        };
        if means == Means::Telephones || means.is_secret() {
            return Err(Refused::NotThisMethod);
        }
        if voting.is_frozen() {
            return Err(Refused::SeatsFrozen);
        }
        if voting.secret.is_some() && means == Means::Hands {
            return Err(Refused::BallotIsSecret);
        }
        if voting.ballots.len() > 0 {
            return Err(Refused::BallotsCast);
        }
        if votes.keys().any(|story| !voting.candidates.contains(story)) {
            return Err(Refused::StoryNotInPanel);
        }
        let present = voting.voters();
        let total = votes.values().fold(0_usize, |all, votes| all.saturating_add(*votes));
        if total == 0 {
            return Err(Refused::NoBallots);
        }
        if total > present {
            return Err(Refused::TooManyVotes { present });
        }
        voting.all_have_heard()?;
        let tally = voting.tally_of(votes);
        voting.entered = Some(Entered {
            means,
            tally,
            visited: None,
        });
        Ok(())
    }

    /// Enters what a tablet holds that was handed round: how many chose each story, and how many none. Sent again it replaces what was
    /// entered before.
    ///
    /// # Errors
    /// [`Refused::NotVoting`]; [`Refused::NotThisMethod`] where votes are open; [`Refused::SeatsFrozen`],
    /// [`Refused::StoryNotInPanel`], [`Refused::TooManyVotes`], [`Refused::NotYetHeard`]; [`Refused::TooFewForSecrecy`];
    /// [`Refused::BallotsMissing`] where somebody present has not voted and so few have.
    pub fn enter_tablet(&mut self, votes: &BTreeMap<StoryId, usize>, blank: usize) -> Result<(), Refused> {
        let voting = self.voting_mut()?;
        if voting.secret.is_none() {
            return Err(Refused::NotThisMethod);
        }
        if voting.is_frozen() {
            return Err(Refused::SeatsFrozen);
        }
        if votes.keys().any(|story| !voting.candidates.contains(story)) {
            return Err(Refused::StoryNotInPanel);
        }
        let present = voting.voters();
        let visited = votes.values().fold(blank, |all, votes| all.saturating_add(*votes));
        if visited > present {
            return Err(Refused::TooManyVotes { present });
        }
        if visited < LEAST_VOTERS {
            return Err(Refused::TooFewForSecrecy { least: LEAST_VOTERS });
        }
        if visited < present && visited < FEWEST {
            return Err(Refused::BallotsMissing);
        }
        voting.all_have_heard()?;
        voting.entered = Some(Entered {
            means: Means::Tablet,
            tally: voting.tally_of(votes),
            visited: Some(visited),
        });
        Ok(())
    }

    /// A second person says with how many the tablet has been: the same as it holds, and the round is over. Nobody sees the count
    /// before.
    ///
    /// # Errors
    /// [`Refused::NotVoting`], [`Refused::NothingEntered`]; [`Refused::CountsDiffer`], which does not say what was entered.
    pub fn confirm_visits(&mut self, said: usize) -> Result<(), Refused> {
        let voting = self.voting_mut()?;
        let entered = voting.entered.clone().ok_or(Refused::NothingEntered)?;
        let visited = entered.visited.ok_or(Refused::NothingEntered)?;
        if said != visited {
            return Err(Refused::CountsDiffer);
        }
        *self = Self::Reasoning(voting.confirmed(entered));
        Ok(())
    }

    /// A second person saw the same count as `seen`: the round is over. Who that may be is asked outside. Where votes are open her page
    /// showed her the count, where they are secret she typed what she counted herself.
    ///
    /// # Errors
    /// [`Refused::NotVoting`], [`Refused::NothingEntered`]; [`Refused::BallotIsSecret`] for a tablet's ballots, whose count nobody
    /// sees; [`Refused::EnteredAnew`] if another count was entered since, [`Refused::CountsDiffer`] where votes are secret; in a
    /// negotiation [`Refused::NotAllStated`].
    pub fn confirm_count(&mut self, seen: &BTreeMap<StoryId, usize>) -> Result<(), Refused> {
        let Self::Voting(voting) = self else {
            return Err(Refused::NotVoting);
        };
        let entered = voting.entered.clone().ok_or(Refused::NothingEntered)?;
        if entered.visited.is_some() {
            return Err(Refused::BallotIsSecret);
        }
        if entered.tally.ranked().into_iter().collect::<BTreeMap<_, _>>() != *seen {
            return Err(if voting.secret.is_some() {
                Refused::CountsDiffer
            } else {
                Refused::EnteredAnew
            });
        }
        let abstained = voting.voters().saturating_sub(entered.tally.total());
        if abstained > 0 && *voting.sitting.rules.method() == Method::Negotiation {
            return Err(Refused::NotAllStated { waiting: abstained });
        }
        *self = Self::Reasoning(voting.confirmed(entered));
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
