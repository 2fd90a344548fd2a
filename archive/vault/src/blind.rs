//! Looking up and comparing without reading: keyed hashes. Not for categories: with six values, frequency gives them away.

use crate::key::DataKey;
use std::fmt;
use subtle::ConstantTimeEq;

/// A keyed hash by which a row is found: equal texts have equal ones, and without the key nothing else can be told.
///
/// ```text
/// blind = HMAC-SHA256(HKDF(key, "blind|" + field), UTF-8(normal form))
/// ```
/// Bringing a text to its normal form (case, spaces, spelling) is the caller's to do, before.
#[derive(Clone, Copy)]
pub struct BlindIndex(pub [u8; 32]);

impl BlindIndex {
    /// The bytes, for a row or a query.
    pub const fn as_bytes(&self) -> &[u8; 32] {
        &self.0
    }

    pub(crate) fn of(key: &DataKey, field: &str, normal_form: &str) -> Self {
        Self(key.secret().derive(&["blind|", field]).authenticate(normal_form.as_bytes()))
    }
}

impl PartialEq for BlindIndex {
    fn eq(&self, other: &Self) -> bool {
        self.0.ct_eq(&other.0).into()
    }
}

impl Eq for BlindIndex {}

impl fmt::Debug for BlindIndex {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("BlindIndex")
    }
}

/// `HMAC-SHA256(HKDF(key, "fingerprint"), bytes)`
pub(crate) fn fingerprint(key: &DataKey, bytes: &[u8]) -> [u8; 32] {
    key.secret().derive(&["fingerprint"]).authenticate(bytes)
}
