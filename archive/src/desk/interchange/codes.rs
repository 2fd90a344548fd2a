//! Which of our codes a file means: by its id, by its name under the same one, or else a new one.

use super::out;
use super::taken;
use method::coding::{Code, CodeWords, Codebook, Colour, DEEPEST, Refused, in_one};
use method::id::CodeId;
use method::language::PageLanguage;
use std::collections::{BTreeMap, BTreeSet};
use uuid::Uuid;

/// The most letters of a code's name.
const NAME_LETTERS: usize = 200;

/// Adds the codes that are not there, and says which of ours each of the file's is.
pub(super) fn merged(
    book: &mut Codebook,
    told: &[taken::Code],
    language: PageLanguage,
) -> Result<BTreeMap<Uuid, CodeId>, Refused> {
    let own: BTreeSet<CodeId> = book.codes().iter().map(|code| code.id).collect();
    let mut known: BTreeMap<Uuid, CodeId> = BTreeMap::new();
    for code in told {
        let above = code.parent.and_then(|parent| known.get(&parent)).copied();
        let parent = fitting(book, above);
        let id = match find(book, &own, code, parent) {
            Some(id) => id,
            None => add(book, code, parent, language)?,
        };
        known.insert(code.id, id);
    }
    Ok(known)
}

/// The code below which one can stand: this one, or as near to it as the depth of a codebook allows.
fn fitting(book: &Codebook, above: Option<CodeId>) -> Option<CodeId> {
    let path = book.path(above?);
    path.get(..DEEPEST - 1).unwrap_or(&path).last().map(|code| code.id)
}

/// A code of ours: by its id, or by its name under the same one. What stands at the top of a file may stand anywhere in the
/// codebook as it was, if only one code is called so: there are programs without levels.
fn find(book: &Codebook, own: &BTreeSet<CodeId>, told: &taken::Code, parent: Option<CodeId>) -> Option<CodeId> {
    if let Some(code) = book.get(CodeId::new(told.id)) {
        return Some(code.id);
    }
    let name = told.name.trim().to_lowercase();
    let called = |code: &&Code| {
        let labels = [&code.words.labels.fr, &code.words.labels.ar, &code.words.labels.en];
        let is_so = |label: &&String| label.trim().to_lowercase() == name;
        !name.is_empty() && labels.iter().any(is_so)
    };
    if let Some(code) = book.codes().iter().filter(called).find(|code| code.parent == parent) {
        return Some(code.id);
    }
    if told.parent.is_some() {
        return None;
    }
    let mut all = book.codes().iter().filter(called).filter(|code| own.contains(&code.id));
    all.next().filter(|_| all.next().is_none()).map(|code| code.id)
}

fn add(book: &mut Codebook, told: &taken::Code, parent: Option<CodeId>, language: PageLanguage) -> Result<CodeId, Refused> {
    let letters = told.name.trim().chars().filter(|letter| !letter.is_control());
    let name: String = letters.take(NAME_LETTERS).collect();
    let name = if name.is_empty() { "—".to_owned() } else { name };
    let inherited = parent.and_then(|parent| book.get(parent)).map(|code| code.words.colour);
    let colour = nearest(&told.colour).or(inherited);
    let colour = colour.or_else(|| Colour::try_from(8).ok()).ok_or(Refused::Unknown)?;
    let words = CodeWords {
        definition: in_one(language, told.description.trim().to_owned()),
        ..CodeWords::named(in_one(language, name), colour)
    };
    let code = Code::new(CodeId::new(told.id), words, parent);
    let id = code.id;
    book.add(code).map(|()| id)
}

/// The colour of ours that is nearest to one of another program; none for what is no colour.
fn nearest(told: &str) -> Option<Colour> {
    let told = parts(told)?;
    let distance = |ours: &str| {
        let ours = parts(ours).unwrap_or_default();
        told.iter()
            .zip(ours)
            .map(|(one, other)| one.abs_diff(other).pow(2))
            .sum::<u32>()
    };
    let numbered = out::COLOURS.iter().zip(1u8..);
    let (_, number) = numbered.min_by_key(|(ours, _)| distance(ours))?;
    Colour::try_from(number).ok()
}

