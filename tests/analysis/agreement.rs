//! Two coders, the same stories: how far they agree, where they do not, and settling it.

use super::{HIDDEN, row, told_at};
use crate::coding::{code, give};
use crate::sheet::{sent, sheet};
use axum::http::StatusCode;
use method::policy::Role;
use tests::House;

/// Ten sentences. Krippendorff 2011, section A: Meg and Owen.
const MEG: [usize; 2] = [1, 8];
const OWEN: [usize; 4] = [0, 1, 2, 5];

fn sentence(number: usize) -> String {
    format!("Phrase {number} dite ici.")
}

on_both! {
    async fn agreement_is_that_of_the_published_example(ground) {
        let house = House::open(ground).await;
        let ilham = house.cast("ilham", Role::Facilitator, Some(0)).await;
        let (meg, owen) = (house.cast("meg", Role::Analyst, None).await, house.cast("owen", Role::Analyst, None).await);
        let (threat, other) = (code(&meg, "Menace de mort").await, code(&meg, "Plainte et recours").await);
        let text: Vec<String> = (0..10).map(sentence).collect();
        let text = text.join(" ");
        let story = told_at(&house, &ilham, 0, &text).await;
        assert!(meg.get("/analysis/agreement").await.body.contains("Rien à comparer"));
        for (coder, given) in [(&meg, &MEG[..]), (&owen, &OWEN[..])] {
            for number in given {
                give(coder, &story, &text, &sentence(*number), &threat).await;
            }
        }
        // Owen marks every sentence with another code, so that all ten are units.
        for number in 0..10 {
            give(&owen, &story, &text, &sentence(number), &other).await;
        }
        let page = meg.get("/analysis/agreement").await.body;
        let cells = row(&page, "Menace de mort");
        // Sentences, α = 0.095, κ = 0.0909, F = 2 · 1 of 2 + 4, six of ten alike; fewer than five to settle.
        assert_eq!(cells, ["10", "0.10", "0.09", "0.33", "60 %", HIDDEN]);
        assert!(page.contains("meg") && page.contains("owen"));
    }
}

