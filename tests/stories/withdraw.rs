//! A withdrawn story is gone, and an old copy of the content does not bring it back.

use axum::http::StatusCode;
use method::policy::Role;
use std::fs;
use tests::{Ground, House};

on_both! {
    async fn a_withdrawn_story_is_gone(ground) {
        let house = House::open(ground).await;
        let ilham = house.cast("ilham", Role::Facilitator, Some(0)).await;
        let (story, other) = (house.record(&ilham).await, house.record(&ilham).await);
        assert!(ilham.get(&format!("{story}/withdraw")).await.body.contains("est détruite"));
        assert_eq!(ilham.post(&format!("{story}/withdraw"), &[]).await.status, StatusCode::OK);
        assert_eq!(ilham.get(&story).await.status, StatusCode::NOT_FOUND);
        assert_eq!(ilham.post(&format!("{story}/withdraw"), &[]).await.status, StatusCode::NOT_FOUND);
        let list = ilham.get("/stories").await.body;
        assert!(!list.contains(story.trim_start_matches("/stories/")) && list.contains(&other));
    }
}

#[tokio::test]
async fn an_old_copy_of_the_content_does_not_open_a_withdrawn_story() {
    let house = House::open(Ground::Sqlite).await;
    let ilham = house.cast("ilham", Role::Facilitator, Some(0)).await;
    let (story, other) = (house.record(&ilham).await, house.record(&ilham).await);
    let content = house.folder().join("content.db");
    let pool = sqlx::SqlitePool::connect(&format!("sqlite://{}", content.display()))
        .await
        .expect("the file");
    let copy = house.folder().join("old-copy.db");
    sqlx::query(sqlx::AssertSqlSafe(format!("VACUUM INTO '{}'", copy.display())))
        .execute(&pool)
        .await
        .expect("a copy");
    pool.close().await;
    assert_eq!(ilham.post(&format!("{story}/withdraw"), &[]).await.status, StatusCode::OK);
    house.archive.close().await;
    for suffix in ["-wal", "-shm"] {
        // Absent after a clean close.
        let _ = fs::remove_file(house.folder().join(format!("content.db{suffix}")));
    }
    fs::rename(&copy, &content).expect("the old copy in its place");
    let house = house.restarted().await;
    house
        .archive
        .custody()
        .unseal(tests::PASSPHRASE)
        .await
        .expect("the passphrase");
    let ilham = house.person("ilham").await;
    assert_eq!(ilham.get(&story).await.status, StatusCode::NOT_FOUND, "her key is gone");
    let pool = sqlx::SqlitePool::connect(&format!("sqlite://{}", content.display()))
        .await
        .expect("the file");
    let left: i64 = sqlx::query_scalar("SELECT COUNT(*) FROM story")
        .fetch_one(&pool)
        .await
        .expect("a count");
    pool.close().await;
    assert_eq!(left, 1, "what was left of the withdrawal is done when the vault is opened");
    assert_eq!(
        ilham.get(&other).await.status,
        StatusCode::OK,
        "the others still open: the control"
    );
}
