//! Analysts and the national coordinator analyse, and only over stories that they may read.

use super::{coded_at, row};
use crate::coding::code;
use axum::http::StatusCode;
use method::policy::Role;
use tests::House;

on_both! {
    async fn nobody_else_sees_a_number(ground) {
        let house = House::open(ground).await;
        let (ilham, siham) = (house.cast("ilham", Role::Facilitator, Some(0)).await, house.cast("siham", Role::Facilitator, Some(1)).await);
        let houda = house.cast("houda", Role::Analyst, None).await;
        let threat = code(&houda, "Menace de mort").await;
        coded_at(&house, &ilham, &houda, 0, 5, &threat).await;
        coded_at(&house, &siham, &houda, 1, 6, &threat).await;
        let paths = ["/analysis".to_owned(), "/analysis/pairs".into(), "/analysis/agreement".into(), format!("/analysis/agreement/{threat}"), format!("/analysis/passages?code={threat}")];
        for (login, role, site) in [
            ("latifa", Role::PanelChair, Some(0)),
            ("rajae", Role::AdvocacyOfficer, None),
            ("karima", Role::SiteCoordinator, Some(0)),
            ("admin2", Role::Administrator, None),
        ] {
            let person = house.cast(login, role, site).await;
            for path in &paths {
                assert_eq!(person.get(path).await.status, StatusCode::NOT_FOUND, "{login} {path}");
            }
        }
        let zineb = house.cast("zineb", Role::NationalCoordinator, None).await;
        for path in &paths {
            assert_eq!(zineb.get(path).await.status, StatusCode::OK, "{path}");
        }
        assert_eq!(row(&zineb.get("/analysis").await.body, "Menace de mort"), ["5", "6", "0", "11"]);

        // An analyst of one site counts what she may read there.
        let agadir = house.cast("agadir", Role::Analyst, Some(1)).await;
        assert_eq!(row(&agadir.get("/analysis").await.body, "Menace de mort"), ["0", "6", "0", "6"]);
        assert_eq!(agadir.get(&format!("/analysis/passages?code={threat}")).await.body.matches("</q>").count(), 6);

        let (_, stranger) = house.second_programme("loin", Role::Analyst).await;
        assert!(stranger.get("/analysis").await.body.contains("Aucun récit codé"));
        assert_eq!(stranger.get(&format!("/analysis/passages?code={threat}")).await.status, StatusCode::NOT_FOUND);
    }
}
