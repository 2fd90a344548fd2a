//! Listening to a stream of the server for as long as somebody looks at the page. A browser keeps few lines to one server, over
//! plain HTTP six for all its tabs: pages in the background would take them from the page that is asked for.

use std::cell::RefCell;
use std::rc::{Rc, Weak};
use wasm_bindgen::JsCast;
use wasm_bindgen::prelude::Closure;
use web_sys::{Document, EventSource, MessageEvent};

/// A server that answers with an error page is asked again after this long, in milliseconds.
const PATIENCE: i32 = 8000;

/// Calls `heard` with each piece of news. A line that breaks is taken up again by the browser itself, one that was refused after
/// a while, one of a page that was hidden when the page is seen again.
pub(crate) fn listen(events: String, heard: Rc<dyn Fn(&str)>) {
    let Some(document) = web_sys::window().and_then(|window| window.document()) else {
        return;
    };
    let line = Rc::new_cyclic(|line: &Weak<Line>| {
        let refused = Weak::clone(line);
        Line {
            document: document.clone(),
            events,
            source: RefCell::new(None),
            told: Closure::new(move |event: MessageEvent| {
                if let Some(text) = event.data().as_string() {
                    heard(&text);
                }
            }),
            failed: Closure::new(move || {
                if let Some(line) = refused.upgrade().filter(|line| !line.is_open()) {
                    after(PATIENCE, move || line.follow());
                }
            }),
        }
    });
    line.follow();
    let seen = Closure::<dyn Fn()>::new(move || line.follow());
    let _ = document.add_event_listener_with_callback("visibilitychange", seen.as_ref().unchecked_ref());
    seen.forget();
}

/// The line of one page to one stream.
struct Line {
    document: Document,
    events: String,
    source: RefCell<Option<EventSource>>,
    told: Closure<dyn Fn(MessageEvent)>,
    failed: Closure<dyn Fn()>,
}

impl Line {
    fn is_open(&self) -> bool {
        let source = self.source.borrow();
        source.as_ref().is_some_and(|one| one.ready_state() != EventSource::CLOSED)
    }

    /// Opens the line of a page that is looked at, and closes that of a page that is not.
    fn follow(&self) {
        if self.document.hidden() {
            if let Some(source) = self.source.take() {
                source.close();
            }
        } else if !self.is_open() {
            let source = EventSource::new(&self.events).ok();
            if let Some(source) = &source {
                source.set_onmessage(Some(self.told.as_ref().unchecked_ref()));
                source.set_onerror(Some(self.failed.as_ref().unchecked_ref()));
            }
            self.source.replace(source);
        }
    }
}

/// Does something once, so many milliseconds from now.
pub(crate) fn after(milliseconds: i32, what: impl FnOnce() + 'static) {
    let what = Closure::once_into_js(what);
    if let Some(window) = web_sys::window() {
        let _ = window.set_timeout_with_callback_and_timeout_and_arguments_0(what.unchecked_ref(), milliseconds);
    }
}
