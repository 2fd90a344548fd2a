//! The way of a ballot into its box. No session, no trace, no line in the log, no cookie, no language stands on this branch, so nothing
//! here can ask who sent it. A slip has one length whatever it says, and so has the answer.

use super::origin;
use archive::Archive;
use archive::desk::panels::{PanelsError, REASON_SLIP};
use axum::Router;
use axum::body::Bytes;
use axum::extract::{DefaultBodyLimit, Path, State};
use axum::http::StatusCode;
use axum::middleware::from_fn;
use axum::routing::post;
use method::id::PanelId;

/// The branch.
pub(super) fn branch(archive: Archive) -> Router {
    Router::new()
        .route("/box/{panel}", post(cast))
        .layer(DefaultBodyLimit::max(REASON_SLIP))
        .layer(from_fn(origin::check))
        .with_state(archive)
}

/// 204: it lies in the box, now or already before. 409: it never will. 503: it may, later.
async fn cast(State(archive): State<Archive>, Path(panel): Path<String>, slip: Bytes) -> StatusCode {
    let Ok(panel) = panel.parse::<PanelId>() else {
        return StatusCode::CONFLICT;
    };
    match archive.panels().cast(panel, &slip).await {
        Ok(()) => StatusCode::NO_CONTENT,
        Err(PanelsError::Fault(_)) => StatusCode::SERVICE_UNAVAILABLE,
        Err(_) => StatusCode::CONFLICT,
    }
}
