//! Nobody leaves the set-up page without a passphrase and a retyped recovery code.

use axum::http::StatusCode;
use tests::{House, PASSPHRASE, PASSWORD};

const ASKED: [(&str, &str); 7] = [
    ("programme", "Programme Atlas"),
    ("period", "2026"),
    ("name", "Samir"),
    ("login", "samir"),
    ("password", PASSWORD),
    ("passphrase", PASSPHRASE),
    ("passphrase_again", PASSPHRASE),
];

fn code_in(page: &str) -> String {
    let pattern = regex::Regex::new(r#"id="recovery-code">([^<]+)<"#).expect("a pattern");
    pattern
        .captures(page)
        .map(|found| found[1].to_owned())
        .expect("a page with a code")
}

on_both! {
    async fn a_new_installation_leads_to_its_set_up(ground) {
        let house = House::empty(ground).await;
        assert_eq!(house.nobody().get("/").await.location(), "/set-up");
        assert_eq!(house.nobody().get("/stories").await.location(), "/set-up");
        let page = house.nobody().get("/set-up").await;
        assert_eq!(page.status, StatusCode::OK);
    }
}

on_both! {
    async fn the_code_must_be_retyped(ground) {
        let house = House::empty(ground).await;
        let somebody = house.nobody();
        let shown = somebody.post("/set-up", &ASKED).await;
        assert_eq!(shown.status, StatusCode::OK, "{}", shown.body);
        let code = code_in(&shown.body);
        assert_eq!(somebody.get("/").await.location(), "/set-up", "nothing is set up before the code was retyped");
        let wrong = somebody.post("/set-up/code", &[("code", "0000-0000-0000-0000-0000-0000-0000-0000-0000")]).await;
        assert_eq!(wrong.status, StatusCode::UNPROCESSABLE_ENTITY);
        assert!(!wrong.body.contains(&code), "the code is shown once");
        let right = somebody.post("/set-up/code", &[("code", &code.to_lowercase().replace('-', " "))]).await;
        assert_eq!((right.status, right.location()), (StatusCode::SEE_OTHER, "/sign-in"));
        let samir = house.person("samir").await;
        assert_eq!(samir.get("/").await.status, StatusCode::OK);
        assert_eq!(somebody.post("/set-up", &ASKED).await.status, StatusCode::NOT_FOUND, "there is no second set-up");
    }
}

on_both! {
    async fn a_refused_set_up_keeps_what_was_typed_but_no_secret(ground) {
        let house = House::empty(ground).await;
        let mut asked = ASKED;
        asked[6].1 = "une autre phrase de passe";
        let page = house.nobody().post("/set-up", &asked).await;
        assert_eq!(page.status, StatusCode::UNPROCESSABLE_ENTITY);
        assert!(page.body.contains("Programme Atlas"));
        assert!(!page.body.contains(PASSPHRASE) && !page.body.contains(PASSWORD));
        let mut short = ASKED;
        (short[5].1, short[6].1) = ("court", "court");
        assert_eq!(house.nobody().post("/set-up", &short).await.status, StatusCode::UNPROCESSABLE_ENTITY);
    }
}

on_both! {
    async fn after_a_restart_only_the_passphrase_or_the_code_opens(ground) {
        let house = House::open(ground).await.restarted().await;
        let somebody = house.nobody();
        for path in ["/", "/stories", "/sign-in", "/people", "/custody"] {
            assert_eq!(somebody.get(path).await.status, StatusCode::SERVICE_UNAVAILABLE, "{path}");
        }
        assert_eq!(somebody.get("/healthz").await.status, StatusCode::OK);
        assert_eq!(somebody.post("/unseal", &[("secret", "une mauvaise phrase")]).await.status, StatusCode::UNPROCESSABLE_ENTITY);
        assert_eq!(somebody.post("/unseal", &[("secret", PASSPHRASE)]).await.location(), "/sign-in");
        let samir = house.person("samir").await;
        assert_eq!(samir.get("/").await.status, StatusCode::OK);
        assert_eq!(samir.post("/custody/seal", &[]).await.location(), "/unseal");
        assert_eq!(samir.get("/").await.status, StatusCode::SERVICE_UNAVAILABLE);
        let code = house.code.clone();
        assert_eq!(somebody.post("/unseal", &[("secret", &code)]).await.location(), "/sign-in");
        assert_eq!(samir.get("/").await.status, StatusCode::OK);
    }
}
