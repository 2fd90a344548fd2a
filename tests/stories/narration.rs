//! A story read aloud by the team: kept as one, heard where its very version is read, thrown away, and gone with the story.

use super::sound::recorded;
use archive::audit::Deed;
use axum::body::Body;
use axum::http::{StatusCode, header};
use method::policy::Role;
use tests::{Answer, House, Person};

/// So many packets of 20 ms, as `narrator.js` sends them.
pub(crate) fn read_aloud(packets: usize) -> Vec<u8> {
    let packet = [&[0xf8][..], &[0x5a; 59]].concat();
    [&[0, 60][..], &packet.repeat(packets)].concat()
}

/// Sends what was read aloud to an address.
pub(crate) async fn sent(person: &Person, to: &str, bytes: Vec<u8>) -> Answer {
    let request = person.request("POST", to).header("sec-fetch-site", "same-origin");
    let request = request.header(header::CONTENT_TYPE, "application/octet-stream");
    person.send(request.body(Body::from(bytes)).expect("a request")).await
}

/// Where the page of a story would send what is read aloud now.
pub(crate) async fn address(person: &Person, story: &str) -> String {
    let page = person.get(&format!("/stories/{story}/narration")).await.body;
    let to = page.split("data-to=\"").nth(1).and_then(|rest| rest.split('"').next());
    to.unwrap_or_else(|| panic!("no address: {page}")).to_owned()
}

on_both! {
    async fn a_narration_is_kept_replaced_heard_and_thrown_away(ground) {
        let house = House::open(ground).await;
        let (nadia, story) = recorded(&house).await;
        let story = story.to_string();
        let here = format!("/stories/{story}/narration");
        let to = address(&nadia, &story).await;
        assert_eq!(nadia.get(&to).await.status, StatusCode::NOT_FOUND, "nothing was read yet");
        assert!(!nadia.get(&here).await.body.contains("<audio"));
        for packets in [10, 30] {
            assert_eq!(sent(&nadia, &to, read_aloud(packets)).await.status, StatusCode::NO_CONTENT);
        }
        let heard = nadia.get(&to).await;
        assert_eq!(heard.headers[header::CONTENT_TYPE], "audio/ogg");
        assert!(heard.body.starts_with("OggS"));
        let longer = heard.body.len();
        sent(&nadia, &to, read_aloud(10)).await;
        assert!(nadia.get(&to).await.body.len() < longer, "the last one is heard");
        assert!(nadia.get(&here).await.body.contains("<audio"));
        let layer = to.rsplit('/').next().expect("a layer");
        assert_eq!(nadia.post(&here, &[("layer", layer)]).await.location(), here);
        assert_eq!(nadia.get(&to).await.status, StatusCode::NOT_FOUND);
        let samir = house.signed_in("samir").await;
        let log = house.archive.custody().newest_entries(&samir.actor, samir.memberships[0].programme, 20).await.expect("the log");
        let told = [Deed::NarrationKept, Deed::NarrationDropped].map(|deed| log.iter().filter(|entry| entry.deed == deed).count());
        assert_eq!(told, [3, 1]);
    }
}

on_both! {
    async fn nothing_but_sound_is_kept_and_only_by_those_who_tend_the_story(ground) {
        let house = House::open(ground).await;
        let (nadia, story) = recorded(&house).await;
        let to = address(&nadia, &story.to_string()).await;
        for odd in [Vec::new(), b"\0\x04OggSOggS".to_vec(), [read_aloud(3), vec![1]].concat()] {
            assert_eq!(sent(&nadia, &to, odd).await.status, StatusCode::UNPROCESSABLE_ENTITY);
        }
        let houda = house.cast("houda", Role::Analyst, None).await;
        assert_eq!(sent(&houda, &to, read_aloud(3)).await.status, StatusCode::NOT_FOUND);
        assert_eq!(sent(&nadia, &to, read_aloud(3)).await.status, StatusCode::NO_CONTENT);
        assert_eq!(houda.get(&to).await.status, StatusCode::OK, "who may read it may hear it");
        let rajae = house.cast("rajae", Role::AdvocacyOfficer, None).await;
        assert_eq!(rajae.get(&to).await.status, StatusCode::NOT_FOUND);
    }
}

on_both! {
    async fn what_was_read_of_an_earlier_text_is_not_taken_for_the_new_one_and_all_goes_with_the_story(ground) {
        let house = House::open(ground).await;
        let (nadia, story) = recorded(&house).await;
        let story = story.to_string();
        let before = address(&nadia, &story).await;
        sent(&nadia, &before, read_aloud(3)).await;
        let edited = [
            ("layers", "1"), ("title", "Autre"), ("context", "Avant"), ("description", "Tout autre chose"),
            ("significance", "Sens"), ("reason", "demandé par elle"),
        ];
        nadia.post(&format!("/stories/{story}/edit"), &edited).await;
        assert_eq!(sent(&nadia, &before, read_aloud(5)).await.status, StatusCode::CONFLICT);
        assert!(!nadia.get(&format!("/stories/{story}/narration")).await.body.contains("<audio"));
        assert_eq!(nadia.get(&before).await.status, StatusCode::OK, "a panel may be reading that text");
        assert_eq!(nadia.post(&format!("/stories/{story}/withdraw"), &[]).await.status, StatusCode::OK);
        assert_eq!(nadia.get(&before).await.status, StatusCode::NOT_FOUND);
    }
}
