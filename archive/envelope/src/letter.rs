//! Letters to a site: whoever has its address can seal one, only the letterbox opens it. Sealed bytes say in plain which version of
//! the format and which address they are for, so that no server need guess and none may delete what it cannot open.
//!
//! ```text
//! letter = 0x01 | address (16) | enc (32) | ChaCha20-Poly1305(padded, aad = place) | tag (16)
//! padded = length (4, big-endian) | content | zeros up to bucket(4 + length)
//! place  = "hikaya/letter" | device (16) | recording (16) | part (16) | number (4, big-endian)
//! ```
//! HPKE base mode, DHKEM(X25519, HKDF-SHA256), HKDF-SHA256, ChaCha20-Poly1305 (RFC 9180, sections 5.1.1 and 6.1).

use crate::EnvelopeError;
use archive_vault::bucket;
use hpke::aead::ChaCha20Poly1305;
use hpke::kdf::HkdfSha256;
use hpke::kem::X25519HkdfSha256;
use hpke::{Deserializable, Kem, OpModeR, OpModeS, Serializable};
use uuid::Uuid;
use zeroize::Zeroizing;

type Public = <X25519HkdfSha256 as Kem>::PublicKey;
type Private = <X25519HkdfSha256 as Kem>::PrivateKey;
type Encapsulated = <X25519HkdfSha256 as Kem>::EncappedKey;

const VERSION: u8 = 1;
const INFO: &[u8] = b"hikaya/letter";
const KEY_LEN: usize = 32;
const TAG_LEN: usize = 16;
const PREFIX_LEN: usize = 4;
const HEAD_LEN: usize = 1 + 16 + KEY_LEN;

/// Longest letter, in bytes: a whole sheet with the longest parts in the widest letters, or a hundred pieces of sound.
pub const LARGEST_LETTER: usize = 4 * 1024 * 1024;

/// The longest that a tablet takes along, in bytes: its pages, with the consent talk read aloud in three languages.
pub const LARGEST_KIT: usize = 64 * 1024 * 1024;

/// Where a letter stands: the same content does not open anywhere else, nor as anybody else's.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Place {
    /// Which device sealed it.
    pub device: Uuid,
    /// To which recording it belongs.
    pub recording: Uuid,
    /// Which part of the recording: its sheet, or one take of sound.
    pub part: Uuid,
    /// Its number within the part.
    pub number: u32,
}

impl Place {
    /// Where a question about a recording stands, which holds no letter.
    pub const fn of_question(device: Uuid, recording: Uuid) -> Self {
        Self {
            device,
            recording,
            part: Uuid::nil(),
            number: 0,
        }
    }

    /// Where a device's question for its pages stands. It counts the day from 1970, so that a signature that somebody overheard soon opens
    /// nothing.
    pub const fn of_kit(device: Uuid, day: u32) -> Self {
        Self {
            device,
            recording: Uuid::nil(),
            part: Uuid::nil(),
            number: day,
        }
    }

    pub(crate) fn bytes(&self) -> Vec<u8> {
        let mut bytes = INFO.to_vec();
        for id in [self.device, self.recording, self.part] {
            bytes.extend_from_slice(id.as_bytes());
        }
        bytes.extend_from_slice(&self.number.to_be_bytes());
        bytes
    }
}

/// To whom letters are sealed: a public key and the name by which its private half is found.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Address {
    /// Which letterbox.
    pub id: Uuid,
    /// Its public key.
    pub key: [u8; KEY_LEN],
}

impl Address {
    /// Which letterbox a letter is for.
    ///
    /// # Errors
    /// [`EnvelopeError::Length`], [`EnvelopeError::Version`].
    pub fn of(letter: &[u8]) -> Result<Uuid, EnvelopeError> {
        let (version, rest) = letter.split_first().ok_or(EnvelopeError::Length)?;
        if *version != VERSION {
            return Err(EnvelopeError::Version(*version));
        }
        let id = rest.first_chunk::<16>().ok_or(EnvelopeError::Length)?;
        Ok(Uuid::from_bytes(*id))
    }

    /// Seals content for its place. Whoever seals cannot open it again.
    ///
    /// # Errors
    /// [`EnvelopeError::Length`] above [`LARGEST_LETTER`]; [`EnvelopeError::NoKey`].
    pub fn seal(&self, place: &Place, content: &[u8]) -> Result<Vec<u8>, EnvelopeError> {
        let padded = padded(content, 0)?;
        if HEAD_LEN + padded.len() + TAG_LEN > LARGEST_LETTER {
            return Err(EnvelopeError::Length);
        }
        self.sealed(place, &padded)
    }

