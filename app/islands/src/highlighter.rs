//! Turns a selection in a coded text into letters of the text's part, and finds a code while its name is typed. Posts nothing
//! itself: it fills in the form around it.

use leptos::prelude::*;

/// Three hidden answers, `part`, `start` and `end` (Unicode scalar values of the part's whole text), and a field that narrows
/// the list of codes. `filter` is what that field is called.
///
/// Around it stand: a text whose runs bear `data-start`, in groups that bear `data-part`; a text area `words`, which shows what
/// is marked and into which words can be typed instead; a field set `code` whose cards bear `data-find`.
#[island]
pub fn Highlighter(part: String, start: String, end: String, filter: String) -> impl IntoView {
    let place = RwSignal::new([part, start, end]);
    let is_awake = RwSignal::new(false);
    Effect::new(move |_| {
        page::follow(place);
        is_awake.set(true);
    });
    let answer = move |index: usize| move || place.with(|place| place[index].clone());
    view! {
        <input type="hidden" name="part" value=answer(0)/>
        <input type="hidden" name="start" value=answer(1)/>
        <input type="hidden" name="end" value=answer(2)/>
        <div class="field" hidden=move || !is_awake.get()>
            <label for="filter">{filter}</label>
            <input type="search" id="filter" dir="auto" autocomplete="off" spellcheck="false"
                on:input=move |event| page::narrow(&event_target_value(&event))
                on:keydown=move |event| page::choose(&event)/>
        </div>
    }
}

/// The letters before a place that the browser counts in UTF-16, in Unicode scalar values.
#[cfg_attr(not(target_arch = "wasm32"), allow(dead_code, reason = "only the browser has a selection"))]
fn letters_before(text: &str, place: usize) -> usize {
    let mut passed = 0;
    text.chars()
        .take_while(|letter| {
            let is_before = passed < place;
            passed += letter.len_utf16();
            is_before
        })
        .count()
}

#[cfg(target_arch = "wasm32")]
mod page {
    use super::letters_before;
    use leptos::ev::KeyboardEvent;
    use leptos::prelude::*;
    use leptos::wasm_bindgen::JsCast;
    use leptos::wasm_bindgen::closure::Closure;
    use leptos::web_sys::{Document, Element, HtmlElement, HtmlTextAreaElement, Node, NodeList, Range};

    /// Words that are marked: the place of them, and they themselves.
    struct Marked {
        place: [String; 3],
        words: String,
    }

    /// Follows the selection, and lets go of it once other words are typed.
    pub(super) fn follow(place: RwSignal<[String; 3]>) {
        let document = document();
        if window()
            .match_media("(pointer: fine)")
            .ok()
            .flatten()
            .is_some_and(|fine| fine.matches())
        {
            elements(&document, "[data-part]").for_each(|part| give_caret(&part));
        }
        let words = document
            .get_element_by_id("words")
            .and_then(|words| words.dyn_into::<HtmlTextAreaElement>().ok());
        let Some(words) = words else { return };
        let typed = Closure::<dyn FnMut()>::new(move || place.set(Default::default()));
        listen(&words, "input", typed);
        let marked = Closure::<dyn FnMut()>::new(move || {
            if let Some(marked) = marked() {
                words.set_value(&marked.words);
                place.set(marked.place);
            }
        });
        listen(&document, "selectionchange", marked);
    }

    /// A text with a caret that nothing can be written into: the keyboard then selects as everywhere else.
    fn give_caret(part: &Element) {
        let said = [
            ("contenteditable", "true"),
            ("inputmode", "none"),
            ("spellcheck", "false"),
            ("role", "textbox"),
            ("aria-multiline", "true"),
            ("aria-readonly", "true"),
        ];
        for (name, value) in said {
            // An element takes any attribute whose name is well formed.
            let _ = part.set_attribute(name, value);
        }
        let refuse =
            Closure::<dyn FnMut(leptos::web_sys::Event)>::new(|event: leptos::web_sys::Event| event.prevent_default());
        let _ = part.add_event_listener_with_callback("beforeinput", refuse.as_ref().unchecked_ref());
        let _ = part.add_event_listener_with_callback("drop", refuse.as_ref().unchecked_ref());
        refuse.forget();
    }

    fn listen(target: &leptos::web_sys::EventTarget, event: &str, heard: Closure<dyn FnMut()>) {
        let _ = target.add_event_listener_with_callback(event, heard.as_ref().unchecked_ref());
        // The page listens as long as it stands.
        heard.forget();
    }

