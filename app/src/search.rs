//! The search desk's page. What is searched for may name somebody: the form posts, so that no address and no history holds it.

mod alike;
pub(crate) mod code;
mod facets;
mod found;
mod narrow;
pub(crate) mod one;
pub(crate) mod progress;
pub(crate) mod saved;

use crate::form::{FormState, Typed};
use crate::layout::{Head, page};
use crate::refusal;
use crate::render::status_of;
use crate::request::Caller;
use crate::words::search as words;
pub(crate) use alike::alike;
use archive::Archive;
use archive::desk::search::{Filters, Found, Progress, QUESTION_LETTERS, SavedSearch, SearchError};
use axum::extract::{Query, State};
use axum::response::Response;
use leptos::prelude::*;
use method::id::SavedSearchId;
use method::language::PageLanguage;
use narrow::NARROWED;

pub(crate) async fn show(
    caller: Caller,
    State(archive): State<Archive>,
    Query(query): Query<Vec<(String, String)>>,
) -> Response {
    let removed = Typed::new(query).get("removed").parse().ok();
    answered(
        &caller,
        &archive,
        Ask {
            removed,
            ..Ask::default()
        },
    )
    .await
}

pub(crate) async fn submit(caller: Caller, State(archive): State<Archive>, form: FormState) -> Response {
    let run = form.typed.get("saved").parse().ok();
    answered(
        &caller,
        &archive,
        Ask {
            form,
            run,
            ..Ask::default()
        },
    )
    .await
}

/// What the page is asked for.
#[derive(Default)]
struct Ask {
    /// The question, and what is wrong with the name under which it was to be kept.
    form: FormState,
    /// A search that she keeps, to be run again.
    run: Option<SavedSearchId>,
    /// A search that was just kept.
    kept: Option<String>,
    /// A search that was just taken away.
    removed: Option<SavedSearchId>,
}

/// What the page shows.
struct Answered {
    form: FormState,
    filters: Filters,
    found: Found,
    skip: usize,
    saved: Vec<SavedSearch>,
    /// What a search that she keeps was narrowed by and is no longer there.
    gone: Vec<&'static str>,
    kept: Option<String>,
    removed: Option<SavedSearch>,
}

async fn answered(caller: &Caller, archive: &Archive, ask: Ask) -> Response {
    let language = caller.language();
    match answer(caller, archive, ask).await {
        Ok(answered) => shown(caller, &answered),
        Err(error) => refusal::search(language, &error),
    }
}

async fn answer(caller: &Caller, archive: &Archive, ask: Ask) -> Result<Answered, SearchError> {
    let (desk, actor, programme) = (archive.search(), &caller.actor, caller.programme);
    let filters = desk.filters(actor, programme).await?;
    let (mut form, mut gone) = (ask.form, Vec::new());
    if let Some(id) = ask.run {
        let kept = desk.saved_one(actor, programme, id).await?;
        let (there, missing) = narrow::still_there(caller.language(), &kept.asked, &filters);
        (form, gone) = (FormState::new(narrow::typed(&there)), missing);
    }
    let asked = narrow::parse(&form.typed);
    let removed = match ask.removed {
        Some(id) => desk.removed(actor, programme, id).await?,
        None => None,
    };
    Ok(Answered {
        skip: asked.skip,
        found: desk.find(actor, programme, asked).await?,
        saved: desk.saved(actor, programme).await?,
        kept: ask.kept,
        form,
        filters,
        gone,
        removed,
    })
}

fn shown(caller: &Caller, answered: &Answered) -> Response {
    let language = caller.language();
    let mut head = Head::new(words::title(language), words::lead(language));
    head.has_island = answered.found.progress != Progress::Ready;
    let (form, filters) = (&answered.form, &answered.filters);
    page(status_of(form), &caller.visitor, &head, || {
        let answers = match answered.found.progress {
            so_far @ Progress::Building { .. } => building(language, so_far),
            Progress::Ready => answers(language, answered),
        };
        view! {
            {saved::said(language, answered)}
            {saved::list(language, &answered.saved)}
            {question(language, &form.typed, filters)}
            {answers}
            {asks(&form.typed).then(|| saved::form(language, form))}
            {code::form(language, answered)}
        }
        .into_any()
    })
}

/// Whether something is searched for.
fn asks(typed: &Typed) -> bool {
    !typed.get("q").trim().is_empty() || narrow::is_narrowed(typed)
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

fn building(language: PageLanguage, so_far: Progress) -> AnyView {
    view! {
        <div class="notice" data-kind="info">
            <h2>{words::building_title(language)}</h2>
            {progress::bar(language, so_far, words::built(language))}
            <p class="hint">{words::building_hint(language)}</p>
        </div>
    }
    .into_any()
}

fn answers(language: PageLanguage, answered: &Answered) -> AnyView {
    let Answered {
        form,
        filters,
        found,
        skip,
        ..
    } = answered;
    let (typed, asks) = (&form.typed, asks(&form.typed));
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
        {found::pager(language, typed, found, *skip)}
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
