//! The search desk's page. What is searched for may name somebody: the form posts, so that no address and no history holds it.

mod found;

use crate::form::Typed;
use crate::layout::{Head, page};
use crate::refusal;
use crate::request::Caller;
use crate::words::search as words;
use archive::Archive;
use archive::desk::search::{Asked, Filters, Found, HITS_A_PAGE, Progress, QUESTION_LETTERS};
use axum::Form;
use axum::extract::State;
use axum::http::StatusCode;
use axum::response::Response;
use leptos::prelude::*;
use method::language::PageLanguage;

/// The names of what a search is narrowed by, in the form.
const NARROWED: [&str; 4] = ["site", "domain", "round", "code"];

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
    let asked = parse(typed);
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

/// What was typed; a choice that is not understood is no choice.
fn parse(typed: &Typed) -> Asked {
    Asked {
        words: typed.get("q"),
        site: typed.get("site").parse().ok(),
        domain: typed.get("domain").parse().ok(),
        round: typed.get("round").parse().ok(),
        code: typed.get("code").parse().ok(),
        skip: typed.get("skip").parse().unwrap_or_default(),
        at_most: HITS_A_PAGE,
    }
}

/// The form: words, and what to narrow by.
fn question(language: PageLanguage, typed: &Typed, filters: &Filters) -> AnyView {
    let is_narrowed = NARROWED.iter().any(|name| !typed.get(name).is_empty());
    view! {
        <form method="post" action="/search" role="search" class="stack">
            <div class="search">
                <label class="visually-hidden" for="q">{words::words(language)}</label>
                <input type="search" id="q" name="q" value=typed.get("q") dir="auto" maxlength=QUESTION_LETTERS.to_string()
                    autocomplete="off" autocapitalize="off" spellcheck="false" aria-describedby="q-hint"/>
                <button class="button" data-kind="primary">{words::search(language)}</button>
            </div>
            <p class="hint" id="q-hint">{words::words_hint(language)}</p>
            <details class="stack" open=is_narrowed>
                <summary>{words::narrow(language)}</summary>
                {narrowing(language, typed, filters)}
            </details>
        </form>
    }
    .into_any()
}

fn narrowing(language: PageLanguage, typed: &Typed, filters: &Filters) -> AnyView {
    let sites = filters.sites.iter();
    let sites: Vec<_> = sites
        .map(|site| (site.id.to_string(), site.name.get(language).to_owned()))
        .collect();
    let domains = filters.overview.domains.iter().map(|one| &one.domain);
    let domains = domains.map(|domain| (domain.id.to_string(), domain.label.get(language).to_owned()));
    let rounds = filters.overview.rounds.iter().rev();
    let rounds = rounds.map(|round| (round.id.to_string(), round.label.clone()));
    let codes = filters.codebook.outline().into_iter();
    let codes = codes.map(|(depth, code)| (code.id.to_string(), "— ".repeat(depth) + code.labels.get(language)));
    let codes: Vec<_> = codes.collect();
    let choice = |name, label, options| select(language, typed, name, label, options);
    view! {
        <div class="filters">
            {(sites.len() > 1).then(|| choice("site", words::site(language), sites))}
            {choice("domain", words::domain(language), domains.collect())}
            {choice("round", words::round(language), rounds.collect())}
            {(!codes.is_empty()).then(|| choice("code", words::code(language), codes))}
        </div>
    }
    .into_any()
}

fn select(
    language: PageLanguage,
    typed: &Typed,
    name: &'static str,
    label: &'static str,
    options: Vec<(String, String)>,
) -> AnyView {
    let chosen = typed.get(name);
    let options = options.into_iter().map(|(value, text)| {
        let is_chosen = value == chosen;
        view! { <option value=value selected=is_chosen>{text}</option> }
    });
    view! {
        <div class="field">
            <label for=name>{label}</label>
            <select id=name name=name><option value="">{words::any(language)}</option>{options.collect_view()}</select>
        </div>
    }
    .into_any()
}

fn building(language: PageLanguage, done: usize, of: usize) -> AnyView {
    view! {
        <div class="notice" data-kind="info" role="status" aria-busy="true">
            <h2>{words::building_title(language)}</h2><p>{words::building(language, done, of)}</p>
        </div>
    }
    .into_any()
}

fn answers(language: PageLanguage, typed: &Typed, filters: &Filters, found: &Found, skip: usize) -> AnyView {
    let asks = !typed.get("q").trim().is_empty() || NARROWED.iter().any(|name| !typed.get(name).is_empty());
    if found.hits.is_empty() {
        let (title, hint) = if asks {
            (words::nothing(language), words::nothing_hint(language))
        } else {
            (words::none(language), words::none_hint(language))
        };
        return view! { <div class="empty" role="status"><h2>{title}</h2><p>{hint}</p></div> }.into_any();
    }
    let count = if asks {
        words::count(language, found.total)
    } else {
        words::newest(language, found.total)
    };
    let cards = found.hits.iter().map(|hit| found::card(language, hit, &filters.overview));
    view! {
        <p role="status">{count}</p>
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
