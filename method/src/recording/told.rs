//! A story as a sheet tells it.

use super::agreed::{Agreed, agreed, classes, later, talk};
use super::{ASKED_IN, Sheet, WORDING, setting};
use crate::brief::Addressee;
use crate::consent::{Lack, Manner, Purpose, Talk};
use crate::id::{DomainId, GatheringId, SiteId};
use crate::language::{Language, PageLanguage};
use crate::questionnaire::{Given, given};
use crate::story::{COLLECTOR_LETTERS, Direction, Missing, Session, Setting, Telling, missing};
use chrono::NaiveDate;
use std::collections::BTreeSet;

/// A story as it was told.
#[derive(Clone, PartialEq, Eq)]
pub struct Told {
    /// Where.
    pub site: SiteId,
    /// In which language.
    pub language: Language,
    /// In which language the question was put.
    pub asked_in: PageLanguage,
    /// The words.
    pub telling: Telling,
    /// Domain of change.
    pub domain: DomainId,
    /// In which wording its question stood on the form; none where the form does not say so.
    pub wording: Option<u32>,
    /// How it came to be told.
    pub session: Session,
    /// The day on which it was told.
    pub told_on: NaiveDate,
    /// When the change happened, in her words.
    pub happened: String,
    /// Which way the change went.
    pub direction: Direction,
    /// All the changes she named.
    pub changes: Vec<String>,
    /// Which of them is the story's.
    pub chosen: Option<usize>,
    /// What she agreed to; whatever is neither here nor left for later is no.
    pub agreed: Vec<Agreed>,
    /// The classes of readers to whom a yes to advocacy goes; none where the form did not ask.
    pub classes: Option<BTreeSet<Addressee>>,
    /// What she will say later.
    pub later: BTreeSet<Purpose>,
    /// How she said so.
    pub manner: Manner,
    /// The talk in which she said it.
    pub talk: Talk,
    /// Whether it was read back, with how many corrections, and approved.
    pub read_back: Option<(u16, bool)>,
    /// What she answered to extra questions, as it was typed.
    pub answers: Vec<Given>,
    /// The gathering in which it was told.
    pub gathering: Option<GatheringId>,
    /// Who wrote it down on paper; empty if it was typed while it was told.
    pub collected_by: String,
    /// What was noted around the telling.
    pub setting: Setting,
}

/// What of a sheet could not be read as a story. Each is a sentence beside a field.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Unread {
    /// Where it was told.
    Site,
    /// The language of its words.
    Language,
    /// The day on which it was told.
    ToldOn,
    /// In which gathering it was told.
    Gathering,
    /// The name of whoever wrote it down has more than [`COLLECTOR_LETTERS`].
    CollectedBy,
    /// Its domain of change.
    Domain,
    /// Until when a consent holds.
    Until,
    /// Until when the consent to one purpose holds.
    OwnUntil(Purpose),
    /// What the talk about consent lacks.
    Talk(Lack),
    /// What every story needs.
    Missing(Missing),
}

impl Told {
    /// The story that a sheet tells, or everything that is wrong with it, in the order of the form.
    ///
    /// # Errors
    /// All that could not be read.
    pub fn read(sheet: &Sheet) -> Result<Self, Vec<Unread>> {
        let mut wrong = Vec::new();
        let date = |name| sheet.get(name).parse::<NaiveDate>().ok();
        let site = needed(&mut wrong, sheet.get("site").parse().ok(), Unread::Site);
        let language = needed(&mut wrong, Language::from_tag(&sheet.get("language")), Unread::Language);
        let told_on = needed(&mut wrong, date("told_on"), Unread::ToldOn);
        let gathering = sheet.get("gathering");
        let gathering = match gathering.trim() {
            "" => Some(None),
            typed => needed(&mut wrong, typed.parse().ok(), Unread::Gathering).map(Some),
        };
        let collected_by = sheet.get("collected_by").trim().to_owned();
        let is_short = collected_by.chars().count() <= COLLECTOR_LETTERS;
        needed(&mut wrong, is_short.then_some(()), Unread::CollectedBy);
        let domain = needed(&mut wrong, sheet.get("domain").parse().ok(), Unread::Domain);
        let (telling, changes, chosen) = (telling(sheet), sheet.all("change"), sheet.get("chosen").parse().ok());
        wrong.extend(missing(&telling, &changes, chosen).into_iter().map(Unread::Missing));
        let (talk, manner) = (talk(sheet), Manner::from_name(&sheet.get("manner")).unwrap_or(Manner::Spoken));
        let agreed = agreed(sheet, &talk, manner).unwrap_or_else(|unread| {
            wrong.extend(unread);
            Vec::new()
        });
        let (Some(site), Some(language), Some(told_on), Some(gathering), Some(domain), true) =
            (site, language, told_on, gathering, domain, wrong.is_empty())
        else {
            return Err(wrong);
        };
        Ok(Self {
            site,
            language,
            asked_in: PageLanguage::from_tag(&sheet.get(ASKED_IN)).unwrap_or(PageLanguage::French),
            telling,
            domain,
            wording: wording_of(sheet, domain),
            session: Session::from_name(&sheet.get("session")).unwrap_or(Session::FocusGroup),
            told_on,
            happened: sheet.get("happened"),
            direction: Direction::from_name(&sheet.get("direction")).unwrap_or(Direction::Mixed),
            changes,
            chosen,
            agreed,
            classes: classes(sheet),
            later: later(sheet),
            manner,
            talk,
            read_back: (sheet.get("read_back") == "yes").then(|| (sheet.get("corrections").parse().unwrap_or(0), true)),
            answers: given(sheet),
            gathering,
            collected_by,
            setting: setting(sheet),
        })
    }
}

