//! The second drawer of a tablet: what is told out of it arrives in a training programme, and nothing tells it from the first.

use super::tablet::{Tablet, fresh, kit, pages, post, written};
use crate::people::second::{SECOND, inside};
use axum::http::StatusCode;
use method::id::StoryId;
use method::policy::Role;
use tests::{Ground, House, PASSWORD, Person, opening_day, with};
use uuid::Uuid;

/// A house with its training programmes, and a facilitator who has her place there.
async fn house(ground: Ground) -> (House, Person) {
    let house = House::open(ground).await;
    server::training::prepare(&house.archive).await.expect("training programmes");
    let nadia = house.cast("nadia", Role::Facilitator, Some(0)).await;
    server::training::prepare(&house.archive).await.expect("her place");
    (house, nadia)
}

/// What a drawer's pages ask first, and at which site.
fn asked(kit: &serde_json::Value) -> [String; 2] {
    let html = kit["pages"][0]["html"].as_str().expect("a page");
    ["domain", "site"].map(|name| {
        let before = format!("name=\"{name}\" value=\"");
        let value = html.split(&before).nth(1).and_then(|rest| rest.split('"').next());
        value.expect(name).to_owned()
    })
}

/// A whole story of the drawer's own pages.
async fn whole_sheet(house: &House, kit: &serde_json::Value, title: &str) -> Vec<u8> {
    let [domain, site] = asked(kit);
    let answers = with(
        &with(&with(&house.aminas_story().await, "domain", &domain), "site", &site),
        "title",
        title,
    );
    let sheet = written(fresh(), 1, 0, &answers, true);
    [b"s".to_vec(), serde_json::to_vec(&sheet).expect("JSON")].concat()
}

async fn is_story(reader: &Person, id: Uuid) -> bool {
    reader.get(&format!("/stories/{}", StoryId::new(id))).await.status == StatusCode::OK
}

on_both! {
    /// Both are packed at each asking, in one length, each for its own drawer alone.
    async fn two_drawers_are_packed_in_one_length(ground) {
        let (house, nadia) = house(ground).await;
        let tablet = Tablet::enrolled(&house, &nadia).await;
        let again = kit(&house.nobody(), tablet.device, &tablet.key, opening_day()).await;
        assert_eq!(again.status, StatusCode::OK);
        for packed in [&tablet.packed, &again.bytes] {
            let halves: Vec<_> = packed[16..].chunks((packed.len() - 16) / 2).collect();
            assert_eq!((halves.len(), halves[0].len()), (2, halves[1].len()));
            let own = pages(packed, &tablet.drawers[0]);
            let behind = pages(packed, &tablet.drawers[1]);
            assert_ne!(asked(&own), asked(&behind), "another programme");
            for name in ["device", "letterbox", "key", "days"] {
                assert_eq!(own[name], behind[name], "{name}");
            }
        }
        // The order in which they come tells nothing: it is that of their ids.
        let ids = [0, 1].map(|at| archive_envelope::Address::of(&again.bytes[16 + at * ((again.bytes.len() - 16) / 2)..]).expect("an id"));
        assert!(ids[0] < ids[1]);
    }
}

on_both! {
    /// An installation that has no training programmes yet packs two all the same.
    async fn without_training_programmes_there_are_two_all_the_same(ground) {
        let house = House::open(ground).await;
        let nadia = house.cast("nadia", Role::Facilitator, Some(0)).await;
        let tablet = Tablet::enrolled(&house, &nadia).await;
        let halves: Vec<_> = tablet.packed[16..].chunks((tablet.packed.len() - 16) / 2).collect();
        assert_eq!((halves.len(), halves[0].len()), (2, halves[1].len()));
        assert!(pages(&tablet.packed, &tablet.drawers[1]).is_null());
        let letter = tablet.out_of(1, fresh(), fresh(), 0, &whole_sheet(&house, &tablet.kit, "Zellige-titre").await);
        assert_eq!(post(&house.nobody(), &letter).await, StatusCode::ACCEPTED, "nobody works out of it: it waits");
        assert!(!nadia.get("/stories").await.body.contains("Zellige-titre"));
    }
}

