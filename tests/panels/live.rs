//! News of a panel: stages and counters, nothing of one seat, and an end when the house stops.

use super::*;
use axum::body::Body;
use http_body_util::BodyExt;
use std::time::Duration;
use tests::Ground;
use tokio::time::timeout;

/// The next piece of a stream that is no comment; none when it has ended.
pub async fn next(body: &mut Body) -> Option<String> {
    loop {
        let frame = timeout(Duration::from_secs(10), body.frame()).await.expect("news in time")?;
        let bytes = frame.expect("a whole stream").into_data().expect("data");
        let text = String::from_utf8(bytes.to_vec()).expect("UTF-8");
        if !text.starts_with(':') {
            return Some(text.trim().to_owned());
        }
    }
}

/// The first news of a stream.
pub async fn first(person: &Person, path: &str) -> String {
    let (status, mut body) = person.listen(path).await;
    assert_eq!(status, StatusCode::OK, "{path}");
    next(&mut body).await.expect("news")
}

on_both! {
    async fn everybody_in_the_room_hears_stages_and_counters(ground) {
        let house = House::open(ground).await;
        let table = Table::laid(&house, &["Zellige-un"], 1).await;
        let (_, mut chair) = table.latifa.listen(&format!("{}/events", table.panel)).await;
        let (_, mut seat) = table.guests[0].listen("/room/events").await;
        assert_eq!(next(&mut chair).await.as_deref(), Some("data: gathering.0.1 1 0 0"));
        assert_eq!(next(&mut seat).await.as_deref(), Some("data: gathering.0.1 1 0 0"));
        let other = seated(&house, &code(&table.latifa, &table.panel).await, "survivor").await;
        for stream in [&mut chair, &mut seat] {
            assert_eq!(next(stream).await.as_deref(), Some("data: gathering.0.1 2 0 0"));
        }
        table.done("start", &[]).await;
        assert_eq!(next(&mut seat).await.as_deref(), Some("data: hearing.0.1 2 0 0"));
        let story = table.stories[0].as_str();
        table.done("read_aloud", &[("story", story)]).await;
        table.done("discuss", &[("story", story)]).await;
        table.done("open_vote", &[]).await;
        assert_eq!(next(&mut seat).await.as_deref(), Some("data: voting.0.1 2 0 2"));
        other.post("/room", &[("step", "vote"), ("choice", story)]).await;
        assert_eq!(next(&mut seat).await.as_deref(), Some("data: voting.0.1 2 1 2"));
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn streams_end_when_the_house_stops() {
    let house = House::open(Ground::Sqlite).await;
    let table = Table::laid(&house, &["Zellige-un"], 1).await;
    let (_, mut chair) = table.latifa.listen(&format!("{}/events", table.panel)).await;
    let (_, mut seat) = table.guests[0].listen("/room/events").await;
    assert!(next(&mut chair).await.is_some() && next(&mut seat).await.is_some());
    house.archive.stop_waiting();
    assert_eq!((next(&mut chair).await, next(&mut seat).await), (None, None));
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_stream_is_neither_packed_nor_kept() {
    let house = House::open(Ground::Sqlite).await;
    let table = Table::laid(&house, &["Zellige-un"], 1).await;
    let request = table.guests[0].request("GET", "/room/events");
    let request = request
        .header("accept-encoding", "gzip, br")
        .body(Body::empty())
        .expect("a request");
    let response = tower::ServiceExt::oneshot(house.router.clone(), request)
        .await
        .expect("an answer");
    let text = |name: &str| {
        response
            .headers()
            .get(name)
            .and_then(|value| value.to_str().ok())
            .unwrap_or_default()
    };
    assert!(text("content-type").starts_with("text/event-stream"));
    assert_eq!(
        (text("content-encoding"), text("cache-control"), text("x-accel-buffering")),
        ("", "no-store", "no")
    );
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_seat_given_to_another_telephone_hears_no_more() {
    let house = House::open(Ground::Sqlite).await;
    let table = Table::laid(&house, &["Zellige-un"], 1).await;
    let (_, mut seat) = table.guests[0].listen("/room/events").await;
    assert!(next(&mut seat).await.is_some());
    table.done("reseat", &[("seat", "1")]).await;
    assert_eq!(next(&mut seat).await, None);
    assert_eq!(table.guests[0].get("/room/events").await.status, StatusCode::NOT_FOUND);
}
