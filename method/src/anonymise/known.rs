//! People whose pseudonym is settled: the teller of a story, and whoever else is named in it. One person has one pseudonym, her
//! own choice before any other, in all the stories of hers in which she agrees to that. Real names: for sealed rows only, never
//! in logs, never before those who write briefs.

use super::alike::is_alike;
use super::normal::{normal_form, readings};
pub use super::pseudonym::Pseudonym;
use super::{IdentifierKind, NotAPseudonym, Register};
use crate::id::{PersonId, StoryId};
use serde::{Deserialize, Serialize};
use std::collections::BTreeSet;
use std::fmt;

/// The most names of one person.
pub const MOST_NAMES: usize = 12;
/// The most letters of a name.
pub const NAME_LETTERS: usize = 80;

/// A person of one story, and what stands for her.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Known {
    /// Who she is: the same in every story in which she agreed to one pseudonym.
    pub person: PersonId,
    /// What she is really called, in any spelling and script; a teller may have none.
    pub names: Vec<String>,
    /// What stands for her.
    pub pseudonym: Pseudonym,
    /// Whether she chose it herself.
    pub is_chosen: bool,
    /// Whether she agrees that it stands in all her stories.
    pub is_everywhere: bool,
    /// Whether she told the story.
    pub is_teller: bool,
}

/// Who speaks. Women are counted by it, not stories.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Teller {
    /// Who agreed to one pseudonym in all her stories: she is one in all of them.
    Person(PersonId),
    /// Anybody else is known by one story alone.
    Story(StoryId),
}

impl Teller {
    /// Who told a story in whose register these people stand.
    pub fn of<'a>(story: StoryId, people: impl IntoIterator<Item = &'a Known>) -> Self {
        let mut people = people.into_iter();
        let teller = people.find(|one| one.is_teller && one.is_everywhere);
        teller.map_or(Self::Story(story), |one| Self::Person(one.person))
    }
}

/// Says nothing of whom it is.
impl fmt::Debug for Known {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Known({} names)", self.names.len())
    }
}

impl Known {
    /// The person with her names in order: trimmed, each once, no more than [`MOST_NAMES`].
    ///
    /// # Errors
    /// [`NotAPseudonym::Blank`] if nobody is named, [`NotAPseudonym::Unmarkable`] for a name above [`NAME_LETTERS`],
    /// [`NotAPseudonym::SaysTheName`] if a word of the pseudonym is a word of a name, in either script.
    pub fn checked(mut self) -> Result<Self, NotAPseudonym> {
        let mut seen = BTreeSet::new();
        self.names = self.names.iter().map(|name| name.trim().to_owned()).collect();
        self.names
            .retain(|name| !normal_form(name).is_empty() && seen.insert(normal_form(name)));
        self.names.truncate(MOST_NAMES);
        if self.names.is_empty() && !self.is_teller {
            return Err(NotAPseudonym::Blank);
        }
        if self.names.iter().any(|name| name.chars().count() > NAME_LETTERS) {
            return Err(NotAPseudonym::Unmarkable);
        }
        let words = |text: &str| normal_form(text).split(' ').map(str::to_owned).collect::<Vec<_>>();
        let shown: Vec<String> = self.pseudonym.spellings().iter().flat_map(|one| words(one)).collect();
        let says = |word: &String| {
            shown
                .iter()
                .any(|one| !one.is_empty() && (one == word || is_alike(one, word)))
        };
        if self.names.iter().flat_map(|name| words(name)).any(|word| says(&word)) {
            return Err(NotAPseudonym::SaysTheName);
        }
        Ok(self)
    }

