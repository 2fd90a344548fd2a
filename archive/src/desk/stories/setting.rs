//! What a worker notes around a telling, beside its layers: no word of the story changes with it.

use super::{Stories, StoriesError};
use crate::audit::Deed;
use crate::contracts::STORY;
use crate::store::stories as rows;
use method::id::StoryId;
use method::policy::{Action, Actor};
use method::story::{Circumstances, Setting};

impl Stories<'_> {
    /// Keeps what was noted around a telling in the place of the version that its writer read.
    ///
    /// # Errors
    /// [`StoriesError::Conflict`] if somebody changed it since; [`StoriesError::TooLong`], [`StoriesError::NotFound`].
    pub async fn note_setting(&self, actor: &Actor, id: StoryId, noted: Setting) -> Result<(), StoriesError> {
        let (_, key, keys) = self.fetch(actor, Action::TendStory, id).await?;
        let by = actor.account().ok_or(StoriesError::NotFound)?;
        if noted.is_too_long() {
            return Err(StoriesError::TooLong);
        }
        let mut tx = self.0.content.write().await?;
        let read = rows::by_id(&mut tx, id).await?.ok_or(StoriesError::NotFound)?.sealed;
        let mut circumstances: Circumstances = keys.open(&key, STORY, id.uuid(), 1, read.clone())?;
        if circumstances.setting.version != noted.version {
            return Err(StoriesError::Conflict);
        }
        circumstances.setting = Setting {
            version: noted.version.saturating_add(1),
            ..noted
        };
        let sealed = keys.seal(&key, STORY, id.uuid(), 1, &circumstances)?;
        if !rows::replace(&mut tx, id, &read, &sealed).await? {
            return Err(StoriesError::Conflict);
        }
        self.note(&mut tx, &keys, by, Deed::SettingNoted, id).await?;
        Ok(tx.commit().await?)
    }
}
