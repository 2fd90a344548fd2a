//! What every sealed thing looks like: slots, wrapped keys and columns alike. Knows bytes only; what they are bound to is the
//! caller's associated data.

use crate::error::{Result, VaultError};
use crate::secret::{Secret, fill};
use chacha20poly1305::aead::AeadInOut;
use chacha20poly1305::{KeyInit, Tag, XChaCha20Poly1305, XNonce};
use zeroize::{Zeroize, Zeroizing};

/// First byte of all that this program seals.
const VERSION: u8 = 1;
const NONCE_LEN: usize = 24;
const TAG_LEN: usize = 16;
/// Bytes that sealing adds.
pub(crate) const OVERHEAD: usize = 1 + NONCE_LEN + TAG_LEN;

/// A nonce, used once: 192 random bits, so that chance alone keeps them apart (draft-irtf-cfrg-xchacha-03, section 3.1).
pub(crate) struct Nonce([u8; NONCE_LEN]);

impl Nonce {
    pub(crate) fn random() -> Result<Self> {
        let mut bytes = [0; NONCE_LEN];
        fill(&mut bytes)?;
        Ok(Self(bytes))
    }

    /// A nonce known beforehand, for the vectors that freeze the format.
    #[cfg(test)]
    pub(crate) fn fixed(bytes: [u8; NONCE_LEN]) -> Self {
        Self(bytes)
    }
}

/// `0x01 | nonce (24) | XChaCha20-Poly1305(key, nonce, plain, associated) | tag (16)`
///
/// # Errors
/// [`VaultError::TooLarge`] above 256 GiB, which [`LARGEST_CONTENT`](crate::LARGEST_CONTENT) keeps out of reach.
pub(crate) fn close(key: &Secret, nonce: &Nonce, associated: &[u8], plain: &[u8]) -> Result<Vec<u8>> {
    let mut sealed = Vec::with_capacity(plain.len() + OVERHEAD);
    sealed.push(VERSION);
    sealed.extend_from_slice(&nonce.0);
    sealed.extend_from_slice(plain);
    let body = &mut sealed[1 + NONCE_LEN..];
    let tag = cipher(key).encrypt_inout_detached(&XNonce::from(nonce.0), associated, (&mut *body).into());
    let Ok(tag) = tag else {
        body.zeroize();
        return Err(VaultError::TooLarge);
    };
    sealed.extend_from_slice(&tag);
    Ok(sealed)
}

/// The plain bytes of what [`close`] made, wiped when dropped.
///
/// # Errors
/// [`VaultError::CutOff`], [`VaultError::UnknownVersion`], or [`VaultError::Refused`] if anything differs: key, bytes, place.
pub(crate) fn open(key: &Secret, associated: &[u8], sealed: &[u8]) -> Result<Zeroizing<Vec<u8>>> {
    let (version, rest) = sealed.split_first().ok_or(VaultError::CutOff)?;
    if *version != VERSION {
        return Err(VaultError::UnknownVersion(*version));
    }
    let (nonce, rest) = rest.split_first_chunk::<NONCE_LEN>().ok_or(VaultError::CutOff)?;
    let (body, tag) = rest.split_last_chunk::<TAG_LEN>().ok_or(VaultError::CutOff)?;
    let mut plain = Zeroizing::new(body.to_vec());
    cipher(key)
        .decrypt_inout_detached(
            &XNonce::from(*nonce),
            associated,
            plain.as_mut_slice().into(),
            &Tag::from(*tag),
        )
        .map_err(|_| VaultError::Refused)?;
    Ok(plain)
}

/// The cipher under this key; wipes its copy of the key when dropped.
fn cipher(key: &Secret) -> XChaCha20Poly1305 {
    XChaCha20Poly1305::new(key.expose().into())
}
