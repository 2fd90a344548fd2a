//! Hospitals, courts, police stations, schools, bars, hotels, firms: the name after the noun (or, in English, before it).

use crate::{
    Kind, Why,
    cues::Cue,
    find::Finds,
    lists::LISTS,
    own_names::{over_of, own_name},
    places::led,
    reading::Reading,
    text::Shape,
};

/// Looks for names of facilities and of employers.
pub fn find(reading: &Reading, finds: &mut Finds) {
    for at in 0..reading.tokens().len() {
        house(reading, finds, at);
    }
    for (cue, kind) in [(Cue::Facility, Kind::Facility), (Cue::Org, Kind::Org)] {
        for at in 0..reading.tokens().len() {
            if let Some(hit) = reading.cue(at, cue) {
                after(reading, finds, hit.end, kind);
                called(reading, finds, hit.end, kind);
                apposed(reading, finds, at, kind);
                let english = reading.language == method::language::Language::English;
                // "au Pacha Club": with a capital the noun closes the name.
                let closes = kind == Kind::Org && at > 0 && reading.is_capital(at) && reading.is_capital(at - 1);
                if english || closes {
                    before(reading, finds, at, kind);
                }
                if closes {
                    finds.tokens(reading, at, at + 1, kind, Why::Context);
                }
            }
        }
    }
}

/// "Le bar s'appelait Le Vieux Port", "the café was called Luna": the name after a verb of naming, up to three words on.
fn called(reading: &Reading, finds: &mut Finds, at: usize, kind: Kind) {
    let naming = |next: &usize| {
        matches!(
            reading.low(*next),
            "appelle" | "appelait" | "nomme" | "nommait" | "appele" | "appelee" | "nommee" | "called" | "named" | "baptise"
        )
    };
    let Some(verb) = (at..at + 4).find(naming) else { return };
    let start = (verb + 1..verb + 3)
        .find(|next| !matches!(reading.low(*next), "\"" | "«" | ":" | "“"))
        .unwrap_or(verb + 1);
    let end = titled(reading, start);
    if end > start && (at..verb).all(|between| !reading.is_capital(between)) {
        finds.tokens(reading, start, end, kind, Why::Context);
    }
}

/// "au Palais des Roses, un hôtel de la corniche": the capitals before a comma and "un" with the noun.
fn apposed(reading: &Reading, finds: &mut Finds, at: usize, kind: Kind) {
    let article = (1..=2).find(|back| matches!(reading.before(at, *back), "un" | "une" | "a" | "an" | "la" | "le" | "the"));
    let Some(comma) = article
        .and_then(|back| at.checked_sub(back + 1))
        .filter(|comma| reading.low(*comma) == ",")
    else {
        return;
    };
    // "Fraisol, la ferme": an unknown word at the head of a sentence too.
    let head = comma.checked_sub(1).filter(|word| {
        reading.is_capital(*word)
            && reading.token(*word).is_some_and(|token| token.head)
            && !reading.is_common(*word)
            && !LISTS.is_name(reading.low(*word))
    });
    let start = (comma.saturating_sub(6)..comma)
        .find(|start| titled(reading, *start) == comma)
        .or(head);
    if let Some(start) = start
        && !finds.has(reading, start)
    {
        finds.tokens(reading, start, comma, kind, Why::Context);
    }
}

/// "chez Agrumes du Souss": capitals after "chez" of which the first is nobody's name.
fn house(reading: &Reading, finds: &mut Finds, at: usize) {
    let end = titled(reading, at + 1);
    let somebody = LISTS.is_name(reading.low(at + 1))
        || [Cue::Title, Cue::Honorific, Cue::Kin, Cue::Particle]
            .iter()
            .any(|cue| reading.is(at + 1, *cue));
    let capitals = (at + 1..end).filter(|word| reading.is_capital(*word)).count();
    if reading.low(at) == "chez" && capitals > 1 && !somebody {
        finds.tokens(reading, at + 1, end, Kind::Org, Why::Context);
    }
}

/// Token after a title in capitals, everyday words and the small words between them included: "Le Vieux Port", "Palais des Roses".
fn titled(reading: &Reading, at: usize) -> usize {
    let mut end = at;
    let mut next = at;
    while next < at + 7 {
        let link = matches!(
            reading.low(next),
            "de" | "des" | "du" | "la" | "les" | "l" | "d" | "'" | "of" | "the" | "et" | "and"
        );
        let free = reading.token(next).is_some_and(|token| !token.head) && !reading.kept[next];
        if free && reading.is_capital(next) {
            end = next + 1;
        } else if end == at || !link {
            break;
        }
        next += 1;
    }
    end
}

