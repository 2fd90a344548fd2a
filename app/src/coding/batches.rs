//! What somebody coded in one go: the list, and one of them with the way to take it back.

use super::{colour, path};
use crate::layout::{Head, page};
use crate::parts::day;
use crate::refusal;
use crate::request::Caller;
use crate::words::batch as words;
use crate::words::search;
use archive::Archive;
use archive::desk::coding::{Batch, BatchError, BatchStory};
use archive::desk::search::SearchError;
use axum::extract::{Path, State};
use axum::http::StatusCode;
use axum::response::{IntoResponse, Redirect, Response};
use leptos::prelude::*;
use method::coding::Codebook;
use method::id::{BatchId, CodeId};
use method::language::PageLanguage;

/// How many stories are named; how many there are is said.
const NAMED: usize = 100;

pub(crate) async fn list(caller: Caller, State(archive): State<Archive>) -> Response {
    let language = caller.language();
    let batches = match archive.coding().batches(&caller.actor, caller.programme).await {
        Ok(batches) => batches,
        Err(error) => return refused(language, &error),
    };
    let book = match codebook(&caller, &archive).await {
        Ok(book) => book,
        Err(error) => return refusal::search(language, &error),
    };
    let head = Head::new(words::list(language), words::list_lead(language)).back("/search", search::title(language));
    page(StatusCode::OK, &caller.visitor, &head, || {
        if batches.is_empty() {
            return view! { <div class="empty"><h2>{words::none(language)}</h2><p>{words::none_hint(language)}</p></div> }
                .into_any();
        }
        let rows = batches.iter().map(|batch| {
            let link = format!("/coding/batches/{}", batch.id);
            let undone = batch
                .undone
                .map(|_| view! { " "<span class="badge">{words::undone(language)}</span> });
            view! {
                <li><p><a href=link>{words::sum(language, batch.passages, batch.stories)}</a>{undone}</p>
                    <p>{chip(language, &book, batch.code)}</p>{day::moment(language, batch.at)}</li>
            }
        });
        view! { <ol class="timeline">{rows.collect_view()}</ol> }.into_any()
    })
}

pub(crate) async fn show(caller: Caller, State(archive): State<Archive>, Path(id): Path<String>) -> Response {
    let language = caller.language();
    let Ok(id) = id.parse::<BatchId>() else {
        return refusal::not_found(language);
    };
    let (batch, stories) = match archive.coding().batch(&caller.actor, caller.programme, id).await {
        Ok(found) => found,
        Err(error) => return refused(language, &error),
    };
    match codebook(&caller, &archive).await {
        Ok(book) => shown(&caller, &batch, &stories, &book),
        Err(error) => refusal::search(language, &error),
    }
}

pub(crate) async fn undo(caller: Caller, State(archive): State<Archive>, Path(id): Path<String>) -> Response {
    let language = caller.language();
    let Ok(id) = id.parse::<BatchId>() else {
        return refusal::not_found(language);
    };
    match archive.coding().undo(&caller.actor, caller.programme, id).await {
        Ok(()) => Redirect::to(&format!("/coding/batches/{id}")).into_response(),
        Err(error) => refused(language, &error),
    }
}

/// Where a page has no form to say it in.
pub(crate) fn refused(language: PageLanguage, error: &BatchError) -> Response {
    match error {
        BatchError::Fault(cause) => refusal::fault(language, cause),
        BatchError::NotFound => refusal::not_found(language),
        BatchError::NothingAsked
        | BatchError::CodeMissing
        | BatchError::TooMany
        | BatchError::Building
        | BatchError::Changed(_) => refusal::unprocessable(language),
    }
}

/// A code with what stands above it; of one that is gone, that it is.
pub(crate) fn chip(language: PageLanguage, book: &Codebook, code: CodeId) -> AnyView {
    let Some(found) = book.get(code) else {
        return view! { <span class="hint">{words::code_gone(language)}</span> }.into_any();
    };
    view! { <span class="code" data-colour=colour(found) dir="auto">{path(language, book, code)}</span> }.into_any()
}

async fn codebook(caller: &Caller, archive: &Archive) -> Result<Codebook, SearchError> {
    let filters = archive.search().filters(&caller.actor, caller.programme).await?;
    Ok(filters.codes_to_give)
}

fn shown(caller: &Caller, batch: &Batch, stories: &[BatchStory], book: &Codebook) -> Response {
    let language = caller.language();
    let head = Head::new(words::title(language), words::title_lead(language)).back("/coding/batches", words::list(language));
    page(StatusCode::OK, &caller.visitor, &head, || {
        let done = match batch.undone {
            None => view! { <p>{words::given(language, batch.passages, batch.stories)}</p> }.into_any(),
            Some(at) => view! { <p>{words::taken(language)}" "{day::moment(language, at)}</p> }.into_any(),
        };
        view! {
            <div class="notice" data-kind="done" role="status">{done}</div>
            <p>{chip(language, book, batch.code)}" "<span class="hint">{day::moment(language, batch.at)}</span></p>
            {batch.undone.is_none().then(|| undoing(language, batch))}
            {(!stories.is_empty()).then(|| named(language, stories))}
        }
        .into_any()
    })
}

fn undoing(language: PageLanguage, batch: &Batch) -> AnyView {
    view! {
        <form method="post" action=format!("/coding/batches/{}/undo", batch.id) class="actions">
            <button class="button" data-kind="danger" aria-describedby="undo-hint">{words::undo(language)}</button>
            <span class="hint" id="undo-hint">{words::undo_hint(language)}</span>
        </form>
    }
    .into_any()
}

fn named(language: PageLanguage, stories: &[BatchStory]) -> AnyView {
    let rows = stories.iter().take(NAMED).map(|story| {
        let (link, tag) = (format!("/stories/{}/code#given", story.id), story.language.tag());
        view! { <li><a href=link lang=tag dir="auto">{story.title.clone()}</a></li> }
    });
    let more = (stories.len() > NAMED).then(|| view! { <p class="hint">{words::more(language, stories.len() - NAMED)}</p> });
    view! {
        <section class="section" aria-labelledby="coded"><h2 id="coded">{words::coded(language)}</h2>
            <ul>{rows.collect_view()}</ul>{more}</section>
    }
    .into_any()
}
