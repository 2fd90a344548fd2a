//! Why a story was chosen, in full sentences, and what those think who voted otherwise (p.31–33): "more than a few key words".

use super::seat::Sitting;
use super::{CountedRound, Criterion, Outcome, Panel, Record, Refused, Told, Voting, Words};
use crate::id::{SeatId, StoryId};
use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};

/// Why a chosen story is the most significant.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Reason {
    /// The chosen story.
    pub about: StoryId,
    /// The sentences.
    pub words: Words,
}

/// What became of the view of those who voted otherwise.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "kind", rename_all = "snake_case")]
pub enum Dissent {
    /// Nobody was asked; in a record: nobody voted otherwise.
    #[default]
    NotAsked,
    /// They were asked and would rather not say.
    Declined,
    /// Their views, linked to nobody.
    Spoken {
        /// At least one.
        views: Vec<Words>,
    },
}

/// A panel that knows its count and writes down what it came to.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Reasoning {
    pub(super) sitting: Sitting,
    pub(super) started: DateTime<Utc>,
    pub(super) rounds: Vec<CountedRound>,
    pub(super) findings: Findings,
    /// What a secret round by own telephones left.
    #[serde(default)]
    pub(super) told: Option<Told>,
}

/// What has been written so far.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub(super) struct Findings {
    pub(super) outcome: Option<Outcome>,
    pub(super) reasons: Vec<Reason>,
    pub(super) criteria: Vec<Criterion>,
    pub(super) dissent: Dissent,
    /// Why the choice departs from the count or the marks.
    #[serde(default)]
    pub(super) explanation: Option<Words>,
    /// What was written under second tokens, in no order.
    #[serde(default)]
    pub(super) voices: Vec<Words>,
}

impl Findings {
    pub(super) fn decide(&mut self, outcome: Outcome) {
        if self.outcome.as_ref() == Some(&outcome) {
            return;
        }
        let chosen = outcome.stories();
        self.reasons.retain(|reason| chosen.contains(&reason.about));
        self.dissent = Dissent::NotAsked;
        self.explanation = None;
        self.outcome = Some(outcome);
    }
}

impl Reasoning {
    /// After a count. Most votes or points win where the method says so; a tie decides nothing.
    pub(super) fn new(sitting: Sitting, started: DateTime<Utc>, rounds: Vec<CountedRound>) -> Self {
        let mut reasoning = Self {
            sitting,
            started,
            rounds,
            findings: Findings::default(),
            told: None,
        };
        reasoning.begin_again();
        reasoning
    }

    pub(super) fn reseat(&mut self, old: SeatId, new: SeatId) {
        if let Some(told) = &mut self.told {
            told.reseat(old, new);
        }
    }

    /// Back to what the count alone says.
    fn begin_again(&mut self) {
        let outcome = match self.leaders().as_slice() {
            [story] if self.is_settled_by_count() => Some(Outcome::One { story: *story }),
            _ => None,
        };
        let criteria = self.sitting.rules.method().scale().map(|scale| scale.criteria().to_vec());
        let voices = std::mem::take(&mut self.findings.voices);
        self.findings = Findings {
            outcome,
            criteria: criteria.unwrap_or_default(),
            voices,
            ..Findings::default()
        };
    }

    /// The outcome so far; `None` while a tie, a further round, agreement, or a vote that nobody cast waits for the group.
    pub fn outcome(&self) -> Option<&Outcome> {
        self.findings.outcome.as_ref()
    }

    /// The reasons so far.
    pub fn reasons(&self) -> &[Reason] {
        &self.findings.reasons
    }

    /// The criteria so far.
    pub fn criteria(&self) -> &[Criterion] {
        &self.findings.criteria
    }

    /// What became of dissent so far.
    pub fn dissent(&self) -> &Dissent {
        &self.findings.dissent
    }

    /// How many chose otherwise; `None` where a count says too much about a person.
    pub fn minority(&self) -> Option<usize> {
        (!self.is_hidden()).then(|| self.otherwise())
    }

    /// Whether dissent has to be asked for: somebody chose otherwise, or so few chose that even this is not told.
    pub fn asks_for_dissent(&self) -> bool {
        self.is_hidden() || self.otherwise() > 0
    }

    pub(super) fn otherwise(&self) -> usize {
        let chosen = self.outcome().map(Outcome::stories).unwrap_or_default();
        let Some(round) = self.rounds.last() else {
            return self.sitting.scores.as_ref().map_or(0, |scores| scores.otherwise(&chosen));
        };
        let with_it: usize = chosen.iter().filter_map(|story| round.tally.of(*story)).sum();
        round.tally.total() - with_it
    }

    pub(super) fn vote_again(&self, candidates: Vec<StoryId>) -> Voting {
        Voting::new(self.sitting.clone(), self.started, self.rounds.clone(), candidates)
    }

