//! The codebook begins with the default one and is the programme's own from then on.

use super::{code, give, marked, told};
use crate::sheet::{changed, sent, sheet};
use axum::http::StatusCode;
use method::policy::Role;
use tests::House;

on_both! {
    async fn a_programme_begins_with_the_default_codebook(ground) {
        let house = House::open(ground).await;
        let zineb = house.cast("zineb", Role::NationalCoordinator, None).await;
        let houda = house.cast("houda", Role::Analyst, Some(0)).await.reading("ar");
        let page = zineb.get("/codebook").await.body;
        for words in ["Violences subies", "Extorsion de fonds par la famille ou la police", "Appui reçu"] {
            assert!(page.contains(words), "{words}");
        }
        let arabic = houda.get("/codebook").await.body;
        assert!(arabic.contains("العنف المُعاش") && arabic.contains("المساس بالجسد أو بحرية التنقل."));
        let (_, stranger) = house.second_programme("loin", Role::Analyst).await;
        let here = code(&zineb, "Menace de mort").await;
        assert_ne!(here, code(&stranger, "Menace de mort").await);
        assert_eq!(stranger.get(&format!("/codebook/{here}")).await.status, StatusCode::NOT_FOUND);
    }
}

on_both! {
    async fn a_code_is_added_described_and_moved(ground) {
        let house = House::open(ground).await;
        let houda = house.cast("houda", Role::Analyst, None).await;
        let support = code(&houda, "Appui reçu").await;
        let form = sheet(&houda.get("/codebook").await.body, "/codebook");
        let form = changed(&form, "label_fr", 0, "Zellige-code");
        let form = changed(&changed(&form, "definition_ar", 0, "تعريف الزليج"), "parent", 0, &support);
        assert_eq!(houda.post("/codebook", &sent(&form)).await.location(), "/codebook");
        let added = code(&houda, "Zellige-code").await;
        let link = format!("/codebook/{added}");
        let page = houda.get(&link).await.body;
        let form = sheet(&page, &link);
        assert!(form.contains(&("definition_ar".to_owned(), "تعريف الزليج".to_owned())), "{form:?}");
        assert!(form.contains(&("parent".to_owned(), support)));
        let violence = code(&houda, "Violences subies").await;
        let form = changed(&changed(&form, "label_en", 0, "Zellige-en"), "parent", 0, &violence);
        assert_eq!(houda.post(&link, &sent(&form)).await.location(), "/codebook");
        assert!(houda.get(&link).await.body.contains("Zellige-en"));
        assert!(sheet(&houda.get(&link).await.body, &link).contains(&("parent".to_owned(), violence)));
    }
}

on_both! {
    async fn a_lost_race_keeps_what_was_typed_and_can_be_saved_then(ground) {
        let house = House::open(ground).await;
        let houda = house.cast("houda", Role::Analyst, None).await;
        let zineb = house.cast("zineb", Role::NationalCoordinator, None).await;
        let threat = code(&houda, "Menace de mort").await;
        let link = format!("/codebook/{threat}");
        let early = sheet(&houda.get(&link).await.body, &link);
        let late = sheet(&zineb.get(&link).await.body, &link);
        assert_eq!(houda.post(&link, &sent(&changed(&early, "label_fr", 0, "Menace"))).await.location(), "/codebook");
        let refused = zineb.post(&link, &sent(&changed(&late, "label_fr", 0, "Zellige-menace"))).await;
        assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY);
        assert!(refused.body.contains("Zellige-menace") && refused.body.contains("Une collègue vient de modifier"));
        let again = sheet(&refused.body, &link);
        assert_eq!(zineb.post(&link, &sent(&again)).await.location(), "/codebook");
        assert!(zineb.get("/codebook").await.body.contains("Zellige-menace"));
        // Adding and removing ask the same.
        let stale = [("version", "1"), ("label_fr", "Zellige-tard"), ("colour", "1"), ("parent", "")];
        let refused = houda.post("/codebook", &stale).await;
        assert!(refused.status == StatusCode::UNPROCESSABLE_ENTITY && refused.body.contains("Zellige-tard"));
        assert!(houda.post(&format!("{link}/remove"), &[("version", "1")]).await.body.contains("Une collègue vient de modifier"));
    }
}

