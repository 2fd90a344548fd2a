//! Telling those who told: what is owed follows from the record and from consent, what came of it is kept, a period does not close
//! over their heads.

use crate::panels::{Table, WHY};
use crate::sheet::{changed, sent, sheet};
use axum::http::StatusCode;
use chrono::TimeDelta;
use method::policy::Role;
use regex::Regex;
use tests::{House, Person};

/// A closed panel of two stories of one focus group, the teller of the first of whom wants to hear back.
async fn closed(house: &House) -> Table {
    let table = Table::closed(house, &["Zellige-un", "Zellige-deux"], &[0, 0], 0).await;
    let link = format!("/stories/{}/consent", table.stories[0]);
    let contact = [
        ("purpose", "9"),
        ("answer", "yes"),
        ("until", "2027-01-01"),
        ("manner", "spoken"),
        ("teach_back", "understood"),
        ("witness", "K2"),
    ];
    assert_eq!(table.ilham.post(&link, &contact).await.status, StatusCode::SEE_OTHER);
    table
}

/// The pages of what is owed, in the order of the board.
async fn owed(person: &Person) -> Vec<String> {
    let page = person.get("/feedback").await.body;
    let link = Regex::new(r#"href="(/feedback/[0-9a-f]{32}/[a-z]+-[^"]+)""#).expect("a pattern");
    link.captures_iter(&page).map(|found| found[1].to_owned()).collect()
}

const GIVEN: [(&str, &str); 4] = [
    ("came", "given"),
    ("on", "2026-03-02"),
    ("channel", "meeting"),
    ("reaction", "Zellige-réaction : elles sont d’accord."),
];

on_both! {
    async fn a_closed_panel_owes_it_to_each_group_and_to_each_teller_who_agreed(ground) {
        let house = House::open(ground).await;
        let karima = house.cast("karima", Role::SiteCoordinator, Some(0)).await;
        assert!(karima.get("/feedback").await.body.contains("Aucun retour à faire"));
        let table = closed(&house).await;
        let links = owed(&karima).await;
        assert_eq!(links.len(), 2, "{links:?}");
        assert!(links[0].contains("/group-") && links[0].ends_with("-2026-03-01"), "{links:?}");
        assert!(links[1].ends_with(&format!("/story-{}", table.stories[0])));
        let page = karima.get("/feedback").await.body;
        assert!(page.contains("Groupe de discussion du 1er mars 2026, Marrakech") && page.contains("Zellige-un"));
        assert!(!page.contains("Zellige-deux"), "her neighbour did not ask");
        assert!(page.contains("Avant le"));
        // Consent taken back, nothing is owed to her; the group still is.
        let link = format!("/stories/{}/consent", table.stories[0]);
        table.ilham.post(&link, &[("purpose", "9"), ("answer", "withdrawn"), ("manner", "spoken")]).await;
        assert_eq!(owed(&karima).await, links[..1]);
        house.archive.set_clock(tests::opening_day() + TimeDelta::days(31));
        let karima = house.person("karima").await;
        assert!(karima.get("/feedback").await.body.contains("En retard depuis le"));
    }
}

on_both! {
    async fn what_came_of_it_is_kept_and_can_be_put_right(ground) {
        let house = House::open(ground).await;
        let karima = house.cast("karima", Role::SiteCoordinator, Some(0)).await;
        closed(&house).await;
        let links = owed(&karima).await;
        for link in &links {
            let form = sheet(&karima.get(link).await.body, link);
            let refused = karima.post(link, &sent(&form)).await;
            assert!(refused.status == StatusCode::UNPROCESSABLE_ENTITY && refused.body.contains("Dites ce qu’il en est advenu"));
            let answers: Vec<(&str, &str)> = [("version", "0")].into_iter().chain(GIVEN).collect();
            assert_eq!(karima.post(link, &answers).await.location(), "/feedback");
            assert_eq!(karima.post(link, &answers).await.status, StatusCode::UNPROCESSABLE_ENTITY, "somebody was faster");
        }
        let page = karima.get("/feedback").await.body;
        assert!(page.contains("Tout est dit") && page.contains("Dit le 2 mars 2026 (en réunion du groupe)") && page.contains("Zellige-réaction"));
        let form = sheet(&karima.get(&links[0]).await.body, &links[0]);
        assert!(form.contains(&("came".into(), "given".into())) && form.contains(&("channel".into(), "meeting".into())));
        let form = changed(&form, "came", 0, "not_reachable");
        assert_eq!(karima.post(&links[0], &sent(&form)).await.location(), "/feedback");
        assert!(karima.get("/feedback").await.body.contains("Pas joignable"));
    }
}

on_both! {
    async fn a_wrong_day_or_a_missing_way_is_said_and_nothing_typed_is_lost(ground) {
        let house = House::open(ground).await;
        let karima = house.cast("karima", Role::SiteCoordinator, Some(0)).await;
        closed(&house).await;
        let link = &owed(&karima).await[0];
        let long = "é".repeat(2_001);
        for (name, value, sentence) in [
            ("on", "", "Donnez le jour"),
            ("on", "2026-03-01", "avant la fermeture du panel"),
            ("on", "2026-03-03", "après aujourd’hui"),
            ("on", "hier", "Donnez le jour"),
            ("channel", "", "Choisissez la manière"),
            ("channel", "pigeon", "Choisissez la manière"),
            ("came", "perhaps", "Dites ce qu’il en est advenu"),
            ("reaction", long.as_str(), "Deux mille lettres"),
        ] {
            let answers = GIVEN.map(|(one, old)| if one == name { (one, value) } else { (one, old) });
            let refused = karima.post(link, &answers).await;
            assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY, "{name} {value}");
            assert!(refused.body.contains(sentence), "{sentence}");
            assert!(name == "reaction" || refused.body.contains("Zellige-réaction"), "{name}");
        }
        let panel = link.split('/').nth(2).expect("a panel");
        for to in ["story-00000000000000000000000000000001", "site-x", "nobody", "group-00000000000000000000000000000001-2026-03-01"] {
            let link = format!("/feedback/{panel}/{to}");
            assert_eq!(karima.get(&link).await.status, StatusCode::NOT_FOUND, "{to}");
            assert_eq!(karima.post(&link, &GIVEN).await.status, StatusCode::NOT_FOUND, "{to}");
        }
    }
}

