//! Taking codes and codings from a file. Codes are known by their id, then by their name; passages are looked for in the stories
//! that the person may code, and are given in her name: a file proves nobody's. What has no certain place is listed, and left; what
//! is of a kind that is not read is counted.

use super::placing::Placing;
use super::taken::{self, FILE_BYTES, MOST_PASSAGES, NotTaken, Taken};
use super::{Interchange, InterchangeError, account, codes, taguette};
use crate::audit::Deed;
use crate::desk::coding;
use crate::error::Fault;
use archive_export::refi::LeftOut;
use method::id::ProgrammeId;
use method::language::PageLanguage;
use method::policy::{Action, Actor};
use std::collections::BTreeMap;

/// A passage without a certain place. It may hold words of a story: no `Debug`.
#[derive(Clone, PartialEq, Eq)]
pub struct Orphan {
    /// What its text is called in the file.
    pub source: String,
    /// The words.
    pub words: String,
    /// The code, as the file calls it.
    pub code: String,
}

/// What was taken from a file, or would be.
pub struct Imported {
    /// The names of the codes that are new.
    pub new_codes: Vec<String>,
    /// How many were there.
    pub known_codes: usize,
    /// How many passages were given a code.
    pub given: usize,
    /// How many had been given it before by the same person.
    pub already: usize,
    /// Those without a certain place.
    pub orphans: Vec<Orphan>,
    /// What else the file holds, which is not taken: how many of each kind, never none.
    pub left_out: BTreeMap<LeftOut, usize>,
    /// Whether nothing was kept.
    pub is_trial: bool,
}

impl Interchange<'_> {
    /// Takes codes and codings from a REFI-QDA codebook or project, or from a project, codebook or table of Taguette; with `is_trial` nothing is kept.
    ///
    /// # Errors
    /// [`InterchangeError::File`], [`InterchangeError::Codebook`], [`InterchangeError::NotFound`] for whoever does not keep the
    /// codebook.
    pub async fn take_in(
        &self,
        actor: &Actor,
        of: ProgrammeId,
        file: Vec<u8>,
        language: PageLanguage,
        is_trial: bool,
    ) -> Result<Imported, InterchangeError> {
        let by = account(actor, Action::KeepCodebook, of)?;
        account(actor, Action::Analyse, of)?;
        let (keys, now) = (self.0.keys()?, self.0.clock.now());
        let mut taken = read(file).await?;
        let mut tx = self.0.content.write().await?;
        let mut book = coding::kept_or_template(&mut tx, &keys, of, by, now).await?;
        let before = book.codes.clone();
        let had = before.codes().len();
        let known = codes::merged(&mut book.codes, &taken.codes, language)?;
        let mut imported = Imported {
            new_codes: book.codes.codes()[had..]
                .iter()
                .map(|code| code.label(language).to_owned())
                .collect(),
            known_codes: taken.codes.len().saturating_sub(book.codes.codes().len() - had),
            given: 0,
            already: 0,
            orphans: Vec::new(),
            left_out: std::mem::take(&mut taken.left_out),
            is_trial,
        };
        if !imported.new_codes.is_empty() && !coding::keep_book(&mut tx, &keys, of, (by, now), &book, &before, None).await? {
            return Err(InterchangeError::Conflict);
        }
        let placing = Placing {
            actor,
            of,
            by,
            keys: &keys,
            now,
        };
        placing.place(&mut tx, &taken, &known, &mut imported).await?;
        if is_trial {
            return Ok(imported);
        }
        self.note(&mut tx, &keys, by, Deed::CodingsTakenIn, of).await?;
        tx.commit().await?;
        Ok(imported)
    }
}

/// What a file holds, whatever program wrote it.
async fn read(file: Vec<u8>) -> Result<Taken, InterchangeError> {
    if !file.starts_with(b"SQLite format 3\0") {
        let read = tokio::task::spawn_blocking(move || taken::read(&file));
        return Ok(read.await.map_err(|_| Fault::Stopped)??);
    }
    if file.len() > FILE_BYTES {
        return Err(NotTaken::TooLarge.into());
    }
    let at_most = i64::try_from(MOST_PASSAGES).unwrap_or(i64::MAX).saturating_add(1);
    // Whatever the engine finds wrong with a file that somebody sent is the file's fault.
    let rows = crate::store::taguette::read(file, at_most).await.ok().flatten();
    let rows = rows.ok_or(NotTaken::Unknown)?;
    if [rows.documents.len(), rows.highlights.len(), rows.tagged.len()]
        .iter()
        .any(|rows| *rows > MOST_PASSAGES)
    {
        return Err(NotTaken::TooLarge.into());
    }
    let read = tokio::task::spawn_blocking(move || taguette::project(rows));
    Ok(taken::with_codes(read.await.map_err(|_| Fault::Stopped)??)?)
}
