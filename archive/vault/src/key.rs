//! Data keys and their wrapped form: a row of the keyring, whose deletion is what forgetting means.

use crate::envelope::{self, Nonce};
use crate::error::{Result, VaultError};
use crate::secret::{Secret, random_id};
use serde::{Deserialize, Serialize};
use std::fmt;
use uuid::Uuid;

/// A key for a story, a site, a programme: 32 random bytes and their id. Wiped when dropped; not printed, copied, serialised.
pub struct DataKey {
    id: Uuid,
    secret: Secret,
}

impl DataKey {
    /// A fresh key under a fresh random id.
    pub(crate) fn random() -> Result<Self> {
        Ok(Self {
            id: random_id()?,
            secret: Secret::random()?,
        })
    }

    /// The id under which the keyring holds it; part of what every value sealed under it is bound to.
    pub const fn id(&self) -> Uuid {
        self.id
    }

    pub(crate) const fn secret(&self) -> &Secret {
        &self.secret
    }

    /// A key known beforehand, for the vectors that freeze the format.
    #[cfg(test)]
    pub(crate) fn fixed(id: Uuid, bytes: [u8; 32]) -> Self {
        Self {
            id,
            secret: Secret::from_slice(&bytes).expect("32 bytes"),
        }
    }
}

/// A wrapped key, a row of the keyring.
///
/// ```text
/// bytes = envelope(HKDF(parent, "hikaya/wrap"), data key, "hikaya/key|1|" id (16) parent id (16))
/// ```
/// The id of the root key, which has none, is sixteen zeros.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct WrappedKey {
    /// Id of the wrapped key.
    pub id: Uuid,
    /// Id of the key that it is wrapped under; `None` is the root key.
    pub parent: Option<Uuid>,
    /// The sealed key, 73 bytes.
    pub bytes: Vec<u8>,
}

impl fmt::Debug for WrappedKey {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("WrappedKey")
            .field("id", &self.id)
            .field("parent", &self.parent)
            .finish_non_exhaustive()
    }
}

/// Who wraps: the root key, or a data key.
pub(crate) struct Parent<'a> {
    id: Option<Uuid>,
    secret: &'a Secret,
}

impl<'a> Parent<'a> {
    pub(crate) const fn root(secret: &'a Secret) -> Self {
        Self { id: None, secret }
    }

    pub(crate) fn wrap(&self, nonce: &Nonce, key: &DataKey) -> Result<WrappedKey> {
        let bytes = envelope::close(&self.wrapping_key(), nonce, &self.associated(key.id), key.secret.expose())?;
        Ok(WrappedKey {
            id: key.id,
            parent: self.id,
            bytes,
        })
    }

    pub(crate) fn unwrap(&self, wrapped: &WrappedKey) -> Result<DataKey> {
        if wrapped.parent != self.id {
            return Err(VaultError::WrongParent);
        }
        let bytes = envelope::open(&self.wrapping_key(), &self.associated(wrapped.id), &wrapped.bytes)?;
        let secret = Secret::from_slice(&bytes).ok_or(VaultError::Refused)?;
        Ok(DataKey { id: wrapped.id, secret })
    }

    fn wrapping_key(&self) -> Secret {
        self.secret.derive(&["hikaya/wrap"])
    }

    fn associated(&self, key: Uuid) -> Vec<u8> {
        let parent = self.id.unwrap_or(Uuid::nil());
        [b"hikaya/key|1|".as_slice(), key.as_bytes(), parent.as_bytes()].concat()
    }
}

impl<'a> From<&'a DataKey> for Parent<'a> {
    fn from(key: &'a DataKey) -> Self {
        Self {
            id: Some(key.id),
            secret: &key.secret,
        }
    }
}
