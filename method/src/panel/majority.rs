//! Majority rule (p.31): each story discussed, one vote a seat, most votes win, those who voted otherwise are asked why.
//! Counts are hidden until the vote is closed, because seeing others' judgements changes one's own. A tie is never broken here.

use super::reasons::Findings;
use super::seat::Sitting;
use super::tally::Ballots;
use super::{CountedRound, Hearing, Outcome, Panel, Reasoning, Refused, Words};
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

/// What the group decides after the count. A run-off is a step of its own: [`Panel::run_off`].
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Choice {
    /// One story; in a tie, one of the tied by express decision.
    One(StoryId),
    /// Two stories, when the group is split.
    Two(StoryId, StoryId),
    /// No story, because none is accurate or valid, and why.
    NoStory(String),
}

impl Voting {
    /// A new round; where none of `candidates` is left, all remaining stories stand.
    pub(super) fn new(
        sitting: Sitting,
        started: DateTime<Utc>,
        rounds: Vec<CountedRound>,
        candidates: Vec<StoryId>,
    ) -> Self {
        let mut voting = Self {
            sitting,
            started,
            rounds,
            candidates,
            ballots: Ballots::default(),
        };
        voting.never_without_candidates();
        voting
    }

    pub(super) fn without(&mut self, story: StoryId) {
        self.candidates.retain(|candidate| *candidate != story);
        self.ballots.without(story);
        self.never_without_candidates();
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
        }
    }
}

impl Panel {
    /// Opens the vote over all stories of the panel.
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
        *self = Self::Voting(Voting::new(sitting.clone(), *started, Vec::new(), all));
        Ok(())
    }

    /// Whether a seat may vote now, and what is missing.
    ///
    /// # Errors
    /// [`Refused::NotVoting`], [`Refused::UnknownSeat`], [`Refused::Absent`], [`Refused::Recused`],
    /// [`Refused::AlreadyVoted`], [`Refused::NotYetHeard`].
    pub fn may_vote(&self, seat: SeatId) -> Result<(), Refused> {
        let Self::Voting(voting) = self else {
            return Err(Refused::NotVoting);
        };
        let heard = &voting.sitting.here(seat)?.heard;
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

    /// Ends the round and counts. One story in the lead is the outcome unless the group decides otherwise; a tie waits for a
    /// decision. Where nobody can vote, or no story is left, an empty count follows and the outcome can only be no story.
    ///
    /// # Errors
    /// [`Refused::NotVoting`], [`Refused::StillVoting`], [`Refused::NoBallots`].
    pub fn close_vote(&mut self, closing: Closing) -> Result<(), Refused> {
        let Self::Voting(voting) = self else {
            return Err(Refused::NotVoting);
        };
        let waiting = voting.waiting();
        if waiting > 0 && voting.ballots.len() == 0 {
            return Err(Refused::NoBallots);
        }
        if waiting > 0 && closing == Closing::AllVoted {
            return Err(Refused::StillVoting { waiting });
        }
        let round = voting.counted(closing);
        let findings = Findings::after(&round.tally);
        let mut rounds = std::mem::take(&mut voting.rounds);
        rounds.push(round);
        *self = Self::Reasoning(Reasoning {
            sitting: voting.sitting.clone(),
            started: voting.started,
            rounds,
            findings,
        });
        Ok(())
    }

    /// Sets the outcome. The votes must carry it: no story left out has more votes than a chosen one. Reasons already written
    /// stay with the stories that stay chosen; for another outcome dissent is asked anew.
    ///
    /// # Errors
    /// [`Refused::NotReasoning`], [`Refused::StoryNotInPanel`], [`Refused::SameStoryTwice`], [`Refused::NotLeading`]; for no
    /// story [`Refused::ReasonTooShort`], [`Refused::Blank`], [`Refused::TooLong`].
    pub fn decide(&mut self, choice: Choice) -> Result<(), Refused> {
        let Self::Reasoning(reasoning) = self else {
            return Err(Refused::NotReasoning);
        };
        let outcome = match choice {
            Choice::One(story) => Outcome::One { story },
            Choice::Two(first, second) if first == second => return Err(Refused::SameStoryTwice),
            Choice::Two(first, second) => Outcome::Two { first, second },
            Choice::NoStory(why) => Outcome::NoStory {
                why: Words::reason(&why, reasoning.sitting.rules.least_words)?,
            },
        };
        reasoning.tally().carries(&outcome.stories())?;
        reasoning.findings.decide(outcome);
        Ok(())
    }

    /// A new round of voting among the tied. The rounds before it stay as they are; what was written about the tie goes.
    ///
    /// # Errors
    /// [`Refused::NotReasoning`], [`Refused::NoTie`].
    pub fn run_off(&mut self) -> Result<(), Refused> {
        let Self::Reasoning(reasoning) = self else {
            return Err(Refused::NotReasoning);
        };
        let tied = reasoning.tally().leaders();
        if tied.len() < 2 {
            return Err(Refused::NoTie);
        }
        *self = Self::Voting(reasoning.vote_again(tied));
        Ok(())
    }

    /// How many have voted, while a vote is open. Nothing else of it is shown.
    pub fn cast_of(&self) -> Option<CastOf> {
        let Self::Voting(voting) = self else {
            return None;
        };
        let cast = voting.ballots.len();
        Some(CastOf {
            cast,
            of: cast + voting.waiting(),
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
