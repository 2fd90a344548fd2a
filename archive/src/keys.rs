//! The unsealed keys: the vault, the installation's key, and those of programmes, sites and stories as they are asked for.
//!
//! ```text
//! root key → installation, programme; programme → site; site → story; story → its sound
//! ```
//! A story's key is only in the keyring store and, for the length of one call, in memory.

mod last_opened;

use crate::contracts::BALLOT_BOX;
use crate::error::Fault;
use crate::store::{Db, Tx, keyring};
use archive_vault::{Contract, DataKey, Opener, Sealed, Vault, WrappedKey};
use last_opened::LastOpened;
use method::coding::Codebook;
use method::id::{AccountId, BoxId, ProgrammeId, SiteId, StoryId};
use method::receipt::Sign;
use serde::Serialize;
use serde::de::DeserializeOwned;
use std::collections::{HashMap, HashSet};
use std::ops::Deref;
use std::sync::{Arc, PoisonError, RwLock};
use uuid::Uuid;

const INSTALLATION: &str = "installation";
const PROGRAMME: &str = "programme";
const SITE: &str = "site";
/// The key of an open box of ballots.
const BOX: &str = "ballot_box";
/// What a story's key is called in the keyring.
pub(crate) const STORY: &str = "story";
/// What the key of a story's sound is called.
const SOUND: &str = "sound";

/// A column under one key: what opens it is derived once for however many values.
pub(crate) struct Column(Opener);

impl Column {
    /// Opens a value of a row.
    pub(crate) fn open<T: DeserializeOwned>(&self, row: Uuid, version: i32, bytes: Vec<u8>) -> Result<T, Fault> {
        Ok(self.0.open(row, version.unsigned_abs(), &Sealed::from_bytes(bytes))?)
    }
}

