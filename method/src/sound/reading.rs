//! The words of the question and of the consent talk read aloud once for a programme, so that a teller hears each in a person's voice
//! before she answers. It is the voice of the team, and says what stands on the form and nothing else.

use super::{Narration, NotSound, PACKETS_A_SECOND};
use crate::consent::Purpose;
use crate::id::DomainId;

/// The longest reading of one passage: a minute. A tablet takes all of them along.
pub const READING_SECONDS: usize = 60;

/// What is read aloud in one go.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Passage {
    /// What she is told before the first use.
    Opening,
    /// The words of one use.
    Purpose(Purpose),
    /// The question of a domain of change.
    Prompt(DomainId),
}

impl Passage {
    /// The ten of the consent talk, in its order.
    pub fn of_talk() -> impl Iterator<Item = Self> {
        [Self::Opening].into_iter().chain(Purpose::ALL.map(Self::Purpose))
    }

    /// What it is called in addresses: `opening`, `p1` to `p9`, the id of a domain.
    pub fn name(self) -> String {
        match self {
            Self::Opening => "opening".to_owned(),
            Self::Purpose(purpose) => format!("p{}", purpose.number()),
            Self::Prompt(domain) => domain.to_string(),
        }
    }

    /// One by its name.
    pub fn from_name(name: &str) -> Option<Self> {
        let of_talk = Self::of_talk().find(|one| one.name() == name);
        of_talk.or_else(|| name.parse().ok().map(Self::Prompt))
    }
}

/// A passage as it was read: a narration of at most [`READING_SECONDS`].
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Reading(Narration);

impl Reading {
    /// The reading that bytes hold, in the form of [`Narration::from_bytes`].
    ///
    /// # Errors
    /// [`NotSound`].
    pub fn from_bytes(bytes: Vec<u8>) -> Result<Self, NotSound> {
        let narration = Narration::from_bytes(bytes)?;
        if narration.packets().count() > READING_SECONDS * PACKETS_A_SECOND {
            return Err(NotSound::TooLong);
        }
        Ok(Self(narration))
    }

    /// The bytes of [`Reading::from_bytes`].
    pub fn as_bytes(&self) -> &[u8] {
        self.0.as_bytes()
    }

    /// Its packets.
    pub fn packets(&self) -> impl Iterator<Item = &[u8]> {
        self.0.packets()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_talk_has_ten_passages_and_each_is_found_by_its_name() {
        let names: Vec<String> = Passage::of_talk().map(Passage::name).collect();
        assert_eq!(names, ["opening", "p1", "p2", "p3", "p4", "p5", "p6", "p7", "p8", "p9"]);
        let question = Passage::Prompt(DomainId::new(uuid::Uuid::from_u128(7)));
        let mut all = Passage::of_talk().chain([question]);
        assert!(all.all(|one| Passage::from_name(&one.name()) == Some(one)));
        for odd in ["", "p0", "p10", "P1", "script"] {
            assert_eq!(Passage::from_name(odd), None, "{odd}");
        }
    }

    #[test]
    fn a_reading_lasts_a_minute_at_most() {
        let sent = |packets: usize| [&[0, 4][..], &[0xf8, 1, 2, 3].repeat(packets)].concat();
        let longest = READING_SECONDS * PACKETS_A_SECOND;
        let read = Reading::from_bytes(sent(longest)).expect("a reading");
        assert_eq!(read.packets().count(), longest);
        assert_eq!(Reading::from_bytes(sent(longest + 1)), Err(NotSound::TooLong));
        assert_eq!(Reading::from_bytes(vec![0]), Err(NotSound::Form));
    }
}
