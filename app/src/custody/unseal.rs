//! After a restart: somebody types the passphrase, or the printed recovery code.

use crate::form::FormState;
use crate::layout::{Head, page};
use crate::parts::field::{Kind, field};
use crate::parts::notice::refused;
use crate::refusal;
use crate::render::status_of;
use crate::request::Visitor;
use crate::words::unseal as words;
use archive::Archive;
use archive::desk::custody::{CustodyError, State as Installation};
use axum::extract::State;
use axum::response::{IntoResponse, Redirect, Response};
use leptos::prelude::*;

pub(crate) async fn show(visitor: Visitor) -> Response {
    match visitor.state {
        Installation::Sealed => asking(&visitor, &FormState::default()),
        Installation::Empty | Installation::Open { .. } => Redirect::to("/").into_response(),
    }
}

pub(crate) async fn submit(visitor: Visitor, State(archive): State<Archive>, form: FormState) -> Response {
    match archive.custody().unseal(&form.typed.get("secret")).await {
        Ok(()) => Redirect::to("/sign-in").into_response(),
        Err(CustodyError::WrongSecret) => {
            let sentence = words::wrong(visitor.language);
            asking(&visitor, &form.wrong("secret", sentence))
        }
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
                <form method="post" action="/unseal" class="stack">
                    {field(form, "secret", Kind::Password, words::secret(language), Some(words::secret_hint(language)))}
                    <div class="actions"><button class="button" data-kind="primary">{words::open(language)}</button></div>
                </form>
            }
            .into_any()
        },
    )
}
