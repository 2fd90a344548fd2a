//! One's own account: who one is here, and ending every session.

use crate::layout::{Head, page, role_label};
use crate::people::sign_in::ended;
use crate::refusal;
use crate::request::Caller;
use crate::words::{account as words, second};
use archive::Archive;
use axum::extract::State;
use axum::http::StatusCode;
use axum::http::header::{LOCATION, SET_COOKIE};
use axum::response::{IntoResponse, Response};
use leptos::prelude::*;

pub(crate) async fn show(caller: Caller) -> Response {
    let language = caller.language();
    let roles: Vec<_> = caller.roles.iter().map(|role| role_label(language, *role)).collect();
    page(
        StatusCode::OK,
        &caller.visitor,
        &Head::new(words::title(language), words::lead(language)).narrow(),
        || {
            view! {
                <dl class="facts">
                    <div><dt>{words::name(language)}</dt><dd>{caller.name.clone()}</dd></div>
                    <div><dt>{words::roles(language)}</dt><dd>{roles.join(" · ")}</dd></div>
                </dl>
                <p><a href="/account/second">{second::title(language)}</a></p>
                <form method="post" action="/account/sign-out-everywhere" class="actions">
                    <button class="button" data-kind="danger">{words::everywhere(language)}</button>
                    <span class="hint">{words::everywhere_hint(language)}</span>
                </form>
            }
            .into_any()
        },
    )
}

pub(crate) async fn sign_out_everywhere(caller: Caller, State(archive): State<Archive>) -> Response {
    match archive.people().sign_out_everywhere(&caller.actor).await {
        Ok(_) => (
            StatusCode::SEE_OTHER,
            [(LOCATION, "/sign-in".to_owned()), (SET_COOKIE, ended())],
        )
            .into_response(),
        Err(error) => refusal::people(caller.language(), &error),
    }
}