impl Told {
    /// The day on which she agreed: that on which she told, and never one to come.
    pub fn agreed_on(&self, today: NaiveDate) -> NaiveDate {
        self.told_on.min(today)
    }
}

/// Notes what could not be read where an answer was not understood.
fn needed<T>(wrong: &mut Vec<Unread>, answer: Option<T>, otherwise: Unread) -> Option<T> {
    if answer.is_none() {
        wrong.push(otherwise);
    }
    answer
}

/// The answer of a form that says in which wording it puts the question of a domain.
pub fn wording(domain: DomainId, number: u32) -> String {
    format!("{domain}:{number}")
}

/// In which wording a sheet put the question of a domain; none where it does not say so.
pub fn wording_of(sheet: &Sheet, domain: DomainId) -> Option<u32> {
    sheet.all(WORDING).iter().find_map(|answer| {
        let (of, number) = answer.split_once(':')?;
        let is_its = of.parse::<DomainId>() == Ok(domain);
        number.parse().ok().filter(|_| is_its)
    })
}

/// The words of a story, as typed.
pub fn telling(sheet: &Sheet) -> Telling {
    Telling {
        title: sheet.get("title").trim().to_owned(),
        context: sheet.get("context").trim().to_owned(),
        description: sheet.get("description").trim().to_owned(),
        significance: sheet.get("significance").trim().to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn whole() -> Sheet {
        let answers = [
            ("site", "00000000000000000000000000000001"),
            ("domain", "00000000000000000000000000000002"),
            ("language", "ary"),
            ("asked_in", "ar"),
            ("session", "interview"),
            ("direction", "bad"),
            ("told_on", "2026-03-01"),
            ("until", "2028-03-01"),
            ("change", " papiers "),
            ("change", ""),
            ("chosen", "0"),
            ("title", "Les papiers"),
            ("context", "Avant,\r\nrien."),
            ("description", "J'ai obtenu ma carte."),
            ("significance", "J'existe."),
            ("p1", "yes"),
            ("p2", "no"),
            ("p9", "yes"),
            ("manner", "mark"),
            ("gathering", " "),
            ("collected_by", " Salma "),
            ("q_00000000000000000000000000000003_1", "oui"),
            ("age", "adult"),
            ("others", "nobody"),
            ("teach_back", "understood"),
        ];
        Sheet::new(answers.map(|(name, answer)| (name.to_owned(), answer.to_owned())).to_vec())
    }

    #[test]
    fn a_whole_sheet_reads_as_it_was_filled_in() {
        let told = Told::read(&whole()).unwrap_or_else(|wrong| panic!("{wrong:?}"));
        assert_eq!(told.language, Language::Darija);
        assert_eq!(told.asked_in, PageLanguage::Arabic);
        assert_eq!(
            (told.session, told.direction, told.manner),
            (Session::Interview, Direction::Bad, Manner::Mark)
        );
        assert_eq!(told.changes, ["papiers", ""]);
        assert_eq!(told.telling.context, "Avant,\nrien.");
        let agreed: Vec<Purpose> = told.agreed.iter().map(|one| one.purpose).collect();
        assert_eq!(agreed, [Purpose::CareTeam, Purpose::Contact]);
        assert_eq!(told.read_back, None);
        assert_eq!(
            (told.answers.len(), told.gathering, told.collected_by.as_str()),
            (1, None, "Salma")
        );
    }

    #[test]
    fn whatever_cannot_be_read_is_said_in_the_order_of_the_form() {
        let sheet = whole().without(&["title"]).with("until", "soon").with("site", "here");
        let wrong = Told::read(&sheet).err().unwrap_or_default();
        assert_eq!(wrong, [Unread::Site, Unread::Missing(Missing::Title), Unread::Until]);
        let sheet = whole().with("gathering", "there").with("collected_by", "x".repeat(121));
        assert_eq!(
            Told::read(&sheet).err().unwrap_or_default(),
            [Unread::Gathering, Unread::CollectedBy]
        );
    }

    #[test]
    fn a_sheet_says_in_which_wording_it_put_the_question_of_its_domain() {
        let [other, own] = [1, 2].map(|n| DomainId::new(uuid::Uuid::from_u128(n)));
        assert_eq!(wording_of(&whole(), own), None, "a form from before wordings were told apart");
        let answers = [wording(other, 7), "nonsense".into(), wording(own, 3)];
        let more = answers.map(|answer| (WORDING.to_owned(), answer)).to_vec();
        let sheet = whole().and(Sheet::new(more));
        assert_eq!(wording_of(&sheet, own), Some(3));
        assert_eq!(Told::read(&sheet).ok().and_then(|told| told.wording), Some(3));
    }

    #[test]
    fn she_agreed_when_she_told_and_never_on_a_day_to_come() {
        let told = Told::read(&whole()).unwrap_or_else(|wrong| panic!("{wrong:?}"));
        let day = |text: &str| text.parse::<NaiveDate>().expect("a day");
        assert_eq!(told.agreed_on(day("2026-07-01")), day("2026-03-01"));
        assert_eq!(told.agreed_on(day("2026-02-01")), day("2026-02-01"));
    }

    #[test]
    fn no_answer_is_printed() {
        assert_eq!(format!("{:?}", whole()), "Sheet(25 answers)");
    }
}
