//! The format of a backup, the same for both engines.
//!
//! ```text
//! file  = head "\n"  table*  "E"  end "\n"            head, end: one line of JSON each
//! table = "T" columns "\n"  row*                      columns: one line of JSON, the name and each column with its kind
//! row   = "R" value*                                  one value for each column
//! value = 0 | 1 content                               0: nothing stands there
//! id 16 bytes · int 4 · long 8 · time 8 (microseconds since 1970) · bytes, text: length (4) and as many; numbers big-endian
//! end   = rows of each table, and SHA-256 of everything before it
//! ```
//! What is sealed stays sealed: no key is needed to write one, and none is in the content's file. The hash finds what broke on the
//! way; it keeps nobody from writing a false file, whose sealed values would not open.

use super::tables::Kind;
use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};
use std::collections::BTreeMap;
use std::io::{self, Read, Write};
use uuid::Uuid;

/// The number of this format.
pub(super) const FORMAT: u32 = 1;
/// The longest line and the largest value, in bytes: what is longer is damage.
pub(super) const MOST_BYTES: u32 = 64 * 1024 * 1024;

/// Which store a file holds.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub(super) enum Store {
    Content,
    Keyring,
}

/// The first line of a file.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Head {
    /// [`FORMAT`]; first, so that a reader knows what it looks at.
    pub(super) hikaya_backup: u32,
    pub(super) store: Store,
    /// Numbers of the migrations that the store had.
    pub(super) migrations: Vec<i64>,
    /// Id of the installation's key: the two files of a backup belong together.
    pub(super) installation: Uuid,
    /// Keys ever made and keys ever destroyed, added. It only grows; a keyring opens every content of its own number or less.
    pub(super) generation: i64,
    /// When, in UTC.
    pub(super) written: DateTime<Utc>,
    /// Whether the key of a demonstration lies beside.
    pub(super) demonstration: bool,
}

/// The first line of a table.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Columns {
    pub(crate) table: String,
    pub(crate) columns: Vec<(String, Kind)>,
}

impl Columns {
    /// Whether every name is one that may stand in a statement.
    pub(super) fn are_names(&self) -> bool {
        let is_name = |name: &str| !name.is_empty() && name.bytes().all(|byte| byte.is_ascii_lowercase() || byte == b'_');
        is_name(&self.table) && !self.columns.is_empty() && self.columns.iter().all(|(name, _)| is_name(name))
    }
}

/// The last line.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct End {
    pub(super) rows: BTreeMap<String, u64>,
    pub(super) sha256: String,
}

/// A value of a row.
#[derive(Clone, Debug, PartialEq)]
pub(crate) enum Value {
    Nothing(Kind),
    Id(Uuid),
    Bytes(Vec<u8>),
    Text(String),
    Int(i32),
    Long(i64),
    Time(DateTime<Utc>),
}

impl Value {
    pub(super) fn write(&self, to: &mut impl Write) -> io::Result<()> {
        to.write_all(&[u8::from(!matches!(self, Self::Nothing(_)))])?;
        match self {
            Self::Nothing(_) => Ok(()),
            Self::Id(id) => to.write_all(id.as_bytes()),
            Self::Bytes(bytes) => write_sized(to, bytes),
            Self::Text(text) => write_sized(to, text.as_bytes()),
            Self::Int(number) => to.write_all(&number.to_be_bytes()),
            Self::Long(number) => to.write_all(&number.to_be_bytes()),
            Self::Time(time) => to.write_all(&time.timestamp_micros().to_be_bytes()),
        }
    }

    pub(super) fn read(from: &mut impl Read, kind: Kind) -> io::Result<Self> {
        match take::<1>(from)? {
            [0] => return Ok(Self::Nothing(kind)),
            [1] => {}
            _ => return Err(damage()),
        }
        Ok(match kind {
            Kind::Id => Self::Id(Uuid::from_bytes(take(from)?)),
            Kind::Bytes => Self::Bytes(read_sized(from)?),
            Kind::Text => Self::Text(String::from_utf8(read_sized(from)?).map_err(|_| damage())?),
            Kind::Int => Self::Int(i32::from_be_bytes(take(from)?)),
            Kind::Long => Self::Long(i64::from_be_bytes(take(from)?)),
            Kind::Time => {
                let micros = i64::from_be_bytes(take(from)?);
                Self::Time(DateTime::from_timestamp_micros(micros).ok_or_else(damage)?)
            }
        })
    }
}

