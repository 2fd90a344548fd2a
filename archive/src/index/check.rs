//! The index held against the store, story by story, and put right where they differ.

use super::{Body, STEP, blocking};
use crate::error::Fault;
use crate::index::read;
use crate::store::change_log;
use method::id::StoryId;
use std::collections::HashSet;
use uuid::Uuid;

/// What a comparison of the index with the store came to. What was wrong is put right when this is given.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Checked {
    /// How many stories were compared.
    pub stories: usize,
    /// Those that the index did not hold.
    pub missing: Vec<StoryId>,
    /// Those that it held as they are no more.
    pub stale: Vec<StoryId>,
    /// Those that it held and the store does not.
    pub extra: Vec<StoryId>,
    /// Those whose rows do not open: nobody can put that right here.
    pub unreadable: Vec<StoryId>,
}

impl Checked {
    /// How many stories were put right.
    pub fn repaired(&self) -> usize {
        self.missing.len() + self.stale.len() + self.extra.len()
    }
}

impl Body {
    /// Compares, and reads again what differs. Nothing is followed meanwhile, so that what changes is not taken for a fault.
    pub(super) async fn check(&self) -> Result<Checked, Fault> {
        let mut seen = self.seen.lock().await;
        self.follow_from(&mut seen).await?;
        let ram = self.ram();
        let mut held = blocking(move || ram.held()).await?;
        let mut checked = Checked::default();
        let mut next = Some(Uuid::nil());
        while let Some(first) = next {
            let read = read::from_id(&self.content, &self.keys, first).await?;
            next = read.last.and_then(|last| last.as_u128().checked_add(1)).map(Uuid::from_u128);
            for entry in read.entries {
                checked.stories += 1;
                match held.remove(&entry.id) {
                    None => checked.missing.push(entry.id),
                    Some(held) if held != (entry.print(), entry.coded) => checked.stale.push(entry.id),
                    Some(_) => {}
                }
            }
            checked.unreadable.extend(read.unreadable);
        }
        checked.extra = held.into_keys().collect();
        self.forgive(*seen, &mut checked).await?;
        let wrong = [&checked.missing, &checked.stale, &checked.extra];
        self.refresh(&self.ram(), wrong.into_iter().flatten().copied().collect())
            .await?;
        Ok(checked)
    }

    /// What was written while the stories were read is followed by the change log, and is no fault.
    async fn forgive(&self, seen: i64, checked: &mut Checked) -> Result<(), Fault> {
        let (mut from, mut written) = (seen, HashSet::new());
        loop {
            let mut tx = self.content.read().await?;
            let changes = change_log::after(&mut tx, from, STEP).await?;
            drop(tx);
            let Some(last) = changes.last() else { break };
            from = last.seq;
            written.extend(changes.iter().map(|change| StoryId::new(change.story_id)));
        }
        for wrong in [&mut checked.missing, &mut checked.stale, &mut checked.extra] {
            wrong.retain(|story| !written.contains(story));
            wrong.sort_unstable();
        }
        Ok(())
    }
}
