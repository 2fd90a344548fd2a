//! Several people code one story at once: what the others give appears on the page by itself. What is being selected, chosen or
//! written stays as it is.

use leptos::prelude::*;

/// Listens to `events`, which tell that `page` is another by now, and then fetches it and shows its text, its codes to choose
/// from and what was given. `updated` is said when that was done. A page whose text was edited, or on which something is written
/// where the new one has no place for it, is left as it is: `moved` is said instead, with a link called `again`.
///
/// Around it stand: `#coding`, which bears `data-key`; the form `#marking` with the text's `layer`; groups that bear `data-part`;
/// the field set `#code`; and `#coded`, whose areas of text and folds have ids.
#[island]
pub fn Coders(events: String, page: String, updated: String, moved: String, again: String) -> impl IntoView {
    let standing = RwSignal::new(Standing::Quiet);
    let address = page.clone();
    Effect::new(move |_| page::follow(&events, &address, standing));
    let said = move || match standing.get() {
        Standing::Quiet => ().into_any(),
        Standing::Updated => view! { <p class="visually-hidden">{updated.clone()}</p> }.into_any(),
        Standing::Moved => view! {
            <div class="notice" data-kind="warning"><p>{moved.clone()}" "<a href=page.clone()>{again.clone()}</a></p></div>
        }
        .into_any(),
    };
    view! { <div role="status">{said}</div> }
}

/// How the page stands to what is kept.
#[derive(Clone, Copy, PartialEq, Eq)]
#[cfg_attr(not(target_arch = "wasm32"), expect(dead_code, reason = "the server only prints the first"))]
enum Standing {
    Quiet,
    Updated,
    Moved,
}

#[cfg(target_arch = "wasm32")]
mod page {
    use super::Standing;
    use crate::news::{after, listen};
    use crate::runs::{elements, held, hold};
    use leptos::prelude::{RwSignal, Set};
    use leptos::task::spawn_local;
    use std::cell::{Cell, RefCell};
    use std::rc::Rc;
    use wasm_bindgen::prelude::Closure;
    use wasm_bindgen::{JsCast, JsValue};
    use wasm_bindgen_futures::JsFuture;
    use web_sys::{
        Document, DomParser, Element, HtmlElement, HtmlInputElement, HtmlTextAreaElement, Response, SupportedType, Window,
    };

    /// While a hand draws over the text the page waits for so long and looks again; milliseconds.
    const WHILE_DRAWN: i32 = 300;

    struct Desk {
        window: Window,
        document: Document,
        address: String,
        standing: RwSignal<Standing>,
        /// What the page was told last that it should be.
        wanted: RefCell<String>,
        is_fetching: Cell<bool>,
        is_drawn_over: Cell<bool>,
    }

    pub(super) fn follow(events: &str, address: &str, standing: RwSignal<Standing>) {
        let Some((window, document)) = web_sys::window().and_then(|window| Some((window.clone(), window.document()?)))
        else {
            return;
        };
        let desk = Rc::new(Desk {
            window: window.clone(),
            document: document.clone(),
            address: address.to_owned(),
            standing,
            wanted: RefCell::default(),
            is_fetching: Cell::new(false),
            is_drawn_over: Cell::new(false),
        });
        for (name, is_down) in [("pointerdown", true), ("pointerup", false), ("pointercancel", false)] {
            let desk = Rc::clone(&desk);
            let heard = Closure::<dyn FnMut()>::new(move || desk.is_drawn_over.set(is_down));
            let _ = document.add_event_listener_with_callback(name, heard.as_ref().unchecked_ref());
            heard.forget();
        }
        listen(events.to_owned(), Rc::new(move |key| desk.told(key)));
    }

    impl Desk {
        fn told(self: &Rc<Self>, key: &str) {
            key.clone_into(&mut self.wanted.borrow_mut());
            self.look();
        }

        /// Fetches the page if it is another than it should be, once at a time.
        fn look(self: &Rc<Self>) {
            let shown = key_of(&self.document);
            if self.is_fetching.get() || shown.is_none_or(|shown| shown == *self.wanted.borrow()) {
                return;
            }
            self.is_fetching.set(true);
            let desk = Rc::clone(self);
            spawn_local(async move {
                let fetched = desk.fetched().await.ok();
                desk.is_fetching.set(false);
                if let Some(fetched) = fetched {
                    desk.show(fetched);
                }
            });
        }

        async fn fetched(&self) -> Result<Document, JsValue> {
            let response: Response = JsFuture::from(self.window.fetch_with_str(&self.address)).await?.dyn_into()?;
            if !response.ok() {
                return Err(JsValue::NULL);
            }
            let html = JsFuture::from(response.text()?).await?.as_string().unwrap_or_default();
            DomParser::new()?.parse_from_string(&html, SupportedType::TextHtml)
        }

