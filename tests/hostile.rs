//! What comes from outside with ill intent, and what every answer wears.

use axum::body::Body;
use axum::http::{Request, StatusCode, header};
use method::policy::Role;
use std::collections::BTreeSet;
use tests::{Ground, House, borrowed, with};

#[tokio::test]
async fn a_script_in_a_story_stays_text() {
    let house = House::open(Ground::Sqlite).await;
    let ilham = house.cast("ilham", Role::Facilitator, Some(0)).await;
    let payload = "</textarea><script>alert(1)</script><img src=x onerror=alert(2)>";
    for field in ["title", "context", "description", "significance", "change"] {
        let answers = with(&house.aminas_story().await, field, payload);
        let story = ilham.post("/stories/new", &borrowed(&answers)).await.location().to_owned();
        for path in [story.clone(), format!("{story}/edit"), "/stories".to_owned()] {
            let body = ilham.get(&path).await.body;
            assert!(
                !body.contains("<script>alert") && !body.contains("<img src=x"),
                "{field} on {path}"
            );
        }
        let refused = ilham
            .post("/stories/new", &borrowed(&with(&answers, "told_on", "hier")))
            .await;
        assert!(
            !refused.body.contains("<script>alert") && !refused.body.contains("<img src=x"),
            "{field} typed again"
        );
    }
}

#[tokio::test]
async fn a_hundred_megabytes_are_refused_with_a_page() {
    let house = House::open(Ground::Sqlite).await;
    let ilham = house.cast("ilham", Role::Facilitator, Some(0)).await;
    let request = ilham.request("POST", "/stories/new").header("sec-fetch-site", "same-origin");
    let request = request.header(header::CONTENT_TYPE, "application/x-www-form-urlencoded");
    let answer = ilham
        .send(request.body(Body::from(vec![b'a'; 100 * 1024 * 1024])).expect("a request"))
        .await;
    assert_eq!(answer.status, StatusCode::PAYLOAD_TOO_LARGE);
    assert!(answer.body.contains("trop volumineux"));
}

#[tokio::test]
async fn a_form_from_another_site_changes_nothing() {
    let house = House::open(Ground::Sqlite).await;
    let samir = house.person("samir").await;
    for path in [
        "/custody/seal",
        "/sign-out",
        "/account/sign-out-everywhere",
        "/people",
        "/programme",
    ] {
        let request = samir
            .request("POST", path)
            .header("sec-fetch-site", "cross-site")
            .header(header::CONTENT_TYPE, "application/x-www-form-urlencoded");
        let answer = samir.send(request.body(Body::empty()).expect("a request")).await;
        assert_eq!(answer.status, StatusCode::FORBIDDEN, "{path}");
        assert!(answer.body.contains("Ce formulaire ne vient pas d’ici"), "{path}");
    }
    assert_eq!(samir.get("/").await.status, StatusCode::OK);
}

/// What a page may load, its scripts apart.
const POLICY: &str = "default-src 'none'; script-src; style-src 'self'; img-src 'self'; media-src 'self' blob: data:; connect-src 'self'; \
                      font-src 'self'; manifest-src 'self'; worker-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'";

#[tokio::test]
async fn every_answer_wears_the_same_headers() {
    let house = House::open(Ground::Sqlite).await;
    let samir = house.person("samir").await;
    let mut answers = Vec::new();
    for path in ["/", "/sign-in", "/nowhere", "/stories/none", "/healthz", "/pkg/none.js"] {
        answers.push((path, samir.get(path).await));
    }
    // A form that is refused, one from elsewhere, one too large, and a vault that is closed.
    let refused = [
        ("/people", "same-origin", 10),
        ("/people", "cross-site", 10),
        ("/people", "same-origin", 3_000_000),
    ];
    for (path, site, bytes) in refused {
        let request = samir
            .request("POST", path)
            .header("sec-fetch-site", site)
            .header(header::CONTENT_TYPE, "application/x-www-form-urlencoded");
        let body = Body::from(vec![b'a'; bytes]);
        answers.push((path, samir.send(request.body(body).expect("a request")).await));
    }
    samir.post("/custody/seal", &[]).await;
    answers.push(("/stories", samir.get("/stories").await));
    let statuses: BTreeSet<u16> = answers.iter().map(|(_, answer)| answer.status.as_u16()).collect();
    assert_eq!(statuses, [200, 403, 404, 413, 422, 503].into());
    let mut nonces = BTreeSet::new();
    let nonce = regex::Regex::new("^script-src 'nonce-([^']+)' 'strict-dynamic' 'wasm-unsafe-eval'$").expect("a pattern");
    for (path, answer) in &answers {
        let text = |name: &str| {
            answer
                .headers
                .get(name)
                .and_then(|value| value.to_str().ok())
                .unwrap_or_default()
                .to_owned()
        };
        let policy = text("content-security-policy");
        let scripts = policy
            .split("; ")
            .find(|part| part.starts_with("script-src"))
            .unwrap_or_default();
        if answer.body.starts_with("<!DOCTYPE html>") {
            let nonce = &nonce.captures(scripts).unwrap_or_else(|| panic!("{path}: {policy}"))[1];
            assert!(nonces.insert(nonce.to_owned()), "{path}: a nonce is used once");
        } else {
            assert_eq!(scripts, "script-src 'none'", "{path}");
        }
        let rest = policy.replace(scripts, "script-src");
        assert_eq!(rest, POLICY, "{path}");
        assert_eq!(text("referrer-policy"), "no-referrer", "{path}");
        assert_eq!(text("x-content-type-options"), "nosniff", "{path}");
        assert_eq!(text("x-frame-options"), "DENY", "{path}");
        assert!(["no-store", "no-cache"].contains(&text("cache-control").as_str()), "{path}");
    }
}

#[tokio::test]
async fn choosing_a_language_never_leads_away() {
    let house = House::open(Ground::Sqlite).await;
    let somebody = house.nobody();
    let answer = somebody.get("/sign-in?lang=ar").await;
    assert_eq!((answer.status, answer.location()), (StatusCode::SEE_OTHER, "/sign-in"));
    let arabic = somebody.reading("ar").get("/sign-in").await;
    assert!(arabic.body.contains(r#"<html lang="ar" dir="rtl">"#));
    // A page that only a form leads to is no dead end for the links of the languages.
    for path in ["/search/code", "/set-up/code"] {
        let answer = house.nobody().get(&format!("{path}?lang=ar")).await;
        assert_eq!(answer.location(), path);
        let answer = house.nobody().get(path).await;
        assert_eq!((answer.status, answer.location()), (StatusCode::SEE_OTHER, "/"), "{path}");
    }
    let away = Request::builder()
        .uri("//elsewhere.test/?lang=fr")
        .body(Body::empty())
        .expect("a request");
    let answer = house.nobody().send(away).await;
    assert!(!answer.location().starts_with("//"), "{}", answer.location());
}
