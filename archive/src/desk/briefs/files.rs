//! The files of a brief and their fingerprints.

use super::BriefsError;
use crate::error::Fault;
use archive_export::{Document, ExportError};
use chrono::NaiveDate;
use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};
use std::collections::BTreeMap;

/// A kind of file.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Format {
    /// For a screen.
    Html,
    /// For paper.
    Pdf,
    /// For archives: PDF/A.
    PdfA,
    /// For a word processor.
    Docx,
    /// To work on with as text.
    Markdown,
}

impl Format {
    /// All, in the order in which they are offered.
    pub const ALL: [Self; 5] = [Self::Html, Self::Pdf, Self::PdfA, Self::Docx, Self::Markdown];
}

/// A file to be handed over.
pub struct File {
    /// Its bytes.
    pub bytes: Vec<u8>,
    /// A name that says nothing: the date and a number, without the ending.
    pub name: String,
}

/// A file of a document that goes out on a day.
pub(super) async fn file(document: Document, format: Format, day: NaiveDate) -> Result<Vec<u8>, BriefsError> {
    set(move || bytes(&document, format, day)).await
}

/// The hash of every file of a document that goes out on a day.
pub(super) async fn hashes(document: Document, day: NaiveDate) -> Result<BTreeMap<Format, String>, BriefsError> {
    set(move || {
        let all = Format::ALL.into_iter();
        all.map(|format| Ok((format, hash(&bytes(&document, format, day)?))))
            .collect()
    })
    .await
}

fn bytes(document: &Document, format: Format, day: NaiveDate) -> Result<Vec<u8>, ExportError> {
    match format {
        Format::Html => Ok(archive_export::html(document).into_bytes()),
        Format::Pdf => archive_export::pdf(document),
        Format::PdfA => archive_export::pdf_a(document, day),
        Format::Docx => archive_export::docx(document),
        Format::Markdown => Ok(archive_export::markdown(document).into_bytes()),
    }
}

/// Sets pages and draws charts where nobody else waits for it.
pub(super) async fn set<T: Send + 'static>(
    make: impl FnOnce() -> Result<T, ExportError> + Send + 'static,
) -> Result<T, BriefsError> {
    let done = tokio::task::spawn_blocking(make).await.map_err(|_| Fault::Stopped)?;
    Ok(done?)
}

/// The fingerprint of a document: that of its HTML file.
pub(super) fn print(document: &Document) -> String {
    hash(archive_export::html(document).as_bytes())
}

/// The SHA-256 of a file as hexadecimal digits.
pub(super) fn hash(bytes: &[u8]) -> String {
    use std::fmt::Write;
    Sha256::digest(bytes).iter().fold(String::new(), |mut all, byte| {
        // Writing into a string cannot fail.
        let _ = write!(all, "{byte:02x}");
        all
    })
}
