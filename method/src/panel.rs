//! A selection panel (step 5, p.28–33): people take seats, hear each story, talk, vote, and write down why. An enum whose stage
//! holds what is true then. It knows seats and categories, never names, and neither when nor in which order anyone voted.
//!
//! A step is a method on `&mut self`: done, the panel stands one step further; refused, it is exactly as it was.

mod agenda;
mod deciding;
mod hands;
mod key;
mod methods;
mod picture;
mod rating;
mod reasons;
mod record;
mod refused;
mod scores;
mod seat;
mod secret;
mod shown;
mod tally;
mod voting;
mod words;

#[cfg(test)]
mod tests;

use crate::id::{PanelId, SeatId, StoryId};
use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};
use std::collections::BTreeSet;

pub use agenda::{Item, Part, agenda};
pub use deciding::{Choice, Departure, Outcome};
pub use hands::{Entered, Means};
pub use key::spoken_key;
pub use methods::{Method, Rules, Scale};
pub use picture::Picture;
pub use rating::Rating;
pub use reasons::{Dissent, Reason, Reasoning};
pub use record::{Considered, NotAVersion, Record, RecordedStory, TextVersion, VersionHash};
pub use refused::Refused;
pub use scores::{Score, Scores, Sheet};
pub use seat::{Attendance, Category, MOST_SEATS, Seat};
pub use secret::{
    BALLOT, BallotBox, LEAST_VOTERS, OpenBox, Progress, REASON, ReasonBox, Released, Roll, Secret, Slips, Token, Told,
    choice_bytes, choice_of, reason_bytes, reason_of,
};
pub use shown::{FEWEST, Moved, Shown, ShownRound, ShownScore, ShownScores, SmallCounts, shown, shown_rounds};
pub use tally::{CountedRound, Tally};
pub use voting::{CastOf, Closing, Voting};
pub use words::{Criterion, Question, Words};

use seat::Sitting;

/// A panel at one of its six stages. Serialised whole, with its votes: it is for sealed rows only.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "stage", rename_all = "snake_case")]
pub enum Panel {
    /// Seats are being taken.
    Gathering(Gathering),
    /// Stories are opened, read aloud and discussed.
    Hearing(Hearing),
    /// Marks are handed in; nobody sees them before all are counted.
    Rating(Rating),
    /// Votes are cast; nobody sees how many for what.
    Voting(Voting),
    /// The count is known; the outcome, its reasons and what the minority thinks are written down.
    Reasoning(Reasoning),
    /// Over. What was recorded is all that is left: no seat, no ballot.
    Closed(Record),
}

/// A panel whose seats are being taken.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Gathering {
    sitting: Sitting,
}

/// A panel that listens and talks.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Hearing {
    sitting: Sitting,
    started: DateTime<Utc>,
    discussed: BTreeSet<StoryId>,
}

impl Hearing {
    fn new(sitting: Sitting, started: DateTime<Utc>) -> Self {
        Self {
            sitting,
            started,
            discussed: BTreeSet::new(),
        }
    }

    /// Whether the chair marked a story as discussed.
    pub fn has_discussed(&self, story: StoryId) -> bool {
        self.discussed.contains(&story)
    }
}

impl Panel {
    /// A panel over the stories of one domain, each in one version of its text, with every seat still free.
    ///
    /// # Errors
    /// [`Refused::NoStories`], [`Refused::SameStoryTwice`].
    pub fn gather(id: PanelId, stories: Vec<Considered>, rules: Rules) -> Result<Self, Refused> {
        let sitting = Sitting::new(id, stories, rules)?;
        Ok(Self::Gathering(Gathering { sitting }))
    }

    /// A person takes a seat. Only until hearing starts: who comes later has not heard what the others heard.
    ///
    /// # Errors
    /// [`Refused::NotGathering`], [`Refused::SeatTaken`], [`Refused::Full`].
    pub fn join(&mut self, seat: SeatId, category: Category) -> Result<(), Refused> {
        let Self::Gathering(gathering) = self else {
            return Err(Refused::NotGathering);
        };
        gathering.sitting.join(seat, category)
    }

    /// Gives a seat out again under a new id, when a telephone dies: what the seat heard and voted stays, the old id is
    /// worth nothing from now on. At any stage before the end.
    ///
    /// # Errors
    /// [`Refused::Closed`], [`Refused::UnknownSeat`], [`Refused::SeatTaken`].
    pub fn reseat(&mut self, old: SeatId, new: SeatId) -> Result<(), Refused> {
        self.sitting_mut()?.reseat(old, new)?;
        match self {
            Self::Voting(voting) => voting.reseat(old, new),
            Self::Rating(rating) => rating.sheets.reseat(old, new),
            Self::Reasoning(reasoning) => reasoning.reseat(old, new),
            _ => {}
        }
        Ok(())
    }

    /// Somebody leaves the room. A vote already cast in this round stays; further rounds do not wait for the seat.
    ///
    /// # Errors
    /// [`Refused::Closed`], [`Refused::UnknownSeat`].
    pub fn leave(&mut self, seat: SeatId) -> Result<(), Refused> {
        self.sitting_mut()?.attend(seat, false)
    }

    /// Somebody who left is back.
    ///
    /// # Errors
    /// As [`Panel::leave`].
    pub fn come_back(&mut self, seat: SeatId) -> Result<(), Refused> {
        self.sitting_mut()?.attend(seat, true)
    }

