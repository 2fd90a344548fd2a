//! Services near a site: kept by who coordinates it, shown to who records there.

use axum::http::StatusCode;
use method::policy::Role;
use tests::{House, Person};

const REFERRALS: &str = "/programme/referrals";

/// A service as its form is filled in.
fn service<'a>(site: &'a str, name: &'a str, telephone: &'a str) -> Vec<(&'a str, &'a str)> {
    vec![
        ("site", site),
        ("kind", "medical"),
        ("name_fr", name),
        ("name_ar", "مستعجلات"),
        ("telephone", telephone),
        ("hours", "24/24"),
        ("notes_fr", "Demander l’infirmière."),
    ]
}

async fn sites(house: &House) -> [String; 2] {
    let overview = house.overview().await;
    [overview.sites[0].id.to_string(), overview.sites[1].id.to_string()]
}

/// The address of the only service in a page's list.
async fn only(person: &Person) -> String {
    let page = person.get(REFERRALS).await.body;
    let id = page
        .split("/programme/referrals/")
        .nth(1)
        .and_then(|rest| rest.get(..32))
        .expect("a service");
    format!("{REFERRALS}/{id}")
}

on_both! {
    async fn a_coordinator_enters_a_service_and_who_records_there_finds_it_where_it_is_needed(ground) {
        let house = House::open(ground).await;
        let [here, there] = sites(&house).await;
        let karima = house.cast("karima", Role::SiteCoordinator, Some(0)).await;
        let ilham = house.cast("ilham", Role::Facilitator, Some(0)).await;
        assert!(karima.get(REFERRALS).await.body.contains("Aucun service"));
        assert!(ilham.get("/stories/new").await.body.contains("Aucun service n’est encore inscrit"));
        assert_eq!(karima.post(REFERRALS, &service(&here, "Urgences Zellige", "+212 5 00-00")).await.location(), REFERRALS);
        let page = ilham.get("/stories/new").await.body;
        assert_eq!(page.matches("Urgences Zellige").count(), 3, "in the first hours, before parting, and where one stops: {page}");
        assert!(page.contains("href=\"tel:+21250000\"") && page.contains("24/24") && page.contains("infirmière"), "{page}");
        assert!(ilham.clone().reading("ar").get("/stories/new").await.body.contains("مستعجلات"));
        let elsewhere = house.cast("siham", Role::Facilitator, Some(1)).await;
        assert!(!elsewhere.get("/stories/new").await.body.contains("Zellige"), "{there}");
        let zineb = house.cast("zineb", Role::NationalCoordinator, None).await;
        assert!(zineb.get(REFERRALS).await.body.contains("Urgences Zellige"));
    }
}

on_both! {
    async fn a_service_is_changed_and_taken_out_and_a_lost_race_is_said(ground) {
        let house = House::open(ground).await;
        let [here, _] = sites(&house).await;
        let karima = house.cast("karima", Role::SiteCoordinator, Some(0)).await;
        karima.post(REFERRALS, &service(&here, "Urgences Zellige", "15")).await;
        let link = only(&karima).await;
        assert!(karima.get(&link).await.body.contains("value=\"Urgences Zellige\""));
        let changed = [service(&here, "Urgences Jasmin", "16"), vec![("version", "1")]].concat();
        assert_eq!(karima.post(&link, &changed).await.location(), REFERRALS);
        assert!(karima.get(REFERRALS).await.body.contains("Urgences Jasmin"));
        let late = [service(&here, "Urgences Safran", "17"), vec![("version", "1")]].concat();
        let refused = karima.post(&link, &late).await;
        assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY);
        assert!(refused.body.contains("Quelqu’un d’autre") && refused.body.contains("value=\"Urgences Safran\""), "{}", refused.body);
        assert_eq!(karima.post(&format!("{link}/remove"), &[("version", "1")]).await.status, StatusCode::CONFLICT);
        assert_eq!(karima.post(&format!("{link}/remove"), &[("version", "2")]).await.location(), REFERRALS);
        assert!(!karima.get(REFERRALS).await.body.contains("Urgences"));
        assert_eq!(karima.get(&link).await.status, StatusCode::NOT_FOUND);
    }
}

on_both! {
    async fn what_is_no_service_is_refused_and_stays_typed(ground) {
        let house = House::open(ground).await;
        let [here, _] = sites(&house).await;
        let zineb = house.cast("zineb", Role::NationalCoordinator, None).await;
        let long = "x".repeat(121);
        for (answers, sentence) in [
            (service(&here, "Urgences Zellige", "javascript:alert(15)"), "ne peut pas être composé"),
            (service(&here, "Urgences Zellige", ""), "ne peut pas être composé"),
            (service(&here, &long, "15"), "trop long"),
            (service("", "Urgences Zellige", "15"), "Choisissez la clinique"),
            (service(&here, "Urgences Zellige", "15").into_iter().filter(|(name, _)| *name != "kind").collect(), "Choisissez quelle aide"),
            (service(&here, "", "15").into_iter().filter(|(name, _)| *name != "name_ar").collect(), "Donnez un nom"),
        ] {
            let refused = zineb.post(REFERRALS, &answers).await;
            assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY, "{sentence}");
            assert!(refused.body.contains(sentence) && refused.body.contains("value=\"24/24\""), "{sentence}: {}", refused.body);
        }
        let hostile = service(&here, "<script>Zellige</script>", "15");
        assert_eq!(zineb.post(REFERRALS, &hostile).await.location(), REFERRALS);
        assert!(!zineb.get("/stories/new").await.body.contains("<script>Zellige"));
    }
}

on_both! {
    async fn nobody_keeps_the_services_of_another_site_or_programme(ground) {
        let house = House::open(ground).await;
        let [here, there] = sites(&house).await;
        let karima = house.cast("karima", Role::SiteCoordinator, Some(0)).await;
        karima.post(REFERRALS, &service(&here, "Urgences Zellige", "15")).await;
        let link = only(&karima).await;
        assert_eq!(karima.post(REFERRALS, &service(&there, "Ailleurs", "15")).await.status, StatusCode::NOT_FOUND);
        let agadir = house.cast("agadir", Role::SiteCoordinator, Some(1)).await;
        let change = [service(&here, "Volé", "15"), vec![("version", "1")]].concat();
        for person in [
            &agadir,
            &house.cast("ilham", Role::Facilitator, Some(0)).await,
            &house.cast("houda", Role::Analyst, None).await,
            &house.cast("rajae", Role::AdvocacyOfficer, None).await,
            &house.person("samir").await,
        ] {
            assert_eq!(person.get(&link).await.status, StatusCode::NOT_FOUND);
            assert_eq!(person.post(&link, &change).await.status, StatusCode::NOT_FOUND);
            assert_eq!(person.post(&format!("{link}/remove"), &[("version", "1")]).await.status, StatusCode::NOT_FOUND);
            assert_eq!(person.post(REFERRALS, &service(&here, "Volé", "15")).await.status, StatusCode::NOT_FOUND);
        }
        let (_, stranger) = house.second_programme("rif", Role::NationalCoordinator).await;
        assert_eq!(stranger.get(&link).await.status, StatusCode::NOT_FOUND);
        assert_eq!(stranger.post(REFERRALS, &service(&here, "Volé", "15")).await.status, StatusCode::NOT_FOUND);
        assert!(karima.get(REFERRALS).await.body.contains("Urgences Zellige"));
    }
}
