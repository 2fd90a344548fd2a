//! How a panel chooses (p.31–33), said by its chair when it is opened and never changed afterwards.

use super::{Criterion, Refused, SmallCounts};
use serde::{Deserialize, Serialize};
use std::collections::BTreeSet;

/// How the panel chooses.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Method {
    /// One vote a seat, most votes win, those who voted otherwise are asked why (p.31).
    Majority,
    /// A vote, an exchange of reasons, a vote again: until all agree, or `most_rounds` were held (p.32).
    Iterative {
        /// The most rounds that count, [`Method::ROUNDS`].
        most_rounds: u8,
    },
    /// Each seat marks each story; the highest mean wins (p.32).
    Scoring(Scale),
    /// Each seat marks each story before anybody talks; the table of means is laid before the group, which then talks and votes
    /// (p.32). A vote that departs from the marks is explained.
    PreScoring(Scale),
    /// Each says a choice and why; the group talks until it agrees. Not in the guide of 2005: later Australian practice.
    Negotiation,
}

impl Method {
    /// How many rounds an iterative vote may have.
    pub const ROUNDS: std::ops::RangeInclusive<u8> = 2..=6;

    /// The scale, where stories are marked.
    pub const fn scale(&self) -> Option<&Scale> {
        match self {
            Self::Scoring(scale) | Self::PreScoring(scale) => Some(scale),
            Self::Majority | Self::Iterative { .. } | Self::Negotiation => None,
        }
    }

    fn check(&self) -> Result<(), Refused> {
        match self {
            Self::Iterative { most_rounds } if !Self::ROUNDS.contains(most_rounds) => Err(Refused::RoundsOutOfBounds),
            _ => Ok(()),
        }
    }
}

/// What a mark says: from 1, the least, to `most`, for each criterion, or for the story as a whole where there is none.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Scale {
    most: u8,
    criteria: Vec<Criterion>,
}

impl Scale {
    /// The bounds of the highest mark.
    pub const MOST: std::ops::RangeInclusive<u8> = 2..=10;
    /// The most criteria on a sheet.
    pub const CRITERIA: usize = 5;

    /// A scale from 1 to `most`. A criterion without a weight weighs 1.
    ///
    /// # Errors
    /// [`Refused::ScaleOutOfBounds`] for another highest mark, for more than five criteria, or for two of one name.
    pub fn new(most: u8, criteria: Vec<Criterion>) -> Result<Self, Refused> {
        let names: BTreeSet<_> = criteria.iter().map(Criterion::name).collect();
        if !Self::MOST.contains(&most) || criteria.len() > Self::CRITERIA || names.len() < criteria.len() {
            return Err(Refused::ScaleOutOfBounds);
        }
        Ok(Self { most, criteria })
    }

    /// The highest mark.
    pub const fn most(&self) -> u8 {
        self.most
    }

    /// What is marked; none: the story as a whole.
    pub fn criteria(&self) -> &[Criterion] {
        &self.criteria
    }

    /// How many marks a story gets from one seat.
    pub fn marks(&self) -> usize {
        self.criteria.len().max(1)
    }

    /// The weight of each mark.
    pub fn weights(&self) -> Vec<u32> {
        if self.criteria.is_empty() {
            return vec![1];
        }
        let weight = |one: &Criterion| u32::from(one.weight().unwrap_or(1));
        self.criteria.iter().map(weight).collect()
    }
}

/// What a panel is opened with.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Rules {
    least_words: usize,
    #[serde(default = "majority")]
    method: Method,
    #[serde(default)]
    is_secret: bool,
    #[serde(default)]
    small_counts: SmallCounts,
}

fn majority() -> Method {
    Method::Majority
}

impl Rules {
    /// How few words a reason may be asked to have, and how many.
    pub const LEAST_WORDS: std::ops::RangeInclusive<usize> = 1..=60;

    /// The method, and the fewest words of a reason: "more than a few key words", full sentences.
    ///
    /// # Errors
    /// [`Refused::WordsOutOfBounds`], [`Refused::RoundsOutOfBounds`].
    pub fn new(method: Method, least_words: usize) -> Result<Self, Refused> {
        if !Self::LEAST_WORDS.contains(&least_words) {
            return Err(Refused::WordsOutOfBounds);
        }
        method.check()?;
        Ok(Self {
            least_words,
            method,
            is_secret: false,
            small_counts: SmallCounts::Hidden,
        })
    }

