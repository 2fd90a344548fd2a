//! Forms for paper, in three languages: a page that offers them, and the files.

use super::paper_forms::kit;
use crate::layout::{Head, page};
use crate::refusal;
use crate::request::Caller;
use crate::stories::{language_label, record::questions};
use crate::words::{paper as words, questions as back};
use archive::Archive;
use axum::extract::{Path, State};
use axum::http::StatusCode;
use axum::http::header::{CONTENT_DISPOSITION, CONTENT_TYPE};
use axum::response::{IntoResponse, Response};
use leptos::prelude::*;
use method::language::PageLanguage;

pub(crate) async fn show(caller: Caller) -> Response {
    let language = caller.language();
    let head = Head::new(words::title(language), words::lead(language))
        .narrow()
        .back("/programme", back::back(language));
    page(StatusCode::OK, &caller.visitor, &head, || {
        let files = PageLanguage::ALL.map(|one| {
            let name = language_label(language, one.language());
            view! { <a class="button" href=format!("/programme/kit/{}.pdf", one.tag())>{words::file(language, name)}</a> }
        });
        view! {
            <p>{words::what(language)}</p>
            <div class="notice" data-kind="warning"><p>{words::keep_safe(language)}</p></div>
            <div class="actions">{files.into_iter().collect_view()}</div>
        }
        .into_any()
    })
}

/// A kit: `fr.pdf` and the like. Its name says nothing of us.
pub(crate) async fn file(caller: Caller, State(archive): State<Archive>, Path(file): Path<String>) -> Response {
    let language = caller.language();
    let written = PageLanguage::ALL.into_iter().find(|one| file == format!("{}.pdf", one.tag()));
    let Some(written) = written else {
        return refusal::not_found(language);
    };
    let overview = match archive.programmes().overview(&caller.actor, caller.programme).await {
        Ok(overview) => overview,
        Err(error) => return refusal::programmes(language, &error),
    };
    let asked = match questions::of(&caller, &archive).await {
        Ok(asked) => asked,
        Err(response) => return response,
    };
    let kit = kit(written, &overview, &asked);
    match archive.programmes().paper(&caller.actor, caller.programme, kit).await {
        Ok(bytes) => {
            let name = format!("attachment; filename=\"forms-{file}\"");
            (
                [(CONTENT_TYPE, "application/pdf".to_owned()), (CONTENT_DISPOSITION, name)],
                bytes,
            )
                .into_response()
        }
        Err(error) => refusal::programmes(language, &error),
    }
}
