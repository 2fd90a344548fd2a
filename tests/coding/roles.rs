//! Only an analyst codes, only what she may read; for everybody else the page does not exist.

use super::{code, layer, told};
use axum::http::StatusCode;
use method::policy::Role;
use tests::{House, borrowed, with};

on_both! {
    async fn nobody_but_an_analyst_codes(ground) {
        let house = House::open(ground).await;
        let ilham = house.cast("ilham", Role::Facilitator, Some(0)).await;
        let houda = house.cast("houda", Role::Analyst, None).await;
        let story = told(&house, &ilham, "fr", "Trois mots ici").await;
        let (threat, layer) = (code(&houda, "Menace de mort").await, layer(&houda, &story).await);
        let answers = [("layer", layer.as_str()), ("part", "description"), ("start", "0"), ("end", "5"), ("code", &threat)];
        let link = format!("{story}/code");
        for (login, role, site) in [
            ("autre", Role::Facilitator, Some(0)),
            ("latifa", Role::PanelChair, Some(0)),
            ("rajae", Role::AdvocacyOfficer, None),
            ("karima", Role::SiteCoordinator, Some(0)),
            ("zineb", Role::NationalCoordinator, None),
            ("agadir", Role::Analyst, Some(1)),
            ("admin2", Role::Administrator, None),
        ] {
            let person = house.cast(login, role, site).await;
            assert_eq!(person.get(&link).await.status, StatusCode::NOT_FOUND, "{login}");
            assert_eq!(person.post(&link, &answers).await.status, StatusCode::NOT_FOUND, "{login}");
            assert!(!person.get(&story).await.body.contains("Coder ce récit"), "{login}");
        }
        let (_, stranger) = house.second_programme("loin", Role::Analyst).await;
        assert_eq!(stranger.get(&link).await.status, StatusCode::NOT_FOUND);
        assert_eq!(stranger.post(&link, &answers).await.status, StatusCode::NOT_FOUND);
        assert_eq!(house.nobody().get(&link).await.location(), "/sign-in");
        assert!(houda.get(&story).await.body.contains("Coder ce récit"));
        assert!(!houda.get(&link).await.body.contains("name=\"take\""));
    }
}

on_both! {
    async fn a_story_is_not_coded_without_p1(ground) {
        let house = House::open(ground).await;
        let ilham = house.cast("ilham", Role::Facilitator, Some(0)).await;
        let houda = house.cast("houda", Role::Analyst, None).await;
        let answers = with(&house.aminas_story().await, "p1", "no");
        let story = ilham.post("/stories/new", &borrowed(&answers)).await.location().to_owned();
        assert_eq!(houda.get(&format!("{story}/code")).await.status, StatusCode::NOT_FOUND);
        let marking = [("words", "Zellige-sens")];
        assert_eq!(houda.post(&format!("{story}/code"), &marking).await.status, StatusCode::NOT_FOUND);
    }
}

on_both! {
    async fn a_layer_or_a_code_of_elsewhere_is_refused(ground) {
        let house = House::open(ground).await;
        let ilham = house.cast("ilham", Role::Facilitator, Some(0)).await;
        let houda = house.cast("houda", Role::Analyst, None).await;
        let (story, other) = (told(&house, &ilham, "fr", "Trois mots ici").await, told(&house, &ilham, "fr", "Trois mots là").await);
        let (threat, layer_of_other) = (code(&houda, "Menace de mort").await, layer(&houda, &other).await);
        let link = format!("{story}/code");
        let forged = [("layer", layer_of_other.as_str()), ("part", "description"), ("start", "0"), ("end", "5"), ("code", &threat)];
        assert_eq!(houda.post(&link, &forged).await.status, StatusCode::NOT_FOUND);
        let (_, stranger) = house.second_programme("loin", Role::Analyst).await;
        let foreign = code(&stranger, "Menace de mort").await;
        let refused = houda.post(&link, &[("words", "Trois mots"), ("code", &foreign)]).await;
        assert!(refused.status == StatusCode::UNPROCESSABLE_ENTITY && refused.body.contains("vient d’être supprimé"));
        for path in ["/stories/none/code", "/stories/00000000000000000000000000000000/code"] {
            assert_eq!(houda.get(path).await.status, StatusCode::NOT_FOUND, "{path}");
        }
    }
}
