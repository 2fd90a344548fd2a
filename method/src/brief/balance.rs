//! Whether a brief leans: on one teller, on words that have gone everywhere already, on successes alone. It is said to whoever
//! lets the brief go out, and keeps nothing back: the choice is hers.
//!
//! Stories are chosen for what they mean, and the guide asks for those of setbacks and lessons beside the successes (p. 24, 39);
//! the same dramatic story everywhere serves nobody, its teller least.

use crate::anonymise::known::Teller;
use crate::id::StoryId;
use crate::story::Direction;
use crate::verification::Verdict;
use chrono::{DateTime, Months, Utc};
use std::collections::BTreeMap;

/// A story may go out in so many briefs in twelve months; one more is said aloud.
pub const ISSUES_A_YEAR: usize = 2;
/// Of fewer quotations none can lean on one teller.
const FEWEST: usize = 3;

/// How far the words of a story have gone already.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Wear {
    /// They have not gone out in twelve months.
    Fresh,
    /// They have, and may go out once more without a word.
    Used,
    /// They have gone out [`ISSUES_A_YEAR`] times or more.
    Worn,
}

impl Wear {
    /// Of words that stand in so many briefs that went out in the last twelve months.
    pub const fn of(issues: usize) -> Self {
        match issues {
            0 => Self::Fresh,
            ISSUES_A_YEAR.. => Self::Worn,
            _ => Self::Used,
        }
    }
}

/// A quotation of a brief, as far as its balance goes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Cited {
    /// Whose words.
    pub teller: Teller,
    /// Which way her change went.
    pub direction: Direction,
    /// In how many briefs of the last twelve months her words went out before.
    pub issues: usize,
}

/// Something to think about before a brief goes out.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Counsel {
    /// More than half of the quotations are of one teller.
    OneTeller {
        /// How many are.
        of_it: usize,
        /// How many there are.
        all: usize,
    },
    /// The words of so many tellers would now go out more than [`ISSUES_A_YEAR`] times in twelve months.
    Everywhere {
        /// How many.
        tellers: usize,
    },
    /// All stories went for the better.
    SuccessesAlone,
}

/// Whether something that went out counts among the last twelve months.
pub fn is_recent(at: DateTime<Utc>, now: DateTime<Utc>) -> bool {
    now.checked_sub_months(Months::new(12)).is_none_or(|year_ago| at > year_ago)
}

/// What to think about, the gravest first. Nothing for a brief without quotations.
pub fn counsel(cited: &[Cited]) -> Vec<Counsel> {
    let mut tellers: BTreeMap<Teller, (usize, usize)> = BTreeMap::new();
    for one in cited {
        let (quotations, issues) = tellers.entry(one.teller).or_default();
        *quotations += 1;
        *issues = one.issues.max(*issues);
    }
    let all = cited.len();
    let of_it = tellers.values().map(|(quotations, _)| *quotations).max().unwrap_or(0);
    let everywhere = tellers.values().filter(|(_, issues)| *issues >= ISSUES_A_YEAR).count();
    let one_teller = (all >= FEWEST && of_it * 2 > all).then_some(Counsel::OneTeller { of_it, all });
    let everywhere = (everywhere > 0).then_some(Counsel::Everywhere { tellers: everywhere });
    let is_bright = all > 0 && cited.iter().all(|one| one.direction == Direction::Good);
    let bright = is_bright.then_some(Counsel::SuccessesAlone);
    [one_teller, everywhere, bright].into_iter().flatten().collect()
}

/// Of how many stories, of all that are quoted, not every claim was found to hold; none where all were.
pub fn unverified(quoted: impl IntoIterator<Item = (StoryId, Verdict)>) -> Option<(usize, usize)> {
    let stories: BTreeMap<StoryId, Verdict> = quoted.into_iter().collect();
    let open = stories.values().filter(|verdict| **verdict != Verdict::Verified).count();
    (open > 0).then_some((open, stories.len()))
}

