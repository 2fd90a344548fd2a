//! How far something is that the server does, moving by itself; and that it is done.

use leptos::prelude::*;

/// A bar with `percent` in the place of `{percent}` in `template`, from news of `events`; `done` once it is.
#[island]
pub fn Progress(events: String, percent: usize, template: String, done: String, label: String) -> impl IntoView {
    let far = RwSignal::new(Some(percent));
    news::listen(events, far);
    view! {
        {move || match far.get() {
            Some(percent) => view! {
                <div class="stack" aria-busy="true">
                    <p>{template.replace("{percent}", &percent.to_string())}</p>
                    <progress max="100" value=percent.to_string() aria-label=label.clone()></progress>
                </div>
            }.into_any(),
            None => view! { <p role="status">{done.clone()}</p> }.into_any(),
        }}
    }
}

/// What is told.
#[cfg(any(test, target_arch = "wasm32"))]
#[derive(Debug, PartialEq, Eq)]
enum News {
    Percent(usize),
    Ready,
}

/// News on the wire: a number of per cent, or `ready`.
#[cfg(any(test, target_arch = "wasm32"))]
fn parse(news: &str) -> Option<News> {
    match news {
        "ready" => Some(News::Ready),
        number => number.parse().ok().filter(|number| *number <= 100).map(News::Percent),
    }
}

#[cfg(target_arch = "wasm32")]
mod news {
    use super::{News, parse};
    use leptos::prelude::{RwSignal, Set};
    use leptos::wasm_bindgen::JsCast;
    use leptos::wasm_bindgen::prelude::Closure;
    use web_sys::{EventSource, MessageEvent};

    /// A server that answers with an error page is asked again after this long, in milliseconds.
    const PATIENCE: i32 = 8000;

    /// Listens until it is done; a line that breaks is taken up again by the browser itself.
    pub(super) fn listen(events: String, far: RwSignal<Option<usize>>) {
        let Ok(source) = EventSource::new(&events) else { return };
        let line = source.clone();
        let heard = Closure::<dyn Fn(MessageEvent)>::new(move |event: MessageEvent| {
            let Some(now) = event.data().as_string().and_then(|text| parse(&text)) else {
                return;
            };
            match now {
                News::Percent(percent) => far.set(Some(percent)),
                News::Ready => {
                    far.set(None);
                    line.close();
                }
            }
        });
        source.set_onmessage(Some(heard.as_ref().unchecked_ref()));
        heard.forget();
        let broken = source.clone();
        let failed = Closure::<dyn Fn()>::new(move || {
            if broken.ready_state() != EventSource::CLOSED {
                return;
            }
            let events = events.clone();
            let again = Closure::once_into_js(move || listen(events, far));
            if let Some(window) = web_sys::window() {
                let _ = window.set_timeout_with_callback_and_timeout_and_arguments_0(again.unchecked_ref(), PATIENCE);
            }
        });
        source.set_onerror(Some(failed.as_ref().unchecked_ref()));
        failed.forget();
    }
}

/// The server prints what it knows and has no news.
#[cfg(not(target_arch = "wasm32"))]
mod news {
    use leptos::prelude::RwSignal;

    pub(super) fn listen(_events: String, _far: RwSignal<Option<usize>>) {}
}

#[cfg(test)]
mod tests {
    use super::{News, parse};

    #[test]
    fn news_are_a_number_or_ready() {
        assert_eq!(parse("40"), Some(News::Percent(40)));
        assert_eq!(parse("ready"), Some(News::Ready));
        for wrong in ["", "101", "-1", "<b>"] {
            assert_eq!(parse(wrong), None, "{wrong}");
        }
    }
}
