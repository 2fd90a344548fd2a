//! The consent talk on a tablet: a voice of the device's own where nobody of the programme read aloud, and silence when the tablet locks.

use crate::page::{all, window};
use wasm_bindgen::JsCast;
use web_sys::{Element, HtmlMediaElement, SpeechSynthesis, SpeechSynthesisUtterance, SpeechSynthesisVoice};

fn synthesis() -> Option<SpeechSynthesis> {
    window().speech_synthesis().ok()
}

/// A voice that speaks a language on the device itself: one of a service is sent what it says.
fn own(synthesis: &SpeechSynthesis, language: &str) -> Option<SpeechSynthesisVoice> {
    let speaks = |tag: &str| {
        tag.split(['-', '_'])
            .next()
            .is_some_and(|one| one.eq_ignore_ascii_case(language))
    };
    let voices = synthesis.get_voices().into_iter();
    let mut voices = voices.filter_map(|one| one.dyn_into::<SpeechSynthesisVoice>().ok());
    voices.find(|one| one.local_service() && speaks(&one.lang()))
}

/// Says what stands on a button, or falls silent if something is being said. Where the device has no voice for it the button says so.
pub(crate) fn toggle(button: &Element) {
    let Some(synthesis) = synthesis() else { return };
    if synthesis.speaking() {
        synthesis.cancel();
        return;
    }
    let attribute = |name: &str| button.get_attribute(name).unwrap_or_default();
    let Some(voice) = own(&synthesis, &attribute("data-voice")) else {
        button.set_text_content(Some(&attribute("data-missing")));
        return;
    };
    if let Ok(utterance) = SpeechSynthesisUtterance::new_with_text(&attribute("data-text")) {
        utterance.set_lang(&voice.lang());
        utterance.set_voice(Some(&voice));
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
