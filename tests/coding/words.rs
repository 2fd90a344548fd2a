//! Without script the words are typed or pasted, and looked for.

use super::{code, marked, told};
use axum::http::StatusCode;
use method::policy::Role;
use regex::Regex;
use tests::House;

on_both! {
    async fn typed_words_are_found_whatever_their_spaces(ground) {
        let house = House::open(ground).await;
        let ilham = house.cast("ilham", Role::Facilitator, Some(0)).await;
        let houda = house.cast("houda", Role::Analyst, None).await;
        let story = told(&house, &ilham, "ary", "أخذ مني أوراقي\nكلها ثم رحل").await;
        let threat = code(&houda, "Menace de mort").await;
        let answer = houda.post(&format!("{story}/code"), &[("words", " أوراقي  كلها\u{200F} "), ("code", &threat)]).await;
        assert_eq!(answer.location(), format!("{story}/code#description"), "{}", answer.body);
        assert_eq!(marked(&houda.get(&format!("{story}/code")).await.body), ["أوراقي", "كلها"]);
    }
}

on_both! {
    async fn words_that_stand_there_twice_are_asked_about(ground) {
        let house = House::open(ground).await;
        let ilham = house.cast("ilham", Role::Facilitator, Some(0)).await;
        let houda = house.cast("houda", Role::Analyst, None).await;
        let story = told(&house, &ilham, "fr", "D’abord la peur, ensuite la peur encore.").await;
        let threat = code(&houda, "Menace de mort").await;
        let link = format!("{story}/code");
        let asked = houda.post(&link, &[("words", "la peur"), ("code", &threat)]).await;
        assert_eq!(asked.status, StatusCode::UNPROCESSABLE_ENTITY);
        assert!(asked.body.contains("Choisissez l’endroit") && asked.body.contains(&format!("value=\"{threat}\" checked")));
        let places = Regex::new(r#"name="place" value="(description:\d+:\d+)""#).expect("a pattern");
        let places: Vec<String> = places.captures_iter(&asked.body).map(|found| found[1].to_owned()).collect();
        assert_eq!(places, ["description:8:15", "description:25:32"]);
        let chosen = houda.post(&link, &[("words", "la peur"), ("place", &places[1]), ("code", &threat)]).await;
        assert_eq!(chosen.status, StatusCode::SEE_OTHER);
        assert!(houda.get(&link).await.body.contains(" data-start=\"25\">la peur</span>"));
    }
}

on_both! {
    async fn words_that_are_not_there_are_kept_with_a_sentence(ground) {
        let house = House::open(ground).await;
        let ilham = house.cast("ilham", Role::Facilitator, Some(0)).await;
        let houda = house.cast("houda", Role::Analyst, None).await;
        let story = told(&house, &ilham, "fr", "Rien de tel.").await;
        let link = format!("{story}/code");
        let refused = houda.post(&link, &[("words", "Zellige-absent")]).await;
        assert!(refused.status == StatusCode::UNPROCESSABLE_ENTITY && refused.body.contains("Zellige-absent"));
        assert!(refused.body.contains("Ces mots ne sont pas dans le récit"));
        assert!(houda.post(&link, &[]).await.body.contains("Marquez au moins un mot"));
        assert!(houda.post(&link, &[("words", "tel"), ("place", "nulle part")]).await.body.contains("Choisissez au moins un code"));
    }
}
