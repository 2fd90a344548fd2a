//! The recording at hand: what is typed is sealed every two seconds, what is said piece by piece. A version that was sealed cannot be
//! read again here; a newer one takes its place.

use crate::drawer::{Opened, random_id};
use crate::page::{Done, problem, today};
use crate::shelf::{RECORDINGS, Shelf, Standing, key};
use archive_envelope::{Place, Posted};
use method::recording::{Sheet, Written};
use serde::{Deserialize, Serialize};
use uuid::Uuid;

/// A recording as the shelf lists it: numbers and ids.
#[derive(Clone, Serialize, Deserialize)]
pub(crate) struct Recording {
    pub(crate) id: Uuid,
    /// By which device it was made, out of whichever of its drawers.
    pub(crate) owner: Uuid,
    /// On which day.
    pub(crate) day: String,
    /// Seconds of sound.
    pub(crate) seconds: u32,
    /// Whether its worker is done with it.
    pub(crate) is_finished: bool,
}

impl Recording {
    /// Writes what the list needs.
    pub(crate) async fn keep(&self, on: &Shelf) -> Done {
        let text = serde_json::to_string(self).map_err(|_| problem("not packed"))?;
        on.put_text(RECORDINGS, &self.id.as_simple().to_string(), &text).await
    }

    /// All that the shelf lists.
    pub(crate) async fn all(shelf: &Shelf) -> Done<Vec<Self>> {
        let texts = shelf.texts(RECORDINGS).await?;
        Ok(texts
            .into_iter()
            .filter_map(|(_, text)| serde_json::from_str(&text).ok())
            .collect())
    }
}

/// The recording at hand.
pub(crate) struct Writing {
    pub(crate) recording: Recording,
    /// This tablet with this recording open.
    writer: Uuid,
    number: u32,
    /// How many versions of the draft it began with.
    seen: usize,
    /// What was sealed last, to see whether anything changed.
    last: Option<Sheet>,
    /// The place of the version before, which goes once a newer one is kept.
    before: Option<String>,
}

/// A recording that is set aside in memory while the tablet is locked, with all that is typed.
#[derive(Serialize, Deserialize)]
pub(crate) struct SetAside {
    recording: Recording,
    writer: Uuid,
    number: u32,
    seen: usize,
    before: Option<String>,
    pub(crate) sheet: Sheet,
}

impl Writing {
    /// A new recording, or one that goes on with a draft of the office of which `seen` versions are known.
    pub(crate) fn begin(opened: &Opened, draft: Option<(Uuid, usize)>) -> Done<Self> {
        let (id, seen) = match draft {
            Some((id, seen)) => (id, seen),
            None => (random_id()?, 0),
        };
        let recording = Recording {
            id,
            owner: opened.kit.device,
            day: today(),
            seconds: 0,
            is_finished: false,
        };
        Ok(Self {
            recording,
            writer: random_id()?,
            number: 0,
            seen,
            last: None,
            before: None,
        })
    }

    /// Its state, with what is typed, for the time while the tablet is locked.
    pub(crate) fn set_aside(&self, sheet: Sheet) -> SetAside {
        SetAside {
            recording: self.recording.clone(),
            writer: self.writer,
            number: self.number,
            seen: self.seen,
            before: self.before.clone(),
            sheet,
        }
    }

    /// Takes it up again.
    pub(crate) fn taken_up(aside: SetAside) -> (Self, Sheet) {
        let SetAside {
            recording,
            writer,
            number,
            seen,
            before,
            sheet,
        } = aside;
        (
            Self {
                recording,
                writer,
                number,
                seen,
                last: None,
                before,
            },
            sheet,
        )
    }

    /// What is to be sealed now, but for what is never kept: nothing, if nothing was typed since.
    pub(crate) fn next(&mut self, opened: &Opened, sheet: Sheet, finished: bool) -> Done<Option<(Posted, Option<String>)>> {
        let sheet = sheet.kept();
        if self.last.as_ref() == Some(&sheet) && !finished {
            return Ok(None);
        }
        self.number += 1;
        self.recording.is_finished |= finished;
        let written = Written {
            writer: self.writer,
            number: self.number,
            seen: self.seen,
            sheet: sheet.clone(),
            finished,
        };
        let mut content = b"s".to_vec();
        content.extend_from_slice(&serde_json::to_vec(&written).map_err(|_| problem("not packed"))?);
        let posted = sealed(opened, self.recording.id, self.writer, self.number, &content)?;
        self.last = Some(sheet);
        let before = self.before.replace(key(&posted));
        Ok(Some((posted, before)))
    }
}

/// Keeps a version on the shelf, and takes away the one before it: first the new one, so that one is always there.
pub(crate) async fn keep(shelf: &Shelf, recording: &Recording, posted: &Posted, before: Option<String>) -> Done {
    shelf.put_letter(posted, Standing::Here).await?;
    recording.keep(shelf).await?;
    match before {
        Some(before) => shelf.remove_letter(&before).await,
        None => Ok(()),
    }
}

/// Seals content to the site, signed by this tablet. Out of which drawer it comes stands inside alone.
pub(crate) fn sealed(opened: &Opened, recording: Uuid, part: Uuid, number: u32, content: &[u8]) -> Done<Posted> {
    let place = Place {
        device: opened.kit.device,
        recording,
        part,
        number,
    };
    let letter = opened
        .kit
        .address()?
        .seal(&place, &[b"k", opened.tag.as_bytes().as_slice(), content].concat())
        .map_err(|error| problem(&error.to_string()))?;
    let signature = opened.device_key.sign(&place, &letter);
    Ok(Posted {
        place,
        signature,
        letter,
    })
}
