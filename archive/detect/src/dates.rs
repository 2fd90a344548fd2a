//! Dates: in figures, with the month in words, the Hijri year, days of "last month", years of birth. A bare month or year stays.

use crate::{Kind, Why, find::Finds, lists::LISTS, numbers, patterns::compile, reading::Reading};
use regex::{Captures, Regex};
use std::sync::LazyLock;

static FIGURES: LazyLock<Regex> = LazyLock::new(|| {
    compile(
        r"\b(?:[0-9]{4} ?[-/.] ?[0-9]{1,2} ?[-/.] ?[0-9]{1,2}|[0-9]{1,2} ?[-/.] ?[0-9]{1,2} ?[-/.] ?(?:1[89]|20|14)[0-9]{2}|[0-9]{1,2}[-/.][0-9]{1,2}[-/.][0-9]{2}|(?:0?[1-9]|1[0-2])[/.-](?:19|20)[0-9]{2}|[0-9]{1,2} (?:0?[1-9]|1[0-2]) (?:19|20)[0-9]{2}|[0-3]?[0-9]/(?:0[1-9]|1[0-2]))\b",
    )
});

/// Months of the Hijra that Latin letters spell in as many ways as there are hands: "dhu al-hijja", "doul 9i3da", "rabi3 tani".
const HIJRI: &str = r"(?:dh?[ou]{1,2}|z[ou]{1,2})[ -]?(?:[ae]?l[ -]?)?(?:hi[dj]{1,2}a[ht]?|[q9k][ai3']{1,3}da[ht]?)|rabi[ie3a]?[ -](?:[ae]?l[ -]?)?(?:[ao]?[ou]?w{1,2}[ae]l|[ao]ouel|a?th?ani|akh[ia]r)|[jd]{1,2}[ou]{1,2}mada[ -](?:[ae]?l[ -]?)?(?:[ou]{1,2}la|a?[ou]?w{1,2}[ae]l|th?ani(?:y?a)?|akh[ie]ra)";

/// Day, month, year in words and figures. Groups: `day`, `month`, `after` (day after an English month), `year`, `rel`.
static WRITTEN: LazyLock<Regex> = LazyLock::new(|| {
    let month = format!("{HIJRI}|{}", LISTS.alternatives(&["month", "hijri"]));
    let number = LISTS.alternatives(&["number_fr", "number_en", "number_ar", "number_arz"]);
    let weekday = LISTS.alternatives(&["weekday"]);
    // A day takes three words at most; behind an English month the year may follow in words.
    let count =
        |most: usize| format!(r"(?:(?:ال|و)?(?:{number})(?:[ -](?:et |and |و ?|u |w |o )?(?:ال)?(?:{number})){{0,{most}}})");
    let (few, words) = (count(2), count(5));
    let day = format!(r"(?:[0-9]{{1,2}} ?(?:er|e|eme|st|nd|rd|th)?|{few})");
    let year = format!(
        r"(?:(?:19|20|14|13)[0-9]{{2}}|(?:deux mille|mille neuf|mil neuf|dix-neuf|two thousand|nineteen|twenty|الفين|الف|alfayn|alf)(?:[ -](?:et |and |و ?|u |w )?(?:{number})){{0,6}})"
    );
    compile(&format!(
        r"(?i)\b(?:(?:{weekday}),? )?(?:(?:[0-9]{{1,2}}(?:er|st|nd|rd|th)? ?(?:au|et le|et|ou le|ou|-|to|and|or|الي|حتي|او|و|l|hta l) ?(?:le )?)?(?P<day>{day})[ /-]?(?:de |du mois de |d' ?|of |the |من شهر |من |ف ?شهر |في شهر |شهر |ف |في |د |ديال |f |d |dyal |chhar |chher |f chher )?(?:le )?)?\b(?P<month>{month})\b\.?(?:,? (?P<after>[0-9]{{1,2}}(?:st|nd|rd|th)?\b|the {day}\b|{words}\b))?(?:,?[ /-]?(?:de l'annee |de l'an |de |of |in |سنه |عام |من عام |من سنه |dyal |3am |l)?\b(?P<year>{year})\b| '(?P<short>[0-9]{{2}})\b)?(?P<rel> (?:dernier|passe|prochain|last|الماضي|الفائت|اللي فات|لي فات|lli fat|li fat)\b)?"
    ))
});

static RELATIVE: LazyLock<Regex> = LazyLock::new(|| {
    compile(
        r"(?i)\b(?:le )?[0-9]{1,2}(?:er|st|nd|rd|th)? (?:du mois (?:dernier|passe|courant|prochain)|de ce mois|of (?:this|last|next) month|من (?:هذا الشهر|هاد الشهر|الشهر الماضي|الشهر اللي فات)|f had chhar|f chhar lli fat)\b|\b(?:ete|hiver|printemps|automne|summer|winter|spring|autumn|aid(?: el[- ]\p{L}{3,8})?|eid|صيف|شتاء|خريف|ربيع|عيد الاضحي|عيد الفطر)(?: (?:de|of|سنه|عام))? (?:19|20)[0-9]{2}\b|\blast (?:january|february|march|april|may|june|july|august|september|october|november|december)\b",
    )
});

