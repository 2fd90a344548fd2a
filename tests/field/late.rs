//! What a tablet sends of a recording that is a story already stands beside the story until somebody puts it away.

use super::tablet::{Tablet, fresh, post, written};
use archive::audit::Deed;
use axum::http::StatusCode;
use method::id::StoryId;
use method::policy::Role;
use tests::{House, with};

/// What stands on the page only while a late text is to be read.
const LATE: &str = "id=\"late\"";

on_both! {
    /// The story is not changed, and no word is lost: both texts are read by whoever tends the story, and by nobody else.
    async fn a_late_text_is_read_beside_the_story_and_put_away(ground) {
        let house = House::open(ground).await;
        let nadia = house.cast("nadia", Role::Facilitator, Some(0)).await;
        let (one, other) = (Tablet::enrolled(&house, &nadia).await, Tablet::enrolled(&house, &nadia).await);
        let (recording, anybody, late_writer) = (fresh(), house.nobody(), fresh());
        let begun = with(&house.aminas_story().await, "significance", "");
        assert_eq!(post(&anybody, &one.written(recording, &written(fresh(), 1, 0, &begun, false))).await, StatusCode::CREATED);
        let first = with(&begun, "significance", "Sens du matin");
        assert_eq!(post(&anybody, &one.written(recording, &written(fresh(), 1, 1, &first, true))).await, StatusCode::CREATED);
        let story = format!("/stories/{}", StoryId::new(recording));
        assert!(!nadia.get(&story).await.body.contains(LATE));

        let second = with(&with(&begun, "significance", "Sens du soir"), "title", "Titre du soir");
        let letter = other.written(recording, &written(late_writer, 1, 1, &second, true));
        assert_eq!(post(&anybody, &letter).await, StatusCode::CREATED);
        let page = nadia.get(&story).await;
        for text in [LATE, "Sens du matin", "Sens du soir", "Titre du soir", "Zellige-titre"] {
            assert!(page.body.contains(text), "{text}: {}", page.body);
        }
        let omar = house.cast("omar", Role::Analyst, Some(0)).await;
        let read = omar.get(&story).await;
        assert_eq!(read.status, StatusCode::OK);
        assert!(!read.body.contains("Sens du soir") && !read.body.contains(LATE), "{}", read.body);
        assert!(nadia.get("/drafts").await.body.contains("class=\"empty\""));
        assert_eq!(nadia.get(&format!("/drafts/{}", StoryId::new(recording))).await.status, StatusCode::NOT_FOUND);

        let away = format!("{story}/late");
        let version = page.body.split("name=\"version\" value=\"").nth(1).and_then(|rest| rest.split('"').next()).expect("a version");
        assert_eq!(omar.post(&away, &[("version", version)]).await.status, StatusCode::NOT_FOUND);
        assert_eq!(nadia.post(&away, &[("version", "1")]).await.status, StatusCode::CONFLICT);
        assert_eq!(nadia.post(&away, &[("version", version)]).await.location(), story);
        let page = nadia.get(&story).await;
        assert!(page.body.contains("Sens du matin") && !page.body.contains("Sens du soir"), "{}", page.body);
        assert_eq!(post(&anybody, &letter).await, StatusCode::CREATED);
        assert!(!nadia.get(&story).await.body.contains(LATE), "the same again does not come back");
        let samir = house.signed_in("samir").await;
        let log = house.archive.custody().newest_entries(&samir.actor, samir.memberships[0].programme, 50).await.expect("the log");
        assert!(log.iter().any(|entry| entry.deed == Deed::LatePutAway));

        house.archive.stories().withdraw(&house.signed_in("nadia").await.actor, StoryId::new(recording)).await.expect("withdrawn");
        assert_eq!(nadia.post(&away, &[("version", version)]).await.status, StatusCode::NOT_FOUND);
    }
}

on_both! {
    /// The same text again, as another tablet or a file brings it, is nothing to read.
    async fn a_late_text_that_is_the_story_is_not_shown(ground) {
        let house = House::open(ground).await;
        let nadia = house.cast("nadia", Role::Facilitator, Some(0)).await;
        let tablet = Tablet::enrolled(&house, &nadia).await;
        let (recording, anybody, writer) = (fresh(), house.nobody(), fresh());
        let whole = house.aminas_story().await;
        assert_eq!(post(&anybody, &tablet.written(recording, &written(writer, 3, 0, &whole, true))).await, StatusCode::CREATED);
        let earlier = with(&whole, "title", "Titre d’avant");
        for letter in [written(writer, 3, 0, &whole, true), written(fresh(), 1, 0, &whole, true), written(writer, 2, 0, &earlier, false)] {
            assert_eq!(post(&anybody, &tablet.written(recording, &letter)).await, StatusCode::CREATED);
        }
        let page = nadia.get(&format!("/stories/{}", StoryId::new(recording))).await;
        assert!(page.body.contains("Zellige-titre") && !page.body.contains(LATE), "{}", page.body);
    }
}
