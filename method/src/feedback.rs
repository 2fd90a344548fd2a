//! What a panel owes to those whose stories it heard (step 6, p.34–36): which story was chosen and why, told back to each group
//! that told stories and to each teller who agreed to be contacted (P9). What is owed follows from the record; only what came
//! of it is kept.

pub mod script;

use crate::id::{AccountId, SiteId, StoryId};
use chrono::{DateTime, Days, NaiveDate, Utc};
use serde::{Deserialize, Serialize};
use std::collections::BTreeSet;
use std::fmt;
use std::str::FromStr;
use thiserror::Error;

/// Within how many days after a panel closed it is to be told back.
pub const WITHIN_DAYS: u64 = 30;
/// The most letters of a reaction.
pub const REACTION_LETTERS: usize = 2_000;

/// Where stories came from: a focus group, by site and day, or everybody else who told at a site.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct Source {
    /// The site.
    pub site: SiteId,
    /// The day on which the focus group met; none for interviews, written and unasked stories.
    pub met_on: Option<NaiveDate>,
}

/// To whom a panel owes it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum To {
    /// Those who told there.
    Source(Source),
    /// The teller of a story.
    Teller(StoryId),
}

/// Not what [`To`] prints.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Error)]
#[error("nobody to whom a panel owes anything")]
pub struct NotATo;

impl fmt::Display for To {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Source(Source { site, met_on: None }) => write!(f, "site-{site}"),
            Self::Source(Source { site, met_on: Some(day) }) => write!(f, "group-{site}-{day}"),
            Self::Teller(story) => write!(f, "story-{story}"),
        }
    }
}

impl FromStr for To {
    type Err = NotATo;

    fn from_str(text: &str) -> Result<Self, NotATo> {
        let (kind, rest) = text.split_once('-').ok_or(NotATo)?;
        match kind {
            "site" => Ok(Self::Source(Source {
                site: rest.parse().map_err(|_| NotATo)?,
                met_on: None,
            })),
            "group" => {
                let (site, day) = rest.split_once('-').ok_or(NotATo)?;
                Ok(Self::Source(Source {
                    site: site.parse().map_err(|_| NotATo)?,
                    met_on: Some(day.parse().map_err(|_| NotATo)?),
                }))
            }
            "story" => Ok(Self::Teller(rest.parse().map_err(|_| NotATo)?)),
            _ => Err(NotATo),
        }
    }
}

/// A story that a closed panel heard and that is still kept.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Heard {
    /// The story.
    pub story: StoryId,
    /// Where it came from.
    pub source: Source,
    /// Whether its teller may be contacted again (P9).
    pub accepts_contact: bool,
}

/// Everybody to whom a panel owes it: each source once, then each teller who may be contacted, both in order.
pub fn owed(heard: &[Heard]) -> Vec<To> {
    let sources: BTreeSet<Source> = heard.iter().map(|one| one.source).collect();
    let tellers: BTreeSet<StoryId> = heard.iter().filter(|one| one.accepts_contact).map(|one| one.story).collect();
    let sources = sources.into_iter().map(To::Source);
    sources.chain(tellers.into_iter().map(To::Teller)).collect()
}

/// The last day on which it is told in time.
pub fn due(closed: NaiveDate) -> NaiveDate {
    closed.checked_add_days(Days::new(WITHIN_DAYS)).unwrap_or(NaiveDate::MAX)
}

/// How it was told.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Channel {
    /// In a meeting of the group.
    Meeting,
    /// Face to face.
    Visit,
    /// By telephone, with words that mean nothing to others.
    Telephone,
    /// By a recorded message.
    Recording,
    /// On paper.
    Paper,
}

impl Channel {
    /// All of them, in the order of forms.
    pub const ALL: [Self; 5] = [Self::Meeting, Self::Visit, Self::Telephone, Self::Recording, Self::Paper];
}

/// What came of it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "came", rename_all = "snake_case")]
pub enum Came {
    /// It was told.
    Given {
        /// On which day.
        on: NaiveDate,
        /// How.
        channel: Channel,
    },
    /// Nobody could be reached.
    NotReachable,
    /// They would rather not hear it.
    Declined,
}

/// What came of one thing owed. It may hold what a teller said: no `Debug`.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ToldBack {
    /// What came of it.
    pub came: Came,
    /// What they said to it, without names; may be empty.
    pub reaction: String,
    /// Who wrote this down.
    pub by: AccountId,
    /// When.
    pub at: DateTime<Utc>,
}

/// How far the loop is closed.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Loop {
    /// How much was owed.
    pub owed: usize,
    /// How much of it was told.
    pub given: usize,
    /// How much of it nobody has answered for yet.
    pub open: usize,
    /// How much of that is past its day.
    pub overdue: usize,
    /// Half of what was told was told within so many days of the panel's closing; none where nothing was told.
    pub median_days: Option<i64>,
}

impl Loop {
    /// The share told of what was owed, in whole per cent, rounded down; 100 where nothing was.
    pub fn share(&self) -> usize {
        (self.given * 100).checked_div(self.owed).unwrap_or(100)
    }
}

