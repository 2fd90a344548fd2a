//! The ledger of what is recorded of a teller beside her words: for each attribute one value out of a short list, and what it
//! widens to (24 years old, an adult). The jigsaw guard counts with it; it never leaves the house. Values are names, the same
//! in every language.

use super::jigsaw::{Attribute, Profile, Shown};
use crate::id::SiteId;
use chrono::{Datelike, NaiveDate};
use serde::{Deserialize, Serialize};
use std::collections::{BTreeMap, BTreeSet};

/// A value of an attribute, and what it widens to, one step after the other.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Value {
    /// Its name.
    pub name: &'static str,
    /// What it widens to.
    pub wider: &'static [&'static str],
}

const fn value(name: &'static str, wider: &'static [&'static str]) -> Value {
    Value { name, wider }
}

const AGES: [Value; 6] = [
    value("under_18", &["minor"]),
    value("18_24", &["adult"]),
    value("25_34", &["adult"]),
    value("35_44", &["adult"]),
    value("45_54", &["adult"]),
    value("over_54", &["adult"]),
];
const YES_NO: [Value; 2] = [value("yes", &[]), value("no", &[])];
const CHILDREN: [Value; 4] = [
    value("none", &["childless"]),
    value("one", &["children"]),
    value("two", &["children"]),
    value("more", &["children"]),
];
const TRADES: [Value; 5] = [
    value("street", &["outside"]),
    value("bar", &["indoors"]),
    value("home", &["indoors"]),
    value("online", &["indoors"]),
    value("elsewhere", &["outside"]),
];
const EVENTS: [Value; 10] = [
    value("abduction", &["bodily"]),
    value("rape", &["bodily"]),
    value("assault", &["bodily"]),
    value("threat", &["of_the_mind"]),
    value("rejection", &["of_the_mind"]),
    value("custody", &["of_the_mind"]),
    value("care_refused", &["institution"]),
    value("arrest", &["institution"]),
    value("extortion", &["money"]),
    value("trafficking", &["bodily"]),
];

/// The values of an attribute, in the order of forms; none for the two that follow from the story itself: the clinic and the
/// half-year.
pub const fn values(attribute: Attribute) -> &'static [Value] {
    match attribute {
        Attribute::Site | Attribute::Date => &[],
        Attribute::Age => &AGES,
        Attribute::Hiv | Attribute::Migrant => &YES_NO,
        Attribute::Children => &CHILDREN,
        Attribute::Trade => &TRADES,
        Attribute::Event => &EVENTS,
    }
}

/// What is recorded of one teller: for each attribute the name of a value. One that is no value of its attribute is not taken.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(from = "BTreeMap<Attribute, String>", into = "BTreeMap<Attribute, String>")]
pub struct Ledger(BTreeMap<Attribute, Value>);

impl From<BTreeMap<Attribute, String>> for Ledger {
    fn from(names: BTreeMap<Attribute, String>) -> Self {
        let known = |(attribute, name): (Attribute, String)| {
            let found = values(attribute).iter().find(|value| value.name == name)?;
            Some((attribute, *found))
        };
        Self(names.into_iter().filter_map(known).collect())
    }
}

impl From<Ledger> for BTreeMap<Attribute, String> {
    fn from(ledger: Ledger) -> Self {
        let names = ledger.0.into_iter();
        names.map(|(attribute, value)| (attribute, value.name.to_owned())).collect()
    }
}

impl Ledger {
    /// The value of an attribute.
    pub fn get(&self, attribute: Attribute) -> Option<Value> {
        self.0.get(&attribute).copied()
    }

    /// Everything that is known of her: what is recorded, the clinic and the half-year in which she told.
    pub fn profile(&self, site: SiteId, told_on: NaiveDate) -> Profile {
        let half = if told_on.month() <= 6 { 1 } else { 2 };
        let recorded = self.0.iter().map(|(attribute, value)| {
            let rungs = std::iter::once(value.name).chain(value.wider.iter().copied());
            (*attribute, rungs.map(str::to_owned).collect())
        });
        let of_story = [
            (Attribute::Site, vec![site.to_string()]),
            (
                Attribute::Date,
                vec![format!("{}-{half}", told_on.year()), told_on.year().to_string()],
            ),
        ];
        recorded.chain(of_story).collect()
    }
}

/// What a text may be said to show of a teller: only attributes that are known of her, on a rung of their ladder.
pub fn checked(shown: &Shown, profile: &Profile) -> Shown {
    let stands =
        |(attribute, rung): &(&Attribute, &usize)| profile.get(attribute).is_some_and(|ladder| **rung < ladder.len());
    let kept = shown.iter().filter(stands);
    kept.map(|(attribute, rung)| (*attribute, *rung)).collect()
}