on_both! {
    async fn it_is_told_by_those_of_the_clinic(ground) {
        let house = House::open(ground).await;
        let table = closed(&house).await;
        let links = owed(&table.ilham).await;
        assert_eq!(links.len(), 2);
        let siham = house.cast("siham", Role::Facilitator, Some(1)).await;
        assert!(owed(&siham).await.is_empty());
        let houda = house.cast("houda", Role::Analyst, None).await;
        for person in [&siham, &houda, &table.latifa] {
            for link in &links {
                assert_eq!(person.get(link).await.status, StatusCode::NOT_FOUND);
                assert_eq!(person.post(link, &GIVEN).await.status, StatusCode::NOT_FOUND);
            }
        }
        assert_eq!(houda.get("/feedback").await.status, StatusCode::NOT_FOUND);
        // A colleague who did not record it tells the group, and not the teller.
        let nadia = house.cast("nadia", Role::Facilitator, Some(0)).await;
        assert_eq!(owed(&nadia).await, links[..1]);
        let (_, stranger) = house.second_programme("loin", Role::NationalCoordinator).await;
        assert!(owed(&stranger).await.is_empty());
        assert_eq!(stranger.post(&links[0], &GIVEN).await.status, StatusCode::NOT_FOUND);
    }
}

on_both! {
    async fn a_withdrawal_ends_what_was_owed_and_what_she_said(ground) {
        let house = House::open(ground).await;
        let table = closed(&house).await;
        let links = owed(&table.ilham).await;
        assert_eq!(table.ilham.post(&links[1], &GIVEN).await.location(), "/feedback");
        assert!(table.ilham.get("/feedback").await.body.contains("Zellige-réaction"));
        assert_eq!(table.ilham.post(&format!("/stories/{}/withdraw", table.stories[0]), &[]).await.status, StatusCode::OK);
        assert_eq!(owed(&table.ilham).await, links[..1]);
        assert!(!table.ilham.get("/feedback").await.body.contains("Zellige-réaction"));
        assert_eq!(table.ilham.post(&links[1], &GIVEN).await.status, StatusCode::NOT_FOUND);
    }
}

