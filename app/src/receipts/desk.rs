//! She comes back through a worker of the clinic: number and sign, then how it stands with her story. The page posts, so that
//! no address holds a number.

use super::{Came, noted, sign, standing, taken};
use crate::form::FormState;
use crate::layout::{Head, page};
use crate::parts::field::{Kind, field};
use crate::parts::notice::refused;
use crate::refusal;
use crate::render::status_of;
use crate::request::Caller;
use crate::words::receipts as words;
use archive::Archive;
use archive::desk::receipts::Door;
use axum::extract::State;
use axum::response::Response;
use leptos::prelude::*;
use method::policy::{Action, Subject, may};

pub(crate) async fn show(caller: Caller, State(archive): State<Archive>) -> Response {
    let overview = match archive.programmes().overview(&caller.actor, caller.programme).await {
        Ok(overview) => overview,
        Err(error) => return refusal::programmes(caller.language(), &error),
    };
    let answers = |site| may(&caller.actor, Action::AnswerSlip, &Subject::Site(caller.programme, site)).is_allowed();
    if !overview.sites.iter().any(|site| answers(site.id)) {
        return refusal::not_found(caller.language());
    }
    asking(&caller, &FormState::default())
}

pub(crate) async fn submit(caller: Caller, State(archive): State<Archive>, form: FormState) -> Response {
    let language = caller.language();
    let Some(sign) = sign::typed(&form.typed) else {
        return asking(&caller, &form.wrong("word", words::sign_needed(language)));
    };
    let number = form.typed.get("number");
    let door = Door::Desk {
        actor: &caller.actor,
        programme: caller.programme,
        number: &number,
        sign: &sign,
    };
    match taken(language, &archive, door, form, words::wrong_slip(language)).await {
        Came::Stands { standing, is_done, form } => {
            let head = Head::new(words::desk_title(language), "")
                .narrow()
                .back("/appointments", words::again(language));
            page(status_of(&form), &caller.visitor, &head, || {
                let standing = standing::shown(language, &standing, &form, "/appointments", false);
                view! { {noted(language, is_done)}{standing} }.into_any()
            })
        }
        Came::Refused(form) => asking(&caller, &form),
        Came::Failed(error) => refusal::receipts(language, &error),
    }
}

fn asking(caller: &Caller, form: &FormState) -> Response {
    let language = caller.language();
    let head = Head::new(words::desk_title(language), words::desk_lead(language)).narrow();
    page(status_of(form), &caller.visitor, &head, || {
        view! {
            {refused(form, words::refused(language))}
            <form method="post" action="/appointments" class="stack">
                {field(form, "number", Kind::Text, words::number(language), Some(words::number_hint(language)))}
                {sign::fields(language, form)}
                <div class="actions"><button class="button" data-kind="primary">{words::ask(language)}</button></div>
            </form>
        }
        .into_any()
    })
}
