//! Reads a text aloud with a voice of the device's own: for those who do not read, and for reading back. A browser may offer voices
//! of a service, to which it would send her words: they are never asked.

use leptos::prelude::*;

/// A button that starts and stops the voice. `text` is what is said, `language` the primary subtag (BCP 47) of the voices that can
/// say it, `start` and `stop` the words on the button, `missing` what is said where the device has no such voice.
#[island]
pub fn ReadAloud(text: String, language: String, start: String, stop: String, missing: String) -> impl IntoView {
    let speaking = RwSignal::new(false);
    let is_missing = RwSignal::new(false);
    // A browser looks for its voices when it is first asked for them.
    Effect::new(|_| voice::wake());
    let toggle = move |_| {
        if speaking.get_untracked() {
            voice::hush();
            speaking.set(false);
        } else {
            let is_said = voice::say(&text, &language, move || speaking.set(false));
            speaking.set(is_said);
            is_missing.set(!is_said);
        }
    };
    view! {
        <div class="stack">
            <button type="button" class="button read-aloud" on:click=toggle aria-pressed=move || speaking.get().to_string()>
                {move || if speaking.get() { stop.clone() } else { start.clone() }}
            </button>
            {move || is_missing.get().then(|| view! { <p class="hint" role="status">{missing.clone()}</p> })}
        </div>
    }
}

/// Whether a voice with this tag speaks a language.
#[cfg(any(test, target_arch = "wasm32"))]
fn speaks(tag: &str, language: &str) -> bool {
    let primary = tag.split(['-', '_']).next().unwrap_or(tag);
    primary.eq_ignore_ascii_case(language)
}

#[cfg(target_arch = "wasm32")]
mod voice {
    use super::speaks;
    use wasm_bindgen::JsCast;
    use wasm_bindgen::prelude::Closure;
    use web_sys::{SpeechSynthesis, SpeechSynthesisUtterance, SpeechSynthesisVoice};

    fn synthesis() -> Option<SpeechSynthesis> {
        web_sys::window().and_then(|window| window.speech_synthesis().ok())
    }

    /// Lets the browser look for its voices.
    pub(super) fn wake() {
        if let Some(synthesis) = synthesis() {
            synthesis.get_voices();
        }
    }

    /// A voice that speaks a language on the device itself.
    fn own(synthesis: &SpeechSynthesis, language: &str) -> Option<SpeechSynthesisVoice> {
        let voices = synthesis.get_voices().into_iter();
        let mut voices = voices.filter_map(|one| one.dyn_into::<SpeechSynthesisVoice>().ok());
        voices.find(|one| one.local_service() && speaks(&one.lang(), language))
    }

    /// Says a text and tells when it is over; whether there is a voice for it.
    pub(super) fn say(text: &str, language: &str, over: impl FnOnce() + 'static) -> bool {
        let Some(synthesis) = synthesis() else { return false };
        let (Some(voice), Ok(utterance)) = (own(&synthesis, language), SpeechSynthesisUtterance::new_with_text(text)) else {
            return false;
        };
        utterance.set_lang(&voice.lang());
        utterance.set_voice(Some(&voice));
        // Some browsers forget an utterance that nobody holds, and never tell its end.
        let held = utterance.clone();
        let over = Closure::once_into_js(move || {
            drop(held);
            over();
        });
        utterance.set_onend(Some(over.unchecked_ref()));
        utterance.set_onerror(Some(over.unchecked_ref()));
        synthesis.cancel();
        synthesis.speak(&utterance);
        true
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
    pub(super) const fn wake() {}
    pub(super) fn say(_text: &str, _language: &str, _over: impl FnOnce() + 'static) -> bool {
        false
    }
    pub(super) const fn hush() {}
}

#[cfg(test)]
mod tests {
    use super::speaks;

    #[test]
    fn a_voice_is_known_by_its_language() {
        assert!(speaks("ar-MA", "ar") && speaks("fr_FR", "fr") && speaks("EN", "en"));
        assert!(!speaks("arz", "ar") && !speaks("", "ar") && !speaks("fr-FR", "ar"));
    }
}
