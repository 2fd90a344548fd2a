//! Helps somebody write a brief: the preview follows the hand, a reference lands where the hand was, and leaving with unsaved
//! words asks first. The page works without it; the quick exit is never held up.

use leptos::prelude::*;

/// Watches the form `#brief`. `preview` is where its text is sent for the server's own preview; `is_unsaved` whether the page
/// came back with words that are not saved, `is_troubled` whether something keeps it from being shown. The other words say how
/// the preview stands.
#[island]
pub fn Composer(
    preview: String,
    is_unsaved: bool,
    is_troubled: bool,
    waiting: String,
    fresh: String,
    stale: String,
    failed: String,
) -> impl IntoView {
    let standing = RwSignal::new(if is_troubled { State::Stale } else { State::Fresh });
    Effect::new(move |_| desk::watch(&preview, is_unsaved, standing));
    let said = move || match standing.get() {
        State::Fresh => fresh.clone(),
        State::Waiting => waiting.clone(),
        State::Stale => stale.clone(),
        State::Failed => failed.clone(),
    };
    view! { <p class="hint no-print" role="status">{said}</p> }
}

/// How the preview stands.
#[derive(Clone, Copy, PartialEq, Eq)]
#[cfg_attr(
    not(target_arch = "wasm32"),
    expect(dead_code, reason = "the server only prints the first and the third")
)]
enum State {
    Fresh,
    Waiting,
    Stale,
    Failed,
}

#[cfg(target_arch = "wasm32")]
mod desk {
    use super::State;
    use leptos::prelude::*;
    use leptos::task::spawn_local;
    use std::cell::Cell;
    use std::rc::Rc;
    use wasm_bindgen::closure::Closure;
    use wasm_bindgen::{JsCast, JsValue};
    use wasm_bindgen_futures::JsFuture;
    use web_sys::{
        Document, Element, Event, EventTarget, HtmlButtonElement, HtmlInputElement, HtmlTextAreaElement, RequestInit,
        Response, UrlSearchParams, Window,
    };

    /// Milliseconds after the last letter before the preview is asked for.
    const PAUSE: i32 = 500;

    struct Desk {
        window: Window,
        document: Document,
        preview: String,
        state: RwSignal<State>,
        is_unsaved: Cell<bool>,
        /// Counts changes: an answer to an older text is dropped.
        change: Cell<u32>,
    }

    pub(super) fn watch(preview: &str, is_unsaved: bool, state: RwSignal<State>) {
        let Some((window, document)) = web_sys::window().and_then(|window| Some((window.clone(), window.document()?)))
        else {
            return;
        };
        let Some(form) = document.get_element_by_id("brief") else {
            return;
        };
        let desk = Rc::new(Desk {
            window: window.clone(),
            document: document.clone(),
            preview: preview.to_owned(),
            state,
            is_unsaved: Cell::new(is_unsaved),
            change: Cell::new(0),
        });
        listen(&form, "input", &desk, |desk, _| desk.changed());
        listen(&form, "click", &desk, Desk::clicked);
        listen(&form, "submit", &desk, |desk, _| desk.is_unsaved.set(false));
        listen(&document, "click", &desk, |desk, event| {
            if element(event).is_some_and(|one| matches!(one.closest("a[href='/exit']"), Ok(Some(_)))) {
                desk.is_unsaved.set(false);
            }
        });
        listen(&window, "beforeunload", &desk, |desk, event| {
            if desk.is_unsaved.get() {
                event.prevent_default();
            }
        });
    }

    fn listen(to: &EventTarget, name: &str, desk: &Rc<Desk>, heard: impl Fn(&Rc<Desk>, &Event) + 'static) {
        let desk = Rc::clone(desk);
        let heard = Closure::<dyn FnMut(Event)>::new(move |event: Event| heard(&desk, &event));
        // A page that hears nothing is the page without script: it still works.
        let _ = to.add_event_listener_with_callback(name, heard.as_ref().unchecked_ref());
        heard.forget();
    }

    fn element(event: &Event) -> Option<Element> {
        event.target()?.dyn_into().ok()
    }

    impl Desk {
        /// Words were typed: the preview is asked for when the hand rests.
        fn changed(self: &Rc<Self>) {
            self.is_unsaved.set(true);
            self.state.set(State::Waiting);
            let change = self.change.get().wrapping_add(1);
            self.change.set(change);
            let desk = Rc::clone(self);
            let ask = Closure::once_into_js(move || {
                if desk.change.get() == change {
                    spawn_local(async move { desk.ask(change).await });
                }
            });
            let asked = self
                .window
                .set_timeout_with_callback_and_timeout_and_arguments_0(ask.unchecked_ref(), PAUSE);
            if asked.is_err() {
                self.state.set(State::Failed);
            }
        }

