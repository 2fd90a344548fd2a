//! Coding: marking what a passage is about. A passage is a range of one version of a story's text, a code stands in a
//! programme's codebook; who gave which code to which passage is a row elsewhere.

mod codebook;
mod highlight;
mod passage;
mod sentence;
pub mod template;

pub use codebook::{Code, Codebook, Colour, DEEPEST, MOST_CODES, NotAColour, Refused};
pub use highlight::{Segment, segments};
pub use passage::{MOST_CANDIDATES, NotAPassage, Passage, Reanchored, locate, reanchor};
pub use sentence::{LETTERS_AROUND, sentence};

pub(crate) use passage::cut;
