//! Installing the page as an app, which the browser then keeps more willingly. It offers that by itself; the offer is held until somebody
//! asks for it, and holds once.

use crate::page::{self, Done, show, window};
use js_sys::{Function, Promise, Reflect};
use std::cell::RefCell;
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::JsFuture;

thread_local! {
    static OFFER: RefCell<Option<JsValue>> = const { RefCell::new(None) };
}

/// Takes the offer that came before this was awake (`app/public/notes.js`), and those that come.
pub(crate) fn watch() {
    let held = Reflect::get(&window(), &"offered".into());
    OFFER.set(held.ok().filter(JsValue::is_object));
    page::on(&window(), "beforeinstallprompt", |event| {
        event.prevent_default();
        OFFER.set(Some(event.into()));
        shown();
    });
    page::on(&window(), "appinstalled", |_| {
        OFFER.set(None);
        shown();
    });
}

/// Shows how the page is installed; nothing where it is an app already. Safari offers nothing and wants it done by hand.
pub(crate) fn shown() {
    let standalone = window().match_media("(display-mode: standalone)").ok().flatten();
    let is_app = standalone.is_some_and(|mode| mode.matches());
    let is_offered = OFFER.with_borrow(Option::is_some);
    let is_by_hand = Reflect::has(&window().navigator(), &"standalone".into()).unwrap_or(false);
    show("[data-do='install']", is_offered && !is_app);
    show("[data-install-by-hand]", is_by_hand && !is_offered && !is_app);
}

/// Has the browser ask.
pub(crate) async fn ask() -> Done {
    let Some(offer) = OFFER.take() else { return Ok(()) };
    let prompt: Function = Reflect::get(&offer, &"prompt".into())?.dyn_into()?;
    JsFuture::from(Promise::resolve(&prompt.call0(&offer)?)).await?;
    shown();
    Ok(())
}
