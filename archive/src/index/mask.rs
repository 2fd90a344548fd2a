//! Which stories something leaves, as one bit a story. What a reader may see, and what a search is narrowed by and counted over, is
//! the same from one question to the next: it is kept until the index changes.

use super::codes::Codes;
use super::query::{Narrowing, any};
use super::schema::Fields;
use crate::error::Fault;
use chrono::NaiveDate;
use method::id::{CodeId, ProgrammeId, StoryId};
use method::language::Language;
use method::policy::StoryRange;
use std::collections::{BTreeSet, HashMap};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use tantivy::query::{EnableScoring, Query, TermQuery};
use tantivy::schema::IndexRecordOption;
use tantivy::{DocAddress, DocId, DocSet, Searcher, TERMINATED, Term};

/// How many are kept at most.
const KEPT: usize = 500;
const BITS: u32 = u64::BITS;

/// One bit for each story of each part of the index; of those alive.
#[derive(Clone)]
pub(super) struct Mask {
    segments: Vec<Vec<u64>>,
    count: usize,
}

impl Mask {
    /// What a query finds.
    pub(super) fn of(searcher: &Searcher, query: &dyn Query) -> Result<Self, Fault> {
        let weight = query.weight(EnableScoring::disabled_from_searcher(searcher))?;
        let segments = searcher.segment_readers().iter().map(|segment| {
            let mut bits = vec![0; segment.max_doc().div_ceil(BITS) as usize];
            weight.for_each_no_score(segment, &mut |found| found.iter().for_each(|doc| set(&mut bits, *doc)))?;
            // A part of the index hands out what was deleted from it, too.
            if let Some(alive) = segment.alive_bitset() {
                for (number, word) in (0..).zip(&mut bits) {
                    for bit in (0..BITS).filter(|bit| *word >> bit & 1 == 1).collect::<Vec<_>>() {
                        if alive.is_deleted(number * BITS + bit) {
                            *word &= !(1 << bit);
                        }
                    }
                }
            }
            Ok(bits)
        });
        Ok(Self::new(segments.collect::<Result<_, Fault>>()?))
    }

    fn new(segments: Vec<Vec<u64>>) -> Self {
        let count = segments.iter().flatten().map(|word| word.count_ones() as usize).sum();
        Self { segments, count }
    }

    /// Only what another one holds, too.
    pub(super) fn narrowed(mut self, other: &Self) -> Self {
        for (one, other) in self.segments.iter_mut().zip(&other.segments) {
            one.iter_mut().zip(other).for_each(|(one, other)| *one &= other);
        }
        Self::new(self.segments)
    }

    /// How many stories it holds.
    pub(super) const fn count(&self) -> usize {
        self.count
    }

    /// How many both hold. Most codes are borne by few stories, and many by none.
    pub(super) fn shared(&self, other: &Self) -> usize {
        if self.count == 0 || other.count == 0 {
            return 0;
        }
        let segments = self.segments.iter().zip(&other.segments);
        let words = segments.flat_map(|(one, other)| one.iter().zip(other));
        words.map(|(one, other)| (one & other).count_ones() as usize).sum()
    }

    /// Whether it holds a story of a part of the index.
    pub(super) fn holds(&self, segment: usize, doc: DocId) -> bool {
        let word = self.segments.get(segment).and_then(|bits| bits.get((doc / BITS) as usize));
        word.is_some_and(|word| word >> (doc % BITS) & 1 == 1)
    }

    /// Whether a query finds any story that it holds; no further than the first is looked for.
    pub(super) fn meets(&self, searcher: &Searcher, query: &dyn Query) -> Result<bool, Fault> {
        let weight = query.weight(EnableScoring::disabled_from_searcher(searcher))?;
        for (number, segment) in searcher.segment_readers().iter().enumerate() {
            let mut found = weight.scorer(segment, 1.0)?;
            let mut doc = found.doc();
            while doc != TERMINATED {
                if self.holds(number, doc) {
                    return Ok(true);
                }
                doc = found.advance();
            }
        }
        Ok(false)
    }

