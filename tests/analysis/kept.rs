//! A table of the analysis kept for briefs.

use super::coded_at;
use crate::coding::code;
use axum::http::StatusCode;
use method::policy::Role;
use tests::House;

/// What the form of a table holds, to be sent back.
fn form<'a>(rows: &'a str, caption: &'a str) -> Vec<(&'a str, &'a str)> {
    vec![
        ("version", "1"),
        ("language", "fr"),
        ("caption", caption),
        ("table", rows),
        ("source", "Codage"),
        ("date", "mars 2026"),
        ("hides", ""),
        ("because", "pour voir"),
    ]
}

on_both! {
    async fn a_table_of_the_analysis_goes_into_briefs_as_it_stands_with_what_it_hides(ground) {
        let house = House::open(ground).await;
        let (ilham, siham) = (house.cast("ilham", Role::Facilitator, Some(0)).await, house.cast("siham", Role::Facilitator, Some(1)).await);
        let houda = house.cast("houda", Role::Analyst, None).await;
        let rajae = house.cast("rajae", Role::AdvocacyOfficer, None).await;
        let threat = code(&houda, "Menace de mort").await;
        coded_at(&house, &ilham, &houda, 0, 7, &threat).await;
        coded_at(&house, &siham, &houda, 1, 2, &threat).await;

        let page = houda.get("/analysis?by=site").await.body;
        assert!(page.contains("action=\"/analysis/keep\"") && page.contains("Garder ce tableau"), "{page}");
        let whole = |below: &str| [("by", "site"), ("within", ""), ("below", below), ("language", "fr")].map(|(name, value)| (name, value.to_owned()));
        let codes = page.split_once("name=\"below\"").and_then(|(_, rest)| rest.split_once("</select>")).expect("codes").0;
        let above = codes.rsplit("value=\"").next().expect("the code right above it");
        let below = whole(&above[..32]);
        let kept = houda.post("/analysis/keep", &below.each_ref().map(|(name, value)| (*name, value.as_str()))).await;
        assert_eq!(kept.status, StatusCode::SEE_OTHER, "{}", kept.body);
        let table = kept.location().to_owned();

        // It says what it is, when, and how much was coded; what is hidden is hidden in it.
        let shown = rajae.get("/indicators").await.body;
        for part in ["Codage des récits du programme (2 mars 2026)", "Récits par code", "9 récits codés sur 9", "<td>Menace de mort</td>", "<td>•</td>", "nombre masqué"] {
            assert!(shown.contains(part), "{part}: {shown}");
        }
        assert!(!shown.contains("<td>2</td>") && !shown.contains("<td>7</td>"), "seven could be subtracted: {shown}");

        // It stays as it was when coding goes on, and no hand changes its numbers.
        coded_at(&house, &siham, &houda, 1, 6, &threat).await;
        assert!(rajae.get("/indicators").await.body.contains("9 récits codés sur 9"));
        let opened = rajae.get(&table).await.body;
        assert!(opened.contains("ses nombres restent tels quels") && !opened.contains("name=\"because\""), "{opened}");
        let tampered = rajae.post(&table, &form("Code | Marrakech\nMenace de mort | 7", "Menaces")).await;
        assert!(tampered.status == StatusCode::UNPROCESSABLE_ENTITY && tampered.body.contains("ne se changent pas à la main"), "{}", tampered.body);
        let rows = opened.split_once("name=\"table\"").and_then(|(_, rest)| rest.split_once('>')).and_then(|(_, rest)| rest.split_once("</textarea>")).expect("rows").0;
        let renamed = rajae.post(&table, &form(rows, "Menaces par clinique")).await;
        assert_eq!(renamed.location(), "/indicators", "{}", renamed.body);
        let shown = rajae.get("/indicators").await.body;
        assert!(shown.contains("Menaces par clinique") && shown.contains("<td>•</td>") && !shown.contains("pour voir"), "{shown}");

        // The same of the topmost codes, in Arabic.
        let arabic = [("by", "site"), ("within", ""), ("below", ""), ("language", "ar")];
        assert_eq!(houda.post("/analysis/keep", &arabic).await.status, StatusCode::SEE_OTHER);
        assert!(rajae.get("/indicators").await.body.contains("ترميز حكايات البرنامج (2 مارس 2026)"));
    }
}

on_both! {
    async fn only_who_analyses_keeps_a_table_of_the_analysis(ground) {
        let house = House::open(ground).await;
        let asked = [("by", "site"), ("within", ""), ("below", ""), ("language", "fr")];
        for (login, role, site) in [
            ("ilham", Role::Facilitator, Some(0)),
            ("rajae", Role::AdvocacyOfficer, None),
            ("latifa", Role::PanelChair, Some(0)),
            ("hakim", Role::Administrator, None),
        ] {
            let person = house.cast(login, role, site).await;
            assert_eq!(person.post("/analysis/keep", &asked).await.status, StatusCode::NOT_FOUND, "{login}");
        }
        // Nothing is coded: there is nothing to keep, and the page offers nothing.
        let houda = house.cast("houda", Role::Analyst, None).await;
        assert_eq!(houda.post("/analysis/keep", &asked).await.status, StatusCode::NOT_FOUND);
        assert!(!houda.get("/analysis").await.body.contains("/analysis/keep"));
    }
}
