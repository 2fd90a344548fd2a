//! Who writes briefs finds excerpts by their words: approved ones alone, while their tellers agree, and nothing else of a story.

use super::{TEXT, approve, begun, coded, saved, scene};
use crate::coding::told;
use axum::http::StatusCode;
use chrono::TimeDelta;
use method::policy::Role;
use tests::{Answer, Person};

/// Another story, with no name in it.
const OTHER: &str = "Je connais mes droits. Le guichet m’a ouvert.";

async fn agrees(teller_of: &str, recorder: &Person, answer: &str) {
    let answers = [
        ("purpose", "5"),
        ("answer", answer),
        ("until", "2026-12-31"),
        ("manner", "spoken"),
    ];
    assert_eq!(
        recorder.post(&format!("{teller_of}/consent"), &answers).await.location(),
        teller_of
    );
}

async fn find(person: &Person, words: &str) -> Answer {
    person.post("/excerpts/search", &[("q", words)]).await
}

/// Whether an excerpt is among what was found.
fn holds(answer: &Answer, excerpt: &str) -> bool {
    assert_eq!(answer.status, StatusCode::OK);
    answer.body.contains(&format!("href=\"{excerpt}\""))
}

on_both! {
    async fn approved_excerpts_are_found_by_their_words_while_their_tellers_agree(ground) {
        let at = scene(ground, "fr", TEXT).await;
        let rajae = at.house.cast("rajae", Role::AdvocacyOfficer, None).await;
        let zineb = at.house.cast("zineb", Role::NationalCoordinator, None).await;
        assert!(rajae.get("/").await.body.contains("href=\"/excerpts/search\""));
        assert!(rajae.get("/excerpts/search").await.body.contains("Aucun extrait à citer"));
        let other = told(&at.house, &at.ilham, "fr", OTHER).await;
        let new = coded(&at.houda, &other, OTHER, OTHER).await;
        let first = saved(&at.houda, &at.new, &begun(&at.houda, &at.new).await).await;
        let second = saved(&at.houda, &new, &begun(&at.houda, &new).await).await;
        for story in [&at.story, &other] {
            agrees(story, &at.ilham, "yes").await;
        }
        assert!(!holds(&find(&rajae, "accompagner").await, &first), "nobody has approved it");
        for excerpt in [&first, &second] {
            assert_eq!(approve(&zineb, excerpt).await.location(), excerpt);
        }
        for (words, is_first, is_second) in [
            ("", true, true),
            ("accompagner", true, false),
            ("acompagnée", true, false),
            ("GUICHETS droit", false, true),
            ("\"mes droits\"", false, true),
            ("guichet OU accompagn*", true, true),
            ("revenue -guichet", true, false),
            ("prison", false, false),
            // What was taken out of the excerpt, and what else the story holds.
            ("Samira", false, false),
            ("Tanger", false, false),
            ("Zellige*", false, false),
        ] {
            let answer = find(&rajae, words).await;
            assert_eq!((holds(&answer, &first), holds(&answer, &second)), (is_first, is_second), "{words}: {}", answer.body);
            assert!(!answer.body.contains("Samira</") && !answer.body.contains("/stories/"), "{words}");
        }
        let answer = find(&rajae, "guichets").await;
        assert!(answer.body.contains("<mark class=\"hit\">guichet</mark>") && answer.body.contains("value=\"guichets\""), "{}", answer.body);
        assert!(!answer.body.contains("?q="), "no address holds what was typed");
        assert!(rajae.get(&second).await.body.contains("guichet"), "and it can be opened");

        agrees(&other, &at.ilham, "withdrawn").await;
        assert!(!holds(&find(&rajae, "guichet").await, &second));
        assert!(holds(&find(&rajae, "accompagner").await, &first));
        assert_eq!(at.ilham.post(&format!("{}/withdraw", at.story), &[]).await.status, StatusCode::OK);
        assert!(find(&rajae, "accompagner").await.body.contains("Aucun extrait trouvé"));
        agrees(&other, &at.ilham, "yes").await;
        assert!(holds(&find(&rajae, "guichet").await, &second));
        at.house.archive.set_clock(tests::opening_day() + TimeDelta::days(340));
        assert!(!holds(&find(&at.house.person("rajae").await, "guichet").await, &second));
    }
}

on_both! {
    async fn nobody_else_searches_excerpts_and_another_programme_finds_none(ground) {
        let at = scene(ground, "fr", TEXT).await;
        let zineb = at.house.cast("zineb", Role::NationalCoordinator, None).await;
        agrees(&at.story, &at.ilham, "yes").await;
        let excerpt = saved(&at.houda, &at.new, &begun(&at.houda, &at.new).await).await;
        assert_eq!(approve(&zineb, &excerpt).await.location(), excerpt);
        for (login, role, site) in [
            ("latifa", Role::PanelChair, Some(0)),
            ("autre", Role::Facilitator, Some(0)),
            ("admin2", Role::Administrator, None),
        ] {
            let person = at.house.cast(login, role, site).await;
            assert_eq!(person.get("/excerpts/search").await.status, StatusCode::NOT_FOUND, "{login}");
            assert_eq!(find(&person, "accompagner").await.status, StatusCode::NOT_FOUND, "{login}");
        }
        let karima = at.house.cast("karima", Role::SiteCoordinator, Some(0)).await;
        assert!(holds(&find(&karima, "accompagner").await, &excerpt));
        assert!(karima.get("/excerpts").await.body.contains("href=\"/excerpts/search\""));
        let (_, stranger) = at.house.second_programme("loin", Role::AdvocacyOfficer).await;
        assert!(find(&stranger, "accompagner").await.body.contains("Aucun extrait trouvé"));
        assert_eq!(at.house.nobody().post("/excerpts/search", &[("q", "x")]).await.location(), "/sign-in");
    }
}
