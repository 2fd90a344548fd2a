//! Time and chance, the only place that asks for them. "Now" never runs backwards below what was seen, so that setting a
//! machine's clock back revives no expired consent and no session.

use chrono::{DateTime, Utc};
use std::fmt::Write as _;
use std::sync::atomic::{AtomicI64, Ordering};
use uuid::Uuid;

/// Where the time comes from.
#[derive(Debug)]
enum Source {
    Machine,
    Fixed(AtomicI64),
}

/// The house's clock, with a ratchet.
#[derive(Debug)]
pub struct Clock {
    source: Source,
    latest: AtomicI64,
}

impl Clock {
    /// The machine's clock.
    pub const fn machine() -> Self {
        Self {
            source: Source::Machine,
            latest: AtomicI64::new(i64::MIN),
        }
    }

    /// A clock that stands still until [`Clock::set`].
    pub fn fixed(at: DateTime<Utc>) -> Self {
        Self {
            source: Source::Fixed(AtomicI64::new(at.timestamp_micros())),
            latest: AtomicI64::new(i64::MIN),
        }
    }

    /// Sets a fixed clock; the machine's clock is not ours to set.
    pub fn set(&self, at: DateTime<Utc>) {
        if let Source::Fixed(fixed) = &self.source {
            fixed.store(at.timestamp_micros(), Ordering::SeqCst);
        }
    }

    /// Now, to the microsecond, or the latest time seen if the source has gone back.
    pub fn now(&self) -> DateTime<Utc> {
        let read = match &self.source {
            Source::Machine => machine_now().timestamp_micros(),
            Source::Fixed(fixed) => fixed.load(Ordering::SeqCst),
        };
        let seen = self.latest.fetch_max(read, Ordering::SeqCst);
        DateTime::from_timestamp_micros(read.max(seen)).unwrap_or(DateTime::UNIX_EPOCH)
    }

    /// The house has acted at this time before (from the audit log): now is never earlier.
    pub fn ratchet(&self, seen: DateTime<Utc>) {
        self.latest.fetch_max(seen.timestamp_micros(), Ordering::SeqCst);
    }
}

#[expect(clippy::disallowed_methods, reason = "the one place that reads the machine's clock")]
fn machine_now() -> DateTime<Utc> {
    Utc::now()
}

/// An id that tells nothing: for whatever leads to a storyteller or a voter.
#[expect(clippy::disallowed_methods, reason = "the one place that makes random ids")]
pub(crate) fn random_id() -> Uuid {
    Uuid::new_v4()
}

/// An id in the order of making: for what staff do in their own name.
#[expect(clippy::disallowed_methods, reason = "the one place that makes ordered ids")]
pub(crate) fn ordered_id() -> Uuid {
    Uuid::now_v7()
}

/// Digits by chance, each number of so many as likely: eight at a time out of the low 62 bits of a random id, which are chance
/// alone; what is left over by 10⁸ weighs less than one in 10¹⁰.
pub(crate) fn random_digits(wanted: usize) -> String {
    let mut digits = String::new();
    while digits.len() < wanted {
        let chance = random_id().as_u128() & ((1 << 62) - 1);
        let _ = write!(digits, "{:08}", chance % 100_000_000);
    }
    digits.truncate(wanted);
    digits
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn time_never_runs_back() {
        let late = DateTime::from_timestamp_micros(2_000_000).expect("a time");
        let early = DateTime::from_timestamp_micros(1_000_000).expect("a time");
        let clock = Clock::fixed(late);
        assert_eq!(clock.now(), late);
        clock.set(early);
        assert_eq!(clock.now(), late);
    }

    #[test]
    fn what_the_house_saw_before_a_restart_holds() {
        let seen = DateTime::from_timestamp_micros(5_000_000).expect("a time");
        let clock = Clock::fixed(DateTime::UNIX_EPOCH);
        clock.ratchet(seen);
        assert_eq!(clock.now(), seen);
    }
}
