//! Identifiers of a fixed form: telephone, identity card, passport, plate, bank account, e-mail, web address, account name.
//!
//! All patterns run on the folded text, so Eastern digits and invisible direction marks are settled already. Each pattern is
//! bounded; what stands around a match is checked by hand, because `regex` has no look-around.

use crate::{Kind, Why, find::Finds, text::Text};
use regex::Regex;
use std::sync::LazyLock;

/// A pattern of this crate.
///
/// # Panics
/// If it does not compile: patterns are constants, and tests use each.
pub fn compile(pattern: &str) -> Regex {
    Regex::new(pattern).expect("a constant pattern")
}

macro_rules! pattern {
    ($name:ident, $pattern:expr) => {
        static $name: LazyLock<Regex> = LazyLock::new(|| compile($pattern));
    };
}

pattern!(
    EMAIL,
    r"(?i)[a-z0-9][a-z0-9._%+-]{0,63}(?: @ |@)[a-z0-9-]{1,63}(?:\.[a-z0-9-]{2,20}){1,3}"
);
pattern!(
    SPOKEN_EMAIL,
    r"(?i)[a-z0-9][a-z0-9._%+-]{0,63}(?: @ |@| ?[\[(] ?(?:at|arobase|a) ?[\])] ?| arobase | at )[a-z0-9-]{1,63}(?: ?(?:\.|[\[(] ?(?:dot|point) ?[\])]|\bpoint\b|\bdot\b) ?[a-z0-9-]{2,20}){1,3}"
);
pattern!(
    URL,
    r#"(?i)(?:https?://|www\.)[^\s<>"«»]{2,300}|\b[a-z0-9](?:[a-z0-9-]{0,62}\.){1,3}(?:com|net|org|ma|fr|me|info|io|tv|gov|ly|app|link|be|es|co|uk|eu|news|live|page)\b(?:/[^\s<>"«»]{0,300})?"#
);
pattern!(HANDLE, r"@[\p{L}0-9_][\p{L}0-9_.-]*");
pattern!(
    BARE_HANDLE,
    r"(?i)\b[a-z][a-z0-9.]{1,30}(?:_[a-z0-9.]{0,30}){1,4}|\b[a-z]{2,20}[.-][a-z]{2,20}[0-9]{1,6}\b"
);
pattern!(
    NAMED_HANDLE,
    r"(?i)\b(?:insta(?:gram)?|facebook|fb|tik ?tok|snap(?:chat)?|telegram|twitter|compte|pseudo|profil|account|user(?:name)?|حساب|الحساب|انستغرام|انستكرام|فيسبوك|تيكتوك|سناب)(?:\s(?:dyal\w{0,2}|dial\w{0,2}|ديال\p{L}{0,2}|est|is|de|هو|c.est|name|nom|:)){0,3}\s?:?\s?([a-z][a-z._-]{1,30}[0-9][a-z0-9._-]{0,20}|[a-z]{2,20}[._][a-z0-9._]{2,20})"
);
pattern!(
    PHONE,
    r"(?:\(?(?:\+|00) ?212\)?|\b212|\(212\))(?:[ ./_-]{0,2}\(0\))?(?:[ ./_·,-]{0,3}0)?[ ./_·-]{0,3}[5-8](?:[ ./_·,-]{0,3}[0-9]){8}|\(?0\)?[ ./_·-]{0,3}[5-8](?:[ ./_·,-]{0,3}[0-9]){8}"
);
pattern!(FOREIGN_PHONE, r"(?:\+|\b00) ?[1-9](?:[ ./()_-]{0,2}[0-9]){7,13}");
pattern!(
    NAMED_PHONE,
    r"(?i)(?:\btel(?:ephone)?|\bportable|\bgsm|\bnumero|\bphone|\bmobile|\bnumber|\bwhatsapp|\bnmr[at]i?\w{0,2}|\bnemra|هاتف\p{L}{0,2}|نمر\p{L}{1,3}|تيليفون|الهاتف|رقم\p{L}{0,2}|الرقم|واتساب)(?: ?(?:est|is|هو|هي|:|n°|no|le|au))?[ :.]{0,3}([5-8](?:[ ./_·-]{0,2}[0-9]){8})"
);
pattern!(
    CIN,
    r"\b[A-Za-z]{1,2}[0-9]{5,7}\b|\b[A-Z]{1,2}(?: ?[-./°] ?| )[0-9]{5,7}\b|\b[A-Z]{1,2} ?[0-9]{2,3} [0-9]{3}\b"
);
pattern!(
    NAMED_CIN,
    r"(?i)(?:\bc\.?i\.?n\.?e?\b|\bcnie\b|\bcarte nationale\b|\bidentity card\b|\bid card\b|\blacarte?\b|بطاق\p{L}{1,4}(?: \p{L}{2,12}){0,2})[^0-9\n]{0,24}?\b([A-Za-z]{0,2} ?[-.]? ?[0-9]{5,7})\b"
);
pattern!(
    PASSPORT,
    r"(?i)(?:\bpass?e?ports?\b|جواز\p{L}{0,3}|باسبور\p{L}{0,2})[^0-9\n]{0,30}?\b([A-Z]{1,3} ?[0-9]{5,9}|[0-9]{2}[A-Z]{2}[0-9]{5}|[0-9]{7,9}[A-Z]?)\b"
);
pattern!(
    PLATE_PIPED,
    r"\b(?:[0-9]{1,6} ?[-|/] ?(?:[A-Z]|\p{Arabic}) ?[-|/] ?[0-9]{1,2}|[0-9]{1,2} ?[-|/] ?(?:[A-Z]|\p{Arabic}) ?[-|/] ?[0-9]{1,6})\b"
);
pattern!(
    PLATE_LETTER,
    r"\b(?:[0-9]{1,6} ?(?:[ABDEHJTW]|[ابدهطشجرسصعقزمن]) ?[0-9]{1,2}|[0-9]{1,2} ?(?:[ABDEHJTW]|[ابدهطشجرسصعقزمن]) ?[0-9]{3,6})\b"
);
pattern!(
    PLATE_NAMED,
    r"(?i)(?:\bplaque|\bimmatricul\w{0,8}|\bmatricule|\bplate|\bregistration|لوح\p{L}{1,3}|ماطريكول|ترقيم\p{L}{0,2}|\blmatricule)[^0-9\n]{0,30}?\b((?:ww ?)?[0-9]{1,6}(?: ?[-|/]? ?(?:[a-z]|\p{Arabic}) ?[-|/]? ?[0-9]{1,2}| ?ww)?)\b"
);
pattern!(PLATE_WW, r"\b(?:WW ?-? ?[0-9]{4,6}|[0-9]{4,6} ?-? ?WW)\b");
pattern!(IBAN, r"(?i)\b[a-z]{2}[0-9]{2}(?: ?[a-z0-9]{4}){2,7}(?: ?[a-z0-9]{1,4})?\b");
pattern!(RIB, r"[0-9](?:[ ./-]{0,2}[0-9]){23}");
pattern!(CARD, r"[0-9]{4}(?:[ -]?[0-9]{4}){3}");
pattern!(
    COORDINATES,
    r"-?[0-9]{1,3}[.,][0-9]{3,8}°? ?[NS]?[,;/ ] ?-?[0-9]{1,3}[.,][0-9]{3,8}°? ?[EWO]?"
);

