//! What a batch would give, and giving it. In each story the code goes to the sentence around the first hit of each part of its
//! newest text; where nothing of the question stands in any part, to the whole description.

use super::{AT_A_TIME, BatchError, Coding, KeptBatch, STORIES_A_BATCH, owner, write};
use crate::audit::Deed;
use crate::clock::ordered_id;
use crate::desk::coding::{self, CODINGS_OF_A_STORY, Given, codings_of, grown, on_newest, recent};
use crate::desk::search::{Asked, Search};
use crate::desk::stories::opened::{self, Opened};
use crate::error::Fault;
use crate::index::question::Question;
use crate::index::read::{older, texts};
use crate::index::snippet::Marker;
use crate::keys::Keys;
use crate::store::growth::{self, Growth};
use crate::store::own::Owner;
use crate::store::{Tx, change_log};
use crate::{House, allowed};
use method::coding::{Codebook, Passage, sentence};
use method::id::{BatchId, CodeId, ProgrammeId, StoryId};
use method::policy::{Action, Actor};
use method::story::TextPart;
use std::sync::Arc;

/// The parts of a story that are coded, in the order of its text.
const PARTS: [TextPart; 3] = [TextPart::Context, TextPart::Description, TextPart::Significance];

/// What a batch would give.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct BatchPlan {
    /// How many stories it would give the code to.
    pub stories: usize,
    /// How many passages.
    pub passages: usize,
    /// Stories found that bear it there already, given by the same person.
    pub already: usize,
    /// Stories found that she may read and not code.
    pub not_hers: usize,
    /// Stories found by words that an older layer alone holds: there is nothing to code in what they say now.
    pub older: usize,
    /// Stories found with as many codings as a story can have.
    pub full: usize,
}

/// What is to be given to a story.
enum Due {
    Passages(Vec<Passage>),
    Already,
    NotHers,
    Older,
    Full,
}

impl BatchPlan {
    fn add(&mut self, due: &Due) {
        match due {
            Due::Passages(passages) => {
                self.stories += 1;
                self.passages += passages.len();
            }
            Due::Already => self.already += 1,
            Due::NotHers => self.not_hers += 1,
            Due::Older => self.older += 1,
            Due::Full => self.full += 1,
        }
    }
}

/// Who gives which code where a question stands.
struct Task<'a> {
    house: &'a House,
    keys: Arc<Keys>,
    actor: &'a Actor,
    owner: Owner,
    code: CodeId,
    question: Arc<Question>,
}

impl Coding<'_> {
    /// What giving a code to all that a search finds would come to.
    ///
    /// # Errors
    /// [`BatchError::NotFound`], [`BatchError::NothingAsked`], [`BatchError::CodeMissing`], [`BatchError::TooMany`],
    /// [`BatchError::Building`].
    pub async fn plan_batch(
        &self,
        actor: &Actor,
        programme: ProgrammeId,
        asked: Asked,
        code: Option<CodeId>,
    ) -> Result<(BatchPlan, Codebook), BatchError> {
        let (task, ids, book) = self.task(actor, programme, asked, code).await?;
        Ok((task.plan(&ids).await?, book))
    }

    /// Gives a code to all that a search finds, as [`Coding::plan_batch`] said: how many stories and passages it said is asked
    /// again, so that nothing is given that was not shown. Stories are written fifty at a time.
    ///
    /// # Errors
    /// As [`Coding::plan_batch`]; [`BatchError::Changed`] with what it would be now.
    pub async fn give_batch(
        &self,
        actor: &Actor,
        programme: ProgrammeId,
        asked: Asked,
        code: Option<CodeId>,
        shown: (usize, usize),
    ) -> Result<BatchId, BatchError> {
        let (task, ids, _) = self.task(actor, programme, asked, code).await?;
        let plan = task.plan(&ids).await?;
        if (plan.stories, plan.passages) != shown || plan.passages == 0 {
            return Err(BatchError::Changed(plan));
        }
        let id = BatchId::new(ordered_id());
        let mut kept = KeptBatch {
            by: task.owner.account,
            code: task.code,
            at: self.0.clock.now(),
            stories: 0,
            passages: 0,
            undone: None,
        };
        for (read_version, some) in (0..).zip(ids.chunks(AT_A_TIME)) {
            let mut tx = self.0.content.write().await?;
            let mut given = BatchPlan::default();
            for (story, due) in task.due(&mut tx, some).await? {
                given.add(&due);
                if let (Some(story), Due::Passages(passages)) = (story, due) {
                    self.give_passages(&mut tx, &task, &story, &passages, (id, &kept)).await?;
                }
            }
            recent::note(&mut tx, &task.keys, task.owner, [task.code]).await?;
            kept.stories += given.stories;
            kept.passages += given.passages;
            write(&mut tx, &task.keys, task.owner, id, read_version, &kept).await?;
            tx.commit().await?;
        }
        Ok(id)
    }

    async fn give_passages(
        &self,
        tx: &mut Tx,
        task: &Task<'_>,
        story: &Opened,
        passages: &[Passage],
        (batch, kept): (BatchId, &KeptBatch),
    ) -> Result<(), BatchError> {
        for passage in passages {
            let given = Given {
                passage: *passage,
                code: kept.code,
                by: kept.by,
                at: kept.at,
                settled: None,
                batch: Some(batch),
                taken: None,
            };
            growth::add(tx, Growth::Coding, &grown(&task.keys, story, &given)?).await?;
            self.note(tx, &task.keys, kept.by, Deed::CodeGiven, story.id).await?;
        }
        Ok(change_log::recoded(tx, story.id).await?)
    }

    async fn task<'a>(
        &'a self,
        actor: &'a Actor,
        programme: ProgrammeId,
        asked: Asked,
        code: Option<CodeId>,
    ) -> Result<(Task<'a>, Vec<StoryId>, Codebook), BatchError> {
        let (owner, keys) = (owner(actor, programme)?, self.0.keys()?);
        if asked.is_empty() {
            return Err(BatchError::NothingAsked);
        }
        let mut tx = self.0.content.read().await?;
        let book = coding::codebook(&mut tx, &keys, programme).await?;
        drop(tx);
        let book = book.map(|(book, _)| book).unwrap_or_default();
        let code = code.filter(|code| book.is_given(*code));
        let code = code.ok_or(BatchError::CodeMissing)?;
        let found = Search(self.0).all(actor, programme, asked).await?;
        let (question, total, ids) = found.ok_or(BatchError::Building)?;
        if total > STORIES_A_BATCH {
            return Err(BatchError::TooMany);
        }
        let task = Task {
            house: self.0,
            keys,
            actor,
            owner,
            code,
            question: Arc::new(question),
        };
        Ok((task, ids, book))
    }
}

