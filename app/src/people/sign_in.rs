//! Signing in and out.

use crate::form::FormState;
use crate::layout::{Head, page};
use crate::parts::field::{Kind, field};
use crate::parts::notice::refused;
use crate::refusal;
use crate::render::status_of;
use crate::request::{Caller, PROGRAMME_COOKIE, SESSION_COOKIE, Visitor};
use crate::words::{people, sign_in as words};
use archive::Archive;
use archive::desk::custody::State as Installation;
use archive::desk::people::PeopleError;
use axum::extract::State;
use axum::http::StatusCode;
use axum::http::header::{LOCATION, SET_COOKIE};
use axum::response::{AppendHeaders, IntoResponse, Redirect, Response};
use axum_extra::extract::cookie::CookieJar;
use leptos::prelude::*;

pub(crate) async fn show(visitor: Visitor) -> Response {
    match visitor.state {
        Installation::Empty => Redirect::to("/set-up").into_response(),
        Installation::Sealed => refusal::sealed(visitor.language),
        Installation::Open { .. } => asking(&visitor, &FormState::default()),
    }
}

pub(crate) async fn submit(visitor: Visitor, State(archive): State<Archive>, form: FormState) -> Response {
    let language = visitor.language;
    match archive
        .people()
        .sign_in(&form.typed.get("login"), &form.typed.get("password"))
        .await
    {
        Ok(token) => {
            let cookie = format!(
                "{SESSION_COOKIE}={}; Path=/; HttpOnly; Secure; SameSite=Strict",
                token.reveal()
            );
            // In which programme she worked before is no business of whoever looks into this browser.
            let programme = format!("{PROGRAMME_COOKIE}=; Path=/; HttpOnly; Secure; SameSite=Strict; Max-Age=0");
            let headers = [(LOCATION, "/".to_owned()), (SET_COOKIE, cookie), (SET_COOKIE, programme)];
            (StatusCode::SEE_OTHER, AppendHeaders(headers)).into_response()
        }
        Err(PeopleError::Wrong) => asking(&visitor, &form.wrong("login", words::wrong(language))),
        Err(PeopleError::Locked { until }) => asking(
            &visitor,
            &form.wrong("login", words::locked(language, until.format("%H:%M UTC"))),
        ),
        Err(error) => refusal::people(language, &error),
    }
}

pub(crate) async fn sign_out(visitor: Visitor, State(archive): State<Archive>, jar: CookieJar) -> Response {
    if let Some(token) = Caller::token(&jar)
        && let Err(error) = archive.people().sign_out(&token).await
    {
        return refusal::people(visitor.language, &error);
    }
    (
        StatusCode::SEE_OTHER,
        [(LOCATION, "/sign-in".to_owned()), (SET_COOKIE, ended())],
    )
        .into_response()
}

/// The cookie that takes the session's cookie away.
pub(crate) fn ended() -> String {
    format!("{SESSION_COOKIE}=; Path=/; HttpOnly; Secure; SameSite=Strict; Max-Age=0")
}

fn asking(visitor: &Visitor, form: &FormState) -> Response {
    let language = visitor.language;
    page(
        status_of(form),
        visitor,
        &Head::new(words::title(language), words::lead(language)).narrow(),
        || {
            view! {
                {refused(form, words::refused(language))}
                <form method="post" action="/sign-in" class="stack">
                    {field(form, "login", Kind::Text, people::login(language), None)}
                    {field(form, "password", Kind::Password, people::password(language), None)}
                    <div class="actions"><button class="button" data-kind="primary">{words::enter(language)}</button></div>
                </form>
                <p><a href="/join">{words::join(language)}</a></p>
            }
            .into_any()
        },
    )
}
