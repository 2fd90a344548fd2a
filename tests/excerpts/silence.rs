//! The machine is taken while it is switched off: nothing that was coded or excerpted is on its disk.

use super::{begun, coded, saved};
use crate::coding::told;
use crate::sheet::{changed, sent, sheet};
use axum::http::StatusCode;
use method::policy::Role;
use std::fs;
use tests::{Ground, House};

/// Words that were said, typed or put in place of others.
const SAID: [&str; 10] = [
    "Zellige-corps",
    "Samira",
    "Tanger",
    "Zellige-nom",
    "Zellige-code",
    "Zellige-raison",
    "Violences subies",
    "Zellige-conteuse",
    "Ghizlane-vraie",
    "Zellige-reste",
];

#[tokio::test]
async fn nothing_coded_or_excerpted_is_on_the_disk() {
    let house = House::open(Ground::Sqlite).await;
    let ilham = house.cast("ilham", Role::Facilitator, Some(0)).await;
    let houda = house.cast("houda", Role::Analyst, None).await;
    let karima = house.cast("karima", Role::SiteCoordinator, Some(0)).await;
    let text = "Zellige-corps avec Samira à Tanger.";
    let story = told(&house, &ilham, "fr", text).await;
    let new = coded(&houda, &story, text, text).await;
    let form = sheet(&houda.get("/codebook").await.body, "/codebook");
    let added = houda
        .post("/codebook", &sent(&changed(&form, "label_fr", 0, "Zellige-code")))
        .await;
    assert_eq!(added.location(), "/codebook");
    let form = changed(&begun(&houda, &new).await, "with", 0, "Zellige-nom");
    let excerpt = saved(&houda, &new, &changed(&form, "pseudonym", 0, "Zellige-conteuse")).await;
    let back = [("version", "1"), ("step", "send_back"), ("why", "Zellige-raison")];
    assert_eq!(karima.post(&excerpt, &back).await.status, StatusCode::SEE_OTHER);
    let known = [("names", "Ghizlane-vraie"), ("teller", "yes"), ("latin", "Zellige-conteuse")];
    assert_eq!(
        houda.post(&format!("{story}/names"), &known).await.status,
        StatusCode::SEE_OTHER
    );
    let mark = [("version", "2"), ("step", "mark"), ("detail", "avec")];
    assert_eq!(karima.post(&excerpt, &mark).await.status, StatusCode::SEE_OTHER);
    let stay = [
        ("version", "3"),
        ("step", "release"),
        ("which", "0"),
        ("stay", "Zellige-reste"),
    ];
    assert_eq!(houda.post(&excerpt, &stay).await.status, StatusCode::SEE_OTHER);
    let page = houda.get(&excerpt).await.body;
    assert!(page.contains("Zellige-nom") && page.contains("Zellige-raison") && page.contains("Zellige-conteuse"));
    for word in SAID {
        assert_eq!(house.files_holding(word), 0, "{word}");
    }
    // The control: the same search finds what does stand plain.
    fs::write(house.folder().join("control"), "avec Samira").expect("a file");
    assert_eq!(house.files_holding("Samira"), 1);
}
