//! What a result may show. Where few voted, or all but one agreed, a count says how a person voted to whoever can guess the
//! rest: there only who leads, and how clearly. One rule for chairs, rooms, records and what is printed. A panel that counts hands in
//! front of everybody may say when it is opened that its numbers are shown all the same; a secret vote never.

use super::{Closing, CountedRound, Means, Scores, Tally};
use crate::id::StoryId;
use serde::{Deserialize, Serialize};

/// With fewer ballots than this no count is shown. With opinions of 60, 25 and 15 in a hundred, all but one agree in 28 % of
/// panels of five and in 6 % of panels of nine (simulated).
pub const FEWEST: usize = 7;

/// What a panel does with numbers that say how somebody voted: its own rule, said when it is opened.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum SmallCounts {
    /// They are hidden.
    #[default]
    Hidden,
    /// They are shown: the group sees each hand anyway.
    Shown,
}

impl SmallCounts {
    /// What holds for a round: one that nobody saw hides them whatever was said.
    const fn of(self, round: &CountedRound) -> Self {
        if round.is_secret { Self::Hidden } else { self }
    }
}

/// A result, as far as it may be shown.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Shown {
    /// Each story with its votes, most first.
    Counts(Vec<(StoryId, usize)>),
    /// Who leads, and no number.
    Lead {
        /// The leader, several if tied, none if nobody voted.
        leaders: Vec<StoryId>,
        /// Whether the leader has at least two thirds: the same whether all agree or all but one do.
        is_clear: bool,
    },
}

/// What a count may show: numbers if at least [`FEWEST`] voted and the runner-up has two votes or more, or if the panel's own rule
/// shows all.
pub fn shown(tally: &Tally, small: SmallCounts) -> Shown {
    let ranked = tally.ranked();
    let runner_up = ranked.get(1).map_or(0, |one| one.1);
    if small == SmallCounts::Shown || (tally.total() >= FEWEST && runner_up > 1) {
        return Shown::Counts(ranked);
    }
    lead(tally)
}

/// What a round may show. Of secret rounds the first alone shows a count: what changed between two would tell who changed it.
pub(super) fn result(rounds: &[CountedRound], round: &CountedRound, small: SmallCounts) -> Shown {
    if round.is_secret && rounds.len() > 1 {
        return lead(&round.tally);
    }
    shown(&round.tally, small.of(round))
}

fn lead(tally: &Tally) -> Shown {
    let ranked = tally.ranked();
    let leaders = tally.leaders();
    let most = ranked.first().map_or(0, |one| one.1);
    Shown::Lead {
        is_clear: leaders.len() == 1 && most * 3 >= tally.total() * 2,
        leaders,
    }
}

/// A round, as far as it may be shown.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ShownRound {
    /// Its result.
    pub result: Shown,
    /// How many were present and voted for no story; none is told of a secret round that shows no count.
    pub abstained: Option<usize>,
    /// Who ended it.
    pub closing: Closing,
    /// It decides nothing: a story with votes was withdrawn.
    pub is_void: bool,
    /// By what it was voted.
    pub means: Means,
    /// What moved since the round before.
    pub moved: Moved,
}

/// What moved between two rounds over the same stories.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Moved {
    /// There is nothing to compare with.
    First,
    /// How many votes each story won or lost, where both counts may be shown.
    Votes(Vec<(StoryId, i64)>),
    /// Whether others lead now.
    Lead {
        /// They do.
        has_changed: bool,
    },
}

/// The rounds of a panel, as far as they may be shown.
pub fn shown_rounds(rounds: &[CountedRound], small: SmallCounts) -> Vec<ShownRound> {
    let before = std::iter::once(None).chain(rounds.iter().map(Some));
    let paired = rounds.iter().zip(before);
    paired
        .map(|(round, before)| {
            let result = result(rounds, round, small);
            let is_untold = round.is_secret && matches!(result, Shown::Lead { .. });
            ShownRound {
                abstained: (!is_untold).then_some(round.abstained),
                result,
                closing: round.closing,
                is_void: round.is_void,
                means: round.means,
                moved: before.map_or(Moved::First, |before| moved(before, round, small)),
            }
        })
        .collect()
}

fn moved(before: &CountedRound, round: &CountedRound, small: SmallCounts) -> Moved {
    let stood = |tally: &Tally| {
        tally
            .ranked()
            .into_iter()
            .map(|one| one.0)
            .collect::<std::collections::BTreeSet<_>>()
    };
    if before.is_void || stood(&before.tally) != stood(&round.tally) {
        return Moved::First;
    }
    match (shown(&before.tally, small.of(before)), shown(&round.tally, small.of(round))) {
        (Shown::Counts(_), Shown::Counts(now)) if !before.is_secret && !round.is_secret => Moved::Votes(
            now.into_iter()
                .map(|(story, votes)| (story, signed(votes) - signed(before.tally.of(story).unwrap_or(0))))
                .collect(),
        ),
        _ => Moved::Lead {
            has_changed: before.tally.leaders() != round.tally.leaders(),
        },
    }
}

