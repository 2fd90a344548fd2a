//! A version of a story read aloud by somebody of the team, for panels whose members do not read. It is never the teller's own
//! voice: that one tells who she is.

use super::{NotSound, PACKET_BYTES, PACKETS_A_SECOND, is_twenty_ms_of_one_channel};

/// The longest narration: thirty minutes.
pub const NARRATION_SECONDS: usize = 30 * 60;
/// The most bytes of a narration as it is sent.
pub const NARRATION_BYTES: usize = HEAD + NARRATION_SECONDS * PACKETS_A_SECOND * PACKET_BYTES;
/// Bytes before the packets.
const HEAD: usize = 2;

/// Packets of Opus, 20 ms each, mono at 48 kHz, all of one size, as they are sent and kept:
///
/// ```text
/// bytes of a packet (2, big-endian) | packets
/// ```
#[derive(Clone, PartialEq, Eq)]
pub struct Narration {
    bytes: Vec<u8>,
    size: usize,
}

impl Narration {
    /// The narration that bytes hold.
    ///
    /// # Errors
    /// [`NotSound`], so that nothing but sound is kept, and no file with a name or a place written in it.
    pub fn from_bytes(bytes: Vec<u8>) -> Result<Self, NotSound> {
        let (&[high, low], packets) = bytes.split_first_chunk::<HEAD>().ok_or(NotSound::Form)?;
        let size = usize::from(u16::from_be_bytes([high, low]));
        if size == 0 || size > PACKET_BYTES || !packets.len().is_multiple_of(size) {
            return Err(NotSound::Size);
        }
        match packets.len() / size {
            0 => return Err(NotSound::Packets),
            count if count > NARRATION_SECONDS * PACKETS_A_SECOND => return Err(NotSound::TooLong),
            _ => {}
        }
        if !packets.chunks_exact(size).all(is_twenty_ms_of_one_channel) {
            return Err(NotSound::Packet);
        }
        Ok(Self { bytes, size })
    }

    /// The bytes of [`Narration::from_bytes`].
    pub fn as_bytes(&self) -> &[u8] {
        &self.bytes
    }

    /// Its packets.
    pub fn packets(&self) -> impl Iterator<Item = &[u8]> {
        self.bytes[HEAD..].chunks_exact(self.size)
    }
}

impl std::fmt::Debug for Narration {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Narration")
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    /// So many packets of a size that are 20 ms of Opus.
    fn sent(count: usize, size: u16) -> Vec<u8> {
        let packet = [&[0xf8][..], &vec![7; usize::from(size) - 1]].concat();
        [&size.to_be_bytes()[..], &packet.repeat(count)].concat()
    }

    fn refused(bytes: Vec<u8>) -> NotSound {
        Narration::from_bytes(bytes).expect_err("no narration")
    }

    #[test]
    fn a_narration_is_packets_of_one_size_up_to_half_an_hour() {
        let read = Narration::from_bytes(sent(3, 60)).expect("a narration");
        assert_eq!(read.packets().map(<[u8]>::len).collect::<Vec<_>>(), [60, 60, 60]);
        let longest = NARRATION_SECONDS * PACKETS_A_SECOND;
        assert!(Narration::from_bytes(sent(longest, 1)).is_ok());
        assert_eq!(refused(sent(longest + 1, 1)), NotSound::TooLong);
        assert_eq!(refused(sent(0, 60)), NotSound::Packets);
        assert_eq!(refused(vec![0, 0, 1]), NotSound::Size);
        assert_eq!(refused([sent(2, 60), vec![1]].concat()), NotSound::Size);
        assert_eq!(refused(vec![0]), NotSound::Form);
        // What a telephone's own recorder writes is no narration, whatever is written into it.
        assert_eq!(refused(b"\0\x04OggSOggSOggS".to_vec()), NotSound::Packet);
    }

    proptest! {
        #[test]
        fn whatever_is_sent_is_refused_or_kept_as_it_is(bytes in proptest::collection::vec(any::<u8>(), 0..400)) {
            if let Ok(narration) = Narration::from_bytes(bytes.clone()) {
                prop_assert_eq!(narration.as_bytes(), bytes.as_slice());
                let packets: usize = narration.packets().map(<[u8]>::len).sum();
                prop_assert_eq!(packets + HEAD, bytes.len());
            }
        }
    }
}
