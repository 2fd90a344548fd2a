//! An open box, and its release: once, to everybody, and never if so few are in it that what is missing would tell.

use super::super::{CountedRound, FEWEST, Means, Panel, Reasoning, Refused, Tally};
use super::{BALLOT, BallotBox, Roll, Secret, Told, choice_of};
use crate::id::{BoxId, StoryId};
use crate::panel::Closing;
use std::collections::BTreeMap;

/// A box that takes slips now.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct OpenBox {
    /// Which: its id is part of what was signed.
    pub id: BoxId,
    /// How many slips it takes.
    pub seats: usize,
    /// The stories that a ballot may name; none of a box of reasons.
    pub candidates: Option<Vec<StoryId>>,
}

impl OpenBox {
    /// Checks that a ballot names a story of this vote, or none.
    ///
    /// # Errors
    /// [`Refused::StoryNotInPanel`]; [`Refused::NotNow`] if the box is one of reasons.
    pub fn check(&self, ballot: [u8; BALLOT]) -> Result<(), Refused> {
        let candidates = self.candidates.as_ref().ok_or(Refused::NotNow)?;
        let is_named = choice_of(ballot).is_none_or(|story| candidates.contains(&story));
        is_named.then_some(()).ok_or(Refused::StoryNotInPanel)
    }
}

/// What came of a box.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Released {
    /// It was counted.
    Counted,
    /// Somebody had not voted, and so few had that the others' votes would have told: nobody looked, and the round begins anew.
    Void,
}

impl Panel {
    /// The box that takes slips now.
    pub fn open_box(&self) -> Option<OpenBox> {
        let (roll, candidates) = match self {
            Self::Voting(voting) => (casting(voting.secret()?)?, Some(voting.candidates.clone())),
            Self::Reasoning(reasoning) => (casting(reasoning.told()?.reasons()?)?, None),
            _ => return None,
        };
        Some(OpenBox {
            id: roll.id(),
            seats: roll.len(),
            candidates,
        })
    }

    /// Ends a secret round and counts what is in its box. `digests` are what each telephone finds its own ballot by.
    ///
    /// # Errors
    /// [`Refused::NotNow`]; [`Refused::BallotsMissing`] where the chair does not end it in spite of that; [`Refused::NoBallots`].
    pub fn release(&mut self, ballots: &BallotBox, digests: Vec<[u8; 32]>, closing: Closing) -> Result<Released, Refused> {
        let voting = self.voting_mut()?;
        let Some(Secret::Casting(roll)) = &voting.secret else {
            return Err(Refused::NotNow);
        };
        let missing = roll.len().saturating_sub(ballots.len());
        if missing > 0 && closing == Closing::AllVoted {
            return Err(Refused::BallotsMissing);
        }
        if missing > 0 && ballots.len() < FEWEST {
            voting.secret = Some(Secret::Choosing);
            return Ok(Released::Void);
        }
        let choices: Vec<_> = ballots.iter().map(|(_, slip)| choice_of(*slip)).collect();
        let (tally, blank) = count(&voting.candidates, &choices);
        let told = Told::new(roll.seats().clone(), digests);
        let mut rounds = voting.rounds.clone();
        rounds.push(CountedRound {
            tally,
            abstained: blank + missing,
            closing,
            is_void: false,
            means: Means::OwnTelephones,
            is_secret: true,
        });
        let mut reasoning = Reasoning::new(voting.sitting.clone(), voting.started, rounds);
        reasoning.told = Some(told);
        *self = Self::Reasoning(reasoning);
        Ok(Released::Counted)
    }
}

/// Counts ballots; how many are blank beside it.
fn count(candidates: &[StoryId], choices: &[Option<StoryId>]) -> (Tally, usize) {
    let mut votes: BTreeMap<_, _> = candidates.iter().map(|story| (*story, 0)).collect();
    for story in choices.iter().flatten() {
        *votes.entry(*story).or_default() += 1;
    }
    let blank = choices.iter().filter(|choice| choice.is_none()).count();
    (Tally::of_points(votes), blank)
}

const fn casting(secret: &Secret) -> Option<&Roll> {
    match secret {
        Secret::Casting(roll) => Some(roll),
        Secret::Choosing | Secret::Counting(_) | Secret::Issuing(_) => None,
    }
}
