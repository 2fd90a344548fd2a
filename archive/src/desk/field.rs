//! The field desk: tablets that record where there is no network, the letters they send, and the drafts that come of them.
//!
//! ```text
//! tablet → letter (sealed to the site, signed) → [waits while the vault is closed] → draft → story
//! ```
//! A draft has the key that its story will have: whoever withdraws it destroys the same key.

mod bundles;
mod devices;
mod drafts;
mod groups;
mod late;
mod letters;

pub use archive_envelope::Address;
pub use archive_envelope::Place;
pub use bundles::Brought;
pub use devices::{Device, Drawer, Enrolled};
pub use drafts::{AtWork, Drafted};
pub(crate) use drafts::{Opened as OpenedDraft, opened as opened_draft, remove as forget};
pub use late::Late;
pub use letters::Taken;

use crate::House;
use crate::desk::programmes::ProgrammesError;
use crate::desk::sound::SoundError;
use crate::desk::stories::StoriesError;
use crate::error::Fault;
use crate::store::StoreError;
use archive_envelope::EnvelopeError;
use method::recording::Unread;
use thiserror::Error;

/// The most letters of a device that may wait: two days of sound of one tablet.
pub const MOST_WAITING: i64 = 40_000;
/// The most letters of a device's name.
pub const NAME_LETTERS: usize = 60;

/// Why the desk refused.
#[derive(Debug, Error)]
pub enum FieldError {
    /// There is no such thing, or not for this person.
    #[error("not found")]
    NotFound,
    /// No device of this name was enrolled, or what it signed is not this.
    #[error("not of a device that was enrolled")]
    NoDevice,
    /// The device was cut off.
    #[error("the device was cut off")]
    CutOff,
    /// Too many of its letters wait.
    #[error("too many letters wait")]
    Full,
    /// Another letter has this place.
    #[error("another letter has this place")]
    Taken,
    /// The recording is a story already: it goes when the story is withdrawn.
    #[error("it is a story already")]
    IsStory,
    /// It is no letter, or longer than a letter may be.
    #[error("no letter")]
    NoLetter,
    /// A device needs a name of at most [`NAME_LETTERS`].
    #[error("a name is needed")]
    NameMissing,
    /// Somebody else wrote on the draft in the meantime.
    #[error("changed in the meantime")]
    Conflict,
    /// Two texts of a field are still to be settled.
    #[error("two texts of a field are still to be settled")]
    Unsettled,
    /// What was written is not a story yet.
    #[error("not a story yet")]
    Unread(Vec<Unread>),
    /// The stories desk refused.
    #[error(transparent)]
    Stories(#[from] StoriesError),
    /// A fault below.
    #[error(transparent)]
    Fault(#[from] Fault),
}

impl From<StoreError> for FieldError {
    fn from(error: StoreError) -> Self {
        Self::Fault(error.into())
    }
}

impl From<ProgrammesError> for FieldError {
    fn from(error: ProgrammesError) -> Self {
        match error {
            ProgrammesError::Fault(fault) => Self::Fault(fault),
            _ => Self::NotFound,
        }
    }
}

impl From<SoundError> for FieldError {
    fn from(error: SoundError) -> Self {
        match error {
            SoundError::NotFound => Self::NotFound,
            SoundError::Differs => Self::Taken,
            SoundError::TooMany => Self::Full,
            SoundError::Fault(fault) => Self::Fault(fault),
        }
    }
}

impl From<EnvelopeError> for FieldError {
    fn from(error: EnvelopeError) -> Self {
        match error {
            EnvelopeError::Forged | EnvelopeError::NoKey => Self::NoDevice,
            EnvelopeError::Length | EnvelopeError::Version(_) | EnvelopeError::Elsewhere | EnvelopeError::Refused => {
                Self::NoLetter
            }
            EnvelopeError::Randomness => Self::Fault(Fault::Stopped),
        }
    }
}

/// The field desk.
pub struct Field<'a>(pub(crate) &'a House);
