//! The stories desk: recording a story, reading it, editing it as a new layer, consent, read-back, withdrawal.

pub(crate) mod opened;

use crate::audit::{self, Deed, Entry};
use crate::clock::random_id;
use crate::contracts::{DECISION, LAYER, READ_BACK, STORY};
use crate::desk::briefs::{self, Recall};
use crate::desk::panels;
use crate::desk::programmes::{Overview, Programmes, ProgrammesError};
use crate::error::Fault;
use crate::keys::Keys;
use crate::store::change_log;
use crate::store::stories::{self as rows, Appended, AppendedRow, StoryRow};
use crate::store::{StoreError, Tx};
use crate::{House, allowed};
use archive_vault::{Contract, DataKey};
use chrono::NaiveDate;
use method::consent::{Answer, Consent, Decision, Manner, Purpose};
use method::id::{AccountId, DomainId, LayerId, ProgrammeId, SiteId, StoryId};
use method::language::{Language, PageLanguage};
use method::policy::{Action, Actor, Subject, readable_stories};
use method::story::{
    Circumstances, Direction, Layer, LayerKind, Missing, PART_LETTERS, ReadBack, Session, Telling, missing,
};
use opened::Opened;
use serde::Serialize;
use std::collections::BTreeMap;
use thiserror::Error;
use uuid::Uuid;

/// Why the desk refused.
#[derive(Debug, Error)]
pub enum StoriesError {
    /// There is no such thing, or not for this person: the two cannot be told apart.
    #[error("not found")]
    NotFound,
    /// The story is not whole.
    #[error("the story is not whole")]
    Lacks(Vec<Missing>),
    /// A part of the text is longer than [`PART_LETTERS`].
    #[error("a part of the text is too long")]
    TooLong,
    /// No period of the programme takes stories.
    #[error("no period takes stories")]
    NoPeriod,
    /// An edit must say why.
    #[error("an edit must say why")]
    ReasonMissing,
    /// Nothing was changed.
    #[error("nothing was changed")]
    Unchanged,
    /// Somebody else added a layer in the meantime.
    #[error("changed in the meantime")]
    Conflict,
    /// A consent cannot end before it begins.
    #[error("a consent cannot end before it begins")]
    UntilPast,
    /// A fault below.
    #[error(transparent)]
    Fault(#[from] Fault),
}

impl From<StoreError> for StoriesError {
    fn from(error: StoreError) -> Self {
        Self::Fault(error.into())
    }
}

impl From<ProgrammesError> for StoriesError {
    fn from(error: ProgrammesError) -> Self {
        match error {
            ProgrammesError::Fault(fault) => Self::Fault(fault),
            _ => Self::NotFound,
        }
    }
}

/// A story as it was told.
pub struct Told {
    /// Where.
    pub site: SiteId,
    /// In which language.
    pub language: Language,
    /// In which language the question was put.
    pub asked_in: PageLanguage,
    /// The words.
    pub telling: Telling,
    /// Domain of change.
    pub domain: DomainId,
    /// How it came to be told.
    pub session: Session,
    /// The day on which it was told.
    pub told_on: NaiveDate,
    /// When the change happened, in her words.
    pub happened: String,
    /// Which way the change went.
    pub direction: Direction,
    /// All the changes she named.
    pub changes: Vec<String>,
    /// Which of them is the story's.
    pub chosen: Option<usize>,
    /// What she agreed to; whatever is not here is no.
    pub agreed: Vec<Agreed>,
    /// How she said so.
    pub manner: Manner,
    /// Whether it was read back, with how many corrections, and approved.
    pub read_back: Option<(u16, bool)>,
}

/// A purpose that she agreed to.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Agreed {
    /// For what.
    pub purpose: Purpose,
    /// The last day on which it holds.
    pub until: NaiveDate,
}

/// A story in a list.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Heading {
    /// Its id.
    pub id: StoryId,
    /// Where it was told.
    pub site: SiteId,
    /// Its title, of the newest layer.
    pub title: String,
    /// The language of its words.
    pub language: Language,
    /// Domain of change.
    pub domain: DomainId,
    /// The day on which it was told.
    pub told_on: NaiveDate,
    /// Whether its teller heard it back and approved.
    pub is_read_back: bool,
}