impl Task<'_> {
    async fn plan(&self, ids: &[StoryId]) -> Result<BatchPlan, BatchError> {
        let mut plan = BatchPlan::default();
        for some in ids.chunks(AT_A_TIME) {
            let mut tx = self.house.content.read().await?;
            self.due(&mut tx, some).await?.iter().for_each(|(_, due)| plan.add(due));
        }
        Ok(plan)
    }

    /// What some stories are due: those that are still there and hers to read. The story comes along where she may code it.
    async fn due(&self, tx: &mut Tx, ids: &[StoryId]) -> Result<Vec<(Option<Opened>, Due)>, BatchError> {
        let (mut all, mut hers) = (Vec::with_capacity(ids.len()), Vec::with_capacity(ids.len()));
        let mut stories = opened::by_ids(tx, &self.keys, ids).await?;
        let mut before = codings_of(tx, &self.keys, stories.values()).await?;
        let now = self.house.clock.now();
        for id in ids {
            let story = stories.remove(id);
            let Some(story) = story.filter(|story| story.is_readable_by(self.actor, now)) else {
                continue;
            };
            if allowed(self.actor, Action::CodeStory, &story.subject()) {
                let before = before.remove(id).unwrap_or_default().into_iter();
                hers.push((story, before.map(|(_, given)| given).collect::<Vec<_>>()));
            } else {
                all.push((None, Due::NotHers));
            }
        }
        let (question, by, code) = (Arc::clone(&self.question), self.owner.account, self.code);
        let found = tokio::task::spawn_blocking(move || {
            let mut marker = Marker::new(&question);
            let due = |(story, before): (Opened, Vec<Given>)| {
                let own = before.iter().filter(|given| given.by == by && given.code == code);
                let there: Vec<Passage> = own.filter_map(|given| Some(on_newest(&story, given.passage)?.0)).collect();
                let mut passages = passages(&story, &mut marker);
                passages.retain(|passage| !there.contains(passage));
                let due = match passages.len() {
                    _ if is_of_older_layers(&story, &mut marker) => Due::Older,
                    0 => Due::Already,
                    more if before.len() + more > CODINGS_OF_A_STORY => Due::Full,
                    _ => Due::Passages(passages),
                };
                (Some(story), due)
            };
            hers.into_iter().map(due).collect::<Vec<_>>()
        });
        all.extend(found.await.map_err(|_| Fault::Stopped)?);
        Ok(all)
    }
}

/// Whether what was asked stands in a story's older layers and nowhere in what it says now.
fn is_of_older_layers(story: &Opened, marker: &mut Marker<'_>) -> bool {
    let Some(newest) = story.newest() else { return false };
    let mut holds = |language, text| marker.mark(text, language).has_hits();
    let mut now = texts(newest, &story.circumstances).chain([newest.telling.title.as_str()]);
    if now.any(|text| holds(newest.language, text)) {
        return false;
    }
    let mut older = older(&story.layers).into_iter();
    older.any(|(layer, texts)| texts.into_iter().any(|text| holds(layer.language, text)))
}

/// Where a question stands in a story, for whoever codes it.
fn passages(story: &Opened, marker: &mut Marker<'_>) -> Vec<Passage> {
    let Some(newest) = story.newest() else {
        return Vec::new();
    };
    let at_hits = PARTS.into_iter().filter_map(|part| {
        let text = newest.telling.part(part);
        let hit = marker.mark(text, newest.language).first()?;
        let around = sentence(text, hit);
        Passage::new(newest.id, part, text, around.start, around.end).ok()
    });
    let found: Vec<Passage> = at_hits.collect();
    if !found.is_empty() {
        return found;
    }
    let (part, text) = (TextPart::Description, newest.telling.part(TextPart::Description));
    let start = text.chars().take_while(|letter| letter.is_whitespace()).count();
    let end = start + text.trim().chars().count();
    Passage::new(newest.id, part, text, start, end).into_iter().collect()
}
