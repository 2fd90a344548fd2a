//! The word lists of `data/`, folded once and compiled in. A `#` opens a comment, `[name]` a section, `_` is a blank.

use crate::{
    sound::sound,
    text::{Shape, Text, Token},
};
use method::language::Language;
use std::{
    collections::{HashMap, HashSet},
    sync::LazyLock,
};

/// All lists.
pub static LISTS: LazyLock<Lists> = LazyLock::new(Lists::new);

/// Words and phrases by what they mean to the rules.
pub struct Lists {
    /// First names, both scripts.
    pub first: HashSet<String>,
    /// Family names, both scripts.
    pub family: HashSet<String>,
    /// Names and places that are everyday words as well.
    pub ambiguous: HashSet<String>,
    /// Cities, quarters, regions.
    pub places: Phrases,
    /// Phrases that stay.
    pub keep: Phrases,
    sections: HashMap<String, Phrases>,
    common: [HashSet<String>; 4],
    sounds: HashSet<String>,
    place_sounds: HashSet<String>,
    /// Months, numbers and such as folded strings, for the patterns of dates and ages.
    calendar: HashMap<String, Vec<String>>,
}

/// Phrases by their first word; the longest is found first. Hyphens and apostrophes between words do not count.
#[derive(Default)]
pub struct Phrases(HashMap<String, Vec<Vec<String>>>);

/// A phrase that was found: it covers tokens up to `end` (exclusive) and leaves `skip` bytes of the first one, a fused particle, outside.
#[derive(Clone, Copy)]
pub struct Hit {
    /// Token after the last.
    pub end: usize,
    /// Bytes of the first token that are a fused particle.
    pub skip: usize,
    /// Words in the phrase.
    pub words: usize,
}

fn sections(data: &str) -> impl Iterator<Item = (&str, &str)> {
    data.lines()
        .filter(|line| !line.starts_with('#'))
        .scan("", |section, line| {
            let opened = line.strip_prefix('[').and_then(|rest| rest.strip_suffix(']'));
            *section = opened.unwrap_or(section);
            Some((*section, if opened.is_some() { "" } else { line }))
        })
        .flat_map(|(section, line)| line.split_whitespace().map(move |entry| (section, entry)))
}

fn words(entry: &str) -> Vec<String> {
    Text::new(&entry.replace('_', " "))
        .tokens
        .into_iter()
        .map(|token| token.low)
        .filter(|low| !matches!(low.as_str(), "-" | "'"))
        .collect()
}

fn set(data: &[&str]) -> HashSet<String> {
    data.iter()
        .flat_map(|data| sections(data))
        .flat_map(|(_, entry)| words(entry))
        .collect()
}

/// Names of one word, and names of several as one word after the other ("عبد الله" gives عبد and الله only as a phrase).
fn names(data: &[&str]) -> HashSet<String> {
    let entries = data.iter().flat_map(|data| sections(data)).map(|(_, entry)| words(entry));
    entries
        .filter(|words| words.len() == 1 || words.iter().all(|word| word.is_ascii()))
        .flatten()
        .filter(|word| word.chars().count() > 1 && word != "eddine")
        .collect()
}

/// The fused particles of Arabic: what may stand before a name without a blank, longest first.
const PARTICLES: [&str; 9] = ["ول", "وب", "وف", "و", "ف", "ب", "ل", "ك", "د"];

/// A word of Arabic with and without fused particles, each with the bytes left out; itself first.
pub fn stems(token: &Token) -> Vec<(usize, String)> {
    let mut stems = vec![(0, token.low.clone())];
    if token.shape == Shape::Arabic && token.low.len() < 80 {
        for particle in PARTICLES {
            if let Some(rest) = token.low.strip_prefix(particle)
                && rest.chars().count() >= 3
            {
                stems.push((particle.len(), rest.to_owned()));
                // للرباط is ل and الرباط.
                if let Some(noun) = rest.strip_prefix('ل').filter(|_| particle.ends_with('ل')) {
                    stems.push((particle.len(), format!("ال{noun}")));
                }
            }
        }
    }
    stems
}

impl Phrases {
    fn of<'a>(entries: impl Iterator<Item = &'a str>) -> Self {
        let mut phrases = Self::default();
        for entry in entries.map(words) {
            if let Some(first) = entry.first() {
                phrases.0.entry(first.clone()).or_default().push(entry);
            }
        }
        for list in phrases.0.values_mut() {
            list.sort_by_key(|phrase| std::cmp::Reverse(phrase.len()));
            list.dedup();
        }
        phrases
    }

    /// The longest phrase that begins at token `at`, exactly as written.
    pub fn exact(&self, tokens: &[Token], at: usize) -> Option<Hit> {
        self.0
            .get(&tokens.get(at)?.low)?
            .iter()
            .find_map(|phrase| follow(phrase, tokens, at, 0))
    }

    /// The longest phrase at token `at`, with or without a fused particle before it.
    pub fn fused(&self, tokens: &[Token], at: usize) -> Option<Hit> {
        let token = tokens.get(at)?;
        stems(token)
            .into_iter()
            .find_map(|(skip, stem)| self.0.get(&stem)?.iter().find_map(|phrase| follow(phrase, tokens, at, skip)))
    }

    /// Is this single word an entry?
    pub fn has(&self, low: &str) -> bool {
        self.0
            .get(low)
            .is_some_and(|list| list.iter().any(|phrase| phrase.len() == 1))
    }

    /// Entries of one word.
    pub fn singles(&self) -> impl Iterator<Item = &String> {
        self.0
            .iter()
            .filter(|(_, list)| list.iter().any(|phrase| phrase.len() == 1))
            .map(|(word, _)| word)
    }
}

