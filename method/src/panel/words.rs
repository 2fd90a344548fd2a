//! Words that a group writes: sentences, questions, criteria. Parsed once, trusted afterwards, never printed.

use super::{Panel, Refused};
use crate::id::StoryId;
use serde::{Deserialize, Serialize};
use std::fmt;
use unicode_segmentation::UnicodeSegmentation;

/// Words that the group wrote: trimmed, never blank, at most [`Words::MOST`] characters; or removed after a withdrawal.
/// They may tell of a story, so they do not print.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Words(String);

impl Words {
    /// The longest text, in Unicode scalar values.
    pub const MOST: usize = 4000;

    /// A text as it was written.
    ///
    /// # Errors
    /// [`Refused::Blank`], [`Refused::TooLong`].
    pub fn new(text: &str) -> Result<Self, Refused> {
        let text = text.trim();
        if text.unicode_words().next().is_none() {
            return Err(Refused::Blank);
        }
        if text.chars().count() > Self::MOST {
            return Err(Refused::TooLong { most: Self::MOST });
        }
        Ok(Self(text.to_owned()))
    }

    /// A text of at least `needed` words, counted as Unicode counts them in any script.
    ///
    /// # Errors
    /// [`Refused::ReasonTooShort`], and as [`Words::new`].
    pub fn reason(text: &str, needed: usize) -> Result<Self, Refused> {
        let reason = Self::new(text)?;
        let words = reason.0.unicode_words().count();
        if words < needed {
            return Err(Refused::ReasonTooShort { needed, words });
        }
        Ok(reason)
    }

    /// The text; `None` once it was removed.
    pub fn text(&self) -> Option<&str> {
        (!self.0.is_empty()).then_some(self.0.as_str())
    }

    pub(super) fn remove(&mut self) {
        self.0.clear();
    }
}

impl fmt::Debug for Words {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Words({} words)", self.0.unicode_words().count())
    }
}

/// A question raised about a story.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Question {
    /// The story.
    pub about: StoryId,
    /// The question.
    pub words: Words,
}

/// A criterion that the group found itself using, and how much it counted. Never fixed before reading.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Criterion {
    name: Words,
    weight: Option<u8>,
}

impl Criterion {
    /// A criterion; its relative importance, 1 to 100, may be left open.
    ///
    /// # Errors
    /// [`Refused::Blank`], [`Refused::TooLong`], [`Refused::WeightOutOfBounds`].
    pub fn new(name: &str, weight: Option<u8>) -> Result<Self, Refused> {
        if weight.is_some_and(|weight| !(1..=100).contains(&weight)) {
            return Err(Refused::WeightOutOfBounds);
        }
        let name = Words::new(name)?;
        Ok(Self { name, weight })
    }

    /// Its name.
    pub fn name(&self) -> &str {
        &self.name.0
    }

    /// Its relative importance, 1 to 100.
    pub const fn weight(&self) -> Option<u8> {
        self.weight
    }
}

impl Panel {
    /// The questions raised about stories still before the panel; when closed they stand in the record.
    pub fn questions(&self) -> &[Question] {
        self.sitting().map_or(&[], |sitting| &sitting.questions)
    }
}
