//! Names of persons in Arabic letters, where no capital helps: lists, the shape of family names, and who is announced.

use crate::{
    Kind, Why,
    cues::Cue,
    find::Finds,
    lists::LISTS,
    names_spoken::is_spoken_of,
    reading::{Announced, Reading},
    text::Shape,
};

/// A name at a token: bytes of fused particle before it, and whether it is an everyday word too.
#[derive(Clone, Copy)]
struct Known {
    skip: usize,
    weak: bool,
}

/// Looks for names of persons in Arabic letters.
pub fn find(reading: &mut Reading, finds: &mut Finds) {
    let mut at = 0;
    while at < reading.tokens().len() {
        if let Some((skip, why)) = accept(reading, at) {
            let end = run(reading, at);
            finds.from(reading, at, skip, end, Kind::Person, why);
            share(reading, end);
            at = end;
        } else {
            at += 1;
        }
    }
}

fn is_arabic(reading: &Reading, at: usize) -> bool {
    reading.token(at).is_some_and(|token| token.shape == Shape::Arabic) && !reading.kept[at]
}

fn known(reading: &Reading, at: usize) -> Option<Known> {
    let token = reading.token(at).filter(|_| is_arabic(reading, at))?;
    let plain = LISTS.is_common(&token.low, reading.language);
    token.stems().find_map(|(skip, stem)| {
        // لمحمدي, لعمري: the ل belongs to a family name.
        let owned = skip == 'ل'.len_utf8()
            && token.low.starts_with('ل')
            && LISTS.family.contains(stem)
            && !LISTS.first.contains(stem);
        let skip = if owned { 0 } else { skip };
        let listed = LISTS.first.contains(stem) || LISTS.family.contains(stem);
        let compound = is_compound(stem, reading.low(at + 1));
        (listed || compound).then(|| Known {
            skip,
            weak: !compound && (plain || LISTS.ambiguous.contains(stem) || LISTS.is_common(stem, reading.language)),
        })
    })
}

/// عبد before a name of God, and names that end in الدين.
fn is_compound(stem: &str, next: &str) -> bool {
    (stem == "عبد" && next.starts_with("ال")) || (next == "الدين" && LISTS.is_cue(stem, Cue::Faith))
}

/// Family names by their shape: of a place or tribe (ال…ي), or of an ancestor (بن, بو, ايت).
fn is_family_shape(low: &str) -> bool {
    let letters = low.chars().count();
    (low.starts_with('ل') && low.ends_with('ي') && letters >= 5)
        || (low.starts_with("ال") && low.ends_with('ي') && letters >= 6)
        || (["بن", "بل", "بو", "ايت", "او"].iter().any(|start| low.starts_with(start))
            && letters >= 5
            && !low.ends_with("تي")
            && !low.ends_with("ها"))
        || (low.ends_with("اوي") && letters >= 5)
}

fn accept(reading: &Reading, at: usize) -> Option<(usize, Why)> {
    if !is_arabic(reading, at) {
        return None;
    }
    let token = reading.token(at)?;
    let announced = reading.announced[at];
    // "اسمي الكامل", "راجلي سميتو", "القاضي البوعناني": what announces a name is none.
    let is_cue = reading.is(at, Cue::Intro)
        || reading.is(at, Cue::Filler)
        || reading.is(at, Cue::Title) && announced.is_none() && known(reading, at + 1).is_some();
    if is_cue {
        return None;
    }
    if let Some(Known { skip, weak }) = known(reading, at) {
        let family = || {
            let next = at + 1;
            known(reading, next)
                .is_some_and(|known| known.skip == 0 && LISTS.family.contains(reading.low(next)) && !reading.is_common(next))
        };
        let common = LISTS.is_common(&token.low[skip..], reading.language);
        let pause = matches!(reading.low(at + 1), "," | ":");
        // After company or speech an abstract noun needs a pause as well: "قالت ليا إيمان: …".
        let called = announced.is_some_and(|kind| kind > Announced::Called || !common || pause || together(reading, at));
        let joined = || {
            token.head
                && reading.low(at + 1).starts_with('و')
                && (known(reading, at + 1).is_some_and(|next| next.skip > 0) || together(reading, at + 1))
        };
        let addressed = token.head && skip == 0 && pause && !common;
        let given = skip > 0 && token.low.starts_with('ل') && !common && LISTS.first.contains(&token.low[skip..]);
        let spoken_of = || is_spoken_of(reading, at, skip);
        return if !weak {
            Some((skip, Why::List))
        } else if called || (skip == 0 && family()) || addressed || given || joined() || spoken_of() {
            Some((skip, Why::Context))
        } else {
            None
        };
    }
    if reading.is_common(at) || token.low.chars().count() < 3 {
        return None;
    }
    let skip = if announced <= Some(Announced::Near) && low_and(reading, at) {
        'و'.len_utf8()
    } else {
        0
    };
    unknown(reading, at).then_some((skip, Why::Context))
}

