//! Ages with a unit of years: any number with one, unless it stands where a stretch of time stands ("depuis dix ans", "cinq ans
//! de prison"). What is told without a unit is in [`crate::ages_bare`].

use crate::{
    Kind, Why, ages_bare,
    cues::Cue,
    find::Finds,
    lists::LISTS,
    numbers::{is_number_word, words_end},
    reading::Reading,
    text::Shape,
};
use method::language::Language;

/// Words before a number among which what took so long is looked for.
const SPENT: usize = 4;

/// Looks for ages; the find is the number without its unit.
pub fn find(reading: &Reading, finds: &mut Finds) {
    let mut told = false;
    let mut at = 0;
    while at < reading.tokens().len() {
        let end = number_end(reading, at);
        if end == at {
            told |= two_years(reading, at, finds);
            at += 1;
            continue;
        }
        if !finds.has(reading, at) && is_age(reading, at, end) {
            finds.tokens(reading, row_start(reading, at), end, Kind::Age, Why::Context);
            told = true;
        }
        at = end;
    }
    ages_bare::find(reading, finds, told);
}

/// "quatorze ou quinze ans", "4, 7 et 12 ans": the first number of the row that ends with the one at `at`.
fn row_start(reading: &Reading, mut at: usize) -> usize {
    for _ in 0..6 {
        let joined = matches!(
            reading.before(at, 1),
            "," | "ou" | "et" | "or" | "and" | "wla" | "w" | "o" | "ولا" | "او" | "و" | "-" | "a" | "to"
        );
        let before = (2..=6)
            .filter_map(|back| at.checked_sub(back))
            .find(|from| number_end(reading, *from) == at - 1);
        match before.filter(|_| joined) {
            Some(from) => at = from,
            None => break,
        }
    }
    at
}

/// Token after a number of at most three digits, or in words, that begins at `at`; `at` if there is none.
pub fn number_end(reading: &Reading, at: usize) -> usize {
    match reading.token(at) {
        Some(token) if token.shape == Shape::Digits && token.low.len() <= 3 => at + 1,
        Some(token) if is_number_word(&token.low) => words_end(reading, at),
        _ => at,
    }
}

/// The number at `at`, if it is in figures.
pub fn figure(reading: &Reading, at: usize) -> Option<u32> {
    reading.low(at).parse().ok()
}

/// "عمره سنتان", "عندها عامين": a number and its unit in one word.
fn two_years(reading: &Reading, at: usize, finds: &mut Finds) -> bool {
    let told = reading.is(at, Cue::AgeTwo) && (announces(reading, at, true) || reading.was(at, 1, Cue::AgeLeft));
    if told {
        finds.tokens(reading, at, at + 1, Kind::Age, Why::Context);
    }
    told
}

/// A unit after a number.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Unit {
    None,
    /// "ans", "سنة".
    Years,
    /// "mois", "jours": mostly a stretch of time.
    Short,
    /// "years old", "yo".
    Old,
}

/// Tokens of the unit that follows, "ans", "-year-old", "ل عام", and what it says.
fn unit(reading: &Reading, end: usize) -> (usize, Unit) {
    let tied = matches!(reading.low(end), "-" | "ل" | "د" | "l" | "d" | "dyal" | "ديال");
    let at = end + usize::from(tied && (reading.is(end + 1, Cue::AgeUnit) || reading.is(end + 1, Cue::AgeShort)));
    let short = reading.is(at, Cue::AgeShort);
    if !short && !reading.is(at, Cue::AgeUnit) {
        return (0, Unit::None);
    }
    let old = at + 1 + usize::from(reading.low(at + 1) == "-");
    match (reading.low(old), reading.low(at)) {
        ("old", _) => (old + 1 - end, Unit::Old),
        (_, "yo") => (at + 1 - end, Unit::Old),
        _ => (at + 1 - end, if short { Unit::Short } else { Unit::Years }),
    }
}

fn is_age(reading: &Reading, at: usize, end: usize) -> bool {
    let (units, unit) = unit(reading, end);
    if unit == Unit::Old || announces(reading, at, units > 0) {
        return true;
    }
    if unit == Unit::None {
        return ages_bare::between_commas(reading, at, end)
            || reading.language == Language::English && ages_bare::english(reading, at, end);
    }
    if figure(reading, at).is_some_and(|number| !(1..=120).contains(&number)) {
        return false;
    }
    let (left, after) = (about(reading, at), end + units);
    if is_spell(reading, left, at, after) {
        return false;
    }
    match unit {
        Unit::Short => is_led(reading, left, at, after) && small_child(reading, left),
        // At the head of a sentence a number of years is more often a stretch of time.
        _ => left > 0 && reading.before(left, 1) != "." || is_led(reading, left, at, after),
    }
}

