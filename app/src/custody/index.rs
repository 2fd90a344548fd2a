//! Building the index of the search anew: the button, and how far it is.

use crate::refusal;
use crate::request::Caller;
use crate::search::progress::bar;
use crate::words::log as words;
use archive::Archive;
use archive::desk::search::{Progress, Rebuilding};
use axum::extract::State;
use axum::response::{IntoResponse, Redirect, Response};
use leptos::prelude::*;
use method::language::PageLanguage;

pub(crate) async fn rebuild(caller: Caller, State(archive): State<Archive>) -> Response {
    match archive.search().begin_rebuilding(&caller.actor, caller.programme).await {
        Ok(()) => Redirect::to("/custody#index").into_response(),
        Err(error) => refusal::search(caller.language(), &error),
    }
}

/// How the index stands, for whoever may have it built anew.
pub(super) fn section(language: PageLanguage, (rebuilding, progress): &(Rebuilding, Progress)) -> AnyView {
    let said = match rebuilding {
        Rebuilding::No => None,
        Rebuilding::Running => Some(bar(language, *progress, words::rebuilt(language))),
        Rebuilding::Done => Some(view! { <p role="status">{words::rebuilt(language)}</p> }.into_any()),
        Rebuilding::Failed => Some(view! { <p role="alert">{words::rebuild_failed(language)}</p> }.into_any()),
    };
    let button = (*rebuilding != Rebuilding::Running).then(|| {
        view! {
            <form method="post" action="/custody/index" class="actions">
                <button class="button" aria-describedby="rebuild-hint">{words::rebuild(language)}</button>
                <span class="hint" id="rebuild-hint">{words::rebuild_hint(language)}</span>
            </form>
        }
    });
    view! { <section class="stack" id="index" aria-labelledby="index-title"><h2 id="index-title">{words::index(language)}</h2>{said}{button}</section> }
        .into_any()
}