    /// Seals what is longer than a letter may be, filled up as if it were of `length` bytes at least: of two that are filled up to
    /// the length of the longer one nothing tells which it was.
    ///
    /// # Errors
    /// [`EnvelopeError::Length`] above [`LARGEST_KIT`]; [`EnvelopeError::NoKey`].
    pub fn seal_filled(&self, place: &Place, content: &[u8], length: usize) -> Result<Vec<u8>, EnvelopeError> {
        if content.len().max(length) > LARGEST_KIT {
            return Err(EnvelopeError::Length);
        }
        self.sealed(place, &padded(content, length)?)
    }

    fn sealed(&self, place: &Place, padded: &[u8]) -> Result<Vec<u8>, EnvelopeError> {
        let public = Public::from_bytes(&self.key).map_err(|_| EnvelopeError::NoKey)?;
        let (enc, sealed) = hpke::single_shot_seal::<ChaCha20Poly1305, HkdfSha256, X25519HkdfSha256>(
            &OpModeS::Base,
            &public,
            INFO,
            padded,
            &place.bytes(),
        )
        .map_err(|_| EnvelopeError::Refused)?;
        let mut letter = Vec::with_capacity(HEAD_LEN + sealed.len());
        letter.push(VERSION);
        letter.extend_from_slice(self.id.as_bytes());
        letter.extend_from_slice(&enc.to_bytes());
        letter.extend_from_slice(&sealed);
        Ok(letter)
    }
}

/// The private half: opens what was sealed to its address.
pub struct Letterbox {
    id: Uuid,
    key: Private,
}

impl Letterbox {
    /// A new one.
    ///
    /// # Errors
    /// [`EnvelopeError::Randomness`].
    pub fn create(id: Uuid) -> Result<Self, EnvelopeError> {
        let mut seed = Zeroizing::new([0; KEY_LEN]);
        getrandom::fill(seed.as_mut_slice()).map_err(|_| EnvelopeError::Randomness)?;
        let (key, _) = X25519HkdfSha256::derive_keypair(seed.as_slice());
        Ok(Self { id, key })
    }

    /// One that was kept.
    ///
    /// # Errors
    /// [`EnvelopeError::NoKey`].
    pub fn from_bytes(id: Uuid, bytes: &[u8]) -> Result<Self, EnvelopeError> {
        let key = Private::from_bytes(bytes).map_err(|_| EnvelopeError::NoKey)?;
        Ok(Self { id, key })
    }

    /// The private key, to be kept under another.
    pub fn to_bytes(&self) -> Zeroizing<Vec<u8>> {
        Zeroizing::new(self.key.to_bytes().to_vec())
    }

    /// Where letters to it are sealed.
    pub fn address(&self) -> Address {
        let key = X25519HkdfSha256::sk_to_pk(&self.key).to_bytes().into();
        Address { id: self.id, key }
    }

    /// The content of a letter, at its place.
    ///
    /// # Errors
    /// [`EnvelopeError::Length`], [`EnvelopeError::Version`], [`EnvelopeError::Elsewhere`], or [`EnvelopeError::Refused`] if
    /// anything differs.
    pub fn open(&self, place: &Place, letter: &[u8]) -> Result<Zeroizing<Vec<u8>>, EnvelopeError> {
        if letter.len() > LARGEST_LETTER {
            return Err(EnvelopeError::Length);
        }
        self.open_filled(place, letter)
    }

    /// What [`Address::seal_filled`] sealed.
    ///
    /// # Errors
    /// As [`Letterbox::open`].
    pub fn open_filled(&self, place: &Place, letter: &[u8]) -> Result<Zeroizing<Vec<u8>>, EnvelopeError> {
        if letter.len() < HEAD_LEN + PREFIX_LEN + TAG_LEN {
            return Err(EnvelopeError::Length);
        }
        if Address::of(letter)? != self.id {
            return Err(EnvelopeError::Elsewhere);
        }
        let enc = Encapsulated::from_bytes(&letter[HEAD_LEN - KEY_LEN..HEAD_LEN]).map_err(|_| EnvelopeError::Refused)?;
        let padded = hpke::single_shot_open::<ChaCha20Poly1305, HkdfSha256, X25519HkdfSha256>(
            &OpModeR::Base,
            &self.key,
            &enc,
            INFO,
            &letter[HEAD_LEN..],
            &place.bytes(),
        );
        let padded = Zeroizing::new(padded.map_err(|_| EnvelopeError::Refused)?);
        let (length, rest) = padded.split_first_chunk::<PREFIX_LEN>().ok_or(EnvelopeError::Length)?;
        let length = usize::try_from(u32::from_be_bytes(*length)).map_err(|_| EnvelopeError::Length)?;
        let content = rest.get(..length).ok_or(EnvelopeError::Length)?;
        Ok(Zeroizing::new(content.to_vec()))
    }
}

