//! A programme and its parts: sites, domains of change, levels of selection. Step 2 and 5 of the guide (p.17–22, 28–31).

use crate::id::{DomainId, LevelId, ProgrammeId, SiteId};
use crate::language::InThree;
use crate::prompt::Prompt;
use serde::{Deserialize, Serialize};
use thiserror::Error;

/// A programme, such as a project of an association. Programmes in one installation do not see each other.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Programme {
    /// Its id.
    pub id: ProgrammeId,
    /// What people call it.
    pub name: String,
    /// Whether coders do not see each other's codings ([`crate::coding::sight`]).
    #[serde(default)]
    pub codes_blind: bool,
    /// After so many days sound is destroyed ([`crate::sound::keeping`]).
    #[serde(default = "days_kept")]
    pub sound_days: u16,
}

const fn days_kept() -> u16 {
    crate::sound::DAYS_KEPT
}

/// A place where stories are told, such as a clinic.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Site {
    /// Its id.
    pub id: SiteId,
    /// What people call it.
    pub name: InThree,
}

/// A domain of change: deliberately fuzzy, three to five of them (p.17–22).
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Domain {
    /// Its id.
    pub id: DomainId,
    /// Its name.
    pub label: InThree,
    /// The question asked in it.
    pub prompt: Prompt,
    /// How it was worded before, oldest first: tablets and open forms still put those words.
    #[serde(default)]
    pub earlier: Vec<Prompt>,
    /// "Any other change": always there, never removed.
    pub is_open: bool,
    /// The picture beside its question, for whoever does not read.
    #[serde(default)]
    pub pictogram: Option<Pictogram>,
}

/// A picture that can stand for a domain. None is the emblem of a party, a faith or the state, and none tells of violence.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Pictogram {
    /// An open door.
    Door,
    /// A heart.
    Heart,
    /// A basket.
    Basket,
    /// Houses beside each other.
    Houses,
    /// A sun that rises.
    Sunrise,
    /// A sheet of paper with a stamp.
    Paper,
    /// Two people.
    Together,
    /// A plant.
    Plant,
}

impl Pictogram {
    /// All eight: as many as a programme has domains at most.
    pub const ALL: [Self; 8] = [
        Self::Door,
        Self::Heart,
        Self::Basket,
        Self::Houses,
        Self::Sunrise,
        Self::Paper,
        Self::Together,
        Self::Plant,
    ];

    /// What it is called in forms.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Door => "door",
            Self::Heart => "heart",
            Self::Basket => "basket",
            Self::Houses => "houses",
            Self::Sunrise => "sunrise",
            Self::Paper => "paper",
            Self::Together => "together",
            Self::Plant => "plant",
        }
    }

    /// One by its name.
    pub fn from_name(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|one| one.name() == name)
    }
}

impl Domain {
    /// The question as it was put to somebody: in the wording of a number, or as it is worded now where none is known.
    pub fn as_put(&self, number: Option<u32>) -> &Prompt {
        let earlier = self.earlier.iter().find(|prompt| Some(prompt.number) == number);
        earlier.unwrap_or(&self.prompt)
    }

    /// The domain with its question in new words: they get the next number, and those before stay known. The same words change
    /// nothing.
    #[must_use]
    pub fn reworded(mut self, mut prompt: Prompt) -> Self {
        prompt.number = self.prompt.number;
        if prompt != self.prompt {
            prompt.number += 1;
            self.earlier.push(std::mem::replace(&mut self.prompt, prompt));
        }
        self
    }
}

/// Where the panels of a level sit.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Reach {
    /// One panel a site.
    Site,
    /// One panel for all sites.
    Programme,
}

/// A level of selection: its panels judge what the level below sent up (p.28–31).
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Level {
    /// Its id.
    pub id: LevelId,
    /// 1 is where the stories are told.
    pub rank: u8,
    /// Its name.
    pub label: InThree,
    /// One panel a site, or one for all.
    pub reach: Reach,
}

/// Why a set of domains is refused.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Error)]
pub enum DomainsRefused {
    /// "Any other change" would be missing.
    #[error("the open domain cannot be removed")]
    OpenDomainMissing,
    /// More than one domain claims to be the open one.
    #[error("there is one open domain")]
    SecondOpenDomain,
    /// A domain has no name in any language.
    #[error("a domain needs a name")]
    NoName,
    /// More domains than a panel has time for.
    #[error("at most eight domains")]
    TooMany,
}

/// Checks a programme's domains: one to eight, each named, exactly one of them open (p.17–22).
pub fn check_domains(domains: &[Domain]) -> Result<(), DomainsRefused> {
    match domains.iter().filter(|domain| domain.is_open).count() {
        0 => return Err(DomainsRefused::OpenDomainMissing),
        1 => {}
        _ => return Err(DomainsRefused::SecondOpenDomain),
    }
    if domains.len() > 8 {
        return Err(DomainsRefused::TooMany);
    }
    let unnamed = |domain: &Domain| domain.label.get(crate::language::PageLanguage::French).is_empty();
    if domains.iter().any(unnamed) {
        Err(DomainsRefused::NoName)
    } else {
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use uuid::Uuid;

    fn domain(n: u128, is_open: bool) -> Domain {
        let label = InThree {
            fr: "Santé".into(),
            ..InThree::default()
        };
        Domain {
            id: DomainId::new(Uuid::from_u128(n)),
            label,
            prompt: Prompt::default(),
            earlier: Vec::new(),
            is_open,
            pictogram: None,
        }
    }

    fn worded(words: &str) -> Prompt {
        Prompt {
            number: 1,
            change: InThree {
                fr: words.into(),
                ..InThree::default()
            },
            ..Prompt::default()
        }
    }

    #[test]
    fn new_words_get_the_next_number_and_those_before_stay_known() {
        let domain = domain(1, false).reworded(worded("un")).reworded(worded("deux"));
        let put = |number| domain.as_put(number).change.fr.as_str();
        assert_eq!(domain.prompt.number, 2);
        assert_eq!([put(Some(1)), put(Some(2)), put(None)], ["un", "deux", "deux"]);
        assert_eq!(put(Some(9)), "deux", "a number that nobody gave");
        assert_eq!(domain.clone().reworded(worded("deux")), domain, "the same words");
    }

    #[test]
    fn a_domain_from_before_wordings_and_pictures_were_kept_opens() {
        let mut old = serde_json::to_value(domain(1, true)).expect("JSON");
        for later in ["earlier", "pictogram"] {
            old.as_object_mut().expect("an object").remove(later);
        }
        assert_eq!(serde_json::from_value::<Domain>(old).expect("a domain"), domain(1, true));
    }

    #[test]
    fn the_open_domain_cannot_be_removed() {
        assert_eq!(check_domains(&[domain(1, false), domain(2, true)]), Ok(()));
        assert_eq!(check_domains(&[domain(1, false)]), Err(DomainsRefused::OpenDomainMissing));
        assert_eq!(
            check_domains(&[domain(1, true), domain(2, true)]),
            Err(DomainsRefused::SecondOpenDomain)
        );
    }

    #[test]
    fn a_domain_needs_a_name_in_some_language() {
        let mut nameless = domain(1, true);
        nameless.label = InThree {
            ar: "  ".into(),
            ..InThree::default()
        };
        assert_eq!(check_domains(&[nameless]), Err(DomainsRefused::NoName));
    }
}
