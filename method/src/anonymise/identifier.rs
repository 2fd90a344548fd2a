//! Kinds of identifiers, and the neutral words that stand for them.

use crate::language::{Language, PageLanguage};
use serde::{Deserialize, Serialize};

macro_rules! kinds {
    ($($(#[$doc:meta])* $kind:ident $name:literal: $fr:literal, $ar:literal, $en:literal;)+) => {
        /// What an identifier identifies by.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
        #[serde(rename_all = "SCREAMING_SNAKE_CASE")]
        pub enum IdentifierKind {
            $($(#[$doc])* $kind,)+
        }

        impl IdentifierKind {
            /// Every kind.
            pub const ALL: &[Self] = &[$(Self::$kind),+];

            /// Its name in files: the same as in serde.
            pub const fn as_str(self) -> &'static str {
                match self {
                    $(Self::$kind => $name,)+
                }
            }

            /// The word that stands for it, for either gender, without brackets: `ville`, `مدينة`, `city`.
            pub const fn placeholder(self, language: PageLanguage) -> &'static str {
                match (self, language) {
                    $((Self::$kind, PageLanguage::French) => $fr,
                    (Self::$kind, PageLanguage::Arabic) => $ar,
                    (Self::$kind, PageLanguage::English) => $en,)+
                }
            }
        }
    };
}

kinds! {
    /// Name of a person, whole or in part.
    Person "PERSON": "personne", "شخص", "person";
    /// City, quarter, village, region, coordinates.
    Location "LOCATION": "ville", "مدينة", "city";
    /// Hospital, court, police station, school.
    Facility "FACILITY": "établissement", "مؤسسة", "facility";
    /// Street, number, building.
    Address "ADDRESS": "adresse", "عنوان", "address";
    /// Bar, hotel, firm, association.
    Org "ORG": "organisation", "جهة", "organisation";
    /// Day, month with year, year of birth.
    Date "DATE": "date", "تاريخ", "date";
    /// Age in years or months.
    Age "AGE": "âge", "السن", "age";
    /// Telephone number.
    Phone "PHONE": "numéro de téléphone", "رقم هاتف", "telephone number";
    /// Number of the national identity card.
    Cin "CIN": "numéro de carte d'identité", "رقم بطاقة وطنية", "identity card number";
    /// E-mail address.
    Email "EMAIL": "adresse électronique", "بريد إلكتروني", "e-mail address";
    /// Web address.
    Url "URL": "adresse web", "رابط", "web address";
    /// Name of an account.
    Handle "HANDLE": "compte", "حساب", "account";
    /// Plate of a vehicle.
    Plate "PLATE": "plaque d'immatriculation", "لوحة ترقيم", "number plate";
    /// Bank account or card number.
    Iban "IBAN": "compte bancaire", "حساب بنكي", "bank account";
    /// Number of a passport.
    Passport "PASSPORT": "numéro de passeport", "رقم جواز سفر", "passport number";
    /// Number of a file at a court, a prosecutor's office or a police post.
    Case "CASE": "numéro de dossier", "رقم ملف", "file number";
}

impl IdentifierKind {
    /// The word that stands for it in a text told in a language.
    pub const fn label(self, language: Language) -> &'static str {
        self.placeholder(match language {
            Language::French | Language::DarijaLatin => PageLanguage::French,
            Language::Arabic | Language::Darija => PageLanguage::Arabic,
            Language::English => PageLanguage::English,
        })
    }

    /// Whether it is a name that may come again in other spellings; a date or a number is not.
    pub const fn is_name(self) -> bool {
        matches!(
            self,
            Self::Person | Self::Location | Self::Facility | Self::Org | Self::Handle
        )
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::excerpt::is_markable;

    #[test]
    fn every_kind_has_a_word_in_every_language_that_fits_in_brackets() {
        for kind in IdentifierKind::ALL {
            for language in PageLanguage::ALL {
                let word = kind.placeholder(language);
                assert!(!word.is_empty() && is_markable(word), "{kind:?} {language:?}");
            }
        }
        assert_eq!(IdentifierKind::Location.label(Language::Darija), "مدينة");
        assert_eq!(IdentifierKind::Location.label(Language::DarijaLatin), "ville");
    }

    #[test]
    fn its_name_in_files_is_that_of_serde() {
        for kind in IdentifierKind::ALL {
            let stored = serde_json::to_string(kind).unwrap();
            assert_eq!(stored.trim_matches('"'), kind.as_str());
        }
    }
}
