//! Letters that arrive. A letter is kept before it is answered; it is opened at once where the vault is open, and otherwise when
//! it is opened next. A letter that does not open stays: nothing is lost because of a key that is missing today.

use super::devices::{Works, letterbox_of, worker_at};
use super::drafts::MadeBy;
use super::{Field, FieldError, MOST_WAITING};
use crate::clock::random_id;
use crate::error::Fault;
use crate::keys::Keys;
use crate::store::field::{self as rows, DeviceRow, LetterRow};
use archive_envelope::{Address, DeviceName, LARGEST_LETTER, Place};
use method::id::{GatheringId, SiteId, StoryId};
use method::recording::{Dropped, Sheet, Written};
use method::sound::Piece;
use uuid::Uuid;

/// How many letters are opened before others have their turn.
const PAGE: i64 = 50;

/// What became of a letter.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Taken {
    /// It is where it belongs; whoever sent it may forget it.
    Kept,
    /// It is here, and waits to be opened; whoever sent it keeps hers until then.
    Waits,
}

impl Field<'_> {
    /// Takes a letter from a device. Sending it again is no second letter.
    ///
    /// # Errors
    /// [`FieldError::NoDevice`], [`FieldError::CutOff`], [`FieldError::NoLetter`], [`FieldError::Full`], [`FieldError::Taken`].
    pub async fn take(&self, place: Place, letter: &[u8], signature: &[u8]) -> Result<Taken, FieldError> {
        let mut tx = self.0.content.read().await?;
        let device = device(rows::device(&mut tx, place.device).await?)?;
        if device.row.cut_off != 0 {
            return Err(FieldError::CutOff);
        }
        drop(tx);
        self.take_from(&device, place, letter, signature).await
    }

    /// Whether letters of a recording still wait, for the device that signs the question.
    ///
    /// # Errors
    /// [`FieldError::NoDevice`], [`FieldError::CutOff`].
    pub async fn waits(&self, place: Place, signature: &[u8]) -> Result<bool, FieldError> {
        let mut tx = self.0.content.read().await?;
        let device = device(rows::device(&mut tx, place.device).await?)?;
        device.name.check(&place, &[], signature)?;
        if device.row.cut_off != 0 {
            return Err(FieldError::CutOff);
        }
        Ok(rows::waiting(&mut tx, place.recording).await? > 0)
    }

    pub(super) async fn take_from(
        &self,
        device: &Known,
        place: Place,
        letter: &[u8],
        signature: &[u8],
    ) -> Result<Taken, FieldError> {
        device.name.check(&place, letter, signature)?;
        if letter.len() > LARGEST_LETTER || Address::of(letter).is_err() {
            return Err(FieldError::NoLetter);
        }
        let row = LetterRow {
            id: random_id(),
            device_id: place.device,
            recording_id: place.recording,
            part_id: place.part,
            number: i32::try_from(place.number).map_err(|_| FieldError::NoLetter)?,
            body: letter.to_vec(),
            signature: signature.to_vec(),
        };
        let mut tx = self.0.content.write().await?;
        if rows::waiting_of_device(&mut tx, place.device).await? >= MOST_WAITING {
            return Err(FieldError::Full);
        }
        if !rows::add_letter(&mut tx, &row).await? && !rows::is_letter(&mut tx, &row).await? {
            return Err(FieldError::Taken);
        }
        tx.commit().await?;
        match self.0.keys() {
            Ok(keys) => Ok(self.open(&keys, device, row).await?),
            Err(_) => Ok(Taken::Waits),
        }
    }

    /// Opens whatever waits. Asked whenever the vault is opened.
    pub(crate) async fn open_letters(&self) -> Result<(), Fault> {
        let keys = self.0.keys()?;
        let mut last = None;
        loop {
            let mut tx = self.0.content.read().await?;
            let page = rows::letters(&mut tx, last.as_ref(), PAGE).await?;
            let Some(newest) = page.last().cloned() else {
                return Ok(());
            };
            drop(tx);
            for row in page {
                let mut tx = self.0.content.read().await?;
                let sender = rows::device(&mut tx, row.device_id).await?;
                drop(tx);
                let Ok(sender) = device(sender) else { continue };
                // Whatever else is wrong with it, it waits on.
                if let Err(FieldError::Fault(fault)) = self.open(&keys, &sender, row).await {
                    return Err(fault);
                }
            }
            last = Some(newest);
        }
    }

    /// Opens one letter and puts what it holds in its place. What cannot be opened waits on.
    async fn open(&self, keys: &Keys, device: &Known, row: LetterRow) -> Result<Taken, FieldError> {
        let (site, recording) = (SiteId::new(device.row.site_id), StoryId::new(row.recording_id));
        let place = Place {
            device: row.device_id,
            recording: row.recording_id,
            part: row.part_id,
            number: row.number.unsigned_abs(),
        };
        let mut tx = self.0.content.read().await?;
        let letterbox = letterbox_of(&mut tx, keys, site).await?;
        drop(tx);
        let Some(content) = letterbox.and_then(|letterbox| letterbox.open(&place, &row.body).ok()) else {
            return Ok(Taken::Waits);
        };
        if keys.was_forgotten(recording).await? {
            // She withdrew it: whatever arrives of it now is not kept.
            return self.done(row).await;
        }
        let (works, content) = match out_of(&content) {
            None => (Some(Works::of(&device.row)), &content[..]),
            Some((drawer, content)) => (worker_at(keys, &device.row, drawer).await?, content),
        };
        let Some(Works {
            programme,
            site,
            account: recorder,
        }) = works
        else {
            return Ok(Taken::Waits);
        };
        let made_by = MadeBy {
            programme,
            site,
            recorder,
        };
        match read(content) {
            Some(Content::Sheet(written)) => self.written(keys, &made_by, recording, written).await?,
            Some(Content::Sound(piece)) if is_of(&piece, &place) => self.heard(keys, &made_by, recording, &piece).await?,
            Some(Content::Dropped(why)) => {
                let dropped = self.dropped(keys, &made_by, recording, why).await;
                if matches!(dropped, Err(FieldError::IsStory)) {
                    // The story's page says so from now on.
                    self.done(row).await?;
                    return Err(FieldError::IsStory);
                }
                dropped?;
            }
            Some(Content::Group(sheet)) => {
                let id = GatheringId::new(recording.uuid());
                if !self.gathered(keys, &made_by, id, sheet).await? {
                    return Ok(Taken::Waits);
                }
            }
            Some(Content::Sound(_)) | None => return Ok(Taken::Waits),
        }
        self.done(row).await
    }

    async fn done(&self, row: LetterRow) -> Result<Taken, FieldError> {
        let mut tx = self.0.content.write().await?;
        rows::remove_letter(&mut tx, row.id).await?;
        tx.commit().await?;
        Ok(Taken::Kept)
    }
}

