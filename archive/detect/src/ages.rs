//! Ages: a number with a unit of years in the place of an age, not of a duration ("depuis dix ans", "cinq ans de prison").

use crate::{
    Kind, Why,
    cues::Cue,
    find::Finds,
    lists::LISTS,
    numbers::{is_number_word, words_end},
    reading::Reading,
    text::Shape,
};
use method::language::Language;

/// Looks for ages; the find is the number without its unit.
pub fn find(reading: &Reading, finds: &mut Finds) {
    let mut at = 0;
    while at < reading.tokens().len() {
        let end = number_end(reading, at);
        if end == at {
            at += 1;
            continue;
        }
        if !finds.has(reading, at) && is_age(reading, at, end) {
            // "quatorze ou quinze ans": both.
            let either = matches!(reading.before(at, 1), "ou" | "or" | "wla" | "ولا" | "او" | "-" | "a" | "to")
                && at >= 2
                && number_end(reading, at - 2) > at - 2;
            finds.tokens(reading, if either { at - 2 } else { at }, end, Kind::Age, Why::Context);
        }
        at = end;
    }
}

/// Token after a number of at most three digits, or in words, that begins at `at`; `at` if there is none.
fn number_end(reading: &Reading, at: usize) -> usize {
    match reading.token(at) {
        Some(token) if token.shape == Shape::Digits && token.low.len() <= 3 => at + 1,
        Some(token) if is_number_word(&token.low) => words_end(reading, at),
        _ => at,
    }
}

/// The number at `at`, if it is in figures.
fn figure(reading: &Reading, at: usize) -> Option<u32> {
    reading.low(at).parse().ok()
}

/// Tokens of the unit that follows, "ans", "-year-old", and whether it says "old"; nought if there is none.
fn unit(reading: &Reading, end: usize) -> (usize, bool) {
    let at = end + usize::from(reading.low(end) == "-");
    if !reading.is(at, Cue::AgeUnit) {
        return (0, false);
    }
    let old = at + 1 + usize::from(reading.low(at + 1) == "-");
    if reading.low(old) == "old" {
        (old + 1 - end, true)
    } else {
        (at + 1 - end, reading.low(at) == "yo")
    }
}

fn is_age(reading: &Reading, at: usize, end: usize) -> bool {
    let (units, old) = unit(reading, end);
    if old || announces(reading, at, units > 0) {
        return true;
    }
    if units == 0 {
        return reading.language == Language::English && without_unit(reading, at, end);
    }
    let after = end + units;
    !is_spell(reading, at, after) && is_led(reading, about(reading, at), at, after)
}

/// First token of "presque", "à peine", "about" before a number.
fn about(reading: &Reading, mut at: usize) -> usize {
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
        "de" | "d" | "of" => reading.was(left, 2, Cue::AgeBearer) || reading.is_somebody(left, 2),
        "," | "(" | ":" | "-" => closes(reading, after) && !is_number_word(two) && two.parse::<u32>().is_err(),
        // "تزوجت ف 15 عام": an age at which people are married, not "in three months".
        "في" | "ف" | "f" | "fi" => figure(reading, at).is_some_and(|number| (9..=40).contains(&number)),
        "" | "." | "«" => left == 0 || closes(reading, after),
        _ => left > 0 && reading.cue(left - 1, Cue::AgeLeft).is_some_and(|hit| hit.end == left),
    }
}

/// Words of age itself: no unit is needed after them.
fn announces(reading: &Reading, at: usize, unit: bool) -> bool {
    let mut left = at;
    while reading.was(left, 1, Cue::AgeFiller) && reading.before(left, 1) != "العمر" {
        left -= 1;
    }
    // سنة alone is "year"; before a number it is no age.
    left > 0
        && reading.cue(left - 1, Cue::AgeWord).is_some_and(|hit| hit.end == left)
        && (unit || reading.before(left, 1) != "سنه")
}

/// "My daughter is 26 and", "I was thirty-four when", "at sixteen I": English leaves the unit out.
fn without_unit(reading: &Reading, at: usize, end: usize) -> bool {
    let left = about(reading, at);
    let (one, two) = (reading.before(left, 1), reading.before(left, 2));
    let stops = reading.low(end).is_empty() || reading.is(end, Cue::AgeStop);
    if figure(reading, at).is_some_and(|number| !(1..=110).contains(&number)) || !(stops || one == "turned") {
        return false;
    }
    match one {
        "aged" | "turned" => true,
        "am" | "is" | "was" | "were" | "be" | "m" | "s" | "re" => {
            let person = matches!(two, "i" | "she" | "he" | "we" | "they" | "who" | "'" | "you" | "girl" | "boy");
            person || reading.was(left, 2, Cue::Kin) || reading.is_somebody(left, 2)
        }
        "," | "(" => closes(reading, end) && reading.low(end) != "." && reading.is_somebody(left, 2),
        // "At 12," may be a time; "at 16 I" is an age.
        "at" => matches!(reading.low(end), "," | "and" | "i") && figure(reading, at).is_none_or(|number| number > 12),
        _ => false,
    }
}

/// What follows an age in apposition.
fn closes(reading: &Reading, at: usize) -> bool {
    matches!(reading.low(at), "" | "-") || reading.is(at, Cue::AgeClose)
}

/// A stretch of time rather than an age: "ans de mariage", "ans après", "years in prison", or after "pendant".
fn is_spell(reading: &Reading, at: usize, after: usize) -> bool {
    let aged = reading.was(at, 1, Cue::AgeWord) || reading.was(at, 2, Cue::AgeWord);
    let follows = match reading.low(after) {
        "de" | "d" => reading.low(after + 1) != "age" && !aged,
        _ => reading.is(after, Cue::SpellAfter),
    };
    follows || reading.was(at, 1, Cue::SpellBefore)
}

impl Reading {
    /// Is the token `back` places before `at` a known name or an unknown capital?
    fn is_somebody(&self, at: usize, back: usize) -> bool {
        let token = at.checked_sub(back).and_then(|place| self.token(place));
        token.is_some_and(|token| {
            LISTS.is_name(&token.low) || (token.shape == Shape::Title && !LISTS.is_common(&token.low, self.language))
        })
    }
}
