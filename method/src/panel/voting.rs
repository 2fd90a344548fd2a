//! A vote, in whichever method: each story discussed, one vote a seat. Counts are hidden until the vote is closed, because seeing
//! others' judgements changes one's own. A tie is never broken here.

use super::seat::Sitting;
use super::tally::Ballots;
use super::{CountedRound, Entered, Hearing, Means, Method, Panel, Rating, Reasoning, Refused, Secret};
use crate::id::{SeatId, StoryId};
use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};

/// A panel that votes.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Voting {
    pub(super) sitting: Sitting,
    pub(super) started: DateTime<Utc>,
    pub(super) rounds: Vec<CountedRound>,
    pub(super) candidates: Vec<StoryId>,
    pub(super) ballots: Ballots,
    /// A count without telephones that nobody has confirmed yet.
    #[serde(default)]
    pub(super) entered: Option<Entered>,
    /// How far the round is, where votes are secret.
    #[serde(default)]
    pub(super) secret: Option<Secret>,
}

/// All that is shown of an open vote: "4 of 5 have voted".
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct CastOf {
    /// Votes in the box.
    pub cast: usize,
    /// Seats that have voted or still may.
    pub of: usize,
}

/// Who ends a round of voting.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Closing {
    /// It ends because everybody present has voted.
    AllVoted,
    /// The chair ends it, whoever has not voted.
    ByChair,
}

impl Voting {
    /// A new round; where none of `candidates` is left, all remaining stories stand.
    pub(super) fn new(
        sitting: Sitting,
        started: DateTime<Utc>,
        rounds: Vec<CountedRound>,
        candidates: Vec<StoryId>,
    ) -> Self {
        let secret = sitting.rules.is_secret().then(Secret::default);
        let mut voting = Self {
            sitting,
            started,
            rounds,
            candidates,
            ballots: Ballots::default(),
            entered: None,
            secret,
        };
        voting.never_without_candidates();
        voting
    }

    pub(super) fn without(&mut self, story: StoryId) {
        self.candidates.retain(|candidate| *candidate != story);
        self.ballots.without(story);
        self.entered = None;
        // A token that is spent on a story that is gone cannot be given back: all vote anew.
        self.secret = self.secret.take().map(|_| Secret::Choosing);
        self.never_without_candidates();
    }

    pub(super) fn reseat(&mut self, old: SeatId, new: SeatId) {
        self.ballots.reseat(old, new);
        if let Some(secret) = &mut self.secret {
            secret.reseat(old, new);
        }
    }

    /// Checks that everybody present has heard every story.
    pub(super) fn all_have_heard(&self) -> Result<(), Refused> {
        let is_heard = |story: &StoryId| self.sitting.present().all(|seat| seat.has_heard(*story));
        let stories: Vec<_> = self.sitting.story_ids().filter(|story| !is_heard(story)).collect();
        if stories.is_empty() {
            Ok(())
        } else {
            Err(Refused::NotYetHeard { stories })
        }
    }

    fn never_without_candidates(&mut self) {
        if self.candidates.is_empty() {
            self.candidates = self.sitting.story_ids().collect();
        }
    }

    /// How many are present and have not voted; nobody waits for a vote over nothing.
    fn waiting(&self) -> usize {
        if self.candidates.is_empty() {
            return 0;
        }
        self.sitting.present().filter(|seat| !self.ballots.has(seat.id)).count()
    }

    fn counted(&self, closing: Closing) -> CountedRound {
        CountedRound {
            tally: self.ballots.count(&self.candidates),
            abstained: self.waiting(),
            closing,
            is_void: false,
            means: Means::Telephones,
            is_secret: self.secret.is_some(),
        }
    }
}

impl Panel {
    /// Opens the vote over all stories of the panel; where the panel scores, the handing in of marks.
    ///
    /// # Errors
    /// [`Refused::NotHearing`], [`Refused::NotDiscussed`].
    pub fn open_vote(&mut self) -> Result<(), Refused> {
        let Self::Hearing(Hearing {
            sitting,
            started,
            discussed,
        }) = self
        else {
            return Err(Refused::NotHearing);
        };
        let all: Vec<_> = sitting.story_ids().collect();
        let stories: Vec<_> = all.iter().copied().filter(|story| !discussed.contains(story)).collect();
        if !stories.is_empty() {
            return Err(Refused::NotDiscussed { stories });
        }
        *self = match sitting.rules.method() {
            Method::Scoring(_) => Self::Rating(Rating::new(sitting.clone(), *started)),
            _ => Self::Voting(Voting::new(sitting.clone(), *started, Vec::new(), all)),
        };
        Ok(())
    }