#[cfg(test)]
mod tests {
    use super::*;
    use chrono::TimeZone;
    use proptest::prelude::*;
    use uuid::Uuid;

    fn cited(story: u128, direction: Direction, issues: usize) -> Cited {
        Cited {
            teller: Teller::Story(StoryId::new(Uuid::from_u128(story))),
            direction,
            issues,
        }
    }

    #[test]
    fn a_brief_leans_on_one_teller_beyond_half_of_three() {
        let of = |stories: &[u128]| -> Vec<Counsel> {
            counsel(
                &stories
                    .iter()
                    .map(|story| cited(*story, Direction::Mixed, 0))
                    .collect::<Vec<_>>(),
            )
        };
        assert_eq!(of(&[1, 1]), []);
        assert_eq!(of(&[1, 1, 2]), [Counsel::OneTeller { of_it: 2, all: 3 }]);
        assert_eq!(of(&[1, 1, 2, 3]), []);
        assert_eq!(of(&[1, 2, 3]), []);
    }

    #[test]
    fn a_story_that_goes_out_a_third_time_is_counted_once() {
        let once = cited(1, Direction::Lesson, 1);
        let twice = cited(2, Direction::Lesson, 2);
        assert_eq!(counsel(&[once, cited(3, Direction::Good, 0)]), []);
        assert_eq!(counsel(&[once, twice, twice, once]), [Counsel::Everywhere { tellers: 1 }]);
    }

    #[test]
    fn one_setback_or_lesson_is_enough() {
        let good = cited(1, Direction::Good, 0);
        assert_eq!(counsel(&[good]), [Counsel::SuccessesAlone]);
        for other in [Direction::Bad, Direction::Mixed, Direction::Lesson] {
            assert_eq!(counsel(&[good, cited(2, other, 0)]), []);
        }
        assert_eq!(counsel(&[]), []);
    }

    #[test]
    fn each_story_of_which_not_every_claim_holds_is_counted_once() {
        let of = |stories: &[(u128, Verdict)]| {
            unverified(
                stories
                    .iter()
                    .map(|(story, verdict)| (StoryId::new(Uuid::from_u128(*story)), *verdict)),
            )
        };
        assert_eq!(of(&[]), None);
        assert_eq!(of(&[(1, Verdict::Verified), (2, Verdict::Verified)]), None);
        assert_eq!(
            of(&[(1, Verdict::Verified), (2, Verdict::Open), (2, Verdict::Open)]),
            Some((1, 2))
        );
        for other in [Verdict::InPart, Verdict::NotConfirmed, Verdict::NotCheckable] {
            assert_eq!(of(&[(1, other)]), Some((1, 1)));
        }
    }

    #[test]
    fn words_wear_with_each_brief() {
        let of = [0, 1, ISSUES_A_YEAR, ISSUES_A_YEAR + 1].map(Wear::of);
        assert_eq!(of, [Wear::Fresh, Wear::Used, Wear::Worn, Wear::Worn]);
    }

    #[test]
    fn a_year_ends_on_its_day() {
        let day = |year, month| Utc.with_ymd_and_hms(year, month, 2, 9, 0, 0).unwrap();
        assert!(is_recent(day(2025, 4), day(2026, 3)));
        assert!(!is_recent(day(2025, 3), day(2026, 3)));
    }

    proptest! {
        #[test]
        fn the_order_of_quotations_changes_nothing(stories in prop::collection::vec((0u128..4, 0usize..5, any::<bool>()), 0..9)) {
            let of = |(story, issues, good): &(u128, usize, bool)| {
                cited(*story, if *good { Direction::Good } else { Direction::Bad }, *issues)
            };
            let forth: Vec<Cited> = stories.iter().map(of).collect();
            let back: Vec<Cited> = stories.iter().rev().map(of).collect();
            prop_assert_eq!(counsel(&forth), counsel(&back));
        }
    }
}
