//! What she agreed to, purpose by purpose, and recording what she says now.

use crate::form::FormState;
use crate::parts::day::{day, spelled};
use crate::parts::field::{Kind, choices, field};
use crate::parts::notice::refused;
use crate::refusal;
use crate::request::Caller;
use crate::stories::{manners, purpose_label, story};
use crate::words::consent as words;
use archive::Archive;
use archive::desk::stories::{StoriesError, Whole};
use axum::extract::{Path, State};
use axum::response::{IntoResponse, Redirect, Response};
use chrono::{DateTime, Utc};
use leptos::prelude::*;
use method::consent::{Allowed, Answer, Decision, Manner, Purpose};
use method::id::StoryId;
use method::language::PageLanguage;

pub(crate) async fn submit(
    caller: Caller,
    State(archive): State<Archive>,
    Path(id): Path<String>,
    form: FormState,
) -> Response {
    let language = caller.language();
    let Ok(story_id) = id.parse::<StoryId>() else {
        return refusal::not_found(language);
    };
    let number = form.typed.get("purpose").parse::<usize>().ok();
    let Some(purpose) = Purpose::ALL.into_iter().find(|purpose| Some(purpose.number()) == number) else {
        return story::shown(
            &caller,
            &archive,
            &id,
            &form.wrong("purpose", words::purpose_needed(language)),
        )
        .await;
    };
    let answer = match form.typed.get("answer").as_str() {
        "yes" => match form.typed.get("until").parse() {
            Ok(until) => Answer::Yes { until },
            Err(_) => {
                return story::shown(&caller, &archive, &id, &form.wrong("until", words::until_needed(language))).await;
            }
        },
        "withdrawn" => Answer::Withdrawn,
        _ => return story::shown(&caller, &archive, &id, &form.wrong("answer", words::answer_needed(language))).await,
    };
    let typed_manner = form.typed.get("manner");
    let manner = manners(language)
        .into_iter()
        .find(|(_, name, _)| *name == typed_manner)
        .map_or(Manner::Spoken, |(manner, ..)| manner);
    match archive
        .stories()
        .decide(&caller.actor, story_id, purpose, answer, manner)
        .await
    {
        Ok(()) => Redirect::to(&format!("/stories/{story_id}")).into_response(),
        Err(StoriesError::UntilPast) => {
            story::shown(&caller, &archive, &id, &form.wrong("until", words::until_past(language))).await
        }
        Err(error) => refusal::stories(language, &error),
    }
}

/// Whether a purpose is allowed, as a badge.
pub(crate) fn badge(language: PageLanguage, allowed: Allowed) -> AnyView {
    let (kind, state) = match allowed {
        Allowed::Yes { until } => ("done", words::yes_until(language, spelled(language, until))),
        Allowed::NotGranted => ("draft", words::no(language).to_owned()),
        Allowed::Expired { on } => ("warning", words::expired(language, spelled(language, on))),
        Allowed::Withdrawn => ("refused", words::withdrawn(language).to_owned()),
    };
    view! { <span class="badge" data-kind=kind>{state}</span> }.into_any()
}

/// The table of purposes, and the form for whoever tends the story.
pub(crate) fn panel(language: PageLanguage, whole: &Whole, now: DateTime<Utc>, form: &FormState) -> AnyView {
    let rows = Purpose::ALL.map(|purpose| {
        let state = badge(language, whole.consent.allows(purpose, now));
        view! {
            <div><dt>{purpose_label(language, purpose)}</dt>
                <dd>{state}{whole.consent.last(purpose).and_then(|said| how(language, whole, said))}</dd></div>
        }
    });
    view! {
        <section class="card stack"><h2>{words::title(language)}</h2>
            <dl class="facts">{rows.into_iter().collect_view()}</dl>
            {whole.may_tend.then(|| changing(language, whole, form))}
        </section>
    }
    .into_any()
}

/// How she said it, when, and who wrote it down; nothing of a no that she need not give.
fn how(language: PageLanguage, whole: &Whole, said: &Decision) -> Option<AnyView> {
    if said.answer == Answer::No {
        return None;
    }
    let manner = manners(language).into_iter().find(|(manner, ..)| *manner == said.manner)?.2;
    let by = said.by.and_then(|by| whole.names.get(&by)).cloned();
    let by = by.map(|name| view! { " · "<bdi>{name}</bdi> });
    Some(view! { <p class="hint">{manner}" · "{day(language, said.at.date_naive())}{by}</p> }.into_any())
}

fn changing(language: PageLanguage, whole: &Whole, form: &FormState) -> AnyView {
    let purposes = Purpose::ALL.map(|purpose| (purpose.number().to_string(), purpose_label(language, purpose)));
    let answers = vec![
        ("yes".to_owned(), words::yes(language).to_owned()),
        ("withdrawn".to_owned(), words::takes_back(language).to_owned()),
    ];
    let manners = manners(language)
        .map(|(_, value, words)| (value.to_owned(), words.to_owned()))
        .to_vec();
    let is_open = form.is_refused();
    view! {
        {refused(form, words::refused(language))}
        <details class="more" open=is_open><summary>{words::change(language)}</summary>
            <form method="post" action=format!("/stories/{}/consent", whole.id) class="stack">
                {choices(form, "purpose", words::purpose(language), purposes.to_vec(), false)}
                {choices(form, "answer", words::answer(language), answers, true)}
                {field(form, "until", Kind::Date, words::until(language), None)}
                {choices(form, "manner", words::manner(language), manners, true)}
                <div class="actions"><button class="button">{words::record(language)}</button></div>
            </form>
        </details>
    }
    .into_any()
}
