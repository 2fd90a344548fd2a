//! Nobody finds or counts what she may not read.

use super::{holds, search, told};
use axum::http::StatusCode;
use chrono::TimeDelta;
use method::policy::Role;
use tests::House;

on_both! {
    async fn each_desk_finds_what_it_may_read_and_counts_no_more(ground) {
        let house = House::open(ground).await;
        let ilham = house.cast("ilham", Role::Facilitator, Some(0)).await;
        let story = house.record(&ilham).await;
        let unshared = told(&house, &ilham, &[("p1", "no")]).await;
        let own = search(&house, &ilham, "guichet").await;
        assert!(holds(&own, &story) && holds(&own, &unshared));
        for (login, role, site, found) in [
            ("autre", Role::Facilitator, Some(0), 0),
            ("karima", Role::SiteCoordinator, Some(0), 2),
            ("agadir", Role::SiteCoordinator, Some(1), 0),
            ("zineb", Role::NationalCoordinator, None, 2),
            ("latifa", Role::PanelChair, Some(0), 1),
            ("loin", Role::PanelChair, Some(1), 0),
            ("houda", Role::Analyst, None, 1),
        ] {
            let person = house.cast(login, role, site).await;
            let answer = search(&house, &person, "guichet").await;
            assert_eq!((holds(&answer, &story), holds(&answer, &unshared)), (found > 0, found > 1), "{login}");
            let count = if found == 0 { "Aucun récit trouvé" } else { "Moins de trois récits" };
            assert!(answer.body.contains(count), "{login}: {}", answer.body);
            let newest = search(&house, &person, "").await;
            assert_eq!(newest.body.contains("Zellige"), found > 0, "{login}");
        }
        for (login, role) in [("rajae", Role::AdvocacyOfficer), ("admin2", Role::Administrator)] {
            let person = house.cast(login, role, None).await;
            assert_eq!(person.get("/search").await.status, StatusCode::NOT_FOUND, "{login}");
            assert_eq!(person.post("/search", &[("q", "guichet")]).await.status, StatusCode::NOT_FOUND, "{login}");
        }
        assert_eq!(house.nobody().post("/search", &[("q", "guichet")]).await.location(), "/sign-in");
    }
}

on_both! {
    async fn a_story_is_lost_to_those_who_only_read_the_moment_consent_ends(ground) {
        let house = House::open(ground).await;
        let ilham = house.cast("ilham", Role::Facilitator, Some(0)).await;
        let houda = house.cast("houda", Role::Analyst, None).await;
        let (story, other) = (house.record(&ilham).await, house.record(&ilham).await);
        let answer = search(&house, &houda, "guichet").await;
        assert!(holds(&answer, &story) && holds(&answer, &other));
        let link = format!("{story}/consent");
        ilham.post(&link, &[("purpose", "1"), ("answer", "withdrawn"), ("manner", "spoken")]).await;
        let answer = search(&house, &houda, "guichet").await;
        assert!(!holds(&answer, &story) && holds(&answer, &other));
        assert!(holds(&search(&house, &ilham, "guichet").await, &story));
        house.archive.set_clock(tests::opening_day() + TimeDelta::days(400));
        let houda = house.person("houda").await;
        assert!(!holds(&search(&house, &houda, "guichet").await, &other));
        let ilham = house.person("ilham").await;
        assert!(holds(&search(&house, &ilham, "guichet").await, &other));
    }
}

on_both! {
    async fn another_programme_finds_nothing(ground) {
        let house = House::open(ground).await;
        let ilham = house.cast("ilham", Role::Facilitator, Some(0)).await;
        let story = house.record(&ilham).await;
        let (_, elsewhere) = house.second_programme("nadia", Role::NationalCoordinator).await;
        assert!(holds(&search(&house, &ilham, "guichet").await, &story));
        let answer = search(&house, &elsewhere, "guichet").await;
        assert!(!holds(&answer, &story) && answer.body.contains("Aucun récit trouvé"));
    }
}
