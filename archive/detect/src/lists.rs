//! The word lists of `data/`, folded once and compiled in.

use crate::{
    cues::Cue,
    phrases::{Hit, Phrases, follow, sections, words},
    sound::sound,
    text::{Text, Token},
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
    cues: HashMap<String, Vec<(Cue, Vec<String>)>>,
    common: [HashSet<String>; 4],
    /// Cues of one Latin word by their sound, for Darija, which everybody spells in her own way.
    heard_cues: HashMap<String, Vec<Cue>>,
    sounds: HashSet<String>,
    common_sounds: HashSet<String>,
    place_sounds: HashSet<String>,
    /// Months, numbers and such as folded strings, for the patterns of dates and ages.
    calendar: HashMap<String, Vec<String>>,
}

/// "fridays" without its s.
fn singular(low: &str) -> Option<&str> {
    low.strip_suffix('s').filter(|low| low.len() > 3)
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

/// Nouns of one Latin word that announce names, by their sound; keys of less than four signs say too little.
fn heard_cues(cues: &HashMap<String, Vec<(Cue, Vec<String>)>>) -> HashMap<String, Vec<Cue>> {
    let mut heard: HashMap<String, Vec<Cue>> = HashMap::new();
    for (word, entries) in cues.iter().filter(|(word, _)| word.is_ascii() && word.len() > 3) {
        let key = sound(word);
        for (cue, _) in entries
            .iter()
            .filter(|(cue, phrase)| phrase.len() == 1 && Cue::NOUNS.contains(cue))
        {
            if key.len() > 3 {
                heard.entry(key.clone()).or_default().push(*cue);
            }
        }
    }
    heard
}

impl Lists {
    fn new() -> Self {
        let mut lists = Self::read();
        // Nouns that announce names are everyday words themselves, unless somebody bears them ("Riad").
        let is_noun = |(word, entries): &(&String, &Vec<(Cue, Vec<String>)>)| {
            !lists.first.contains(*word)
                && entries
                    .iter()
                    .any(|(cue, phrase)| phrase.len() == 1 && Cue::NOUNS.contains(cue))
        };
        let nouns: Vec<String> = lists.cues.iter().filter(is_noun).map(|(word, _)| word.clone()).collect();
        for common in &mut lists.common {
            common.extend(nouns.iter().cloned());
        }
        lists
    }

    fn read() -> Self {
        let mut cues: HashMap<String, Vec<(Cue, Vec<String>)>> = HashMap::new();
        for (section, entry) in [include_str!("../data/triggers.txt"), include_str!("../data/ages.txt")]
            .into_iter()
            .flat_map(sections)
        {
            let phrase = words(entry);
            if let (Some(cue), Some(first)) = (Cue::of(section), phrase.first()) {
                cues.entry(first.clone()).or_default().push((cue, phrase));
            }
        }
        for entries in cues.values_mut() {
            entries.sort_by_key(|(_, phrase)| std::cmp::Reverse(phrase.len()));
        }
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
        let common = [
            include_str!("../data/common_fr.txt"),
            include_str!("../data/common_ar.txt"),
            include_str!("../data/common_en.txt"),
            include_str!("../data/common_arz.txt"),
        ]
        .map(|data| set(&[data]));
        Self {
            heard_cues: heard_cues(&cues),
            common_sounds: common[3].iter().filter(heard).map(|word| sound(word)).collect(),
            ambiguous: set(&[include_str!("../data/ambiguous.txt")]),
            keep: Phrases::of(sections(include_str!("../data/keep.txt")).map(|(_, entry)| entry)),
            cues,
            common,
            sounds: first.iter().chain(&family).filter(heard).map(|name| sound(name)).collect(),
            place_sounds: places.singles().filter(heard).map(|name| sound(name)).collect(),
            calendar,
            first,
            family,
            places,
        }
    }

    /// Is this single word a cue of this kind?
    pub fn is_cue(&self, low: &str, cue: Cue) -> bool {
        self.cues
            .get(low)
            .is_some_and(|entries| entries.iter().any(|(known, phrase)| *known == cue && phrase.len() == 1))
    }

    /// Is there any word or phrase of this kind?
    #[cfg(test)]
    pub fn has_words(&self, cue: Cue) -> bool {
        self.cues.values().flatten().any(|(known, _)| *known == cue)
    }

    /// All cues that begin at token `at`, the plain word first, then longer phrases before shorter ones.
    pub fn cues(&self, tokens: &[Token], at: usize) -> Vec<(Cue, Hit)> {
        let stems = tokens.get(at).into_iter().flat_map(Token::stems);
        let entries =
            stems.flat_map(|(skip, stem)| self.cues.get(stem).into_iter().flatten().map(move |entry| (skip, entry)));
        entries
            .filter_map(|(skip, (cue, phrase))| follow(phrase, tokens, at, skip).map(|hit| (*cue, hit)))
            .collect()
    }

    /// Cues that a word of Darija in Latin letters sounds like, with or without its article: "lqadia" for "l9adia".
    pub fn cues_by_sound(&self, token: &Token) -> impl Iterator<Item = Cue> {
        let low = token.low.as_str();
        let bare = low.strip_prefix('l').filter(|bare| bare.len() > 4);
        let known = low.is_ascii() && low.len() > 3 && !self.first.contains(low) && !self.cues.contains_key(low);
        std::iter::once(low)
            .chain(bare)
            .filter(move |_| known)
            .find_map(|word| self.heard_cues.get(&sound(word)))
            .into_iter()
            .flatten()
            .copied()
    }

    /// Does a word sound like an everyday word of Darija?
    pub fn sounds_common(&self, low: &str) -> bool {
        self.common_sounds.contains(&sound(low))
    }

    /// Is this somebody's first or family name?
    pub fn is_name(&self, low: &str) -> bool {
        self.first.contains(low) || self.family.contains(low)
    }

    /// Folded entries of a section of `data/calendar.txt`, longest first, joined for a pattern.
    pub fn alternatives(&self, keys: &[&str]) -> String {
        let mut all: Vec<&String> = keys.iter().filter_map(|key| self.calendar.get(*key)).flatten().collect();
        all.sort_by_key(|entry| std::cmp::Reverse(entry.len()));
        all.dedup();
        all.iter()
            .map(|entry| regex::escape(entry).replace(' ', "[ -]"))
            .collect::<Vec<_>>()
            .join("|")
    }

    /// Is this an everyday word of the language? Darija in Latin letters borrows French, so French counts there.
    pub fn is_common(&self, low: &str, language: Language) -> bool {
        let [french, arabic, english, darija] = &self.common;
        low.chars().next().is_some_and(|c| !c.is_ascii()) && arabic.contains(low)
            || match language {
                Language::French | Language::Arabic | Language::Darija => {
                    french.contains(low) || singular(low).is_some_and(|low| french.contains(low))
                }
                Language::English => english.contains(low) || singular(low).is_some_and(|low| english.contains(low)),
                Language::DarijaLatin => darija.contains(low) || french.contains(low),
            }
    }

    /// The name of a month, which has a capital without being anybody's.
    pub fn is_month(&self, low: &str) -> bool {
        ["month", "hijri"]
            .iter()
            .filter_map(|key| self.calendar.get(*key))
            .flatten()
            .any(|month| month == low)
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
