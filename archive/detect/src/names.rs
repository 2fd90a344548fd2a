//! Names of persons in Latin letters: lists, sound, capitals inside a sentence, and who is announced.

use crate::{
    Kind, Why,
    cues::Cue,
    find::Finds,
    lists::LISTS,
    names_around::{is_foreign_word, is_plain_word, joined_by_many, stands_apart, verb},
    names_grade::{Grade, grade, is_family_shape, is_noun, is_particle, step},
    reading::{Announced, Reading},
    text::Shape,
};
use method::language::Language;

/// Looks for names of persons in Latin letters.
pub fn find(reading: &mut Reading, finds: &mut Finds) {
    let mut at = 0;
    while at < reading.tokens().len() {
        match start(reading, at) {
            Some((first, why)) => {
                let end = run(reading, first);
                let kind = if why == Why::Shape
                    && end == first + 1
                    && (reading.follows(Cue::At, at) || after_half(reading, finds, at))
                {
                    Kind::Location
                } else {
                    Kind::Person
                };
                // "Had Draa": a place's first half may be an everyday word.
                let half = kind == Kind::Location
                    && reading.before(at, 1).len() > 2
                    && at > 0
                    && reading.token(at - 1).is_some_and(|token| token.is_capital() && !token.head);
                finds.tokens(reading, if half { at - 1 } else { at }, end, kind, why);
                share(reading, end);
                at = end;
            }
            None => at += 1,
        }
    }
}

/// Does a name start at `at`? Then the token with the first real name in it (after particles) and the reason.
fn start(reading: &Reading, at: usize) -> Option<(usize, Why)> {
    let mut name = at;
    while name < at + 3 && is_particle(reading, name) && grade(reading, name) < Grade::Known {
        name = step(reading, name);
    }
    if name > at {
        let led = grade(reading, name);
        let capital = reading.is_capital(at);
        let known = led >= Grade::Weak && led != Grade::Inside;
        let free = !reading.kept[at] && !reading.kept.get(name).is_some_and(|kept| *kept);
        let good = free
            && if capital {
                reading.is_capital(name) && led > Grade::No || known
            } else {
                known && !reading.is_common(name) && led > Grade::Weak
            };
        return good.then_some((name, if known { Why::List } else { Why::Shape }));
    }
    accept(reading, at).map(|why| (at, why))
}

fn accept(reading: &Reading, at: usize) -> Option<Why> {
    let grade = grade(reading, at);
    let token = reading.token(at)?;
    let announced = reading.announced[at];
    let common = LISTS.is_common(&token.low, reading.language);
    let capital = reading.is_capital(at);
    let by_context = |yes: bool| yes.then_some(Why::Context);
    match grade {
        Grade::Known | Grade::Sound => Some(Why::List),
        Grade::Inside => Some(if announced.is_some() { Why::Context } else { Why::Shape }),
        Grade::Weak
            if capital
                && !LISTS.is_month(&token.low)
                && token.low != "islam"
                && (!token.head || !common && is_foreign_word(reading) || stands_for_somebody(reading, at, common)) =>
        {
            Some(Why::List)
        }
        Grade::Weak if capital => by_context(announced > Some(Announced::Near)),

        Grade::Weak => by_context(match announced {
            Some(Announced::Intro) => !common || continues(reading, at),
            Some(Announced::Honorific | Announced::Title | Announced::Kin) => {
                !common || LISTS.first.contains(&token.low) && LISTS.is_cue(&token.low, Cue::Virtue)
            }
            Some(Announced::Near) if reading.language == Language::DarijaLatin => {
                LISTS.first.contains(&token.low) && (!common || joined_by_many(reading, at, common))
            }
            _ => {
                LISTS.first.contains(&token.low)
                    && (continues(reading, at) && !common || joined_by_many(reading, at, common))
            }
        }),
        Grade::Head => {
            if announced > Some(Announced::Near) {
                Some(Why::Context)
            } else {
                (continues(reading, at) || stands_for_somebody(reading, at, is_noun(&token.low))).then_some(Why::Shape)
            }
        }
        Grade::Upper => by_context(
            announced >= Some(Announced::Kin) && token.low.len() > 2 || token.low.len() > 3 && continues(reading, at),
        ),
        Grade::No if announced == Some(Announced::Kin) && token.shape == Shape::Lower && !common => {
            by_context(stands_apart(reading, at))
        }
        Grade::No
            if announced >= Some(Announced::Title)
                && token.shape == Shape::Lower
                && !common
                && is_family_shape(&token.low) =>
        {
            by_context(reading.language == Language::DarijaLatin)
        }
        // "Mon amie Espérance": after kin a capital is a name, be it a word as well.
        Grade::No
            if announced == Some(Announced::Kin)
                && token.shape == Shape::Title
                && !token.head
                && !reading.kept[at]
                && !reading.is(at, Cue::Title)
                && !reading.is(at, Cue::Honorific) =>
        {
            by_context(LISTS.first.contains(&token.low) || !is_noun(&token.low) && LISTS.ambiguous.contains(&token.low))
        }
        Grade::No => {
            by_context(announced == Some(Announced::Intro) && !common && !reading.kept[at] && is_plain_word(reading, at))
        }
    }
}

