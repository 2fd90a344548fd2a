//! Letters that people write for each other: the one table behind the search for identifiers and the register of names.

use unicode_normalization::char::is_combining_mark;

/// The stroke that lengthens an Arabic word.
pub const TATWEEL: char = '\u{0640}';

/// A letter without what is typed differently: vowel marks, the lengthening stroke and unseen marks vanish, Eastern digits are
/// European ones, one Arabic letter stands for its variants. Accents and hamza go with NFKD before; case stays.
pub fn plain(letter: char) -> Option<char> {
    if letter.is_ascii() {
        return Some(letter);
    }
    Some(match letter {
        TATWEEL => return None,
        other if is_unseen(other) || is_combining_mark(other) => return None,
        '٠'..='٩' => char::from_digit(u32::from(letter) - u32::from('٠'), 10)?,
        '۰'..='۹' => char::from_digit(u32::from(letter) - u32::from('۰'), 10)?,
        'ٱ' => 'ا',
        'ى' | 'ی' | 'ې' => 'ي',
        'ة' | 'ۀ' | 'ە' => 'ه',
        'ک' | 'گ' | 'ݣ' | 'ڭ' | 'ڪ' => 'ك',
        'ڤ' | 'ڥ' => 'ف',
        'پ' => 'ب',
        other => other,
    })
}

/// Marks of direction and width: nobody sees them, and they travel with what is copied from a page.
pub const fn is_unseen(letter: char) -> bool {
    matches!(letter, '\u{200B}'..='\u{200F}' | '\u{202A}'..='\u{202E}' | '\u{2060}'..='\u{2069}' | '\u{061C}' | '\u{FEFF}' | '\u{00AD}')
}

/// Digits out of what was typed, in whichever script a telephone writes them, so many as are wanted at most; none unless there
/// are exactly so many.
pub fn digits(typed: &str, wanted: usize) -> Option<String> {
    let found: String = typed
        .chars()
        .filter_map(plain)
        .filter(char::is_ascii_digit)
        .take(wanted + 1)
        .collect();
    (found.len() == wanted).then_some(found)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn variants_are_one_and_what_is_not_seen_is_nothing() {
        let folded = |text: &str| text.chars().filter_map(plain).collect::<String>();
        assert_eq!(folded("گراج پ ڤ ٣۴"), "كراج ب ف 34");
        assert_eq!(folded("أَمـ\u{200C}ينة"), "أمينه");
        assert_eq!(folded("Nour"), "Nour");
    }

    #[test]
    fn digits_are_read_in_any_script() {
        assert_eq!(digits("20 48-19.35", 8).as_deref(), Some("20481935"));
        assert_eq!(digits("٢٠٤٨١٩٣٥", 8).as_deref(), Some("20481935"));
        assert_eq!(digits("2048193", 8), None);
        assert_eq!(digits("204819355", 8), None);
    }
}
