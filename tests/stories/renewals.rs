//! What ends soon or has ended is listed for who tends the story, with the way to it, and for nobody else.

use axum::http::StatusCode;
use chrono::TimeDelta;
use method::policy::Role;
use tests::{House, borrowed, with};

const RENEWALS: &str = "/stories/renewals";

on_both! {
    async fn a_consent_is_listed_from_sixty_days_before_its_end_until_she_takes_it_back(ground) {
        let house = House::open(ground).await;
        let ilham = house.cast("ilham", Role::Facilitator, Some(0)).await;
        let story = house.record(&ilham).await;
        let page = ilham.get(RENEWALS).await;
        assert!(page.status == StatusCode::OK && page.body.contains("Rien à renouveler") && !page.body.contains("Zellige"), "{}", page.body);
        // P1 holds until 1 March 2027.
        house.archive.set_clock(tests::opening_day() + TimeDelta::days(303));
        assert!(!house.person("ilham").await.get(RENEWALS).await.body.contains("Zellige"));
        house.archive.set_clock(tests::opening_day() + TimeDelta::days(304));
        let page = house.person("ilham").await.get(RENEWALS).await.body;
        assert!(page.contains(&format!("href=\"{story}#consent\"")) && page.contains("Finit le 1er mars 2027"), "{page}");
        assert_eq!(page.matches("class=\"badge\"").count(), 1, "one use, not nine: {page}");
        house.archive.set_clock(tests::opening_day() + TimeDelta::days(400));
        let ilham = house.person("ilham").await;
        assert!(ilham.get(RENEWALS).await.body.contains("Fini le 1er mars 2027"));
        let taken = [("purpose", "1"), ("answer", "withdrawn"), ("manner", "spoken")];
        assert_eq!(ilham.post(&format!("{story}/consent"), &taken).await.location(), story);
        assert!(ilham.get(RENEWALS).await.body.contains("Rien à renouveler"));
    }
}

on_both! {
    /// What she left for later is a no, and stands in the list at once, until she decides.
    async fn what_she_left_for_later_is_no_and_is_asked_again(ground) {
        let house = House::open(ground).await;
        let ilham = house.cast("ilham", Role::Facilitator, Some(0)).await;
        let houda = house.cast("houda", Role::Analyst, None).await;
        let form = ilham.get("/stories/new").await.body;
        assert_eq!(form.matches("value=\"later\"").count(), 9, "beside each yes and no");
        let mut told = with(&house.aminas_story().await, "p1", "later");
        told.push(("p2", "no".into()));
        let story = ilham.post("/stories/new", &borrowed(&told)).await.location().to_owned();
        assert_eq!(houda.get(&story).await.status, StatusCode::NOT_FOUND);
        let page = ilham.get(RENEWALS).await.body;
        assert!(page.contains(&story) && page.contains("Remis à plus tard le 2 mars 2026"), "{page}");
        assert_eq!(page.matches("class=\"badge\"").count(), 1, "{page}");
        assert!(ilham.get(&story).await.body.contains("Elle dira plus tard"));

        let link = format!("{story}/consent");
        let yes = [("purpose", "1"), ("answer", "yes"), ("until", "2027-01-01"), ("manner", "mark"), ("teach_back", "understood")];
        assert_eq!(ilham.post(&link, &yes).await.location(), story);
        assert_eq!(houda.get(&story).await.status, StatusCode::OK);
        assert!(ilham.get(RENEWALS).await.body.contains("Rien à renouveler"));
        let later = [("purpose", "1"), ("answer", "later"), ("manner", "spoken")];
        assert_eq!(ilham.post(&link, &later).await.location(), story);
        assert_eq!(houda.get(&story).await.status, StatusCode::NOT_FOUND);
    }
}

on_both! {
    async fn only_stories_that_one_tends_are_listed_what_ended_first_first(ground) {
        let house = House::open(ground).await;
        let ilham = house.cast("ilham", Role::Facilitator, Some(0)).await;
        for (title, until) in [("Zellige-tard", "2026-04-20"), ("Zellige-tôt", "2026-04-02")] {
            let story = with(&with(&house.aminas_story().await, "title", title), "until", until);
            ilham.post("/stories/new", &borrowed(&story)).await;
        }
        let listed = |page: String| ["Zellige-tôt", "Zellige-tard"].map(|title| page.find(title));
        for (login, role, site, seen) in [
            ("karima", Role::SiteCoordinator, Some(0), true),
            ("zineb", Role::NationalCoordinator, None, true),
            ("agadir", Role::SiteCoordinator, Some(1), false),
            ("siham", Role::Facilitator, Some(0), false),
        ] {
            let page = house.cast(login, role, site).await.get(RENEWALS).await;
            assert_eq!(page.status, StatusCode::OK, "{login}");
            let [early, late] = listed(page.body);
            assert!(early.is_some() == seen && late.is_some() == seen && early <= late, "{login}");
        }
        for (login, role) in [("houda", Role::Analyst), ("latifa", Role::PanelChair), ("rajae", Role::AdvocacyOfficer), ("admin2", Role::Administrator)] {
            assert_eq!(house.cast(login, role, None).await.get(RENEWALS).await.status, StatusCode::NOT_FOUND, "{login}");
        }
        assert_eq!(house.nobody().get(RENEWALS).await.location(), "/sign-in");
    }
}
