//! The log of replacements: what was replaced at each save of an excerpt, by whom and why. It lies in the excerpt's own sealed
//! row, ends with its story, and leaves the archive nowhere.

use chrono::{DateTime, Utc};
use method::excerpt::{Excerpt, Reason, Replacement};
use method::id::AccountId;
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

/// The most saves that are remembered; the oldest goes first.
const MOST_TURNS: usize = 50;

/// One save.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub(super) struct Turn {
    by: AccountId,
    at: DateTime<Utc>,
    made: Vec<(Replacement, Reason)>,
}

/// One save, as its reviewer sees it. It holds words of the story: no `Debug`.
#[derive(Clone, PartialEq, Eq)]
pub struct SeenTurn {
    /// Who saved, as colleagues call her; empty if her account is gone.
    pub by: String,
    /// When.
    pub at: DateTime<Utc>,
    /// Each replacement: what she said, what is shown, why.
    pub made: Vec<(String, Replacement, Reason)>,
}

impl Turn {
    pub(super) fn new(by: AccountId, at: DateTime<Utc>, excerpt: &Excerpt, reason: impl Fn(&Replacement) -> Reason) -> Self {
        let made = excerpt.replacements().iter().map(|one| (one.clone(), reason(one)));
        Self {
            by,
            at,
            made: made.collect(),
        }
    }

    /// Remembers it after others.
    pub(super) fn after(self, log: &mut Vec<Self>) {
        log.push(self);
        let too_many = log.len().saturating_sub(MOST_TURNS);
        log.drain(..too_many);
    }
}

/// The log as a reviewer sees it, the newest save first. `source` is the text of the passage's part.
pub(super) fn seen(log: &[Turn], source: &str, people: &BTreeMap<AccountId, String>) -> Vec<SeenTurn> {
    let words = |one: &Replacement| source.chars().skip(one.start).take(one.end - one.start).collect();
    let turns = log.iter().rev().map(|turn| SeenTurn {
        by: people.get(&turn.by).cloned().unwrap_or_default(),
        at: turn.at,
        made: turn
            .made
            .iter()
            .map(|(one, reason)| (words(one), one.clone(), *reason))
            .collect(),
    });
    turns.collect()
}
