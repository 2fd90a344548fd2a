//! Sending a picture.

use crate::form::{FormState, with_file};
use crate::layout::{Head, page};
use crate::parts::field;
use crate::parts::notice::refused;
use crate::refusal;
use crate::render::status_of;
use crate::request::Caller;
use crate::words::images as words;
use archive::Archive;
use archive::desk::images::{ImagesError, NotAnImage};
use axum::extract::{Multipart, State};
use axum::http::StatusCode;
use axum::response::{IntoResponse, Redirect, Response};
use leptos::prelude::*;
use method::policy::{Action, Subject, may};

pub(crate) async fn begin(caller: Caller) -> Response {
    if !may(&caller.actor, Action::WriteBrief, &Subject::Programme(caller.programme)).is_allowed() {
        return refusal::not_found(caller.language());
    }
    shown(&caller, &FormState::default())
}

pub(crate) async fn submit(caller: Caller, State(archive): State<Archive>, parts: Multipart) -> Response {
    let language = caller.language();
    let (_, file) = match with_file(parts).await {
        Ok(received) => received,
        Err(StatusCode::PAYLOAD_TOO_LARGE) => return refusal::too_large(language),
        Err(_) => return refusal::unprocessable(language),
    };
    let wrong = |sentence: &str| shown(&caller, &FormState::default().wrong("file", sentence));
    let is_missing = file.is_empty();
    match archive.images().add(&caller.actor, caller.programme, file).await {
        Ok(id) => Redirect::to(&format!("/images/{id}")).into_response(),
        Err(ImagesError::File(_)) if is_missing => wrong(words::file_needed(language)),
        Err(ImagesError::File(NotAnImage::TooLarge)) => wrong(words::too_large(language)),
        Err(ImagesError::File(NotAnImage::Unknown)) => wrong(words::unknown_kind(language)),
        Err(ImagesError::File(NotAnImage::Damaged)) => wrong(words::damaged(language)),
        Err(error) => refusal::images(language, &error),
    }
}

fn shown(caller: &Caller, form: &FormState) -> Response {
    let language = caller.language();
    let head = Head::new(words::add(language), words::add_lead(language))
        .narrow()
        .back("/images", words::title(language));
    page(status_of(form), &caller.visitor, &head, || {
        view! {
            {refused(form, words::not_taken(language))}
            <form method="post" action="/images/new" enctype="multipart/form-data" class="stack">
                {field::file(form, words::file(language), words::file_hint(language), ".jpg,.jpeg,.png,.webp")}
                <div class="actions"><button class="button" data-kind="primary">{words::take(language)}</button></div>
            </form>
        }
        .into_any()
    })
}
