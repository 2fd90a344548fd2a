//! The consent talk on a tablet: the browser's own voice where nobody of the programme read aloud, and silence when the tablet locks.

use crate::page::{all, window};
use wasm_bindgen::JsCast;
use web_sys::{Element, HtmlMediaElement, SpeechSynthesis, SpeechSynthesisUtterance};

fn synthesis() -> Option<SpeechSynthesis> {
    window().speech_synthesis().ok()
}

/// Says what stands on a button, or falls silent if something is being said; a browser without a voice says nothing.
pub(crate) fn toggle(button: &Element) {
    let Some(synthesis) = synthesis() else { return };
    if synthesis.speaking() {
        synthesis.cancel();
        return;
    }
    let text = button.get_attribute("data-text").unwrap_or_default();
    if let Ok(utterance) = SpeechSynthesisUtterance::new_with_text(&text) {
        utterance.set_lang(&button.get_attribute("data-tag").unwrap_or_default());
        synthesis.speak(&utterance);
    }
}

/// Stops whatever sounds.
pub(crate) fn hush() {
    if let Some(synthesis) = synthesis() {
        synthesis.cancel();
    }
    for player in all("audio") {
        if let Ok(player) = player.dyn_into::<HtmlMediaElement>() {
            let _ = player.pause();
        }
    }
}
