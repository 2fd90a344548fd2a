//! Looking after the index: whether it answers, comparing it with the store, building it anew.

use super::{Search, SearchError};
use crate::allowed;
use crate::audit::{self, Deed, Entry};
use crate::desk::search::Rebuilt;
use crate::error::Fault;
use crate::index::{Checked, Progress, Rebuilding};
use method::id::ProgrammeId;
use method::policy::{Action, Actor, Subject};

impl Search<'_> {
    /// Compares the index with the store, story by story, puts right what differs, and tells what did. Whoever holds the
    /// passphrase may; no word of a story comes out.
    ///
    /// # Errors
    /// [`Fault::Sealed`].
    pub async fn check(&self) -> Result<Checked, Fault> {
        let index = self.0.index()?;
        index.ready().await;
        index.check().await
    }

    /// Waits until the index answers.
    ///
    /// # Errors
    /// [`Fault::Sealed`].
    pub async fn ready(&self) -> Result<(), Fault> {
        self.0.index()?.ready().await;
        Ok(())
    }

    /// Builds the index anew, and tells what became of it. Whoever holds the passphrase may; no word of a story comes out.
    ///
    /// # Errors
    /// [`Fault::Sealed`].
    pub async fn rebuild(&self) -> Result<Rebuilt, Fault> {
        let index = self.0.index()?;
        index.ready().await;
        index.rebuild().await?;
        let (stories, unreadable) = index.census();
        Ok(Rebuilt { stories, unreadable })
    }

    /// Whether the index is being built anew, and how far the one that is built is; for whoever may have it built.
    ///
    /// # Errors
    /// [`SearchError::NotFound`].
    pub fn state(&self, actor: &Actor, programme: ProgrammeId) -> Result<(Rebuilding, Progress), SearchError> {
        if !allowed(actor, Action::RebuildIndex, &Subject::Programme(programme)) {
            return Err(SearchError::NotFound);
        }
        Ok(self.0.index()?.rebuilding())
    }

    /// Begins to build the index anew, behind the one that answers meanwhile.
    ///
    /// # Errors
    /// [`SearchError::NotFound`] for whoever may not.
    pub async fn begin_rebuilding(&self, actor: &Actor, programme: ProgrammeId) -> Result<(), SearchError> {
        if !allowed(actor, Action::RebuildIndex, &Subject::Programme(programme)) {
            return Err(SearchError::NotFound);
        }
        let keys = self.0.keys()?;
        let mut tx = self.0.content.write().await?;
        let entry = Entry {
            at: self.0.clock.now(),
            by: actor.account(),
            deed: Deed::IndexRebuilt,
            about: None,
        };
        audit::append(&mut tx, &keys, &entry).await?;
        tx.commit().await?;
        self.0.index()?.begin_rebuilding();
        Ok(())
    }
}
