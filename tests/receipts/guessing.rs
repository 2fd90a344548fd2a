//! Guessing: counted, refused past the limit, every refusal the same.

use super::*;
use chrono::TimeDelta;
use method::policy::Role;
use method::receipt::{ALONE, AT_A_DESK};
use std::collections::BTreeSet;
use tests::{House, opening_day};

/// So many guesses are tried past the limit.
const PAST: u32 = 200;

on_both! {
    async fn guesses_alone_get_no_more_answers_than_the_limit(ground) {
        let house = House::open(ground).await;
        let ilham = house.cast("ilham", Role::Facilitator, Some(0)).await;
        let slip = given(&ilham, &house.record(&ilham).await).await;
        let guesser = house.nobody();
        let mut answered = 0;
        let mut lengths = BTreeSet::new();
        for guess in 0..ALONE.tries + PAST {
            let number = format!("{:016}", u64::from(guess) * 7_919 + 1);
            let page = guesser.post("/appointment", &[("number", &number)]).await;
            assert_eq!(page.status, StatusCode::UNPROCESSABLE_ENTITY);
            if page.body.contains("Aucun rendez-vous n’a ce numéro") {
                answered += 1;
                lengths.insert(page.body.len());
            }
        }
        assert_eq!(answered, ALONE.tries);
        assert_eq!(lengths.len(), 1, "each refusal is as long as the other");
        // The right number waits as well, and is answered once the hour is over.
        let right = guesser.post("/appointment", &[("number", &slip.long)]).await;
        assert!(right.body.contains("Trop de numéros inexacts"));
        house.archive.set_clock(opening_day() + TimeDelta::minutes(i64::from(ALONE.minutes) + 1));
        assert_eq!(guesser.post("/appointment", &[("number", &slip.long)]).await.status, StatusCode::OK);
    }
}

on_both! {
    async fn a_worker_guesses_so_often_a_day_and_a_right_slip_does_not_count(ground) {
        let house = House::open(ground).await;
        let ilham = house.cast("ilham", Role::Facilitator, Some(0)).await;
        let slip = given(&ilham, &house.record(&ilham).await).await;
        for guess in 0..AT_A_DESK.tries {
            assert_eq!(asked(&ilham, &slip.number, &[]).await.status, StatusCode::OK);
            let page = asked(&ilham, &format!("{guess:08}"), &[]).await;
            assert!(page.body.contains("Aucun billet de ce lieu"), "{guess}: {}", page.body);
        }
        assert!(asked(&ilham, &slip.number, &[]).await.body.contains("Trop de numéros inexacts"));
        // Her colleague is not held up.
        let siham = house.cast("siham", Role::Facilitator, Some(0)).await;
        assert_eq!(asked(&siham, &slip.number, &[]).await.status, StatusCode::OK);
        house.archive.set_clock(opening_day() + TimeDelta::minutes(i64::from(AT_A_DESK.minutes) + 1));
        let ilham = house.person("ilham").await;
        assert_eq!(asked(&ilham, &slip.number, &[]).await.status, StatusCode::OK);
    }
}