    /// "I think I know whose story this is": the seat takes no part in the vote, and a vote it has cast in the open round
    /// leaves the box. Quiet, for good, and safe to ask twice; the record tells only how many. In a secret round the seat is counted
    /// and casts as all others do, and is offered the blank ballot alone.
    ///
    /// # Errors
    /// [`Refused::Closed`], [`Refused::UnknownSeat`]; [`Refused::NotVoting`] once the votes are counted; [`Refused::SeatsFrozen`]
    /// in a secret round, where a blank ballot says the same and nobody sees it.
    pub fn recuse(&mut self, seat: SeatId) -> Result<(), Refused> {
        match self {
            Self::Reasoning(_) => return Err(Refused::NotVoting),
            Self::Voting(voting) if voting.is_frozen() => return Err(Refused::SeatsFrozen),
            _ => {}
        }
        self.sitting_mut()?.recuse(seat)?;
        match self {
            Self::Voting(voting) => voting.ballots.take_out(seat),
            Self::Rating(rating) => rating.sheets.take_out(seat),
            _ => {}
        }
        Ok(())
    }

    /// Seats are taken; the stories come: to be heard and discussed, or, in pre-scoring, to be marked first. `now` is what the record calls the panel's start.
    ///
    /// # Errors
    /// [`Refused::NotGathering`], [`Refused::NobodySeated`].
    pub fn start_hearing(&mut self, now: DateTime<Utc>) -> Result<(), Refused> {
        let Self::Gathering(Gathering { sitting }) = self else {
            return Err(Refused::NotGathering);
        };
        if sitting.present().next().is_none() {
            return Err(Refused::NobodySeated);
        }
        *self = match sitting.rules.method() {
            Method::PreScoring(_) => Self::Rating(Rating::new(sitting.clone(), now)),
            _ => Self::Hearing(Hearing::new(sitting.clone(), now)),
        };
        Ok(())
    }

    /// A seat opened a story. While votes are cast too: somebody who was out of the room catches up.
    ///
    /// # Errors
    /// [`Refused::NotHearing`], [`Refused::UnknownSeat`], [`Refused::Absent`], [`Refused::Recused`],
    /// [`Refused::StoryNotInPanel`].
    pub fn hear(&mut self, seat: SeatId, story: StoryId) -> Result<(), Refused> {
        let sitting = self.listening()?;
        sitting.here(seat)?;
        sitting.check(story)?;
        sitting.seat_mut(seat)?.heard.insert(story);
        Ok(())
    }

    /// A story was read aloud to all who are present, as the guide recommends.
    ///
    /// # Errors
    /// [`Refused::NotHearing`], [`Refused::StoryNotInPanel`].
    pub fn read_aloud(&mut self, story: StoryId) -> Result<(), Refused> {
        let sitting = self.listening()?;
        sitting.check(story)?;
        sitting.read_aloud(story);
        Ok(())
    }

    /// The chair marks a story as discussed: a choice without discussion is the method's main risk (p.31).
    ///
    /// # Errors
    /// [`Refused::NotHearing`], [`Refused::StoryNotInPanel`].
    pub fn discuss(&mut self, story: StoryId) -> Result<(), Refused> {
        let Self::Hearing(hearing) = self else {
            return Err(Refused::NotHearing);
        };
        hearing.sitting.check(story)?;
        hearing.discussed.insert(story);
        Ok(())
    }

    /// Writes down a question raised about a story.
    ///
    /// # Errors
    /// [`Refused::Closed`], [`Refused::NotHearing`] before hearing, [`Refused::StoryNotInPanel`], [`Refused::Blank`],
    /// [`Refused::TooLong`].
    pub fn ask(&mut self, about: StoryId, question: &str) -> Result<(), Refused> {
        if matches!(self, Self::Gathering(_)) {
            return Err(Refused::NotHearing);
        }
        let sitting = self.sitting_mut()?;
        sitting.check(about)?;
        let words = Words::new(question)?;
        sitting.questions.push(Question { about, words });
        Ok(())
    }

    /// A story's teller withdrew it. Before the end it leaves the panel: votes for it in the open round are void and their
    /// voters may vote again; had a closed round counted votes for it, that round is void and a fresh one opens. In a closed
    /// record the counts stay and the words do not. Safe to ask twice.
    ///
    /// # Errors
    /// [`Refused::StoryNotInPanel`].
    pub fn without(&mut self, story: StoryId) -> Result<(), Refused> {
        if let Self::Closed(record) = self {
            return record.without(story);
        }
        if !self.sitting_mut()?.without(story)? {
            return Ok(());
        }
        match self {
            Self::Voting(voting) => voting.without(story),
            Self::Rating(rating) => rating.sheets.without(story),
            Self::Reasoning(reasoning) => {
                if let Some(voting) = reasoning.without(story) {
                    *self = Self::Voting(voting);
                }
            }
            Self::Gathering(_) | Self::Hearing(_) | Self::Closed(_) => {}
        }
        Ok(())
    }

    /// The panel's id.
    pub const fn id(&self) -> PanelId {
        match self {
            Self::Gathering(gathering) => gathering.sitting.id,
            Self::Hearing(hearing) => hearing.sitting.id,
            Self::Rating(rating) => rating.sitting.id,
            Self::Voting(voting) => voting.sitting.id,
            Self::Reasoning(reasoning) => reasoning.sitting.id,
            Self::Closed(record) => record.panel,
        }
    }
}
