//! A search that somebody keeps: what it asks, another name for it, taking it away.

use super::narrow;
use super::saved::wrong;
use crate::form::{FormState, Typed};
use crate::layout::{Head, page};
use crate::parts::field::{Kind, field};
use crate::parts::notice::refused;
use crate::refusal;
use crate::render::status_of;
use crate::request::Caller;
use crate::words::saved as words;
use crate::words::search;
use archive::Archive;
use archive::desk::search::{Filters, SavedSearch, SearchError};
use axum::extract::{Path, State};
use axum::response::{IntoResponse, Redirect, Response};
use leptos::prelude::*;
use method::id::SavedSearchId;

pub(crate) async fn show(caller: Caller, State(archive): State<Archive>, Path(id): Path<String>) -> Response {
    shown(&caller, &archive, &id, None).await
}

pub(crate) async fn rename(
    caller: Caller,
    State(archive): State<Archive>,
    Path(id): Path<String>,
    form: FormState,
) -> Response {
    let language = caller.language();
    let Ok(known) = id.parse::<SavedSearchId>() else {
        return refusal::not_found(language);
    };
    let name = form.typed.get("name");
    let done = archive.search().rename(&caller.actor, caller.programme, known, &name).await;
    match done {
        Ok(()) => Redirect::to("/search").into_response(),
        Err(error) => match wrong(language, &error) {
            Some(sentence) => shown(&caller, &archive, &id, Some(form.wrong("name", sentence))).await,
            None => refusal::search(language, &error),
        },
    }
}

pub(crate) async fn remove(caller: Caller, State(archive): State<Archive>, Path(id): Path<String>) -> Response {
    let language = caller.language();
    let Ok(id) = id.parse::<SavedSearchId>() else {
        return refusal::not_found(language);
    };
    match archive.search().remove(&caller.actor, caller.programme, id).await {
        Ok(()) => Redirect::to(&format!("/search?removed={id}")).into_response(),
        Err(error) => refusal::search(language, &error),
    }
}

pub(crate) async fn put_back(caller: Caller, State(archive): State<Archive>, Path(id): Path<String>) -> Response {
    let language = caller.language();
    let Ok(id) = id.parse::<SavedSearchId>() else {
        return refusal::not_found(language);
    };
    match archive.search().put_back(&caller.actor, caller.programme, id).await {
        Ok(()) => Redirect::to("/search").into_response(),
        Err(error) => refusal::search(language, &error),
    }
}

async fn shown(caller: &Caller, archive: &Archive, id: &str, form: Option<FormState>) -> Response {
    let language = caller.language();
    let (saved, filters) = match found(caller, archive, id).await {
        Ok(found) => found,
        Err(error) => return refusal::search(language, &error),
    };
    let form = form.unwrap_or_else(|| FormState::new(Typed::filled([("name", saved.name.clone())])));
    let mut head = Head::new(saved.name.clone(), words::lead(language))
        .narrow()
        .back("/search", search::title(language));
    head.window = Some(words::title(language));
    page(status_of(&form), &caller.visitor, &head, || {
        let facts = narrow::facts(language, &saved.asked, &filters).into_iter();
        let facts = facts.map(|(label, value)| view! { <div><dt>{label}</dt><dd dir="auto">{value}</dd></div> });
        view! {
            {refused(&form, words::refused(language))}
            <dl class="facts">{facts.collect_view()}</dl>
            <form method="post" action=format!("/search/saved/{}", saved.id) class="stack">
                {field(&form, "name", Kind::Text, words::name(language), Some(words::name_hint(language)))}
                <div class="actions"><button class="button" data-kind="primary">{words::rename(language)}</button></div>
            </form>
            <form method="post" action=format!("/search/saved/{}/remove", saved.id) class="actions">
                <button class="button" data-kind="danger">{words::remove(language)}</button>
            </form>
        }
        .into_any()
    })
}

async fn found(caller: &Caller, archive: &Archive, id: &str) -> Result<(SavedSearch, Filters), SearchError> {
    let id = id.parse().map_err(|_| SearchError::NotFound)?;
    let saved = archive.search().saved_one(&caller.actor, caller.programme, id).await?;
    let filters = archive.search().filters(&caller.actor, caller.programme).await?;
    Ok((saved, filters))
}
