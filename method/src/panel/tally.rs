//! Ballots and their count. The box holds who chose what until it is counted, in no order of casting; a count holds numbers.

use super::{Closing, Means, Panel, Refused, ShownRound, ShownScores, SmallCounts, shown_rounds};
use crate::id::{SeatId, StoryId};
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;
use std::fmt;

/// The votes of an open round: one a seat, sorted by seat, so that nothing tells who came first. Prints only how many.
#[derive(Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(transparent)]
pub(super) struct Ballots(BTreeMap<SeatId, StoryId>);

impl Ballots {
    /// Puts one vote in.
    ///
    /// # Errors
    /// [`Refused::AlreadyVoted`].
    pub(super) fn put(&mut self, seat: SeatId, story: StoryId) -> Result<(), Refused> {
        if self.has(seat) {
            return Err(Refused::AlreadyVoted);
        }
        self.0.insert(seat, story);
        Ok(())
    }

    pub(super) fn take_out(&mut self, seat: SeatId) {
        self.0.remove(&seat);
    }

    pub(super) fn reseat(&mut self, old: SeatId, new: SeatId) {
        if let Some(story) = self.0.remove(&old) {
            self.0.insert(new, story);
        }
    }

    pub(super) fn without(&mut self, story: StoryId) {
        self.0.retain(|_, choice| *choice != story);
    }

    pub(super) fn has(&self, seat: SeatId) -> bool {
        self.0.contains_key(&seat)
    }

    pub(super) fn len(&self) -> usize {
        self.0.len()
    }

    /// Counts the votes for each candidate; a candidate without a vote stands there with 0.
    pub(super) fn count(&self, candidates: &[StoryId]) -> Tally {
        let mut votes: BTreeMap<_, _> = candidates.iter().map(|story| (*story, 0)).collect();
        for story in self.0.values() {
            *votes.entry(*story).or_default() += 1;
        }
        Tally(votes)
    }
}

impl fmt::Debug for Ballots {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Ballots({} cast)", self.len())
    }
}

/// How many votes each story of a round has, or points.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Tally(BTreeMap<StoryId, usize>);

impl Tally {
    pub(super) const fn of_points(points: BTreeMap<StoryId, usize>) -> Self {
        Self(points)
    }

    /// The votes of one story; `None` if it did not stand in the round.
    pub fn of(&self, story: StoryId) -> Option<usize> {
        self.0.get(&story).copied()
    }

    /// All votes.
    pub fn total(&self) -> usize {
        self.0.values().sum()
    }

    /// Every story of the round with its votes, most votes first, equals by id.
    pub fn ranked(&self) -> Vec<(StoryId, usize)> {
        let mut ranked: Vec<_> = self.0.iter().map(|(story, votes)| (*story, *votes)).collect();
        ranked.sort_by_key(|(story, votes)| (std::cmp::Reverse(*votes), *story));
        ranked
    }

    /// The stories with the most votes, at least one vote each: one if it is clear, more if tied, none if nobody voted.
    pub fn leaders(&self) -> Vec<StoryId> {
        let most = self.0.values().copied().max().unwrap_or(0);
        let leads = |(story, votes): (&StoryId, &usize)| (most > 0 && *votes == most).then_some(*story);
        self.0.iter().filter_map(leads).collect()
    }

    /// Checks that the votes carry a choice: each chosen story has a vote, and none left out has more than a chosen one.
    ///
    /// # Errors
    /// [`Refused::StoryNotInPanel`], [`Refused::NotLeading`].
    pub(super) fn carries(&self, chosen: &[StoryId]) -> Result<(), Refused> {
        let left_out = self.0.iter().filter(|(story, _)| !chosen.contains(story));
        let bar = left_out.map(|(_, votes)| *votes).max().unwrap_or(0).max(1);
        for story in chosen.iter().copied() {
            if self.of(story).ok_or(Refused::StoryNotInPanel)? < bar {
                return Err(Refused::NotLeading { story });
            }
        }
        Ok(())
    }
}

