//! What was sealed comes back, whatever it is and however long.

use crate::{Contract, Scope, Vault, VaultError};
use proptest::prelude::*;
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;
use uuid::Uuid;

const TEXT: Contract = Contract::new("layers", "text", Scope::Story);

#[derive(Debug, PartialEq, Serialize, Deserialize)]
struct Telling {
    text: String,
    age: Option<u8>,
    languages: Vec<String>,
}

#[test]
fn a_story_in_arabic_comes_back_as_it_was() {
    let vault = Vault::create().unwrap();
    let (key, _) = vault.new_key().unwrap();
    let place = TEXT.place(key.id(), 3);
    let telling = Telling {
        text: "كان البئر جافّا، ثم عاد الماء.".to_owned(),
        age: Some(34),
        languages: vec!["ary".to_owned(), "fr".to_owned()],
    };
    let sealed = vault.seal(&key, &place, &telling).unwrap();
    assert_eq!(vault.open(&key, &place, &sealed).unwrap(), telling);
}

#[test]
fn the_same_value_is_never_sealed_to_the_same_bytes() {
    let vault = Vault::create().unwrap();
    let (key, _) = vault.new_key().unwrap();
    let place = TEXT.place(key.id(), 0);
    let [first, second] = [0, 1].map(|_| vault.seal(&key, &place, &7_u8).unwrap().into_bytes());
    assert_ne!(first, second);
    assert_ne!(first[1..25], second[1..25], "a nonce was used twice");
}

#[test]
fn a_value_of_another_shape_is_named_as_such() {
    let vault = Vault::create().unwrap();
    let (key, _) = vault.new_key().unwrap();
    let place = TEXT.place(key.id(), 0);
    let sealed = vault.seal(&key, &place, &"words".to_owned()).unwrap();
    let as_number = crate::Sealed::<u64>::from_bytes(sealed.into_bytes());
    assert_eq!(vault.open(&key, &place, &as_number), Err(VaultError::Shape));
}

#[test]
fn a_value_that_is_no_json_is_refused() {
    let vault = Vault::create().unwrap();
    let (key, _) = vault.new_key().unwrap();
    let no_json = BTreeMap::from([((1, 2), "pair as key")]);
    assert_eq!(
        vault.seal(&key, &TEXT.place(key.id(), 0), &no_json).unwrap_err(),
        VaultError::Unwritable
    );
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]

    #[test]
    fn any_text_comes_back(text in ".{0,400}", repeat in 1_usize..40) {
        let vault = Vault::create().unwrap();
        let (key, _) = vault.new_key().unwrap();
        let place = TEXT.place(Uuid::nil(), 1);
        let text = text.repeat(repeat);
        let sealed = vault.seal(&key, &place, &text).unwrap();
        prop_assert_eq!(vault.open(&key, &place, &sealed).unwrap(), text);
    }

    #[test]
    fn any_bytes_come_back(content in prop::collection::vec(any::<u8>(), 0..5000)) {
        let vault = Vault::create().unwrap();
        let (key, _) = vault.new_key().unwrap();
        let place = TEXT.place(Uuid::nil(), 1);
        let sealed = vault.seal_raw(&key, &place, &content).unwrap();
        prop_assert_eq!(&*vault.open_raw(&key, &place, &sealed).unwrap(), &content);
    }
}