on_both! {
    /// What is told out of the second drawer arrives behind the second password, and nowhere else.
    async fn what_is_told_out_of_the_second_drawer_is_training(ground) {
        let (house, nadia) = house(ground).await;
        let tablet = Tablet::enrolled(&house, &nadia).await;
        let (own, behind) = (fresh(), fresh());
        let second = pages(&tablet.packed, &tablet.drawers[1]);
        let anybody = house.nobody();
        for (drawer, recording, kit, title) in [(0, own, &tablet.kit, "Zellige-vrai"), (1, behind, &second, "Zellige-exercice")] {
            let letter = tablet.out_of(drawer, recording, fresh(), 1, &whole_sheet(&house, kit, title).await);
            for _ in 0..2 {
                assert_eq!(post(&anybody, &letter).await, StatusCode::CREATED, "{title}");
            }
        }
        assert!(is_story(&nadia, own).await && !is_story(&nadia, behind).await);
        assert!(!nadia.get("/stories").await.body.contains("Zellige-exercice"));
        assert!(!nadia.get("/drafts").await.body.contains("Zellige-exercice"));
        let forced = inside(&house, "nadia", PASSWORD, SECOND).await;
        assert!(is_story(&forced, behind).await && !is_story(&forced, own).await);
        let list = forced.get("/stories").await.body;
        assert!(list.contains("Zellige-exercice") && !list.contains("Zellige-vrai"));
        // A drawer that this device does not have.
        let stranger = tablet.letter(fresh(), fresh(), 0, &[b"k", fresh().as_bytes().as_slice(), b"dm"].concat());
        assert_eq!(post(&anybody, &stranger).await, StatusCode::ACCEPTED);
    }
}

on_both! {
    /// The tablet in her hands stands in the list on either side, and is cut off from either.
    async fn the_tablet_is_listed_and_cut_off_on_either_side(ground) {
        let (house, nadia) = house(ground).await;
        let tablet = Tablet::enrolled(&house, &nadia).await;
        let forced = inside(&house, "nadia", PASSWORD, SECOND).await;
        for person in [&nadia, &forced] {
            assert_eq!(person.get("/programme/tablets").await.body.matches("tablette bleue").count(), 1);
        }
        let device = tablet.device.as_simple().to_string();
        assert_eq!(forced.post("/programme/tablets", &[("device", &device)]).await.status, StatusCode::SEE_OTHER);
        let asked = format!("/notes/devices/{}", tablet.device);
        assert_eq!(house.nobody().get(&asked).await.status, StatusCode::GONE);
        for person in [&nadia, &forced] {
            assert!(person.get("/programme/tablets").await.body.contains("bloqué"));
        }
    }
}

on_both! {
    /// Whoever prepares a tablet while she is forced gets one that leads deeper, as her password would.
    async fn a_tablet_that_is_prepared_inside_leads_deeper(ground) {
        let (house, nadia) = house(ground).await;
        let true_one = Tablet::enrolled(&house, &nadia).await;
        let forced = inside(&house, "nadia", PASSWORD, SECOND).await;
        let site = asked(&pages(&true_one.packed, &true_one.drawers[1]))[1].clone();
        let tablet = Tablet::enrolled_in(&forced, site).await;
        let behind = pages(&tablet.packed, &tablet.drawers[1]);
        assert!(asked(&tablet.kit) != asked(&behind) && asked(&behind) != asked(&true_one.kit));
        let letter = tablet.out_of(1, fresh(), fresh(), 1, &whole_sheet(&house, &behind, "Zellige-profond").await);
        assert_eq!(post(&house.nobody(), &letter).await, StatusCode::CREATED);
        for person in [&nadia, &forced] {
            assert!(!person.get("/stories").await.body.contains("Zellige-profond"));
        }
    }
}
