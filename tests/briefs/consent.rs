//! Consent is asked when a brief goes out and each time that its files are handed over, for the purpose of that addressee.

use super::cast::{Cast, OPENING, WORDS};
use axum::http::StatusCode;
use chrono::TimeDelta;

on_both! {
    async fn a_consent_taken_back_after_the_issue_holds_the_files_back_and_names_the_excerpt(ground) {
        let cast = Cast::on(ground).await;
        let (story, reference) = cast.quotable(&["p5"]).await;
        let brief = cast.brief("fr", &reference).await;
        let files = cast.issued(&brief, "ministry").await;
        assert!(files[2].ends_with("/brief.docx"));
        let taken = cast.ilham.post(&format!("{story}/consent"), &[("purpose", "5"), ("answer", "withdrawn"), ("manner", "spoken")]).await;
        assert_eq!(taken.location(), story);
        for file in &files {
            let answer = cast.rajae.get(file).await;
            assert_eq!(answer.status, StatusCode::CONFLICT);
            assert!(answer.body.contains(OPENING) && answer.body.contains("a retiré son accord") && answer.body.contains("/recalls"), "{}", answer.body);
            assert!(!answer.body.contains(WORDS));
        }
        let recalls = cast.rajae.get("/recalls").await.body;
        assert!(recalls.contains("Sortir du silence") && recalls.contains("Accord retiré"), "{recalls}");
        let refused = cast.rajae.post(&format!("{brief}/issue"), &[("version", "1"), ("addressee", "ministry"), ("to", "x")]).await;
        assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY);
        assert!(refused.body.contains(OPENING) && refused.body.contains("Ôtez ces extraits"));
    }
}

on_both! {
    async fn a_consent_that_ran_out_holds_the_files_back(ground) {
        let cast = Cast::on(ground).await;
        let story = cast.story(&["p5"], "2026-03-10").await;
        let excerpt = cast.excerpt(&story, 0, 37).await;
        let brief = cast.brief("fr", &format!("{{{{excerpt:{excerpt}}}}}")).await;
        let [html, ..] = cast.issued(&brief, "local_authority").await;
        assert_eq!(cast.rajae.get(&html).await.status, StatusCode::OK);
        cast.house.archive.set_clock(tests::opening_day() + TimeDelta::days(9));
        let rajae = cast.house.person("rajae").await;
        let answer = rajae.get(&html).await;
        assert_eq!(answer.status, StatusCode::CONFLICT);
        assert!(answer.body.contains("a pris fin le 10 mars 2026"), "{}", answer.body);
        assert!(rajae.get(&brief).await.body.contains("a pris fin le"), "and the editor says so");
        assert!(rajae.get("/recalls").await.body.contains("Rien à rappeler"), "what ran out was allowed when it went out");
    }
}

on_both! {
    async fn each_addressee_needs_a_consent_of_its_own(ground) {
        let cast = Cast::on(ground).await;
        let (_, reference) = cast.quotable(&["p5"]).await;
        let brief = cast.brief("fr", &reference).await;
        for addressee in ["press", "public", "donor"] {
            let refused = cast.rajae.post(&format!("{brief}/issue"), &[("version", "1"), ("addressee", addressee), ("to", "x")]).await;
            assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY, "{addressee}");
            assert!(refused.body.contains("n’a pas donné son accord") && refused.body.contains(OPENING), "{addressee}");
        }
        let (_, reference) = cast.quotable(&["p4", "p5", "p6"]).await;
        for addressee in ["ministry", "parliament", "local_authority", "partner", "donor", "press", "public"] {
            let brief = cast.brief("fr", &reference).await;
            cast.issued(&brief, addressee).await;
        }
    }
}

on_both! {
    async fn an_excerpt_called_back_after_the_issue_holds_the_files_back(ground) {
        let cast = Cast::on(ground).await;
        let story = cast.story(&["p5"], "2027-03-01").await;
        let excerpt = cast.excerpt(&story, 0, 37).await;
        let brief = cast.brief("fr", &format!("{{{{excerpt:{excerpt}}}}}")).await;
        let [html, ..] = cast.issued(&brief, "ministry").await;
        let karima = cast.house.signed_in("karima").await;
        cast.house.archive.excerpts().send_back(&karima.actor, excerpt, 2, "Un nom est resté.").await.expect("a doubt is never refused");
        let answer = cast.rajae.get(&html).await;
        assert_eq!(answer.status, StatusCode::CONFLICT);
        assert!(answer.body.contains("l’extrait de la ligne 1") && !answer.body.contains("Avant, je"), "{}", answer.body);
    }
}
