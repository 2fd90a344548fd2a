//! What a sheet says of consent: what she agreed to, until when, and the talk in which she did.

use super::{Sheet, Unread};
use crate::brief::Addressee;
use crate::consent::{AgeGroup, Guardian, Lack, Manner, Others, Purpose, Talk, TeachBack, Until, lacks_classes};
use chrono::NaiveDate;
use std::collections::BTreeSet;

/// A purpose that she agreed to.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Agreed {
    /// For what.
    pub purpose: Purpose,
    /// Until when.
    pub until: Until,
}

/// The talk of a sheet. What was not answered is none.
pub fn talk(sheet: &Sheet) -> Talk {
    let guardian = match sheet.get("guardian").as_str() {
        "agrees" => Some(Guardian::Agrees),
        "mature" => Some(Guardian::Mature {
            reason: sheet.get("guardian_reason").trim().to_owned(),
        }),
        _ => None,
    };
    Talk {
        teach_back: TeachBack::from_name(&sheet.get("teach_back")),
        witness: sheet.get("witness").trim().to_owned(),
        age: AgeGroup::from_name(&sheet.get("age")),
        guardian,
        others: Others::from_name(&sheet.get("others")),
    }
}

/// The classes of readers that a yes to advocacy names; none where the form did not ask for them: it is older than the question.
pub fn classes(sheet: &Sheet) -> Option<BTreeSet<Addressee>> {
    let named = sheet.all(CLASS);
    let is_asked = !named.is_empty() || !sheet.all(CLASSES_ASKED).is_empty();
    let named = Addressee::of_advocacy().filter(|class| named.iter().any(|one| one == class.name()));
    is_asked.then(|| named.collect())
}

/// The purposes of which she will say later.
pub(super) fn later(sheet: &Sheet) -> BTreeSet<Purpose> {
    let says_later = |purpose: &Purpose| sheet.get(purpose_field(*purpose)) == "later";
    Purpose::ALL.into_iter().filter(says_later).collect()
}

/// What she agreed to, if the sheet says so whole; otherwise everything that is wrong with it.
pub(super) fn agreed(sheet: &Sheet, talk: &Talk, manner: Manner) -> Result<Vec<Agreed>, Vec<Unread>> {
    let said_yes = |purpose: &Purpose| sheet.get(purpose_field(*purpose)) == "yes";
    let purposes: Vec<Purpose> = Purpose::ALL.into_iter().filter(said_yes).collect();
    let mut wrong: Vec<Unread> = talk.lacks(manner, &purposes).into_iter().map(Unread::Talk).collect();
    wrong.extend(lacks_classes(&purposes, classes(sheet).as_ref()).map(Unread::Talk));
    let day = |name: &str| sheet.get(name).parse::<NaiveDate>().ok();
    let for_all = day("until");
    let mut agreed = Vec::with_capacity(purposes.len());
    for purpose in purposes {
        let name = until_field(purpose);
        let own = day(name);
        if own.is_none() && !sheet.get(name).trim().is_empty() {
            wrong.push(Unread::OwnUntil(purpose));
        } else if let Some(until) = own.map(Until::Own).or(for_all.map(Until::ForAll)) {
            agreed.push(Agreed { purpose, until });
        }
    }
    if for_all.is_none() {
        wrong.push(Unread::Until);
    }
    if wrong.is_empty() { Ok(agreed) } else { Err(wrong) }
}

/// The field of a sheet with a class of readers to whom a yes to advocacy goes; it may come several times.
pub const CLASS: &str = "p5_to";
/// The field by which a form says that it asks for the classes: without it, none named is none asked.
pub const CLASSES_ASKED: &str = "p5_asked";

/// The field of a sheet in which she says yes, no or later to a purpose.
pub const fn purpose_field(purpose: Purpose) -> &'static str {
    match purpose {
        Purpose::CareTeam => "p1",
        Purpose::SitePanel => "p2",
        Purpose::NationalPanel => "p3",
        Purpose::DonorReport => "p4",
        Purpose::AdvocacyBrief => "p5",
        Purpose::Public => "p6",
        Purpose::Training => "p7",
        Purpose::AudioKept => "p8",
        Purpose::Contact => "p9",
    }
}

/// The field that a yes lacks.
pub const fn lack_field(lack: Lack) -> &'static str {
    match lack {
        Lack::TeachBack => "teach_back",
        Lack::Witness | Lack::TooLong => "witness",
        Lack::Age => "age",
        Lack::Guardian => "guardian",
        Lack::Others => "others",
        Lack::PublicForMinor => purpose_field(Purpose::Public),
        Lack::Classes => CLASS,
    }
}

