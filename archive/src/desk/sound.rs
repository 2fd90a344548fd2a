//! The sound of stories: pieces as they arrive, takes as they are heard, readings aloud by the team. The sound of a story is sealed under a key of its own
//! below the story's, so that it can be destroyed sooner than the words, in every copy.

mod abandoned;
mod destroying;
mod narrating;

pub use destroying::KeptSound;
pub use narrating::ToNarrate;
pub(crate) use narrating::{is_narrated, narration_of};

use crate::audit::{self, Deed, Entry};
use crate::clock::random_id;
use crate::contracts::SOUND;
use crate::desk::stories::opened::{self, Opened};
use crate::error::Fault;
use crate::keys::Keys;
use crate::store::sound::{self as rows, SoundRow};
use crate::store::{StoreError, Tx};
use crate::{House, allowed};
use archive_export::ogg_opus;
use archive_vault::{DataKey, VaultError};
use chrono::{DateTime, NaiveDate, Utc};
use method::consent::Purpose;
use method::id::{StoryId, TakeId};
use method::policy::{Action, Actor};
use method::sound::{Keeping, PIECES_A_STORY, Piece, Take};
use thiserror::Error;

/// Why the desk refused.
#[derive(Debug, Error)]
pub enum SoundError {
    /// There is no such thing, or not for this person: the two cannot be told apart.
    #[error("not found")]
    NotFound,
    /// Another piece has this number in its take, or the story has another text by now.
    #[error("something else is in its place")]
    Differs,
    /// The story has [`PIECES_A_STORY`] pieces.
    #[error("a story has no more pieces than that")]
    TooMany,
    /// A fault below.
    #[error(transparent)]
    Fault(#[from] Fault),
}

impl From<StoreError> for SoundError {
    fn from(error: StoreError) -> Self {
        Self::Fault(error.into())
    }
}

/// What somebody who may hear a story is told of its sound.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SoundOf {
    /// Its takes, as far as they have arrived.
    pub takes: Vec<Take>,
    /// How long they are kept; none where there are none.
    pub keeping: Option<Keeping>,
    /// The days on which sound of the story was destroyed.
    pub destroyed: Vec<NaiveDate>,
}

/// The sound desk.
pub struct Sounds<'a>(pub(crate) &'a House);

impl Sounds<'_> {
    /// Adds a piece to a story. The same piece twice is one.
    ///
    /// # Errors
    /// As [`keep`]; [`SoundError::NotFound`] for whoever does not tend the story.
    pub async fn add(&self, actor: &Actor, story: StoryId, piece: &Piece) -> Result<(), SoundError> {
        let keys = self.0.keys()?;
        let mut tx = self.0.content.write().await?;
        let opened = opened::by_id(&mut tx, &keys, story).await?.ok_or(SoundError::NotFound)?;
        if !allowed(actor, Action::TendStory, &opened.subject()) {
            return Err(SoundError::NotFound);
        }
        keep(&mut tx, &keys, &opened.key, story, piece).await?;
        Ok(tx.commit().await?)
    }

    /// The sound of a story, for whoever may hear it: whoever tends the story, and whoever may read it as long as the teller agrees
    /// that her voice is kept (P8).
    ///
    /// # Errors
    /// [`SoundError::NotFound`] for everybody else.
    pub async fn of(&self, actor: &Actor, story: StoryId) -> Result<SoundOf, SoundError> {
        let keys = self.0.keys()?;
        let mut tx = self.0.content.read().await?;
        let opened = self.heard(&mut tx, &keys, actor, story).await?;
        let days = destroying::days(&mut tx, &keys, opened.programme).await?;
        Ok(SoundOf {
            takes: takes(&mut tx, &keys, &opened.key, story).await?,
            keeping: destroying::keeping_of(&mut tx, &opened, days, self.0.clock.now()).await?,
            destroyed: destroying::ends(&mut tx, &keys, &opened).await?,
        })
    }

    /// A take as a file that a browser plays; fetching it is noted in the audit log.
    ///
    /// # Errors
    /// [`SoundError::NotFound`] as [`Sounds::of`], and if nothing of such a take is there.
    pub async fn file(&self, actor: &Actor, story: StoryId, take: TakeId) -> Result<Vec<u8>, SoundError> {
        let keys = self.0.keys()?;
        let mut tx = self.0.content.read().await?;
        let opened = self.heard(&mut tx, &keys, actor, story).await?;
        let takes = takes(&mut tx, &keys, &opened.key, story).await?;
        drop(tx);
        let found = takes.iter().find(|one| one.id == take).ok_or(SoundError::NotFound)?;
        let packets: Vec<&[u8]> = found.packets().collect();
        let (serial, ..) = take.uuid().as_fields();
        let file = ogg_opus(serial, &packets).map_err(|_| SoundError::NotFound)?;
        let mut tx = self.0.content.write().await?;
        let entry = Entry {
            at: self.0.clock.now(),
            by: actor.account(),
            deed: Deed::SoundHeard,
            about: Some(story.uuid()),
        };
        audit::append(&mut tx, &keys, &entry).await?;
        tx.commit().await?;
        Ok(file)
    }

    /// A story that somebody may hear.
    async fn heard(&self, tx: &mut Tx, keys: &Keys, actor: &Actor, story: StoryId) -> Result<Opened, SoundError> {
        let opened = opened::by_id(tx, keys, story).await?.ok_or(SoundError::NotFound)?;
        if may_hear(&opened, actor, self.0.clock.now()) {
            Ok(opened)
        } else {
            Err(SoundError::NotFound)
        }
    }
}

