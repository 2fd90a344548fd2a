//! One code given to every story that a search found, and taken back as one. A batch's own row says which code, when and to how
//! many passages, and nothing of the stories; each coding names its batch.

mod plan;

pub use plan::BatchPlan;

use super::{Coding, CodingError, Given, Taken, kept, put_away};
use crate::allowed;
use crate::audit::Deed;
use crate::contracts::{BATCH, CODING};
use crate::desk::search::SearchError;
use crate::desk::stories::opened::{self, Opened};
use crate::error::Fault;
use crate::keys::Keys;
use crate::store::growth::{self, GrownRow, Growth};
use crate::store::own::{self as rows, Own, Owner};
use crate::store::programmes::SealedRow;
use crate::store::{StoreError, Tx, change_log};
use chrono::{DateTime, Utc};
use method::id::{AccountId, BatchId, CodeId, CodingId, ProgrammeId, StoryId};
use method::language::Language;
use method::policy::{Action, Actor, Reach, Subject};
use serde::{Deserialize, Serialize};
use thiserror::Error;

/// The most stories that are coded in one go.
pub const STORIES_A_BATCH: usize = 1_000;
/// How many stories are written at a time: others who write have their turn in between.
const AT_A_TIME: usize = 50;
/// How many batches are listed.
const LISTED: usize = 50;

/// Why a search's stories are not coded in one go.
#[derive(Debug, Error)]
pub enum BatchError {
    /// This person codes nothing here, or there is no such batch of hers.
    #[error("not found")]
    NotFound,
    /// Nothing was searched for: all stories are no result of a search.
    #[error("nothing was searched for")]
    NothingAsked,
    /// No code was chosen, or it was taken out of the codebook.
    #[error("a code is missing")]
    CodeMissing,
    /// More than [`STORIES_A_BATCH`].
    #[error("at most {STORIES_A_BATCH} stories in one go")]
    TooMany,
    /// The index is being built.
    #[error("the index is being built")]
    Building,
    /// What would be given is not what was shown.
    #[error("the result changed in the meantime")]
    Changed(BatchPlan),
    /// A fault below.
    #[error(transparent)]
    Fault(#[from] Fault),
}

impl From<StoreError> for BatchError {
    fn from(error: StoreError) -> Self {
        Self::Fault(error.into())
    }
}

impl From<SearchError> for BatchError {
    fn from(error: SearchError) -> Self {
        match error {
            SearchError::Fault(fault) => Self::Fault(fault),
            _ => Self::NotFound,
        }
    }
}

impl From<CodingError> for BatchError {
    fn from(error: CodingError) -> Self {
        match error {
            CodingError::Fault(fault) => Self::Fault(fault),
            _ => Self::NotFound,
        }
    }
}

/// A batch as its row holds it.
#[derive(Clone, Serialize, Deserialize)]
struct KeptBatch {
    by: AccountId,
    code: CodeId,
    at: DateTime<Utc>,
    stories: usize,
    passages: usize,
    undone: Option<DateTime<Utc>>,
}

/// What somebody coded in one go.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Batch {
    /// Its id.
    pub id: BatchId,
    /// The code.
    pub code: CodeId,
    /// When.
    pub at: DateTime<Utc>,
    /// How many stories were given it.
    pub stories: usize,
    /// How many passages.
    pub passages: usize,
    /// When it was taken back, if it was.
    pub undone: Option<DateTime<Utc>>,
}

/// A story that still bears what a batch gave. Its title is the teller's: no `Debug`.
#[derive(Clone, PartialEq, Eq)]
pub struct BatchStory {
    /// Its id.
    pub id: StoryId,
    /// Its title.
    pub title: String,
    /// The language of its words.
    pub language: Language,
    /// How many of its passages bear it.
    pub passages: usize,
}

