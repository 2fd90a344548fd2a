//! Searches that somebody keeps: the list above the form, the form that keeps one more, and what became of one.

use super::{Answered, Ask, answered, kept, narrow};
use crate::form::{FormState, Typed};
use crate::parts::field::{Kind, field};
use crate::parts::notice::refused;
use crate::refusal;
use crate::request::Caller;
use crate::words::batch;
use crate::words::saved as words;
use archive::Archive;
use archive::desk::search::{NAME_LETTERS, SAVED_SEARCHES, SavedSearch, SearchError};
use axum::extract::State;
use axum::response::Response;
use leptos::prelude::*;
use method::language::PageLanguage;

/// Keeps a search, and shows it with its answers: its words must not go into an address.
pub(crate) async fn keep(caller: Caller, State(archive): State<Archive>, typed: Typed) -> Response {
    let language = caller.language();
    let typed = typed.without(&["skip"]);
    let asked = narrow::parse(&typed);
    let saved = archive
        .search()
        .save(&caller.actor, caller.programme, &typed.get("name"), &asked)
        .await;
    let ask = match saved {
        Ok(saved) => Ask {
            form: FormState::new(typed.without(&["name"])),
            kept: Some(saved.name),
            ..Ask::default()
        },
        Err(error) => match wrong(language, &error) {
            Some(sentence) => Ask {
                form: FormState::new(typed).wrong("name", sentence),
                ..Ask::default()
            },
            None => return refusal::search(language, &error),
        },
    };
    answered(&caller, &archive, ask).await
}

/// The sentence beside the name.
pub(super) fn wrong(language: PageLanguage, error: &SearchError) -> Option<String> {
    Some(match error {
        SearchError::NameMissing => words::name_missing(language).to_owned(),
        SearchError::NameTooLong => words::name_too_long(language, NAME_LETTERS),
        SearchError::NameTaken => words::name_taken(language).to_owned(),
        SearchError::TooManySaved => words::too_many(language, SAVED_SEARCHES),
        SearchError::NothingAsked => words::nothing_asked(language).to_owned(),
        SearchError::NotFound | SearchError::Fault(_) => return None,
    })
}

/// What the page says first: what was refused, kept, taken away, or is no longer there.
pub(super) fn said(language: PageLanguage, answered: &Answered) -> AnyView {
    let kept = answered.kept.as_ref().map(|name| {
        view! { <div class="notice" data-kind="done" role="status"><p>{words::kept(language)}" "<bdi>{name.clone()}</bdi></p></div> }
    });
    let removed = answered.removed.as_ref().map(|one| {
        view! {
            <div class="notice" data-kind="done" role="status">
                <p>{words::removed(language)}" "<bdi>{one.name.clone()}</bdi></p>
                <form method="post" action=format!("/search/saved/{}/put-back", one.id)>
                    <button class="button">{words::put_back(language)}</button>
                </form>
            </div>
        }
    });
    let gone = answered
        .gone
        .iter()
        .map(|sentence| view! { <p>{*sentence}</p> })
        .collect_view();
    let gone =
        (!answered.gone.is_empty()).then(|| view! { <div class="notice" data-kind="warning" role="status">{gone}</div> });
    let heading = if answered.form.error("given").is_some() {
        batch::refused(language)
    } else {
        words::refused(language)
    };
    view! { {refused(&answered.form, heading)}{kept}{removed}{gone} }.into_any()
}

/// Her searches, each a button that runs it again; nothing before she keeps one.
pub(super) fn list(language: PageLanguage, saved: &[SavedSearch]) -> AnyView {
    if saved.is_empty() {
        return ().into_any();
    }
    let rows = saved.iter().map(|one| {
        let name = one.name.clone();
        view! {
            <li class="cluster">
                <button class="button" name="saved" value=one.id.to_string()><bdi>{name.clone()}</bdi></button>
                <a href=format!("/search/saved/{}", one.id)>{words::change(language)}<span class="visually-hidden">" "{name}</span></a>
            </li>
        }
    });
    view! {
        <form method="post" action="/search" class="stack" aria-labelledby="saved">
            <h2 id="saved">{words::list(language)}</h2>
            <ul class="stack">{rows.collect_view()}</ul>
        </form>
    }
    .into_any()
}

/// The form that keeps what was searched for.
pub(super) fn form(language: PageLanguage, form: &FormState) -> AnyView {
    view! {
        <details class="more" open=form.error("name").is_some()>
            <summary>{words::keep(language)}</summary>
            <form method="post" action="/search/saved" class="stack">
                {kept(&form.typed)}
                {field(form, "name", Kind::Text, words::name(language), Some(words::name_hint(language)))}
                <div class="actions"><button class="button">{words::keep(language)}</button></div>
            </form>
        </details>
    }
    .into_any()
}
