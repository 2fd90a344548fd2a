//! A take as a file that a browser plays: packets of Opus in an Ogg stream (RFC 7845). Nothing in it says whose voice it is, or
//! what program wrote it.

use crate::ExportError;
use ogg::writing::{PacketWriteEndInfo, PacketWriter};

/// Samples of a packet of 20 ms at 48 kHz, the rate at which Opus counts.
const SAMPLES: u64 = 960;
/// Samples that a decoder throws away at the beginning: the encoder's look-ahead.
const PRE_SKIP: u16 = 312;
/// Packets of a page of the stream: one second, so that jumping to a second reads one page.
const PACKETS_A_PAGE: usize = 50;

/// The file of a take: packets of 20 ms, one channel. The same take gives the same bytes.
///
/// # Errors
/// [`ExportError::Packing`].
pub fn ogg_opus(serial: u32, packets: &[&[u8]]) -> Result<Vec<u8>, ExportError> {
    let mut writer = PacketWriter::new(Vec::new());
    let mut write = |packet: Vec<u8>, end, position| {
        let written = writer.write_packet(packet, serial, end, position);
        written.map_err(|_| ExportError::Packing)
    };
    write(head(), PacketWriteEndInfo::EndPage, 0)?;
    write(tags(), PacketWriteEndInfo::EndPage, 0)?;
    let mut position = 0;
    for (number, packet) in (1..).zip(packets) {
        position += SAMPLES;
        let end = if number == packets.len() {
            PacketWriteEndInfo::EndStream
        } else if number % PACKETS_A_PAGE == 0 {
            PacketWriteEndInfo::EndPage
        } else {
            PacketWriteEndInfo::NormalPacket
        };
        write(packet.to_vec(), end, position)?;
    }
    Ok(writer.into_inner())
}

/// RFC 7845, section 5.1: version, channels, samples to skip, rate before encoding, gain, family of channels.
fn head() -> Vec<u8> {
    let mut head = b"OpusHead\x01\x01".to_vec();
    head.extend_from_slice(&PRE_SKIP.to_le_bytes());
    head.extend_from_slice(&48_000_u32.to_le_bytes());
    head.extend_from_slice(&[0, 0, 0]);
    head
}

/// RFC 7845, section 5.2: no vendor, no comments.
fn tags() -> Vec<u8> {
    [b"OpusTags".as_slice(), &[0; 8]].concat()
}

#[cfg(test)]
mod tests {
    use super::*;
    use ogg::PacketReader;
    use std::io::Cursor;

    #[test]
    fn the_file_read_back_holds_every_packet_at_its_time() {
        let packets: Vec<Vec<u8>> = (0..=255_u8).cycle().take(1_030).map(|number| vec![0xf8, number]).collect();
        // One as large as may be, which needs two entries in the page's table.
        let packets: Vec<Vec<u8>> = packets.into_iter().chain([vec![0xf8; 255]]).collect();
        let borrowed: Vec<&[u8]> = packets.iter().map(Vec::as_slice).collect();
        let file = ogg_opus(7, &borrowed).expect("a file");
        let mut reader = PacketReader::new(Cursor::new(file));
        let mut next = || reader.read_packet().expect("a packet");
        assert_eq!(next().expect("a head").data, b"OpusHead\x01\x01\x38\x01\x80\xbb\0\0\0\0\0");
        assert_eq!(next().expect("tags").data, b"OpusTags\0\0\0\0\0\0\0\0");
        for (number, packet) in (1_u64..).zip(&packets) {
            let read = next().expect("as many packets as were written");
            assert_eq!((&read.data, read.stream_serial()), (packet, 7));
            let is_end_of_page = number % 50 == 0 || number == 1_031;
            assert_eq!(read.last_in_page(), is_end_of_page, "{number}");
            if is_end_of_page {
                assert_eq!(read.absgp_page(), number * 960);
            }
            assert_eq!(read.last_in_stream(), number == 1_031);
        }
        assert!(next().is_none());
    }
}
