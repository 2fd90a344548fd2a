//! Drafts: what the field wrote that is not a story yet. A sheet that is finished and whole becomes one by itself.

use super::{Field, FieldError};
use crate::allowed;
use crate::audit::{self, Deed, Entry};
use crate::clock::random_id;
use crate::contracts::DRAFT;
use crate::desk::people;
use crate::desk::sound;
use crate::desk::stories::{Stories, StoriesError};
use crate::error::Fault;
use crate::keys::Keys;
use crate::store::Tx;
use crate::store::field::{self as rows, DraftRow};
use crate::store::stories;
use archive_vault::DataKey;
use chrono::NaiveDate;
use method::id::{AccountId, ProgrammeId, SiteId, StoryId};
use method::policy::{Action, Actor, Subject};
use method::recording::{Draft, Dropped, Sheet, Told, Written};
use method::sound::Piece;

/// Where a recording comes from.
pub(super) struct MadeBy {
    pub(super) programme: ProgrammeId,
    pub(super) site: SiteId,
    pub(super) recorder: AccountId,
}

/// A draft in a list.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Drafted {
    /// Its id: the story's, once it is one.
    pub id: StoryId,
    /// Where it was told.
    pub site: SiteId,
    /// Who wrote it down.
    pub recorder: AccountId,
    /// What colleagues call her.
    pub worker: String,
    /// Its title, as far as there is one.
    pub title: String,
    /// Whether its recorder was done: it only lacks something.
    pub is_finished: bool,
    /// How many texts are to be settled.
    pub clashes: usize,
}

/// A draft at work.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct AtWork {
    /// Where it was told.
    pub site: SiteId,
    /// What was written.
    pub draft: Draft,
}

/// A draft with its key.
pub(crate) struct Opened {
    pub(crate) row: DraftRow,
    pub(crate) key: DataKey,
    pub(crate) draft: Draft,
}

impl Opened {
    pub(crate) fn subject(&self) -> Subject {
        Subject::Story {
            programme: ProgrammeId::new(self.row.programme_id),
            site: SiteId::new(self.row.site_id),
            recorder: AccountId::new(self.row.recorder_id),
        }
    }
}

