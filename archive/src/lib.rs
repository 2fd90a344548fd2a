//! What the technique needs of a machine. [`Archive::open`] is the only list of what starts with what; the desks are where
//! use cases live, one method each.

pub mod audit;
pub mod backup;
pub mod clock;
pub mod contracts;
pub mod desk;
mod error;
mod index;
mod keys;
mod store;

pub use archive_detect::{Found, Why, detect};
pub use archive_export::refi;
pub use archive_vault::{KdfParams, RecoveryCode, VaultError};
pub use error::Fault;
pub use store::StoreError;

use chrono::{DateTime, NaiveDate, Utc};
use clock::Clock;
use desk::analysis::Analysis;
use desk::briefs::Briefs;
use desk::coding::Coding;
use desk::custody::{Custody, Pending};
use desk::excerpts::Excerpts;
use desk::exposure::Exposures;
use desk::feedback::Feedback;
use desk::field::Field;
use desk::gatherings::Gatherings;
use desk::images::Images;
use desk::indicators::Indicators;
use desk::interchange::Interchange;
use desk::panels::Panels;
use desk::people::{PasswordCost, People};
use desk::programmes::Programmes;
use desk::receipts::Receipts;
use desk::referrals::Referrals;
use desk::search::Search;
use desk::sound::Sounds;
use desk::stories::Stories;
use desk::training::Training;
use index::Index;
use keys::Keys;
use method::policy::Actor;
use std::path::PathBuf;
use std::sync::{Arc, Mutex, PoisonError, RwLock};
use store::{Db, Life};

/// The content store's file in a data folder.
pub(crate) const CONTENT_FILE: &str = "content.db";
/// The keyring store's.
pub(crate) const KEYRING_FILE: &str = "keyring.db";

/// Where the two stores are.
#[derive(Clone, Debug)]
pub enum Engine {
    /// Two files in the data folder.
    Sqlite,
    /// Two schemas of one PostgreSQL database.
    Postgres {
        /// `postgres://…`
        url: String,
    },
}

/// What an archive is opened with.
#[derive(Debug)]
pub struct Settings {
    /// The data folder; made if absent.
    pub folder: PathBuf,
    /// The engine.
    pub engine: Engine,
    /// The clock.
    pub clock: Clock,
    /// Cost of a guess at a passphrase or recovery code.
    pub slot_cost: KdfParams,
    /// Cost of a guess at a password.
    pub password_cost: PasswordCost,
    /// Connections of a store that read at once; on PostgreSQL all of them. One is enough for any request by itself.
    pub connections: u32,
}

impl Settings {
    /// Real use: files in the folder, the machine's clock, strong costs.
    pub fn in_folder(folder: PathBuf) -> Self {
        let (slot_cost, password_cost) = (KdfParams::STRONG, PasswordCost::STRONG);
        Self {
            folder,
            engine: Engine::Sqlite,
            clock: Clock::machine(),
            slot_cost,
            password_cost,
            connections: store::CONNECTIONS,
        }
    }
}

/// One installation. Cheap to clone.
#[derive(Clone)]
pub struct Archive {
    house: Arc<House>,
}

/// What the desks share.
pub(crate) struct House {
    pub(crate) folder: PathBuf,
    pub(crate) content: Db,
    pub(crate) ring: Db,
    pub(crate) clock: Clock,
    pub(crate) slot_cost: KdfParams,
    pub(crate) password_cost: PasswordCost,
    pub(crate) pending: Mutex<Option<Pending>>,
    /// Set once, when the house stops: whoever waits for news waits no longer.
    pub(crate) stopping: tokio::sync::watch::Sender<bool>,
    /// Panels that went a step further on this node.
    pub(crate) steps: desk::panels::Steps,
    /// What this node last told of open boxes.
    pub(crate) told_slips: desk::panels::ToldSlips,
    opened: RwLock<Option<Unsealed>>,
}

/// What there is only while the vault is open.
#[derive(Clone)]
struct Unsealed {
    keys: Arc<Keys>,
    index: Arc<Index>,
}

impl House {
    /// The keys, if the vault is open.
    pub(crate) fn keys(&self) -> Result<Arc<Keys>, Fault> {
        Ok(self.opened()?.keys)
    }

    /// The index over the stories, if the vault is open.
    pub(crate) fn index(&self) -> Result<Arc<Index>, Fault> {
        Ok(self.opened()?.index)
    }

    /// Opens the vault for everybody, and begins to build the index.
    pub(crate) fn enter(&self, keys: Keys) -> Result<(), Fault> {
        let keys = Arc::new(keys);
        let index = Arc::new(Index::begin(self.content.clone(), Arc::clone(&keys))?);
        self.set(Some(Unsealed { keys, index }));
        Ok(())
    }

    /// Closes the vault for everybody; keys and index go.
    pub(crate) fn leave(&self) {
        self.set(None);
    }

    fn set(&self, opened: Option<Unsealed>) {
        *self.opened.write().unwrap_or_else(PoisonError::into_inner) = opened;
    }

    fn opened(&self) -> Result<Unsealed, Fault> {
        let opened = self.opened.read().unwrap_or_else(PoisonError::into_inner);
        opened.clone().ok_or(Fault::Sealed)
    }
}

/// Asks the policy; for the first line of a desk method.
pub(crate) fn allowed(actor: &Actor, action: method::policy::Action, subject: &method::policy::Subject) -> bool {
    method::policy::may(actor, action, subject).is_allowed()
}

