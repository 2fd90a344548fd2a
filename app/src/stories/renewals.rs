//! Consents that end soon or have ended, with the way to each story, for whoever tends it.

use crate::form::Typed;
use crate::layout::{Head, page};
use crate::parts::day::spelled;
use crate::refusal;
use crate::request::Caller;
use crate::stories::purpose_label;
use crate::words::renewals as words;
use archive::Archive;
use archive::desk::programmes::Overview;
use archive::desk::stories::Due;
use axum::extract::{Query, State};
use axum::http::StatusCode;
use axum::response::Response;
use leptos::prelude::*;
use method::consent::{DUE_WITHIN_DAYS, Renewal, Renewing};
use method::language::PageLanguage;

/// Where in the list a page begins: `?from=48`.
pub(crate) async fn show(
    caller: Caller,
    State(archive): State<Archive>,
    Query(query): Query<Vec<(String, String)>>,
) -> Response {
    let language = caller.language();
    let from = Typed::new(query).get("from").parse().unwrap_or_default();
    let (due, next) = match archive.stories().renewals(&caller.actor, caller.programme, from).await {
        Ok(found) => found,
        Err(error) => return refusal::stories(language, &error),
    };
    let overview = match archive.programmes().overview(&caller.actor, caller.programme).await {
        Ok(overview) => overview,
        Err(error) => return refusal::programmes(language, &error),
    };
    let head = Head::new(words::title(language), words::lead(language)).back("/stories", words::back(language));
    page(StatusCode::OK, &caller.visitor, &head, || {
        let cards = due.iter().map(|one| card(language, one, &overview));
        view! {
            {if due.is_empty() { empty(language) } else { view! { <ul class="grid stories">{cards.collect_view()}</ul> }.into_any() }}
            {pager(language, from, next)}
        }
        .into_any()
    })
}

fn empty(language: PageLanguage) -> AnyView {
    view! { <div class="empty"><h2>{words::none(language)}</h2><p>{words::none_hint(language, DUE_WITHIN_DAYS)}</p></div> }
        .into_any()
}

fn card(language: PageLanguage, due: &Due, overview: &Overview) -> AnyView {
    let site = overview.site(due.site).map_or("", |site| site.name.get(language)).to_owned();
    view! {
        <li><article class="story-card">
            <h2><a href=format!("/stories/{}#consent", due.id) dir="auto">{due.title.clone()}</a></h2>
            <p class="story-facts"><span>{site}</span></p>
            <ul>{due.renewals.iter().map(|one| row(language, *one)).collect_view()}</ul>
        </article></li>
    }
    .into_any()
}

fn row(language: PageLanguage, one: Renewal) -> AnyView {
    let day = spelled(language, one.until);
    let (kind, state) = match one.why {
        Renewing::Ended => ("refused", words::ended(language, day)),
        Renewing::Ends => ("warning", words::ends(language, day)),
        Renewing::Later => ("warning", words::left(language, day)),
    };
    view! { <li>{purpose_label(language, one.purpose)}" "<span class="badge" data-kind=kind>{state}</span></li> }.into_any()
}

fn pager(language: PageLanguage, from: usize, next: Option<usize>) -> AnyView {
    if from == 0 && next.is_none() {
        return ().into_any();
    }
    let first = (from > 0).then(|| view! { <a href="/stories/renewals" rel="first">{words::first(language)}</a> });
    let more =
        next.map(|next| view! { <a href=format!("/stories/renewals?from={next}") rel="next">{words::more(language)}</a> });
    view! { <nav class="pager" aria-label=words::pages(language)>{first}{more}</nav> }.into_any()
}
