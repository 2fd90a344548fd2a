//! The library of excerpts that may be quoted now. What it is narrowed by stands in the address, so that it can be passed on; the
//! words that are looked for are sent in a form, so that no address and no history holds them.

mod card;
pub(crate) use card::speech;
mod narrow;

use crate::form::Typed;
use crate::layout::{Head, page};
use crate::refusal;
use crate::request::Caller;
use crate::words::library as words;
use archive::Archive;
use archive::desk::excerpts::{EXCERPTS_A_PAGE, Library};
use axum::extract::{Query, State};
use axum::http::StatusCode;
use axum::response::{IntoResponse, Redirect, Response};
use leptos::prelude::*;
use method::language::PageLanguage;

const PAGE: &str = "/excerpts/library";

pub(crate) async fn show(
    caller: Caller,
    State(archive): State<Archive>,
    Query(query): Query<Vec<(String, String)>>,
) -> Response {
    // Words in an address are not looked at: nobody gets used to putting them there.
    shown(&caller, &archive, &Typed::new(query).without(&["q"])).await
}

pub(crate) async fn submit(caller: Caller, State(archive): State<Archive>, typed: Typed) -> Response {
    if typed.get("q").trim().is_empty() {
        return Redirect::to(&narrow::address(&typed, 0)).into_response();
    }
    shown(&caller, &archive, &typed).await
}

async fn shown(caller: &Caller, archive: &Archive, typed: &Typed) -> Response {
    let language = caller.language();
    let sought = narrow::parse(typed);
    let desk = archive.excerpts();
    let library = match desk.library(&caller.actor, caller.programme, &sought).await {
        Ok(library) => library,
        Err(error) => return refusal::excerpts(language, &error),
    };
    let head = Head::new(words::title(language), words::lead(language));
    page(StatusCode::OK, &caller.visitor, &head, || {
        if library.all == 0 {
            return view! { <div class="empty"><h2>{words::none(language)}</h2><p>{words::none_hint(language)}</p></div> }
                .into_any();
        }
        view! {
            {question(language, typed)}
            {narrow::form(language, typed, &library)}
            {found(language, typed, &library, sought.skip)}
        }
        .into_any()
    })
}

/// The words that are looked for, with what the page is narrowed by already.
fn question(language: PageLanguage, typed: &Typed) -> AnyView {
    view! {
        <form method="post" action=PAGE role="search" class="search">
            <label class="visually-hidden" for="q">{words::words(language)}</label>
            <input type="search" id="q" name="q" value=typed.get("q") dir="auto" autocomplete="off" autocapitalize="off"
                spellcheck="false" maxlength="300"/>
            {narrow::kept(typed)}
            <button class="button" data-kind="primary">{words::search(language)}</button>
        </form>
    }
    .into_any()
}

fn found(language: PageLanguage, typed: &Typed, library: &Library, skip: usize) -> AnyView {
    if library.page.is_empty() {
        return view! {
            <div class="empty" role="status"><h2>{words::nothing(language)}</h2><p>{words::nothing_hint(language)}</p>
                <a class="button" href=PAGE>{words::all(language)}</a></div>
        }
        .into_any();
    }
    let cards = library.page.iter().map(|one| card::card(language, one, library));
    view! {
        <p role="status">{words::count(language, library.all, library.found)}</p>
        <ul class="grid stories">{cards.collect_view()}</ul>
        {pager(language, typed, library, skip)}
    }
    .into_any()
}

/// From one page to the next: links where nothing is looked for by words, buttons of a form where something is.
fn pager(language: PageLanguage, typed: &Typed, library: &Library, skip: usize) -> AnyView {
    if library.found <= EXCERPTS_A_PAGE {
        return ().into_any();
    }
    let last = skip + library.page.len();
    let before = (skip > 0).then(|| skip.saturating_sub(EXCERPTS_A_PAGE));
    let after = (last < library.found).then_some(skip + EXCERPTS_A_PAGE);
    let span = words::span(language, skip + 1, last, library.found);
    let (back, on) = (words::before(language), words::after(language));
    if typed.get("q").trim().is_empty() {
        let step = |to: Option<usize>, rel: &'static str, sentence| {
            to.map(|to| view! { <a href=narrow::address(typed, to) rel=rel>{sentence}</a> })
        };
        return view! {
            <nav class="pager" aria-label=words::pages(language)>{step(before, "prev", back)}<p>{span}</p>{step(after, "next", on)}</nav>
        }
        .into_any();
    }
    let step = |to: Option<usize>, sentence| {
        to.map(|to| view! { <button class="button" name="skip" value=to.to_string()>{sentence}</button> })
    };
    view! {
        <form method="post" action=PAGE class="pager" aria-label=words::pages(language)>
            <input type="hidden" name="q" value=typed.get("q")/>
            {narrow::kept(typed)}{step(before, back)}<p>{span}</p>{step(after, on)}
        </form>
    }
    .into_any()
}
