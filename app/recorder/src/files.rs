//! The shelf as one file, and back. Every letter in it is sealed and signed.

use crate::page::{Done, document, problem, today, window};
use crate::shelf::{Shelf, Standing};
use crate::writing::Recording;
use archive_envelope::{bundle, unbundle};
use js_sys::{Array, Uint8Array};
use uuid::Uuid;
use wasm_bindgen::JsCast;
use wasm_bindgen_futures::JsFuture;
use web_sys::{Blob, BlobPropertyBag, File, HtmlAnchorElement, Url};

/// Hands everything over as a file; how many letters are in it.
pub(crate) async fn hand_over(shelf: &Shelf) -> Done<usize> {
    let mut letters = Vec::new();
    for key in shelf.letters(None).await? {
        if let Some((posted, _)) = shelf.letter(&key).await? {
            letters.push(posted);
        }
    }
    let parts = Array::of1(&Uint8Array::from(bundle(&letters).as_slice()));
    let kind = BlobPropertyBag::new();
    kind.set_type("application/octet-stream");
    let file = Blob::new_with_u8_array_sequence_and_options(&parts, &kind)?;
    let address = Url::create_object_url_with_blob(&file)?;
    let link: HtmlAnchorElement = document().create_element("a")?.dyn_into()?;
    link.set_href(&address);
    link.set_download(&format!("notes-{}.bin", today()));
    link.click();
    // The browser has taken the file by the time that anybody looks again.
    let forget = wasm_bindgen::closure::Closure::once_into_js(move || {
        let _ = Url::revoke_object_url(&address);
    });
    window().set_timeout_with_callback_and_timeout_and_arguments_0(forget.unchecked_ref(), 60_000)?;
    Ok(letters.len())
}

/// Brings a file in, to be sent from here; how many letters came in.
pub(crate) async fn bring_in(shelf: &Shelf, owner: Uuid, file: &File) -> Done<usize> {
    let bytes = JsFuture::from(file.array_buffer()).await?;
    let letters = unbundle(&Uint8Array::new(&bytes).to_vec()).map_err(|error| problem(&error.to_string()))?;
    let known: Vec<Uuid> = Recording::all(shelf).await?.into_iter().map(|one| one.id).collect();
    for posted in &letters {
        let id = posted.place.recording;
        if !known.contains(&id) {
            let day = today();
            Recording {
                id,
                owner,
                day,
                seconds: 0,
                is_finished: true,
            }
            .keep(shelf)
            .await?;
        }
        shelf.put_letter(posted, Standing::Here).await?;
    }
    Ok(letters.len())
}