/// The loop over some panels: for each thing owed the day on which its panel closed, and what came of it.
pub fn closed_loop(all: &[(NaiveDate, Option<Came>)], today: NaiveDate) -> Loop {
    let mut days = Vec::new();
    let mut sum = Loop {
        owed: all.len(),
        ..Loop::default()
    };
    for (closed, came) in all {
        match came {
            Some(Came::Given { on, .. }) => days.push((*on - *closed).num_days().max(0)),
            Some(Came::NotReachable | Came::Declined) => {}
            None => {
                sum.open += 1;
                sum.overdue += usize::from(due(*closed) < today);
            }
        }
    }
    days.sort_unstable();
    sum.given = days.len();
    // The lower one of an even number: a number of days that somebody waited.
    sum.median_days = days.get(days.len().saturating_sub(1) / 2).copied();
    sum
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;
    use uuid::Uuid;

    fn day(day: u32) -> NaiveDate {
        NaiveDate::from_ymd_opt(2026, 3, day).unwrap()
    }

    fn heard(n: u128, site: u128, met_on: Option<u32>, accepts_contact: bool) -> Heard {
        Heard {
            story: StoryId::new(Uuid::from_u128(n)),
            source: Source {
                site: SiteId::new(Uuid::from_u128(site)),
                met_on: met_on.map(day),
            },
            accepts_contact,
        }
    }

    fn given(on: u32) -> Came {
        Came::Given {
            on: day(on),
            channel: Channel::Visit,
        }
    }

    #[test]
    fn each_group_is_owed_it_once_and_each_teller_who_agreed() {
        let stories = [
            heard(1, 1, Some(4), true),
            heard(2, 1, Some(4), false),
            heard(3, 1, None, true),
            heard(4, 2, None, false),
        ];
        let expected = [
            To::Source(stories[2].source),
            To::Source(stories[0].source),
            To::Source(stories[3].source),
            To::Teller(stories[0].story),
            To::Teller(stories[2].story),
        ];
        assert_eq!(owed(&stories), expected);
        assert_eq!(owed(&[]), []);
    }

    #[test]
    fn whom_it_is_owed_is_read_as_it_prints() {
        let all = [heard(1, 1, Some(4), true), heard(2, 1, None, true)];
        for to in owed(&all) {
            assert_eq!(to.to_string().parse(), Ok(to));
        }
        for text in [
            "",
            "story",
            "story-",
            "site-x",
            "group-00000000000000000000000000000001-2026-13-01",
            "other-1",
        ] {
            assert_eq!(text.parse::<To>(), Err(NotATo), "{text}");
        }
    }

    #[test]
    fn it_is_due_within_thirty_days() {
        assert_eq!(due(day(1)), day(31));
        assert_eq!(due(NaiveDate::MAX), NaiveDate::MAX);
    }

    #[test]
    fn the_loop_counts_what_was_told_and_what_is_late() {
        let all = [
            (day(1), Some(given(3))),
            (day(1), Some(given(8))),
            (day(1), Some(given(20))),
            (day(1), Some(Came::Declined)),
            (day(1), Some(Came::NotReachable)),
            (day(1), None),
        ];
        let on_time = closed_loop(&all, day(31));
        let expected = Loop {
            owed: 6,
            given: 3,
            open: 1,
            overdue: 0,
            median_days: Some(7),
        };
        assert_eq!(on_time, expected);
        assert_eq!(on_time.share(), 50);
        let late = closed_loop(&all, NaiveDate::from_ymd_opt(2026, 4, 1).unwrap());
        assert_eq!((late.open, late.overdue), (1, 1));
    }

    #[test]
    fn nothing_owed_is_a_closed_loop() {
        assert_eq!(closed_loop(&[], day(1)), Loop::default());
        assert_eq!(Loop::default().share(), 100);
    }

    #[test]
    fn of_two_the_earlier_is_the_median_and_a_day_before_the_closing_is_none() {
        let two = [(day(10), Some(given(12))), (day(10), Some(given(20)))];
        assert_eq!(closed_loop(&two, day(20)).median_days, Some(2));
        assert_eq!(closed_loop(&[(day(10), Some(given(9)))], day(20)).median_days, Some(0));
    }

    proptest! {
        #[test]
        fn every_thing_owed_is_told_open_or_answered_for(came in prop::collection::vec(0u8..4, 0..40), today in 1u32..31) {
            let all: Vec<_> = came.iter().map(|kind| {
                let came = match kind {
                    0 => Some(given(9)),
                    1 => Some(Came::Declined),
                    2 => Some(Came::NotReachable),
                    _ => None,
                };
                (day(1), came)
            }).collect();
            let sum = closed_loop(&all, day(today));
            let answered = came.iter().filter(|kind| (1..3).contains(*kind)).count();
            prop_assert_eq!(sum.given + sum.open + answered, sum.owed);
            prop_assert!(sum.overdue <= sum.open && sum.share() <= 100);
            prop_assert_eq!(sum.median_days.is_some(), sum.given > 0);
        }
    }
}
