//! The groups of the sites at which somebody records.

use crate::layout::{Head, page};
use crate::refusal;
use crate::request::Caller;
use crate::stories::record::session::called;
use crate::words::gatherings as words;
use archive::Archive;
use archive::desk::gatherings::Kept;
use archive::desk::programmes::Overview;
use axum::extract::State;
use axum::http::StatusCode;
use axum::response::Response;
use leptos::prelude::*;
use method::language::PageLanguage;

pub(crate) async fn show(caller: Caller, State(archive): State<Archive>) -> Response {
    let language = caller.language();
    let groups = match archive.gatherings().list(&caller.actor, caller.programme).await {
        Ok(groups) => groups,
        Err(error) => return refusal::gatherings(language, &error),
    };
    let overview = match archive.programmes().overview(&caller.actor, caller.programme).await {
        Ok(overview) => overview,
        Err(error) => return refusal::programmes(language, &error),
    };
    let head = Head::new(words::title(language), words::lead(language)).back("/stories", words::back(language));
    page(StatusCode::OK, &caller.visitor, &head, || {
        let cards = groups.iter().map(|one| card(language, one, &overview)).collect_view();
        let shown = if groups.is_empty() {
            view! { <div class="empty"><h2>{words::none(language)}</h2><p>{words::none_hint(language)}</p></div> }.into_any()
        } else {
            view! { <ul class="grid">{cards}</ul> }.into_any()
        };
        view! {
            <div class="actions"><a class="button" data-kind="primary" href="/gatherings/new">{words::add(language)}</a></div>
            {shown}
        }
        .into_any()
    })
}

fn card(language: PageLanguage, one: &Kept, overview: &Overview) -> AnyView {
    view! {
        <li><article class="card">
            <h2><a href=format!("/gatherings/{}", one.id)>{called(language, one, site(language, one, overview))}</a></h2>
            <p>{super::place(language, one.gathering.place)}</p>
            {badges(language, one)}
        </article></li>
    }
    .into_any()
}

/// The site of a group.
pub(super) fn site<'a>(language: PageLanguage, one: &Kept, overview: &'a Overview) -> &'a str {
    overview.site(one.gathering.site).map_or("", |site| site.name.get(language))
}

/// What must be known of a group at a glance.
pub(super) fn badges(language: PageLanguage, one: &Kept) -> AnyView {
    let (kind, agreed) = if one.gathering.all_agreed {
        ("done", words::all_agreed(language))
    } else {
        ("warning", words::not_all_agreed(language))
    };
    let closed = one
        .is_closed
        .then(|| view! { " "<span class="badge" data-kind="draft">{words::closed(language)}</span> });
    view! { <p><span class="badge" data-kind=kind>{agreed}</span>{closed}</p> }.into_any()
}
