//! REFI-QDA, the format in which programs for qualitative analysis hand codes and codings to each other: a codebook (`.qdc`) and
//! a project (`.qdpx`, a zip of one XML file and the texts). After the standard's version 1.0 of 18 March 2019: positions are
//! Unicode code points from 0, the end not counted; texts end their lines with LF alone and stand in `sources/`.
//!
//! What comes in was written by others: sizes, depth and names are limited, a document type is refused, and no name leads to a
//! place on a disk, since nothing is ever unpacked to one.

mod counted;
mod left;
mod read;
mod sources;
#[cfg(test)]
mod tests;
pub(crate) mod unpack;
mod write;
pub(crate) mod xml;

pub use left::LeftOut;
pub use read::{read_codebook, read_project};
pub use unpack::{MOST_BYTES, MOST_ENTRIES};
pub use write::{codebook, project};
pub use xml::{DEEPEST, MOST_ELEMENTS};

use std::collections::BTreeMap;
use thiserror::Error;
use uuid::Uuid;

/// A code.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Code {
    /// Its id.
    pub id: Uuid,
    /// What it is called.
    pub name: String,
    /// What belongs under it.
    pub description: String,
    /// `#rrggbb`; empty for none.
    pub colour: String,
    /// The code above it: one earlier in the list.
    pub parent: Option<Uuid>,
}

/// Somebody who coded.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct User {
    /// Her id.
    pub id: Uuid,
    /// What she is called.
    pub name: String,
}

/// A code given to a passage.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Coding {
    /// Its id; nil if the file gives it none.
    pub id: Uuid,
    /// Which code.
    pub code: Uuid,
    /// By whom, if it is said.
    pub user: Option<Uuid>,
    /// The first letter, in Unicode code points.
    pub start: usize,
    /// The letter after the last.
    pub end: usize,
    /// When, as RFC 3339; empty if it is not said.
    pub at: String,
}

/// A text with its codings. It may hold words of a story: no `Debug`.
#[derive(Clone, PartialEq, Eq)]
pub struct Source {
    /// Its id; nil if the file gives it none.
    pub id: Uuid,
    /// What it is called.
    pub name: String,
    /// The text, with LF at the ends of lines.
    pub text: String,
    /// The codings.
    pub codings: Vec<Coding>,
}

/// A project. It may hold words of stories: no `Debug`.
#[derive(Clone, Default, PartialEq, Eq)]
pub struct Project {
    /// What it is called.
    pub name: String,
    /// The program that wrote it; what is written says ours, whatever stands here.
    pub origin: String,
    /// Who coded.
    pub users: Vec<User>,
    /// The codes, each after the one above it.
    pub codes: Vec<Code>,
    /// The texts.
    pub sources: Vec<Source>,
    /// What else the file holds, which is not read: how many of each kind. Nothing of it is written.
    pub left_out: BTreeMap<LeftOut, usize>,
}

/// Why a file is no codebook or project of ours to read. No word of it is repeated.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Error)]
pub enum NotRefi {
    /// It is no zip, or a damaged or encrypted one.
    #[error("no zip file that can be read")]
    Zip,
    /// It has more than [`MOST_ENTRIES`] files or unpacks to more than [`MOST_BYTES`].
    #[error("at most {MOST_ENTRIES} files and {MOST_BYTES} bytes")]
    TooLarge,
    /// A name in it leads out of it, or stands there twice.
    #[error("a name in the file leads elsewhere")]
    Path,
    /// `project.qde` is not there.
    #[error("project.qde is missing")]
    NoProject,
    /// Its XML is not well formed, not in UTF-8, or of another kind.
    #[error("the XML cannot be read")]
    Xml,
    /// Its XML brings a document type, or an entity of its own: neither belongs there.
    #[error("a document type or entity is refused")]
    Entities,
    /// Its XML has more than [`MOST_ELEMENTS`] elements or is deeper than [`DEEPEST`].
    #[error("at most {MOST_ELEMENTS} elements, {DEEPEST} deep")]
    TooMany,
}

/// Why a project cannot be written.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Error)]
#[error("the project could not be written")]
pub struct NotWritten;
