//! The index over the stories: in memory alone, there only while the vault is open, built behind the pages and then following the
//! change log, so that every node of an installation finds what another one wrote, and loses what another one withdrew.

mod alike;
mod best;
mod check;
mod codes;
pub(crate) mod forms;
mod lines;
mod listed;
mod mask;
mod places;
pub(crate) mod query;
pub(crate) mod question;
mod ram;
pub(crate) mod read;
mod schema;
pub(crate) mod snippet;
mod widen;
pub(crate) mod within;
pub(crate) mod words;

use crate::error::Fault;
use crate::keys::Keys;
use crate::store::change_log;
use crate::store::{Db, IDS_AT_ONCE, stories};
pub use check::Checked;
use method::id::{CodeId, StoryId};
use query::Asking;
pub(crate) use ram::Answer;
use ram::Ram;
use std::collections::BTreeSet;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Arc, Mutex as Lock, PoisonError, RwLock};
use std::time::Duration;
use tokio::sync::{Mutex, watch};
use tokio::task::AbortHandle;
use uuid::Uuid;

/// How many changes are followed in one step.
const STEP: i64 = 500;
/// How often the change log is read.
const PULSE: Duration = Duration::from_millis(500);
/// After how many pulses the index is compared with the store: once an hour, and once when it was built.
const CHECK_EVERY: u32 = 7_200;

/// How far the index is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Progress {
    /// It is being built.
    Building {
        /// Stories read.
        done: usize,
        /// Of so many.
        of: usize,
    },
    /// It answers.
    Ready,
}

/// Whether it is being built anew, behind the one that answers meanwhile.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Rebuilding {
    /// It was not, since the vault was opened.
    No,
    /// It is.
    Running,
    /// It was, and the new one answers.
    Done,
    /// It could not be: the old one answers on.
    Failed,
}

/// The index and the task that keeps it. Dropping it stops the task, and with it goes the last of it.
pub(crate) struct Index {
    body: Arc<Body>,
    task: AbortHandle,
}

impl Drop for Index {
    fn drop(&mut self) {
        self.task.abort();
    }
}

struct Body {
    /// What is asked; another one takes its place when it was built anew.
    ram: RwLock<Arc<Ram>>,
    content: Db,
    keys: Arc<Keys>,
    /// The newest change that was followed; held while following.
    seen: Mutex<i64>,
    done: AtomicUsize,
    of: AtomicUsize,
    ready: watch::Sender<bool>,
    rebuilding: watch::Sender<Rebuilding>,
    /// Held while one is built.
    building: Mutex<()>,
    unreadable: Lock<Vec<StoryId>>,
}

impl Index {
    /// Begins to build one, behind whoever calls.
    pub(crate) fn begin(content: Db, keys: Arc<Keys>) -> Result<Self, Fault> {
        let body = Arc::new(Body {
            ram: RwLock::new(Arc::new(Ram::new()?)),
            content,
            keys,
            seen: Mutex::new(0),
            done: AtomicUsize::new(0),
            of: AtomicUsize::new(0),
            ready: watch::Sender::new(false),
            rebuilding: watch::Sender::new(Rebuilding::No),
            building: Mutex::default(),
            unreadable: Lock::default(),
        });
        let task = tokio::spawn(keep(Arc::clone(&body))).abort_handle();
        Ok(Self { body, task })
    }

    /// How far it is.
    pub(crate) fn progress(&self) -> Progress {
        if *self.body.ready.borrow() {
            return Progress::Ready;
        }
        self.read()
    }

    /// How far the one that is built is, and whether it is a second one.
    pub(crate) fn rebuilding(&self) -> (Rebuilding, Progress) {
        let rebuilding = *self.body.rebuilding.borrow();
        match rebuilding {
            Rebuilding::Running => (rebuilding, self.read()),
            _ => (rebuilding, self.progress()),
        }
    }

    fn read(&self) -> Progress {
        Progress::Building {
            done: self.body.done.load(Ordering::Relaxed),
            of: self.body.of.load(Ordering::Relaxed),
        }
    }

