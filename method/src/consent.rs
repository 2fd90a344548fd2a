//! Consent, one decision a purpose (P1–P9), each default no. There is no way to a grant but the teller's own decision: nothing
//! in this module, and no role, overrides one (capabilities 11 and 27 of the threat model).

use crate::id::AccountId;
use chrono::{DateTime, NaiveDate, Utc};
use serde::{Deserialize, Serialize};

/// What a story may be used for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Purpose {
    /// P1: learning in the care team.
    CareTeam,
    /// P2: the clinic's panel.
    SitePanel,
    /// P3: the national panel.
    NationalPanel,
    /// P4: the donor's report.
    DonorReport,
    /// P5: an advocacy brief for a named class of addressees.
    AdvocacyBrief,
    /// P6: the public, the press.
    Public,
    /// P7: training.
    Training,
    /// P8: the sound of her voice is kept.
    AudioKept,
    /// P9: she may be contacted again to hear back.
    Contact,
}

impl Purpose {
    /// All nine, P1 first.
    pub const ALL: [Self; 9] = [
        Self::CareTeam,
        Self::SitePanel,
        Self::NationalPanel,
        Self::DonorReport,
        Self::AdvocacyBrief,
        Self::Public,
        Self::Training,
        Self::AudioKept,
        Self::Contact,
    ];

    /// Its number in the consent script, 1 to 9.
    pub fn number(self) -> usize {
        Self::ALL
            .iter()
            .position(|purpose| *purpose == self)
            .map_or(0, |index| index + 1)
    }
}

/// How a decision was given.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Manner {
    /// Spoken before a witness.
    Spoken,
    /// A mark on paper.
    Mark,
    /// A signature.
    Signature,
    /// By herself, with the long number of her slip.
    Herself,
}

/// What she said about one purpose.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Answer {
    /// Yes, until a day (its end in UTC).
    Yes {
        /// The last day on which it holds.
        until: NaiveDate,
    },
    /// No.
    No,
    /// She took it back.
    Withdrawn,
}

/// One decision, as it was recorded. Decisions are appended, never changed.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Decision {
    /// For what.
    pub purpose: Purpose,
    /// What she said.
    pub answer: Answer,
    /// How she said it.
    pub manner: Manner,
    /// When it was recorded.
    pub at: DateTime<Utc>,
    /// Who wrote it down; none where she did it alone with her slip, or where it was not kept yet.
    #[serde(default)]
    pub by: Option<AccountId>,
}

/// Everything a teller decided about one story, oldest first.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Consent {
    decisions: Vec<Decision>,
}

/// Whether a purpose is allowed now, and why not.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Allowed {
    /// Yes, until this day.
    Yes {
        /// The last day on which it holds.
        until: NaiveDate,
    },
    /// She never said yes.
    NotGranted,
    /// It ran out on this day.
    Expired {
        /// The last day on which it held.
        on: NaiveDate,
    },
    /// She took it back.
    Withdrawn,
}

impl Allowed {
    /// Whether it is yes.
    pub const fn is_yes(self) -> bool {
        matches!(self, Self::Yes { .. })
    }
}

impl Consent {
    /// From recorded decisions, in the order in which they were recorded.
    pub fn new(decisions: Vec<Decision>) -> Self {
        Self { decisions }
    }

    /// The decisions, oldest first.
    pub fn decisions(&self) -> &[Decision] {
        &self.decisions
    }

    /// Her last word about a purpose.
    pub fn last(&self, purpose: Purpose) -> Option<&Decision> {
        self.decisions.iter().rev().find(|decision| decision.purpose == purpose)
    }

    /// Whether a purpose is allowed at `now`: the last decision about it holds, and a withdrawal is not undone by an older
    /// yes. Default no.
    pub fn allows(&self, purpose: Purpose, now: DateTime<Utc>) -> Allowed {
        match self.last(purpose).map(|decision| decision.answer) {
            None | Some(Answer::No) => Allowed::NotGranted,
            Some(Answer::Withdrawn) => Allowed::Withdrawn,
            Some(Answer::Yes { until }) if now.date_naive() > until => Allowed::Expired { on: until },
            Some(Answer::Yes { until }) => Allowed::Yes { until },
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use chrono::TimeZone;
    use proptest::prelude::*;

    fn day(n: u32) -> DateTime<Utc> {
        Utc.with_ymd_and_hms(2026, 1, n, 12, 0, 0).single().expect("a day of January")
    }

    fn decision(purpose: Purpose, answer: Answer, n: u32) -> Decision {
        Decision {
            purpose,
            answer,
            manner: Manner::Spoken,
            at: day(n),
            by: None,
        }
    }

    fn until(n: u32) -> NaiveDate {
        day(n).date_naive()
    }

    #[test]
    fn every_purpose_is_no_until_she_says_yes() {
        for purpose in Purpose::ALL {
            assert_eq!(Consent::default().allows(purpose, day(1)), Allowed::NotGranted);
        }
    }

    #[test]
    fn a_yes_holds_for_its_own_purpose_until_its_last_day() {
        let consent = Consent::new(vec![decision(Purpose::AdvocacyBrief, Answer::Yes { until: until(9) }, 1)]);
        assert!(consent.allows(Purpose::AdvocacyBrief, day(9)).is_yes());
        assert_eq!(
            consent.allows(Purpose::AdvocacyBrief, day(10)),
            Allowed::Expired { on: until(9) }
        );
        assert_eq!(consent.allows(Purpose::Public, day(2)), Allowed::NotGranted);
    }

    #[test]
    fn the_last_word_counts() {
        let consent = Consent::new(vec![
            decision(Purpose::Public, Answer::Yes { until: until(30) }, 1),
            decision(Purpose::Public, Answer::Withdrawn, 2),
        ]);
        assert_eq!(consent.allows(Purpose::Public, day(3)), Allowed::Withdrawn);
    }

    proptest! {
        #[test]
        fn nothing_but_a_living_yes_allows(answers in prop::collection::vec((0usize..9, 0u8..3, 1u32..28), 0..20), at in 1u32..28) {
            let decisions: Vec<_> = answers.iter().map(|&(purpose, kind, last)| {
                let answer = match kind { 0 => Answer::Yes { until: until(last) }, 1 => Answer::No, _ => Answer::Withdrawn };
                decision(Purpose::ALL[purpose], answer, 1)
            }).collect();
            let consent = Consent::new(decisions.clone());
            for purpose in Purpose::ALL {
                let last = decisions.iter().rfind(|one| one.purpose == purpose).map(|one| one.answer);
                let expected = matches!(last, Some(Answer::Yes { until: last_day }) if day(at).date_naive() <= last_day);
                prop_assert_eq!(consent.allows(purpose, day(at)).is_yes(), expected);
            }
        }
    }
}
