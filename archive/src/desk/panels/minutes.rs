//! Minutes as a file: set from Markdown that the page has worded, handed over with a trace. The audit log keeps the hash of each
//! file, so that a copy which turns up later can be told from one that was altered.

use super::{Panels, PanelsError};
use crate::allowed;
use crate::audit::{self, Deed};
use crate::error::Fault;
use archive_export::Document;
use method::id::{PanelId, ProgrammeId};
use method::language::PageLanguage;
use method::panel::VersionHash;
use method::policy::{Action, Actor};
use sha2::{Digest, Sha256};

/// Minutes, worded.
#[derive(Clone, PartialEq, Eq)]
pub struct Minutes {
    /// Their title.
    pub title: String,
    /// Their language.
    pub language: PageLanguage,
    /// Their body, in Markdown (`CommonMark` with tables).
    pub markdown: String,
    /// What stands at their foot.
    pub foot: String,
}

/// As what they are handed over.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum MinutesFormat {
    /// Text that any program reads.
    Markdown,
    /// For paper: PDF/UA.
    Pdf,
}

impl Panels<'_> {
    /// Hands minutes of a closed panel over and notes the file's SHA-256 in the audit log.
    ///
    /// # Errors
    /// [`PanelsError::NotFound`]; also for a panel that is not closed. [`PanelsError::MinutesTooLong`].
    pub async fn hand_over(
        &self,
        actor: &Actor,
        programme: ProgrammeId,
        id: PanelId,
        minutes: Minutes,
        format: MinutesFormat,
    ) -> Result<Vec<u8>, PanelsError> {
        let keys = self.0.keys()?;
        let (kept, ..) = self.current(&keys, programme, id).await?;
        if kept.panel.record().is_none() || !allowed(actor, Action::ReadRecord, &kept.subject(programme)) {
            return Err(PanelsError::NotFound);
        }
        let bytes = match format {
            MinutesFormat::Markdown => {
                format!("# {}\n\n{}\n\n---\n\n{}\n", minutes.title, minutes.markdown, minutes.foot).into_bytes()
            }
            MinutesFormat::Pdf => pdf(minutes).await?,
        };
        let mut tx = self.0.content.write().await?;
        let hash = VersionHash(Sha256::digest(&bytes).into());
        let entry = self.entry(actor, Deed::MinutesTaken(hash), id.uuid())?;
        audit::append(&mut tx, &keys, &entry).await?;
        tx.commit().await?;
        Ok(bytes)
    }
}

/// Setting pages takes long and much stack: nobody else waits for it.
async fn pdf(minutes: Minutes) -> Result<Vec<u8>, PanelsError> {
    let brief = method::brief::parse(&minutes.markdown).map_err(|_| PanelsError::MinutesTooLong)?;
    let blocks = archive_export::resolve(brief, |_| None, |_| None)?;
    let document = Document {
        title: minutes.title,
        language: minutes.language,
        project: String::new(),
        blocks,
        footer: minutes.foot,
    };
    let set = tokio::task::spawn_blocking(move || archive_export::pdf(&document)).await;
    Ok(set.map_err(|_| Fault::Stopped)??)
}
