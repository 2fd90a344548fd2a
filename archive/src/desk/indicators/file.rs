//! Reading a spreadsheet that somebody sent.

use super::{Indicators, IndicatorsError, Sheet, keeper};
use crate::error::Fault;
use method::id::ProgrammeId;
use method::policy::Actor;

impl Indicators<'_> {
    /// The rows of a spreadsheet's first sheet, to be read before they are kept; nothing is kept here.
    ///
    /// # Errors
    /// [`IndicatorsError::File`]; [`IndicatorsError::NotFound`].
    pub async fn read_file(&self, actor: &Actor, programme: ProgrammeId, file: Vec<u8>) -> Result<Sheet, IndicatorsError> {
        keeper(actor, programme)?;
        let read = tokio::task::spawn_blocking(move || archive_export::read_sheet(&file)).await;
        Ok(read.map_err(|_| Fault::Stopped)??)
    }
}
