//! Who writes briefs sees no story; who sees stories writes no brief; another programme is another world.

use super::cast::{Cast, WORDS, answers};
use axum::http::StatusCode;
use method::policy::Role;

on_both! {
    async fn nobody_but_an_advocacy_officer_writes_a_brief_and_nobody_but_a_coordinator_signs_it_off(ground) {
        let cast = Cast::on(ground).await;
        let (_, reference) = cast.quotable(&["p5"]).await;
        let brief = cast.brief("fr", &reference).await;
        let [html, pdf, docx, ..] = cast.issued(&brief, "ministry").await;
        let latifa = cast.house.cast("latifa", Role::PanelChair, Some(0)).await;
        let others = ["houda", "karima", "samir"];
        let mut people = vec![cast.ilham.clone(), latifa];
        for login in others {
            people.push(cast.house.person(login).await);
        }
        let (_, stranger) = cast.house.second_programme("warda", Role::AdvocacyOfficer).await;
        for person in &people {
            for path in ["/briefs", "/briefs/new"] {
                assert_eq!(person.get(path).await.status, StatusCode::NOT_FOUND, "{path}");
            }
            assert_eq!(person.post("/briefs/new", &answers("0", "fr", "x")).await.status, StatusCode::NOT_FOUND);
        }
        people.push(stranger);
        let (review, first) = (format!("{brief}/review"), format!("{brief}/versions/1"));
        let say = [("step", "comment"), ("version", "1"), ("words", "Zellige")];
        let mut sign = vec![("step", "sign_off"), ("version", "1"), ("print", ""), ("to", "ministry")];
        for person in &people {
            for path in [&review, &first] {
                assert_eq!(person.get(path).await.status, StatusCode::NOT_FOUND, "{path}");
            }
            assert_eq!(person.post(&review, &say).await.status, StatusCode::NOT_FOUND);
        }
        for person in [&cast.rajae, &cast.zineb] {
            for path in ["/briefs", &review, &first] {
                assert_eq!(person.get(path).await.status, StatusCode::OK, "{path}");
            }
        }
        assert_eq!(cast.zineb.get("/briefs/new").await.status, StatusCode::NOT_FOUND);
        people.push(cast.rajae.clone());
        for person in &people {
            for (step, words) in [("sign_off", ""), ("take_back", "Zellige")] {
                sign[0].1 = step;
                sign.push(("why", words));
                assert_eq!(person.post(&review, &sign).await.status, StatusCode::NOT_FOUND, "{step}");
                sign.pop();
            }
        }
        people.pop();
        people.push(cast.zineb.clone());
        for person in &people {
            for path in [&brief, &format!("{brief}/issue"), &html, &pdf, &docx] {
                assert_eq!(person.get(path).await.status, StatusCode::NOT_FOUND, "{path}");
            }
            assert_eq!(person.post(&brief, &answers("1", "fr", "x")).await.status, StatusCode::NOT_FOUND);
            let issue = [("version", "1"), ("addressee", "ministry"), ("to", "x")];
            assert_eq!(person.post(&format!("{brief}/issue"), &issue).await.status, StatusCode::NOT_FOUND);
        }
        for path in ["/briefs/zzz", "/briefs/zzz/issue", "/briefs/00000000000000000000000000000001"] {
            assert_eq!(cast.rajae.get(path).await.status, StatusCode::NOT_FOUND, "{path}");
        }
        assert_eq!(cast.house.nobody().get("/briefs").await.location(), "/sign-in");
    }
}

on_both! {
    async fn an_officer_of_another_programme_quotes_nothing_of_this_one(ground) {
        let cast = Cast::on(ground).await;
        let (_, reference) = cast.quotable(&["p5"]).await;
        cast.brief("fr", &reference).await;
        let (_, warda) = cast.house.second_programme("warda", Role::AdvocacyOfficer).await;
        assert!(warda.get("/briefs").await.body.contains("Aucune note"));
        let brief = warda.post("/briefs/new", &answers("0", "fr", &reference)).await.location().to_owned();
        let page = warda.get(&brief).await.body;
        assert!(!page.contains(WORDS) && !page.contains("Avant, je") && page.contains("n’existe pas ou plus"), "{page}");
        assert!(page.contains("Aucun extrait n’est approuvé"));
    }
}

on_both! {
    async fn an_advocacy_officer_sees_no_story(ground) {
        let cast = Cast::on(ground).await;
        let (story, _) = cast.quotable(&["p5"]).await;
        for path in [story.as_str(), "/stories", "/stories/new", "/search", "/panels", "/codebook"] {
            assert_eq!(cast.rajae.get(path).await.status, StatusCode::NOT_FOUND, "{path}");
        }
        let home = cast.rajae.get("/").await.body;
        assert!(home.contains("href=\"/briefs\"") && home.contains("href=\"/indicators\"") && home.contains("href=\"/recalls\""));
        assert!(!home.contains("href=\"/stories"));
    }
}

on_both! {
    async fn only_excerpts_that_are_approved_and_allowed_lie_on_the_shelf(ground) {
        let cast = Cast::on(ground).await;
        let without = cast.story(&["p4"], "2027-03-01").await;
        cast.excerpt(&without, 0, 37).await;
        let draft = cast.story(&["p5"], "2027-03-01").await;
        cast.draft_excerpt(&draft, 0, 37).await;
        let brief = cast.brief("fr", "").await;
        let page = cast.rajae.get(&brief).await.body;
        assert!(page.contains("Aucun extrait n’est approuvé") && !page.contains("Avant, je"), "{page}");
    }
}
