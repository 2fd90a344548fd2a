//! What a browser seals and signs, in a module of its own (`/pkg/sealing.js`) that pages load when something is sealed, so that no
//! other page carries it.

mod phone;
mod reason;

use archive_envelope::{HiddenToken, STAMP_LEN, TOKEN_LEN, TokenSeal, slip_digest};
use uuid::Uuid;

pub use phone::phone;

/// The fingerprint of a panel's key.
fn key_fingerprint(key: &[u8]) -> Option<Vec<u8>> {
    Some(TokenSeal::from_bytes(key).ok()?.fingerprint().to_vec())
}

/// A fresh token for a box, hidden for a panel's key, as the telephone keeps it.
fn hide_token(key: &[u8], to: &str) -> Option<Vec<u8>> {
    let hidden = TokenSeal::from_bytes(key).ok()?.hide(place(to)?).ok()?;
    Some(hidden.to_bytes().to_vec())
}

/// What of a hidden token is handed over to be signed.
fn blinded_token(hidden: &[u8]) -> Option<Vec<u8>> {
    Some(HiddenToken::from_bytes(hidden).ok()?.blinded().to_vec())
}

/// The token with what makes it genuine; none if the signature is not this key's.
fn stamp_token(key: &[u8], to: &str, hidden: &[u8], signature: &[u8]) -> Option<Vec<u8>> {
    let hidden = HiddenToken::from_bytes(hidden).ok()?;
    let stamp = TokenSeal::from_bytes(key).ok()?.stamp(place(to)?, &hidden, signature).ok()?;
    Some([hidden.token().as_slice(), &stamp].concat())
}

/// By what a telephone finds its own slip: `token | stamp | what it says`.
fn digest_of_slip(to: &str, slip: &[u8]) -> Option<Vec<u8>> {
    let (token, rest) = slip.split_first_chunk::<TOKEN_LEN>()?;
    Some(slip_digest(place(to)?, token, rest.get(STAMP_LEN..)?).to_vec())
}

fn place(to: &str) -> Option<Uuid> {
    Uuid::parse_str(to).ok()
}
