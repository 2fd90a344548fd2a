//! The extra questions of a programme: those that are asked, in their order, and those that are asked no more.

use crate::form::FormState;
use crate::layout::{Head, page};
use crate::parts::notice::refused;
use crate::refusal;
use crate::render::status_of;
use crate::request::Caller;
use crate::words::questions as words;
use archive::Archive;
use archive::desk::programmes::{Overview, ProgrammesError, QuestionChange};
use axum::extract::State;
use axum::response::{IntoResponse, Redirect, Response};
use leptos::prelude::*;
use method::id::QuestionId;
use method::language::PageLanguage;
use method::policy::{Action, Subject, may};
use method::questionnaire::{Kind, LETTERS, OPTIONS, QUESTIONS, Question, QuestionRefused, Questionnaire, REQUIRED, STEPS};

pub(crate) async fn show(caller: Caller, State(archive): State<Archive>) -> Response {
    shown(&caller, &archive, &FormState::default()).await
}

/// Moves a question up, asks it no more, or asks it again.
pub(crate) async fn submit(caller: Caller, State(archive): State<Archive>, form: FormState) -> Response {
    let language = caller.language();
    let Ok(id) = form.typed.get("question").parse::<QuestionId>() else {
        return refusal::not_found(language);
    };
    let change = match form.typed.get("step").as_str() {
        "earlier" => QuestionChange::Earlier(id),
        "retire" => QuestionChange::Retire(id),
        "ask_again" => QuestionChange::AskAgain(id),
        _ => return refusal::not_found(language),
    };
    let version = form.typed.get("version").parse().unwrap_or_default();
    let desk = archive.programmes();
    match desk.change_questions(&caller.actor, caller.programme, change, version).await {
        Ok(()) => Redirect::to("/programme/questions").into_response(),
        Err(ProgrammesError::Conflict) => {
            shown(&caller, &archive, &form.wrong("questions", words::conflict(language))).await
        }
        Err(ProgrammesError::Question(QuestionRefused::Unknown)) => refusal::not_found(language),
        Err(ProgrammesError::Question(why)) => {
            let (_, sentence) = sentence(language, why);
            shown(&caller, &archive, &form.wrong("questions", sentence)).await
        }
        Err(error) => refusal::programmes(language, &error),
    }
}

/// What cannot be asked: the field and the sentence beside it.
pub(super) fn sentence(language: PageLanguage, why: QuestionRefused) -> (&'static str, String) {
    match why {
        QuestionRefused::NoLabel => ("label_fr", words::no_label(language).to_owned()),
        QuestionRefused::TooLong => ("label_fr", words::too_long(language, LETTERS)),
        QuestionRefused::Options => ("options_fr", words::wrong_options(language, OPTIONS)),
        QuestionRefused::Steps => ("steps", words::wrong_steps(language, STEPS)),
        QuestionRefused::Bounds => ("least", words::wrong_bounds(language).to_owned()),
        QuestionRefused::TooMany | QuestionRefused::Unknown => ("label_fr", words::too_many(language, QUESTIONS)),
        QuestionRefused::TooManyRequired => ("required", words::too_many_required(language, REQUIRED)),
    }
}

/// The questions, their version and the programme, for whoever may change them.
pub(super) async fn find(caller: &Caller, archive: &Archive) -> Result<(Questionnaire, i32, Overview), Response> {
    let language = caller.language();
    let subject = Subject::Programme(caller.programme);
    if !may(&caller.actor, Action::ConfigureProgramme, &subject).is_allowed() {
        return Err(refusal::not_found(language));
    }
    let desk = archive.programmes();
    let found = desk.questionnaire(&caller.actor, caller.programme).await;
    let (questionnaire, version) = found.map_err(|error| refusal::programmes(language, &error))?;
    let overview = desk.overview(&caller.actor, caller.programme).await;
    Ok((
        questionnaire,
        version,
        overview.map_err(|error| refusal::programmes(language, &error))?,
    ))
}

