//! News as server-sent events.

use axum::http::{HeaderName, HeaderValue};
use axum::response::sse::{Event, KeepAlive, Sse};
use axum::response::{IntoResponse, Response};
use futures_util::stream::unfold;
use std::convert::Infallible;

/// A stream that tells what `next` answers, until that is nothing.
pub(crate) fn told<S, F, N>(state: S, next: F) -> Response
where
    S: Send + 'static,
    F: Fn(S) -> N + Clone + Send + 'static,
    N: Future<Output = Option<(String, S)>> + Send + 'static,
{
    let news = unfold(state, move |state| {
        let asked = next(state);
        async move {
            let (text, state) = asked.await?;
            Some((Ok::<_, Infallible>(Event::default().data(text)), state))
        }
    });
    let mut response = Sse::new(news).keep_alive(KeepAlive::default()).into_response();
    // A balancer that gathers an answer before it passes it on would keep the news to itself.
    let unbuffered = (HeaderName::from_static("x-accel-buffering"), HeaderValue::from_static("no"));
    response.headers_mut().insert(unbuffered.0, unbuffered.1);
    response
}
