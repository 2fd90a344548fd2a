//! A PDF set in process: tagged, with its language, its faces inside it, Arabic shaped and right to left; no date, no author,
//! so that the same document gives the same bytes. It takes tens of milliseconds and much stack: call it where blocking is allowed.

pub(crate) mod kit;
mod source;
#[cfg(test)]
mod tests;
mod world;

use crate::{Document, ExportError};
use chrono::NaiveDate;
pub(crate) use source::{literal, place};
use std::sync::Arc;
use typst::foundations::Smart;
use typst_layout::PagedDocument;
use typst_pdf::{PdfOptions, PdfStandard, PdfStandards};
use world::Desk;

/// The document as a PDF/UA-1 file (ISO 14289-1). A character that none of the faces has is drawn as an empty box; the file is
/// then tagged as well, but does not call itself PDF/UA.
///
/// # Errors
/// [`ExportError::Setting`], [`ExportError::Writing`]: the typesetter refused. Its reasons may hold words of the document and
/// are dropped.
pub fn pdf(document: &Document) -> Result<Vec<u8>, ExportError> {
    written(
        source::source(document, None),
        source::pictures(document),
        &[PdfStandard::Ua_1],
    )
}

/// The same for an archive: PDF/A-2a (ISO 19005-2) beside PDF/UA-1. That standard wants a day, and gets the one on which the brief
/// goes out.
///
/// # Errors
/// As [`pdf`].
pub fn pdf_a(document: &Document, day: NaiveDate) -> Result<Vec<u8>, ExportError> {
    let standards = [PdfStandard::Ua_1, PdfStandard::A_2a];
    written(source::source(document, Some(day)), source::pictures(document), &standards)
}

/// Sets a source and writes its pages by these standards where that can be claimed.
fn written(source: String, pictures: Vec<Arc<[u8]>>, standards: &[PdfStandard]) -> Result<Vec<u8>, ExportError> {
    let _forgetting = Forgetting;
    let pages = set_with(source, pictures)?;
    let claimed = PdfStandards::new(standards).map_err(|_| ExportError::Writing)?;
    typst_pdf::pdf(&pages, &options(claimed))
        .or_else(|_| typst_pdf::pdf(&pages, &options(PdfStandards::default())))
        .map_err(|_| ExportError::Writing)
}

/// Sets a source that has no pictures.
pub(crate) fn set(source: String) -> Result<PagedDocument, ExportError> {
    set_with(source, Vec::new())
}

/// Sets a source and its pictures.
fn set_with(source: String, pictures: Vec<Arc<[u8]>>) -> Result<PagedDocument, ExportError> {
    let desk = Desk::new(source, pictures);
    typst::compile::<PagedDocument>(&desk)
        .output
        .map_err(|_| ExportError::Setting)
}

fn options(standards: PdfStandards) -> PdfOptions {
    PdfOptions {
        creator: Smart::Custom(Some("Hikaya".to_owned())),
        standards,
        ..PdfOptions::default()
    }
}

/// Empties the typesetter's memory of what it has set, whatever the outcome: words of a brief do not outlive their export.
pub(crate) struct Forgetting;

impl Drop for Forgetting {
    fn drop(&mut self) {
        typst::comemo::evict(0);
    }
}
