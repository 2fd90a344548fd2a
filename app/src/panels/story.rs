//! A story inside a panel: for a seat, which says that it was heard to the end; for the chair, who notes what was read aloud,
//! discussed and asked.

use crate::form::FormState;
use crate::layout::{Head, page};
use crate::panels::pictures::picture;
use crate::panels::room::{quiet_ways, ticket};
use crate::panels::{join, live, reports, sentence};
use crate::parts::field::{Kind, field};
use crate::parts::notice::refused;
use crate::parts::telling::{listen, narrated, told, translated};
use crate::refusal;
use crate::render::status_of;
use crate::request::{Caller, Visitor};
use crate::words::{panel_console as console, panel_room as words};
use archive::Archive;
use archive::desk::panels::{Move, PanelsError, Reading, Stage, Step};
use axum::extract::{Path, State};
use axum::response::{IntoResponse, Redirect, Response};
use axum_extra::extract::cookie::CookieJar;
use leptos::prelude::*;
use method::id::{PanelId, StoryId};
use method::language::PageLanguage;

/// The head of a page that shows a story: its title is on the page alone, not in the window or the history.
fn head(reading: &Reading, window: &'static str, back: String) -> Head {
    let mut head = Head::new(reading.layer.telling.title.clone(), "").narrow().back(back, window);
    head.window = Some(window);
    head.has_island = true;
    head
}

/// The version as the team read it aloud; where nobody did, with the browser's own voice. `here` is the story's page.
fn aloud(language: PageLanguage, reading: &Reading, here: &str) -> AnyView {
    if reading.is_narrated {
        narrated(language, format!("{here}/narration"))
    } else {
        listen(language, &reading.layer)
    }
}

pub(crate) async fn hear(
    visitor: Visitor,
    State(archive): State<Archive>,
    jar: CookieJar,
    Path(story): Path<String>,
) -> Response {
    heard_page(&visitor, &archive, &jar, &story, &FormState::default()).await
}

pub(crate) async fn heard(
    visitor: Visitor,
    State(archive): State<Archive>,
    jar: CookieJar,
    Path(story): Path<String>,
) -> Response {
    let language = visitor.language;
    let (Some(ticket), Ok(id)) = (ticket(&jar), story.parse::<StoryId>()) else {
        return join::without_seat(&visitor);
    };
    match archive.panels().act(ticket, Move::Heard(id)).await {
        Ok(()) => Redirect::to("/room").into_response(),
        Err(PanelsError::Refused(refused)) => {
            let form = FormState::default().wrong("next", sentence(language, &refused));
            heard_page(&visitor, &archive, &jar, &story, &form).await
        }
        Err(PanelsError::NotFound) => join::without_seat(&visitor),
        Err(error) => refusal::panels(language, &error),
    }
}

async fn heard_page(visitor: &Visitor, archive: &Archive, jar: &CookieJar, story: &str, form: &FormState) -> Response {
    let language = visitor.language;
    let Some(ticket) = ticket(jar) else {
        return join::without_seat(visitor);
    };
    let Ok(story) = story.parse::<StoryId>() else {
        return refusal::not_found(language);
    };
    let reading = match archive.panels().hear(ticket, story).await {
        Ok(reading) => reading,
        // Not a story to be read now: the room says what is.
        Err(PanelsError::Refused(_)) => return Redirect::to("/room").into_response(),
        Err(error) => return refusal::panels(language, &error),
    };
    let action = format!("/room/stories/{story}");
    page(
        status_of(form),
        visitor,
        &head(&reading, words::room(language), "/room".to_owned()),
        || {
            let can_hear = matches!(reading.stage, Stage::Hearing | Stage::Rating | Stage::Voting) && !reading.is_done;
            view! {
            {refused(form, words::not_done(language))}
            {picture(language, reading.picture)}
            {told(language, &reading.layer)}
            {aloud(language, &reading, &action)}
            {translated(language, &reading.translations)}
            <div id="next" tabindex="-1" class="stack">
                {can_hear.then(|| view! {
                    <form method="post" action=action.clone() class="actions">
                        <button class="button" data-kind="primary" data-size="large" name="step" value="heard">{words::heard_to_the_end(language)}</button>
                    </form>
                })}
                {reading.is_done.then(|| view! { <p><span class="badge" data-kind="done">{words::heard(language)}</span></p> })}
            </div>
            {reports(language, reading.reports)}
            {live(language, &action, "/room/events".to_owned(), &reading.pulse)}
            {quiet_ways(language)}
        }
        .into_any()
        },
    )
}