fn follow(phrase: &[String], tokens: &[Token], at: usize, skip: usize) -> Option<Hit> {
    let mut end = at + 1;
    for word in &phrase[1..] {
        while tokens.get(end).is_some_and(|token| token.is("-") || token.is("'")) {
            end += 1;
        }
        if tokens.get(end)?.low != *word {
            return None;
        }
        end += 1;
    }
    Some(Hit {
        end,
        skip,
        words: phrase.len(),
    })
}

impl Lists {
    fn new() -> Self {
        let triggers = include_str!("../data/triggers.txt");
        let keys: HashSet<&str> = sections(triggers).map(|(section, _)| section).collect();
        let of = |key: &str| {
            Phrases::of(
                sections(triggers)
                    .filter(|(section, _)| *section == key)
                    .map(|(_, entry)| entry),
            )
        };
        let mut calendar: HashMap<String, Vec<String>> = HashMap::new();
        for (section, entry) in sections(include_str!("../data/calendar.txt")) {
            calendar
                .entry(section.to_owned())
                .or_default()
                .push(Text::new(&entry.replace('_', " ")).plain.to_lowercase());
        }
        let first = names(&[
            include_str!("../data/first_latin.txt"),
            include_str!("../data/first_arabic.txt"),
        ]);
        let family = names(&[
            include_str!("../data/family_latin.txt"),
            include_str!("../data/family_arabic.txt"),
        ]);
        let places = Phrases::of(
            [
                include_str!("../data/places_latin.txt"),
                include_str!("../data/places_arabic.txt"),
            ]
            .into_iter()
            .flat_map(sections)
            .map(|(_, entry)| entry),
        );
        let heard = |name: &&String| name.is_ascii() && name.len() > 3;
        Self {
            ambiguous: set(&[include_str!("../data/ambiguous.txt")]),
            keep: Phrases::of(sections(include_str!("../data/keep.txt")).map(|(_, entry)| entry)),
            sections: keys.into_iter().map(|key| (key.to_owned(), of(key))).collect(),
            common: [
                include_str!("../data/common_fr.txt"),
                include_str!("../data/common_ar.txt"),
                include_str!("../data/common_en.txt"),
                include_str!("../data/common_arz.txt"),
            ]
            .map(|data| set(&[data])),
            sounds: first.iter().chain(&family).filter(heard).map(|name| sound(name)).collect(),
            place_sounds: places.singles().filter(heard).map(|name| sound(name)).collect(),
            calendar,
            first,
            family,
            places,
        }
    }

    /// Announcing words of a section of `data/triggers.txt`.
    ///
    /// # Panics
    /// If there is no such section: the names are constants of this crate and a test asks for each.
    pub fn section(&self, key: &str) -> &Phrases {
        self.sections.get(key).expect("a section of data/triggers.txt")
    }

    /// Folded entries of a section of `data/calendar.txt`, longest first, joined for a pattern.
    pub fn alternatives(&self, keys: &[&str]) -> String {
        let mut all: Vec<&String> = keys.iter().filter_map(|key| self.calendar.get(*key)).flatten().collect();
        all.sort_by_key(|entry| std::cmp::Reverse(entry.len()));
        all.dedup();
        all.iter().map(|entry| regex::escape(entry)).collect::<Vec<_>>().join("|")
    }

    /// Is this an everyday word of the language? Darija in Latin letters borrows French, so French counts there.
    pub fn is_common(&self, low: &str, language: Language) -> bool {
        let [french, arabic, english, darija] = &self.common;
        low.chars().next().is_some_and(|c| !c.is_ascii()) && arabic.contains(low)
            || match language {
                Language::French | Language::Arabic | Language::Darija => french.contains(low),
                Language::English => english.contains(low),
                Language::DarijaLatin => darija.contains(low) || french.contains(low),
            }
    }

    /// Does a Latin word sound like a known name?
    pub fn sounds_like_name(&self, low: &str) -> bool {
        let key = sound(low);
        key.len() >= 4 && self.sounds.contains(&key)
    }

    /// Does a Latin word sound like a known place?
    pub fn sounds_like_place(&self, low: &str) -> bool {
        let key = sound(low);
        key.len() >= 4 && self.place_sounds.contains(&key)
    }
}
