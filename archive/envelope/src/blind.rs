//! Tokens of a secret ballot: a telephone hides a random token in a blinding, the panel's key signs it unseen, and the telephone takes
//! the blinding off. Who signed cannot tell later which of the tokens it signed this is, whatever it kept and however much it computes.
//!
//! ```text
//! signed = "hikaya/token|1|" | box (16) | token (32)
//! stamp  = RSABSSA-SHA384-PSS-Randomized(panel's 3072-bit key, signed) = randomiser (32) | signature (384)      RFC 9474
//! digest = SHA-256("hikaya/slip|1|" | box | token | what the slip says)
//! ```
//! A token is worth nothing at another box, and a key only what its fingerprint says: every telephone compares it with the one
//! that everybody scanned from the same square.

use crate::EnvelopeError;
use blind_rsa_signatures::{
    BlindMessage, BlindSignature, BlindingResult, DefaultRng, KeyPairSha384PSSRandomized, MessageRandomizer,
    PublicKeySha384PSSRandomized, Secret, SecretKeySha384PSSRandomized, Signature,
};
use sha2::{Digest, Sha256};
use uuid::Uuid;
use zeroize::Zeroizing;

/// Bytes of a token.
pub const TOKEN_LEN: usize = 32;
/// Bytes of a blinded token, and of its signature.
pub const BLINDED_LEN: usize = 384;
/// Bytes of what makes a token genuine.
pub const STAMP_LEN: usize = 32 + BLINDED_LEN;
/// Bytes of a fingerprint.
pub const FINGERPRINT_LEN: usize = 16;
/// Bytes of a token under its blinding, as a telephone keeps it until it is signed.
pub const HIDDEN_LEN: usize = TOKEN_LEN + 32 + 2 * BLINDED_LEN;

const BITS: usize = 3072;

/// The key of one panel, which signs tokens unseen.
pub struct TokenKey(SecretKeySha384PSSRandomized);

impl TokenKey {
    /// A new one. Slow, a tenth of a second to a second: not to be waited for where others wait.
    ///
    /// # Errors
    /// [`EnvelopeError::Randomness`].
    pub fn create() -> Result<Self, EnvelopeError> {
        let pair = KeyPairSha384PSSRandomized::generate(&mut DefaultRng, BITS);
        Ok(Self(pair.map_err(|_| EnvelopeError::Randomness)?.sk))
    }

    /// One that was kept.
    ///
    /// # Errors
    /// [`EnvelopeError::NoKey`].
    pub fn from_bytes(bytes: &[u8]) -> Result<Self, EnvelopeError> {
        let key = SecretKeySha384PSSRandomized::from_der(bytes);
        Ok(Self(key.map_err(|_| EnvelopeError::NoKey)?))
    }

    /// The key (PKCS#8, DER), to be kept under another.
    ///
    /// # Errors
    /// [`EnvelopeError::NoKey`].
    pub fn to_bytes(&self) -> Result<Zeroizing<Vec<u8>>, EnvelopeError> {
        let bytes = self.0.to_der().map_err(|_| EnvelopeError::NoKey)?;
        Ok(Zeroizing::new(bytes))
    }

    /// The public half.
    ///
    /// # Errors
    /// [`EnvelopeError::NoKey`].
    pub fn public(&self) -> Result<TokenSeal, EnvelopeError> {
        let key = self.0.public_key().map_err(|_| EnvelopeError::NoKey)?;
        let bytes = key.to_der().map_err(|_| EnvelopeError::NoKey)?;
        Ok(TokenSeal { key, bytes })
    }

    /// Signs a blinded token; the same one always gives the same signature.
    ///
    /// # Errors
    /// [`EnvelopeError::Length`]; [`EnvelopeError::Refused`] for what is no number below the key's.
    pub fn sign(&self, blinded: &[u8]) -> Result<Vec<u8>, EnvelopeError> {
        if blinded.len() != BLINDED_LEN {
            return Err(EnvelopeError::Length);
        }
        let signed = self.0.blind_sign(blinded).map_err(|_| EnvelopeError::Refused)?;
        Ok(signed.0)
    }
}

/// The public half of a panel's key: what a telephone hides a token for, and what tells a genuine one.
pub struct TokenSeal {
    key: PublicKeySha384PSSRandomized,
    bytes: Vec<u8>,
}

