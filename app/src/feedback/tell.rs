//! Writing down what came of telling somebody.

use super::{channels, whom};
use crate::form::{FormState, Typed};
use crate::layout::{Head, page};
use crate::panels::level_and_place;
use crate::parts::day;
use crate::parts::field::{Kind, choices, field};
use crate::parts::notice::refused;
use crate::refusal;
use crate::render::status_of;
use crate::request::Caller;
use crate::words::feedback as words;
use archive::Archive;
use archive::desk::feedback::{Board, FeedbackError, Owed, Said};
use axum::extract::{Path, State};
use axum::response::{IntoResponse, Redirect, Response};
use leptos::prelude::*;
use method::feedback::{Came, To};
use method::id::PanelId;
use method::language::PageLanguage;

pub(crate) async fn show(
    caller: Caller,
    State(archive): State<Archive>,
    Path((panel, to)): Path<(String, String)>,
) -> Response {
    shown(&caller, &archive, (&panel, &to), None).await
}

pub(crate) async fn submit(
    caller: Caller,
    State(archive): State<Archive>,
    Path((panel, to)): Path<(String, String)>,
    form: FormState,
) -> Response {
    let language = caller.language();
    let (Ok(id), Ok(whom)) = (panel.parse::<PanelId>(), to.parse::<To>()) else {
        return refusal::not_found(language);
    };
    let said = match said(language, &form.typed) {
        Ok(came) => Said {
            came,
            reaction: form.typed.get("reaction"),
        },
        Err((field, sentence)) => return shown(&caller, &archive, (&panel, &to), Some(form.wrong(field, sentence))).await,
    };
    let version = form.typed.get("version").parse().unwrap_or_default();
    let done = archive
        .feedback()
        .tell(&caller.actor, caller.programme, id, whom, said, version)
        .await;
    let form = match done {
        Ok(()) => return Redirect::to("/feedback").into_response(),
        Err(FeedbackError::Conflict) => form.wrong("came", words::conflict(language)),
        Err(FeedbackError::DayOutside) => form.wrong("on", words::day_outside(language)),
        Err(FeedbackError::ReactionTooLong) => form.wrong("reaction", words::reaction_too_long(language)),
        Err(error) => return refusal::feedback(language, &error),
    };
    shown(&caller, &archive, (&panel, &to), Some(form)).await
}

/// What came of it, as it was typed; the field that lacks something, and what.
fn said(language: PageLanguage, typed: &Typed) -> Result<Came, (&'static str, &'static str)> {
    match typed.get("came").as_str() {
        "given" => {
            let on = typed.get("on").parse().map_err(|_| ("on", words::day_needed(language)))?;
            let channel = channels(language)
                .into_iter()
                .find(|(_, name, _)| *name == typed.get("channel"));
            let (channel, ..) = channel.ok_or(("channel", words::channel_needed(language)))?;
            Ok(Came::Given { on, channel })
        }
        "not_reachable" => Ok(Came::NotReachable),
        "declined" => Ok(Came::Declined),
        _ => Err(("came", words::came_needed(language))),
    }
}

async fn shown(caller: &Caller, archive: &Archive, (panel, to): (&str, &str), form: Option<FormState>) -> Response {
    let language = caller.language();
    let board = match archive.feedback().board(&caller.actor, caller.programme).await {
        Ok(board) => board,
        Err(error) => return refusal::feedback(language, &error),
    };
    let (panel, to) = (panel.parse::<PanelId>().ok(), to.parse::<To>().ok());
    let found = board.owed.iter().find(|one| (Some(one.panel), Some(one.to)) == (panel, to));
    let Some(one) = found else {
        return refusal::not_found(language);
    };
    let form = form.unwrap_or_else(|| FormState::new(answers(language, one)));
    let head = Head::new(words::tell_title(language), words::tell_lead(language))
        .narrow()
        .back("/feedback", words::title(language));
    page(status_of(&form), &caller.visitor, &head, || {
        view! { {refused(&form, words::refused(language))}{about(language, &board, one)}{the_form(language, one, &form)} }
            .into_any()
    })
}

fn about(language: PageLanguage, board: &Board, one: &Owed) -> AnyView {
    view! {
        <dl class="facts">
            <div><dt>{words::to_whom(language)}</dt><dd>{whom(language, &board.overview, one)}</dd></div>
            <div><dt>{words::of_panel(language)}</dt><dd>{one.setting.domain.get(language).to_owned()}" · "{level_and_place(language, &one.setting)}</dd></div>
            <div><dt>{words::panel_closed(language)}</dt><dd>{day::day(language, one.closed)}</dd></div>
        </dl>
        <p><a href=format!("/panels/{}/feedback", one.panel)>{words::what_to_say(language)}</a></p>
    }
    .into_any()
}

/// The answers with which the form begins.
fn answers(language: PageLanguage, one: &Owed) -> Typed {
    let Some((told, _)) = &one.told else {
        return Typed::default();
    };
    let mut answers = vec![("reaction", told.reaction.clone())];
    match told.came {
        Came::Given { on, channel } => {
            let name = channels(language).into_iter().find(|(one, ..)| *one == channel);
            answers.push(("came", "given".to_owned()));
            answers.push(("on", on.to_string()));
            answers.push(("channel", name.map_or("", |(_, name, _)| name).to_owned()));
        }
        Came::NotReachable => answers.push(("came", "not_reachable".to_owned())),
        Came::Declined => answers.push(("came", "declined".to_owned())),
    }
    let answers = answers.into_iter().map(|(name, value)| (name.to_owned(), value));
    Typed::new(answers.collect())
}

fn the_form(language: PageLanguage, one: &Owed, form: &FormState) -> AnyView {
    let version = one.told.as_ref().map_or(0, |(_, version)| *version);
    let came = [
        ("given", words::given(language)),
        ("not_reachable", words::not_reachable(language)),
        ("declined", words::declined(language)),
    ];
    let came = came.map(|(value, words)| (value.to_owned(), words.to_owned())).to_vec();
    let ways = channels(language)
        .map(|(_, name, words)| (name.to_owned(), words.to_owned()))
        .to_vec();
    view! {
        <form method="post" action=format!("/feedback/{}/{}", one.panel, one.to) class="stack">
            <input type="hidden" name="version" value=version.to_string()/>
            {choices(form, "came", words::came(language), came, false)}
            {field(form, "on", Kind::Date, words::on(language), Some(words::only_if_given(language)))}
            {choices(form, "channel", words::channel(language), ways, false)}
            {field(form, "reaction", Kind::Long, words::reaction(language), Some(words::reaction_hint(language)))}
            <div class="actions"><button class="button" data-kind="primary">{words::save(language)}</button></div>
        </form>
    }
    .into_any()
}
