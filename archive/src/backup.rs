//! Backups: two files with two lives, one format for both engines. Nothing is opened, so a sealed archive is backed up as well.
//!
//! - `content-<time>.hik` holds what people said and did, sealed. It is never overwritten and may be kept as long as anybody likes.
//! - `keyring.hik` holds the keys, wrapped under the root key. There is one in a folder, replaced in one step by each backup; the
//!   one before it stays as `keyring-previous.hik`. A story whose key is in no copy of a keyring cannot be read again, in any copy
//!   of the content.
//!
//! The keyring is read after the content, and keys are made before the rows that they seal: so a keyring opens every content that
//! is not younger than itself.

mod format;
mod put_back;
mod read;
mod tables;
mod write;

pub(crate) use format::{Columns, Value};
pub use put_back::{Restored, restore};
pub use tables::{CONTENT, KEYRING, Kind, LEFT_OUT, Table};

use crate::audit::Deed;
use crate::desk::custody::DEMONSTRATION_KEY;
use crate::error::Fault;
use crate::keys::Keys;
use crate::store::{StoreError, Tx, backup as rows, keyring};
use crate::{Archive, House};
use format::{FORMAT, Head, Store};
use read::Reader;
use std::fs::{self, File, TryLockError};
use std::io;
use std::path::{Path, PathBuf};
use thiserror::Error;
use write::Beside;

/// The keyring's file in a backup.
const KEYRING_FILE: &str = "keyring.hik";
/// The keyring of the backup before.
const PREVIOUS_FILE: &str = "keyring-previous.hik";

/// Why there is no backup, or nothing was restored. Each text says what to do.
#[derive(Debug, Error)]
pub enum BackupError {
    /// Nothing is set up.
    #[error("nothing is set up in this data folder: there is nothing to back up")]
    NotSetUp,
    /// Another backup is being written to the folder.
    #[error("another backup is being written to {}: try again when it is done", folder.display())]
    Busy {
        /// The folder of backups.
        folder: PathBuf,
    },
    /// A file of that second is there.
    #[error("{} is there already, and a backup is never overwritten: ask again in a second", file.display())]
    Exists {
        /// The file.
        file: PathBuf,
    },
    /// The folder's keyring is not an older one of this installation.
    #[error("{} belongs to another installation, or is newer than this one: choose another folder", file.display())]
    OtherKeyring {
        /// The keyring that stands there.
        file: PathBuf,
    },
    /// The folder holds no such file.
    #[error("{} is not there: name the folder that a backup was written to", file.display())]
    Missing {
        /// What was looked for.
        file: PathBuf,
    },
    /// Not a file of a backup.
    #[error("{} is not a backup of Hikaya: name a folder that hikaya backup wrote", file.display())]
    Foreign {
        /// The file.
        file: PathBuf,
    },
    /// Cut short, or changed on the way.
    #[error("{} is damaged or cut short, and nothing of it can be trusted: take another copy of this file", file.display())]
    Damaged {
        /// The file.
        file: PathBuf,
    },
    /// Written by a program that knows more than this one.
    #[error("{} was written by a newer Hikaya: restore it with that version or a newer one", file.display())]
    Newer {
        /// The file.
        file: PathBuf,
    },
    /// A content where a keyring was expected, or the other way round.
    #[error("{} is the other kind of file: content-….hik holds the content, keyring.hik the keys", file.display())]
    WrongStore {
        /// The file.
        file: PathBuf,
    },
    /// Content and keyring are of two installations.
    #[error("{} and {} belong to two installations: take both from the same one", content.display(), keyring.display())]
    TwoInstallations {
        /// The content's file.
        content: PathBuf,
        /// The keyring's file.
        keyring: PathBuf,
    },
    /// The keyring is older than the content.
    #[error("{} is older than the content, and the newest stories would not open: take the newest keyring.hik", keyring.display())]
    OldKeyring {
        /// The keyring's file.
        keyring: PathBuf,
    },
    /// The target holds something.
    #[error("{} holds something already, and nothing is overwritten: name a folder that is empty or not there", folder.display())]
    NotEmpty {
        /// The data folder.
        folder: PathBuf,
    },
    /// The target's database holds something.
    #[error("the database holds something already, and nothing is overwritten: name an empty database in DATABASE_URL")]
    DatabaseNotEmpty,
    /// A file cannot be read or written.
    #[error("{}: {source}", file.display())]
    File {
        /// The file.
        file: PathBuf,
        /// What the machine said.
        source: io::Error,
    },
    /// A fault below.
    #[error(transparent)]
    Fault(#[from] Fault),
}

impl From<StoreError> for BackupError {
    fn from(error: StoreError) -> Self {
        Self::Fault(error.into())
    }
}

/// What a backup left in its folder.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Written {
    /// The content's file, new.
    pub content: PathBuf,
    /// The keyring's file, replaced.
    pub keyring: PathBuf,
    /// Rows in both.
    pub rows: u64,
    /// The keyring's number: keys ever made and ever destroyed, added.
    pub generation: i64,
}

