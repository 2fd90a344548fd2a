//! Reads a text aloud with the browser's own voice: for those who do not read, and for reading back.

use leptos::prelude::*;

/// A button that starts and stops the voice. `text` is what is said, `tag` its language (BCP 47), `start` and `stop` the words
/// on the button. It says nothing to any server; voices that are not on the device are not asked for.
#[island]
pub fn ReadAloud(text: String, tag: String, start: String, stop: String) -> impl IntoView {
    let speaking = RwSignal::new(false);
    let toggle = move |_| {
        let on = !speaking.get_untracked();
        if on {
            voice::say(&text, &tag);
        } else {
            voice::hush();
        }
        speaking.set(on);
    };
    view! {
        <button type="button" class="button read-aloud" on:click=toggle aria-pressed=move || speaking.get().to_string()>
            {move || if speaking.get() { stop.clone() } else { start.clone() }}
        </button>
    }
}

#[cfg(target_arch = "wasm32")]
mod voice {
    use web_sys::{SpeechSynthesis, SpeechSynthesisUtterance};

    fn synthesis() -> Option<SpeechSynthesis> {
        web_sys::window().and_then(|window| window.speech_synthesis().ok())
    }

    /// Says a text; a browser without a voice says nothing.
    pub(super) fn say(text: &str, tag: &str) {
        let (Some(synthesis), Ok(utterance)) = (synthesis(), SpeechSynthesisUtterance::new_with_text(text)) else {
            return;
        };
        utterance.set_lang(tag);
        synthesis.cancel();
        synthesis.speak(&utterance);
    }

    /// Falls silent.
    pub(super) fn hush() {
        if let Some(synthesis) = synthesis() {
            synthesis.cancel();
        }
    }
}

/// The server prints the button and has no voice.
#[cfg(not(target_arch = "wasm32"))]
mod voice {
    pub(super) const fn say(_text: &str, _tag: &str) {}
    pub(super) const fn hush() {}
}
