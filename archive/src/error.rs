//! What can go wrong under every desk. A desk's own error holds this as its last variant; its text names no content.

use crate::store::StoreError;
use archive_vault::VaultError;
use thiserror::Error;

/// A fault that no desk can mend.
#[derive(Debug, Error)]
pub enum Fault {
    /// The vault is sealed: somebody must type the passphrase first.
    #[error("the archive is sealed")]
    Sealed,
    /// The database.
    #[error(transparent)]
    Store(#[from] StoreError),
    /// A sealed value or a key did not open.
    #[error("vault: {0}")]
    Vault(#[from] VaultError),
    /// A key that should be in the keyring is not.
    #[error("a key is missing from the keyring")]
    KeyMissing,
    /// A row holds a name that this program does not know.
    #[error("a row holds an unknown name")]
    UnknownName,
    /// The index refused. It names no cause: a cause could hold a word.
    #[error("the index refused")]
    Index,
    /// A key that signs or opens what browsers seal is none.
    #[error("envelope: {0}")]
    Envelope(#[from] archive_envelope::EnvelopeError),
    /// A task was stopped before it ended.
    #[error("stopped before the end")]
    Stopped,
}

impl From<tantivy::TantivyError> for Fault {
    fn from(_: tantivy::TantivyError) -> Self {
        Self::Index
    }
}
