//! Stories that are known by their places, as tantivy asks for them.

use std::collections::{BTreeMap, HashMap};
use std::sync::Arc;
use tantivy::index::SegmentId;
use tantivy::query::{ConstScorer, EmptyScorer, EnableScoring, Explanation, Query, Scorer, Weight};
use tantivy::{DocAddress, DocId, DocSet, Score, Searcher, SegmentReader, TERMINATED, TantivyError};

/// A query that finds the stories at some places of the index, each with the same weight.
#[derive(Clone, Debug)]
pub(super) struct Listed {
    /// For each part of the index, the documents, in their order.
    docs: Arc<HashMap<SegmentId, Arc<[DocId]>>>,
}

impl Listed {
    /// The stories at these places.
    pub(super) fn at(searcher: &Searcher, places: impl IntoIterator<Item = DocAddress>) -> Self {
        let mut sorted: BTreeMap<u32, Vec<DocId>> = BTreeMap::new();
        for place in places {
            sorted.entry(place.segment_ord).or_default().push(place.doc_id);
        }
        let docs = sorted.into_iter().map(|(number, mut docs)| {
            docs.sort_unstable();
            docs.dedup();
            (searcher.segment_reader(number).segment_id(), docs.into())
        });
        Self {
            docs: Arc::new(docs.collect()),
        }
    }
}

impl Query for Listed {
    fn weight(&self, _: EnableScoring<'_>) -> tantivy::Result<Box<dyn Weight>> {
        Ok(Box::new(self.clone()))
    }
}

impl Weight for Listed {
    fn scorer(&self, reader: &SegmentReader, boost: Score) -> tantivy::Result<Box<dyn Scorer>> {
        Ok(match self.docs.get(&reader.segment_id()) {
            Some(docs) => Box::new(ConstScorer::new(
                Walk {
                    docs: Arc::clone(docs),
                    at: 0,
                },
                boost,
            )),
            None => Box::new(EmptyScorer),
        })
    }

    fn explain(&self, reader: &SegmentReader, doc: DocId) -> tantivy::Result<Explanation> {
        let docs = self.docs.get(&reader.segment_id());
        if docs.is_some_and(|docs| docs.binary_search(&doc).is_ok()) {
            Ok(Explanation::new("listed", 1.0))
        } else {
            Err(TantivyError::InvalidArgument(format!("document {doc} is not listed")))
        }
    }
}

/// A walk along the documents of one part.
struct Walk {
    docs: Arc<[DocId]>,
    at: usize,
}

impl DocSet for Walk {
    fn advance(&mut self) -> DocId {
        self.at += 1;
        self.doc()
    }

    fn seek(&mut self, target: DocId) -> DocId {
        let rest = self.docs.get(self.at..).unwrap_or_default();
        self.at += rest.partition_point(|doc| *doc < target);
        self.doc()
    }

    fn doc(&self) -> DocId {
        self.docs.get(self.at).copied().unwrap_or(TERMINATED)
    }

    fn size_hint(&self) -> u32 {
        u32::try_from(self.docs.len()).unwrap_or(u32::MAX)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn walk(docs: &[DocId]) -> Walk {
        Walk {
            docs: docs.into(),
            at: 0,
        }
    }

    #[test]
    fn a_walk_goes_through_all_and_ends_for_good() {
        let mut docs = walk(&[2, 5, 9]);
        assert_eq!((docs.doc(), docs.size_hint()), (2, 3));
        assert_eq!(
            [docs.advance(), docs.advance(), docs.advance(), docs.advance()],
            [5, 9, TERMINATED, TERMINATED]
        );
        assert_eq!(walk(&[]).doc(), TERMINATED);
    }

    #[test]
    fn a_walk_leaps_to_the_next_at_or_behind_what_is_sought() {
        let mut docs = walk(&[2, 5, 9]);
        assert_eq!(docs.seek(2), 2);
        assert_eq!(docs.seek(6), 9);
        assert_eq!(docs.seek(9), 9);
        assert_eq!(docs.seek(10), TERMINATED);
        assert_eq!(docs.seek(TERMINATED), TERMINATED);
    }
}
