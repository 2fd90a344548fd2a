//! The unsealed keys: the vault, the installation's key, and those of programmes, sites and stories as they are asked for.
//!
//! ```text
//! root key → installation, programme; programme → site; site → story
//! ```
//! A story's key is only in the keyring store and, for the length of one call, in memory.

use crate::error::Fault;
use crate::store::{Db, Tx, keyring};
use archive_vault::{Contract, DataKey, Sealed, Vault, WrappedKey};
use method::id::{AccountId, ProgrammeId, SiteId, StoryId};
use method::receipt::Sign;
use serde::Serialize;
use serde::de::DeserializeOwned;
use std::collections::HashMap;
use std::sync::{Arc, PoisonError, RwLock};
use uuid::Uuid;

const INSTALLATION: &str = "installation";
const PROGRAMME: &str = "programme";
const SITE: &str = "site";
/// What a story's key is called in the keyring.
pub(crate) const STORY: &str = "story";

/// Keys in memory, from unsealing to sealing.
pub(crate) struct Keys {
    vault: Vault,
    pub(crate) installation: DataKey,
    ring: Db,
    kept: RwLock<HashMap<Uuid, Arc<DataKey>>>,
}

impl Keys {
    /// The keys of an archive whose vault was opened.
    pub(crate) async fn unlock(vault: Vault, ring: Db) -> Result<Self, Fault> {
        let mut tx = ring.read().await?;
        let wrapped = keyring::key(&mut tx, INSTALLATION, Uuid::nil())
            .await?
            .ok_or(Fault::KeyMissing)?;
        let installation = vault.unwrap(&wrapped)?;
        Ok(Self {
            vault,
            installation,
            ring,
            kept: RwLock::default(),
        })
    }

    /// Writes the installation's key into a new keyring.
    pub(crate) async fn found(vault: &Vault, tx: &mut Tx) -> Result<(), Fault> {
        let (_, wrapped) = vault.new_key()?;
        keyring::add_key(tx, INSTALLATION, Uuid::nil(), &wrapped).await?;
        Ok(())
    }

    /// Which key is the installation's: its id tells one installation from another, open or sealed.
    pub(crate) async fn installation_id(tx: &mut Tx) -> Result<Option<Uuid>, Fault> {
        Ok(keyring::key(tx, INSTALLATION, Uuid::nil()).await?.map(|key| key.id))
    }

    /// Makes a programme's key.
    pub(crate) async fn add_programme(&self, id: ProgrammeId) -> Result<Arc<DataKey>, Fault> {
        let (key, wrapped) = self.vault.new_key()?;
        let mut tx = self.ring.write().await?;
        keyring::add_key(&mut tx, PROGRAMME, id.uuid(), &wrapped).await?;
        tx.commit().await?;
        Ok(self.keep(id.uuid(), key))
    }

    /// Makes a site's key under its programme's.
    pub(crate) async fn add_site(&self, programme: ProgrammeId, id: SiteId) -> Result<(), Fault> {
        let parent = self.programme(programme).await?;
        let (_, wrapped) = self.vault.new_key_under(&parent)?;
        let mut tx = self.ring.write().await?;
        keyring::add_key(&mut tx, SITE, id.uuid(), &wrapped).await?;
        Ok(tx.commit().await?)
    }

    /// Makes a story's key under its site's.
    pub(crate) async fn add_story(&self, programme: ProgrammeId, site: SiteId, id: StoryId) -> Result<DataKey, Fault> {
        let parent = self.site(programme, site).await?;
        let (key, wrapped) = self.vault.new_key_under(&parent)?;
        let mut tx = self.ring.write().await?;
        keyring::add_key(&mut tx, STORY, id.uuid(), &wrapped).await?;
        tx.commit().await?;
        Ok(key)
    }

    /// Destroys a story's key: whatever copy of the content exists, her words no longer open. Holds when this returns.
    pub(crate) async fn forget_story(&self, id: StoryId) -> Result<(), Fault> {
        let mut tx = self.ring.write().await?;
        keyring::destroy_key(&mut tx, STORY, id.uuid(), &self.tombstone(id)).await?;
        tx.commit().await?;
        Ok(self.ring.forget().await?)
    }

    /// Whether a story's key was destroyed.
    pub(crate) async fn was_forgotten(&self, id: StoryId) -> Result<bool, Fault> {
        let mut tx = self.ring.read().await?;
        Ok(keyring::has_tombstone(&mut tx, &self.tombstone(id)).await?)
    }

    /// What stays of a destroyed key: the keyed hash of its story's id.
    fn tombstone(&self, id: StoryId) -> Vec<u8> {
        self.vault
            .blind(&self.installation, "tombstone", &id.to_string())
            .as_bytes()
            .to_vec()
    }

