//! What a worker may note around a telling, all of it optional: how it was told, how its teller came, what was seen. It stands apart
//! from her words, and choices stand where an address or a name could slip in.

use super::PART_LETTERS;
use crate::gathering::PlaceKind;
use serde::{Deserialize, Serialize};

/// Enums of answers to choose from, each answer with its name in forms.
macro_rules! answers {
    ($($(#[$doc:meta])* $name:ident { $($(#[$of:meta])* $answer:ident = $word:literal),+ $(,)? })+) => {$(
        $(#[$doc])*
        #[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
        #[serde(rename_all = "snake_case")]
        pub enum $name { $($(#[$of])* $answer),+ }

        impl $name {
            /// All of them, in the order in which forms offer them.
            pub const ALL: &'static [Self] = &[$(Self::$answer),+];

            /// What it is called in forms.
            pub const fn name(self) -> &'static str {
                match self { $(Self::$answer => $word),+ }
            }

            /// By its name.
            pub fn from_name(name: &str) -> Option<Self> {
                Self::ALL.iter().copied().find(|one| one.name() == name)
            }
        }
    )+};
}

answers! {
    /// Who translated between her and the worker.
    Interpreter {
        /// Nobody.
        Nobody = "nobody",
        /// A colleague.
        Colleague = "colleague",
        /// Somebody whose work it is.
        Hired = "hired",
        /// Somebody whom she brought.
        Hers = "hers",
    }

    /// Where the change happened, as a kind of place.
    HappenedAt {
        /// Where she lives, or in her family.
        Home = "home",
        /// In the street or another public place.
        Street = "street",
        /// Where she works.
        Work = "work",
        /// Where she is cared for.
        Care = "care",
        /// Police, a court or an office.
        Authority = "authority",
        /// On a telephone or the internet.
        Online = "online",
        /// Somewhere else.
        Elsewhere = "elsewhere",
    }

    /// By which door she came to the project.
    CameBy {
        /// Outreach workers of the community.
        Outreach = "outreach",
        /// Counsellors online.
        Online = "online",
        /// A partner sent her.
        Partner = "partner",
        /// Somebody told her.
        WordOfMouth = "word_of_mouth",
        /// Otherwise.
        Otherwise = "otherwise",
    }

    /// Since when she comes.
    CameSince {
        /// Less than three months.
        ThreeMonths = "three_months",
        /// Less than a year.
        Year = "year",
        /// Less than three years.
        ThreeYears = "three_years",
        /// Longer.
        Longer = "longer",
    }

    /// Who says what the project contributed.
    SaidBy {
        /// She, in her words.
        Herself = "herself",
        /// Whoever writes the story down.
        Worker = "worker",
    }

    /// Whether she was distressed.
    Distress {
        /// Not that it was seen.
        Unseen = "unseen",
        /// A little.
        Some = "some",
        /// Much.
        Much = "much",
    }

    /// Whether she was sent on to a service. Never to which, or why.
    SentOn {
        /// She was.
        Done = "done",
        /// It was offered, and she did not want it.
        Declined = "declined",
        /// It was not offered.
        NotOffered = "not_offered",
    }
}

/// What was noted around a telling. Only those who tend the story see it.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct Setting {
    /// How often it was changed.
    pub version: u32,
    /// Who translated.
    pub interpreter: Option<Interpreter>,
    /// Where she told.
    pub told_at: Option<PlaceKind>,
    /// Where the change happened.
    pub happened_at: Option<HappenedAt>,
    /// How she came to the project.
    pub came_by: Option<CameBy>,
    /// Since when she comes.
    pub came_since: Option<CameSince>,
    /// What the project contributed to the change, and what else did.
    pub contribution: String,
    /// Who says so.
    pub contribution_by: Option<SaidBy>,
    /// What the worker noted for herself.
    pub notes: String,
    /// Whether she was distressed.
    pub distress: Option<Distress>,
    /// Whether she was sent on to a service.
    pub sent_on: Option<SentOn>,
}

impl Setting {
    /// Whether a text in it has more than [`PART_LETTERS`].
    pub fn is_too_long(&self) -> bool {
        [&self.contribution, &self.notes]
            .into_iter()
            .any(|text| text.chars().count() > PART_LETTERS)
    }
}
