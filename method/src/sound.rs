//! The sound of a story as it is recorded: packets of Opus of one length and one size, in pieces of at most five seconds. Sizes
//! that change with what is said give phrases away even when sealed, so sound of a varying bit rate is refused.

mod keeping;
mod narration;
mod reading;

pub use keeping::{DAYS_KEPT, Keeping, MOST_DAYS_KEPT, keeping, keeping_of_draft};
pub use narration::{NARRATION_BYTES, NARRATION_SECONDS, Narration};
pub use reading::{Passage, READING_SECONDS, Reading};

use crate::id::TakeId;
use std::collections::BTreeMap;
use thiserror::Error;

/// How many packets a second has: each is 20 ms.
pub const PACKETS_A_SECOND: usize = 50;
/// The most packets of a piece: five seconds.
pub const PACKETS_A_PIECE: usize = 5 * PACKETS_A_SECOND;
/// The most bytes of a packet: some 100 kb/s.
pub const PACKET_BYTES: usize = 255;
/// The most pieces of a take: four hours.
pub const PIECES_A_TAKE: u32 = 4 * 3_600 / 5;
/// The most pieces of a story, all its takes together.
pub const PIECES_A_STORY: u32 = 2 * PIECES_A_TAKE;

/// The form in which a piece is written down that does not say when its take was begun.
const UNDATED: u8 = 1;
/// The form in which it says so.
const DATED: u8 = 2;
/// Bytes before the packets, and before the time in the form that has one.
const HEAD: usize = 23;
/// Bytes of the time.
const TIME: usize = 8;

/// Why bytes are no piece of sound.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Error)]
pub enum NotSound {
    /// None, or more than [`PACKETS_A_PIECE`].
    #[error("a piece has 1 to 250 packets")]
    Packets,
    /// Empty, larger than [`PACKET_BYTES`], or of several sizes.
    #[error("the packets of a piece have one size, 1 to 255 bytes")]
    Size,
    /// A packet that is not 20 ms of Opus on one channel.
    #[error("a packet is 20 ms of Opus on one channel")]
    Packet,
    /// Beyond four hours.
    #[error("a take lasts at most four hours")]
    TooLong,
    /// Cut off, or in a form that is not known.
    #[error("the bytes are in no known form")]
    Form,
}

/// A piece of a take: packets of Opus, 20 ms each, mono at 48 kHz, all of one size.
#[derive(Clone, PartialEq, Eq)]
pub struct Piece {
    take: TakeId,
    seq: u32,
    last: bool,
    begun: u64,
    packets: Vec<Vec<u8>>,
}

impl Piece {
    /// The piece number `seq` of a take, counted from 0; `last` if the take ends with it.
    pub fn new(take: TakeId, seq: u32, packets: Vec<Vec<u8>>, last: bool) -> Result<Self, NotSound> {
        if packets.is_empty() || packets.len() > PACKETS_A_PIECE {
            return Err(NotSound::Packets);
        }
        let size = packets[0].len();
        if size == 0 || size > PACKET_BYTES || packets.iter().any(|packet| packet.len() != size) {
            return Err(NotSound::Size);
        }
        if !packets.iter().all(|packet| is_twenty_ms_of_one_channel(packet)) {
            return Err(NotSound::Packet);
        }
        if seq >= PIECES_A_TAKE {
            return Err(NotSound::TooLong);
        }
        Ok(Self {
            take,
            seq,
            last,
            begun: 0,
            packets,
        })
    }

    /// The piece of a take that was begun at this time by the clock of whoever recorded it, in milliseconds since 1970.
    #[must_use]
    pub fn begun(self, begun: u64) -> Self {
        Self { begun, ..self }
    }

    /// Of which take it is.
    pub const fn take(&self) -> TakeId {
        self.take
    }

    /// Its number in the take, from 0.
    pub const fn seq(&self) -> u32 {
        self.seq
    }

    /// Whether the take ends with it.
    pub const fn is_last(&self) -> bool {
        self.last
    }

    /// Its packets.
    pub fn packets(&self) -> &[Vec<u8>] {
        &self.packets
    }

    /// The piece as bytes, of one length for so many packets of such a size; take, number and end are inside, so that a sealed
    /// piece put in another's place is noticed. When its take was begun is inside too, so that takes have an order.
    ///
    /// ```text
    /// piece = 1 | head | packets
    ///       | 2 | head | begun (8, big-endian, not 0) | packets
    /// head  = take (16) | number (4, big-endian) | 1 if last (1) | bytes of a packet (1)
    /// ```
    pub fn to_bytes(&self) -> Vec<u8> {
        let size = u8::try_from(self.packets[0].len()).unwrap_or(u8::MAX);
        let mut bytes = vec![if self.begun == 0 { UNDATED } else { DATED }];
        bytes.extend_from_slice(self.take.uuid().as_bytes());
        bytes.extend_from_slice(&self.seq.to_be_bytes());
        bytes.extend_from_slice(&[u8::from(self.last), size]);
        if self.begun != 0 {
            bytes.extend_from_slice(&self.begun.to_be_bytes());
        }
        bytes.extend(self.packets.iter().flatten());
        bytes
    }

