//! Forms for paper: set from words that the page has chosen, for whoever collects stories without a device.

use super::{Programmes, ProgrammesError};
use crate::allowed;
use crate::error::Fault;
pub use archive_export::{Card, Entry, Form, Kit};
use method::id::ProgrammeId;
use method::policy::{Action, Actor, Subject};

impl Programmes<'_> {
    /// Sets a kit of paper forms as a PDF.
    ///
    /// # Errors
    /// [`ProgrammesError::NotFound`] for whoever has no role in the programme; [`ProgrammesError::Export`].
    pub async fn paper(&self, actor: &Actor, of: ProgrammeId, kit: Kit) -> Result<Vec<u8>, ProgrammesError> {
        if !allowed(actor, Action::SeeProgramme, &Subject::Programme(of)) {
            return Err(ProgrammesError::NotFound);
        }
        // Setting pages takes long and much stack: nobody else waits for it.
        let set = tokio::task::spawn_blocking(move || archive_export::kit(&kit)).await;
        Ok(set.map_err(|_| Fault::Stopped)??)
    }
}