/// The next word goes on with the name.
fn continues(reading: &Reading, at: usize) -> bool {
    let next = step(reading, at);
    let next = if is_particle(reading, next) {
        step(reading, next)
    } else {
        next
    };
    let follows = grade(reading, next);
    match reading.token(next) {
        Some(token) if token.is_capital() => {
            follows > Grade::Head && !LISTS.places.has(&token.low) || follows == Grade::Upper
        }
        Some(_) => follows >= Grade::Sound,
        None => false,
    }
}

/// A name at the head of a sentence shows by what follows: a verb, a comma of address, another name.
fn stands_for_somebody(reading: &Reading, at: usize, common: bool) -> bool {
    let (next, after) = (reading.low(at + 1), at + 2);
    if continues(reading, at) {
        return true;
    }
    let joined = matches!(next, "et" | "and" | "w" | "ou" | "or")
        && grade(reading, after) >= Grade::Weak
        && reading.is_capital(after);
    let quoted = next == "," && matches!(reading.before(at, 1), "«" | "“" | "\"");
    let acts = common && LISTS.first.contains(reading.low(at)) && LISTS.is_cue(next, Cue::PersonVerb);
    joined
        || acts
        || quoted && !common
        || !common && (verb(reading, next) || (next == "," && LISTS.first.contains(reading.low(at))))
}

/// The token after the last one of the name that starts at `at`.
fn run(reading: &Reading, at: usize) -> usize {
    let (mut last, mut next) = (at, step(reading, at));
    while next < at + 12 && last < at + 9 {
        let particle = is_particle(reading, next) && grade(reading, next) != Grade::Known;
        let word = if particle { step(reading, next) } else { next };
        if !goes_on(
            reading,
            word,
            reading.token(at).is_some_and(|token| token.shape == Shape::Lower),
        ) {
            break;
        }
        last = word;
        next = step(reading, word);
    }
    // "Karim B." is no less a name for its initial.
    let initial = reading
        .token(last + 1)
        .is_some_and(|token| token.shape == Shape::Title && token.low.len() == 1)
        && reading.low(last + 2) == ".";
    last + 1 + usize::from(initial)
}

fn goes_on(reading: &Reading, at: usize, small: bool) -> bool {
    let Some(token) = reading.token(at) else { return false };
    if reading.kept[at] || token.head {
        return false;
    }
    match grade(reading, at) {
        Grade::No | Grade::Head => false,
        Grade::Upper => token.low.len() > 3,
        Grade::Inside | Grade::Sound | Grade::Known => token.is_capital() || small || LISTS.first.contains(&token.low),
        Grade::Weak => token.is_capital() || (small && !LISTS.is_common(&token.low, reading.language)),
    }
}

/// What is joined to a name by "et" or a comma is announced by it.
fn share(reading: &mut Reading, end: usize) {
    if matches!(reading.low(end), "et" | "and" | "w" | "o" | "ou" | "," | "&" | "/" | "و")
        && let Some(slot) = reading.announced.get_mut(end + 1)
    {
        *slot = (*slot).max(Some(Announced::Near));
    }
}

/// The word before is a capital with a preposition of place, or a comma after an address, before it.
fn after_half(reading: &Reading, finds: &Finds, at: usize) -> bool {
    at > 1
        && reading.is_capital(at - 1)
        && (reading.follows(Cue::At, at - 1) || reading.before(at, 2) == "," && at > 2 && finds.has(reading, at - 3))
}
