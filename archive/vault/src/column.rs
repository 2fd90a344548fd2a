//! Sealing and opening one column of one row.

use crate::contract::{Contract, Place};
use crate::envelope::{self, Nonce};
use crate::error::{Result, VaultError};
use crate::key::DataKey;
use crate::padding::{self, Padded};
use crate::sealed::{Raw, Sealed};
use crate::secret::Secret;
use serde::Serialize;
use serde::de::DeserializeOwned;
use std::io::Write;
use uuid::Uuid;
use zeroize::Zeroizing;

/// `envelope(HKDF(data key, "field|table.column"), pad(JSON of value), place)`
pub(crate) fn seal<T: Serialize>(key: &DataKey, nonce: &Nonce, place: &Place, value: &T) -> Result<Sealed<T>> {
    let mut padded = Padded::new();
    serde_json::to_writer(&mut padded, value).map_err(|_| VaultError::Unwritable)?;
    close(key, nonce, place, padded).map(Sealed::from_bytes)
}

/// One column under one key: opens many values with a key that was derived once, and is wiped when dropped.
pub struct Opener {
    contract: Contract,
    id: Uuid,
    derived: Secret,
}

impl Opener {
    pub(crate) fn new(key: &DataKey, contract: Contract) -> Self {
        Self {
            contract,
            id: key.id(),
            derived: field_key(key, contract),
        }
    }

    /// The value that was sealed for a row and its version.
    ///
    /// # Errors
    /// As [`Vault::open`](crate::Vault::open).
    pub fn open<T: DeserializeOwned>(&self, row: Uuid, version: u32, sealed: &Sealed<T>) -> Result<T> {
        let place = self.contract.place(row, version);
        let padded = envelope::open(&self.derived, &place.associated(self.id), sealed.as_bytes())?;
        serde_json::from_slice(padding::content(&padded)?).map_err(|_| VaultError::Shape)
    }
}

/// `envelope(HKDF(data key, "field|table.column"), pad(content), place)`
pub(crate) fn seal_raw(key: &DataKey, nonce: &Nonce, place: &Place, content: &[u8]) -> Result<Sealed<Raw>> {
    let mut padded = Padded::new();
    padded.write_all(content).map_err(|_| VaultError::Unwritable)?;
    close(key, nonce, place, padded).map(Sealed::from_bytes)
}

/// The bytes that [`seal_raw`] sealed.
pub(crate) fn open_raw(key: &DataKey, place: &Place, sealed: &Sealed<Raw>) -> Result<Zeroizing<Vec<u8>>> {
    let padded = envelope::open(
        &field_key(key, place.contract()),
        &place.associated(key.id()),
        sealed.as_bytes(),
    )?;
    padding::content(&padded).map(|content| Zeroizing::new(content.to_vec()))
}

fn close(key: &DataKey, nonce: &Nonce, place: &Place, padded: Padded) -> Result<Vec<u8>> {
    envelope::close(
        &field_key(key, place.contract()),
        nonce,
        &place.associated(key.id()),
        &padded.finish()?,
    )
}

fn field_key(key: &DataKey, contract: Contract) -> Secret {
    key.secret().derive(&["field|", &contract.domain()])
}
