//! Counting wrong guesses, under a keyed hash of whoever guesses.

use crate::store::accounts::{self, AttemptRow};
use crate::store::{StoreError, Tx};
use chrono::{DateTime, TimeDelta, Utc};
use method::limit::Limit;

/// The wrong guesses of somebody in the window that runs.
pub(crate) struct Tries<'a> {
    whose: &'a [u8],
    row: AttemptRow,
    limit: Limit,
}

impl<'a> Tries<'a> {
    /// Those counted so far.
    pub(crate) async fn of(tx: &mut Tx, whose: &'a [u8], limit: Limit, now: DateTime<Utc>) -> Result<Self, StoreError> {
        let counted = accounts::attempts(tx, whose).await?;
        let row = counted.filter(|one| one.locked_until > now).unwrap_or(AttemptRow {
            failures: 0,
            locked_until: now + TimeDelta::minutes(limit.minutes.into()),
        });
        Ok(Self { whose, row, limit })
    }

    /// When guessing may go on, if it may not now.
    pub(crate) fn refused_until(&self) -> Option<DateTime<Utc>> {
        let failures = u32::try_from(self.row.failures).unwrap_or(u32::MAX);
        (failures >= self.limit.tries).then_some(self.row.locked_until)
    }

    /// Counts one more wrong guess.
    pub(crate) async fn count(self, tx: &mut Tx) -> Result<(), StoreError> {
        let counted = AttemptRow {
            failures: self.row.failures.saturating_add(1),
            ..self.row
        };
        accounts::set_attempts(tx, self.whose, counted).await
    }
}
