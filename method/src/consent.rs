//! Consent, one decision a purpose (P1–P9), each default no. There is no way to a grant but the teller's own decision: nothing
//! in this module, and no role, overrides one. What limits a yes (`talk`) can only narrow it.

mod classes;
mod lifetime;
mod renewal;
mod talk;
#[cfg(test)]
mod tests;

use crate::brief::Addressee;
use crate::id::AccountId;
use chrono::{DateTime, NaiveDate, Utc};
pub use classes::{Destination, lacks_classes};
pub use lifetime::{Lifetime, Until, UntilRefused};
pub use renewal::{DUE_WITHIN_DAYS, Renewal, Renewing};
use serde::{Deserialize, Serialize};
use std::collections::BTreeSet;
pub use talk::{AgeGroup, Guardian, Lack, Limit, Others, REASON_LETTERS, Talk, TeachBack, WITNESS_LETTERS};

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

impl Manner {
    /// Those that a worker writes down.
    pub const WITNESSED: [Self; 3] = [Self::Spoken, Self::Mark, Self::Signature];

    /// What it is called in forms.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Spoken => "spoken",
            Self::Mark => "mark",
            Self::Signature => "signature",
            Self::Herself => "herself",
        }
    }

    /// One that a worker writes down, by its name.
    pub fn from_name(name: &str) -> Option<Self> {
        Self::WITNESSED.into_iter().find(|one| one.name() == name)
    }
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
    /// She will say later; until then it is no.
    Later,
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
    /// The talk in which she said it.
    #[serde(default)]
    pub talk: Talk,
    /// The classes of readers to whom a yes to advocacy goes; none where they were not asked yet: all that advocacy has.
    #[serde(default)]
    pub classes: Option<BTreeSet<Addressee>>,
}

/// What she says about one purpose, before it is recorded.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Said {
    /// For what.
    pub purpose: Purpose,
    /// What she says.
    pub answer: Answer,
    /// How she says it.
    pub manner: Manner,
    /// The talk in which she says it.
    pub talk: Talk,
    /// The classes of readers to whom a yes to advocacy goes; none where they were not asked.
    pub classes: Option<BTreeSet<Addressee>>,
}

impl Said {
    /// The decision that it becomes when it is recorded.
    pub fn recorded(self, at: DateTime<Utc>, by: Option<AccountId>) -> Decision {
        let Self {
            purpose,
            answer,
            manner,
            talk,
            classes,
        } = self;
        let goes_to_classes = purpose == Purpose::AdvocacyBrief && matches!(answer, Answer::Yes { .. });
        Decision {
            purpose,
            answer,
            manner,
            at,
            by,
            talk,
            classes: classes.filter(|_| goes_to_classes),
        }
    }
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
    /// She said yes to advocacy, and named other readers.
    OtherReaders,
    /// She said yes, and something in the talk or in the story holds it back.
    Held {
        /// What.
        by: Limit,
    },
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

    /// How old she was, as it was last written down.
    pub fn age(&self) -> Option<AgeGroup> {
        self.decisions.iter().rev().find_map(|decision| decision.talk.age)
    }

    /// Whether others can be recognised in her story, as it was last written down.
    pub fn others(&self) -> Option<Others> {
        self.decisions.iter().rev().find_map(|decision| decision.talk.others)
    }

    /// Whether a purpose is allowed at `now`: the last decision about it holds, a withdrawal is not undone by an older yes, and
    /// nothing limits it ([`Talk::limit`]). Default no.
    pub fn allows(&self, purpose: Purpose, now: DateTime<Utc>) -> Allowed {
        let Some(last) = self.last(purpose) else {
            return Allowed::NotGranted;
        };
        match last.answer {
            Answer::No | Answer::Later => Allowed::NotGranted,
            // No form records this; it would be a yes to nobody.
            Answer::Yes { .. } if last.classes.as_ref().is_some_and(BTreeSet::is_empty) => Allowed::NotGranted,
            Answer::Withdrawn => Allowed::Withdrawn,
            Answer::Yes { until } => match last.talk.limit(purpose, self.age(), self.others()) {
                Some(by) => Allowed::Held { by },
                None if now.date_naive() > until => Allowed::Expired { on: until },
                None => Allowed::Yes { until },
            },
        }
    }
}
