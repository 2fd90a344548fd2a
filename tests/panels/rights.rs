//! Who leads panels, and who does not.

use super::*;

on_both! {
    async fn a_chair_of_another_site_finds_nothing(ground) {
        let house = House::open(ground).await;
        let table = Table::counted(&house, &["Zellige-un"], &[0]).await;
        let nadia = house.cast("nadia", Role::PanelChair, Some(1)).await;
        let story = format!("{}/stories/{}", table.panel, table.stories[0]);
        for path in [table.panel.clone(), story, format!("{}/events", table.panel)] {
            assert_eq!(nadia.get(&path).await.status, StatusCode::NOT_FOUND, "{path}");
        }
        for step in ["run_off", "close", "reason_1", "decline"] {
            let answers = [("step", step), ("story", table.stories[0].as_str()), ("reason_1", WHY)];
            assert_eq!(nadia.post(&table.panel, &answers).await.status, StatusCode::NOT_FOUND, "{step}");
        }
        let site = house.overview().await.sites[0].id.to_string();
        assert_eq!(ask_for_panel(&house, &nadia, &site).await.status, StatusCode::NOT_FOUND);
        assert!(!nadia.get("/panels").await.body.contains(&table.panel));
    }
}

on_both! {
    async fn whoever_leads_no_panel_opens_none(ground) {
        let house = House::open(ground).await;
        let table = Table::laid(&house, &["Zellige-un"], 0).await;
        let site = house.overview().await.sites[0].id.to_string();
        let cast = [
            ("houda", Role::Analyst), ("rajae", Role::AdvocacyOfficer), ("karima", Role::SiteCoordinator),
            ("hind", Role::Facilitator), ("sara", Role::Administrator),
        ];
        for (login, role) in cast {
            let person = house.cast(login, role, None).await;
            assert_eq!(person.get("/panels/new").await.status, StatusCode::NOT_FOUND, "{login}");
            for place in [site.as_str(), "all"] {
                assert_eq!(ask_for_panel(&house, &person, place).await.status, StatusCode::NOT_FOUND, "{login}");
            }
            assert_eq!(person.get(&table.panel).await.status, StatusCode::NOT_FOUND, "{login}");
            assert_eq!(person.post(&table.panel, &[("step", "start")]).await.status, StatusCode::NOT_FOUND, "{login}");
            let reads_records = !matches!(role, Role::AdvocacyOfficer | Role::Administrator);
            assert_eq!(person.get("/panels").await.status == StatusCode::OK, reads_records, "{login}");
        }
        let guest = seated(&house, &code(&table.latifa, &table.panel).await, "staff").await;
        assert_eq!(guest.get(&table.panel).await.location(), "/sign-in", "a seat is no account");
        assert_eq!(guest.get("/stories").await.location(), "/sign-in");
    }
}
