//! Versions of stories read aloud by the team: one narration a layer, sealed under the story's key, so that it ends with the story.
//! A panel hears the narration of the very version that it reads.

use super::{SoundError, Sounds};
use crate::allowed;
use crate::audit::{self, Deed, Entry};
use crate::contracts::NARRATION;
use crate::desk::stories::opened::{self, Opened};
use crate::error::Fault;
use crate::keys::Keys;
use crate::store::Tx;
use crate::store::growth::{self, GrownRow, Growth};
use archive_export::ogg_opus;
use archive_vault::VaultError;
use method::id::{LayerId, StoryId};
use method::policy::{Action, Actor};
use method::sound::Narration;
use method::story::Layer;

/// The text that is read aloud, and whether somebody has.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ToNarrate {
    /// The story's text now.
    pub layer: Layer,
    /// Whether there is a narration of it.
    pub is_narrated: bool,
}

impl Sounds<'_> {
    /// What to read aloud, for whoever tends the story.
    ///
    /// # Errors
    /// [`SoundError::NotFound`].
    pub async fn to_narrate(&self, actor: &Actor, story: StoryId) -> Result<ToNarrate, SoundError> {
        let keys = self.0.keys()?;
        let mut tx = self.0.content.read().await?;
        let opened = tended(&mut tx, &keys, actor, story).await?;
        let layer = opened.newest().ok_or(SoundError::NotFound)?.clone();
        let is_narrated = is_narrated(&mut tx, layer.id).await?;
        Ok(ToNarrate { layer, is_narrated })
    }

    /// Keeps a narration of a layer, in the place of an earlier one.
    ///
    /// # Errors
    /// [`SoundError::NotFound`] for whoever does not tend the story; [`SoundError::Differs`] if the story's text is another by now.
    pub async fn narrate(
        &self,
        actor: &Actor,
        story: StoryId,
        layer: LayerId,
        narration: &Narration,
    ) -> Result<(), SoundError> {
        let keys = self.0.keys()?;
        let mut tx = self.0.content.write().await?;
        let opened = tended(&mut tx, &keys, actor, story).await?;
        if opened.newest().is_none_or(|newest| newest.id != layer) {
            return Err(SoundError::Differs);
        }
        let before = growth::by_id(&mut tx, Growth::Narration, layer.uuid()).await?;
        let read_version = before.map_or(0, |row| row.version);
        let row = GrownRow {
            id: layer.uuid(),
            programme_id: opened.programme.uuid(),
            story_id: story.uuid(),
            version: read_version + 1,
            sealed: keys.seal_bytes(&opened.key, NARRATION, layer.uuid(), narration.as_bytes())?,
        };
        // Writers take turns: what was read in this transaction is still so.
        match read_version {
            0 => growth::add(&mut tx, Growth::Narration, &row).await?,
            _ => drop(growth::update(&mut tx, Growth::Narration, &row, read_version).await?),
        }
        self.note(&mut tx, &keys, actor, (Deed::NarrationKept, story)).await?;
        Ok(tx.commit().await?)
    }

    /// Throws the narration of a layer away; where there is none, nothing happens.
    ///
    /// # Errors
    /// [`SoundError::NotFound`] for whoever does not tend the story.
    pub async fn drop_narration(&self, actor: &Actor, story: StoryId, layer: LayerId) -> Result<(), SoundError> {
        let keys = self.0.keys()?;
        let mut tx = self.0.content.write().await?;
        let opened = tended(&mut tx, &keys, actor, story).await?;
        let row = growth::by_id(&mut tx, Growth::Narration, layer.uuid()).await?;
        let Some(row) = row.filter(|row| row.story_id == opened.id.uuid()) else {
            return Ok(());
        };
        growth::remove(&mut tx, Growth::Narration, row.id, row.version).await?;
        self.note(&mut tx, &keys, actor, (Deed::NarrationDropped, story)).await?;
        Ok(tx.commit().await?)
    }

    /// The narration of a layer as a file that a browser plays, for whoever may read the story.
    ///
    /// # Errors
    /// [`SoundError::NotFound`], also where there is none.
    pub async fn narration(&self, actor: &Actor, story: StoryId, layer: LayerId) -> Result<Vec<u8>, SoundError> {
        let keys = self.0.keys()?;
        let mut tx = self.0.content.read().await?;
        let opened = opened::by_id(&mut tx, &keys, story).await?.ok_or(SoundError::NotFound)?;
        if !opened.is_readable_by(actor, self.0.clock.now()) {
            return Err(SoundError::NotFound);
        }
        let file = narration_of(&mut tx, &keys, &opened, layer).await?;
        file.ok_or(SoundError::NotFound)
    }

    async fn note(&self, tx: &mut Tx, keys: &Keys, actor: &Actor, (deed, story): (Deed, StoryId)) -> Result<(), Fault> {
        let entry = Entry {
            at: self.0.clock.now(),
            by: actor.account(),
            deed,
            about: Some(story.uuid()),
        };
        audit::append(tx, keys, &entry).await
    }
}

/// A story that somebody tends.
async fn tended(tx: &mut Tx, keys: &Keys, actor: &Actor, story: StoryId) -> Result<Opened, SoundError> {
    let opened = opened::by_id(tx, keys, story).await?;
    let hers = opened.filter(|one| allowed(actor, Action::TendStory, &one.subject()));
    hers.ok_or(SoundError::NotFound)
}

/// Whether a layer was read aloud.
pub(crate) async fn is_narrated(tx: &mut Tx, layer: LayerId) -> Result<bool, Fault> {
    Ok(growth::by_id(tx, Growth::Narration, layer.uuid()).await?.is_some())
}

/// The narration of a story's layer as a file. Whoever calls has asked whether it may be heard.
pub(crate) async fn narration_of(
    tx: &mut Tx,
    keys: &Keys,
    story: &Opened,
    layer: LayerId,
) -> Result<Option<Vec<u8>>, Fault> {
    let row = growth::by_id(tx, Growth::Narration, layer.uuid()).await?;
    let Some(row) = row.filter(|row| row.story_id == story.id.uuid()) else {
        return Ok(None);
    };
    let refused = || Fault::Vault(VaultError::Refused);
    let bytes = keys.open_bytes(&story.key, NARRATION, row.id, row.sealed)?;
    let narration = Narration::from_bytes(bytes.to_vec()).map_err(|_| refused())?;
    let packets: Vec<&[u8]> = narration.packets().collect();
    let (serial, ..) = layer.uuid().as_fields();
    ogg_opus(serial, &packets).map(Some).map_err(|_| refused())
}
