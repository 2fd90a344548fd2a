//! Postal addresses: number, street, building, flat, in French, English and Arabic order.

use crate::{
    Kind, Why,
    cues::Cue,
    find::Finds,
    lists::LISTS,
    patterns::compile,
    reading::Reading,
    text::{Shape, Token},
};
use regex::Regex;
use std::sync::LazyLock;

/// Postal code before a capital, post box.
static CODE: LazyLock<Regex> = LazyLock::new(|| {
    compile(r"\b(?:(?i:B\.?P\.?|P\.? ?O\.? ?Box|boite postale|ص\.? ?ب\.?) ?:? ?[0-9]{1,6}|[1-9][0-9]{4})\b")
});

/// Looks for addresses.
pub fn find(reading: &Reading, finds: &mut Finds) {
    let mut at = 0;
    while at < reading.tokens().len() {
        let Some(hit) = reading.cue(at, Cue::Street) else {
            at += 1;
            continue;
        };
        let start = number_before(reading, at);
        let end = chained(reading, name_after(reading, hit.end, start < at), hit.end);
        let english = if reading.language == method::language::Language::English {
            street_before(reading, at)
        } else {
            at
        };
        if english < at && end == hit.end {
            finds.tokens(reading, english, details(reading, hit.end), Kind::Address, Why::Context);
        } else if end > hit.end {
            let start = storey_before(reading, start);
            let skip = if start == at { hit.skip } else { 0 };
            finds.from(reading, start, skip, details(reading, end), Kind::Address, Why::Context);
        }
        at = end.max(at + 1);
    }
    for found in CODE.find_iter(&reading.text.plain) {
        let next = reading.text.token_at(found.end());
        let post_box = found.as_str().starts_with(|c: char| !c.is_ascii_digit());
        if post_box
            || LISTS.places.exact(reading.tokens(), next).is_some()
                && reading.is_capital(next)
                && !finds.touches(found.start(), found.end())
        {
            finds.bytes(found.start(), found.end(), Kind::Address, Why::Context);
        }
    }
}

fn is_number(token: &Token) -> bool {
    let digits = token.low.chars().filter(char::is_ascii_digit).count();
    digits > 0 && digits <= 4 && token.low.len() <= digits + 3 && token.low.starts_with(|c: char| c.is_ascii_digit())
}

/// First token of "12 bis," before a street, of "رقم 12"; `at` if there is no number.
fn number_before(reading: &Reading, street: usize) -> usize {
    let at = street;
    let mut from = at;
    // "11 de la rue"
    if reading.before(at, 1) == "la" && reading.before(at, 2) == "de" {
        from -= 2;
    }
    let at = from;
    while from > 0 && from + 2 > at && matches!(reading.before(from, 1), "," | "bis" | "ter") {
        from -= 1;
    }
    match from.checked_sub(1).and_then(|before| reading.token(before)) {
        Some(token) if is_number(token) => {
            let from = from - 1;
            let named = from > 0
                && matches!(
                    reading.before(from, 1),
                    "n" | "no" | "numero" | "رقم" | "الرقم" | "number" | "°"
                );
            let sign = named && reading.before(from, 1) == "°" && from > 1;
            from - usize::from(named) - usize::from(sign)
        }
        _ => street,
    }
}

/// "immeuble Al Manar, boulevard Zerktouni": a street after a comma is of the same address. `none` is where no name ends.
fn chained(reading: &Reading, mut end: usize, none: usize) -> usize {
    for _ in 0..3 {
        let from = details(reading, end);
        let Some(hit) = reading
            .cue(from + 1, Cue::Street)
            .filter(|_| reading.low(from) == "," && end > none)
        else {
            break;
        };
        let next = name_after(reading, hit.end, true);
        if next == hit.end {
            break;
        }
        end = next;
    }
    end
}

/// "3e étage, immeuble …": the storey before a comma.
fn storey_before(reading: &Reading, start: usize) -> usize {
    let storey = start >= 3 && reading.before(start, 1) == "," && reading.was(start, 2, Cue::Flat);
    let number = start.checked_sub(3).and_then(|at| reading.token(at)).is_some_and(is_number);
    if storey && number { start - 3 } else { start }
}

