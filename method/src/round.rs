//! A reporting period (p.22): stories belong to the one in which they were told.

use crate::id::RoundId;
use crate::selection::Plan;
use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

/// What a reporting period is doing now.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum RoundStage {
    /// Stories are being told, and panels may already sit.
    Collecting,
    /// No new story; panels choose.
    Selecting,
    /// Chosen stories and reasons go back to the tellers (p.34–36).
    FeedingBack,
    /// Over.
    Closed,
}

impl RoundStage {
    /// Whether a story may be recorded now.
    pub const fn takes_stories(self) -> bool {
        matches!(self, Self::Collecting)
    }

    /// Whether a panel may be opened now.
    pub const fn takes_panels(self) -> bool {
        matches!(self, Self::Collecting | Self::Selecting)
    }

    /// The stage after this one.
    pub const fn next(self) -> Option<Self> {
        match self {
            Self::Collecting => Some(Self::Selecting),
            Self::Selecting => Some(Self::FeedingBack),
            Self::FeedingBack => Some(Self::Closed),
            Self::Closed => None,
        }
    }
}

/// A reporting period.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Round {
    /// Its id.
    pub id: RoundId,
    /// What people call it, such as "1st half of 2026".
    pub label: String,
    /// Where it stands.
    pub stage: RoundStage,
    /// Why it was closed although something was still owed to those who told; empty where nothing was.
    #[serde(default)]
    pub owing: String,
    /// Its own levels of selection; none: those of its programme, each hearing what the one below it chose.
    #[serde(default)]
    pub plan: Option<Plan>,
    /// The day on which it began to take stories; none where it was not kept yet.
    #[serde(default)]
    pub began_on: Option<NaiveDate>,
}

/// The period in which a story was told that reached us late, so that a later one took it (p.22); none where it came in time, or
/// where nobody knows when the period that took it began. `rounds` are the programme's, oldest first.
pub fn told_before(rounds: &[Round], taken_by: RoundId, told_on: NaiveDate) -> Option<&Round> {
    let at = rounds.iter().position(|round| round.id == taken_by)?;
    let (before, from) = rounds.split_at(at);
    if told_on >= from.first()?.began_on? {
        return None;
    }
    let is_of = |round: &&Round| round.began_on.is_none_or(|day| day <= told_on);
    before.iter().rev().find(is_of).or(before.first())
}

#[cfg(test)]
mod tests {
    use super::*;
    use uuid::Uuid;

    fn day(text: &str) -> NaiveDate {
        text.parse().expect("a day")
    }

    fn rounds(began: [Option<&str>; 3]) -> Vec<Round> {
        let round = |(n, began): (u128, Option<&str>)| Round {
            id: RoundId::new(Uuid::from_u128(n)),
            label: n.to_string(),
            stage: RoundStage::Collecting,
            owing: String::new(),
            plan: None,
            began_on: began.map(day),
        };
        (1..).zip(began).map(round).collect()
    }

    fn told(rounds: &[Round], taken_by: usize, on: &str) -> Option<String> {
        told_before(rounds, rounds[taken_by].id, day(on)).map(|round| round.label.clone())
    }

    #[test]
    fn a_story_told_before_its_period_began_is_of_the_one_before() {
        let rounds = rounds([Some("2026-01-01"), Some("2026-07-01"), Some("2027-01-01")]);
        assert_eq!(told(&rounds, 2, "2027-01-01"), None, "on the first day");
        assert_eq!(told(&rounds, 2, "2026-12-31").as_deref(), Some("2"));
        assert_eq!(told(&rounds, 2, "2026-06-30").as_deref(), Some("1"));
        assert_eq!(told(&rounds, 1, "2025-12-01").as_deref(), Some("1"), "before any began");
        assert_eq!(told(&rounds, 0, "2025-12-01"), None, "none was there before the first");
    }

    #[test]
    fn a_period_whose_beginning_nobody_kept_says_nothing() {
        let rounds = rounds([None, None, Some("2027-01-01")]);
        assert_eq!(told(&rounds, 1, "2020-01-01"), None);
        assert_eq!(told(&rounds, 2, "2020-01-01").as_deref(), Some("2"));
        let mut old = serde_json::to_value(&rounds[2]).expect("JSON");
        old.as_object_mut().expect("an object").remove("began_on");
        assert_eq!(serde_json::from_value::<Round>(old).expect("a period").began_on, None);
    }
}
