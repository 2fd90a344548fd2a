//! The search desk's page. What is searched for may name somebody: the form posts, so that no address and no history holds it.

mod alike;
mod facets;
mod found;
mod narrow;

use crate::form::Typed;
use crate::layout::{Head, page};
use crate::refusal;
use crate::request::Caller;
use crate::words::search as words;
pub(crate) use alike::alike;
use archive::Archive;
use archive::desk::search::{Filters, Found, Progress, QUESTION_LETTERS};
use axum::Form;
use axum::extract::State;
use axum::http::StatusCode;
use axum::response::Response;
use leptos::prelude::*;
use method::language::PageLanguage;
use narrow::NARROWED;

pub(crate) async fn show(caller: Caller, State(archive): State<Archive>) -> Response {
    answered(&caller, &archive, &Typed::default()).await
}

pub(crate) async fn submit(
    caller: Caller,
    State(archive): State<Archive>,
    Form(typed): Form<Vec<(String, String)>>,
) -> Response {
    answered(&caller, &archive, &Typed::new(typed)).await
}

async fn answered(caller: &Caller, archive: &Archive, typed: &Typed) -> Response {
    let language = caller.language();
    let asked = narrow::parse(typed);
    let skip = asked.skip;
    let desk = archive.search();
    let (filters, found) = match desk.filters(&caller.actor, caller.programme).await {
        Ok(filters) => (filters, desk.find(&caller.actor, caller.programme, asked).await),
        Err(error) => return refusal::search(language, &error),
    };
    let found = match found {
        Ok(found) => found,
        Err(error) => return refusal::search(language, &error),
    };
    let head = Head::new(words::title(language), words::lead(language));
    page(StatusCode::OK, &caller.visitor, &head, || {
        let answers = match found.progress {
            Progress::Building { done, of } => building(language, done, of),
            Progress::Ready => answers(language, typed, &filters, &found, skip),
        };
        view! {
            {question(language, typed, &filters)}
            {answers}
        }
        .into_any()
    })
}

/// The form: words, and what to narrow by.
fn question(language: PageLanguage, typed: &Typed, filters: &Filters) -> AnyView {
    view! {
        <form method="post" action="/search" role="search" class="stack">
            <div class="search">
                <label class="visually-hidden" for="q">{words::words(language)}</label>
                <input type="search" id="q" name="q" value=typed.get("q") dir="auto" maxlength=QUESTION_LETTERS.to_string()
                    autocomplete="off" autocapitalize="off" spellcheck="false" aria-describedby="q-hint"/>
                <button class="button" data-kind="primary">{words::search(language)}</button>
            </div>
            <p class="hint" id="q-hint">{words::words_hint(language)}</p>
            <details class="stack" open=narrow::is_narrowed(typed)>
                <summary>{words::narrow(language)}</summary>
                {narrow::fields(language, typed, filters)}
            </details>
        </form>
    }
    .into_any()
}

fn building(language: PageLanguage, done: usize, of: usize) -> AnyView {
    view! {
        <div class="notice" data-kind="info" role="status" aria-busy="true">
            <h2>{words::building_title(language)}</h2><p>{words::building(language, done, of)}</p>
            <progress max=of.max(1).to_string() value=done.to_string() aria-label=words::building_title(language)></progress>
        </div>
    }
    .into_any()
}

fn answers(language: PageLanguage, typed: &Typed, filters: &Filters, found: &Found, skip: usize) -> AnyView {
    let asks = !typed.get("q").trim().is_empty() || narrow::is_narrowed(typed);
    if found.hits.is_empty() {
        let (title, hint) = if asks {
            (words::nothing(language), words::nothing_hint(language))
        } else {
            (words::none(language), words::none_hint(language))
        };
        return view! { <div class="empty" role="status"><h2>{title}</h2><p>{hint}</p></div> }.into_any();
    }
    let count = match found.said().number() {
        None => words::few(language).to_owned(),
        Some(total) if asks => words::count(language, total),
        Some(total) => words::newest(language, total),
    };
    let cards = found.hits.iter().map(|hit| found::card(language, hit, &filters.overview));
    view! {
        <p role="status">{count}</p>
        {found.facets.as_ref().map(|facets| facets::section(language, typed, facets, filters))}
        <ul class="grid stories">{cards.collect_view()}</ul>
        {found::pager(language, typed, found, skip)}
    }
    .into_any()
}

/// What was typed, for a button that goes on with it.
fn kept(typed: &Typed) -> impl IntoView {
    let names = ["q"].into_iter().chain(NARROWED);
    names
        .map(|name| view! { <input type="hidden" name=name value=typed.get(name)/> })
        .collect_view()
}
