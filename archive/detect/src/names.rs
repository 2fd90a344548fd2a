//! Names of persons in Latin letters: lists, sound, capitals inside a sentence, and who is announced.

use crate::{
    Kind, Why,
    cues::Cue,
    find::Finds,
    lists::LISTS,
    reading::{Announced, Reading},
    text::Shape,
};

/// How much a word looks like a name by itself.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum Grade {
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

fn is_particle(reading: &Reading, at: usize) -> bool {
    reading.is(at, Cue::Particle)
}

/// The next word, over a hyphen or an apostrophe that ties two.
fn step(reading: &Reading, at: usize) -> usize {
    let tied = reading
        .token(at + 1)
        .is_some_and(|mark| (mark.is("-") || mark.is("'")) && !mark.spaced);
    if tied && reading.token(at + 2).is_some_and(|word| !word.spaced && word.is_word()) {
        at + 2
    } else {
        at + 1
    }
}

fn grade(reading: &Reading, at: usize) -> Grade {
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
    let darija = reading.language == method::language::Language::DarijaLatin;
    // "lqadia": a noun that announces names is none, however it is spelt.
    if darija && !LISTS.is_name(low) && Cue::NOUNS.iter().any(|cue| reading.cue(at, *cue).is_some_and(|hit| hit.words == 1)) {
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
    } else if (capital || darija && (!LISTS.sounds_common(low) || reading.announced[at].is_some())) && low.len() > 3 && LISTS.sounds_like_name(low) {
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
                !common || LISTS.first.contains(&token.low) && is_virtue(&token.low)
            }
            Some(Announced::Near) if reading.language == method::language::Language::DarijaLatin => {
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
            if announced >= Some(Announced::Title) && token.shape == Shape::Lower && !common && is_family_shape(&token.low) =>
        {
            by_context(reading.language == method::language::Language::DarijaLatin)
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

/// Names that are words of Arabic only ("Amal", "Nour", "Iman") are names wherever French and English write them with a capital.
fn is_foreign_word(reading: &Reading) -> bool {
    matches!(
        reading.language,
        method::language::Language::French | method::language::Language::English
    )
}

/// "kan said": in Darija an adjective after "was", unless a verb follows.
fn is_said_of_somebody(reading: &Reading, at: usize) -> bool {
    let darija = reading.language == method::language::Language::DarijaLatin;
    let copula = matches!(
        reading.before(at, 1),
        "kan" | "kant" | "kanet" | "kanat" | "rani" | "rah" | "raha" | "wlla" | "wella" | "bzaf" | "ana" | "7ess"
    );
    let acts = ["kay", "ka", "kat", "tay"].iter().any(|start| reading.low(at + 1).starts_with(start));
    darija && copula && !acts && LISTS.ambiguous.contains(reading.low(at))
}

/// Virtues and times of day that people are called by: after "khti", "lalla" they are names, for nobody says "my sister hope".
fn is_virtue(low: &str) -> bool {
    matches!(
        low,
        "amal" | "nour" | "noor" | "nur" | "iman" | "imane" | "sabah" | "hayat" | "salam" | "farah" | "rahma" | "wafa" | "raja"
            | "baraka" | "islam" | "ramadan" | "zahra" | "hana" | "mina" | "rim" | "houda" | "fadwa" | "safa"
    )
}

/// "iman w nour 3awnouni": two names and a verb of many.
fn joined_by_many(reading: &Reading, at: usize, common: bool) -> bool {
    let and = |low: &str| matches!(low, "w" | "o" | "ou");
    let many = |low: &str| low.len() > 4 && (low.ends_with("ouni") || low.ends_with("ou") || low.ends_with("aw"));
    let first = |at: usize| LISTS.first.contains(reading.low(at));
    reading.language == method::language::Language::DarijaLatin
        && (and(reading.low(at + 1)) && first(at + 2) && (many(reading.low(at + 3)) || !common)
            || and(reading.before(at, 1)) && at >= 2 && first(at - 2) && (many(reading.low(at + 1)) || !common))
}

/// A small unknown word after kin, between commas and with no ending of an adjective, or (in English) before a verb.
fn stands_apart(reading: &Reading, at: usize) -> bool {
    let low = reading.low(at);
    let long = low.chars().count() > 3 && low.chars().all(char::is_alphabetic);
    let apart =
        reading.before(at, 1) == "," && reading.low(at + 1) == "," && low.ends_with(['a', 'o', 'h', 'k', 'd', 'b', 'm']);
    let acts = reading.language == method::language::Language::English
        && verb(reading, reading.low(at + 1))
        && !low.ends_with("ly")
        && !low.ends_with("ed");
    long && (apart || acts)
}

/// The shape of family names in Latin letters: of an ancestor, or of a place or tribe.
fn is_family_shape(low: &str) -> bool {
    let letters = low.chars().count();
    let ancestor = ["bou", "ben", "bel", "ait", "oul", "ou", "el"].iter().any(|start| low.starts_with(start));
    letters > 5 && (ancestor || low.ends_with("aoui") || low.ends_with("ani") || low.ends_with("ali")) && !low.ends_with("ha")
}

/// A word in small letters that may be an unknown name after "je m'appelle".
fn is_plain_word(reading: &Reading, at: usize) -> bool {
    reading.token(at).is_some_and(|token| {
        token.low.chars().count() > 2 && matches!(token.shape, Shape::Lower | Shape::Title | Shape::Upper)
    })
}

/// Endings of French and English nouns that open sentences without an article.
fn is_noun(low: &str) -> bool {
    [
        "er", "ire", "dre", "oir", "ttre", "vre", "ée", "ee", "tion", "tions", "ment", "ments", "ing", "ness", "ité", "ite", "ées", "ees", "eurs", "ers", "ants", "ents", "s",
    ]
    .iter()
    .any(|ending| low.ends_with(ending))
        && !low.ends_with("ss")
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

fn verb(reading: &Reading, low: &str) -> bool {
    let english = reading.language == method::language::Language::English;
    LISTS.is_cue(low, if english { Cue::EnglishVerb } else { Cue::Verb })
}

/// The word before is a capital with a preposition of place, or a comma after an address, before it.
fn after_half(reading: &Reading, finds: &Finds, at: usize) -> bool {
    at > 1
        && reading.is_capital(at - 1)
        && (reading.follows(Cue::At, at - 1) || reading.before(at, 2) == "," && at > 2 && finds.has(reading, at - 3))
}