impl Field<'_> {
    /// The drafts of a programme that somebody tends.
    pub async fn drafts(&self, actor: &Actor, programme: ProgrammeId) -> Result<Vec<Drafted>, FieldError> {
        let keys = self.0.keys()?;
        let mut tx = self.0.content.read().await?;
        let names = people::names(&mut tx, &keys, programme, actor.account()).await?;
        let mut drafts = Vec::new();
        for row in rows::drafts(&mut tx, programme).await? {
            let Some(opened) = opened(&keys, row).await? else {
                continue;
            };
            if !allowed(actor, Action::TendStory, &opened.subject()) {
                continue;
            }
            let recorder = AccountId::new(opened.row.recorder_id);
            drafts.push(Drafted {
                id: StoryId::new(opened.row.id),
                site: SiteId::new(opened.row.site_id),
                recorder,
                worker: names.get(&recorder).cloned().unwrap_or_default(),
                title: opened.draft.sheet().get("title"),
                is_finished: opened.draft.is_finished(),
                clashes: opened.draft.clashes().len(),
            });
        }
        Ok(drafts)
    }

    /// A draft, for whoever tends it.
    ///
    /// # Errors
    /// [`FieldError::NotFound`].
    pub async fn draft(&self, actor: &Actor, id: StoryId) -> Result<AtWork, FieldError> {
        let keys = self.0.keys()?;
        let mut tx = self.0.content.write().await?;
        let opened = self.tended(&mut tx, &keys, actor, id).await?;
        let by = actor.account().ok_or(FieldError::NotFound)?;
        self.note(&mut tx, &keys, by, Deed::StoryRead, id).await?;
        tx.commit().await?;
        Ok(AtWork {
            site: SiteId::new(opened.row.site_id),
            draft: opened.draft,
        })
    }

    /// Writes on a draft, by somebody who had `seen` versions of it before her.
    ///
    /// # Errors
    /// [`FieldError::NotFound`]; [`FieldError::Conflict`] if somebody wrote on it since.
    pub async fn write(&self, actor: &Actor, id: StoryId, seen: usize, sheet: Sheet) -> Result<(), FieldError> {
        let keys = self.0.keys()?;
        let by = actor.account().ok_or(FieldError::NotFound)?;
        let mut tx = self.0.content.write().await?;
        let opened = self.tended(&mut tx, &keys, actor, id).await?;
        if opened.draft.seen() != seen {
            return Err(FieldError::Conflict);
        }
        let sheet = sheet.with("site", opened.row.site_id.to_string());
        // A writer of its own each time: a page does not go on writing.
        let written = Written {
            writer: random_id(),
            number: 1,
            seen,
            sheet,
            finished: false,
        };
        let draft = opened.draft.clone().write(written).touched(self.today());
        keep(&mut tx, &keys, &opened, &draft).await?;
        self.note(&mut tx, &keys, by, Deed::DraftWritten, id).await?;
        Ok(tx.commit().await?)
    }

    /// Makes a story of a draft.
    ///
    /// # Errors
    /// [`FieldError::NotFound`], [`FieldError::Unsettled`], [`FieldError::Unread`], or what the stories desk refuses.
    pub async fn finish(&self, actor: &Actor, id: StoryId) -> Result<(), FieldError> {
        let keys = self.0.keys()?;
        let mut tx = self.0.content.read().await?;
        let opened = self.tended(&mut tx, &keys, actor, id).await?;
        drop(tx);
        self.become_story(actor, opened).await
    }

    /// Destroys a draft and its key: she does not want it kept.
    ///
    /// # Errors
    /// [`FieldError::NotFound`].
    pub async fn discard(&self, actor: &Actor, id: StoryId) -> Result<(), FieldError> {
        let keys = self.0.keys()?;
        let by = actor.account().ok_or(FieldError::NotFound)?;
        let mut tx = self.0.content.read().await?;
        self.tended(&mut tx, &keys, actor, id).await?;
        drop(tx);
        keys.forget_story(id).await?;
        let mut tx = self.0.content.write().await?;
        remove(&mut tx, id).await?;
        self.note(&mut tx, &keys, by, Deed::StoryWithdrawn, id).await?;
        tx.commit().await?;
        Ok(self.0.content.forget().await?)
    }

    /// Puts what a tablet wrote into its draft, and makes a story of it if it is finished and whole.
    pub(super) async fn written(
        &self,
        keys: &Keys,
        made_by: &MadeBy,
        id: StoryId,
        written: Written,
    ) -> Result<(), FieldError> {
        let mut tx = self.0.content.read().await?;
        let is_story = stories::by_id(&mut tx, id).await?.is_some();
        drop(tx);
        if is_story {
            return self.written_late(keys, made_by, id, written).await;
        }
        self.begun(keys, made_by, id).await?;
        let mut tx = self.0.content.write().await?;
        let Some(row) = rows::draft(&mut tx, id.uuid()).await? else {
            drop(tx);
            // It became a story just now.
            return self.written_late(keys, made_by, id, written).await;
        };
        let opened = opened(keys, row).await?.ok_or(FieldError::NotFound)?;
        let sheet = written.sheet.clone().with("site", opened.row.site_id.to_string());
        let draft = opened.draft.clone().write(Written { sheet, ..written }).touched(self.today());
        let version = keep(&mut tx, keys, &opened, &draft).await?;
        tx.commit().await?;
        let row = DraftRow { version, ..opened.row };
        let key = opened.key;
        self.become_story_by_itself(made_by.recorder, Opened { row, key, draft })
            .await
    }

    /// Makes a story of a draft that is finished and whole, in the name of whoever wrote it in the field.
    pub(super) async fn become_story_by_itself(&self, recorder: AccountId, opened: Opened) -> Result<(), FieldError> {
        if !opened.draft.is_finished() || !opened.draft.clashes().is_empty() {
            return Ok(());
        }
        let mut tx = self.0.content.read().await?;
        let recorder = people::actor(&mut tx, recorder).await?;
        drop(tx);
        match self.become_story(&recorder, opened).await {
            // It stays a draft, and says on its page what it lacks; or somebody wrote on it since, whose writing makes it a story.
            Ok(()) | Err(FieldError::Unread(_) | FieldError::Unsettled | FieldError::NotFound) => Ok(()),
            Err(FieldError::Stories(error)) if !matches!(error, StoriesError::Fault(_)) => Ok(()),
            Err(error) => Err(error),
        }
    }

    /// Keeps a piece of sound of a recording, be it a draft or a story by now.
    pub(super) async fn heard(&self, keys: &Keys, made_by: &MadeBy, id: StoryId, piece: &Piece) -> Result<(), FieldError> {
        let mut tx = self.0.content.read().await?;
        let is_story = stories::by_id(&mut tx, id).await?.is_some();
        drop(tx);
        if !is_story {
            self.begun(keys, made_by, id).await?;
        }
        let key = keys
            .story(made_by.programme, made_by.site, id)
            .await?
            .ok_or(FieldError::NotFound)?;
        let mut tx = self.0.content.write().await?;
        if let Some(row) = rows::draft(&mut tx, id.uuid()).await?
            && let Some(opened) = opened(keys, row).await?
            && opened.draft.last_touched() != Some(self.today())
        {
            keep(&mut tx, keys, &opened, &opened.draft.clone().touched(self.today())).await?;
        }
        sound::keep(&mut tx, keys, &key, id, piece).await?;
        Ok(tx.commit().await?)
    }

    /// Destroys what arrived of a recording that its worker did not keep.
    ///
    /// # Errors
    /// [`FieldError::IsStory`] if it is a story already, which is withdrawn by another way; its page says why it is not wanted.
    pub(super) async fn dropped(&self, keys: &Keys, made_by: &MadeBy, id: StoryId, why: Dropped) -> Result<(), FieldError> {
        let mut tx = self.0.content.write().await?;
        if stories::by_id(&mut tx, id).await?.is_some() {
            self.unwanted(&mut tx, keys, made_by, id, why).await?;
            tx.commit().await?;
            return Err(FieldError::IsStory);
        }
        keys.forget_story(id).await?;
        remove(&mut tx, id).await?;
        self.note(&mut tx, keys, made_by.recorder, Deed::RecordingDropped(why), id)
            .await?;
        tx.commit().await?;
        Ok(self.0.content.forget().await?)
    }

    /// Makes sure that a recording has a key and a draft, so that whatever arrives of it has a place.
    pub(super) async fn begun(&self, keys: &Keys, made_by: &MadeBy, id: StoryId) -> Result<(), FieldError> {
        let mut tx = self.0.content.read().await?;
        if rows::draft(&mut tx, id.uuid()).await?.is_some() {
            return Ok(());
        }
        drop(tx);
        let key = match keys.story(made_by.programme, made_by.site, id).await? {
            Some(key) => key,
            None => keys.add_story(made_by.programme, made_by.site, id).await?,
        };
        let row = DraftRow {
            id: id.uuid(),
            programme_id: made_by.programme.uuid(),
            site_id: made_by.site.uuid(),
            recorder_id: made_by.recorder.uuid(),
            version: 1,
            sealed: keys.seal(&key, DRAFT, id.uuid(), 1, &Draft::default().touched(self.today()))?,
        };
        let mut tx = self.0.content.write().await?;
        // It may have become a story in between.
        if rows::draft(&mut tx, id.uuid()).await?.is_none() && stories::by_id(&mut tx, id).await?.is_none() {
            rows::add_draft(&mut tx, &row).await?;
            tx.commit().await?;
        }
        Ok(())
    }

    async fn become_story(&self, actor: &Actor, opened: Opened) -> Result<(), FieldError> {
        if !opened.draft.clashes().is_empty() {
            return Err(FieldError::Unsettled);
        }
        let told = Told::read(&opened.draft.sheet()).map_err(FieldError::Unread)?;
        let version = opened.row.version + 1;
        let (id, draft) = (opened.row.id, opened.draft.as_story());
        let sealed = self.0.keys()?.seal(&opened.key, DRAFT, id, version, &draft)?;
        let row = DraftRow {
            version,
            sealed,
            ..opened.row
        };
        Stories(self.0).record_draft(actor, told, &row, &opened.key).await?;
        Ok(())
    }

    fn today(&self) -> NaiveDate {
        self.0.clock.now().date_naive()
    }

    async fn tended(&self, tx: &mut Tx, keys: &Keys, actor: &Actor, id: StoryId) -> Result<Opened, FieldError> {
        let row = rows::draft(tx, id.uuid()).await?.ok_or(FieldError::NotFound)?;
        let opened = opened(keys, row).await?.ok_or(FieldError::NotFound)?;
        if allowed(actor, Action::TendStory, &opened.subject()) {
            Ok(opened)
        } else {
            Err(FieldError::NotFound)
        }
    }

    pub(super) async fn note(
        &self,
        tx: &mut Tx,
        keys: &Keys,
        by: AccountId,
        deed: Deed,
        about: StoryId,
    ) -> Result<(), Fault> {
        let (at, by, about) = (self.0.clock.now(), Some(by), Some(about.uuid()));
        audit::append(tx, keys, &Entry { at, by, deed, about }).await
    }
}