/// A story with everything that was appended to it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Whole {
    /// Its id.
    pub id: StoryId,
    /// Its programme.
    pub programme: ProgrammeId,
    /// Where it was told.
    pub site: SiteId,
    /// Who wrote it down.
    pub recorder: AccountId,
    /// What is known beside its text.
    pub circumstances: Circumstances,
    /// Every layer, the verbatim one first.
    pub layers: Vec<Layer>,
    /// What she agreed to.
    pub consent: Consent,
    /// When it was read back.
    pub read_backs: Vec<ReadBack>,
    /// Whether the reader may add to it.
    pub may_tend: bool,
}

impl Whole {
    /// The newest layer.
    pub fn newest(&self) -> Option<&Layer> {
        self.layers.last()
    }
}

/// The stories desk.
pub struct Stories<'a>(pub(crate) &'a House);

impl Stories<'_> {
    /// Keeps a story: its circumstances, the verbatim layer, one decision a purpose, and the read-back if there was one.
    ///
    /// # Errors
    /// [`StoriesError::Lacks`] names what is missing; [`StoriesError::NoPeriod`]; [`StoriesError::UntilPast`].
    pub async fn record(&self, actor: &Actor, programme: ProgrammeId, told: Told) -> Result<StoryId, StoriesError> {
        if !allowed(actor, Action::RecordStory, &Subject::Site(programme, told.site)) {
            return Err(StoriesError::NotFound);
        }
        let Actor::Account { id: recorder, .. } = *actor else {
            return Err(StoriesError::NotFound);
        };
        let overview = Programmes(self.0).overview(actor, programme).await?;
        overview.site(told.site).ok_or(StoriesError::NotFound)?;
        let domain = overview.domain(told.domain).ok_or(StoriesError::NotFound)?;
        let chosen = whole_story(&told.telling, &told.changes, told.chosen)?;
        let round = overview.collecting().ok_or(StoriesError::NoPeriod)?.id;
        let now = self.0.clock.now();
        if told.agreed.iter().any(|one| one.until < now.date_naive()) {
            return Err(StoriesError::UntilPast);
        }
        let keys = self.0.keys()?;
        let id = StoryId::new(random_id());
        let key = keys.add_story(programme, told.site, id).await?;
        let circumstances = Circumstances {
            domain: told.domain,
            prompt: domain.prompt.render(told.asked_in),
            session: told.session,
            told_on: told.told_on,
            happened: told.happened.trim().to_owned(),
            direction: told.direction,
            changes: told.changes,
            chosen,
        };
        let layer = Layer {
            id: LayerId::new(random_id()),
            kind: LayerKind::Verbatim,
            language: told.language,
            author: recorder,
            at: now,
            reason: String::new(),
            telling: told.telling,
        };
        let row = StoryRow {
            id: id.uuid(),
            programme_id: programme.uuid(),
            site_id: told.site.uuid(),
            round_id: round.uuid(),
            recorder_id: recorder.uuid(),
            week: now.format("%G-W%V").to_string(),
            sealed: keys.seal(&key, STORY, id.uuid(), 1, &circumstances)?,
        };
        let mut tx = self.0.content.write().await?;
        rows::add(&mut tx, &row).await?;
        append(&mut tx, &keys, &key, Appended::Layer, id, 1, layer.id.uuid(), &layer).await?;
        for (seq, purpose) in (1..).zip(Purpose::ALL) {
            let agreed = told.agreed.iter().find(|one| one.purpose == purpose);
            let answer = agreed.map_or(Answer::No, |one| Answer::Yes { until: one.until });
            let decision = Decision {
                purpose,
                answer,
                manner: told.manner,
                at: now,
            };
            append(&mut tx, &keys, &key, Appended::Decision, id, seq, random_id(), &decision).await?;
        }
        if let Some((corrections, approved)) = told.read_back {
            let read_back = ReadBack {
                by: recorder,
                at: now,
                corrections,
                approved,
            };
            append(&mut tx, &keys, &key, Appended::ReadBack, id, 1, random_id(), &read_back).await?;
        }
        change_log::changed(&mut tx, id).await?;
        self.note(&mut tx, &keys, recorder, Deed::StoryRecorded, id).await?;
        tx.commit().await?;
        Ok(id)
    }

    /// The stories that somebody may read, newest week first; whatever she may not read is not fetched.
    ///
    /// # Errors
    /// [`StoriesError::NotFound`] for whoever reads no stories at all.
    pub async fn list(&self, actor: &Actor, programme: ProgrammeId) -> Result<Vec<Heading>, StoriesError> {
        let ranges = readable_stories(actor, programme);
        if ranges.is_empty() {
            return Err(StoriesError::NotFound);
        }
        let keys = self.0.keys()?;
        let mut tx = self.0.content.read().await?;
        let mut found = BTreeMap::new();
        for range in ranges {
            for row in rows::in_range(&mut tx, programme, range).await? {
                found.insert((std::cmp::Reverse(row.week.clone()), row.id), row);
            }
        }
        let mut headings = Vec::with_capacity(found.len());
        for row in found.into_values() {
            let story = opened::open(&mut tx, &keys, row).await?;
            let Some(story) = story.filter(|story| story.is_readable_by(actor, self.0.clock.now())) else {
                continue;
            };
            let Some(newest) = story.newest() else { continue };
            headings.push(Heading {
                id: story.id,
                site: story.site,
                title: newest.telling.title.clone(),
                language: newest.language,
                domain: story.circumstances.domain,
                told_on: story.circumstances.told_on,
                is_read_back: story.read_backs.iter().any(|one| one.approved),
            });
        }
        Ok(headings)
    }

    /// A story, whole. Reading is noted in the audit log.
    ///
    /// # Errors
    /// [`StoriesError::NotFound`].
    pub async fn read(&self, actor: &Actor, id: StoryId) -> Result<(Whole, Overview), StoriesError> {
        let (whole, _, keys) = self.fetch(actor, Action::ReadStory, id).await?;
        let overview = Programmes(self.0).overview(actor, whole.programme).await?;
        if let Actor::Account { id: reader, .. } = actor {
            let mut tx = self.0.content.write().await?;
            self.note(&mut tx, &keys, *reader, Deed::StoryRead, id).await?;
            tx.commit().await?;
        }
        Ok((whole, overview))
    }

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

    /// Records what she says now about one purpose.
    ///
    /// # Errors
    /// [`StoriesError::UntilPast`]; [`StoriesError::Conflict`] if two people record at once.
    pub async fn decide(
        &self,
        actor: &Actor,
        id: StoryId,
        purpose: Purpose,
        answer: Answer,
        manner: Manner,
    ) -> Result<(), StoriesError> {
        let (whole, key, keys) = self.fetch(actor, Action::TendStory, id).await?;
        let Actor::Account { id: by, .. } = *actor else {
            return Err(StoriesError::NotFound);
        };
        let now = self.0.clock.now();
        if matches!(answer, Answer::Yes { until } if until < now.date_naive()) {
            return Err(StoriesError::UntilPast);
        }
        let decision = Decision {
            purpose,
            answer,
            manner,
            at: now,
        };
        let mut tx = self.0.content.write().await?;
        let seq = next(whole.consent.decisions().len());
        append(&mut tx, &keys, &key, Appended::Decision, id, seq, random_id(), &decision).await?;
        change_log::changed(&mut tx, id).await?;
        self.note(&mut tx, &keys, by, Deed::ConsentRecorded, id).await?;
        Ok(tx.commit().await?)
    }

    /// Withdraws a story for its teller: its key is destroyed first, so that no copy of the content opens it, then its rows go,
    /// and its words leave every draft of a brief. The briefs that went out with them are to be recalled.
    pub async fn withdraw(&self, actor: &Actor, id: StoryId) -> Result<Vec<Recall>, StoriesError> {
        let (whole, _, keys) = self.fetch(actor, Action::WithdrawStory, id).await?;
        let Actor::Account { id: by, .. } = *actor else {
            return Err(StoriesError::NotFound);
        };
        keys.forget_story(id).await?;
        let mut tx = self.0.content.write().await?;
        panels::without_story(&mut tx, &keys, whole.programme, id).await?;
        let recalls = briefs::forget_story(&mut tx, &keys, whole.programme, id).await?;
        rows::remove(&mut tx, id).await?;
        change_log::changed(&mut tx, id).await?;
        self.note(&mut tx, &keys, by, Deed::StoryWithdrawn, id).await?;
        tx.commit().await?;
        self.0.content.forget().await?;
        Ok(recalls)
    }

    async fn fetch(
        &self,
        actor: &Actor,
        action: Action,
        id: StoryId,
    ) -> Result<(Whole, DataKey, std::sync::Arc<Keys>), StoriesError> {
        let keys = self.0.keys()?;
        let mut tx = self.0.content.read().await?;
        let story = opened::by_id(&mut tx, &keys, id).await?.ok_or(StoriesError::NotFound)?;
        if !allowed(actor, action, &story.subject()) || !story.is_readable_by(actor, self.0.clock.now()) {
            return Err(StoriesError::NotFound);
        }
        let (whole, key) = whole(story, actor);
        Ok((whole, key, keys))
    }

    async fn note(&self, tx: &mut Tx, keys: &Keys, by: AccountId, deed: Deed, about: StoryId) -> Result<(), Fault> {
        let entry = Entry {
            at: self.0.clock.now(),
            by: Some(by),
            deed,
            about: Some(about.uuid()),
        };
        audit::append(tx, keys, &entry).await
    }
}

