//! The briefs: those being written and what went out of them.

use crate::briefs::addressee;
use crate::layout::{Head, page};
use crate::parts::day;
use crate::refusal;
use crate::request::Caller;
use crate::stories::language_label;
use crate::words::briefs as words;
use archive::Archive;
use archive::desk::briefs::{Issue, Listed};
use axum::extract::State;
use axum::http::StatusCode;
use axum::response::Response;
use leptos::prelude::*;
use method::language::PageLanguage;
use method::policy::{Action, Subject, may};

pub(crate) async fn show(caller: Caller, State(archive): State<Archive>) -> Response {
    let language = caller.language();
    let briefs = match archive.briefs().list(&caller.actor, caller.programme).await {
        Ok(briefs) => briefs,
        Err(error) => return refusal::briefs(language, &error),
    };
    let head = Head::new(words::title(language), words::lead(language));
    let writes = may(&caller.actor, Action::WriteBrief, &Subject::Programme(caller.programme)).is_allowed();
    page(StatusCode::OK, &caller.visitor, &head, || {
        let cards = briefs.iter().map(|brief| card(language, brief, writes)).collect_view();
        view! {
            <div class="actions">
                {writes.then(|| view! { <a class="button" data-kind="primary" href="/briefs/new">{words::begin(language)}</a> })}
                <a class="button" data-kind="quiet" href="/briefs/templates">{words::templates(language)}</a>
                {writes.then(|| view! { <a class="button" data-kind="quiet" href="/images">{words::images(language)}</a> })}
                <a class="button" data-kind="quiet" href="/recalls">{words::recalls(language)}</a>
            </div>
            {if briefs.is_empty() { empty(language) } else { view! { <ul class="grid stories">{cards}</ul> }.into_any() }}
        }
        .into_any()
    })
}

fn empty(language: PageLanguage) -> AnyView {
    view! { <div class="empty"><h2>{words::none(language)}</h2><p>{words::none_hint(language)}</p></div> }.into_any()
}

/// A brief, with the way to the page on which its reader works.
fn card(language: PageLanguage, brief: &Listed, writes: bool) -> AnyView {
    let (kind, state) = if brief.issues.is_empty() {
        ("draft", words::is_draft(language))
    } else {
        ("done", words::is_issued(language))
    };
    let signed = (!brief.signed_off.is_empty())
        .then(|| view! { <span class="badge" data-kind="done">{words::is_signed_off(language)}</span>" " });
    let link = if writes {
        format!("/briefs/{}", brief.id)
    } else {
        format!("/briefs/{}/review", brief.id)
    };
    view! {
        <li><article class="story-card">
            <h2><a href=link lang=brief.language.tag() dir="auto">{brief.title.clone()}</a></h2>
            <p class="story-facts">
                <span class="badge" data-kind=kind>{state}</span>" "{signed}
                <span>{language_label(language, brief.language.language())}</span>" "
                {day::day(language, brief.at.date_naive())}
            </p>
            {brief.issues.first().map(|issue| view! { <p class="hint">{words::last_issue(language)}" "{to(language, issue)}</p> })}
        </article></li>
    }
    .into_any()
}

/// To whom a brief went, and on which day.
pub(crate) fn to(language: PageLanguage, issue: &Issue) -> AnyView {
    let (_, class) = addressee(language, issue.to.class);
    view! {
        {class}{(!issue.to.words.is_empty()).then(|| view! { " · "<bdi>{issue.to.words.clone()}</bdi> })}" · "
        {day::day(language, issue.at.date_naive())}
    }
    .into_any()
}
