//! Putting a backup back: both files are judged whole, then loaded beside the data folder or in one transaction, and only what is
//! whole takes the folder's place.

use super::format::{Head, Store};
use super::read::{Next, Reader};
use super::write::{copy, sync_folder};
use super::{BackupError, KEYRING_FILE, at};
use crate::desk::custody::DEMONSTRATION_KEY;
use crate::error::Fault;
use crate::store::{CONNECTIONS, Db, Life, Tx, backup as rows};
use crate::{Engine, Settings};
use chrono::{DateTime, Utc};
use std::fs;
use std::path::{Path, PathBuf};

/// What was put back.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Restored {
    /// The content's file.
    pub content: PathBuf,
    /// When the content was written.
    pub content_of: DateTime<Utc>,
    /// When the keyring was written.
    pub keyring_of: DateTime<Utc>,
    /// Rows of both.
    pub rows: u64,
}

/// Puts a backup back into an empty place. `from` is the folder of a backup, whose newest content is taken, or one content file;
/// the keyring is the folder's own unless another is named. Whatever migrations came since are applied at the next opening.
///
/// # Errors
/// [`BackupError`]; then nothing was restored.
pub async fn restore(into: &Settings, from: &Path, keyring: Option<&Path>) -> Result<Restored, BackupError> {
    let content = content_file(from)?;
    let beside = content.parent().unwrap_or(Path::new(".")).to_owned();
    let keyring = keyring.map_or_else(|| beside.join(KEYRING_FILE), Path::to_owned);
    for file in [&content, &keyring] {
        if !file.is_file() {
            return Err(BackupError::Missing { file: file.clone() });
        }
    }
    let content_head = judge(content.clone(), Store::Content).await?;
    let keyring_head = judge(keyring.clone(), Store::Keyring).await?;
    if content_head.installation != keyring_head.installation {
        return Err(BackupError::TwoInstallations { content, keyring });
    }
    if keyring_head.generation < content_head.generation {
        return Err(BackupError::OldKeyring { keyring });
    }
    // Without a stroke at its end, so that the room stands beside the folder and not in it.
    let place = std::path::absolute(&into.folder).map_err(at(&into.folder))?;
    let place: PathBuf = place.components().collect();
    check_absent(&place)?;
    let room = Room::new(&place)?;
    let files = [(content.as_path(), &content_head), (keyring.as_path(), &keyring_head)];
    let rows = load(&into.engine, &room.folder, files).await?;
    if keyring_head.demonstration {
        let from = keyring.with_file_name(DEMONSTRATION_KEY);
        copy(&from, &room.folder.join(DEMONSTRATION_KEY))?;
    }
    room.settle(&place)?;
    Ok(Restored {
        content,
        content_of: content_head.written,
        keyring_of: keyring_head.written,
        rows,
    })
}

/// A folder beside the data folder, in which the stores are built. Left half-built, it is taken away.
struct Room {
    folder: PathBuf,
    is_whole: bool,
}

impl Room {
    fn new(beside: &Path) -> Result<Self, BackupError> {
        let mut folder = beside.as_os_str().to_owned();
        folder.push(".restoring");
        let folder = PathBuf::from(folder);
        if folder.exists() {
            // What a restore left that was cut short.
            fs::remove_dir_all(&folder).map_err(at(&folder))?;
        }
        fs::create_dir_all(&folder).map_err(at(&folder))?;
        Ok(Self { folder, is_whole: false })
    }

    /// Takes the place of the data folder, which is absent or empty, in one step.
    fn settle(mut self, place: &Path) -> Result<(), BackupError> {
        if let Ok(there) = fs::metadata(place) {
            // Whoever made the folder said who may look into it.
            fs::set_permissions(&self.folder, there.permissions()).map_err(at(place))?;
        }
        sync_folder(&self.folder)?;
        fs::rename(&self.folder, place).map_err(at(place))?;
        self.is_whole = true;
        sync_folder(place.parent().unwrap_or(Path::new(".")))
    }
}

impl Drop for Room {
    fn drop(&mut self) {
        if !self.is_whole {
            // Whatever cannot be taken away now is taken away by the next restore.
            let _ = fs::remove_dir_all(&self.folder);
        }
    }
}

