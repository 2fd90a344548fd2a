//! News of an index that is being built: how far it is, in whole per cent, which tell nobody how many stories there are.

use super::{Progress, Rebuilding};
use crate::Archive;
use std::fmt;
use std::time::Duration;
use tokio::time::{Instant, sleep_until};

/// How often it is looked at.
const RHYTHM: Duration = Duration::from_secs(1);
/// A stream ends after this long and is asked for again, so that a session that ended hears no more.
const LIFE: Duration = Duration::from_mins(10);

/// What is told.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Told {
    /// How far it is, 0 to 100.
    Percent(usize),
    /// It answers.
    Ready,
}

impl Told {
    /// What is told of a progress.
    pub fn of(progress: Progress) -> Self {
        match progress {
            Progress::Ready => Self::Ready,
            Progress::Building { done, of } => Self::Percent((done * 100).checked_div(of).unwrap_or_default().min(100)),
        }
    }
}

/// On the wire: `40`, or `ready`; the island `Progress` reads it.
impl fmt::Display for Told {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Percent(percent) => percent.fmt(f),
            Self::Ready => f.write_str("ready"),
        }
    }
}

/// A stream of news.
pub struct Watch {
    archive: Archive,
    told: Option<Told>,
    ends: Instant,
    next: Instant,
}

impl Watch {
    /// News of the index, for anybody who has an account.
    pub fn new(archive: Archive) -> Self {
        let next = Instant::now();
        Self {
            archive,
            told: None,
            ends: next + LIFE,
            next,
        }
    }

    /// The next news: at once the first time, afterwards when it went on. None when the stream ends: once it is ready, when the
    /// stories are locked, when the house stops.
    pub async fn next(&mut self) -> Option<Told> {
        let mut stopping = self.archive.house.stopping.subscribe();
        while self.told != Some(Told::Ready) && self.next < self.ends {
            tokio::select! {
                _ = stopping.wait_for(|is_stopping| *is_stopping) => return None,
                () = sleep_until(self.next) => {}
            }
            self.next = Instant::now() + RHYTHM;
            let told = match self.archive.house.index().ok()?.rebuilding() {
                (Rebuilding::Running, progress) | (_, progress @ Progress::Building { .. }) => Told::of(progress),
                _ => Told::Ready,
            };
            if self.told != Some(told) {
                self.told = Some(told);
                return Some(told);
            }
        }
        None
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn parts_are_told_in_whole_per_cent() {
        let told = |done, of| Told::of(Progress::Building { done, of }).to_string();
        assert_eq!([told(0, 0), told(1, 3), told(3, 3), told(4, 3)], ["0", "33", "100", "100"]);
        assert_eq!(Told::of(Progress::Ready).to_string(), "ready");
    }
}
