//! From a count to an outcome: what the group decides, another round, and the words where a choice departs from the numbers.
//! A tie is never broken silently: a run-off, two stories, or a decision that is explained.

use super::shown::result;
use super::{Method, Panel, Reasoning, Refused, Shown, Tally, Words};
use crate::id::StoryId;
use serde::{Deserialize, Serialize};

/// What the group decides after the count. A further round is a step of its own.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Choice {
    /// One story; in a tie, one of the tied by express decision.
    One(StoryId),
    /// Two stories, when the group is split.
    Two(StoryId, StoryId),
    /// No story, because none is accurate or valid, and why.
    NoStory(String),
    /// No story yet: one goes back to its collector with a question.
    SendBack(StoryId, String),
}

/// What the panel came to.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "kind", rename_all = "snake_case")]
pub enum Outcome {
    /// One story.
    One {
        /// Which.
        story: StoryId,
    },
    /// Two stories.
    Two {
        /// One of them.
        first: StoryId,
        /// The other.
        second: StoryId,
    },
    /// No story.
    NoStory {
        /// Why.
        why: Words,
    },
    /// No story yet: one went back to its collector.
    SentBack {
        /// Which.
        story: StoryId,
        /// What has to be made clear before a panel can choose.
        question: Words,
    },
}

impl Outcome {
    /// The chosen stories, none to two.
    pub fn stories(&self) -> Vec<StoryId> {
        match self {
            Self::One { story } => vec![*story],
            Self::Two { first, second } => vec![*first, *second],
            Self::NoStory { .. } | Self::SentBack { .. } => Vec::new(),
        }
    }

    pub(super) fn names(&self, story: StoryId) -> bool {
        self.stories().contains(&story) || matches!(self, Self::SentBack { story: about, .. } if *about == story)
    }
}

/// In what a choice departs from the numbers.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Departure {
    /// More stories lead with equal numbers than were chosen.
    Tie,
    /// The chosen story is not the one that was marked highest before the meeting.
    Marks,
    /// Telephones did not find their ballots in what was released: the numbers themselves are in doubt.
    Unfound,
}

impl Reasoning {
    /// The count that the choice rests on: of the last round, or of the marks where nothing was voted on.
    fn count(&self) -> Tally {
        match (self.rounds.last(), &self.sitting.scores) {
            (Some(round), _) => round.tally.clone(),
            (None, Some(scores)) => scores.tally(),
            (None, None) => Tally::default(),
        }
    }

    /// The stories in the lead: one, several if tied, none if nobody voted.
    pub fn leaders(&self) -> Vec<StoryId> {
        self.count().leaders()
    }

    /// The stories of the last round that are still before the panel.
    pub(super) fn standing(&self) -> Vec<StoryId> {
        let count = self.count();
        self.sitting.story_ids().filter(|story| count.of(*story).is_some()).collect()
    }

    /// Whether the count of the last vote would say too much about a person.
    pub(super) fn is_hidden(&self) -> bool {
        let small = self.sitting.rules.small_counts();
        let is_lead = |tally: &Tally, result: Shown| tally.total() > 0 && matches!(result, Shown::Lead { .. });
        match (self.rounds.last(), &self.sitting.scores) {
            (Some(round), _) => is_lead(&round.tally, result(&self.rounds, round, small)),
            (None, Some(scores)) => scores.sheets > 0 && scores.is_hidden(small),
            (None, None) => false,
        }
    }

    /// How many further rounds an iterative vote has: none once all agree, or nobody voted, or the last was held.
    pub fn rounds_left(&self) -> u8 {
        let Method::Iterative { most_rounds } = self.sitting.rules.method() else {
            return 0;
        };
        let agrees = self.rounds.last().is_none_or(|round| {
            let total = round.tally.total();
            total == 0 || (round.abstained == 0 && round.tally.ranked().first().is_some_and(|one| one.1 == total))
        });
        if agrees {
            return 0;
        }
        let held = self.rounds.iter().filter(|round| !round.is_void).count();
        most_rounds.saturating_sub(u8::try_from(held).unwrap_or(u8::MAX))
    }

