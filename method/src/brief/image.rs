//! A picture in a brief: what it is, and the words without which it does not go out. Sound and image of a person are personal data
//! (Moroccan law 09-08, article 1), and no program sees who can be known in a picture: somebody looks at it and says so.

use crate::language::PageLanguage;
use serde::{Deserialize, Serialize};
use thiserror::Error;

/// The most letters of what a picture shows, for whoever does not see it.
pub const ALT_LETTERS: usize = 600;
/// The most letters of its caption, and of whose it is.
pub const IMAGE_LINE_LETTERS: usize = 300;

/// How a picture is kept.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum ImageFormat {
    /// For drawings: every dot as it was.
    Png,
    /// For photographs.
    Jpeg,
}

impl ImageFormat {
    /// Its media type.
    pub const fn media_type(self) -> &'static str {
        match self {
            Self::Png => "image/png",
            Self::Jpeg => "image/jpeg",
        }
    }

    /// The ending of its file's name.
    pub const fn ending(self) -> &'static str {
        match self {
            Self::Png => "png",
            Self::Jpeg => "jpeg",
        }
    }
}

/// A picture without its dots.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Image {
    /// How it is kept.
    pub format: ImageFormat,
    /// Dots from side to side.
    pub width: u32,
    /// Dots from top to bottom.
    pub height: u32,
    /// What is said of it. Without that it stands in no brief.
    pub described: Option<Described>,
}

/// What is said of a picture by somebody who saw that nobody can be known in it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Described {
    language: PageLanguage,
    alt: String,
    caption: String,
    credit: String,
}

/// Why a picture cannot go into a brief.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Error)]
pub enum NotDescribed {
    /// Nobody said that nobody can be known in it.
    #[error("nobody said that nobody can be known in it")]
    Recognisable,
    /// It does not say what it shows.
    #[error("what it shows is not said")]
    AltMissing,
    /// It does not say whose it is.
    #[error("whose it is is not said")]
    CreditMissing,
    /// What it shows is said in more than [`ALT_LETTERS`].
    #[error("what it shows is said at too great a length")]
    AltTooLong,
    /// The caption has more than [`IMAGE_LINE_LETTERS`].
    #[error("the caption is too long")]
    CaptionTooLong,
    /// Whose it is is said in more than [`IMAGE_LINE_LETTERS`].
    #[error("whose it is is said at too great a length")]
    CreditTooLong,
}

impl Described {
    /// What is said of a picture; `is_nobody` if whoever says it looked and saw that nobody can be known in it.
    ///
    /// # Errors
    /// Everything that is missing or too long. A caption may be empty.
    pub fn new(
        language: PageLanguage,
        alt: &str,
        caption: &str,
        credit: &str,
        is_nobody: bool,
    ) -> Result<Self, Vec<NotDescribed>> {
        let [alt, caption, credit] = [alt, caption, credit].map(one_line);
        let is_longer = |text: &str, most| text.chars().count() > most;
        let wrong = [
            (alt.is_empty(), NotDescribed::AltMissing),
            (is_longer(&alt, ALT_LETTERS), NotDescribed::AltTooLong),
            (is_longer(&caption, IMAGE_LINE_LETTERS), NotDescribed::CaptionTooLong),
            (credit.is_empty(), NotDescribed::CreditMissing),
            (is_longer(&credit, IMAGE_LINE_LETTERS), NotDescribed::CreditTooLong),
            (!is_nobody, NotDescribed::Recognisable),
        ];
        let wrong: Vec<NotDescribed> = wrong.into_iter().filter_map(|(is_so, why)| is_so.then_some(why)).collect();
        if !wrong.is_empty() {
            return Err(wrong);
        }
        Ok(Self {
            language,
            alt,
            caption,
            credit,
        })
    }

    /// The language of its words.
    pub const fn language(&self) -> PageLanguage {
        self.language
    }

    /// What it shows, for whoever does not see it.
    pub fn alt(&self) -> &str {
        &self.alt
    }

    /// What stands below it; may be empty.
    pub fn caption(&self) -> &str {
        &self.caption
    }

    /// Whose it is ("Photo : ALCS, 2026").
    pub fn credit(&self) -> &str {
        &self.credit
    }
}

/// Words on one line, each parted from the next by one space.
fn one_line(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

#[cfg(test)]
mod tests {
    use super::*;

    const FRENCH: PageLanguage = PageLanguage::French;

    #[test]
    fn a_picture_is_described_before_it_goes_out() {
        let said = Described::new(FRENCH, " Une porte\nbleue ", "", "Photo : ALCS", true).unwrap();
        assert_eq!(
            (said.alt(), said.caption(), said.credit()),
            ("Une porte bleue", "", "Photo : ALCS")
        );
        let refused = [
            (("", "", "ALCS", true), NotDescribed::AltMissing),
            (("Une porte", "", " ", true), NotDescribed::CreditMissing),
            (("Une porte", "", "ALCS", false), NotDescribed::Recognisable),
        ];
        for ((alt, caption, credit, is_nobody), why) in refused {
            assert_eq!(Described::new(FRENCH, alt, caption, credit, is_nobody), Err(vec![why]));
        }
        let all = [
            NotDescribed::AltMissing,
            NotDescribed::CreditMissing,
            NotDescribed::Recognisable,
        ];
        assert_eq!(Described::new(FRENCH, "", "", "", false), Err(all.to_vec()), "said at once");
    }

    #[test]
    fn what_is_said_of_it_has_bounds() {
        let letters = |count: usize| "ب".repeat(count);
        let of = |alt: usize, caption: usize, credit: usize| {
            Described::new(FRENCH, &letters(alt), &letters(caption), &letters(credit), true).map(|_| ())
        };
        assert_eq!(of(ALT_LETTERS, IMAGE_LINE_LETTERS, IMAGE_LINE_LETTERS), Ok(()));
        assert_eq!(of(ALT_LETTERS + 1, 0, 1), Err(vec![NotDescribed::AltTooLong]));
        assert_eq!(of(1, IMAGE_LINE_LETTERS + 1, 1), Err(vec![NotDescribed::CaptionTooLong]));
        assert_eq!(of(1, 0, IMAGE_LINE_LETTERS + 1), Err(vec![NotDescribed::CreditTooLong]));
    }
}
