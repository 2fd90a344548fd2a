//! Who sent a form. `Sec-Fetch-Site` decides; `Origin` only where it is absent, and `null` is no answer: under `no-referrer`
//! browsers send it for a site's own forms and for strangers alike.

use axum::extract::Request;
use axum::http::{HeaderMap, Method, StatusCode, header};
use axum::middleware::Next;
use axum::response::{IntoResponse, Response};

pub(super) async fn check(request: Request, next: Next) -> Response {
    let reads = matches!(*request.method(), Method::GET | Method::HEAD);
    if reads || is_ours(request.headers()) {
        return next.run(request).await;
    }
    StatusCode::FORBIDDEN.into_response()
}

fn is_ours(headers: &HeaderMap) -> bool {
    let text = |name| {
        headers
            .get(name)
            .and_then(|value: &axum::http::HeaderValue| value.to_str().ok())
    };
    if let Some(site) = text(header::HeaderName::from_static("sec-fetch-site")) {
        return site == "same-origin";
    }
    let host = text(header::HOST).unwrap_or_default();
    text(header::ORIGIN)
        .and_then(|origin| origin.split_once("://"))
        .is_some_and(|(_, from)| !host.is_empty() && from == host)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn sent(pairs: &[(&'static str, &'static str)]) -> bool {
        let headers = pairs
            .iter()
            .map(|(name, value)| (header::HeaderName::from_static(name), header::HeaderValue::from_static(value)));
        is_ours(&headers.collect())
    }

    #[test]
    fn only_our_own_pages_send_forms() {
        assert!(sent(&[("sec-fetch-site", "same-origin"), ("origin", "null")]));
        for site in ["cross-site", "same-site", "none"] {
            assert!(
                !sent(&[("sec-fetch-site", site), ("origin", "http://here"), ("host", "here")]),
                "{site}"
            );
        }
        assert!(sent(&[("origin", "http://here"), ("host", "here")]));
        assert!(!sent(&[("origin", "http://there"), ("host", "here")]));
        assert!(!sent(&[("origin", "null"), ("host", "here")]));
        assert!(!sent(&[("host", "here")]));
        assert!(!sent(&[("origin", "http://")]));
    }
}
