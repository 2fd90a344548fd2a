//! Withdrawing a story for its teller: said in plain words first, then done for good.

use crate::layout::{Head, page};
use crate::refusal;
use crate::request::Caller;
use crate::words::withdraw as words;
use archive::Archive;
use axum::extract::{Path, State};
use axum::http::StatusCode;
use axum::response::{IntoResponse, Redirect, Response};
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
        Ok(()) => Redirect::to("/stories").into_response(),
        Err(error) => refusal::stories(language, &error),
    }
}