    /// The same, and nobody learns who voted for what. With the majority alone: marks are kept by seat, rounds over again would
    /// tell who moved, and who negotiates speaks in the open.
    ///
    /// # Errors
    /// [`Refused::SecretByMajority`]; [`Refused::SecretHidesCounts`] where small counts are shown.
    pub fn secretly(self) -> Result<Self, Refused> {
        if self.small_counts == SmallCounts::Shown {
            return Err(Refused::SecretHidesCounts);
        }
        if self.method != Method::Majority {
            return Err(Refused::SecretByMajority);
        }
        Ok(Self { is_secret: true, ..self })
    }

    /// The same, and counts and marks are shown even where few vote: the group counts hands in front of everybody anyway.
    ///
    /// # Errors
    /// [`Refused::SecretHidesCounts`] for a secret vote.
    pub fn showing_small_counts(self) -> Result<Self, Refused> {
        if self.is_secret {
            return Err(Refused::SecretHidesCounts);
        }
        Ok(Self {
            small_counts: SmallCounts::Shown,
            ..self
        })
    }

    /// What the panel does with numbers that say how somebody voted.
    pub const fn small_counts(&self) -> SmallCounts {
        self.small_counts
    }

    /// Whether nobody learns who voted for what.
    pub const fn is_secret(&self) -> bool {
        self.is_secret
    }

    /// The fewest words that a reason has.
    pub const fn least_words(&self) -> usize {
        self.least_words
    }

    /// The method.
    pub const fn method(&self) -> &Method {
        &self.method
    }
}

/// Majority, and reasons of eight words.
impl Default for Rules {
    fn default() -> Self {
        Self {
            least_words: 8,
            method: Method::Majority,
            is_secret: false,
            small_counts: SmallCounts::Hidden,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_a_panel_is_opened_with_stays_in_bounds() {
        assert_eq!(Rules::new(Method::Majority, 0), Err(Refused::WordsOutOfBounds));
        assert_eq!(Rules::new(Method::Majority, 61), Err(Refused::WordsOutOfBounds));
        for most_rounds in [1, 7] {
            assert_eq!(
                Rules::new(Method::Iterative { most_rounds }, 8),
                Err(Refused::RoundsOutOfBounds)
            );
        }
        assert_eq!(Scale::new(1, Vec::new()), Err(Refused::ScaleOutOfBounds));
        assert_eq!(Scale::new(11, Vec::new()), Err(Refused::ScaleOutOfBounds));
        let twice = vec![
            Criterion::new("Durée", None).expect("named"),
            Criterion::new("Durée", Some(3)).expect("named"),
        ];
        assert_eq!(Scale::new(5, twice), Err(Refused::ScaleOutOfBounds));
        let scale = Scale::new(5, vec![Criterion::new("Durée", Some(3)).expect("named")]).expect("in bounds");
        assert_eq!((scale.marks(), scale.weights()), (1, vec![3]));
    }

    #[test]
    fn a_secret_vote_hides_small_counts_whichever_is_asked_first() {
        let open = Rules::default().showing_small_counts().expect("an open vote");
        assert_eq!((open.small_counts(), open.is_secret()), (SmallCounts::Shown, false));
        assert_eq!(open.secretly(), Err(Refused::SecretHidesCounts));
        let secret = Rules::default().secretly().expect("by majority");
        assert_eq!(secret.small_counts(), SmallCounts::Hidden);
        assert_eq!(secret.showing_small_counts(), Err(Refused::SecretHidesCounts));
    }

    #[test]
    fn a_panel_opened_before_methods_could_be_chosen_votes_by_majority() {
        let rules: Rules = serde_json::from_str(r#"{"least_words":8}"#).expect("an old row");
        assert_eq!(rules, Rules::default());
        assert_eq!(
            serde_json::from_str::<Method>(r#""majority""#).expect("an old record"),
            Method::Majority
        );
    }
}
