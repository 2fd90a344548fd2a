//! News as server-sent events.

use axum::http::{HeaderName, HeaderValue};
use axum::response::sse::{Event, KeepAlive, Sse};
use axum::response::{IntoResponse, Response};
use futures_util::stream::{Stream, StreamExt};
use std::convert::Infallible;

/// A stream of lines as an answer.
pub(crate) fn answer(lines: impl Stream<Item = String> + Send + 'static) -> Response {
    let news = lines.map(|line| Ok::<_, Infallible>(Event::default().data(line)));
    let mut response = Sse::new(news).keep_alive(KeepAlive::default()).into_response();
    // A balancer that gathers an answer before it passes it on would keep the news to itself.
    let unbuffered = (HeaderName::from_static("x-accel-buffering"), HeaderValue::from_static("no"));
    response.headers_mut().insert(unbuffered.0, unbuffered.1);
    response
}