/// One round of voting, counted. Never changed afterwards but for being void.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct CountedRound {
    /// The votes of each story that stood.
    pub tally: Tally,
    /// How many were present and cast no vote.
    pub abstained: usize,
    /// Who ended it.
    pub closing: Closing,
    /// A story with votes was withdrawn afterwards: the round decides nothing, another one followed.
    pub is_void: bool,
    /// By what it was voted.
    #[serde(default)]
    pub means: Means,
    /// Whether its panel votes in secret, by whatever means: on paper, too.
    #[serde(default)]
    pub is_secret: bool,
}

impl Panel {
    /// The rounds that were counted, oldest first.
    pub(super) fn rounds(&self) -> &[CountedRound] {
        match self {
            Self::Gathering(_) | Self::Hearing(_) | Self::Rating(_) => &[],
            Self::Voting(voting) => &voting.rounds,
            Self::Reasoning(reasoning) => &reasoning.rounds,
            Self::Closed(record) => &record.rounds,
        }
    }

    /// How many rounds were counted.
    pub fn rounds_held(&self) -> usize {
        self.rounds().len()
    }

    /// What the panel does with numbers that say how somebody voted.
    pub fn small_counts(&self) -> SmallCounts {
        match self {
            Self::Closed(record) => record.small_counts,
            _ => self.rules().map(super::Rules::small_counts).unwrap_or_default(),
        }
    }

    /// The table of marks as far as it may be shown, once it is counted; of a closed panel, too.
    pub fn shown_scores(&self) -> Option<ShownScores> {
        match self {
            Self::Closed(record) => record.scores(),
            _ => self.scores().map(|scores| scores.shown(self.small_counts())),
        }
    }

    /// The rounds that were counted, oldest first, as far as they may be shown.
    pub fn shown_rounds(&self) -> Vec<ShownRound> {
        shown_rounds(self.rounds(), self.small_counts())
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use uuid::Uuid;

    fn story(n: u128) -> StoryId {
        StoryId::new(Uuid::from_u128(n))
    }

    fn ballots(choices: &[u128]) -> Ballots {
        let mut ballots = Ballots::default();
        for (choice, seat) in choices.iter().zip(100..) {
            let seat = SeatId::new(Uuid::from_u128(seat));
            ballots.put(seat, story(*choice)).expect("a fresh seat");
        }
        ballots
    }

    fn count(choices: &[u128]) -> Tally {
        ballots(choices).count(&[story(1), story(2), story(3)])
    }

    #[test]
    fn three_two_none_worked_by_hand() {
        let tally = count(&[1, 2, 1, 2, 1]);
        assert_eq!(tally.ranked(), [(story(1), 3), (story(2), 2), (story(3), 0)]);
        assert_eq!(tally.total(), 5);
        assert_eq!(tally.leaders(), [story(1)]);
        assert_eq!(tally.of(story(3)), Some(0));
        assert_eq!(tally.of(story(4)), None);
    }

    #[test]
    fn equal_votes_lead_together_and_no_vote_leads_nothing() {
        assert_eq!(count(&[3, 2, 3, 2, 1]).leaders(), [story(2), story(3)]);
        assert_eq!(count(&[3, 2, 1]).leaders(), [story(1), story(2), story(3)]);
        assert!(count(&[]).leaders().is_empty());
    }

    #[test]
    fn votes_carry_a_choice_unless_a_story_left_out_has_more() {
        let tally = count(&[1, 1, 1, 2, 2]);
        assert_eq!(tally.carries(&[story(1)]), Ok(()));
        assert_eq!(tally.carries(&[story(2), story(1)]), Ok(()));
        assert_eq!(tally.carries(&[story(2)]), Err(Refused::NotLeading { story: story(2) }));
        assert_eq!(
            tally.carries(&[story(1), story(3)]),
            Err(Refused::NotLeading { story: story(3) })
        );
        assert_eq!(tally.carries(&[story(9)]), Err(Refused::StoryNotInPanel));
        let alone = count(&[1]);
        assert_eq!(
            alone.carries(&[story(1), story(2)]),
            Err(Refused::NotLeading { story: story(2) })
        );
    }

    #[test]
    fn a_box_prints_no_vote() {
        assert_eq!(format!("{:?}", ballots(&[1, 2])), "Ballots(2 cast)");
    }
}