static BIRTH: LazyLock<Regex> = LazyLock::new(|| {
    compile(
        r"(?i)(?:\bnee? en |\bnaissance : ?|\bborn in |\byear of birth:? |\btzadi?t (?:f |3am |f 3am )?|\bmzyoda? f |ولدت (?:سنه|عام|في|ف) |ولد (?:سنه|عام) |تزاديت (?:ف|عام|سنه|ف عام) ?|تزادت (?:ف|عام|سنه|ف عام) ?|تزاد (?:ف|عام|سنه|ف عام) ?|مزداده (?:سنه|عام|ب) ?|مزداد (?:سنه|عام) |مواليد (?:سنه |عام )?)((?:19|20)[0-9]{2})\b",
    )
});

/// Looks for dates, and for telephone numbers in words, which are made of the same words.
pub fn find(reading: &Reading, finds: &mut Finds) {
    let plain = reading.text.plain.as_str();
    numbers::spelt_phones(reading, finds);
    for found in FIGURES.find_iter(plain) {
        if is_calendar(found.as_str())
            && !finds.touches(found.start(), found.end())
            && !within_number(plain, found.start(), found.end())
        {
            finds.bytes(found.start(), found.end(), Kind::Date, Why::Pattern);
        }
    }
    for found in WRITTEN.captures_iter(plain) {
        if let Some(whole) = found.get(0)
            && is_date(&found, plain)
        {
            finds.bytes(
                whole.start(),
                whole.start() + whole.as_str().trim_end_matches(['.', ',', ' ']).len(),
                Kind::Date,
                Why::Pattern,
            );
        }
    }
    for found in RELATIVE.find_iter(plain) {
        finds.bytes(found.start(), found.end(), Kind::Date, Why::Pattern);
    }
    for group in BIRTH.captures_iter(plain).filter_map(|found| found.get(1)) {
        finds.bytes(group.start(), group.end(), Kind::Date, Why::Context);
    }
}

/// Figures that can be a day and a month; "24/24" and "3/45" cannot.
fn is_calendar(figures: &str) -> bool {
    let parts: Vec<u32> = figures
        .split(|c: char| !c.is_ascii_digit())
        .filter_map(|part| part.parse().ok())
        .collect();
    match parts[..] {
        [a, b] => (1..=12).contains(&a) && b > 31 || (1..=31).contains(&a) && (1..=12).contains(&b) && figures.contains('/'),
        [a, b, c] if a > 31 => (1..=12).contains(&b) && (1..=31).contains(&c),
        [a, b, _] => (1..=31).contains(&a) && (1..=31).contains(&b) && (a <= 12 || b <= 12),
        _ => false,
    }
}

/// A piece of a longer number such as a law or a file: "45/06/2019/12".
fn within_number(plain: &str, start: usize, end: usize) -> bool {
    let digit_after_sign = |mut chars: Box<dyn Iterator<Item = char> + '_>| {
        matches!(chars.next(), Some('/' | '-' | '.')) && chars.next().is_some_and(|c| c.is_ascii_digit())
    };
    digit_after_sign(Box::new(plain[..start].chars().rev())) || digit_after_sign(Box::new(plain[end..].chars()))
}

/// A month with a day, a year, or "last" is a date. Months that are words too ("may", "mars", "sept", "mar") need figures or a capital.
fn is_date(found: &Captures, plain: &str) -> bool {
    let text = |name: &str| found.name(name).map(|group| group.as_str());
    let (day, after, year) = (text("day"), text("after"), text("year"));
    let figures = |part: Option<&str>| part.is_some_and(|part| part.starts_with(|c: char| c.is_ascii_digit()));
    let month = text("month").unwrap_or_default();
    let Some(group) = found.name("month") else { return false };
    if day.is_none() && after.is_none() && year.is_none() && text("short").is_none() && text("rel").is_none() {
        return false;
    }
    let number = |part: Option<&str>| {
        part.and_then(|part| {
            part.chars()
                .take_while(char::is_ascii_digit)
                .collect::<String>()
                .parse::<u32>()
                .ok()
        })
    };
    if number(day).is_some_and(|day| !(1..=31).contains(&day))
        || (day.is_none() && year.is_none() && number(after).is_some_and(|day| !(1..=31).contains(&day)))
    {
        return false;
    }
    let small = month.starts_with(char::is_lowercase);
    match month.to_lowercase().as_str() {
        "may" | "march" | "mar" | "dec" | "jan" if small => figures(year) || figures(day) && year.is_some(),
        "sept" | "oct" | "mar" | "jun" | "jul" | "feb" | "apr" | "aug" | "nov" | "dec" | "jan" | "janv" | "fev" | "avr"
        | "juil" | "rajab" | "safar" => figures(day) || figures(year) || figures(after),
        "may" | "march" if day.is_none() && year.is_none() => figures(after) || text("rel").is_some(),
        // A word before the month alone: "un mars", "واحد رمضان" count only if the number is no article.
        _ if day.is_some_and(|day| matches!(day, "un" | "une" | "one" | "واحد" | "wahd" | "wahed")) && year.is_none() => {
            false
        }
        _ => {
            day.is_some()
                || year.is_some()
                || text("short").is_some()
                || text("rel").is_some()
                || figures(after) && english_order(plain, group.start())
        }
    }
}

/// In "May 12" the day follows the month; "en mars 12 femmes" is no date.
fn english_order(plain: &str, start: usize) -> bool {
    let before = plain[..start].trim_end();
    !["en", "au mois de", "de"]
        .iter()
        .any(|word| before.ends_with(&format!(" {word}")) || before.eq_ignore_ascii_case(word))
}
