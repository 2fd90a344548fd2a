//! A sealed value opens at its place alone, whole, and under its key (checklist 22, `aad_swap`).

use crate::{Contract, Place, Scope, Sealed, Vault, VaultError};
use proptest::prelude::*;
use std::collections::HashSet;
use uuid::Uuid;

const TEXT: Contract = Contract::new("layers", "text", Scope::Story);
const ROW: Uuid = Uuid::from_u128(1);

fn sealed_at(place: &Place) -> (Vault, crate::DataKey, Sealed<String>) {
    let vault = Vault::create().unwrap();
    let (key, _) = vault.new_key().unwrap();
    let sealed = vault.seal(&key, place, &"The well was dry.".to_owned()).unwrap();
    (vault, key, sealed)
}

#[test]
fn moved_to_another_row_column_table_or_version_it_is_refused() {
    let place = TEXT.place(ROW, 2);
    let (vault, key, sealed) = sealed_at(&place);
    assert!(vault.open(&key, &place, &sealed).is_ok());
    let elsewhere = [
        TEXT.place(Uuid::from_u128(2), 2),
        TEXT.place(ROW, 1),
        TEXT.place(ROW, 3),
        TEXT.place(ROW, 0),
        Contract::new("layers", "title", Scope::Story).place(ROW, 2),
        Contract::new("stories", "text", Scope::Story).place(ROW, 2),
    ];
    for place in elsewhere {
        assert_eq!(vault.open(&key, &place, &sealed), Err(VaultError::Refused), "{place:?}");
    }
}

#[test]
fn under_another_key_it_is_refused() {
    let place = TEXT.place(ROW, 2);
    let (vault, _, sealed) = sealed_at(&place);
    let (other, _) = vault.new_key().unwrap();
    assert_eq!(vault.open(&other, &place, &sealed), Err(VaultError::Refused));
}

#[test]
fn the_same_secret_under_another_key_id_is_refused() {
    let place = TEXT.place(ROW, 2);
    let vault = Vault::create().unwrap();
    let [key, renamed] = [1, 2].map(|id| crate::DataKey::fixed(Uuid::from_u128(id), [9; 32]));
    let sealed = vault.seal(&key, &place, &1_u8).unwrap();
    assert_eq!(vault.open(&key, &place, &sealed), Ok(1));
    assert_eq!(vault.open(&renamed, &place, &sealed), Err(VaultError::Refused));
}

#[test]
fn every_flipped_bit_is_noticed() {
    let place = TEXT.place(ROW, 2);
    let (vault, key, sealed) = sealed_at(&place);
    for bit in 0..sealed.as_bytes().len() * 8 {
        let mut bytes = sealed.as_bytes().to_vec();
        bytes[bit / 8] ^= 1 << (bit % 8);
        let error = if bit < 8 {
            VaultError::UnknownVersion(bytes[0])
        } else {
            VaultError::Refused
        };
        assert_eq!(
            vault.open(&key, &place, &Sealed::<String>::from_bytes(bytes)),
            Err(error),
            "bit {bit}"
        );
    }
}

#[test]
fn cut_off_or_prolonged_it_is_refused() {
    let place = TEXT.place(ROW, 2);
    let (vault, key, sealed) = sealed_at(&place);
    let bytes = sealed.as_bytes();
    for length in 0..bytes.len() {
        let cut = Sealed::<String>::from_bytes(bytes[..length].to_vec());
        let error = if length < 1 + 24 + 16 {
            VaultError::CutOff
        } else {
            VaultError::Refused
        };
        assert_eq!(vault.open(&key, &place, &cut), Err(error), "{length} bytes");
    }
    let prolonged = Sealed::<String>::from_bytes([bytes, &[0]].concat());
    assert_eq!(vault.open(&key, &place, &prolonged), Err(VaultError::Refused));
}

#[test]
fn an_unknown_version_is_named() {
    let place = TEXT.place(ROW, 2);
    let (vault, key, _) = sealed_at(&place);
    let newer = Sealed::<String>::from_bytes([vec![2], vec![0; 200]].concat());
    let error = vault.open(&key, &place, &newer).unwrap_err();
    assert_eq!(error.to_string(), "unknown version 2 of sealed bytes");
}

#[test]
fn no_two_places_are_bound_to_the_same_bytes() {
    let names = ["a", "b", "ab", "a_b", "a1"];
    let ids = [Uuid::nil(), ROW, Uuid::from_u128(u128::from(b'|'))];
    let mut seen = HashSet::new();
    let mut places = 0;
    for (table, column) in names.iter().flat_map(|table| names.map(|column| (*table, column))) {
        for (row, key) in ids.iter().flat_map(|row| ids.map(|key| (*row, key))) {
            for version in [0, 1, 256, u32::MAX] {
                places += 1;
                seen.insert(Contract::new(table, column, Scope::Story).place(row, version).associated(key));
            }
        }
    }
    assert_eq!(seen.len(), places);
}

#[test]
fn a_name_that_could_be_mistaken_for_another_makes_no_contract() {
    for name in ["", "a|b", "a.b", "A", "é", "a b"] {
        assert!(
            std::panic::catch_unwind(|| Contract::new(name, "text", Scope::Story)).is_err(),
            "{name}"
        );
        assert!(
            std::panic::catch_unwind(|| Contract::new("layers", name, Scope::Story)).is_err(),
            "{name}"
        );
    }
}

proptest! {
    #[test]
    fn hostile_bytes_never_open(bytes in prop::collection::vec(any::<u8>(), 0..300)) {
        let place = TEXT.place(ROW, 2);
        let (vault, key, _) = sealed_at(&place);
        let as_ours = [vec![1], bytes.clone()].concat();
        prop_assert!(vault.open(&key, &place, &Sealed::<String>::from_bytes(bytes)).is_err());
        prop_assert!(vault.open(&key, &place, &Sealed::<String>::from_bytes(as_ours)).is_err());
    }
}
