//! Reading one file of a backup. Nothing of it is believed before its end was reached and its hash agrees: it is read twice, once
//! to be judged, once to be put back.

use super::format::{Columns, End, FORMAT, Hashing, Head, MOST_BYTES, Store, Value, damage, take};
use super::{BackupError, at};
use serde::de::DeserializeOwned;
use std::collections::BTreeMap;
use std::fs::File;
use std::io::{self, BufReader, Read};
use std::path::{Path, PathBuf};

/// What comes next in a file.
pub(super) enum Next {
    /// Rows of another table.
    Table(Columns),
    /// A row of the table that was named last.
    Row(Vec<Value>),
    /// The end, whose counts and hash agree.
    End,
}

/// A file that is being read.
pub(super) struct Reader {
    pub(super) head: Head,
    file: PathBuf,
    from: Hashing<BufReader<File>>,
    table: Option<Columns>,
    counts: BTreeMap<String, u64>,
}

impl Reader {
    /// Opens a file and reads its first line.
    ///
    /// # Errors
    /// [`BackupError::Foreign`], [`BackupError::Newer`], [`BackupError::WrongStore`].
    pub(super) fn open(file: &Path, store: Store) -> Result<Self, BackupError> {
        let mut from = Hashing::new(BufReader::new(File::open(file).map_err(at(file))?));
        let foreign = |error: io::Error| match error.kind() {
            io::ErrorKind::InvalidData | io::ErrorKind::UnexpectedEof => BackupError::Foreign { file: file.to_owned() },
            _ => at(file)(error),
        };
        let value: serde_json::Value = line(&mut from).map_err(foreign)?;
        let format = value.get("hikaya_backup").and_then(serde_json::Value::as_u64);
        let format = format.ok_or_else(|| foreign(damage()))?;
        if format > u64::from(FORMAT) {
            return Err(BackupError::Newer { file: file.to_owned() });
        }
        let damaged = || BackupError::Damaged { file: file.to_owned() };
        let head: Head = serde_json::from_value(value).map_err(|_| damaged())?;
        if head.store != store {
            return Err(BackupError::WrongStore { file: file.to_owned() });
        }
        Ok(Self {
            head,
            file: file.to_owned(),
            from,
            table: None,
            counts: BTreeMap::new(),
        })
    }

    /// What comes next.
    ///
    /// # Errors
    /// [`BackupError::Damaged`] for a file that was cut short or changed.
    pub(super) fn next(&mut self) -> Result<Next, BackupError> {
        self.step().map_err(|error| match error.kind() {
            io::ErrorKind::InvalidData | io::ErrorKind::UnexpectedEof => BackupError::Damaged { file: self.file.clone() },
            _ => at(&self.file)(error),
        })
    }

    /// Reads to the end, to judge the whole file; its head.
    pub(super) fn judge(mut self) -> Result<Head, BackupError> {
        while !matches!(self.next()?, Next::End) {}
        Ok(self.head)
    }

    fn step(&mut self) -> io::Result<Next> {
        match take::<1>(&mut self.from)? {
            [b'R'] => {
                let table = self.table.as_ref().ok_or_else(damage)?;
                let values = table.columns.iter().map(|(_, kind)| Value::read(&mut self.from, *kind));
                let values = values.collect::<io::Result<_>>()?;
                *self.counts.entry(table.table.clone()).or_default() += 1;
                Ok(Next::Row(values))
            }
            [b'T'] => {
                let columns: Columns = line(&mut self.from)?;
                if !columns.are_names() || self.counts.insert(columns.table.clone(), 0).is_some() {
                    return Err(damage());
                }
                self.table = Some(columns.clone());
                Ok(Next::Table(columns))
            }
            [b'E'] => {
                let sha256 = self.from.sha256();
                let end: End = line(&mut self.from)?;
                let is_over = self.from.read(&mut [0])? == 0;
                if is_over && end.sha256 == sha256 && end.rows == self.counts {
                    Ok(Next::End)
                } else {
                    Err(damage())
                }
            }
            _ => Err(damage()),
        }
    }
}

/// A line of JSON.
fn line<T: DeserializeOwned>(from: &mut impl Read) -> io::Result<T> {
    let mut bytes = Vec::new();
    loop {
        match take::<1>(from)? {
            [b'\n'] => break,
            [byte] if bytes.len() < MOST_BYTES as usize / 64 => bytes.push(byte),
            _ => return Err(damage()),
        }
    }
    serde_json::from_slice(&bytes).map_err(|_| damage())
}
