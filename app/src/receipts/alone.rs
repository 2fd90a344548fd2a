//! She comes back alone, with the sixteen digits: a page that says nothing of us.

use super::{Came, noted, standing, taken};
use crate::form::FormState;
use crate::layout::neutral_page;
use crate::parts::field::{Kind, field};
use crate::parts::notice::refused;
use crate::refusal;
use crate::render::status_of;
use crate::request::Visitor;
use crate::words::receipts as words;
use archive::Archive;
use archive::desk::custody::State as Installation;
use archive::desk::receipts::Door;
use axum::extract::State;
use axum::response::Response;
use leptos::prelude::*;
use method::language::PageLanguage;

pub(crate) async fn show(visitor: Visitor) -> Response {
    if visitor.state == Installation::Sealed {
        return refusal::sealed(visitor.language);
    }
    asking(visitor.language, &FormState::default())
}

pub(crate) async fn submit(visitor: Visitor, State(archive): State<Archive>, form: FormState) -> Response {
    let language = visitor.language;
    let number = form.typed.get("number");
    let door = Door::Alone { number: &number };
    match taken(language, &archive, door, form, words::wrong_number(language)).await {
        Came::Stands { standing, is_done, form } => neutral_page(status_of(&form), language, words::title(language), || {
            let standing = standing::shown(language, &standing, &form, "/appointment", true);
            view! { {noted(language, is_done)}{standing} }.into_any()
        }),
        Came::Refused(form) => asking(language, &form),
        Came::Failed(error) => refusal::receipts(language, &error),
    }
}

fn asking(language: PageLanguage, form: &FormState) -> Response {
    neutral_page(status_of(form), language, words::title(language), || {
        view! {
            <p class="lead">{words::alone_lead(language)}</p>
            {refused(form, words::refused(language))}
            <form method="post" action="/appointment" class="stack">
                {field(form, "number", Kind::Text, words::long_number(language), None)}
                <div class="actions"><button class="button" data-kind="primary">{words::ask(language)}</button></div>
            </form>
        }
        .into_any()
    })
}
