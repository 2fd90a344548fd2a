//! The record of a selection (p.33): who by category, which stories in which version, how it was voted, what came of it and
//! why. It can be read and printed for ever; only a withdrawal takes words out of it, and never a number.

use super::shown::result;
use super::{
    Attendance, Category, CountedRound, Criterion, Departure, Dissent, Method, Outcome, Panel, Question, Reason, Reasoning,
    Refused, Scores, Shown, ShownRound, ShownScores, SmallCounts, Words, shown_rounds,
};
use crate::id::{LayerId, PanelId, StoryId};
use chrono::{DateTime, Utc};
use serde::{Deserialize, Deserializer, Serialize, Serializer};
use std::collections::BTreeMap;
use std::fmt;
use std::str::FromStr;

/// The hash of the text that the panel read; written as 64 hexadecimal digits.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct VersionHash(pub [u8; 32]);

/// Not 64 hexadecimal digits.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("a version is 64 hexadecimal digits")]
pub struct NotAVersion;

impl fmt::Display for VersionHash {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.iter().try_for_each(|byte| write!(f, "{byte:02x}"))
    }
}

impl FromStr for VersionHash {
    type Err = NotAVersion;

    fn from_str(text: &str) -> Result<Self, NotAVersion> {
        let mut bytes = [0; 32];
        let pairs = text.as_bytes().chunks_exact(2);
        if text.len() != 64 || !text.bytes().all(|digit| digit.is_ascii_hexdigit()) {
            return Err(NotAVersion);
        }
        for (byte, pair) in bytes.iter_mut().zip(pairs) {
            let pair = std::str::from_utf8(pair).map_err(|_| NotAVersion)?;
            *byte = u8::from_str_radix(pair, 16).map_err(|_| NotAVersion)?;
        }
        Ok(Self(bytes))
    }
}

impl Serialize for VersionHash {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

impl<'de> Deserialize<'de> for VersionHash {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        String::deserialize(deserializer)?.parse().map_err(serde::de::Error::custom)
    }
}

/// Which text of a story the panel reads.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct TextVersion {
    /// The layer.
    pub layer: LayerId,
    /// The hash of its words.
    pub hash: VersionHash,
}

/// A story put to a panel.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Considered {
    /// The story.
    pub story: StoryId,
    /// The text of it.
    pub text: TextVersion,
}

/// A story in the record.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct RecordedStory {
    /// The story.
    pub story: StoryId,
    /// The text that was read; `None` once the story was withdrawn, since a hash could confirm a guess at its words.
    pub text: Option<TextVersion>,
}

/// What is left of a panel. Level, site and domain stand beside it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Record {
    /// The panel.
    pub panel: PanelId,
    /// How it chose.
    pub method: Method,
    /// When hearing began.
    pub started: DateTime<Utc>,
    /// When it was closed; never before `started`.
    pub closed: DateTime<Utc>,
    /// How many sat there as what, whether or not they stayed.
    pub members: BTreeMap<Category, usize>,
    /// How many of them were away at the end. Without category: it would point at one person.
    pub absent: usize,
    /// How many of them took no part in the vote. Without category, too.
    pub recused: usize,
    /// The stories, as they were put; withdrawn ones last.
    pub stories: Vec<RecordedStory>,
    /// The rounds of voting, oldest first. [`Record::rounds`] says what of them may be shown.
    pub(super) rounds: Vec<CountedRound>,
    /// The table of marks, where stories were marked. [`Record::scores`] says what of it may be shown.
    #[serde(default)]
    pub(super) scores: Option<Scores>,
    /// What the panel does with numbers that say how somebody voted.
    #[serde(default)]
    pub small_counts: SmallCounts,
    /// What came of it.
    pub outcome: Outcome,
    /// In what the choice departs from the count or the marks, and why.
    #[serde(default)]
    pub departure: Option<(Departure, Words)>,
    /// Why, for each chosen story.
    pub reasons: Vec<Reason>,
    /// The criteria that the group found itself using.
    pub criteria: Vec<Criterion>,
    /// What those think who voted otherwise.
    pub dissent: Dissent,
    /// Questions raised about the stories.
    pub questions: Vec<Question>,
    /// What was written by telephone after a secret vote, linked to nobody and in no order.
    #[serde(default)]
    pub voices: Vec<Words>,
}