/// Words that hint at an attribute, in the languages of stories, as beginnings of words. They suggest; a person decides.
const CUES: [(Attribute, &[&str]); 7] = [
    (
        Attribute::Site,
        &[
            "clinique",
            "dispensaire",
            "quartier",
            "clinic",
            "neighbourhood",
            "tanger",
            "marrakech",
            "agadir",
            "casablanca",
            "rabat",
            "fès",
            "tétouan",
            "meknès",
            "oujda",
            "العيادة",
            "مستوصف",
            "حومة",
            "طنجة",
            "مراكش",
            "أكادير",
            "الرباط",
            "فاس",
            "تطوان",
            "مكناس",
            "وجدة",
            "hawma",
        ],
    ),
    (
        Attribute::Age,
        &[
            "ans",
            "mineure",
            "adolescen",
            "majeure",
            "âgée",
            "years old",
            "teenage",
            "سنوات",
            "سنة",
            "قاصر",
            "عمري",
            "f3mri",
        ],
    ),
    (
        Attribute::Hiv,
        &[
            "vih",
            "sida",
            "séropositi",
            "hiv",
            "aids",
            "antirétro",
            "السيدا",
            "فيروس",
            "sida",
        ],
    ),
    (
        Attribute::Migrant,
        &["migrant", "réfugié", "refugee", "papiers de séjour", "مهاجر", "لاجئ"],
    ),
    (
        Attribute::Children,
        &[
            "enfant",
            "fille",
            "fils",
            "bébé",
            "enceinte",
            "child",
            "baby",
            "daughter",
            "pregnan",
            "ولد",
            "بنت",
            "طفل",
            "أطفال",
            "حامل",
            "wlad",
            "bnti",
            "wldi",
        ],
    ),
    (
        Attribute::Trade,
        &[
            "bar", "trottoir", "client", "hôtel", "boîte", "street", "زبون", "بار", "klyan", "client",
        ],
    ),
    (
        Attribute::Event,
        &[
            "viol",
            "frapp",
            "menac",
            "enlev",
            "séquestr",
            "arrêt",
            "police",
            "chass",
            "rape",
            "beat",
            "threat",
            "اغتصاب",
            "ضرب",
            "هدد",
            "اختطف",
            "شرطة",
            "بوليس",
            "ضربني",
            "hddn",
            "bolis",
        ],
    ),
];

/// The attributes at which a text hints.
pub fn hints(text: &str) -> BTreeSet<Attribute> {
    let text = text.to_lowercase();
    let words: Vec<&str> = text
        .split(|letter: char| !letter.is_alphanumeric())
        .filter(|word| !word.is_empty())
        .collect();
    // Arabic words wear their article and prepositions in front.
    let begins = |word: &str, cue: &str| {
        word.starts_with(cue)
            || ["ال", "و", "ب", "ل", "ف", "ول", "وال", "بال"]
                .iter()
                .any(|clitic| word.strip_prefix(clitic).is_some_and(|rest| rest.starts_with(cue)))
    };
    let hinted = CUES.iter().filter(|(_, cues)| {
        cues.iter().any(|cue| {
            if cue.contains(' ') {
                text.contains(cue)
            } else {
                words.iter().any(|word| begins(word, cue))
            }
        })
    });
    hinted.map(|(attribute, _)| *attribute).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use uuid::Uuid;

    fn ledger(all: &[(Attribute, &str)]) -> Ledger {
        Ledger::from(
            all.iter()
                .map(|(attribute, name)| (*attribute, (*name).to_owned()))
                .collect::<BTreeMap<_, _>>(),
        )
    }

    fn day(month: u32) -> NaiveDate {
        NaiveDate::from_ymd_opt(2026, month, 1).unwrap()
    }

    #[test]
    fn each_value_has_one_name_in_its_attribute() {
        for attribute in Attribute::ALL {
            let names: BTreeSet<_> = values(attribute).iter().map(|value| value.name).collect();
            assert_eq!(names.len(), values(attribute).len(), "{attribute:?}");
            for value in values(attribute) {
                assert!(value.wider.iter().all(|wider| !names.contains(wider)), "{value:?}");
            }
        }
    }

    #[test]
    fn what_is_no_value_is_not_taken() {
        let one = ledger(&[(Attribute::Age, "18_24"), (Attribute::Hiv, "perhaps"), (Attribute::Site, "x")]);
        assert_eq!(one.get(Attribute::Age).map(|value| value.name), Some("18_24"));
        assert_eq!((one.get(Attribute::Hiv), one.get(Attribute::Site)), (None, None));
        let stored = serde_json::to_string(&one).unwrap();
        assert_eq!(serde_json::from_str::<Ledger>(&stored).unwrap(), one);
    }

    #[test]
    fn a_profile_holds_the_clinic_and_the_half_year_too() {
        let site = SiteId::new(Uuid::from_u128(7));
        let profile = ledger(&[(Attribute::Age, "18_24")]).profile(site, day(7));
        assert_eq!(profile[&Attribute::Age], ["18_24", "adult"]);
        assert_eq!(profile[&Attribute::Date], ["2026-2", "2026"]);
        assert_eq!(profile[&Attribute::Site], [site.to_string()]);
        assert_eq!(Ledger::default().profile(site, day(6))[&Attribute::Date][0], "2026-1");
    }

    #[test]
    fn only_what_is_known_can_be_shown() {
        let profile = ledger(&[(Attribute::Age, "18_24")]).profile(SiteId::new(Uuid::nil()), day(1));
        let shown = Shown::from([(Attribute::Age, 1), (Attribute::Hiv, 0), (Attribute::Site, 1)]);
        assert_eq!(checked(&shown, &profile), Shown::from([(Attribute::Age, 1)]));
    }

    #[test]
    fn texts_hint_in_their_languages() {
        let hinted = |text| hints(text).into_iter().collect::<Vec<_>>();
        assert_eq!(hinted("J’ai appris mon VIH à l’hôpital."), [Attribute::Hiv]);
        assert_eq!(hinted("والضرب كان قدام ولدي"), [Attribute::Children, Attribute::Event]);
        assert_eq!(
            hinted("He threatened me in the street."),
            [Attribute::Trade, Attribute::Event]
        );
        assert_eq!(hinted("J’avais seize ans, à Tanger."), [Attribute::Site, Attribute::Age]);
        assert_eq!(hinted("كان عمري 16 سنة"), [Attribute::Age]);
        assert_eq!(hinted("Je chante."), []);
    }
}
