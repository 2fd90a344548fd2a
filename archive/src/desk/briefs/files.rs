//! The files of a brief and their fingerprints.

use super::BriefsError;
use crate::error::Fault;
use archive_export::{Document, ExportError};
use sha2::{Digest, Sha256};

/// A kind of file.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Format {
    /// For a screen.
    Html,
    /// For paper.
    Pdf,
    /// For a word processor.
    Docx,
}

/// A file to be handed over.
pub struct File {
    /// Its bytes.
    pub bytes: Vec<u8>,
    /// A name that says nothing: the date and a number, without the ending.
    pub name: String,
}

pub(super) struct Files {
    pub(super) html: Vec<u8>,
    pub(super) pdf: Vec<u8>,
    pub(super) docx: Vec<u8>,
}

/// Every file of a document.
pub(super) async fn files(document: Document) -> Result<Files, BriefsError> {
    set(move || {
        Ok(Files {
            html: archive_export::html(&document).into_bytes(),
            docx: archive_export::docx(&document)?,
            pdf: archive_export::pdf(&document)?,
        })
    })
    .await
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
