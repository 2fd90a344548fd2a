//! The analysis desk: how codes are spread over all stories that were told, not only those that were chosen, and how far
//! coders agree (step 9 of the guide, p.38–44). Counts leave it through [`method::figures`] alone.

mod actors;
mod agreement;
mod answers;
mod comparison;
mod crossing;
mod group;
mod passages;
mod read;
mod reasons;
mod table;
mod wanted;

pub use actors::{Actors, MOST_ACTED};
pub use agreement::{Agreed, CodeAgreement, Disagreement, Side};
pub use answers::{AnswersTo, Cell, TableFormat, Told};
pub use comparison::Comparison;
pub use group::{By, Choice, Group};
pub use passages::{PASSAGES_A_PAGE, PassageFound, Passages};
pub use reasons::{ReasonFound, TextKind, Valued};
pub use table::{Coverage, Pairs, Spread};
pub use wanted::{Asked, Onto};

use crate::desk::programmes::ProgrammesError;
use crate::error::Fault;
use crate::keys::Keys;
use crate::store::{StoreError, Tx};
use crate::{House, allowed};
use chrono::{DateTime, Utc};
use method::figures::NotATable;
use method::id::{AccountId, ProgrammeId, StoryId};
use method::policy::{Action, Actor, Subject};
use thiserror::Error;

/// Why the desk refused.
#[derive(Debug, Error)]
pub enum AnalysisError {
    /// There is no such thing, or not for this person: the two cannot be told apart.
    #[error("not found")]
    NotFound,
    /// Coders do not see each other's codings, and this person codes.
    #[error("coding is blind")]
    Blind,
    /// Somebody else changed the codings in the meantime.
    #[error("changed in the meantime")]
    Conflict,
    /// The counts are no table that can be printed.
    #[error(transparent)]
    NotATable(#[from] NotATable),
    /// A fault below.
    #[error(transparent)]
    Fault(#[from] Fault),
}

impl From<StoreError> for AnalysisError {
    fn from(error: StoreError) -> Self {
        Self::Fault(error.into())
    }
}

impl From<ProgrammesError> for AnalysisError {
    fn from(error: ProgrammesError) -> Self {
        match error {
            ProgrammesError::Fault(fault) => Self::Fault(fault),
            _ => Self::NotFound,
        }
    }
}

/// The analysis desk.
pub struct Analysis<'a>(pub(crate) &'a House);

/// The ids of the stories that somebody may read now, for a desk that opens them itself.
pub(crate) async fn readable(
    tx: &mut Tx,
    keys: &Keys,
    actor: &Actor,
    of: ProgrammeId,
    now: DateTime<Utc>,
) -> Result<Vec<StoryId>, Fault> {
    let stories = read::stories(tx, keys, actor, of, now).await?;
    Ok(stories.into_iter().map(|story| story.id).collect())
}

/// Who analyses a programme.
fn analyst(actor: &Actor, of: ProgrammeId) -> Result<AccountId, AnalysisError> {
    match actor {
        Actor::Account { id, .. } if allowed(actor, Action::Analyse, &Subject::Programme(of)) => Ok(*id),
        _ => Err(AnalysisError::NotFound),
    }
}
