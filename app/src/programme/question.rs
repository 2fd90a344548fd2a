//! One extra question: its words in three languages, what is answered with, when it is asked.

use super::question_form::{fields, typed, written};
use super::questions::{find, sentence};
use crate::form::{FormState, Typed};
use crate::layout::{Head, page};
use crate::parts::notice::refused;
use crate::refusal;
use crate::render::status_of;
use crate::request::Caller;
use crate::words::questions as words;
use archive::Archive;
use archive::desk::programmes::{Overview, ProgrammesError, QuestionChange};
use axum::extract::{Path, State};
use axum::response::{IntoResponse, Redirect, Response};
use leptos::prelude::*;
use method::id::QuestionId;
use method::questionnaire::QuestionRefused;

pub(crate) async fn begin(caller: Caller, State(archive): State<Archive>) -> Response {
    match find(&caller, &archive).await {
        Ok((_, version, overview)) => {
            let typed = Typed::filled([
                ("version", version.to_string()),
                ("kind", "text".to_owned()),
                ("steps", "5".to_owned()),
            ]);
            shown(&caller, &overview, None, &FormState::new(typed))
        }
        Err(response) => response,
    }
}

pub(crate) async fn add(caller: Caller, State(archive): State<Archive>, form: FormState) -> Response {
    keep(&caller, &archive, None, form).await
}

pub(crate) async fn show(caller: Caller, State(archive): State<Archive>, Path(id): Path<String>) -> Response {
    let language = caller.language();
    let Ok(id) = id.parse::<QuestionId>() else {
        return refusal::not_found(language);
    };
    match find(&caller, &archive).await {
        Ok((questionnaire, version, overview)) => match questionnaire.question(id) {
            Some(question) => shown(&caller, &overview, Some(id), &FormState::new(typed(question, version))),
            None => refusal::not_found(language),
        },
        Err(response) => response,
    }
}

pub(crate) async fn submit(
    caller: Caller,
    State(archive): State<Archive>,
    Path(id): Path<String>,
    form: FormState,
) -> Response {
    match id.parse::<QuestionId>() {
        Ok(id) => keep(&caller, &archive, Some(id), form).await,
        Err(_) => refusal::not_found(caller.language()),
    }
}

async fn keep(caller: &Caller, archive: &Archive, id: Option<QuestionId>, form: FormState) -> Response {
    let language = caller.language();
    let (version, overview) = match find(caller, archive).await {
        Ok((_, version, overview)) => (version, overview),
        Err(response) => return response,
    };
    let written = match written(&form.typed) {
        Ok(written) => written,
        Err(why) => {
            let (field, sentence) = sentence(language, why);
            return shown(caller, &overview, id, &form.wrong(field, sentence));
        }
    };
    let change = match id {
        Some(id) => QuestionChange::Reword(id, written),
        None => QuestionChange::Add(written),
    };
    let read = form.typed.get("version").parse().unwrap_or_default();
    let desk = archive.programmes();
    match desk.change_questions(&caller.actor, caller.programme, change, read).await {
        Ok(()) => Redirect::to("/programme/questions").into_response(),
        Err(ProgrammesError::Conflict) => {
            // Her words over the version that is there now: saving once more is her decision.
            let form = FormState::new(form.typed.with("version", version.to_string()));
            shown(caller, &overview, id, &form.wrong("label_fr", words::conflict(language)))
        }
        Err(ProgrammesError::Question(QuestionRefused::Unknown)) => refusal::not_found(language),
        Err(ProgrammesError::Question(why)) => {
            let (field, sentence) = sentence(language, why);
            shown(caller, &overview, id, &form.wrong(field, sentence))
        }
        Err(error) => refusal::programmes(language, &error),
    }
}

fn shown(caller: &Caller, overview: &Overview, id: Option<QuestionId>, form: &FormState) -> Response {
    let language = caller.language();
    let (title, lead, link) = match id {
        None => (
            words::add(language),
            words::new_lead(language),
            "/programme/questions/new".to_owned(),
        ),
        Some(id) => (
            words::change(language),
            words::one_lead(language),
            format!("/programme/questions/{id}"),
        ),
    };
    let head = Head::new(title, lead)
        .narrow()
        .back("/programme/questions", words::title(language));
    page(status_of(form), &caller.visitor, &head, || {
        view! {
            {refused(form, words::refused(language))}
            <form method="post" action=link class="stack">
                <input type="hidden" name="version" value=form.typed.get("version")/>
                {fields(language, form, overview)}
                <div class="actions"><button class="button" data-kind="primary">{words::save(language)}</button></div>
            </form>
        }
        .into_any()
    })
}
