//! Sizes fall into buckets, and what is padded comes back.

use crate::envelope::OVERHEAD;
use crate::padding::{Padded, content};
use crate::{Contract, LARGEST_CONTENT, SMALLEST_BUCKET, Scope, Vault, VaultError, bucket};
use proptest::prelude::*;
use std::io::Write;
use uuid::Uuid;

const TEXT: Contract = Contract::new("layers", "text", Scope::Story);

/// Algorithm 1 of the paper, word for word, to hold against ours.
fn padme(length: usize) -> usize {
    let exponent = length.ilog2();
    let bits = exponent.ilog2() + 1;
    let mask = (1 << (exponent - bits)) - 1;
    (length + mask) & !mask
}

fn sealed_size(content: &str) -> usize {
    let vault = Vault::create().unwrap();
    let (key, _) = vault.new_key().unwrap();
    vault
        .seal(&key, &TEXT.place(Uuid::nil(), 0), &content.to_owned())
        .unwrap()
        .as_bytes()
        .len()
}

#[test]
fn buckets_are_those_of_the_paper() {
    for length in SMALLEST_BUCKET + 1..100_000 {
        assert_eq!(bucket(length), padme(length), "{length}");
    }
    assert_eq!([0, 1, 127, 128].map(bucket), [128; 4]);
    assert_eq!(
        [129, 144, 145, 1000, 1025, 100_000].map(bucket),
        [144, 144, 160, 1024, 1088, 100_352]
    );
}

#[test]
fn domains_of_change_have_one_size() {
    let sizes = ["health", "dignity", "relations with the family", "any other change"].map(sealed_size);
    assert_eq!(sizes, [SMALLEST_BUCKET + OVERHEAD; 4]);
}

#[test]
fn nearby_lengths_have_one_size_and_far_ones_another() {
    // Before the padding stand 4 bytes of length and 2 quotes: 2042 letters fill the bucket of 2048 bytes.
    assert_eq!(sealed_size(&"a".repeat(1990)), 2048 + OVERHEAD);
    assert_eq!(sealed_size(&"a".repeat(2042)), 2048 + OVERHEAD);
    assert_eq!(sealed_size(&"a".repeat(2043)), 2176 + OVERHEAD);
}

#[test]
fn too_much_for_one_piece_is_refused() {
    let mut padded = Padded::new();
    padded.write_all(&vec![0; LARGEST_CONTENT + 1]).unwrap();
    assert_eq!(padded.finish().unwrap_err(), VaultError::TooLarge);
    let mut padded = Padded::new();
    padded.write_all(&vec![0; LARGEST_CONTENT]).unwrap();
    assert!(padded.finish().is_ok());
}

#[test]
fn padding_that_we_would_not_have_written_is_refused() {
    let mut padded = Padded::new();
    padded.write_all(b"abc").unwrap();
    let whole = padded.finish().unwrap();
    assert_eq!(content(&whole), Ok(b"abc".as_slice()));
    let damaged = |at: usize, byte: u8| {
        let mut bytes = whole.to_vec();
        bytes[at] = byte;
        bytes
    };
    let hostile = [
        damaged(127, 1),
        damaged(3, 200),
        damaged(0, 255),
        whole[..127].to_vec(),
        [whole.as_slice(), &[0; 8]].concat(),
        vec![0; 3],
        vec![],
    ];
    for bytes in hostile {
        assert_eq!(content(&bytes), Err(VaultError::Refused), "{bytes:?}");
    }
}

proptest! {
    #[test]
    fn a_bucket_holds_its_content_wastes_at_most_an_eighth_and_is_a_bucket_itself(length in SMALLEST_BUCKET..LARGEST_CONTENT) {
        let padded = bucket(length);
        prop_assert!(padded >= length);
        prop_assert!((padded - length) * 100 <= length * 12);
        prop_assert_eq!(bucket(padded), padded);
        prop_assert!(bucket(length + 1) >= padded);
    }

    #[test]
    fn written_in_any_pieces_it_is_the_same(pieces in prop::collection::vec(prop::collection::vec(any::<u8>(), 0..200), 0..20)) {
        let mut padded = Padded::new();
        for piece in &pieces {
            padded.write_all(piece).unwrap();
        }
        let padded = padded.finish().unwrap();
        prop_assert_eq!(content(&padded).unwrap(), pieces.concat());
    }
}
