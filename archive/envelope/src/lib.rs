//! What is sealed at one end and opened at the other: in a browser and on the server, by the same code (compiled natively and to
//! WebAssembly). Whatever is sealed and opened at one end alone is the vault's.
//!
//! ```text
//! letter  = HPKE(site's public key, content)          a tablet seals it and cannot open it again
//! signed  = letter | Ed25519(device, letter)          so that nobody else can send one, and a sealed server can tell
//! token   = RSABSSA(panel's key, random token)         signed unseen, so that a ballot leads to no seat
//! ```
//! Sources: RFC 9180 (HPKE, base mode), RFC 8032 (Ed25519), RFC 9474 (blind RSA); `docs/decisions/038-letters.md` says why the signature lies outside.

mod blind;
mod bundle;
mod device;
mod letter;

pub use blind::{
    BLINDED_LEN, FINGERPRINT_LEN, HIDDEN_LEN, HiddenToken, STAMP_LEN, TOKEN_LEN, TokenKey, TokenSeal, slip_digest,
};
pub use bundle::{Posted, bundle, unbundle};
pub use device::{DeviceKey, DeviceName, SIGNATURE_LEN};
pub use letter::{Address, LARGEST_KIT, LARGEST_LETTER, Letterbox, Place};

use thiserror::Error;

/// Why something could not be sealed or opened. Says nothing of its content.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Error)]
pub enum EnvelopeError {
    /// It ends too early, or is longer than anything that is sealed here.
    #[error("not of a length that is sealed here")]
    Length,
    /// It was sealed by a newer program.
    #[error("of version {0}, which this program does not know")]
    Version(u8),
    /// It was sealed to another address.
    #[error("sealed to another address")]
    Elsewhere,
    /// Key, bytes or place differ from those of the sealing.
    #[error("does not open")]
    Refused,
    /// These bytes are no key.
    #[error("no key")]
    NoKey,
    /// The signature is not this device's over this.
    #[error("not signed by this device")]
    Forged,
    /// The operating system gave no random bytes.
    #[error("no random bytes")]
    Randomness,
}
