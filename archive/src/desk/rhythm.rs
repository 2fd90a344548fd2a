//! How a stream of news looks for them: every two seconds, on any node, until it has lived long enough or the house stops.

use crate::House;
use std::time::Duration;
use tokio::time::{Instant, sleep_until};

/// How often is looked.
const RHYTHM: Duration = Duration::from_secs(2);
/// A stream ends after this long and is asked for again, so that a session or a seat that ended hears no more.
const LIFE: Duration = Duration::from_mins(10);

/// When to look next.
pub(crate) struct Rhythm {
    ends: Instant,
    next: Instant,
}

impl Rhythm {
    /// Beginning now.
    pub(crate) fn begin() -> Self {
        let now = Instant::now();
        Self {
            ends: now + LIFE,
            next: now,
        }
    }

    /// Waits until it is time to look, at once the first time; none when the stream has lived long enough, or the house stops.
    pub(crate) async fn beat(&mut self, house: &House) -> Option<()> {
        if self.next >= self.ends {
            return None;
        }
        let mut stopping = house.stopping.subscribe();
        tokio::select! {
            _ = stopping.wait_for(|is_stopping| *is_stopping) => return None,
            () = sleep_until(self.next) => {}
        }
        self.next = Instant::now() + RHYTHM;
        Some(())
    }
}
