//! The talk in which a storyteller decides: whether she understood, before whom she spoke, how old she is, who else can be
//! recognised in her story. Each can hold a yes back; none can make one.

use super::{Manner, Purpose};
use serde::{Deserialize, Serialize};

/// "What will we do with it?": whether she could say it in her own words.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum TeachBack {
    /// She could.
    Understood,
    /// It was explained once more, then she could.
    ExplainedAgain,
    /// She could not.
    NotUnderstood,
}

impl TeachBack {
    /// All three, in the order in which forms offer them.
    pub const ALL: [Self; 3] = [Self::Understood, Self::ExplainedAgain, Self::NotUnderstood];

    /// What it is called in forms.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Understood => "understood",
            Self::ExplainedAgain => "explained_again",
            Self::NotUnderstood => "not_understood",
        }
    }

    /// By its name.
    pub fn from_name(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|one| one.name() == name)
    }
}

/// How old she is: no more than the rule needs.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum AgeGroup {
    /// 18 or more.
    Adult,
    /// 16 or 17.
    SixteenOrSeventeen,
    /// Under 16.
    UnderSixteen,
}

impl AgeGroup {
    /// All three, in the order in which forms offer them.
    pub const ALL: [Self; 3] = [Self::Adult, Self::SixteenOrSeventeen, Self::UnderSixteen];

    /// What it is called in forms.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Adult => "adult",
            Self::SixteenOrSeventeen => "16_17",
            Self::UnderSixteen => "under_16",
        }
    }

    /// By its name.
    pub fn from_name(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|one| one.name() == name)
    }

    /// Whether she is a minor.
    pub const fn is_minor(self) -> bool {
        !matches!(self, Self::Adult)
    }
}

/// Why a minor's yes may stand.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Guardian {
    /// Her guardian agrees too.
    Agrees,
    /// She decides alone: at 16 or 17, and for a written reason, such as a guardian who is the danger.
    Mature {
        /// Why.
        reason: String,
    },
}

impl Guardian {
    /// Whether it lets a person of that age decide. Under 16 there is no exception.
    pub fn is_enough_at(&self, age: AgeGroup) -> bool {
        match self {
            Self::Agrees => true,
            Self::Mature { reason } => age != AgeGroup::UnderSixteen && !reason.trim().is_empty(),
        }
    }
}

/// Whether somebody else can be recognised in her story.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Others {
    /// Nobody.
    Nobody,
    /// Somebody, who agrees.
    Agreed,
    /// Somebody, who was not asked or does not agree.
    NotAgreed,
}

impl Others {
    /// All three, in the order in which forms offer them.
    pub const ALL: [Self; 3] = [Self::Nobody, Self::Agreed, Self::NotAgreed];

    /// What it is called in forms.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Nobody => "nobody",
            Self::Agreed => "agreed",
            Self::NotAgreed => "not_agreed",
        }
    }

    /// By its name.
    pub fn from_name(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|one| one.name() == name)
    }
}

/// The most letters of a witness's initials or code.
pub const WITNESS_LETTERS: usize = 20;
/// The most letters of the reason for which a minor decides alone.
pub const REASON_LETTERS: usize = 1000;

/// One talk. Decisions from before talks were written down have an empty one, which limits nothing.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Talk {
    /// Whether she understood; none where nobody asked.
    pub teach_back: Option<TeachBack>,
    /// Initials or code of whoever heard her say it; never a name.
    pub witness: String,
    /// How old she is.
    pub age: Option<AgeGroup>,
    /// Why a minor's yes may stand.
    pub guardian: Option<Guardian>,
    /// Whether somebody else can be recognised.
    pub others: Option<Others>,
}

/// Why a yes does not count for a purpose.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Limit {
    /// She could not say what we will do with it.
    NotUnderstood,
    /// She is a minor, and neither does her guardian agree nor does a written reason stand for it.
    NoGuardian,
    /// She is a minor: never in public.
    Minor,
    /// Somebody else can be recognised who does not agree: her story stays with the care team and the clinic's panel.
    Others,
}

