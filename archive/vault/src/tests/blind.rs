//! Looking up without reading.

use crate::{BlindIndex, Vault};

#[test]
fn equal_texts_are_found_and_others_are_not() {
    let vault = Vault::create().unwrap();
    let (key, wrapped) = vault.new_key().unwrap();
    let stored = vault.blind(&key, "accounts.login", "samira");
    let again = vault.unwrap(&wrapped).unwrap();
    assert_eq!(vault.blind(&again, "accounts.login", "samira"), stored);
    assert_eq!(BlindIndex(*stored.as_bytes()), stored);
    assert_ne!(vault.blind(&key, "accounts.login", "samir"), stored);
    assert_ne!(vault.blind(&key, "accounts.login", "Samira"), stored);
}

#[test]
fn another_field_or_key_gives_another_index() {
    let vault = Vault::create().unwrap();
    let [(key, _), (other, _)] = [0, 1].map(|_| vault.new_key().unwrap());
    let stored = vault.blind(&key, "accounts.login", "samira");
    assert_ne!(vault.blind(&key, "receipts.slip", "samira"), stored);
    assert_ne!(vault.blind(&other, "accounts.login", "samira"), stored);
    // The border between field and text cannot be moved.
    assert_ne!(vault.blind(&key, "accounts.loginsam", "ira"), stored);
}

#[test]
fn a_fingerprint_tells_texts_apart_and_is_none_without_the_key() {
    let vault = Vault::create().unwrap();
    let [(key, _), (other, _)] = [0, 1].map(|_| vault.new_key().unwrap());
    let heard = vault.fingerprint(&key, b"The well was dry.");
    assert_eq!(vault.fingerprint(&key, b"The well was dry."), heard);
    assert_ne!(vault.fingerprint(&key, b"The well was dry!"), heard);
    assert_ne!(vault.fingerprint(&other, b"The well was dry."), heard);
    assert_ne!(vault.blind(&key, "fingerprint", "The well was dry.").as_bytes(), &heard);
}