impl Archive {
    /// Opens the stores and brings their schemas up to date. The vault stays sealed, but for a demonstration's, whose key file
    /// lies in the folder.
    ///
    /// # Errors
    /// [`Fault::Store`] if a store cannot be opened.
    pub async fn open(settings: Settings) -> Result<Self, Fault> {
        let Settings {
            folder,
            engine,
            clock,
            slot_cost,
            password_cost,
            connections,
        } = settings;
        std::fs::create_dir_all(&folder).map_err(|error| StoreError::Database(sqlx::Error::Io(error)))?;
        let (content, ring) = match &engine {
            Engine::Sqlite => (
                Db::sqlite(&folder.join(CONTENT_FILE), Life::Content, None, connections).await?,
                Db::sqlite(&folder.join(KEYRING_FILE), Life::Keyring, None, connections).await?,
            ),
            Engine::Postgres { url } => (
                Db::postgres(url, Life::Content, None, connections).await?,
                Db::postgres(url, Life::Keyring, None, connections).await?,
            ),
        };
        let (pending, opened) = (Mutex::new(None), RwLock::new(None));
        let house = House {
            folder,
            content,
            ring,
            clock,
            slot_cost,
            password_cost,
            pending,
            stopping: tokio::sync::watch::Sender::new(false),
            steps: desk::panels::Steps::default(),
            told_slips: desk::panels::ToldSlips::default(),
            opened,
        };
        let archive = Self { house: Arc::new(house) };
        archive.custody().unseal_demonstration().await?;
        Ok(archive)
    }

    /// Setting up, sealing, unsealing, the audit log.
    pub fn custody(&self) -> Custody<'_> {
        Custody(&self.house)
    }

    /// Accounts, roles, sessions.
    pub fn people(&self) -> People<'_> {
        People(&self.house)
    }

    /// Programmes and their parts.
    pub fn programmes(&self) -> Programmes<'_> {
        Programmes(&self.house)
    }

    /// Stories, their layers, consent.
    pub fn stories(&self) -> Stories<'_> {
        Stories(&self.house)
    }

    /// The sound of stories.
    pub fn sounds(&self) -> Sounds<'_> {
        Sounds(&self.house)
    }

    /// Groups in which stories are told.
    pub fn gatherings(&self) -> Gatherings<'_> {
        Gatherings(&self.house)
    }

    /// The codebook, codes given to passages.
    pub fn coding(&self) -> Coding<'_> {
        Coding(&self.house)
    }

    /// What codes say of the stories; how far coders agree.
    pub fn analysis(&self) -> Analysis<'_> {
        Analysis(&self.house)
    }

    /// Codes and codings for other programs, and from them.
    pub fn interchange(&self) -> Interchange<'_> {
        Interchange(&self.house)
    }

    /// Slips with which storytellers come back.
    pub fn receipts(&self) -> Receipts<'_> {
        Receipts(&self.house)
    }

    /// Searching the stories.
    pub fn search(&self) -> Search<'_> {
        Search(&self.house)
    }

    /// Excerpts of stories.
    pub fn excerpts(&self) -> Excerpts<'_> {
        Excerpts(&self.house)
    }

    /// Selection panels.
    pub fn panels(&self) -> Panels<'_> {
        Panels(&self.house)
    }

    /// Briefs, their issues and recalls.
    pub fn briefs(&self) -> Briefs<'_> {
        Briefs(&self.house)
    }

    /// Telling tellers what was chosen and why.
    pub fn feedback(&self) -> Feedback<'_> {
        Feedback(&self.house)
    }

    /// Tablets of the field, what they send, and the drafts that come of it.
    pub fn field(&self) -> Field<'_> {
        Field(&self.house)
    }

    /// Services to which storytellers are sent on.
    pub fn referrals(&self) -> Referrals<'_> {
        Referrals(&self.house)
    }

    /// What weighs on workers.
    pub fn exposures(&self) -> Exposures<'_> {
        Exposures(&self.house)
    }

    /// The training programmes, which second passwords open.
    pub fn training(&self) -> Training<'_> {
        Training(&self.house)
    }

    /// Tables of indicators.
    pub fn indicators(&self) -> Indicators<'_> {
        Indicators(&self.house)
    }

    /// Pictures for briefs.
    pub fn images(&self) -> Images<'_> {
        Images(&self.house)
    }

    /// Now, which never runs backwards.
    pub fn now(&self) -> DateTime<Utc> {
        self.house.clock.now()
    }

    /// Sets the clock that an archive was opened with, if it is a fixed one; the machine's is not ours to set.
    pub fn set_clock(&self, at: DateTime<Utc>) {
        self.house.clock.set(at);
    }

    /// Today, in UTC.
    pub fn today(&self) -> NaiveDate {
        self.now().date_naive()
    }

    /// Ends whatever waits for news ([`desk::panels::Live`]), so that stopping waits for nobody; the first step of stopping.
    pub fn stop_waiting(&self) {
        self.house.stopping.send_replace(true);
    }

    /// Closes the stores; the last step of stopping.
    pub async fn close(&self) {
        self.stop_waiting();
        // A store that fails now has nothing more to say to anybody: the next walk along the log will.
        let _ = self.custody().remember_audit().await;
        self.house.leave();
        self.house.content.close().await;
        self.house.ring.close().await;
    }
}