/// A device that was enrolled.
pub(super) struct Known {
    pub(super) row: DeviceRow,
    pub(super) name: DeviceName,
}

pub(super) fn device(row: Option<DeviceRow>) -> Result<Known, FieldError> {
    let row = row.ok_or(FieldError::NoDevice)?;
    let name = DeviceName::from_bytes(&row.name)?;
    Ok(Known { row, name })
}

/// The drawer out of which a letter was written, and what else it holds; none, if it was written before a tablet had two.
fn out_of(content: &[u8]) -> Option<(Uuid, &[u8])> {
    let (drawer, rest) = content.strip_prefix(b"k")?.split_first_chunk()?;
    Some((Uuid::from_bytes(*drawer), rest))
}

/// What a letter holds. Of which drawer it comes stands inside: from outside the letters of both are alike, and all lie in the letterbox
/// of the true site.
///
/// ```text
/// letter  = "k" | id of the drawer (16) | content
/// content = "s" | Written as JSON
///         | "a" | a piece of sound (method::sound::Piece)
///         | "d" | why it was not kept (1)
///         | "g" | the sheet of a group as JSON; its id is that of the recording
/// ```
enum Content {
    Sheet(Written),
    Sound(Piece),
    Dropped(Dropped),
    Group(Sheet),
}

fn read(content: &[u8]) -> Option<Content> {
    match content.split_first()? {
        (b's', json) => serde_json::from_slice(json).ok().map(Content::Sheet),
        (b'a', piece) => Piece::from_bytes(piece).ok().map(Content::Sound),
        (b'g', json) => serde_json::from_slice(json).ok().map(Content::Group),
        (b'd', [why]) => Dropped::from_byte(*why).map(Content::Dropped),
        _ => None,
    }
}

/// Whether a piece says of itself that it stands where its letter stood.
fn is_of(piece: &Piece, place: &Place) -> bool {
    piece.take().uuid() == place.part && piece.seq() == place.number
}
