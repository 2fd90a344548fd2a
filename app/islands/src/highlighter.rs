//! Turns a selection in a coded text into letters of the text's part, and finds a code while its name is typed. Posts nothing
//! itself: it fills in the form around it.

use leptos::prelude::*;

/// Three hidden answers, `part`, `start` and `end` (Unicode scalar values of the part's whole text), and a field that narrows
/// the list of codes. `filter` is what that field is called; `help` what the list of `keys` is called: which keys, and what they
/// do.
///
/// Around it stand: a text whose runs bear `data-start`, in groups that bear `data-part`; a text area `words`, which shows what
/// is marked and into which words can be typed instead; a field set `code` whose cards bear `data-find`.
#[island]
pub fn Highlighter(
    part: String,
    start: String,
    end: String,
    filter: String,
    help: String,
    keys: Vec<(String, String)>,
) -> impl IntoView {
    let place = RwSignal::new([part, start, end]);
    let is_awake = RwSignal::new(false);
    Effect::new(move |_| {
        page::follow(place);
        is_awake.set(true);
    });
    let keys = keys
        .into_iter()
        .map(|(keys, what)| view! { <li><kbd dir="auto">{keys}</kbd>" "{what}</li> })
        .collect_view();
    let answer = move |index: usize| move || place.with(|place| place[index].clone());
    view! {
        <input type="hidden" name="part" value=answer(0)/>
        <input type="hidden" name="start" value=answer(1)/>
        <input type="hidden" name="end" value=answer(2)/>
        <div class="stack" hidden=move || !is_awake.get()>
            <div class="field">
                <label for="filter">{filter}</label>
                <input type="search" id="filter" dir="auto" autocomplete="off" spellcheck="false"
                    on:input=move |event| page::narrow(&event_target_value(&event))
                    on:keydown=move |event| page::choose(&event)/>
            </div>
            <details class="more"><summary>{help}</summary><ul>{keys}</ul></details>
        </div>
    }
}

#[cfg(target_arch = "wasm32")]
mod page {
    use crate::runs::{Place, elements, hold, letters_before, text_of};
    use leptos::ev::KeyboardEvent;
    use leptos::prelude::*;
    use leptos::wasm_bindgen::JsCast;
    use leptos::wasm_bindgen::closure::Closure;
    use leptos::web_sys::{
        Element, HtmlButtonElement, HtmlElement, HtmlInputElement, HtmlTextAreaElement, Node, Range, Storage,
    };

    /// Where the caret was when the form was sent is kept under this name until the next page stands, and no longer: a part of
    /// the text and a number.
    const CARET: &str = "caret";

    /// Words that are marked: the place of them, and they themselves.
    struct Marked {
        place: [String; 3],
        words: String,
    }

    /// Follows the selection, and lets go of it once other words are typed. Listens for keys.
    pub(super) fn follow(place: RwSignal<[String; 3]>) {
        let document = document();
        let pressed = Closure::<dyn FnMut(KeyboardEvent)>::new(move |event: KeyboardEvent| press(&event, place));
        let _ = document.add_event_listener_with_callback("keydown", pressed.as_ref().unchecked_ref());
        pressed.forget();
        let sent = Closure::<dyn FnMut()>::new(move || remember(place));
        if let Some(form) = document.get_element_by_id("marking") {
            listen(&form, "submit", sent);
        }
        if window()
            .match_media("(pointer: fine)")
            .ok()
            .flatten()
            .is_some_and(|fine| fine.matches())
        {
            elements(&document, "[data-part]").for_each(|part| give_caret(&part));
            return_to_where_it_was();
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

    /// What keys do in the text and in the form around it.
    fn press(event: &KeyboardEvent, place: RwSignal<[String; 3]>) {
        let target = event.target().and_then(|target| target.dyn_into::<Element>().ok());
        let Some(target) = target else { return };
        let is_in = |selector: &str| target.closest(selector).is_ok_and(|found| found.is_some());
        let (is_text, is_form) = (is_in("[data-part]"), is_in("#marking"));
        if !is_text && !is_form {
            return;
        }
        let done = match event.key().as_str() {
            "Enter" if event.ctrl_key() || event.meta_key() => {
                let button = if event.shift_key() {
                    "[name='in_vivo']"
                } else {
                    "[data-kind='primary']"
                };
                press_button(&format!("#marking button{button}"))
            }
            "Enter" if is_text => focus("#filter"),
            "Escape" if is_form => {
                if let Some(filter) = found::<HtmlInputElement>("#filter") {
                    filter.set_value("");
                    narrow("");
                }
                place.with_untracked(|[part, _, end]| put_caret(part, end))
            }
            _ => None,
        };
        if done.is_some() {
            event.prevent_default();
        }
    }

    fn found<T: JsCast>(selector: &str) -> Option<T> {
        document().query_selector(selector).ok().flatten()?.dyn_into().ok()
    }

    fn focus(selector: &str) -> Option<()> {
        found::<HtmlElement>(selector)?.focus().ok()
    }

    fn press_button(selector: &str) -> Option<()> {
        found::<HtmlButtonElement>(selector)?.click();
        Some(())
    }

    /// Puts the caret after a letter of a part, and the keyboard with it; into the first part where none is named.
    fn put_caret(part: &str, letter: &str) -> Option<()> {
        let named = if part.is_empty() {
            String::new()
        } else {
            format!("='{part}'")
        };
        focus(&format!("[data-part{named}]"))?;
        let place = Place {
            part: part.to_owned(),
            letter: letter.parse().ok()?,
        };
        let selection = window().get_selection().ok().flatten()?;
        hold(&document(), &selection, &(place.clone(), place));
        Some(())
    }

    fn storage() -> Option<Storage> {
        window().session_storage().ok().flatten()
    }

    fn remember(place: RwSignal<[String; 3]>) {
        place.with_untracked(|[part, _, end]| {
            if let (Some(storage), false) = (storage(), end.is_empty()) {
                let _ = storage.set_item(CARET, &format!("{part} {end}"));
            }
        });
    }

    /// Where the caret was before the form was sent; not on a page that has something to say of it.
    fn return_to_where_it_was() {
        let Some(storage) = storage() else { return };
        let kept = storage.get_item(CARET).ok().flatten();
        let _ = storage.remove_item(CARET);
        let is_refused = found::<Element>("main .notice[data-kind=refused]").is_some();
        if let Some((part, letter)) = kept.as_deref().and_then(|kept| kept.split_once(' ')).filter(|_| !is_refused) {
            put_caret(part, letter);
        }
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
        let text = text_of(run)?;
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
        if event.key() != "Enter" || event.ctrl_key() || event.meta_key() {
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
