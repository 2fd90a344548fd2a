//! Minutes as a file, handed over with a trace. The audit log keeps the hash of the minutes at the panel's end, and of each file that was
//! handed over, so that a copy which turns up later can be told from one that was altered.

use super::{Panels, PanelsError};
use crate::allowed;
use crate::audit::{self, Deed};
use crate::desk::paper::{NotPaper, Paper, PaperFormat};
use method::id::{PanelId, ProgrammeId};
use method::panel::VersionHash;
use method::policy::{Action, Actor};
use sha2::{Digest, Sha256};

impl From<NotPaper> for PanelsError {
    fn from(error: NotPaper) -> Self {
        match error {
            NotPaper::Unreadable(_) => Self::MinutesTooLong,
            NotPaper::Export(cause) => Self::Export(cause),
            NotPaper::Fault(fault) => Self::Fault(fault),
        }
    }
}

impl Panels<'_> {
    /// Notes the SHA-256 of a closed panel's minutes in the audit log, as they stood when it was closed: Markdown, whose bytes anybody can
    /// make again. Done once, by whoever closed it.
    ///
    /// # Errors
    /// [`PanelsError::NotFound`]; also for a panel that is not closed.
    pub async fn note_minutes(
        &self,
        actor: &Actor,
        programme: ProgrammeId,
        id: PanelId,
        all: Vec<Paper>,
    ) -> Result<(), PanelsError> {
        let keys = self.0.keys()?;
        let (kept, ..) = self.current(&keys, programme, id).await?;
        if kept.panel.record().is_none() || !allowed(actor, Action::LeadPanel, &kept.subject(programme)) {
            return Err(PanelsError::NotFound);
        }
        let mut hashes = Vec::new();
        for minutes in all {
            hashes.push(VersionHash(
                Sha256::digest(&minutes.file(PaperFormat::Markdown).await?).into(),
            ));
        }
        let mut tx = self.0.content.write().await?;
        for hash in hashes {
            let entry = self.entry(actor, Deed::MinutesWritten(hash), id.uuid())?;
            audit::append(&mut tx, &keys, &entry).await?;
        }
        Ok(tx.commit().await?)
    }

    /// Hands minutes of a closed panel over and notes the file's SHA-256 in the audit log.
    ///
    /// # Errors
    /// [`PanelsError::NotFound`]; also for a panel that is not closed. [`PanelsError::MinutesTooLong`].
    pub async fn hand_over(
        &self,
        actor: &Actor,
        programme: ProgrammeId,
        id: PanelId,
        minutes: Paper,
        format: PaperFormat,
    ) -> Result<Vec<u8>, PanelsError> {
        let keys = self.0.keys()?;
        let (kept, ..) = self.current(&keys, programme, id).await?;
        if kept.panel.record().is_none() || !allowed(actor, Action::ReadRecord, &kept.subject(programme)) {
            return Err(PanelsError::NotFound);
        }
        let bytes = minutes.file(format).await?;
        let mut tx = self.0.content.write().await?;
        let hash = VersionHash(Sha256::digest(&bytes).into());
        let entry = self.entry(actor, Deed::MinutesTaken(hash), id.uuid())?;
        audit::append(&mut tx, &keys, &entry).await?;
        tx.commit().await?;
        Ok(bytes)
    }
}