    /// Which of a surface form's readings names her, if any, and how surely: the smaller the surer.
    fn named_by(&self, surface: &str) -> Option<(u8, String)> {
        let names = || self.names.iter().map(|name| normal_form(name));
        let first = |name: &str| name.split(' ').next().unwrap_or_default().to_owned();
        let readings = readings(surface);
        let whole = readings.iter().find(|one| names().any(|name| name == one.normal));
        let by_first = || {
            let is_hers = |reading: &str| {
                names().any(|name| (name.contains(' ') != reading.contains(' ')) && first(&name) == first(reading))
            };
            readings.iter().find(|one| is_hers(&one.normal))
        };
        // The sound of a word hides what is written to its front: the shortest reading is asked first.
        let bare = |before: usize| surface.chars().skip(before).collect::<String>();
        let is_hers = |surface: &str| self.names.iter().any(|name| is_alike(name, surface));
        let other_script = || readings.iter().rev().find(|one| is_hers(&bare(one.before)));
        let found = whole.map(|one| (0, one)).or_else(|| by_first().map(|one| (1, one)));
        let found = found.or_else(|| other_script().map(|one| (2, one)));
        found.map(|(level, one)| (level, one.normal.clone()))
    }
}

/// Who is meant by a name as it stands in a text, in whatever spelling or script and with what is written to its front, and the
/// name's normal form. None if nobody is, or if it could be one of several: a person decides then.
pub fn meant<'a>(surface: &str, people: &'a [Known]) -> Option<(&'a Known, String)> {
    let mut named: Vec<(u8, String, &Known)> = people
        .iter()
        .filter_map(|one| one.named_by(surface).map(|(level, normal)| (level, normal, one)))
        .collect();
    named.sort_by_key(|(level, ..)| *level);
    let (level, normal, known) = named.first()?.clone();
    let is_sure = named
        .iter()
        .all(|(other, _, one)| *other > level || one.person == known.person);
    is_sure.then_some((known, normal))
}

impl Register {
    /// Enters a person of this story under all her names, and under `besides`, words that stand for her. What the register said
    /// of her before gives way. What cannot stand for her here, for somebody else is called so, is left as it was.
    pub fn settle(&mut self, known: &Known, besides: &[String]) {
        // What already stands for her, and under which name: one spelling, or one for each script.
        let mut settled: Vec<(&str, &str)> = Vec::new();
        for surface in besides.iter().chain(&known.names) {
            let with = known.pseudonym.among(surface);
            let before = settled.iter().find(|(_, one)| *one == with);
            if self.get(IdentifierKind::Person, surface) == Some(with) {
                settled.push((surface, with));
            } else if let Some((name, _)) = before {
                self.is_also(name, surface);
            } else if self.insert(IdentifierKind::Person, surface, with).is_ok() {
                settled.push((surface, with));
            }
        }
    }