/// Looks for all of them.
pub fn find(text: &Text, finds: &mut Finds) {
    let plain = text.plain.as_str();
    for found in EMAIL.find_iter(plain).chain(SPOKEN_EMAIL.find_iter(plain)) {
        // "at" and "dot" as words are an address only if both are there.
        if found.as_str().contains(['@', '[', '('])
            || found.as_str().to_lowercase().contains("arobase")
            || found.as_str().contains(" dot ")
        {
            finds.bytes(
                found.start(),
                trimmed(plain, found.start(), found.end()),
                Kind::Email,
                Why::Pattern,
            );
        }
    }
    for found in URL.find_iter(plain) {
        finds.bytes(
            found.start(),
            trimmed(plain, found.start(), found.end()),
            Kind::Url,
            Why::Pattern,
        );
    }
    for pattern in [&HANDLE, &BARE_HANDLE] {
        for found in pattern.find_iter(plain) {
            finds.bytes(
                found.start(),
                trimmed(plain, found.start(), found.end()),
                Kind::Handle,
                Why::Pattern,
            );
        }
    }
    captured(&NAMED_HANDLE, plain, finds, Kind::Handle, Why::Context);
    accounts(plain, finds);
    phones(plain, finds);
    captured(&PASSPORT, plain, finds, Kind::Passport, Why::Context);
    plates(plain, finds);
    for found in CIN.find_iter(plain) {
        let rest = plain[found.end()..].trim_start();
        let money = ["dirham", "dh", "درهم", "euro", "fois", "MAD"]
            .iter()
            .any(|unit| rest.starts_with(unit));
        if !money && !finds.touches(found.start(), found.end()) {
            finds.bytes(found.start(), found.end(), Kind::Cin, Why::Pattern);
        }
    }
    captured(&NAMED_CIN, plain, finds, Kind::Cin, Why::Context);
    for found in COORDINATES.find_iter(plain) {
        finds.bytes(found.start(), found.end(), Kind::Location, Why::Pattern);
    }
}

