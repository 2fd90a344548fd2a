//! What came from the field and is not a story yet, and the way in for what a tablet handed over as a file.

use crate::layout::{Head, page};
use crate::refusal;
use crate::request::Caller;
use crate::words::notes as words;
use archive::Archive;
use archive::desk::field::{Brought, Drafted};
use archive::desk::programmes::Overview;
use axum::extract::State;
use axum::http::StatusCode;
use axum::response::Response;
use leptos::prelude::*;
use method::language::PageLanguage;

pub(crate) async fn show(caller: Caller, State(archive): State<Archive>) -> Response {
    shown(&caller, &archive, StatusCode::OK, None).await
}

/// The page, after a file was brought in or refused.
pub(super) async fn shown(
    caller: &Caller,
    archive: &Archive,
    status: StatusCode,
    brought: Option<Result<Brought, &'static str>>,
) -> Response {
    let language = caller.language();
    if !super::records(caller) {
        return refusal::not_found(language);
    }
    let overview = match archive.programmes().overview(&caller.actor, caller.programme).await {
        Ok(overview) => overview,
        Err(error) => return refusal::programmes(language, &error),
    };
    let drafts = match archive.field().drafts(&caller.actor, caller.programme).await {
        Ok(drafts) => drafts,
        Err(error) => return refusal::field(language, &error),
    };
    let head =
        Head::new(words::drafts(language), words::drafts_lead(language)).back("/stories", words::to_stories(language));
    page(status, &caller.visitor, &head, || {
        let cards = drafts.iter().map(|draft| card(language, draft, &overview)).collect_view();
        view! {
            {brought.map(|brought| came(language, brought))}
            {if drafts.is_empty() {
                view! { <div class="empty"><h2>{words::no_drafts(language)}</h2><p>{words::no_drafts_hint(language)}</p></div> }.into_any()
            } else {
                view! { <ul class="grid stories">{cards}</ul> }.into_any()
            }}
            <section class="section stack"><h2>{words::bring_title(language)}</h2>
                <p class="hint">{words::bring_hint(language)}</p>
                <form method="post" action="/drafts/file" enctype="multipart/form-data" class="stack">
                    <div class="field"><label for="file">{words::file(language)}</label>
                        <input id="file" type="file" name="file" required=true/></div>
                    <div class="actions"><button class="button">{words::bring_in(language)}</button></div>
                </form>
            </section>
        }
        .into_any()
    })
}

fn card(language: PageLanguage, draft: &Drafted, overview: &Overview) -> AnyView {
    let site = overview
        .site(draft.site)
        .map_or("", |site| site.name.get(language))
        .to_owned();
    let title = if draft.title.trim().is_empty() {
        words::untitled(language).to_owned()
    } else {
        draft.title.clone()
    };
    let state = match draft {
        Drafted { clashes: 1.., .. } => words::has_clashes(language),
        Drafted { is_finished: true, .. } => words::lacks_something(language),
        _ => words::was_left_open(language),
    };
    view! {
        <li><article class="story-card">
            <h2><a href=format!("/drafts/{}", draft.id) dir="auto">{title}</a></h2>
            <p class="story-facts"><span>{site}</span>" "<bdi>{draft.worker.clone()}</bdi>" "
                <span class="badge" data-kind="waiting">{state}</span></p>
        </article></li>
    }
    .into_any()
}

/// What came of a file.
fn came(language: PageLanguage, brought: Result<Brought, &'static str>) -> AnyView {
    let (kind, sentence) = match brought {
        Ok(brought) => (
            "success",
            words::brought(language, brought.kept, brought.refused, brought.waits),
        ),
        Err(sentence) => ("error", sentence.to_owned()),
    };
    view! { <div class="notice" data-kind=kind role="status"><p>{sentence}</p></div> }.into_any()
}
