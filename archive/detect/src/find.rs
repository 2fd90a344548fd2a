//! Candidates of all rules, and how they are joined: an earlier family keeps its letters, a later one gets what is left.

use crate::{Found, Kind, Why, reading::Reading, text::Text};

/// What was found, in bytes of the folded text. Rules add in the order of their authority; no letter that some rule found is lost.
pub struct Finds {
    found: Vec<(Kind, Why)>,
    /// For each byte: one more than the place in `found` of its owner, nought where it is free.
    owner: Vec<usize>,
}

impl Finds {
    /// Nothing found yet in a folded text.
    pub fn new(text: &Text) -> Self {
        Self {
            found: Vec::new(),
            owner: vec![0; text.plain.len()],
        }
    }

    /// Adds a range of bytes of the folded text.
    pub fn bytes(&mut self, start: usize, end: usize, kind: Kind, why: Why) {
        if let Some(range) = self.owner.get_mut(start..end) {
            self.found.push((kind, why));
            range
                .iter_mut()
                .filter(|slot| **slot == 0)
                .for_each(|slot| *slot = self.found.len());
        }
    }

    /// Adds a range of tokens (end exclusive).
    pub fn tokens(&mut self, reading: &Reading, at: usize, end: usize, kind: Kind, why: Why) {
        self.from(reading, at, 0, end, kind, why);
    }

    /// Adds a range of tokens without the first `skip` bytes, which are a fused particle.
    pub fn from(&mut self, reading: &Reading, at: usize, skip: usize, end: usize, kind: Kind, why: Why) {
        if let (Some(first), Some(last)) = (reading.token(at), end.checked_sub(1).and_then(|last| reading.token(last))) {
            self.bytes(first.start + skip, last.end, kind, why);
        }
    }

    /// Is any byte of this range taken already?
    pub fn touches(&self, start: usize, end: usize) -> bool {
        self.owner
            .get(start..end)
            .is_some_and(|range| range.iter().any(|slot| *slot > 0))
    }

    /// Is the token taken already?
    pub fn has(&self, reading: &Reading, at: usize) -> bool {
        reading.token(at).is_some_and(|token| self.touches(token.start, token.end))
    }

    /// Sorted, without overlap, offsets in scalars of the original text.
    pub fn resolve(self, text: &Text) -> Vec<Found> {
        let mut out: Vec<Found> = Vec::new();
        let mut at = 0;
        while at < self.owner.len() {
            let (owner, start) = (self.owner[at], at);
            while self.owner.get(at) == Some(&owner) {
                at += 1;
            }
            let Some(&(kind, why)) = owner.checked_sub(1).and_then(|place| self.found.get(place)) else {
                continue;
            };
            let piece = &text.plain[start..at];
            let inner = piece.trim_matches(char::is_whitespace);
            if !inner.contains(char::is_alphanumeric) {
                continue;
            }
            let start = start + piece.find(inner).unwrap_or(0);
            if let Some((start, end)) = text.scalars(start, start + inner.len()) {
                let start = start.max(out.last().map_or(0, |last| last.end));
                if start < end {
                    out.push(Found { start, end, kind, why });
                }
            }
        }
        out
    }
}
