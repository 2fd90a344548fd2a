//! A codebook takes shape: codes are retired, moved, split, taken from templates, and every save is kept.

use super::{code, give, marked, told};
use crate::sheet::{changed, sent, sheet};
use axum::http::StatusCode;
use method::policy::Role;
use regex::Regex;
use tests::{House, Person};

/// Posts a small form of a code's page; where it leads.
async fn step(analyst: &Person, code: &str, step: &str, answers: &[(&str, &str)]) -> String {
    let version = version(analyst).await;
    let answers: Vec<(&str, &str)> = [("version", version.as_str())]
        .into_iter()
        .chain(answers.iter().copied())
        .collect();
    let answer = analyst.post(&format!("/codebook/{code}/{step}"), &answers).await;
    assert_eq!(answer.status, StatusCode::SEE_OTHER, "{}", answer.body);
    answer.location().to_owned()
}

async fn version(analyst: &Person) -> String {
    let form = sheet(&analyst.get("/codebook").await.body, "/codebook");
    let found = form.into_iter().find(|(name, _)| name == "version");
    found.expect("the form says its version").1
}

/// The codings that a page of passages offers.
fn offered(page: &str) -> Vec<String> {
    let box_of = Regex::new(r#"name="coding" value="([0-9a-f]{32})""#).expect("a pattern");
    box_of.captures_iter(page).map(|found| found[1].to_owned()).collect()
}

on_both! {
    async fn a_retired_code_is_offered_no_more_and_its_passages_keep_it(ground) {
        let house = House::open(ground).await;
        let ilham = house.cast("ilham", Role::Facilitator, Some(0)).await;
        let houda = house.cast("houda", Role::Analyst, None).await;
        let text = "Il m’a menacée, puis chassée.";
        let story = told(&house, &ilham, "fr", text).await;
        let threat = code(&houda, "Menace de mort").await;
        give(&houda, &story, text, "menacée", &threat).await;
        step(&houda, &threat, "retire", &[("retired", "yes")]).await;
        let page = houda.get(&format!("{story}/code")).await.body;
        assert_eq!(marked(&page), ["menacée"]);
        assert!(!page.contains(&format!(r#"name="code" value="{threat}""#)), "it is not offered");
        let refused = houda
            .post(&format!("{story}/code"), &[("words", "chassée"), ("code", &threat)])
            .await;
        assert!(refused.status == StatusCode::UNPROCESSABLE_ENTITY && refused.body.contains("chassée"));
        let book = houda.get("/codebook").await.body;
        assert!(book.contains("retiré") && book.contains("moins de 5 passages"));
        step(&houda, &threat, "retire", &[("retired", "no")]).await;
        give(&houda, &story, text, "chassée", &threat).await;
        // What stands below a retired code is offered no more either.
        let violence = code(&houda, "Violences subies").await;
        step(&houda, &violence, "retire", &[("retired", "yes")]).await;
        let page = houda.get(&format!("{story}/code")).await.body;
        assert!(!page.contains(&format!(r#"name="code" value="{threat}""#)));
        assert_eq!(houda.post(&format!("/codebook/{threat}/retire"), &[("retired", "perhaps")]).await.status, StatusCode::UNPROCESSABLE_ENTITY);
    }
}

on_both! {
    async fn a_code_moves_past_its_neighbour(ground) {
        let house = House::open(ground).await;
        let houda = house.cast("houda", Role::Analyst, None).await;
        let (first, second) = (code(&houda, "Mariage forcé de mineur·e").await, code(&houda, "Menace de mort").await);
        let order = |page: &str| page.find(&first).expect("there") < page.find(&second).expect("there");
        assert!(order(&houda.get("/codebook").await.body));
        step(&houda, &second, "step", &[("step", "up")]).await;
        assert!(!order(&houda.get("/codebook").await.body));
        step(&houda, &second, "step", &[("step", "down")]).await;
        assert!(order(&houda.get("/codebook").await.body));
        let stale = houda.post(&format!("/codebook/{second}/step"), &[("version", "1"), ("step", "up")]).await;
        assert!(stale.status == StatusCode::UNPROCESSABLE_ENTITY && stale.body.contains("Une collègue vient de modifier"));
    }
}

on_both! {
    async fn passages_of_a_code_go_to_a_new_one_beside_it(ground) {
        let house = House::open(ground).await;
        let ilham = house.cast("ilham", Role::Facilitator, Some(0)).await;
        let houda = house.cast("houda", Role::Analyst, None).await;
        let text = "Il m’a menacée, puis chassée.";
        let story = told(&house, &ilham, "fr", text).await;
        let threat = code(&houda, "Menace de mort").await;
        give(&houda, &story, text, "menacée", &threat).await;
        give(&houda, &story, text, "chassée", &threat).await;
        let link = format!("/codebook/{threat}/split");
        let page = houda.get(&link).await.body;
        let codings = offered(&page);
        assert_eq!(codings.len(), 2);
        let form = sheet(&page, &link);
        let none = houda.post(&link, &sent(&changed(&form, "label_fr", 0, "Zellige"))).await;
        assert!(none.status == StatusCode::UNPROCESSABLE_ENTITY && none.body.contains("Cochez au moins un passage") && none.body.contains("Zellige"));
        let chased = if page.find("chassée") > page.find("menacée") { &codings[1] } else { &codings[0] };
        let mut form = changed(&form, "label_fr", 0, "");
        form.push(("coding".to_owned(), chased.clone()));
        let nameless = houda.post(&link, &sent(&form)).await;
        assert!(nameless.status == StatusCode::UNPROCESSABLE_ENTITY && nameless.body.contains("Donnez un nom"));
        assert!(nameless.body.contains("checked"), "what was ticked stays ticked");
        let form = changed(&form, "label_fr", 0, "Mise à la porte");
        assert_eq!(houda.post(&link, &sent(&form)).await.location(), "/codebook");
        let new = code(&houda, "Mise à la porte").await;
        let of_new = houda.get(&format!("/analysis/passages?code={new}")).await.body;
        assert!(of_new.contains("chassée") && !of_new.contains("menacée") && of_new.contains("<bdi>houda</bdi>"), "{of_new}");
        let of_old = houda.get(&format!("/analysis/passages?code={threat}")).await.body;
        assert!(of_old.contains("menacée") && !of_old.contains("chassée"));
        // And to one that is there; a passage that moved on in the meantime is not moved again.
        let form = sheet(&houda.get(&link).await.body, &link);
        let mut form = changed(&form, "into", 0, &new);
        form.push(("coding".to_owned(), chased.clone()));
        let gone = houda.post(&link, &sent(&form)).await;
        assert!(gone.status == StatusCode::UNPROCESSABLE_ENTITY, "{}", gone.body);
        let rest = codings.iter().find(|coding| *coding != chased).expect("two");
        let form = changed(&form, "coding", 0, rest);
        assert_eq!(houda.post(&link, &sent(&form)).await.location(), "/codebook");
        assert!(houda.get("/codebook").await.body.contains("moins de 5 passages"));
        let past = houda.get("/codebook/history").await.body;
        for words in ["vient de « Menace de mort » ; moins de 5 passages", "a donné des passages à « Mise à la porte » : moins de 5 passages"] {
            assert!(past.contains(words), "{words} in {past}");
        }
    }
}

on_both! {
    async fn every_save_of_the_codebook_is_kept(ground) {
        let house = House::open(ground).await;
        let houda = house.cast("houda", Role::Analyst, None).await;
        let threat = code(&houda, "Menace de mort").await;
        assert!(houda.get("/codebook/history").await.body.contains("Rien n’a encore changé"));
        let link = format!("/codebook/{threat}");
        let form = sheet(&houda.get(&link).await.body, &link);
        let form = changed(&changed(&form, "label_fr", 0, "Zellige"), "examples_ar", 0, "مثال الزليج");
        let form = changed(&form, "excludes_en", 0, "not the zellige");
        houda.post(&link, &sent(&form)).await;
        let again = sheet(&houda.get(&link).await.body, &link);
        for answer in [("examples_ar", "مثال الزليج"), ("excludes_en", "not the zellige")] {
            assert!(again.contains(&(answer.0.to_owned(), answer.1.to_owned())), "{answer:?}");
        }
        step(&houda, &threat, "retire", &[("retired", "yes")]).await;
        step(&houda, &threat, "remove", &[]).await;
        let past = houda.get("/codebook/history").await.body;
        let at = |words: &str| past.find(words).unwrap_or_else(|| panic!("{words} in {past}"));
        assert!(at("est supprimé") < at("n’est plus donné") && at("n’est plus donné") < at("il s’appelait « Menace de mort »"));
        assert!(past.contains("<bdi>houda</bdi>"));
        let karima = house.cast("karima", Role::SiteCoordinator, Some(0)).await;
        assert_eq!(karima.get("/codebook/history").await.status, StatusCode::NOT_FOUND);
        assert_eq!(karima.get(&format!("{link}/split")).await.status, StatusCode::NOT_FOUND);
        let (_, stranger) = house.second_programme("loin", Role::Analyst).await;
        assert!(stranger.get("/codebook/history").await.body.contains("Rien n’a encore changé"));
    }
}

on_both! {
    async fn a_merge_is_kept_with_how_many_passages_went_along(ground) {
        let house = House::open(ground).await;
        let ilham = house.cast("ilham", Role::Facilitator, Some(0)).await;
        let houda = house.cast("houda", Role::Analyst, None).await;
        let text = "Il m’a menacée, puis chassée.";
        let story = told(&house, &ilham, "fr", text).await;
        let (threat, rejection) = (code(&houda, "Menace de mort").await, code(&houda, "Rejet par la famille").await);
        for words in ["menacée", "chassée"] {
            give(&houda, &story, text, words, &threat).await;
        }
        assert_eq!(step(&houda, &threat, "merge", &[("into", rejection.as_str())]).await, "/codebook");
        let past = houda.get("/codebook/history").await.body;
        let (_, saved) = past.split_once("<bdi>houda</bdi>").unwrap_or_else(|| panic!("{past}"));
        assert!(saved.contains("Menace de mort</span>") && saved.contains("est réuni avec « Rejet par la famille » ; moins de 5 passages."), "{past}");
        let arabic = houda.reading("ar").get("/codebook/history").await.body;
        assert!(arabic.contains("تهديد بالقتل</span>") && arabic.contains("نبذ من طرف الأسرة"), "{arabic}");
    }
}

on_both! {
    async fn templates_add_what_is_missing(ground) {
        let house = House::open(ground).await;
        let houda = house.cast("houda", Role::Analyst, None).await;
        let threat = code(&houda, "Menace de mort").await;
        let take = async |template: &str| {
            let version = version(&houda).await;
            houda.post("/codebook/template", &[("version", version.as_str()), ("template", template)]).await
        };
        let refused = take("violence").await;
        assert!(refused.status == StatusCode::UNPROCESSABLE_ENTITY && refused.body.contains("Tous ces codes sont déjà là"));
        step(&houda, &threat, "remove", &[]).await;
        assert_eq!(take("violence").await.location(), "/codebook");
        assert_ne!(code(&houda, "Menace de mort").await, threat);
        assert_eq!(take("actors").await.location(), "/codebook");
        assert_eq!(take("change").await.location(), "/codebook");
        let page = houda.get("/codebook").await.body;
        for words in ["Police et gendarmerie", "Fait du mal", "Changements racontés"] {
            assert!(page.contains(words), "{words}");
        }
        assert_eq!(take("everything").await.status, StatusCode::UNPROCESSABLE_ENTITY);
        let karima = house.cast("karima", Role::SiteCoordinator, Some(0)).await;
        let forbidden = [("version", "1"), ("template", "actors")];
        assert_eq!(karima.post("/codebook/template", &forbidden).await.status, StatusCode::NOT_FOUND);
    }
}
