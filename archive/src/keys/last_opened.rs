//! What is opened again and again is opened once, as long as its row stays as it was.

use crate::error::Fault;
use std::collections::HashMap;
use std::sync::{Arc, PoisonError, RwLock};
use uuid::Uuid;

/// What rows were opened to last. A row whose version and sealed bytes are the same was opened to the same: no two values are
/// ever sealed to the same bytes.
pub(crate) struct LastOpened<T>(RwLock<HashMap<Uuid, Known<T>>>);

struct Known<T> {
    version: i32,
    sealed: Vec<u8>,
    value: Arc<T>,
}

impl<T> Default for LastOpened<T> {
    fn default() -> Self {
        Self(RwLock::default())
    }
}

impl<T> LastOpened<T> {
    /// What a row holds: as it was opened last, else by `open`.
    pub(crate) fn value(
        &self,
        row: Uuid,
        version: i32,
        sealed: Vec<u8>,
        open: impl FnOnce(Vec<u8>) -> Result<T, Fault>,
    ) -> Result<Arc<T>, Fault> {
        let all = self.0.read().unwrap_or_else(PoisonError::into_inner);
        let known = all
            .get(&row)
            .filter(|known| known.version == version && known.sealed == sealed);
        if let Some(known) = known {
            return Ok(Arc::clone(&known.value));
        }
        drop(all);
        let value = Arc::new(open(sealed.clone())?);
        let known = Known {
            version,
            sealed,
            value: Arc::clone(&value),
        };
        self.0.write().unwrap_or_else(PoisonError::into_inner).insert(row, known);
        Ok(value)
    }

    /// Keeps nothing more of a row.
    pub(crate) fn forget(&self, row: Uuid) {
        self.0.write().unwrap_or_else(PoisonError::into_inner).remove(&row);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_row_is_opened_anew_once_its_version_or_its_bytes_are_others() {
        let opened = LastOpened::default();
        let mut times = 0;
        let mut value = |row: u128, version, sealed: &[u8]| {
            let value = opened.value(Uuid::from_u128(row), version, sealed.to_vec(), |bytes| {
                times += 1;
                Ok(bytes)
            });
            assert_eq!(*value.unwrap(), sealed);
            times
        };
        assert_eq!(value(1, 1, b"a"), 1);
        assert_eq!(value(1, 1, b"a"), 1);
        assert_eq!(value(2, 1, b"a"), 2, "another row");
        assert_eq!(value(1, 2, b"a"), 3, "another version");
        assert_eq!(value(1, 2, b"b"), 4, "other bytes, as after a change that was taken back");
        assert_eq!(value(1, 2, b"b"), 4);
        assert_eq!(value(1, 2, b"a"), 5);
        opened.forget(Uuid::from_u128(1));
        assert_eq!(opened.0.read().unwrap().len(), 1);
    }

    #[test]
    fn what_cannot_be_opened_is_not_kept() {
        let opened = LastOpened::<Vec<u8>>::default();
        let fails = opened.value(Uuid::nil(), 1, Vec::new(), |_| Err(Fault::Stopped));
        assert!(fails.is_err() && opened.0.read().unwrap().is_empty());
    }
}
