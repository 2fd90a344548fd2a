//! The panels that somebody leads, and the records that she may read.

use crate::layout::{Head, page};
use crate::panels::{level_and_place, stage_label};
use crate::parts::day;
use crate::refusal;
use crate::request::Caller;
use crate::words::panels as words;
use archive::Archive;
use archive::desk::panels::{Stage, Summary};
use axum::extract::State;
use axum::http::StatusCode;
use axum::response::Response;
use leptos::prelude::*;
use method::language::PageLanguage;

pub(crate) async fn show(caller: Caller, State(archive): State<Archive>) -> Response {
    let language = caller.language();
    let (panels, leads) = match archive.panels().list(&caller.actor, caller.programme).await {
        Ok(found) => found,
        Err(error) => return refusal::panels(language, &error),
    };
    page(
        StatusCode::OK,
        &caller.visitor,
        &Head::new(words::title(language), words::lead(language)),
        || {
            let (closed, open): (Vec<_>, Vec<_>) = panels.into_iter().partition(|one| one.stage == Stage::Closed);
            view! {
                {leads.then(|| view! {
                    <div class="actions"><a class="button" data-kind="primary" href="/panels/new">{words::open(language)}</a></div>
                })}
                {leads.then(|| section(language, words::open_panels(language), words::none_open(language), open))}
                {section(language, words::closed_panels(language), words::none_closed(language), closed)}
            }
            .into_any()
        },
    )
}

fn section(language: PageLanguage, heading: &'static str, none: &'static str, panels: Vec<Summary>) -> AnyView {
    if panels.is_empty() {
        return view! { <section class="section"><h2>{heading}</h2><div class="empty"><p>{none}</p></div></section> }
            .into_any();
    }
    let cards = panels.into_iter().map(|panel| card(language, &panel)).collect_view();
    view! { <section class="section"><h2>{heading}</h2><ul class="grid">{cards}</ul></section> }.into_any()
}

fn card(language: PageLanguage, panel: &Summary) -> AnyView {
    let link = if panel.stage == Stage::Closed {
        format!("/panels/{}/record", panel.id)
    } else {
        format!("/panels/{}", panel.id)
    };
    let (kind, stage) = stage_label(language, panel.stage);
    view! {
        <li><article class="story-card">
            <h3><a href=link>{panel.setting.domain.get(language).to_owned()}</a></h3>
            <p>{level_and_place(language, &panel.setting)}</p>
            <p class="story-facts">
                <span dir="auto">{panel.setting.round.clone()}</span>" "
                {day::day(language, panel.opened.date_naive())}" "
                <span>{words::stories_and_seats(language, panel.seats, panel.stories)}</span>" "
                <span class="badge" data-kind=kind>{stage}</span>
            </p>
        </article></li>
    }
    .into_any()
}
