//! Which codes the stories bear: beside the index and not in it. Coders give one every few seconds, and no word of a story is
//! another by it.

use super::listed::Listed;
use super::places::places;
use crate::error::Fault;
use method::id::{CodeId, StoryId};
use std::collections::{BTreeSet, HashMap, HashSet};
use tantivy::{DocAddress, Searcher};

/// The codes of all stories.
#[derive(Default)]
pub(super) struct Codes {
    /// The code of each coding that counts, sorted; nothing of stories without any.
    by_story: HashMap<StoryId, Vec<CodeId>>,
    by_code: HashMap<CodeId, HashSet<StoryId>>,
    /// Where the stories stand in the index as it was at some generation.
    places: Option<(u64, HashMap<StoryId, DocAddress>)>,
}

impl Codes {
    /// Notes the code of each coding of a story that counts, sorted. The codes that it did not bear before, or bears no more.
    pub(super) fn put(&mut self, story: StoryId, coded: Vec<CodeId>) -> BTreeSet<CodeId> {
        let before: BTreeSet<CodeId> = self.of(story).iter().copied().collect();
        let now: BTreeSet<CodeId> = coded.iter().copied().collect();
        for code in before.difference(&now) {
            if let Some(stories) = self.by_code.get_mut(code) {
                stories.remove(&story);
                if stories.is_empty() {
                    self.by_code.remove(code);
                }
            }
        }
        for code in now.difference(&before) {
            self.by_code.entry(*code).or_default().insert(story);
        }
        if coded.is_empty() {
            self.by_story.remove(&story);
        } else {
            self.by_story.insert(story, coded);
        }
        before.symmetric_difference(&now).copied().collect()
    }

    /// The code of each coding of a story that counts, sorted.
    pub(super) fn of(&self, story: StoryId) -> &[CodeId] {
        self.by_story.get(&story).map(Vec::as_slice).unwrap_or_default()
    }

    /// The stories that bear any of some codes.
    pub(super) fn bearing(&mut self, searcher: &Searcher, codes: &[CodeId]) -> Result<Listed, Fault> {
        let generation = searcher.generation().generation_id();
        let kept = self.places.take().filter(|(of, _)| *of == generation);
        let (_, places) = self.places.insert(match kept {
            Some(kept) => kept,
            None => (generation, places(searcher)?),
        });
        let stories = codes.iter().filter_map(|code| self.by_code.get(code)).flatten();
        Ok(Listed::at(searcher, stories.filter_map(|story| places.get(story).copied())))
    }
}
