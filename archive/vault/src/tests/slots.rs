//! Slots: any of them unseals, no other secret does, and a row of the keyring cannot be bent.

use crate::{Guess, KdfParams, Passphrase, RecoveryCode, Slot, SlotKind, Vault, VaultError, new_key_file};
use uuid::Uuid;

const LIGHT: KdfParams = KdfParams::DEMONSTRATION;

#[test]
fn each_of_three_slots_opens_the_same_root() {
    let vault = Vault::create().unwrap();
    let passphrase = Passphrase::new("the goat that crossed the river");
    let code = RecoveryCode::create().unwrap();
    let file = new_key_file().unwrap();
    let slots = [
        vault.add_slot(SlotKind::Passphrase, passphrase.secret(), LIGHT).unwrap(),
        vault.add_slot(SlotKind::RecoveryCode, code.secret(), LIGHT).unwrap(),
        vault.add_slot(SlotKind::KeyFile, &file, KdfParams::KEY_FILE).unwrap(),
    ];
    let retyped = RecoveryCode::parse(&code.reveal().to_lowercase().replace('-', " ")).unwrap();
    for (slot, secret) in slots.iter().zip([passphrase.secret(), retyped.secret(), &file]) {
        let (unsealed, id) = Vault::unseal_with(&slots, secret).unwrap();
        assert!(unsealed.has_same_root(&vault));
        assert_eq!(id, slot.id);
    }
}

#[test]
fn a_wrong_secret_opens_nothing() {
    let vault = Vault::create().unwrap();
    let slots = [b"first", b"other"].map(|secret| vault.add_slot(SlotKind::Passphrase, secret, LIGHT).unwrap());
    for wrong in [b"First".as_slice(), b"first ", b"firs", b"firstother", b""] {
        assert_eq!(Vault::unseal(&slots, wrong).err(), Some(VaultError::WrongSecret));
    }
}

#[test]
fn a_slot_of_another_vault_opens_no_key_of_ours() {
    let [ours, theirs] = [0, 1].map(|_| Vault::create().unwrap());
    let (_, wrapped) = ours.new_key().unwrap();
    let foreign = theirs.add_slot(SlotKind::Passphrase, b"their words", LIGHT).unwrap();
    assert_eq!(
        Vault::unseal(std::slice::from_ref(&foreign), b"our words").err(),
        Some(VaultError::WrongSecret)
    );
    let unsealed = Vault::unseal(&[foreign], b"their words").unwrap();
    assert!(!unsealed.has_same_root(&ours));
    assert_eq!(unsealed.unwrap(&wrapped).err(), Some(VaultError::Refused));
}

#[test]
fn a_slot_is_bound_to_its_id_kind_salt_and_cost() {
    let vault = Vault::create().unwrap();
    let slot = vault.add_slot(SlotKind::Passphrase, b"words", LIGHT).unwrap();
    let bent = [
        Slot {
            id: Uuid::from_u128(5),
            ..slot.clone()
        },
        Slot {
            kind: SlotKind::KeyFile,
            ..slot.clone()
        },
        Slot {
            salt: vec![0; 16],
            ..slot.clone()
        },
        Slot {
            params: KdfParams { passes: 2, ..LIGHT },
            ..slot.clone()
        },
        Slot {
            params: KdfParams {
                memory_kib: 2048,
                ..LIGHT
            },
            ..slot.clone()
        },
        Slot {
            params: KdfParams { lanes: 2, ..LIGHT },
            ..slot.clone()
        },
    ];
    for bent in bent {
        assert_eq!(
            Vault::unseal(std::slice::from_ref(&bent), b"words").err(),
            Some(VaultError::WrongSecret),
            "{bent:?}"
        );
    }
    assert!(Vault::unseal(&[slot], b"words").is_ok());
}

#[test]
fn a_damaged_slot_does_not_keep_the_next_from_opening() {
    let vault = Vault::create().unwrap();
    let slot = vault.add_slot(SlotKind::Passphrase, b"words", LIGHT).unwrap();
    let damaged = [
        (
            Slot {
                wrapped: vec![],
                ..slot.clone()
            },
            VaultError::CutOff,
        ),
        (
            Slot {
                wrapped: vec![9; 73],
                ..slot.clone()
            },
            VaultError::UnknownVersion(9),
        ),
        (
            Slot {
                salt: vec![],
                ..slot.clone()
            },
            VaultError::KdfParams,
        ),
    ];
    for (damaged, error) in damaged {
        assert_eq!(Vault::unseal(std::slice::from_ref(&damaged), b"words").err(), Some(error));
        assert!(Vault::unseal(&[damaged.clone(), slot.clone()], b"words").is_ok());
        for order in [[damaged.clone(), slot.clone()], [slot.clone(), damaged]] {
            assert_eq!(Vault::unseal(&order, b"wrong").err(), Some(VaultError::WrongSecret));
        }
    }
    assert_eq!(Vault::unseal(&[], b"words").err(), Some(VaultError::NoSlot));
}

