//! The drawers of a tablet. A worker has always two, of one size: hers, and that of who stands in for her in a training programme. The
//! second has a passphrase of its own, or 32 bytes by chance that nobody knows. The lock is the vault's own slot.
//!
//! ```text
//! drawer = slot (Argon2id, 32 MiB, 3 passes; one salt a tablet) | key wrapped under the slot's root | secret sealed under the key | kit
//! secret = what opens the kit, the device's key, groups; filled up to one size
//! kit    = sealed to the secret by the server (app/src/notes/kit.rs)
//! ```
//! Both have the same device, open until the same day and get fresh pages together, whichever was opened: what lies here tells neither
//! which is hers nor whether the second was ever meant to open. Weaker than the vault's slots, for a telephone of 2 GB must open it:
//! whoever images a tablet can guess at the passphrase, and would find the pages of the recorder and the device's key, no story.

use crate::groups::Group;
use crate::kit::{Kit, Renewed};
use crate::page::{Done, problem, today};
use crate::shelf::{DRAWERS, Shelf};
use archive_envelope::{Address, DeviceKey, EnvelopeError, Letterbox, Place};
use archive_vault::{
    Contract, DataKey, Guess, KdfParams, Passphrase, Scope, Sealed, Slot, SlotKind, Vault, VaultError, WrappedKey,
};
use method::hex::{from_hex, to_hex};
use serde::{Deserialize, Serialize};
use std::cell::RefCell;
use uuid::Uuid;

const COST: KdfParams = KdfParams {
    memory_kib: 32 * 1024,
    passes: 3,
    lanes: 1,
};
const SECRET: Contract = Contract::new("drawer", "secret", Scope::Installation);
const ASIDE: Contract = Contract::new("drawer", "aside", Scope::Installation);
/// Bytes of a secret, with room for a month of groups.
const SECRET_LEN: usize = 8 * 1024;

/// As it lies on the shelf. Bytes are written in hexadecimal digits, so that their length tells nothing of them.
#[derive(Clone, Serialize, Deserialize)]
pub(crate) struct Drawer {
    pub(crate) tag: Uuid,
    slot: Slot,
    key: WrappedKey,
    secret: String,
    kit: String,
    /// The last day on which it opens.
    pub(crate) until: String,
    /// Plain, so that a device that was cut off can be told: whose letters these are stands on every letter anyway.
    pub(crate) device: Uuid,
}

/// What is sealed in it.
#[derive(Serialize, Deserialize)]
struct Content {
    letterbox: Vec<u8>,
    device_key: Vec<u8>,
    groups: Vec<Group>,
}

/// What a drawer is locked with, while somebody has it open.
struct Lock {
    vault: Vault,
    key: DataKey,
    slot: Slot,
    wrapped: WrappedKey,
}

/// A drawer that is being made: pages can be sealed to it before there are any.
pub(crate) struct Made {
    letterbox: Letterbox,
    lock: Lock,
}

impl Made {
    /// A new one. All of a tablet have one salt, so that opening one is no more work than opening another.
    pub(crate) fn begin(passphrase: &str, beside: Option<&Slot>) -> Done<Self> {
        let vault = Vault::create().map_err(told)?;
        let passphrase = Passphrase::new(passphrase);
        let slot = match beside {
            Some(other) => vault.add_slot_beside(other, SlotKind::Passphrase, passphrase.secret()),
            None => vault.add_slot(SlotKind::Passphrase, passphrase.secret(), COST),
        };
        let slot = slot.map_err(told)?;
        let (key, wrapped) = vault.new_key().map_err(told)?;
        Ok(Self {
            letterbox: Letterbox::create(random_id()?).map_err(not_opened)?,
            lock: Lock {
                vault,
                key,
                slot,
                wrapped,
            },
        })
    }

    /// Its lock, beside which another has the same salt.
    pub(crate) const fn slot(&self) -> &Slot {
        &self.lock.slot
    }

    /// To what its pages are sealed.
    pub(crate) fn address(&self) -> Address {
        self.letterbox.address()
    }

