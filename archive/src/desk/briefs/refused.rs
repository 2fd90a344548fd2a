//! Why the briefs desk refuses.

use super::{Guarded, Trouble};
use crate::desk::excerpts::{ExcerptsError, Opening};
use crate::desk::paper::NotPaper;
use crate::error::Fault;
use crate::store::StoreError;
use method::brief::{BriefError, LONGEST, NotRemarked};
use thiserror::Error;

/// Why the desk refused.
#[derive(Debug, Error)]
pub enum BriefsError {
    /// There is no such thing, or not for this person: the two cannot be told apart.
    #[error("not found")]
    NotFound,
    /// A brief has a title.
    #[error("a brief has a title")]
    TitleMissing,
    /// The name under which the project stands below each quotation is missing.
    #[error("the project has a name")]
    ProjectMissing,
    /// Title, project or how the stories were selected has more than [`super::LINE_LETTERS`].
    #[error("a line is too long")]
    LineTooLong,
    /// The text has more than [`LONGEST`] bytes.
    #[error("the brief has {bytes} bytes, more than {LONGEST}")]
    TooLong {
        /// How many there are.
        bytes: usize,
    },
    /// Somebody else changed it in the meantime.
    #[error("changed in the meantime")]
    Conflict,
    /// To whom exactly the brief goes is said in more than [`method::brief::ADDRESSEE_LETTERS`].
    #[error("the words for the addressee are too long")]
    AddresseeTooLong,
    /// A combination gives somebody away: it goes out only for a reason that the coordinator gives when she signs it off.
    #[error("a combination gives somebody away")]
    GivesAway(Box<Guarded>),
    /// The letter was not sent on that day: the brief had not gone out yet, or it is still to come.
    #[error("before the brief went out, or after today")]
    DayOutside,
    /// A text with which briefs begin, or a letter about one, cannot be read.
    #[error(transparent)]
    Template(BriefError),
    /// What was said of the brief is no remark, or not hers to say.
    #[error(transparent)]
    Remark(#[from] NotRemarked),
    /// No coordinator has signed it off for these readers as it stands.
    #[error("the brief is not signed off")]
    NotSignedOff,
    /// It cannot leave the house as it stands.
    #[error("the brief cannot be issued or handed over")]
    Troubled(Vec<Trouble>),
    /// What would be handed over now is not, byte by byte, what was issued.
    #[error("the file is no longer what was issued")]
    Differs(Vec<Opening>),
    /// The pages could not be made.
    #[error(transparent)]
    Export(#[from] archive_export::ExportError),
    /// A fault below.
    #[error(transparent)]
    Fault(#[from] Fault),
}

impl From<StoreError> for BriefsError {
    fn from(error: StoreError) -> Self {
        Self::Fault(error.into())
    }
}

impl From<NotPaper> for BriefsError {
    fn from(error: NotPaper) -> Self {
        match error {
            NotPaper::Unreadable(cause) => Self::Template(cause),
            NotPaper::Export(cause) => Self::Export(cause),
            NotPaper::Fault(fault) => Self::Fault(fault),
        }
    }
}

impl From<ExcerptsError> for BriefsError {
    fn from(error: ExcerptsError) -> Self {
        match error {
            ExcerptsError::Fault(fault) => Self::Fault(fault),
            _ => Self::NotFound,
        }
    }
}
