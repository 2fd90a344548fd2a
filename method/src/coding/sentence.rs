//! The sentence in which words of a text stand: what is coded where a search found them.

use std::ops::Range;

/// Where nothing ends a sentence, as in words that were told without a breath, so many letters on either side are one.
pub const LETTERS_AROUND: usize = 400;

/// The sentence around the bytes `words` of `text`, in Unicode scalar values, without space at its ends; of several sentences
/// that they reach into, all. The whole text where the bytes are none of its letters.
pub fn sentence(text: &str, words: Range<usize>) -> Range<usize> {
    let (Some(before), Some(_), Some(after)) = (text.get(..words.start), text.get(words.clone()), text.get(words.end..))
    else {
        return 0..text.chars().count();
    };
    let borders = borders(text);
    let start = borders.iter().rfind(|border| **border <= words.start).copied().unwrap_or(0);
    let end = borders
        .iter()
        .find(|border| **border >= words.end)
        .copied()
        .unwrap_or(text.len());
    let start = start.max(before.len() - near(before.chars().rev()));
    let end = end.min(words.end + near(after.chars()));
    let sentence = &text[start..end];
    let first = start + sentence.len() - sentence.trim_start().len();
    let letters = text[..first].chars().count();
    letters..letters + sentence.trim().chars().count()
}

/// Every sentence of a text, in Unicode scalar values, without space at its ends.
pub fn sentences(text: &str) -> Vec<Range<usize>> {
    let (mut found, mut from, mut letters) = (Vec::new(), 0, 0);
    for border in borders(text).into_iter().chain([text.len()]) {
        let Some(sentence) = text.get(from..border) else { continue };
        let words = sentence.trim();
        let before = sentence.len() - sentence.trim_start().len();
        let start = letters + sentence[..before].chars().count();
        if !words.is_empty() {
            found.push(start..start + words.chars().count());
        }
        letters += sentence.chars().count();
        from = border;
    }
    found
}

/// How many bytes of what lies on one side are near: all of it, or as many whole words as [`LETTERS_AROUND`] letters hold.
fn near(side: impl Iterator<Item = char>) -> usize {
    let (mut bytes, mut whole) = (0, 0);
    for (count, letter) in side.enumerate() {
        if count == LETTERS_AROUND {
            return if whole == 0 { bytes } else { whole };
        }
        bytes += letter.len_utf8();
        if letter.is_whitespace() {
            whole = bytes;
        }
    }
    bytes
}

/// The bytes at which a sentence ends and another may begin.
fn borders(text: &str) -> Vec<usize> {
    let mut found = Vec::new();
    let mut letters = text.char_indices().peekable();
    let mut word = String::new();
    while let Some((at, letter)) = letters.next() {
        if matches!(letter, '\n' | '\r' | '\u{2028}' | '\u{2029}') {
            found.push(at + letter.len_utf8());
        }
        if !ends(letter) {
            if letter.is_alphanumeric() {
                word.push(letter);
            } else {
                word.clear();
            }
            continue;
        }
        let mut end = at + letter.len_utf8();
        while let Some((at, next)) =
            letters.next_if(|(at, next)| ends(*next) || closes(*next) || leads_to_quote(&text[*at..]))
        {
            end = at + next.len_utf8();
        }
        let is_followed = letters.peek().is_none_or(|(_, next)| next.is_whitespace());
        if is_followed && !(letter == '.' && is_initial(&word)) {
            found.push(end);
        }
        word.clear();
    }
    found
}

const fn ends(letter: char) -> bool {
    matches!(letter, '.' | '!' | '?' | '…' | '؟' | '۔')
}

const fn closes(letter: char) -> bool {
    matches!(letter, '"' | '\'' | '»' | '”' | '’' | ')' | ']')
}

/// Whether nothing but the space lies here that French puts before a closing quotation mark.
fn leads_to_quote(text: &str) -> bool {
    let space = |letter: char| matches!(letter, ' ' | '\u{00A0}' | '\u{202F}');
    text.starts_with(space) && text.trim_start_matches(space).starts_with('»')
}

/// One capital letter, as in "M. Alaoui".
fn is_initial(word: &str) -> bool {
    let mut letters = word.chars();
    letters.next().is_some_and(char::is_uppercase) && letters.next().is_none()
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn around<'a>(text: &'a str, words: &str) -> &'a str {
        let at = text.find(words).expect("the words stand there");
        let range = sentence(text, at..at + words.len());
        let byte = |letter: usize| text.char_indices().nth(letter).map_or(text.len(), |(at, _)| at);
        &text[byte(range.start)..byte(range.end)]
    }

    #[test]
    fn a_sentence_goes_from_mark_to_mark() {
        let text = "Je suis venue. « J’ai parlé au guichet ! » Puis M. Alaoui a payé 3.5 dirhams… Fin";
        assert_eq!(around(text, "venue"), "Je suis venue.");
        assert_eq!(around(text, "guichet"), "« J’ai parlé au guichet ! »");
        assert_eq!(around(text, "payé"), "Puis M. Alaoui a payé 3.5 dirhams…");
        assert_eq!(around(text, "Fin"), "Fin");
        assert_eq!(
            around(text, "guichet ! » Puis"),
            "« J’ai parlé au guichet ! » Puis M. Alaoui a payé 3.5 dirhams…"
        );
        assert_eq!(around("مشيت للمحكمة. واش سمعوني؟ لا", "سمعوني"), "واش سمعوني؟");
        assert_eq!(around("un\nla garde\r\ntrois", "garde"), "la garde");
    }

    #[test]
    fn where_nothing_ends_a_sentence_it_is_cut_between_words() {
        let text = format!("{} guichet {}", "mot ".repeat(200), "fin ".repeat(200));
        let found = around(&text, "guichet");
        assert!(
            found.starts_with("mot mot") && found.ends_with("fin fin") && found.contains("guichet"),
            "{found}"
        );
        assert!(found.chars().count() <= 2 * LETTERS_AROUND + "guichet".len());
        assert_eq!(around(&"ب".repeat(2_000), "ب").chars().count(), 1 + LETTERS_AROUND);
        assert_eq!(sentence("été", 1..2), 0..3);
        assert_eq!(sentence("été", 9..12), 0..3);
    }

    proptest! {
        #[test]
        fn the_sentences_of_a_text_are_all_of_it_but_its_space(text in "[aбع .!?\n»é]{0,40}") {
            let letters: Vec<char> = text.chars().collect();
            let mut end = 0;
            for range in sentences(&text) {
                prop_assert!(letters[end..range.start].iter().all(|letter| letter.is_whitespace()));
                prop_assert!(!letters[range.start].is_whitespace() && !letters[range.end - 1].is_whitespace());
                end = range.end;
            }
            prop_assert!(letters[end..].iter().all(|letter| letter.is_whitespace()));
        }

        #[test]
        fn the_sentence_holds_the_words_and_ends_with_letters(text in "[aбع .!?\n»é]{0,40}", from in 0usize..40, long in 1usize..6) {
            let letters: Vec<(usize, char)> = text.char_indices().collect();
            prop_assume!(from + long <= letters.len());
            let start = letters[from].0;
            let end = letters.get(from + long).map_or(text.len(), |(at, _)| *at);
            prop_assume!(!text[start..end].trim().is_empty() && text[start..end].trim().len() == end - start);
            let found = sentence(&text, start..end);
            prop_assert!(found.start <= from && found.end >= from + long, "{:?}", found);
            prop_assert!(found.end <= letters.len());
            prop_assert!(!letters[found.start].1.is_whitespace() && !letters[found.end - 1].1.is_whitespace());
        }
    }
}
