//! Cities, quarters and regions: from the list, by their sound, and after words such as "quartier", "hay", "دوار".

use crate::{
    Kind, Why,
    cues::Cue,
    find::Finds,
    lists::LISTS,
    own_names::{over_of, own_name},
    phrases::Hit,
    reading::{Announced, Reading},
    text::Shape,
};

/// Looks for places.
pub fn find(reading: &Reading, finds: &mut Finds) {
    for at in 0..reading.tokens().len() {
        if let Some(hit) = LISTS
            .places
            .fused(reading.tokens(), at)
            .filter(|hit| is_place(reading, finds, at, *hit))
        {
            finds.from(reading, at, hit.skip, hit.end, Kind::Location, Why::List);
        } else if sounds(reading, at) {
            finds.tokens(reading, at, at + 1, Kind::Location, Why::List);
        }
        for (cue, prepositions) in [
            (Cue::Motion, &["من", "الي", "mn", "men", "l"][..]),
            (Cue::Dwelling, &["في", "ف", "ب", "f", "fi", "b"][..]),
        ] {
            if let Some(hit) = reading.cue(at, cue) {
                led(reading, finds, hit.end, prepositions);
            }
        }
        if let Some(hit) = reading.cue(at, Cue::Place) {
            let start = over_of(reading, hit.end);
            // "ما كانت في القرية كهرباء": after a definite noun a name is definite too, or known.
            let noun = reading.low(hit.end - 1);
            let loose = start == hit.end
                && noun.starts_with("ال")
                && !reading.low(start).starts_with("ال")
                && LISTS.places.fused(reading.tokens(), start).is_none()
                && !LISTS.is_cue(reading.low(start), Cue::Half);
            if let Some((end, skip)) = own_name(reading, start, false).filter(|_| !loose) {
                // "Hay El Farah": with a capital the noun is part of the name.
                let whole = start == at + 1
                    && reading.is_capital(at)
                    && matches!(
                        reading.low(at),
                        "hay" | "hai" | "derb" | "douar" | "cite" | "oued" | "jbel" | "karian"
                    );
                finds.from(
                    reading,
                    if whole { at } else { start },
                    if whole { 0 } else { skip },
                    end,
                    Kind::Location,
                    Why::Context,
                );
            }
        }
    }
}

fn is_place(reading: &Reading, finds: &Finds, at: usize, hit: Hit) -> bool {
    let Some(token) = reading.token(at) else { return false };
    if reading.kept[at..hit.end].contains(&true) {
        return false;
    }
    // A family name that is a place too, right after a first name or a title: the name takes it.
    let named = hit.words == 1
        && (reading.announced[at] >= Some(Announced::Kin) || LISTS.first.contains(reading.before(at, 1)))
        && (LISTS.family.contains(&token.low) || LISTS.first.contains(&token.low));
    if named || hit.words > 1 {
        return !named;
    }
    let stem = &token.low[hit.skip..];
    let common = LISTS.is_common(stem, reading.language) || LISTS.is_common(&token.low, reading.language);
    let led = || reading.follows(Cue::Place, at);
    if token.shape == Shape::Arabic {
        let ambiguous = LISTS.ambiguous.contains(stem);
        // Behind a fused و, and as itself, a name of a person is no place.
        let away = matches!(reading.before(at, 1), "من" | "الي" | "ل")
            && matches!(
                reading.before(at, 2),
                "خرجت"
                    | "خرجنا"
                    | "مشيت"
                    | "مشينا"
                    | "هربت"
                    | "رجعت"
                    | "غادرت"
                    | "جيت"
                    | "جينا"
                    | "وصلت"
                    | "سافرت"
                    | "انتقلت"
                    | "رحلت"
            );
        return if common {
            led() || away
        } else {
            !ambiguous
                || led()
                || is_inside(reading, at, hit.skip)
                || at >= 2 && reading.before(at, 1) == "," && finds.has(reading, at - 2)
                || at >= 1 && reading.before(at, 1) != "و" && finds.has(reading, at - 1)
        };
    }
    let ambiguous = common || LISTS.ambiguous.contains(stem);
    let capital = reading.is_capital(at);
    if !ambiguous {
        return true;
    }
    if capital {
        !token.head || reading.follows(Cue::At, at) || led()
    } else {
        led() || (!common && reading.follows(Cue::At, at) && reading.before(at, 1) != "a")
    }
}