    /// A programme's key.
    pub(crate) async fn programme(&self, id: ProgrammeId) -> Result<Arc<DataKey>, Fault> {
        if let Some(key) = self.kept(id.uuid()) {
            return Ok(key);
        }
        let mut tx = self.ring.read().await?;
        let wrapped = keyring::key(&mut tx, PROGRAMME, id.uuid()).await?.ok_or(Fault::KeyMissing)?;
        Ok(self.keep(id.uuid(), self.vault.unwrap(&wrapped)?))
    }

    /// A site's key.
    pub(crate) async fn site(&self, programme: ProgrammeId, id: SiteId) -> Result<Arc<DataKey>, Fault> {
        if let Some(key) = self.kept(id.uuid()) {
            return Ok(key);
        }
        let parent = self.programme(programme).await?;
        let mut tx = self.ring.read().await?;
        let wrapped = keyring::key(&mut tx, SITE, id.uuid()).await?.ok_or(Fault::KeyMissing)?;
        Ok(self.keep(id.uuid(), self.vault.unwrap_under(&parent, &wrapped)?))
    }

    /// A story's key; none once it was forgotten.
    pub(crate) async fn story(&self, programme: ProgrammeId, site: SiteId, id: StoryId) -> Result<Option<DataKey>, Fault> {
        let parent = self.site(programme, site).await?;
        let mut tx = self.ring.read().await?;
        let wrapped = keyring::key(&mut tx, STORY, id.uuid()).await?;
        Ok(wrapped
            .map(|wrapped| self.vault.unwrap_under(&parent, &wrapped))
            .transpose()?)
    }

    /// The wrapped keys of the stories from one id to another, both counted.
    pub(crate) async fn stories_between(&self, first: Uuid, last: Uuid) -> Result<HashMap<Uuid, WrappedKey>, Fault> {
        let mut tx = self.ring.read().await?;
        Ok(keyring::keys_between(&mut tx, STORY, first, last)
            .await?
            .into_iter()
            .collect())
    }

    /// A story's key out of its wrapping.
    pub(crate) fn unwrap_story(&self, site: &DataKey, wrapped: &WrappedKey) -> Result<DataKey, Fault> {
        Ok(self.vault.unwrap_under(site, wrapped)?)
    }

    /// Seals a value for a row of its contract.
    pub(crate) fn seal<T: Serialize>(
        &self,
        key: &DataKey,
        contract: Contract,
        row: Uuid,
        version: i32,
        value: &T,
    ) -> Result<Vec<u8>, Fault> {
        Ok(self
            .vault
            .seal(key, &contract.place(row, version.unsigned_abs()), value)?
            .into_bytes())
    }

    /// Opens a value of a row.
    pub(crate) fn open<T: DeserializeOwned>(
        &self,
        key: &DataKey,
        contract: Contract,
        row: Uuid,
        version: i32,
        bytes: Vec<u8>,
    ) -> Result<T, Fault> {
        Ok(self
            .vault
            .open(key, &contract.place(row, version.unsigned_abs()), &Sealed::from_bytes(bytes))?)
    }

    /// The keyed hash of a sign-in name.
    pub(crate) fn login_index(&self, login: &str) -> Vec<u8> {
        self.vault.blind(&self.installation, "login", login).as_bytes().to_vec()
    }

    /// The keyed hash of a code that gives a seat in a panel.
    pub(crate) fn code_index(&self, code: &str) -> Vec<u8> {
        self.vault.blind(&self.installation, "join code", code).as_bytes().to_vec()
    }

    /// The keyed hash of a slip: its number, its sign, the clinic that gave it.
    pub(crate) fn slip_index(&self, site: SiteId, number: &str, sign: &Sign) -> Vec<u8> {
        let slip = format!("{site} {number} {}", sign.normal_form());
        self.vault.blind(&self.installation, "slip", &slip).as_bytes().to_vec()
    }

    /// The keyed hash of a number with which somebody asks alone.
    pub(crate) fn long_index(&self, number: &str) -> Vec<u8> {
        self.vault.blind(&self.installation, "slip alone", number).as_bytes().to_vec()
    }

    /// The keyed hash under which wrong slips are counted: a worker's, or everybody's together.
    pub(crate) fn slip_tries_index(&self, by: Option<AccountId>) -> Vec<u8> {
        let whose = by.map_or_else(|| "everybody".to_owned(), |by| by.to_string());
        self.vault.blind(&self.installation, "slip tries", &whose).as_bytes().to_vec()
    }

    /// The keyed hash of an address from which codes are typed.
    pub(crate) fn address_index(&self, address: &str) -> Vec<u8> {
        self.vault
            .blind(&self.installation, "join address", address)
            .as_bytes()
            .to_vec()
    }

    fn kept(&self, id: Uuid) -> Option<Arc<DataKey>> {
        self.kept.read().unwrap_or_else(PoisonError::into_inner).get(&id).cloned()
    }

    fn keep(&self, id: Uuid, key: DataKey) -> Arc<DataKey> {
        let mut kept = self.kept.write().unwrap_or_else(PoisonError::into_inner);
        Arc::clone(kept.entry(id).or_insert_with(|| Arc::new(key)))
    }
}
