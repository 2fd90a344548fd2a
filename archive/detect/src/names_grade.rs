//! How much a word in Latin letters looks like a name by itself.

use crate::{cues::Cue, lists::LISTS, reading::Reading, text::Shape};
use method::language::Language;

/// How much a word looks like a name by itself.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Grade {
    /// Not at all.
    No,
    /// Capitals only and unknown: an acronym, or a family name beside a first name.
    Upper,
    /// An unknown capital at the head of a sentence.
    Head,
    /// Known, but an everyday word too (or a family name in small letters).
    Weak,
    /// An unknown capital inside a sentence.
    Inside,
    /// Sounds like a known name.
    Sound,
    /// Known.
    Known,
}

/// How much the word at `at` looks like a name.
pub fn grade(reading: &Reading, at: usize) -> Grade {
    let Some(token) = reading.token(at) else { return Grade::No };
    if reading.kept[at] || !matches!(token.shape, Shape::Lower | Shape::Title | Shape::Upper) {
        return Grade::No;
    }
    let low = token.low.as_str();
    // A form of address stands before a word; "(Hadja, 22 ans)" is somebody's name.
    let addresses = reading.token(at + 1).is_none_or(|next| next.is_word() || next.is("."));
    if addresses && (reading.is(at, Cue::Honorific) || matches!(low, "si" | "haj" | "hadj")) {
        return Grade::No;
    }
    let darija = reading.language == Language::DarijaLatin;
    // "lqadia": a noun that announces names is none, however it is spelt.
    if darija
        && !LISTS.is_name(low)
        && Cue::NOUNS
            .iter()
            .any(|cue| reading.cue(at, *cue).is_some_and(|hit| hit.words == 1))
    {
        return Grade::No;
    }
    // Darija writes the article onto the name: lkhalfi.
    let bare = low.strip_prefix('l').filter(|bare| darija && bare.len() > 4).unwrap_or(low);
    let first = LISTS.first.contains(low);
    let capital = reading.is_capital(at);
    let common = LISTS.is_common(low, reading.language);
    if first || LISTS.family.contains(low) || LISTS.family.contains(bare) {
        let said = darija && is_said_of_somebody(reading, at);
        let everyday = common || said || (!darija && LISTS.ambiguous.contains(low)) || (!capital && !first);
        return if everyday { Grade::Weak } else { Grade::Known };
    }
    if low.starts_with("abd") && low.len() > 6 && !common {
        return Grade::Known;
    }
    if common || LISTS.ambiguous.contains(low) || low.chars().count() < 2 {
        Grade::No
    } else if (capital || darija && (!LISTS.sounds_common(low) || reading.announced[at].is_some()))
        && low.len() > 3
        && LISTS.sounds_like_name(low)
    {
        Grade::Sound
    } else {
        match token.shape {
            Shape::Title if token.head => Grade::Head,
            Shape::Title if low.chars().all(char::is_alphabetic) || darija => Grade::Inside,
            Shape::Upper if !reading.shouting => Grade::Upper,
            _ => Grade::No,
        }
    }
}

/// "kan said": in Darija an adjective after "was", unless a verb follows.
fn is_said_of_somebody(reading: &Reading, at: usize) -> bool {
    let darija = reading.language == Language::DarijaLatin;
    let copula = reading.was(at, 1, Cue::Copula);
    let acts = ["kay", "ka", "kat", "tay"]
        .iter()
        .any(|start| reading.low(at + 1).starts_with(start));
    darija && copula && !acts && LISTS.ambiguous.contains(reading.low(at))
}

/// "El", "Aït", "ben": stands before a name, or inside one.
pub fn is_particle(reading: &Reading, at: usize) -> bool {
    reading.is(at, Cue::Particle)
}

/// The next word, over a hyphen or an apostrophe that ties two.
pub fn step(reading: &Reading, at: usize) -> usize {
    let tied = reading
        .token(at + 1)
        .is_some_and(|mark| (mark.is("-") || mark.is("'")) && !mark.spaced);
    if tied && reading.token(at + 2).is_some_and(|word| !word.spaced && word.is_word()) {
        at + 2
    } else {
        at + 1
    }
}

/// Endings of French and English nouns that open sentences without an article.
pub fn is_noun(low: &str) -> bool {
    [
        "er", "ire", "dre", "oir", "ttre", "vre", "ée", "ee", "tion", "tions", "ment", "ments", "ing", "ness", "ité", "ite",
        "ées", "ees", "eurs", "ers", "ants", "ents", "s",
    ]
    .iter()
    .any(|ending| low.ends_with(ending))
        && !low.ends_with("ss")
}

/// The shape of family names in Latin letters: of an ancestor, or of a place or tribe.
pub fn is_family_shape(low: &str) -> bool {
    let letters = low.chars().count();
    let ancestor = ["bou", "ben", "bel", "ait", "oul", "ou", "el"]
        .iter()
        .any(|start| low.starts_with(start));
    letters > 5
        && (ancestor || low.ends_with("aoui") || low.ends_with("ani") || low.ends_with("ali"))
        && !low.ends_with("ha")
}
