//! The log is added to, never changed: whoever touches it breaks its chain. It holds no word of a story.

use archive::audit::Verified;
use axum::http::StatusCode;
use method::policy::Role;
use sha2::{Digest, Sha256};
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

/// Runs statements on the log's table, as somebody who may write it and holds no key.
async fn written_to(house: &House, statements: &[&'static str]) {
    let file = house.folder().join("content.db");
    let pool = sqlx::SqlitePool::connect(&format!("sqlite://{}", file.display()))
        .await
        .expect("the file");
    for statement in statements {
        sqlx::query(*statement).execute(&pool).await.expect("a change");
    }
    pool.close().await;
}

/// Computes every plain link anew, as the formula in `archive::audit` says.
async fn computed_anew(house: &House) {
    let file = house.folder().join("content.db");
    let pool = sqlx::SqlitePool::connect(&format!("sqlite://{}", file.display()))
        .await
        .expect("the file");
    let rows: Vec<(i64, Vec<u8>, Vec<u8>)> = sqlx::query_as("SELECT seq, id, sealed FROM audit ORDER BY seq")
        .fetch_all(&pool)
        .await
        .expect("the log");
    let mut before = vec![0; 32];
    for (place, (seq, id, sealed)) in (1_i64..).zip(rows) {
        let parts = [b"hikaya-audit-1".as_slice(), &before, &place.to_be_bytes(), &id, &sealed];
        before = Sha256::digest(parts.concat()).to_vec();
        sqlx::query("UPDATE audit SET seq = $2, hash = $3 WHERE seq = $1")
            .bind(seq)
            .bind(place)
            .bind(before.clone())
            .execute(&pool)
            .await
            .expect("a change");
    }
    pool.close().await;
}

#[tokio::test]
async fn a_chain_computed_anew_without_the_key_is_noticed() {
    for (statements, place) in [
        (&["DELETE FROM audit WHERE seq = 2"][..], 2),
        (
            &[
                "UPDATE audit SET seq = 100 WHERE seq = 2",
                "UPDATE audit SET seq = 2 WHERE seq = 3",
                "UPDATE audit SET seq = 3 WHERE seq = 100",
            ],
            2,
        ),
        (&["DELETE FROM audit WHERE seq = 1"], 1),
    ] {
        let house = House::open(Ground::Sqlite).await;
        house.signed_in("samir").await;
        written_to(&house, statements).await;
        computed_anew(&house).await;
        let found = house.archive.custody().verify_audit().await.expect("a walk");
        assert_eq!(found, Verified::BrokenAt { seq: place }, "{statements:?}");
        // The control: without the key the plain links are all there is, and they hold.
        let house = house.restarted().await;
        let found = house.archive.custody().verify_audit().await.expect("a walk");
        assert!(matches!(found, Verified::Whole { .. }), "{found:?}");
    }
    // The control of the control: computing it anew without having touched it changes nothing.
    let house = House::open(Ground::Sqlite).await;
    computed_anew(&house).await;
    assert!(matches!(
        house.archive.custody().verify_audit().await,
        Ok(Verified::Whole { .. })
    ));
}

#[tokio::test]
async fn an_end_cut_off_is_noticed_also_when_the_log_went_on() {
    let house = House::open(Ground::Sqlite).await;
    house.signed_in("samir").await;
    let Ok(Verified::Whole { entries }) = house.archive.custody().verify_audit().await else {
        panic!("a whole log")
    };
    house.archive.custody().remember_audit().await.expect("remembered");
    house.signed_in("samir").await;
    assert!(
        matches!(house.archive.custody().verify_audit().await, Ok(Verified::Whole { .. })),
        "the log may go on"
    );
    written_to(&house, &["DELETE FROM audit WHERE seq >= (SELECT MAX(seq) - 1 FROM audit)"]).await;
    let cut = Verified::BrokenAt { seq: entries };
    assert_eq!(house.archive.custody().verify_audit().await.expect("a walk"), cut);
    // New deeds do not cover it up, nor does a restart, which remembers the end once more.
    house.signed_in("samir").await;
    house.signed_in("samir").await;
    assert_eq!(house.archive.custody().verify_audit().await.expect("a walk"), cut);
    let house = house.restarted().await;
    house
        .archive
        .custody()
        .unseal(tests::PASSPHRASE)
        .await
        .expect("the passphrase");
    assert_eq!(house.archive.custody().verify_audit().await.expect("a walk"), cut);
}

on_both! {
    async fn a_restart_in_order_remembers_the_end_and_the_log_goes_on(ground) {
        let house = House::open(ground).await;
        house.signed_in("samir").await;
        let house = house.restarted().await;
        house.archive.custody().unseal(tests::PASSPHRASE).await.expect("the passphrase");
        house.signed_in("samir").await;
        assert!(matches!(house.archive.custody().verify_audit().await, Ok(Verified::Whole { entries }) if entries > 3));
    }
}