/// Red, green and blue of `#rrggbb` or `#rgb`.
fn parts(colour: &str) -> Option<[u32; 3]> {
    let digits: Vec<u32> = colour
        .trim()
        .strip_prefix('#')?
        .chars()
        .map(|digit| digit.to_digit(16))
        .collect::<Option<_>>()?;
    match digits[..] {
        [r, g, b] => Some([r * 17, g * 17, b * 17]),
        [r, r2, g, g2, b, b2] => Some([r * 16 + r2, g * 16 + g2, b * 16 + b2]),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn told(id: u128, name: &str, parent: Option<u128>) -> taken::Code {
        taken::Code {
            id: Uuid::from_u128(id),
            name: name.into(),
            description: String::new(),
            colour: String::new(),
            parent: parent.map(Uuid::from_u128),
        }
    }

    fn outline(book: &Codebook) -> Vec<(usize, &str)> {
        let lines = book.outline().into_iter();
        lines.map(|(depth, code)| (depth, code.label(PageLanguage::French))).collect()
    }

    /// Codes of other programs, as they are exported: the second time with other ids.
    fn twice(codes: fn(u128) -> Vec<taken::Code>) -> Codebook {
        let mut book = Codebook::default();
        assert!(merged(&mut book, &codes(0), PageLanguage::French).is_ok());
        let before = book.clone();
        assert!(merged(&mut book, &codes(1_000), PageLanguage::French).is_ok());
        assert_eq!(book, before, "nothing new");
        book
    }

    #[test]
    fn codes_with_one_name_in_two_places_stay_two() {
        let book = twice(|n| {
            vec![
                told(n + 1, "Violence", None),
                told(n + 2, "Autre", Some(n + 1)),
                told(n + 3, "Violence", Some(n + 1)),
                told(n + 4, "دعم", None),
                told(n + 5, "Autre", Some(n + 4)),
            ]
        });
        assert_eq!(
            outline(&book),
            [(0, "Violence"), (1, "Autre"), (1, "Violence"), (0, "دعم"), (1, "Autre")]
        );
    }

    #[test]
    fn what_is_too_deep_stands_as_near_as_it_can() {
        let book = twice(|n| {
            (1..=6)
                .map(|at| told(n + at, &format!("n{at}"), (at > 1).then(|| n + at - 1)))
                .collect()
        });
        assert_eq!(
            outline(&book),
            [(0, "n1"), (1, "n2"), (2, "n3"), (3, "n4"), (3, "n5"), (3, "n6")]
        );
    }

    #[test]
    fn a_code_without_levels_is_known_wherever_it_stands() {
        let mut book = Codebook::default();
        let ours = [
            told(1, "Violence", None),
            told(2, "Menace", Some(1)),
            told(3, "Appui", None),
            told(4, "Autre", Some(1)),
            told(5, "Autre", Some(3)),
        ];
        assert!(merged(&mut book, &ours, PageLanguage::French).is_ok());
        let theirs = [
            told(11, " menace", None),
            told(12, "Autre", None),
            told(13, "Menace", Some(12)),
        ];
        let known = merged(&mut book, &theirs, PageLanguage::French).unwrap_or_default();
        assert_eq!(known.get(&Uuid::from_u128(11)), Some(&CodeId::new(Uuid::from_u128(2))));
        assert_eq!(
            known.get(&Uuid::from_u128(12)),
            Some(&CodeId::new(Uuid::from_u128(12))),
            "two are called so"
        );
        assert_eq!(known.get(&Uuid::from_u128(13)), Some(&CodeId::new(Uuid::from_u128(13))));
    }

    #[test]
    fn colours_of_other_programs_are_the_nearest_of_ours() {
        let number = |told| nearest(told).map(u8::from);
        assert_eq!(
            [number("#2563A8"), number("#F00"), number("#F5B7B1"), number("#00ff00")],
            [Some(1), Some(2), Some(7), Some(3)]
        );
        assert_eq!(
            [number(""), number("red"), number("#12"), number("#gggggg"), number("#ééé")],
            [None; 5]
        );
    }
}
