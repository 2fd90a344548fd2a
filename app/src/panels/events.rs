//! News of a panel as server-sent events: for a seat, and for the chair.

use crate::panels::room::ticket;
use crate::parts::events;
use crate::refusal;
use crate::request::{Caller, Visitor};
use archive::Archive;
use archive::desk::panels::{Live, PanelsError};
use axum::extract::{Path, State};
use axum::response::Response;
use axum_extra::extract::cookie::CookieJar;
use futures_util::stream::unfold;
use method::id::PanelId;

pub(crate) async fn of_room(visitor: Visitor, State(archive): State<Archive>, jar: CookieJar) -> Response {
    let language = visitor.language;
    let Some(ticket) = ticket(&jar) else {
        return refusal::not_found(language);
    };
    match Live::of_seat(archive, ticket).await {
        Ok(live) => told(live),
        Err(error) => refusal::panels(language, &error),
    }
}

pub(crate) async fn of_panel(caller: Caller, State(archive): State<Archive>, Path(id): Path<String>) -> Response {
    let language = caller.language();
    let live = match id.parse::<PanelId>() {
        Ok(id) => Live::of_chair(archive, caller.actor, caller.programme, id).await,
        Err(_) => Err(PanelsError::NotFound),
    };
    match live {
        Ok(live) => told(live),
        Err(error) => refusal::panels(language, &error),
    }
}

fn told(live: Live) -> Response {
    events::answer(unfold(live, |mut live| async move {
        let pulse = live.next().await?;
        Some((pulse.to_string(), live))
    }))
}
