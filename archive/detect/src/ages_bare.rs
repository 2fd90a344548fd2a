//! Ages without a unit: "she was nineteen when", "ma mère, 68, …", "et lui trente-neuf" beside an age that was told, "la
//! cinquantaine", "في الرابعة عشرة".

use crate::{
    Kind, Why,
    ages::{about, closes, figure, number_end},
    cues::Cue,
    find::Finds,
    lists::LISTS,
    numbers::{is_number_word, words_end},
    reading::Reading,
    text::Shape,
};

/// Looks for them; `told`: another age was told in this text.
pub fn find(reading: &Reading, finds: &mut Finds, told: bool) {
    let mut at = 0;
    while at < reading.tokens().len() {
        let end = number_end(reading, at).max(at + 1);
        let second = matches!(reading.before(at, 1), "and" | "et" | "w" | "و") && reading.low(end) == "," && at > 1;
        let of_row = second && number_end(reading, at) > at && finds.has(reading, at - 2) && reading.before(at, 3) == ",";
        if !finds.has(reading, at)
            && (of_row || decade(reading, at) || ordinal(reading, at, told) || beside(reading, at, end, told))
        {
            finds.tokens(reading, at, end, Kind::Age, Why::Context);
        }
        at = end;
    }
}

/// "la cinquantaine" but not "une cinquantaine de femmes"; "in her late thirties".
fn decade(reading: &Reading, at: usize) -> bool {
    reading.is(at, Cue::Decade) && reading.was(at, 1, Cue::DecadeOf) && !matches!(reading.low(at + 1), "de" | "d")
}

/// "في الرابعة عشرة", "بلغت الأربعين": the year of a life, unless it is an hour or a day of a month.
fn ordinal(reading: &Reading, at: usize, told: bool) -> bool {
    let low = reading.low(at);
    let bare = low.strip_prefix("ال").filter(|_| is_number_word(low));
    let reached = matches!(
        reading.before(at, 1),
        "بلغت"
            | "بلغ"
            | "تجاوزت"
            | "تجاوز"
            | "قاربت"
            | "اتممت"
            | "سن"
            | "نكمل"
            | "كملت"
            | "كمل"
            | "كملات"
            | "تعديت"
            | "فت"
            | "دخلت"
    );
    let end = words_end(reading, at);
    let of_life = reading.low(end) == "من" && reading.is(end + 1, Cue::AgeWord);
    if bare.is_none() || !(of_life || reached || matches!(reading.before(at, 1), "في" | "ف")) {
        return false;
    }
    let tens = reading.low(end - 1).ends_with("ين") || matches!(reading.low(end - 1), "عشره" | "عشر" | "عشرة");
    let pauses = closes(reading, end)
        || told && reading.low(end).starts_with('و')
        || matches!(reading.low(end), "عندما" | "حين" | "لما" | "ملي" | "حينما");
    let hour = matches!(
        reading.low(end),
        "صباحا"
            | "مساء"
            | "ليلا"
            | "ظهرا"
            | "زوالا"
            | "والنصف"
            | "ونصف"
            | "والربع"
            | "والثلث"
            | "بعد"
            | "الا"
    );
    of_life || !hour && reading.low(end) != "من" && (reached || tens || pauses && low.ends_with('ه') && low != "الثانيه")
}

/// "et lui trente-neuf", "divorcée à 19", "عندو 48": beside an age that was told, a number that closes its clause.
fn beside(reading: &Reading, at: usize, end: usize, told: bool) -> bool {
    let number = number_end(reading, at) > at;
    // "à zéro", "à deux": small numbers in words say something else.
    let small = matches!(
        reading.low(at),
        "zero" | "un" | "une" | "deux" | "premier" | "one" | "two" | "first" | "once" | "oh"
    );
    let known = figure(reading, at).is_none_or(|number| (1..=110).contains(&number)) && !small;
    let stops = matches!(reading.low(end), "" | "." | "," | ";" | ")" | "!" | "?");
    let left = about(reading, at);
    let one = reading.before(left, 1);
    let en = matches!(one, "a" | "ai" | "avait" | "avais") && reading.before(left, 2) == "en";
    let has = en || matches!(one, "عندو" | "عندها" | "3ndo" | "3ndha" | "3ando" | "3andha");
    let somebody =
        reading.was(left, 1, Cue::AgeOther) || reading.was(left, 1, Cue::AgeBearer) || is_somebody(reading, left, 1);
    number && known && stops && somebody && (told || has && figure(reading, at).is_some_and(|number| number > 11))
}

/// "My mother-in-law, 70, still": an age in apposition to somebody.
pub fn between_commas(reading: &Reading, at: usize, end: usize) -> bool {
    let left = about(reading, at);
    // "My daughters, 6 and 9, sleep"
    let row = matches!(reading.low(end), "and" | "et" | "w" | "و") && number_end(reading, end + 1) > end + 1;
    let end = if row { number_end(reading, end + 1) } else { end };
    let comma = matches!(
        (reading.before(left, 1), reading.low(end)),
        (",", ",") | ("(", ")" | "," | "-") | ("-", "-")
    );
    let somebody =
        reading.was(left, 2, Cue::Kin) || reading.was(left, 2, Cue::AgeBearer) || reading.before(left, 2) == "law";
    comma
        && figure(reading, at).is_some_and(|number| (1..=110).contains(&number))
        && (somebody || is_somebody(reading, left, 2))
}

/// "My daughter is 26 and", "I was thirty-four when", "at sixteen I": English leaves the unit out.
pub fn english(reading: &Reading, at: usize, end: usize) -> bool {
    let left = about(reading, at);
    let one = reading.before(left, 1);
    // "My son will be 9"
    let back = if one == "be" && reading.before(left, 2) == "will" {
        3
    } else {
        2
    };
    let two = reading.before(left, back);
    let stops = reading.low(end).is_empty() || reading.is(end, Cue::AgeStop);
    if figure(reading, at).is_some_and(|number| !(1..=110).contains(&number))
        || !(stops || matches!(one, "turned" | "by" | "at" | "of"))
    {
        return false;
    }
    match one {
        "aged" | "turned" => true,
        "am" | "is" | "was" | "were" | "be" | "m" | "s" | "re" | "are" => {
            let person = matches!(two, "i" | "she" | "he" | "we" | "they" | "who" | "'" | "you" | "girl" | "boy");
            let going = one == "be" && reading.before(left, 2) == "to" && reading.before(left, 3) == "going";
            person
                || going
                || reading.was(left, back, Cue::Kin)
                || reading.was(left, back, Cue::AgeBearer)
                || is_somebody(reading, left, back)
        }
        "of" => {
            matches!(two, "man" | "woman" | "boy" | "girl" | "widow" | "child")
                && !matches!(reading.low(at), "one" | "two" | "three")
        }
        "," | "(" => closes(reading, end) && reading.low(end) != "." && is_somebody(reading, left, 2),
        // "At 12," may be a time; "at 16 I" is an age.
        "at" | "by" => {
            matches!(reading.low(end), "," | "and" | "i" | "she" | "he")
                && figure(reading, at).is_none_or(|number| number > 12)
        }
        _ => false,
    }
}

/// Is the token `back` places before `at` a known name or an unknown capital?
pub fn is_somebody(reading: &Reading, at: usize, back: usize) -> bool {
    let token = at.checked_sub(back).and_then(|place| reading.token(place));
    token.is_some_and(|token| {
        LISTS.is_name(&token.low) || (token.shape == Shape::Title && !LISTS.is_common(&token.low, reading.language))
    })
}
