//! She comes back through a worker of the clinic: number and sign, then how it stands with her story. The page posts, so that
//! no address holds a number.

use super::{Step, sign, standing, step};
use crate::form::{FormState, Typed};
use crate::layout::{Head, page};
use crate::parts::notice::refused;
use crate::refusal;
use crate::render::status_of;
use crate::request::Caller;
use crate::words::receipts as words;
use archive::Archive;
use archive::desk::receipts::{Door, ReceiptsError};
use axum::Form;
use axum::extract::State;
use axum::http::StatusCode;
use axum::response::Response;
use leptos::prelude::*;
use method::consent::Manner;
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

pub(crate) async fn submit(
    caller: Caller,
    State(archive): State<Archive>,
    Form(typed): Form<Vec<(String, String)>>,
) -> Response {
    let language = caller.language();
    let form = FormState::new(Typed::new(typed));
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
    let receipts = archive.receipts();
    let (done, form) = match step(&form.typed) {
        Step::Look => (Ok(false), form),
        Step::Decide(purpose, answer) => {
            let decided = receipts.decide(door, purpose, answer, Manner::Spoken).await;
            match decided {
                Err(ReceiptsError::UntilPast) => (Ok(false), form.wrong("until", words::until_needed(language))),
                decided => (decided.map(|()| true), form),
            }
        }
        Step::NoDay => (Ok(false), form.wrong("until", words::until_needed(language))),
        Step::Withdraw => (receipts.withdraw(door).await.map(|()| true), form),
    };
    let found = match done {
        Ok(is_done) => receipts.standing(door).await.map(|standing| (standing, is_done)),
        Err(error) => Err(error),
    };
    match found {
        Ok((found, is_done)) => {
            let head = Head::new(words::desk_title(language), "")
                .narrow()
                .back("/appointments", words::again(language));
            page(status_of(&form), &caller.visitor, &head, || {
                view! {
                    {is_done.then(|| view! { <div class="notice" data-kind="done" role="status"><p>{words::noted(language)}</p></div> })}
                    {standing::shown(language, &found, &form, "/appointments", false)}
                }
                .into_any()
            })
        }
        Err(ReceiptsError::WrongSlip) => asking(&caller, &form.wrong("number", words::wrong_slip(language))),
        Err(ReceiptsError::TooManyTries { until }) => {
            let until = until.format("\u{2066}%H:%M UTC\u{2069}");
            asking(&caller, &form.wrong("number", words::too_many(language, until)))
        }
        Err(error) => refusal::receipts(language, &error),
    }
}

fn asking(caller: &Caller, form: &FormState) -> Response {
    let language = caller.language();
    let status = if form.is_refused() { status_of(form) } else { StatusCode::OK };
    let head = Head::new(words::desk_title(language), words::desk_lead(language)).narrow();
    page(status, &caller.visitor, &head, || {
        view! {
            {refused(form, words::refused(language))}
            <form method="post" action="/appointments" class="stack">
                {standing::number_field(form, words::number(language), Some(words::number_hint(language)))}
                {sign::fields(language, form)}
                <div class="actions"><button class="button" data-kind="primary">{words::ask(language)}</button></div>
            </form>
        }
        .into_any()
    })
}
