//! Answers to extra questions, counted: by site and by period, as files, small numbers hidden, her words and others' stories never.

use crate::programme::questions::{ask, name};
use crate::sheet::{Answers, sent};
use axum::http::{StatusCode, header};
use method::policy::Role;
use tests::House;

on_both! {
    async fn answers_are_counted_by_site_and_small_numbers_are_hidden(ground) {
        let house = House::open(ground).await;
        let houda = house.cast("houda", Role::Analyst, None).await;
        let page = houda.get("/analysis/answers").await;
        assert!(page.status == StatusCode::OK && page.body.contains("Aucune question supplémentaire"));
        let choice = [("label_fr", "Comment êtes-vous venue ?"), ("kind", "choice"), ("options_fr", "Par une amie\r\nEn ligne\r\n=1+1"), ("domain", "")];
        let doors = name(&ask(&house, "0", &choice).await, 1);
        let papers = name(&ask(&house, "1", &[("label_fr", "Quels papiers ?"), ("kind", "text"), ("domain", "")]).await, 1);
        let ilham = house.cast("ilham", Role::Facilitator, Some(0)).await;
        let hind = house.cast("hind", Role::Facilitator, Some(1)).await;
        let sites = house.overview().await.sites;
        let told = async |person: &tests::Person, site: usize, answer: &str| {
            let own = house.aminas_story().await.into_iter().map(|(name, answer)| (name.to_owned(), answer));
            let mut story: Answers = own.filter(|(name, _)| name != "site").collect();
            story.extend([("site".into(), sites[site].id.to_string()), (doors.clone(), answer.into()), (papers.clone(), "Figuier".into())]);
            let kept = person.post("/stories/new", &sent(&story)).await;
            assert_eq!(kept.status, StatusCode::SEE_OTHER, "{}", kept.body);
            kept.location().to_owned()
        };
        for _ in 0..6 {
            told(&ilham, 0, "1").await;
        }
        for _ in 0..5 {
            told(&hind, 1, "3").await;
        }
        let last = told(&hind, 1, "2").await;

        let csv = async |by: &str| {
            let file = houda.get(&format!("/analysis/answers/answers.csv?by={by}")).await;
            assert_eq!(file.headers[header::CONTENT_TYPE], "text/csv; charset=utf-8");
            file.body
        };
        let table = csv("site").await;
        let line = |table: &str, answer: &str| {
            let line = table.lines().find(|line| line.contains(answer)).map(str::to_owned);
            line.unwrap_or_else(|| panic!("{answer}: {table}"))
        };
        assert!(line(&table, "En ligne").contains('•'), "{table}");
        assert!(!table.contains("Figuier") && table.contains("\"'=1+1\""), "{table}");
        assert!(houda.get("/analysis/answers/answers.xlsx").await.status == StatusCode::OK);
        let page = houda.get("/analysis/answers?by=round").await.body;
        assert!(page.contains("Par une amie") && page.contains("rien n’est compté") && !page.contains("Figuier"), "{page}");
        assert_eq!(houda.get("/analysis/answers/other.csv").await.status, StatusCode::NOT_FOUND);

        // Without the only one who came in line nothing is small any more.
        let taken = hind.post(&format!("{last}/withdraw"), &[]).await;
        assert_eq!(taken.status, StatusCode::OK);
        let table = csv("site").await;
        assert!(line(&table, "Par une amie").ends_with(",6,0,0,6"), "{table}");
        assert!(line(&table, "=1+1").ends_with(",0,5,0,5"), "{table}");
        assert!(!table.contains("En ligne"), "{table}");
    }
}
