//! Candidates of all rules, and how they are joined: an earlier family keeps its letters, a later one gets what is left.

use crate::{Found, Kind, Why, reading::Reading, text::Text};

/// Candidates in bytes of the folded text, in the order of their authority.
#[derive(Default)]
pub struct Finds(Vec<Candidate>);

/// One candidate.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Candidate {
    start: usize,
    end: usize,
    kind: Kind,
    why: Why,
}

impl Finds {
    /// Adds a range of bytes of the folded text.
    pub fn bytes(&mut self, start: usize, end: usize, kind: Kind, why: Why) {
        if start < end {
            self.0.push(Candidate { start, end, kind, why });
        }
    }

    /// Adds a range of tokens.
    pub fn tokens(&mut self, reading: &Reading, at: usize, end: usize, kind: Kind, why: Why) {
        self.from(reading, at, 0, end, kind, why);
    }

    /// Adds a range of tokens without the first `skip` bytes.
    pub fn from(&mut self, reading: &Reading, at: usize, skip: usize, end: usize, kind: Kind, why: Why) {
        if let (Some(first), Some(last)) = (reading.token(at), end.checked_sub(1).and_then(|last| reading.token(last))) {
            self.bytes(first.start + skip, last.end, kind, why);
        }
    }

    /// Is any byte of this range taken already?
    pub fn touches(&self, start: usize, end: usize) -> bool {
        self.0.iter().any(|found| found.start < end && start < found.end)
    }

    /// Joins all candidates: sorted, without overlap, offsets in scalars of the original. No letter that some rule found is lost.
    pub fn resolve(self, text: &Text) -> Vec<Found> {
        let mut owner: Vec<u32> = vec![0; text.plain.len()];
        for (rank, found) in (1u32..).zip(&self.0) {
            for slot in owner[found.start..found.end].iter_mut().filter(|slot| **slot == 0) {
                *slot = rank;
            }
        }
        let mut out: Vec<Found> = Vec::new();
        let mut at = 0;
        while at < owner.len() {
            let (rank, start) = (owner[at], at);
            while at < owner.len() && owner[at] == rank {
                at += 1;
            }
            let Some(found) = rank.checked_sub(1).and_then(|rank| self.0.get(rank as usize)) else { continue };
            let piece = &text.plain[start..at];
            if !piece.contains(char::is_alphanumeric) {
                continue;
            }
            let inner = piece.trim_matches(|c: char| start != found.start && !c.is_alphanumeric());
            let start = start + piece.find(inner).unwrap_or(0);
            if let Some((start, end)) = text.scalars(start, start + inner.len()) {
                let start = start.max(out.last().map_or(0, |last: &Found| last.end));
                if start < end {
                    out.push(Found { start, end, kind: found.kind, why: found.why });
                }
            }
        }
        out
    }
}
