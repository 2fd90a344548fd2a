//! One's second password. The page is the same whether or not one is set, and whichever password opened it.

use crate::form::FormState;
use crate::layout::{Head, page};
use crate::parts::field::{Kind, field};
use crate::parts::notice::refused;
use crate::refusal;
use crate::render::status_of;
use crate::request::Caller;
use crate::words::{people, second as words, sign_in};
use archive::Archive;
use archive::desk::people::{PASSWORD_LETTERS, PeopleError};
use axum::extract::State;
use axum::response::{IntoResponse, Redirect, Response};
use leptos::prelude::*;

pub(crate) async fn show(caller: Caller) -> Response {
    asking(&caller, &FormState::default())
}

pub(crate) async fn submit(caller: Caller, State(archive): State<Archive>, form: FormState) -> Response {
    let language = caller.language();
    let (present, new) = (form.typed.get("password"), form.typed.get("second"));
    let changed = match form.typed.get("deed").as_str() {
        "remove" => archive.people().take_second(&caller.actor, &present).await,
        _ => archive.people().set_second(&caller.actor, &present, &new).await,
    };
    let (field, sentence) = match changed {
        Ok(()) => return Redirect::to("/account").into_response(),
        Err(PeopleError::Wrong) => ("password", words::wrong(language).to_owned()),
        Err(PeopleError::Locked { until }) => ("password", sign_in::locked(language, until.format("%H:%M UTC"))),
        Err(PeopleError::SamePassword) => ("second", words::same(language).to_owned()),
        Err(PeopleError::WeakPassword) => ("second", people::password_weak(language, PASSWORD_LETTERS)),
        Err(PeopleError::NotReady) => ("second", words::not_ready(language).to_owned()),
        Err(error) => return refusal::people(language, &error),
    };
    asking(&caller, &form.wrong(field, sentence))
}

fn asking(caller: &Caller, form: &FormState) -> Response {
    let language = caller.language();
    let head = Head::new(words::title(language), words::lead(language))
        .narrow()
        .back("/account", words::back(language));
    page(status_of(form), &caller.visitor, &head, || {
        view! {
            {refused(form, words::refused(language))}
            <p>{words::what(language)}</p>
            <p>{words::who(language)}</p>
            <form method="post" action="/account/second" class="stack">
                // For whatever keeps passwords: whose they are.
                <input type="text" autocomplete="username" value=caller.name.clone() hidden=true/>
                {field(form, "password", Kind::Password, words::present(language), None)}
                {field(form, "second", Kind::Password, words::new(language), Some(words::new_hint(language)))}
                <div class="actions">
                    <button class="button" data-kind="primary" name="deed" value="keep">{words::keep(language)}</button>
                    <button class="button" data-kind="quiet" name="deed" value="remove">{words::remove(language)}</button>
                </div>
            </form>
        }
        .into_any()
    })
}
