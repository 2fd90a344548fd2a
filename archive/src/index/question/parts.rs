//! From what was typed to its words, phrases and beginnings, and the operators between them.

use super::{Asked, PARTS, Part};
use crate::index::forms;
use crate::index::words::words;

/// Words so frequent that a text need not hold them, folded: French, English, Arabic.
const FREQUENT: &[&str] = &[
    "le", "la", "les", "un", "une", "des", "du", "de", "et", "ou", "a", "au", "aux", "en", "dans", "par", "pour", "sur",
    "avec", "que", "qui", "ce", "cette", "ces", "mon", "ma", "mes", "son", "sa", "ses", "je", "elle", "il", "est", "the",
    "an", "of", "to", "in", "on", "at", "and", "or", "for", "with", "by", "is", "was", "my", "her", "his", "it", "في", "من",
    "علي", "الي", "عن", "مع", "ان", "هذا", "هذه", "التي", "الذي", "ما", "لا", "او", "ثم", "هي", "هو", "كان", "كانت", "و",
    "ف", "ب", "ل",
];

/// What was typed, piece by piece.
#[derive(Clone, PartialEq, Eq)]
pub(super) enum Token {
    Part(Part),
    And,
    Or,
    Not,
    Open,
    Close,
}

/// Reads what was typed. Where there is nothing but operators, they are words.
pub(super) fn tokens(typed: &str) -> Vec<Token> {
    let read = read(typed, true);
    if read.iter().any(|token| matches!(token, Token::Part(_))) {
        read
    } else {
        self::read(typed, false)
    }
}

fn read(typed: &str, with_operators: bool) -> Vec<Token> {
    let (mut all, mut count) = (Vec::new(), 0);
    let mut rest = typed;
    // Brackets around nothing are not counted, but end too.
    while count < PARTS && all.len() < 8 * PARTS {
        rest = rest.trim_start_matches(|letter: char| letter.is_whitespace() || method::letters::is_unseen(letter));
        let Some(first) = rest.chars().next() else { break };
        match first {
            '(' => all.push(Token::Open),
            ')' => all.push(Token::Close),
            '-' => all.push(Token::Not),
            _ => {
                let (part, left) = next_part(rest);
                let typed = &rest[..rest.len() - left.len()];
                rest = left;
                let operator = operator(typed).filter(|_| with_operators);
                count += usize::from(operator.is_none() && part.is_some());
                all.extend(operator.or(part.map(Token::Part)));
                continue;
            }
        }
        rest = &rest[1..];
    }
    all
}

/// Operators stand in capitals, in English or in French.
fn operator(typed: &str) -> Option<Token> {
    match typed {
        "AND" | "ET" => Some(Token::And),
        "OR" | "OU" => Some(Token::Or),
        "NOT" | "SAUF" => Some(Token::Not),
        _ => None,
    }
}

/// The next part, and what is left after it.
fn next_part(text: &str) -> (Option<Part>, &str) {
    let closing = |letter: char| matches!(letter, '"' | '“' | '”' | '„' | '«' | '»');
    if let Some(first) = text.chars().next().filter(|letter| closing(*letter)) {
        let inside = &text[first.len_utf8()..];
        return match inside.find(closing) {
            Some(end) => {
                let quote = inside[end..].chars().next().map_or(1, char::len_utf8);
                (phrase(&inside[..end]), &inside[end + quote..])
            }
            // A quotation mark that is not closed means nothing.
            None => (None, inside),
        };
    }
    let end = text
        .find(|letter: char| letter.is_whitespace() || closing(letter) || separates(letter))
        .unwrap_or(text.len());
    let (chunk, mut left) = text.split_at(end);
    if chunk.is_empty() {
        left = left.chars().next().map_or("", |letter| &left[letter.len_utf8()..]);
        return (None, left);
    }
    let found = match chunk.strip_suffix('*') {
        Some(beginning) => match words(beginning).as_slice() {
            [one] => Some(Part::Beginning(one.plain.clone())),
            _ => phrase(beginning),
        },
        None => phrase(chunk),
    };
    (found, left)
}

/// Punctuation after which another part begins; what joins two words ("103-13", "peut-être") makes a phrase of them.
const fn separates(letter: char) -> bool {
    matches!(letter, ',' | ';' | ':' | '!' | '?' | '(' | ')' | '،' | '؛' | '؟' | '…')
}

/// The words of a text as one part: beside each other, if there are several.
fn phrase(text: &str) -> Option<Part> {
    let words = words(text);
    match words.len() {
        0 => None,
        1 => {
            let (forms, across) = (forms::of_question(&words).pop()?, forms::across(&words[0]));
            let is_frequent = FREQUENT.contains(&words[0].plain.as_str());
            Some(Part::Word(Asked {
                forms,
                across,
                is_frequent,
            }))
        }
        _ => Some(Part::Phrase(words.into_iter().map(|word| word.plain).take(PARTS).collect())),
    }
}