/// Content, filled up to its bucket, or to that of a greater length.
fn padded(content: &[u8], at_least: usize) -> Result<Zeroizing<Vec<u8>>, EnvelopeError> {
    let length = u32::try_from(content.len()).map_err(|_| EnvelopeError::Length)?;
    let full = bucket(PREFIX_LEN + content.len().max(at_least));
    let mut padded = Zeroizing::new(Vec::with_capacity(full));
    padded.extend_from_slice(&length.to_be_bytes());
    padded.extend_from_slice(content);
    padded.resize(full, 0);
    Ok(padded)
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn id(n: u128) -> Uuid {
        Uuid::from_u128(n)
    }

    fn place(number: u32) -> Place {
        Place {
            device: id(1),
            recording: id(2),
            part: id(3),
            number,
        }
    }

    fn letterbox() -> Letterbox {
        Letterbox::create(id(9)).unwrap_or_else(|error| panic!("{error}"))
    }

    #[test]
    fn only_its_letterbox_opens_a_letter_and_only_at_its_place() {
        let (here, there) = (letterbox(), letterbox());
        let letter = here.address().seal(&place(1), "جاءت".as_bytes()).unwrap_or_default();
        assert_eq!(
            here.open(&place(1), &letter).as_deref().map(Vec::as_slice),
            Ok("جاءت".as_bytes())
        );
        assert_eq!(there.open(&place(1), &letter), Err(EnvelopeError::Refused));
        let elsewhere = [
            Place {
                device: id(7),
                ..place(1)
            },
            Place {
                recording: id(7),
                ..place(1)
            },
            Place { part: id(7), ..place(1) },
            place(2),
        ];
        for other in elsewhere {
            assert_eq!(here.open(&other, &letter), Err(EnvelopeError::Refused), "{other:?}");
        }
    }

    #[test]
    fn two_that_are_filled_up_have_one_length() {
        let here = letterbox();
        let (short, long) = (b"short".to_vec(), vec![7; 5 * 1024 * 1024]);
        let sealed = [&short, &long].map(|content| {
            let sealed = here.address().seal_filled(&place(1), content, long.len());
            sealed.unwrap_or_else(|error| panic!("{error}"))
        });
        assert_eq!(sealed[0].len(), sealed[1].len());
        for (content, sealed) in [short, long].iter().zip(&sealed) {
            assert_eq!(here.open_filled(&place(1), sealed).as_deref(), Ok(content));
            assert_eq!(here.open(&place(1), sealed), Err(EnvelopeError::Length), "no letter");
        }
        assert_eq!(
            here.address().seal_filled(&place(1), b"", LARGEST_KIT + 1),
            Err(EnvelopeError::Length)
        );
    }

    #[test]
    fn a_kept_letterbox_opens_what_was_sealed_before() {
        let first = letterbox();
        let letter = first.address().seal(&place(1), b"kept").unwrap_or_default();
        let kept = Letterbox::from_bytes(id(9), &first.to_bytes()).unwrap_or_else(|error| panic!("{error}"));
        assert_eq!(kept.address(), first.address());
        assert_eq!(
            kept.open(&place(1), &letter).as_deref().map(Vec::as_slice),
            Ok(b"kept".as_slice())
        );
    }

    #[test]
    fn lengths_of_short_answers_cannot_be_told_apart() {
        let address = letterbox().address();
        let sizes = [0, 1, 60, 124].map(|length| address.seal(&place(1), &vec![b'a'; length]).map(|letter| letter.len()));
        assert!(sizes.iter().all(|size| *size == sizes[0] && size.is_ok()), "{sizes:?}");
    }

    #[test]
    fn what_is_too_long_is_refused_before_it_is_sealed() {
        let address = letterbox().address();
        assert_eq!(address.seal(&place(1), &vec![0; LARGEST_LETTER]), Err(EnvelopeError::Length));
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(64))]
        #[test]
        fn whatever_is_sealed_opens_and_nothing_that_was_touched_does(content in prop::collection::vec(any::<u8>(), 0..2000), at in any::<prop::sample::Index>(), bit in 0u8..8) {
            let here = letterbox();
            let letter = here.address().seal(&place(4), &content).expect("sealed");
            let opened = here.open(&place(4), &letter).expect("opened");
            prop_assert_eq!(opened.as_slice(), content.as_slice());
            let mut touched = letter.clone();
            touched[at.index(letter.len())] ^= 1 << bit;
            prop_assert!(here.open(&place(4), &touched).is_err());
        }

        #[test]
        fn any_bytes_are_refused_without_a_panic(bytes in prop::collection::vec(any::<u8>(), 0..300)) {
            prop_assert!(letterbox().open(&place(1), &bytes).is_err());
            let _ = Address::of(&bytes);
        }
    }
}
