//! A coding that was taken away counts nowhere, and who gave it and who took it is kept.

use super::batch::give_all;
use super::{code, give, marked, told};
use axum::http::StatusCode;
use method::policy::Role;
use tests::{House, Person};

const TOLD: &str = "Il m’a menacée, puis chassée.";

/// The ids of the codings that a story's page offers to take away.
fn offered(page: &str) -> Vec<String> {
    let button = regex::Regex::new(r#"name="take" value="([0-9a-f]{32})""#).expect("a pattern");
    button.captures_iter(page).map(|found| found[1].to_owned()).collect()
}

/// What a story's page says of the codings that were taken away; empty if there are none.
async fn taken(coder: &Person, story: &str) -> String {
    let page = coder.get(&format!("{story}/code")).await.body;
    let fold = page
        .split_once("id=\"taken\"")
        .map(|(_, rest)| rest.split("</details>").next());
    fold.flatten().unwrap_or_default().to_owned()
}

on_both! {
    async fn what_was_taken_away_is_told_and_counts_nowhere(ground) {
        let house = House::open(ground).await;
        let ilham = house.cast("ilham", Role::Facilitator, Some(0)).await;
        let (houda, nabila) = (house.cast("houda", Role::Analyst, None).await, house.cast("nabila", Role::Analyst, Some(0)).await);
        let zineb = house.cast("zineb", Role::NationalCoordinator, None).await;
        let story = told(&house, &ilham, "fr", TOLD).await;
        let threat = code(&houda, "Menace de mort").await;
        give(&houda, &story, TOLD, "menacée", &threat).await;
        assert_eq!(taken(&houda, &story).await, "");
        let link = format!("{story}/code");
        let coding = offered(&houda.get(&link).await.body).remove(0);
        assert_eq!(nabila.post(&link, &[("take", &coding)]).await.location(), format!("{link}#given"));
        for coder in [&houda, &nabila] {
            let fold = taken(coder, &story).await;
            for said in ["menacée</q>", "Menace de mort", "<bdi>houda</bdi>", "Retiré par", "<bdi>nabila</bdi>"] {
                assert!(fold.contains(said), "{said} in {fold}");
            }
            let page = coder.get(&link).await.body;
            assert!(marked(&page).is_empty() && offered(&page).is_empty() && page.contains("Aucun code pour le moment"));
        }
        // Neither counted nor found, nor settled; and it is not in the way of a code that is to go.
        assert!(houda.get("/analysis").await.body.contains("Aucun récit codé"));
        assert!(!houda.get(&format!("/analysis/passages?code={threat}")).await.body.contains("</q>"));
        house.archive.search().ready().await.expect("an open vault");
        assert!(!houda.post("/search", &[("code", &threat)]).await.body.contains(&story));
        let id = story.trim_start_matches("/stories/");
        let settled = [("story", id), ("coding", coding.as_str()), ("holds", "yes")];
        assert_eq!(houda.post(&format!("/analysis/agreement/{threat}"), &settled).await.status, StatusCode::NOT_FOUND);
        assert!(!houda.get("/codebook").await.body.contains("moins de 5 passages"));
        assert_eq!(houda.post(&format!("/codebook/{threat}/remove"), &[("version", "1")]).await.location(), "/codebook");
        assert!(taken(&houda, &story).await.contains("Ce code n’existe plus."));
        // While coding is blind each sees what became of her own alone.
        assert_eq!(zineb.post("/programme/coding", &[("blind", "yes")]).await.location(), "/programme#coding");
        assert!(taken(&houda, &story).await.contains("menacée</q>"));
        assert_eq!(taken(&nabila, &story).await, "");
    }
}

on_both! {
    async fn an_undone_batch_and_a_merge_keep_what_they_took(ground) {
        let house = House::open(ground).await;
        let ilham = house.cast("ilham", Role::Facilitator, Some(0)).await;
        let houda = house.cast("houda", Role::Analyst, None).await;
        let story = told(&house, &ilham, "fr", TOLD).await;
        let (threat, rejection) = (code(&houda, "Menace de mort").await, code(&houda, "Rejet par la famille").await);
        let batch = give_all(&house, &houda, "chassée", &threat).await;
        for _ in 0..2 {
            assert_eq!(houda.post(&format!("{batch}/undo"), &[]).await.location(), batch);
        }
        assert_eq!(taken(&houda, &story).await.matches("</q>").count(), 1, "once, however often it is undone");
        assert!(!houda.get(&batch).await.body.contains(&story));
        // Both codes on the same words: of the two, one stays.
        for code in [&threat, &rejection] {
            give(&houda, &story, TOLD, "menacée", code).await;
        }
        let merged = houda.post(&format!("/codebook/{threat}/merge"), &[("version", "1"), ("into", &rejection)]).await;
        assert_eq!(merged.location(), "/codebook");
        let page = houda.get(&format!("{story}/code")).await.body;
        assert_eq!((marked(&page), offered(&page).len()), (vec!["menacée".to_owned()], 1));
        assert_eq!(taken(&houda, &story).await.matches("</q>").count(), 2);
        assert!(houda.get("/codebook").await.body.contains("moins de 5 passages"));
        // What was taken away can be given again.
        assert!(give_all(&house, &houda, "chassée", &rejection).await.starts_with("/coding/batches/"));
        assert_eq!(ilham.post(&format!("{story}/withdraw"), &[]).await.status, StatusCode::OK);
        assert_eq!(houda.get(&format!("{story}/code")).await.status, StatusCode::NOT_FOUND);
    }
}
