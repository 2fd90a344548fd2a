//! Thirty-two secret bytes, what is derived from them, and where chance comes from. Not for secrets that people type.

use crate::error::{Result, VaultError};
use hkdf::Hkdf;
use hmac::{Hmac, KeyInit, Mac};
use sha2::Sha256;
use subtle::ConstantTimeEq;
use uuid::Uuid;
use zeroize::Zeroize;

/// Length of every key, in bytes.
pub(crate) const KEY_LEN: usize = 32;

/// A key. On the heap, so that moving it leaves no copy behind; wiped when dropped; neither printed, copied nor serialised.
pub(crate) struct Secret(Box<[u8; KEY_LEN]>);

impl Secret {
    /// 256 fresh random bits of the operating system.
    pub(crate) fn random() -> Result<Self> {
        let mut secret = Self::zeros();
        fill(secret.0.as_mut_slice())?;
        Ok(secret)
    }

    /// All zeros, to be filled in place.
    pub(crate) fn zeros() -> Self {
        Self(Box::new([0; KEY_LEN]))
    }

    /// The key in these bytes, copied; `None` unless they are exactly 32.
    pub(crate) fn from_slice(bytes: &[u8]) -> Option<Self> {
        let mut secret = Self::zeros();
        (bytes.len() == KEY_LEN).then(|| {
            secret.0.copy_from_slice(bytes);
            secret
        })
    }

    /// The bytes, for a cipher.
    pub(crate) fn expose(&self) -> &[u8; KEY_LEN] {
        &self.0
    }

    /// The bytes, to be filled in place.
    pub(crate) fn expose_mut(&mut self) -> &mut [u8; KEY_LEN] {
        &mut self.0
    }

    /// `HKDF-SHA256(self, no salt, info)`, 32 bytes (RFC 5869): a key for one purpose, from which neither this key nor the
    /// key of another purpose can be had. `info` is the concatenation of its parts.
    pub(crate) fn derive(&self, info: &[&str]) -> Self {
        let mut derived = Self::zeros();
        let info = info.concat();
        Hkdf::<Sha256>::new(None, self.expose())
            .expand(info.as_bytes(), derived.expose_mut())
            .expect("32 bytes are below the limit of HKDF-SHA256, 8160");
        derived
    }

    /// `HMAC-SHA256(self, message)` (RFC 2104).
    pub(crate) fn authenticate(&self, message: &[u8]) -> [u8; 32] {
        let mut mac = Hmac::<Sha256>::new_from_slice(self.expose()).expect("HMAC takes a key of any length");
        mac.update(message);
        mac.finalize().into_bytes().into()
    }

    /// Whether both hold the same bytes, in a time that does not depend on them.
    pub(crate) fn equals(&self, other: &Self) -> bool {
        self.0.ct_eq(other.expose()).into()
    }
}

impl Drop for Secret {
    fn drop(&mut self) {
        self.0.zeroize();
    }
}

/// Fills `bytes` from the operating system's generator.
pub(crate) fn fill(bytes: &mut [u8]) -> Result<()> {
    getrandom::fill(bytes).map_err(|_| VaultError::Randomness)
}

/// A fresh random id (UUIDv4): the id of a key or slot must not tell when a story came in.
pub(crate) fn random_id() -> Result<Uuid> {
    let mut bytes = [0; 16];
    fill(&mut bytes)?;
    Ok(uuid::Builder::from_random_bytes(bytes).into_uuid())
}
