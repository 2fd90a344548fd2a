//! Who reads what: a refusal cannot be told from a story that does not exist.

use axum::http::StatusCode;
use method::policy::Role;
use tests::{House, borrowed, with};

on_both! {
    async fn each_desk_reads_what_it_needs_and_no_more(ground) {
        let house = House::open(ground).await;
        let ilham = house.cast("ilham", Role::Facilitator, Some(0)).await;
        let story = house.record(&ilham).await;
        for (login, role, site, reads) in [
            ("autre", Role::Facilitator, Some(0), false),
            ("karima", Role::SiteCoordinator, Some(0), true),
            ("agadir", Role::SiteCoordinator, Some(1), false),
            ("zineb", Role::NationalCoordinator, None, true),
            ("latifa", Role::PanelChair, Some(0), true),
            ("houda", Role::Analyst, None, true),
            ("rajae", Role::AdvocacyOfficer, None, false),
            ("admin2", Role::Administrator, None, false),
        ] {
            let person = house.cast(login, role, site).await;
            let page = person.get(&story).await;
            assert_eq!(page.status == StatusCode::OK, reads, "{login}");
            assert_eq!(person.get("/stories").await.body.contains("Zellige-titre"), reads, "{login}");
            if !reads {
                let nothing = person.get("/stories/00000000000000000000000000000000").await;
                assert_eq!((page.status, page.page()), (nothing.status, nothing.page()), "{login}");
            }
        }
        assert_eq!(house.nobody().get(&story).await.location(), "/sign-in");
    }
}

on_both! {
    async fn without_p1_only_those_who_tend_a_story_see_it(ground) {
        let house = House::open(ground).await;
        let ilham = house.cast("ilham", Role::Facilitator, Some(0)).await;
        let answers = with(&house.aminas_story().await, "p1", "no");
        let story = ilham.post("/stories/new", &borrowed(&answers)).await.location().to_owned();
        let houda = house.cast("houda", Role::Analyst, None).await;
        let karima = house.cast("karima", Role::SiteCoordinator, Some(0)).await;
        assert_eq!(houda.get(&story).await.status, StatusCode::NOT_FOUND);
        assert!(!houda.get("/stories").await.body.contains("Zellige"));
        assert_eq!(karima.get(&story).await.status, StatusCode::OK);
    }
}

on_both! {
    async fn reading_needs_tending_to_change(ground) {
        let house = House::open(ground).await;
        let ilham = house.cast("ilham", Role::Facilitator, Some(0)).await;
        let story = house.record(&ilham).await;
        let houda = house.cast("houda", Role::Analyst, None).await;
        for page in ["edit", "withdraw"] {
            assert_eq!(houda.get(&format!("{story}/{page}")).await.status, StatusCode::NOT_FOUND, "{page}");
            assert_eq!(houda.post(&format!("{story}/{page}"), &[]).await.status, StatusCode::NOT_FOUND, "{page}");
        }
        assert_eq!(houda.post(&format!("{story}/read-back"), &[]).await.status, StatusCode::NOT_FOUND);
        assert_eq!(ilham.get(&story).await.status, StatusCode::OK);
    }
}

on_both! {
    async fn a_long_list_has_pages(ground) {
        let house = House::open(ground).await;
        let ilham = house.cast("ilham", Role::Facilitator, Some(0)).await;
        let mut told = std::collections::BTreeSet::new();
        for _ in 0..50 {
            told.insert(house.record(&ilham).await);
        }
        let first = ilham.get("/stories").await.body;
        assert!(first.contains(r#"href="/stories?from=48" rel="next""#), "{first}");
        let second = ilham.get("/stories?from=48").await.body;
        assert!(second.contains("rel=\"first\"") && !second.contains("rel=\"next\""));
        let on = |page: &str| told.iter().filter(|story| page.contains(story.as_str())).cloned().collect::<Vec<_>>();
        assert_eq!((on(&first).len(), on(&second).len()), (48, 2));
        assert!(on(&second).iter().all(|story| !on(&first).contains(story)), "no story stands on two pages");
        assert!(ilham.get("/stories?from=nonsense").await.body.contains("rel=\"next\""));
        assert!(ilham.get("/stories?from=9999999999").await.status.is_success());
    }
}
