//! Details that nobody needs to be told whose they are if he was there: words that he said himself, a sum that he paid, a weapon,
//! the hour. The program hints at them; a reviewer marks them (security 6.5).

use super::normal::{normal_form, readings};
use crate::coding::cut;
use serde::{Deserialize, Serialize};

/// What kind of detail a hint is about.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Detail {
    /// Words between quotation marks.
    Speech,
    /// A sum of money.
    Money,
    /// A weapon.
    Weapon,
    /// The hour or the day of the week.
    Hour,
}

/// The longest speech that is hinted at, in letters.
const LONGEST_SPEECH: usize = 400;

const CURRENCIES: [&str; 12] = [
    "dh",
    "dhs",
    "mad",
    "dirham",
    "dirhams",
    "euro",
    "euros",
    "درهم",
    "دراهم",
    "أورو",
    "ريال",
    "dollars",
];
const WEAPONS: [&str; 22] = [
    "couteau",
    "couteaux",
    "pistolet",
    "rasoir",
    "ceinture",
    "bâton",
    "acide",
    "sabre",
    "barre",
    "knife",
    "gun",
    "belt",
    "stick",
    "razor",
    "سكين",
    "السكين",
    "موس",
    "الموس",
    "سلاح",
    "مسدس",
    "mous",
    "zarwata",
];
const DAYS: [&str; 21] = [
    "lundi",
    "mardi",
    "mercredi",
    "jeudi",
    "vendredi",
    "samedi",
    "dimanche",
    "monday",
    "tuesday",
    "wednesday",
    "thursday",
    "friday",
    "saturday",
    "sunday",
    "الاثنين",
    "الثلاثاء",
    "الأربعاء",
    "الخميس",
    "الجمعة",
    "السبت",
    "الأحد",
];

/// Details of a text that only those who were there would know, as places in Unicode scalar values, in its order; none overlap.
pub fn hints(text: &str) -> Vec<(usize, usize, Detail)> {
    let letters: Vec<char> = text.chars().collect();
    let mut found = speeches(&letters);
    let words = words(&letters);
    for (place, (start, end)) in words.iter().enumerate() {
        let word = lowered(&letters[*start..*end]);
        let is_number = |(start, end): &(usize, usize)| letters[*start..*end].iter().any(char::is_ascii_digit);
        let before = place.checked_sub(1).map(|before| words[before]).filter(is_number);
        if let (Some((from, _)), true) = (before, is_among(&CURRENCIES, &word)) {
            found.push((from, *end, Detail::Money));
        } else if is_among(&WEAPONS, &word) {
            found.push((*start, *end, Detail::Weapon));
        } else if is_among(&DAYS, &word) || is_hour(&word) {
            found.push((*start, *end, Detail::Hour));
        }
    }
    found.sort_by_key(|(start, end, _)| (*start, std::cmp::Reverse(*end)));
    let mut free = 0;
    found.retain(|(start, end, _)| {
        let fits = *start >= free && cut(text, *start, *end).is_some();
        free = if fits { *end } else { free };
        fits
    });
    found
}

/// Whether a word is one of a list, with or without its article or what is written to its front.
fn is_among(list: &[&str], word: &str) -> bool {
    let readings = readings(word);
    list.iter()
        .any(|one| readings.iter().any(|reading| reading.normal == normal_form(one)))
}

/// "23h", "23h30", "7pm".
fn is_hour(word: &str) -> bool {
    let digits = word.chars().take_while(char::is_ascii_digit).count();
    let rest = &word[digits..];
    (1..=2).contains(&digits)
        && (matches!(rest, "h" | "am" | "pm") || rest.strip_prefix('h').is_some_and(|rest| rest.len() == 2))
}

fn lowered(letters: &[char]) -> String {
    letters.iter().flat_map(|letter| letter.to_lowercase()).collect()
}

fn words(letters: &[char]) -> Vec<(usize, usize)> {
    let (mut words, mut start) = (Vec::new(), None);
    for (place, letter) in letters.iter().enumerate() {
        match (letter.is_alphanumeric(), start) {
            (true, None) => start = Some(place),
            (false, Some(from)) => {
                words.push((from, place));
                start = None;
            }
            _ => {}
        }
    }
    words.extend(start.map(|from| (from, letters.len())));
    words
}

/// What stands between quotation marks, with them.
fn speeches(letters: &[char]) -> Vec<(usize, usize, Detail)> {
    let (mut found, mut at) = (Vec::new(), 0);
    while at < letters.len() {
        let close = match letters[at] {
            '«' => '»',
            '“' => '”',
            '"' => '"',
            _ => {
                at += 1;
                continue;
            }
        };
        let end = letters[at + 1..]
            .iter()
            .take(LONGEST_SPEECH)
            .position(|letter| *letter == close);
        match end {
            Some(length) if length > 0 => {
                found.push((at, at + length + 2, Detail::Speech));
                at += length + 2;
            }
            _ => at += 1,
        }
    }
    found
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn said(text: &str) -> Vec<(String, Detail)> {
        let all = hints(text).into_iter();
        all.map(|(start, end, what)| (text.chars().skip(start).take(end - start).collect(), what))
            .collect()
    }

    #[test]
    fn speech_money_weapons_and_hours_are_hinted_at() {
        let text = "Jeudi à 23h il m’a dit « tu vas payer 500 dh ». Il avait un couteau et voulait 2000 dirhams.";
        let expected = [
            ("Jeudi", Detail::Hour),
            ("23h", Detail::Hour),
            ("« tu vas payer 500 dh »", Detail::Speech),
            ("couteau", Detail::Weapon),
            ("2000 dirhams", Detail::Money),
        ];
        assert_eq!(said(text), expected.map(|(words, what)| (words.to_owned(), what)));
        let arabic = [("بالموس", Detail::Weapon), ("300 درهم", Detail::Money)];
        assert_eq!(
            said("هددني بالموس وعطيتو 300 درهم"),
            arabic.map(|(words, what)| (words.to_owned(), what))
        );
        assert!(said("Avant, je ne disais rien à personne.").is_empty());
    }

    proptest! {
        #[test]
        fn hints_lie_in_the_text_in_its_order(text in "[a «»\"0-9hdéم]{0,60}") {
            let (letters, mut free) = (text.chars().count(), 0);
            for (start, end, _) in hints(&text) {
                prop_assert!(free <= start && start < end && end <= letters);
                free = end;
            }
        }
    }
}
