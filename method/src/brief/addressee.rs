//! To whom a brief goes, as a class: never a reader's name. The class decides which purpose a teller must have agreed to.

use crate::consent::Purpose;
use serde::{Deserialize, Serialize};

/// The most letters of the words beside the class ("Direction de la population").
pub const ADDRESSEE_LETTERS: usize = 200;

/// A class of addressees.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Addressee {
    /// A ministry or another authority of the state.
    Ministry,
    /// Members of parliament.
    Parliament,
    /// A town, a region, a governor.
    LocalAuthority,
    /// Another association, a network.
    Partner,
    /// Who pays for the work.
    Donor,
    /// Newspapers, radio, television.
    Press,
    /// Anybody: a web site, a leaflet, a meeting.
    Public,
}

impl Addressee {
    /// All of them, in the order in which forms offer them.
    pub const ALL: [Self; 7] = [
        Self::Ministry,
        Self::Parliament,
        Self::LocalAuthority,
        Self::Partner,
        Self::Donor,
        Self::Press,
        Self::Public,
    ];

    /// Those to whom a yes to advocacy can go: she names which.
    pub fn of_advocacy() -> impl Iterator<Item = Self> {
        let is_one = |class: &Self| class.purpose() == Purpose::AdvocacyBrief;
        Self::ALL.into_iter().filter(is_one)
    }

    /// What it is called in forms.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Ministry => "ministry",
            Self::Parliament => "parliament",
            Self::LocalAuthority => "local_authority",
            Self::Partner => "partner",
            Self::Donor => "donor",
            Self::Press => "press",
            Self::Public => "public",
        }
    }

    /// What each teller must have agreed to before her words go there.
    pub const fn purpose(self) -> Purpose {
        match self {
            Self::Ministry | Self::Parliament | Self::LocalAuthority | Self::Partner => Purpose::AdvocacyBrief,
            Self::Donor => Purpose::DonorReport,
            Self::Press | Self::Public => Purpose::Public,
        }
    }

    /// Whether everybody can read what goes there, the other classes among them.
    pub fn is_everybody(self) -> bool {
        self.purpose() == Purpose::Public
    }

    /// Whether what goes to one class is read beside what went to the other: by its own readers, and, as soon as one of the two
    /// is public, by whoever holds the other.
    pub fn lies_beside(self, other: Self) -> bool {
        self == other || self.is_everybody() || other.is_everybody()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_go_to_the_public_only_with_a_yes_for_the_public() {
        for class in Addressee::ALL {
            let expected = match class {
                Addressee::Press | Addressee::Public => Purpose::Public,
                Addressee::Donor => Purpose::DonorReport,
                _ => Purpose::AdvocacyBrief,
            };
            assert_eq!(class.purpose(), expected);
        }
    }

    #[test]
    fn what_is_public_lies_beside_everything_and_the_rest_beside_its_own() {
        for one in Addressee::ALL {
            for other in Addressee::ALL {
                let is_public = |class| matches!(class, Addressee::Press | Addressee::Public);
                let expected = one == other || is_public(one) || is_public(other);
                assert_eq!(one.lies_beside(other), expected, "{one:?} {other:?}");
            }
        }
    }
}
