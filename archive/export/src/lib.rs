//! A brief as a file, one module per format: [`html`] for a screen, [`pdf`] for paper and [`pdf_a`] for archives, [`docx`] and [`markdown`] to work on with. All write the same [`Document`], escape
//! every word of it and ask nothing of a disk, a network or a clock: the same document gives the same bytes. Forms to fill in by
//! hand are a [`Kit`], for paper alone; a quotation alone is a [`card()`], a picture.

mod card;
mod chart;
mod document;
mod docx;
pub mod grid;
mod html;
mod image;
mod markdown;
mod ogg_opus;
mod pdf;
pub mod refi;
#[cfg(test)]
mod sample;
mod sheet;
pub mod tables;
#[cfg(test)]
mod tongues;

pub use card::{Card as QuotationCard, Picture, card};
pub use document::{Block, Document, Figure, Image, Quotation, resolve};
pub use docx::docx;
pub use html::{fragment, html};
pub use image::{IMAGE_BYTES, NotAnImage, Retaken, retake};
pub use markdown::markdown;
pub use ogg_opus::ogg_opus;
pub use pdf::kit::{Card, Entry, Form, Kit, kit};
pub use pdf::{pdf, pdf_a};
pub use sheet::{NotASheet, Odd, SHEET_BYTES, Sheet, read_sheet};

use method::brief::Reference;
use thiserror::Error;

/// Why a document cannot be made. No word of the document gets into it.
#[derive(Clone, Debug, PartialEq, Eq, Error)]
pub enum ExportError {
    /// The brief refers to something that was not handed over.
    #[error("nothing stands behind {0}")]
    Unresolved(Reference),
    /// The pages could not be set.
    #[error("the pages could not be set")]
    Setting,
    /// The pages could not be written as PDF.
    #[error("the pages could not be written as PDF")]
    Writing,
    /// The parts of a word processor's file could not be packed.
    #[error("the parts could not be packed")]
    Packing,
}