/// Writes a backup into a folder, which is made if absent. Noted in the audit log if the vault is open.
///
/// # Errors
/// [`BackupError`]; then nothing in the folder was replaced.
pub async fn back_up(archive: &Archive, to: &Path) -> Result<Written, BackupError> {
    let house: &House = &archive.house;
    if archive.custody().slots().await?.is_empty() {
        return Err(BackupError::NotSetUp);
    }
    fs::create_dir_all(to).map_err(at(to))?;
    let _turn = turn(to)?;
    let now = archive.now();
    let content = to.join(format!("content-{}.hik", now.format("%Y%m%d-%H%M%S")));
    let keyring = to.join(KEYRING_FILE);
    if content.try_exists().map_err(at(&content))? {
        return Err(BackupError::Exists { file: content });
    }
    let head = |store, migrations, installation, generation| Head {
        hikaya_backup: FORMAT,
        store,
        migrations,
        installation,
        generation,
        written: now,
        demonstration: house.folder.join(DEMONSTRATION_KEY).exists(),
    };

    let mut tx = house.content.snapshot().await?;
    // The first statement fixes the state that is seen; whatever it seals has its key by now.
    let migrations = rows::migrations(&mut tx).await?;
    let mut ring = house.ring.read().await?;
    let (installation, generation) = identity(&mut ring).await?;
    drop(ring);
    check_replaceable(&keyring, &head(Store::Keyring, Vec::new(), installation, generation))?;
    let content_head = head(Store::Content, migrations, installation, generation);
    let content_part = Beside::new(&content);
    let mut rows = write::tables(&mut tx, &content_head, CONTENT, &content_part).await?;
    drop(tx);

    let mut tx = house.ring.snapshot().await?;
    let migrations = rows::migrations(&mut tx).await?;
    let (installation, generation) = identity(&mut tx).await?;
    let keyring_head = head(Store::Keyring, migrations, installation, generation);
    let keyring_part = Beside::new(&keyring);
    rows += write::tables(&mut tx, &keyring_head, KEYRING, &keyring_part).await?;
    drop(tx);

    if keyring.try_exists().map_err(at(&keyring))? {
        write::copy(&keyring, &to.join(PREVIOUS_FILE))?;
    }
    if keyring_head.demonstration {
        write::copy(&house.folder.join(DEMONSTRATION_KEY), &to.join(DEMONSTRATION_KEY))?;
    }
    content_part.settle()?;
    keyring_part.settle()?;
    if house.keys().is_ok() {
        archive.custody().note(None, Deed::BackedUp).await?;
    }
    Ok(Written {
        content,
        keyring,
        rows,
        generation,
    })
}

/// Whose keyring it is, and its number.
async fn identity(tx: &mut Tx) -> Result<(uuid::Uuid, i64), BackupError> {
    let installation = Keys::installation_id(tx).await?.ok_or(Fault::KeyMissing)?;
    let (kept, destroyed) = keyring::counts(tx).await?;
    // A destroyed key counts as made and as destroyed.
    Ok((installation, kept + 2 * destroyed))
}

/// A keyring is replaced by a newer one of the same installation alone: else a folder could lose the keys to its content.
fn check_replaceable(file: &Path, by: &Head) -> Result<(), BackupError> {
    if !file.try_exists().map_err(at(file))? {
        return Ok(());
    }
    let there = Reader::open(file, Store::Keyring)?.head;
    if there.installation == by.installation && there.generation <= by.generation {
        Ok(())
    } else {
        Err(BackupError::OtherKeyring { file: file.to_owned() })
    }
}

/// One backup at a time writes to a folder, for as long as what is returned lives.
fn turn(folder: &Path) -> Result<File, BackupError> {
    let held = File::open(folder).map_err(at(folder))?;
    match held.try_lock() {
        Err(TryLockError::WouldBlock) => Err(BackupError::Busy {
            folder: folder.to_owned(),
        }),
        // Some file systems of the network know no locks; then it is on whoever starts two at once.
        Ok(()) | Err(TryLockError::Error(_)) => Ok(held),
    }
}

/// Says which file it was.
fn at(file: &Path) -> impl Fn(io::Error) -> BackupError {
    let file = file.to_owned();
    move |source| BackupError::File {
        file: file.clone(),
        source,
    }
}