    /// Begins to build another one behind this one, which answers until then; asked for twice it is done once.
    pub(crate) fn begin_rebuilding(&self) {
        self.body.rebuilding.send_if_modified(|state| {
            let is_idle = *state != Rebuilding::Running;
            *state = Rebuilding::Running;
            is_idle
        });
    }

    /// Builds another one, and gives it the place of this one.
    pub(crate) async fn rebuild(&self) -> Result<(), Fault> {
        self.body.build().await
    }

    /// Waits until it answers.
    pub(crate) async fn ready(&self) {
        // The sender lives as long as the index itself.
        let _ = self.body.ready.subscribe().wait_for(|ready| *ready).await;
    }

    /// Follows the change log to its end.
    pub(crate) async fn catch_up(&self) -> Result<(), Fault> {
        self.body.follow().await
    }

    /// Answers from what was followed so far.
    pub(crate) async fn ask(&self, asking: Asking) -> Result<Answer, Fault> {
        let ram = self.body.ram();
        let asking = tokio::task::spawn_blocking(move || ram.ask(&asking));
        asking.await.map_err(|_| Fault::Stopped)?
    }

    /// Looks at some stories again, without a change in the log: a key was gone while the row still stood.
    pub(crate) async fn look_again(&self, ids: &[StoryId]) -> Result<(), Fault> {
        let _turn = self.body.seen.lock().await;
        self.body.refresh(&self.body.ram(), ids.iter().copied().collect()).await
    }

    /// Compares the index with the store, and puts right what differs.
    pub(crate) async fn check(&self) -> Result<Checked, Fault> {
        self.body.check().await
    }

    /// The stories that share most with another one, codes counted or not; none, if that one is gone.
    pub(crate) async fn alike(&self, asking: Asking, story: StoryId, by_codes: bool) -> Result<Vec<StoryId>, Fault> {
        let mut read = read::by_ids(&self.body.content, &self.body.keys, &[story]).await?;
        let Some(mut entry) = read.entries.pop() else {
            return Ok(Vec::new());
        };
        if !by_codes {
            entry.coded.clear();
        }
        let ram = self.body.ram();
        blocking(move || ram.alike(&asking, &entry)).await
    }

    /// The stories that bear a code of each of some sets, by id, with how many codings.
    pub(crate) async fn coded(&self, asking: Asking, sets: Vec<BTreeSet<CodeId>>) -> Result<Vec<(StoryId, usize)>, Fault> {
        let ram = self.body.ram();
        blocking(move || ram.coded(&asking, &sets)).await
    }

    /// How many stories can be found, and which rows did not open.
    pub(crate) fn census(&self) -> (u64, Vec<StoryId>) {
        let unreadable = self.body.unreadable.lock().unwrap_or_else(PoisonError::into_inner);
        (self.body.ram().len(), unreadable.clone())
    }
}

/// Builds the index, then follows the change log for as long as it is wanted. A store that does not answer is asked again.
async fn keep(body: Arc<Body>) {
    while body.build().await.is_err() {
        tokio::time::sleep(PULSE).await;
    }
    body.ready.send_replace(true);
    tokio::join!(follow(&body), rebuild(&body));
}

/// Builds another one whenever that is asked for.
async fn rebuild(body: &Body) {
    let mut asked = body.rebuilding.subscribe();
    // The sender lives as long as the body.
    while asked.wait_for(|state| *state == Rebuilding::Running).await.is_ok() {
        let built = body.build().await;
        let state = if built.is_ok() { Rebuilding::Done } else { Rebuilding::Failed };
        body.rebuilding.send_replace(state);
    }
}

/// Follows the change log, and compares with the store now and then.
async fn follow(body: &Body) {
    for pulse in 0u32.. {
        if pulse.is_multiple_of(CHECK_EVERY) {
            // What does not answer now is compared in an hour.
            let _ = body.check().await;
        }
        tokio::time::sleep(PULSE).await;
        // A search follows too, and says what went wrong to whoever searches.
        let _ = body.follow().await;
    }
}

impl Body {
    /// What is asked now.
    fn ram(&self) -> Arc<Ram> {
        Arc::clone(&self.ram.read().unwrap_or_else(PoisonError::into_inner))
    }

