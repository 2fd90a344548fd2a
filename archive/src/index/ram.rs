//! The index itself: tantivy over memory. One document a story; what is asked carries what the reader may see, so that a count is
//! as narrow as a list. Nothing here knows a database or a key.

use super::alike::alike;
use super::best::{newest, weightiest};
use super::forms::Memo;
use super::lines::{LINES, Lines};
use super::mask::{Key, Mask, Masks};
use super::places::ids;
use super::query::{Asking, Narrowing};
use super::question::Question;
use super::schema::{Entry, Fields, id_term, schema};
use super::widen::widened;
use crate::error::Fault;
use method::id::{CodeId, StoryId};
use method::language::Language;
use std::collections::{BTreeSet, HashMap};
use std::sync::{Mutex, PoisonError};
use std::time::{Duration, Instant};
use tantivy::collector::TopDocs;
use tantivy::schema::Value;
use tantivy::{DocAddress, Index, IndexReader, IndexWriter, ReloadPolicy, TantivyDocument};

/// What is kept in memory before it becomes a part of the index: the least that tantivy takes.
const BUDGET_BYTES: usize = 15_000_000;
/// With more parts than these the small ones are put together.
const MOST_SEGMENTS: usize = 8;
/// How many stay beside what was put together: the largest, so that a large index is not written anew for each few stories.
const LARGEST: usize = 3;

/// What the index answers.
pub(crate) struct Answer {
    /// The question as it was understood: with the spellings that were taken for a word that nothing holds.
    pub(crate) question: Question,
    pub(crate) total: usize,
    pub(crate) ids: Vec<StoryId>,
    /// How long it took to find these, before anything was counted.
    pub(crate) best_in: Duration,
    /// For each narrowing that was to be counted, what it would leave.
    pub(crate) counts: Vec<usize>,
}

/// The index in memory.
pub(crate) struct Ram {
    fields: Fields,
    index: Index,
    reader: IndexReader,
    writer: Mutex<IndexWriter>,
    masks: Masks,
}

impl Ram {
    /// An empty one.
    pub(crate) fn new() -> Result<Self, Fault> {
        let (schema, fields) = schema();
        let index = Index::create_in_ram(schema);
        index.tokenizers().register(LINES, Lines::default());
        let writer: IndexWriter = index.writer_with_num_threads(1, BUDGET_BYTES)?;
        writer.set_merge_policy(Box::new(tantivy::indexer::NoMergePolicy));
        let reader = index.reader_builder().reload_policy(ReloadPolicy::Manual).try_into()?;
        Ok(Self {
            fields,
            index,
            reader,
            writer: Mutex::new(writer),
            masks: Masks::default(),
        })
    }

    /// Puts stories in the place of what the index held of them, and takes out those that are gone, down to the last word of
    /// theirs. Blocks.
    pub(crate) fn refresh(&self, entries: &[Entry], gone: &[StoryId]) -> Result<(), Fault> {
        let mut writer = self.writer.lock().unwrap_or_else(PoisonError::into_inner);
        for id in entries.iter().map(|entry| entry.id).chain(gone.iter().copied()) {
            writer.delete_term(id_term(self.fields.id, id.uuid()));
        }
        let mut memo = Memo::default();
        for entry in entries {
            writer.add_document(self.fields.document(entry, &mut memo))?;
        }
        writer.commit()?;
        self.tidy(&mut writer, !gone.is_empty())?;
        for entry in entries {
            self.recode(entry.id, entry.coded.clone());
        }
        for id in gone {
            self.recode(*id, Vec::new());
        }
        Ok(())
    }

    /// Puts the code of each coding of a story that counts in the place of those that were known; no word is touched.
    pub(crate) fn recode(&self, story: StoryId, coded: Vec<CodeId>) {
        self.masks.recode(story, coded);
    }

    /// Adds stories that the index does not hold yet; they are found after [`Ram::settle`]. Blocks.
    pub(crate) fn add(&self, entries: &[Entry]) -> Result<(), Fault> {
        let writer = self.writer.lock().unwrap_or_else(PoisonError::into_inner);
        let mut memo = Memo::default();
        for entry in entries {
            writer.add_document(self.fields.document(entry, &mut memo))?;
            self.recode(entry.id, entry.coded.clone());
        }
        Ok(())
    }

    /// Makes what was added findable, in one part. Blocks.
    pub(crate) fn settle(&self) -> Result<(), Fault> {
        let mut writer = self.writer.lock().unwrap_or_else(PoisonError::into_inner);
        writer.commit()?;
        let all = self.index.searchable_segment_ids()?;
        if all.len() > 1 {
            writer.merge(&all).wait()?;
        }
        self.tidy(&mut writer, false)
    }

    /// Puts parts together that hold something deleted, if it must be gone for good, and the small ones, if there are many.
    fn tidy(&self, writer: &mut IndexWriter, for_good: bool) -> Result<(), Fault> {
        let mut segments = self.index.searchable_segment_metas()?;
        segments.sort_by_key(|segment| std::cmp::Reverse(segment.num_docs()));
        let many = segments.len() > MOST_SEGMENTS;
        let stale = segments.iter().enumerate().filter(|(place, segment)| {
            let deleted = segment.num_deleted_docs();
            // A part of which half is gone is no large one any more.
            (many && (*place >= LARGEST || deleted > segment.num_docs())) || (for_good && deleted > 0)
        });
        let stale: Vec<_> = stale.map(|(_, segment)| segment.id()).collect();
        if !stale.is_empty() {
            writer.merge(&stale).wait()?;
        }
        self.reader.reload()?;
        writer.garbage_collect_files().wait()?;
        Ok(())
    }