/// An unknown word is a name where the words around it leave no other reading.
fn unknown(reading: &Reading, at: usize) -> bool {
    let low = reading.low(at);
    let announced = reading.announced[at];
    let family_follows = || {
        let next = reading.low(at + 1);
        is_arabic(reading, at + 1)
            && !reading.is_common(at + 1)
            && (is_family_shape(next) || LISTS.family.contains(next) || matches!(next, "بن" | "ايت"))
    };
    match announced {
        Some(Announced::Honorific) => true,
        Some(Announced::Intro) => !looks_like_verb(low),
        Some(Announced::Title) => {
            let ancestor = low.starts_with("بن") && low.chars().count() >= 4;
            ancestor
                || is_family_shape(low)
                || LISTS.is_cue(low, Cue::Ancestor) && is_arabic(reading, at + 1)
                || family_follows()
        }
        Some(Announced::Kin) => {
            !looks_like_verb(low) && (is_closed(reading, at) && !low.starts_with("ال") || family_follows())
        }
        // "أنا X،" opens a story; "ضد X العلوي" names two words.
        Some(Announced::Called) => at == 1 && reading.low(2) == ",",
        Some(Announced::Near) => {
            family_follows()
                || low_and(reading, at) && together(reading, at) && !low.ends_with("ات") && !reading.is_common(at + 1)
                || reading.low(at + 1) == ":" && matches!(reading.before(at, 1), "ليا" | "لي" | "ليها" | "ليه" | "لينا")
        }
        None => {
            reading.token(at).is_some_and(|token| token.head)
                && low_and(reading, at + 1)
                && !reading.is_common(at + 1)
                && together(reading, at + 1)
                && !low_and(reading, at)
        }
    }
}

/// "وX": joined to what stands before.
fn low_and(reading: &Reading, at: usize) -> bool {
    let low = reading.low(at);
    low.starts_with('و') && low.chars().count() >= 4
}

/// A verb in the plural follows: what stands before are people.
fn together(reading: &Reading, at: usize) -> bool {
    let next = reading.low(at + 1);
    let both = next.chars().count() >= 5 && next.starts_with(['ي', 'ت']) && (next.ends_with("ان") || next.ends_with("ون"));
    next.chars().count() >= 3 && (next.ends_with('و') || next.ends_with("وا")) || both
}

/// Present tense of Darija, or a verb with an object.
pub fn looks_like_verb(low: &str) -> bool {
    let letters = low.chars().count();
    letters >= 5
        && (["كي", "كت", "كن", "تي", "كا"].iter().any(|start| low.starts_with(start))
            || low.ends_with("ني")
            || low.ends_with("وني"))
}

/// "بنتي X عندها", "راجلي، X،": the unknown word stands where a name stands.
fn is_closed(reading: &Reading, at: usize) -> bool {
    let comma = reading.before(at, 1) == "," && reading.low(at + 1) == ",";
    // "ولادي X وY بقاو", "خويا X جرا عليا"
    let joined = low_and(reading, at + 1)
        && (together(reading, at + 1) || known(reading, at + 1).is_some_and(|known| known.skip > 0));
    let object =
        matches!(reading.low(at + 2), "عليا" | "علي" | "ليا" | "معايا" | "بيا" | "مني") && !reading.is_common(at + 1);
    comma || joined || object || reading.is(at + 1, Cue::ArabicVerb)
}

/// The token after the last one of the name that starts at `at`.
fn run(reading: &Reading, at: usize) -> usize {
    let introduced = reading.announced[at] >= Some(Announced::Honorific);
    let mut end = at + 1;
    if known(reading, at).is_some_and(|known| is_compound(&reading.low(at)[known.skip..], reading.low(end))) {
        end += 1;
    }
    while end < at + 5 && is_arabic(reading, end) {
        let (low, previous) = (reading.low(end), reading.low(end - 1));
        let listed = (LISTS.family.contains(low) || LISTS.first.contains(low)) && !reading.is_common(end);
        let tribe = matches!(low, "ايت" | "اولاد" | "ولاد");
        let ancestor =
            LISTS.is_cue(low, Cue::Ancestor) && is_arabic(reading, end + 1) && (tribe || !reading.is_common(end + 1));
        let compound = is_compound(low, reading.low(end + 1));
        let of_tribe = end > at + 1 && matches!(previous, "ايت" | "اولاد" | "ولاد");
        let shaped = (is_family_shape(low) || LISTS.is_cue(previous, Cue::Ancestor)) && !reading.is_common(end) || of_tribe;
        let last = introduced
            && end == at + 1
            && !reading.is_common(end)
            && !looks_like_verb(low)
            && ends_here(reading, end + 1)
            && low.chars().count() > 3
            && !low.starts_with('و');
        if compound {
            end += 1;
        } else if !(listed || ancestor || shaped || last) {
            break;
        }
        end += 1;
    }
    end
}

/// A pause or a clause with و follows.
fn ends_here(reading: &Reading, at: usize) -> bool {
    reading
        .token(at)
        .is_none_or(|token| token.shape == Shape::Mark || token.low.starts_with('و'))
}

fn share(reading: &mut Reading, end: usize) {
    let next = if matches!(reading.low(end), "," | "و") {
        end + 1
    } else {
        end
    };
    if (next > end || reading.low(next).starts_with('و'))
        && let Some(slot) = reading.announced.get_mut(next)
    {
        *slot = (*slot).max(Some(Announced::Near));
    }
}
