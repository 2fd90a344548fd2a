//! The best of what was found: by weight, or the newest first.

use super::mask::Mask;
use crate::error::Fault;
use std::cmp::{Ordering, Reverse};
use std::collections::BinaryHeap;
use tantivy::query::{EnableScoring, Query};
use tantivy::{DocAddress, DocId, Score, Searcher};

/// A story and what it weighs; of equals, the one that stands first in the index is the better.
struct Weighed<W>(W, Reverse<DocAddress>);

/// A weight in the order of numbers.
#[derive(PartialEq)]
struct Number(Score);

impl Eq for Number {}

impl PartialOrd for Number {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

impl Ord for Number {
    fn cmp(&self, other: &Self) -> Ordering {
        self.0.total_cmp(&other.0)
    }
}

impl<W: Ord> PartialEq for Weighed<W> {
    fn eq(&self, other: &Self) -> bool {
        self.cmp(other).is_eq()
    }
}

impl<W: Ord> Eq for Weighed<W> {}

impl<W: Ord> PartialOrd for Weighed<W> {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

impl<W: Ord> Ord for Weighed<W> {
    fn cmp(&self, other: &Self) -> Ordering {
        self.0.cmp(&other.0).then_with(|| self.1.cmp(&other.1))
    }
}

/// As many as are wanted, the least of them on top.
struct Best<W> {
    heap: BinaryHeap<Reverse<Weighed<W>>>,
    wanted: usize,
}

impl<W: Ord> Best<W> {
    fn new(wanted: usize) -> Self {
        let heap = BinaryHeap::with_capacity(wanted + 1);
        Self { heap, wanted }
    }

    fn offer(&mut self, weight: W, address: DocAddress) {
        self.heap.push(Reverse(Weighed(weight, Reverse(address))));
        if self.heap.len() > self.wanted {
            self.heap.pop();
        }
    }

    /// What is to be weighed more than, once there are enough.
    fn least(&self) -> Option<&W> {
        let Reverse(least) = self.heap.peek()?;
        (self.heap.len() == self.wanted).then_some(&least.0)
    }

    /// The best first, without those that are passed over.
    fn page(self, skip: usize) -> Vec<DocAddress> {
        let sorted = self.heap.into_sorted_vec().into_iter();
        sorted
            .skip(skip)
            .map(|Reverse(Weighed(_, Reverse(address)))| address)
            .collect()
    }
}

/// The best by weight, of those that a mask holds. Where a question is one word, or several of which any will do, what cannot be
/// among the best is passed over unread.
pub(super) fn weightiest(
    searcher: &Searcher,
    query: &dyn Query,
    among: &Mask,
    (skip, at_most): (usize, usize),
) -> Result<Vec<DocAddress>, Fault> {
    let weight = query.weight(EnableScoring::enabled_from_searcher(searcher))?;
    let mut best = Best::new(skip + at_most);
    for (number, segment) in (0..).zip(searcher.segment_readers()) {
        let threshold = |best: &Best<Number>| best.least().map_or(Score::MIN, |least| least.0);
        weight.for_each_pruning(threshold(&best), segment, &mut |doc: DocId, score| {
            if among.holds(number as usize, doc) {
                best.offer(Number(score), DocAddress::new(number, doc));
            }
            threshold(&best)
        })?;
    }
    Ok(best.page(skip))
}

/// The newest of those that a mask holds.
pub(super) fn newest(searcher: &Searcher, among: &Mask, (skip, at_most): (usize, usize)) -> Result<Vec<DocAddress>, Fault> {
    let days = searcher
        .segment_readers()
        .iter()
        .map(|segment| segment.fast_fields().i64("told_on"));
    let days = days.collect::<Result<Vec<_>, _>>()?;
    let mut best = Best::new(skip + at_most);
    for place in among.places() {
        let days = days.get(place.segment_ord as usize);
        best.offer(days.and_then(|days| days.first(place.doc_id)), place);
    }
    Ok(best.page(skip))
}
