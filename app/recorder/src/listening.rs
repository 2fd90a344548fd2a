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
            let total = with(|desk| {
                desk.seconds += seconds;
                whole(desk.seconds)
            });
            let name = if kept.is_ok() { "sound" } else { "not-kept" };
            say("sound", &sentence(name, &[("%p", &page::length(total))]));
            kept
        });
    };
    // A recording of sound alone is listed too.
    journal(false).await?;
    match Take::begin(recording, device, heard).await {
        Ok(take) => {
            with(|desk| desk.take = Some(take));
            sound_state();
        }
        Err(_) => say("sound", &sentence("sound-lost", &[])),
    }
    Ok(())
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
    let (is_on, seconds) = with(|desk| (desk.take.is_some(), whole(desk.seconds)));
    show("[data-do='record']", !is_on);
    show("[data-do='pause'], [data-do='stop']", is_on);
    show("[data-do='resume']", false);
    let said = if is_on || seconds > 0 {
        sentence("sound", &[("%p", &page::length(seconds))])
    } else {
        String::new()
    };
    say("sound", &said);
}
