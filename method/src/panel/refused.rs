//! Why a panel refuses a step. Each is something its chair or a seat can act on; none carries words that anybody wrote.

use crate::id::StoryId;
use thiserror::Error;

/// Why a step is refused. The panel is as it was.
#[derive(Clone, Debug, PartialEq, Eq, Error)]
pub enum Refused {
    /// Hearing has started: no new seat.
    #[error("the panel no longer takes seats")]
    NotGathering,
    /// Stories are not being heard now.
    #[error("the panel is not hearing stories")]
    NotHearing,
    /// No vote is open.
    #[error("no vote is open")]
    NotVoting,
    /// The count is not known, or no longer open for reasons.
    #[error("the panel is not writing its reasons")]
    NotReasoning,
    /// The panel is over.
    #[error("the panel is closed")]
    Closed,
    /// A panel needs a story to begin with.
    #[error("a panel needs at least one story")]
    NoStories,
    /// One story stands twice in the list, or was chosen twice.
    #[error("the same story stands there twice")]
    SameStoryTwice,
    /// No such seat, or it was given out again under another id.
    #[error("no such seat in this panel")]
    UnknownSeat,
    /// The id belongs to another seat.
    #[error("that seat is taken")]
    SeatTaken,
    /// No free seat left.
    #[error("the panel has its {most} seats")]
    Full {
        /// How many seats a panel has at most.
        most: usize,
    },
    /// Nobody is there to hear.
    #[error("nobody is seated")]
    NobodySeated,
    /// The seat left the room; it has to come back first.
    #[error("the seat is marked absent")]
    Absent,
    /// The seat takes no part in the vote.
    #[error("the seat has recused itself")]
    Recused,
    /// Not a story of this panel, or not of this round of voting.
    #[error("not a story of this vote")]
    StoryNotInPanel,
    /// The seat has not opened or heard these stories.
    #[error("{} stories not yet heard by this seat", .stories.len())]
    NotYetHeard {
        /// Which.
        stories: Vec<StoryId>,
    },
    /// These stories were not marked as discussed.
    #[error("{} stories not yet discussed", .stories.len())]
    NotDiscussed {
        /// Which.
        stories: Vec<StoryId>,
    },
    /// One vote a seat and round.
    #[error("this seat has voted")]
    AlreadyVoted,
    /// Some who are present have not voted; the chair may close all the same.
    #[error("{waiting} seats have not voted")]
    StillVoting {
        /// How many.
        waiting: usize,
    },
    /// Nobody has voted, though somebody could.
    #[error("no vote was cast")]
    NoBallots,
    /// These lead with equally many votes: one, two, none or a run-off has to be chosen.
    #[error("{} stories are tied", .stories.len())]
    Tie {
        /// Which.
        stories: Vec<StoryId>,
    },
    /// A run-off needs a tie.
    #[error("no stories are tied")]
    NoTie,
    /// No vote was counted: the outcome can only be that there is no story, with why.
    #[error("no outcome was chosen")]
    NoOutcome,
    /// A story left out has more votes, or this one has none.
    #[error("the votes do not carry that choice")]
    NotLeading {
        /// The story that the votes do not carry.
        story: StoryId,
    },
    /// Not one of the chosen stories.
    #[error("that story was not chosen")]
    NotChosen,
    /// These chosen stories stand without a reason.
    #[error("{} chosen stories lack a reason", .stories.len())]
    NoReason {
        /// Which.
        stories: Vec<StoryId>,
    },
    /// A reason is more than a few key words.
    #[error("a reason needs {needed} words, this has {words}")]
    ReasonTooShort {
        /// How many words it needs.
        needed: usize,
        /// How many it has.
        words: usize,
    },
    /// Nothing is written there.
    #[error("nothing is written there")]
    Blank,
    /// More than fits.
    #[error("more than {most} characters")]
    TooLong {
        /// The most, in Unicode scalar values.
        most: usize,
    },
    /// A criterion's weight is 1 to 100.
    #[error("a weight is 1 to 100")]
    WeightOutOfBounds,
    /// Some voted otherwise: what they think is recorded, or they say that they would rather not.
    #[error("those who voted otherwise were not asked why")]
    DissentNotAsked,
    /// Dissent was recorded; it cannot be declined any more.
    #[error("dissent is on record")]
    DissentRecorded,
    /// Reasons are asked to have 1 to 60 words.
    #[error("a reason is asked to have 1 to 60 words")]
    WordsOutOfBounds,
    /// An iterative vote has 2 to 6 rounds.
    #[error("an iterative vote has 2 to 6 rounds")]
    RoundsOutOfBounds,
    /// The highest mark is 2 to 10, with at most five criteria of different names.
    #[error("the highest mark is 2 to 10, with at most five different criteria")]
    ScaleOutOfBounds,
    /// No marks are handed in now.
    #[error("no marks are handed in now")]
    NotRating,
    /// Each story gets each mark.
    #[error("a mark is missing")]
    SheetIncomplete,
    /// A mark beyond the scale.
    #[error("a mark is 1 to {most}")]
    MarkOutOfBounds {
        /// The highest mark.
        most: u8,
    },
    /// A table of marks needs at least half of those present.
    #[error("{missing} sheets are missing, more than half")]
    TooFewSheets {
        /// How many are missing.
        missing: usize,
    },
    /// Everybody states a choice before the group negotiates.
    #[error("{waiting} have not stated a choice")]
    NotAllStated {
        /// How many have not.
        waiting: usize,
    },
    /// The panel's method has no such step.
    #[error("this method has no such step")]
    NotThisMethod,
    /// The group has not agreed, and the vote goes on.
    #[error("the group votes again, up to {left} times")]
    RoundsLeft {
        /// How many rounds are left.
        left: u8,
    },
    /// All agree, or the last round was held.
    #[error("the last round was held")]
    RoundsOver,
    /// A negotiation ends when the group says what it agrees on.
    #[error("the group has not said what it agrees on")]
    NotAgreed,
    /// The choice follows from the count.
    #[error("there is nothing to explain")]
    NothingToExplain,
    /// The choice departs from the count or the marks: why is written down.
    #[error("the choice departs from the numbers without a word")]
    NotExplained,
    /// Votes were cast by telephone in this round: their voters would count twice.
    #[error("votes were cast by telephone in this round")]
    BallotsCast,
    /// More votes than people who are present.
    #[error("more votes than the {present} who are present")]
    TooManyVotes {
        /// How many are present.
        present: usize,
    },
    /// No count waits for a second person.
    #[error("no count was entered")]
    NothingEntered,
    /// A count was entered and waits for a second person.
    #[error("an entered count waits for a second person")]
    NotConfirmed,
    /// Who entered a count does not confirm it.
    #[error("a second person confirms")]
    SamePerson,
    /// Nobody's vote is known here: it goes by telephone into the box, or on paper.
    #[error("the vote is secret")]
    BallotIsSecret,
    /// A secret round has no such step now, or not for this seat.
    #[error("not at this step of the vote")]
    NotNow,
    /// Who votes was counted and is frozen until the round is over.
    #[error("the seats are frozen")]
    SeatsFrozen,
    /// Another number was said than there are.
    #[error("there are {present}")]
    NotSoMany {
        /// How many there are.
        present: usize,
    },
    /// So few have no secret.
    #[error("a secret needs {least}")]
    TooFewForSecrecy {
        /// How many it needs.
        least: usize,
    },
    /// The seat was given another token.
    #[error("this seat has its token")]
    TokenTaken,
    /// Nobody signed the token for this box.
    #[error("not a token of this box")]
    TokenUnknown,
    /// The token lies in the box with other words.
    #[error("this token was used")]
    TokenSpent,
    /// There are as many slips as seats.
    #[error("the box is full")]
    BoxFull,
    /// Not everybody has voted. How many have not is not said: whoever asked again and again would see each ballot come.
    #[error("ballots are missing")]
    BallotsMissing,
    /// A secret vote goes by the majority.
    #[error("a secret vote goes by the majority")]
    SecretByMajority,
    /// A secret vote hides the numbers that would say how somebody voted.
    #[error("a secret vote hides small counts")]
    SecretHidesCounts,
    /// A second person counted otherwise than was entered; what was entered is not said.
    #[error("another count was entered")]
    CountsDiffer,
    /// Another count was entered since the page was shown.
    #[error("another count was entered since")]
    EnteredAnew,
}
