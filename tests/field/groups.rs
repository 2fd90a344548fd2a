//! A group that a tablet wrote down without a network: before its stories or after them, once or twice, of its own site alone.

use super::tablet::{Tablet, fresh, kit, pages, post, written};
use archive_envelope::Posted;
use axum::http::StatusCode;
use method::id::{GatheringId, StoryId};
use method::policy::Role;
use tests::{House, PASSPHRASE, Person, opening_day};
use uuid::Uuid;

/// The letter of a group of eight that came together at a tablet's site.
fn group(tablet: &Tablet, id: Uuid, agreed: &str) -> Posted {
    let answers = [
        ("site", tablet.kit["site"].as_str().expect("a site")),
        ("group_held_on", "2026-03-01"),
        ("group_place", "outreach"),
        ("group_women", "8"),
        ("group_consent", agreed),
    ];
    let json = serde_json::to_vec(&answers).expect("JSON");
    tablet.letter(id, fresh(), 0, &[b"g".to_vec(), json].concat())
}

/// The letter of Amina's story, told in a group.
async fn told(house: &House, tablet: &Tablet, recording: Uuid, id: Uuid) -> Posted {
    let mut story = house.aminas_story().await;
    story.push(("gathering", GatheringId::new(id).to_string()));
    tablet.written(recording, &written(fresh(), 1, 0, &story, true))
}

async fn is_story(reader: &Person, recording: Uuid) -> bool {
    reader.get(&format!("/stories/{}", StoryId::new(recording))).await.status == StatusCode::OK
}

on_both! {
    /// Two stories of one group, of which one comes before the group itself: it waits as a draft until then.
    async fn a_group_comes_before_its_stories_or_after(ground) {
        let house = House::open(ground).await;
        let nadia = house.cast("nadia", Role::Facilitator, Some(0)).await;
        let tablet = Tablet::enrolled(&house, &nadia).await;
        let (id, first, second, anybody) = (fresh(), fresh(), fresh(), house.nobody());
        assert_eq!(post(&anybody, &told(&house, &tablet, first, id).await).await, StatusCode::CREATED);
        assert!(!is_story(&nadia, first).await);
        assert!(nadia.get("/drafts").await.body.contains("Zellige-titre"));
        let letter = group(&tablet, id, "yes");
        for _ in 0..2 {
            assert_eq!(post(&anybody, &letter).await, StatusCode::CREATED, "once or twice");
        }
        assert!(is_story(&nadia, first).await);
        assert_eq!(nadia.get("/drafts").await.body.matches("story-card").count(), 0);
        assert_eq!(post(&anybody, &told(&house, &tablet, second, id).await).await, StatusCode::CREATED);
        assert!(is_story(&nadia, second).await);

        let page = nadia.get(&format!("/gatherings/{}", GatheringId::new(id))).await.body;
        assert!(page.contains("8 personnes") && page.contains("Récits racontés : 2"), "{page}");
        assert_eq!(nadia.get("/gatherings").await.body.matches("8 personnes").count(), 1);
        // From its next pages on the tablet reads of it there.
        let fresh_kit = kit(&anybody, tablet.device, &tablet.key, opening_day()).await;
        let fresh_kit = pages(&fresh_kit.bytes, &tablet.drawers[0]).to_string();
        let offered = GatheringId::new(id).to_string();
        assert!(!tablet.kit.to_string().contains(&offered) && fresh_kit.contains(&offered));
    }
}

on_both! {
    /// The form of a story on a tablet has a place for groups before there is any; on a page of the office it has none.
    async fn a_tablet_can_name_a_group_before_there_is_any(ground) {
        let house = House::open(ground).await;
        let nadia = house.cast("nadia", Role::Facilitator, Some(0)).await;
        let tablet = Tablet::enrolled(&house, &nadia).await;
        let html = tablet.kit["pages"][0]["html"].as_str().expect("a page");
        assert!(html.contains("name=\"gathering\"") && html.contains("data-view=\"group\""), "{html}");
        for name in ["group_held_on", "group_women", "group_40_and_over", "group_consent"] {
            assert_eq!(html.matches(&format!("name=\"{name}\"")).count(), 1, "{name}");
        }
        assert!(html.contains("%d · ") && html.contains("· %n personnes"), "{html}");
        assert!(!nadia.get("/stories/new").await.body.contains("name=\"gathering\""));
    }
}

