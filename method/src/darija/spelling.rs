//! Letters of both scripts as sounds.

/// How many rows of sounds a spelling may stand for, at most.
const VARIANTS: usize = 8;

/// A sound of a word.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Sound {
    /// A consonant; a capital where two Arabic letters share a Latin one: `H` ح, `S` ش, `G` غ, `W` and `Y` at the beginning.
    Consonant(char),
    /// `a`, `i` or `u`, as Arabic letters write them.
    Vowel(char),
}

/// What a letter, or two, may stand for: one sound, or one of several.
#[derive(Clone, Copy, Debug)]
pub(super) enum Heard {
    /// Nothing that is heard.
    Silent,
    /// A consonant.
    One(char),
    /// One of two.
    Either(char, char),
    /// A consonant that many leave out in Latin letters.
    Weak(char),
    /// The "h" at the end of "-ah": nothing, or a consonant.
    Ending,
    /// The "dh" of "3dham" and of "wladhom": one sound, or two.
    Dh,
    /// The ة behind a long vowel: a "t" that is heard, or none.
    Marbuta,
    /// A vowel.
    Vowel(char),
}

/// What the letters of a folded word may stand for.
pub(super) fn sounds(word: &str) -> Vec<Heard> {
    let letters: Vec<char> = word.chars().collect();
    if !is_spelling(&letters) {
        return Vec::new();
    }
    let mut all = Vec::new();
    let mut at = 0;
    while let Some(letter) = letters.get(at).copied() {
        let next = letters.get(at + 1).copied();
        let (heard, taken) = if letter.is_ascii() {
            let is_first = at == 0 || (at == 1 && letter == 'w' && letters[0] == 'a');
            latin(letter, next, is_first)
        } else {
            let is_first = at == 0 || (at == 1 && letter == 'و' && letters[0] == 'ا');
            let is_open = letter == 'ة' && at > 0 && letters[at - 1] == 'ا';
            let heard = if is_open {
                Heard::Marbuta
            } else {
                arabic(letter, is_first, next.is_none())
            };
            (heard, 1)
        };
        all.push(heard);
        at += taken;
    }
    // "-ah" and "-a" are one ending, and so are ة and ه.
    if letters.len() > 2 && letters.ends_with(&['h']) && !letters.ends_with(&['c', 'h']) {
        let before = letters[letters.len() - 2];
        if "aeiouy".contains(before) {
            all.pop();
            all.push(Heard::Ending);
        }
    }
    all
}

/// A number, or a number among letters, is no word.
fn is_spelling(letters: &[char]) -> bool {
    let digits = letters.iter().filter(|letter| letter.is_ascii_digit()).count();
    let unheard = letters.iter().any(|letter| matches!(letter, '0' | '1' | '4'));
    letters.len() > digits
        && !unheard
        && letters
            .windows(3)
            .all(|three| three.iter().any(|letter| !letter.is_ascii_digit()))
}

