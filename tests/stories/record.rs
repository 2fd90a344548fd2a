//! A story is kept whole, with its question; whatever lacks is said beside its field, and nothing typed is lost.

use axum::http::StatusCode;
use method::policy::Role;
use tests::{House, borrowed, with};

on_both! {
    async fn a_whole_story_is_kept_with_its_question(ground) {
        let house = House::open(ground).await;
        let ilham = house.cast("ilham", Role::Facilitator, Some(0)).await;
        let page = ilham.get(&house.record(&ilham).await).await;
        assert_eq!(page.status, StatusCode::OK);
        for words in ["Zellige-titre", "Zellige-sens", "<strong>j’ai mes papiers</strong>", "je dors", "Quand vous repensez aux six derniers mois"] {
            assert!(page.body.contains(words), "{words}");
        }
        assert!(page.body.contains("<title>Récits</title>"), "the browser's history does not hold a story's words");
    }
}

on_both! {
    async fn without_significance_there_is_no_story_and_nothing_typed_is_lost(ground) {
        let house = House::open(ground).await;
        let ilham = house.cast("ilham", Role::Facilitator, Some(0)).await;
        let answers = with(&house.aminas_story().await, "significance", "  ");
        let refused = ilham.post("/stories/new", &borrowed(&answers)).await;
        assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY);
        assert!(refused.body.contains("Notez pourquoi cela compte pour elle."));
        for typed in ["Zellige-titre", "Zellige-avant", "Zellige-récit", "j’ai mes papiers", "2027-03-01"] {
            assert!(refused.body.contains(typed), "{typed}");
        }
        assert!(!ilham.get("/stories").await.body.contains("Zellige"));
    }
}

on_both! {
    async fn the_long_list_comes_before_the_choice(ground) {
        let house = House::open(ground).await;
        let ilham = house.cast("ilham", Role::Facilitator, Some(0)).await;
        let unchosen = with(&house.aminas_story().await, "chosen", "4");
        let refused = ilham.post("/stories/new", &borrowed(&unchosen)).await;
        assert!(refused.status == StatusCode::UNPROCESSABLE_ENTITY && refused.body.contains("Marquez le changement"));
    }
}

on_both! {
    async fn what_makes_no_sense_is_refused_beside_its_field(ground) {
        let house = House::open(ground).await;
        let ilham = house.cast("ilham", Role::Facilitator, Some(0)).await;
        let story = house.aminas_story().await;
        for (name, value, sentence) in [
            ("told_on", "hier", "Donnez une date."),
            ("domain", "", "Choisissez le domaine."),
            ("language", "xx", "Choisissez la langue"),
            ("until", "2025-01-01", "Ce jour est déjà passé"),
        ] {
            let refused = ilham.post("/stories/new", &borrowed(&with(&story, name, value))).await;
            assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY, "{name}");
            assert!(refused.body.contains(sentence) && refused.body.contains("Zellige-récit"), "{name}");
        }
    }
}

on_both! {
    async fn everything_that_is_wrong_is_said_at_once(ground) {
        let house = House::open(ground).await;
        let ilham = house.cast("ilham", Role::Facilitator, Some(0)).await;
        let refused = ilham.post("/stories/new", &[("description", "Zellige-récit"), ("told_on", "hier")]).await;
        assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY);
        for field in ["site", "language", "told_on", "domain", "title", "change", "context", "significance", "until"] {
            assert!(refused.body.contains(&format!("href=\"#{field}\"")), "{field}");
        }
        assert!(refused.body.contains("Zellige-récit"));
    }
}

on_both! {
    async fn who_records_at_one_site_need_not_choose_it(ground) {
        let house = House::open(ground).await;
        let site = house.overview().await.sites[0].id.to_string();
        let chosen = format!("name=\"site\" value=\"{site}\" checked");
        let ilham = house.cast("ilham", Role::Facilitator, Some(0)).await;
        assert!(ilham.get("/stories/new").await.body.contains(&chosen));
        let zineb = house.cast("zineb", Role::NationalCoordinator, None).await;
        assert!(!zineb.get("/stories/new").await.body.contains(&chosen));
    }
}

on_both! {
    async fn nobody_records_at_anothers_site(ground) {
        let house = House::open(ground).await;
        let siham = house.cast("siham", Role::Facilitator, Some(1)).await;
        let story = house.aminas_story().await;
        assert_eq!(siham.post("/stories/new", &borrowed(&story)).await.status, StatusCode::NOT_FOUND);
        for (login, role) in [("houda", Role::Analyst), ("rajae", Role::AdvocacyOfficer)] {
            let person = house.cast(login, role, None).await;
            assert_eq!(person.get("/stories/new").await.status, StatusCode::NOT_FOUND, "{login}");
            assert_eq!(person.post("/stories/new", &borrowed(&story)).await.status, StatusCode::NOT_FOUND, "{login}");
        }
    }
}

on_both! {
    async fn a_changed_question_does_not_touch_what_was_told(ground) {
        let house = House::open(ground).await;
        let ilham = house.cast("ilham", Role::Facilitator, Some(0)).await;
        let told = house.record(&ilham).await;
        let samir = house.person("samir").await;
        let domain = house.overview().await.domains[0].clone();
        let link = format!("/programme/domains/{}", domain.domain.id);
        let changed = [("version", "1"), ("label_fr", "Sécurité"), ("period_fr", "Depuis l’an dernier,")];
        assert_eq!(samir.post(&link, &changed).await.location(), "/programme");
        assert!(ilham.get(&told).await.body.contains("aux six derniers mois"));
        let later = house.record(&ilham).await;
        assert!(ilham.get(&later).await.body.contains("Depuis l’an dernier,"));
    }
}
