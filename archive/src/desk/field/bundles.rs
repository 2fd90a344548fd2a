//! Files of letters that a tablet handed over because it could not send, brought in by a worker at the office.

use super::devices::workers;
use super::letters::{Taken, device};
use super::{Field, FieldError};
use crate::allowed;
use crate::store::field as rows;
use archive_envelope::unbundle;
use method::id::ProgrammeId;
use method::policy::{Action, Actor, Subject};

/// What became of a file of letters.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Brought {
    /// Letters that are where they belong.
    pub kept: usize,
    /// Letters that wait to be opened.
    pub waits: usize,
    /// Letters that were refused: of no device of hers to bring in, or not as their device signed them.
    pub refused: usize,
}

impl Field<'_> {
    /// Takes the letters of a file. Those of a device that was cut off are taken too: they were sealed before it was lost, and a
    /// person brings them.
    ///
    /// # Errors
    /// [`FieldError::NotFound`] for whoever records nowhere; [`FieldError::NoLetter`] if that is no such file.
    pub async fn bring(&self, actor: &Actor, programme: ProgrammeId, file: &[u8]) -> Result<Brought, FieldError> {
        let keys = self.0.keys()?;
        let letters = unbundle(file)?;
        let mut brought = Brought::default();
        for posted in letters {
            let mut tx = self.0.content.read().await?;
            let sender = device(rows::device(&mut tx, posted.place.device).await?).ok();
            drop(tx);
            let workers = match &sender {
                Some(sender) => workers(&keys, &sender.row).await?,
                None => Vec::new(),
            };
            let is_hers = workers.iter().any(|one| {
                one.programme == programme && allowed(actor, Action::RecordStory, &Subject::Site(programme, one.site))
            });
            let Some(sender) = sender.filter(|_| is_hers) else {
                brought.refused += 1;
                continue;
            };
            match self.take_from(&sender, posted.place, &posted.letter, &posted.signature).await {
                Ok(Taken::Kept) => brought.kept += 1,
                Ok(Taken::Waits) => brought.waits += 1,
                Err(FieldError::Fault(fault)) => return Err(fault.into()),
                Err(_) => brought.refused += 1,
            }
        }
        Ok(brought)
    }
}