/// Everything of a draft goes.
pub(crate) async fn remove(tx: &mut Tx, id: StoryId) -> Result<(), Fault> {
    rows::remove_letters_of(tx, id.uuid()).await?;
    crate::store::sound::remove(tx, id).await?;
    Ok(rows::remove_draft(tx, id.uuid()).await?)
}

/// A draft, opened; none if its key was destroyed.
pub(crate) async fn opened(keys: &Keys, row: DraftRow) -> Result<Option<Opened>, Fault> {
    let (programme, site) = (ProgrammeId::new(row.programme_id), SiteId::new(row.site_id));
    let Some(key) = keys.story(programme, site, StoryId::new(row.id)).await? else {
        return Ok(None);
    };
    let draft = keys.open(&key, DRAFT, row.id, row.version, row.sealed.clone())?;
    Ok(Some(Opened { row, key, draft }))
}

/// Keeps a draft over the version that was read; the version that it has now.
pub(super) async fn keep(tx: &mut Tx, keys: &Keys, opened: &Opened, draft: &Draft) -> Result<i32, FieldError> {
    let version = opened.row.version + 1;
    let sealed = keys.seal(&opened.key, DRAFT, opened.row.id, version, draft)?;
    if rows::replace_draft(tx, opened.row.id, version, &sealed).await? {
        Ok(version)
    } else {
        Err(FieldError::Conflict)
    }
}
