//! Slots: each wraps the root key under a secret that one person holds. Any one of them unseals the archive.

use crate::envelope::{self, Nonce};
use crate::error::{Result, VaultError};
use crate::secret::{KEY_LEN, Secret, fill, random_id};
use argon2::{Algorithm, Argon2, Block, Params, Version};
use serde::{Deserialize, Serialize};
use std::fmt;
use std::str::FromStr;
use uuid::Uuid;
use zeroize::Zeroizing;

/// Bytes of a slot's salt, as RFC 9106, section 3.1 recommends.
const SALT_LEN: usize = 16;

/// What a person holds to open a slot.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum SlotKind {
    /// Words that she remembers, see [`Passphrase`](crate::Passphrase).
    Passphrase,
    /// The printed code in the envelope, see [`RecoveryCode`](crate::RecoveryCode).
    RecoveryCode,
    /// A file on another device, see [`new_key_file`](crate::new_key_file).
    KeyFile,
}

impl SlotKind {
    /// The name in rows and in what the slot is bound to.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Passphrase => "passphrase",
            Self::RecoveryCode => "recovery_code",
            Self::KeyFile => "key_file",
        }
    }
}

impl FromStr for SlotKind {
    type Err = VaultError;

    fn from_str(name: &str) -> Result<Self> {
        [Self::Passphrase, Self::RecoveryCode, Self::KeyFile]
            .into_iter()
            .find(|kind| kind.as_str() == name)
            .ok_or(VaultError::UnknownSlotKind)
    }
}

/// The cost of one guess at a slot's secret (Argon2id, RFC 9106, section 3.1).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct KdfParams {
    /// Memory in KiB, 8 to 1,048,576 (1 GiB), at least 8 a lane.
    pub memory_kib: u32,
    /// Passes over the memory, 1 to 16.
    pub passes: u32,
    /// Lanes, 1 to 8.
    pub lanes: u32,
}

impl KdfParams {
    /// For what people remember: 256 MiB, four passes, about a second of one core.
    pub const STRONG: Self = Self {
        memory_kib: 256 * 1024,
        passes: 4,
        lanes: 1,
    };
    /// For secrets that nobody can guess because they are 256 random bits: 1 MiB, one pass.
    pub const KEY_FILE: Self = Self {
        memory_kib: 1024,
        passes: 1,
        lanes: 1,
    };
    /// For tests and the demonstration, whose secret lies beside the data anyway: as [`KEY_FILE`](Self::KEY_FILE).
    pub const DEMONSTRATION: Self = Self::KEY_FILE;

    /// Checked again at each unsealing: a row of the keyring must not make the server ask for all memory of the machine.
    fn checked(self) -> Result<Params> {
        let is_bounded = self.memory_kib <= 1024 * 1024 && self.passes <= 16 && self.lanes <= 8;
        let params = Params::new(self.memory_kib, self.passes, self.lanes, Some(KEY_LEN));
        params.ok().filter(|_| is_bounded).ok_or(VaultError::KdfParams)
    }
}

/// A slot, a row of the keyring. Holds nothing secret, but whoever has it can guess at its secret.
///
/// ```text
/// KEK     = Argon2id(secret, salt, m = memory_kib, t = passes, p = lanes), version 0x13, 32 bytes
/// wrapped = envelope(KEK, root key, "hikaya/slot|" id (16) kind)
/// ```
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Slot {
    /// Random id, shown by the program so that people can speak of a slot.
    pub id: Uuid,
    /// What opens it.
    pub kind: SlotKind,
    /// Random salt, 16 bytes.
    pub salt: Vec<u8>,
    /// Cost of one guess.
    pub params: KdfParams,
    /// The sealed root key, 73 bytes.
    pub wrapped: Vec<u8>,
}

impl Slot {
    /// Wraps `root` under `secret`.
    pub(crate) fn wrap(root: &Secret, kind: SlotKind, secret: &[u8], params: KdfParams) -> Result<Self> {
        let mut salt = vec![0; SALT_LEN];
        fill(&mut salt)?;
        Self::wrap_salted(root, kind, secret, params, salt)
    }

    /// The same with a salt that another slot has already.
    pub(crate) fn wrap_salted(
        root: &Secret,
        kind: SlotKind,
        secret: &[u8],
        params: KdfParams,
        salt: Vec<u8>,
    ) -> Result<Self> {
        if secret.is_empty() {
            return Err(VaultError::EmptySecret);
        }
        let mut slot = Self {
            id: random_id()?,
            kind,
            salt,
            params,
            wrapped: Vec::new(),
        };
        let key = slot.derive(secret)?;
        slot.wrapped = envelope::close(&key, &Nonce::random()?, &slot.associated(), root.expose())?;
        Ok(slot)
    }

    /// The root key, if `secret` opens this slot; [`VaultError::WrongSecret`] if it does not.
    pub(crate) fn open(&self, secret: &[u8]) -> Result<Secret> {
        self.open_with(&self.derive(secret)?)
    }

    fn open_with(&self, key: &Secret) -> Result<Secret> {
        let bytes = envelope::open(key, &self.associated(), &self.wrapped).map_err(|error| match error {
            VaultError::Refused => VaultError::WrongSecret,
            damage => damage,
        })?;
        Secret::from_slice(&bytes).ok_or(VaultError::CutOff)
    }

    fn derive(&self, secret: &[u8]) -> Result<Secret> {
        let params = self.params.checked()?;
        // Reserved by ourselves, so that a machine without the memory refuses instead of ending the process, and so that
        // the blocks are wiped: the last of them give the key.
        let mut memory = Zeroizing::new(Vec::new());
        memory
            .try_reserve_exact(params.block_count())
            .map_err(|_| VaultError::Memory)?;
        memory.resize(params.block_count(), Block::default());
        let mut key = Secret::zeros();
        Argon2::new(Algorithm::Argon2id, Version::V0x13, params)
            .hash_password_into_with_memory(secret, &self.salt, key.expose_mut(), memory.as_mut_slice())
            .map_err(|_| VaultError::KdfParams)?;
        Ok(key)
    }

    fn associated(&self) -> Vec<u8> {
        [b"hikaya/slot|".as_slice(), self.id.as_bytes(), self.kind.as_str().as_bytes()].concat()
    }
}

/// A guess at the secret of slots, of which those of one salt and one cost share the work. Wiped when dropped.
pub struct Guess {
    salt: Vec<u8>,
    params: KdfParams,
    key: Secret,
}

impl Guess {
    /// Does the work for a slot, and for all that have its salt.
    ///
    /// # Errors
    /// [`VaultError::KdfParams`], [`VaultError::Memory`].
    pub fn at(slot: &Slot, secret: &[u8]) -> Result<Self> {
        Ok(Self {
            salt: slot.salt.clone(),
            params: slot.params,
            key: slot.derive(secret)?,
        })
    }

    /// Whether the work was done for a slot.
    pub fn is_for(&self, slot: &Slot) -> bool {
        self.salt == slot.salt && self.params == slot.params
    }

    /// The root key of a slot, if the guess is right; [`VaultError::WrongSecret`] if it is not, or not for this slot.
    pub(crate) fn open(&self, slot: &Slot) -> Result<Secret> {
        slot.open_with(&self.key)
    }
}

impl fmt::Debug for Slot {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Slot")
            .field("id", &self.id)
            .field("kind", &self.kind)
            .finish_non_exhaustive()
    }
}
