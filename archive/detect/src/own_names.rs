//! The own name of a place, a facility or a firm, after the noun that announces it: how far it goes.

use crate::{
    cues::Cue,
    lists::LISTS,
    names_arabic::looks_like_verb,
    places::is_own,
    reading::Reading,
    text::{Shape, Token},
};
use method::language::Language;

/// Steps over "de", "du", "ديال" and quotes between a noun and its own name.
pub fn over_of(reading: &Reading, mut at: usize) -> usize {
    let from = at;
    while at < from + 4 && (matches!(reading.low(at), "'" | "\"") || reading.is(at, Cue::Of)) {
        at += 1;
    }
    at
}

/// The own name that begins at `at` after a noun that announces it: the token after its end, and a fused particle's bytes.
///
/// `wide`: everyday words with a capital count too, as in the names of bars and schools.
pub fn own_name(reading: &Reading, at: usize, wide: bool) -> Option<(usize, usize)> {
    let token = reading.token(at).filter(|_| !reading.kept[at] && !is_officer(reading, at))?;
    if let Some(hit) = LISTS.places.fused(reading.tokens(), at)
        && (hit.words > 1
            || !LISTS.is_common(&token.low, reading.language)
            || matches!(reading.before(at, 1), "dyal" | "dial"))
    {
        return Some((more(reading, hit.end, wide), hit.skip));
    }
    let end = match token.shape {
        Shape::Arabic => arabic(reading, at, wide),
        Shape::Title | Shape::Upper => more(reading, at, wide),
        Shape::Lower => small(reading, at, wide),
        Shape::Digits | Shape::Mark => at,
    };
    (end > at).then_some((end, 0))
}

/// "At the Mhamid police station Inspector …": in English a title is no station's name.
fn is_officer(reading: &Reading, at: usize) -> bool {
    let title = reading.is(at, Cue::Title) || reading.is(at, Cue::Honorific);
    let saint = matches!(reading.low(at), "sidi" | "moulay" | "lalla" | "sheikh" | "cheikh" | "imam");
    reading.language == Language::English && title && !saint
}

/// A name in small letters: after "hay" and "douar" any unknown word, elsewhere known names and what follows a particle.
fn small(reading: &Reading, at: usize, wide: bool) -> usize {
    let low = reading.low(at);
    if LISTS.is_common(low, reading.language) {
        return at;
    }
    let particle = LISTS.is_cue(low, Cue::Particle) || matches!(low, "lalla" | "ain" | "oulad" | "ouled");
    let goes_on = |at: usize| reading.token(at).is_some_and(Token::is_word) && !reading.is_common(at);
    let led =
        matches!(reading.before(at, 1), "hay" | "7ay" | "douar" | "derb" | "dwar" | "dowar") && low.chars().count() > 2;
    if wide && (LISTS.is_name(low) || particle && (goes_on(at + 1) || LISTS.is_name(reading.low(at + 1)))) {
        let end = at + 1 + usize::from(particle);
        let end = end + usize::from(LISTS.is_name(reading.low(end)) && goes_on(end) && end < at + 2);
        // "mohamed 5", "hassan 2"
        let king = reading
            .token(end)
            .is_some_and(|token| token.shape == Shape::Digits && token.low.len() == 1 && end == at + 1);
        end + usize::from(king)
    } else if wide && matches!(reading.before(at, 1), "smitha" | "smito" | "smitou") && is_own(reading, at, 0) {
        at + 1 + usize::from(LISTS.is_name(reading.low(at + 1)) || is_own(reading, at + 1, 0) && !reading.is_common(at + 1))
    } else if led || wide && is_venue_name(reading, at) {
        at + 1 + usize::from(particle && goes_on(at + 1))
    } else {
        at
    }
}

/// "l9ahwa milano": in Darija an unknown word right after a venue, with no ending of a verb.
fn is_venue_name(reading: &Reading, at: usize) -> bool {
    let low = reading.low(at);
    let noun = at > 0 && (reading.cue(at - 1, Cue::Org).is_some() || reading.cue(at - 1, Cue::Facility).is_some());
    let verb = ["at", "et", "ou", "aw", "na", "ni", "it"]
        .iter()
        .any(|end| low.ends_with(end))
        || ["kay", "kat", "kan", "tay", "ma", "ta"]
            .iter()
            .any(|start| low.starts_with(start));
    reading.language == Language::DarijaLatin && noun && !verb && !LISTS.sounds_common(low) && is_own(reading, at, 0)
}

/// Goes on over capitals, particles and Roman or plain numbers.
fn more(reading: &Reading, mut at: usize, wide: bool) -> usize {
    let from = at;
    while at < from + 12 {
        let tied = at > from
            && reading
                .token(at)
                .is_some_and(|mark| (mark.is("-") || mark.is("'")) && !mark.spaced);
        let next = at + usize::from(tied);
        if !belongs(reading, from, next, wide, tied) {
            break;
        }
        at = next + 1;
    }
    at
}

