//! The first page after signing in, the quick exit, and the page that is not there.

use crate::layout::{Head, page, role_label};
use crate::notes::ShellIcon;
use crate::people::seconds;
use crate::programme::exposure;
use crate::refusal;
use crate::request::{Caller, Visitor};
use crate::words::home as words;
use archive::Archive;
use archive::desk::search::SearchError;
use axum::extract::State;
use axum::http::{HeaderMap, HeaderValue, StatusCode};
use axum::response::Response;
use axum_extra::extract::cookie::CookieJar;
use leptos::prelude::*;
use method::language::PageLanguage;
use method::policy::Role;

pub(crate) async fn show(caller: Caller, State(archive): State<Archive>) -> Response {
    let language = caller.language();
    let overview = match archive.programmes().overview(&caller.actor, caller.programme).await {
        Ok(overview) => overview,
        Err(error) => return refusal::programmes(language, &error),
    };
    let holds = |roles: &[Role]| caller.roles.iter().any(|role| roles.contains(role));
    let records = holds(&[Role::Facilitator, Role::SiteCoordinator, Role::NationalCoordinator]);
    let reads = records || holds(&[Role::Analyst, Role::PanelChair]);
    let leads = holds(&[Role::PanelChair, Role::NationalCoordinator]);
    let codes = holds(&[Role::Analyst]);
    let judges = holds(&[Role::Analyst, Role::SiteCoordinator, Role::NationalCoordinator]);
    let writes = holds(&[Role::AdvocacyOfficer]);
    let reviews = holds(&[Role::NationalCoordinator]);
    let counts = holds(&[Role::AdvocacyOfficer, Role::Analyst, Role::NationalCoordinator]);
    let recalls = holds(&[Role::AdvocacyOfficer, Role::SiteCoordinator, Role::NationalCoordinator]);
    let manages = holds(&[Role::Administrator]);
    let role = caller.roles.first().map(|role| role_label(language, *role));
    // No number while the index is built, and for whoever reads no story.
    let count = match archive.search().count(&caller.actor, caller.programme).await {
        Ok(count) => count,
        Err(SearchError::NotFound) => None,
        Err(error) => return refusal::search(language, &error),
    };
    let read = match archive.exposures().own(&caller.actor).await {
        Ok(read) => exposure::own(language, read),
        Err(error) => return refusal::people(language, &error),
    };
    let forced = match seconds::alert(&caller, &archive).await {
        Ok(forced) => forced,
        Err(error) => return refusal::people(language, &error),
    };
    let nothing = count == Some(0);
    page(
        StatusCode::OK,
        &caller.visitor,
        &Head::new(overview.programme.name.clone(), words::lead(language)),
        move || {
            view! {
            <p class="hint">{caller.name.clone()}{role.map(|role| format!(" · {role}"))}</p>
            {forced}
            {read}
            <div class="grid">
                {records.then(|| task("/stories/new", words::record(language), words::record_hint(language)))}
                {reads.then(|| view! {
                    <a class="card task" href="/stories" data-none=nothing>
                        <span class="task-number">{count}</span><span class="task-words">{words::stories(language)}</span>
                    </a>
                })}
                {records.then(|| task("/appointments", words::appointments(language), words::appointments_hint(language)))}
                {leads.then(|| task("/panels", words::panels(language), words::panels_hint(language)))}
                {codes.then(|| task("/search", words::search(language), words::search_hint(language)))}
                {judges.then(|| task("/excerpts", words::excerpts(language), words::excerpts_hint(language)))}
                {writes.then(|| task("/briefs", words::briefs(language), words::briefs_hint(language)))}
                {writes.then(|| task("/excerpts/library", words::library(language), words::library_hint(language)))}
                {(reviews && !writes).then(|| task("/briefs", words::reviews(language), words::reviews_hint(language)))}
                {counts.then(|| task("/indicators", words::indicators(language), words::indicators_hint(language)))}
                {recalls.then(|| task("/recalls", words::recalls(language), words::recalls_hint(language)))}
                {task("/programme", words::programme(language), words::programme_hint(language))}
                {manages.then(|| task("/people", words::people(language), words::people_hint(language)))}
            </div>
        }
        .into_any()
        },
    )
}

fn task(link: &'static str, words: &'static str, hint: &'static str) -> AnyView {
    view! { <a class="card" href=link><strong>{words}</strong><span class="hint">{hint}</span></a> }.into_any()
}

/// A page that says nothing of us. Her session ends; the cookies of this host and what was cached go with it; the browser's history
/// stays.
pub(crate) async fn exit(visitor: Visitor, State(archive): State<Archive>, headers: HeaderMap) -> Response {
    let language = visitor.language;
    // The cookie comes from our own pages alone (SameSite=Strict): nobody else's page signs her out.
    if let Some(token) = Caller::token(&CookieJar::from_headers(&headers)) {
        // Leaving does not wait for a store that fails: the cookie goes in any case.
        let _ = archive.people().sign_out(&token).await;
    }
    let mut response = neutral(language);
    response
        .headers_mut()
        .insert("clear-site-data", HeaderValue::from_static("\"cache\", \"cookies\""));
    response
}

/// The same page where a tablet without network leaves to: it keeps it beside the shell (`app/public/sw.js`). Ends no session, for it
/// is fetched to be kept.
pub(crate) async fn away(visitor: Visitor) -> Response {
    neutral(visitor.language)
}

fn neutral(language: PageLanguage) -> Response {
    crate::render::document(StatusCode::OK, || {
        view! {
            <html lang=language.tag() dir=language.dir()>
                <head><meta charset="utf-8"/><title>{words::neutral_title(language)}</title><link rel="icon" href=ShellIcon::Calendar.file(192) type="image/png"/></head>
                <body><main><h1>{words::neutral_title(language)}</h1><p>{words::neutral(language)}</p></main></body>
            </html>
        }
        .into_any()
    })
}

pub(crate) async fn not_found(visitor: Visitor) -> Response {
    refusal::not_found(visitor.language)
}