/// "l'hôpital Ibn Tofail", "قهوة النخلة": an article that belongs to a venue's name is part of it.
fn after(reading: &Reading, finds: &mut Finds, at: usize, kind: Kind) {
    // "مدرسة خصوصية سميتها X", "a bar downtown called X"
    let named = reading.is_common(at)
        && matches!(
            reading.low(at + 1),
            "سميتها"
                | "سميتو"
                | "اسمها"
                | "اسمه"
                | "smitha"
                | "smito"
                | "smitou"
                | "called"
                | "named"
                | "nomme"
                | "nommee"
                | "appele"
                | "appelee"
        );
    let at = at + usize::from(named);
    let quoted = (at..at + 3).find(|quote| matches!(reading.low(*quote), "«" | "\"" | "“"));
    if let Some(open) = quoted
        && let Some(close) = (open + 1..open + 9).find(|quote| matches!(reading.low(*quote), "»" | "\"" | "”"))
    {
        finds.tokens(reading, open + 1, close, kind, Why::Context);
        return;
    }
    let start = over_of(reading, at);
    // "agence d'intérim Maghreb Emploi": what kind of venue it is stands between.
    let sort = start > at
        && reading
            .token(start)
            .is_some_and(|token| token.shape == Shape::Lower && token.low.len() > 3)
        && reading.is_capital(start + 1)
        && !reading.token(start + 1).is_some_and(|token| token.head);
    let start = start + usize::from(sort);
    // A definite Arabic noun takes a name only if something says so: "الفندق النخلة", not "المستشفى نقلوني".
    let Some(token) = reading.token(start) else { return };
    if token.head {
        return;
    }
    let english = reading.language == method::language::Language::English;
    let wide = kind == Kind::Org || token.shape == Shape::Arabic || start == at && !english;
    if let Some((end, skip)) = own_name(reading, start, wide) {
        // "devant le Snack Amine": with a capital the noun is part of the name.
        let noun = at.checked_sub(1).filter(|noun| {
            kind == Kind::Org
                && start <= at + 1
                && reading.is_capital(*noun)
                && reading.token(*noun).is_some_and(|token| !token.head)
        });
        let first = noun.unwrap_or_else(|| article(reading, at, start, kind));
        finds.from(reading, first, if first < start { 0 } else { skip }, end, kind, Why::Context);
        led(reading, finds, end, &["في", "ف", "ب", "f", "fi"]);
    }
}

/// First token of a name with its article: "le Palmier Bleu", "l'Étoile"; after "de" only if the article has a capital.
fn article(reading: &Reading, at: usize, start: usize, kind: Kind) -> usize {
    let back = if reading.before(start, 1) == "'" { 2 } else { 1 };
    let from = start.saturating_sub(back);
    let fits = from >= at && matches!(reading.low(from), "le" | "la" | "les" | "l" | "the" | "au" | "aux");
    let free = kind == Kind::Org && !matches!(reading.before(from, 1), "de" | "d") || reading.is_capital(from);
    if fits && free { from } else { start }
}

/// "Mohammed VI hospital", "the Mhamid police station".
fn before(reading: &Reading, finds: &mut Finds, at: usize, kind: Kind) {
    let mut end = at;
    while end > 0 && reading.was(end, 1, Cue::Sort) {
        end -= 1;
    }
    let mut start = end;
    while start > 0 && start + 6 > end {
        let Some(token) = reading.token(start - 1) else { break };
        let particle = LISTS.is_cue(&token.low, Cue::Particle) || matches!(token.low.as_str(), "hay" | "lalla");
        let known = LISTS.places.has(&token.low) || LISTS.first.contains(&token.low) || LISTS.family.contains(&token.low);
        let name = matches!(token.shape, Shape::Title | Shape::Upper)
            && !reading.kept[start - 1]
            && (!LISTS.is_common(&token.low, reading.language)
                || kind == Kind::Org && !token.head && (start < end || reading.is_capital(at)))
            && (!token.head || known);
        let ordinal = matches!(token.low.as_str(), "i" | "ii" | "iii" | "iv" | "v" | "vi")
            && token.is_capital()
            && start >= 2
            && reading.is_capital(start - 2);
        if !name && !particle && !ordinal {
            break;
        }
        start -= 1;
    }
    finds.tokens(reading, start, end, kind, Why::Context);
}
