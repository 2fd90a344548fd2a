//! A text of our own as a file: Markdown that a page has worded, handed over as it is, set for paper, or shown on a page.

use crate::desk::images::address;
use crate::error::Fault;
use archive_export::{Document, ExportError};
use method::brief::BriefError;
use method::language::PageLanguage;
use thiserror::Error;

/// A text, worded.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Paper {
    /// Its title.
    pub title: String,
    /// Its language.
    pub language: PageLanguage,
    /// Its body, in Markdown (`CommonMark` with tables).
    pub markdown: String,
    /// What stands at its foot.
    pub foot: String,
}

/// As what it is handed over.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum PaperFormat {
    /// Text that any program reads.
    Markdown,
    /// For paper: PDF/UA.
    Pdf,
}

/// Why a text is no file.
#[derive(Debug, Error)]
pub enum NotPaper {
    /// It cannot be read: it is too long, most likely.
    #[error(transparent)]
    Unreadable(#[from] BriefError),
    /// Its pages could not be made.
    #[error(transparent)]
    Export(#[from] ExportError),
    /// A fault below.
    #[error(transparent)]
    Fault(#[from] Fault),
}

impl Paper {
    /// The file. Setting pages takes long and much stack: nobody else waits for it.
    ///
    /// # Errors
    /// [`NotPaper`].
    pub async fn file(self, format: PaperFormat) -> Result<Vec<u8>, NotPaper> {
        match format {
            PaperFormat::Markdown => {
                Ok(format!("# {}\n\n{}\n\n---\n\n{}\n", self.title, self.markdown, self.foot).into_bytes())
            }
            PaperFormat::Pdf => {
                let document = self.document()?;
                let set = tokio::task::spawn_blocking(move || archive_export::pdf(&document)).await;
                Ok(set.map_err(|_| Fault::Stopped)??)
            }
        }
    }

    /// The same as HTML, from its `h1` to its foot, every word escaped.
    ///
    /// # Errors
    /// [`NotPaper`].
    pub fn fragment(self) -> Result<String, NotPaper> {
        Ok(archive_export::fragment(&self.document()?, address))
    }

    fn document(self) -> Result<Document, NotPaper> {
        let brief = method::brief::parse(&self.markdown)?;
        Ok(Document {
            title: self.title,
            language: self.language,
            project: String::new(),
            blocks: archive_export::resolve(brief, |_| None, |_| None, |_| None)?,
            footer: self.foot,
        })
    }
}
