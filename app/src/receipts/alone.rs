//! She comes back alone, with the sixteen digits: a page that says nothing of us.

use super::{Step, standing, step};
use crate::form::{FormState, Typed};
use crate::layout::neutral_page;
use crate::parts::notice::refused;
use crate::refusal;
use crate::render::status_of;
use crate::request::Visitor;
use crate::words::receipts as words;
use archive::Archive;
use archive::desk::custody::State as Installation;
use archive::desk::receipts::{Door, ReceiptsError};
use axum::Form;
use axum::extract::State;
use axum::response::Response;
use leptos::prelude::*;
use method::consent::Manner;
use method::language::PageLanguage;

pub(crate) async fn show(visitor: Visitor) -> Response {
    if visitor.state == Installation::Sealed {
        return refusal::sealed(visitor.language);
    }
    asking(visitor.language, &FormState::default())
}

pub(crate) async fn submit(
    visitor: Visitor,
    State(archive): State<Archive>,
    Form(typed): Form<Vec<(String, String)>>,
) -> Response {
    let language = visitor.language;
    let form = FormState::new(Typed::new(typed));
    let number = form.typed.get("number");
    let door = Door::Alone { number: &number };
    let receipts = archive.receipts();
    let done = match step(&form.typed) {
        Step::Look | Step::NoDay => Ok(false),
        Step::Decide(purpose, answer) => receipts.decide(door, purpose, answer, Manner::Mark).await.map(|()| true),
        Step::Withdraw => receipts.withdraw(door).await.map(|()| true),
    };
    let found = match done {
        Ok(is_done) => receipts.standing(door).await.map(|standing| (standing, is_done)),
        Err(error) => Err(error),
    };
    match found {
        Ok((found, is_done)) => neutral_page(status_of(&form), language, words::title(language), || {
            view! {
                {is_done.then(|| view! { <div class="notice" data-kind="done" role="status"><p>{words::noted(language)}</p></div> })}
                {standing::shown(language, &found, &form, "/appointment", true)}
            }
            .into_any()
        }),
        Err(ReceiptsError::WrongSlip) => asking(language, &form.wrong("number", words::wrong_number(language))),
        Err(ReceiptsError::TooManyTries { until }) => {
            let until = until.format("\u{2066}%H:%M UTC\u{2069}");
            asking(language, &form.wrong("number", words::too_many(language, until)))
        }
        Err(error) => refusal::receipts(language, &error),
    }
}

fn asking(language: PageLanguage, form: &FormState) -> Response {
    neutral_page(status_of(form), language, words::title(language), || {
        view! {
            <p class="lead">{words::alone_lead(language)}</p>
            {refused(form, words::refused(language))}
            <form method="post" action="/appointment" class="stack">
                {standing::number_field(form, words::long_number(language), None)}
                <div class="actions"><button class="button" data-kind="primary">{words::ask(language)}</button></div>
            </form>
        }
        .into_any()
    })
}
