//! Transcripts, translations and texts without names while they are written: kept apart from the layers, so that no panel, excerpt, search or brief
//! knows of them, and made a layer when somebody who tends the story approves them, in an act of its own.

use super::recording::whole_story;
use super::tending::next;
use super::{Stories, StoriesError, Whole, append};
use crate::audit::Deed;
use crate::clock::random_id;
use crate::contracts::LAYER_DRAFT;
use crate::error::Fault;
use crate::keys::Keys;
use crate::store::growth::{self, GrownRow, Growth};
use crate::store::stories::Appended;
use crate::store::{Tx, change_log, sound};
use archive_vault::DataKey;
use method::id::{DraftId, LayerId, StoryId, TakeId};
use method::language::Language;
use method::policy::{Action, Actor};
use method::story::{Draft, Drafted, PART_LETTERS, Telling, Unready, approved};

/// A text that is being written, with what is needed to change it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct KeptDraft {
    /// Its id.
    pub id: DraftId,
    /// The version to name when changing or approving it.
    pub version: i32,
    /// The text.
    pub draft: Draft,
}

/// What somebody wrote.
#[derive(Clone, Debug)]
pub struct NewDraft {
    /// What it is to become.
    pub what: Drafted,
    /// The language of its words.
    pub language: Language,
    /// Its words.
    pub telling: Telling,
}

impl Stories<'_> {
    /// What is being written of a story, for whoever tends it.
    ///
    /// # Errors
    /// [`StoriesError::NotFound`].
    pub async fn drafts(&self, actor: &Actor, id: StoryId) -> Result<Vec<KeptDraft>, StoriesError> {
        let (_, key, keys) = self.fetch(actor, Action::TendStory, id).await?;
        let mut tx = self.0.content.read().await?;
        Ok(of_story(&mut tx, &keys, &key, id).await?)
    }

    /// Saves a transcript, a translation or a text without names over the version that was read; 0 where none was there.
    ///
    /// # Errors
    /// [`StoriesError::Conflict`] if somebody saved it since; [`StoriesError::NoSound`], [`StoriesError::NotAligned`],
    /// [`StoriesError::TooLong`].
    pub async fn keep_draft(
        &self,
        actor: &Actor,
        id: StoryId,
        new: NewDraft,
        read_version: i32,
    ) -> Result<(), StoriesError> {
        let (whole, key, keys) = self.fetch(actor, Action::TendStory, id).await?;
        let author = actor.account().ok_or(StoriesError::NotFound)?;
        let draft = Draft {
            what: new.what,
            language: new.language,
            author,
            at: self.0.clock.now(),
            telling: new.telling,
        };
        let mut tx = self.0.content.write().await?;
        check(&mut tx, &whole, &draft).await?;
        let there = of_story(&mut tx, &keys, &key, id).await?;
        let there = there.iter().find(|one| one.draft.is_same_work(&draft));
        if there.map_or(0, |one| one.version) != read_version {
            return Err(StoriesError::Conflict);
        }
        let row_id = there.map_or_else(random_id, |one| one.id.uuid());
        let version = read_version + 1;
        let row = GrownRow {
            id: row_id,
            programme_id: whole.programme.uuid(),
            story_id: id.uuid(),
            version,
            sealed: keys.seal(&key, LAYER_DRAFT, row_id, version, &draft)?,
        };
        if there.is_some() {
            growth::update(&mut tx, Growth::LayerDraft, &row, read_version).await?;
        } else {
            growth::add(&mut tx, Growth::LayerDraft, &row).await?;
        }
        self.note(&mut tx, &keys, author, Deed::DraftKept, id).await?;
        Ok(tx.commit().await?)
    }

    /// Makes the version of a draft that was read a layer of the story.
    ///
    /// # Errors
    /// [`StoriesError::Conflict`] if somebody saved it since; [`StoriesError::Lacks`], [`StoriesError::NoSound`],
    /// [`StoriesError::NotAligned`], [`StoriesError::OwnWork`].
    pub async fn approve_draft(
        &self,
        actor: &Actor,
        id: StoryId,
        draft: DraftId,
        read_version: i32,
    ) -> Result<(), StoriesError> {
        let (whole, key, keys) = self.fetch(actor, Action::TendStory, id).await?;
        let by = actor.account().ok_or(StoriesError::NotFound)?;
        let mut tx = self.0.content.write().await?;
        let kept = found(&mut tx, &keys, &key, id, draft, read_version).await?;
        let about = &whole.circumstances;
        let lacks = match whole_story(&kept.telling, &about.changes, Some(about.chosen)) {
            Ok(_) => Vec::new(),
            Err(StoriesError::Lacks(lacks)) => lacks,
            Err(error) => return Err(error),
        };
        let act = (LayerId::new(random_id()), by, self.0.clock.now());
        let takes = sound::takes_of(&mut tx, id).await?.into_iter().map(TakeId::new).collect();
        let layer = approved(kept, act, &whole.layers, takes, lacks).map_err(|unready| match unready {
            Unready::Lacks(lacks) => StoriesError::Lacks(lacks),
            Unready::NoSound => StoriesError::NoSound,
            Unready::NotAligned => StoriesError::NotAligned,
            Unready::OwnWork => StoriesError::OwnWork,
        })?;
        let seq = next(whole.layers.len());
        append(&mut tx, &keys, &key, Appended::Layer, id, seq, layer.id.uuid(), &layer).await?;
        growth::remove(&mut tx, Growth::LayerDraft, draft.uuid(), read_version).await?;
        change_log::changed(&mut tx, id).await?;
        self.note(&mut tx, &keys, by, Deed::LayerAdded, id).await?;
        Ok(tx.commit().await?)
    }

    /// Throws a draft away.
    ///
    /// # Errors
    /// [`StoriesError::Conflict`] if somebody saved it since.
    pub async fn drop_draft(
        &self,
        actor: &Actor,
        id: StoryId,
        draft: DraftId,
        read_version: i32,
    ) -> Result<(), StoriesError> {
        let (_, key, keys) = self.fetch(actor, Action::TendStory, id).await?;
        let by = actor.account().ok_or(StoriesError::NotFound)?;
        let mut tx = self.0.content.write().await?;
        found(&mut tx, &keys, &key, id, draft, read_version).await?;
        growth::remove(&mut tx, Growth::LayerDraft, draft.uuid(), read_version).await?;
        self.note(&mut tx, &keys, by, Deed::DraftDropped, id).await?;
        Ok(tx.commit().await?)
    }
}

