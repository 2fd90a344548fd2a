//! The buttons of the sound: beginning a take, pausing, ending it; each piece is sealed and kept as it comes.

use crate::desk::{journal, whole, with};
use crate::page::{self, Done, say, sentence, show};
use crate::shelf::Standing;
use crate::sound::Take;
use crate::writing;
use method::sound::Piece;
use std::rc::Rc;
use uuid::Uuid;

/// Begins a take.
pub(crate) async fn record() -> Done {
    let begun = with(|desk| Some((desk.opened.clone()?, desk.writing.as_ref()?.recording.id)));
    let Some((opened, recording)) = begun else { return Ok(()) };
    let device = opened.kit.device;
    let shelf = with(|desk| desk.shelf.clone());
    let heard = move |piece: Piece, seconds: f64| {
        let (opened, shelf) = (Rc::clone(&opened), shelf.clone());
        page::begin(async move {
            let mut content = vec![b'a'];
            content.extend_from_slice(&piece.to_bytes());
            let posted = writing::sealed(&opened, recording, piece.take().uuid(), piece.seq(), &content)?;
            let kept = shelf.put_letter(&posted, Standing::Here).await;
            with(|desk| desk.seconds += seconds);
            if kept.is_ok() {
                say_sound();
            } else {
                say("sound", &sentence("not-kept", &[]));
            }
            kept
        });
    };
    // A recording of sound alone is listed too.
    journal(false).await?;
    with(|desk| desk.lost = None);
    match Take::begin(recording, device, heard, move || page::begin(lost(recording))).await {
        Ok(take) => {
            with(|desk| desk.take = Some(take));
            sound_state();
            if with(|desk| desk.lost == Some(recording)) {
                return stop().await;
            }
        }
        Err(_) => say("sound", &sentence("sound-lost", &[])),
    }
    Ok(())
}

/// Ends the take of a recording, of which nothing can be heard any more, and says so. What was heard is kept.
async fn lost(recording: Uuid) -> Done {
    with(|desk| desk.lost = Some(recording));
    stop().await
}

/// Pauses the take at hand, or goes on.
pub(crate) fn pause(is_paused: bool) {
    with(|desk| {
        if let Some(take) = &desk.take {
            take.pause(is_paused);
        }
    });
    show("[data-do='pause']", !is_paused);
    show("[data-do='resume']", is_paused);
}

/// Ends the take at hand, if there is one.
pub(crate) async fn stop() -> Done {
    if let Some(take) = with(|desk| desk.take.take()) {
        take.stop().await;
    }
    sound_state();
    Ok(())
}

/// Ends the take at hand unless it is of this recording: nobody else's voice comes into it.
pub(crate) async fn stop_unless(recording: Option<Uuid>) -> Done {
    if with(|desk| desk.take.as_ref().is_some_and(|take| Some(take.recording) != recording)) {
        stop().await?;
    }
    Ok(())
}

/// Ends the take at hand if it is sealed in the name of one of these devices, which were cut off.
pub(crate) async fn stop_of(gone: &[Uuid]) -> Done {
    if with(|desk| desk.take.as_ref().is_some_and(|take| gone.contains(&take.device))) {
        stop().await?;
    }
    Ok(())
}

/// Which buttons of the sound there are, and how much was recorded.
pub(crate) fn sound_state() {
    let is_on = with(|desk| desk.take.is_some());
    show("[data-do='record']", !is_on);
    show("[data-do='pause'], [data-do='stop']", is_on);
    show("[data-do='resume']", false);
    say_sound();
}

/// Says how much was recorded, and whether it ended because nothing was to be heard any more.
fn say_sound() {
    let (is_on, is_lost, seconds) = with(|desk| {
        let at_hand = desk.writing.as_ref().map(|one| one.recording.id);
        let is_lost = desk.lost.is_some() && desk.lost == at_hand;
        (desk.take.is_some(), is_lost, whole(desk.seconds))
    });
    let said = if is_lost {
        sentence("sound-ended", &[("%p", &page::length(seconds))])
    } else if is_on || seconds > 0 {
        sentence("sound", &[("%p", &page::length(seconds))])
    } else {
        String::new()
    };
    say("sound", &said);
}
