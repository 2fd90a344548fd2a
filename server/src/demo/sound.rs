//! A recording for the first story of a demonstration: six notes of a second each, and nobody's voice.

use archive::Archive;
use archive::desk::sound::SoundError;
use method::id::{StoryId, TakeId};
use method::policy::Actor;
use method::sound::{PACKETS_A_PIECE, Piece};

/// Packets of Opus, 60 bytes each.
const SIX_NOTES: &[u8] = include_bytes!("six_notes.bin");

pub(super) async fn record(archive: &Archive, actor: &Actor, story: StoryId) -> Result<(), SoundError> {
    // One take a story: the story's own id is as random.
    let take = TakeId::new(story.uuid());
    let packets: Vec<Vec<u8>> = SIX_NOTES.chunks_exact(60).map(<[u8]>::to_vec).collect();
    let pieces = packets.chunks(PACKETS_A_PIECE);
    let last = pieces.len().saturating_sub(1);
    for (index, packets) in pieces.enumerate() {
        let seq = u32::try_from(index).unwrap_or(u32::MAX);
        let Ok(piece) = Piece::new(take, seq, packets.to_vec(), index == last) else {
            return Err(SoundError::NotFound);
        };
        archive.sounds().add(actor, story, &piece).await?;
    }
    Ok(())
}
