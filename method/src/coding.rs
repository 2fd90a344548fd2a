//! Coding: marking what a passage is about. A passage is a range of one version of a story's text, a code stands in a
//! programme's codebook; who gave which code to which passage is a row elsewhere.

mod code;
mod codebook;
mod elsewhere;
mod highlight;
pub mod history;
mod new_code;
mod passage;
pub mod reasons;
mod sentence;
mod sight;
pub mod template;

pub use code::{Branch, Code, CodeWords, Colour, NotAColour, Step};
pub use codebook::{Codebook, DEEPEST, MOST_CODES, Refused};
pub use elsewhere::{meant, places};
pub use highlight::{Segment, segments};
pub use new_code::{LABEL_LETTERS, NotALabel, field_of, in_one, label, without_words};
pub use passage::{MOST_CANDIDATES, NotAPassage, Passage, Reanchored, locate, reanchor};
pub use sentence::{LETTERS_AROUND, sentence, sentences};
pub use sight::{Sight, sight};

pub(crate) use passage::cut;