    /// What is selected in the text now, within the part in which the selection begins; none if nothing is.
    fn marked() -> Option<Marked> {
        let selection = window().get_selection().ok().flatten()?;
        if selection.is_collapsed() || selection.range_count() == 0 {
            return None;
        }
        let range = selection.get_range_at(0).ok()?;
        let mut whole: Option<(String, usize, usize, String)> = None;
        for run in elements(&document(), "[data-part] [data-start]") {
            let Some((start, end, words)) = within(&run, &range) else {
                continue;
            };
            let part = run.closest("[data-part]").ok().flatten()?.get_attribute("data-part")?;
            match &mut whole {
                None => whole = Some((part, start, end, words)),
                Some((first, _, last, all)) if *first == part => {
                    if start > *last {
                        all.push('\n');
                    }
                    all.push_str(&words);
                    *last = end;
                }
                Some(_) => break,
            }
        }
        let (part, start, end, words) = whole.filter(|(.., words)| !words.trim().is_empty())?;
        let words = words.trim().to_owned();
        let place = [part, start.to_string(), end.to_string()];
        Some(Marked { place, words })
    }

    /// The letters of a run that lie in a range, and where they stand in the part's text.
    fn within(run: &Element, range: &Range) -> Option<(usize, usize, String)> {
        let nodes = run.child_nodes();
        let text = (0..nodes.length())
            .filter_map(|index| nodes.item(index))
            .find(|node| node.node_type() == Node::TEXT_NODE)?;
        if !range.intersects_node(&text).ok()? {
            return None;
        }
        let letters = text.text_content()?;
        let is_here = |container: Node| container == text;
        let from = if range.start_container().ok().is_some_and(is_here) {
            letters_before(&letters, range.start_offset().ok()? as usize)
        } else {
            0
        };
        let to = if range.end_container().ok().is_some_and(is_here) {
            letters_before(&letters, range.end_offset().ok()? as usize)
        } else {
            letters.chars().count()
        };
        let first: usize = run.get_attribute("data-start")?.parse().ok()?;
        let words: String = letters.chars().skip(from).take(to.checked_sub(from)?).collect();
        (from < to).then_some((first + from, first + to, words))
    }

    /// Shows the codes whose names hold what was typed, and opens their groups.
    pub(super) fn narrow(typed: &str) {
        let (document, typed) = (document(), typed.trim().to_lowercase());
        for card in elements(&document, "#code [data-find]") {
            let found = card.get_attribute("data-find").is_some_and(|find| find.contains(&typed));
            let _ = card.toggle_attribute_with_force("hidden", !found);
        }
        for group in elements(&document, "#code details") {
            let is_empty = group.query_selector("[data-find]:not([hidden])").ok().flatten().is_none();
            let is_open = !typed.is_empty() || group.query_selector(":checked").ok().flatten().is_some();
            let _ = group.toggle_attribute_with_force("hidden", is_empty);
            let _ = group.toggle_attribute_with_force("open", is_open);
        }
    }

    /// Enter chooses the first code that is shown, and does not send the form.
    pub(super) fn choose(event: &KeyboardEvent) {
        if event.key() != "Enter" {
            return;
        }
        event.prevent_default();
        let first = document()
            .query_selector("#code [data-find]:not([hidden]) input")
            .ok()
            .flatten();
        if let Some(first) = first.and_then(|first| first.dyn_into::<HtmlElement>().ok()) {
            first.click();
        }
    }

    fn elements(document: &Document, selector: &str) -> impl Iterator<Item = Element> + use<> {
        let found = document.query_selector_all(selector).ok();
        let count = found.as_ref().map_or(0, NodeList::length);
        (0..count).filter_map(move |index| found.as_ref()?.item(index)?.dyn_into::<Element>().ok())
    }
}

/// The server prints the fields and has no selection.
#[cfg(not(target_arch = "wasm32"))]
mod page {
    use leptos::ev::KeyboardEvent;
    use leptos::prelude::RwSignal;

    pub(super) const fn follow(_place: RwSignal<[String; 3]>) {}
    pub(super) const fn narrow(_typed: &str) {}
    pub(super) const fn choose(_event: &KeyboardEvent) {}
}

#[cfg(test)]
mod tests {
    use super::letters_before;

    #[test]
    fn a_place_in_utf_16_is_told_in_letters() {
        assert_eq!(letters_before("ab𝄞ج", 2), 2);
        assert_eq!(letters_before("ab𝄞ج", 4), 3);
        assert_eq!(letters_before("ab𝄞ج", 5), 4);
        assert_eq!(letters_before("أبجد", 9), 4);
        assert_eq!(letters_before("", 0), 0);
    }
}
