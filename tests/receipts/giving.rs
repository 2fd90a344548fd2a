//! Giving a slip.

use super::*;
use method::policy::Role;
use std::fs;
use tests::{Ground, House};

on_both! {
    async fn a_slip_is_shown_once_and_looks_like_an_appointment(ground) {
        let house = House::open(ground).await;
        let ilham = house.cast("ilham", Role::Facilitator, Some(0)).await;
        let story = house.record(&ilham).await;
        let page = ilham.get(&format!("{story}/slip")).await;
        assert_eq!(page.status, StatusCode::OK);
        assert!(!page.body.contains("Elle a déjà un billet"));
        let answers = [PICTURES.as_slice(), &[("next_day", "2026-04-07")]].concat();
        let slip = ilham.post(&format!("{story}/slip"), &answers).await;
        assert_eq!(slip.status, StatusCode::OK);
        let (_, paper) = slip.body.split_once("<article").expect("a paper");
        let (paper, _) = paper.split_once("</article>").expect("a paper");
        for part in ["Marrakech", "7 avril 2026", "N° ", "/pictures/fish.svg", "/pictures/key.svg"] {
            assert!(paper.contains(part), "{part}: {paper}");
        }
        for word in ["Hikaya", "Zellige", "récit", "Dossier", "Atlas"] {
            assert!(!paper.contains(word), "{word}: {paper}");
        }
        assert!(slip.body.contains("<title>Rendez-vous</title>"));
        // It cannot be shown again; another makes it void.
        assert!(ilham.get(&format!("{story}/slip")).await.body.contains("Elle a déjà un billet"));
        let number: String = paper.split_once("N° ").expect("a number").1.chars().take_while(|c| *c != '<').collect();
        assert_eq!(asked(&ilham, &number, &[]).await.status, StatusCode::OK);
        let second = given(&ilham, &story).await;
        assert_ne!(second.number, number);
        assert_eq!(asked(&ilham, &number, &[]).await.status, StatusCode::UNPROCESSABLE_ENTITY);
        assert_eq!(asked(&ilham, &second.number, &[]).await.status, StatusCode::OK);
    }
}

on_both! {
    async fn a_slip_without_a_sign_is_refused_and_keeps_what_was_typed(ground) {
        let house = House::open(ground).await;
        let ilham = house.cast("ilham", Role::Facilitator, Some(0)).await;
        let story = house.record(&ilham).await;
        let link = format!("{story}/slip");
        for answers in [
            vec![("next_day", "2026-04-07")],
            vec![("word", "ab"), ("next_day", "2026-04-07")],
            vec![("picture_1", "fish"), ("picture_2", "key"), ("next_day", "2026-04-07")],
            vec![("picture_1", "fish"), ("picture_2", "knife"), ("picture_3", "key"), ("next_day", "2026-04-07")],
        ] {
            let page = ilham.post(&link, &answers).await;
            assert_eq!(page.status, StatusCode::UNPROCESSABLE_ENTITY, "{answers:?}");
            assert!(page.body.contains("trois lettres au moins") && page.body.contains("2026-04-07"));
        }
        let page = ilham.post(&link, &[("picture_1", "fish"), ("picture_2", "key")]).await.body;
        assert_eq!(page.matches("checked").count(), 2, "{page}");
    }
}

on_both! {
    async fn only_whoever_tends_a_story_gives_its_slip(ground) {
        let house = House::open(ground).await;
        let ilham = house.cast("ilham", Role::Facilitator, Some(0)).await;
        let story = house.record(&ilham).await;
        for (login, role, site) in [
            ("other", Role::Facilitator, Some(0)),
            ("chair", Role::PanelChair, Some(0)),
            ("houda", Role::Analyst, None),
            ("rajae", Role::AdvocacyOfficer, None),
            ("far", Role::SiteCoordinator, Some(1)),
        ] {
            let person = house.cast(login, role, site).await;
            let tried = person.post(&format!("{story}/slip"), &PICTURES).await;
            assert_eq!(tried.status, StatusCode::NOT_FOUND, "{login}");
        }
        let near = house.cast("near", Role::SiteCoordinator, Some(0)).await;
        given(&near, &story).await;
    }
}

#[tokio::test]
async fn no_file_holds_a_number_or_a_sign() {
    let house = House::open(Ground::Sqlite).await;
    let ilham = house.cast("ilham", Role::Facilitator, Some(0)).await;
    let story = house.record(&ilham).await;
    let slip = given(&ilham, &story).await;
    ilham.post(&format!("{story}/slip"), &[("word", "Zellige-signe")]).await;
    asked(&ilham, &slip.number, &[]).await;
    let files = fs::read_dir(house.folder()).expect("the folder");
    let mut bytes = Vec::new();
    for file in files {
        bytes.extend(fs::read(file.expect("a file").path()).expect("readable"));
    }
    let holds = |word: &str| bytes.windows(word.len()).any(|window| window == word.as_bytes());
    for word in [slip.number.as_str(), &slip.long, "Zellige-signe", "zellige-signe"] {
        assert!(!holds(word), "{word}");
    }
    assert!(holds("facilitator"), "the control");
}
