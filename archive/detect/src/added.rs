//! Names that whoever asks adds to the lists of `data/`: found as they are written, in capitals or not, in Arabic letters also behind a
//! fused particle.

use crate::{Kind, Why, find::Finds, phrases::Phrases, reading::Reading};

/// Names and places beside those of the lists.
#[derive(Default)]
pub struct Added(Vec<(Kind, Phrases)>);

impl Added {
    /// These, each of its kind.
    pub fn of<'a>(entries: impl IntoIterator<Item = (Kind, &'a str)>) -> Self {
        let mut kinds: Vec<(Kind, Vec<&str>)> = Vec::new();
        for (kind, entry) in entries {
            match kinds.iter_mut().find(|(known, _)| *known == kind) {
                Some((_, all)) => all.push(entry),
                None => kinds.push((kind, vec![entry])),
            }
        }
        let phrases = |(kind, entries): (Kind, Vec<&str>)| (kind, Phrases::of(entries.into_iter()));
        Self(kinds.into_iter().map(phrases).collect())
    }
}

/// They go before every other rule: a person put them there.
pub fn find(reading: &Reading, added: &Added, finds: &mut Finds) {
    for at in 0..reading.tokens().len() {
        for (kind, phrases) in &added.0 {
            if let Some(hit) = phrases.fused(reading.tokens(), at) {
                finds.from(reading, at, hit.skip, hit.end, *kind, Why::Added);
            }
        }
    }
}
