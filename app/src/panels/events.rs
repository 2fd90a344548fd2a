//! News of a panel as server-sent events: for a seat, and for the chair.

use crate::panels::room::ticket;
use crate::refusal;
use crate::request::{Caller, Visitor};
use archive::Archive;
use archive::desk::panels::{Live, PanelsError};
use axum::extract::{Path, State};
use axum::http::{HeaderName, HeaderValue};
use axum::response::sse::{Event, KeepAlive, Sse};
use axum::response::{IntoResponse, Response};
use axum_extra::extract::cookie::CookieJar;
use futures_util::stream::unfold;
use method::id::PanelId;
use std::convert::Infallible;

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
    let news = unfold(live, |mut live| async move {
        let pulse = live.next().await?;
        Some((Ok::<_, Infallible>(Event::default().data(pulse.to_string())), live))
    });
    let mut response = Sse::new(news).keep_alive(KeepAlive::default()).into_response();
    // A balancer that gathers an answer before it passes it on would keep the news to itself.
    let unbuffered = (HeaderName::from_static("x-accel-buffering"), HeaderValue::from_static("no"));
    response.headers_mut().insert(unbuffered.0, unbuffered.1);
    response
}
