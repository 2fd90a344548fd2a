//! What a worker notes around a telling: optional, changed without touching a word of the story, and for those who tend it alone.

use axum::http::StatusCode;
use method::id::StoryId;
use method::policy::Role;
use method::story::{Distress, Setting};
use tests::{House, borrowed};

const NOTED: [(&str, &str); 8] = [
    ("interpreter", "hers"),
    ("told_at", "12, rue du Port"),
    ("happened_at", "authority"),
    ("came_by", "word_of_mouth"),
    ("contribution", "Figuier-apport"),
    ("worker_notes", "Figuier-note"),
    ("distress", "much"),
    ("sent_on", "declined"),
];

fn id(path: &str) -> StoryId {
    path.trim_start_matches("/stories/").parse().expect("an id")
}

on_both! {
    async fn what_is_noted_is_seen_by_those_who_tend_the_story_alone(ground) {
        let house = House::open(ground).await;
        let ilham = house.cast("ilham", Role::Facilitator, Some(0)).await;
        let mut told = house.aminas_story().await;
        told.extend(NOTED.map(|(name, answer)| (name, answer.to_owned())));
        let story = ilham.post("/stories/new", &borrowed(&told)).await.location().to_owned();
        let coordinator = house.cast("karima", Role::SiteCoordinator, Some(0)).await;
        for person in [&ilham, &coordinator] {
            let page = person.get(&story).await.body;
            for noted in ["Figuier-apport", "Figuier-note", "Quelqu’un qu’elle a amené", "Proposée, elle n’en a pas voulu"] {
                assert!(page.contains(noted), "{noted}: {page}");
            }
            assert!(!page.contains("rue du Port"), "a kind of place, never an address");
        }
        let houda = house.cast("houda", Role::Analyst, None).await;
        let page = houda.get(&story).await;
        assert_eq!(page.status, StatusCode::OK);
        assert!(!page.body.contains("Figuier") && !page.body.contains("id=\"setting\""), "{}", page.body);
        let read = house.archive.stories().read(&house.signed_in("houda").await.actor, id(&story)).await.expect("a story").0;
        assert_eq!(read.circumstances.setting, Setting::default(), "it does not leave the desk");
        for person in [&ilham, &houda] {
            let found = person.post("/search", &[("q", "Figuier")]).await.body;
            assert!(!found.contains(&story), "{found}");
        }
        assert_eq!(house.files_holding("Figuier"), 0);
    }
}

on_both! {
    async fn notes_are_changed_on_the_page_of_an_edit_and_no_word_of_the_story_with_them(ground) {
        let house = House::open(ground).await;
        let ilham = house.cast("ilham", Role::Facilitator, Some(0)).await;
        let story = house.record(&ilham).await;
        assert!(!ilham.get(&story).await.body.contains("id=\"setting\""), "nothing is noted, nothing is shown");
        let link = format!("{story}/setting");
        let first = [("setting", "0"), ("distress", "some"), ("worker_notes", "Figuier-un")];
        assert_eq!(ilham.post(&link, &first).await.location(), story);
        assert!(ilham.get(&format!("{story}/edit")).await.body.contains("Figuier-un"), "what was noted stands in the form");
        let late = ilham.post(&link, &[("setting", "0"), ("worker_notes", "Figuier-deux")]).await;
        assert_eq!(late.status, StatusCode::UNPROCESSABLE_ENTITY);
        assert!(late.body.contains("Figuier-deux") && late.body.contains("Zellige-récit"), "what was typed is kept: {}", late.body);
        let second = [("setting", "1"), ("distress", "some"), ("worker_notes", "Figuier-deux")];
        assert_eq!(ilham.post(&link, &second).await.location(), story);
        let read = house.archive.stories().read(&house.signed_in("ilham").await.actor, id(&story)).await.expect("a story").0;
        let setting = &read.circumstances.setting;
        assert_eq!((setting.notes.as_str(), setting.distress, setting.version), ("Figuier-deux", Some(Distress::Some), 2));
        assert_eq!(read.layers.len(), 1);
        let houda = house.cast("houda", Role::Analyst, None).await;
        assert_eq!(houda.post(&link, &second).await.status, StatusCode::NOT_FOUND);
    }
}
