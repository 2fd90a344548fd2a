//! Guessing: counted, refused past the limit, every refusal the same.

use super::*;
use chrono::TimeDelta;
use method::policy::Role;
use method::receipt::{ALONE, AT_A_DESK};
use std::collections::BTreeSet;
use tests::{House, opening_day};

/// So many guesses are tried past the limit.
const PAST: u32 = 200;
/// Tries of somebody who does not give up.
const MANY: u32 = 10_000;

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

/// What is said of a number that opens nothing, and past the limit.
const ALONE_SAID: [&str; 2] = ["Aucun rendez-vous n’a ce numéro", "Trop de numéros inexacts"];
const AT_A_DESK_SAID: [&str; 2] = ["Aucun billet de ce lieu", "Trop de numéros inexacts"];

/// Refusals by what they say: how many, and the lengths of their pages.
#[derive(Default)]
struct Refusals {
    count: [u32; 2],
    lengths: [BTreeSet<usize>; 2],
}

impl Refusals {
    fn add(&mut self, page: &tests::Answer, said: [&str; 2]) {
        assert_eq!(page.status, StatusCode::UNPROCESSABLE_ENTITY);
        let class = said
            .iter()
            .position(|sentence| page.body.contains(sentence))
            .expect("one of the two");
        self.count[class] += 1;
        self.lengths[class].insert(page.body.len());
    }

    fn are_alike(&self) {
        assert!(
            self.lengths.iter().all(|lengths| lengths.len() == 1),
            "each refusal is as long as the others of its kind: {:?}",
            self.lengths
        );
    }
}

/// Ten thousand guesses in six hours, on one engine: what counts them is the same on both, and they take their time. Some are near to
/// the right number.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn ten_thousand_guesses_alone_get_no_more_answers_than_the_limit() {
    let house = House::open(tests::Ground::Sqlite).await;
    let ilham = house.cast("ilham", Role::Facilitator, Some(0)).await;
    let slip = given(&ilham, &house.record(&ilham).await).await;
    let right: u64 = slip.long.parse().expect("a number");
    let (guesser, mut refusals) = (house.nobody(), Refusals::default());
    let step = TimeDelta::hours(6) / i32::try_from(MANY).expect("a number");
    for guess in 0..MANY {
        house
            .archive
            .set_clock(opening_day() + step * i32::try_from(guess).expect("a number"));
        let near = right ^ u64::from(guess + 1);
        let number = if guess % 2 == 0 {
            near % 10_u64.pow(16)
        } else {
            u64::from(guess) * 999_983
        };
        refusals.add(
            &guesser.post("/appointment", &[("number", &format!("{number:016}"))]).await,
            ALONE_SAID,
        );
    }
    let windows = 6 * 60 / ALONE.minutes;
    assert_eq!(refusals.count, [windows * ALONE.tries, MANY - windows * ALONE.tries]);
    refusals.are_alike();
}

/// As many by a worker in one day: numbers that never were, the right one with another sign, one of another clinic.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn ten_thousand_guesses_at_a_desk_get_no_more_answers_than_the_limit() {
    let house = House::open(tests::Ground::Sqlite).await;
    let ilham = house.cast("ilham", Role::Facilitator, Some(0)).await;
    let near = given(&ilham, &house.record(&ilham).await).await;
    let far = house.cast("far", Role::Facilitator, Some(1)).await;
    let there = house.overview().await.sites[1].id.to_string();
    let told = tests::with(&house.aminas_story().await, "site", &there);
    let story = far.post("/stories/new", &tests::borrowed(&told)).await;
    let elsewhere = given(&far, story.location()).await;
    let mut refusals = Refusals::default();
    for guess in 0..MANY {
        let other_sign = [
            ("number", near.number.as_str()),
            ("picture_1", "sun"),
            ("picture_2", "key"),
            ("picture_3", "fish"),
        ];
        let page = match guess % 3 {
            0 => asked(&ilham, &format!("{:08}", u64::from(guess) * 9_973), &[]).await,
            1 => ilham.post("/appointments", &other_sign).await,
            _ => asked(&ilham, &elsewhere.number, &[]).await,
        };
        refusals.add(&page, AT_A_DESK_SAID);
    }
    assert_eq!(refusals.count, [AT_A_DESK.tries, MANY - AT_A_DESK.tries]);
    refusals.are_alike();
}
