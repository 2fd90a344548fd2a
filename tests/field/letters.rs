//! What tablets send: into its place at once, or as soon as the vault is opened; from nobody else, and nothing twice.

use super::tablet::{Tablet, fresh, post, waits, written};
use archive_envelope::{DeviceKey, Posted};
use axum::http::StatusCode;
use method::id::{StoryId, TakeId};
use method::policy::Role;
use method::sound::Piece;
use tests::{House, PASSPHRASE};
use uuid::Uuid;

fn piece(take: Uuid, seq: u32, last: bool) -> Vec<u8> {
    let packets = vec![[vec![0xf8], vec![seq.to_le_bytes()[0]; 59]].concat(); 240];
    let piece = Piece::new(TakeId::new(take), seq, packets, last).expect("a piece");
    [b"a".to_vec(), piece.to_bytes()].concat()
}

on_both! {
    /// A finished sheet is a story, under the recording's own id; its sound comes in any order, before and after.
    async fn a_finished_recording_becomes_a_story_with_its_sound(ground) {
        let house = House::open(ground).await;
        let nadia = house.cast("nadia", Role::Facilitator, Some(0)).await;
        let tablet = Tablet::enrolled(&house, &nadia).await;
        let (recording, take, writer) = (fresh(), fresh(), fresh());
        let anybody = house.nobody();
        assert_eq!(post(&anybody, &tablet.letter(recording, take, 1, &piece(take, 1, true))).await, StatusCode::CREATED);
        let sheet = written(writer, 3, 0, &house.aminas_story().await, true);
        assert_eq!(post(&anybody, &tablet.written(recording, &sheet)).await, StatusCode::CREATED);
        let first = tablet.letter(recording, take, 0, &piece(take, 0, false));
        assert_eq!(post(&anybody, &first).await, StatusCode::CREATED);
        assert_eq!(post(&anybody, &first).await, StatusCode::CREATED, "the same again is no other");
        assert_eq!(post(&anybody, &tablet.written(recording, &sheet)).await, StatusCode::CREATED);

        let page = nadia.get(&format!("/stories/{}", StoryId::new(recording))).await;
        assert_eq!(page.status, StatusCode::OK);
        assert!(page.body.contains("Zellige-récit"), "{}", page.body);
        let actor = house.signed_in("nadia").await.actor;
        let sound = house.archive.sounds().of(&actor, StoryId::new(recording)).await.expect("sound");
        assert_eq!(sound.takes.iter().map(|one| (one.is_whole(), one.packets().count())).collect::<Vec<_>>(), [(true, 480)]);
        assert_eq!(nadia.get("/drafts").await.body.matches("story-card").count(), 0);
        assert_eq!(nadia.get("/stories").await.body.matches("Zellige-titre").count(), 1);
        assert_eq!(waits(&anybody, &tablet, recording).await, (StatusCode::OK, "{\"waits\":false}".into()));
    }
}

on_both! {
    /// While the vault is closed letters are taken and wait; whoever opens it finds the story.
    async fn a_closed_vault_takes_letters_and_opens_them_later(ground) {
        let house = House::open(ground).await;
        let nadia = house.cast("nadia", Role::Facilitator, Some(0)).await;
        let tablet = Tablet::enrolled(&house, &nadia).await;
        let (recording, take) = (fresh(), fresh());
        let house = house.restarted().await;
        let anybody = house.nobody();
        let sheet = written(fresh(), 1, 0, &story_of_the_kit(&tablet), true);
        let letters = [tablet.written(recording, &sheet), tablet.letter(recording, take, 0, &piece(take, 0, true))];
        for letter in &letters {
            assert_eq!(post(&anybody, letter).await, StatusCode::ACCEPTED);
            assert_eq!(post(&anybody, letter).await, StatusCode::ACCEPTED, "the same again is no other");
        }
        assert_eq!(waits(&anybody, &tablet, recording).await, (StatusCode::OK, "{\"waits\":true}".into()));
        assert_eq!(house.files_holding("Zellige-récit"), 0);
        house.archive.custody().unseal(PASSPHRASE).await.expect("opened");
        assert_eq!(waits(&anybody, &tablet, recording).await, (StatusCode::OK, "{\"waits\":false}".into()));
        let nadia = house.person("nadia").await;
        assert!(nadia.get(&format!("/stories/{}", StoryId::new(recording))).await.body.contains("Zellige-récit"));
    }
}