/// A story as its reader gets it, and its key.
fn whole(story: Opened, actor: &Actor) -> (Whole, DataKey) {
    let may_tend = allowed(actor, Action::TendStory, &story.subject());
    let whole = Whole {
        id: story.id,
        programme: story.programme,
        site: story.site,
        recorder: story.recorder,
        circumstances: story.circumstances,
        layers: story.layers,
        consent: story.consent,
        read_backs: story.read_backs,
        may_tend,
    };
    (whole, story.key)
}

/// Checks that a story is whole and within bounds; which change was chosen.
fn whole_story(telling: &Telling, changes: &[String], chosen: Option<usize>) -> Result<usize, StoriesError> {
    let lacks = missing(telling, changes, chosen);
    if !lacks.is_empty() {
        return Err(StoriesError::Lacks(lacks));
    }
    let parts = [&telling.context, &telling.description, &telling.significance];
    if parts.into_iter().any(|part| part.chars().count() > PART_LETTERS) || changes.len() > 50 {
        return Err(StoriesError::TooLong);
    }
    chosen.ok_or_else(|| StoriesError::Lacks(vec![Missing::Chosen]))
}

const fn contract(appended: Appended) -> Contract {
    match appended {
        Appended::Layer => LAYER,
        Appended::Decision => DECISION,
        Appended::ReadBack => READ_BACK,
    }
}

/// The number of the next row after so many.
fn next(have: usize) -> i32 {
    i32::try_from(have).unwrap_or(i32::MAX - 1) + 1
}

#[expect(
    clippy::too_many_arguments,
    reason = "a row is what it is: where, under which key, at which place"
)]
async fn append<T: Serialize>(
    tx: &mut Tx,
    keys: &Keys,
    key: &DataKey,
    appended: Appended,
    to: StoryId,
    seq: i32,
    id: Uuid,
    value: &T,
) -> Result<(), StoriesError> {
    let sealed = keys.seal(key, contract(appended), id, 0, value)?;
    let row = AppendedRow {
        id,
        story_id: to.uuid(),
        seq,
        sealed,
    };
    if rows::append(tx, appended, &row).await? {
        Ok(())
    } else {
        Err(StoriesError::Conflict)
    }
}
