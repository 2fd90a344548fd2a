//! An excerpt as the guard sees it: not only what may be quoted now, but what lies before readers, too.

use crate::desk::excerpts::{Weighed, as_it_reads};
use crate::error::Fault;
use crate::keys::Keys;
use crate::store::Tx;
use method::anonymise::jigsaw::Shown;
use method::id::{ExcerptId, ProgrammeId, StoryId};

/// An excerpt as the guard sees it.
pub(super) struct Seen {
    pub(super) story: StoryId,
    /// What it shows, if somebody has said.
    pub(super) shown: Option<Shown>,
    /// Its words, as they are quoted now.
    text: String,
}

impl Seen {
    pub(super) fn weighed(&self) -> Weighed<'_> {
        Weighed {
            story: self.story,
            shown: self.shown.as_ref(),
            text: &self.text,
        }
    }
}

/// An excerpt as the guard sees it, in the form that has a print if one is named; none if it is gone.
pub(super) async fn seen(
    tx: &mut Tx,
    keys: &Keys,
    programme: ProgrammeId,
    id: ExcerptId,
    print: Option<&str>,
) -> Result<Option<Seen>, Fault> {
    let read = as_it_reads(tx, keys, programme, id).await?;
    Ok(read.map(|read| Seen {
        story: read.story,
        shown: read.kept.shown_in(&read.text, print),
        text: read.text,
    }))
}
