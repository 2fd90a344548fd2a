//! Many letters in one file: what a tablet hands over when it cannot send. Each stays sealed and signed as it was.
//!
//! ```text
//! bundle = "letters1" | for each: device (16) | recording (16) | part (16) | number (4) | signature (64) | length (4) | letter
//! ```
//! Numbers are big-endian.

use crate::EnvelopeError;
use crate::device::SIGNATURE_LEN;
use crate::letter::{LARGEST_LETTER, Place};
use uuid::Uuid;

/// What a file begins with.
const MAGIC: &[u8] = b"letters1";

/// A letter with its place and signature.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Posted {
    /// Where it stands.
    pub place: Place,
    /// Its device's signature.
    pub signature: [u8; SIGNATURE_LEN],
    /// The letter.
    pub letter: Vec<u8>,
}

/// The file of some letters.
pub fn bundle(letters: &[Posted]) -> Vec<u8> {
    let mut file = MAGIC.to_vec();
    for posted in letters {
        let Place {
            device,
            recording,
            part,
            number,
        } = posted.place;
        for id in [device, recording, part] {
            file.extend_from_slice(id.as_bytes());
        }
        file.extend_from_slice(&number.to_be_bytes());
        file.extend_from_slice(&posted.signature);
        let length = u32::try_from(posted.letter.len()).unwrap_or(u32::MAX);
        file.extend_from_slice(&length.to_be_bytes());
        file.extend_from_slice(&posted.letter);
    }
    file
}

/// The letters of a file.
///
/// # Errors
/// [`EnvelopeError::Refused`] if it is no such file; [`EnvelopeError::Length`] if it ends too early or a letter is too long.
pub fn unbundle(file: &[u8]) -> Result<Vec<Posted>, EnvelopeError> {
    let mut rest = file.strip_prefix(MAGIC).ok_or(EnvelopeError::Refused)?;
    let mut letters = Vec::new();
    while !rest.is_empty() {
        let [device, recording, part] = [take::<16>(&mut rest)?, take(&mut rest)?, take(&mut rest)?].map(Uuid::from_bytes);
        let number = u32::from_be_bytes(take(&mut rest)?);
        let signature = take(&mut rest)?;
        let length = usize::try_from(u32::from_be_bytes(take(&mut rest)?)).map_err(|_| EnvelopeError::Length)?;
        if length > LARGEST_LETTER {
            return Err(EnvelopeError::Length);
        }
        let (letter, after) = rest.split_at_checked(length).ok_or(EnvelopeError::Length)?;
        rest = after;
        let place = Place {
            device,
            recording,
            part,
            number,
        };
        letters.push(Posted {
            place,
            signature,
            letter: letter.to_vec(),
        });
    }
    Ok(letters)
}

fn take<const N: usize>(rest: &mut &[u8]) -> Result<[u8; N], EnvelopeError> {
    let (taken, after) = rest.split_first_chunk::<N>().ok_or(EnvelopeError::Length)?;
    *rest = after;
    Ok(*taken)
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn what_was_bundled_comes_out_again_and_a_cut_file_is_refused(
            letters in prop::collection::vec((any::<[u128; 3]>(), any::<u32>(), prop::collection::vec(any::<u8>(), 0..80)), 1..6),
            cut in any::<prop::sample::Index>(),
        ) {
            let letters: Vec<Posted> = letters.into_iter().map(|([device, recording, part], number, letter)| {
                let [device, recording, part] = [device, recording, part].map(Uuid::from_u128);
                Posted { place: Place { device, recording, part, number }, signature: [7; SIGNATURE_LEN], letter }
            }).collect();
            let file = bundle(&letters);
            prop_assert_eq!(unbundle(&file).expect("a file"), letters.clone());
            let short = unbundle(&file[..cut.index(file.len())]);
            prop_assert!(short.map_or(true, |some| some.len() < letters.len()));
        }

        #[test]
        fn any_bytes_are_refused_without_a_panic(bytes in prop::collection::vec(any::<u8>(), 0..300)) {
            let _ = unbundle(&bytes);
            let mut file = MAGIC.to_vec();
            file.extend_from_slice(&bytes);
            let _ = unbundle(&file);
        }
    }
}
