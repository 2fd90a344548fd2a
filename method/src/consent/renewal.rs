//! What to ask her again soon: each yes that ends within some weeks, or has ended.

use super::{Answer, Consent, Purpose};
use chrono::{DateTime, NaiveDate, TimeDelta, Utc};

/// A yes that ends within so many days is to be asked again.
pub const DUE_WITHIN_DAYS: i64 = 60;

/// A yes to ask again.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Renewal {
    /// For what.
    pub purpose: Purpose,
    /// The last day on which it holds, or held.
    pub until: NaiveDate,
    /// Whether it has ended.
    pub is_over: bool,
}

impl Consent {
    /// Each yes of hers that ends within [`DUE_WITHIN_DAYS`] or has ended, in the order of the purposes. What she refused or took
    /// back is not asked again.
    pub fn renewals(&self, now: DateTime<Utc>) -> Vec<Renewal> {
        let today = now.date_naive();
        let due = |purpose| match self.last(purpose)?.answer {
            Answer::Yes { until } if until - today <= TimeDelta::days(DUE_WITHIN_DAYS) => Some(Renewal {
                purpose,
                until,
                is_over: until < today,
            }),
            _ => None,
        };
        Purpose::ALL.into_iter().filter_map(due).collect()
    }
}
