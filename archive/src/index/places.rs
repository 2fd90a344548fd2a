//! Where stories stand in the index: which part of it, and which document there.

use crate::error::Fault;
use method::id::StoryId;
use std::collections::HashMap;
use tantivy::columnar::Column;
use tantivy::{DocAddress, DocId, Searcher, SegmentReader};
use uuid::Uuid;

/// The ids of the stories of a part of the index, read without opening a document.
struct IdColumns {
    high: Column<u64>,
    low: Column<u64>,
}

impl IdColumns {
    fn of(segment: &SegmentReader) -> Result<Self, Fault> {
        let fast = segment.fast_fields();
        Ok(Self {
            high: fast.u64("id_high")?,
            low: fast.u64("id_low")?,
        })
    }

    fn id(&self, doc: DocId) -> Option<StoryId> {
        let (high, low) = (self.high.first(doc)?, self.low.first(doc)?);
        Some(StoryId::new(Uuid::from_u64_pair(high, low)))
    }
}

/// The stories at some places of the index.
pub(super) fn ids(searcher: &Searcher, places: impl IntoIterator<Item = DocAddress>) -> Result<Vec<StoryId>, Fault> {
    let columns = searcher.segment_readers().iter().map(IdColumns::of);
    let columns = columns.collect::<Result<Vec<_>, Fault>>()?;
    let id = |place: DocAddress| columns.get(place.segment_ord as usize)?.id(place.doc_id);
    Ok(places.into_iter().filter_map(id).collect())
}

/// The places of all stories.
pub(super) fn places(searcher: &Searcher) -> Result<HashMap<StoryId, DocAddress>, Fault> {
    let mut places = HashMap::new();
    for (number, segment) in (0..).zip(searcher.segment_readers()) {
        let columns = IdColumns::of(segment)?;
        let alive = segment.doc_ids_alive();
        places.extend(alive.filter_map(|doc| Some((columns.id(doc)?, DocAddress::new(number, doc)))));
    }
    Ok(places)
}