    /// Where the stories stand that it holds, part by part.
    pub(super) fn places(&self) -> impl Iterator<Item = DocAddress> {
        (0..).zip(&self.segments).flat_map(|(segment, bits)| {
            (0..).zip(bits).flat_map(move |(number, word)| {
                let bits = (0..BITS).filter(move |bit| word >> bit & 1 == 1);
                bits.map(move |bit| DocAddress::new(segment, number * BITS + bit))
            })
        })
    }
}

fn set(bits: &mut [u64], doc: DocId) {
    if let Some(word) = bits.get_mut((doc / BITS) as usize) {
        *word |= 1 << (doc % BITS);
    }
}

/// What a mask is of.
#[derive(Clone, PartialEq, Eq, Hash)]
pub(super) enum Key {
    /// What a reader may see on a day.
    Reach(ProgrammeId, Vec<StoryRange>, NaiveDate),
    /// What something leaves.
    Narrowing(Narrowing),
    /// Stories told in one of these languages.
    Told(&'static [Language]),
}

impl Key {
    /// Whether it depends on who bears any of some codes.
    fn is_of(&self, codes: &BTreeSet<CodeId>) -> bool {
        matches!(self, Self::Narrowing(Narrowing::Codes(of)) if of.iter().any(|code| codes.contains(code)))
    }
}

/// Masks of the index as it is now, and of the codes beside it.
#[derive(Default)]
pub(super) struct Masks {
    kept: Mutex<Kept>,
    codes: Mutex<Codes>,
}

#[derive(Default)]
struct Kept {
    generation: u64,
    /// How often codes changed.
    recoded: u64,
    all: HashMap<Key, Arc<Mask>>,
}

impl Masks {
    /// The codes beside the index.
    pub(super) fn codes(&self) -> MutexGuard<'_, Codes> {
        self.codes.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Notes the code of each coding of a story that counts; masks that depend on what changed are worked out anew.
    pub(super) fn recode(&self, story: StoryId, coded: Vec<CodeId>) {
        let changed = self.codes().put(story, coded);
        if !changed.is_empty() {
            let mut kept = self.kept();
            kept.recoded += 1;
            kept.all.retain(|key, _| !key.is_of(&changed));
        }
    }

    /// The mask of something.
    pub(super) fn get(&self, fields: &Fields, searcher: &Searcher, key: Key) -> Result<Arc<Mask>, Fault> {
        let generation = searcher.generation().generation_id();
        let recoded = {
            let mut kept = self.kept();
            if kept.generation != generation || kept.all.len() >= KEPT {
                kept.generation = generation;
                kept.all.clear();
            }
            if let Some(mask) = kept.all.get(&key) {
                return Ok(Arc::clone(mask));
            }
            kept.recoded
        };
        let mask = Arc::new(Mask::of(searcher, &*self.query(fields, searcher, &key)?)?);
        let mut kept = self.kept();
        // What changed in the meantime is not kept as it was.
        if (kept.generation, kept.recoded) == (generation, recoded) {
            kept.all.insert(key, Arc::clone(&mask));
        }
        Ok(mask)
    }

    fn kept(&self) -> MutexGuard<'_, Kept> {
        self.kept.lock().unwrap_or_else(PoisonError::into_inner)
    }

    fn query(&self, fields: &Fields, searcher: &Searcher, key: &Key) -> Result<Box<dyn Query>, Fault> {
        Ok(match key {
            Key::Reach(programme, ranges, today) => fields.reach(*programme, ranges, *today),
            Key::Narrowing(narrowing) => fields.narrowing(searcher, &mut self.codes(), narrowing)?,
            Key::Told(languages) => {
                let each = languages.iter().map(|language| -> Box<dyn Query> {
                    let term = Term::from_field_text(fields.language, language.tag());
                    Box::new(TermQuery::new(term, IndexRecordOption::Basic))
                });
                any(each.collect())
            }
        })
    }
}