    /// Whether a seat may vote now, and what is missing.
    ///
    /// # Errors
    /// [`Refused::NotVoting`], [`Refused::UnknownSeat`], [`Refused::Absent`], [`Refused::Recused`],
    /// [`Refused::AlreadyVoted`], [`Refused::NotYetHeard`]; [`Refused::NotConfirmed`] while a count without telephones is
    /// entered; [`Refused::BallotIsSecret`] where no seat's vote is known.
    pub fn may_vote(&self, seat: SeatId) -> Result<(), Refused> {
        let Self::Voting(voting) = self else {
            return Err(Refused::NotVoting);
        };
        let heard = &voting.sitting.here(seat)?.heard;
        if voting.entered.is_some() {
            return Err(Refused::NotConfirmed);
        }
        if voting.secret.is_some() {
            return Err(Refused::BallotIsSecret);
        }
        if voting.ballots.has(seat) {
            return Err(Refused::AlreadyVoted);
        }
        let stories: Vec<_> = voting.sitting.story_ids().filter(|story| !heard.contains(story)).collect();
        if stories.is_empty() {
            Ok(())
        } else {
            Err(Refused::NotYetHeard { stories })
        }
    }

    /// Casts a seat's one vote of this round.
    ///
    /// # Errors
    /// As [`Panel::may_vote`]; [`Refused::StoryNotInPanel`] for a story that does not stand in this round.
    pub fn vote(&mut self, seat: SeatId, story: StoryId) -> Result<(), Refused> {
        self.may_vote(seat)?;
        let Self::Voting(voting) = self else {
            return Err(Refused::NotVoting);
        };
        if !voting.candidates.contains(&story) {
            return Err(Refused::StoryNotInPanel);
        }
        voting.ballots.put(seat, story)
    }

    /// Ends the round, or the handing in of marks, and counts. One story in the lead is the outcome unless the group decides
    /// otherwise; a tie waits for a decision, an iterative vote for further rounds, a negotiation for agreement. Where nobody
    /// can vote, or no story is left, an empty count follows and the outcome can only be no story.
    ///
    /// # Errors
    /// [`Refused::NotVoting`], [`Refused::StillVoting`], [`Refused::NoBallots`]; [`Refused::TooFewSheets`]; in a negotiation
    /// [`Refused::NotAllStated`]; [`Refused::NotConfirmed`] while a count without telephones is entered; [`Refused::BallotIsSecret`]
    /// where a box is released instead.
    pub fn close_vote(&mut self, closing: Closing) -> Result<(), Refused> {
        if let Self::Rating(rating) = self {
            *self = rating.counted(closing)?;
            return Ok(());
        }
        let Self::Voting(voting) = self else {
            return Err(Refused::NotVoting);
        };
        if voting.entered.is_some() {
            return Err(Refused::NotConfirmed);
        }
        if voting.secret.is_some() && !voting.candidates.is_empty() {
            return Err(Refused::BallotIsSecret);
        }
        let waiting = voting.waiting();
        if waiting > 0 && voting.ballots.len() == 0 {
            return Err(Refused::NoBallots);
        }
        if waiting > 0 && closing == Closing::AllVoted {
            return Err(Refused::StillVoting { waiting });
        }
        if waiting > 0 && *voting.sitting.rules.method() == Method::Negotiation {
            return Err(Refused::NotAllStated { waiting });
        }
        let mut rounds = voting.rounds.clone();
        rounds.push(voting.counted(closing));
        *self = Self::Reasoning(Reasoning::new(voting.sitting.clone(), voting.started, rounds));
        Ok(())
    }

    /// How many have voted or handed their marks in, while that is open; in a secret round, how many have answered or hold a token:
    /// the box itself is counted beside it. Nothing else of it is shown.
    pub fn cast_of(&self) -> Option<CastOf> {
        let (cast, waiting) = match self {
            Self::Voting(Voting {
                secret: Some(secret), ..
            }) => {
                let progress = secret.progress();
                (progress.done, progress.of - progress.done)
            }
            Self::Voting(voting) => (voting.ballots.len(), voting.waiting()),
            Self::Rating(rating) => (rating.sheets.len(), rating.waiting()),
            _ => return None,
        };
        Some(CastOf {
            cast,
            of: cast + waiting,
        })
    }

    /// The stories that stand in the open round.
    pub fn candidates(&self) -> Option<&[StoryId]> {
        match self {
            Self::Voting(voting) => Some(&voting.candidates),
            _ => None,
        }
    }
}