/// Keys in memory, from unsealing to sealing.
pub(crate) struct Keys {
    vault: Vault,
    pub(crate) installation: DataKey,
    ring: Db,
    kept: RwLock<HashMap<Uuid, Arc<DataKey>>>,
    /// Codebooks: nearly every step of a coder asks for hers.
    pub(crate) books: LastOpened<Codebook>,
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
            books: LastOpened::default(),
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
        keyring::remove_key(&mut tx, SOUND, id.uuid()).await?;
        keyring::destroy_key(&mut tx, STORY, id.uuid(), &self.tombstone(id)).await?;
        tx.commit().await?;
        Ok(self.ring.forget().await?)
    }

    /// Whether a story's key was destroyed.
    pub(crate) async fn was_forgotten(&self, id: StoryId) -> Result<bool, Fault> {
        let mut tx = self.ring.ask().await?;
        Ok(keyring::has_tombstone(&mut tx, &self.tombstone(id)).await?)
    }

    /// What stays of a destroyed key: the keyed hash of its story's id.
    fn tombstone(&self, id: StoryId) -> Vec<u8> {
        self.vault
            .blind(&self.installation, "tombstone", &id.to_string())
            .as_bytes()
            .to_vec()
    }

    /// Makes the key of a box.
    pub(crate) async fn add_box(&self, id: BoxId) -> Result<DataKey, Fault> {
        let (key, wrapped) = self.vault.new_key()?;
        let mut tx = self.ring.write().await?;
        keyring::add_key(&mut tx, BOX, id.uuid(), &wrapped).await?;
        tx.commit().await?;
        Ok(key)
    }

    /// The key of a box.
    pub(crate) async fn ballot_box(&self, id: BoxId) -> Result<DataKey, Fault> {
        let mut tx = self.ring.ask().await?;
        let wrapped = keyring::key(&mut tx, BOX, id.uuid()).await?.ok_or(Fault::KeyMissing)?;
        Ok(self.vault.unwrap(&wrapped)?)
    }

    /// Destroys the key of a box: no version of it opens any more. Holds when this returns.
    pub(crate) async fn forget_box(&self, id: BoxId) -> Result<(), Fault> {
        let mut tx = self.ring.write().await?;
        keyring::remove_key(&mut tx, BOX, id.uuid()).await?;
        tx.commit().await?;
        Ok(self.ring.forget().await?)
    }

    /// The boxes that have a key.
    pub(crate) async fn boxes(&self) -> Result<HashSet<Uuid>, Fault> {
        let mut tx = self.ring.ask().await?;
        Ok(keyring::owners(&mut tx, BOX).await?)
    }

    /// A programme's key.
    pub(crate) async fn programme(&self, id: ProgrammeId) -> Result<Arc<DataKey>, Fault> {
        if let Some(key) = self.kept(id.uuid()) {
            return Ok(key);
        }
        let mut tx = self.ring.ask().await?;
        let wrapped = keyring::key(&mut tx, PROGRAMME, id.uuid()).await?.ok_or(Fault::KeyMissing)?;
        Ok(self.keep(id.uuid(), self.vault.unwrap(&wrapped)?))
    }

    /// A site's key.
    pub(crate) async fn site(&self, programme: ProgrammeId, id: SiteId) -> Result<Arc<DataKey>, Fault> {
        if let Some(key) = self.kept(id.uuid()) {
            return Ok(key);
        }
        let parent = self.programme(programme).await?;
        let mut tx = self.ring.ask().await?;
        let wrapped = keyring::key(&mut tx, SITE, id.uuid()).await?.ok_or(Fault::KeyMissing)?;
        Ok(self.keep(id.uuid(), self.vault.unwrap_under(&parent, &wrapped)?))
    }

    /// A story's key; none once it was forgotten.
    pub(crate) async fn story(&self, programme: ProgrammeId, site: SiteId, id: StoryId) -> Result<Option<DataKey>, Fault> {
        match self.wrapped_story(id).await? {
            Some(wrapped) => Ok(Some(self.unwrap_story(&*self.site(programme, site).await?, &wrapped)?)),
            None => Ok(None),
        }
    }

    /// A story's wrapped key; none once it was forgotten.
    pub(crate) async fn wrapped_story(&self, id: StoryId) -> Result<Option<WrappedKey>, Fault> {
        let mut tx = self.ring.ask().await?;
        Ok(keyring::key(&mut tx, STORY, id.uuid()).await?)
    }

    /// The wrapped keys of the stories from one id to another, both counted.
    pub(crate) async fn stories_between(&self, first: Uuid, last: Uuid) -> Result<HashMap<Uuid, WrappedKey>, Fault> {
        let mut tx = self.ring.ask().await?;
        Ok(keyring::keys_between(&mut tx, STORY, first, last)
            .await?
            .into_iter()
            .collect())
    }

    /// The wrapped keys of some stories; of those whose key was destroyed there is none.
    pub(crate) async fn wrapped_stories(&self, ids: &[StoryId]) -> Result<HashMap<Uuid, WrappedKey>, Fault> {
        let mut tx = self.ring.ask().await?;
        Ok(keyring::keys_of_stories(&mut tx, ids).await?.into_iter().collect())
    }

    /// A story's key out of its wrapping.
    pub(crate) fn unwrap_story(&self, site: &DataKey, wrapped: &WrappedKey) -> Result<DataKey, Fault> {
        Ok(self.vault.unwrap_under(site, wrapped)?)
    }

    /// The key of a story's sound, under the story's own, because sound is destroyed sooner than words; none if there is no
    /// sound, or no more.
    pub(crate) async fn sound(&self, story: &DataKey, id: StoryId) -> Result<Option<DataKey>, Fault> {
        let mut tx = self.ring.ask().await?;
        let wrapped = keyring::key(&mut tx, SOUND, id.uuid()).await?;
        Ok(wrapped.map(|wrapped| self.vault.unwrap_under(story, &wrapped)).transpose()?)
    }

    /// The same, made where there is none. Asked within a transaction that writes sound, so that nobody destroys it meanwhile.
    pub(crate) async fn sound_to_keep(&self, story: &DataKey, id: StoryId) -> Result<DataKey, Fault> {
        if let Some(key) = self.sound(story, id).await? {
            return Ok(key);
        }
        let (key, wrapped) = self.vault.new_key_under(story)?;
        let mut tx = self.ring.write().await?;
        keyring::add_key(&mut tx, SOUND, id.uuid(), &wrapped).await?;
        tx.commit().await?;
        Ok(key)
    }

    /// Destroys the key of a story's sound: whatever copy of the content exists, her voice no longer opens. Holds once the
    /// keyring was emptied after it ([`Keys::forget_sound`]).
    pub(crate) async fn destroy_sound(&self, id: StoryId) -> Result<(), Fault> {
        let mut tx = self.ring.write().await?;
        keyring::remove_key(&mut tx, SOUND, id.uuid()).await?;
        Ok(tx.commit().await?)
    }

    /// After keys of sound were destroyed: nothing of them stays in the keyring's write-ahead log.
    pub(crate) async fn forget_sound(&self) -> Result<(), Fault> {
        Ok(self.ring.forget().await?)
    }

    /// Seals bytes as they are for a row that is never rewritten.
    pub(crate) fn seal_bytes(&self, key: &DataKey, contract: Contract, row: Uuid, bytes: &[u8]) -> Result<Vec<u8>, Fault> {
        Ok(self.vault.seal_raw(key, &contract.place(row, 0), bytes)?.into_bytes())
    }

    /// Opens bytes that were sealed as they are; wiped when dropped.
    pub(crate) fn open_bytes(
        &self,
        key: &DataKey,
        contract: Contract,
        row: Uuid,
        sealed: Vec<u8>,
    ) -> Result<impl Deref<Target = Vec<u8>> + use<>, Fault> {
        Ok(self
            .vault
            .open_raw(key, &contract.place(row, 0), &Sealed::from_bytes(sealed))?)
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
        self.column(key, contract).open(row, version, bytes)
    }

    /// A column under one key, to open many of its values.
    pub(crate) fn column(&self, key: &DataKey, contract: Contract) -> Column {
        Column(self.vault.opener(key, contract))
    }

    /// Seals a version of a box.
    pub(crate) fn seal_box(&self, key: &DataKey, id: BoxId, version: i32, content: &[u8]) -> Result<Vec<u8>, Fault> {
        let place = BALLOT_BOX.place(id.uuid(), version.unsigned_abs());
        Ok(self.vault.seal_raw(key, &place, content)?.into_bytes())
    }

    /// Opens a version of a box; wiped when dropped.
    pub(crate) fn open_box(
        &self,
        key: &DataKey,
        id: BoxId,
        version: i32,
        sealed: Vec<u8>,
    ) -> Result<impl Deref<Target = Vec<u8>> + use<>, Fault> {
        let place = BALLOT_BOX.place(id.uuid(), version.unsigned_abs());
        Ok(self.vault.open_raw(key, &place, &Sealed::from_bytes(sealed))?)
    }

    /// The keyed hash of a sign-in name: in the true work (0), or in the training programme of a depth, which knows names of its own.
    pub(crate) fn login_index(&self, depth: u8, login: &str) -> Vec<u8> {
        let field = match depth {
            0 => "login".to_owned(),
            depth => format!("login in training {depth}"),
        };
        self.vault.blind(&self.installation, &field, login).as_bytes().to_vec()
    }

    /// What stands in place of a sign-in name for an account that stands in for another: nothing that anybody could type.
    pub(crate) fn stand_in_index(&self, id: AccountId) -> Vec<u8> {
        self.vault
            .blind(&self.installation, "stand-in", &id.to_string())
            .as_bytes()
            .to_vec()
    }

    /// The salt of the second passwords of a sign-in name, known or not: 16 bytes.
    pub(crate) fn second_salt(&self, login: &str) -> [u8; 16] {
        let blind = self.vault.blind(&self.installation, "second password", login);
        let mut salt = [0; 16];
        salt.copy_from_slice(&blind.as_bytes()[..16]);
        salt
    }

    /// What a second password leaves behind, from its hash in hexadecimal digits.
    pub(crate) fn door_mark(&self, tag: &str) -> [u8; 32] {
        *self.vault.blind(&self.installation, "door", tag).as_bytes()
    }

    /// At which depth the session of a token works: 0 to 3, each by chance as often; nobody is given a token of 3.
    pub(crate) fn token_depth(&self, token: &str) -> u8 {
        self.vault.blind(&self.installation, "session", token).as_bytes()[0] & 3
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

    /// The keyed hash of a worker, a week and a story that she read or heard in it.
    pub(crate) fn exposure_mark(&self, by: AccountId, week: &str, story: Uuid) -> Vec<u8> {
        let read = format!("{by} {week} {story}");
        self.vault.blind(&self.installation, "exposure", &read).as_bytes().to_vec()
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
