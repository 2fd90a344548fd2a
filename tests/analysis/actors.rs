//! Who appears in the stories and what each does there.

use super::{row, told_at};
use crate::coding::{code, give};
use axum::http::StatusCode;
use method::policy::Role;
use tests::House;

on_both! {
    async fn an_actor_and_what_it_does_are_counted_on_the_same_words(ground) {
        let house = House::open(ground).await;
        let ilham = house.cast("ilham", Role::Facilitator, Some(0)).await;
        let houda = house.cast("houda", Role::Analyst, None).await;
        let page = houda.get("/analysis/actors").await.body;
        assert!(page.contains("ne nomme pas d’acteurs") && page.contains(r#"href="/codebook""#));
        let taken = houda.post("/codebook/template", &[("version", "1"), ("template", "actors")]).await;
        assert_eq!(taken.location(), "/codebook");
        assert!(houda.get("/analysis/actors").await.body.contains("Aucun récit codé"));
        let (police, neighbours) = (code(&houda, "Police et gendarmerie").await, code(&houda, "Voisinage").await);
        let (harms, helps) = (code(&houda, "Fait du mal").await, code(&houda, "Aide").await);
        for number in 0..6 {
            let text = format!("Un agent m’a frappée le jour {number}. Une voisine m’a cachée.");
            let story = told_at(&house, &ilham, 0, &text).await;
            give(&houda, &story, &text, "Un agent m’a frappée", &police).await;
            give(&houda, &story, &text, "m’a frappée", &harms).await;
            give(&houda, &story, &text, "Une voisine m’a cachée", &neighbours).await;
            give(&houda, &story, &text, "Une voisine m’a cachée", &helps).await;
        }
        let page = houda.get("/analysis/actors").await.body;
        assert_eq!(row(&page, "Police et gendarmerie"), ["6", "0", "0", "0", "6"]);
        assert_eq!(row(&page, "Fait du mal"), ["6", "0", "0", "0", "6"]);
        assert_eq!(row(&page, "Aide"), ["6", "0", "0", "0", "6"]);
        assert!(page.find("Fait du mal") < page.find("Voisinage"), "what an actor does stands below it");
        assert!(page.contains("N’apparaissent dans aucun récit codé") && page.contains("Paire éducatrice"));
        // Behind the number stand the words that bear both, and no others.
        let link = format!("/analysis/passages?code={police}&with={harms}&together=yes&group=direction");
        let at = page.find(&link.replace('&', "&amp;")).or_else(|| page.find(&link)).unwrap_or_else(|| panic!("{page}"));
        let whole: String = page[at..].split('"').next().unwrap_or_default().replace("&amp;", "&");
        let behind = houda.get(&whole).await.body;
        assert!(behind.contains("frappée") && !behind.contains("cachée"), "{behind}");
        // The police never helps, though both codes stand in each story.
        let never = houda.get(&format!("/analysis/passages?code={police}&with={helps}&together=yes")).await.body;
        assert!(!never.contains("frappée") && !never.contains("cachée"), "{never}");
        let karima = house.cast("karima", Role::SiteCoordinator, Some(0)).await;
        assert_eq!(karima.get("/analysis/actors").await.status, StatusCode::NOT_FOUND);
    }
}
