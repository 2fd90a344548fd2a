//! The log is added to, never changed: whoever touches it breaks its chain. It holds no word of a story.

use archive::audit::Verified;
use axum::http::StatusCode;
use method::policy::Role;
use tests::{Ground, House};

on_both! {
    async fn deeds_are_noted_and_the_chain_holds(ground) {
        let house = House::open(ground).await;
        let ilham = house.cast("ilham", Role::Facilitator, Some(0)).await;
        house.record(&ilham).await;
        assert!(matches!(house.archive.custody().verify_audit().await, Ok(Verified::Whole { entries }) if entries > 3));
        let page = house.person("samir").await.get("/custody").await;
        assert_eq!(page.status, StatusCode::OK);
        assert!(page.body.contains("Récit recueilli") && !page.body.contains("Zellige"));
        assert_eq!(ilham.get("/custody").await.status, StatusCode::NOT_FOUND);
    }
}

#[tokio::test]
async fn every_change_to_an_entry_breaks_the_chain() {
    for (statement, place) in [
        ("UPDATE audit SET sealed = zeroblob(64) WHERE seq = 2", 2),
        ("UPDATE audit SET hash = zeroblob(32) WHERE seq = 3", 3),
        ("DELETE FROM audit WHERE seq = 1", 1),
        ("UPDATE audit SET seq = seq + 100 WHERE seq = 2", 2),
    ] {
        let house = House::open(Ground::Sqlite).await;
        house.signed_in("samir").await;
        let file = house.folder().join("content.db");
        let pool = sqlx::SqlitePool::connect(&format!("sqlite://{}", file.display()))
            .await
            .expect("the file");
        sqlx::query(statement).execute(&pool).await.expect("a change");
        pool.close().await;
        let found = house.archive.custody().verify_audit().await.expect("a walk");
        assert_eq!(found, Verified::BrokenAt { seq: place }, "{statement}");
    }
}
