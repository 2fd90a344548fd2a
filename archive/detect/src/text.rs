//! One reading of a text for all rules: folded letters, words, and the way back to the letters that were typed.
//!
//! Folding takes away what people type differently (accents, vowel signs, tatweel, hamza carriers, Eastern digits, curly
//! apostrophes, invisible direction marks); each folded letter remembers where it came from, so offsets survive.

use method::letters::plain;
use unicode_normalization::UnicodeNormalization;

/// A folded text and its words. Offsets inside are bytes of `plain`; [`Text::scalars`] leads back to the original.
pub struct Text {
    /// The folded letters, case kept.
    pub plain: String,
    /// Words, numbers and marks in order; blanks are left out.
    pub tokens: Vec<Token>,
    /// For each folded letter: its first byte in `plain`, and the original scalars that it stands for.
    letters: Vec<Letter>,
}

struct Letter {
    byte: usize,
    start: usize,
    end: usize,
}

/// A word, a number or a mark.
#[derive(Debug)]
pub struct Token {
    /// First byte in [`Text::plain`].
    pub start: usize,
    /// Byte after the last.
    pub end: usize,
    /// Lower case.
    pub low: String,
    /// What it looks like.
    pub shape: Shape,
    /// It opens a sentence or a quotation, so a capital says nothing.
    pub head: bool,
    /// A blank or the beginning stands before it.
    pub spaced: bool,
    /// An Arabic word without the particles that may be fused before it, each with the bytes left out.
    bare: Vec<(usize, String)>,
}

/// What a token looks like.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Shape {
    /// Latin letters, the first of them small; caseless scripts other than Arabic too.
    Lower,
    /// A capital first.
    Title,
    /// Two capitals or more and no small letter.
    Upper,
    /// Arabic letters.
    Arabic,
    /// Digits only.
    Digits,
    /// One sign that is neither letter nor digit.
    Mark,
}

impl Token {
    /// A word or a number rather than a mark.
    pub fn is_word(&self) -> bool {
        !matches!(self.shape, Shape::Mark | Shape::Digits)
    }

    /// Written with a capital.
    pub fn is_capital(&self) -> bool {
        matches!(self.shape, Shape::Title | Shape::Upper)
    }

    /// The word, then (in Arabic letters) the word without fused particles, each with the bytes left out.
    pub fn stems(&self) -> impl Iterator<Item = (usize, &str)> {
        std::iter::once((0, self.low.as_str())).chain(self.bare.iter().map(|(skip, stem)| (*skip, stem.as_str())))
    }

    /// Is this mark.
    pub fn is(&self, mark: &str) -> bool {
        self.low == mark
    }
}

/// A folded letter or sign, or nothing: what is not seen, vowel signs and tatweel vanish.
fn fold(c: char) -> Option<char> {
    Some(match plain(c)? {
        '’' | '‘' | 'ʼ' | 'ʿ' | 'ʾ' | '`' | '´' | '′' => '\'',
        '\u{2010}'..='\u{2015}' | '\u{2212}' => '-',
        '،' => ',',
        '؛' => ';',
        '؟' => '?',
        '＠' => '@',
        '\n' | '\r' => '\n',
        c if c.is_whitespace() => ' ',
        c => c,
    })
}

impl Text {
    /// Folds a text and cuts it into tokens. Linear in its length.
    pub fn new(text: &str) -> Self {
        let mut plain = String::with_capacity(text.len());
        let mut letters: Vec<Letter> = Vec::with_capacity(text.len());
        for (at, original) in text.chars().enumerate() {
            let mut kept = false;
            // ئ keeps its hamza: عائشة is a name, عايشة is "living".
            let whole = (original == 'ئ').then_some(original);
            for c in whole
                .into_iter()
                .chain(std::iter::once(original).filter(|_| whole.is_none()).nfkd().filter_map(fold))
            {
                letters.push(Letter {
                    byte: plain.len(),
                    start: at,
                    end: at + 1,
                });
                plain.push(c);
                kept = true;
            }
            if !kept && let Some(last) = letters.last_mut() {
                last.end = at + 1;
            }
        }
        let tokens = tokens(&plain);
        Self { plain, tokens, letters }
    }

    /// Original scalars (end exclusive) behind bytes of `plain`; nothing for an empty range.
    pub fn scalars(&self, start: usize, end: usize) -> Option<(usize, usize)> {
        let first = self.letters.partition_point(|letter| letter.byte < start);
        let after = self.letters.partition_point(|letter| letter.byte < end);
        let (first, last) = (self.letters.get(first)?, self.letters.get(after.checked_sub(1)?)?);
        (first.start < last.end && start < end).then_some((first.start, last.end))
    }

    /// Token that begins at or after a byte of `plain`.
    pub fn token_at(&self, byte: usize) -> usize {
        self.tokens.partition_point(|token| token.start < byte)
    }
}

/// What follows `m'` in names that are written with it, so that "M'hamed" is one word and "m'hospitaliser" is not.
const AFTER_M: [&str; 9] = ["hamed", "hamid", "hammed", "hand", "barek", "barka", "diq", "rirt", "semrir"];

