//! Unlocking: the drawer whose passphrase was typed, its pages, and what was being written in it.

use crate::desk::{begin_writing, form, view_sheet, with};
use crate::drawer::{Drawer, Opened};
use crate::kit::{ask, ask_within};
use crate::list::list;
use crate::listening::{stop_of, stop_unless};
use crate::lock::TakenUp;
use crate::page::{self, Done, document, find, now, say, sentence, show, window};
use crate::shelf::Shelf;
use crate::{drawer, groups, lock, post, sheet, voice};
use archive_envelope::Place;
use method::hex::to_hex;
use method::recording::Sheet;
use serde::Deserialize;
use std::rc::Rc;
use uuid::Uuid;
use wasm_bindgen::JsCast;
use web_sys::HtmlInputElement;

/// Milliseconds for which somebody who opens a tablet waits for fresh pages.
const KIT_WAIT: i32 = 20_000;

/// Opens the drawer of the passphrase that was typed, and shows what is in it.
pub(crate) async fn unlock() -> Done {
    let Some(field) = find("#passphrase").and_then(|field| field.dyn_into::<HtmlInputElement>().ok()) else {
        return Ok(());
    };
    let passphrase = field.value();
    field.set_value("");
    show("[data-wrong], [data-expired]", false);
    show("[data-busy]", true);
    // Let the browser draw that first: opening takes a second or two.
    wasm_bindgen_futures::JsFuture::from(js_sys::Promise::new(&mut |done, _| {
        let _ = window().set_timeout_with_callback_and_timeout_and_arguments_0(&done, 50);
    }))
    .await?;
    let shelf = with(|desk| desk.shelf.clone());
    let gone = post::ask_drawers(&shelf).await?;
    stop_of(&gone).await?;
    show("[data-expired]", !gone.is_empty());
    if Drawer::forget_old(&shelf).await? {
        show("[data-expired]", true);
    }
    // All are tried, so that how long it takes tells nothing.
    let (mut found, mut guess) = (None, None);
    for drawer in Drawer::all(&shelf).await? {
        let guessed = drawer.guess(guess, &passphrase)?;
        match drawer.open(&guessed) {
            Ok(None) => {}
            Ok(opened) => found = opened,
            // One that is damaged keeps no other from opening.
            Err(problem) => page::report(&problem),
        }
        guess = Some(guessed);
    }
    let Some(opened) = found else {
        show("[data-busy]", false);
        show("[data-wrong]", gone.is_empty());
        return Ok(());
    };
    let opened = fresh(&shelf, opened).await?;
    show("[data-busy]", false);
    enter(opened).await
}

/// The same drawer with a kit of today, where there is a network. The tablet signs for it, so that nobody need be signed in; those of the
/// other drawer come with it.
async fn fresh(shelf: &Shelf, opened: Opened) -> Done<Opened> {
    let device = opened.kit.device;
    let signature = to_hex(&opened.device_key.sign(&Place::of_kit(device, page::day_number()), &[]));
    let path = format!("/notes/kit/{}", device.as_simple());
    let Ok(answer) = ask_within(KIT_WAIT, "POST", &path, &[("signature", &signature)]).await else {
        return Ok(opened);
    };
    if answer.status != 200 {
        return Ok(opened);
    }
    // Cut short on the way, it is asked for again next time.
    let Ok(renewed) = answer.renewed().await else {
        return Ok(opened);
    };
    let Ok(kit) = opened.kit_of(&renewed) else {
        return Ok(opened);
    };
    let opened = opened.with(kit);
    drawer::renew(shelf, &opened, &renewed, &page::day_in(opened.kit.days)).await?;
    Ok(opened)
}

async fn enter(opened: Opened) -> Done {
    let language = document()
        .document_element()
        .and_then(|root| root.get_attribute("lang"))
        .unwrap_or_default();
    show_pages(&opened, &language)?;
    let taken_up = with(|desk| {
        desk.opened = Some(Rc::new(opened));
        desk.touched = now();
        lock::taken_up(desk)
    })?;
    let own = match &taken_up {
        Some(TakenUp::Story(writing, _)) => Some(writing.recording.id),
        Some(TakenUp::Group(_)) | None => None,
    };
    stop_unless(own).await?;
    if let Some(TakenUp::Group(begun)) = &taken_up {
        groups::take_up(begun);
        return Ok(());
    }
    if let Some(TakenUp::Story(writing, sheet)) = taken_up {
        if let Some(form) = form() {
            sheet::fill(&form, &sheet);
        }
        with(|desk| {
            if desk.take.is_none() {
                desk.seconds = f64::from(writing.recording.seconds);
            }
            desk.writing = Some(writing);
        });
        view_sheet();
        return Ok(());
    }
    if let Some(draft) = window()
        .location()
        .hash()?
        .strip_prefix('#')
        .and_then(|id| Uuid::parse_str(id).ok())
    {
        window()
            .history()?
            .replace_state_with_url(&wasm_bindgen::JsValue::NULL, "", Some("/notes"))?;
        return go_on(draft).await;
    }
    list().await
}

#[derive(Deserialize)]
struct Begun {
    seen: usize,
    sheet: Sheet,
}

/// Goes on with a draft of the office, as long as there is a network to fetch it.
async fn go_on(draft: Uuid) -> Done {
    let answer = ask("GET", &format!("/notes/drafts/{}", draft.as_simple()), &[], None).await;
    match answer {
        Ok(answer) if answer.status == 200 => {
            let Begun { seen, sheet } = answer.json().await?;
            begin_writing(Some((draft, seen)), Some(&sheet))
        }
        Ok(_) | Err(_) => {
            list().await?;
            say("done", &sentence("not-reached", &[]));
            Ok(())
        }
    }
}

/// Shows the pages in a language, in which the whole window stands from now on.
fn show_pages(opened: &Opened, language: &str) -> Done {
    let (Some(notes), Some(page)) = (find("#notes"), opened.kit.page(language)) else {
        return Ok(());
    };
    voice::hush();
    notes.set_inner_html(&page.html);
    if let Some(root) = document().document_element() {
        let _ = root.set_attribute("lang", &page.language);
        let _ = root.set_attribute("dir", &page.direction);
    }
    mark_language(&page.language);
    groups::offer(opened)
}

/// The link of the language in which the window stands says so; the frame around the pages is the shell's and stays.
fn mark_language(language: &str) {
    if let Some(before) = find(".languages a[aria-current]") {
        let _ = before.remove_attribute("aria-current");
    }
    if let Some(now) = find(&format!(".languages a[hreflang='{language}']")) {
        let _ = now.set_attribute("aria-current", "true");
    }
}

/// Goes on in another language, with what is typed. It needs no network: the pages lie in the drawer in all of them.
pub(crate) async fn speak(language: &str) -> Done {
    let Some(opened) = with(|desk| desk.opened.clone()) else {
        return Ok(());
    };
    let (typed, group) = (form().map(|form| sheet::read(&form)).transpose()?, groups::at_hand()?);
    show_pages(&opened, language)?;
    if let Some(begun) = group {
        groups::take_up(&begun);
        return Ok(());
    }
    if with(|desk| desk.writing.is_none()) {
        return list().await;
    }
    if let (Some(form), Some(typed)) = (form(), typed) {
        sheet::fill(&form, &typed);
    }
    view_sheet();
    Ok(())
}