/// Is the token at `at` part of a name that began at `from`?
fn belongs(reading: &Reading, from: usize, at: usize, wide: bool, tied: bool) -> bool {
    let Some(token) = reading.token(at) else { return false };
    let inside = at > from;
    // The English pronoun; "Hassan II de Marrakech": the town is another name.
    let town = inside && !tied && LISTS.places.has(&token.low) && matches!(reading.before(at, 1), "de" | "d" | "'" | "a");
    if (token.low == "i" && !inside) || town {
        return false;
    }
    let capital_follows = reading.is_capital(at + 1);
    if LISTS.is_cue(&token.low, Cue::Particle) && (capital_follows || LISTS.family.contains(reading.low(at + 1))) {
        return true;
    }
    if inside && matches!(token.low.as_str(), "de" | "du" | "des" | "d" | "la" | "l" | "les" | "of") {
        return wide && capital_follows && LISTS.places.exact(reading.tokens(), at + 1).is_none();
    }
    if inside && token.shape == Shape::Digits {
        return token.low.len() <= 2 && !tied && (!wide || LISTS.first.contains(reading.before(at, 1)));
    }
    let roman = token.low.chars().all(|c| matches!(c, 'i' | 'v' | 'x'));
    let acronym = token.shape == Shape::Upper && token.low.len() <= 5 && !roman && !LISTS.is_name(&token.low);
    let opens = inside && token.head;
    let common = LISTS.is_common(&token.low, reading.language);
    reading.is_capital(at) && !reading.kept[at] && !opens && (wide || !(common || acronym))
}

/// Token after an Arabic name; `at` if there is none.
fn arabic(reading: &Reading, at: usize, wide: bool) -> usize {
    let (low, noun) = (reading.low(at), reading.before(at, 1));
    let common = reading.is_common(at);
    let definite = low.starts_with("ال");
    let definite_noun = noun.starts_with("ال");
    let belonging = reading.low(at + 1).starts_with("ال") && !reading.is_common(at + 1);
    // "قهوة نجمة الجنوب": an indefinite word and a definite one that belongs to it.
    let pair = wide && !definite_noun && belonging;
    // "فندق السلام", "شركة النسيج الذهبي": everyday words that venues are called by.
    let virtue = LISTS.ambiguous.contains(low) || low.strip_prefix("ال").is_some_and(|bare| LISTS.first.contains(bare));
    let called = wide && definite && !definite_noun && (virtue || belonging);
    // "الكوميسارية ديال X", "قهوة X"
    let owning = matches!(
        noun,
        "ديال" | "تاع" | "د" | "قهوه" | "مقهي" | "كافي" | "فندق" | "اوطيل" | "مطعم" | "بار" | "سناك"
    );
    // "سجن X", "شركة X": an indefinite noun and an unknown word that is no adjective in ية.
    let bare_noun = !definite_noun
        && !noun.is_empty()
        && (reading.is(at - 1, Cue::Facility) || reading.is(at - 1, Cue::Org))
        && !low.ends_with("يه");
    // "الكافي X": Darija leaves the article of a venue before its name.
    let venue = matches!(
        noun,
        "الكافي"
            | "القهوه"
            | "الاوطيل"
            | "لوطيل"
            | "المطعم"
            | "السناك"
            | "البار"
            | "الكباري"
            | "الريسطو"
            | "المقهي"
    ) && !low.ends_with('ه')
        && !looks_like_verb(low)
        && reading.language == Language::Darija;
    let owned = wide && (owning || bare_noun || venue) && is_own(reading, at, 0);
    let person = reading
        .token(at)
        .is_some_and(|token| token.stems().any(|(_, stem)| LISTS.first.contains(stem)));
    let half = LISTS.is_cue(low, Cue::Half) || person && !common;
    let known = LISTS.is_name(low) || LISTS.places.has(low);
    let plain = half || !common && (!wide || known || definite);
    let told =
        wide && matches!(
            noun,
            "سميتها"
                | "سميتو"
                | "اسمها"
                | "اسمه"
                | "يسمي"
                | "تسمي"
                | "كيتسمي"
                | "كتسمي"
                | "المسمي"
                | "المسماه"
        ) && !looks_like_verb(low);
    if !(pair || called || owned || told || plain) || low.chars().count() < 2 {
        return at;
    }
    let mut end = at + 1;
    while end < at + 4 && arabic_goes_on(reading, end, (definite || pair || called) && end == at + 1) {
        end += 1;
    }
    // "شركة أطلس للنسيج"
    let trade = wide && reading.low(end).starts_with("لل") && (reading.is(at - 1, Cue::Org) || owning);
    end + usize::from(trade)
}

/// The Arabic word at `at` goes on with the name before it; `definite`: it may be an adjective or a genitive with the article.
fn arabic_goes_on(reading: &Reading, at: usize, definite: bool) -> bool {
    let (low, previous) = (reading.low(at), reading.before(at, 1));
    if reading.token(at).is_none_or(|token| token.shape != Shape::Arabic) {
        return false;
    }
    let common = reading.is_common(at);
    let ordinal = matches!(low, "الاول" | "الثاني" | "الثالث" | "الرابع" | "الخامس" | "السادس" | "السابع");
    let half = LISTS.is_cue(previous, Cue::Half);
    let tied = half && !(previous == "محمد" && common);
    let known = LISTS.is_name(low) || LISTS.places.has(low);
    let name = known && !common && (LISTS.first.contains(previous) || half);
    ordinal || tied || name || definite && low.starts_with("ال") && !common
}
