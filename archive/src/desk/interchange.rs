//! The interchange desk: codes and codings handed to other programs for qualitative analysis, and taken from them.
//!
//! What goes out is never a story. The texts of a project are the excerpts that two people let go (`method::excerpt`) and whose
//! tellers let them be quoted for advocacy (P5) now, with the codes that their passages bear; a name, a place or a detail stands
//! there as the mark that replaced it, and a code on half of it takes the whole mark. Coders go out as numbers, stories not at all.

mod codes;
mod html;
mod into;
mod out;
mod placing;
mod taguette;
mod taken;

pub use archive_export::refi::LeftOut;
pub use into::{Imported, Orphan};
pub use out::Kind;
pub use taken::{FILE_BYTES, NotTaken};

use crate::audit::{self, Deed, Entry};
use crate::desk::coding::CodingError;
use crate::error::Fault;
use crate::keys::Keys;
use crate::store::{StoreError, Tx};
use crate::{House, allowed};
use method::coding::Refused;
use method::id::{AccountId, ProgrammeId};
use method::policy::{Action, Actor, Subject};
use thiserror::Error;

/// Why the desk refused.
#[derive(Debug, Error)]
pub enum InterchangeError {
    /// There is no such thing, or not for this person: the two cannot be told apart.
    #[error("not found")]
    NotFound,
    /// The file is none that we read.
    #[error(transparent)]
    File(#[from] NotTaken),
    /// The codebook refuses its codes.
    #[error(transparent)]
    Codebook(#[from] Refused),
    /// There is nothing to hand over: no approved excerpt that may leave, or no code.
    #[error("nothing to hand over")]
    Nothing,
    /// Somebody else changed the codebook in the meantime.
    #[error("changed in the meantime")]
    Conflict,
    /// A fault below.
    #[error(transparent)]
    Fault(#[from] Fault),
}

impl From<StoreError> for InterchangeError {
    fn from(error: StoreError) -> Self {
        Self::Fault(error.into())
    }
}

impl From<CodingError> for InterchangeError {
    fn from(error: CodingError) -> Self {
        match error {
            CodingError::Fault(fault) => Self::Fault(fault),
            CodingError::Codebook(refused) => Self::Codebook(refused),
            CodingError::Conflict => Self::Conflict,
            _ => Self::NotFound,
        }
    }
}

/// The interchange desk.
pub struct Interchange<'a>(pub(crate) &'a House);

impl Interchange<'_> {
    async fn note(&self, tx: &mut Tx, keys: &Keys, by: AccountId, deed: Deed, of: ProgrammeId) -> Result<(), Fault> {
        let entry = Entry {
            at: self.0.clock.now(),
            by: Some(by),
            deed,
            about: Some(of.uuid()),
        };
        audit::append(tx, keys, &entry).await
    }
}

/// Somebody who may do this in a programme.
fn account(actor: &Actor, action: Action, of: ProgrammeId) -> Result<AccountId, InterchangeError> {
    match actor {
        Actor::Account { id, .. } if allowed(actor, action, &Subject::Programme(of)) => Ok(*id),
        _ => Err(InterchangeError::NotFound),
    }
}
