//! Headers of every answer. Pages are never kept by a cache; their one inline script has a nonce of its own.

use super::SCRIPTS;
use app::Nonce;
use axum::extract::Request;
use axum::http::{HeaderName, HeaderValue, header};
use axum::middleware::Next;
use axum::response::Response;

const FIXED: [(HeaderName, &str); 6] = [
    (header::X_CONTENT_TYPE_OPTIONS, "nosniff"),
    (header::REFERRER_POLICY, "no-referrer"),
    (header::X_FRAME_OPTIONS, "DENY"),
    (HeaderName::from_static("cross-origin-opener-policy"), "same-origin"),
    (HeaderName::from_static("cross-origin-resource-policy"), "same-origin"),
    (
        HeaderName::from_static("permissions-policy"),
        "camera=(), geolocation=(), microphone=(self), browsing-topics=()",
    ),
];

pub(super) async fn add(request: Request, next: Next) -> Response {
    let path = request.uri().path();
    let in_folder = ["/pkg/", "/fonts/", "/pictures/"]
        .iter()
        .any(|folder| path.starts_with(folder));
    let is_file = in_folder || SCRIPTS.contains(&path);
    let mut response = next.run(request).await;
    let policy = policy(response.extensions().get::<Nonce>());
    let headers = response.headers_mut();
    for (name, value) in FIXED {
        headers.insert(name, HeaderValue::from_static(value));
    }
    if let Ok(policy) = HeaderValue::from_str(&policy) {
        headers.insert(header::CONTENT_SECURITY_POLICY, policy);
    }
    let kept = if is_file { "no-cache" } else { "no-store" };
    headers.insert(header::CACHE_CONTROL, HeaderValue::from_static(kept));
    response
}

fn policy(nonce: Option<&Nonce>) -> String {
    let script = nonce.map_or_else(
        || "'none'".to_owned(),
        |nonce| format!("'nonce-{}' 'strict-dynamic' 'wasm-unsafe-eval'", nonce.0),
    );
    format!(
        "default-src 'none'; script-src {script}; style-src 'self'; img-src 'self'; media-src 'self' blob: data:; connect-src 'self'; \
         font-src 'self'; manifest-src 'self'; worker-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'"
    )
}
