//! What she agreed to, purpose by purpose, and recording what she says now.

use crate::form::FormState;
use crate::parts::day::{day, spelled};
use crate::parts::field::{Kind, choices, field, opening};
use crate::parts::notice::refused;
use crate::refusal;
use crate::request::Caller;
use crate::stories::{manners, purpose_label, story, talk};
use crate::words::{consent as words, talk as talk_words};
use archive::Archive;
use archive::desk::stories::{StoriesError, Whole};
use axum::extract::{Path, State};
use axum::response::{IntoResponse, Redirect, Response};
use chrono::{DateTime, Utc};
use leptos::prelude::*;
use method::consent::{AgeGroup, Allowed, Answer, Decision, Lack, Manner, Others, Purpose, Said};
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
        "later" => Answer::Later,
        "withdrawn" => Answer::Withdrawn,
        _ => return story::shown(&caller, &archive, &id, &form.wrong("answer", words::answer_needed(language))).await,
    };
    let said = Said {
        purpose,
        answer,
        manner: Manner::from_name(&form.typed.get("manner")).unwrap_or(Manner::Spoken),
        talk: method::recording::talk(form.typed.sheet()),
        classes: method::recording::classes(form.typed.sheet()),
    };
    match archive.stories().decide(&caller.actor, story_id, said).await {
        Ok(()) => Redirect::to(&format!("/stories/{story_id}")).into_response(),
        Err(StoriesError::Talk(lacks)) => {
            let form = lacks.into_iter().fold(form, |form, one| {
                let (field, sentence) = match one {
                    Lack::PublicForMinor => ("purpose", talk_words::public_for_minor(language)),
                    one => talk::lack(language, one),
                };
                form.wrong(field, sentence)
            });
            story::shown(&caller, &archive, &id, &form).await
        }
        Err(StoriesError::UntilTooFar(purpose)) => {
            let sentence = talk_words::until_too_far(language, purpose.lifetime().longest);
            story::shown(&caller, &archive, &id, &form.wrong("until", sentence)).await
        }
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
        Allowed::OtherReaders => ("refused", words::other_readers(language).to_owned()),
        Allowed::Held { by } => ("refused", talk::held(language, by).to_owned()),
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
        <section class="card stack" id="consent"><h2>{words::title(language)}</h2>
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
    let later = (said.answer == Answer::Later).then(|| view! { {words::says_later(language)}" · " });
    let readers = said
        .classes
        .as_ref()
        .map(|classes| view! { <br/>{talk::named(language, classes)} });
    let manner = manners(language).into_iter().find(|(manner, ..)| *manner == said.manner)?.2;
    let by = said.by.and_then(|by| whole.names.get(&by)).cloned();
    let by = by.map(|name| view! { " · "<bdi>{name}</bdi> });
    let witness = Some(said.talk.witness.clone()).filter(|witness| !witness.is_empty());
    let witness = witness.map(|witness| view! { " · "<bdi>{talk_words::witnessed(language, witness)}</bdi> });
    Some(
        view! { <p class="hint">{later}{manner}" · "{day(language, said.at.date_naive())}{by}{witness}{readers}</p> }
            .into_any(),
    )
}

fn changing(language: PageLanguage, whole: &Whole, form: &FormState) -> AnyView {
    let purposes = Purpose::ALL.map(|purpose| (purpose.number().to_string(), purpose_label(language, purpose)));
    let answers = vec![
        ("yes".to_owned(), words::yes(language).to_owned()),
        ("later".to_owned(), words::says_later(language).to_owned()),
        ("withdrawn".to_owned(), words::takes_back(language).to_owned()),
    ];
    // What was written down of her before is answered already.
    let known = [
        ("age", whole.consent.age().map(AgeGroup::name)),
        ("others", whole.consent.others().map(Others::name)),
    ];
    let form = &known.into_iter().fold(form.clone(), |form, (field, answer)| {
        form.otherwise(field, answer.unwrap_or_default().to_owned())
    });
    let is_open = form.is_refused();
    view! {
        {refused(form, words::refused(language))}
        <details class="more" open=is_open><summary>{words::change(language)}</summary>
            <form method="post" action=format!("/stories/{}/consent", whole.id) class="stack">
                {opening(form, "purpose", words::purpose(language), purposes.to_vec(), false, &["5"])}
                <div class="opened">{talk::classes(language, form)}</div>
                {choices(form, "answer", words::answer(language), answers, true)}
                {field(form, "until", Kind::Date, words::until(language), None)}
                {talk::about_her(language, form)}
                {talk::understood(language, form)}
                <div class="actions"><button class="button">{words::record(language)}</button></div>
            </form>
        </details>
    }
    .into_any()
}
