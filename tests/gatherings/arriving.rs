//! Writing a group down, where it happened or later, once or twice, by whoever works at its site.

use super::{ID, gather, met, without};
use crate::sheet::{changed, sent, sheet};
use archive::desk::gatherings::GatheringsError;
use axum::http::StatusCode;
use method::gathering::Gathering;
use method::id::GatheringId;
use method::policy::Role;
use method::recording::Sheet;
use tests::{House, borrowed, with};

on_both! {
    async fn whatever_cannot_be_counted_is_refused_beside_its_field(ground) {
        let house = House::open(ground).await;
        let ilham = house.cast("ilham", Role::Facilitator, Some(0)).await;
        let begun = ilham.get("/gatherings/new").await.body;
        let site = house.overview().await.sites[0].id.to_string();
        assert_eq!(crate::sheet::all(&sheet(&begun, "/gatherings/new"), "site"), [site.as_str()], "her only site");
        let (whole, long) = (met(&site, ID), "x".repeat(121));
        for (name, value, sentence) in [
            ("group_held_on", "hier", "Donnez le jour"),
            ("group_place", "lune", "Choisissez le lieu"),
            ("group_women", "201", "de 0 à 200"),
            ("group_women", "0", "au moins deux personnes"),
            ("group_second", long.as_str(), "Raccourcissez le nom"),
            ("site", "", "Choisissez le site"),
        ] {
            let refused = ilham.post("/gatherings/new", &borrowed(&with(&whole, name, value))).await;
            assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY, "{name} {value}");
            assert!(refused.body.contains(sentence), "{name} {value}");
            assert!(refused.body.contains("name=\"gathering\" value=\""), "its id stays");
        }
        assert!(ilham.get("/gatherings").await.body.contains("Aucun groupe"));
    }
}

on_both! {
    async fn a_group_that_arrives_twice_is_there_once_and_stays_as_it_was(ground) {
        let house = House::open(ground).await;
        let ilham = house.cast("ilham", Role::Facilitator, Some(0)).await;
        let group = gather(&house, &ilham, ID).await;
        let typed = changed(&sheet(&ilham.get(&group).await.body, &group), "group_women", 0, "6");
        assert_eq!(ilham.post(&group, &sent(&typed)).await.location(), group);
        assert_eq!(gather(&house, &ilham, ID).await, group);
        assert!(ilham.get(&group).await.body.contains("7 personnes"), "what was corrected is not undone");
        assert_eq!(ilham.get("/gatherings").await.body.matches("7 personnes").count(), 1);
    }
}

on_both! {
    async fn the_desk_takes_a_group_from_a_sheet(ground) {
        let house = House::open(ground).await;
        house.cast("ilham", Role::Facilitator, Some(0)).await;
        house.cast("siham", Role::Facilitator, Some(1)).await;
        let site = house.overview().await.sites[0].id.to_string();
        let answers = met(&site, ID).into_iter().map(|(name, answer)| (name.to_owned(), answer)).collect();
        let group = Gathering::read(&Sheet::new(answers)).unwrap_or_else(|wrong| panic!("{wrong:?}"));
        let (id, desk): (GatheringId, _) = (ID.parse().expect("an id"), house.archive.gatherings());
        let (ilham, siham) = (house.signed_in("ilham").await, house.signed_in("siham").await);
        let programme = ilham.memberships[0].programme;
        let refused = desk.open(&siham.actor, programme, id, group.clone()).await;
        assert!(matches!(refused, Err(GatheringsError::NotFound)), "not her site");
        for _ in 0..2 {
            desk.open(&ilham.actor, programme, id, group.clone()).await.expect("once or twice");
        }
        let hers = Gathering { site: house.overview().await.sites[1].id, ..group.clone() };
        let refused = desk.open(&siham.actor, programme, id, hers).await;
        assert!(matches!(refused, Err(GatheringsError::NotFound)), "an id that is taken tells her nothing");
        assert_eq!(desk.list(&ilham.actor, programme).await.expect("groups").len(), 1);
        assert!(desk.list(&siham.actor, programme).await.expect("groups").is_empty());
        // The same id in another programme.
        let (_, _) = house.second_programme("warda", Role::NationalCoordinator).await;
        let warda = house.signed_in("warda").await;
        let fresh: GatheringId = "6f1c1e0a9d2b4c3e8f7a6b5c4d3e2f12".parse().expect("an id");
        for id in [id, fresh] {
            let refused = desk.open(&warda.actor, warda.memberships[0].programme, id, group.clone()).await;
            assert!(matches!(refused, Err(GatheringsError::NotFound)), "a site of another programme");
        }
    }
}

on_both! {
    async fn a_group_is_known_to_those_who_record_at_its_site_alone(ground) {
        let house = House::open(ground).await;
        let ilham = house.cast("ilham", Role::Facilitator, Some(0)).await;
        let group = gather(&house, &ilham, ID).await;
        for (login, role, site) in [
            ("siham", Role::Facilitator, Some(1)),
            ("latifa", Role::PanelChair, Some(0)),
            ("houda", Role::Analyst, None),
            ("rajae", Role::AdvocacyOfficer, None),
        ] {
            let person = house.cast(login, role, site).await;
            assert_eq!(person.get(&group).await.status, StatusCode::NOT_FOUND, "{login}");
            let closed = person.post(&group, &[("version", "1"), ("step", "close")]).await;
            assert_eq!(closed.status, StatusCode::NOT_FOUND, "{login}");
        }
        assert_eq!(house.person("samir").await.get("/gatherings").await.status, StatusCode::NOT_FOUND);
        assert!(house.person("siham").await.get("/gatherings").await.body.contains("Aucun groupe"));
        let karima = house.cast("karima", Role::SiteCoordinator, Some(0)).await;
        assert!(karima.get(&group).await.body.contains("Zellige-Salma"));
        assert_eq!(house.files_holding("Zellige-Salma"), 0, "sealed");
    }
}

on_both! {
    async fn two_people_correcting_one_group_do_not_overwrite_each_other(ground) {
        let house = House::open(ground).await;
        let ilham = house.cast("ilham", Role::Facilitator, Some(0)).await;
        let group = gather(&house, &ilham, ID).await;
        let read = sheet(&ilham.get(&group).await.body, &group);
        assert_eq!(ilham.post(&group, &sent(&changed(&read, "group_men", 0, "2"))).await.location(), group);
        let second = ilham.post(&group, &sent(&changed(&read, "group_women", 0, "5"))).await;
        assert_eq!(second.status, StatusCode::UNPROCESSABLE_ENTITY);
        assert!(second.body.contains("vient de modifier") && second.body.contains("value=\"5\""));
        let wrong = sheet(&second.body, &group);
        let few = without(&met("", ID), "group_women");
        let few: Vec<_> = few.into_iter().map(|(name, answer)| (name.to_owned(), answer)).collect();
        assert_eq!(ilham.post(&group, &sent(&few)).await.status, StatusCode::UNPROCESSABLE_ENTITY, "one is no group");
        assert_eq!(ilham.post(&group, &sent(&wrong)).await.location(), group);
    }
}
