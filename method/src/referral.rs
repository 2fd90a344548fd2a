//! Where a storyteller can be sent on: the services near a site. An interview may stir up what cannot be left without help.

use crate::id::SiteId;
use crate::language::InThree;
use serde::{Deserialize, Serialize};
use thiserror::Error;

/// What a service helps with.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum ServiceKind {
    /// A doctor, an emergency room: what the first 72 hours need.
    Medical,
    /// A psychologist, a psychiatrist.
    Psychological,
    /// A social worker.
    Social,
    /// A lawyer, a legal clinic.
    Legal,
    /// A place to sleep in safety.
    Shelter,
    /// A telephone line that tells no police.
    Hotline,
}

impl ServiceKind {
    /// All six, in the order in which they are shown: what cannot wait first.
    pub const ALL: [Self; 6] = [
        Self::Medical,
        Self::Psychological,
        Self::Social,
        Self::Legal,
        Self::Shelter,
        Self::Hotline,
    ];

    /// What it is called in forms.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Medical => "medical",
            Self::Psychological => "psychological",
            Self::Social => "social",
            Self::Legal => "legal",
            Self::Shelter => "shelter",
            Self::Hotline => "hotline",
        }
    }

    /// By its name.
    pub fn from_name(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|one| one.name() == name)
    }
}

/// The most letters of a name or of hours.
pub const NAME_LETTERS: usize = 120;
/// The most letters of a note.
pub const NOTE_LETTERS: usize = 600;

/// Why a service is refused.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Error)]
pub enum ServiceRefused {
    /// It has no name in any language.
    #[error("a service needs a name")]
    NameMissing,
    /// What stands there cannot be called.
    #[error("this is no number of telephone")]
    Telephone,
    /// A text is longer than it may be.
    #[error("a text is too long")]
    TooLong,
}

/// A service near a site.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Service {
    /// Near which site.
    pub site: SiteId,
    /// What it helps with.
    pub kind: ServiceKind,
    /// What it is called.
    pub name: InThree,
    /// Its number.
    pub telephone: String,
    /// When somebody answers.
    pub hours: String,
    /// What one must know: whom to ask for, what it costs, what to bring.
    pub notes: InThree,
}

impl Service {
    /// The same without spaces at the ends, if it is one.
    ///
    /// # Errors
    /// Why it is none.
    pub fn checked(self) -> Result<Self, ServiceRefused> {
        let trimmed = |text: &InThree| InThree {
            fr: text.fr.trim().to_owned(),
            ar: text.ar.trim().to_owned(),
            en: text.en.trim().to_owned(),
        };
        let (name, notes) = (trimmed(&self.name), trimmed(&self.notes));
        let (telephone, hours) = (self.telephone.trim().to_owned(), self.hours.trim().to_owned());
        let within = |text: &InThree, letters| {
            [&text.fr, &text.ar, &text.en]
                .iter()
                .all(|one| one.chars().count() <= letters)
        };
        if [&name.fr, &name.ar, &name.en].iter().all(|one| one.is_empty()) {
            return Err(ServiceRefused::NameMissing);
        }
        if !within(&name, NAME_LETTERS) || !within(&notes, NOTE_LETTERS) || hours.chars().count() > NAME_LETTERS {
            return Err(ServiceRefused::TooLong);
        }
        if !is_telephone(&telephone) {
            return Err(ServiceRefused::Telephone);
        }
        Ok(Self {
            name,
            telephone,
            hours,
            notes,
            ..self
        })
    }

    /// Its number as a telephone dials it: `+` and digits.
    pub fn dialled(&self) -> String {
        let kept = |(at, letter): (usize, char)| (letter.is_ascii_digit() || (at == 0 && letter == '+')).then_some(letter);
        self.telephone.chars().enumerate().filter_map(kept).collect()
    }
}

/// Whether a text can be dialled: two to twenty digits, perhaps a `+` before them, and what people write between them.
fn is_telephone(text: &str) -> bool {
    let rest = text.strip_prefix('+').unwrap_or(text);
    let digits = rest.chars().filter(char::is_ascii_digit).count();
    let between = |letter: char| letter.is_ascii_digit() || " .-/()".contains(letter);
    (2..=20).contains(&digits) && text.len() <= 40 && rest.chars().all(between)
}

#[cfg(test)]
mod tests {
    use super::*;
    use uuid::Uuid;

    fn service(telephone: &str) -> Service {
        Service {
            site: SiteId::new(Uuid::nil()),
            kind: ServiceKind::Medical,
            name: InThree {
                ar: " المستعجلات ".into(),
                ..InThree::default()
            },
            telephone: telephone.into(),
            hours: String::new(),
            notes: InThree::default(),
        }
    }

    #[test]
    fn a_number_is_one_that_can_be_dialled() {
        for (telephone, dialled) in [
            ("15", "15"),
            (" +212 (0)5-00.00/00 00 ", "+212050000 0000".replace(' ', "").as_str()),
        ] {
            let service = service(telephone).checked().expect("a service");
            assert_eq!(service.dialled(), dialled);
            assert_eq!(service.name.ar, "المستعجلات");
        }
        for telephone in [
            "",
            "1",
            "++212 5",
            "call me",
            "javascript:alert(15)",
            "15\n16",
            "٠٥٠٠",
            &"1".repeat(21),
        ] {
            assert_eq!(service(telephone).checked(), Err(ServiceRefused::Telephone), "{telephone}");
        }
    }

    #[test]
    fn a_service_has_a_name_and_its_texts_are_short() {
        let nameless = Service {
            name: InThree::default(),
            ..service("15")
        };
        assert_eq!(nameless.checked(), Err(ServiceRefused::NameMissing));
        let mut long = service("15");
        long.notes.en = "x".repeat(NOTE_LETTERS + 1);
        assert_eq!(long.checked(), Err(ServiceRefused::TooLong));
    }

    #[test]
    fn every_kind_has_a_name_of_its_own() {
        for kind in ServiceKind::ALL {
            assert_eq!(ServiceKind::from_name(kind.name()), Some(kind));
        }
    }
}