#[test]
fn costs_out_of_bounds_are_refused_before_memory_is_asked_for() {
    let vault = Vault::create().unwrap();
    let slot = vault.add_slot(SlotKind::Passphrase, b"words", LIGHT).unwrap();
    let hostile = [
        KdfParams {
            memory_kib: u32::MAX,
            ..LIGHT
        },
        KdfParams {
            memory_kib: 1024 * 1024 + 1,
            ..LIGHT
        },
        KdfParams { memory_kib: 0, ..LIGHT },
        KdfParams { passes: 0, ..LIGHT },
        KdfParams { passes: 17, ..LIGHT },
        KdfParams { lanes: 0, ..LIGHT },
        KdfParams { lanes: 9, ..LIGHT },
        KdfParams {
            memory_kib: 8,
            passes: 1,
            lanes: 8,
        },
    ];
    for params in hostile {
        let bent = Slot { params, ..slot.clone() };
        assert_eq!(
            Vault::unseal(&[bent], b"words").err(),
            Some(VaultError::KdfParams),
            "{params:?}"
        );
        assert_eq!(
            vault.add_slot(SlotKind::Passphrase, b"words", params).err(),
            Some(VaultError::KdfParams)
        );
    }
}

#[test]
fn an_empty_secret_makes_no_slot() {
    let vault = Vault::create().unwrap();
    assert_eq!(
        vault.add_slot(SlotKind::Passphrase, b"", LIGHT).err(),
        Some(VaultError::EmptySecret)
    );
}

#[test]
fn the_strong_cost_is_what_the_design_says_and_opens() {
    assert_eq!(
        KdfParams::STRONG,
        KdfParams {
            memory_kib: 262_144,
            passes: 4,
            lanes: 1
        }
    );
    let vault = Vault::create().unwrap();
    let slot = vault.add_slot(SlotKind::Passphrase, b"words", KdfParams::STRONG).unwrap();
    assert!(Vault::unseal(&[slot], b"words").unwrap().has_same_root(&vault));
}

#[test]
fn a_passphrase_typed_on_another_keyboard_is_the_same() {
    let same = [
        ("caf\u{e9} de l'oasis", "cafe\u{301} de l'oasis"),
        ("\u{622}خر", "\u{627}\u{653}خر"),
        ("deux mots", "deux\u{a0}mots"),
        ("deux mots", "deux\u{202f}mots"),
    ];
    for (first, second) in same {
        assert_eq!(Passphrase::new(first).secret(), Passphrase::new(second).secret());
    }
    for (first, second) in [("mots", "Mots"), ("mots", "mots "), ("cafe", "caf\u{e9}"), ("١٢", "12")] {
        assert_ne!(Passphrase::new(first).secret(), Passphrase::new(second).secret());
    }
}

#[test]
fn rows_and_names_of_slots_survive_their_file() {
    let vault = Vault::create().unwrap();
    for (kind, name) in [
        (SlotKind::Passphrase, "passphrase"),
        (SlotKind::RecoveryCode, "recovery_code"),
        (SlotKind::KeyFile, "key_file"),
    ] {
        assert_eq!((kind.as_str(), name.parse()), (name, Ok(kind)));
        let slot = vault.add_slot(kind, b"words", LIGHT).unwrap();
        let written = serde_json::to_value(&slot).unwrap();
        assert_eq!(written["kind"], name);
        assert_eq!(serde_json::from_value::<Slot>(written).unwrap(), slot);
    }
    assert_eq!("fingerprint".parse::<SlotKind>(), Err(VaultError::UnknownSlotKind));
}

#[test]
fn one_guess_serves_for_slots_of_one_salt() {
    let [first, second, apart] = [0, 1, 2].map(|_| Vault::create().unwrap());
    let slot = first.add_slot(SlotKind::Passphrase, b"seven figs", LIGHT).unwrap();
    let beside = second
        .add_slot_beside(&slot, SlotKind::Passphrase, b"three pomegranates")
        .unwrap();
    let other = apart.add_slot(SlotKind::Passphrase, b"seven figs", LIGHT).unwrap();
    assert_ne!(slot.salt, other.salt);
    for (words, opens) in [
        (b"seven figs".as_slice(), [true, false]),
        (b"three pomegranates", [false, true]),
        (b"none", [false; 2]),
    ] {
        let guess = Guess::at(&slot, words).unwrap();
        assert!(guess.is_for(&beside) && !guess.is_for(&other));
        for (one, opens, vault) in [(&slot, opens[0], &first), (&beside, opens[1], &second)] {
            match Vault::unseal_by(one, &guess) {
                Ok(unsealed) => assert!(opens && unsealed.has_same_root(vault)),
                Err(error) => assert!(!opens && error == VaultError::WrongSecret),
            }
        }
        assert_eq!(Vault::unseal_by(&other, &guess).err(), Some(VaultError::WrongSecret));
    }
    assert_eq!(
        second.add_slot_beside(&slot, SlotKind::Passphrase, b"").err(),
        Some(VaultError::EmptySecret)
    );
}
