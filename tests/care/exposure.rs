//! What workers read and hear in a week: each story once, for herself and for who coordinates where she works.

use axum::http::StatusCode;
use chrono::TimeDelta;
use method::policy::Role;
use tests::House;

const EXPOSURE: &str = "/programme/exposure";

/// The numbers of somebody's row, this week first.
fn row(page: &str, name: &str) -> Vec<String> {
    let row = page
        .split(&format!("<bdi>{name}</bdi>"))
        .nth(1)
        .and_then(|rest| rest.split("</tr>").next())
        .unwrap_or_default();
    let number = regex::Regex::new(r#"class="number">(\d+)"#).expect("a pattern");
    number.captures_iter(row).map(|found| found[1].to_owned()).collect()
}

on_both! {
    async fn a_story_counts_once_a_week_however_often_it_is_read(ground) {
        let house = House::open(ground).await;
        let ilham = house.cast("ilham", Role::Facilitator, Some(0)).await;
        let houda = house.cast("houda", Role::Analyst, None).await;
        let zineb = house.cast("zineb", Role::NationalCoordinator, None).await;
        assert!(!houda.get("/").await.body.contains("Cette semaine"));
        let stories = [house.record(&ilham).await, house.record(&ilham).await];
        for story in [&stories[0], &stories[0], &stories[1], &stories[0]] {
            houda.get(story).await;
        }
        assert!(houda.get("/").await.body.contains("Cette semaine : 2 récits lus ou entendus."));
        let page = zineb.get(EXPOSURE).await.body;
        assert_eq!((row(&page, "houda"), row(&page, "ilham")), (vec!["2".to_owned(), "0".into(), "0".into(), "0".into()], vec!["2".to_owned(), "0".into(), "0".into(), "0".into()]));
        house.archive.set_clock(tests::opening_day() + TimeDelta::days(7));
        let houda = house.person("houda").await;
        houda.get(&stories[0]).await;
        assert!(houda.get("/").await.body.contains("Cette semaine : 1 récit lu"));
        let page = house.person("zineb").await.get(EXPOSURE).await.body;
        assert_eq!(row(&page, "houda")[..2], ["1", "2"]);
        // What is older than the weeks that are shown is forgotten.
        house.archive.set_clock(tests::opening_day() + TimeDelta::days(28));
        house.person("houda").await.get(&stories[0]).await;
        let page = house.person("zineb").await.get(EXPOSURE).await.body;
        assert_eq!(row(&page, "houda"), ["1", "0", "0", "1"]);
    }
}

on_both! {
    async fn above_twenty_she_and_her_coordinator_are_told(ground) {
        let house = House::open(ground).await;
        let ilham = house.cast("ilham", Role::Facilitator, Some(0)).await;
        let karima = house.cast("karima", Role::SiteCoordinator, Some(0)).await;
        for _ in 0..20 {
            house.record(&ilham).await;
        }
        assert!(!karima.get(EXPOSURE).await.body.contains("Plus de 20 récits"));
        assert!(!ilham.get("/").await.body.contains("C’est beaucoup à porter"));
        house.record(&ilham).await;
        let page = karima.get(EXPOSURE).await.body;
        assert!(page.contains("Plus de 20 récits") && page.matches(">Beaucoup<").count() == 1, "{page}");
        assert_eq!(row(&page, "ilham")[0], "21");
        assert!(ilham.get("/").await.body.contains("21 récits lus ou entendus. C’est beaucoup à porter"));
    }
}

on_both! {
    async fn a_site_coordinator_sees_her_own_site_and_nobody_else_sees_the_list(ground) {
        let house = House::open(ground).await;
        let ilham = house.cast("ilham", Role::Facilitator, Some(0)).await;
        house.cast("siham", Role::Facilitator, Some(1)).await;
        let karima = house.cast("karima", Role::SiteCoordinator, Some(0)).await;
        house.record(&ilham).await;
        let page = karima.get(EXPOSURE).await.body;
        assert!(page.contains("<bdi>ilham</bdi>") && page.contains("<bdi>karima</bdi>"), "{page}");
        for hidden in ["siham", "samir"] {
            assert!(!page.contains(&format!("<bdi>{hidden}</bdi>")), "{hidden}");
        }
        for person in [&ilham, &house.cast("houda", Role::Analyst, None).await, &house.person("samir").await] {
            assert_eq!(person.get(EXPOSURE).await.status, StatusCode::NOT_FOUND);
        }
        let (_, stranger) = house.second_programme("rif", Role::NationalCoordinator).await;
        assert!(!stranger.get(EXPOSURE).await.body.contains("ilham"));
        assert_eq!(house.nobody().get(EXPOSURE).await.location(), "/sign-in");
    }
}
