//! Why a recording was not kept.

use serde::{Deserialize, Serialize};

/// Why a worker did not keep a recording.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Dropped {
    /// It was begun by mistake.
    Mistake,
    /// She who told does not want it kept.
    Refused,
    /// It was a trial.
    Trial,
}

impl Dropped {
    const ALL: [Self; 3] = [Self::Mistake, Self::Refused, Self::Trial];

    /// Its byte in a letter.
    pub const fn byte(self) -> u8 {
        match self {
            Self::Mistake => b'm',
            Self::Refused => b'r',
            Self::Trial => b't',
        }
    }

    /// By its byte.
    pub fn from_byte(byte: u8) -> Option<Self> {
        Self::ALL.into_iter().find(|one| one.byte() == byte)
    }
}
