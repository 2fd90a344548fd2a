//! A secret round of voting by own telephones. Who takes part is frozen and counted aloud; each telephone gets one token that
//! nobody can link to it; only when all have theirs does the box open. What lies in the box is never in the panel's row: it
//! comes in once, when it is released. Reasons may follow under a second token, so that choice and words do not meet.

mod casting;
mod slips;
mod told;

use super::{Panel, Refused, Voting};
use crate::id::{BoxId, SeatId};
use serde::{Deserialize, Serialize};
use std::collections::{BTreeMap, BTreeSet};

pub use casting::{OpenBox, Released};
pub use slips::{BALLOT, BallotBox, REASON, ReasonBox, Slips, Token, choice_bytes, choice_of, reason_bytes, reason_of};
pub use told::Told;

/// With fewer than this a vote is nobody's secret.
pub const LEAST_VOTERS: usize = 3;

/// How far a secret round is.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "step", rename_all = "snake_case")]
pub enum Secret {
    /// Paper, a tablet handed round and own telephones stand side by side; nobody is frozen.
    #[default]
    Choosing,
    /// The chair said how many they are, and each telephone is asked whether that is so.
    Counting(Roll),
    /// Each telephone fetches its token.
    Issuing(Roll),
    /// All have theirs: the box is open.
    Casting(Roll),
}

/// The seats that vote in one secret round: frozen, so that nobody comes late whose ballot the others could subtract.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Roll {
    id: BoxId,
    seats: BTreeSet<SeatId>,
    /// Whether the number is right, as each says.
    #[serde(default)]
    answers: BTreeMap<SeatId, bool>,
    /// What was signed for whom, as a hash of the blinded token, so that a telephone which asks twice is given the same.
    #[serde(default)]
    issued: BTreeMap<SeatId, [u8; 32]>,
}

/// How far the seats have come with what they are asked for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Progress {
    /// Those who have done it.
    pub done: usize,
    /// Those who are asked.
    pub of: usize,
}

impl Roll {
    pub(super) fn new(id: BoxId, seats: BTreeSet<SeatId>) -> Self {
        let (answers, issued) = (BTreeMap::new(), BTreeMap::new());
        Self {
            id,
            seats,
            answers,
            issued,
        }
    }

    /// The box that its tokens open.
    pub const fn id(&self) -> BoxId {
        self.id
    }

    /// How many vote.
    pub fn len(&self) -> usize {
        self.seats.len()
    }

    /// Whether nobody votes: never.
    pub fn is_empty(&self) -> bool {
        self.seats.is_empty()
    }

    /// Whether a seat votes.
    pub fn has(&self, seat: SeatId) -> bool {
        self.seats.contains(&seat)
    }

    /// What a seat said of the number.
    pub fn answer_of(&self, seat: SeatId) -> Option<bool> {
        self.answers.get(&seat).copied()
    }

    /// Whether a seat has its token.
    pub fn has_token(&self, seat: SeatId) -> bool {
        self.issued.contains_key(&seat)
    }

    pub(super) const fn seats(&self) -> &BTreeSet<SeatId> {
        &self.seats
    }

    fn check(&self, seat: SeatId) -> Result<(), Refused> {
        self.has(seat).then_some(()).ok_or(Refused::NotNow)
    }

    fn said(&self, is_right: bool) -> usize {
        self.answers.values().filter(|answer| **answer == is_right).count()
    }

    /// One token a seat. The same blinded token again is the same signature again.
    pub(super) fn issue(&mut self, seat: SeatId, blinded: [u8; 32]) -> Result<(), Refused> {
        self.check(seat)?;
        let before = self.issued.entry(seat).or_insert(blinded);
        (*before == blinded).then_some(()).ok_or(Refused::TokenTaken)
    }

    pub(super) fn is_issued(&self) -> bool {
        self.issued.len() == self.seats.len()
    }

    fn reseat(&mut self, old: SeatId, new: SeatId) {
        if self.seats.remove(&old) {
            self.seats.insert(new);
        }
        if let Some(answer) = self.answers.remove(&old) {
            self.answers.insert(new, answer);
        }
        if let Some(blinded) = self.issued.remove(&old) {
            self.issued.insert(new, blinded);
        }
    }
}

impl Secret {
    /// The seats that are frozen.
    pub const fn roll(&self) -> Option<&Roll> {
        match self {
            Self::Choosing => None,
            Self::Counting(roll) | Self::Issuing(roll) | Self::Casting(roll) => Some(roll),
        }
    }

    /// How many have said that the number is right, or hold a token; of the box itself nothing is known here.
    pub fn progress(&self) -> Progress {
        let done = match self {
            Self::Choosing | Self::Casting(_) => 0,
            Self::Counting(roll) => roll.said(true),
            Self::Issuing(roll) => roll.issued.len(),
        };
        let of = self.roll().map_or(0, Roll::len);
        Progress { done, of }
    }

