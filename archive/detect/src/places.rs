//! Cities, quarters and regions: from the list, by their sound, and after words such as "quartier", "hay", "دوار".

use crate::{
    Kind, Why,
    find::Finds,
    lists::{Hit, LISTS, stems},
    reading::{Announced, Reading},
    text::Shape,
};

/// First halves of Arabic place names of two words.
const HALVES: [&str; 33] = [
    "ابن",
    "بن",
    "سيدي",
    "مولاي",
    "لاله",
    "للا",
    "عين",
    "باب",
    "دار",
    "ايت",
    "بني",
    "اولاد",
    "ولاد",
    "درب",
    "حي",
    "ام",
    "ابو",
    "بير",
    "بيير",
    "واد",
    "تل",
    "راس",
    "بو",
    "زاويه",
    "سوق",
    "قصر",
    "برج",
    "محمد",
    "حد",
    "خميس",
    "سبت",
    "اربعاء",
    "ثلاثاء",
];

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
        for (section, prepositions) in [
            ("motion", &["من", "الي", "mn", "men", "l"][..]),
            ("dwelling", &["في", "ف", "ب", "f", "fi", "b"][..]),
        ] {
            if let Some(hit) = LISTS.section(section).exact(reading.tokens(), at) {
                led(reading, finds, hit.end, prepositions);
            }
        }
        if let Some(hit) = reading.trigger(LISTS.section("place"), at) {
            let start = over_of(reading, hit.end);
            if let Some((end, skip)) = own_name(reading, start, false) {
                finds.from(reading, start, skip, end, Kind::Location, Why::Context);
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
    let led = || reading.follows("place", at) || (hit.skip > 0 && reading.follows("place", at));
    if token.shape == Shape::Arabic {
        let ambiguous = LISTS.ambiguous.contains(stem);
        // Behind a fused و, and as itself, a name of a person is no place.
        return if common {
            led()
        } else {
            !ambiguous
                || led()
                || is_inside(reading, at, hit.skip)
                || at >= 2 && reading.before(at, 1) == "," && finds.has(reading, at - 2)
        };
    }
    let ambiguous = common || LISTS.ambiguous.contains(stem);
    let capital = reading.is_capital(at);
    if !ambiguous {
        return true;
    }
    if capital {
        !token.head || reading.follows("at", at) || led()
    } else {
        led() || (!common && reading.follows("at", at) && reading.before(at, 1) != "a")
    }
}

/// A preposition of place stands before an Arabic word, as a word or fused.
fn is_inside(reading: &Reading, at: usize, skip: usize) -> bool {
    let fused = skip > 0 && reading.low(at).starts_with(['ف', 'ب', 'ل']);
    fused
        || matches!(
            reading.before(at, 1),
            "ف" | "في"
                | "من"
                | "الي"
                | "نحو"
                | "قرب"
                | "حدا"
                | "ضواحي"
                | "بين"
                | "جهه"
                | "وسط"
                | "ل"
                | "ب"
                | "مدينه"
                | "لمدينه"
                | "بمدينه"
        )
}

/// A capital inside a sentence that sounds like a known place and stands where a place stands.
fn sounds(reading: &Reading, at: usize) -> bool {
    reading.token(at).is_some_and(|token| {
        matches!(token.shape, Shape::Title)
            && !token.head
            && !reading.kept[at]
            && reading.follows("at", at)
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
        let half = HALVES.contains(&&token.low[skip..]);
        let end = place + 1 + usize::from(half && reading.token(place + 1).is_some_and(|next| next.shape == token.shape));
        finds.from(reading, place, skip, end, Kind::Location, Why::Context);
        at = end;
    }
}

/// An unknown word without article or possessive.
fn is_own(reading: &Reading, at: usize, skip: usize) -> bool {
    let Some(token) = reading.token(at).filter(|_| !reading.kept[at] && !reading.is_common(at)) else {
        return false;
    };
    let low = &token.low[skip..];
    let letters = low.chars().count();
    match token.shape {
        Shape::Arabic => {
            let is_inflected = ["ها", "نا", "هم", "ني", "ات", "ين"].iter().any(|end| low.ends_with(end));
            let is_short_possessive = low.ends_with('ي') && letters < 6;
            let is_bare = letters >= 3 && !low.starts_with("ال");
            HALVES.contains(&low) || is_bare && !is_inflected && !is_short_possessive
        }
        Shape::Lower => letters > 3 && low.chars().all(char::is_alphanumeric),
        _ => false,
    }
}

/// Steps over "de", "du", "ديال" and quotes between a noun and its own name.
pub fn over_of(reading: &Reading, mut at: usize) -> usize {
    for _ in 0..4 {
        match reading.low(at) {
            "de" | "du" | "des" | "d" | "'" | "la" | "l" | "of" | "dyal" | "dial" | "ديال" | "د" | "تاع" | "called"
            | "appele" | "appelee" | "nomme" | "named" | ":" | "«" | "\"" | "“" | "the" | "le" | "les" | "سميتو"
            | "سميتها" | "اسمه" | "اسمها" | "smito" | "smitou" | "smitha" => at += 1,
            "." => return at,
            _ => break,
        }
    }
    at
}

/// The own name that begins at `at` after a noun that announces it: the token after its end, and a fused particle's bytes.
///
/// `wide`: everyday words with a capital count too, as in the names of bars and schools.
pub fn own_name(reading: &Reading, at: usize, wide: bool) -> Option<(usize, usize)> {
    let token = reading.token(at)?;
    let title = reading.language == method::language::Language::English
        && (LISTS.section("title").has(&token.low) || LISTS.section("honorific").has(&token.low))
        && token.shape != Shape::Arabic
        && !matches!(token.low.as_str(), "sidi" | "moulay" | "lalla" | "sheikh" | "cheikh" | "imam");
    if reading.kept[at] || title {
        return None;
    }
    if let Some(hit) = LISTS
        .places
        .fused(reading.tokens(), at)
        .filter(|hit| hit.words > 1 || !LISTS.is_common(&token.low, reading.language))
    {
        return Some((more(reading, hit.end, wide), hit.skip));
    }
    match token.shape {
        Shape::Arabic => arabic_name(reading, at, wide),
        Shape::Title | Shape::Upper => {
            let end = more(reading, at, wide);
            (end > at).then_some((end, 0))
        }
        Shape::Lower => {
            let particle = matches!(
                token.low.as_str(),
                "el" | "al" | "sidi" | "moulay" | "lalla" | "ain" | "ait" | "oulad" | "ouled" | "ibn" | "ben"
            );
            let led = matches!(reading.before(at, 1), "hay" | "7ay" | "douar" | "derb" | "dwar" | "dowar");
            let name = token.low.chars().count() > 2 && !LISTS.is_common(&token.low, reading.language);
            let known = |low: &str| LISTS.first.contains(low) || LISTS.family.contains(low);
            if wide
                && !LISTS.is_common(&token.low, reading.language)
                && (known(&token.low) || particle && known(reading.low(at + 1)))
            {
                let end = at + 1 + usize::from(particle);
                return Some((end + usize::from(known(reading.low(end)) && !reading.is_common(end)), 0));
            }
            (led && name).then(|| {
                (
                    at + 1 + usize::from(particle && reading.token(at + 1).is_some_and(crate::text::Token::is_word)),
                    0,
                )
            })
        }
        _ => None,
    }
}

/// Goes on over capitals, particles and Roman or plain numbers.
fn more(reading: &Reading, mut at: usize, wide: bool) -> usize {
    let from = at;
    while at < from + 12 {
        let tied = reading
            .token(at)
            .is_some_and(|mark| (mark.is("-") || mark.is("'")) && !mark.spaced)
            && at > from;
        let next = if tied { at + 1 } else { at };
        let Some(token) = reading.token(next) else { break };
        let common = LISTS.is_common(&token.low, reading.language);
        let particle = matches!(
            token.low.as_str(),
            "el" | "al"
                | "ben"
                | "bin"
                | "ibn"
                | "ait"
                | "sidi"
                | "moulay"
                | "lalla"
                | "oulad"
                | "ouled"
                | "bni"
                | "beni"
                | "bou"
                | "er"
                | "es"
                | "ez"
                | "ed"
                | "en"
        );
        if at > from && !tied && LISTS.places.has(&token.low) && matches!(reading.before(next, 1), "de" | "d" | "'" | "a") {
            break;
        }
        let joins = at > from
            && LISTS.places.exact(reading.tokens(), next + 1).is_none()
            && matches!(token.low.as_str(), "de" | "du" | "des" | "d" | "la" | "l" | "les" | "of")
            && reading.token(next + 1).is_some_and(|word| word.shape == Shape::Title && wide);
        let counts = particle
            && reading
                .token(next + 1)
                .is_some_and(|word| reading.is_capital(next + 1) || LISTS.family.contains(&word.low))
            || reading.is_capital(next) && !reading.kept[next] && !(token.head && next > from) && (wide || !common)
            || joins && wide
            || at > from && token.shape == Shape::Digits && token.low.len() <= 2 && !tied && !wide;
        let acronym = token.shape == Shape::Upper
            && token.low.len() <= 5
            && !is_roman(&token.low)
            && !LISTS.first.contains(&token.low)
            && !LISTS.family.contains(&token.low)
            && !wide;
        if !counts || acronym {
            break;
        }
        at = next + 1;
    }
    at
}

fn is_roman(low: &str) -> bool {
    low.chars().all(|c| matches!(c, 'i' | 'v' | 'x'))
}

fn arabic_name(reading: &Reading, at: usize, wide: bool) -> Option<(usize, usize)> {
    let low = reading.low(at);
    let known = |low: &str| LISTS.first.contains(low) || LISTS.family.contains(low) || LISTS.places.has(low);
    let half = HALVES.contains(&low)
        || (reading
            .token(at)
            .is_some_and(|token| stems(token).iter().any(|(_, stem)| LISTS.first.contains(stem)))
            && !reading.is_common(at));
    let definite = low.starts_with("ال");
    // "قهوة نجمة الجنوب": an indefinite word and a definite one that belongs to it.
    let noun = reading.before(at, 1);
    let pair = wide
        && !noun.starts_with("ال")
        && !reading.is_common(at)
        && reading.low(at + 1).starts_with("ال")
        && !reading.is_common(at + 1);
    // "الكوميسارية ديال X", "قهوة X"
    let owned = wide
        && (matches!(noun, "ديال" | "تاع" | "د")
            || matches!(noun, "قهوه" | "مقهي" | "كافي" | "فندق" | "اوطيل" | "مطعم" | "بار" | "سناك"))
        && is_own(reading, at, 0);
    let begins = pair
        || owned
        || if wide {
            known(low) || half || (definite && !reading.is_common(at))
        } else {
            half || known(low) || !reading.is_common(at)
        };
    if !begins || low.chars().count() < 2 {
        return None;
    }
    let mut end = at + 1;
    while end < at + 4 {
        let Some(token) = reading.token(end).filter(|token| token.shape == Shape::Arabic) else {
            break;
        };
        let next = token.low.as_str();
        let ordinal = matches!(next, "الاول" | "الثاني" | "الثالث" | "الرابع" | "الخامس" | "السادس" | "السابع");
        let previous = reading.low(end - 1);
        let tied = HALVES.contains(&previous) && !(previous == "محمد" && reading.is_common(end))
            || (previous == "ابن" || previous == "بن");
        let adjective = (definite || pair) && next.starts_with("ال") && !reading.is_common(end) && end == at + 1;
        let name = known(next) && !reading.is_common(end) && (LISTS.first.contains(previous) || HALVES.contains(&previous));
        if !(ordinal || tied || adjective || name) {
            break;
        }
        end += 1;
    }
    Some((end, 0))
}