/// Months, weeks and days are an age where a small child, or whoever bears ages, is near before them.
fn small_child(reading: &Reading, left: usize) -> bool {
    (1..=SPENT).any(|back| {
        reading.was(left, back, Cue::AgeBearer)
            || reading.was(left, back, Cue::Kin)
            || left >= back && LISTS.first.contains(reading.low(left - back)) && reading.is_capital(left - back)
    })
}

/// First token of "presque", "à peine", "about" before a number.
pub fn about(reading: &Reading, mut at: usize) -> usize {
    while reading.was(at, 1, Cue::AgeAbout) {
        at -= 1 + usize::from(reading.before(at, 1) == "peine" && reading.before(at, 2) == "a");
    }
    at
}

/// The word before a number with a unit makes it an age. `left` is where the number begins with its "about".
fn is_led(reading: &Reading, left: usize, at: usize, after: usize) -> bool {
    let (one, two) = (reading.before(left, 1), reading.before(left, 2));
    match one {
        "a" => !matches!(
            two,
            "y" | "condamne" | "condamnee" | "ecope" | "prison" | "pris" | "jusqu" | "limite" | "ramene"
        ),
        "am" | "is" | "was" | "turned" | "were" | "aged" | "are" | "be" | "at" | "m" | "re" => {
            !matches!(two, "there" | "it")
        }
        "de" | "d" | "of" => reading.was(left, 2, Cue::AgeBearer) || ages_bare::is_somebody(reading, left, 2),
        "," | "(" | ":" | "-" => closes(reading, after) && !is_number_word(two) && two.parse::<u32>().is_err(),
        // "تزوجت ف 15 عام": an age at which people are married, not "in three months".
        "في" | "ف" | "f" | "fi" => figure(reading, at).is_some_and(|number| (9..=40).contains(&number)),
        "" | "." | "«" => left == 0 && closes(reading, after),
        _ => left > 0 && reading.cue(left - 1, Cue::AgeLeft).is_some_and(|hit| hit.end == left),
    }
}

/// Words of age itself: no unit is needed after them.
pub fn announces(reading: &Reading, at: usize, unit: bool) -> bool {
    let mut left = at;
    while reading.was(left, 1, Cue::AgeFiller) && reading.before(left, 1) != "العمر" {
        left -= 1;
    }
    // سنة alone is "year"; before a number it is no age.
    left > 0
        && reading.cue(left - 1, Cue::AgeWord).is_some_and(|hit| hit.end == left)
        && (unit || reading.before(left, 1) != "سنه")
}

/// What follows an age in apposition.
pub fn closes(reading: &Reading, at: usize) -> bool {
    matches!(reading.low(at), "" | "-") || reading.is(at, Cue::AgeClose)
}

/// A stretch of time rather than an age: "ans de mariage", "ans après", "years in prison", "pendant", "j'ai travaillé … ans".
fn is_spell(reading: &Reading, left: usize, at: usize, after: usize) -> bool {
    let aged = reading.was(left, 1, Cue::AgeWord) || reading.was(left, 2, Cue::AgeWord);
    let borne = matches!(reading.before(left, 1), "de" | "d" | "of") && reading.was(left, 2, Cue::AgeBearer);
    let follows = match reading.low(after) {
        "de" | "d" | "of" | "من" => {
            !aged && !borne && reading.low(after + 1) != "age" && !reading.is(after + 1, Cue::AgeWord)
        }
        // "veuve à 27 ans avec trois enfants"
        _ => reading.is(after, Cue::SpellAfter) && !matches!(reading.before(left, 1), "a" | "at"),
    };
    let teens = ["طاش", "عشره", "عشر", "tach", "tache"]
        .iter()
        .any(|end| reading.low(at).ends_with(end));
    let within = matches!(reading.before(left, 1), "في" | "ف" | "f" | "fi")
        && figure(reading, at).map_or(!teens, |number| !(9..=40).contains(&number));
    follows || within || reading.was(left, 1, Cue::SpellBefore) || !borne && was_spent(reading, left)
}

/// A word for what took so long stands up to four words before, within the clause.
fn was_spent(reading: &Reading, left: usize) -> bool {
    let from = left.saturating_sub(SPENT);
    (from..left)
        .rev()
        .take_while(|word| {
            !matches!(
                reading.low(*word),
                "." | "," | ";" | ":" | "!" | "?" | "et" | "and" | "w" | "و"
            )
        })
        .any(|word| reading.cue(word, Cue::Spent).is_some_and(|hit| hit.end <= left))
}
