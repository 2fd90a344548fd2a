//! The stories that somebody may read.

use crate::form::Typed;
use crate::layout::{Head, page};
use crate::parts::{day, isolated};
use crate::refusal;
use crate::request::Caller;
use crate::words::{gatherings, notes, renewals, sound, stories as words};
use archive::Archive;
use archive::desk::programmes::Overview;
use archive::desk::stories::Heading;
use axum::extract::{Query, State};
use axum::http::StatusCode;
use axum::response::Response;
use chrono::NaiveDate;
use leptos::prelude::*;
use method::id::RoundId;
use method::language::PageLanguage;
use method::policy::Role;
use method::round::told_before;

/// Where in the list a page begins: `?from=48`.
pub(crate) async fn show(
    caller: Caller,
    State(archive): State<Archive>,
    Query(query): Query<Vec<(String, String)>>,
) -> Response {
    let language = caller.language();
    let overview = match archive.programmes().overview(&caller.actor, caller.programme).await {
        Ok(overview) => overview,
        Err(error) => return refusal::programmes(language, &error),
    };
    let from = Typed::new(query).get("from").parse().unwrap_or_default();
    let (headings, next) = match archive.stories().list(&caller.actor, caller.programme, from).await {
        Ok(found) => found,
        Err(error) => return refusal::stories(language, &error),
    };
    let records = caller
        .roles
        .iter()
        .any(|role| matches!(role, Role::Facilitator | Role::SiteCoordinator | Role::NationalCoordinator));
    page(
        StatusCode::OK,
        &caller.visitor,
        &Head::new(words::title(language), words::lead(language)),
        || {
            let cards = headings
                .iter()
                .map(|heading| card(language, heading, &overview))
                .collect_view();
            view! {
            {records.then(|| view! {
                <div class="actions"><a class="button" data-kind="primary" href="/stories/new">{words::record(language)}</a>
                    <a class="button" href="/notes">{notes::record_offline(language)}</a>
                    <a class="button" data-kind="quiet" href="/drafts">{notes::drafts(language)}</a>
                    <a class="button" data-kind="quiet" href="/gatherings">{gatherings::title(language)}</a>
                    <a class="button" data-kind="quiet" href="/stories/renewals">{renewals::link(language)}</a>
                    <a class="button" data-kind="quiet" href="/sound">{sound::kept_title(language)}</a></div>
            })}
            {if headings.is_empty() { empty(language) } else { view! { <ul class="grid stories">{cards}</ul> }.into_any() }}
            {pager(language, from, next)}
        }
        .into_any()
        },
    )
}

/// The way to older stories, and back to the newest.
fn pager(language: PageLanguage, from: usize, next: Option<usize>) -> AnyView {
    if from == 0 && next.is_none() {
        return ().into_any();
    }
    let newest = (from > 0).then(|| view! { <a href="/stories" rel="first">{words::newest(language)}</a> });
    let older = next.map(|next| view! { <a href=format!("/stories?from={next}") rel="next">{words::older(language)}</a> });
    view! { <nav class="pager" aria-label=words::pages(language)>{newest}{older}</nav> }.into_any()
}

fn empty(language: PageLanguage) -> AnyView {
    view! { <div class="empty"><h2>{words::none(language)}</h2><p>{words::none_hint(language)}</p></div> }.into_any()
}

/// A mark on a story that was told in an earlier period and reached us late; nothing where it came in time.
pub(crate) fn came_late(
    language: PageLanguage,
    overview: &Overview,
    taken_by: RoundId,
    told_on: NaiveDate,
) -> Option<AnyView> {
    let period = told_before(&overview.rounds, taken_by, told_on)?;
    let sentence = words::late(language, isolated(&period.label));
    Some(view! { <span class="badge" data-kind="warning">{sentence}</span>" " }.into_any())
}

fn card(language: PageLanguage, heading: &Heading, overview: &Overview) -> AnyView {
    let link = format!("/stories/{}", heading.id);
    let site = overview
        .site(heading.site)
        .map_or("", |site| site.name.get(language))
        .to_owned();
    let domain = overview
        .domain(heading.domain)
        .map_or("", |domain| domain.label.get(language))
        .to_owned();
    let (kind, state) = if heading.is_read_back {
        ("done", words::read_back(language))
    } else {
        ("waiting", words::not_read_back(language))
    };
    view! {
        <li><article class="story-card">
            <h2><a href=link lang=heading.language.tag() dir="auto">{heading.title.clone()}</a></h2>
            <p class="story-facts">
                <span>{site}</span>" "<span>{domain}</span>" "
                {day::day(language, heading.told_on)}" "
                {came_late(language, overview, heading.round, heading.told_on)}
                <span class="badge" data-kind=kind>{state}</span>
            </p>
        </article></li>
    }
    .into_any()
}