    /// The piece of what [`Piece::to_bytes`] made.
    pub fn from_bytes(bytes: &[u8]) -> Result<Self, NotSound> {
        let (head, packets) = bytes.split_at_checked(HEAD).ok_or(NotSound::Form)?;
        let (take, seq) = (head[1..17].try_into(), head[17..21].try_into());
        let (Ok(take), Ok(seq), last @ (0 | 1)) = (take, seq, head[21]) else {
            return Err(NotSound::Form);
        };
        let (begun, packets) = match (head[0], packets.split_first_chunk::<TIME>()) {
            (UNDATED, _) => (0, packets),
            (DATED, Some((time, packets))) if *time != [0; TIME] => (u64::from_be_bytes(*time), packets),
            _ => return Err(NotSound::Form),
        };
        let size = usize::from(head[22]);
        if size == 0 || !packets.len().is_multiple_of(size) {
            return Err(NotSound::Form);
        }
        let packets = packets.chunks_exact(size).map(<[u8]>::to_vec).collect();
        let take = TakeId::new(uuid::Uuid::from_bytes(take));
        Ok(Self::new(take, u32::from_be_bytes(seq), packets, last == 1)?.begun(begun))
    }
}

impl std::fmt::Debug for Piece {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Piece")
            .field("take", &self.take)
            .field("seq", &self.seq)
            .finish_non_exhaustive()
    }
}

/// Whether a packet lasts 20 ms on one channel, by its first bytes (RFC 6716, section 3.1).
fn is_twenty_ms_of_one_channel(packet: &[u8]) -> bool {
    let Some(&first) = packet.first() else { return false };
    let frames = match first & 3 {
        0 => 1,
        1 | 2 => 2,
        _ => packet.get(1).map_or(0, |count| u32::from(count & 0x3f)),
    };
    // In steps of 2.5 ms.
    let frame = match first >> 3 {
        config @ 0..=11 => [4, 8, 16, 24][usize::from(config % 4)],
        config @ 12..=15 => [4, 8][usize::from(config % 2)],
        config => [1, 2, 4, 8][usize::from(config % 4)],
    };
    let is_one_channel = first & 4 == 0;
    is_one_channel && frames * frame == 8
}

/// What has arrived of one uninterrupted recording.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Take {
    /// Its id.
    pub id: TakeId,
    pieces: BTreeMap<u32, Piece>,
}

impl Take {
    /// The takes that pieces belong to, in whatever order they arrived: as they were recorded, by the clock of whoever recorded them.
    pub fn of(pieces: Vec<Piece>) -> Vec<Self> {
        let mut takes: BTreeMap<TakeId, BTreeMap<u32, Piece>> = BTreeMap::new();
        for piece in pieces {
            takes.entry(piece.take).or_default().insert(piece.seq, piece);
        }
        let mut takes: Vec<Self> = takes.into_iter().map(|(id, pieces)| Self { id, pieces }).collect();
        takes.sort_by_key(|take| take.pieces.values().next().map(|piece| piece.begun));
        takes
    }

    /// Its packets in the order in which they were recorded; what has not arrived is left out.
    pub fn packets(&self) -> impl Iterator<Item = &[u8]> {
        self.pieces.values().flat_map(Piece::packets).map(Vec::as_slice)
    }

    /// How many seconds have arrived, a begun one counted.
    pub fn seconds(&self) -> usize {
        let packets: usize = self.pieces.values().map(|piece| piece.packets.len()).sum();
        packets.div_ceil(PACKETS_A_SECOND)
    }

