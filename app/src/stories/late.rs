//! On a story's page, for those who tend it: what a tablet sent after the recording had become the story, and the way to put it away.

use crate::form::Typed;
use crate::notes::draft::texts;
use crate::refusal;
use crate::request::Caller;
use crate::words::{notes as words, story_page};
use archive::Archive;
use archive::desk::field::Late;
use axum::extract::{Path, State};
use axum::response::{IntoResponse, Redirect, Response};
use leptos::prelude::*;
use method::id::StoryId;
use method::language::PageLanguage;
use method::recording::Dropped;

/// Puts it away.
pub(crate) async fn submit(
    caller: Caller,
    State(archive): State<Archive>,
    Path(id): Path<StoryId>,
    typed: Typed,
) -> Response {
    let version = typed.get("version").parse().unwrap_or(0);
    match archive.field().put_away(&caller.actor, id, version).await {
        Ok(()) => Redirect::to(&format!("/stories/{id}")).into_response(),
        Err(error) => refusal::field(caller.language(), &error),
    }
}

/// Both texts, and that the story is not to be kept; nothing where nothing came late.
pub(super) fn section(language: PageLanguage, id: StoryId, late: &Late) -> Option<AnyView> {
    let both = (!late.texts.is_empty()).then(|| {
        view! {
            <h2>{words::late_title(language)}</h2><p>{words::late_lead(language)}</p>
            {texts(language, &late.texts, words::in_the_story(language))}
        }
    });
    let unwanted = late.unwanted.map(|why| {
        let why = match why {
            Dropped::Mistake => words::because_mistake(language),
            Dropped::Refused => words::because_refused(language),
            Dropped::Trial => words::because_trial(language),
        };
        view! {
            <h2>{words::unwanted_title(language)}</h2><p>{words::unwanted_lead(language, why)}</p>
            <p><a href=format!("/stories/{id}/withdraw")>{story_page::withdraw(language)}</a></p>
        }
    });
    (both.is_some() || unwanted.is_some()).then(|| {
        view! {
            <section class="notice" data-kind="warning" id="late">
                {unwanted}{both}
                <form method="post" action=format!("/stories/{id}/late")>
                    <input type="hidden" name="version" value=late.version.to_string()/>
                    <button class="button">{words::put_away(language)}</button>
                </form>
            </section>
        }
        .into_any()
    })
}
