//! Writing one file of a backup: beside its place first, then whole and on the disk in its place.

use super::format::{Columns, End, Hashing, Head};
use super::tables::Table;
use super::{BackupError, at};
use crate::store::{Tx, backup as rows};
use std::collections::BTreeMap;
use std::fs::{self, File};
use std::io::{BufWriter, Write};
use std::path::{Path, PathBuf};

/// A file that is being written beside its place. Left half-written, it is taken away.
pub(super) struct Beside {
    place: PathBuf,
    part: PathBuf,
    is_whole: bool,
}

impl Beside {
    /// For a file at `place`.
    pub(super) fn new(place: &Path) -> Self {
        let mut part = place.as_os_str().to_owned();
        part.push(".part");
        Self {
            place: place.to_owned(),
            part: part.into(),
            is_whole: false,
        }
    }

    /// Where it is written.
    pub(super) fn part(&self) -> &Path {
        &self.part
    }

    /// Puts it in its place in one step, instead of whatever stood there; a fall of the power leaves the one or the other.
    pub(super) fn settle(mut self) -> Result<(), BackupError> {
        fs::rename(&self.part, &self.place).map_err(at(&self.place))?;
        self.is_whole = true;
        sync_folder(self.place.parent().unwrap_or(Path::new(".")))
    }
}

impl Drop for Beside {
    fn drop(&mut self) {
        if !self.is_whole {
            // It may not have been begun.
            let _ = fs::remove_file(&self.part);
        }
    }
}

/// Makes what was renamed in a folder last.
pub(super) fn sync_folder(folder: &Path) -> Result<(), BackupError> {
    let folder = if folder.as_os_str().is_empty() {
        Path::new(".")
    } else {
        folder
    };
    File::open(folder).and_then(|folder| folder.sync_all()).map_err(at(folder))
}

/// Copies a file, whole, to another place.
pub(super) fn copy(from: &Path, to: &Path) -> Result<(), BackupError> {
    let beside = Beside::new(to);
    fs::copy(from, beside.part()).map_err(at(from))?;
    File::open(beside.part())
        .and_then(|file| file.sync_all())
        .map_err(at(beside.part()))?;
    beside.settle()
}

/// Writes the tables of a store, as one transaction sees them; how many rows.
pub(super) async fn tables(tx: &mut Tx, head: &Head, tables: &[Table], beside: &Beside) -> Result<u64, BackupError> {
    let failed = |error| at(beside.part())(error);
    let file = File::create(beside.part()).map_err(failed)?;
    let mut to = Hashing::new(BufWriter::new(file));
    line(&mut to, head).map_err(failed)?;
    let mut counts = BTreeMap::new();
    for table in tables {
        let columns = Columns {
            table: table.name.to_owned(),
            columns: table.columns.iter().map(|(name, kind)| ((*name).to_owned(), *kind)).collect(),
        };
        to.write_all(b"T").map_err(failed)?;
        line(&mut to, &columns).map_err(failed)?;
        let mut count = 0_u64;
        rows::each(tx, &columns, |values| {
            count += 1;
            to.write_all(b"R").map_err(failed)?;
            values.iter().try_for_each(|value| value.write(&mut to)).map_err(failed)
        })
        .await?;
        counts.insert(columns.table, count);
    }
    to.write_all(b"E").map_err(failed)?;
    let rows = counts.values().sum();
    let end = End {
        rows: counts,
        sha256: to.sha256(),
    };
    line(&mut to, &end).map_err(failed)?;
    let file = to.stream.into_inner().map_err(|error| failed(error.into_error()))?;
    file.sync_all().map_err(failed)?;
    Ok(rows)
}

fn line(to: &mut impl Write, value: &impl serde::Serialize) -> std::io::Result<()> {
    serde_json::to_writer(&mut *to, value)?;
    to.write_all(b"\n")
}