    /// Answers. Blocks.
    pub(crate) fn ask(&self, asking: &Asking) -> Result<Answer, Fault> {
        let began = Instant::now();
        let searcher = self.reader.searcher();
        let mask = |key| self.masks.get(&self.fields, &searcher, key);
        let reach = mask(Key::Reach(asking.programme, asking.ranges.clone(), asking.today))?;
        let foreign = mask(Key::Told(&[Language::French, Language::English]))?;
        let question = widened(&self.fields, &searcher, asking, (&reach, &foreign))?;
        let query = self.fields.question(&searcher, &mut self.masks.codes(), asking, &question)?;
        // Who may see what narrows a search and does not sway its order.
        let mut among = Mask::clone(&reach);
        for narrowing in &asking.narrowed {
            let left = mask(Key::Narrowing(narrowing.clone()))?;
            among = among.narrowed(&left);
        }
        // There is nothing behind the last story, and room is made for all that is passed over.
        let most = among.count();
        let page = (asking.skip.min(most), asking.at_most.clamp(1, most.max(1)));
        let found = |query| Ok::<_, Fault>(Mask::of(&searcher, query)?.narrowed(&among));
        let (best, found, best_in) = match query.as_deref() {
            Some(query) if !question.wanted().is_empty() => {
                let best = weightiest(&searcher, query, &among, page)?;
                let best_in = began.elapsed();
                (best, found(query)?, best_in)
            }
            query => {
                let found = query.map_or_else(|| Ok(among.clone()), found)?;
                (newest(&searcher, &found, page)?, found, began.elapsed())
            }
        };
        let ids = ids(&searcher, best)?;
        let counts = asking.counted.iter().map(|narrowing| {
            let counted = mask(Key::Narrowing(narrowing.clone()))?;
            Ok(found.shared(&counted))
        });
        let counts = counts.collect::<Result<_, Fault>>()?;
        Ok(Answer {
            question,
            total: found.count(),
            ids,
            best_in,
            counts,
        })
    }

    /// The stories that can be found, each with [`Entry::print`] as it was then and the code of each coding that counts, sorted.
    /// Blocks.
    pub(crate) fn held(&self) -> Result<HashMap<StoryId, (u64, Vec<CodeId>)>, Fault> {
        let searcher = self.reader.searcher();
        let mut held = HashMap::new();
        for (number, segment) in (0..).zip(searcher.segment_readers()) {
            for doc in segment.doc_ids_alive() {
                let document: TantivyDocument = searcher.doc(DocAddress::new(number, doc))?;
                let print = document.get_first(self.fields.print).and_then(|value| value.as_u64());
                let id = document.get_first(self.fields.id);
                let id = id.and_then(|value| value.as_str()?.parse().ok());
                let of = |id| self.masks.codes().of(id).to_vec();
                held.extend(id.zip(print).map(|(id, print)| (id, (print, of(id)))));
            }
        }
        Ok(held)
    }

    /// The stories that share most with another one, best first, among those that the reader may see. Blocks.
    pub(crate) fn alike(&self, asking: &Asking, entry: &Entry) -> Result<Vec<StoryId>, Fault> {
        let searcher = self.reader.searcher();
        let Some(query) = alike(&self.fields, &searcher, &mut self.masks.codes(), asking, entry)? else {
            return Ok(Vec::new());
        };
        let found = searcher.search(&query, &TopDocs::with_limit(asking.at_most.max(1)).order_by_score())?;
        ids(&searcher, found.into_iter().map(|(_, address)| address))
    }

    /// The stories that bear a code of each of some sets, of those that the reader may see, by id; with how many of their codings
    /// bear one of any set. Blocks.
    pub(crate) fn coded(&self, asking: &Asking, sets: &[BTreeSet<CodeId>]) -> Result<Vec<(StoryId, usize)>, Fault> {
        let searcher = self.reader.searcher();
        let mask = |key| self.masks.get(&self.fields, &searcher, key);
        let reach = mask(Key::Reach(asking.programme, asking.ranges.clone(), asking.today))?;
        let mut found = Mask::clone(&reach);
        for narrowing in &asking.narrowed {
            let left = mask(Key::Narrowing(narrowing.clone()))?;
            found = found.narrowed(&left);
        }
        for set in sets {
            let bearing = mask(Key::Narrowing(Narrowing::Codes(set.iter().copied().collect())))?;
            found = found.narrowed(&bearing);
        }
        let mut stories = ids(&searcher, found.places())?;
        stories.sort_unstable();
        let codes = self.masks.codes();
        let counted = stories.into_iter().map(|story| {
            let of_any = codes
                .of(story)
                .iter()
                .filter(|code| sets.iter().any(|set| set.contains(code)));
            (story, of_any.count())
        });
        Ok(counted.collect())
    }

    /// How many stories can be found.
    pub(crate) fn len(&self) -> u64 {
        self.reader.searcher().num_docs()
    }

    /// Whether a folded word is anywhere in the index, deleted or not.
    #[cfg(test)]
    pub(crate) fn knows(&self, word: &str) -> bool {
        let searcher = self.reader.searcher();
        self.fields.text.into_iter().chain(self.fields.title).any(|field| {
            searcher
                .doc_freq(&tantivy::Term::from_field_text(field, word))
                .is_ok_and(|count| count > 0)
        })
    }
}
