//! Whether two spellings are one name although one is in Latin letters and the other in Arabic ones: Amina and أمينة, Amine and
//! أمين. The consonants are those of `crate::darija`; the end of a word is heard besides, for it parts women's names from men's.
//! Not every name is found so (Leïla has one consonant twice): a person's other spellings are entered by hand.

use super::normal::{normal_form, words};
use super::pool::is_arabic;
use crate::darija;

/// Whether a name in one script, as it is written, is the same in the other, word by word. Two names in one script never are: their spellings are
/// compared elsewhere.
pub(super) fn is_alike(one: &str, other: &str) -> bool {
    let (latin, arabic) = match (is_arabic(one), is_arabic(other)) {
        (false, true) => (one, other),
        (true, false) => (other, one),
        _ => return false,
    };
    let parts = |name: &str| words(name).map(|(_, _, word)| word).collect::<Vec<_>>();
    let (latin, arabic) = (parts(latin), parts(arabic));
    !latin.is_empty() && latin.len() == arabic.len() && latin.iter().zip(&arabic).all(|(latin, arabic)| word(latin, arabic))
}

fn word(latin: &str, arabic: &str) -> bool {
    end_of_latin(&normal_form(latin)).is_some_and(|end| ends_of_arabic(arabic).contains(&end)) && darija::meet(latin, arabic)
}

/// How a word ends to the ear.
#[derive(Clone, Copy, PartialEq, Eq)]
enum End {
    A,
    I,
    U,
    Consonant,
}

fn end_of_latin(word: &str) -> Option<End> {
    let bare = word.strip_suffix('h').filter(|rest| rest.ends_with('a')).unwrap_or(word);
    if bare.ends_with('a') || bare.ends_with("ae") {
        return Some(End::A);
    }
    // The French "e" at the end is not heard: Hanane, Amine; but for "ee" and "ie".
    let heard = bare
        .strip_suffix('e')
        .filter(|rest| !rest.ends_with('e') && rest.chars().count() > 1);
    Some(match heard.unwrap_or(bare).chars().last()? {
        'i' | 'y' | 'e' => End::I,
        'o' | 'u' => End::U,
        'a' => End::A,
        _ => End::Consonant,
    })
}

/// A last letter may be read in two ways: ي is written for ى, and ه for ة.
fn ends_of_arabic(word: &str) -> &'static [End] {
    // Ta marbuta is told from ha before they are folded; short vowels written above say nothing here.
    match word
        .chars()
        .rfind(|letter| letter.is_alphabetic() && crate::letters::plain(*letter).is_some())
    {
        Some('ا' | 'ء' | 'ة' | 'أ' | 'آ' | 'إ' | 'ى') => &[End::A],
        Some('ه') => &[End::A, End::Consonant],
        Some('ي' | 'ی') => &[End::A, End::I],
        Some('و') => &[End::U],
        _ => &[End::Consonant],
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn a_name_is_the_same_in_both_scripts() {
        for (latin, arabic) in [
            ("Amina", "أمينة"),
            ("Aminah", "امينه"),
            ("Amine", "أمين"),
            ("Khadija", "خديجة"),
            ("Samira", "سميرة"),
            ("Salma", "سلمى"),
            ("Hanane", "حنان"),
            ("Karim", "كريم"),
            ("Nadia", "نادية"),
            ("Mehdi", "مهدي"),
            ("Amina Bennani", "أمينة بناني"),
        ] {
            assert!(is_alike(latin, arabic) && is_alike(arabic, latin), "{latin} {arabic}");
        }
    }

    #[test]
    fn other_names_are_not() {
        for (one, other) in [
            ("Amina", "أمين"),
            ("Amine", "أمينة"),
            ("Samira", "سمير"),
            ("Amina", "سميرة"),
            ("Amina Bennani", "أمينة"),
            ("Amina", "Amina"),
            ("أمينة", "أمينة"),
            ("", "أمينة"),
        ] {
            assert!(!is_alike(one, other), "{one} {other}");
        }
    }

    proptest! {
        #[test]
        fn it_is_asked_both_ways_alike_and_never_fails(one in "[a-zé ]{0,12}", other in "[ابتسمنيةوء ]{0,12}") {
            prop_assert_eq!(is_alike(&one, &other), is_alike(&other, &one));
        }
    }
}
