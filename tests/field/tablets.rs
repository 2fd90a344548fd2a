//! Tablets: who may enrol one, see it and cut it off, and what one is told that was cut off.

use super::tablet::{Tablet, fresh, post, waits};
use axum::body::Body;
use axum::http::{StatusCode, header};
use method::policy::Role;
use tests::House;

on_both! {
    /// A worker enrols a tablet at her own site, and at no other.
    async fn a_tablet_is_enrolled_where_its_worker_records(ground) {
        let house = House::open(ground).await;
        let sites = house.overview().await.sites;
        let ask = |site: String, name: &'static str, key: String| {
            serde_json::json!({ "site": site, "name": name, "key": key }).to_string()
        };
        let key = "d75a980182b10ab7d54bfed3c964073a0ee172f3daa62325af021a68f707511a".to_owned();
        let nadia = house.cast("nadia", Role::Facilitator, Some(0)).await;
        let karima = house.cast("karima", Role::AdvocacyOfficer, None).await;
        let (here, there) = (sites[0].id.to_string(), sites[1].id.to_string());
        for (person, body, expected) in [
            (&nadia, ask(here.clone(), "tablette", key.clone()), StatusCode::OK),
            (&nadia, ask(there, "tablette", key.clone()), StatusCode::NOT_FOUND),
            (&nadia, ask(here.clone(), " ", key.clone()), StatusCode::UNPROCESSABLE_ENTITY),
            (&nadia, ask(here.clone(), "tablette", "zz".into()), StatusCode::UNPROCESSABLE_ENTITY),
            (&nadia, ask(here.clone(), "tablette", "ff".into()), StatusCode::UNAUTHORIZED),
            (&karima, ask(here, "tablette", key), StatusCode::NOT_FOUND),
        ] {
            let request = person.request("POST", "/notes/devices").header("sec-fetch-site", "same-origin");
            let request = request.header(header::CONTENT_TYPE, "application/json");
            let answer = person.send(request.body(Body::from(body.clone())).expect("a request")).await;
            assert_eq!(answer.status, expected, "{body}");
        }
    }
}

on_both! {
    /// A tablet that was lost is cut off by whoever keeps the tablets of its site; at its next contact it is told so.
    async fn a_lost_tablet_is_cut_off(ground) {
        let house = House::open(ground).await;
        let nadia = house.cast("nadia", Role::Facilitator, Some(0)).await;
        let tablet = Tablet::enrolled(&house, &nadia).await;
        let kit = format!("/notes/kit/{}", tablet.device);
        assert_eq!(nadia.get(&kit).await.status, StatusCode::OK);
        let karim = house.cast("karim", Role::Facilitator, Some(0)).await;
        assert_eq!(karim.get(&kit).await.status, StatusCode::NOT_FOUND, "another's tablet");
        let device = tablet.device.as_simple().to_string();
        let leila = house.cast("leila", Role::SiteCoordinator, Some(1)).await;
        for stranger in [&karim, &leila] {
            let refused = stranger.post("/programme/tablets", &[("device", &device)]).await;
            assert_eq!(refused.status, StatusCode::NOT_FOUND);
            assert!(!stranger.get("/programme/tablets").await.body.contains("tablette bleue"));
        }
        let houda = house.cast("houda", Role::SiteCoordinator, Some(0)).await;
        assert!(houda.get("/programme/tablets").await.body.contains("tablette bleue"));
        assert_eq!(houda.post("/programme/tablets", &[("device", &device)]).await.status, StatusCode::SEE_OTHER);
        assert_eq!(nadia.get(&kit).await.status, StatusCode::GONE);
        let letter = tablet.letter(fresh(), fresh(), 0, b"dm");
        assert_eq!(post(&house.nobody(), &letter).await, StatusCode::GONE);
        assert_eq!(waits(&house.nobody(), &tablet, fresh()).await.0, StatusCode::GONE);
    }
}
