//! A whole story without what leads to a person: what somebody begins with who makes the text that a panel of others reads
//! (`LayerKind::Anonymised`). It proposes; a person writes, and another approves.

use super::names::Names;
use super::{Excerpts, ExcerptsError};
use crate::allowed;
use crate::desk::stories::opened;
use method::id::StoryId;
use method::policy::{Action, Actor};
use method::story::Telling;

impl Excerpts<'_> {
    /// The text of a story with everything that was found in it replaced, title included, people as the story's excerpts call them.
    ///
    /// # Errors
    /// [`ExcerptsError::NotFound`] for whoever does not tend the story.
    pub async fn without_names(&self, actor: &Actor, story: StoryId) -> Result<Telling, ExcerptsError> {
        let keys = self.0.keys()?;
        let mut tx = self.0.content.read().await?;
        let story = opened::by_id(&mut tx, &keys, story).await?;
        let story = story.filter(|story| allowed(actor, Action::TendStory, &story.subject()));
        let story = story.ok_or(ExcerptsError::NotFound)?;
        let mut names = Names::of(&mut tx, &keys, &story, actor, self.0.clock.now()).await?;
        drop(tx);
        let layer = story.newest().ok_or(ExcerptsError::NotFound)?;
        Ok(names.without(layer, &self.search(story.programme, layer).await?))
    }
}