async fn shown(caller: &Caller, archive: &Archive, form: &FormState) -> Response {
    let language = caller.language();
    let (questionnaire, version, overview) = match find(caller, archive).await {
        Ok(found) => found,
        Err(response) => return response,
    };
    let head = Head::new(words::title(language), words::lead(language))
        .narrow()
        .back("/programme", words::back(language));
    page(status_of(form), &caller.visitor, &head, || {
        let asked: Vec<&Question> = questionnaire.asked().collect();
        let rows = asked
            .iter()
            .enumerate()
            .map(|(place, one)| card(language, one, &overview, version, place > 0));
        let rows = rows.collect_view();
        let retired: Vec<&Question> = questionnaire.questions().iter().filter(|one| one.is_retired()).collect();
        let gone = retired
            .iter()
            .map(|one| card(language, one, &overview, version, false))
            .collect_view();
        let listen = (!asked.is_empty())
            .then(|| view! { <a class="button" href="/programme/questions/heard">{words::heard(language)}</a> });
        let shown = if asked.is_empty() {
            view! { <div class="empty"><h2>{words::none(language)}</h2><p>{words::none_hint(language)}</p></div> }.into_any()
        } else {
            view! { <ol class="grid" id="questions">{rows}</ol> }.into_any()
        };
        view! {
            {refused(form, words::refused(language))}
            <div class="actions"><a class="button" data-kind="primary" href="/programme/questions/new">{words::add(language)}</a>{listen}</div>
            {shown}
            {(!retired.is_empty()).then(|| view! {
                <section class="section"><h2>{words::asked_no_more(language)}</h2><p class="hint">{words::kept(language)}</p>
                    <ul class="grid">{gone}</ul></section>
            })}
        }
        .into_any()
    })
}

fn card(language: PageLanguage, one: &Question, overview: &Overview, version: i32, has_before: bool) -> AnyView {
    let (number, wording) = one.current();
    let domain = one.domain().and_then(|id| overview.domain(id));
    let only = domain.map(|domain| words::only_in(language, domain.label.get(language)));
    let facts = [
        Some(kind(language, &wording.kind).to_owned()),
        only,
        Some(words::version(language, number)),
    ];
    let facts = facts.into_iter().flatten().collect::<Vec<_>>().join(" · ");
    let required = one
        .is_required()
        .then(|| view! { <p><span class="badge">{words::required(language)}</span></p> });
    let step = |step: &'static str, words: &'static str| {
        view! { <button class="button" data-kind="quiet" name="step" value=step>{words}<span class="visually-hidden">" "{wording.label.get(language).to_owned()}</span></button> }
    };
    let steps = if one.is_retired() {
        step("ask_again", words::ask_again(language)).into_any()
    } else {
        let earlier = has_before.then(|| step("earlier", words::earlier(language)));
        view! {
            <a class="button" href=format!("/programme/questions/{}", one.id())>{words::change(language)}<span class="visually-hidden">" "{wording.label.get(language).to_owned()}</span></a>
            {earlier}{step("retire", words::retire(language))}
        }
        .into_any()
    };
    view! {
        <li><article class="card"><h2 dir="auto">{wording.label.get(language).to_owned()}</h2>
            <p class="hint">{facts}</p>{required}
            <form method="post" action="/programme/questions" class="actions">
                <input type="hidden" name="version" value=version.to_string()/>
                <input type="hidden" name="question" value=one.id().to_string()/>
                {steps}
            </form>
        </article></li>
    }
    .into_any()
}

/// What a kind of answer is called.
pub(super) fn kind(language: PageLanguage, kind: &Kind) -> &'static str {
    match kind {
        Kind::Text => words::text(language),
        Kind::Choice(_) => words::choice(language),
        Kind::Several(_) => words::several(language),
        Kind::Scale { .. } => words::scale(language),
        Kind::Number { .. } => words::number(language),
        Kind::Date => words::date(language),
    }
}
