//! Ages: a number with a unit of years in the place of an age, not of a duration ("depuis dix ans", "cinq ans de prison").

use crate::{
    Kind, Why,
    find::Finds,
    lists::{LISTS, stems},
    numbers::{is_number_word, words_end},
    reading::Reading,
    text::Shape,
};

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
            let alternative = matches!(reading.before(at, 1), "ou" | "or" | "wla" | "ولا" | "او" | "-" | "a" | "to")
                && at >= 2
                && number_end(reading, at - 2) > at - 2;
            finds.tokens(reading, if alternative { at - 2 } else { at }, end, Kind::Age, Why::Context);
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

/// Size of the unit that follows (0 tokens if there is none).
fn unit(reading: &Reading, end: usize) -> usize {
    let at = if reading.low(end) == "-" { end + 1 } else { end };
    match reading.low(at) {
        "year" | "years" | "yr" | "yrs" | "month" | "months" if matches!(reading.low(at + 1), "-" | "old") => {
            at - end + if reading.low(at + 1) == "-" { 3 } else { 2 }
        }
        "ans" | "an" | "years" | "year" | "yo" | "mois" | "months" | "عام" | "عاما" | "سنه" | "سنين" | "سنوات" | "اعوام"
        | "3am" | "3ame" | "3ami" | "am" | "aam" | "3aman" | "sna" | "sana" | "sene" | "snin" | "snine" | "شهر" | "شهور"
        | "اشهر" => at - end + 1,
        _ => 0,
    }
}

/// Words that stand for a person when an age follows: "une fille de douze ans".
const PERSONS: [&str; 37] = [
    "fille",
    "fils",
    "femme",
    "homme",
    "enfant",
    "enfants",
    "fillette",
    "garcon",
    "bebe",
    "adolescente",
    "adolescent",
    "jeune",
    "dame",
    "mineure",
    "mineur",
    "personne",
    "soeur",
    "frere",
    "mari",
    "cousin",
    "cousine",
    "mere",
    "pere",
    "veuve",
    "girl",
    "boy",
    "son",
    "daughter",
    "child",
    "woman",
    "man",
    "nourrisson",
    "survivante",
    "beneficiaire",
    "etudiante",
    "eleve",
    "ado",
];

fn is_age(reading: &Reading, at: usize, end: usize) -> bool {
    let units = unit(reading, end);
    let old = (end..end + units).any(|token| reading.low(token) == "old")
        || reading.low(end + units) == "old"
        || matches!(reading.low(end), "yo");
    if old || announces(reading, at, units > 0) {
        return true;
    }
    if units == 0 {
        return english_without_unit(reading, at, end);
    }
    if is_spell(reading, at, end + units) {
        return false;
    }
    let mut left = at;
    while left > 0
        && matches!(
            reading.before(left, 1),
            "presque"
                | "environ"
                | "peine"
                | "deja"
                | "que"
                | "seulement"
                | "about"
                | "almost"
                | "only"
                | "just"
                | "around"
                | "chi"
                | "شي"
                | "تقريبا"
                | "ghir"
                | "غير"
                | "juste"
                | "plus"
        )
    {
        left -= 1;
        if reading.before(left, 1) == "a" && reading.low(left) == "peine" {
            left -= 1;
        }
    }
    let (one, two) = (reading.before(left, 1), reading.before(left, 2));
    match one {
        "ai" | "as" | "avais" | "avait" | "avaient" | "avions" | "aura" | "aurai" | "avoir" | "ayant" | "ont" | "age"
        | "agee" | "ages" | "agees" | "fete" | "mes" | "ses" | "tes" | "leurs" | "عندي" | "عندها" | "عنده" | "عندو"
        | "عندك" | "عندهم" | "كملت" | "كملات" | "بلغت" | "وصلت" | "وصلات" | "دون" | "ذات" | "صاحبه" | "بنت" | "ولد"
        | "طفله" | "طفل" | "فتاه" | "في" | "ف" | "بعمر" | "3andi" | "3ndi" | "andi" | "3andha" | "3ndha" | "3ando"
        | "3andou" | "3ndo" | "3ndou" | "3andhom" | "f" | "fi" | "kmelt" | "wselt" | "3endi" | "3endha" | "3endo"
        | "endi" | "ndi" | "ndha" | "3andek" | "3ndk" | "bnt" | "bent" | "wld" | "dyal" => true,
        "a" => {
            two != "y"
                && !matches!(
                    two,
                    "condamne" | "condamnee" | "ecope" | "prison" | "pris" | "jusqu" | "limite" | "ramene"
                )
        }
        "am" | "is" | "was" | "turned" | "were" | "aged" | "are" | "be" | "at" | "m" | "re" => {
            !matches!(two, "there" | "it")
        }
        "de" | "d" | "of" => {
            PERSONS.contains(&two) || matches!(two, "age" | "agee" | "ages" | "agees" | "aged") || reading.at_name(left, 2)
        }
        "," | "(" | ":" | "-" => closes(reading, end + units) && !is_number_word(two) && two.parse::<u32>().is_err(),
        "" | "." | "«" => left == 0 || closes(reading, end + units),
        _ => reading.token(left.saturating_sub(1)).is_some_and(|token| {
            left > 0
                && stems(token)
                    .iter()
                    .any(|(_, stem)| matches!(stem.as_str(), "عندي" | "عندها" | "عنده" | "عندو"))
        }),
    }
}

