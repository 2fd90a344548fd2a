//! A device that was enrolled: it signs what it sends, so that nobody else can send a letter in its name. The signature is over
//! the sealed letter and its place: a server that is itself sealed can judge it.
//!
//! ```text
//! signature = Ed25519(device's key, place | letter)          64 bytes (RFC 8032)
//! ```

use crate::EnvelopeError;
use crate::letter::Place;
use ed25519_dalek::{Signature, Signer, SigningKey, VerifyingKey};
use zeroize::Zeroizing;

/// Length of a signature, in bytes.
pub const SIGNATURE_LEN: usize = 64;

/// The private key of a device. Wiped when dropped.
pub struct DeviceKey(SigningKey);

impl DeviceKey {
    /// A new one.
    ///
    /// # Errors
    /// [`EnvelopeError::Randomness`].
    pub fn create() -> Result<Self, EnvelopeError> {
        let mut bytes = Zeroizing::new([0; 32]);
        getrandom::fill(bytes.as_mut_slice()).map_err(|_| EnvelopeError::Randomness)?;
        Ok(Self(SigningKey::from_bytes(&bytes)))
    }

    /// One that was kept.
    ///
    /// # Errors
    /// [`EnvelopeError::NoKey`].
    pub fn from_bytes(bytes: &[u8]) -> Result<Self, EnvelopeError> {
        let bytes = Zeroizing::new(<[u8; 32]>::try_from(bytes).map_err(|_| EnvelopeError::NoKey)?);
        Ok(Self(SigningKey::from_bytes(&bytes)))
    }

    /// The key, to be kept under another.
    pub fn to_bytes(&self) -> Zeroizing<[u8; 32]> {
        Zeroizing::new(self.0.to_bytes())
    }

    /// The public half.
    pub fn name(&self) -> DeviceName {
        DeviceName(self.0.verifying_key())
    }

    /// Signs a letter for its place.
    pub fn sign(&self, place: &Place, letter: &[u8]) -> [u8; SIGNATURE_LEN] {
        self.0.sign(&signed(place, letter)).to_bytes()
    }
}

/// The public half of a device's key.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct DeviceName(VerifyingKey);

impl DeviceName {
    /// From its 32 bytes.
    ///
    /// # Errors
    /// [`EnvelopeError::NoKey`].
    pub fn from_bytes(bytes: &[u8]) -> Result<Self, EnvelopeError> {
        let bytes = <[u8; 32]>::try_from(bytes).map_err(|_| EnvelopeError::NoKey)?;
        VerifyingKey::from_bytes(&bytes).map(Self).map_err(|_| EnvelopeError::NoKey)
    }

    /// Its 32 bytes.
    pub fn to_bytes(self) -> [u8; 32] {
        self.0.to_bytes()
    }

    /// Whether this device signed the letter for its place.
    ///
    /// # Errors
    /// [`EnvelopeError::Forged`].
    pub fn check(&self, place: &Place, letter: &[u8], signature: &[u8]) -> Result<(), EnvelopeError> {
        let signature = Signature::from_slice(signature).map_err(|_| EnvelopeError::Forged)?;
        // Strict: no key of small order, one signature only for each message (RFC 8032, section 8.4).
        self.0
            .verify_strict(&signed(place, letter), &signature)
            .map_err(|_| EnvelopeError::Forged)
    }
}

fn signed(place: &Place, letter: &[u8]) -> Vec<u8> {
    let mut bytes = place.bytes();
    bytes.extend_from_slice(letter);
    bytes
}

#[cfg(test)]
mod tests {
    use super::*;
    use uuid::Uuid;

    fn place(number: u32) -> Place {
        let id = Uuid::from_u128;
        Place {
            device: id(1),
            recording: id(2),
            part: id(3),
            number,
        }
    }

    #[test]
    fn only_the_device_itself_signs_and_only_for_the_place() {
        let (ours, theirs) = (DeviceKey::create().expect("a key"), DeviceKey::create().expect("a key"));
        let signature = ours.sign(&place(1), b"letter");
        assert_eq!(ours.name().check(&place(1), b"letter", &signature), Ok(()));
        assert_eq!(
            ours.name().check(&place(2), b"letter", &signature),
            Err(EnvelopeError::Forged)
        );
        assert_eq!(
            ours.name().check(&place(1), b"letteR", &signature),
            Err(EnvelopeError::Forged)
        );
        assert_eq!(
            theirs.name().check(&place(1), b"letter", &signature),
            Err(EnvelopeError::Forged)
        );
        assert_eq!(
            ours.name().check(&place(1), b"letter", &signature[1..]),
            Err(EnvelopeError::Forged)
        );
    }

    #[test]
    fn a_kept_key_is_the_same_device() {
        let ours = DeviceKey::create().expect("a key");
        let kept = DeviceKey::from_bytes(ours.to_bytes().as_slice()).expect("a key");
        assert_eq!(kept.name(), ours.name());
        assert_eq!(DeviceName::from_bytes(&ours.name().to_bytes()), Ok(ours.name()));
        assert_eq!(DeviceName::from_bytes(b"short"), Err(EnvelopeError::NoKey));
    }
}
