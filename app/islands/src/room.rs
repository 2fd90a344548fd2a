//! The counters of a panel, kept up to date while people sit together; and the next page, when the panel has moved on.
//! A page that is being left already, by a link or with an answer on its way, does not ask for itself again: that would
//! call the answer back.

use leptos::prelude::*;

/// Counters in the place of `{seats}`, `{cast}` and `{of}` in `template`, which may be empty. `events` is where news come from,
/// `key` what this page depends on. When another key comes the page asks for itself again, but for a page on which somebody
/// has begun to write: there `moved` is said instead, with a link called `again`.
#[island]
pub fn Room(
    events: String,
    key: String,
    template: String,
    seats: usize,
    cast: usize,
    of: usize,
    moved: String,
    again: String,
) -> impl IntoView {
    let counters = RwSignal::new([seats, cast, of]);
    let has_moved = RwSignal::new(false);
    page::listen(events, key, counters, has_moved);
    let shown = !template.is_empty();
    let said = move || {
        let [seats, cast, of] = counters.get().map(|number| number.to_string());
        template
            .replace("{seats}", &seats)
            .replace("{cast}", &cast)
            .replace("{of}", &of)
    };
    view! {
        <div class="stack">
            {shown.then(|| view! { <p class="room-progress" role="status">{said}</p> })}
            {move || has_moved.get().then(|| view! {
                <div class="notice" data-kind="warning" role="status"><p>{moved.clone()}" "<a href="">{again.clone()}</a></p></div>
            })}
        </div>
    }
}

/// News on the wire: `key seats cast of`.
#[cfg(any(test, target_arch = "wasm32"))]
fn parse(news: &str) -> Option<(&str, [usize; 3])> {
    let mut parts = news.split(' ');
    let key = parts.next()?;
    let mut number = || parts.next()?.parse().ok();
    Some((key, [number()?, number()?, number()?]))
}

#[cfg(target_arch = "wasm32")]
mod page {
    use super::parse;
    use crate::news;
    use leptos::prelude::{RwSignal, Set};
    use leptos::wasm_bindgen::JsCast;
    use leptos::wasm_bindgen::prelude::Closure;
    use std::cell::Cell;
    use std::rc::Rc;
    use web_sys::{Document, HtmlInputElement, HtmlTextAreaElement};

    /// A page that is being left and is still there after so many milliseconds was not left: a file came, or the line broke.
    const LEFT_BY: i32 = 10_000;

    pub(super) fn listen(events: String, key: String, counters: RwSignal<[usize; 3]>, has_moved: RwSignal<bool>) {
        let is_left = leaving();
        let heard = move |text: &str| {
            let Some((now, counted)) = parse(text) else { return };
            if now == key {
                counters.set(counted);
                has_moved.set(false);
            } else if is_left.get() || is_being_written() {
                has_moved.set(true);
            } else if let Some(window) = web_sys::window() {
                let _ = window.location().reload();
            }
        };
        news::listen(events, Rc::new(heard));
    }

    /// Whether a form was just sent or a link followed.
    fn leaving() -> Rc<Cell<bool>> {
        let is_left = Rc::new(Cell::new(false));
        let Some(window) = web_sys::window() else { return is_left };
        let told = Rc::clone(&is_left);
        let leave = Closure::<dyn Fn()>::new(move || {
            told.set(true);
            let told = Rc::clone(&told);
            news::after(LEFT_BY, move || told.set(false));
        });
        for event in ["submit", "beforeunload"] {
            let _ = window.add_event_listener_with_callback(event, leave.as_ref().unchecked_ref());
        }
        leave.forget();
        is_left
    }

    /// Whether an answer on the page was changed, or the page still holds what was refused.
    fn is_being_written() -> bool {
        let Some(document) = web_sys::window().and_then(|window| window.document()) else {
            return false;
        };
        let is_refused = document.query_selector("main .notice[data-kind=refused]");
        is_refused.is_ok_and(|found| found.is_some()) || has_changed(&document)
    }

    fn has_changed(document: &Document) -> bool {
        let Ok(fields) = document.query_selector_all("main input:not([type=hidden]), main textarea") else {
            return false;
        };
        (0..fields.length()).filter_map(|index| fields.item(index)).any(|field| {
            if let Some(input) = field.dyn_ref::<HtmlInputElement>() {
                input.checked() != input.default_checked() || input.value() != input.default_value()
            } else if let Some(area) = field.dyn_ref::<HtmlTextAreaElement>() {
                area.default_value().is_ok_and(|before| before != area.value())
            } else {
                false
            }
        })
    }
}

/// The server prints the counters and has no news.
#[cfg(not(target_arch = "wasm32"))]
mod page {
    use leptos::prelude::RwSignal;

    pub(super) fn listen(_events: String, _key: String, _counters: RwSignal<[usize; 3]>, _has_moved: RwSignal<bool>) {}
}

#[cfg(test)]
mod tests {
    use super::parse;

    #[test]
    fn news_are_a_key_and_three_numbers() {
        assert_eq!(parse("voting.0.3 5 2 5"), Some(("voting.0.3", [5, 2, 5])));
        for wrong in ["", "voting.0.3", "voting.0.3 5 2", "voting.0.3 5 2 x"] {
            assert_eq!(parse(wrong), None, "{wrong}");
        }
    }
}
