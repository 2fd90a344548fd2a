//! Whatever is typed is answered, and never with a story that the reader may not see.

use super::{EVERYTHING, asking, ram, story};
use crate::index::query::Asking;
use crate::index::question::Question;
use crate::index::schema::Entry;
use crate::index::words::folded;
use method::id::SiteId;
use method::language::Language;
use method::policy::StoryRange;
use uuid::Uuid;

/// What questions are made of: words that stand in stories, words that nearly do, operators, marks, and what nobody types.
const PIECES: [&str; 40] = [
    "guichet",
    "guichte",
    "plainte",
    "l3onf",
    "3onf",
    "mahkama",
    "العنف",
    "محكمة",
    "ال",
    "و",
    "la",
    "103-13",
    "AND",
    "OR",
    "NOT",
    "OU",
    "SAUF",
    "(",
    ")",
    "((",
    "))",
    "\"",
    "«",
    "»",
    "*",
    "-",
    "--",
    " ",
    " ",
    " ",
    "\u{202e}",
    "\u{0}",
    "ـ",
    "\u{64b}",
    "😀",
    "ﷺ",
    "\u{10ffff}",
    "e\u{301}",
    "^9~",
    "\\'",
];

/// Questions of up to twelve pieces, the same ones each time.
fn questions() -> impl Iterator<Item = String> {
    let mut state: u64 = 0x9E37_79B9_7F4A_7C15;
    let mut next = move |below: u64| {
        // Marsaglia's xorshift.
        state ^= state << 13;
        state ^= state >> 7;
        state ^= state << 17;
        usize::try_from(state % below).unwrap_or_default()
    };
    (0..3_000).map(move |_| {
        let length = next(12) + 1;
        (0..length).map(|_| PIECES[next(40)]).collect()
    })
}

#[test]
fn any_question_is_answered_from_what_she_may_see() {
    let other = SiteId::new(Uuid::from_u128(2));
    let texts = [
        "Le guichet, la plainte.",
        "العنف والمحكمة 103-13",
        "l3onf f lmahkama",
        "guichte plaintte",
    ];
    let languages = [Language::French, Language::Arabic, Language::DarijaLatin, Language::French];
    let mut all = Vec::new();
    for (number, (text, language)) in (1..).zip(texts.into_iter().zip(languages)) {
        all.push(story(number, language, text));
        all.push(Entry {
            site: other,
            ..story(number + 100, language, text)
        });
    }
    let ram = ram(&all);
    let here = StoryRange {
        site: Some(SiteId::new(Uuid::from_u128(1))),
        ..EVERYTHING
    };
    let mut answered = 0;
    for typed in questions() {
        let asked = Asking {
            ranges: vec![here],
            question: Question::parse(&typed),
            ..asking("")
        };
        let answer = ram.ask(&asked).expect("an answer");
        assert!(answer.ids.iter().all(|id| id.uuid().as_u128() < 100), "{typed:?}");
        assert_eq!(answer.total, answer.ids.len(), "{typed:?}");
        answered += usize::from(answer.total > 0);
    }
    assert!(answered > 500, "{answered}");
}

#[test]
fn folding_twice_is_folding_once() {
    for text in questions() {
        assert_eq!(folded(&folded(&text)), folded(&text), "{text:?}");
    }
    for letter in ('\u{0}'..='\u{ffff}').map(String::from) {
        assert_eq!(folded(&folded(&letter)), folded(&letter), "{letter:?}");
    }
}
