//! What every answer wears: headers, the origin check, limits of time, compression, a line in the log without content.

mod ballot_box;
mod headers;
mod log;
mod origin;

use archive::Archive;
use axum::extract::State;
use axum::http::StatusCode;
use axum::middleware::{from_fn, from_fn_with_state};
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
        .nest_service("/shell", ServeDir::new(site.join("shell")))
        .merge(scripts(site))
        .route_service("/favicon.svg", ServeFile::new(site.join("favicon.svg")))
        .route_service("/icon-192.png", ServeFile::new(site.join("icon-192.png")))
        .route_service("/icon-512.png", ServeFile::new(site.join("icon-512.png")));
    let pages = app::router(archive.clone()).merge(files);
    // A ballot goes past the log: no line says that one came, or when.
    let ballots = ballot_box::branch(archive.clone());
    dressed(pages, archive, PATIENCE)
        .merge(health.layer(TimeoutLayer::with_status_code(StatusCode::SERVICE_UNAVAILABLE, PATIENCE)))
        .layer((from_fn(log::line), CompressionLayer::new()))
        .merge(ballots.layer(TimeoutLayer::with_status_code(StatusCode::SERVICE_UNAVAILABLE, PATIENCE)))
        .layer(from_fn(headers::add))
}

/// Scripts that stand beside the modules of `/pkg`: a service worker's address decides what it may keep.
const SCRIPTS: [&str; 7] = [
    "/quick-exit.js",
    "/join.js",
    "/sw.js",
    "/notes.js",
    "/notes-sound.js",
    "/notes-worklet.js",
    "/narrator.js",
];

fn scripts(site: &Path) -> Router {
    let file = |path: &str| ServeFile::new(site.join(&path[1..]));
    let with = |router: Router, path| router.route_service(path, file(path));
    SCRIPTS.into_iter().fold(Router::new(), with)
}

/// Pages behind the check of forms and the limit of time; whatever is refused there is said on a page.
fn dressed(pages: Router, archive: Archive, patience: Duration) -> Router {
    // From the outermost to the innermost, and as one: each layer put on by itself would be copied for each request.
    pages.layer((
        from_fn_with_state(archive, app::explain),
        CatchPanicLayer::new(),
        TimeoutLayer::with_status_code(StatusCode::SERVICE_UNAVAILABLE, patience),
        from_fn(origin::check),
    ))
}

/// Whether the stores answer. A sealed server is ready: it takes the passphrase.
async fn ready(State(archive): State<Archive>) -> impl IntoResponse {
    match archive.custody().state().await {
        Ok(_) => (StatusCode::OK, "ready\n"),
        Err(_) => (StatusCode::SERVICE_UNAVAILABLE, "not ready\n"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use archive::Settings;
    use axum::body::{Body, to_bytes};
    use axum::http::{Request, header};
    use tower::ServiceExt;

    async fn broken() -> StatusCode {
        panic!("a page that breaks")
    }

    /// What a page answers that sleeps for an hour or breaks.
    async fn answer(path: &str) -> (StatusCode, String) {
        let folder = tempfile::TempDir::new().expect("a folder");
        let archive = Archive::open(Settings::in_folder(folder.path().to_owned()))
            .await
            .expect("an archive");
        let slow = || async { tokio::time::sleep(Duration::from_hours(1)).await };
        let pages = Router::new().route("/slow", get(slow)).route("/broken", get(broken));
        let asked = Request::builder().uri(path).header(header::ACCEPT_LANGUAGE, "fr");
        let asked = asked.body(Body::empty()).expect("a request");
        let pages = dressed(pages, archive, Duration::from_millis(50));
        let answered = pages.oneshot(asked).await.expect("an answer");
        let status = answered.status();
        let body = to_bytes(answered.into_body(), usize::MAX).await.expect("a body");
        (status, String::from_utf8(body.to_vec()).expect("text"))
    }

    #[tokio::test]
    async fn a_page_that_takes_too_long_or_breaks_says_so_in_its_readers_language() {
        let (status, body) = answer("/slow").await;
        assert_eq!(status, StatusCode::SERVICE_UNAVAILABLE);
        assert!(body.contains("La réponse a pris trop de temps"), "{body}");
        let (status, body) = answer("/broken").await;
        assert_eq!(status, StatusCode::INTERNAL_SERVER_ERROR);
        assert!(
            body.contains("cassé chez nous") && !body.contains("a page that breaks"),
            "{body}"
        );
    }
}
