//! The stories desk: recording a story, reading it, editing it as a new layer, consent, read-back, withdrawal.

mod drafts;
pub(crate) mod opened;
mod recording;
mod renewing;
mod setting;
mod tending;
mod verifying;
mod withdrawing;

use crate::audit::{self, Deed, Entry};
use crate::contracts::{DECISION, LAYER, READ_BACK};
use crate::desk::people;
use crate::desk::programmes::{Overview, Programmes, ProgrammesError};
use crate::error::Fault;
use crate::keys::Keys;
use crate::store::stories::{self as rows, Appended, AppendedRow};
use crate::store::{StoreError, Tx};
use crate::{House, allowed};
use archive_vault::{Contract, DataKey};
use chrono::NaiveDate;
pub use drafts::{KeptDraft, NewDraft};
use method::consent::{Consent, Lack, Purpose};
use method::gathering::NotAdmitted;
use method::id::{AccountId, DomainId, ProgrammeId, RoundId, SiteId, StoryId};
use method::language::Language;
use method::policy::{Action, Actor, readable_stories};
use method::questionnaire::Wrong;
use method::story::{Circumstances, Layer, Missing, ReadBack, Setting, current};
use method::verification::NotChecked;
use opened::Opened;
pub use renewing::{DUE_A_PAGE, Due};
use serde::Serialize;
use std::collections::{BTreeMap, BTreeSet};
use thiserror::Error;
use uuid::Uuid;
pub use verifying::Verification;
pub(crate) use verifying::verdict;

/// Why the desk refused.
#[derive(Debug, Error)]
pub enum StoriesError {
    /// There is no such thing, or not for this person: the two cannot be told apart.
    #[error("not found")]
    NotFound,
    /// The story is not whole.
    #[error("the story is not whole")]
    Lacks(Vec<Missing>),
    /// A part of the text is longer than [`method::story::PART_LETTERS`].
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
    /// What was answered to extra questions is no answer.
    #[error("an extra question is not answered")]
    Answers(Vec<Wrong>),
    /// The gathering in which it was told does not take it.
    #[error("the gathering does not take the story")]
    Gathering(NotAdmitted),
    /// No such gathering is known here.
    #[error("no such gathering")]
    NoGathering,
    /// There is no sound that this could be a transcript of.
    #[error("there is no sound")]
    NoSound,
    /// A paragraph is not translated, or the languages are the same.
    #[error("the paragraphs do not stand beside each other")]
    NotAligned,
    /// Who took out what leads to a person does not approve it herself.
    #[error("somebody else approves it")]
    OwnWork,
    /// A consent cannot end before it begins.
    #[error("a consent cannot end before it begins")]
    UntilPast,
    /// A consent to this purpose cannot last so long ([`method::consent::Lifetime`]).
    #[error("a consent cannot last so long")]
    UntilTooFar(Purpose),
    /// The talk about consent lacks something that a yes needs.
    #[error("the talk about consent is not whole")]
    Talk(Vec<Lack>),
    /// What was said of these sentences, by their numbers, is refused.
    #[error("a claim cannot be checked like that")]
    Unverified(Vec<(usize, NotChecked)>),
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
    /// The period that took it.
    pub round: RoundId,
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
    /// The period that took it.
    pub round: RoundId,
    /// Who wrote it down.
    pub recorder: AccountId,
    /// What is known beside its text; its setting is empty for a reader who does not tend it.
    pub circumstances: Circumstances,
    /// Every layer, the verbatim one first.
    pub layers: Vec<Layer>,
    /// What she agreed to.
    pub consent: Consent,
    /// When it was read back.
    pub read_backs: Vec<ReadBack>,
    /// What colleagues call those who wrote it down, edited it and read it back; an account that is gone has no name.
    pub names: BTreeMap<AccountId, String>,
    /// Whether the reader may add to it.
    pub may_tend: bool,
}