impl Record {
    pub(super) fn of(reasoning: &Reasoning, outcome: Outcome, now: DateTime<Utc>) -> Self {
        let sitting = &reasoning.sitting;
        let mut members = BTreeMap::new();
        for seat in &sitting.seats {
            *members.entry(seat.category).or_default() += 1;
        }
        let how_many = |attendance| sitting.seats.iter().filter(|seat| seat.attendance == attendance).count();
        let heard = sitting.stories.iter().map(|one| (one.story, Some(one.text)));
        let withdrawn = sitting.withdrawn.iter().map(|story| (*story, None));
        Self {
            panel: sitting.id,
            method: sitting.rules.method().clone(),
            started: reasoning.started,
            closed: now.max(reasoning.started),
            members,
            absent: how_many(Attendance::Absent),
            recused: how_many(Attendance::Recused),
            stories: heard
                .chain(withdrawn)
                .map(|(story, text)| RecordedStory { story, text })
                .collect(),
            rounds: reasoning.rounds.clone(),
            scores: sitting.scores.as_ref().map(Scores::settled),
            small_counts: sitting.rules.small_counts(),
            departure: reasoning.departs().zip(reasoning.explanation().cloned()),
            outcome,
            reasons: reasoning.findings.reasons.clone(),
            criteria: reasoning.findings.criteria.clone(),
            dissent: reasoning.findings.dissent.clone(),
            questions: sitting.questions.clone(),
            voices: reasoning.findings.voices.clone(),
        }
    }

    /// The rounds of voting as far as they may be shown, oldest first.
    pub fn rounds(&self) -> Vec<ShownRound> {
        shown_rounds(&self.rounds, self.small_counts)
    }

    /// The table of marks as far as it may be shown, where stories were marked.
    pub fn scores(&self) -> Option<ShownScores> {
        self.scores.as_ref().map(|scores| scores.shown(self.small_counts))
    }

    /// Why a story was chosen, in the words that may still be read.
    pub fn reasons_about(&self, story: StoryId) -> impl Iterator<Item = &str> {
        let about = self.reasons.iter().filter(move |reason| reason.about == story);
        about.filter_map(|reason| reason.words.text())
    }

    /// The stories by what counted last, the last vote or the marks, most first; equals together; without those that nobody
    /// wanted and those that were withdrawn.
    pub(crate) fn ranked(&self) -> Vec<Vec<StoryId>> {
        let last = self
            .rounds
            .iter()
            .rev()
            .find(|round| !round.is_void)
            .map(|round| round.tally.clone());
        let count = last.or_else(|| self.scores.as_ref().map(Scores::tally)).unwrap_or_default();
        let is_there = |story: StoryId| self.stories.iter().any(|one| one.story == story && one.text.is_some());
        let ranked = count.ranked().into_iter();
        let ranked: Vec<_> = ranked.filter(|(story, number)| *number > 0 && is_there(*story)).collect();
        let equals = ranked.chunk_by(|one, other| one.1 == other.1);
        equals.map(|group| group.iter().map(|(story, _)| *story).collect()).collect()
    }

    /// Whether the count that decides is one of a secret vote of which no more is told than who leads.
    pub(crate) fn is_count_untold(&self) -> bool {
        let round = self.rounds.iter().rev().find(|round| !round.is_void);
        round.is_some_and(|round| {
            round.is_secret && matches!(result(&self.rounds, round, self.small_counts), Shown::Lead { .. })
        })
    }

    /// How long the panel took.
    pub fn duration(&self) -> chrono::TimeDelta {
        self.closed - self.started
    }

    /// Takes out what tells of a withdrawn story: its text's hash, the reasons and questions about it, and all words that are
    /// tied to no story and might speak of it. Words tied to another story and every number stay.
    ///
    /// # Errors
    /// [`Refused::StoryNotInPanel`].
    pub(super) fn without(&mut self, story: StoryId) -> Result<(), Refused> {
        let recorded = self.stories.iter_mut().find(|one| one.story == story);
        recorded.ok_or(Refused::StoryNotInPanel)?.text = None;
        let reasons = self.reasons.iter_mut().map(|one| (one.about, &mut one.words));
        let questions = self.questions.iter_mut().map(|one| (one.about, &mut one.words));
        for (_, words) in reasons.chain(questions).filter(|(about, _)| *about == story) {
            words.remove();
        }
        self.voices.iter_mut().for_each(Words::remove);
        if let Dissent::Spoken { views } = &mut self.dissent {
            views.iter_mut().for_each(Words::remove);
        }
        if let Some((_, why)) = &mut self.departure {
            why.remove();
        }
        match &mut self.outcome {
            Outcome::NoStory { why } => why.remove(),
            Outcome::SentBack { story: about, question } if *about == story => question.remove(),
            Outcome::SentBack { .. } | Outcome::One { .. } | Outcome::Two { .. } => {}
        }
        Ok(())
    }
}

impl Panel {
    /// The record, once the panel is closed.
    pub const fn record(&self) -> Option<&Record> {
        match self {
            Self::Closed(record) => Some(record),
            _ => None,
        }
    }
}
