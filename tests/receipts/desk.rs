//! Coming back through a worker.

use super::*;
use method::policy::Role;
use tests::House;

on_both! {
    async fn she_learns_how_it_stands_and_not_a_word_of_the_story(ground) {
        let house = House::open(ground).await;
        let ilham = house.cast("ilham", Role::Facilitator, Some(0)).await;
        let story = house.record(&ilham).await;
        let slip = given(&ilham, &story).await;
        // Another worker of the clinic, who may not read the story.
        let siham = house.cast("siham", Role::Facilitator, Some(0)).await;
        assert_eq!(siham.get(&story).await.status, StatusCode::NOT_FOUND);
        let page = asked(&siham, &slip.number, &[]).await;
        assert_eq!(page.status, StatusCode::OK, "{}", page.body);
        assert!(page.body.contains("1er mars 2026") && page.body.contains("Pas encore"));
        assert!(page.body.contains("Aucun groupe pour l’instant"));
        assert!(!page.body.contains("Zellige") && !page.body.contains(story.trim_start_matches("/stories/")));
        ilham.post(&format!("{story}/read-back"), &[("approved", "yes")]).await;
        assert!(!asked(&siham, &slip.number, &[]).await.body.contains("Pas encore"));
    }
}

on_both! {
    async fn a_slip_opens_at_its_clinic_alone_with_its_sign_alone(ground) {
        let house = House::open(ground).await;
        let ilham = house.cast("ilham", Role::Facilitator, Some(0)).await;
        let story = house.record(&ilham).await;
        let slip = given(&ilham, &story).await;
        let far = house.cast("far", Role::Facilitator, Some(1)).await;
        let refused = asked(&far, &slip.number, &[]).await;
        assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY);
        assert!(refused.body.contains(&format!("value=\"{}\"", slip.number)), "what was typed is still there");
        let other = [("number", slip.number.as_str()), ("picture_1", "fish"), ("picture_2", "fish"), ("picture_3", "key")];
        assert_eq!(ilham.post("/appointments", &other).await.status, StatusCode::UNPROCESSABLE_ENTITY);
        for (login, role) in [("chair", Role::PanelChair), ("houda", Role::Analyst), ("rajae", Role::AdvocacyOfficer)] {
            let person = house.cast(login, role, None).await;
            assert_eq!(asked(&person, &slip.number, &[]).await.status, StatusCode::NOT_FOUND, "{login}");
        }
        // Spaces, and the digits of an Arabic keyboard.
        let arabic: String = slip.number.chars().map(|digit| {
            char::from_u32(u32::from('٠') + digit.to_digit(10).expect("a digit")).expect("a digit")
        }).collect();
        assert_eq!(asked(&ilham, &format!(" {} {}", &arabic[..8], &arabic[8..]), &[]).await.status, StatusCode::OK);
    }
}

on_both! {
    async fn a_word_is_a_sign_however_it_is_written(ground) {
        let house = House::open(ground).await;
        let ilham = house.cast("ilham", Role::Facilitator, Some(0)).await;
        let story = house.record(&ilham).await;
        let paper = ilham.post(&format!("{story}/slip"), &[("word", "Étoile")]).await.body;
        assert!(paper.contains("<bdi>Étoile</bdi>"), "{paper}");
        let number: String = paper.split_once("N° ").expect("a number").1.chars().take_while(|c| *c != '<').collect();
        for (word, status) in [("etoile", StatusCode::OK), ("étoiles", StatusCode::UNPROCESSABLE_ENTITY)] {
            let answers = [("number", number.as_str()), ("word", word)];
            assert_eq!(ilham.post("/appointments", &answers).await.status, status, "{word}");
        }
    }
}

on_both! {
    async fn she_changes_a_consent_through_the_worker(ground) {
        let house = House::open(ground).await;
        let ilham = house.cast("ilham", Role::Facilitator, Some(0)).await;
        let story = house.record(&ilham).await;
        let slip = given(&ilham, &story).await;
        let siham = house.cast("siham", Role::Facilitator, Some(0)).await;
        let page = asked(&siham, &slip.number, &[("step", "agree-5"), ("until", "2026-12-31"), ("teach_back", "understood"), ("witness", "K2")]).await;
        assert_eq!(page.status, StatusCode::OK);
        assert!(page.body.contains("C’est noté") && page.body.contains("Oui, jusqu’au 31 décembre 2026"), "{}", page.body);
        assert!(ilham.get(&story).await.body.contains("Oui, jusqu’au 31 décembre 2026"));
        for until in ["", "hier", "2026-03-01"] {
            let page = asked(&siham, &slip.number, &[("step", "agree-6"), ("until", until)]).await;
            assert_eq!(page.status, StatusCode::UNPROCESSABLE_ENTITY, "{until}");
            assert!(page.body.contains("Dites jusqu’à quel jour"), "{until}");
        }
        // A yes at this desk needs a talk as well, and no day beyond what its purpose may last.
        for (more, sentence) in [
            (vec![("until", "2026-06-01"), ("witness", "K2")], "Demandez-lui de dire"),
            (vec![("until", "2026-06-01"), ("teach_back", "understood")], "Notez les initiales"),
            (vec![("until", "2029-06-01"), ("teach_back", "understood"), ("witness", "K2")], "pas plus de 365 jours"),
        ] {
            let page = asked(&siham, &slip.number, &[vec![("step", "agree-6")], more].concat()).await;
            assert_eq!(page.status, StatusCode::UNPROCESSABLE_ENTITY, "{sentence}");
            assert!(page.body.contains(sentence), "{sentence}: {}", page.body);
        }
        let page = asked(&siham, &slip.number, &[("step", "back-5")]).await.body;
        assert!(page.contains("C’est noté") && !page.contains("31 décembre 2026"));
    }
}

on_both! {
    async fn she_withdraws_and_can_be_told_afterwards_that_she_did(ground) {
        let house = House::open(ground).await;
        let ilham = house.cast("ilham", Role::Facilitator, Some(0)).await;
        let story = house.record(&ilham).await;
        let slip = given(&ilham, &story).await;
        let siham = house.cast("siham", Role::Facilitator, Some(0)).await;
        let page = asked(&siham, &slip.number, &[("step", "withdraw")]).await;
        assert_eq!(page.status, StatusCode::OK);
        assert!(page.body.contains("Le récit a été retiré"), "{}", page.body);
        assert_eq!(ilham.get(&story).await.status, StatusCode::NOT_FOUND);
        assert!(asked(&siham, &slip.number, &[]).await.body.contains("Le récit a été retiré"));
        // Again does nothing, and is no error.
        assert_eq!(asked(&siham, &slip.number, &[("step", "withdraw")]).await.status, StatusCode::OK);
        assert_eq!(asked(&siham, &slip.number, &[("step", "back-1")]).await.status, StatusCode::NOT_FOUND);
    }
}
