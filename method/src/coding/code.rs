//! One code: what is said of it and how it is drawn.

use crate::id::CodeId;
use crate::language::{InThree, PageLanguage};
use serde::{Deserialize, Serialize};
use thiserror::Error;

/// One of the eight colours in which highlights are drawn: 1 to 8, named in the style sheet.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(try_from = "u8", into = "u8")]
pub struct Colour(u8);

/// Not a number from 1 to 8.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Error)]
#[error("a colour is 1 to 8")]
pub struct NotAColour;

impl TryFrom<u8> for Colour {
    type Error = NotAColour;

    fn try_from(number: u8) -> Result<Self, NotAColour> {
        (1..=8).contains(&number).then_some(Self(number)).ok_or(NotAColour)
    }
}

impl From<Colour> for u8 {
    fn from(colour: Colour) -> Self {
        colour.0
    }
}

impl Colour {
    /// Number 1 to 8; one outside of it is counted round.
    pub(super) const fn around(number: u8) -> Self {
        Self(number.wrapping_sub(1) % 8 + 1)
    }
}

/// What is said of a code.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct CodeWords {
    /// What it is called.
    pub labels: InThree,
    /// What belongs under it; may be empty.
    pub definition: InThree,
    /// What does not belong under it, and where that goes instead; may be empty.
    #[serde(default)]
    pub excludes: InThree,
    /// Words that would bear it, made up; may be empty.
    #[serde(default)]
    pub examples: InThree,
    /// How its highlights are drawn.
    pub colour: Colour,
}

impl CodeWords {
    /// A code of which nothing is said but its name.
    pub fn named(labels: InThree, colour: Colour) -> Self {
        Self {
            labels,
            definition: InThree::default(),
            excludes: InThree::default(),
            examples: InThree::default(),
            colour,
        }
    }
}

/// What the codes below a topmost code name, where it is not themes.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Branch {
    /// Who appears: the police, the family, the clinic.
    Actors,
    /// What an actor does in the story: harms, helps, receives, is missing.
    Parts,
}

/// A code.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Code {
    /// Its id.
    pub id: CodeId,
    /// What is said of it.
    #[serde(flatten)]
    pub words: CodeWords,
    /// The code above it; none at the top.
    pub parent: Option<CodeId>,
    /// Whether it is given no more; passages that bear it keep it.
    #[serde(default)]
    pub is_retired: bool,
    /// What the codes below it name; themes, where nothing is said.
    #[serde(default)]
    pub branch: Option<Branch>,
}

impl Code {
    /// A code that is given.
    pub const fn new(id: CodeId, words: CodeWords, parent: Option<CodeId>) -> Self {
        Self {
            id,
            words,
            parent,
            is_retired: false,
            branch: None,
        }
    }

    /// What it is called in a page's language.
    pub fn label(&self, language: PageLanguage) -> &str {
        self.words.labels.get(language)
    }
}

/// To which side a code goes among those with the same parent.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Step {
    /// Before the one that stood before it.
    Up,
    /// After the one that stood after it.
    Down,
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn colours_are_one_to_eight() {
        assert_eq!(Colour::try_from(0), Err(NotAColour));
        assert_eq!(Colour::try_from(9), Err(NotAColour));
        assert_eq!(Colour::try_from(8).map(u8::from), Ok(8));
        assert!(serde_json::from_str::<Colour>("9").is_err());
    }
}