/// A preposition of place stands before an Arabic word, as a word or fused.
fn is_inside(reading: &Reading, at: usize, skip: usize) -> bool {
    let fused = skip > 0 && reading.low(at).starts_with(['ف', 'ب', 'ل']);
    fused || reading.was(at, 1, Cue::Inside)
}

/// A capital inside a sentence that sounds like a known place and stands where a place stands.
fn sounds(reading: &Reading, at: usize) -> bool {
    reading.token(at).is_some_and(|token| {
        // Darija in Latin letters has no capitals to go by.
        let heard = reading.language == method::language::Language::DarijaLatin
            && token.shape == Shape::Lower
            && token.low.len() > 4
            && !LISTS.sounds_common(&token.low)
            && !is_noun(reading, at);
        (token.shape == Shape::Title || heard)
            && !token.head
            && !reading.kept[at]
            && reading.follows(Cue::At, at)
            && !LISTS.is_common(&token.low, reading.language)
            && !LISTS.first.contains(&token.low)
            && LISTS.sounds_like_place(&token.low)
    })
}

/// An unknown place after a verb of moving or dwelling and its preposition, which may be fused: "ساكنة فتازروت", "jit mn tazrout".
pub fn led(reading: &Reading, finds: &mut Finds, at: usize, prepositions: &[&str]) {
    let mut at = at;
    // "رحلت من X إلى Y": both ends of the way.
    for _ in 0..2 {
        let apart = prepositions.contains(&reading.low(at));
        let place = at + usize::from(apart);
        let Some(token) = reading.token(place) else { return };
        let fused = ["ف", "ب", "ل"]
            .iter()
            .find(|letter| !apart && prepositions.contains(letter) && token.low.starts_with(**letter));
        let skip = fused.map_or(0, |letter| letter.len());
        if !apart && fused.is_none() || !is_own(reading, place, skip) {
            return;
        }
        let half = LISTS.is_cue(&token.low[skip..], Cue::Half);
        let end = place + 1 + usize::from(half && reading.token(place + 1).is_some_and(|next| next.shape == token.shape));
        finds.from(reading, place, skip, end, Kind::Location, Why::Context);
        at = end;
    }
}

/// A noun that announces a name itself: "دوار", "قهوة".
fn is_noun(reading: &Reading, at: usize) -> bool {
    Cue::NOUNS
        .into_iter()
        .chain([Cue::Keep])
        .any(|cue| reading.cue(at, cue).is_some())
}

/// An unknown word without article or possessive.
pub fn is_own(reading: &Reading, at: usize, skip: usize) -> bool {
    let half = reading
        .token(at)
        .is_some_and(|token| LISTS.is_cue(&token.low[skip..], Cue::Half))
        && reading.low(at + 1).starts_with("ال");
    let known = reading.kept.get(at) != Some(&false) || !half && reading.is_common(at) || is_noun(reading, at);
    let Some(token) = reading.token(at).filter(|_| !known) else {
        return false;
    };
    let low = &token.low[skip..];
    let letters = low.chars().count();
    match token.shape {
        Shape::Arabic => {
            let article = low.starts_with("ال");
            let possessed = ["ها", "نا", "هم", "ني", "ات", "ين"].iter().any(|end| low.ends_with(end))
                || (low.ends_with('ي') && letters < 6);
            LISTS.is_cue(low, Cue::Half) || (letters >= 3 && !article && !possessed)
        }
        // An article: lbadia, lmdina.
        Shape::Lower => {
            let article = low
                .strip_prefix('l')
                .is_some_and(|noun| !noun.starts_with(['a', 'e', 'i', 'o', 'u']));
            letters > 3 && low.chars().all(char::is_alphanumeric) && !article
        }
        _ => false,
    }
}
