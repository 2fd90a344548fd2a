//! Data keys: each opens under the parent it was wrapped under, and nowhere else.

use crate::{Contract, Scope, Vault, VaultError, WrappedKey};
use uuid::Uuid;

const TEXT: Contract = Contract::new("layers", "text", Scope::Story);

#[test]
fn a_story_key_under_its_sites_key_opens_what_it_sealed() {
    let vault = Vault::create().unwrap();
    let (site, wrapped_site) = vault.new_key().unwrap();
    let (story, wrapped_story) = vault.new_key_under(&site).unwrap();
    assert_eq!((wrapped_site.parent, wrapped_story.parent), (None, Some(site.id())));
    let place = TEXT.place(story.id(), 1);
    let sealed = vault.seal(&story, &place, &"words".to_owned()).unwrap();

    let site = vault.unwrap(&wrapped_site).unwrap();
    let story = vault.unwrap_under(&site, &wrapped_story).unwrap();
    assert_eq!(vault.open(&story, &place, &sealed).unwrap(), "words");
}

#[test]
fn a_key_under_another_parent_is_refused() {
    let vault = Vault::create().unwrap();
    let (site, wrapped_site) = vault.new_key().unwrap();
    let (other_site, _) = vault.new_key().unwrap();
    let (_, wrapped) = vault.new_key_under(&site).unwrap();
    assert_eq!(vault.unwrap(&wrapped).err(), Some(VaultError::WrongParent));
    assert_eq!(vault.unwrap_under(&other_site, &wrapped).err(), Some(VaultError::WrongParent));
    assert_eq!(vault.unwrap_under(&site, &wrapped_site).err(), Some(VaultError::WrongParent));
    // A row that lies about its parent does not open either.
    let lying = WrappedKey {
        parent: Some(other_site.id()),
        ..wrapped.clone()
    };
    assert_eq!(vault.unwrap_under(&other_site, &lying).err(), Some(VaultError::Refused));
    let lying = WrappedKey { parent: None, ..wrapped };
    assert_eq!(vault.unwrap(&lying).err(), Some(VaultError::Refused));
}

#[test]
fn a_key_of_another_vault_is_refused() {
    let (_, wrapped) = Vault::create().unwrap().new_key().unwrap();
    assert_eq!(Vault::create().unwrap().unwrap(&wrapped).err(), Some(VaultError::Refused));
}

#[test]
fn a_renamed_or_damaged_row_of_the_keyring_is_refused() {
    let vault = Vault::create().unwrap();
    let (_, wrapped) = vault.new_key().unwrap();
    let renamed = WrappedKey {
        id: Uuid::from_u128(7),
        ..wrapped.clone()
    };
    assert_eq!(vault.unwrap(&renamed).err(), Some(VaultError::Refused));
    for bit in 8..wrapped.bytes.len() * 8 {
        let mut damaged = wrapped.clone();
        damaged.bytes[bit / 8] ^= 1 << (bit % 8);
        assert_eq!(vault.unwrap(&damaged).err(), Some(VaultError::Refused), "bit {bit}");
    }
    for length in 0..wrapped.bytes.len() {
        let cut = WrappedKey {
            bytes: wrapped.bytes[..length].to_vec(),
            ..wrapped.clone()
        };
        assert!(vault.unwrap(&cut).is_err(), "{length} bytes");
    }
}

#[test]
fn after_a_change_of_the_root_key_old_values_open_and_the_old_root_is_dead() {
    let (old, new) = (Vault::create().unwrap(), Vault::create().unwrap());
    let (key, wrapped) = old.new_key().unwrap();
    let place = TEXT.place(key.id(), 1);
    let sealed = old.seal(&key, &place, &"words".to_owned()).unwrap();
    let rewrapped = new.wrap(&old.unwrap(&wrapped).unwrap()).unwrap();
    assert_eq!(rewrapped.id, wrapped.id);
    assert_eq!(new.open(&new.unwrap(&rewrapped).unwrap(), &place, &sealed).unwrap(), "words");
    assert_eq!(old.unwrap(&rewrapped).err(), Some(VaultError::Refused));
}

#[test]
fn after_a_change_of_a_sites_key_its_stories_open_under_the_new_one_alone() {
    let vault = Vault::create().unwrap();
    let [(old, _), (new, _)] = [0, 1].map(|_| vault.new_key().unwrap());
    let (story, wrapped) = vault.new_key_under(&old).unwrap();
    let rewrapped = vault.wrap_under(&new, &vault.unwrap_under(&old, &wrapped).unwrap()).unwrap();
    assert!(vault.unwrap_under(&new, &rewrapped).unwrap().secret().equals(story.secret()));
    assert_eq!(vault.unwrap_under(&old, &rewrapped).err(), Some(VaultError::WrongParent));
}

#[test]
fn a_row_of_the_keyring_survives_its_file() {
    let vault = Vault::create().unwrap();
    let (site, _) = vault.new_key().unwrap();
    let (_, wrapped) = vault.new_key_under(&site).unwrap();
    let written = serde_json::to_string(&wrapped).unwrap();
    assert_eq!(serde_json::from_str::<WrappedKey>(&written).unwrap(), wrapped);
}

#[test]
fn ids_and_secrets_of_keys_are_random() {
    let vault = Vault::create().unwrap();
    let [(first, _), (second, _)] = [0, 1].map(|_| vault.new_key().unwrap());
    assert_ne!(first.id(), second.id());
    assert_eq!(first.id().get_version_num(), 4, "an id must not tell its time");
    assert!(!first.secret().equals(second.secret()));
}