fn tokens(plain: &str) -> Vec<Token> {
    let mut tokens: Vec<Token> = Vec::new();
    let mut chars = plain.char_indices().peekable();
    let (mut head, mut spaced) = (true, true);
    while let Some((start, c)) = chars.next() {
        if c.is_whitespace() {
            head |= c == '\n';
            spaced = true;
            continue;
        }
        let mut end = start + c.len_utf8();
        if c.is_alphanumeric() {
            while let Some((at, _)) = chars.next_if(|(_, next)| next.is_alphanumeric()) {
                end = at + plain[at..].chars().next().map_or(1, char::len_utf8);
            }
            let (low, shape) = (plain[start..end].to_lowercase(), shape(&plain[start..end]));
            if !spaced && joins_m(&tokens, &low) {
                tokens.pop();
                if let Some(m) = tokens.last_mut() {
                    m.end = end;
                    m.low.push_str(&low);
                }
            } else {
                let bare = if shape == Shape::Arabic { bare(&low) } else { Vec::new() };
                tokens.push(Token {
                    start,
                    end,
                    low,
                    shape,
                    head,
                    spaced,
                    bare,
                });
            }
            head = false;
        } else {
            tokens.push(Token {
                start,
                end,
                low: c.to_string(),
                shape: Shape::Mark,
                head: false,
                spaced,
                bare: Vec::new(),
            });
            let opens = spaced && matches!(c, '-' | '•' | '*') && head;
            head = opens
                || matches!(c, '.' | '!' | '?' | ':' | '«' | '“' | '"' | '…' | '”')
                || (head && matches!(c, '(' | '['));
        }
        spaced = false;
    }
    // An abbreviated title does not close a sentence.
    for at in 2..tokens.len() {
        if tokens[at - 1].is(".")
            && matches!(
                tokens[at - 2].low.as_str(),
                "m" | "mr" | "mrs" | "ms" | "dr" | "mme" | "mlle" | "pr" | "prof" | "me"
            )
        {
            tokens[at].head = false;
        }
    }
    tokens
}

/// The fused particles of Arabic: what may stand before a name without a blank.
const PARTICLES: [&str; 9] = ["ول", "وب", "وف", "و", "ف", "ب", "ل", "ك", "د"];

/// An Arabic word without fused particles; للرباط is ل and الرباط. Words above 40 letters have none.
fn bare(low: &str) -> Vec<(usize, String)> {
    let mut stems = Vec::new();
    for particle in PARTICLES.into_iter().filter(|_| low.len() <= 80) {
        if let Some(rest) = low
            .strip_prefix(particle)
            .filter(|rest| rest.chars().count() >= 3 || *rest == "طه")
        {
            stems.push((particle.len(), rest.to_owned()));
            if let Some(noun) = rest.strip_prefix('ل').filter(|_| particle.ends_with('ل')) {
                stems.push((particle.len(), format!("ال{noun}")));
            }
        }
    }
    stems
}

fn joins_m(tokens: &[Token], low: &str) -> bool {
    matches!(tokens, [.., m, mark] if m.low == "m" && mark.is("'") && !mark.spaced) && AFTER_M.contains(&low)
}

fn shape(word: &str) -> Shape {
    if word.chars().all(|c| c.is_ascii_digit()) {
        return Shape::Digits;
    }
    let arabic = |c: char| matches!(c, '\u{620}'..='\u{6ff}' | '\u{750}'..='\u{77f}');
    if word.chars().any(arabic) {
        return Shape::Arabic;
    }
    let upper = word.chars().filter(|c| c.is_uppercase()).count();
    let small = word.chars().filter(|c| c.is_lowercase()).count();
    match word.chars().find(|c| c.is_alphabetic()) {
        Some(_) if upper >= 2 && small == 0 => Shape::Upper,
        Some(first) if first.is_uppercase() => Shape::Title,
        _ => Shape::Lower,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn lows(text: &str) -> Vec<String> {
        Text::new(text).tokens.into_iter().map(|token| token.low).collect()
    }

    #[test]
    fn folding_forgets_what_hands_type_differently() {
        assert_eq!(Text::new("Aït Saïd, août").plain, "Ait Said, aout");
        assert_eq!(Text::new("إِلَى الدّاوديّات ٢٠١٤").plain, "الي الداوديات 2014");
        assert_eq!(lows("l’hôpital d'Agadir"), ["l", "'", "hopital", "d", "'", "agadir"]);
        assert_eq!(lows("M'hamed m'a dit"), ["mhamed", "m", "'", "a", "dit"]);
    }

    #[test]
    fn offsets_lead_back_through_what_vanished() {
        let text = "x\u{200f}e\u{301}t ﷺ 06";
        let read = Text::new(text);
        let at = read.plain.find("et").expect("folded");
        assert_eq!(read.scalars(at, at + 2), Some((2, 5)));
        let digits = read.plain.find("06").expect("kept");
        assert_eq!(read.scalars(digits, digits + 2), Some((8, 10)));
        assert_eq!(read.scalars(0, 0), None);
    }

    #[test]
    fn heads_open_sentences_but_not_after_a_title() {
        let heads: Vec<String> = Text::new("Il dort. Omar rit. M. Omar dort : Leila")
            .tokens
            .into_iter()
            .filter(|t| t.head)
            .map(|t| t.low)
            .collect();
        assert_eq!(heads, ["il", "omar", "m", "leila"]);
    }
}