    /// As it lies on the shelf, with what the server packed for it.
    pub(crate) fn filled(&self, renewed: &Renewed, device_key: &DeviceKey, until: &str) -> Done<Drawer> {
        let tag = self.address().id;
        let kit = renewed.of(tag).ok_or_else(|| problem("no kit"))?;
        Ok(Drawer {
            tag,
            slot: self.lock.slot.clone(),
            key: self.lock.wrapped.clone(),
            secret: self.lock.sealed(&self.letterbox, device_key, Vec::new())?,
            kit: to_hex(kit),
            until: until.to_owned(),
            device: renewed.device,
        })
    }

    /// What the server packed for it.
    pub(crate) fn kit(&self, renewed: &Renewed) -> Done<Kit> {
        let kit = renewed.of(self.address().id).ok_or_else(|| problem("no kit"))?;
        opened(&self.letterbox, renewed.device, kit)
    }
}

impl Lock {
    fn sealed(&self, letterbox: &Letterbox, device_key: &DeviceKey, groups: Vec<Group>) -> Done<String> {
        let content = Content {
            letterbox: letterbox.to_bytes().to_vec(),
            device_key: device_key.to_bytes().as_slice().to_vec(),
            groups,
        };
        let mut bytes = serde_json::to_vec(&content).map_err(|_| problem("not packed"))?;
        // JSON takes spaces after it.
        bytes.resize(bytes.len().next_multiple_of(SECRET_LEN), b' ');
        let place = SECRET.place(letterbox.address().id, 0);
        let sealed = self.vault.seal_raw(&self.key, &place, &bytes).map_err(told)?;
        Ok(to_hex(&sealed.into_bytes()))
    }
}

/// A drawer that was opened.
pub(crate) struct Opened {
    pub(crate) tag: Uuid,
    pub(crate) kit: Kit,
    pub(crate) device_key: DeviceKey,
    /// The groups that were written down here and that the kit does not name yet: what they are lies nowhere else.
    pub(crate) groups: RefCell<Vec<Group>>,
    letterbox: Letterbox,
    lock: Lock,
}

impl Opened {
    /// The kit that the server packed anew for it.
    pub(crate) fn kit_of(&self, renewed: &Renewed) -> Done<Kit> {
        let kit = renewed.of(self.tag).ok_or_else(|| problem("no kit"))?;
        opened(&self.letterbox, renewed.device, kit)
    }

    /// The same drawer with another kit.
    pub(crate) fn with(self, kit: Kit) -> Self {
        self.groups.borrow_mut().retain(|group| !kit.names(group.id));
        Self { kit, ..self }
    }

    /// Something to be set aside in memory while the tablet is locked.
    pub(crate) fn aside(&self, content: &[u8]) -> Done<Vec<u8>> {
        let Lock { vault, key, .. } = &self.lock;
        let sealed = vault.seal_raw(key, &ASIDE.place(self.tag, 0), content).map_err(told)?;
        Ok(sealed.into_bytes())
    }

    /// What was set aside.
    pub(crate) fn taken_up(&self, aside: &[u8]) -> Done<Vec<u8>> {
        let Lock { vault, key, .. } = &self.lock;
        let sealed = Sealed::from_bytes(aside.to_vec());
        let opened = vault.open_raw(key, &ASIDE.place(self.tag, 0), &sealed).map_err(told)?;
        Ok(opened.to_vec())
    }

    fn secret(&self) -> Done<String> {
        let groups = self.groups.borrow().clone();
        self.lock.sealed(&self.letterbox, &self.device_key, groups)
    }
}

impl Drawer {
    /// Opens it; none if the guess is not right.
    pub(crate) fn open(&self, guess: &Guess) -> Done<Option<Opened>> {
        let vault = match Vault::unseal_by(&self.slot, guess) {
            Err(VaultError::WrongSecret) => return Ok(None),
            other => other.map_err(told)?,
        };
        let key = vault.unwrap(&self.key).map_err(told)?;
        let not_read = || problem("not unpacked");
        let sealed = Sealed::from_bytes(from_hex(&self.secret).ok_or_else(not_read)?);
        let bytes = vault.open_raw(&key, &SECRET.place(self.tag, 0), &sealed).map_err(told)?;
        let Content {
            letterbox,
            device_key,
            groups,
        } = serde_json::from_slice(&bytes).map_err(|_| not_read())?;
        let letterbox = Letterbox::from_bytes(self.tag, &letterbox).map_err(not_opened)?;
        let kit = from_hex(&self.kit).ok_or_else(not_read)?;
        Ok(Some(Opened {
            tag: self.tag,
            kit: opened(&letterbox, self.device, &kit)?,
            device_key: DeviceKey::from_bytes(&device_key).map_err(not_opened)?,
            groups: RefCell::new(groups),
            letterbox,
            lock: Lock {
                vault,
                key,
                slot: self.slot.clone(),
                wrapped: self.key.clone(),
            },
        }))
    }