on_both! {
    /// While somebody in the room had not agreed, what was told there stays a draft.
    async fn a_group_that_did_not_agree_takes_no_story(ground) {
        let house = House::open(ground).await;
        let nadia = house.cast("nadia", Role::Facilitator, Some(0)).await;
        let tablet = Tablet::enrolled(&house, &nadia).await;
        let (id, before, after, anybody) = (fresh(), fresh(), fresh(), house.nobody());
        for letter in [told(&house, &tablet, before, id).await, group(&tablet, id, ""), told(&house, &tablet, after, id).await] {
            assert_eq!(post(&anybody, &letter).await, StatusCode::CREATED);
        }
        assert!(!is_story(&nadia, before).await && !is_story(&nadia, after).await);
        assert_eq!(nadia.get("/drafts").await.body.matches("story-card").count(), 2);
        assert!(nadia.get("/gatherings").await.body.contains("8 personnes"));
    }
}

on_both! {
    /// A tablet writes down groups of its own site, whatever the sheet says, and none under an id that another site has. What is refused
    /// waits, and is not lost.
    async fn a_tablet_opens_groups_of_its_own_site(ground) {
        let house = House::open(ground).await;
        let sites = house.overview().await.sites;
        let nadia = house.cast("nadia", Role::Facilitator, Some(0)).await;
        let tablet = Tablet::enrolled(&house, &nadia).await;
        let siham = house.cast("siham", Role::Facilitator, Some(1)).await;
        let theirs = Tablet::enrolled_at(&house, &siham, 1).await;
        let (id, anybody) = (fresh(), house.nobody());
        assert_eq!(post(&anybody, &group(&tablet, id, "yes")).await, StatusCode::CREATED);
        assert_eq!(post(&anybody, &group(&theirs, id, "yes")).await, StatusCode::ACCEPTED, "an id that is taken");
        assert_eq!(post(&anybody, &theirs.letter(fresh(), fresh(), 0, b"g[[\"group_women\",\"viele\"]]")).await, StatusCode::ACCEPTED);
        assert!(!siham.get("/gatherings").await.body.contains("personnes"));
        let houda = house.cast("houda", Role::SiteCoordinator, Some(1)).await;
        assert!(houda.get("/programme/tablets").await.body.contains("<td>2</td>"), "two letters wait");

        let mut answers = serde_json::json!([["group_held_on", "2026-03-01"], ["group_place", "clinic"], ["group_women", "5"]]);
        answers.as_array_mut().expect("answers").push(serde_json::json!(["site", sites[0].id.to_string()]));
        let letter = theirs.letter(fresh(), fresh(), 0, format!("g{answers}").as_bytes());
        assert_eq!(post(&anybody, &letter).await, StatusCode::CREATED);
        assert!(siham.get("/gatherings").await.body.contains("5 personnes"));
        assert!(!nadia.get("/gatherings").await.body.contains("5 personnes"));
    }
}

on_both! {
    /// What came while the vault was closed is opened in any order.
    async fn a_closed_vault_opens_the_group_and_its_story_later(ground) {
        let house = House::open(ground).await;
        let nadia = house.cast("nadia", Role::Facilitator, Some(0)).await;
        let tablet = Tablet::enrolled(&house, &nadia).await;
        let mut ids = [fresh(), fresh(), fresh(), fresh()];
        ids.sort_unstable();
        // Letters are opened in the order of their recordings: one story before its group, one after.
        let [early, first, second, late] = ids;
        let letters = [
            told(&house, &tablet, early, first).await,
            group(&tablet, first, "yes"),
            group(&tablet, second, "yes"),
            told(&house, &tablet, late, second).await,
        ];
        let house = house.restarted().await;
        let anybody = house.nobody();
        for letter in &letters {
            assert_eq!(post(&anybody, letter).await, StatusCode::ACCEPTED);
        }
        house.archive.custody().unseal(PASSPHRASE).await.expect("opened");
        let nadia = house.person("nadia").await;
        assert!(is_story(&nadia, early).await && is_story(&nadia, late).await);
        assert_eq!(nadia.get("/gatherings").await.body.matches("8 personnes").count(), 2);
    }
}