    /// Reads every story into a new one, which takes the place of the old. What changes in the meantime has a greater number than
    /// the one noted first, and is followed before.
    async fn build(&self) -> Result<(), Fault> {
        let _turn = self.building.lock().await;
        let fresh = Arc::new(Ram::new()?);
        let mut tx = self.content.read().await?;
        let mut from = change_log::newest(&mut tx).await?;
        let of = stories::count(&mut tx).await?;
        drop(tx);
        self.done.store(0, Ordering::Relaxed);
        self.of.store(usize::try_from(of).unwrap_or_default(), Ordering::Relaxed);
        let mut unreadable = Vec::new();
        let mut next = Some(Uuid::nil());
        while let Some(first) = next {
            let read = read::from_id(&self.content, &self.keys, first).await?;
            next = read.last.and_then(|last| last.as_u128().checked_add(1)).map(Uuid::from_u128);
            self.done
                .fetch_add(read.entries.len() + read.unreadable.len(), Ordering::Relaxed);
            unreadable.extend(read.unreadable);
            let ram = Arc::clone(&fresh);
            blocking(move || ram.add(&read.entries)).await?;
        }
        let ram = Arc::clone(&fresh);
        blocking(move || ram.settle()).await?;
        let mut seen = self.seen.lock().await;
        self.follow_into(&fresh, &mut from).await?;
        *self.ram.write().unwrap_or_else(PoisonError::into_inner) = fresh;
        *self.unreadable.lock().unwrap_or_else(PoisonError::into_inner) = unreadable;
        *seen = from;
        Ok(())
    }

    /// Follows the change log to its end.
    async fn follow(&self) -> Result<(), Fault> {
        let mut seen = self.seen.lock().await;
        self.follow_from(&mut seen).await
    }

    async fn follow_from(&self, seen: &mut i64) -> Result<(), Fault> {
        self.follow_into(&self.ram(), seen).await
    }

    async fn follow_into(&self, ram: &Arc<Ram>, seen: &mut i64) -> Result<(), Fault> {
        loop {
            let mut tx = self.content.read().await?;
            let changes = change_log::after(&mut tx, *seen, STEP).await?;
            drop(tx);
            let Some(newest) = changes.last().map(|change| change.seq) else {
                return Ok(());
            };
            let (mut recoded, mut told_anew) = (BTreeSet::new(), BTreeSet::new());
            for change in &changes {
                let stories = if change.of_codes { &mut recoded } else { &mut told_anew };
                stories.insert(StoryId::new(change.story_id));
            }
            recoded.retain(|story| !told_anew.contains(story));
            self.recode(ram, recoded).await?;
            self.refresh(ram, told_anew).await?;
            *seen = newest;
        }
    }

    /// Reads stories again and puts them in the place of what the index held; what no longer opens goes.
    async fn refresh(&self, ram: &Arc<Ram>, mut gone: BTreeSet<StoryId>) -> Result<(), Fault> {
        if gone.is_empty() {
            return Ok(());
        }
        let ids: Vec<StoryId> = gone.iter().copied().collect();
        let mut entries = Vec::with_capacity(ids.len());
        for some in ids.chunks(IDS_AT_ONCE) {
            entries.extend(read::by_ids(&self.content, &self.keys, some).await?.entries);
        }
        for entry in &entries {
            gone.remove(&entry.id);
        }
        let gone: Vec<StoryId> = gone.into_iter().collect();
        let ram = Arc::clone(ram);
        blocking(move || ram.refresh(&entries, &gone)).await
    }

    /// Reads the codes of stories again. What no longer opens is gone, and a change of its own tells that.
    async fn recode(&self, ram: &Ram, stories: BTreeSet<StoryId>) -> Result<(), Fault> {
        let stories: Vec<StoryId> = stories.into_iter().collect();
        for some in stories.chunks(IDS_AT_ONCE) {
            for (story, coded) in read::coded(&self.content, &self.keys, some).await? {
                ram.recode(story, coded);
            }
        }
        Ok(())
    }
}

async fn blocking<T: Send + 'static>(work: impl FnOnce() -> Result<T, Fault> + Send + 'static) -> Result<T, Fault> {
    tokio::task::spawn_blocking(work).await.map_err(|_| Fault::Stopped)?
}

#[cfg(test)]
mod tests;