/// End of a match without the full stop or bracket that closes the sentence.
fn trimmed(plain: &str, start: usize, end: usize) -> usize {
    start
        + plain[start..end]
            .trim_end_matches(['.', ',', ';', ':', '!', '?', ')', ']', '\'', '-', '…', '|'])
            .len()
}

fn captured(pattern: &Regex, plain: &str, finds: &mut Finds, kind: Kind, why: Why) {
    for group in pattern.captures_iter(plain).filter_map(|found| found.get(1)) {
        finds.bytes(group.start(), trimmed(plain, group.start(), group.end()), kind, why);
    }
}

/// No digit touches the match: it is a number of its own.
fn stands_alone(plain: &str, start: usize, end: usize) -> bool {
    let digit = |c: Option<char>| c.is_some_and(|c| c.is_ascii_digit());
    !digit(plain[..start].chars().next_back()) && !digit(plain[end..].chars().next())
}

fn phones(plain: &str, finds: &mut Finds) {
    for pattern in [&PHONE, &FOREIGN_PHONE] {
        for found in pattern
            .find_iter(plain)
            .filter(|found| stands_alone(plain, found.start(), found.end()))
        {
            finds.bytes(found.start(), found.end(), Kind::Phone, Why::Pattern);
        }
    }
    captured(&NAMED_PHONE, plain, finds, Kind::Phone, Why::Context);
}

fn plates(plain: &str, finds: &mut Finds) {
    for pattern in [&PLATE_PIPED, &PLATE_LETTER, &PLATE_WW] {
        for found in pattern
            .find_iter(plain)
            .filter(|found| stands_alone(plain, found.start(), found.end()))
        {
            let digits = found.as_str().chars().filter(char::is_ascii_digit).count();
            let long = found
                .as_str()
                .split(|c: char| !c.is_ascii_digit())
                .any(|part| part.len() >= 3);
            if digits >= 4 && long {
                finds.bytes(found.start(), found.end(), Kind::Plate, Why::Pattern);
            }
        }
    }
    captured(&PLATE_NAMED, plain, finds, Kind::Plate, Why::Context);
}

fn accounts(plain: &str, finds: &mut Finds) {
    for found in IBAN.find_iter(plain) {
        let compact: String = found.as_str().chars().filter(char::is_ascii_alphanumeric).collect();
        let right = iban_is_right(&compact);
        let moroccan = compact.to_ascii_uppercase().starts_with("MA")
            && compact.bytes().skip(2).filter(u8::is_ascii_digit).count() >= 18;
        if right || moroccan {
            finds.bytes(
                found.start(),
                found.end(),
                Kind::Iban,
                if right { Why::Checksum } else { Why::Pattern },
            );
        }
    }
    for found in RIB
        .find_iter(plain)
        .filter(|found| stands_alone(plain, found.start(), found.end()))
    {
        let right = rib_is_right(&digits(found.as_str()));
        finds.bytes(
            found.start(),
            found.end(),
            Kind::Iban,
            if right { Why::Checksum } else { Why::Pattern },
        );
    }
    for found in CARD
        .find_iter(plain)
        .filter(|found| stands_alone(plain, found.start(), found.end()))
    {
        if luhn_is_right(&digits(found.as_str())) {
            finds.bytes(found.start(), found.end(), Kind::Iban, Why::Checksum);
        }
    }
}

fn digits(text: &str) -> String {
    text.chars().filter(char::is_ascii_digit).collect()
}

/// ISO 13616: the first four signs to the end, letters as 10 to 35, remainder by 97 is one. 15 to 34 signs.
fn iban_is_right(compact: &str) -> bool {
    if !(15..=34).contains(&compact.len()) || !compact.is_ascii() {
        return false;
    }
    let (head, body) = compact.split_at(4);
    let rest = body
        .chars()
        .chain(head.chars())
        .filter_map(|c| c.to_digit(36))
        .fold(0, |rest, value| (rest * if value > 9 { 100 } else { 10 } + value) % 97);
    rest == 1
}

/// The Moroccan RIB: 22 digits and a key of two, so that the whole leaves nought by 97.
fn rib_is_right(digits: &str) -> bool {
    digits.len() == 24
        && digits
            .chars()
            .filter_map(|c| c.to_digit(10))
            .fold(0, |rest, value| (rest * 10 + value) % 97)
            == 0
}

/// ISO 7812: every second digit from the right doubled, the sum ends in nought.
fn luhn_is_right(digits: &str) -> bool {
    let values = digits.chars().rev().filter_map(|c| c.to_digit(10)).enumerate();
    let sum: u32 = values
        .map(|(at, value)| if at % 2 == 0 { value } else { value * 2 / 10 + value * 2 % 10 })
        .sum();
    sum.is_multiple_of(10) && sum > 0
}
