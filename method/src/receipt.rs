//! The slip with which a storyteller comes back: through a worker of the clinic with a short number and a sign of her own
//! choice, or alone with a long number. It looks like an appointment slip and tells a finder nothing (after the receipts of
//! `GlobaLeaks`; `docs/decisions/011-slips.md`).

use crate::letters::plain;
use crate::limit::Limit;
use unicode_normalization::UnicodeNormalization;

/// Digits of the number on every slip. It opens nothing without the sign, and only at the clinic that gave it.
pub const SLIP_DIGITS: usize = 8;
/// Digits of the number with which she asks alone.
pub const LONG_DIGITS: usize = 16;
/// Letters of a word that is her sign, at least and at most.
pub const WORD_LETTERS: std::ops::RangeInclusive<usize> = 3..=40;
/// So many pictures are a sign.
pub const PICTURES_OF_A_SIGN: usize = 3;

/// Wrong slips that one worker may try.
pub const AT_A_DESK: Limit = Limit {
    tries: 20,
    minutes: 24 * 60,
};
/// Wrong long numbers that everybody together may try.
pub const ALONE: Limit = Limit { tries: 100, minutes: 60 };

/// A picture that can be told apart and remembered without reading.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Picture {
    /// A sun.
    Sun,
    /// A moon.
    Moon,
    /// A star.
    Star,
    /// A house.
    House,
    /// A tree.
    Tree,
    /// A flower.
    Flower,
    /// A fish.
    Fish,
    /// A bird.
    Bird,
    /// A key.
    Key,
    /// A cup.
    Cup,
    /// A boat.
    Boat,
    /// A mountain.
    Mountain,
    /// An umbrella.
    Umbrella,
    /// A hand.
    Hand,
    /// A comb.
    Comb,
    /// A drop.
    Drop,
}

impl Picture {
    /// All sixteen.
    pub const ALL: [Self; 16] = [
        Self::Sun,
        Self::Moon,
        Self::Star,
        Self::House,
        Self::Tree,
        Self::Flower,
        Self::Fish,
        Self::Bird,
        Self::Key,
        Self::Cup,
        Self::Boat,
        Self::Mountain,
        Self::Umbrella,
        Self::Hand,
        Self::Comb,
        Self::Drop,
    ];

    /// Its name in files and forms.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Sun => "sun",
            Self::Moon => "moon",
            Self::Star => "star",
            Self::House => "house",
            Self::Tree => "tree",
            Self::Flower => "flower",
            Self::Fish => "fish",
            Self::Bird => "bird",
            Self::Key => "key",
            Self::Cup => "cup",
            Self::Boat => "boat",
            Self::Mountain => "mountain",
            Self::Umbrella => "umbrella",
            Self::Hand => "hand",
            Self::Comb => "comb",
            Self::Drop => "drop",
        }
    }

    /// The picture of a name.
    pub fn of(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|one| one.name() == name)
    }
}

/// Her sign: a word, or three pictures in their order.
#[derive(Clone, PartialEq, Eq)]
pub enum Sign {
    /// A word of her own.
    Word(String),
    /// Three pictures; the same may come twice.
    Pictures([Picture; PICTURES_OF_A_SIGN]),
}

impl std::fmt::Debug for Sign {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        // It opens a slip.
        f.write_str("Sign")
    }
}

impl Sign {
    /// A word as a sign; none unless it has [`WORD_LETTERS`] letters.
    pub fn word(typed: &str) -> Option<Self> {
        let word = fold(typed.trim());
        WORD_LETTERS.contains(&word.chars().count()).then_some(Self::Word(word))
    }

    /// One text for every way to write the same sign: capitals, accents and the vowel marks of Arabic do not count.
    pub fn normal_form(&self) -> String {
        match self {
            Self::Word(word) => format!("word {}", fold(word)),
            Self::Pictures(pictures) => format!("pictures {}", pictures.map(Picture::name).join(" ")),
        }
    }
}

/// A word without what is typed differently: capitals, accents, vowel marks.
fn fold(word: &str) -> String {
    word.nfkd().filter_map(plain).flat_map(char::to_lowercase).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    /// Codes of a slip whose sign a guesser knows to be one of sixteen.
    const SLIPS: f64 = 1e8 * 16.0;

    #[test]
    fn guessing_is_hopeless_within_the_limits() {
        // A dishonest worker of a clinic with 400 slips who tries every day of a year, and knows half of what a sign can be.
        assert!(AT_A_DESK.chance(400, SLIPS, 365) < 0.01);
        // Everybody on the open page, every hour of a year, against 10,000 slips.
        assert!(ALONE.chance(10_000, 1e16, 365) < 1e-6);
        // The control: the short number alone on the open page would be found.
        assert!(ALONE.chance(10_000, 1e8, 365) > 0.99);
    }

    #[test]
    fn pictures_have_names_of_their_own() {
        for picture in Picture::ALL {
            assert_eq!(Picture::of(picture.name()), Some(picture));
        }
        assert_eq!(Picture::of("knife"), None);
    }

    #[test]
    fn a_word_is_itself_however_it_is_written() {
        let normal = |typed: &str| Sign::word(typed).map(|sign| sign.normal_form());
        assert_eq!(normal(" Étoile "), normal("etoile"));
        assert_eq!(normal("زَيْتون"), normal("زيتون"));
        assert_ne!(normal("figue"), normal("figues"));
        assert_eq!(normal("ab"), None);
        assert_eq!(normal(&"a".repeat(41)), None);
        assert_ne!(
            normal("sun sun sun"),
            Some(Sign::Pictures([Picture::Sun; PICTURES_OF_A_SIGN]).normal_form())
        );
    }

    proptest! {
        #[test]
        fn a_longer_search_or_more_slips_never_makes_guessing_harder(slips in 1..10_000_u32, days in 1..1_000_u32) {
            let chance = |slips, days| AT_A_DESK.chance(slips, SLIPS, days);
            prop_assert!(chance(slips, days) <= chance(slips + 1, days));
            prop_assert!(chance(slips, days) <= chance(slips, days + 1));
        }
    }
}