    /// Its name, for streams of news.
    pub const fn name(&self) -> &'static str {
        match self {
            Self::Choosing => "choosing",
            Self::Counting(_) => "counting",
            Self::Issuing(_) => "issuing",
            Self::Casting(_) => "casting",
        }
    }

    /// A telephone died and its seat goes on under another id. Where it had a token, nobody knows which: the round begins anew.
    /// While the box is open that is the chair's to say, since the ballot may be in.
    pub(super) fn reseat(&mut self, old: SeatId, new: SeatId) {
        let has_lost_token = matches!(self, Self::Issuing(roll) if roll.has_token(old));
        match self {
            _ if has_lost_token => *self = Self::Choosing,
            Self::Choosing => {}
            Self::Counting(roll) | Self::Issuing(roll) | Self::Casting(roll) => roll.reseat(old, new),
        }
    }
}

impl Voting {
    /// How far a secret round is; `None` where votes are open.
    pub const fn secret(&self) -> Option<&Secret> {
        self.secret.as_ref()
    }

    /// Whether nobody may come or go, nor vote otherwise.
    pub(super) const fn is_frozen(&self) -> bool {
        matches!(
            self.secret,
            Some(Secret::Counting(_) | Secret::Issuing(_) | Secret::Casting(_))
        )
    }
}

impl Panel {
    /// "We are nine": the chair counts aloud, and nobody is added from here on. Whoever recused herself is counted: a number that
    /// leaves her out would say so to the room. `id` is a fresh random one.
    ///
    /// # Errors
    /// [`Refused::NotNow`]; [`Refused::NotConfirmed`] while a count is entered; [`Refused::NotSoMany`],
    /// [`Refused::TooFewForSecrecy`]; [`Refused::NotYetHeard`] if not everybody present has heard every story.
    pub fn freeze(&mut self, said: usize, id: BoxId) -> Result<(), Refused> {
        let voting = self.voting_mut()?;
        if voting.secret != Some(Secret::Choosing) {
            return Err(Refused::NotNow);
        }
        if voting.entered.is_some() {
            return Err(Refused::NotConfirmed);
        }
        let seats: BTreeSet<_> = voting.sitting.in_the_room().map(super::Seat::id).collect();
        if seats.len() != said {
            return Err(Refused::NotSoMany { present: seats.len() });
        }
        if said < LEAST_VOTERS {
            return Err(Refused::TooFewForSecrecy { least: LEAST_VOTERS });
        }
        voting.all_have_heard()?;
        voting.secret = Some(Secret::Counting(Roll::new(id, seats)));
        Ok(())
    }

    /// "Do you count nine?" Once more than half say so, tokens are given out; once half or more say no, the count is taken anew.
    ///
    /// # Errors
    /// [`Refused::NotNow`], also for a seat that does not vote.
    pub fn answer_count(&mut self, seat: SeatId, is_right: bool) -> Result<(), Refused> {
        let voting = self.voting_mut()?;
        let Some(Secret::Counting(roll)) = &mut voting.secret else {
            return Err(Refused::NotNow);
        };
        roll.check(seat)?;
        roll.answers.insert(seat, is_right);
        if roll.said(true) * 2 > roll.len() {
            voting.secret = Some(Secret::Issuing(roll.clone()));
        } else if roll.said(false) * 2 >= roll.len() {
            voting.secret = Some(Secret::Choosing);
        }
        Ok(())
    }

    /// A telephone's blinded token may be signed, once; `blinded` is its hash. With the last one the box opens: when a token was
    /// given out says nothing about when it was used. Of reasons as of votes.
    ///
    /// # Errors
    /// [`Refused::NotNow`], also for a seat that does not vote; [`Refused::TokenTaken`] for another token than the one before.
    pub fn issue(&mut self, seat: SeatId, blinded: [u8; 32]) -> Result<(), Refused> {
        let secret = match self {
            Self::Voting(voting) => voting.secret.as_mut(),
            Self::Reasoning(reasoning) => reasoning.told.as_mut().and_then(Told::reasons_mut),
            _ => None,
        };
        match secret {
            Some(secret @ Secret::Issuing(_)) => {
                let Secret::Issuing(roll) = secret else {
                    return Err(Refused::NotNow);
                };
                roll.issue(seat, blinded)?;
                if roll.is_issued() {
                    *secret = Secret::Casting(roll.clone());
                }
                Ok(())
            }
            // An answer that was lost on its way is given again.
            Some(Secret::Casting(roll)) if roll.issued.get(&seat) == Some(&blinded) => Ok(()),
            _ => Err(Refused::NotNow),
        }
    }

    /// The round begins anew: a telephone died after it got its token, or the group takes another way. The box is never looked at.
    ///
    /// # Errors
    /// [`Refused::NotNow`].
    pub fn begin_round_again(&mut self) -> Result<(), Refused> {
        let voting = self.voting_mut()?;
        if !voting.is_frozen() {
            return Err(Refused::NotNow);
        }
        voting.secret = Some(Secret::Choosing);
        Ok(())
    }

    pub(super) const fn voting_mut(&mut self) -> Result<&mut Voting, Refused> {
        match self {
            Self::Voting(voting) => Ok(voting),
            _ => Err(Refused::NotVoting),
        }
    }
}