/// Token after the street's own name; `at` if there is none.
fn name_after(reading: &Reading, at: usize, numbered: bool) -> usize {
    let mut end = at;
    let mut next = at;
    let mut words = 0;
    while next < at + 12 {
        let Some(token) = reading.token(next) else { break };
        let low = token.low.as_str();
        let link = matches!(low, "'" | "-") || LISTS.is_cue(low, Cue::StreetLink);
        let common = LISTS.is_common(low, reading.language);
        let name = match token.shape {
            Shape::Title | Shape::Upper => !token.head && !reading.kept[next] && (!common || numbered || next > at),
            Shape::Digits => token.low.len() <= 4 && (next == at || numbers_follow(reading, next)),
            Shape::Arabic => {
                words < 3
                    && !(common && words > 0)
                    && !matches!(low, "في" | "ف" | "من" | "الي" | "رقم")
                    && arabic_street(reading, next, words, numbered)
            }
            Shape::Lower => {
                is_number(token)
                    || !link && words < 3 && token.low.len() > 2 && darija_street(reading, next)
                    || numbered && words < 3 && (!common || words == 0 && next > at) && token.low.len() > 2 && !link
                    || !link && LISTS.family.contains(low) && !common
            }
            Shape::Mark => false,
        };
        if name {
            words += 1;
            end = next + 1;
        } else if !link || (token.shape == Shape::Mark && !token.is("'") && !token.is("°") && !token.is("-")) {
            break;
        }
        next += 1;
    }
    end
}

/// "rue oued sebou nmra 8": in Darija no capital shows a street's name, but the number after it does.
fn darija_street(reading: &Reading, at: usize) -> bool {
    reading.language == method::language::Language::DarijaLatin
        && (at + 1..at + 4).any(|next| {
            reading.is(next, Cue::Flat) && reading.token(next + 1).is_some_and(is_number)
                || matches!(reading.low(next), "n" | "nmra" | "numero") && reading.token(next + 1).is_some_and(is_number)
        })
}

fn numbers_follow(reading: &Reading, at: usize) -> bool {
    matches!(
        reading.before(at, 1),
        "n" | "°" | "no" | "numero" | "رقم" | "zanqa" | "rue" | "bloc" | "lot" | "derb" | "زنقه" | "بلوك"
    )
}

/// A street in Arabic letters: first word unless it is an everyday word, further ones if they go on with the name.
fn arabic_street(reading: &Reading, at: usize, words: usize, numbered: bool) -> bool {
    let low = reading.low(at);
    let known = LISTS.first.contains(low) || LISTS.family.contains(low) || LISTS.places.has(low);
    let common = reading.is_common(at);
    if words == 0 {
        // "درب الحمام رقم 4"
        let counted =
            (at + 1..at + 3).any(|next| reading.is(next, Cue::Flat) && reading.token(next + 1).is_some_and(is_number));
        return !common || known && numbered || counted && low.starts_with("ال");
    }
    let previous = reading.low(at - 1);
    let ordinal = matches!(low, "الاول" | "الثاني" | "الثالث" | "الرابع" | "الخامس" | "السادس");
    ordinal
        || (!common
            && (known
                || low.starts_with("ال") && previous.starts_with("ال")
                || matches!(
                    previous,
                    "سيدي"
                        | "مولاي"
                        | "ابن"
                        | "بن"
                        | "عين"
                        | "باب"
                        | "لاله"
                        | "عبد"
                        | "ايت"
                        | "اولاد"
                        | "بني"
                        | "دار"
                )))
}

/// "12 Atlas Street": first token of the name before the English noun; `at` if there is none.
fn street_before(reading: &Reading, at: usize) -> usize {
    if !matches!(
        reading.low(at),
        "street" | "road" | "lane" | "avenue" | "boulevard" | "alley" | "square"
    ) {
        return at;
    }
    let mut start = at;
    while start > 0
        && start + 5 > at
        && reading
            .token(start - 1)
            .is_some_and(|token| token.is_capital() && !token.head && !LISTS.is_common(&token.low, reading.language))
    {
        start -= 1;
    }
    let numbered = start
        .checked_sub(1)
        .and_then(|before| reading.token(before))
        .is_some_and(is_number);
    if start < at && numbered { start - 1 } else { start }
}

/// Goes on over ", n° 12", "appartement 4", "étage 2", "شقة 3".
fn details(reading: &Reading, mut end: usize) -> usize {
    for _ in 0..5 {
        let mut next = end;
        while next < end + 2 && matches!(reading.low(next), "," | "-") {
            next += 1;
        }
        let noun = reading.is(next, Cue::Flat);
        // "5e étage", "2nd floor"
        let storey = matches!(reading.low(next + 1), "etage" | "floor" | "etg")
            || reading.low(next + 1) == "eme" && reading.low(next + 2) == "etage";
        if storey && reading.token(next).is_some_and(is_number) {
            end = next + 2;
            continue;
        }
        if !noun {
            break;
        }
        next += 1;
        while matches!(reading.low(next), "°" | ":" | ".") {
            next += 1;
        }
        let short = reading
            .token(next)
            .is_some_and(|token| is_number(token) || token.low.chars().count() == 1 && token.is_word());
        if !short {
            break;
        }
        end = next + 1;
    }
    end
}
