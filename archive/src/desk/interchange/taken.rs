//! From a file that somebody chose to codes and passages, whatever program wrote it.

use super::taguette;
use archive_export::refi::{self, LeftOut, NotRefi};
use std::collections::{BTreeMap, BTreeSet};
use std::ops::Range;
use thiserror::Error;
use uuid::Uuid;

/// The most bytes of a file.
pub const FILE_BYTES: usize = 16 * 1024 * 1024;
/// The most passages of a file.
pub(super) const MOST_PASSAGES: usize = 20_000;
/// The most bytes of the words of all of them: passages may overlap, so that a small file could fill the memory.
pub(super) const MOST_WORDS: usize = 16 * 1024 * 1024;
/// The most codes of a file, most of them known already: a codebook holds far less.
pub(super) const MOST_CODES: usize = 5_000;

/// Why a file is not taken. No word of it is repeated.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Error)]
pub enum NotTaken {
    /// It is neither a codebook nor a project that we read.
    #[error("no file of a kind that is read here")]
    Unknown,
    /// REFI-QDA that we do not read.
    #[error(transparent)]
    Refi(#[from] NotRefi),
    /// More than [`FILE_BYTES`], or too many codes or passages.
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

/// A text of a file. It may hold words of a story: no `Debug`.
pub(super) struct Text {
    /// Its id: the excerpt's, if we wrote the file.
    pub(super) id: Uuid,
    pub(super) name: String,
    /// Its letters; none if the file does not hold them.
    pub(super) letters: Vec<char>,
}

/// A coded passage of a file. It may hold words of a story: no `Debug`.
pub(super) struct Passage {
    /// Which of the texts it stands in.
    pub(super) text: usize,
    /// Where it stands there; empty if that is not known.
    pub(super) letters: Range<usize>,
    pub(super) words: String,
    pub(super) code: Uuid,
}

/// What a file holds.
#[derive(Default)]
pub(super) struct Taken {
    /// Each after the one above it.
    pub(super) codes: Vec<Code>,
    pub(super) texts: Vec<Text>,
    pub(super) passages: Vec<Passage>,
    /// How many of each kind are not read.
    pub(super) left_out: BTreeMap<LeftOut, usize>,
    /// The bytes of all words.
    pub(super) words: usize,
}

impl Taken {
    /// Adds a passage, if there is room.
    pub(super) fn add(&mut self, passage: Passage) -> Result<(), NotTaken> {
        self.words += passage.words.len();
        if self.passages.len() >= MOST_PASSAGES || self.words > MOST_WORDS {
            return Err(NotTaken::TooLarge);
        }
        self.passages.push(passage);
        Ok(())
    }

    /// Counts some more of what is not read.
    pub(super) fn leave(&mut self, kind: LeftOut, more: usize) {
        if more > 0 {
            *self.left_out.entry(kind).or_default() += more;
        }
    }
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
        let book = refi::read_codebook(bytes)?;
        if book.origin.starts_with("Taguette") {
            taguette::codebook(book)?
        } else {
            project(book)?
        }
    } else {
        taguette::table(bytes)?
    };
    with_codes(taken)
}

/// Refuses what holds no code, or too many.
pub(super) fn with_codes(taken: Taken) -> Result<Taken, NotTaken> {
    match taken.codes.len() {
        0 => Err(NotTaken::NoCode),
        1..=MOST_CODES => Ok(taken),
        _ => Err(NotTaken::TooLarge),
    }
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
        left_out: project.left_out,
        ..Taken::default()
    };
    for (text, source) in project.sources.into_iter().enumerate() {
        let letters: Vec<char> = source.text.chars().collect();
        // The same words with the same code, said by several coders of the file, are one passage here.
        let mut seen = BTreeSet::new();
        for coding in source.codings {
            if !seen.insert((coding.start, coding.end, coding.code)) {
                taken.leave(LeftOut::Repeated, 1);
                continue;
            }
            let Some(words) = letters.get(coding.start..coding.end).filter(|words| !words.is_empty()) else {
                taken.leave(LeftOut::Unreadable, 1);
                continue;
            };
            taken.add(Passage {
                text,
                letters: coding.start..coding.end,
                words: words.iter().collect(),
                code: coding.code,
            })?;
        }
        taken.texts.push(Text {
            id: source.id,
            name: source.name,
            letters,
        });
    }
    Ok(taken)
}

#[cfg(test)]
mod tests {
    use super::*;
    use archive_export::refi::{Coding, Project, Source};

    fn told(codings: Vec<(usize, usize)>) -> Project {
        let id = Uuid::from_u128;
        let coding = |(start, end)| Coding {
            id: Uuid::nil(),
            code: id(1),
            user: None,
            start,
            end,
            at: String::new(),
        };
        Project {
            codes: vec![refi::Code {
                id: id(1),
                name: "Peur".into(),
                description: String::new(),
                colour: String::new(),
                parent: None,
            }],
            sources: vec![Source {
                id: id(2),
                name: "un".into(),
                text: "خ".repeat(20_000),
                codings: codings.into_iter().map(coding).collect(),
            }],
            ..Project::default()
        }
    }

    #[test]
    fn passages_that_overlap_do_not_fill_the_memory() {
        let overlapping = (0..1_000).map(|start| (start, 20_000)).collect();
        assert_eq!(project(told(overlapping)).err(), Some(NotTaken::TooLarge));
        let many = (0..=MOST_PASSAGES)
            .map(|at| (at % 10_000, at % 10_000 + 1 + at / 10_000))
            .collect();
        assert_eq!(project(told(many)).err(), Some(NotTaken::TooLarge));
        let taken = project(told(vec![(0, 3), (1, 4), (0, 3), (19_999, 20_001)])).unwrap_or_default();
        assert_eq!(
            taken.passages.iter().map(|one| one.letters.clone()).collect::<Vec<_>>(),
            [0..3, 1..4]
        );
        assert_eq!(
            taken.left_out,
            BTreeMap::from([(LeftOut::Unreadable, 1), (LeftOut::Repeated, 1)])
        );
    }
}
