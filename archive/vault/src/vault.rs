//! The root key in memory, and all that can be done while it is there. Shared in an `Arc`; dropping the last one seals.

use crate::blind::{self, BlindIndex};
use crate::column::{self, Opener};
use crate::contract::{Contract, Place};
use crate::envelope::Nonce;
use crate::error::{Result, VaultError};
use crate::key::{DataKey, Parent, WrappedKey};
use crate::sealed::{Raw, Sealed};
use crate::secret::Secret;
use crate::slot::{Guess, KdfParams, Slot, SlotKind};
use serde::Serialize;
use serde::de::DeserializeOwned;
use uuid::Uuid;
use zeroize::Zeroizing;

/// The unsealed vault: 32 random bytes that wrap every other key. Wiped when dropped; not printed, copied or serialised.
///
/// Opening and sealing columns needs a [`DataKey`] alone, but is asked of the vault: while it is sealed, nothing is read.
pub struct Vault {
    root: Secret,
}

impl Vault {
    /// A vault with a fresh root key. Until a slot is stored, it is gone with this value.
    ///
    /// # Errors
    /// [`VaultError::Randomness`].
    pub fn create() -> Result<Self> {
        Ok(Self { root: Secret::random()? })
    }

    /// A slot that opens this vault with `secret`. Slow by intention: about a second with [`KdfParams::STRONG`].
    ///
    /// # Errors
    /// [`VaultError::EmptySecret`], [`VaultError::KdfParams`], [`VaultError::Memory`], [`VaultError::Randomness`].
    pub fn add_slot(&self, kind: SlotKind, secret: &[u8], params: KdfParams) -> Result<Slot> {
        Slot::wrap(&self.root, kind, secret, params)
    }

    /// A slot with the salt of another, so that one [`Guess`] serves for both: whoever guesses at one guesses at the other too.
    ///
    /// # Errors
    /// As [`add_slot`](Self::add_slot).
    pub fn add_slot_beside(&self, other: &Slot, kind: SlotKind, secret: &[u8]) -> Result<Slot> {
        Slot::wrap_salted(&self.root, kind, secret, other.params, other.salt.clone())
    }

    /// The vault that a slot opens, if the guess is right.
    ///
    /// # Errors
    /// [`VaultError::WrongSecret`] if it is not; [`VaultError::CutOff`], [`VaultError::UnknownVersion`].
    pub fn unseal_by(slot: &Slot, guess: &Guess) -> Result<Self> {
        guess.open(slot).map(|root| Self { root })
    }

    /// The vault that one of these slots opens with `secret`; they are tried in turn, about a second each.
    ///
    /// # Errors
    /// As [`unseal_with`](Self::unseal_with).
    pub fn unseal(slots: &[Slot], secret: &[u8]) -> Result<Self> {
        Self::unseal_with(slots, secret).map(|(vault, _)| vault)
    }

    /// As [`unseal`](Self::unseal), with the id of the slot that opened, so that its last use can be noted.
    ///
    /// # Errors
    /// [`VaultError::WrongSecret`] if at least one slot was whole and none opened; [`VaultError::NoSlot`]; else what is wrong
    /// with the last slot: [`VaultError::KdfParams`], [`VaultError::Memory`], [`VaultError::CutOff`],
    /// [`VaultError::UnknownVersion`]. A damaged slot does not keep the others from opening.
    pub fn unseal_with(slots: &[Slot], secret: &[u8]) -> Result<(Self, Uuid)> {
        let mut refusal = VaultError::NoSlot;
        for slot in slots {
            match slot.open(secret) {
                Ok(root) => return Ok((Self { root }, slot.id)),
                Err(_) if refusal == VaultError::WrongSecret => {}
                Err(error) => refusal = error,
            }
        }
        Err(refusal)
    }

    /// Whether both vaults hold the same root key: the proof that a retyped code opens *this* archive.
    pub fn has_same_root(&self, other: &Self) -> bool {
        self.root.equals(&other.root)
    }

    /// A fresh data key, and its row for the keyring.
    ///
    /// # Errors
    /// [`VaultError::Randomness`].
    pub fn new_key(&self) -> Result<(DataKey, WrappedKey)> {
        let key = DataKey::random()?;
        let wrapped = self.wrap(&key)?;
        Ok((key, wrapped))
    }

    /// A fresh data key under another one, such as a story's under its site's, and its row for the keyring.
    ///
    /// # Errors
    /// [`VaultError::Randomness`].
    pub fn new_key_under(&self, parent: &DataKey) -> Result<(DataKey, WrappedKey)> {
        let key = DataKey::random()?;
        let wrapped = self.wrap_under(parent, &key)?;
        Ok((key, wrapped))
    }