    pub(super) fn is_settled_by_count(&self) -> bool {
        *self.sitting.rules.method() != Method::Negotiation && self.rounds_left() == 0
    }

    /// The stories that the group may choose from: those with votes where that may be told, all that stood where it may not
    /// or where it talks until it agrees.
    pub fn choosable(&self) -> Vec<StoryId> {
        let count = self.count();
        let all = self.is_hidden() || *self.sitting.rules.method() == Method::Negotiation;
        let mut standing = self.standing();
        standing.retain(|story| all || count.of(*story).is_some_and(|votes| votes > 0));
        standing
    }

    /// Whether the tied may stand again in a vote among them.
    pub fn can_run_off(&self) -> bool {
        let has_run_off = !matches!(self.sitting.rules.method(), Method::Iterative { .. } | Method::Negotiation);
        has_run_off && self.leaders().len() > 1
    }

    /// Whether all may state their choice again.
    pub fn can_vote_again(&self) -> bool {
        match self.sitting.rules.method() {
            Method::Iterative { .. } => self.rounds_left() > 0,
            Method::Negotiation => !self.standing().is_empty(),
            Method::Majority | Method::Scoring(_) | Method::PreScoring(_) => self.is_in_doubt(),
        }
    }

    /// Whether a telephone did not find its ballot in what was released.
    fn is_in_doubt(&self) -> bool {
        self.told.as_ref().is_some_and(|told| told.missed() > 0)
    }

    /// In what the choice departs from the numbers, and has to be explained.
    pub fn departs(&self) -> Option<Departure> {
        if self.is_in_doubt() {
            return Some(Departure::Unfound);
        }
        let chosen = self
            .outcome()
            .map(super::Outcome::stories)
            .filter(|chosen| !chosen.is_empty())?;
        match (self.sitting.rules.method(), &self.sitting.scores) {
            (Method::Negotiation, _) => None,
            _ if self.leaders().len() > chosen.len() => Some(Departure::Tie),
            (Method::PreScoring(_), Some(scores)) => {
                let marked = scores.leaders();
                let departs = !marked.is_empty() && !chosen.iter().any(|story| marked.contains(story));
                departs.then_some(Departure::Marks)
            }
            _ => None,
        }
    }

    /// Why it departs, once written.
    pub const fn explanation(&self) -> Option<&Words> {
        self.findings.explanation.as_ref()
    }

    /// What the panel waits for while it has no outcome.
    pub(super) fn unsettled(&self) -> Refused {
        let stories = self.leaders();
        match self.rounds_left() {
            0 if *self.sitting.rules.method() == Method::Negotiation && !stories.is_empty() => Refused::NotAgreed,
            0 if stories.is_empty() => Refused::NoOutcome,
            0 => Refused::Tie { stories },
            left => Refused::RoundsLeft { left },
        }
    }

    /// Checks that the count carries a choice of stories. What may not be told is not told by a refusal either: where counts
    /// are hidden, any second story may stand beside the leader.
    fn carries(&self, chosen: &[StoryId]) -> Result<(), Refused> {
        let count = self.count();
        if let Some(story) = chosen.iter().find(|story| !self.standing().contains(*story)) {
            return Err(count
                .of(*story)
                .map_or(Refused::StoryNotInPanel, |_| Refused::NotLeading { story: *story }));
        }
        if *self.sitting.rules.method() == Method::Negotiation {
            return Ok(());
        }
        if self.rounds.is_empty() || !self.is_hidden() {
            return count.carries(chosen);
        }
        let leaders = count.leaders();
        let follows = chosen.iter().all(|one| leaders.contains(one)) || leaders.iter().all(|one| chosen.contains(one));
        match chosen.iter().find(|one| !leaders.contains(*one)) {
            Some(story) if !follows => Err(Refused::NotLeading { story: *story }),
            _ => Ok(()),
        }
    }
}

