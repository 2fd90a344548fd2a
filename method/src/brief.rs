//! A brief: an advocacy officer's Markdown, read into typed blocks that a page or a file can write without judging them again.
//! It resolves nothing: what an excerpt says and whether consent still holds is asked elsewhere, by the ids found here.
//!
//! Raw HTML stays visible text, images leave their description, and a link keeps its address only if it is a [`Href`].

mod addressee;
mod balance;
mod card;
mod image;
pub mod prose;
mod read;
mod recall;
mod reference;
mod review;
mod template;
#[cfg(test)]
mod tests;
mod tongue;
mod wording;

pub use addressee::{ADDRESSEE_LETTERS, Addressee};
pub use balance::{Cited, Counsel, ISSUES_A_YEAR, Wear, counsel, is_recent, unverified};
pub use card::{CARD_LETTERS, card_places};
pub use image::{ALT_LETTERS, Described, IMAGE_LINE_LETTERS, Image, ImageFormat, NotDescribed};
pub use read::parse;
pub use recall::{Places, is_owed, places};
pub use reference::{CONTENTS, Reference, chart_of, line_of, without_excerpt};
pub use review::{NotRemarked, REMARK_LETTERS, Remark, signed_off};
pub use template::{Placeholder, TemplateKind};
pub use tongue::{tongue, tongue_of_all};
pub use wording::{
    Attribution, Speech, attribution, chart_line, contents_title, footer, notes_title, quoted, source_line, told_in,
};

use crate::id::{ExcerptId, ImageId, IndicatorId};
use thiserror::Error;

/// The longest brief, in bytes of Markdown.
pub const LONGEST: usize = 200_000;
/// How deep lists, quotes and emphasis may stand in each other.
pub const DEEPEST: usize = 50;
/// The most columns of a table.
pub const WIDEST: usize = 30;
/// The most places in a brief at which pictures stand: each file carries each of them.
pub const MOST_IMAGES: usize = 30;

/// A brief as it was read.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Brief {
    /// From top to bottom.
    pub blocks: Vec<Block>,
    /// The placeholders that are left, each with its line; they stand among the blocks as they were typed.
    pub left: Vec<(usize, Placeholder)>,
}

/// A block at the top of a brief: the only place where a reference can stand.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Block {
    /// The officer's own words.
    Prose(Prose),
    /// `{{excerpt:ID}}`: an approved excerpt as a quotation.
    Excerpt(ExcerptId),
    /// `{{figure:ID}}`: a table of indicators.
    Figure(IndicatorId),
    /// `{{chart:ID}}`: a table of indicators with its numbers drawn as bars.
    Chart(IndicatorId),
    /// `{{image:ID}}`: a picture.
    Image(ImageId),
    /// `{{contents}}`: the headings of the brief, each leading to its place.
    Contents,
}

/// The officer's own words.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Prose {
    /// A heading that is not empty.
    Heading {
        /// 1 to 6, as written: steps may be skipped.
        level: u8,
        /// Its words.
        inlines: Vec<Inline>,
    },
    /// A paragraph.
    Paragraph(Vec<Inline>),
    /// A list.
    List {
        /// The first number of a numbered list; none for bullets.
        start: Option<u64>,
        /// Each point.
        points: Vec<Vec<Prose>>,
    },
    /// A table: at most [`WIDEST`] columns, each row as long as the head.
    Table {
        /// The names of the columns.
        head: Row,
        /// The rows below.
        rows: Vec<Row>,
    },
    /// Words quoted from elsewhere, not from a story.
    Quote(Vec<Prose>),
    /// Text to be shown as it was typed, with its line breaks.
    Code(String),
    /// A line between two parts.
    Rule,
}

/// The cells of a table's row.
pub type Row = Vec<Vec<Inline>>;

/// A part of a line.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Inline {
    /// Words: to be escaped by whoever writes them.
    Text(String),
    /// Stressed.
    Emphasis(Vec<Inline>),
    /// Stressed strongly.
    Strong(Vec<Inline>),
    /// As it was typed.
    Code(String),
    /// A link to an address that may be followed. A link to any other address is its words alone.
    Link {
        /// Where to.
        href: Href,
        /// Its words.
        inlines: Vec<Inline>,
    },
    /// A break that the officer asked for.
    LineBreak,
    /// `[^name]`: a footnote, with its words; its paragraphs are parted by breaks. There is none inside another.
    Note(Vec<Inline>),
}