pub(crate) async fn read(
    caller: Caller,
    State(archive): State<Archive>,
    Path((id, story)): Path<(String, String)>,
) -> Response {
    read_page(&caller, &archive, (&id, &story), &FormState::default()).await
}

pub(crate) async fn note(
    caller: Caller,
    State(archive): State<Archive>,
    Path((id, story)): Path<(String, String)>,
    form: FormState,
) -> Response {
    let language = caller.language();
    let (Ok(panel), Ok(about)) = (id.parse::<PanelId>(), story.parse::<StoryId>()) else {
        return refusal::not_found(language);
    };
    let (step, field) = match form.typed.get("step").as_str() {
        "read_aloud" => (Step::ReadAloud(about), "next"),
        "discuss" => (Step::Discuss(about), "next"),
        "ask" => (Step::Ask(about, form.typed.get("question")), "question"),
        _ => return refusal::unprocessable(language),
    };
    match archive
        .panels()
        .take(&caller.actor, caller.programme, panel, step, None)
        .await
    {
        Ok(()) if field == "question" => Redirect::to(&format!("/panels/{panel}/stories/{about}")).into_response(),
        Ok(()) => Redirect::to(&format!("/panels/{panel}")).into_response(),
        Err(PanelsError::Refused(refused)) => {
            let form = form.wrong(field, sentence(language, &refused));
            read_page(&caller, &archive, (&id, &story), &form).await
        }
        Err(error) => refusal::panels(language, &error),
    }
}

async fn read_page(caller: &Caller, archive: &Archive, (id, story): (&str, &str), form: &FormState) -> Response {
    let language = caller.language();
    let (Ok(panel), Ok(about)) = (id.parse::<PanelId>(), story.parse::<StoryId>()) else {
        return refusal::not_found(language);
    };
    let found = archive.panels().read(&caller.actor, caller.programme, panel, about).await;
    let (reading, questions) = match found {
        Ok(found) => found,
        Err(error) => return refusal::panels(language, &error),
    };
    let back = format!("/panels/{panel}");
    let action = format!("{back}/stories/{about}");
    page(
        status_of(form),
        &caller.visitor,
        &head(&reading, console::back(language), back.clone()),
        || {
            view! {
                {refused(form, console::not_done(language))}
                {picture(language, reading.picture)}
                {told(language, &reading.layer)}
                {aloud(language, &reading, &action)}
                {translated(language, &reading.translations)}
                {noting(language, &action, &reading)}
                {asked(language, form, &action, reading.stage, questions)}
                {reports(language, reading.reports)}
            }
            .into_any()
        },
    )
}

fn noting(language: PageLanguage, action: &str, reading: &Reading) -> AnyView {
    let is_hearing = reading.stage == Stage::Hearing;
    let can_read = matches!(reading.stage, Stage::Hearing | Stage::Rating | Stage::Voting);
    view! {
        <form method="post" action=action.to_owned() class="actions" id="next">
            {can_read.then(|| view! { <button class="button" name="step" value="read_aloud">{console::read_aloud(language)}</button> })}
            {(is_hearing && !reading.is_done).then(|| view! { <button class="button" data-kind="primary" name="step" value="discuss">{console::discussed(language)}</button> })}
            {reading.is_done.then(|| view! { <span class="badge" data-kind="done">{console::is_discussed(language)}</span> })}
        </form>
    }
    .into_any()
}

fn asked(language: PageLanguage, form: &FormState, action: &str, stage: Stage, questions: Vec<String>) -> AnyView {
    let rows = questions
        .into_iter()
        .map(|question| view! { <li dir="auto">{question}</li> })
        .collect_view();
    view! {
        <section class="section stack"><h2>{console::questions(language)}</h2>
            <ul>{rows}</ul>
            {(stage != Stage::Gathering).then(|| view! {
                <form method="post" action=action.to_owned() class="stack">
                    {field(form, "question", Kind::Long, console::question(language), Some(console::question_hint(language)))}
                    <div class="actions"><button class="button" name="step" value="ask">{console::ask(language)}</button></div>
                </form>
            })}
        </section>
    }
    .into_any()
}
