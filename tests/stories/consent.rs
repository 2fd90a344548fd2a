//! One decision a purpose; the last word counts; an expired yes is no; nothing but her own word makes a yes.

use axum::http::StatusCode;
use chrono::TimeDelta;
use method::policy::Role;
use tests::House;

on_both! {
    async fn taking_p1_back_closes_the_story_to_those_who_only_read(ground) {
        let house = House::open(ground).await;
        let ilham = house.cast("ilham", Role::Facilitator, Some(0)).await;
        let houda = house.cast("houda", Role::Analyst, None).await;
        let story = house.record(&ilham).await;
        assert_eq!(houda.get(&story).await.status, StatusCode::OK);
        let link = format!("{story}/consent");
        let taken = ilham.post(&link, &[("purpose", "1"), ("answer", "withdrawn"), ("manner", "spoken")]).await;
        assert_eq!(taken.location(), story);
        assert_eq!(houda.get(&story).await.status, StatusCode::NOT_FOUND);
        assert_eq!(houda.post(&link, &[("purpose", "1"), ("answer", "yes"), ("until", "2027-01-01")]).await.status, StatusCode::NOT_FOUND);
        let given = ilham.post(&link, &[("purpose", "1"), ("answer", "yes"), ("until", "2026-12-31"), ("manner", "mark"), ("teach_back", "understood")]).await;
        assert_eq!(given.location(), story);
        assert_eq!(houda.get(&story).await.status, StatusCode::OK);
        // How she said it, when, and who wrote it down; nothing of the eight uses that she never agreed to.
        let page = ilham.get(&story).await.body;
        let table = page.split("<dl class=\"facts\">").find(|part| part.contains("Oui, jusqu’au 31 décembre 2026")).expect("the table");
        let table = table.split("</dl>").next().unwrap_or_default();
        assert_eq!(table.matches("class=\"hint\"").count(), 1, "{table}");
        for word in ["Une marque", "2 mars 2026", "ilham"] {
            assert!(table.contains(word), "{word}: {table}");
        }
    }
}

on_both! {
    async fn a_yes_ends_with_its_last_day_and_turning_the_clock_back_revives_nothing(ground) {
        let house = House::open(ground).await;
        let ilham = house.cast("ilham", Role::Facilitator, Some(0)).await;
        house.cast("houda", Role::Analyst, None).await;
        let story = house.record(&ilham).await;
        house.archive.set_clock(tests::opening_day() + TimeDelta::days(400));
        assert_eq!(house.person("houda").await.get(&story).await.status, StatusCode::NOT_FOUND);
        house.archive.set_clock(tests::opening_day());
        assert_eq!(house.person("houda").await.get(&story).await.status, StatusCode::NOT_FOUND);
        let page = house.person("ilham").await.get(&story).await;
        assert!(page.body.contains("Échu le 1er mars 2027"));
    }
}

on_both! {
    async fn a_decision_that_makes_no_sense_is_refused_with_a_sentence(ground) {
        let house = House::open(ground).await;
        let ilham = house.cast("ilham", Role::Facilitator, Some(0)).await;
        let link = format!("{}/consent", house.record(&ilham).await);
        for (answers, sentence) in [
            (vec![("purpose", "12"), ("answer", "yes")], "Choisissez l’usage"),
            (vec![("purpose", "5"), ("answer", "peut-être")], "Choisissez sa réponse"),
            (vec![("purpose", "5"), ("answer", "yes")], "Donnez le dernier jour"),
            (vec![("purpose", "5"), ("answer", "yes"), ("until", "2020-01-01")], "Ce jour est déjà passé"),
        ] {
            let refused = ilham.post(&link, &answers).await;
            assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY);
            assert!(refused.body.contains(sentence), "{sentence}");
        }
    }
}
