//! Locking: by hand, or after two minutes in which nobody touched the tablet. What is shown goes; what was being written is set aside
//! in memory, sealed under the drawer it belongs to. A take goes on: whoever listens touches nothing.

use crate::desk::{Desk, with};
use crate::groups::{self, Begun};
use crate::page::{self, Done, document, now};
use crate::sheet;
use crate::writing::{SetAside, Writing};
use method::recording::Sheet;
use serde::{Deserialize, Serialize};
use std::rc::Rc;

/// Milliseconds without a touch after which the tablet locks.
const IDLE: f64 = 120_000.0;

/// Watches for touches, and locks when none comes.
pub(crate) fn watch() {
    for event in ["pointerdown", "keydown", "input"] {
        page::on(&document(), event, |_| {
            with(|desk| desk.touched = now());
        });
    }
    page::every(5_000, || {
        if with(|desk| desk.opened.is_some() && now() - desk.touched > IDLE) {
            page::begin(async { lock().await });
        }
    });
}

/// What is set aside.
#[derive(Serialize, Deserialize)]
enum Aside {
    Story(SetAside),
    Group(Begun),
}

/// Locks. What is typed is sealed and kept first.
pub(crate) async fn lock() -> Done {
    crate::desk::journal(false).await?;
    let group = groups::at_hand()?;
    with(|desk| -> Done {
        let aside = match desk.writing.take() {
            Some(writing) => {
                let typed = crate::desk::form().map(|form| sheet::read(&form)).transpose()?;
                Some(Aside::Story(writing.set_aside(typed.unwrap_or_default())))
            }
            None => group.map(Aside::Group),
        };
        if let (Some(opened), Some(aside)) = (&desk.opened, aside) {
            let aside = serde_json::to_vec(&aside).map_err(|_| page::problem("not packed"))?;
            desk.aside.insert(opened.tag, opened.aside(&aside)?);
        }
        desk.group = None;
        desk.opened = None;
        Ok(())
    })?;
    crate::desk::show_lock();
    Ok(())
}

/// What was set aside for the drawer that was just opened.
pub(crate) enum TakenUp {
    Story(Writing, Sheet),
    Group(Begun),
}

/// Takes up what was set aside, if anything was.
pub(crate) fn taken_up(desk: &mut Desk) -> Done<Option<TakenUp>> {
    let Some(opened) = desk.opened.as_ref().map(Rc::clone) else {
        return Ok(None);
    };
    let Some(aside) = desk.aside.remove(&opened.tag) else {
        return Ok(None);
    };
    let bytes = opened.taken_up(&aside)?;
    Ok(Some(
        match serde_json::from_slice(&bytes).map_err(|_| page::problem("not unpacked"))? {
            Aside::Story(aside) => {
                let (writing, sheet) = Writing::taken_up(aside);
                TakenUp::Story(writing, sheet)
            }
            Aside::Group(begun) => TakenUp::Group(begun),
        },
    ))
}
