//! Sizes that tell little: content is filled up with zeros to a bucket before it is sealed. Text and forms only; sound goes
//! in pieces of constant size.

use crate::error::{Result, VaultError};
use std::io;
use zeroize::Zeroizing;

/// Longest content that is sealed in one piece: 64 MiB, the length in bytes before padding.
pub const LARGEST_CONTENT: usize = 64 * 1024 * 1024;

/// Smallest bucket, in bytes. Padmé alone hardly pads short values, and the length of *health* would tell it from *dignity*;
/// with this floor names, ages, domains and other short answers (up to 124 bytes) all have one size.
pub const SMALLEST_BUCKET: usize = 128;

/// Bytes of the length that stands before the content.
const PREFIX_LEN: usize = 4;

/// The padded length of `length` bytes: the next one whose binary form ends in as many zeros as Padmé asks.
///
/// ```text
/// E = ⌊log2 L⌋          exponent of the length
/// S = ⌊log2 E⌋ + 1      bits needed to write E
/// padme(L) = L rounded up to a multiple of 2^(E − S)
/// bucket(L) = max(padme(L), 128)
/// ```
/// A bucket leaks O(log log L) bits of the length, and costs at most 12 %, less the longer the content. Source: Nikitin,
/// Barman, Lueks, Underwood, Hubaux, Ford, *Reducing Metadata Leakage from Encrypted Files and Communication with PURBs*,
/// Proceedings on Privacy Enhancing Technologies 2019(4), 6–33, algorithm 1 (arXiv:1806.03160).
pub const fn bucket(length: usize) -> usize {
    if length <= SMALLEST_BUCKET {
        return SMALLEST_BUCKET;
    }
    let exponent = length.ilog2();
    let free_bits = exponent - (exponent.ilog2() + 1);
    length.next_multiple_of(1 << free_bits)
}

/// `length of content (4, big-endian) | content | zeros up to bucket(4 + length)`
///
/// A writer that wipes what it held whenever it has to grow: a plain `Vec` would leave its old buffers behind, readable.
pub(crate) struct Padded(Zeroizing<Vec<u8>>);

impl Padded {
    /// Empty, with room for the smallest bucket.
    pub(crate) fn new() -> Self {
        let mut buffer = Vec::with_capacity(SMALLEST_BUCKET);
        buffer.extend_from_slice(&[0; PREFIX_LEN]);
        Self(Zeroizing::new(buffer))
    }

    /// Writes the length and the zeros.
    ///
    /// # Errors
    /// [`VaultError::TooLarge`] above [`LARGEST_CONTENT`].
    pub(crate) fn finish(mut self) -> Result<Zeroizing<Vec<u8>>> {
        let length = self.0.len() - PREFIX_LEN;
        let prefix = u32::try_from(length).map_err(|_| VaultError::TooLarge)?;
        if length > LARGEST_CONTENT {
            return Err(VaultError::TooLarge);
        }
        self.0[..PREFIX_LEN].copy_from_slice(&prefix.to_be_bytes());
        let padded = bucket(self.0.len());
        self.make_room(padded - self.0.len());
        self.0.resize(padded, 0);
        Ok(self.0)
    }

    /// Grows into a fresh buffer if needed; the old one is wiped as it is dropped.
    fn make_room(&mut self, more: usize) {
        let needed = self.0.len() + more;
        if needed > self.0.capacity() {
            let mut larger = Zeroizing::new(Vec::with_capacity(bucket(needed).max(2 * self.0.capacity())));
            larger.extend_from_slice(&self.0);
            self.0 = larger;
        }
    }
}

impl io::Write for Padded {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.make_room(bytes.len());
        self.0.extend_from_slice(bytes);
        Ok(bytes.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

/// The content inside what [`Padded::finish`] made.
///
/// # Errors
/// [`VaultError::Refused`] if length, zeros or bucket are not what that would have written.
pub(crate) fn content(padded: &[u8]) -> Result<&[u8]> {
    let (prefix, rest) = padded.split_first_chunk::<PREFIX_LEN>().ok_or(VaultError::Refused)?;
    let length = usize::try_from(u32::from_be_bytes(*prefix)).map_err(|_| VaultError::Refused)?;
    let (content, zeros) = rest.split_at_checked(length).ok_or(VaultError::Refused)?;
    let is_whole = padded.len() == bucket(PREFIX_LEN + length) && zeros.iter().all(|byte| *byte == 0);
    if is_whole { Ok(content) } else { Err(VaultError::Refused) }
}
