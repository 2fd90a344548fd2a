//! The recorder of the field, in the browser. It wires the pages that a tablet took along (`app/src/notes`): what is typed and said is
//! sealed to the site as it comes and kept as sealed bytes alone; the tablet cannot read them again. It knows no sentence and no
//! page: those come from the server while there is a network, and lie sealed under the worker's passphrase.
//!
//! ```text
//! shelf (IndexedDB) = drawers (kit, under a passphrase) · recordings (ids and numbers) · letters (sealed to the site, signed)
//! ```
#![cfg(target_arch = "wasm32")]

mod desk;
mod drawer;
mod files;
mod groups;
mod install;
mod kit;
mod list;
mod listening;
mod lock;
mod page;
mod post;
mod prepare;
mod sheet;
mod shelf;
mod sound;
mod unlock;
mod voice;
mod writing;

use wasm_bindgen::prelude::wasm_bindgen;

/// Called by the page once the module is loaded.
#[wasm_bindgen(start)]
pub fn start() {
    wasm_bindgen_futures::spawn_local(async {
        let begun = match page::find("form[data-enrol]") {
            Some(form) => prepare::begin(form),
            None => desk::begin().await,
        };
        if let Err(problem) = begun {
            page::report(&problem);
        }
    });
}