on_both! {
    async fn a_disagreement_stands_side_by_side_and_is_settled(ground) {
        let house = House::open(ground).await;
        let ilham = house.cast("ilham", Role::Facilitator, Some(0)).await;
        let (meg, owen) = (house.cast("meg", Role::Analyst, None).await, house.cast("owen", Role::Analyst, None).await);
        let zineb = house.cast("zineb", Role::NationalCoordinator, None).await;
        let threat = code(&meg, "Menace de mort").await;
        let text = "قال لي ما غاديش تهضري. Puis il est parti.";
        let story = told_at(&house, &ilham, 0, text).await;
        give(&meg, &story, text, "ما غاديش تهضري", &threat).await;
        give(&owen, &story, text, "il est parti", &code(&owen, "Rejet par la famille").await).await;
        // Two sentences are too few: neither their number is printed nor what is computed from it.
        let agreement = meg.get("/analysis/agreement").await.body;
        assert_eq!(row(&agreement, "Menace de mort"), [HIDDEN, "—", "—", "—", "—", HIDDEN]);
        assert!(agreement.contains(&format!(r#"href="/analysis/agreement/{threat}""#)));
        let link = format!("/analysis/agreement/{threat}");
        let page = owen.get(&link).await.body;
        assert!(page.contains("قال لي ما غاديش تهضري.</p>") && !page.contains("Puis il est parti"), "{page}");
        assert!(page.find("A donné le code").expect("a side") < page.find("meg").expect("a name"));
        assert!(!zineb.get(&link).await.body.contains("name=\"holds\""), "she reads, and does not code");
        let form = sheet(&page, &link);
        let verdict = |holds: &str| form.iter().filter(|(name, _)| name != "holds").cloned().chain([("holds".to_owned(), holds.to_owned())]).collect::<Vec<_>>();
        for answers in [verdict("maybe"), vec![("holds".to_owned(), "yes".to_owned())]] {
            assert_eq!(owen.post(&link, &sent(&answers)).await.status, StatusCode::UNPROCESSABLE_ENTITY);
        }
        assert_eq!(zineb.post(&link, &sent(&verdict("no"))).await.status, StatusCode::NOT_FOUND);
        let (_, stranger) = house.second_programme("loin", Role::Analyst).await;
        assert_eq!(stranger.post(&link, &sent(&verdict("no"))).await.status, StatusCode::NOT_FOUND);

        house.archive.search().ready().await.expect("an open vault");
        let by_code = [("code", threat.as_str())];
        let found = format!("href=\"{story}\"");
        assert!(meg.post("/search", &by_code).await.body.contains(&found));
        assert_eq!(owen.post(&link, &sent(&verdict("no"))).await.location(), link);
        let settled = owen.get(&link).await.body;
        assert!(settled.contains("Le code n’est pas retenu") && settled.contains("owen"), "{settled}");
        assert!(row(&meg.get("/analysis/agreement").await.body, "Menace de mort").contains(&"Aucun à trancher".to_owned()));
        // What does not hold is neither counted nor searched by; the coding stays with who gave it.
        assert!(!meg.post("/search", &by_code).await.body.contains(&found));
        assert!(!meg.get(&format!("/analysis/passages?code={threat}")).await.body.contains("</q>"));
        assert!(meg.get(&format!("{story}/code")).await.body.contains("ما غاديش تهضري</q>"));
        assert_eq!(meg.post(&link, &sent(&verdict("yes"))).await.location(), link);
        assert!(meg.post("/search", &by_code).await.body.contains(&found));
        assert!(meg.get(&format!("/analysis/passages?code={threat}")).await.body.contains("</q>"));
    }
}

on_both! {
    async fn of_three_coders_two_can_be_named(ground) {
        let house = House::open(ground).await;
        let ilham = house.cast("ilham", Role::Facilitator, Some(0)).await;
        let text: Vec<String> = (0..6).map(sentence).collect();
        let text = text.join(" ");
        let story = told_at(&house, &ilham, 0, &text).await;
        let mut coders = Vec::new();
        for (login, given) in [("meg", 0..3), ("owen", 0..3), ("uma", 3..6)] {
            let coder = house.cast(login, Role::Analyst, None).await;
            let threat = code(&coder, "Menace de mort").await;
            for number in given {
                give(&coder, &story, &text, &sentence(number), &threat).await;
            }
            coders.push(coder);
        }
        let page = coders[0].get("/analysis/agreement").await.body;
        // Three pairs a sentence: one of three alike in each.
        assert_eq!(row(&page, "Menace de mort")[2..], ["—", "0.33", "33 %", "6 à trancher"]);
        let options = regex::Regex::new(r#"<option value="([0-9a-f]{32})"[^>]*>(meg|owen)<"#).expect("a pattern");
        let mut ids: Vec<String> = options.captures_iter(&page).map(|found| found[1].to_owned()).collect();
        ids.dedup();
        let two = coders[0].get(&format!("/analysis/agreement?one={}&other={}", ids[0], ids[1])).await.body;
        assert_eq!(row(&two, "Menace de mort")[3..], ["1.00", "100 %", "Aucun à trancher"]);
        // What the number of two opens is what those two differ about: nothing here, six sentences among all.
        let link = regex::Regex::new(r#"href="(/analysis/agreement/[0-9a-f]{32}[^"]*)""#).expect("a pattern");
        let opened = |page: &str| link.captures(page).expect("a link")[1].replace("&amp;", "&");
        let theirs = coders[0].get(&opened(&two)).await.body;
        assert!(theirs.contains("Aucun à trancher") && !theirs.contains("<blockquote"), "{theirs}");
        assert_eq!(coders[0].get(&opened(&page)).await.body.matches("<blockquote").count(), 6);
    }
}
