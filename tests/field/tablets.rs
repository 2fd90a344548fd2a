//! Tablets: who may enrol one, see it and cut it off, and what one is told that was cut off.

use super::tablet::{Tablet, fresh, kit, pages, post, to_drawer, waits};
use archive_envelope::Letterbox;
use axum::body::Body;
use axum::http::{StatusCode, header};
use chrono::TimeDelta;
use method::policy::Role;
use tests::{House, PASSPHRASE, opening_day};

on_both! {
    /// A worker enrols a tablet at her own site, and at no other.
    async fn a_tablet_is_enrolled_where_its_worker_records(ground) {
        let house = House::open(ground).await;
        let sites = house.overview().await.sites;
        let ask = |site: String, name: &'static str, key: String| {
            let drawers = [fresh(), fresh()].map(|id| to_drawer(&Letterbox::create(id).expect("a drawer").address()));
            serde_json::json!({ "site": site, "name": name, "key": key, "drawers": drawers }).to_string()
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

on_both! {
    /// A tablet on which nothing waits asks whether it was cut off: without an account, and while the vault is closed.
    async fn a_tablet_asks_whether_it_was_cut_off(ground) {
        let house = House::open(ground).await;
        let nadia = house.cast("nadia", Role::Facilitator, Some(0)).await;
        let tablet = Tablet::enrolled(&house, &nadia).await;
        let (asked, unknown) = (format!("/notes/devices/{}", tablet.device), format!("/notes/devices/{}", fresh()));
        assert_eq!(house.nobody().get(&asked).await.status, StatusCode::NO_CONTENT);
        assert_eq!(house.nobody().get(&unknown).await.status, StatusCode::NOT_FOUND);
        let house = house.restarted().await;
        assert_eq!(house.nobody().get(&asked).await.status, StatusCode::NO_CONTENT);
        house.archive.custody().unseal(PASSPHRASE).await.expect("an open vault");
        let (nadia, device) = (house.person("nadia").await, tablet.device.as_simple().to_string());
        assert_eq!(nadia.post("/programme/tablets", &[("device", &device)]).await.status, StatusCode::SEE_OTHER);
        let house = house.restarted().await;
        let answer = house.nobody().get(&asked).await;
        assert_eq!((answer.status, answer.body.as_str()), (StatusCode::GONE, ""));
    }
}

on_both! {
    /// It gets fresh pages by its own signature, which holds for the day: no session is needed.
    async fn a_tablet_signs_for_fresh_pages(ground) {
        let house = House::open(ground).await;
        let nadia = house.cast("nadia", Role::Facilitator, Some(0)).await;
        let (tablet, other) = (Tablet::enrolled(&house, &nadia).await, Tablet::enrolled(&house, &nadia).await);
        let (nobody, today) = (house.nobody(), opening_day());
        for (days, expected) in [(0, StatusCode::OK), (-1, StatusCode::OK), (-2, StatusCode::UNAUTHORIZED),
            (-3, StatusCode::UNAUTHORIZED), (1, StatusCode::UNAUTHORIZED)] {
            let answer = kit(&nobody, tablet.device, &tablet.key, today + TimeDelta::days(days)).await;
            assert_eq!(answer.status, expected, "signed {days} days from today");
        }
        let signed = kit(&nobody, tablet.device, &tablet.key, today).await;
        let hers: serde_json::Value = serde_json::from_str(&nadia.get(&format!("/notes/kit/{}", tablet.device)).await.body).expect("a kit");
        assert_eq!(pages(&signed.bytes, &tablet.drawers[0]), hers, "as for its worker");
        assert_eq!(kit(&nobody, tablet.device, &other.key, today).await.status, StatusCode::UNAUTHORIZED, "another's signature");
        let request = nobody.request("POST", &format!("/notes/kit/{}", tablet.device)).header("sec-fetch-site", "same-origin");
        let unsigned = nobody.send(request.body(Body::empty()).expect("a request")).await;
        assert_eq!(unsigned.status, StatusCode::UNAUTHORIZED);
        // Ten days later, nobody having signed in since.
        house.archive.set_clock(today + TimeDelta::days(10));
        assert_eq!(kit(&nobody, tablet.device, &tablet.key, today).await.status, StatusCode::UNAUTHORIZED, "overheard then");
        assert_eq!(kit(&nobody, tablet.device, &tablet.key, today + TimeDelta::days(10)).await.status, StatusCode::OK);

        let (samir, device) = (house.person("samir").await, tablet.device.as_simple().to_string());
        assert_eq!(samir.post("/programme/tablets", &[("device", &device)]).await.status, StatusCode::SEE_OTHER);
        let later = today + TimeDelta::days(10);
        assert_eq!(kit(&nobody, tablet.device, &tablet.key, later).await.status, StatusCode::GONE);
        assert_eq!(kit(&nobody, tablet.device, &other.key, later).await.status, StatusCode::UNAUTHORIZED);
    }
}

on_both! {
    /// Nothing is packed for whoever does not record any more.
    async fn a_tablet_gets_pages_as_long_as_its_worker_records(ground) {
        let house = House::open(ground).await;
        let nadia = house.cast("nadia", Role::Facilitator, Some(0)).await;
        let tablet = Tablet::enrolled(&house, &nadia).await;
        assert_eq!(kit(&house.nobody(), tablet.device, &tablet.key, opening_day()).await.status, StatusCode::OK);
        let (samir, nadia) = (house.signed_in("samir").await, house.signed_in("nadia").await);
        let role = nadia.memberships[0];
        house.archive.people().take_role(&samir.actor, nadia.account, role).await.expect("taken");
        let answer = kit(&house.nobody(), tablet.device, &tablet.key, opening_day()).await;
        assert_eq!((answer.status, answer.body.as_str()), (StatusCode::NOT_FOUND, ""));
    }
}
