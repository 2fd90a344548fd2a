//! Secrets as people hold them: words that they type, and a file on another device. The printed code is in `recovery.rs`.

use crate::error::Result;
use crate::secret::{KEY_LEN, fill};
use unicode_normalization::UnicodeNormalization;
use zeroize::Zeroizing;

/// A passphrase as typed, brought to one form: another keyboard or telephone may write the same `é` or the same Arabic letter
/// as other bytes, and the archive would stay shut. Wiped when dropped; not printed, copied or serialised.
///
/// ```text
/// secret = UTF-8(NFC(each space of any kind → U+0020))       RFC 8265, section 4.2, OpaqueString
/// ```
/// Case, accents and spaces count, at the ends too. How good a passphrase is, is asked where it is chosen.
pub struct Passphrase(Zeroizing<String>);

impl Passphrase {
    /// The passphrase in this text.
    pub fn new(typed: &str) -> Self {
        // NFC makes UTF-8 at most three times as long (Unicode Standard Annex 15), so the text never moves and leaves no copy.
        let mut text = Zeroizing::new(String::with_capacity(3 * typed.len()));
        text.extend(typed.chars().map(|letter| if is_space(letter) { ' ' } else { letter }).nfc());
        Self(text)
    }

    /// The bytes for a slot.
    pub fn secret(&self) -> &[u8] {
        self.0.as_bytes()
    }
}

/// Unicode's general category Zs, without U+0020.
const fn is_space(letter: char) -> bool {
    matches!(
        letter,
        '\u{a0}' | '\u{1680}' | '\u{2000}'..='\u{200a}' | '\u{202f}' | '\u{205f}' | '\u{3000}'
    )
}

/// The content of a fresh key file: 256 random bits.
///
/// # Errors
/// [`VaultError::Randomness`](crate::VaultError::Randomness).
pub fn new_key_file() -> Result<Zeroizing<Vec<u8>>> {
    let mut content = Zeroizing::new(vec![0; KEY_LEN]);
    fill(&mut content)?;
    Ok(content)
}
