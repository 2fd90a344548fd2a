//! From a file that somebody chose to codes and passages, whatever program wrote it.

use super::taguette;
use archive_export::refi::{self, NotRefi};
use std::collections::BTreeSet;
use std::ops::Range;
use thiserror::Error;
use uuid::Uuid;

/// The most bytes of a file.
pub const FILE_BYTES: usize = 16 * 1024 * 1024;
/// The most passages of a file.
pub(super) const MOST_PASSAGES: usize = 20_000;

/// Why a file is not taken. No word of it is repeated.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Error)]
pub enum NotTaken {
    /// It is neither a codebook nor a project that we read.
    #[error("no file of a kind that is read here")]
    Unknown,
    /// REFI-QDA that we do not read.
    #[error(transparent)]
    Refi(#[from] NotRefi),
    /// More than [`FILE_BYTES`] or too many passages.
    #[error("the file is too large")]
    TooLarge,
    /// It holds no code.
    #[error("the file holds no code")]
    NoCode,
}

/// A code of a file.
pub(super) struct Code {
    /// Its id there, if it has one.
    pub(super) id: Uuid,
    pub(super) name: String,
    pub(super) description: String,
    pub(super) colour: String,
    pub(super) parent: Option<Uuid>,
}

/// A coded passage of a file. It may hold words of a story: no `Debug`.
pub(super) struct Passage {
    /// The id of the text that it stands in: the excerpt's, if we wrote the file.
    pub(super) source: Uuid,
    pub(super) source_name: String,
    /// Where it stands in that text.
    pub(super) letters: Range<usize>,
    pub(super) words: String,
    pub(super) code: Uuid,
}

/// What a file holds.
#[derive(Default)]
pub(super) struct Taken {
    /// Each after the one above it.
    pub(super) codes: Vec<Code>,
    pub(super) passages: Vec<Passage>,
    /// How many codings point to letters or codes that their file does not have.
    pub(super) broken: usize,
}

/// Reads a file by what it holds, not by its name.
pub(super) fn read(bytes: &[u8]) -> Result<Taken, NotTaken> {
    if bytes.len() > FILE_BYTES {
        return Err(NotTaken::TooLarge);
    }
    let start = bytes.strip_prefix("\u{feff}".as_bytes()).unwrap_or(bytes).trim_ascii_start();
    let taken = if bytes.starts_with(b"PK\x03\x04") {
        project(refi::read_project(bytes)?)?
    } else if start.starts_with(b"<") {
        Taken {
            codes: refi::read_codebook(bytes)?.into_iter().map(code).collect(),
            ..Taken::default()
        }
    } else {
        taguette::table(bytes)?
    };
    with_codes(taken)
}

/// Refuses what holds no code.
pub(super) fn with_codes(taken: Taken) -> Result<Taken, NotTaken> {
    if taken.codes.is_empty() {
        return Err(NotTaken::NoCode);
    }
    Ok(taken)
}

fn code(code: refi::Code) -> Code {
    Code {
        id: code.id,
        name: code.name,
        description: code.description,
        colour: code.colour,
        parent: code.parent,
    }
}

fn project(project: refi::Project) -> Result<Taken, NotTaken> {
    let mut taken = Taken {
        codes: project.codes.into_iter().map(code).collect(),
        ..Taken::default()
    };
    let known: BTreeSet<Uuid> = taken.codes.iter().map(|code| code.id).collect();
    // The same words with the same code, said by several coders of the file, are one passage here.
    let mut seen = BTreeSet::new();
    for source in project.sources {
        let letters: Vec<char> = source.text.chars().collect();
        for coding in source.codings {
            let words = letters.get(coding.start..coding.end).filter(|words| !words.is_empty());
            let (Some(words), true) = (words, known.contains(&coding.code)) else {
                taken.broken += 1;
                continue;
            };
            if !seen.insert((source.id, coding.start, coding.end, coding.code)) {
                continue;
            }
            if taken.passages.len() >= MOST_PASSAGES {
                return Err(NotTaken::TooLarge);
            }
            taken.passages.push(Passage {
                source: source.id,
                source_name: source.name.clone(),
                letters: coding.start..coding.end,
                words: words.iter().collect(),
                code: coding.code,
            });
        }
    }
    Ok(taken)
}