on_both! {
    async fn a_tree_stays_a_tree(ground) {
        let house = House::open(ground).await;
        let houda = house.cast("houda", Role::Analyst, None).await;
        let (violence, threat) = (code(&houda, "Violences subies").await, code(&houda, "Menace de mort").await);
        let link = format!("/codebook/{violence}");
        let form = sheet(&houda.get(&link).await.body, &link);
        for (parent, sentence) in [
            (threat.as_str(), "sous lui-même"),
            (violence.as_str(), "sous lui-même"),
            ("00000000000000000000000000000000", "n’existe plus"),
        ] {
            let refused = houda.post(&link, &sent(&changed(&form, "parent", 0, parent))).await;
            assert!(refused.status == StatusCode::UNPROCESSABLE_ENTITY && refused.body.contains(sentence), "{parent}");
        }
        let nameless = changed(&changed(&changed(&form, "label_fr", 0, ""), "label_ar", 0, " "), "label_en", 0, "");
        assert!(houda.post(&link, &sent(&nameless)).await.body.contains("Donnez un nom"));
        let garbled = changed(&form, "colour", 0, "9");
        assert_eq!(houda.post(&link, &sent(&garbled)).await.status, StatusCode::UNPROCESSABLE_ENTITY);
        let version = [("version", "1")];
        let refused = houda.post(&format!("{link}/remove"), &version).await;
        assert!(refused.body.contains("D’autres codes sont rangés sous celui-ci"));
    }
}

on_both! {
    async fn a_code_that_passages_bear_is_merged_not_removed(ground) {
        let house = House::open(ground).await;
        let ilham = house.cast("ilham", Role::Facilitator, Some(0)).await;
        let houda = house.cast("houda", Role::Analyst, None).await;
        let text = "Il m’a menacée, puis chassée.";
        let story = told(&house, &ilham, "fr", text).await;
        let (threat, rejection) = (code(&houda, "Menace de mort").await, code(&houda, "Rejet par la famille").await);
        give(&houda, &story, text, "menacée", &threat).await;
        give(&houda, &story, text, "chassée", &threat).await;
        give(&houda, &story, text, "chassée", &rejection).await;
        assert!(houda.get("/codebook").await.body.contains("moins de 5 passages"));
        let link = format!("/codebook/{threat}");
        let refused = houda.post(&format!("{link}/remove"), &[("version", "1")]).await;
        assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY);
        assert!(refused.body.contains("Des passages ou des raisons de groupes portent ce code"), "{}", refused.body);
        for (into, sentence) in [("", "Choisissez le code qui reste"), (threat.as_str(), "ne peut pas le réunir"), ("00000000000000000000000000000000", "ne peut pas le réunir")] {
            let refused = houda.post(&format!("{link}/merge"), &[("version", "1"), ("into", into)]).await;
            assert!(refused.status == StatusCode::UNPROCESSABLE_ENTITY && refused.body.contains(sentence), "{into}");
        }
        assert_eq!(houda.post(&format!("{link}/merge"), &[("version", "1"), ("into", &rejection)]).await.location(), "/codebook");
        assert_eq!(houda.get(&link).await.status, StatusCode::NOT_FOUND);
        let page = houda.get(&format!("{story}/code")).await.body;
        assert_eq!(marked(&page), ["menacée", "chassée"]);
        assert_eq!(page.matches("name=\"take\"").count(), 2, "the same code from the same person stays once");
        assert!(!page.contains("Menace de mort"));
        for words in ["Il", "m’a", "puis"] {
            give(&houda, &story, text, words, &rejection).await;
        }
        assert!(houda.get("/codebook").await.body.contains("5 passage(s)"), "a number that is not small is said");
        let unused = code(&houda, "Refus de payer le service").await;
        assert_eq!(houda.post(&format!("/codebook/{unused}/remove"), &[("version", "2")]).await.location(), "/codebook");
        assert!(!houda.get("/codebook").await.body.contains("Refus de payer le service"));
    }
}

on_both! {
    async fn the_codebook_is_for_those_who_keep_it(ground) {
        let house = House::open(ground).await;
        let houda = house.cast("houda", Role::Analyst, None).await;
        let threat = code(&houda, "Menace de mort").await;
        for (login, role, site) in [
            ("ilham", Role::Facilitator, Some(0)),
            ("latifa", Role::PanelChair, Some(0)),
            ("rajae", Role::AdvocacyOfficer, None),
            ("karima", Role::SiteCoordinator, Some(0)),
        ] {
            let person = house.cast(login, role, site).await;
            let code = [("version", "1"), ("label_fr", "Zellige"), ("colour", "1"), ("parent", "")];
            assert_eq!(person.get("/codebook").await.status, StatusCode::NOT_FOUND, "{login}");
            assert_eq!(person.post("/codebook", &code).await.status, StatusCode::NOT_FOUND, "{login}");
            let link = format!("/codebook/{threat}");
            assert_eq!(person.get(&link).await.status, StatusCode::NOT_FOUND, "{login}");
            assert_eq!(person.post(&link, &code).await.status, StatusCode::NOT_FOUND, "{login}");
            assert_eq!(person.post(&format!("{link}/merge"), &[("version", "1"), ("into", &threat)]).await.status, StatusCode::NOT_FOUND, "{login}");
            assert_eq!(person.post(&format!("{link}/remove"), &[("version", "1")]).await.status, StatusCode::NOT_FOUND, "{login}");
        }
        assert!(!houda.get("/codebook").await.body.contains("Zellige"));
    }
}
