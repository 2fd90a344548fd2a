//! Version 1 of every format, frozen: archives that were sealed once must open for ever. A vector that fails is a new version,
//! never a new vector. Each was computed a second time from the formulas, outside of this crate.

use crate::envelope::Nonce;
use crate::key::Parent;
use crate::secret::Secret;
use crate::{Contract, DataKey, KdfParams, Scope, Sealed, Slot, SlotKind, Vault, WrappedKey, column};
use std::fmt::Write;
use uuid::{Uuid, uuid};

const KEY_ID: Uuid = uuid!("00112233-4455-4677-8899-aabbccddeeff");
const ROW: Uuid = uuid!("0f1e2d3c-4b5a-4968-8776-655443322110");
const TEXT: Contract = Contract::new("layers", "text", Scope::Story);

const SEALED: &str = concat!(
    "01404142434445464748494a4b4c4d4e4f505152535455565799b04b4c781128efe579d4d52f884e1ed41c3336c71f03",
    "e7b243ca5e91de2aeb092047b51f6538a72e11568d127935f5bb9860fa12fad3aa90d9b13f67d354dcc680306cd5f922",
    "f384ed61c8aa19530e8ae224dc422ededa05fa7d91925c374dc6320dce91b203e9bd0aa9f716dc3bc5e0b60c578700a1",
    "047292e3cd77240a1c55cf968547b02a61ff41fd021572240b",
);
const WRAPPED: &str = concat!(
    "01404142434445464748494a4b4c4d4e4f5051525354555657686fba0461ca24cb0953d6abb3bd5656af852a06aa923d",
    "4f87a66034010eba141b6ac688e61723b8ce7a233619a43bb3",
);
const WRAPPED_UNDER_A_SITES_KEY: &str = concat!(
    "01404142434445464748494a4b4c4d4e4f5051525354555657686fba0461ca24cb0953d6abb3bd5656af852a06aa923d",
    "4f87a66034010eba14552841baf2944007b36dc1d390d874a6",
);
const SLOT: &str = concat!(
    "01404142434445464748494a4b4c4d4e4f50515253545556572233e923d0879d117e2f98001362021a004a30922326ac",
    "d87717e493ca9e6de865eeb8af719ba8ebc5cd9a89d4d7501b",
);
const BLIND: &str = "661d21ed95e7dcccf960ee6aeb26ba7bcca291e0851eb3575a19a4941a9bcd09";
const FINGERPRINT: &str = "86056c625595e8c5ecac665c68d7709c6a7026802ef2cffd119a06bb4fb43019";

/// 0, 1, 2 …
fn counted<const N: usize>(first: u8) -> [u8; N] {
    std::array::from_fn(|at| first + u8::try_from(at).unwrap())
}

fn hex(bytes: &[u8]) -> String {
    bytes.iter().fold(String::new(), |mut text, byte| {
        write!(text, "{byte:02x}").unwrap();
        text
    })
}

fn bytes(hex: &str) -> Vec<u8> {
    (0..hex.len())
        .step_by(2)
        .map(|at| u8::from_str_radix(&hex[at..at + 2], 16).unwrap())
        .collect()
}

fn key() -> DataKey {
    DataKey::fixed(KEY_ID, counted(0))
}

#[test]
fn a_sealed_value() {
    let place = TEXT.place(ROW, 7);
    let sealed = column::seal(&key(), &Nonce::fixed(counted(0x40)), &place, &"The well: البئر".to_owned()).unwrap();
    assert_eq!(hex(sealed.as_bytes()), SEALED);
    let opened = Vault::create()
        .unwrap()
        .open(&key(), &place, &Sealed::<String>::from_bytes(bytes(SEALED)));
    assert_eq!(opened.unwrap(), "The well: البئر");
}

#[test]
fn a_wrapped_key() {
    let root = Secret::from_slice(&counted::<32>(0x80)).unwrap();
    let wrapped = Parent::root(&root).wrap(&Nonce::fixed(counted(0x40)), &key()).unwrap();
    assert_eq!(hex(&wrapped.bytes), WRAPPED);
    let row = WrappedKey {
        id: KEY_ID,
        parent: None,
        bytes: bytes(WRAPPED),
    };
    assert!(Parent::root(&root).unwrap(&row).unwrap().secret().equals(key().secret()));
}

#[test]
fn a_key_wrapped_under_a_sites_key() {
    let site = DataKey::fixed(ROW, counted(0x80));
    let wrapped = Parent::from(&site).wrap(&Nonce::fixed(counted(0x40)), &key()).unwrap();
    assert_eq!(hex(&wrapped.bytes), WRAPPED_UNDER_A_SITES_KEY);
}

#[test]
fn a_slot() {
    let params = KdfParams {
        memory_kib: 64,
        passes: 2,
        lanes: 1,
    };
    let slot = Slot {
        id: KEY_ID,
        kind: SlotKind::Passphrase,
        salt: counted::<16>(0x20).to_vec(),
        params,
        wrapped: bytes(SLOT),
    };
    let root = slot.open("the goat".as_bytes()).unwrap();
    assert_eq!(hex(root.expose()), hex(&counted::<32>(0x80)));
}

#[test]
fn a_blind_index_and_a_fingerprint() {
    let vault = Vault::create().unwrap();
    assert_eq!(hex(vault.blind(&key(), "accounts.login", "samira").as_bytes()), BLIND);
    assert_eq!(hex(&vault.fingerprint(&key(), b"The well was dry.")), FINGERPRINT);
}