    /// An existing key wrapped under this root, for a change of the root key. What it sealed stays as it is.
    ///
    /// # Errors
    /// [`VaultError::Randomness`].
    pub fn wrap(&self, key: &DataKey) -> Result<WrappedKey> {
        Parent::root(&self.root).wrap(&Nonce::random()?, key)
    }

    /// An existing key wrapped under another parent, for a change of the parent. What it sealed stays as it is.
    ///
    /// # Errors
    /// [`VaultError::Randomness`].
    pub fn wrap_under(&self, parent: &DataKey, key: &DataKey) -> Result<WrappedKey> {
        Parent::from(parent).wrap(&Nonce::random()?, key)
    }

    /// The key in a row of the keyring.
    ///
    /// # Errors
    /// [`VaultError::WrongParent`] if it is wrapped under a data key; [`VaultError::Refused`] if the row is damaged or another
    /// vault's; [`VaultError::CutOff`], [`VaultError::UnknownVersion`].
    pub fn unwrap(&self, wrapped: &WrappedKey) -> Result<DataKey> {
        Parent::root(&self.root).unwrap(wrapped)
    }

    /// The key in a row of the keyring that is wrapped under `parent`.
    ///
    /// # Errors
    /// As [`unwrap`](Self::unwrap); [`VaultError::WrongParent`] if it is wrapped under anything but `parent`.
    pub fn unwrap_under(&self, parent: &DataKey, wrapped: &WrappedKey) -> Result<DataKey> {
        Parent::from(parent).unwrap(wrapped)
    }

    /// Seals a value for its place.
    ///
    /// ```text
    /// sealed = 0x01 | nonce (24) | XChaCha20-Poly1305(HKDF(key, "field|table.column"), pad(JSON), place) | tag (16)
    /// ```
    /// `pad`: see [`bucket`](crate::bucket). `place`: see [`Place`].
    ///
    /// # Errors
    /// [`VaultError::Unwritable`], [`VaultError::TooLarge`], [`VaultError::Randomness`].
    pub fn seal<T: Serialize>(&self, key: &DataKey, place: &Place, value: &T) -> Result<Sealed<T>> {
        column::seal(key, &Nonce::random()?, place, value)
    }

    /// Opens a value at the place it was sealed for. The JSON in between is wiped; the value itself is the caller's, and lives
    /// no longer than the page that shows it.
    ///
    /// # Errors
    /// [`VaultError::Refused`] if the key, the place or a single bit differs; [`VaultError::Shape`] if it is no `T`;
    /// [`VaultError::CutOff`], [`VaultError::UnknownVersion`].
    pub fn open<T: DeserializeOwned>(&self, key: &DataKey, place: &Place, sealed: &Sealed<T>) -> Result<T> {
        self.opener(key, place.contract()).open(place.row(), place.version(), sealed)
    }

    /// What opens many values of one column under one key.
    pub fn opener(&self, key: &DataKey, contract: Contract) -> Opener {
        Opener::new(key, contract)
    }

    /// Seals bytes as they are, in the format of [`seal`](Self::seal) without the JSON.
    ///
    /// # Errors
    /// [`VaultError::TooLarge`], [`VaultError::Randomness`].
    pub fn seal_raw(&self, key: &DataKey, place: &Place, content: &[u8]) -> Result<Sealed<Raw>> {
        column::seal_raw(key, &Nonce::random()?, place, content)
    }

    /// Opens bytes that were sealed as they are; wiped when dropped.
    ///
    /// # Errors
    /// As [`open`](Self::open), without [`VaultError::Shape`].
    pub fn open_raw(&self, key: &DataKey, place: &Place, sealed: &Sealed<Raw>) -> Result<Zeroizing<Vec<u8>>> {
        column::open_raw(key, place, sealed)
    }

    /// The keyed hash by which a row is found, see [`BlindIndex`].
    pub fn blind(&self, key: &DataKey, field: &str, normal_form: &str) -> BlindIndex {
        BlindIndex::of(key, field, normal_form)
    }

    /// The keyed hash of a layer's text, by which a panel's record says which words it heard without holding them:
    /// `HMAC-SHA256(HKDF(key, "fingerprint"), bytes)`.
    pub fn fingerprint(&self, key: &DataKey, bytes: &[u8]) -> [u8; 32] {
        blind::fingerprint(key, bytes)
    }
}