on_both! {
    async fn a_period_closes_over_what_is_owed_only_for_a_reason(ground) {
        let house = House::open(ground).await;
        let samir = house.person("samir").await;
        let table = closed(&house).await;
        let round = house.overview().await.rounds[0].id;
        let link = format!("/programme/periods/{round}/advance");
        for stage in ["collecting", "selecting"] {
            assert_eq!(samir.post(&link, &[("stage", stage)]).await.location(), "/programme");
        }
        assert!(samir.get("/programme").await.body.contains("Retours faits : 0 sur 2 (0 %)"));
        let links = owed(&table.ilham).await;
        table.ilham.post(&links[0], &GIVEN).await;
        let page = samir.get("/programme").await.body;
        assert!(page.contains("Retours faits : 1 sur 2 (50 %)") && page.contains("Délai médian : 0 jours"), "{page}");
        let refused = samir.post(&link, &[("stage", "feeding_back"), ("owing", " ")]).await;
        assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY);
        assert!(refused.body.contains("1 retours sont encore dus"), "{}", refused.body);
        let long = "a".repeat(1_001);
        assert!(samir.post(&link, &[("stage", "feeding_back"), ("owing", &long)]).await.body.contains("Mille lettres"));
        let reason = "Zellige-raison : la route est coupée.";
        assert_eq!(samir.post(&link, &[("stage", "feeding_back"), ("owing", reason)]).await.location(), "/programme");
        assert!(samir.get("/programme").await.body.contains("Zellige-raison"));
    }
}

on_both! {
    async fn a_period_whose_loop_is_closed_closes_without_one(ground) {
        let house = House::open(ground).await;
        let samir = house.person("samir").await;
        let table = closed(&house).await;
        for link in owed(&table.ilham).await {
            table.ilham.post(&link, &GIVEN).await;
        }
        let round = house.overview().await.rounds[0].id;
        let link = format!("/programme/periods/{round}/advance");
        for stage in ["collecting", "selecting", "feeding_back"] {
            assert_eq!(samir.post(&link, &[("stage", stage)]).await.location(), "/programme", "{stage}");
        }
    }
}

on_both! {
    async fn the_table_and_the_script_say_what_was_heard_and_why(ground) {
        let house = House::open(ground).await;
        let table = closed(&house).await;
        let record = table.ilham.get(&format!("{}/record", table.panel)).await.body;
        let link = format!("{}/feedback", table.panel);
        assert!(record.contains(&format!(r#"href="{link}""#)));
        let page = table.ilham.get(&link).await.body;
        for words in ["Zellige-un", "Zellige-deux", WHY, "Survivante", "Chaque récit entendu a sa valeur"] {
            assert!(page.contains(words), "{words}");
        }
        let script = table.ilham.get(&format!("{link}/script")).await.body;
        for words in ["جوج حكايات", "Zellige-un", WHY, r#"lang="ary" dir="rtl""#, "جوج عيالات ناجيات"] {
            assert!(script.contains(words), "{words} in {script}");
        }
        assert!(!script.contains("Zellige-deux"), "only the chosen one is named aloud");
        let siham = house.cast("siham", Role::Facilitator, Some(1)).await;
        for link in [link.clone(), format!("{link}/script")] {
            assert_eq!(siham.get(&link).await.status, StatusCode::NOT_FOUND);
        }
        // Withdrawn, her words are gone from both.
        table.ilham.post(&format!("/stories/{}/withdraw", table.stories[0]), &[]).await;
        for link in [link.clone(), format!("{link}/script")] {
            let page = table.ilham.get(&link).await.body;
            assert!(!page.contains("Zellige-un") && !page.contains(WHY), "{link}");
        }
    }
}