/// What the bytes say cannot be.
pub(super) fn damage() -> io::Error {
    io::Error::from(io::ErrorKind::InvalidData)
}

/// As many bytes, no fewer.
pub(super) fn take<const N: usize>(from: &mut impl Read) -> io::Result<[u8; N]> {
    let mut bytes = [0; N];
    from.read_exact(&mut bytes)?;
    Ok(bytes)
}

fn write_sized(to: &mut impl Write, bytes: &[u8]) -> io::Result<()> {
    let length = u32::try_from(bytes.len()).ok().filter(|length| *length <= MOST_BYTES);
    to.write_all(&length.ok_or_else(damage)?.to_be_bytes())?;
    to.write_all(bytes)
}

fn read_sized(from: &mut impl Read) -> io::Result<Vec<u8>> {
    let length = u32::from_be_bytes(take(from)?);
    if length > MOST_BYTES {
        return Err(damage());
    }
    // Grows with what is there, so that a damaged length takes no memory.
    let mut bytes = Vec::new();
    let read = from.take(u64::from(length)).read_to_end(&mut bytes)?;
    if u32::try_from(read) == Ok(length) {
        Ok(bytes)
    } else {
        Err(io::Error::from(io::ErrorKind::UnexpectedEof))
    }
}

/// A stream and the hash of what went through it.
pub(super) struct Hashing<S> {
    pub(super) stream: S,
    hash: Sha256,
}

impl<S> Hashing<S> {
    pub(super) fn new(stream: S) -> Self {
        Self {
            stream,
            hash: Sha256::new(),
        }
    }

    /// The hash so far, in hexadecimal.
    pub(super) fn sha256(&self) -> String {
        self.hash.clone().finalize().iter().fold(String::new(), |mut text, byte| {
            use std::fmt::Write;
            // Writing to a String cannot fail.
            let _ = write!(text, "{byte:02x}");
            text
        })
    }
}

impl<S: Read> Read for Hashing<S> {
    fn read(&mut self, into: &mut [u8]) -> io::Result<usize> {
        let read = self.stream.read(into)?;
        self.hash.update(&into[..read]);
        Ok(read)
    }
}

impl<S: Write> Write for Hashing<S> {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        let written = self.stream.write(bytes)?;
        self.hash.update(&bytes[..written]);
        Ok(written)
    }

    fn flush(&mut self) -> io::Result<()> {
        self.stream.flush()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_kind_of_value_is_read_as_it_was_written() {
        let time = DateTime::from_timestamp_micros(1_234_567_890_123_456).expect("a time");
        let values = [
            (Kind::Id, Value::Id(Uuid::from_u128(7))),
            (Kind::Bytes, Value::Bytes(vec![0, 10, 255])),
            (Kind::Text, Value::Text("حكاية\n".to_owned())),
            (Kind::Int, Value::Int(i32::MIN)),
            (Kind::Long, Value::Long(i64::MAX)),
            (Kind::Time, Value::Time(time)),
            (Kind::Id, Value::Nothing(Kind::Id)),
        ];
        for (kind, value) in values {
            let mut bytes = Vec::new();
            value.write(&mut bytes).expect("memory takes all");
            assert_eq!(Value::read(&mut bytes.as_slice(), kind).expect("a value"), value);
            for end in 0..bytes.len() {
                assert!(Value::read(&mut &bytes[..end], kind).is_err(), "{value:?} cut at {end}");
            }
        }
    }

    #[test]
    fn a_name_that_is_none_reaches_no_statement() {
        let columns = |table: &str, column: &str| Columns {
            table: table.to_owned(),
            columns: vec![(column.to_owned(), Kind::Id)],
        };
        assert!(columns("read_back", "story_id").are_names());
        for (table, column) in [("a b", "id"), ("a", "id\""), ("", "id"), ("a", ""), ("a;", "id")] {
            assert!(!columns(table, column).are_names(), "{table:?} {column:?}");
        }
    }
}
