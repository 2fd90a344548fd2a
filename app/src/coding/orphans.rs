//! Every coding of the programme whose words are no longer where they were, story by story, with the way to place it again.

use super::batches::chip;
use crate::layout::{Head, page};
use crate::parts::day;
use crate::refusal;
use crate::request::Caller;
use crate::words::{codebook, coding as words};
use archive::Archive;
use archive::desk::coding::OrphanedStory;
use axum::extract::State;
use axum::http::StatusCode;
use axum::response::Response;
use leptos::prelude::*;
use method::coding::Codebook;
use method::language::PageLanguage;

pub(crate) async fn show(caller: Caller, State(archive): State<Archive>) -> Response {
    let language = caller.language();
    let (book, found) = match archive.coding().orphans(&caller.actor, caller.programme).await {
        Ok(found) => found,
        Err(error) => return refusal::coding(language, &error),
    };
    let head =
        Head::new(words::orphans(language), words::orphans_lead(language)).back("/codebook", codebook::title(language));
    page(StatusCode::OK, &caller.visitor, &head, || {
        if found.is_empty() {
            return view! { <div class="empty"><h2>{words::no_orphans(language)}</h2><p>{words::no_orphans_hint(language)}</p></div> }
                .into_any();
        }
        let stories = found.iter().map(|one| story(language, &book, one));
        view! { <ul class="stack">{stories.collect_view()}</ul> }.into_any()
    })
}

fn story(language: PageLanguage, book: &Codebook, one: &OrphanedStory) -> AnyView {
    let tag = one.language.tag();
    let rows = one.orphans.iter().map(|mark| {
        view! {
            <li><p><q lang=tag dir="auto">{mark.words.clone()}</q></p><p>{chip(language, book, mark.code)}</p>
                <p class="hint"><bdi>{mark.by.clone()}</bdi>" · "{day::moment(language, mark.at)}</p></li>
        }
    });
    view! {
        <li><article class="card stack">
            <h2><a href=format!("/stories/{}/code#orphans", one.id) lang=tag dir="auto">{one.title.clone()}</a></h2>
            <ol class="timeline">{rows.collect_view()}</ol>
        </article></li>
    }
    .into_any()
}