fn signed(votes: usize) -> i64 {
    i64::try_from(votes).unwrap_or(i64::MAX)
}

/// A table of marks, as far as it may be shown. Means are in hundredths of a mark.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum ShownScores {
    /// Mean, lowest and highest of each story, highest mean first.
    Means {
        /// A row a story.
        rows: Vec<ShownScore>,
        /// How many sheets they are of.
        sheets: usize,
        /// How many were present and handed none in.
        missing: usize,
    },
    /// The stories from the highest mean to the lowest; equal ones side by side.
    Order(Vec<Vec<StoryId>>),
}

/// A row of the table.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct ShownScore {
    /// The story.
    pub story: StoryId,
    /// The mean of all sheets.
    pub mean: u32,
    /// The lowest of one sheet.
    pub lowest: u32,
    /// The highest of one sheet.
    pub highest: u32,
}

impl Scores {
    /// Whether their means would say how somebody marked.
    pub(super) const fn is_hidden(&self, small: SmallCounts) -> bool {
        self.sheets < FEWEST && matches!(small, SmallCounts::Hidden)
    }

    /// Means where at least [`FEWEST`] sheets were handed in, or by the panel's own rule; otherwise the order alone.
    pub(super) fn shown(&self, small: SmallCounts) -> ShownScores {
        let ranked = self.tally().ranked();
        if !self.is_hidden(small) {
            let rows = ranked.iter().filter_map(|(story, _)| {
                let score = self.rows.get(story)?;
                Some(ShownScore {
                    story: *story,
                    mean: self.mean(score.points, self.sheets),
                    lowest: self.mean(score.lowest, 1),
                    highest: self.mean(score.highest, 1),
                })
            });
            return ShownScores::Means {
                rows: rows.collect(),
                sheets: self.sheets,
                missing: self.missing,
            };
        }
        let together = ranked.chunk_by(|one, other| one.1 == other.1);
        ShownScores::Order(together.map(|equal| equal.iter().map(|one| one.0).collect()).collect())
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;
    use std::collections::BTreeMap;
    use uuid::Uuid;

    fn story(n: usize) -> StoryId {
        StoryId::new(Uuid::from_u128(n as u128))
    }

    fn tally(votes: &[usize]) -> Tally {
        Tally::of_points(
            votes
                .iter()
                .enumerate()
                .map(|(n, votes)| (story(n), *votes))
                .collect::<BTreeMap<_, _>>(),
        )
    }

    fn hidden(votes: &[usize]) -> Shown {
        shown(&tally(votes), SmallCounts::Hidden)
    }

    fn counted(votes: &[usize], means: Means) -> CountedRound {
        CountedRound {
            tally: tally(votes),
            abstained: 1,
            closing: Closing::AllVoted,
            is_void: false,
            means,
            is_secret: means.is_secret(),
        }
    }

    #[test]
    fn a_panel_may_show_all_its_numbers_by_its_own_rule() {
        let ranked = |votes: &[(usize, usize)]| Shown::Counts(votes.iter().map(|(n, votes)| (story(*n), *votes)).collect());
        let own = |votes: &[usize]| shown(&tally(votes), SmallCounts::Shown);
        assert_eq!(own(&[2, 1]), ranked(&[(0, 2), (1, 1)]));
        assert_eq!(own(&[1, 4]), ranked(&[(1, 4), (0, 1)]));
        assert_eq!(own(&[3]), ranked(&[(0, 3)]));
        let rounds = [counted(&[2, 1], Means::Telephones), counted(&[3, 0], Means::Hands)];
        let shown = shown_rounds(&rounds, SmallCounts::Shown);
        assert_eq!(shown[1].result, ranked(&[(0, 3), (1, 0)]));
        assert_eq!(shown[1].moved, Moved::Votes(vec![(story(0), 1), (story(1), -1)]));
    }

    #[test]
    fn counts_need_seven_ballots_and_a_runner_up_of_two() {
        assert_eq!(hidden(&[4, 2]), lead(&[0], true));
        assert_eq!(hidden(&[5, 2]), Shown::Counts(vec![(story(0), 5), (story(1), 2)]));
        assert_eq!(hidden(&[6, 1]), lead(&[0], true));
        assert_eq!(hidden(&[5, 1, 1]), lead(&[0], true));
        assert_eq!(hidden(&[9]), lead(&[0], true));
        assert_eq!(hidden(&[3, 2]), lead(&[0], false));
        assert_eq!(hidden(&[2, 2, 1]), lead(&[0, 1], false));
        assert_eq!(hidden(&[0, 0]), lead(&[], false));
    }

    fn lead(leaders: &[usize], is_clear: bool) -> Shown {
        Shown::Lead {
            leaders: leaders.iter().map(|n| story(*n)).collect(),
            is_clear,
        }
    }

    proptest! {
        /// From three ballots on: whoever knows all votes but one and sees what is shown cannot tell a lone dissenter from
        /// nobody.
        #[test]
        fn a_lone_dissenter_looks_like_nobody(voters in 3usize..40) {
            prop_assert_eq!(hidden(&[voters, 0]), hidden(&[voters - 1, 1]));
        }

        #[test]
        fn a_story_with_one_vote_is_never_second_in_what_is_shown(votes in prop::collection::vec(0usize..9, 1..6)) {
            if let Shown::Counts(ranked) = hidden(&votes) {
                prop_assert!(ranked[1].1 > 1 && ranked.iter().map(|one| one.1).sum::<usize>() >= FEWEST);
            }
        }

        /// Movement is told in votes only where both counts are shown.
        #[test]
        fn movement_tells_no_more_than_the_counts(one in prop::collection::vec(0usize..5, 3), other in prop::collection::vec(0usize..5, 3)) {
            let round = |votes: &[usize]| CountedRound {
                tally: tally(votes),
                abstained: 0,
                closing: Closing::AllVoted,
                is_void: false,
                means: Means::Telephones,
                is_secret: false,
            };
            let shown = shown_rounds(&[round(&one), round(&other)], SmallCounts::Hidden);
            prop_assert_eq!(&shown[0].moved, &Moved::First);
            let are_counts = shown.iter().all(|round| matches!(round.result, Shown::Counts(_)));
            if let Moved::Votes(moved) = &shown[1].moved {
                prop_assert!(are_counts);
                for (id, by) in moved {
                    let of = |votes: &[usize]| votes.iter().enumerate().find(|(n, _)| story(*n) == *id).map_or(0, |one| signed(*one.1));
                    prop_assert_eq!(*by, of(&other) - of(&one));
                }
            } else {
                prop_assert!(!are_counts);
            }
        }

        /// No panel's own rule reaches a round that nobody saw, nor what moved to it or from it.
        #[test]
        fn a_secret_round_hides_its_small_numbers_whatever_was_said(
            one in prop::collection::vec(0usize..5, 3),
            other in prop::collection::vec(0usize..5, 3),
            is_first in any::<bool>(),
        ) {
            let means = [Means::OwnTelephones, Means::Hands];
            let (before, after) = if is_first { (means[0], means[1]) } else { (means[1], means[0]) };
            let rounds = [counted(&one, before), counted(&other, after)];
            let [by_own_rule, usual] = [SmallCounts::Shown, SmallCounts::Hidden].map(|small| shown_rounds(&rounds, small));
            let secret = usize::from(!is_first);
            prop_assert_eq!(&by_own_rule[secret].result, &usual[secret].result);
            prop_assert_eq!(by_own_rule[secret].abstained, usual[secret].abstained);
            prop_assert_eq!(&by_own_rule[1].moved, &usual[1].moved);
        }

        /// Slips of paper that two people count say as little of a secret vote as telephones do.
        #[test]
        fn by_whatever_means_a_secret_round_shows_the_same(
            one in prop::collection::vec(0usize..5, 3),
            other in prop::collection::vec(0usize..5, 3),
        ) {
            let shown = [Means::Pictures, Means::PocketChart, Means::Tablet, Means::OwnTelephones].map(|means| {
                let rounds = [&one, &other].map(|votes| CountedRound { is_secret: true, ..counted(votes, means) });
                let told = shown_rounds(&rounds, SmallCounts::Hidden).into_iter();
                told.map(|round| (round.result, round.abstained, round.moved)).collect::<Vec<_>>()
            });
            prop_assert!(shown.iter().all(|other| *other == shown[0]));
            let are_leads = shown[0].iter().all(|(result, ..)| matches!(result, Shown::Lead { .. }));
            prop_assert!(are_leads);
        }

        /// By its own rule a panel shows each number as it was counted.
        #[test]
        fn what_is_shown_by_a_panels_own_rule_is_the_count(votes in prop::collection::vec(0usize..9, 1..6)) {
            let count = tally(&votes);
            prop_assert_eq!(shown(&count, SmallCounts::Shown), Shown::Counts(count.ranked()));
        }
    }
}
