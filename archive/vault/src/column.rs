//! Sealing and opening one column of one row.

use crate::contract::Place;
use crate::envelope::{self, Nonce};
use crate::error::{Result, VaultError};
use crate::key::DataKey;
use crate::padding::{self, Padded};
use crate::sealed::{Raw, Sealed};
use crate::secret::Secret;
use serde::Serialize;
use serde::de::DeserializeOwned;
use std::io::Write;
use zeroize::Zeroizing;

/// `envelope(HKDF(data key, "field|table.column"), pad(JSON of value), place)`
pub(crate) fn seal<T: Serialize>(key: &DataKey, nonce: &Nonce, place: &Place, value: &T) -> Result<Sealed<T>> {
    let mut padded = Padded::new();
    serde_json::to_writer(&mut padded, value).map_err(|_| VaultError::Unwritable)?;
    close(key, nonce, place, padded).map(Sealed::from_bytes)
}

/// The value that [`seal`] sealed.
pub(crate) fn open<T: DeserializeOwned>(key: &DataKey, place: &Place, sealed: &Sealed<T>) -> Result<T> {
    let padded = envelope::open(&field_key(key, place), &place.associated(key.id()), sealed.as_bytes())?;
    serde_json::from_slice(padding::content(&padded)?).map_err(|_| VaultError::Shape)
}

/// `envelope(HKDF(data key, "field|table.column"), pad(content), place)`
pub(crate) fn seal_raw(key: &DataKey, nonce: &Nonce, place: &Place, content: &[u8]) -> Result<Sealed<Raw>> {
    let mut padded = Padded::new();
    padded.write_all(content).map_err(|_| VaultError::Unwritable)?;
    close(key, nonce, place, padded).map(Sealed::from_bytes)
}

/// The bytes that [`seal_raw`] sealed.
pub(crate) fn open_raw(key: &DataKey, place: &Place, sealed: &Sealed<Raw>) -> Result<Zeroizing<Vec<u8>>> {
    let padded = envelope::open(&field_key(key, place), &place.associated(key.id()), sealed.as_bytes())?;
    padding::content(&padded).map(|content| Zeroizing::new(content.to_vec()))
}

fn close(key: &DataKey, nonce: &Nonce, place: &Place, padded: Padded) -> Result<Vec<u8>> {
    envelope::close(&field_key(key, place), nonce, &place.associated(key.id()), &padded.finish()?)
}

fn field_key(key: &DataKey, place: &Place) -> Secret {
    key.secret().derive(&["field|", &place.contract().domain()])
}
