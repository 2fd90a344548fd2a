//! What to ask her again soon: each yes that ends within some weeks, or has ended, and what she left for later.

use super::{Answer, Consent, Purpose};
use chrono::{DateTime, NaiveDate, TimeDelta, Utc};

/// A yes that ends within so many days is to be asked again.
pub const DUE_WITHIN_DAYS: i64 = 60;

/// Something to ask again.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Renewal {
    /// For what.
    pub purpose: Purpose,
    /// The last day on which a yes holds, or held; the day on which she left it for later.
    pub until: NaiveDate,
    /// Why it is to be asked.
    pub why: Renewing,
}

/// Why something is to be asked again.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Renewing {
    /// A yes ends soon.
    Ends,
    /// A yes has ended.
    Ended,
    /// She said that she will say later.
    Later,
}

impl Consent {
    /// Each yes of hers that ends within [`DUE_WITHIN_DAYS`] or has ended, and what she left for later, at once, in the order of the
    /// purposes. What she refused or took back is not asked again.
    pub fn renewals(&self, now: DateTime<Utc>) -> Vec<Renewal> {
        let today = now.date_naive();
        let due = |purpose| {
            let last = self.last(purpose)?;
            let (until, why) = match last.answer {
                Answer::Yes { until } if until < today => (until, Renewing::Ended),
                Answer::Yes { until } if until - today <= TimeDelta::days(DUE_WITHIN_DAYS) => (until, Renewing::Ends),
                Answer::Later => (last.at.date_naive(), Renewing::Later),
                _ => return None,
            };
            Some(Renewal { purpose, until, why })
        };
        Purpose::ALL.into_iter().filter_map(due).collect()
    }
}
