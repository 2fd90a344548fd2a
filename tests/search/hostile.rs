//! Whatever is typed is a question, and whatever was told stays text.

use super::{holds, search, told};
use axum::http::StatusCode;
use method::policy::Role;
use tests::{Ground, House};

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn no_question_fails() {
    let house = House::open(Ground::Sqlite).await;
    let ilham = house.cast("ilham", Role::Facilitator, Some(0)).await;
    let story = house.record(&ilham).await;
    let long = "guichet".repeat(1_500);
    for typed in [
        "\"",
        "\"\"",
        "\"\"\"",
        "*",
        "**",
        "-",
        "--",
        "- -",
        "\"*\"",
        "-*",
        "+guichet",
        "title:x",
        "guichet^9",
        "~",
        "[a TO b]",
        "(((",
        "\\",
        "'",
        "’",
        "\u{0}\u{1}\u{7}",
        "\u{202e}\u{2066}\u{200f}",
        "\u{fdfa}",
        "😀",
        "e\u{301}\u{301}\u{301}",
        &long,
        "%00",
        "&#0;",
        "<>",
        "' OR 1=1 --",
        "a*",
        "\u{10ffff}*",
        "ـ*",
        "\"a\"*",
        "-\"",
        "\n\r\t",
    ] {
        assert_eq!(search(&house, &ilham, typed).await.status, StatusCode::OK, "{typed}");
    }
    for skip in ["-1", "99999999999999999999", "18446744073709551615", "5", "x"] {
        let answer = super::narrowed(&house, &ilham, &[("q", "guichet"), ("skip", skip)]).await;
        assert_eq!(answer.status, StatusCode::OK, "{skip}");
    }
    assert!(holds(&search(&house, &ilham, "\u{202e}guichet\u{0}").await, &story));
    assert!(holds(&search(&house, &ilham, "guichet \"").await, &story));
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_script_that_is_searched_for_or_found_stays_text() {
    let house = House::open(Ground::Sqlite).await;
    let ilham = house.cast("ilham", Role::Facilitator, Some(0)).await;
    let payload = "\"><script>alert(1)</script><img src=x onerror=alert(2)>";
    for field in ["title", "description", "significance", "change"] {
        let story = told(&house, &ilham, &[(field, payload)]).await;
        for typed in ["alert", "script", payload, "\"script alert\"", ""] {
            let answer = search(&house, &ilham, typed).await;
            assert!(
                !answer.body.contains("<script>alert") && !answer.body.contains("<img src=x"),
                "{field} {typed}"
            );
            assert!(
                !answer.body.contains("<script><mark") && !answer.body.contains("<img <mark"),
                "{field} {typed}"
            );
        }
        assert!(holds(&search(&house, &ilham, "alert").await, &story), "{field}");
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn the_log_tells_that_somebody_searched_and_not_for_what() {
    let house = House::open(Ground::Sqlite).await;
    let zineb = house.cast("zineb", Role::NationalCoordinator, None).await;
    house.record(&zineb).await;
    search(&house, &zineb, "nomsecret").await;
    let log = zineb.get("/custody").await.body;
    assert!(log.contains("Recherche") && !log.contains("nomsecret"), "{log}");
}