    /// A guess at its passphrase, or the one before if it was at the same salt.
    pub(crate) fn guess(&self, before: Option<Guess>, passphrase: &str) -> Done<Guess> {
        match before {
            Some(guess) if guess.is_for(&self.slot) => Ok(guess),
            _ => Guess::at(&self.slot, Passphrase::new(passphrase).secret()).map_err(told),
        }
    }

    /// Every drawer of a tablet, in the order of their tags.
    pub(crate) async fn all(shelf: &Shelf) -> Done<Vec<Self>> {
        let texts = shelf.texts(DRAWERS).await?;
        Ok(texts.iter().filter_map(|(_, text)| serde_json::from_str(text).ok()).collect())
    }

    /// Forgets those that are past their day, and those of an older program, which this one does not read; whether there were any.
    pub(crate) async fn forget_old(shelf: &Shelf) -> Done<bool> {
        let mut is_forgotten = false;
        for (key, text) in shelf.texts(DRAWERS).await? {
            let drawer = serde_json::from_str::<Self>(&text);
            if drawer.is_ok_and(|drawer| drawer.until >= today()) {
                continue;
            }
            shelf.remove(DRAWERS, &key).await?;
            is_forgotten = true;
        }
        Ok(is_forgotten)
    }

    /// Writes it.
    pub(crate) async fn keep(&self, on: &Shelf) -> Done {
        let text = serde_json::to_string(self).map_err(|_| problem("not packed"))?;
        on.put_text(DRAWERS, &self.tag.as_simple().to_string(), &text).await
    }

    /// A lock of the tablet, beside which new ones are made.
    pub(crate) async fn any_slot(shelf: &Shelf) -> Done<Option<Slot>> {
        Ok(Self::all(shelf).await?.pop().map(|drawer| drawer.slot))
    }
}

/// Keeps what the server packed anew for the drawers of a device, until a day: for all of them, whichever is open.
pub(crate) async fn renew(shelf: &Shelf, opened: &Opened, renewed: &Renewed, until: &str) -> Done {
    let drawers = Drawer::all(shelf).await?;
    for drawer in drawers.into_iter().filter(|one| one.device == renewed.device) {
        let Some(kit) = renewed.of(drawer.tag) else { continue };
        let secret = if drawer.tag == opened.tag {
            opened.secret()?
        } else {
            drawer.secret
        };
        let (kit, until) = (to_hex(kit), until.to_owned());
        let drawer = Drawer {
            secret,
            kit,
            until,
            ..drawer
        };
        drawer.keep(shelf).await?;
    }
    Ok(())
}

/// Keeps what changed in a drawer itself; the day until which it opens is no other.
pub(crate) async fn keep(shelf: &Shelf, opened: &Opened) -> Done {
    let drawers = Drawer::all(shelf).await?;
    let Some(drawer) = drawers.into_iter().find(|one| one.tag == opened.tag) else {
        return Err(problem("no drawer"));
    };
    let secret = opened.secret()?;
    Drawer { secret, ..drawer }.keep(shelf).await
}

fn opened(letterbox: &Letterbox, device: Uuid, kit: &[u8]) -> Done<Kit> {
    let place = Place::of_question(device, letterbox.address().id);
    let kit = letterbox.open_filled(&place, kit).map_err(not_opened)?;
    serde_json::from_slice(&kit).map_err(|_| problem("not unpacked"))
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

fn not_opened(error: EnvelopeError) -> crate::page::Problem {
    problem(&error.to_string())
}
