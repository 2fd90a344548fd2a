//! Keys of the archive: who may unseal it, which key a column is sealed under, and what a sealed value looks like on disk.
//!
//! Pure computation: bytes and rows in, bytes and rows out. Files, databases and the keyring's rows belong to the caller.
//! Nothing here is a cipher of our own; the constructions are `Argon2id` (RFC 9106), `HKDF-SHA256` (RFC 5869), `HMAC-SHA256`
//! (RFC 2104) and `XChaCha20-Poly1305` (draft-irtf-cfrg-xchacha-03), put together as follows.
//!
//! ```text
//! slot      KEK  = Argon2id(secret a person holds, salt)                 slot.rs
//!           wrap = E(KEK, root key)
//! key       wrap = E(HKDF(parent, "hikaya/wrap"), data key)              key.rs      parent: the root key, or a site's key
//! column    ct   = E(HKDF(data key, "field|table.column"), pad(JSON))    column.rs   bound to table, column, row, version, key
//! lookup    mac  = HMAC(HKDF(data key, "blind|" + field), normal form)   blind.rs
//! E(k, m)        = version byte | nonce | XChaCha20-Poly1305(k, m)       envelope.rs
//! ```
//!
//! Every key that must one day be *destroyed* is random and stored wrapped: a derived key cannot be destroyed. A key that is
//! missing from every copy of the keyring makes all that was sealed under it unreadable, in old backups too.
//!
//! ```
//! # fn main() -> Result<(), archive_vault::VaultError> {
//! use archive_vault::{Contract, KdfParams, Passphrase, Scope, SlotKind, Vault};
//!
//! const TITLE: Contract = Contract::new("stories", "title", Scope::Story);
//!
//! let passphrase = Passphrase::new("a bridge over the dry river");
//! let vault = Vault::create()?;
//! let slot = vault.add_slot(SlotKind::Passphrase, passphrase.secret(), KdfParams::DEMONSTRATION)?;
//! let (story_key, wrapped) = vault.new_key()?;
//! let place = TITLE.place(story_key.id(), 1);
//! let sealed = vault.seal(&story_key, &place, &"The well".to_owned())?;
//!
//! let vault = Vault::unseal(&[slot], passphrase.secret())?;
//! let story_key = vault.unwrap(&wrapped)?;
//! assert_eq!(vault.open(&story_key, &place, &sealed)?, "The well");
//! # Ok(())
//! # }
//! ```

mod blind;
mod column;
mod contract;
mod envelope;
mod error;
mod key;
mod padding;
mod passphrase;
mod recovery;
mod sealed;
mod secret;
mod slot;
mod vault;

#[cfg(test)]
mod tests;

pub use blind::BlindIndex;
pub use column::Opener;
pub use contract::{Contract, Place, Scope};
pub use error::VaultError;
pub use key::{DataKey, WrappedKey};
pub use padding::{LARGEST_CONTENT, SMALLEST_BUCKET, bucket};
pub use passphrase::{Passphrase, new_key_file};
pub use recovery::RecoveryCode;
pub use sealed::{Raw, Sealed};
pub use slot::{Guess, KdfParams, Slot, SlotKind};
pub use vault::Vault;