/// Whether a draft can be kept: within bounds, and of something that is there.
async fn check(tx: &mut Tx, whole: &Whole, draft: &Draft) -> Result<(), StoriesError> {
    let telling = &draft.telling;
    let parts = [&telling.title, &telling.context, &telling.description, &telling.significance];
    if parts.into_iter().any(|part| part.chars().count() > PART_LETTERS) {
        return Err(StoriesError::TooLong);
    }
    match draft.what {
        Drafted::Transcript if sound::count(tx, whole.id).await? == 0 => Err(StoriesError::NoSound),
        Drafted::Transcript => Ok(()),
        Drafted::Translation { of } | Drafted::Anonymised { of } => {
            let source = whole
                .layers
                .iter()
                .find(|layer| layer.id == of)
                .ok_or(StoriesError::NotFound)?;
            let is_translation = matches!(draft.what, Drafted::Translation { .. });
            if !source.is_beside() && (source.language != draft.language) == is_translation {
                Ok(())
            } else {
                Err(StoriesError::NotAligned)
            }
        }
    }
}

async fn of_story(tx: &mut Tx, keys: &Keys, key: &DataKey, id: StoryId) -> Result<Vec<KeptDraft>, Fault> {
    let rows = growth::of_story(tx, Growth::LayerDraft, id).await?;
    let kept = rows.into_iter().map(|row| {
        Ok(KeptDraft {
            id: DraftId::new(row.id),
            version: row.version,
            draft: keys.open(key, LAYER_DRAFT, row.id, row.version, row.sealed)?,
        })
    });
    kept.collect()
}

async fn found(
    tx: &mut Tx,
    keys: &Keys,
    key: &DataKey,
    id: StoryId,
    draft: DraftId,
    read_version: i32,
) -> Result<Draft, StoriesError> {
    let kept = of_story(tx, keys, key, id).await?;
    // Gone since: somebody approved it or threw it away.
    let kept = kept.into_iter().find(|one| one.id == draft).ok_or(StoriesError::Conflict)?;
    if kept.version == read_version {
        Ok(kept.draft)
    } else {
        Err(StoriesError::Conflict)
    }
}