fn content_file(from: &Path) -> Result<PathBuf, BackupError> {
    if !from.is_dir() {
        return Ok(from.to_owned());
    }
    let mut newest = None;
    for entry in fs::read_dir(from).map_err(at(from))? {
        let name = entry.map_err(at(from))?.file_name().to_string_lossy().into_owned();
        if name.starts_with("content-") && Path::new(&name).extension().is_some_and(|end| end == "hik") {
            newest = newest.max(Some(name));
        }
    }
    let file = from.join(newest.as_deref().unwrap_or("content-….hik"));
    newest.is_some().then_some(file.clone()).ok_or(BackupError::Missing { file })
}

async fn judge(file: PathBuf, store: Store) -> Result<Head, BackupError> {
    let judging = tokio::task::spawn_blocking(move || Reader::open(&file, store)?.judge());
    judging.await.map_err(|_| Fault::Stopped)?
}

fn check_absent(folder: &Path) -> Result<(), BackupError> {
    let is_absent = match fs::read_dir(folder) {
        Ok(mut entries) => entries.next().is_none(),
        Err(error) if error.kind() == std::io::ErrorKind::NotFound => true,
        Err(error) => return Err(at(folder)(error)),
    };
    if is_absent {
        Ok(())
    } else {
        Err(BackupError::NotEmpty {
            folder: folder.to_owned(),
        })
    }
}

/// Loads content, then keyring, and commits: in one transaction where both live in one database, else the keyring last.
async fn load(engine: &Engine, room: &Path, files: [(&Path, &Head); 2]) -> Result<u64, BackupError> {
    let [(content, content_head), (keyring, keyring_head)] = files;
    let (of_content, of_keyring) = (Some(newest(content_head)), Some(newest(keyring_head)));
    let (content_db, keyring_db) = match engine {
        Engine::Sqlite => (
            Db::sqlite(&room.join(crate::CONTENT_FILE), Life::Content, of_content, CONNECTIONS).await?,
            Db::sqlite(&room.join(crate::KEYRING_FILE), Life::Keyring, of_keyring, CONNECTIONS).await?,
        ),
        Engine::Postgres { url } => (
            Db::postgres(url, Life::Content, of_content, CONNECTIONS).await?,
            Db::postgres(url, Life::Keyring, of_keyring, CONNECTIONS).await?,
        ),
    };
    let mut tx = content_db.write().await?;
    check_schema(&mut tx, content, content_head).await?;
    let mut rows = put_back(&mut tx, content, Store::Content).await?;
    if rows::enter_keyring(&mut tx).await? {
        check_schema(&mut tx, keyring, keyring_head).await?;
        rows += put_back(&mut tx, keyring, Store::Keyring).await?;
        tx.commit().await?;
    } else {
        let mut ring = keyring_db.write().await?;
        check_schema(&mut ring, keyring, keyring_head).await?;
        rows += put_back(&mut ring, keyring, Store::Keyring).await?;
        tx.commit().await?;
        ring.commit().await?;
    }
    content_db.close().await;
    keyring_db.close().await;
    Ok(rows)
}

/// The schema must be the very one that the rows were written in: nothing is guessed.
async fn check_schema(tx: &mut Tx, file: &Path, head: &Head) -> Result<(), BackupError> {
    let there = rows::migrations(tx).await?;
    if there == head.migrations {
        Ok(())
    } else if there.starts_with(&head.migrations) {
        Err(BackupError::DatabaseNotEmpty)
    } else {
        Err(BackupError::Newer { file: file.to_owned() })
    }
}

async fn put_back(tx: &mut Tx, file: &Path, store: Store) -> Result<u64, BackupError> {
    let mut reader = Reader::open(file, store)?;
    let (mut table, mut count) = (None, 0);
    loop {
        match reader.next()? {
            Next::Table(columns) => {
                if !rows::is_empty(tx, &columns).await? {
                    return Err(BackupError::DatabaseNotEmpty);
                }
                table = Some(columns);
            }
            Next::Row(values) => {
                if let Some(columns) = &table {
                    rows::add(tx, columns, values).await?;
                    count += 1;
                }
            }
            Next::End => return Ok(count),
        }
    }
}

/// Number of the newest migration that a file's store had; 0 is the state before the first.
fn newest(head: &Head) -> i64 {
    head.migrations.last().copied().unwrap_or(0)
}
