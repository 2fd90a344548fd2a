//! A story read aloud by the team, as a panel hears it.

use crate::panels::join;
use crate::panels::room::ticket;
use crate::parts::playing::played;
use crate::refusal;
use crate::request::{Caller, Visitor};
use archive::Archive;
use axum::extract::{Path, State};
use axum::http::HeaderMap;
use axum::response::Response;
use axum_extra::extract::cookie::CookieJar;
use method::id::{PanelId, StoryId};

pub(crate) async fn for_seat(
    visitor: Visitor,
    State(archive): State<Archive>,
    jar: CookieJar,
    Path(story): Path<String>,
    headers: HeaderMap,
) -> Response {
    let (Some(ticket), Ok(story)) = (ticket(&jar), story.parse::<StoryId>()) else {
        return join::without_seat(&visitor);
    };
    match archive.panels().narration_for_seat(ticket, story).await {
        Ok(bytes) => played(bytes, &headers),
        Err(error) => refusal::panels(visitor.language, &error),
    }
}

pub(crate) async fn for_chair(
    caller: Caller,
    State(archive): State<Archive>,
    Path((panel, story)): Path<(String, String)>,
    headers: HeaderMap,
) -> Response {
    let language = caller.language();
    let (Ok(panel), Ok(story)) = (panel.parse::<PanelId>(), story.parse::<StoryId>()) else {
        return refusal::not_found(language);
    };
    let found = archive
        .panels()
        .narration_for_chair(&caller.actor, caller.programme, panel, story)
        .await;
    match found {
        Ok(bytes) => played(bytes, &headers),
        Err(error) => refusal::panels(language, &error),
    }
}
