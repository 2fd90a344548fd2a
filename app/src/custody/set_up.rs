//! Setting up: first programme, first administrator, passphrase; then the recovery code, shown once and retyped. There is no
//! way past the retyping.

use crate::form::{FormState, Typed};
use crate::layout::{Head, page};
use crate::parts::field::{Kind, field};
use crate::parts::notice::{refused, warning};
use crate::refusal;
use crate::render::status_of;
use crate::request::Visitor;
use crate::words::{people, set_up as words};
use archive::Archive;
use archive::desk::custody::{CustodyError, PASSPHRASE_LETTERS, SetUp, State as Installation};
use archive::desk::people::{PASSWORD_LETTERS, PeopleError};
use axum::extract::State;
use axum::http::StatusCode;
use axum::response::{IntoResponse, Redirect, Response};
use leptos::prelude::*;

pub(crate) async fn show(visitor: Visitor) -> Response {
    if visitor.state != Installation::Empty {
        return Redirect::to("/").into_response();
    }
    asking(&visitor, &FormState::default())
}

pub(crate) async fn submit(visitor: Visitor, State(archive): State<Archive>, typed: Typed) -> Response {
    let asked = SetUp {
        programme: typed.get("programme"),
        period: typed.get("period"),
        login: typed.get("login"),
        name: typed.get("name"),
        password: typed.get("password"),
        passphrase: typed.get("passphrase"),
    };
    let form = FormState::new(typed);
    let language = visitor.language;
    if form.typed.get("passphrase") != form.typed.get("passphrase_again") {
        return asking(&visitor, &form.wrong("passphrase_again", words::passphrases_differ(language)));
    }
    match archive.custody().begin_set_up(asked).await {
        Ok(code) => retyping(&visitor, Some(code), &FormState::default()),
        Err(CustodyError::ProgrammeName) => asking(&visitor, &form.wrong("programme", words::programme_needed(language))),
        Err(CustodyError::ShortPassphrase) => asking(
            &visitor,
            &form.wrong("passphrase", words::passphrase_short(language, PASSPHRASE_LETTERS)),
        ),
        Err(CustodyError::People(PeopleError::LoginShape | PeopleError::Taken)) => {
            asking(&visitor, &form.wrong("login", people::login_shape(language)))
        }
        Err(CustodyError::People(PeopleError::NameMissing)) => {
            asking(&visitor, &form.wrong("name", people::name_needed(language)))
        }
        Err(CustodyError::People(PeopleError::WeakPassword)) => asking(
            &visitor,
            &form.wrong("password", people::password_weak(language, PASSWORD_LETTERS)),
        ),
        Err(error) => refusal::custody(language, &error),
    }
}

pub(crate) async fn retype(visitor: Visitor, State(archive): State<Archive>, form: FormState) -> Response {
    match archive.custody().finish_set_up(&form.typed.get("code")).await {
        Ok(()) => Redirect::to("/sign-in").into_response(),
        Err(CustodyError::CodeDiffers) => {
            let sentence = words::code_differs(visitor.language);
            retyping(&visitor, None, &form.wrong("code", sentence))
        }
        Err(CustodyError::NotBegun | CustodyError::AlreadySetUp) => Redirect::to("/set-up").into_response(),
        Err(error) => refusal::custody(visitor.language, &error),
    }
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
            <form method="post" action="/set-up" class="stack">
                {field(form, "programme", Kind::Text, words::programme(language), Some(words::programme_hint(language)))}
                {field(form, "period", Kind::Text, words::period(language), Some(words::period_hint(language)))}
                {field(form, "name", Kind::Text, people::name(language), Some(words::administrator_hint(language)))}
                {field(form, "login", Kind::Text, people::login(language), None)}
                {field(form, "password", Kind::Password, people::password(language), Some(people::password_hint(language)))}
                {field(form, "passphrase", Kind::Password, words::passphrase(language), Some(words::passphrase_hint(language)))}
                {field(form, "passphrase_again", Kind::Password, words::passphrase_again(language), None)}
                {warning(words::no_code_no_stories(language))}
                <div class="actions"><button class="button" data-kind="primary">{words::go_on(language)}</button></div>
            </form>
        }
        .into_any()
        },
    )
}

fn retyping(visitor: &Visitor, code: Option<String>, form: &FormState) -> Response {
    let language = visitor.language;
    let status = if code.is_some() { StatusCode::OK } else { status_of(form) };
    page(
        status,
        visitor,
        &Head::new(words::code_title(language), words::code_lead(language)).narrow(),
        || {
            view! {
                {refused(form, words::refused(language))}
                {code.map(|code| view! { <p class="code-block" dir="ltr"><code id="recovery-code">{code}</code></p> })}
                {warning(words::no_code_no_stories(language))}
                <form method="post" action="/set-up/code" class="stack">
                    {field(form, "code", Kind::Text, words::code(language), Some(words::code_hint(language)))}
                    <div class="actions"><button class="button" data-kind="primary">{words::finish(language)}</button></div>
                </form>
            }
            .into_any()
        },
    )
}
