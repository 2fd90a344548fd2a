//! What is owed to those who told: what is late first, then what is open, then what was told.

use super::{came, whom};
use crate::layout::{Head, page};
use crate::panels::level_and_place;
use crate::parts::day;
use crate::refusal;
use crate::request::Caller;
use crate::words::feedback as words;
use archive::Archive;
use archive::desk::feedback::{Board, Owed};
use axum::extract::State;
use axum::http::StatusCode;
use axum::response::Response;
use leptos::prelude::*;
use method::language::PageLanguage;

pub(crate) async fn show(caller: Caller, State(archive): State<Archive>) -> Response {
    let language = caller.language();
    let board = match archive.feedback().board(&caller.actor, caller.programme).await {
        Ok(board) => board,
        Err(error) => return refusal::feedback(language, &error),
    };
    let head = Head::new(words::title(language), words::lead(language));
    page(StatusCode::OK, &caller.visitor, &head, || {
        if board.owed.is_empty() {
            return view! { <div class="empty"><h2>{words::none(language)}</h2><p>{words::none_hint(language)}</p></div> }
                .into_any();
        }
        let (done, open): (Vec<&Owed>, Vec<&Owed>) = board.owed.iter().partition(|one| one.told.is_some());
        let all_told = open
            .is_empty()
            .then(|| view! { <div class="empty"><p>{words::all_told(language)}</p></div> });
        view! {
            <section class="section"><h2>{words::open(language)}</h2>{all_told}
                <ul class="grid">{open.into_iter().map(|one| card(language, &board, one)).collect_view()}</ul></section>
            {(!done.is_empty()).then(|| view! {
                <section class="section"><h2>{words::done(language)}</h2>
                    <ul class="grid">{done.into_iter().map(|one| card(language, &board, one)).collect_view()}</ul></section>
            })}
        }
        .into_any()
    })
}

fn card(language: PageLanguage, board: &Board, one: &Owed) -> AnyView {
    let link = format!("/feedback/{}/{}", one.panel, one.to);
    let state = match &one.told {
        Some((told, _)) => view! { <span class="badge" data-kind="done">{came(language, told.came)}</span> }.into_any(),
        None if one.due < board.today => {
            view! { <span class="badge" data-kind="warning">{words::late(language)}" "{day::day(language, one.due)}</span> }
                .into_any()
        }
        None => {
            view! { <span class="badge" data-kind="waiting">{words::until(language)}" "{day::day(language, one.due)}</span> }
                .into_any()
        }
    };
    let reaction = one.told.as_ref().map(|(told, _)| told.reaction.clone());
    let reaction = reaction
        .filter(|reaction| !reaction.is_empty())
        .map(|reaction| view! { <blockquote class="reason" dir="auto">{reaction}</blockquote> });
    view! {
        <li><article class="story-card">
            <h3><a href=link>{whom(language, &board.overview, one)}</a></h3>
            <p>{one.setting.domain.get(language).to_owned()}" · "{level_and_place(language, &one.setting)}</p>
            <p>{state}</p>
            {reaction}
            <p class="hint"><a href=format!("/panels/{}/feedback", one.panel)>{words::what_to_say(language)}</a></p>
        </article></li>
    }
    .into_any()
}
