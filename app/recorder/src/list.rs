//! The list: what is on the tablet, one's own in rows, of others how many.

use crate::desk::{view, with};
use crate::install;
use crate::page::{self, Done, document, find, say, sentence, show, window, within};
use crate::shelf::{Refusal, Shelf, Standing};
use crate::writing::Recording;
use wasm_bindgen::JsCast;
use web_sys::{Element, HtmlTemplateElement};

/// Shows the list.
pub(crate) async fn list() -> Done {
    with(|desk| desk.group = None);
    list_rows().await?;
    say("done", "");
    install::shown();
    view("list");
    Ok(())
}

/// What is on the tablet: one's own, and how many of others.
pub(crate) async fn list_rows() -> Done {
    let Some(owner) = with(|desk| desk.opened.as_ref().map(|opened| opened.kit.device)) else {
        return Ok(());
    };
    let at_hand = with(|desk| desk.writing.as_ref().map(|one| one.recording.id));
    let shelf = with(|desk| desk.shelf.clone());
    let recordings = Recording::all(&shelf).await?;
    let (own, others): (Vec<_>, Vec<_>) = recordings.into_iter().partition(|one| one.owner == owner);
    let Some(place) = find("[data-list]") else { return Ok(()) };
    let mut rows = Vec::new();
    for recording in own.iter().filter(|one| at_hand != Some(one.id)) {
        rows.extend(row(&shelf, recording).await?);
    }
    // All at once, so that no list is ever seen half drawn.
    place.set_inner_html("");
    for row in rows {
        place.append_child(&row)?;
    }
    show("[data-empty]", own.is_empty());
    let others = others.len();
    let said = if others > 0 {
        sentence("others", &[("%n", &others.to_string())])
    } else {
        String::new()
    };
    say("others", &said);
    let is_online = window().navigator().on_line();
    let persisted = wasm_bindgen_futures::JsFuture::from(window().navigator().storage().persisted()?).await?;
    let network = sentence(if is_online { "online" } else { "offline" }, &[]);
    let persistence = if persisted.is_truthy() {
        "persistent"
    } else {
        "not-persistent"
    };
    say("state", &format!("{network} {}", sentence(persistence, &[])));
    Ok(())
}

/// Says on the lock how much waits on the tablet, and since which day: numbers that lie open on the shelf anyway.
pub(crate) async fn waiting() -> Done {
    let shelf = with(|desk| desk.shelf.clone());
    let recordings = Recording::all(&shelf).await?;
    let oldest = recordings.iter().map(|one| one.day.as_str()).min();
    let said = oldest.map(|oldest| {
        let number = recordings.len().to_string();
        sentence("waiting", &[("%n", &number), ("%d", &day(oldest))])
    });
    say("waiting", &said.unwrap_or_default());
    Ok(())
}

async fn row(shelf: &Shelf, recording: &Recording) -> Done<Option<Element>> {
    let mut standings = Vec::new();
    for key in shelf.letters(Some(recording.id)).await? {
        standings.extend(shelf.letter(&key).await?.map(|(_, standing)| standing));
    }
    let here = standings.iter().filter(|one| **one == Standing::Here).count();
    let refused = standings.iter().find_map(|one| match one {
        Standing::Refused(refusal) => Some(*refusal),
        Standing::Here | Standing::Waits => None,
    });
    let state = if let Some(refusal) = refused {
        sentence(refusal.sentence(), &[])
    } else if here == 0 {
        sentence("waits", &[])
    } else if window().navigator().on_line() {
        sentence("sending", &[("%n", &here.to_string())])
    } else {
        sentence(if recording.is_finished { "finished" } else { "open" }, &[])
    };
    let template = find("template[data-row]").and_then(|one| one.dyn_into::<HtmlTemplateElement>().ok());
    let Some(copied) = template.and_then(|one| one.content().first_element_child()) else {
        return Ok(None);
    };
    let copied: Element = copied.clone_node_with_deep(true)?.dyn_into()?;
    let id = recording.id.as_simple().to_string();
    copied.set_attribute("data-id", &id)?;
    if let (Some(Refusal::IsStory), Some(link)) = (refused, within(&copied, "[data-withdraw]")) {
        link.set_attribute("href", &format!("/stories/{id}/withdraw"))?;
        link.set_hidden(false);
    }
    let length = page::length(recording.seconds);
    let is_group = with(|desk| {
        let groups = desk.opened.as_ref().map(|opened| opened.groups.borrow());
        groups.is_some_and(|groups| groups.iter().any(|one| one.id == recording.id))
    });
    let name = if is_group { "group-row" } else { "row" };
    let said = sentence(name, &[("%d", &day(&recording.day)), ("%p", &length)]);
    if let Some(reasons) = within(&copied, "details").filter(|_| is_group) {
        // A group is corrected at the office.
        reasons.remove();
    }
    for (name, text) in [("row", said), ("row-state", state)] {
        if let Some(element) = within(&copied, &format!("[data-say='{name}']")) {
            element.set_text_content(Some(&text));
        }
    }
    Ok(Some(copied))
}

/// A day as the language of the pages writes it.
pub(crate) fn day(text: &str) -> String {
    let root = document().document_element();
    let language = root.and_then(|root| root.get_attribute("lang")).unwrap_or_default();
    let date = js_sys::Date::new(&text.into());
    date.to_locale_date_string(&language, &wasm_bindgen::JsValue::UNDEFINED)
        .into()
}