fn latin(letter: char, next: Option<char>, is_first: bool) -> (Heard, usize) {
    use Heard::{Either, One, Silent, Vowel};
    let before_vowel = next.is_some_and(|next| "aeiouy".contains(next));
    match (letter, next) {
        ('k', Some('h')) => (One('x'), 2),
        ('g', Some('h')) => (One('G'), 2),
        ('c' | 's', Some('h')) => (One('S'), 2),
        ('t', Some('h')) => (One('t'), 2),
        ('d', Some('h')) => (Heard::Dh, 2),
        ('p', Some('h')) => (One('f'), 2),
        ('d', Some('j')) => (One('j'), 2),
        ('q', Some('u')) => (Either('q', 'k'), 2),
        ('o', Some('u' | 'w')) if is_first => (One('W'), 2),
        ('w', _) if is_first => (One('W'), 1),
        ('y', _) if is_first => (One('Y'), 1),
        ('i', _) if is_first && before_vowel => (One('Y'), 1),
        // What a word begins with, a hamza carries: it is not heard.
        ('a' | 'e' | 'i' | 'o' | 'u', _) if is_first => (Silent, 1),
        ('o', Some('u' | 'o' | 'w')) => (Vowel('u'), 2),
        ('a', _) => (Vowel('a'), 1),
        ('i' | 'y', _) => (Vowel('i'), 1),
        ('o' | 'u' | 'w', _) => (Vowel('u'), 1),
        ('3', _) => (One('3'), 1),
        ('5', _) => (One('x'), 1),
        ('6', _) => (One('t'), 1),
        ('7', _) => (One('H'), 1),
        ('8', _) => (Either('G', 'h'), 1),
        ('h', _) => (Either('h', 'H'), 1),
        ('g', _) => (Either('k', 'q'), 1),
        ('9' | 'q', _) => (One('q'), 1),
        ('c', Some('e' | 'i' | 'y')) => (One('s'), 1),
        ('c' | 'k', _) => (One('k'), 1),
        ('p' | 'b', _) => (One('b'), 1),
        ('v' | 'f', _) => (One('f'), 1),
        ('d' | 'j' | 'l' | 'm' | 'n' | 'r' | 's' | 't' | 'x' | 'z', _) => (One(letter), 1),
        _ => (Silent, 1),
    }
}

fn arabic(letter: char, is_first: bool, is_last: bool) -> Heard {
    use Heard::{Either, One, Silent, Vowel, Weak};
    match letter {
        'ا' if is_first => Silent,
        'ا' | 'ة' => Vowel('a'),
        'و' if is_first => One('W'),
        'و' => Vowel('u'),
        'ي' if is_first => One('Y'),
        'ي' => Vowel('i'),
        'ه' if is_last => Silent,
        'ه' => One('h'),
        'ب' => One('b'),
        'ت' | 'ث' | 'ط' => One('t'),
        'ج' => One('j'),
        'ح' => One('H'),
        'خ' => One('x'),
        'د' | 'ذ' | 'ض' | 'ظ' => One('d'),
        'ر' => One('r'),
        'ز' => One('z'),
        'س' | 'ص' => One('s'),
        'ش' => One('S'),
        'ع' => Weak('3'),
        'غ' => One('G'),
        'ف' => One('f'),
        'ق' => One('q'),
        'ك' => One('k'),
        'ڭ' => Either('k', 'q'),
        'ل' => One('l'),
        'م' => One('m'),
        'ن' => One('n'),
        _ => Silent,
    }
}

/// Each row of sounds that a spelling may stand for.
pub(super) fn variants(heard: &[Heard]) -> Vec<Vec<Sound>> {
    let mut all: Vec<Vec<Sound>> = vec![Vec::new()];
    // A weak consonant is left out only where three others stay.
    let strong = heard
        .iter()
        .filter(|one| matches!(one, Heard::One(_) | Heard::Either(..)))
        .count();
    let consonants = |letters: &str| letters.chars().map(Sound::Consonant).collect::<Vec<_>>();
    for one in heard {
        let choices: Vec<Vec<Sound>> = match *one {
            Heard::Silent => continue,
            Heard::Vowel(sound) => vec![vec![Sound::Vowel(sound)]],
            Heard::Either(first, second) => vec![vec![Sound::Consonant(first)], vec![Sound::Consonant(second)]],
            Heard::Weak(sound) if strong >= 3 => vec![vec![Sound::Consonant(sound)], Vec::new()],
            Heard::One(sound) | Heard::Weak(sound) => vec![vec![Sound::Consonant(sound)]],
            Heard::Ending => vec![Vec::new(), consonants("H"), consonants("h")],
            Heard::Dh => vec![consonants("d"), consonants("dh")],
            Heard::Marbuta => vec![Vec::new(), consonants("t")],
        };
        let choices = if all.len() * choices.len() > VARIANTS {
            &choices[..1]
        } else {
            &choices[..]
        };
        let with = |choice: &Vec<Sound>| {
            let rows = all.iter().map(|row| [row.as_slice(), choice].concat());
            rows.collect::<Vec<_>>()
        };
        all = choices.iter().flat_map(with).collect();
    }
    all
}
