//! How long a yes holds: a day of its own for each purpose, within a bound; where none was said, the day for all of them, but no
//! longer than that purpose is meant to last. What goes furthest lasts shortest.

use super::Purpose;
use chrono::{Days, NaiveDate};

/// Days for which a yes to a purpose holds.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Lifetime {
    /// Where no day of its own was said: at most so many.
    pub shipped: u16,
    /// A day of its own may lie at most so many days ahead.
    pub longest: u16,
}

impl Purpose {
    /// How long a yes holds.
    pub const fn lifetime(self) -> Lifetime {
        let (shipped, longest) = match self {
            Self::CareTeam | Self::Contact => (730, 1825),
            Self::SitePanel | Self::NationalPanel => (730, 1095),
            Self::DonorReport | Self::AdvocacyBrief => (365, 730),
            Self::Training => (365, 1095),
            Self::Public | Self::AudioKept => (180, 365),
        };
        Lifetime { shipped, longest }
    }
}

/// Until when she agrees.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Until {
    /// The day that she said for every purpose.
    ForAll(NaiveDate),
    /// A day for this purpose.
    Own(NaiveDate),
}

/// Why a day is refused.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum UntilRefused {
    /// It was over when she agreed.
    Past,
    /// It lies further ahead than [`Lifetime::longest`].
    TooFar,
}

impl Until {
    /// The last day on which a yes to a purpose holds. Its days count from the one on which she agreed, however late it arrives: it
    /// may be over by then.
    ///
    /// # Errors
    /// Why there is none.
    pub fn last_day(self, purpose: Purpose, agreed_on: NaiveDate) -> Result<NaiveDate, UntilRefused> {
        let Lifetime { shipped, longest } = purpose.lifetime();
        let ahead = |days: u16| agreed_on.checked_add_days(Days::new(days.into())).unwrap_or(agreed_on);
        match self {
            Self::ForAll(day) | Self::Own(day) if day < agreed_on => Err(UntilRefused::Past),
            Self::ForAll(day) => Ok(day.min(ahead(shipped))),
            Self::Own(day) if day > ahead(longest) => Err(UntilRefused::TooFar),
            Self::Own(day) => Ok(day),
        }
    }
}