    /// A story was withdrawn after the count. Without a vote it just leaves, and so it does from a table of marks, where each
    /// story stands by itself; otherwise the round is void and a new one opens.
    pub(super) fn without(&mut self, story: StoryId) -> Option<Voting> {
        // They are tied to no story and may speak of this one.
        self.findings.voices.clear();
        if let Some(round) = self.rounds.last_mut() {
            round.is_void = round.tally.of(story).is_some_and(|votes| votes > 0);
            if round.is_void {
                let stood = self.standing();
                return Some(self.vote_again(stood));
            }
        }
        match &self.findings.outcome {
            Some(outcome) if !outcome.names(story) => {
                self.findings.dissent = Dissent::NotAsked;
                self.findings.explanation = None;
            }
            _ => self.begin_again(),
        }
        None
    }
}

impl Panel {
    /// Writes why a chosen story was chosen; written again, it replaces what stood there.
    ///
    /// # Errors
    /// [`Refused::NotReasoning`]; what [`Panel::decide`] waits for; [`Refused::NotChosen`], [`Refused::ReasonTooShort`], [`Refused::Blank`], [`Refused::TooLong`].
    pub fn give_reason(&mut self, about: StoryId, text: &str) -> Result<(), Refused> {
        let reasoning = self.reasoning_mut()?;
        let outcome = reasoning.outcome().ok_or_else(|| reasoning.unsettled())?;
        if !outcome.stories().contains(&about) {
            return Err(Refused::NotChosen);
        }
        let words = Words::reason(text, reasoning.sitting.rules.least_words())?;
        let reasons = &mut reasoning.findings.reasons;
        reasons.retain(|reason| reason.about != about);
        reasons.push(Reason { about, words });
        Ok(())
    }

    /// Sets the criteria that the group used; none is fine.
    ///
    /// # Errors
    /// [`Refused::NotReasoning`].
    pub fn set_criteria(&mut self, criteria: Vec<Criterion>) -> Result<(), Refused> {
        self.reasoning_mut()?.findings.criteria = criteria;
        Ok(())
    }

    /// Records one view of those who voted otherwise, beside those recorded before.
    ///
    /// # Errors
    /// [`Refused::NotReasoning`], [`Refused::Blank`], [`Refused::TooLong`].
    pub fn record_dissent(&mut self, view: &str) -> Result<(), Refused> {
        let dissent = &mut self.reasoning_mut()?.findings.dissent;
        let view = Words::new(view)?;
        match dissent {
            Dissent::Spoken { views } => views.push(view),
            Dissent::NotAsked | Dissent::Declined => *dissent = Dissent::Spoken { views: vec![view] },
        }
        Ok(())
    }

    /// Those who voted otherwise were asked and would rather not say why.
    ///
    /// # Errors
    /// [`Refused::NotReasoning`], [`Refused::DissentRecorded`].
    pub fn decline_dissent(&mut self) -> Result<(), Refused> {
        let dissent = &mut self.reasoning_mut()?.findings.dissent;
        if matches!(dissent, Dissent::Spoken { .. }) {
            return Err(Refused::DissentRecorded);
        }
        *dissent = Dissent::Declined;
        Ok(())
    }

    /// Ends the panel: from now on there is its record, and nothing that leads to a seat.
    ///
    /// # Errors
    /// [`Refused::NotReasoning`]; what [`Panel::decide`] waits for; [`Refused::NoReason`], [`Refused::NotExplained`],
    /// [`Refused::DissentNotAsked`].
    pub fn close(&mut self, now: DateTime<Utc>) -> Result<(), Refused> {
        let reasoning = self.reasoning_mut()?;
        let outcome = reasoning.outcome().cloned().ok_or_else(|| reasoning.unsettled())?;
        let has_reason = |story: &StoryId| reasoning.reasons().iter().any(|reason| reason.about == *story);
        let stories: Vec<_> = outcome.stories().into_iter().filter(|story| !has_reason(story)).collect();
        if !stories.is_empty() {
            return Err(Refused::NoReason { stories });
        }
        if reasoning.departs().is_some() && reasoning.explanation().is_none() {
            return Err(Refused::NotExplained);
        }
        if reasoning.asks_for_dissent() && *reasoning.dissent() == Dissent::NotAsked {
            return Err(Refused::DissentNotAsked);
        }
        let record = Record::of(reasoning, outcome, now);
        *self = Self::Closed(record);
        Ok(())
    }

    pub(super) fn reasoning_mut(&mut self) -> Result<&mut Reasoning, Refused> {
        match self {
            Self::Reasoning(reasoning) => Ok(reasoning),
            _ => Err(Refused::NotReasoning),
        }
    }
}