on_both! {
    /// Whatever their ids, takes are heard in the order in which they were recorded.
    async fn takes_are_heard_in_the_order_in_which_they_were_recorded(ground) {
        let house = House::open(ground).await;
        let nadia = house.cast("nadia", Role::Facilitator, Some(0)).await;
        let tablet = Tablet::enrolled(&house, &nadia).await;
        let (recording, anybody) = (fresh(), house.nobody());
        let sheet = written(fresh(), 1, 0, &house.aminas_story().await, true);
        assert_eq!(post(&anybody, &tablet.written(recording, &sheet)).await, StatusCode::CREATED);
        let mut ids = [fresh(), fresh(), fresh()];
        ids.sort_unstable_by(|one, other| other.cmp(one));
        for (take, begun) in ids.into_iter().zip([1_000, 2_000, 3_000]) {
            let piece = Piece::new(TakeId::new(take), 0, vec![vec![0xf8; 60]], true).expect("a piece").begun(begun);
            let content = [b"a".to_vec(), piece.to_bytes()].concat();
            assert_eq!(post(&anybody, &tablet.letter(recording, take, 0, &content)).await, StatusCode::CREATED);
        }
        let actor = house.signed_in("nadia").await.actor;
        let sound = house.archive.sounds().of(&actor, StoryId::new(recording)).await.expect("sound");
        assert_eq!(sound.takes.iter().map(|one| one.id).collect::<Vec<_>>(), ids.map(TakeId::new));
    }
}

/// Amina's story, for a house whose vault is closed: from the kit that the tablet took along.
fn story_of_the_kit(tablet: &Tablet) -> Vec<(&'static str, String)> {
    let html = tablet.kit["pages"][0]["html"].as_str().expect("a page");
    let domain = html
        .split("name=\"domain\" value=\"")
        .nth(1)
        .and_then(|rest| rest.split('"').next());
    [
        ("site", tablet.kit["site"].as_str().expect("a site").to_owned()),
        ("language", "fr".into()),
        ("domain", domain.expect("a domain").to_owned()),
        ("told_on", "2026-03-01".into()),
        ("change", "j’ai mes papiers".into()),
        ("chosen", "0".into()),
        ("title", "Zellige-titre".into()),
        ("context", "Zellige-avant".into()),
        ("description", "Zellige-récit".into()),
        ("significance", "Zellige-sens".into()),
        ("until", "2027-03-01".into()),
    ]
    .to_vec()
}

on_both! {
    /// Nobody else sends in a tablet's name; nothing is taken that is no letter, or stands at another's place.
    async fn what_a_tablet_did_not_sign_is_refused(ground) {
        let house = House::open(ground).await;
        let nadia = house.cast("nadia", Role::Facilitator, Some(0)).await;
        let tablet = Tablet::enrolled(&house, &nadia).await;
        let (recording, anybody) = (fresh(), house.nobody());
        let genuine = tablet.letter(recording, fresh(), 1, b"d?");
        let stranger = DeviceKey::create().expect("a key");
        let forged = [
            Posted { signature: stranger.sign(&genuine.place, &genuine.letter), ..genuine.clone() },
            Posted { letter: [genuine.letter.as_slice(), b"x"].concat(), ..genuine.clone() },
            Posted { place: archive_envelope::Place { number: 2, ..genuine.place }, ..genuine.clone() },
            Posted { place: archive_envelope::Place { device: fresh(), ..genuine.place }, ..genuine.clone() },
        ];
        for letter in forged {
            assert_eq!(post(&anybody, &letter).await, StatusCode::UNAUTHORIZED);
        }
        let place = genuine.place;
        for rubbish in [b"".as_slice(), b"\x02 of a newer program", b"\x01 cut"] {
            let signature = tablet.key.sign(&place, rubbish);
            let letter = Posted { place, signature, letter: rubbish.to_vec() };
            assert_eq!(post(&anybody, &letter).await, StatusCode::UNPROCESSABLE_ENTITY, "{rubbish:?}");
        }
        // A letter that is whole and holds nothing known waits, and is not deleted; another at its place is refused.
        assert_eq!(post(&anybody, &genuine).await, StatusCode::ACCEPTED);
        let other = tablet.letter(recording, place.part, 1, b"d?");
        assert_eq!(post(&anybody, &other).await, StatusCode::CONFLICT);
        let unsigned = anybody.request("PUT", &format!("/notes/letters/{}/{recording}/{recording}/1", tablet.device));
        let unsigned = unsigned.header("sec-fetch-site", "same-origin").body(axum::body::Body::empty()).expect("a request");
        assert_eq!(anybody.send(unsigned).await.status, StatusCode::UNAUTHORIZED);
        assert!(nadia.get("/drafts").await.body.contains("class=\"empty\""));
    }
}