impl TokenSeal {
    /// From its bytes (SPKI, DER).
    ///
    /// # Errors
    /// [`EnvelopeError::NoKey`]; also for a key of another size, under which slips would be told apart.
    pub fn from_bytes(bytes: &[u8]) -> Result<Self, EnvelopeError> {
        let key = PublicKeySha384PSSRandomized::from_der(bytes).map_err(|_| EnvelopeError::NoKey)?;
        if key.components().n().len() != BLINDED_LEN {
            return Err(EnvelopeError::NoKey);
        }
        let bytes = bytes.to_vec();
        Ok(Self { key, bytes })
    }

    /// Its bytes.
    pub fn as_bytes(&self) -> &[u8] {
        &self.bytes
    }

    /// What a person compares, or a square carries: the first half of SHA-256 over its bytes.
    pub fn fingerprint(&self) -> [u8; FINGERPRINT_LEN] {
        let hash: [u8; 32] = Sha256::digest(&self.bytes).into();
        let mut half = [0; FINGERPRINT_LEN];
        half.copy_from_slice(&hash[..FINGERPRINT_LEN]);
        half
    }

    /// A fresh token for a box, hidden.
    ///
    /// # Errors
    /// [`EnvelopeError::Randomness`].
    pub fn hide(&self, to: Uuid) -> Result<HiddenToken, EnvelopeError> {
        let mut token = [0; TOKEN_LEN];
        getrandom::fill(&mut token).map_err(|_| EnvelopeError::Randomness)?;
        let blinding = self.key.blind(&mut DefaultRng, signed(to, &token));
        let blinding = blinding.map_err(|_| EnvelopeError::Randomness)?;
        Ok(HiddenToken { token, blinding })
    }

    /// Takes the blinding off a signature; whatever was signed otherwise is refused.
    ///
    /// # Errors
    /// [`EnvelopeError::Forged`].
    pub fn stamp(&self, to: Uuid, hidden: &HiddenToken, signature: &[u8]) -> Result<[u8; STAMP_LEN], EnvelopeError> {
        let signature = BlindSignature(signature.to_vec());
        let finished = self.key.finalize(&signature, &hidden.blinding, signed(to, &hidden.token));
        let finished = finished.map_err(|_| EnvelopeError::Forged)?;
        let mut stamp = [0; STAMP_LEN];
        stamp[..32].copy_from_slice(&hidden.randomizer());
        stamp[32..].copy_from_slice(&finished.0);
        Ok(stamp)
    }

    /// Whether this key signed a token for a box.
    pub fn is_genuine(&self, to: Uuid, token: &[u8; TOKEN_LEN], stamp: &[u8; STAMP_LEN]) -> bool {
        let mut randomizer = [0; 32];
        randomizer.copy_from_slice(&stamp[..32]);
        let signature = Signature(stamp[32..].to_vec());
        let verified = self
            .key
            .verify(&signature, Some(MessageRandomizer(randomizer)), signed(to, token));
        verified.is_ok()
    }
}

/// A token under its blinding, which the telephone that made it can take off.
pub struct HiddenToken {
    token: [u8; TOKEN_LEN],
    blinding: BlindingResult,
}

impl HiddenToken {
    /// The token itself.
    pub const fn token(&self) -> &[u8; TOKEN_LEN] {
        &self.token
    }

    /// What is handed over to be signed.
    pub fn blinded(&self) -> &[u8] {
        &self.blinding.blind_message.0
    }

    /// `token (32) | randomiser (32) | what takes the blinding off (384) | blinded (384)`, for the telephone's memory.
    pub fn to_bytes(&self) -> Zeroizing<Vec<u8>> {
        let parts = [&self.token[..], &self.randomizer(), &self.blinding.secret.0, self.blinded()];
        Zeroizing::new(parts.concat())
    }

    /// One that was kept.
    ///
    /// # Errors
    /// [`EnvelopeError::Length`].
    pub fn from_bytes(bytes: &[u8]) -> Result<Self, EnvelopeError> {
        if bytes.len() != HIDDEN_LEN {
            return Err(EnvelopeError::Length);
        }
        let (token, rest) = bytes.split_first_chunk::<TOKEN_LEN>().ok_or(EnvelopeError::Length)?;
        let (randomizer, rest) = rest.split_first_chunk::<32>().ok_or(EnvelopeError::Length)?;
        let (secret, blinded) = rest.split_at(BLINDED_LEN);
        let blinding = BlindingResult {
            blind_message: BlindMessage(blinded.to_vec()),
            secret: Secret(secret.to_vec()),
            msg_randomizer: Some(MessageRandomizer(*randomizer)),
        };
        Ok(Self { token: *token, blinding })
    }

