//! The recovery code: printed once, kept in an envelope, typed by somebody tired. Reads what hands write, and tells a typing
//! error from a wrong code before the slow derivation starts.

use crate::error::{Result, VaultError};
use crate::secret::fill;
use sha2::{Digest, Sha256};
use std::fmt::Write;
use zeroize::Zeroizing;

/// Crockford's base 32, without I, L, O, U (<https://www.crockford.com/base32.html>).
const ALPHABET: &[u8; 32] = b"0123456789ABCDEFGHJKMNPQRSTVWXYZ";
/// Bytes of the code itself: 160 bits.
const CODE_LEN: usize = 20;
const GROUP: usize = 4;

/// A recovery code: 160 random bits, which nobody can guess. Wiped when dropped; not printed, copied or serialised.
///
/// ```text
/// letters = base32(code (20 bytes))                                       32 letters, eight groups of four
///         | base32(first 20 bits of SHA-256("hikaya/recovery|" code))     4 letters, the ninth group: the check
/// ```
/// One mistyped code in 2^20 passes the check, and then opens no slot.
pub struct RecoveryCode(Zeroizing<Vec<u8>>);

impl RecoveryCode {
    /// Letters and digits of a code, spaces and dashes not counted.
    pub const LETTERS: usize = 36;

    /// A fresh code.
    ///
    /// # Errors
    /// [`VaultError::Randomness`].
    pub fn create() -> Result<Self> {
        let mut code = Zeroizing::new(vec![0; CODE_LEN]);
        fill(&mut code)?;
        Ok(Self(code))
    }

    /// The code in what somebody typed. Case, spaces, dashes and marks of direction do not matter, O is 0, I and L are 1, and
    /// Arabic-Indic digits count as digits.
    ///
    /// # Errors
    /// [`VaultError::CodeLetter`], [`VaultError::CodeLength`], [`VaultError::CodeMistyped`].
    pub fn parse(typed: &str) -> Result<Self> {
        let letters = typed.chars().filter(|letter| !is_separator(*letter));
        let mut values = Zeroizing::new(Vec::with_capacity(Self::LETTERS));
        for (at, letter) in letters.enumerate() {
            let value = value_of(letter).ok_or(VaultError::CodeLetter(at + 1))?;
            if at < Self::LETTERS {
                values.push(value);
            }
        }
        let typed_letters = typed.chars().filter(|letter| !is_separator(*letter)).count();
        if typed_letters != Self::LETTERS {
            return Err(VaultError::CodeLength(typed_letters));
        }
        let (code, check) = values.split_at(Self::LETTERS - GROUP);
        let code = Self(bytes_of(code));
        if *check == code.check() {
            Ok(code)
        } else {
            Err(VaultError::CodeMistyped)
        }
    }

    /// The bytes for a slot, 20.
    pub fn secret(&self) -> &[u8] {
        &self.0
    }

    /// The code as it is printed: nine groups of four, joined by dashes. Shown once; the only way to see it.
    pub fn reveal(&self) -> Zeroizing<String> {
        let mut text = Zeroizing::new(String::with_capacity(Self::LETTERS + Self::LETTERS / GROUP));
        for (at, value) in letters_of(&self.0).chain(self.check()).enumerate() {
            let dash = if at > 0 && at % GROUP == 0 { "-" } else { "" };
            write!(text, "{dash}{}", char::from(ALPHABET[usize::from(value)])).expect("writing to a text cannot fail");
        }
        text
    }

    fn check(&self) -> [u8; GROUP] {
        let digest = Sha256::new()
            .chain_update(b"hikaya/recovery|")
            .chain_update(self.secret())
            .finalize();
        let mut letters = letters_of(&digest);
        std::array::from_fn(|_| letters.next().expect("32 bytes are 51 letters"))
    }
}

/// Five bits at a time, highest first.
fn letters_of(bytes: &[u8]) -> impl Iterator<Item = u8> {
    (0..bytes.len() * 8 / 5)
        .map(|letter| (letter * 5..letter * 5 + 5).fold(0, |value, bit| value << 1 | bytes[bit / 8] >> (7 - bit % 8) & 1))
}

/// The reverse of [`letters_of`], for a whole number of bytes.
fn bytes_of(letters: &[u8]) -> Zeroizing<Vec<u8>> {
    let mut bytes = Zeroizing::new(vec![0; letters.len() * 5 / 8]);
    for bit in 0..bytes.len() * 8 {
        bytes[bit / 8] |= (letters[bit / 5] >> (4 - bit % 5) & 1) << (7 - bit % 8);
    }
    bytes
}

fn value_of(letter: char) -> Option<u8> {
    let plain = match letter.to_ascii_uppercase() {
        'O' => '0',
        'I' | 'L' => '1',
        '\u{660}'..='\u{669}' => char::from_digit(u32::from(letter) - 0x660, 10)?,
        '\u{6f0}'..='\u{6f9}' => char::from_digit(u32::from(letter) - 0x6f0, 10)?,
        other => other,
    };
    (0u8..)
        .zip(ALPHABET)
        .find(|(_, known)| char::from(**known) == plain)
        .map(|(value, _)| value)
}

/// Spaces, dashes of every length, and the invisible marks that an Arabic page puts around Latin letters.
fn is_separator(letter: char) -> bool {
    letter.is_whitespace()
        || matches!(letter, '-' | '_' | '.' | '\u{ad}' | '\u{2010}'..='\u{2015}' | '\u{2212}')
        || matches!(letter, '\u{61c}' | '\u{200b}'..='\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}' | '\u{feff}')
}