    /// Proposes for names that stand in the text, and of which the register says nothing yet, what stands for them in other
    /// stories of the same people.
    pub fn propose(&mut self, elsewhere: &[Known], found: &[String]) {
        for surface in found {
            if self.get(IdentifierKind::Person, surface).is_some() {
                continue;
            }
            if let Some((known, normal)) = meant(surface, elsewhere) {
                let one = Known {
                    names: vec![normal],
                    ..known.clone()
                };
                self.settle(&one, &[]);
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;
    use uuid::Uuid;

    fn known(n: u128, names: &[&str], latin: &str, arabic: &str) -> Known {
        Known {
            person: PersonId::new(Uuid::from_u128(n)),
            names: names.iter().map(|name| (*name).to_owned()).collect(),
            pseudonym: Pseudonym::new(latin, arabic).unwrap(),
            is_chosen: true,
            is_everywhere: true,
            is_teller: false,
        }
    }

    #[test]
    fn she_is_known_in_every_spelling_script_and_after_a_preposition() {
        let people = [known(1, &["Amina Bennani"], "Nour", ""), known(2, &["Samira"], "Farah", "")];
        let who = |surface| meant(surface, &people).map(|(one, _)| one.person.uuid().as_u128());
        for surface in ["Amina Bennani", "AMINA", "amina", "أمينة بناني", "بأمينة بناني"] {
            assert_eq!(who(surface), Some(1), "{surface}");
        }
        for surface in ["Samira", "سميرة", "لسميرة", "وسَميرة"] {
            assert_eq!(who(surface), Some(2), "{surface}");
        }
        assert_eq!(who("Samir"), None);
        assert_eq!(who("سمير"), None);
    }

    #[test]
    fn a_teller_is_one_in_all_her_stories_only_where_she_agreed_to_that() {
        let story = StoryId::new(Uuid::from_u128(7));
        let sister = known(1, &["Amina"], "Nour", "");
        let mut her = known(2, &["Samira"], "Farah", "");
        her.is_teller = true;
        assert_eq!(Teller::of(story, [&sister, &her]), Teller::Person(her.person));
        her.is_everywhere = false;
        assert_eq!(Teller::of(story, [&sister, &her]), Teller::Story(story));
    }

    #[test]
    fn of_two_who_could_be_meant_none_is() {
        let people = [
            known(1, &["Amina Bennani"], "Nour", ""),
            known(2, &["Amina Alaoui"], "Farah", ""),
        ];
        assert!(meant("Amina", &people).is_none());
        assert!(meant("Amina Alaoui", &people).is_some());
    }

    #[test]
    fn a_pseudonym_never_says_the_name_in_either_script() {
        assert_eq!(
            known(1, &["Samira"], "Samira B.", "").checked(),
            Err(NotAPseudonym::SaysTheName)
        );
        assert_eq!(
            known(1, &["Samira"], "Nour", "سميرة").checked(),
            Err(NotAPseudonym::SaysTheName)
        );
        assert_eq!(known(1, &[" "], "Nour", "").checked(), Err(NotAPseudonym::Blank));
        assert_eq!(
            known(1, &[" Samira ", "samira"], "Nour", "").checked().unwrap().names,
            ["Samira"]
        );
    }

    #[test]
    fn what_she_chose_stands_for_all_her_names_and_gives_way_to_nothing() {
        let mut register = Register::new(0);
        register.insert(IdentifierKind::Person, "Samira", "Wiam").unwrap();
        register.settle(
            &known(1, &["Samira", "Mimi", "سميرة"], "Tamaris", "تمارة"),
            &["teller1".to_owned()],
        );
        for name in ["Samira", "Mimi", "teller1"] {
            assert_eq!(register.get(IdentifierKind::Person, name), Some("Tamaris"), "{name}");
        }
        assert_eq!(register.get(IdentifierKind::Person, "بسميرة"), Some("تمارة"));
        // One spelling for both scripts does, too.
        let mut register = Register::new(0);
        register.settle(&known(1, &["Samira", "سميرة"], "Tamaris", ""), &["راوية1".to_owned()]);
        for name in ["Samira", "سميرة", "راوية1"] {
            assert_eq!(register.get(IdentifierKind::Person, name), Some("Tamaris"), "{name}");
        }
    }

    #[test]
    fn other_stories_only_propose() {
        let elsewhere = [known(1, &["Samira"], "Tamaris", "تمارة")];
        let mut register = Register::new(0);
        register.insert(IdentifierKind::Person, "Samira", "Wiam").unwrap();
        register.propose(&elsewhere, &["Samira".to_owned(), "بسميرة".to_owned(), "Nadia".to_owned()]);
        assert_eq!(register.get(IdentifierKind::Person, "Samira"), Some("Wiam"));
        assert_eq!(register.get(IdentifierKind::Person, "سميرة"), Some("تمارة"));
        assert_eq!(register.get(IdentifierKind::Person, "Nadia"), None);
    }

    proptest! {
        #[test]
        fn whoever_is_settled_is_found_and_never_by_her_name(name in "[a-z]{3,10}( [a-z]{3,10})?", other in "[A-Z][a-z]{2,9}") {
            let one = known(1, &[&name], &other, "").checked();
            if let Ok(one) = one {
                let mut register = Register::new(3);
                register.settle(&one, &[]);
                let with = register.get(IdentifierKind::Person, &name).unwrap();
                prop_assert_eq!(with, other.as_str());
                prop_assert!(meant(&name.to_uppercase(), std::slice::from_ref(&one)).is_some());
            }
        }
    }
}