on_both! {
    /// What the worker did not keep goes with its key, whatever arrives of it later.
    async fn a_recording_that_is_not_kept_is_destroyed(ground) {
        let house = House::open(ground).await;
        let nadia = house.cast("nadia", Role::Facilitator, Some(0)).await;
        let tablet = Tablet::enrolled(&house, &nadia).await;
        let (anybody, writer) = (house.nobody(), fresh());
        let story = house.aminas_story().await;
        let dropped = fresh();
        let left = written(writer, 1, 0, &story, false);
        assert_eq!(post(&anybody, &tablet.written(dropped, &left)).await, StatusCode::CREATED);
        assert!(nadia.get("/drafts").await.body.contains("Zellige-titre"));
        assert_eq!(post(&anybody, &tablet.letter(dropped, fresh(), 0, b"dr")).await, StatusCode::CREATED);
        assert!(!nadia.get("/drafts").await.body.contains("Zellige-titre"));
        let later = written(writer, 2, 0, &story, true);
        assert_eq!(post(&anybody, &tablet.written(dropped, &later)).await, StatusCode::CREATED);
        assert_eq!(nadia.get(&format!("/stories/{}", StoryId::new(dropped))).await.status, StatusCode::NOT_FOUND);
        assert!(!nadia.get("/drafts").await.body.contains("Zellige-titre"));
    }
}

on_both! {
    /// A recording that is a story stays one when a tablet does not keep it: the tablet is told so, and the story's page says it.
    async fn a_story_that_a_tablet_does_not_keep_stays_and_says_so(ground) {
        let house = House::open(ground).await;
        let nadia = house.cast("nadia", Role::Facilitator, Some(0)).await;
        let tablet = Tablet::enrolled(&house, &nadia).await;
        let (anybody, told) = (house.nobody(), fresh());
        let sheet = written(fresh(), 1, 0, &house.aminas_story().await, true);
        assert_eq!(post(&anybody, &tablet.written(told, &sheet)).await, StatusCode::CREATED);
        let dropped = tablet.letter(told, fresh(), 0, b"dr");
        for _ in 0..2 {
            assert_eq!(post(&anybody, &dropped).await, StatusCode::LOCKED);
        }
        assert_eq!(waits(&anybody, &tablet, told).await, (StatusCode::OK, "{\"waits\":false}".into()));
        let story = format!("/stories/{}", StoryId::new(told));
        let page = nadia.get(&story).await;
        assert_eq!(page.status, StatusCode::OK);
        assert!(page.body.contains("Elle ne veut plus") && page.body.contains(&format!("{story}/withdraw")), "{}", page.body);
        let version = page.body.split("name=\"version\" value=\"").nth(1).and_then(|rest| rest.split('"').next()).expect("a version");
        assert_eq!(nadia.post(&format!("{story}/late"), &[("version", version)]).await.location(), story);
        assert!(!nadia.get(&story).await.body.contains("Elle ne veut plus"));
        // Once it is withdrawn the tablet may forget it.
        let actor = house.signed_in("nadia").await.actor;
        house.archive.stories().withdraw(&actor, StoryId::new(told)).await.expect("withdrawn");
        assert_eq!(post(&anybody, &dropped).await, StatusCode::CREATED);
    }
}

on_both! {
    /// A story that its teller withdrew does not come back with a letter that was late.
    async fn a_withdrawn_story_does_not_come_back(ground) {
        let house = House::open(ground).await;
        let nadia = house.cast("nadia", Role::Facilitator, Some(0)).await;
        let tablet = Tablet::enrolled(&house, &nadia).await;
        let (anybody, recording, take) = (house.nobody(), fresh(), fresh());
        let sheet = written(fresh(), 1, 0, &house.aminas_story().await, true);
        assert_eq!(post(&anybody, &tablet.written(recording, &sheet)).await, StatusCode::CREATED);
        assert_eq!(post(&anybody, &tablet.letter(recording, take, 0, &piece(take, 0, false))).await, StatusCode::CREATED);
        let actor = house.signed_in("nadia").await.actor;
        house.archive.stories().withdraw(&actor, StoryId::new(recording)).await.expect("withdrawn");
        assert_eq!(post(&anybody, &tablet.letter(recording, take, 1, &piece(take, 1, true))).await, StatusCode::CREATED);
        assert_eq!(post(&anybody, &tablet.written(recording, &sheet)).await, StatusCode::CREATED);
        assert_eq!(nadia.get(&format!("/stories/{}", StoryId::new(recording))).await.status, StatusCode::NOT_FOUND);
        assert!(nadia.get("/drafts").await.body.contains("class=\"empty\""));
    }
}
