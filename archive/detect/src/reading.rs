//! What every rule about names and places needs to know of a text: who is announced where, which phrases stay.

use crate::{
    cues::Cue,
    lists::LISTS,
    phrases::Hit,
    text::{Shape, Text, Token},
};
use method::language::Language;

/// How a name is announced by the words before it; the later, the stronger.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Announced {
    /// Company or speech: "avec", "قالت".
    Near,
    /// "appelé", "called": with a capital only.
    Called,
    /// Kin, neighbours, colleagues.
    Kin,
    /// A profession or rank.
    Title,
    /// "Mme", "السيدة", "Lalla".
    Honorific,
    /// "je m'appelle", "smiti".
    Intro,
}

/// A text, its language, and what was noticed in a first pass.
pub struct Reading {
    /// The folded text.
    pub text: Text,
    /// The language that it is told in.
    pub language: Language,
    /// For each token: a phrase that stays covers it.
    pub kept: Vec<bool>,
    /// For each token: the strongest announcement that points at it.
    pub announced: Vec<Option<Announced>>,
    /// For each token: the cues that begin there.
    cues: Vec<Vec<(Cue, Hit)>>,
    /// More than half of the words are in capitals, so capitals say nothing.
    pub shouting: bool,
}

const ANNOUNCE: [(Cue, Announced); 6] = [
    (Cue::Near, Announced::Near),
    (Cue::Called, Announced::Called),
    (Cue::Kin, Announced::Kin),
    (Cue::Title, Announced::Title),
    (Cue::Honorific, Announced::Honorific),
    (Cue::Intro, Announced::Intro),
];

impl Reading {
    /// First pass over a text.
    pub fn new(text: &str, language: Language) -> Self {
        let text = Text::new(text);
        let count = text.tokens.len();
        let upper = text.tokens.iter().filter(|token| token.shape == Shape::Upper).count();
        let latin = text
            .tokens
            .iter()
            .filter(|token| matches!(token.shape, Shape::Lower | Shape::Title))
            .count();
        let mut cues: Vec<Vec<(Cue, Hit)>> = (0..count).map(|at| LISTS.cues(&text.tokens, at)).collect();
        if language == Language::DarijaLatin {
            for (at, token) in text.tokens.iter().enumerate() {
                let alone = Hit {
                    end: at + 1,
                    skip: 0,
                    words: 1,
                };
                cues[at].extend(LISTS.cues_by_sound(token).map(|cue| (cue, alone)));
            }
        }
        let mut reading = Self {
            cues,
            text,
            language,
            kept: vec![false; count],
            announced: vec![None; count],
            shouting: upper > latin + 3,
        };
        reading.keep();
        reading.announce();
        reading
    }

    /// The tokens.
    pub fn tokens(&self) -> &[Token] {
        &self.text.tokens
    }

    /// The token at `at`, if there is one.
    pub fn token(&self, at: usize) -> Option<&Token> {
        self.text.tokens.get(at)
    }

    /// Lower-case form of the token `back` places before `at`; empty before the beginning.
    pub fn before(&self, at: usize, back: usize) -> &str {
        at.checked_sub(back)
            .and_then(|at| self.token(at))
            .map_or("", |token| token.low.as_str())
    }

    /// Lower-case form of a token; empty after the end.
    pub fn low(&self, at: usize) -> &str {
        self.token(at).map_or("", |token| token.low.as_str())
    }

    /// Is a word at `at` an everyday word of this language (in Arabic letters also behind a fused particle)?
    pub fn is_common(&self, at: usize) -> bool {
        self.token(at).is_some_and(|token| match token.shape {
            Shape::Arabic => token.stems().any(|(_, stem)| LISTS.is_common(stem, self.language)),
            _ => LISTS.is_common(&token.low, self.language),
        })
    }

    /// A capital that means something: not in a text of capitals.
    pub fn is_capital(&self, at: usize) -> bool {
        self.token(at)
            .is_some_and(|token| token.is_capital() && !(self.shouting && token.shape == Shape::Upper))
    }

    /// The cue of this kind that begins at `at`, in Arabic letters also behind a fused particle; the longest phrase.
    pub fn cue(&self, at: usize, cue: Cue) -> Option<Hit> {
        let of_kind = self.cues.get(at)?.iter().filter(|(known, _)| *known == cue);
        of_kind.map(|(_, hit)| *hit).next()
    }

    /// Is the word at `at` a cue of this kind by itself?
    pub fn is(&self, at: usize, cue: Cue) -> bool {
        LISTS.is_cue(self.low(at), cue)
    }

    /// Is the word `back` places before `at` a cue of this kind by itself?
    pub fn was(&self, at: usize, back: usize, cue: Cue) -> bool {
        LISTS.is_cue(self.before(at, back), cue)
    }

    /// Does a cue of this kind, of up to three tokens, end right before `at`?
    pub fn follows(&self, cue: Cue, at: usize) -> bool {
        (1..=3).any(|back| {
            at.checked_sub(back)
                .is_some_and(|from| self.cue(from, cue).is_some_and(|hit| hit.end == at))
        })
    }

    fn keep(&mut self) {
        for at in 0..self.text.tokens.len() {
            if let Some(hit) = LISTS.keep.exact(self.tokens(), at) {
                self.kept[at..hit.end].fill(true);
            }
            // "projet Chams", "association Bayti", "جمعية الأمل": names of organisations and laws stay.
            if let Some(hit) = self.cue(at, Cue::Keep) {
                let mut end = hit.end;
                let arabic = self.token(end).is_some_and(|token| token.shape == Shape::Arabic);
                while end < hit.end + 4 && self.names_organisation(end, arabic && end == hit.end) {
                    end += 1;
                }
                self.kept[hit.end..end].fill(true);
                if self.language == Language::English {
                    self.keep_before(at);
                }
            }
        }
    }

    /// "the Tamkine programme": in English the name stands before the noun.
    fn keep_before(&mut self, at: usize) {
        let mut start = at;
        while start > 0 && start + 4 > at && self.token(start - 1).is_some_and(|token| token.is_capital() && !token.head) {
            start -= 1;
        }
        self.kept[start..at].fill(true);
    }

    fn names_organisation(&self, at: usize, arabic: bool) -> bool {
        self.token(at).is_some_and(|token| {
            if arabic {
                token.shape == Shape::Arabic
            } else {
                token.is_capital()
            }
        })
    }

    fn announce(&mut self) {
        for (cue, kind) in ANNOUNCE {
            for at in 0..self.text.tokens.len() {
                if let Some(hit) = self.cue(at, cue) {
                    let target = self.skip(hit.end, kind);
                    if let Some(slot) = self.announced.get_mut(target) {
                        *slot = (*slot).max(Some(kind));
                    }
                }
            }
        }
    }

    /// Steps over commas, quotes and fillers between an announcement and the name.
    fn skip(&self, mut at: usize, kind: Announced) -> usize {
        for _ in 0..4 {
            let low = self.low(at);
            let mark = match low {
                ":" | "«" | "\"" | "“" | "'" | "-" => true,
                "," | "(" => matches!(kind, Announced::Kin | Announced::Title),
                "." => matches!(kind, Announced::Title | Announced::Honorific),
                _ => false,
            };
            if !mark && (kind == Announced::Near || !self.is(at, Cue::Filler)) {
                break;
            }
            at += 1;
        }
        at
    }
}
