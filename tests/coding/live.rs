//! Coders who have one story open hear when its page is another by now, and nothing else.

use super::{code, give, told};
use crate::panels::live::{first, next};
use axum::http::StatusCode;
use method::policy::Role;
use regex::Regex;
use tests::{House, Person};

const TOLD: &str = "خفت بزاف من داك الراجل، ومن بعد مشيت للمحكمة.";

/// The number that a coding page bears.
async fn key(coder: &Person, story: &str) -> String {
    let page = coder.get(&format!("{story}/code")).await.body;
    let pattern = Regex::new(r#"data-key="([0-9a-f]{16})""#).expect("a pattern");
    pattern.captures(&page).unwrap_or_else(|| panic!("{page}"))[1].to_owned()
}

on_both! {
    async fn a_coder_hears_that_another_coded_and_no_word_of_it(ground) {
        let house = House::open(ground).await;
        let ilham = house.cast("ilham", Role::Facilitator, Some(0)).await;
        let (houda, nabila) = (house.cast("houda", Role::Analyst, None).await, house.cast("nabila", Role::Analyst, Some(0)).await);
        let (story, other) = (told(&house, &ilham, "ary", TOLD).await, told(&house, &ilham, "ary", TOLD).await);
        let threat = code(&houda, "Menace de mort").await;
        let before = key(&houda, &story).await;
        let (_, mut heard) = houda.listen(&format!("{story}/code/events")).await;
        assert_eq!(next(&mut heard).await, Some(format!("data: {before}")));
        give(&nabila, &other, TOLD, "داك الراجل", &threat).await;
        give(&nabila, &story, TOLD, "داك الراجل", &threat).await;
        let after = key(&houda, &story).await;
        assert_ne!(after, before);
        assert_eq!(next(&mut heard).await, Some(format!("data: {after}")), "one number, and another story is not told of");
        nabila.post(&format!("{story}/memos"), &[("memo", "زليج")]).await;
        assert_eq!(next(&mut heard).await, Some(format!("data: {}", key(&houda, &story).await)));
    }
}

on_both! {
    async fn only_who_codes_a_story_hears_of_it(ground) {
        let house = House::open(ground).await;
        let ilham = house.cast("ilham", Role::Facilitator, Some(0)).await;
        let houda = house.cast("houda", Role::Analyst, None).await;
        let story = told(&house, &ilham, "ary", TOLD).await;
        let events = format!("{story}/code/events");
        let (_, stranger) = house.second_programme("loin", Role::Analyst).await;
        let elsewhere = house.cast("agadir", Role::Analyst, Some(1)).await;
        for person in [&ilham, &stranger, &elsewhere] {
            assert_eq!(person.get(&events).await.status, StatusCode::NOT_FOUND);
        }
        assert_eq!(houda.get("/stories/none/code/events").await.status, StatusCode::NOT_FOUND);
        assert_eq!(house.nobody().get(&events).await.location(), "/sign-in");
        let (_, mut heard) = houda.listen(&events).await;
        assert!(next(&mut heard).await.is_some());
        // The story is withdrawn: the stream ends.
        assert_eq!(ilham.post(&format!("{story}/withdraw"), &[]).await.status, StatusCode::OK);
        assert_eq!(next(&mut heard).await, None);
        assert_eq!(houda.get(&events).await.status, StatusCode::NOT_FOUND);
    }
}

on_both! {
    async fn while_coding_is_blind_nothing_is_heard_of_another(ground) {
        let house = House::open(ground).await;
        let ilham = house.cast("ilham", Role::Facilitator, Some(0)).await;
        let zineb = house.cast("zineb", Role::NationalCoordinator, None).await;
        let (houda, nabila) = (house.cast("houda", Role::Analyst, None).await, house.cast("nabila", Role::Analyst, Some(0)).await);
        let story = told(&house, &ilham, "ary", TOLD).await;
        let threat = code(&houda, "Menace de mort").await;
        give(&nabila, &story, TOLD, "داك الراجل", &threat).await;
        let (_, mut heard) = houda.listen(&format!("{story}/code/events")).await;
        let open = next(&mut heard).await.expect("news");
        zineb.post("/programme/coding", &[("blind", "yes")]).await;
        let blind = next(&mut heard).await.expect("news");
        assert_ne!(open, blind, "what is hidden now leaves the page");
        give(&nabila, &story, TOLD, "للمحكمة", &threat).await;
        assert_eq!(first(&houda, &format!("{story}/code/events")).await, blind);
        give(&houda, &story, TOLD, "للمحكمة", &threat).await;
        assert_ne!(next(&mut heard).await.expect("news"), blind);
    }
}
