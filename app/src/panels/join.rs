//! Taking a seat by code: no account, no name; as what one sits there is all that is asked. The code never stands in an address.

use crate::form::FormState;
use crate::layout::{Head, page};
use crate::panels::room::SEAT_COOKIE;
use crate::panels::{categories, sentence};
use crate::parts::field::choices;
use crate::parts::notice::{refused, warning};
use crate::refusal;
use crate::render::status_of;
use crate::request::Visitor;
use crate::words::panel_room as words;
use archive::Archive;
use archive::desk::custody::State as Installation;
use archive::desk::panels::{PanelsError, Trial};
use axum::extract::{ConnectInfo, State};
use axum::http::header::{LOCATION, SET_COOKIE};
use axum::http::{Extensions, StatusCode};
use axum::response::{IntoResponse, Response};
use leptos::nonce::use_nonce;
use leptos::prelude::*;
use method::language::PageLanguage;
use std::net::SocketAddr;

pub(crate) async fn show(visitor: Visitor) -> Response {
    asking(StatusCode::OK, &visitor, &FormState::default(), false)
}

pub(crate) async fn submit(
    visitor: Visitor,
    State(archive): State<Archive>,
    extensions: Extensions,
    form: FormState,
) -> Response {
    let language = visitor.language;
    let category = form.typed.get("category");
    let trial = Trial {
        code: form.typed.get("code"),
        category: categories(language)
            .into_iter()
            .find(|(_, name, _)| *name == category)
            .map(|(category, ..)| category),
        // There is no socket where the router is called in process.
        address: extensions.get::<ConnectInfo<SocketAddr>>().map(|from| from.0.ip()),
    };
    let form = match archive.panels().join(trial).await {
        Ok(ticket) => {
            let cookie = format!("{SEAT_COOKIE}={}; Path=/; HttpOnly; Secure; SameSite=Strict", ticket.reveal());
            return (StatusCode::SEE_OTHER, [(LOCATION, "/room".to_owned()), (SET_COOKIE, cookie)]).into_response();
        }
        Err(PanelsError::WrongCode) => form.wrong("code", words::wrong_code(language)),
        Err(PanelsError::CategoryMissing) => form.wrong("category", words::category_needed(language)),
        Err(PanelsError::TooManyTries { until }) => form.wrong(
            "code",
            words::too_many_tries(language, until.format("\u{2066}%H:%M UTC\u{2069}")),
        ),
        Err(PanelsError::Refused(refused)) => form.wrong("code", sentence(language, &refused)),
        Err(error) => return refusal::panels(language, &error),
    };
    asking(status_of(&form), &visitor, &form, false)
}

/// The form, for a browser that has no seat or has one no more.
pub(crate) fn without_seat(visitor: &Visitor) -> Response {
    asking(StatusCode::NOT_FOUND, visitor, &FormState::default(), true)
}

fn asking(status: StatusCode, visitor: &Visitor, form: &FormState, has_lost: bool) -> Response {
    let language = visitor.language;
    if visitor.state == Installation::Sealed {
        return refusal::sealed(language);
    }
    let head = Head::new(words::join_title(language), words::join_lead(language)).narrow();
    page(status, visitor, &head, || {
        let options = categories(language)
            .map(|(_, value, words)| (value.to_owned(), words.to_owned()))
            .to_vec();
        view! {
            {has_lost.then(|| warning(words::no_seat(language)))}
            {refused(form, words::not_joined(language))}
            <form method="post" action="/join" class="stack">
                {code_field(language, form)}
                <script src="/join.js" nonce=use_nonce()></script>
                {choices(form, "category", words::category(language), options, false)}
                <div class="actions"><button class="button" data-kind="primary" data-size="large">{words::join(language)}</button></div>
            </form>
        }
        .into_any()
    })
}

fn code_field(language: PageLanguage, form: &FormState) -> AnyView {
    let error = form.error("code");
    let invalid = error.is_some();
    let described = if invalid { "code-hint code-error" } else { "code-hint" };
    view! {
        <div class="field" data-invalid=invalid>
            <label for="code">{words::code(language)}</label>
            <p class="hint" id="code-hint">{words::code_hint(language)}</p>
            {error.map(|error| view! { <p class="field-error" id="code-error">{error}</p> })}
            <input class="code-input" id="code" name="code" inputmode="numeric" autocomplete="off" maxlength="7" dir="ltr" required=true
                value=form.typed.get("code") aria-describedby=described aria-invalid=invalid.then_some("true")/>
        </div>
    }
    .into_any()
}