/// An address that may be followed: `http`, `https` or `mailto`, at most 2,000 bytes, no space, no control character.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Href(String);

impl Href {
    /// The address, if it may be followed.
    pub fn new(address: &str) -> Option<Self> {
        let address = address.trim();
        let follows = |scheme: &str| {
            let start = address
                .get(..scheme.len())
                .is_some_and(|start| start.eq_ignore_ascii_case(scheme));
            start && address.len() > scheme.len()
        };
        let clean = address.len() <= 2_000 && !address.chars().any(|c| c.is_whitespace() || c.is_control());
        (clean && ["http://", "https://", "mailto:"].into_iter().any(follows)).then(|| Self(address.to_owned()))
    }

    /// The address as text: to be escaped by whoever writes it.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl Brief {
    /// What the brief refers to: each reference once, in the order in which they first stand.
    pub fn references(&self) -> Vec<Reference> {
        let mut found = Vec::new();
        for block in &self.blocks {
            let reference = match block {
                Block::Prose(_) | Block::Contents => continue,
                Block::Excerpt(id) => Reference::Excerpt(*id),
                // What is drawn is the table: it is looked up, kept and weighed as one.
                Block::Figure(id) | Block::Chart(id) => Reference::Figure(*id),
                Block::Image(id) => Reference::Image(*id),
            };
            if !found.contains(&reference) {
                found.push(reference);
            }
        }
        found
    }
}

/// Why a brief cannot be read. `line` counts from 1. `found` is what stands there as far as it has the shape of a reference
/// (`{{excrept:…}}`); words of a person never get into it.
#[derive(Clone, Debug, PartialEq, Eq, Error)]
pub enum BriefError {
    /// More than [`LONGEST`] bytes.
    #[error("the brief has {bytes} bytes, more than {LONGEST}")]
    TooLong {
        /// How many there are.
        bytes: usize,
    },
    /// More than [`DEEPEST`] things inside each other.
    #[error("line {line}: more than {DEEPEST} lists, quotes or stresses inside each other")]
    TooDeep {
        /// Where.
        line: usize,
    },
    /// A table of more than [`WIDEST`] columns.
    #[error("line {line}: a table of more than {WIDEST} columns")]
    TooWide {
        /// Where.
        line: usize,
    },
    /// Pictures at more than [`MOST_IMAGES`] places.
    #[error("line {line}: pictures at more than {MOST_IMAGES} places")]
    TooManyImages {
        /// Where the first stands that is too many.
        line: usize,
    },
    /// A footnote inside a footnote.
    #[error("line {line}: a note inside a note")]
    NoteInNote {
        /// Where.
        line: usize,
    },
    /// The words of a footnote to which nothing leads: they would not be printed.
    #[error("line {line}: no sign in the text leads to this note")]
    NoteUnused {
        /// Where.
        line: usize,
    },
    /// `{{…:…}}` with a word that is none of `excerpt`, `figure`, `chart`, `image`.
    #[error("line {line}: {found} is no kind of reference")]
    UnknownReference {
        /// Where.
        line: usize,
        /// The shape of what stands there.
        found: String,
    },
    /// `{{fill:…}}` with a word that is no placeholder.
    #[error("line {line}: {found} is no placeholder")]
    UnknownPlaceholder {
        /// Where.
        line: usize,
        /// What stands there.
        found: String,
    },
    /// `{{` without an id, with an id that is none, or never closed.
    #[error("line {line}: {found} is not a whole reference")]
    MalformedReference {
        /// Where.
        line: usize,
        /// The shape of what stands there.
        found: String,
    },
    /// A reference inside a sentence, a list, a table or a quote: it needs a paragraph of its own.
    #[error("line {line}: {found} does not stand in a paragraph of its own")]
    MisplacedReference {
        /// Where.
        line: usize,
        /// The shape of what stands there.
        found: String,
    },
}
