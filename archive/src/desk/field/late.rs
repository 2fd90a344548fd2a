//! What tablets send of a recording that is a story already: kept beside the story, under its key, until whoever tends the story has
//! read both texts and puts the late one away.

use super::drafts::{MadeBy, Opened, keep, opened};
use super::{Field, FieldError};
use crate::allowed;
use crate::audit::Deed;
use crate::contracts::DRAFT;
use crate::keys::Keys;
use crate::store::Tx;
use crate::store::field::{self as rows, DraftRow};
use method::id::StoryId;
use method::policy::{Action, Actor};
use method::recording::{Clash, Draft, Dropped, Written};

/// What came late, for whoever tends the story.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Late {
    /// The version that she read.
    pub version: i32,
    /// Where it says otherwise than the story as it was recorded.
    pub texts: Vec<Clash>,
    /// Why a tablet said that the story is not to be kept.
    pub unwanted: Option<Dropped>,
}

impl Field<'_> {
    /// What tablets wrote otherwise after their recording had become this story.
    ///
    /// # Errors
    /// [`FieldError::NotFound`] for whoever does not tend the story.
    pub async fn late(&self, actor: &Actor, story: StoryId) -> Result<Late, FieldError> {
        let keys = self.0.keys()?;
        let mut tx = self.0.content.read().await?;
        let Some(row) = rows::draft_of_story(&mut tx, story).await? else {
            return Ok(Late::default());
        };
        let kept = tended(&keys, actor, row).await?;
        Ok(Late {
            version: kept.row.version,
            texts: kept.draft.late(),
            unwanted: kept.draft.is_unwanted(),
        })
    }

    /// Puts away what came late, by somebody who read this `version` of it.
    ///
    /// # Errors
    /// [`FieldError::NotFound`]; [`FieldError::Conflict`] if more has come since.
    pub async fn put_away(&self, actor: &Actor, story: StoryId, version: i32) -> Result<(), FieldError> {
        let keys = self.0.keys()?;
        let by = actor.account().ok_or(FieldError::NotFound)?;
        let mut tx = self.0.content.write().await?;
        let row = rows::draft_of_story(&mut tx, story).await?.ok_or(FieldError::NotFound)?;
        let kept = tended(&keys, actor, row).await?;
        if kept.row.version != version {
            return Err(FieldError::Conflict);
        }
        keep(&mut tx, &keys, &kept, &kept.draft.clone().put_away()).await?;
        self.note(&mut tx, &keys, by, Deed::LatePutAway, story).await?;
        Ok(tx.commit().await?)
    }

    /// Keeps what a tablet wrote beside the story that its recording is already.
    pub(super) async fn written_late(
        &self,
        keys: &Keys,
        made_by: &MadeBy,
        story: StoryId,
        written: Written,
    ) -> Result<(), FieldError> {
        let mut tx = self.0.content.write().await?;
        let kept = beside(&mut tx, keys, made_by, story).await?;
        let sheet = written.sheet.clone().with("site", kept.row.site_id.to_string());
        let draft = kept.draft.clone().write(Written { sheet, ..written });
        if draft != kept.draft {
            keep(&mut tx, keys, &kept, &draft).await?;
        }
        Ok(tx.commit().await?)
    }

    /// Keeps beside a story that a tablet says it is not to be kept.
    pub(super) async fn unwanted(
        &self,
        tx: &mut Tx,
        keys: &Keys,
        made_by: &MadeBy,
        story: StoryId,
        why: Dropped,
    ) -> Result<(), FieldError> {
        let kept = beside(tx, keys, made_by, story).await?;
        keep(tx, keys, &kept, &kept.draft.clone().unwanted(why)).await?;
        Ok(())
    }
}

/// The draft beside a story; a new one if the story was recorded before drafts stayed there.
async fn beside(tx: &mut Tx, keys: &Keys, made_by: &MadeBy, story: StoryId) -> Result<Opened, FieldError> {
    if let Some(row) = rows::draft_of_story(tx, story).await? {
        return opened(keys, row).await?.ok_or(FieldError::NotFound);
    }
    let key = keys.story(made_by.programme, made_by.site, story).await?;
    let (key, draft) = (key.ok_or(FieldError::NotFound)?, Draft::default().as_story());
    let row = DraftRow {
        id: story.uuid(),
        programme_id: made_by.programme.uuid(),
        site_id: made_by.site.uuid(),
        recorder_id: made_by.recorder.uuid(),
        version: 1,
        sealed: keys.seal(&key, DRAFT, story.uuid(), 1, &draft)?,
    };
    rows::add_draft(tx, &row).await?;
    Ok(Opened { row, key, draft })
}

async fn tended(keys: &Keys, actor: &Actor, row: DraftRow) -> Result<Opened, FieldError> {
    let kept = opened(keys, row).await?.ok_or(FieldError::NotFound)?;
    if allowed(actor, Action::TendStory, &kept.subject()) {
        Ok(kept)
    } else {
        Err(FieldError::NotFound)
    }
}
