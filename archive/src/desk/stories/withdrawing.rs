//! Withdrawing a story for its teller. The key goes first; everything after it can be done again, and is, when the program was
//! stopped in between.

use super::{Stories, StoriesError};
use crate::audit::Deed;
use crate::desk::briefs::{self, Recall};
use crate::desk::panels::{self, Panels};
use crate::desk::{coding, field};
use crate::error::Fault;
use crate::keys::{Keys, STORY};
use crate::store::stories as rows;
use crate::store::{Tx, change_log, keyring};
use chrono::{DateTime, Utc};
use method::id::{AccountId, BoxId, ProgrammeId, StoryId};
use method::policy::{Action, Actor};

impl Stories<'_> {
    /// Withdraws a story for its teller: its key is destroyed first, so that no copy of the content opens it, then its rows go,
    /// with all that grew on it, and its words leave open panels, records, the names of
    /// codes and every draft of a brief. The briefs that went out
    /// with them are to be recalled.
    ///
    /// # Errors
    /// [`StoriesError::NotFound`].
    pub async fn withdraw(&self, actor: &Actor, id: StoryId) -> Result<Vec<Recall>, StoriesError> {
        let (whole, _, keys) = self.fetch(actor, Action::WithdrawStory, id).await?;
        let by = actor.account().ok_or(StoriesError::NotFound)?;
        Ok(self.withdrawn(&keys, whole.programme, id, Some(by)).await?)
    }

    /// Withdraws a story. Whoever calls has asked whether it may be; `by` is the worker who does it for her, none if she does it
    /// alone.
    pub(crate) async fn withdrawn(
        &self,
        keys: &Keys,
        programme: ProgrammeId,
        id: StoryId,
        by: Option<AccountId>,
    ) -> Result<Vec<Recall>, Fault> {
        keys.forget_story(id).await?;
        let mut tx = self.0.content.write().await?;
        let (recalls, boxes) = remove(&mut tx, keys, programme, id, self.0.clock.now()).await?;
        self.note(&mut tx, keys, by, Deed::StoryWithdrawn, id).await?;
        tx.commit().await?;
        self.end_boxes(keys, boxes).await?;
        self.0.content.forget().await?;
        Ok(recalls)
    }

    /// Destroys the keys of boxes of secret rounds that a withdrawal ended.
    async fn end_boxes(&self, keys: &Keys, boxes: Vec<BoxId>) -> Result<(), Fault> {
        for id in boxes {
            Panels(self.0).end_box(keys, Some(id)).await?;
        }
        Ok(())
    }

    /// Ends withdrawals of which the key was destroyed and the rest was not done: the program was stopped in between, or an old
    /// copy of the content was put back. How many there were. Asked whenever the vault is opened.
    pub(crate) async fn finish_withdrawals(&self) -> Result<usize, Fault> {
        let keys = self.0.keys()?;
        let mut tx = self.0.content.read().await?;
        let told = rows::ids(&mut tx).await?;
        drop(tx);
        // The keys after the rows: a story's key is made before its row, so whatever is told now has one.
        let mut ring = self.0.ring.read().await?;
        let kept = keyring::owners(&mut ring, STORY).await?;
        drop(ring);
        let mut withdrawn = Vec::new();
        for (id, programme) in told.into_iter().filter(|(id, _)| !kept.contains(id)) {
            // A key that is missing without having been destroyed may still stand in another copy of the keyring.
            if keys.was_forgotten(StoryId::new(id)).await? {
                withdrawn.push((StoryId::new(id), ProgrammeId::new(programme)));
            }
        }
        if withdrawn.is_empty() {
            return Ok(0);
        }
        let mut tx = self.0.content.write().await?;
        let mut boxes = Vec::new();
        for (id, programme) in &withdrawn {
            boxes.extend(remove(&mut tx, &keys, *programme, *id, self.0.clock.now()).await?.1);
        }
        tx.commit().await?;
        self.end_boxes(&keys, boxes).await?;
        self.0.content.forget().await?;
        Ok(withdrawn.len())
    }
}

/// Everything of a story goes, but for the counts of closed panels and the list of briefs to be recalled: that list, and the boxes of
/// secret rounds that ended.
async fn remove(
    tx: &mut Tx,
    keys: &Keys,
    programme: ProgrammeId,
    id: StoryId,
    now: DateTime<Utc>,
) -> Result<(Vec<Recall>, Vec<BoxId>), Fault> {
    let boxes = panels::without_story(tx, keys, programme, id).await?;
    let recalls = briefs::forget_story(tx, keys, programme, id, now).await?;
    coding::forget_story(tx, keys, programme, id, now).await?;
    field::forget(tx, id).await?;
    rows::remove(tx, id).await?;
    change_log::changed(tx, id).await?;
    Ok((recalls, boxes))
}