/// Words of age itself: no unit is needed after them.
fn announces(reading: &Reading, at: usize, unit: bool) -> bool {
    let mut left = at;
    while matches!(
        reading.before(left, 1),
        ":" | "of"
            | "de"
            | "est"
            | "is"
            | "was"
            | "هو"
            | "ديال"
            | "dyal"
            | "="
            | "شي"
            | "chi"
            | "تقريبا"
            | "etait"
            | "كان"
            | "كانت"
            | "العمر"
    ) {
        left -= 1;
    }
    let Some(token) = left.checked_sub(1).and_then(|before| reading.token(before)) else {
        return false;
    };
    let word = |low: &str| {
        matches!(
            low,
            "عمري"
                | "عمرها"
                | "عمره"
                | "عمرو"
                | "عمرك"
                | "سني"
                | "سنها"
                | "سنه"
                | "سن"
                | "السن"
                | "العمر"
                | "عمر"
                | "بالغه"
                | "البالغه"
                | "يناهز"
        )
    };
    let latin = matches!(
        token.low.as_str(),
        "age"
            | "aged"
            | "agee"
            | "3omri"
            | "3omrha"
            | "3omro"
            | "3omrou"
            | "3mri"
            | "3mrha"
            | "3mro"
            | "3mrou"
            | "omri"
            | "omrha"
            | "omro"
            | "f3mri"
            | "f3omri"
            | "3merha"
            | "3mer"
            | "3omr"
            | "3omer"
    );
    // سنة alone is "year"; before a number it is no age.
    latin
        || (token.shape == Shape::Arabic && stems(token).iter().any(|(_, stem)| word(stem)) && (unit || token.low != "سنه"))
}

/// "My daughter is 26 and", "I was thirty-four when", "at sixteen I": English leaves the unit out.
fn english_without_unit(reading: &Reading, at: usize, end: usize) -> bool {
    if reading.language != method::language::Language::English {
        return false;
    }
    let small = reading
        .low(at)
        .parse::<u32>()
        .is_ok_and(|number| !(1..=110).contains(&number));
    let stop = matches!(
        reading.low(end),
        "and"
            | "when"
            | ","
            | "."
            | "now"
            | "but"
            | "then"
            | "so"
            | ""
            | "at"
            | ";"
            | "!"
            | "with"
            | "or"
            | "because"
            | "years"
            | "that"
    );
    let mut left = at;
    while matches!(
        reading.before(left, 1),
        "only"
            | "just"
            | "about"
            | "now"
            | "almost"
            | "not"
            | "already"
            | "still"
            | "barely"
            | "over"
            | "nearly"
            | "even"
            | "yet"
    ) {
        left -= 1;
    }
    if small || !stop {
        return false;
    }
    let (one, two) = (reading.before(left, 1), reading.before(left, 2));
    match one {
        "am" | "is" | "was" | "turned" | "were" | "be" | "m" | "s" | "re" | "aged" => {
            one == "aged"
                || matches!(two, "i" | "she" | "he" | "we" | "they" | "who" | "'" | "you")
                || LISTS.section("kin").has(two)
                || reading.at_name(left, 2)
                || matches!(two, "girl" | "boy")
        }
        "," | "(" => closes(reading, end) && reading.low(end) != "." && reading.at_name(left, 2),
        // "At 12," may be a time; "at 16 I" is an age.
        "at" => {
            matches!(reading.low(end), "," | "and" | "i")
                && reading.low(at).parse::<u32>().map_or(true, |number| number > 12)
        }
        _ => false,
    }
}

/// What follows an age in apposition.
fn closes(reading: &Reading, at: usize) -> bool {
    matches!(
        reading.low(at),
        "," | ")" | "." | "et" | "and" | "" | ";" | "-" | "/" | "و" | "w"
    )
}

/// A stretch of time rather than an age: "ans de mariage", "ans après", "years in prison", or after "pendant".
fn is_spell(reading: &Reading, at: usize, after: usize) -> bool {
    let before = reading.before(at, 1);
    let passed = matches!(
        before,
        "pendant"
            | "depuis"
            | "durant"
            | "dans"
            | "apres"
            | "en"
            | "fait"
            | "for"
            | "since"
            | "during"
            | "in"
            | "after"
            | "within"
            | "هادي"
            | "منذ"
            | "لمده"
            | "مده"
            | "بعد"
            | "قبل"
            | "hadi"
            | "mora"
            | "men"
            | "chhal"
    );
    let follows = match reading.low(after) {
        "de" | "d" => {
            let is_said_before = matches!(before, "age" | "agee") || reading.before(at, 2) == "agee";
            let is_said_after = reading.low(after + 1) == "age";
            !is_said_before && !is_said_after
        }
        "ferme" | "fermes" | "apres" | "later" | "ago" | "plus" | "avec" | "in" | "of" | "more" | "now" | "sursis"
        | "que" | "dyal" | "ديال" | "من" | "حبسا" | "سجنا" | "د" | "7abs" | "habs" | "حبس" | "ensemble" | "together"
        | "straight" => true,
        _ => false,
    };
    passed || follows
}

impl Reading {
    /// Is the token `back` places before `at` a known name or an unknown capital?
    fn at_name(&self, at: usize, back: usize) -> bool {
        let Some(token) = at.checked_sub(back).and_then(|place| self.token(place)) else {
            return false;
        };
        LISTS.first.contains(&token.low)
            || LISTS.family.contains(&token.low)
            || (token.shape == Shape::Title && !LISTS.is_common(&token.low, self.language))
    }
}
