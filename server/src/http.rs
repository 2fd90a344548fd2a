//! What every answer wears: headers, the origin check, limits of time, compression, a line in the log without content.

mod headers;
mod log;
mod origin;

use archive::Archive;
use axum::extract::State;
use axum::http::StatusCode;
use axum::middleware::from_fn;
use axum::routing::get;
use axum::{Router, response::IntoResponse};
use std::path::Path;
use std::time::Duration;
use tower_http::catch_panic::CatchPanicLayer;
use tower_http::compression::CompressionLayer;
use tower_http::services::{ServeDir, ServeFile};
use tower_http::timeout::TimeoutLayer;

/// A request is answered within this time or not at all.
const PATIENCE: Duration = Duration::from_secs(30);

/// The whole server: pages, static files of `site`, health.
pub fn router(archive: Archive, site: &Path) -> Router {
    let health = Router::new()
        .route("/healthz", get(|| async { "alive\n" }))
        .route("/readyz", get(ready))
        .with_state(archive.clone());
    let files = Router::new()
        .nest_service("/pkg", ServeDir::new(site.join("pkg")))
        .nest_service("/fonts", ServeDir::new(site.join("fonts")))
        .nest_service("/pictures", ServeDir::new(site.join("pictures")))
        .route_service("/quick-exit.js", ServeFile::new(site.join("quick-exit.js")))
        .route_service("/favicon.svg", ServeFile::new(site.join("favicon.svg")))
        .route_service("/icon-192.png", ServeFile::new(site.join("icon-192.png")))
        .route_service("/icon-512.png", ServeFile::new(site.join("icon-512.png")));
    app::router(archive)
        .merge(files)
        .layer(from_fn(origin::check))
        .merge(health)
        .layer(CompressionLayer::new())
        .layer(TimeoutLayer::with_status_code(StatusCode::SERVICE_UNAVAILABLE, PATIENCE))
        .layer(CatchPanicLayer::new())
        .layer(from_fn(headers::add))
        .layer(from_fn(log::line))
}

/// Whether the stores answer. A sealed server is ready: it takes the passphrase.
async fn ready(State(archive): State<Archive>) -> impl IntoResponse {
    match archive.custody().state().await {
        Ok(_) => (StatusCode::OK, "ready\n"),
        Err(_) => (StatusCode::SERVICE_UNAVAILABLE, "not ready\n"),
    }
}