/// The field with the last day of a purpose of its own.
pub const fn until_field(purpose: Purpose) -> &'static str {
    match purpose {
        Purpose::CareTeam => "until_p1",
        Purpose::SitePanel => "until_p2",
        Purpose::NationalPanel => "until_p3",
        Purpose::DonorReport => "until_p4",
        Purpose::AdvocacyBrief => "until_p5",
        Purpose::Public => "until_p6",
        Purpose::Training => "until_p7",
        Purpose::AudioKept => "until_p8",
        Purpose::Contact => "until_p9",
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn sheet(answers: &[(&str, &str)]) -> Sheet {
        let owned = |(name, answer): &(&str, &str)| ((*name).to_owned(), (*answer).to_owned());
        Sheet::new(answers.iter().map(owned).collect())
    }

    fn read(answers: &[(&str, &str)]) -> Result<Vec<Agreed>, Vec<Unread>> {
        let sheet = sheet(answers);
        agreed(&sheet, &talk(&sheet), Manner::Mark)
    }

    #[test]
    fn the_talk_is_read_as_it_was_filled_in() {
        let said = talk(&sheet(&[
            ("teach_back", "explained_again"),
            ("witness", " K2 "),
            ("age", "16_17"),
            ("guardian", "mature"),
            ("guardian_reason", " she lives alone "),
            ("others", "not_agreed"),
        ]));
        let expected = Talk {
            teach_back: Some(TeachBack::ExplainedAgain),
            witness: "K2".into(),
            age: Some(AgeGroup::SixteenOrSeventeen),
            guardian: Some(Guardian::Mature {
                reason: "she lives alone".into(),
            }),
            others: Some(Others::NotAgreed),
        };
        assert_eq!(said, expected);
        assert_eq!(talk(&sheet(&[("age", "17"), ("guardian", "perhaps")])), Talk::default());
    }

    #[test]
    fn a_day_of_its_own_stands_before_the_day_for_all() {
        let talked = [("age", "adult"), ("others", "nobody"), ("teach_back", "understood")];
        let said = [
            ("p1", "yes"),
            ("p6", "yes"),
            ("until", "2028-03-01"),
            ("until_p6", "2026-06-01"),
        ];
        let agreed = read(&[talked.as_slice(), &said].concat()).unwrap_or_default();
        let day = |text: &str| text.parse::<NaiveDate>().expect("a day");
        let (all, own) = (Until::ForAll(day("2028-03-01")), Until::Own(day("2026-06-01")));
        let found: Vec<_> = agreed.iter().map(|one| (one.purpose, one.until)).collect();
        assert_eq!(found, [(Purpose::CareTeam, all), (Purpose::Public, own)]);
    }

    #[test]
    fn a_yes_needs_its_talk_and_a_story_without_a_yes_needs_none() {
        assert_eq!(read(&[("p1", "no"), ("until", "2028-03-01")]), Ok(Vec::new()));
        let wrong = read(&[("p5", "yes"), ("until_p5", "soon"), ("until", "2028-03-01")]);
        let expected = [Lack::Age, Lack::Others, Lack::TeachBack].map(Unread::Talk);
        let expected = [expected.as_slice(), &[Unread::OwnUntil(Purpose::AdvocacyBrief)]].concat();
        assert_eq!(wrong, Err(expected));
    }

    #[test]
    fn a_yes_to_advocacy_names_its_readers_unless_the_form_is_older_than_the_question() {
        let yes = [
            ("p5", "yes"),
            ("until", "2028-03-01"),
            ("age", "adult"),
            ("others", "nobody"),
            ("teach_back", "understood"),
        ];
        let with = |more: &[(&str, &str)]| read(&[yes.as_slice(), more].concat()).map(|agreed| agreed.len());
        assert_eq!(with(&[]), Ok(1));
        let asked = (CLASSES_ASKED, "yes");
        assert_eq!(with(&[asked]), Err(vec![Unread::Talk(Lack::Classes)]));
        assert_eq!(
            with(&[asked, (CLASS, "donor")]),
            Err(vec![Unread::Talk(Lack::Classes)]),
            "another purpose covers it"
        );
        assert_eq!(with(&[asked, (CLASS, "ministry")]), Ok(1));
        assert_eq!(classes(&sheet(&yes)), None);
        let named = classes(&sheet(&[asked, (CLASS, "partner"), (CLASS, "ministry"), (CLASS, "nonsense")]));
        assert_eq!(named, Some([Addressee::Ministry, Addressee::Partner].into()));
    }

    #[test]
    fn later_is_neither_yes_nor_no() {
        let said = [("p2", "later"), ("p3", "no"), ("p9", "later"), ("until", "2028-03-01")];
        assert_eq!(read(&said), Ok(vec![]));
        assert_eq!(later(&sheet(&said)), [Purpose::SitePanel, Purpose::Contact].into());
    }
}
