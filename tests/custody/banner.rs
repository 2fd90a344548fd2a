//! Whoever looks at a demonstration is told on every page that it is not protected; whoever works is told no such thing.

use axum::http::StatusCode;
use tests::{Ground, House};

const BANNER: &str = "class=\"banner\"";
/// Pages, and pages that say no.
const PATHS: [(&str, StatusCode); 4] = [
    ("/sign-in", StatusCode::OK),
    ("/", StatusCode::SEE_OTHER),
    ("/nowhere", StatusCode::NOT_FOUND),
    ("/stories", StatusCode::SEE_OTHER),
];

#[tokio::test]
async fn every_page_of_a_demonstration_says_that_it_is_one() {
    let demonstration = House::empty(Ground::Sqlite).await;
    let template = method::template::three_clinics();
    let founded = demonstration.archive.custody();
    let founded = founded.found_demonstration("Atlas", "2026", template, Vec::new()).await;
    founded.expect("a demonstration");
    let house = House::open(Ground::Sqlite).await;
    for (path, status) in PATHS {
        for (place, says) in [(&demonstration, true), (&house, false)] {
            let answer = place.nobody().get(path).await;
            assert_eq!(answer.status, status, "{path}");
            let is_page = status != StatusCode::SEE_OTHER;
            assert_eq!(answer.body.contains(BANNER), says && is_page, "{path}");
        }
    }
}
