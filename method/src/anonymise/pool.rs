//! Pseudonyms: first names that women and men bear, each in both scripts. None is the name of a programme or a clinic.

/// Latin and Arabic spelling.
pub(super) const PSEUDONYMS: [[&str; 2]; 24] = [
    ["Nour", "نور"],
    ["Ihsane", "إحسان"],
    ["Sabah", "صباح"],
    ["Wiam", "وئام"],
    ["Rajaa", "رجاء"],
    ["Wissam", "وسام"],
    ["Najah", "نجاح"],
    ["Diae", "ضياء"],
    ["Samah", "سماح"],
    ["Farah", "فرح"],
    ["Houda", "هدى"],
    ["Yousr", "يسر"],
    ["Salam", "سلام"],
    ["Bahaa", "بهاء"],
    ["Ikhlass", "إخلاص"],
    ["Iqbal", "إقبال"],
    ["Ismat", "عصمت"],
    ["Nidal", "نضال"],
    ["Riham", "رهام"],
    ["Sanae", "سناء"],
    ["Safwa", "صفوة"],
    ["Talaat", "طلعت"],
    ["Wafae", "وفاء"],
    ["Zohra", "زهرة"],
];

/// Whether words are written in Arabic letters.
pub(super) fn is_arabic(words: &str) -> bool {
    words
        .chars()
        .any(|letter| matches!(letter, '\u{0621}'..='\u{064A}' | '\u{0671}'..='\u{06D3}' | '\u{0750}'..='\u{077F}'))
}

#[cfg(test)]
mod tests {
    use super::super::normal_form;
    use super::*;
    use std::collections::BTreeSet;

    #[test]
    fn no_two_pseudonyms_are_alike_and_each_has_both_scripts() {
        let all: BTreeSet<String> = PSEUDONYMS.iter().flatten().map(|name| normal_form(name)).collect();
        assert_eq!(all.len(), 2 * PSEUDONYMS.len());
        assert!(
            PSEUDONYMS
                .iter()
                .all(|[latin, arabic]| !is_arabic(latin) && is_arabic(arabic))
        );
    }
}
