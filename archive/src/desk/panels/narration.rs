//! The version that a panel reads, as somebody of the team read it aloud: for those who do not read, at a seat or from the chair's
//! loudspeaker. Whoever may read the story here may hear it.

use super::{Kept, Panels, PanelsError, Readable, Ticket, layer_of};
use crate::allowed;
use crate::desk::sound::{is_narrated, narration_of};
use crate::keys::Keys;
use method::id::{PanelId, ProgrammeId, StoryId};
use method::policy::{Action, Actor};
use std::collections::BTreeSet;

impl Panels<'_> {
    /// The narration of a story for a seat, as a file that a browser plays.
    ///
    /// # Errors
    /// As [`Panels::hear`]; [`PanelsError::NotFound`] where nobody read it aloud.
    pub async fn narration_for_seat(&self, ticket: Ticket, story: StoryId) -> Result<Vec<u8>, PanelsError> {
        let keys = self.0.keys()?;
        let (_, kept, readable) = self.hearing(&keys, ticket).await?;
        self.narrated(&keys, &kept, &readable, story).await
    }

    /// The same, for the chair.
    ///
    /// # Errors
    /// [`PanelsError::NotFound`].
    pub async fn narration_for_chair(
        &self,
        actor: &Actor,
        programme: ProgrammeId,
        id: PanelId,
        story: StoryId,
    ) -> Result<Vec<u8>, PanelsError> {
        let keys = self.0.keys()?;
        let (kept, _, readable) = self.current(&keys, programme, id).await?;
        if !allowed(actor, Action::LeadPanel, &kept.subject(programme)) {
            return Err(PanelsError::NotFound);
        }
        self.narrated(&keys, &kept, &readable, story).await
    }

    /// Which stories of a panel were read aloud, for its chair.
    ///
    /// # Errors
    /// [`PanelsError::NotFound`].
    pub async fn narrated_stories(
        &self,
        actor: &Actor,
        programme: ProgrammeId,
        id: PanelId,
    ) -> Result<BTreeSet<StoryId>, PanelsError> {
        let keys = self.0.keys()?;
        let (kept, _, readable) = self.current(&keys, programme, id).await?;
        if !allowed(actor, Action::LeadPanel, &kept.subject(programme)) {
            return Err(PanelsError::NotFound);
        }
        let mut tx = self.0.content.read().await?;
        let mut narrated = BTreeSet::new();
        for one in kept.put().iter().filter(|one| readable.contains_key(&one.story)) {
            if is_narrated(&mut tx, one.text.layer).await? {
                narrated.insert(one.story);
            }
        }
        Ok(narrated)
    }

    async fn narrated(&self, keys: &Keys, kept: &Kept, readable: &Readable, story: StoryId) -> Result<Vec<u8>, PanelsError> {
        if kept.panel.record().is_some() {
            return Err(PanelsError::NotFound);
        }
        let layer = layer_of(kept, story).ok_or(PanelsError::NotFound)?;
        let opened = readable.get(&story).ok_or(PanelsError::NotFound)?;
        let mut tx = self.0.content.read().await?;
        let file = narration_of(&mut tx, keys, opened, layer).await?;
        file.ok_or(PanelsError::NotFound)
    }
}
