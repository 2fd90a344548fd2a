//! A gathering: a focus group in which several stories can be told (capability 10). Attendance is counted and nobody named; that
//! everybody agreed to be in the room is one thing, what each teller agrees to for her own story another.

use crate::id::SiteId;
use crate::recording::Sheet;
use crate::story::Session;
use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

/// The most people of a group that are counted in one line.
pub const MOST: u16 = 200;
/// The most letters of a colleague's name.
pub const NAME_LETTERS: usize = 120;

/// Where a group came together.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum PlaceKind {
    /// In the clinic.
    Clinic,
    /// In a room of the association or of a partner.
    Association,
    /// Where outreach workers go.
    Outreach,
    /// Somewhere else.
    Elsewhere,
}

impl PlaceKind {
    /// All of them, in the order in which forms offer them.
    pub const ALL: [Self; 4] = [Self::Clinic, Self::Association, Self::Outreach, Self::Elsewhere];

    /// What it is called in forms.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Clinic => "clinic",
            Self::Association => "association",
            Self::Outreach => "outreach",
            Self::Elsewhere => "elsewhere",
        }
    }

    /// By its name.
    pub fn from_name(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|one| one.name() == name)
    }
}

/// Who came, as counts. Ages are counted where somebody asked; they need not add up.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Attendance {
    /// Women.
    pub women: u16,
    /// Men.
    pub men: u16,
    /// Others.
    pub others: u16,
    /// Younger than 25, 25 to 39, 40 and older.
    pub ages: [u16; 3],
}

impl Attendance {
    /// How many came. Cannot overflow: each line is at most [`MOST`].
    pub const fn total(&self) -> u16 {
        self.women.saturating_add(self.men).saturating_add(self.others)
    }
}

/// A group that came together.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Gathering {
    /// Of which site.
    pub site: SiteId,
    /// On which day.
    pub held_on: NaiveDate,
    /// Where.
    pub place: PlaceKind,
    /// Who came.
    pub attendance: Attendance,
    /// Whether everybody in the room agreed to be in it, knowing what is asked and that nothing said goes outside.
    pub all_agreed: bool,
    /// The colleague who was there too; empty if there was none.
    pub second: String,
}

/// What of a sheet could not be read as a gathering. Each is a sentence beside a field.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Unread {
    /// Of which site.
    Site,
    /// On which day.
    HeldOn,
    /// Where.
    Place,
    /// A count is no number up to [`MOST`]; the field that holds it.
    Count(&'static str),
    /// Fewer than two people are no group.
    TooFew,
    /// More people have an age than came.
    Ages,
    /// The colleague's name has more than [`NAME_LETTERS`].
    Second,
}

/// Why a story was not told in a gathering.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum NotAdmitted {
    /// It came together at another site.
    OtherSite,
    /// The story was not told in a group.
    OtherSession,
    /// Somebody in the room had not agreed to be there.
    NoConsent,
}

