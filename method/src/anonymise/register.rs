//! Which pseudonym stands for whom in one story. Real names in normal form beside their pseudonyms: it is for sealed rows
//! only, and never shown in logs.

use super::IdentifierKind;
use super::normal::{normal_form, readings, words};
use super::pool::{PSEUDONYMS, is_arabic};
use crate::excerpt::is_markable;
use crate::language::Language;
use serde::{Deserialize, Serialize};
use std::collections::{BTreeMap, BTreeSet};
use std::fmt;
use thiserror::Error;

/// The most words that are tried as one name.
const WORDS_OF_A_NAME: usize = 5;
/// The fewest letters of a name that is looked for where nothing was found.
const LETTERS_OF_A_NAME: usize = 3;

/// The pseudonyms of one story. What she agreed to be the same elsewhere is put in with [`Register::insert`].
#[derive(Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Register {
    turn: usize,
    names: BTreeMap<IdentifierKind, BTreeMap<String, String>>,
}

/// A text in which names are looked for. Made once, it is asked of many registers.
pub struct Words {
    /// Each word, with the letters between which it stands.
    words: Vec<(usize, usize, String)>,
    /// Of each, the first words of names, in normal form, that it can be read as.
    firsts: Vec<Vec<String>>,
}

impl Words {
    /// The words of a text.
    pub fn of(text: &str) -> Self {
        let words: Vec<_> = words(text).collect();
        let firsts = |(_, _, word): &(usize, usize, String)| {
            let read = readings(word).into_iter();
            read.map(|reading| reading.normal).collect()
        };
        let firsts = words.iter().map(firsts).collect();
        Self { words, firsts }
    }
}

/// Why words cannot stand for a name.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Error)]
pub enum NotAPseudonym {
    /// The name or what is to stand for it has no letters.
    #[error("a name and a pseudonym have letters")]
    Blank,
    /// Too long for a replacement, or with brackets.
    #[error("a pseudonym is short and has no brackets")]
    Unmarkable,
    /// It gives away the name, or one of its words.
    #[error("a pseudonym says nothing of the name")]
    SaysTheName,
    /// It stands for another person.
    #[error("that pseudonym stands for another person")]
    Taken,
}

/// A name of the register, as it stands somewhere.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Known<'a> {
    /// How many letters before it are no part of it, such as a preposition.
    pub(super) before: usize,
    /// What stands for it.
    pub(super) with: &'a str,
}

impl Register {
    /// An empty register. `turn` is any number: it says where in the pool the first pseudonym is taken, so that not every
    /// story begins with the same.
    pub fn new(turn: usize) -> Self {
        let names = BTreeMap::new();
        Self { turn, names }
    }

    /// Says what stands for a name in all its spellings, such as a pseudonym that the teller chose. Whatever else the same
    /// person is called changes with it.
    pub fn insert(&mut self, kind: IdentifierKind, surface: &str, with: &str) -> Result<(), NotAPseudonym> {
        let (normal, with) = (normal_form(surface), with.trim());
        let shown = normal_form(with);
        if normal.is_empty() || shown.is_empty() {
            return Err(NotAPseudonym::Blank);
        }
        if !is_markable(with) {
            return Err(NotAPseudonym::Unmarkable);
        }
        // A neutral word stands for many places, a pseudonym for one person.
        let is_person = kind == IdentifierKind::Person;
        let before = self.get(kind, surface).filter(|_| is_person).map(str::to_owned);
        let (hers, others): (Vec<_>, Vec<_>) = self.of(kind).partition(|(_, with)| Some(*with) == before.as_ref());
        if is_person && others.iter().any(|(_, other)| normal_form(other) == shown) {
            return Err(NotAPseudonym::Taken);
        }
        let mut names: Vec<String> = hers.into_iter().map(|(name, _)| name.clone()).collect();
        names.push(normal);
        let says = |word: &str| names.iter().any(|name| name.split(' ').any(|part| part == word));
        if kind.is_name() && shown.split(' ').any(says) {
            return Err(NotAPseudonym::SaysTheName);
        }
        let entries = names.into_iter().map(|name| (name, with.to_owned()));
        self.names.entry(kind).or_default().extend(entries);
        Ok(())
    }

    /// Says that a person is called by another name too: the Arabic spelling of a Latin one, a nickname. False if the first
    /// name is not known.
    pub fn is_also(&mut self, known: &str, other: &str) -> bool {
        let with = self.get(IdentifierKind::Person, known).map(str::to_owned);
        let other = Some(normal_form(other)).filter(|name| !name.is_empty());
        let entry = other.zip(with);
        let is_known = entry.is_some();
        self.names.entry(IdentifierKind::Person).or_default().extend(entry);
        is_known
    }

    /// What stands for a name, in whatever spelling; for a first name, what stands for the one person who bears it.
    pub fn get(&self, kind: IdentifierKind, surface: &str) -> Option<&str> {
        self.find(kind, surface).map(|known| known.with)
    }

    /// What stands for people.
    pub fn pseudonyms(&self) -> impl Iterator<Item = &str> {
        self.of(IdentifierKind::Person).map(|(_, with)| with.as_str())
    }

    /// How many names it holds.
    pub fn len(&self) -> usize {
        self.names.values().map(BTreeMap::len).sum()
    }

