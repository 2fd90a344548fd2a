//! A tablet handed round: a neutral screen between two voters, and what they chose in its memory alone until all have voted.

use crate::layout::{Head, page};
use crate::panels::pictures::{NOTHING, outline};
use crate::parts::notice::warning;
use crate::refusal;
use crate::request::Caller;
use crate::words::{ballot as words, narration, panel_console as console};
use app_islands::{TabletStory, TabletWords};
use archive::Archive;
use archive::desk::panels::{PanelsError, Stage};
use axum::extract::{Path, State};
use axum::http::StatusCode;
use axum::response::{IntoResponse, Redirect, Response};
use leptos::prelude::*;
use method::id::PanelId;
use method::language::PageLanguage;
use method::panel::Secret;

pub(crate) async fn show(caller: Caller, State(archive): State<Archive>, Path(id): Path<String>) -> Response {
    let language = caller.language();
    let Ok(id) = id.parse::<PanelId>() else {
        return refusal::not_found(language);
    };
    let led = match archive.panels().lead(&caller.actor, caller.programme, id).await {
        Ok(led) => led,
        Err(error) => return refusal::panels(language, &error),
    };
    let is_open = led.stage == Stage::Voting && led.entered.is_none() && led.secret == Some(Secret::Choosing);
    if !led.is_secret {
        return refusal::panels(language, &PanelsError::NotFound);
    }
    if !is_open {
        return Redirect::to(&format!("/panels/{id}")).into_response();
    }
    let narrated = match archive.panels().narrated_stories(&caller.actor, caller.programme, id).await {
        Ok(narrated) => narrated,
        Err(error) => return refusal::panels(language, &error),
    };
    let here = format!("/panels/{id}");
    let mut head = Head::new(words::tablet_title(language), words::tablet_lead(language))
        .narrow()
        .back(here.clone(), console::back(language));
    head.has_island = true;
    page(StatusCode::OK, &caller.visitor, &head, || {
        let standing = led.stories.iter().filter(|one| led.candidates.contains(&one.story.id));
        let stories = standing.map(|one| {
            let (title, tag) = match &one.story.title {
                Some((title, spoken)) => (title.clone(), spoken.tag()),
                None => (crate::words::panels::not_readable(language).to_owned(), language.tag()),
            };
            let story = one.story.id;
            TabletStory {
                id: story.to_string(),
                title,
                tag: tag.to_owned(),
                picture: outline(language, one.story.picture).map(|(name, drawn)| (name.to_owned(), drawn.to_owned())),
                sound: narrated.contains(&story).then(|| {
                    (
                        format!("{here}/stories/{story}/narration"),
                        narration::sound(language).to_owned(),
                    )
                }),
            }
        });
        view! {
            <noscript>{warning(words::tablet_needs_script(language))}</noscript>
            <p class="hint">{words::tablet_care(language)}</p>
            <app_islands::Tablet to=here.clone() stories=stories.collect() nothing=NOTHING.to_owned() present=led.present words=said(language)/>
        }
        .into_any()
    })
}

fn said(language: PageLanguage) -> TabletWords {
    TabletWords {
        next: words::next_voter(language).to_owned(),
        visited: words::voters_so_far(language, "{visited}"),
        send: words::all_have_voted(language).to_owned(),
        choose: words::choose(language).to_owned(),
        blank: words::blank(language).to_owned(),
        vote: words::tablet_vote(language).to_owned(),
        failed: words::tablet_failed(language).to_owned(),
    }
}
