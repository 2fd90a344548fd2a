//! Sending what is on the shelf. Letters are sealed and signed already, so that this needs no passphrase and goes on while the tablet
//! is locked. A letter leaves the shelf only when the server says that it is in its place. A tablet on which nothing waits asks too
//! whether it was cut off.

use crate::drawer::{Drawer, Opened};
use crate::kit::{ask, ask_within};
use crate::page::{Done, now};
use crate::shelf::{DRAWERS, RECORDINGS, Refusal, Shelf, Standing};
use crate::writing::Recording;
use archive_envelope::{Place, Posted};
use js_sys::Uint8Array;
use method::hex::to_hex;
use serde::Deserialize;
use std::cell::Cell;
use std::collections::BTreeSet;
use uuid::Uuid;

/// What came of sending.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Came {
    /// All is there.
    All,
    /// Some of it is refused there, or waits to be opened.
    Some,
    /// Nobody answered; it is tried again.
    NoAnswer,
}

/// Which letters are sent.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Which {
    /// Those that were not sent yet.
    New,
    /// Those that were refused too: somebody asked for it.
    All,
    /// Those of one recording, refused or not.
    One(Uuid),
}

/// Milliseconds after which tablets ask again whether they were cut off, if nobody asks them to.
const ASK: f64 = 600_000.0;
/// Milliseconds for which somebody who opens a tablet waits for that answer.
const WAIT: i32 = 3_000;

thread_local! {
    /// When it was asked last whether a tablet was cut off.
    static ASKED: Cell<f64> = const { Cell::new(0.0) };
    /// Whether this page is sending: once at a time. Another tab may do the same; the server takes nothing twice.
    static BUSY: Cell<bool> = const { Cell::new(false) };
}

/// Sends what there is to be sent; what came of it, and which devices turned out to be cut off. `at_hand` is the recording that is
/// being written.
pub(crate) async fn send(
    shelf: &Shelf,
    opened: Option<&Opened>,
    at_hand: Option<Uuid>,
    which: Which,
) -> Done<(Came, Vec<Uuid>)> {
    if BUSY.replace(true) {
        return Ok((Came::Some, Vec::new()));
    }
    let sent = all(shelf, opened, at_hand, which).await;
    BUSY.set(false);
    sent
}

async fn all(shelf: &Shelf, opened: Option<&Opened>, at_hand: Option<Uuid>, which: Which) -> Done<(Came, Vec<Uuid>)> {
    let mut came = Came::All;
    let is_asked = which != Which::New || now() - ASKED.get() > ASK;
    let mut gone = if is_asked { ask_drawers(shelf).await? } else { Vec::new() };
    let of = match which {
        Which::One(recording) => Some(recording),
        Which::New | Which::All => None,
    };
    for key in shelf.letters(of).await? {
        let Some((posted, standing)) = shelf.letter(&key).await? else {
            continue;
        };
        let is_sent = match standing {
            Standing::Here => true,
            Standing::Waits => false,
            Standing::Refused(_) => which != Which::New,
        };
        if !is_sent {
            came = Came::Some;
            continue;
        }
        // One answer is enough of a device that was cut off: what others wrote on this tablet goes on.
        let status = if gone.contains(&posted.place.device) {
            Ok(410)
        } else {
            put(&posted).await
        };
        match status {
            Ok(201) => shelf.remove_letter(&key).await?,
            Ok(202) => {
                shelf.put_letter(&posted, Standing::Waits).await?;
                came = Came::Some;
            }
            other => {
                let Some(refusal) = other.ok().and_then(Refusal::of) else {
                    return Ok((Came::NoAnswer, gone));
                };
                shelf.put_letter(&posted, Standing::Refused(refusal)).await?;
                if refusal == Refusal::CutOff && !gone.contains(&posted.place.device) {
                    gone.push(posted.place.device);
                    cut_off(shelf, posted.place.device).await?;
                }
                came = Came::Some;
            }
        }
    }
    for recording in Recording::all(shelf).await? {
        settle(shelf, opened, &recording, at_hand).await?;
    }
    Ok((came, gone))
}

async fn put(posted: &Posted) -> Done<u16> {
    let Place {
        device,
        recording,
        part,
        number,
    } = posted.place;
    let ids = [device, recording, part].map(|id| id.as_simple().to_string()).join("/");
    let body = Uint8Array::from(posted.letter.as_slice());
    let signature = to_hex(&posted.signature);
    let headers = [
        ("signature", signature.as_str()),
        ("content-type", "application/octet-stream"),
    ];
    Ok(ask("PUT", &format!("/notes/letters/{ids}/{number}"), &headers, Some(&body))
        .await?
        .status)
}

#[derive(Deserialize)]
struct Waiting {
    waits: bool,
}

/// Forgets a recording of which nothing is left here, and letters that waited there and have been opened since.
async fn settle(shelf: &Shelf, opened: Option<&Opened>, recording: &Recording, at_hand: Option<Uuid>) -> Done {
    let keys = shelf.letters(Some(recording.id)).await?;
    let mut waiting = Vec::new();
    for key in &keys {
        if let Some((_, Standing::Waits)) = shelf.letter(key).await? {
            waiting.push(key);
        }
    }
    if let (false, Some(opened)) = (waiting.is_empty(), opened) {
        let place = Place::of_question(opened.kit.device, recording.id);
        let signature = to_hex(&opened.device_key.sign(&place, &[]));
        let path = format!("/notes/waiting/{}/{}", place.device.as_simple(), place.recording.as_simple());
        let answer = ask("POST", &path, &[("signature", &signature)], None).await;
        if let Ok(answer) = answer
            && answer.status == 200
            && !answer.json::<Waiting>().await?.waits
        {
            for key in &waiting {
                shelf.remove_letter(key).await?;
            }
        }
    }
    if shelf.letters(Some(recording.id)).await?.is_empty() && at_hand != Some(recording.id) {
        shelf.remove(RECORDINGS, &recording.id.as_simple().to_string()).await?;
    }
    Ok(())
}

/// Asks of every drawer whether its tablet was cut off, and forgets those of which it is said; which they were. Where nobody answers,
/// work goes on.
pub(crate) async fn ask_drawers(shelf: &Shelf) -> Done<Vec<Uuid>> {
    let drawers = Drawer::all(shelf).await?;
    let devices: BTreeSet<Uuid> = drawers.iter().map(|drawer| drawer.device).collect();
    let mut gone = Vec::new();
    for device in devices {
        let path = format!("/notes/devices/{}", device.as_simple());
        let Ok(answer) = ask_within(WAIT, "GET", &path, &[]).await else {
            return Ok(gone);
        };
        if answer.status == 410 {
            gone.push(device);
            cut_off(shelf, device).await?;
        }
    }
    ASKED.set(now());
    Ok(gone)
}

/// Forgets what a tablet took along that was cut off. Its letters stay: they are sealed, and can be handed over as a file.
async fn cut_off(shelf: &Shelf, device: Uuid) -> Done {
    let drawers = Drawer::all(shelf).await?;
    for drawer in drawers.iter().filter(|drawer| drawer.device == device) {
        shelf.remove(DRAWERS, &drawer.tag.as_simple().to_string()).await?;
    }
    Ok(())
}