        /// Shows the page that was fetched, once no hand draws over this one.
        fn show(self: &Rc<Self>, newer: Document) {
            if self.is_drawn_over.get() {
                let desk = Rc::clone(self);
                after(WHILE_DRAWN, move || desk.show(newer));
                return;
            }
            let Some(key) = key_of(&newer) else { return };
            if layer_of(&newer) != layer_of(&self.document) || !self.exchange(&newer) {
                self.standing.set(Standing::Moved);
                return;
            }
            if let Some(coding) = self.document.get_element_by_id("coding") {
                let _ = coding.set_attribute("data-key", &key);
            }
            self.standing.set(Standing::Updated);
            // Something else may have been given while this was fetched.
            self.look();
        }

        /// Puts the newer page's parts into this one; whether nothing that was written would be lost by it.
        fn exchange(&self, newer: &Document) -> bool {
            if let (Some(old), Some(new)) = (self.document.get_element_by_id("coded"), newer.get_element_by_id("coded"))
                && !exchange_written(&self.document, &old, &new)
            {
                return false;
            }
            if let (Some(old), Some(new)) = (self.document.get_element_by_id("code"), newer.get_element_by_id("code"))
                && !self.is_choosing()
            {
                old.set_inner_html(&new.inner_html());
            }
            let selection = self.window.get_selection().ok().flatten();
            let places = selection.as_ref().and_then(held);
            let mut has_changed = false;
            for old in elements(&self.document, "[data-part]") {
                let part = old.get_attribute("data-part").unwrap_or_default();
                let new = newer.query_selector(&format!("[data-part='{part}']")).ok().flatten();
                // The server escaped every word of it.
                if let Some(html) = new.map(|new| new.inner_html()).filter(|html| *html != old.inner_html()) {
                    old.set_inner_html(&html);
                    has_changed = true;
                }
            }
            if let (Some(selection), Some(places), true) = (selection, places, has_changed) {
                hold(&self.document, &selection, &places);
            }
            true
        }

        /// Whether somebody is looking for a code, or has chosen one.
        fn is_choosing(&self) -> bool {
            let is_there = |selector: &str| self.document.query_selector(selector).is_ok_and(|found| found.is_some());
            let filter = self
                .document
                .get_element_by_id("filter")
                .and_then(|one| one.dyn_into::<HtmlInputElement>().ok());
            is_there("#code :checked, #code :focus, #filter:focus, #code details[open]")
                || filter.is_some_and(|filter| !filter.value().is_empty())
        }
    }

    fn key_of(document: &Document) -> Option<String> {
        document.get_element_by_id("coding")?.get_attribute("data-key")
    }

    fn layer_of(document: &Document) -> Option<String> {
        let layer = document.query_selector("#marking input[name='layer']").ok().flatten()?;
        layer.get_attribute("value")
    }

    /// Puts a new list in the place of an old one with what is written in it, which folds are open and where the keyboard is;
    /// not, if something is written that has no place in the new one.
    fn exchange_written(document: &Document, old: &Element, new: &Element) -> bool {
        if old.inner_html() == new.inner_html() {
            return true;
        }
        let areas = |within: &Element, selector: &str| {
            let found = within.query_selector_all(selector).ok();
            let count = found.as_ref().map_or(0, web_sys::NodeList::length);
            (0..count)
                .filter_map(|index| found.as_ref()?.item(index)?.dyn_into::<Element>().ok())
                .collect::<Vec<_>>()
        };
        let written: Vec<(String, String)> = areas(old, "textarea")
            .into_iter()
            .filter_map(|area| area.dyn_into::<HtmlTextAreaElement>().ok())
            .filter(|area| !area.value().trim().is_empty())
            .map(|area| (area.id(), area.value()))
            .collect();
        let has_place = |id: &str| new.query_selector(&format!("[id='{id}']")).is_ok_and(|found| found.is_some());
        if !written.iter().all(|(id, _)| has_place(id)) {
            return false;
        }
        let open: Vec<String> = areas(old, "details[open]").iter().map(Element::id).collect();
        let focused = document.active_element().filter(|one| old.contains(Some(one)));
        let caret = focused.clone().and_then(|one| one.dyn_into::<HtmlTextAreaElement>().ok());
        let caret = caret.and_then(|area| Some((area.selection_start().ok()??, area.selection_end().ok()??)));
        let focused = focused.map(|one| one.id()).filter(|id| !id.is_empty());
        old.set_inner_html(&new.inner_html());
        for (id, text) in written {
            if let Some(area) = document
                .get_element_by_id(&id)
                .and_then(|one| one.dyn_into::<HtmlTextAreaElement>().ok())
            {
                area.set_value(&text);
            }
        }
        for fold in open.iter().filter_map(|id| document.get_element_by_id(id)) {
            let _ = fold.set_attribute("open", "");
        }
        if let Some(one) = focused.and_then(|id| document.get_element_by_id(&id)) {
            if let Some(one) = one.dyn_ref::<HtmlElement>() {
                let _ = one.focus();
            }
            if let (Some(area), Some((start, end))) = (one.dyn_ref::<HtmlTextAreaElement>(), caret) {
                let _ = area.set_selection_range(start, end);
            }
        }
        true
    }
}

/// The server prints an empty place and hears no news.
#[cfg(not(target_arch = "wasm32"))]
mod page {
    use super::Standing;
    use leptos::prelude::RwSignal;

    pub(super) const fn follow(_events: &str, _address: &str, _standing: RwSignal<Standing>) {}
}