/// What a yes lacks before it may be recorded.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Lack {
    /// Nobody asked whether she understood.
    TeachBack,
    /// She spoke, and nobody else heard it.
    Witness,
    /// Her age is not known.
    Age,
    /// A minor's guardian, or the reason for which she decides alone.
    Guardian,
    /// Whether others can be recognised is not known.
    Others,
    /// A minor's yes to the public.
    PublicForMinor,
    /// A yes to advocacy that names no class of readers.
    Classes,
    /// A witness's code or a reason is longer than it may be.
    TooLong,
}

impl Talk {
    /// With an adult who understood, before a witness; nobody else can be recognised in her story.
    pub fn with_adult(witness: &str) -> Self {
        Self {
            teach_back: Some(TeachBack::Understood),
            witness: witness.to_owned(),
            age: Some(AgeGroup::Adult),
            guardian: None,
            others: Some(Others::Nobody),
        }
    }

    /// The same talk, with what an earlier one wrote down where this one is silent.
    #[must_use]
    pub fn after(mut self, age: Option<AgeGroup>, others: Option<Others>) -> Self {
        self.age = self.age.or(age);
        self.others = self.others.or(others);
        self
    }

    /// What a yes to some purposes in this talk lacks, in the order of the form. A no, and taking back, lack nothing: nothing
    /// stands in their way.
    pub fn lacks(&self, manner: Manner, agreed: &[Purpose]) -> Vec<Lack> {
        if agreed.is_empty() {
            return Vec::new();
        }
        let is_minor = self.age.is_some_and(AgeGroup::is_minor);
        let guarded = |age| self.guardian.as_ref().is_some_and(|guardian| guardian.is_enough_at(age));
        let reason = match &self.guardian {
            Some(Guardian::Mature { reason }) => reason.chars().count(),
            _ => 0,
        };
        [
            (self.age.is_none(), Lack::Age),
            (is_minor && !self.age.is_some_and(guarded), Lack::Guardian),
            (self.others.is_none(), Lack::Others),
            (is_minor && agreed.contains(&Purpose::Public), Lack::PublicForMinor),
            (self.teach_back.is_none(), Lack::TeachBack),
            (manner == Manner::Spoken && self.witness.trim().is_empty(), Lack::Witness),
            (
                self.witness.chars().count() > WITNESS_LETTERS || reason > REASON_LETTERS,
                Lack::TooLong,
            ),
        ]
        .into_iter()
        .filter_map(|(lacks, lack)| lacks.then_some(lack))
        .collect()
    }

    /// Why a yes that was said in this talk does not count for a purpose, given her age and whether others can be recognised as
    /// both were last written down. It can only narrow: there is no way from here to a yes.
    pub fn limit(&self, purpose: Purpose, age: Option<AgeGroup>, others: Option<Others>) -> Option<Limit> {
        let minor = age.filter(|age| age.is_minor());
        let unguarded = minor.is_some_and(|age| !self.guardian.as_ref().is_some_and(|one| one.is_enough_at(age)));
        if self.teach_back == Some(TeachBack::NotUnderstood) {
            Some(Limit::NotUnderstood)
        } else if unguarded {
            Some(Limit::NoGuardian)
        } else if minor.is_some() && purpose == Purpose::Public {
            Some(Limit::Minor)
        } else if others == Some(Others::NotAgreed) && purpose.leaves_the_team() {
            Some(Limit::Others)
        } else {
            None
        }
    }
}

impl Purpose {
    /// Whether it takes her words further than to those who care for her: the care team, the clinic's panel, her voice, her answer.
    pub const fn leaves_the_team(self) -> bool {
        matches!(
            self,
            Self::NationalPanel | Self::DonorReport | Self::AdvocacyBrief | Self::Public | Self::Training
        )
    }
}
