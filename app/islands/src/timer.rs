//! A clock that counts down a part of a meeting. It knows nothing of the panel, and nothing leaves the page.

use leptos::prelude::*;
use std::time::Duration;

/// Counts down the chosen one of `parts`, each a name and its minutes; past its end it says `over` and how long. `of` names the
/// choice, `start`, `pause` and `anew` stand on the buttons.
#[island]
pub fn Timer(
    parts: Vec<(String, u32)>,
    of: String,
    start: String,
    pause: String,
    anew: String,
    over: String,
) -> impl IntoView {
    let minutes: Vec<u32> = parts.iter().map(|(_, minutes)| *minutes).collect();
    let chosen = RwSignal::new(0_usize);
    // Seconds that have passed; while the clock runs, since the moment of the browser's own clock at which it was started.
    let before = RwSignal::new(0.0_f64);
    let since = RwSignal::new(None::<f64>);
    let now = RwSignal::new(0.0_f64);
    Effect::new(move || clock::every_second(now));
    let passed = move || before.get() + since.get().map_or(0.0, |since| (now.get() - since).max(0.0));
    let left = move || f64::from(minutes.get(chosen.get()).copied().unwrap_or(0)) * 60.0 - passed();
    let left_again = left.clone();
    let toggle = move |_| {
        if let Some(started) = since.get_untracked() {
            before.update(|seconds| *seconds += (clock::now() - started).max(0.0));
            since.set(None);
        } else {
            now.set(clock::now());
            since.set(Some(clock::now()));
        }
    };
    let reset = move || {
        before.set(0.0);
        since.set(None);
    };
    let choose = move |event| {
        chosen.set(event_target_value(&event).parse().unwrap_or(0));
        reset();
    };
    let options = parts
        .into_iter()
        .enumerate()
        .map(|(index, (name, _))| view! { <option value=index.to_string()>{name}</option> });
    view! {
        <div class="timer card stack">
            <div class="field"><label for="timer-part">{of}</label>
                <select id="timer-part" on:change=choose>{options.collect_view()}</select></div>
            <p class="timer-left" dir="ltr" role="timer">{move || shown(left())}</p>
            <p role="status">{move || (left_again() < 0.0).then(|| over.clone())}</p>
            <div class="actions">
                <button type="button" class="button" data-kind="primary" on:click=toggle>
                    {move || if since.get().is_some() { pause.clone() } else { start.clone() }}</button>
                <button type="button" class="button" on:click=move |_| reset()>{anew}</button>
            </div>
        </div>
    }
}

/// Minutes and seconds; with a sign past the end.
fn shown(seconds: f64) -> String {
    let sign = if seconds < 0.0 { "−" } else { "" };
    let whole = Duration::try_from_secs_f64(seconds.abs().ceil())
        .unwrap_or_default()
        .as_secs();
    format!("{sign}{}:{:02}", whole / 60, whole % 60)
}

#[cfg(target_arch = "wasm32")]
mod clock {
    use leptos::prelude::{RwSignal, Set, on_cleanup, set_interval_with_handle};
    use std::time::Duration;

    /// Seconds on the browser's own clock, which no change of the time of day moves.
    pub(super) fn now() -> f64 {
        let performance = web_sys::window().and_then(|window| window.performance());
        performance.map_or(0.0, |performance| performance.now() / 1000.0)
    }

    pub(super) fn every_second(moment: RwSignal<f64>) {
        if let Ok(handle) = set_interval_with_handle(move || moment.set(now()), Duration::from_secs(1)) {
            on_cleanup(move || handle.clear());
        }
    }
}

/// The server prints the clock as it stands at the start.
#[cfg(not(target_arch = "wasm32"))]
mod clock {
    use leptos::prelude::RwSignal;

    pub(super) const fn now() -> f64 {
        0.0
    }

    pub(super) const fn every_second(_moment: RwSignal<f64>) {}
}

#[cfg(test)]
mod tests {
    use super::shown;

    #[test]
    fn time_is_minutes_and_seconds_and_has_a_sign_past_the_end() {
        assert_eq!(shown(300.0), "5:00");
        assert_eq!(shown(59.2), "1:00");
        assert_eq!(shown(9.0), "0:09");
        assert_eq!(shown(-65.0), "−1:05");
    }
}