impl Coding<'_> {
    /// What somebody coded in one go, the latest first, at most fifty.
    ///
    /// # Errors
    /// [`BatchError::NotFound`] for whoever codes nothing in this programme.
    pub async fn batches(&self, actor: &Actor, programme: ProgrammeId) -> Result<Vec<Batch>, BatchError> {
        let (owner, keys) = (owner(actor, programme)?, self.0.keys()?);
        let mut tx = self.0.content.read().await?;
        let mut found = Vec::new();
        for row in rows::all(&mut tx, Own::Batch, owner).await?.into_iter().rev().take(LISTED) {
            let (id, version) = (row.id, row.version);
            found.extend(open(&keys, owner, row).await?.map(|kept| batch(id, version, &kept).0));
        }
        Ok(found)
    }

    /// One of them, with the stories that still bear what it gave, as far as she may read them now.
    ///
    /// # Errors
    /// [`BatchError::NotFound`].
    pub async fn batch(
        &self,
        actor: &Actor,
        programme: ProgrammeId,
        id: BatchId,
    ) -> Result<(Batch, Vec<BatchStory>), BatchError> {
        let (owner, keys) = (owner(actor, programme)?, self.0.keys()?);
        let mut tx = self.0.content.read().await?;
        let (found, _) = one(&mut tx, &keys, owner, id).await?;
        let mut stories = Vec::new();
        for (story, passages) in bearing(&mut tx, &keys, programme, id).await? {
            let story = opened::by_id(&mut tx, &keys, story).await?;
            let story = story.filter(|story| story.is_readable_by(actor, self.0.clock.now()));
            let Some((id, newest)) = story.as_ref().and_then(|story| Some((story.id, story.newest()?))) else {
                continue;
            };
            stories.push(BatchStory {
                id,
                title: newest.telling.title.clone(),
                language: newest.language,
                passages,
            });
        }
        Ok((found, stories))
    }

    /// Takes back what a batch gave and nothing else: not what was given by hand, before or after, to the same passages. It asks
    /// for no consent, as nothing is read; a story at a site where she codes no more keeps its codings.
    ///
    /// # Errors
    /// [`BatchError::NotFound`].
    pub async fn undo(&self, actor: &Actor, programme: ProgrammeId, id: BatchId) -> Result<(), BatchError> {
        let (owner, keys) = (owner(actor, programme)?, self.0.keys()?);
        let mut tx = self.0.content.read().await?;
        one(&mut tx, &keys, owner, id).await?;
        let bearing: Vec<StoryId> = bearing(&mut tx, &keys, programme, id)
            .await?
            .into_iter()
            .map(|(story, _)| story)
            .collect();
        drop(tx);
        let mut is_left = false;
        for some in bearing.chunks(AT_A_TIME) {
            let mut tx = self.0.content.write().await?;
            for story in some {
                let Some(story) = opened::by_id(&mut tx, &keys, *story).await? else {
                    continue;
                };
                if allowed(actor, Action::CodeStory, &story.subject()) {
                    self.take_back(&mut tx, &keys, owner.account, &story, id).await?;
                } else {
                    is_left = true;
                }
            }
            tx.commit().await?;
        }
        if is_left {
            return Ok(());
        }
        let mut tx = self.0.content.write().await?;
        let (_, (mut kept, version)) = one(&mut tx, &keys, owner, id).await?;
        kept.undone = kept.undone.or(Some(self.0.clock.now()));
        write(&mut tx, &keys, owner, id, version, &kept).await?;
        Ok(tx.commit().await?)
    }

    /// Takes a batch's codings from a story.
    async fn take_back(
        &self,
        tx: &mut Tx,
        keys: &Keys,
        coder: AccountId,
        story: &Opened,
        batch: BatchId,
    ) -> Result<(), Fault> {
        let (by, at) = (coder, self.0.clock.now());
        for mut row in growth::of_story(tx, Growth::Coding, story.id).await? {
            let sealed = std::mem::take(&mut row.sealed);
            let given: Given = keys.open(&story.key, CODING, row.id, row.version, sealed)?;
            let is_due = given.stands() && given.batch == Some(batch);
            if is_due && put_away(tx, keys, &story.key, &row, &given, Taken { by, at }).await? {
                self.note(tx, keys, coder, Deed::CodeTaken, story.id).await?;
            }
        }
        Ok(change_log::recoded(tx, story.id).await?)
    }
}