    /// Whether it holds none.
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }

    /// Where names of the register still stand in a text, in Unicode scalar values. Asked of a rendered excerpt before it is
    /// approved, the answer should be none: a replacement counts as a name if it is one.
    pub fn still_named(&self, text: &Words) -> Vec<(usize, usize, IdentifierKind)> {
        let places = self.named_in(text).into_iter();
        places.map(|(start, end, kind, _)| (start, end, kind)).collect()
    }

    pub(super) fn find(&self, kind: IdentifierKind, surface: &str) -> Option<Known<'_>> {
        self.exact(kind, surface).or_else(|| self.by_first_name(kind, surface))
    }

    /// Every place of a text where a name stands, the longest name where several begin, and what stands for it.
    pub(super) fn named_in(&self, text: &Words) -> Vec<(usize, usize, IdentifierKind, &str)> {
        let words = &text.words;
        let names = self.names.values().flat_map(BTreeMap::keys);
        let firsts: BTreeSet<&str> = names.filter_map(|name| name.split(' ').next()).collect();
        let (mut at, mut places) = (0, Vec::new());
        while at < words.len() {
            // Most words begin no name: the longer tries are spared them.
            if !text.firsts[at].iter().any(|first| firsts.contains(first.as_str())) {
                at += 1;
                continue;
            }
            let place = (1..=WORDS_OF_A_NAME.min(words.len() - at)).rev().find_map(|count| {
                let (kind, known) = self.named_by(&words[at..at + count])?;
                let (start, end) = (words[at].0 + known.before, words[at + count - 1].1);
                Some((count, (start, end, kind, known.with)))
            });
            at += place.map_or(1, |(count, _)| count);
            places.extend(place.map(|(_, place)| place));
        }
        places
    }

    /// Adds a name that is not known yet, with a pseudonym or a neutral word. `taken` are words in normal form that cannot be
    /// pseudonyms here, for somebody may bear them.
    pub(super) fn learn(&mut self, kind: IdentifierKind, surface: &str, language: Language, taken: &BTreeSet<String>) {
        let normal = normal_form(surface);
        if normal.is_empty() || self.exact(kind, surface).is_some() {
            return;
        }
        let with = match self.by_first_name(kind, surface) {
            Some(known) if known.before > 0 => return,
            Some(known) => known.with.to_owned(),
            None if kind == IdentifierKind::Person => self.fresh(surface, language, taken),
            None => kind.label(language).to_owned(),
        };
        self.names.entry(kind).or_default().insert(normal, with);
    }

    fn of(&self, kind: IdentifierKind) -> impl Iterator<Item = (&String, &String)> {
        self.names.get(&kind).into_iter().flatten()
    }

    fn exact(&self, kind: IdentifierKind, surface: &str) -> Option<Known<'_>> {
        let names = self.names.get(&kind)?;
        readings(surface).into_iter().find_map(|reading| {
            let with = names.get(&reading.normal)?;
            let before = reading.before;
            Some(Known { before, with })
        })
    }

    /// "Amina" is "Amina Benali" if no other full name begins so. A family name alone may be that of a husband.
    fn by_first_name(&self, kind: IdentifierKind, surface: &str) -> Option<Known<'_>> {
        if kind != IdentifierKind::Person {
            return None;
        }
        readings(surface).into_iter().find_map(|reading| {
            let first = reading.normal.split(' ').next()?;
            let is_full = first != reading.normal;
            let mut namesakes = self.of(kind).filter(|(name, _)| *name == first || begins_with(name, first));
            let (name, with) = namesakes.next()?;
            let is_same = |(other, its): (&String, &String)| its == with && !(is_full && begins_with(other, first));
            let before = reading.before;
            let is_free = !(is_full && begins_with(name, first));
            (is_free && namesakes.all(is_same)).then_some(Known { before, with })
        })
    }

    /// What words of a text name. A first name is looked for as a single word only.
    fn named_by(&self, words: &[(usize, usize, String)]) -> Option<(IdentifierKind, Known<'_>)> {
        let surface = words.iter().map(|(_, _, word)| word.as_str()).collect::<Vec<_>>().join(" ");
        if normal_form(&surface).chars().count() < LETTERS_OF_A_NAME {
            return None;
        }
        self.names.keys().find_map(|kind| {
            let known = match words {
                // Joined by one space, however they are parted in the text: what stands before a name stands in the first
                // word, where the two agree.
                [_] => self.find(*kind, &surface),
                _ => self.exact(*kind, &surface),
            };
            Some((*kind, known?))
        })
    }

    /// The next pseudonym that is nobody's name and stands for nobody; once the pool is used up, "person 25".
    fn fresh(&self, surface: &str, language: Language, taken: &BTreeSet<String>) -> String {
        let script = usize::from(is_arabic(surface));
        let persons = || self.of(IdentifierKind::Person);
        let is_free = |names: &[&str; 2]| {
            names.iter().map(|name| normal_form(name)).all(|name| {
                let stands_there =
                    persons().any(|(real, with)| normal_form(with) == name || real.split(' ').any(|word| word == name));
                !taken.contains(&name) && !stands_there
            })
        };
        let first = self.turn % PSEUDONYMS.len();
        let (before, after) = PSEUDONYMS.split_at(first);
        match after.iter().chain(before).find(|names| is_free(names)) {
            Some(names) => names[script].to_owned(),
            None => format!("{} {}", IdentifierKind::Person.label(language), persons().count() + 1),
        }
    }
}

/// Whether a name has several words, and this is the first.
fn begins_with(name: &str, first: &str) -> bool {
    name.split_once(' ').is_some_and(|(word, _)| word == first)
}

/// Says how many names, never which.
impl fmt::Debug for Register {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Register({} names)", self.len())
    }
}