/// Whether somebody may hear a story.
fn may_hear(story: &Opened, actor: &Actor, now: DateTime<Utc>) -> bool {
    allowed(actor, Action::TendStory, &story.subject())
        || (story.is_readable_by(actor, now) && story.consent.allows(Purpose::AudioKept, now).is_yes())
}

/// Keeps a piece of a story's sound, whose key is given, within a transaction that writes. Whoever calls has asked whether it may
/// be added.
///
/// # Errors
/// [`SoundError::Differs`] if another piece has its number; [`SoundError::TooMany`].
pub(crate) async fn keep(
    tx: &mut Tx,
    keys: &Keys,
    story_key: &DataKey,
    story: StoryId,
    piece: &Piece,
) -> Result<(), SoundError> {
    let key = keys.sound_to_keep(story_key, story).await?;
    let seq = number(piece);
    if let Some(there) = rows::piece(tx, story, piece.take(), seq).await? {
        let same = opened_piece(keys, &key, there)? == *piece;
        return if same { Ok(()) } else { Err(SoundError::Differs) };
    }
    if rows::count(tx, story).await? >= i64::from(PIECES_A_STORY) {
        return Err(SoundError::TooMany);
    }
    let id = random_id();
    let row = SoundRow {
        id,
        story_id: story.uuid(),
        take_id: piece.take().uuid(),
        seq,
        sealed: keys.seal_bytes(&key, SOUND, id, &piece.to_bytes())?,
    };
    // Writers take turns, so the number is still free.
    rows::add(tx, &row).await?;
    Ok(())
}

/// The takes of a story whose key is given; none once its sound was destroyed.
async fn takes(tx: &mut Tx, keys: &Keys, story_key: &DataKey, story: StoryId) -> Result<Vec<Take>, Fault> {
    let Some(key) = keys.sound(story_key, story).await? else {
        return Ok(Vec::new());
    };
    let found = rows::pieces(tx, story).await?;
    let pieces: Result<Vec<Piece>, Fault> = found.into_iter().map(|row| opened_piece(keys, &key, row)).collect();
    Ok(Take::of(pieces?))
}

/// The piece of a row; what was put into another's row is refused.
fn opened_piece(keys: &Keys, key: &DataKey, row: SoundRow) -> Result<Piece, Fault> {
    let refused = Fault::Vault(VaultError::Refused);
    let bytes = keys.open_bytes(key, SOUND, row.id, row.sealed)?;
    let Ok(piece) = Piece::from_bytes(&bytes) else {
        return Err(refused);
    };
    if piece.take().uuid() == row.take_id && number(&piece) == row.seq {
        Ok(piece)
    } else {
        Err(refused)
    }
}

fn number(piece: &Piece) -> i32 {
    i32::try_from(piece.seq()).unwrap_or(i32::MAX)
}