/// What was given in a batch and is given by hand now stays when the batch is taken back.
pub(super) async fn keep_by_hand(
    tx: &mut Tx,
    keys: &Keys,
    story: &Opened,
    coding: CodingId,
    given: &Given,
) -> Result<(), CodingError> {
    if given.batch.is_none() {
        return Ok(());
    }
    let row = growth::by_id(tx, Growth::Coding, coding.uuid()).await?;
    let row = row.ok_or(CodingError::NotFound)?;
    let by_hand = Given {
        batch: None,
        ..given.clone()
    };
    let version = row.version + 1;
    let sealed = keys.seal(&story.key, CODING, row.id, version, &by_hand)?;
    let changed = GrownRow { version, sealed, ..row };
    let is_done = growth::update(tx, Growth::Coding, &changed, version - 1).await?;
    is_done.then_some(()).ok_or(CodingError::Conflict)
}

/// Whose batches these are: those of whoever codes stories somewhere in the programme.
fn owner(actor: &Actor, programme: ProgrammeId) -> Result<Owner, BatchError> {
    let Actor::Account { id, memberships } = actor else {
        return Err(BatchError::NotFound);
    };
    let codes = memberships.iter().filter(|one| one.programme == programme).any(|one| {
        let subject = match one.reach {
            Reach::Site(site) => Subject::Site(programme, site),
            Reach::Everywhere => Subject::Programme(programme),
        };
        allowed(actor, Action::CodeStory, &subject)
    });
    let account = *id;
    codes.then_some(Owner { programme, account }).ok_or(BatchError::NotFound)
}

/// Whether somebody codes stories somewhere in a programme.
pub(crate) fn codes_in(actor: &Actor, programme: ProgrammeId) -> bool {
    owner(actor, programme).is_ok()
}

/// The stories of a programme with something of a batch, and how much.
async fn bearing(tx: &mut Tx, keys: &Keys, programme: ProgrammeId, batch: BatchId) -> Result<Vec<(StoryId, usize)>, Fault> {
    let all = kept::given_by_story(tx, keys, programme).await?;
    let each = all.into_iter().filter_map(|one| {
        let story = StoryId::new(one.codings.first()?.0.story_id);
        let passages = one.codings.iter().filter(|(_, given)| given.batch == Some(batch)).count();
        (passages > 0).then_some((story, passages))
    });
    Ok(each.collect())
}

fn batch(id: uuid::Uuid, version: i32, kept: &KeptBatch) -> (Batch, (KeptBatch, i32)) {
    let shown = Batch {
        id: BatchId::new(id),
        code: kept.code,
        at: kept.at,
        stories: kept.stories,
        passages: kept.passages,
        undone: kept.undone,
    };
    (shown, (kept.clone(), version))
}

/// A batch of hers, with its row's content and version.
async fn one(tx: &mut Tx, keys: &Keys, owner: Owner, id: BatchId) -> Result<(Batch, (KeptBatch, i32)), BatchError> {
    let row = rows::by_id(tx, Own::Batch, owner, id.uuid()).await?;
    let row = row.ok_or(BatchError::NotFound)?;
    let version = row.version;
    let kept = open(keys, owner, row).await?.ok_or(BatchError::NotFound)?;
    Ok(batch(id.uuid(), version, &kept))
}

/// A row's content; none if it was moved to her from somebody else.
async fn open(keys: &Keys, owner: Owner, row: SealedRow) -> Result<Option<KeptBatch>, Fault> {
    let key = keys.programme(owner.programme).await?;
    let kept: KeptBatch = keys.open(&key, BATCH, row.id, row.version, row.sealed)?;
    Ok((kept.by == owner.account).then_some(kept))
}

/// Writes a batch's row: the first where `read_version` is 0, the next otherwise.
async fn write(
    tx: &mut Tx,
    keys: &Keys,
    owner: Owner,
    id: BatchId,
    read_version: i32,
    kept: &KeptBatch,
) -> Result<(), BatchError> {
    let key = keys.programme(owner.programme).await?;
    let (id, version) = (id.uuid(), read_version + 1);
    let sealed = keys.seal(&key, BATCH, id, version, kept)?;
    let row = SealedRow { id, version, sealed };
    if read_version == 0 {
        return Ok(rows::add(tx, Own::Batch, owner, &row).await?);
    }
    let is_done = rows::update(tx, Own::Batch, owner, &row, read_version).await?;
    is_done.then_some(()).ok_or(BatchError::NotFound)
}
