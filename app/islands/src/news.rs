//! Listening to a stream of the server for as long as the page lives.

use std::rc::Rc;
use wasm_bindgen::JsCast;
use wasm_bindgen::prelude::Closure;
use web_sys::{EventSource, MessageEvent};

/// A server that answers with an error page is asked again after this long, in milliseconds.
const PATIENCE: i32 = 8000;

/// Calls `heard` with each piece of news. A line that breaks is taken up again by the browser itself, one that was refused after
/// a while.
pub(crate) fn listen(events: String, heard: Rc<dyn Fn(&str)>) {
    let Ok(source) = EventSource::new(&events) else {
        return;
    };
    let tell = Rc::clone(&heard);
    let told = Closure::<dyn Fn(MessageEvent)>::new(move |event: MessageEvent| {
        if let Some(text) = event.data().as_string() {
            tell(&text);
        }
    });
    source.set_onmessage(Some(told.as_ref().unchecked_ref()));
    told.forget();
    let broken = source.clone();
    let failed = Closure::<dyn Fn()>::new(move || {
        if broken.ready_state() != EventSource::CLOSED {
            return;
        }
        let (events, heard) = (events.clone(), Rc::clone(&heard));
        after(PATIENCE, move || listen(events, heard));
    });
    source.set_onerror(Some(failed.as_ref().unchecked_ref()));
    failed.forget();
}

/// Does something once, so many milliseconds from now.
pub(crate) fn after(milliseconds: i32, what: impl FnOnce() + 'static) {
    let what = Closure::once_into_js(what);
    if let Some(window) = web_sys::window() {
        let _ = window.set_timeout_with_callback_and_timeout_and_arguments_0(what.unchecked_ref(), milliseconds);
    }
}
