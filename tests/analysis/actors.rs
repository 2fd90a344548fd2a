//! Who appears in the stories and what each does there.

use super::{row, told_at};
use crate::coding::{code, give};
use axum::http::StatusCode;
use method::policy::Role;
use tests::House;

/// What a share reads like that is not given.
const NO_SHARE: &str = "—part non donnée";

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
        assert_eq!(row(&page, "Police et gendarmerie"), ["6", "0", "0", "0", "6", NO_SHARE]);
        assert_eq!(row(&page, "Fait du mal"), ["6", "0", "0", "0", "6", NO_SHARE]);
        assert_eq!(row(&page, "Aide"), ["6", "0", "0", "0", "6", NO_SHARE]);
        let table = page.split("id=\"actors\"").nth(1).expect("the table");
        assert!(table.find("Fait du mal") < table.find("Voisinage"), "what an actor does stands below it");
        assert!(page.contains("Récits par acteur · Direction du changement") && page.contains("class=\"bar-fill\""), "{page}");
        assert!(page.contains("Aucun récit codé ne dit encore qui agit sur qui"), "{page}");
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

on_both! {
    async fn who_acts_on_whom_is_counted_by_the_words_of_each(ground) {
        let house = House::open(ground).await;
        let ilham = house.cast("ilham", Role::Facilitator, Some(0)).await;
        let houda = house.cast("houda", Role::Analyst, None).await;
        houda.post("/codebook/template", &[("version", "1"), ("template", "actors")]).await;
        let (police, herself) = (code(&houda, "Police et gendarmerie").await, code(&houda, "La personne elle-même").await);
        let (harms, receives) = (code(&houda, "Fait du mal").await, code(&houda, "Reçoit").await);
        let mut first = String::new();
        for number in 0..21 {
            let text = format!("Un agent m’a frappée le jour {number}. Puis le calme.");
            let story = told_at(&house, &ilham, 0, &text).await;
            let deed = "Un agent m’a frappée";
            // In the last ones all four stand on the same words: nothing tells who acts.
            let (who, whom) = if number < 15 { ("Un agent", "m’a frappée") } else { (deed, deed) };
            for (words, code) in [(who, &police), (deed, &harms), (whom, &herself), (whom, &receives)] {
                give(&houda, &story, &text, words, code).await;
            }
            first = if number == 0 { story } else { first };
        }
        let page = houda.get("/analysis/actors").await.body;
        assert!(page.contains("Qui agit sur qui") && page.contains("Police et gendarmerie : Fait du mal · La personne elle-même : Reçoit"), "{page}");
        // For the better, for the worse, both, to learn from, all; a share of twenty-one coded stories.
        let cells = row(&page, "La personne elle-même");
        assert_eq!(cells, ["21", "0", "0", "0", "21", "100 %"]);
        let acted = page.split("id=\"acted\"").nth(1).expect("the table");
        assert_eq!(row(acted, "Fait du mal"), ["15", "0", "0", "0", "15", "71 %"]);
        assert_eq!(page.matches("21 récits codés sur 21.").count(), 4, "on each chart and on each table: {page}");
        let link = format!("/analysis/passages?code={police}&with={harms}&onto={herself}&who={receives}");
        assert!(page.replace("&amp;", "&").contains(&format!("href=\"{link}\"")), "{page}");
        let behind = houda.get(&link).await.body;
        // Four passages a story, fifty on a page; none of those in which nobody is said to act.
        assert!(behind.contains("<q") && behind.contains("skip=50"), "{behind}");
        let rest = houda.get(&format!("{link}&skip=50")).await.body;
        assert!([&behind, &rest].iter().any(|page| page.contains(&format!("href=\"{first}\""))), "{behind}{rest}");
        assert_eq!(behind.matches("</q>").count() + rest.matches("</q>").count(), 60);
        let reverse = format!("/analysis/passages?code={herself}&with={harms}&onto={police}&who={receives}");
        assert_eq!(houda.get(&reverse).await.body.matches("</q>").count(), 0);
        for half in ["&onto=x&who=x", "&onto=00000000000000000000000000000001", "&who=00000000000000000000000000000001"] {
            let nonsense = format!("/analysis/passages?code={police}&with={harms}{half}");
            assert_eq!(houda.get(&nonsense).await.status, StatusCode::NOT_FOUND, "{half}");
        }
        let arabic = houda.reading("ar").get("/analysis/actors").await.body;
        assert!(arabic.contains("من يؤثر في من") && arabic.contains("71 %"), "{arabic}");
    }
}
