//! Who writes briefs gets an excerpt once another person approved it, while its teller agrees, and not a day longer.

use super::{Scene, TEXT, approve, begun, saved, scene};
use archive::desk::excerpts::Quotable;
use axum::http::StatusCode;
use chrono::TimeDelta;
use method::consent::Purpose;
use method::policy::Role;

/// What an advocacy officer can quote now.
async fn quotable(at: &Scene) -> Vec<Quotable> {
    let rajae = at.house.signed_in("rajae").await;
    let programme = rajae.memberships[0].programme;
    let found = at
        .house
        .archive
        .excerpts()
        .quotable(&rajae.actor, programme, Purpose::AdvocacyBrief)
        .await;
    found.expect("an advocacy officer quotes")
}

async fn agrees(at: &Scene, answer: &str) {
    let answers = [
        ("purpose", "5"),
        ("answer", answer),
        ("until", "2026-12-31"),
        ("manner", "spoken"),
        ("witness", "K2"),
        ("teach_back", "understood"),
    ];
    assert_eq!(
        at.ilham.post(&format!("{}/consent", at.story), &answers).await.location(),
        at.story
    );
}

on_both! {
    async fn an_excerpt_is_quoted_after_approval_and_while_she_agrees(ground) {
        let at = scene(ground, "fr", TEXT).await;
        let rajae = at.house.cast("rajae", Role::AdvocacyOfficer, None).await;
        let zineb = at.house.cast("zineb", Role::NationalCoordinator, None).await;
        let excerpt = saved(&at.houda, &at.new, &begun(&at.houda, &at.new).await).await;
        let page = zineb.get(&excerpt).await.body;
        assert!(page.contains("Elle n’a pas dit oui au plaidoyer (P5).") && page.contains("il ne sera cité que si elle dit oui"));
        assert!(quotable(&at).await.is_empty());
        assert_eq!(approve(&zineb, &excerpt).await.location(), excerpt);
        assert!(quotable(&at).await.is_empty(), "approved, and she was not asked");
        assert_eq!(rajae.get(&excerpt).await.status, StatusCode::NOT_FOUND);
        agrees(&at, "yes").await;
        assert!(zineb.get(&excerpt).await.body.contains("jusqu’au 31 décembre 2026"));
        let [quote] = &quotable(&at).await[..] else { panic!("one excerpt") };
        assert!(!quote.text.contains("Samira") && quote.text.contains("[ville]") && !quote.pseudonym.is_empty());
        let shown = rajae.get(&excerpt).await;
        assert!(shown.status == StatusCode::OK && shown.body.contains("[ville]") && !shown.body.contains("Samira"));
        assert!(!shown.body.contains(&at.story) && !shown.body.contains("<form method=\"post\" action=\"/excerpts"));
        assert_eq!(rajae.get(&at.story).await.status, StatusCode::NOT_FOUND);
        agrees(&at, "withdrawn").await;
        assert!(quotable(&at).await.is_empty());
        assert_eq!(rajae.get(&excerpt).await.status, StatusCode::NOT_FOUND);
        assert!(zineb.get(&excerpt).await.body.contains("Elle a retiré son accord"));
        agrees(&at, "yes").await;
        assert_eq!(quotable(&at).await.len(), 1);
        let back = [("version", "2"), ("step", "send_back"), ("why", "un doute")];
        assert_eq!(zineb.post(&excerpt, &back).await.location(), excerpt);
        assert!(quotable(&at).await.is_empty(), "called back");
    }
}

on_both! {
    async fn a_yes_that_ran_out_is_said_and_nothing_is_quoted(ground) {
        let at = scene(ground, "fr", TEXT).await;
        at.house.cast("rajae", Role::AdvocacyOfficer, None).await;
        at.house.cast("zineb", Role::NationalCoordinator, None).await;
        agrees(&at, "yes").await;
        let excerpt = saved(&at.houda, &at.new, &begun(&at.houda, &at.new).await).await;
        assert_eq!(approve(&at.house.person("zineb").await, &excerpt).await.location(), excerpt);
        at.house.archive.set_clock(tests::opening_day() + TimeDelta::days(340));
        assert!(quotable(&at).await.is_empty());
        let page = at.house.person("zineb").await.get(&excerpt).await.body;
        assert!(page.contains("a pris fin le 31 décembre 2026"), "{page}");
    }
}

on_both! {
    async fn a_withdrawn_story_takes_its_codes_and_excerpts_with_it(ground) {
        let at = scene(ground, "fr", TEXT).await;
        at.house.cast("rajae", Role::AdvocacyOfficer, None).await;
        let zineb = at.house.cast("zineb", Role::NationalCoordinator, None).await;
        agrees(&at, "yes").await;
        let excerpt = saved(&at.houda, &at.new, &begun(&at.houda, &at.new).await).await;
        assert_eq!(approve(&zineb, &excerpt).await.location(), excerpt);
        assert_eq!(quotable(&at).await.len(), 1);
        let gone = at.ilham.post(&format!("{}/withdraw", at.story), &[]).await;
        assert!(gone.status.is_success() || gone.status.is_redirection(), "{}", gone.body);
        assert!(quotable(&at).await.is_empty());
        for path in [&excerpt, &at.new, &format!("{}/code", at.story)] {
            assert_eq!(at.houda.get(path).await.status, StatusCode::NOT_FOUND, "{path}");
        }
        assert!(zineb.get("/excerpts").await.body.contains("Aucun extrait"));
        assert!(!zineb.get("/codebook").await.body.contains("moins de 5 passages"));
    }
}
