//! The sound of a draft that nobody goes on with is destroyed after the programme's days; its words stay.

use super::tablet::{Tablet, fresh, post, written};
use archive::audit::Deed;
use axum::http::StatusCode;
use chrono::TimeDelta;
use method::id::{StoryId, TakeId};
use method::policy::Role;
use method::sound::Piece;
use tests::{House, opening_day, with};

on_both! {
    async fn sound_of_an_abandoned_draft_is_destroyed(ground) {
        let house = House::open(ground).await;
        let nadia = house.cast("nadia", Role::Facilitator, Some(0)).await;
        let tablet = Tablet::enrolled(&house, &nadia).await;
        let (recording, anybody, writer) = (fresh(), house.nobody(), fresh());
        let begun = with(&house.aminas_story().await, "significance", "");
        let take = fresh();
        let piece = Piece::new(TakeId::new(take), 0, vec![vec![0xf8; 60]], true).expect("a piece");
        let sound = [b"a".to_vec(), piece.to_bytes()].concat();
        assert_eq!(post(&anybody, &tablet.letter(recording, take, 0, &sound)).await, StatusCode::CREATED);
        // Somebody writes on it ten days later: its days begin anew.
        house.archive.set_clock(opening_day() + TimeDelta::days(10));
        assert_eq!(post(&anybody, &tablet.written(recording, &written(writer, 1, 0, &begun, false))).await, StatusCode::CREATED);
        let nadia = house.person("nadia").await;
        let (draft, page) = (format!("/drafts/{}", StoryId::new(recording)), nadia.get("/sound").await.body);
        assert!(page.contains(&draft) && page.contains("Brouillon que personne ne continue"), "{page}");
        let omar = house.cast("omar", Role::Analyst, Some(0)).await;
        assert!(!omar.get("/sound").await.body.contains(&draft));

        house.archive.set_clock(opening_day() + TimeDelta::days(40));
        assert_eq!(house.archive.sounds().destroy_due().await.expect("a look"), 0);
        house.archive.set_clock(opening_day() + TimeDelta::days(41));
        assert_eq!(house.archive.sounds().destroy_due().await.expect("a look"), 1);
        assert_eq!(house.archive.sounds().destroy_due().await.expect("a look"), 0);
        let nadia = house.person("nadia").await;
        assert!(!nadia.get("/sound").await.body.contains(&draft));
        assert!(nadia.get(&draft).await.body.contains("Zellige-titre"), "the words stay");
        let samir = house.signed_in("samir").await;
        let log = house.archive.custody().newest_entries(&samir.actor, samir.memberships[0].programme, 20).await.expect("the log");
        let proof = log.iter().find(|entry| entry.deed == Deed::SoundDestroyed).expect("an entry");
        assert_eq!((proof.by, proof.about), (None, Some(recording)));

        // What is said after that is kept again.
        let more = fresh();
        let piece = Piece::new(TakeId::new(more), 0, vec![vec![0xf8; 60]], true).expect("a piece");
        let sound = [b"a".to_vec(), piece.to_bytes()].concat();
        assert_eq!(post(&anybody, &tablet.letter(recording, more, 0, &sound)).await, StatusCode::CREATED);
        assert_eq!(house.archive.sounds().destroy_due().await.expect("a look"), 0);
        assert!(nadia.get("/sound").await.body.contains(&draft));
    }
}
