//! Its maker changes an excerpt that was sent back, or that still waits.

use super::fields::{sheet, wrong};
use super::make::{checked, with_own};
use super::rows::{Row, begun, replacements, typed_rows};
use crate::form::{FormState, Typed};
use crate::layout::{Head, page};
use crate::refusal;
use crate::render::status_of;
use crate::request::Caller;
use crate::words::{excerpt_form as form_words, excerpts as words};
use archive::Archive;
use archive::desk::excerpts::{ExcerptsError, Preparation};
use axum::extract::{Path, State};
use axum::response::{IntoResponse, Redirect, Response};
use leptos::prelude::*;
use method::id::ExcerptId;

pub(crate) async fn show(caller: Caller, State(archive): State<Archive>, Path(id): Path<String>) -> Response {
    let (id, prepared) = match find(&caller, &archive, &id).await {
        Ok(found) => found,
        Err(response) => return response,
    };
    let version = prepared.revised.as_ref().map_or(0, |(_, version, _)| *version);
    let typed = Typed::filled([("pseudonym", prepared.pseudonym.clone()), ("version", version.to_string())]);
    shown(&caller, id, &prepared, &begun(&prepared), &FormState::new(typed))
}

pub(crate) async fn submit(
    caller: Caller,
    State(archive): State<Archive>,
    Path(id): Path<String>,
    typed: Typed,
) -> Response {
    let language = caller.language();
    let (id, prepared) = match find(&caller, &archive, &id).await {
        Ok(found) => found,
        Err(response) => return response,
    };
    let Some(mut rows) = typed_rows(&typed, &prepared) else {
        return refusal::unprocessable(language);
    };
    let form = match with_own(language, &prepared, &mut rows, typed) {
        Ok(form) => form,
        Err(form) => return shown(&caller, id, &prepared, &rows, &form),
    };
    if form.typed.get("step") != "save" {
        let form = checked(language, &prepared, &rows, form);
        return shown(&caller, id, &prepared, &rows, &form);
    }
    let version = form.typed.get("version").parse().unwrap_or_default();
    let pseudonym = form.typed.get("pseudonym");
    match archive
        .excerpts()
        .revise(&caller.actor, id, replacements(&rows), &pseudonym, version)
        .await
    {
        Ok(()) => Redirect::to(&format!("/excerpts/{id}")).into_response(),
        Err(error) => match wrong(language, &error, &prepared, &rows) {
            Some((field, sentence)) => shown(&caller, id, &prepared, &rows, &form.wrong(field, sentence)),
            None => refusal::excerpts(language, &error),
        },
    }
}

/// An excerpt that the caller may change. One that she may only read sends her to its page, where the way on is.
async fn find(caller: &Caller, archive: &Archive, id: &str) -> Result<(ExcerptId, Preparation), Response> {
    let language = caller.language();
    let id: ExcerptId = id.parse().map_err(|_| refusal::not_found(language))?;
    match archive.excerpts().prepare_revision(&caller.actor, id).await {
        Ok(prepared) => Ok((id, prepared)),
        Err(ExcerptsError::Stage(_)) => Err(Redirect::to(&format!("/excerpts/{id}")).into_response()),
        Err(error) => Err(refusal::excerpts(language, &error)),
    }
}

fn shown(caller: &Caller, id: ExcerptId, prepared: &Preparation, rows: &[Row], form: &FormState) -> Response {
    let language = caller.language();
    let link = format!("/excerpts/{id}");
    let head = Head::new(words::revise(language), form_words::lead(language)).back(link.clone(), words::one(language));
    let why = prepared.revised.as_ref().and_then(|(_, _, why)| why.clone());
    page(status_of(form), &caller.visitor, &head, || {
        let why = why.map(|why| {
            view! { <section class="section"><h2>{words::why_sent_back(language)}</h2><blockquote class="reason" dir="auto"><p>{why}</p></blockquote></section> }
        });
        view! { {why}{sheet(language, prepared, rows, form, format!("{link}/revise"))} }.into_any()
    })
}
