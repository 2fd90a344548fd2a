//! The page: finding what is marked, showing, saying. Nothing that was typed is ever reported.

use js_sys::Date;
use wasm_bindgen::closure::Closure;
use wasm_bindgen::{JsCast, JsValue};
use web_sys::{Document, Element, Event, EventTarget, HtmlElement, Window};

/// Why something failed; says nothing of what was typed.
pub(crate) type Problem = JsValue;
/// What may fail.
pub(crate) type Done<T = ()> = Result<T, Problem>;

pub(crate) fn window() -> Window {
    web_sys::window().expect("a page has a window")
}

pub(crate) fn document() -> Document {
    window().document().expect("a window has a document")
}

pub(crate) fn find(selector: &str) -> Option<HtmlElement> {
    document()
        .query_selector(selector)
        .ok()?
        .and_then(|found| found.dyn_into().ok())
}

pub(crate) fn within(element: &Element, selector: &str) -> Option<HtmlElement> {
    element.query_selector(selector).ok()?.and_then(|found| found.dyn_into().ok())
}

pub(crate) fn all(selector: &str) -> Vec<HtmlElement> {
    let Ok(found) = document().query_selector_all(selector) else {
        return Vec::new();
    };
    (0..found.length()).filter_map(|at| found.get(at)?.dyn_into().ok()).collect()
}

/// Shows or hides what is marked.
pub(crate) fn show(selector: &str, is_shown: bool) {
    for element in all(selector) {
        element.set_hidden(!is_shown);
    }
}

/// Writes a sentence where it is said.
pub(crate) fn say(place: &str, sentence: &str) {
    for element in all(&format!("[data-say='{place}']")) {
        element.set_text_content(Some(sentence));
    }
}

/// A sentence of the pages that were taken along, with what stands in it: `%n`, `%d`, `%p`.
pub(crate) fn sentence(name: &str, with: &[(&str, &str)]) -> String {
    let found = find(&format!("[data-sentence='{name}']"));
    let text = found.and_then(|element| element.text_content()).unwrap_or_default();
    with.iter().fold(text, |text, (mark, value)| text.replace(mark, value))
}

/// Listens for as long as the page lives.
pub(crate) fn on(target: &EventTarget, event: &str, heard: impl FnMut(Event) + 'static) {
    let listener = Closure::<dyn FnMut(Event)>::new(heard);
    let _ = target.add_event_listener_with_callback(event, listener.as_ref().unchecked_ref());
    listener.forget();
}

/// Does something again and again.
pub(crate) fn every(milliseconds: i32, tick: impl FnMut() + 'static) {
    let ticking = Closure::<dyn FnMut()>::new(tick);
    let _ = window().set_interval_with_callback_and_timeout_and_arguments_0(ticking.as_ref().unchecked_ref(), milliseconds);
    ticking.forget();
}

/// Begins something; what fails is reported.
pub(crate) fn begin(work: impl Future<Output = Done> + 'static) {
    wasm_bindgen_futures::spawn_local(async move {
        if let Err(problem) = work.await {
            report(&problem);
        }
    });
}

/// Tells the console that something failed, and what the browser calls it.
pub(crate) fn report(problem: &Problem) {
    let name = js_sys::Reflect::get(problem, &"name".into())
        .ok()
        .and_then(|name| name.as_string());
    let told = name.or_else(|| problem.as_string()).unwrap_or_else(|| "failed".into());
    web_sys::console::warn_1(&told.into());
}

/// Now, in milliseconds.
pub(crate) fn now() -> f64 {
    Date::now()
}

/// Today, as `2026-03-31`.
pub(crate) fn today() -> String {
    day_in(0)
}

/// The day in so many days.
pub(crate) fn day_in(days: u32) -> String {
    let text: String = Date::new(&(now() + f64::from(days) * 86_400_000.0).into())
        .to_iso_string()
        .into();
    text.chars().take(10).collect()
}

/// Today, counted from 1970.
#[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "days since 1970")]
pub(crate) fn day_number() -> u32 {
    (now() / 86_400_000.0) as u32
}

/// A length of sound, as `3:07`.
pub(crate) fn length(seconds: u32) -> String {
    format!("{}:{:02}", seconds / 60, seconds % 60)
}

/// A problem with a name of ours.
pub(crate) fn problem(name: &str) -> Problem {
    JsValue::from_str(name)
}