    /// Whether every piece from the first to the last has arrived.
    pub fn is_whole(&self) -> bool {
        let end = self.pieces.last_key_value().filter(|(_, piece)| piece.last);
        end.is_some_and(|(seq, _)| usize::try_from(*seq).is_ok_and(|seq| self.pieces.len() == seq + 1))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;
    use uuid::Uuid;

    fn take(n: u128) -> TakeId {
        TakeId::new(Uuid::from_u128(n))
    }

    /// A packet of 20 ms on one channel that holds a number.
    fn packet(number: u8) -> Vec<u8> {
        vec![0xf8, number, 0]
    }

    fn piece(of: u128, seq: u32, last: bool) -> Piece {
        let number = u8::try_from(seq).expect("a small number");
        Piece::new(take(of), seq, vec![packet(number), packet(number)], last).expect("a piece")
    }

    #[test]
    fn what_is_not_sound_of_one_size_is_refused() {
        let new = |packets| Piece::new(take(1), 0, packets, false).map(|_| ());
        assert_eq!(new(vec![]), Err(NotSound::Packets));
        assert_eq!(new(vec![packet(1); 251]), Err(NotSound::Packets));
        assert_eq!(new(vec![packet(1); 250]), Ok(()));
        assert_eq!(new(vec![vec![]]), Err(NotSound::Size));
        assert_eq!(new(vec![vec![0xf8; 256]]), Err(NotSound::Size));
        assert_eq!(new(vec![packet(1), vec![0xf8, 1]]), Err(NotSound::Size));
        assert_eq!(new(vec![b"<script>".to_vec()]), Err(NotSound::Packet));
        let late = Piece::new(take(1), PIECES_A_TAKE, vec![packet(1)], true);
        assert_eq!(late.map(|_| ()), Err(NotSound::TooLong));
    }

    #[test]
    fn a_packet_says_how_long_it_lasts() {
        let lasts = |first: u8, second: u8| is_twenty_ms_of_one_channel(&[first, second]);
        assert!(lasts(31 << 3, 0), "one frame of 20 ms");
        assert!(lasts(1 << 3, 0), "of speech alone");
        assert!(lasts(15 << 3, 0), "of both");
        assert!(lasts((31 << 3) | 3, 0x41), "filled up to a size");
        assert!(lasts((30 << 3) | 1, 0), "two of 10 ms");
        assert!(!lasts(30 << 3, 0), "one of 10 ms");
        assert!(!lasts((31 << 3) | 4, 0), "two channels");
        assert!(!lasts((31 << 3) | 3, 0), "no frame");
    }

    #[test]
    fn bytes_that_are_no_piece_are_refused() {
        let bytes = piece(1, 3, true).to_bytes();
        assert_eq!(Piece::from_bytes(&bytes), Ok(piece(1, 3, true)));
        for end in 0..bytes.len() {
            // Three bytes fewer are one packet fewer.
            let cut = Piece::from_bytes(&bytes[..end]);
            assert_eq!(cut.is_ok(), end == bytes.len() - 3, "{end}");
        }
        for (at, wrong) in [(0, 3), (21, 2), (22, 0), (22, 4)] {
            let mut other = bytes.clone();
            other[at] = wrong;
            assert!(Piece::from_bytes(&other).is_err(), "{at}");
        }
    }

    #[test]
    fn takes_are_in_the_order_in_which_they_were_recorded() {
        let dated = |of, begun| piece(of, 0, true).begun(begun);
        let pieces = [dated(1, 300), dated(2, 100), dated(3, 200), piece(4, 0, true)];
        let read = pieces.map(|piece| Piece::from_bytes(&piece.to_bytes()).expect("a piece"));
        let order: Vec<TakeId> = Take::of(read.to_vec()).iter().map(|one| one.id).collect();
        assert_eq!(order, [4, 2, 3, 1].map(take));
    }

    #[test]
    fn a_piece_that_says_when_is_read_whole_or_refused() {
        let bytes = piece(1, 3, true).begun(1).to_bytes();
        assert_eq!(Piece::from_bytes(&bytes), Ok(piece(1, 3, true).begun(1)));
        let mut never = bytes.clone();
        never[HEAD..HEAD + TIME].fill(0);
        assert_eq!(Piece::from_bytes(&never), Err(NotSound::Form));
        assert_eq!(Piece::from_bytes(&bytes[..HEAD + TIME - 1]), Err(NotSound::Form));
    }

    proptest! {
        #[test]
        fn a_take_is_the_same_in_whatever_order_and_however_often_its_pieces_arrive(
            order in proptest::collection::vec(0_u32..12, 0..60),
        ) {
            let last = 11;
            let all = (0..=last).map(|seq| piece(1, seq, seq == last));
            let whole = Take::of(all.clone().collect());
            let arrived = order.into_iter().map(|seq| piece(1, seq, seq == last)).chain(all);
            let takes = Take::of(arrived.collect());
            prop_assert!(takes[0].is_whole());
            prop_assert_eq!(takes, whole);
        }

        #[test]
        fn any_bytes_are_read_or_refused(bytes in proptest::collection::vec(any::<u8>(), 0..200)) {
            if let Ok(piece) = Piece::from_bytes(&bytes) {
                prop_assert_eq!(piece.to_bytes(), bytes);
            }
        }

        #[test]
        fn a_take_that_lacks_a_piece_is_not_whole(missing in 0_u32..12) {
            let arrived = (0..12).filter(|seq| *seq != missing).map(|seq| piece(1, seq, seq == 11));
            let takes = Take::of(arrived.collect());
            prop_assert!(!takes[0].is_whole());
            prop_assert_eq!(takes[0].packets().count(), 22);
        }
    }
}
