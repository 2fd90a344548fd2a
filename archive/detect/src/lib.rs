//! Finds direct identifiers in French, Arabic, English and Darija (both scripts): text in, spans out.
//!
//! Nothing is read or written at run time: the word lists of `data/` are compiled in. It proposes, a person decides: each find
//! carries the reason for which it was made. The rules lean towards masking too much; measured figures are in `tests/`.

mod addresses;
mod ages;
mod cues;
mod dates;
mod find;
mod lists;
mod names;
mod names_arabic;
mod numbers;
mod own_names;
mod patterns;
mod phrases;
mod places;
mod reading;
mod sound;
mod text;
mod venues;

use find::Finds;
use method::language::Language;
use reading::Reading;
use serde::{Deserialize, Serialize};

/// What an identifier identifies by.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "SCREAMING_SNAKE_CASE")]
pub enum Kind {
    /// Name of a person, whole or in part.
    Person,
    /// City, quarter, village, region, coordinates.
    Location,
    /// Name of a hospital, court, police station, school.
    Facility,
    /// Street, number, building.
    Address,
    /// Name of a bar, hotel, firm.
    Org,
    /// Day, month with year, year of birth.
    Date,
    /// Age in years or months.
    Age,
    /// Telephone number.
    Phone,
    /// Number of the national identity card.
    Cin,
    /// E-mail address.
    Email,
    /// Web address.
    Url,
    /// Name of an account.
    Handle,
    /// Plate of a vehicle.
    Plate,
    /// Bank account (RIB of 24 digits, IBAN) or card number.
    Iban,
    /// Number of a passport.
    Passport,
}

impl Kind {
    /// Every kind.
    pub const ALL: [Self; 15] = [
        Self::Person,
        Self::Location,
        Self::Facility,
        Self::Address,
        Self::Org,
        Self::Date,
        Self::Age,
        Self::Phone,
        Self::Cin,
        Self::Email,
        Self::Url,
        Self::Handle,
        Self::Plate,
        Self::Iban,
        Self::Passport,
    ];

    /// Its name in files: the same as in serde.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Person => "PERSON",
            Self::Location => "LOCATION",
            Self::Facility => "FACILITY",
            Self::Address => "ADDRESS",
            Self::Org => "ORG",
            Self::Date => "DATE",
            Self::Age => "AGE",
            Self::Phone => "PHONE",
            Self::Cin => "CIN",
            Self::Email => "EMAIL",
            Self::Url => "URL",
            Self::Handle => "HANDLE",
            Self::Plate => "PLATE",
            Self::Iban => "IBAN",
            Self::Passport => "PASSPORT",
        }
    }
}

/// The reason for a find, to be shown to the person who decides.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Why {
    /// It has a fixed form: a number, an address of the net, a written date.
    Pattern,
    /// It has a fixed form and its check digits are right.
    Checksum,
    /// It stands in a list of names or places, or sounds like one that does.
    List,
    /// The words around it announce it.
    Context,
    /// It looks like a name and is no known word.
    Shape,
}

/// One find. Offsets count Unicode scalar values of the text that was given, the end is exclusive.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct Found {
    /// First scalar.
    pub start: usize,
    /// Scalar after the last.
    pub end: usize,
    /// What it is.
    pub kind: Kind,
    /// Why it was found.
    pub why: Why,
}

/// Finds identifiers in a text told in a language. The finds are sorted and do not overlap; time is linear in the text.
///
/// The language decides which words are everyday words and what counts as a capital; patterns and lists of both scripts are
/// asked in every language, for people mix them.
pub fn detect(text: &str, language: Language) -> Vec<Found> {
    let mut reading = Reading::new(text, language);
    let mut finds = Finds::new(&reading.text);
    patterns::find(&reading.text, &mut finds);
    dates::find(&reading, &mut finds);
    addresses::find(&reading, &mut finds);
    ages::find(&reading, &mut finds);
    venues::find(&reading, &mut finds);
    places::find(&reading, &mut finds);
    names::find(&mut reading, &mut finds);
    names_arabic::find(&mut reading, &mut finds);
    finds.resolve(&reading.text)
}
