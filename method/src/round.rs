//! A reporting period (p.22): stories belong to the one in which they were told.

use crate::id::RoundId;
use crate::selection::Plan;
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
}
