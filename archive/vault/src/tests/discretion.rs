//! What must not be printed, copied or serialised cannot be; this is settled when the tests are compiled.

use crate::secret::Secret;
use crate::{BlindIndex, Contract, DataKey, KdfParams, Passphrase, RecoveryCode, Scope, Sealed, SlotKind, Vault};
use std::fmt::{Debug, Display};
use std::sync::Arc;

/// Does not compile if the type has the trait: then both blanket implementations fit, and the compiler cannot choose.
macro_rules! lacks {
    ($type:ty: $($trait:path),+) => {$(
        const _: fn() = || {
            trait Lacks<Marker> {
                fn probe() {}
            }
            struct Has;
            impl<T: ?Sized> Lacks<()> for T {}
            impl<T: ?Sized + $trait> Lacks<Has> for T {}
            let _ = <$type as Lacks<_>>::probe;
        };
    )+};
}

lacks!(Secret: Debug, Display, Clone, serde::Serialize);
lacks!(DataKey: Debug, Display, Clone, serde::Serialize);
lacks!(Vault: Debug, Display, Clone, serde::Serialize);
lacks!(Passphrase: Debug, Display, Clone, serde::Serialize);
lacks!(RecoveryCode: Debug, Display, Clone, serde::Serialize);
lacks!(Sealed<String>: Display, serde::Serialize, std::ops::Deref);

const _: fn() = || {
    const fn is_shared<T: Send + Sync>() {}
    is_shared::<Arc<Vault>>();
    is_shared::<Arc<DataKey>>();
    // A sealed value may cross threads even if what is inside could not.
    is_shared::<Sealed<std::rc::Rc<u8>>>();
};

#[test]
fn a_sealed_value_prints_its_size_alone() {
    assert_eq!(
        format!("{:?}", Sealed::<String>::from_bytes(vec![7; 169])),
        "Sealed(169 bytes)"
    );
}

#[test]
fn rows_print_no_bytes() {
    let vault = Vault::create().unwrap();
    let (_, wrapped) = vault.new_key().unwrap();
    let slot = vault.add_slot(SlotKind::KeyFile, b"words", KdfParams::KEY_FILE).unwrap();
    let printed = format!("{wrapped:?} {slot:?} {:?}", BlindIndex([7; 32]));
    let expected = format!(
        "WrappedKey {{ id: {}, parent: None, .. }} Slot {{ id: {}, kind: KeyFile, .. }} BlindIndex",
        wrapped.id, slot.id
    );
    assert_eq!(printed, expected);
}

#[test]
fn an_error_does_not_repeat_what_was_sealed() {
    let vault = Vault::create().unwrap();
    let (key, _) = vault.new_key().unwrap();
    let place = Contract::new("layers", "text", Scope::Story).place(key.id(), 0);
    let sealed = vault.seal(&key, &place, &"MARKER".to_owned()).unwrap();
    assert!(!sealed.as_bytes().windows(6).any(|window| window == b"MARKER"));
    let error = vault
        .open(&key, &place, &Sealed::<u8>::from_bytes(sealed.into_bytes()))
        .unwrap_err();
    assert!(!format!("{error} {error:?}").contains("MARKER"));
}
