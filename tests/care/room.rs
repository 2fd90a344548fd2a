//! Pause, stop and the first 72 hours, in plain HTML.

use axum::http::StatusCode;
use method::policy::Role;
use tests::{House, borrowed};

on_both! {
    async fn pause_and_stop_are_in_reach_and_say_how_to_end_gently(ground) {
        let house = House::open(ground).await;
        let ilham = house.cast("ilham", Role::Facilitator, Some(0)).await;
        for (tag, keep) in [("fr", "Ne rien garder"), ("ar", "عدم الاحتفاظ بأي شيء"), ("en", "Keep nothing")] {
            let page = ilham.clone().reading(tag).get("/stories/new").await.body;
            let bar = page.split("class=\"cluster safety\"").nth(1).and_then(|rest| rest.split("</nav>").next()).expect("a bar");
            for place in ["pause", "stop"] {
                assert!(bar.contains(&format!("href=\"#{place}\"")) && page.contains(&format!("id=\"{place}\"")), "{tag} {place}");
            }
            assert!(page.contains(keep), "{tag}");
        }
    }
}

on_both! {
    async fn the_first_hours_are_asked_before_consent_and_the_answer_stays_with_nobody(ground) {
        let house = House::open(ground).await;
        let ilham = house.cast("ilham", Role::Facilitator, Some(0)).await;
        let page = ilham.get("/stories/new").await.body;
        let place = |text: &str| page.find(text).unwrap_or_else(|| panic!("{text}"));
        assert!(place("name=\"within_72_hours\"") < place("id=\"consent\""));
        let opened = &page[place("name=\"within_72_hours\"")..place("id=\"consent\"")];
        assert!(opened.contains("value=\"yes\" data-opens") || opened.contains("data-opens=\"\""), "{opened}");
        for care in ["Prophylaxie post-exposition", "Contraception d’urgence", "Certificat médical", "72 heures"] {
            assert!(opened.contains(care), "{care}");
        }
        let mut told = house.aminas_story().await;
        told.push(("within_72_hours", "yes".into()));
        let story = ilham.post("/stories/new", &borrowed(&told)).await;
        assert_eq!(story.status, StatusCode::SEE_OTHER);
        let kept = ilham.get(story.location()).await.body;
        assert!(!kept.contains("72_hours") && !kept.contains("72 heures"), "nothing of it is kept");
        // On a refused form the answer still stands.
        told.retain(|(name, _)| *name != "title");
        let refused = ilham.post("/stories/new", &borrowed(&told)).await.body;
        let question = refused.split("name=\"within_72_hours\"").nth(1).unwrap_or_default();
        assert!(question.split('>').next().unwrap_or_default().contains("checked"), "{question}");
    }
}
