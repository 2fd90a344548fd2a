//! A worker's drawer on a tablet: the kit and the device's key under her passphrase. The lock is the vault's own slot.
//!
//! ```text
//! drawer = slot (Argon2id, 32 MiB, 3 passes) | kit key wrapped under the slot's root | kit sealed under the kit key
//! ```
//! Weaker than the vault's slots, for a telephone of 2 GB must open it: whoever images a tablet can guess at the passphrase, and would
//! find the pages of the recorder and the device's key, no story.

use crate::groups::Group;
use crate::kit::Kit;
use crate::page::{Done, problem};
use archive_envelope::DeviceKey;
use archive_vault::{
    Contract, DataKey, KdfParams, Passphrase, Scope, Sealed, Slot, SlotKind, Vault, VaultError, WrappedKey,
};
use serde::{Deserialize, Serialize};
use std::cell::RefCell;
use uuid::Uuid;

const COST: KdfParams = KdfParams {
    memory_kib: 32 * 1024,
    passes: 3,
    lanes: 1,
};
const KIT: Contract = Contract::new("drawer", "kit", Scope::Installation);
const ASIDE: Contract = Contract::new("drawer", "aside", Scope::Installation);

/// As it lies on the shelf.
#[derive(Serialize, Deserialize)]
pub(crate) struct Drawer {
    pub(crate) tag: Uuid,
    slot: Slot,
    key: WrappedKey,
    kit: Vec<u8>,
    /// The last day on which it opens.
    pub(crate) until: String,
    /// Plain, so that a device that was cut off can be told: whose letters these are stands on every letter anyway.
    pub(crate) device: Uuid,
}

/// What is in it.
#[derive(Serialize, Deserialize)]
struct Content {
    kit: Kit,
    device_key: Vec<u8>,
    #[serde(default)]
    groups: Vec<Group>,
}

/// A drawer that was opened.
pub(crate) struct Opened {
    pub(crate) tag: Uuid,
    pub(crate) kit: Kit,
    pub(crate) device_key: DeviceKey,
    /// The groups that were written down here and that the kit does not name yet: what they are lies nowhere else.
    pub(crate) groups: RefCell<Vec<Group>>,
    /// The last day on which it opens.
    pub(crate) until: String,
    vault: Vault,
    key: DataKey,
    slot: Slot,
    wrapped: WrappedKey,
}

impl Opened {
    /// A new drawer, open.
    pub(crate) fn create(passphrase: &str, kit: Kit, device_key: DeviceKey) -> Done<Self> {
        let vault = Vault::create().map_err(told)?;
        let slot = vault
            .add_slot(SlotKind::Passphrase, Passphrase::new(passphrase).secret(), COST)
            .map_err(told)?;
        let (key, wrapped) = vault.new_key().map_err(told)?;
        Ok(Self {
            tag: random_id()?,
            kit,
            device_key,
            groups: RefCell::default(),
            until: String::new(),
            vault,
            key,
            slot,
            wrapped,
        })
    }

    /// The same drawer with another kit.
    pub(crate) fn with(self, kit: Kit) -> Self {
        self.groups.borrow_mut().retain(|group| !kit.names(group.id));
        Self { kit, ..self }
    }

    /// As it lies on the shelf, until a day.
    pub(crate) fn closed(&self, until: String) -> Done<Drawer> {
        let content = Borrowed {
            kit: &self.kit,
            device_key: self.device_key.to_bytes().as_slice().to_vec(),
            groups: self.groups.borrow().clone(),
        };
        let bytes = serde_json::to_vec(&content).map_err(|_| problem("not packed"))?;
        let sealed = self
            .vault
            .seal_raw(&self.key, &KIT.place(self.tag, 0), &bytes)
            .map_err(told)?;
        Ok(Drawer {
            tag: self.tag,
            slot: self.slot.clone(),
            key: self.wrapped.clone(),
            kit: sealed.into_bytes(),
            until,
            device: self.kit.device,
        })
    }

    /// Something to be set aside in memory while the tablet is locked.
    pub(crate) fn aside(&self, content: &[u8]) -> Done<Vec<u8>> {
        let sealed = self
            .vault
            .seal_raw(&self.key, &ASIDE.place(self.tag, 0), content)
            .map_err(told)?;
        Ok(sealed.into_bytes())
    }

    /// What was set aside.
    pub(crate) fn taken_up(&self, aside: &[u8]) -> Done<Vec<u8>> {
        let sealed = Sealed::from_bytes(aside.to_vec());
        let opened = self
            .vault
            .open_raw(&self.key, &ASIDE.place(self.tag, 0), &sealed)
            .map_err(told)?;
        Ok(opened.to_vec())
    }
}

#[derive(Serialize)]
struct Borrowed<'a> {
    kit: &'a Kit,
    device_key: Vec<u8>,
    groups: Vec<Group>,
}

impl Drawer {
    /// Opens it; none if the passphrase is not its own.
    pub(crate) fn open(&self, passphrase: &str) -> Done<Option<Opened>> {
        let vault = match Vault::unseal(std::slice::from_ref(&self.slot), Passphrase::new(passphrase).secret()) {
            Err(VaultError::WrongSecret | VaultError::EmptySecret) => return Ok(None),
            other => other.map_err(told)?,
        };
        let key = vault.unwrap(&self.key).map_err(told)?;
        let sealed = Sealed::from_bytes(self.kit.clone());
        let bytes = vault.open_raw(&key, &KIT.place(self.tag, 0), &sealed).map_err(told)?;
        let Content { kit, device_key, groups } = serde_json::from_slice(&bytes).map_err(|_| problem("not unpacked"))?;
        let device_key = DeviceKey::from_bytes(&device_key).map_err(|error| problem(&error.to_string()))?;
        Ok(Some(Opened {
            tag: self.tag,
            kit,
            device_key,
            groups: RefCell::new(groups),
            until: self.until.clone(),
            vault,
            key,
            slot: self.slot.clone(),
            wrapped: self.key.clone(),
        }))
    }
}

/// A fresh random id.
pub(crate) fn random_id() -> Done<Uuid> {
    let mut bytes = [0; 16];
    getrandom::fill(&mut bytes).map_err(|_| problem("no random bytes"))?;
    Ok(uuid::Builder::from_random_bytes(bytes).into_uuid())
}

fn told(error: VaultError) -> crate::page::Problem {
    problem(&error.to_string())
}
