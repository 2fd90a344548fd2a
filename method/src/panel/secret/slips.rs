//! What lies in a box: for each token what it says, sorted by token, all of one length. Nothing of it tells who put it in, when,
//! or in which order. Tokens are random, so their order is too.

use super::super::{Refused, Words};
use crate::id::StoryId;
use std::collections::BTreeMap;
use std::fmt;
use uuid::Uuid;

/// Thirty-two random bytes that only one telephone knew before it cast.
pub type Token = [u8; 32];

/// Bytes of a ballot: a story's id, or zeros for a blank one.
pub const BALLOT: usize = 16;
/// Bytes of a written reason: its length, then UTF-8, then zeros.
pub const REASON: usize = 1024;

/// A box holds room for this many from the start, and for twice as many whenever it has to.
const LEAST_ROOM: usize = 16;

/// The slips of one box.
#[derive(Clone, PartialEq, Eq)]
pub struct Slips<const LENGTH: usize>(BTreeMap<Token, [u8; LENGTH]>);

/// A box of ballots.
pub type BallotBox = Slips<BALLOT>;
/// A box of written reasons.
pub type ReasonBox = Slips<REASON>;

impl<const LENGTH: usize> Default for Slips<LENGTH> {
    fn default() -> Self {
        Self(BTreeMap::new())
    }
}

impl<const LENGTH: usize> fmt::Debug for Slips<LENGTH> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Slips({} cast)", self.len())
    }
}

impl<const LENGTH: usize> Slips<LENGTH> {
    /// Puts a slip in, whose token's signature is `is_genuine`; whether the box has changed. The same slip again is one slip, so
    /// that a telephone that heard no answer sends it again.
    ///
    /// # Errors
    /// [`Refused::TokenUnknown`] for a token that nobody signed for this box; [`Refused::TokenSpent`] for a token that lies there
    /// with other words; [`Refused::BoxFull`] when there are as many as seats.
    pub fn put(&mut self, token: Token, slip: [u8; LENGTH], is_genuine: bool, seats: usize) -> Result<bool, Refused> {
        if !is_genuine {
            return Err(Refused::TokenUnknown);
        }
        match self.0.get(&token) {
            Some(before) if *before == slip => return Ok(false),
            Some(_) => return Err(Refused::TokenSpent),
            None if self.0.len() >= seats => return Err(Refused::BoxFull),
            None => {}
        }
        self.0.insert(token, slip);
        Ok(true)
    }

    /// How many lie there.
    pub fn len(&self) -> usize {
        self.0.len()
    }

    /// Whether none lies there.
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// Each token with its slip, sorted by token.
    pub fn iter(&self) -> impl Iterator<Item = (&Token, &[u8; LENGTH])> {
        self.0.iter()
    }

    /// The box for its row, always filled up to the room that so many seats need:
    ///
    /// ```text
    /// number of slips (2, big-endian) ‖ token (32) ‖ slip (LENGTH), sorted by token ‖ zeros
    /// room = the next power of two ≥ max(16, seats)
    /// ```
    pub fn to_bytes(&self, seats: usize) -> Vec<u8> {
        let room = seats.max(self.len()).max(LEAST_ROOM).next_power_of_two();
        let mut bytes = Vec::with_capacity(2 + room * (32 + LENGTH));
        bytes.extend_from_slice(&u16::try_from(self.len()).unwrap_or(u16::MAX).to_be_bytes());
        for (token, slip) in &self.0 {
            bytes.extend_from_slice(token);
            bytes.extend_from_slice(slip);
        }
        bytes.resize(2 + room * (32 + LENGTH), 0);
        bytes
    }

    /// The box out of its row; `None` if that is none.
    pub fn from_bytes(bytes: &[u8]) -> Option<Self> {
        let (count, rest) = bytes.split_first_chunk::<2>()?;
        let count = usize::from(u16::from_be_bytes(*count));
        let slips = rest.chunks_exact(32 + LENGTH).take(count).map(|entry| {
            let (token, slip) = entry.split_first_chunk::<32>()?;
            Some((*token, slip.try_into().ok()?))
        });
        let slips: BTreeMap<_, _> = slips.collect::<Option<_>>()?;
        (slips.len() == count).then_some(Self(slips))
    }
}

/// A choice as a ballot's bytes.
pub fn choice_bytes(choice: Option<StoryId>) -> [u8; BALLOT] {
    choice.map_or([0; BALLOT], |story| story.uuid().into_bytes())
}

/// The choice of a ballot's bytes; blank is a choice.
pub fn choice_of(bytes: [u8; BALLOT]) -> Option<StoryId> {
    (bytes != [0; BALLOT]).then(|| StoryId::new(Uuid::from_bytes(bytes)))
}

/// A reason as a slip's bytes.
///
/// # Errors
/// [`Refused::TooLong`] above 1022 bytes, as the most letters that surely fit.
pub fn reason_bytes(text: &str) -> Result<[u8; REASON], Refused> {
    let mut bytes = [0; REASON];
    let most = REASON - 2;
    let length = u16::try_from(text.len()).ok().filter(|length| usize::from(*length) <= most);
    let length = length.ok_or(Refused::TooLong { most: most / 2 })?;
    bytes[..2].copy_from_slice(&length.to_be_bytes());
    bytes[2..2 + text.len()].copy_from_slice(text.as_bytes());
    Ok(bytes)
}

/// The reason of a slip's bytes; `None` if there is none.
pub fn reason_of(bytes: &[u8; REASON]) -> Option<Words> {
    let length = usize::from(u16::from_be_bytes([bytes[0], bytes[1]]));
    let text = std::str::from_utf8(bytes.get(2..2 + length)?).ok()?;
    Words::new(text).ok()
}