        fn clicked(self: &Rc<Self>, event: &Event) {
            let button = element(event).and_then(|one| one.closest("button").ok().flatten());
            let Some(button) = button.and_then(|one| one.dyn_into::<HtmlButtonElement>().ok()) else {
                return;
            };
            // A reference that finds no place goes to the server, as without script.
            let is_done_here = match button.name().as_str() {
                "insert" => self.insert(&button.value()).is_some(),
                "step" => button.value() == "preview",
                _ => false,
            };
            if is_done_here {
                event.prevent_default();
                self.changed();
            }
        }

        /// Puts a reference where the hand was, in a paragraph of its own.
        fn insert(&self, reference: &str) -> Option<()> {
            let body = self.body()?;
            let (start, end) = (body.selection_start().ok()??, body.selection_end().ok()??);
            let units: Vec<u16> = body.value().encode_utf16().collect();
            let before = units.get(..start as usize)?;
            let after = units.get(end as usize..)?;
            let line = u16::from(b'\n');
            let missing = |found: usize| "\n".repeat(2usize.saturating_sub(found));
            let above = before.iter().rev().take(2).take_while(|unit| **unit == line).count();
            let below = after.iter().take(2).take_while(|unit| **unit == line).count();
            let above = if before.is_empty() { String::new() } else { missing(above) };
            let text = format!("{above}{reference}{}", missing(below));
            let done = start + u32::try_from(text.encode_utf16().count()).ok()?;
            body.set_range_text_with_start_and_end(&text, start, end).ok()?;
            body.set_selection_range(done, done).ok()?;
            body.focus().ok()
        }

        fn body(&self) -> Option<HtmlTextAreaElement> {
            self.document.get_element_by_id("body")?.dyn_into().ok()
        }

        async fn ask(self: &Rc<Self>, change: u32) {
            let answer = self.answer().await;
            if self.change.get() != change {
                return;
            }
            let put = |id: &str, html: &str| {
                if let Some(place) = self.document.get_element_by_id(id) {
                    place.set_inner_html(html);
                }
            };
            // The server escaped every word of these fragments.
            match answer {
                Ok((200, html)) => {
                    put("preview", &html);
                    put("preview-troubles", "");
                    self.speak();
                    self.state.set(State::Fresh);
                }
                Ok((422, html)) => {
                    put("preview-troubles", &html);
                    self.state.set(State::Stale);
                }
                _ => self.state.set(State::Failed),
            }
        }

        async fn answer(&self) -> Result<(u16, String), JsValue> {
            let fields = UrlSearchParams::new()?;
            for name in ["title", "project", "selected", "body"] {
                fields.append(name, &self.typed(name));
            }
            fields.append("language", &self.language());
            let asked = RequestInit::new();
            asked.set_method("POST");
            asked.set_body(fields.as_ref());
            let response = JsFuture::from(self.window.fetch_with_str_and_init(&self.preview, &asked)).await?;
            let response: Response = response.dyn_into()?;
            let html = JsFuture::from(response.text()?).await?;
            Ok((response.status(), html.as_string().unwrap_or_default()))
        }

        fn typed(&self, name: &str) -> String {
            let field = self.document.get_element_by_id(name);
            let Some(field) = field else { return String::new() };
            match field.dyn_into::<HtmlTextAreaElement>() {
                Ok(long) => long.value(),
                Err(other) => other
                    .dyn_into::<HtmlInputElement>()
                    .map(|one| one.value())
                    .unwrap_or_default(),
            }
        }

        fn language(&self) -> String {
            let chosen = self
                .document
                .query_selector("#brief input[name='language']:checked")
                .ok()
                .flatten();
            chosen
                .and_then(|one| one.dyn_into::<HtmlInputElement>().ok())
                .map(|one| one.value())
                .unwrap_or_default()
        }

        /// The preview says in which language it is.
        fn speak(&self) {
            let (language, preview) = (self.language(), self.document.get_element_by_id("preview"));
            if let Some(preview) = preview {
                let side = if language == "ar" { "rtl" } else { "ltr" };
                let _ = preview.set_attribute("lang", &language);
                let _ = preview.set_attribute("dir", side);
            }
        }
    }
}

/// The server prints the sentence and has no hand to follow.
#[cfg(not(target_arch = "wasm32"))]
mod desk {
    use super::State;
    use leptos::prelude::RwSignal;

    pub(super) const fn watch(_preview: &str, _is_unsaved: bool, _state: RwSignal<State>) {}
}
