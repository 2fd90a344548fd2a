//! Withdrawing a story for its teller: said in plain words first, then done for good.

use crate::briefs::recalls;
use crate::layout::{Head, page};
use crate::refusal;
use crate::request::Caller;
use crate::words::withdraw as words;
use archive::Archive;
use archive::desk::briefs::Recall;
use axum::extract::{Path, State};
use axum::http::StatusCode;
use axum::response::Response;
use leptos::prelude::*;
use method::id::StoryId;

pub(crate) async fn show(caller: Caller, State(archive): State<Archive>, Path(id): Path<String>) -> Response {
    let language = caller.language();
    let Ok(id) = id.parse::<StoryId>() else {
        return refusal::not_found(language);
    };
    match archive.stories().read(&caller.actor, id).await {
        Ok((whole, _)) if whole.may_tend => {}
        Ok(_) => return refusal::not_found(language),
        Err(error) => return refusal::stories(language, &error),
    }
    let link = format!("/stories/{id}");
    let head = Head::new(words::title(language), words::lead(language))
        .narrow()
        .back(link.clone(), words::back(language));
    let action = format!("{link}/withdraw");
    page(StatusCode::OK, &caller.visitor, &head, || {
        view! {
            <div class="notice" data-kind="warning"><p>{words::what_happens(language)}</p></div>
            <form method="post" action=action class="actions">
                <button class="button" data-kind="danger">{words::withdraw(language)}</button>
                <a class="button" data-kind="quiet" href=link>{words::keep(language)}</a>
            </form>
        }
        .into_any()
    })
}

pub(crate) async fn submit(caller: Caller, State(archive): State<Archive>, Path(id): Path<String>) -> Response {
    let language = caller.language();
    let Ok(id) = id.parse::<StoryId>() else {
        return refusal::not_found(language);
    };
    match archive.stories().withdraw(&caller.actor, id).await {
        Ok(recalls) => withdrawn(&caller, &recalls),
        Err(error) => refusal::stories(language, &error),
    }
}

/// What is left to do. The story's address leads nowhere any more, so this page answers here and once.
fn withdrawn(caller: &Caller, recalls: &[Recall]) -> Response {
    let language = caller.language();
    let head =
        Head::new(words::withdrawn(language), words::withdrawn_lead(language)).back("/stories", words::stories(language));
    page(StatusCode::OK, &caller.visitor, &head, || {
        if recalls.is_empty() {
            return view! { <div class="notice" data-kind="done" role="status"><p>{words::no_recall(language)}</p></div> }
                .into_any();
        }
        view! {
            <div class="notice" data-kind="warning" role="status"><p>{words::to_recall(language)}</p></div>
            {recalls::table(language, recalls, None)}
        }
        .into_any()
    })
}