impl Gathering {
    /// The fields of a sheet that count the ages, youngest first.
    pub const AGES: [&'static str; 3] = ["group_under_25", "group_under_40", "group_40_and_over"];

    /// Whether a sheet tells of a gathering.
    pub fn is_in(sheet: &Sheet) -> bool {
        sheet
            .answers()
            .any(|(name, answer)| name.starts_with("group_") && !answer.trim().is_empty())
    }

    /// The gathering that a sheet tells of: its answers that begin with `group_`, and its site.
    ///
    /// # Errors
    /// All that could not be read, in the order of the form.
    pub fn read(sheet: &Sheet) -> Result<Self, Vec<Unread>> {
        let mut wrong = Vec::new();
        let site = sheet.get("site").trim().parse().ok();
        let held_on = sheet.get("group_held_on").trim().parse::<NaiveDate>().ok();
        let place = PlaceKind::from_name(sheet.get("group_place").trim());
        let missing = [
            (site.is_none(), Unread::Site),
            (held_on.is_none(), Unread::HeldOn),
            (place.is_none(), Unread::Place),
        ];
        wrong.extend(
            missing
                .into_iter()
                .filter_map(|(is_missing, unread)| is_missing.then_some(unread)),
        );
        let mut count = |name| {
            counted(sheet, name).unwrap_or_else(|unread| {
                wrong.push(unread);
                0
            })
        };
        let attendance = Attendance {
            women: count("group_women"),
            men: count("group_men"),
            others: count("group_others"),
            ages: Self::AGES.map(count),
        };
        if wrong.iter().all(|one| !matches!(one, Unread::Count(_))) {
            if attendance.total() < 2 {
                wrong.push(Unread::TooFew);
            }
            if attendance.ages.iter().sum::<u16>() > attendance.total() {
                wrong.push(Unread::Ages);
            }
        }
        let second = sheet.get("group_second").trim().to_owned();
        if second.chars().count() > NAME_LETTERS {
            wrong.push(Unread::Second);
        }
        let (Some(site), Some(held_on), Some(place), true) = (site, held_on, place, wrong.is_empty()) else {
            return Err(wrong);
        };
        Ok(Self {
            site,
            held_on,
            place,
            attendance,
            all_agreed: sheet.get("group_consent").trim() == "yes",
            second,
        })
    }

    /// Whether a story that was told at a site in a kind of session was told in this group. While somebody in the room has not
    /// agreed to be there, none was.
    ///
    /// # Errors
    /// [`NotAdmitted`].
    pub fn admits(&self, site: SiteId, session: Session) -> Result<(), NotAdmitted> {
        if self.site != site {
            Err(NotAdmitted::OtherSite)
        } else if session != Session::FocusGroup {
            Err(NotAdmitted::OtherSession)
        } else if self.all_agreed {
            Ok(())
        } else {
            Err(NotAdmitted::NoConsent)
        }
    }
}

/// A count; nothing typed is none.
fn counted(sheet: &Sheet, name: &'static str) -> Result<u16, Unread> {
    let typed: String = sheet.get(name).trim().chars().filter_map(crate::letters::plain).collect();
    if typed.is_empty() {
        return Ok(0);
    }
    typed.parse().ok().filter(|count| *count <= MOST).ok_or(Unread::Count(name))
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;
    use uuid::Uuid;

    fn whole() -> Sheet {
        let answers = [
            ("site", "00000000000000000000000000000001"),
            ("group_held_on", "2026-03-01"),
            ("group_place", "clinic"),
            ("group_women", "٧"),
            ("group_others", " 1 "),
            ("group_under_25", "2"),
            ("group_consent", "yes"),
            ("group_second", " Salma "),
        ];
        Sheet::new(answers.map(|(name, answer)| (name.to_owned(), answer.to_owned())).to_vec())
    }

    fn read(sheet: &Sheet) -> Gathering {
        Gathering::read(sheet).unwrap_or_else(|wrong| panic!("{wrong:?}"))
    }

    #[test]
    fn a_whole_sheet_reads_as_it_was_filled_in() {
        let read = read(&whole());
        assert_eq!(
            (read.attendance.women, read.attendance.men, read.attendance.others),
            (7, 0, 1)
        );
        assert_eq!((read.attendance.total(), read.attendance.ages), (8, [2, 0, 0]));
        assert!(read.all_agreed && read.second == "Salma" && read.place == PlaceKind::Clinic);
    }

    #[test]
    fn whatever_cannot_be_read_is_said_in_the_order_of_the_form() {
        let wrong = |sheet: Sheet| Gathering::read(&sheet).err().unwrap_or_default();
        let sheet = whole()
            .without(&["site"])
            .with("group_women", "-1")
            .with("group_men", "beaucoup");
        let counts = [Unread::Count("group_women"), Unread::Count("group_men")];
        assert_eq!(wrong(sheet), [Unread::Site, counts[0], counts[1]]);
        assert_eq!(wrong(whole().with("group_women", "0")), [Unread::TooFew, Unread::Ages]);
        assert_eq!(wrong(whole().with("group_under_40", "7")), [Unread::Ages]);
        assert_eq!(wrong(whole().with("group_second", "x".repeat(121))), [Unread::Second]);
    }

    #[test]
    fn a_sheet_without_answers_of_a_group_tells_of_none() {
        assert!(Gathering::is_in(&whole()));
        assert!(!Gathering::is_in(&Sheet::new(vec![
            ("group_women".into(), " ".into()),
            ("site".into(), "1".into())
        ])));
    }

    #[test]
    fn no_story_was_told_in_a_group_while_somebody_had_not_agreed() {
        let agreed = read(&whole());
        let (here, there) = (agreed.site, SiteId::new(Uuid::from_u128(2)));
        assert_eq!(agreed.admits(here, Session::FocusGroup), Ok(()));
        assert_eq!(agreed.admits(there, Session::FocusGroup), Err(NotAdmitted::OtherSite));
        for session in [Session::Interview, Session::Written, Session::Unsolicited] {
            assert_eq!(agreed.admits(here, session), Err(NotAdmitted::OtherSession));
        }
        for consent in ["", "no", "YES", "yes please"] {
            let asked = read(&whole().with("group_consent", consent));
            assert_eq!(
                asked.admits(here, Session::FocusGroup),
                Err(NotAdmitted::NoConsent),
                "{consent}"
            );
        }
    }

    proptest! {
        #[test]
        fn whatever_is_typed_reads_within_bounds_or_not_at_all(
            counts in prop::array::uniform6("-?[0-9٠-٩ ]{0,4}|\\PC{0,6}"),
            second in "\\PC{0,200}",
        ) {
            let names = ["group_women", "group_men", "group_others"].into_iter().chain(Gathering::AGES);
            let sheet = names.zip(counts).fold(whole(), |sheet, (name, count)| sheet.with(name, count)).with("group_second", second);
            match Gathering::read(&sheet) {
                Ok(read) => {
                    prop_assert!((2..=3 * MOST).contains(&read.attendance.total()));
                    prop_assert!(read.attendance.ages.iter().sum::<u16>() <= read.attendance.total());
                    prop_assert!(read.second.chars().count() <= NAME_LETTERS);
                }
                Err(wrong) => prop_assert!(!wrong.is_empty()),
            }
        }
    }
}
