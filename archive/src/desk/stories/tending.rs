//! Tending a story that was told: an edited layer, a read-back, what its teller decides about its use. Nothing is rewritten.

use super::recording::{last_day, whole_story};
use super::{Stories, StoriesError, append};
use crate::audit::Deed;
use crate::clock::random_id;
use crate::keys::Keys;
use crate::store::change_log;
use crate::store::stories::Appended;
use archive_vault::DataKey;
use method::consent::{Answer, Consent, Said, Until};
use method::id::{AccountId, LayerId, StoryId};
use method::policy::{Action, Actor};
use method::story::{Layer, LayerKind, ReadBack, Telling};

impl Stories<'_> {
    /// Adds an edited layer over `read_layers` that were there when the editor read the story.
    ///
    /// # Errors
    /// [`StoriesError::Conflict`] if a layer was added since; [`StoriesError::Lacks`], [`StoriesError::ReasonMissing`],
    /// [`StoriesError::Unchanged`].
    pub async fn edit(
        &self,
        actor: &Actor,
        id: StoryId,
        telling: Telling,
        reason: &str,
        read_layers: usize,
    ) -> Result<(), StoriesError> {
        let (whole, key, keys) = self.fetch(actor, Action::TendStory, id).await?;
        let Actor::Account { id: author, .. } = *actor else {
            return Err(StoriesError::NotFound);
        };
        whole_story(&telling, &whole.circumstances.changes, Some(whole.circumstances.chosen))?;
        let newest = whole.newest().ok_or(StoriesError::NotFound)?;
        if reason.trim().is_empty() {
            return Err(StoriesError::ReasonMissing);
        }
        if whole.layers.len() != read_layers {
            return Err(StoriesError::Conflict);
        }
        if newest.telling == telling {
            return Err(StoriesError::Unchanged);
        }
        let layer = Layer {
            id: LayerId::new(random_id()),
            kind: LayerKind::Edited,
            language: newest.language,
            author,
            at: self.0.clock.now(),
            reason: reason.trim().to_owned(),
            telling,
        };
        let mut tx = self.0.content.write().await?;
        append(
            &mut tx,
            &keys,
            &key,
            Appended::Layer,
            id,
            next(read_layers),
            layer.id.uuid(),
            &layer,
        )
        .await?;
        change_log::changed(&mut tx, id).await?;
        self.note(&mut tx, &keys, author, Deed::LayerAdded, id).await?;
        Ok(tx.commit().await?)
    }

    /// Notes that the story was read back to its teller.
    pub async fn read_back(&self, actor: &Actor, id: StoryId, corrections: u16, approved: bool) -> Result<(), StoriesError> {
        let (whole, key, keys) = self.fetch(actor, Action::TendStory, id).await?;
        let Actor::Account { id: by, .. } = *actor else {
            return Err(StoriesError::NotFound);
        };
        let read_back = ReadBack {
            by,
            at: self.0.clock.now(),
            corrections,
            approved,
        };
        let mut tx = self.0.content.write().await?;
        append(
            &mut tx,
            &keys,
            &key,
            Appended::ReadBack,
            id,
            next(whole.read_backs.len()),
            random_id(),
            &read_back,
        )
        .await?;
        change_log::changed(&mut tx, id).await?;
        self.note(&mut tx, &keys, by, Deed::ReadBack, id).await?;
        Ok(tx.commit().await?)
    }

    /// Records what she says now about one purpose; a yes names its last day. What the talk leaves open, her age and whether others
    /// can be recognised, stays as it was written down before.
    ///
    /// # Errors
    /// [`StoriesError::UntilPast`], [`StoriesError::UntilTooFar`]; [`StoriesError::Talk`] names what a yes lacks;
    /// [`StoriesError::Conflict`] if two people record at once.
    pub async fn decide(&self, actor: &Actor, id: StoryId, said: Said) -> Result<(), StoriesError> {
        let (whole, key, keys) = self.fetch(actor, Action::TendStory, id).await?;
        let by = actor.account().ok_or(StoriesError::NotFound)?;
        self.decided(&keys, &key, id, &whole.consent, Some(by), said).await
    }

    /// Records a decision of hers after what she decided before. Whoever calls has asked whether it may be recorded; `by` is the
    /// worker to whom she said it, none if she decided alone.
    pub(crate) async fn decided(
        &self,
        keys: &Keys,
        key: &DataKey,
        id: StoryId,
        before: &Consent,
        by: Option<AccountId>,
        said: Said,
    ) -> Result<(), StoriesError> {
        let now = self.0.clock.now();
        let said = Said {
            talk: said.talk.after(before.age(), before.others()),
            ..said
        };
        if let Answer::Yes { until } = said.answer {
            last_day(Until::Own(until), said.purpose, now.date_naive())?;
            let lacks = said.lacks();
            if !lacks.is_empty() {
                return Err(StoriesError::Talk(lacks));
            }
        }
        let decision = said.recorded(now, by);
        let mut tx = self.0.content.write().await?;
        let seq = next(before.decisions().len());
        append(&mut tx, keys, key, Appended::Decision, id, seq, random_id(), &decision).await?;
        change_log::changed(&mut tx, id).await?;
        self.note(&mut tx, keys, by, Deed::ConsentRecorded, id).await?;
        Ok(tx.commit().await?)
    }
}

/// The number of the next row after so many.
pub(super) fn next(have: usize) -> i32 {
    i32::try_from(have).unwrap_or(i32::MAX - 1) + 1
}