impl Panel {
    /// Sets the outcome. The count must carry chosen stories, except where the group talks until it agrees. Reasons already
    /// written stay with the stories that stay chosen; for another outcome dissent and explanation are asked anew.
    ///
    /// # Errors
    /// [`Refused::NotReasoning`], [`Refused::StoryNotInPanel`], [`Refused::SameStoryTwice`], [`Refused::NotLeading`],
    /// [`Refused::RoundsLeft`]; for no story [`Refused::ReasonTooShort`]; for words [`Refused::Blank`],
    /// [`Refused::TooLong`].
    pub fn decide(&mut self, choice: Choice) -> Result<(), Refused> {
        let reasoning = self.reasoning_mut()?;
        let outcome = match choice {
            Choice::One(story) => Outcome::One { story },
            Choice::Two(first, second) if first == second => return Err(Refused::SameStoryTwice),
            Choice::Two(first, second) => Outcome::Two { first, second },
            Choice::NoStory(why) => Outcome::NoStory {
                why: Words::reason(&why, reasoning.sitting.rules.least_words())?,
            },
            Choice::SendBack(story, question) => {
                reasoning.sitting.check(story)?;
                let question = Words::new(&question)?;
                Outcome::SentBack { story, question }
            }
        };
        let chosen = outcome.stories();
        if !chosen.is_empty() {
            match reasoning.rounds_left() {
                0 => reasoning.carries(&chosen)?,
                left => return Err(Refused::RoundsLeft { left }),
            }
        }
        reasoning.findings.decide(outcome);
        Ok(())
    }

    /// A new round of voting among the tied. The rounds before it stay as they are; what was written about the tie goes.
    ///
    /// # Errors
    /// [`Refused::NotReasoning`], [`Refused::NoTie`], [`Refused::NotThisMethod`] where rounds are repeated anyway.
    pub fn run_off(&mut self) -> Result<(), Refused> {
        let reasoning = self.reasoning_mut()?;
        let tied = reasoning.leaders();
        if tied.len() < 2 {
            return Err(Refused::NoTie);
        }
        if !reasoning.can_run_off() {
            return Err(Refused::NotThisMethod);
        }
        *self = Self::Voting(reasoning.vote_again(tied));
        Ok(())
    }

    /// A new round over the same stories, after people have said why they chose: iterative voting, and negotiation. Where a telephone
    /// did not find its ballot, also of a secret vote: the round before decides nothing then.
    ///
    /// # Errors
    /// [`Refused::NotReasoning`], [`Refused::NotThisMethod`], [`Refused::RoundsOver`].
    pub fn vote_again(&mut self) -> Result<(), Refused> {
        let reasoning = self.reasoning_mut()?;
        let is_repeated = matches!(
            reasoning.sitting.rules.method(),
            Method::Iterative { .. } | Method::Negotiation
        );
        if !is_repeated && !reasoning.is_in_doubt() {
            return Err(Refused::NotThisMethod);
        }
        if !reasoning.can_vote_again() {
            return Err(Refused::RoundsOver);
        }
        let standing = reasoning.standing();
        if reasoning.is_in_doubt()
            && let Some(round) = reasoning.rounds.last_mut()
        {
            round.is_void = true;
        }
        *self = Self::Voting(reasoning.vote_again(standing));
        Ok(())
    }

    /// Writes why the choice departs from the numbers; written again, it replaces what stood there.
    ///
    /// # Errors
    /// [`Refused::NotReasoning`], [`Refused::NothingToExplain`], [`Refused::ReasonTooShort`], [`Refused::Blank`],
    /// [`Refused::TooLong`].
    pub fn explain(&mut self, text: &str) -> Result<(), Refused> {
        let reasoning = self.reasoning_mut()?;
        reasoning.departs().ok_or(Refused::NothingToExplain)?;
        reasoning.findings.explanation = Some(Words::reason(text, reasoning.sitting.rules.least_words())?);
        Ok(())
    }
}
