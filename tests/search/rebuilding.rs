//! The index built anew: by whom, while searching goes on, with a bar that tells how far it is and of how many stories nothing.

use super::{holds, search, told};
use axum::http::StatusCode;
use http_body_util::BodyExt;
use method::policy::Role;
use std::time::Duration;
use tests::{Ground, House, PASSPHRASE, Person};

/// The page with the button, once the index is no longer being built.
async fn settled(samir: &Person) -> String {
    for _ in 0..200 {
        let page = samir.get("/custody").await.body;
        if !page.contains("aria-busy") {
            return page;
        }
        tokio::time::sleep(Duration::from_millis(20)).await;
    }
    panic!("the index is never done");
}

on_both! {
    async fn an_administrator_builds_it_anew_while_searching_goes_on(ground) {
        let house = House::open(ground).await;
        let ilham = house.cast("ilham", Role::Facilitator, Some(0)).await;
        let zineb = house.cast("zineb", Role::NationalCoordinator, None).await;
        let story = told(&house, &ilham, &[]).await;
        assert!(holds(&search(&house, &ilham, "guichet").await, &story));
        let samir = house.person("samir").await;
        let page = samir.get("/custody").await.body;
        assert!(page.contains("action=\"/custody/index\"") && !page.contains("<progress"), "{page}");
        assert!(!zineb.get("/custody").await.body.contains("/custody/index"), "she reads the log and has no button");
        for person in [&zineb, &ilham] {
            assert_eq!(person.post("/custody/index", &[]).await.status, StatusCode::NOT_FOUND);
        }
        assert_eq!(house.nobody().post("/custody/index", &[]).await.location(), "/sign-in");
        for _ in 0..5 {
            assert_eq!(samir.post("/custody/index", &[]).await.location(), "/custody#index");
            let answer = ilham.post("/search", &[("q", "guichet")]).await;
            assert!(holds(&answer, &story), "the old one answers: {}", answer.body);
        }
        let other = told(&house, &ilham, &[]).await;
        let page = settled(&samir).await;
        assert!(page.contains("La recherche a été préparée de nouveau."), "{page}");
        assert!(page.contains("Recherche préparée de nouveau"), "the log tells: {page}");
        let answer = search(&house, &ilham, "guichet").await;
        assert!(holds(&answer, &story) && holds(&answer, &other));
        assert_eq!(ilham.post(&format!("{story}/withdraw"), &[]).await.status, StatusCode::OK);
        assert!(!holds(&search(&house, &ilham, "guichet").await, &story));
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn news_of_it_end_when_it_is_ready_and_are_for_whoever_is_signed_in() {
    let house = House::open(Ground::Sqlite).await;
    let ilham = house.cast("ilham", Role::Facilitator, Some(0)).await;
    house.archive.search().ready().await.expect("an open vault");
    let (status, body) = ilham.listen("/search/progress").await;
    assert_eq!(status, StatusCode::OK);
    let news = tokio::time::timeout(Duration::from_secs(10), body.collect());
    let news = news.await.expect("the stream ends").expect("a stream").to_bytes();
    assert_eq!(String::from_utf8_lossy(&news), "data: ready\n\n");
    assert_eq!(house.nobody().get("/search/progress").await.location(), "/sign-in");
}

/// Locks the words of the stories, as a slow disk would, so that the building stands still.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn while_it_is_built_a_bar_stands_in_each_language_and_nothing_tells_how_many_stories_there_are() {
    let house = House::open(Ground::Postgres).await;
    let ilham = house.cast("ilham", Role::Facilitator, Some(0)).await;
    let story = told(&house, &ilham, &[]).await;
    let archive::Engine::Postgres { url } = house.settings().engine else {
        panic!("PostgreSQL")
    };
    let house = house.restarted_with(2).await;
    let pool = sqlx::PgPool::connect(&url).await.expect("the database");
    let mut lock = pool.begin().await.expect("a transaction");
    let statement = "LOCK TABLE content.layer IN ACCESS EXCLUSIVE MODE";
    sqlx::query(statement).execute(&mut *lock).await.expect("a lock");
    house.archive.custody().unseal(PASSPHRASE).await.expect("an open vault");
    let ilham = house.person("ilham").await;
    for (tag, sentence) in [
        ("fr", "La recherche se prépare : 0 %"),
        ("ar", "يجري إعداد البحث: 0 %"),
        ("en", "The search is being prepared: 0%"),
    ] {
        let person = ilham.clone().reading(tag);
        for answer in [person.get("/search").await, person.post("/search", &[("q", "guichet")]).await] {
            assert!(
                answer.body.contains(sentence) && answer.body.contains("<progress max=\"100\" value=\"0\""),
                "{}",
                answer.body
            );
            assert!(
                answer.body.contains("/search/progress"),
                "the bar moves by itself: {}",
                answer.body
            );
        }
    }
    let answer = ilham.post("/search", &[("q", "guichet")]).await;
    assert!(
        answer.body.contains("value=\"guichet\""),
        "what was typed stays: {}",
        answer.body
    );
    let samir = house.person("samir").await;
    assert!(samir.post("/custody/index", &[]).await.location() == "/custody#index");
    let page = samir.get("/custody").await.body;
    assert!(page.contains("<progress max=\"100\""), "{page}");
    lock.rollback().await.expect("let go");
    assert!(holds(&search(&house, &ilham, "guichet").await, &story));
    settled(&samir).await;
}