impl Whole {
    /// The story's text now ([`method::story::current`]).
    pub fn newest(&self) -> Option<&Layer> {
        current(&self.layers)
    }
}

/// The most stories of a page of the list.
pub const HEADINGS_A_PAGE: usize = 48;

/// The stories desk.
pub struct Stories<'a>(pub(crate) &'a House);

impl Stories<'_> {
    /// A page of the stories that somebody may read, newest week first, from a place in the list on: at most [`HEADINGS_A_PAGE`],
    /// and the place at which the next page begins, if there is more. What she may not read is not fetched.
    ///
    /// # Errors
    /// [`StoriesError::NotFound`] for whoever reads no stories at all.
    pub async fn list(
        &self,
        actor: &Actor,
        programme: ProgrammeId,
        from: usize,
    ) -> Result<(Vec<Heading>, Option<usize>), StoriesError> {
        let ranges = readable_stories(actor, programme);
        if ranges.is_empty() {
            return Err(StoriesError::NotFound);
        }
        let keys = self.0.keys()?;
        let mut tx = self.0.content.read().await?;
        let mut listed = BTreeSet::new();
        for range in ranges {
            listed.extend(rows::in_range(&mut tx, programme, range).await?);
        }
        // Newest week first; ids are random, so that within a week they give no order away.
        let listed: Vec<StoryId> = listed.into_iter().rev().map(|row| StoryId::new(row.id)).collect();
        let (mut headings, mut place) = (Vec::new(), from);
        for some in listed.get(from..).unwrap_or_default().chunks(HEADINGS_A_PAGE) {
            let mut stories = opened::by_ids(&mut tx, &keys, some).await?;
            for id in some {
                if headings.len() == HEADINGS_A_PAGE {
                    return Ok((headings, Some(place)));
                }
                place += 1;
                let story = stories.remove(id);
                let story = story.filter(|story| story.is_readable_by(actor, self.0.clock.now()));
                headings.extend(story.as_ref().and_then(heading));
            }
        }
        Ok((headings, None))
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
        let names = people::names(&mut tx, &keys, story.programme, actor.account()).await?;
        let (whole, key) = whole(story, names, actor);
        Ok((whole, key, keys))
    }

    async fn note(
        &self,
        tx: &mut Tx,
        keys: &Keys,
        by: impl Into<Option<AccountId>>,
        deed: Deed,
        about: StoryId,
    ) -> Result<(), Fault> {
        let entry = Entry {
            at: self.0.clock.now(),
            by: by.into(),
            deed,
            about: Some(about.uuid()),
        };
        audit::append(tx, keys, &entry).await
    }
}

fn heading(story: &Opened) -> Option<Heading> {
    let newest = story.newest()?;
    Some(Heading {
        id: story.id,
        site: story.site,
        title: newest.telling.title.clone(),
        language: newest.language,
        domain: story.circumstances.domain,
        told_on: story.circumstances.told_on,
        round: story.round,
        is_read_back: story.read_backs.iter().any(|one| one.approved),
    })
}

/// A story as its reader gets it, and its key.
fn whole(story: Opened, names: BTreeMap<AccountId, String>, actor: &Actor) -> (Whole, DataKey) {
    let may_tend = allowed(actor, Action::TendStory, &story.subject());
    let mut circumstances = story.circumstances;
    if !may_tend {
        circumstances.setting = Setting::default();
    }
    let whole = Whole {
        id: story.id,
        programme: story.programme,
        site: story.site,
        round: story.round,
        recorder: story.recorder,
        circumstances,
        layers: story.layers,
        consent: story.consent,
        read_backs: story.read_backs,
        names,
        may_tend,
    };
    (whole, story.key)
}

const fn contract(appended: Appended) -> Contract {
    match appended {
        Appended::Layer => LAYER,
        Appended::Decision => DECISION,
        Appended::ReadBack => READ_BACK,
    }
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
