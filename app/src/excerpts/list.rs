//! The excerpts that somebody may judge, by what is to be done with them.

use super::{advocacy, stage_badge};
use crate::layout::{Head, page};
use crate::parts::day;
use crate::refusal;
use crate::request::Caller;
use crate::words::excerpts as words;
use archive::Archive;
use archive::desk::excerpts::Listed;
use axum::extract::State;
use axum::http::StatusCode;
use axum::response::Response;
use leptos::prelude::*;
use method::excerpt::Stage;
use method::language::PageLanguage;
use method::policy::{Action, Subject, may};

/// Letters of an excerpt in a list.
const LETTERS_SHOWN: usize = 220;

pub(crate) async fn show(caller: Caller, State(archive): State<Archive>) -> Response {
    let language = caller.language();
    let listed = match archive.excerpts().list(&caller.actor, caller.programme).await {
        Ok(listed) => listed,
        Err(error) => return refusal::excerpts(language, &error),
    };
    let head = Head::new(words::title(language), words::lead(language));
    let counts = may(&caller.actor, Action::Analyse, &Subject::Programme(caller.programme)).is_allowed();
    page(StatusCode::OK, &caller.visitor, &head, || {
        if listed.is_empty() {
            return view! { <div class="empty"><h2>{words::none(language)}</h2><p>{words::none_hint(language)}</p></div> }
                .into_any();
        }
        let waits = |one: &Listed| !one.is_own && matches!(one.stage, Stage::Draft { .. });
        let own = |one: &Listed| one.is_own && !one.stage.is_approved();
        let approved = |one: &Listed| one.stage.is_approved();
        let sent_back = |one: &Listed| !one.is_own && matches!(one.stage, Stage::SentBack { .. });
        let library = view! { <p class="no-print"><a href="/excerpts/library">{words::to_library(language)}</a></p> };
        let people =
            counts.then(|| view! { <p class="no-print"><a href="/excerpts/people">{words::people(language)}</a></p> });
        view! {
            {library}
            {people}
            {section(language, words::for_you(language), &listed, waits)}
            {section(language, words::yours(language), &listed, own)}
            {section(language, words::all_approved(language), &listed, approved)}
            {section(language, words::all_sent_back(language), &listed, sent_back)}
        }
        .into_any()
    })
}

/// The excerpts of one kind under a heading. Nothing where there are none.
fn section(language: PageLanguage, heading: &'static str, all: &[Listed], belongs: impl Fn(&Listed) -> bool) -> AnyView {
    let cards: Vec<AnyView> = all.iter().filter(|one| belongs(one)).map(|one| card(language, one)).collect();
    if cards.is_empty() {
        return ().into_any();
    }
    view! { <section class="section"><h2>{heading}</h2><ul class="grid stories">{cards}</ul></section> }.into_any()
}

fn card(language: PageLanguage, one: &Listed) -> AnyView {
    let letters: String = one.text.chars().take(LETTERS_SHOWN).collect();
    let cut = if letters.len() < one.text.len() { " …" } else { "" };
    let (kind, sentence) = advocacy(language, one.advocacy);
    let tag = one.language.tag();
    view! {
        <li><article class="story-card">
            <h3><a href=format!("/excerpts/{}", one.id)>{words::excerpt_of(language)}" "<bdi lang=tag>{one.pseudonym.clone()}"*"</bdi></a></h3>
            <p class="story-snippet" lang=tag dir="auto">{letters}{cut}</p>
            <p class="story-facts">
                {stage_badge(language, &one.stage)}" "<span class="badge" data-kind=kind>{sentence}</span>" "
                <span>{words::made_by(language)}" "<bdi>{one.made_by.clone()}</bdi></span>" "
                {day::day(language, one.at.date_naive())}
            </p>
        </article></li>
    }
    .into_any()
}