    fn randomizer(&self) -> [u8; 32] {
        self.blinding.msg_randomizer.map_or([0; 32], |randomizer| randomizer.0)
    }
}

/// By what whoever holds a token finds her own slip in a released list, and nobody else anything.
pub fn slip_digest(to: Uuid, token: &[u8; TOKEN_LEN], slip: &[u8]) -> [u8; 32] {
    let mut hash = Sha256::new();
    hash.update(b"hikaya/slip|1|");
    hash.update(to.as_bytes());
    hash.update(token);
    hash.update(slip);
    hash.finalize().into()
}

fn signed(to: Uuid, token: &[u8; TOKEN_LEN]) -> Vec<u8> {
    [b"hikaya/token|1|", &to.as_bytes()[..], token].concat()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn a_box(n: u128) -> Uuid {
        Uuid::from_u128(n)
    }

    #[test]
    fn a_token_signed_unseen_is_genuine_at_its_box_alone() {
        let key = TokenKey::create().expect("a key");
        let seal = TokenSeal::from_bytes(key.public().expect("its half").as_bytes()).expect("a key");
        let hidden = seal.hide(a_box(1)).expect("a token");
        let kept = HiddenToken::from_bytes(&hidden.to_bytes()).expect("kept over a reload");
        let stamp = seal
            .stamp(a_box(1), &kept, &key.sign(hidden.blinded()).expect("signed"))
            .expect("genuine");
        assert!(seal.is_genuine(a_box(1), hidden.token(), &stamp));
        assert!(!seal.is_genuine(a_box(2), hidden.token(), &stamp), "of another box");
        assert!(!seal.is_genuine(a_box(1), &[7; TOKEN_LEN], &stamp), "another token");
        for place in [0, 31, 32, STAMP_LEN - 1] {
            let mut other = stamp;
            other[place] ^= 1;
            assert!(!seal.is_genuine(a_box(1), hidden.token(), &other), "{place}");
        }
        let again = TokenKey::from_bytes(&key.to_bytes().expect("kept")).expect("a key");
        assert_eq!(
            again.sign(hidden.blinded()),
            key.sign(hidden.blinded()),
            "asked twice, answered once"
        );
    }

    /// A server that gives a telephone a key of its own to know it again is found out by the fingerprint, and its signature is worth
    /// nothing under the key that all others have.
    #[test]
    fn another_key_has_another_fingerprint_and_signs_nothing_here() {
        let (ours, other) = (TokenKey::create().expect("a key"), TokenKey::create().expect("a key"));
        let seal = ours.public().expect("its half");
        assert_ne!(seal.fingerprint(), other.public().expect("its half").fingerprint());
        let hidden = seal.hide(a_box(1)).expect("a token");
        if let Ok(signature) = other.sign(hidden.blinded()) {
            assert_eq!(seal.stamp(a_box(1), &hidden, &signature), Err(EnvelopeError::Forged));
        }
    }

    /// A hundred keys of a server that wants to know each telephone again: none has the scanned fingerprint.
    #[test]
    fn a_key_of_ones_own_is_found_out_a_hundred_times_of_a_hundred() {
        let seal = TokenKey::create().expect("a key").public().expect("its half");
        let scanned = seal.fingerprint();
        let other = (40..140).map(|place| {
            let mut bytes = seal.as_bytes().to_vec();
            bytes[place] ^= 2;
            TokenSeal::from_bytes(&bytes).map(|seal| seal.fingerprint())
        });
        let accepted = other.filter(|other| *other == Ok(scanned)).count();
        assert_eq!(accepted, 0);
    }

    #[test]
    fn what_is_no_key_and_no_blinded_token_is_refused() {
        let key = TokenKey::create().expect("a key");
        for length in [0, 1, BLINDED_LEN - 1, BLINDED_LEN + 1] {
            assert_eq!(key.sign(&vec![1; length]), Err(EnvelopeError::Length));
            assert!(TokenSeal::from_bytes(&vec![1; length]).is_err());
            assert!(TokenKey::from_bytes(&vec![1; length]).is_err());
        }
        assert_eq!(key.sign(&[0xff; BLINDED_LEN]), Err(EnvelopeError::Refused), "beyond the key");
    }

    #[test]
    fn a_digest_tells_box_token_and_words_apart() {
        let one = slip_digest(a_box(1), &[1; 32], b"a");
        assert_ne!(one, slip_digest(a_box(2), &[1; 32], b"a"));
        assert_ne!(one, slip_digest(a_box(1), &[2; 32], b"a"));
        assert_ne!(one, slip_digest(a_box(1), &[1; 32], b"b"));
    }
}
