//! A code that is made while a passage is coded: by a name that is typed, or in vivo by the marked words.

use super::{code, give, layer, marked, place, told};
use crate::sheet::sheet;
use axum::http::StatusCode;
use method::policy::Role;
use tests::{Answer, House, Person};

const TOLD: &str =
    "ما بقيتش كنخاف من حتى واحد، ودابا كنخرج بوحدي للسوق كل نهار جمعة مع بنتي ومع جارتي اللي وقفات معايا من الأول.";

/// Marks words of a story's description and sends further answers, as a browser does.
async fn mark(coder: &Person, story: &str, text: &str, words: &str, more: &[(&str, &str)]) -> Answer {
    let (start, end) = place(text, words);
    let layer = layer(coder, story).await;
    let mut answers = vec![
        ("layer", layer.as_str()),
        ("part", "description"),
        ("start", &start),
        ("end", &end),
        ("words", words),
    ];
    answers.extend(more);
    coder.post(&format!("{story}/code"), &answers).await
}

/// The labels of a code of the codebook, in French, Arabic and English.
async fn labels(coder: &Person, id: &str) -> [String; 3] {
    let link = format!("/codebook/{id}");
    let form = sheet(&coder.get(&link).await.body, &link);
    let label = |name: &str| {
        let found = form.iter().find(|(one, _)| one == name);
        found.map(|(_, value)| value.clone()).unwrap_or_default()
    };
    [label("label_fr"), label("label_ar"), label("label_en")]
}

on_both! {
    async fn a_code_is_made_and_given_in_one_step(ground) {
        let house = House::open(ground).await;
        let ilham = house.cast("ilham", Role::Facilitator, Some(0)).await;
        let french = house.cast("houda", Role::Analyst, Some(0)).await;
        let houda = french.clone().reading("ar");
        let story = told(&house, &ilham, "ary", TOLD).await;
        let support = code(&french, "Appui reçu").await;
        let new = [("new_label", " الجارة  "), ("new_parent", support.as_str())];
        let answer = mark(&houda, &story, TOLD, "جارتي", &new).await;
        assert_eq!(answer.location(), format!("{story}/code#description"), "{}", answer.body);
        let page = houda.get(&format!("{story}/code")).await.body;
        assert_eq!(marked(&page), ["جارتي"]);
        assert!(page.contains(" › الجارة"), "{page}");
        let made = code(&houda, "الجارة").await;
        assert_eq!(labels(&houda, &made).await, ["", "الجارة", ""], "in the language of the page");
        // The same name in the same place is the same code; another of the choice is given with it.
        let threat = code(&french, "Menace de mort").await;
        let again = [("new_label", "الجارة"), ("new_parent", support.as_str()), ("code", threat.as_str())];
        assert_eq!(mark(&houda, &story, TOLD, "بنتي", &again).await.status, StatusCode::SEE_OTHER);
        let book = houda.get("/codebook").await.body;
        assert_eq!(book.matches(">الجارة<").count(), 1, "{book}");
        assert_eq!(houda.get(&format!("{story}/code")).await.body.matches("name=\"take\"").count(), 3);
    }
}

on_both! {
    async fn in_vivo_the_marked_words_are_the_code(ground) {
        let house = House::open(ground).await;
        let ilham = house.cast("ilham", Role::Facilitator, Some(0)).await;
        let houda = house.cast("houda", Role::Analyst, None).await;
        for (language, text, words, field) in [
            ("ary", TOLD, "ما بقيتش كنخاف", 1),
            ("ary-Latn", "ma b9itch kankhaf daba", "ma b9itch kankhaf", 0),
            ("fr", "Je dors enfin la nuit.", "Je dors enfin", 0),
            ("en", "Now I sleep at night.", "I sleep", 2),
        ] {
            let story = told(&house, &ilham, language, text).await;
            let answer = mark(&houda, &story, text, words, &[("in_vivo", "yes")]).await;
            assert_eq!(answer.status, StatusCode::SEE_OTHER, "{language}: {}", answer.body);
            assert_eq!(marked(&houda.get(&format!("{story}/code")).await.body), [words]);
            let labels = labels(&houda, &code(&houda, words).await).await;
            assert_eq!(labels[field], words, "{language}");
            assert_eq!(labels.iter().filter(|label| !label.is_empty()).count(), 1, "{language}");
        }
        // A code that is called so already is used, wherever it stands.
        let text = "Menace de mort, disait-il.";
        let story = told(&house, &ilham, "fr", text).await;
        assert_eq!(mark(&houda, &story, text, "Menace de mort", &[("in_vivo", "yes")]).await.status, StatusCode::SEE_OTHER);
        assert!(houda.get(&format!("{story}/code")).await.body.contains("Violences subies › Psychologiques › Menace de mort"));
    }
}

on_both! {
    async fn a_name_that_is_none_is_refused_and_nothing_is_lost_or_made(ground) {
        let house = House::open(ground).await;
        let ilham = house.cast("ilham", Role::Facilitator, Some(0)).await;
        let houda = house.cast("houda", Role::Analyst, None).await;
        let story = told(&house, &ilham, "ary", TOLD).await;
        let threat = code(&houda, "Menace de mort").await;
        let before = houda.get("/codebook").await.page();
        let (end, long) = (TOLD.chars().count().to_string(), "ز".repeat(81));
        let layer = layer(&houda, &story).await;
        let whole = [("layer", layer.as_str()), ("part", "description"), ("start", "0"), ("end", end.as_str())];
        for (more, sentence) in [
            (vec![("words", TOLD), ("in_vivo", "yes"), ("code", threat.as_str()), ("new_label", "Zellige")], "marquez 80 lettres au plus"),
            (vec![("words", TOLD), ("new_label", long.as_str()), ("code", threat.as_str())], "a 80 lettres au plus"),
            (vec![("words", TOLD), ("new_label", "\u{200F}"), ("code", threat.as_str())], "Donnez un nom au nouveau code"),
            (vec![("words", TOLD), ("new_label", "Zellige"), ("new_parent", "00000000000000000000000000000000"), ("code", &threat)], "n’existe plus"),
        ] {
            let answers: Vec<_> = whole.iter().copied().chain(more.clone()).collect();
            let refused = houda.post(&format!("{story}/code"), &answers).await;
            assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY, "{sentence}");
            assert!(refused.body.contains(sentence), "{sentence} in {}", refused.body);
            assert!(refused.body.contains(&format!("value=\"{threat}\" checked")), "the chosen code stays chosen");
            assert!(refused.body.contains(&format!("\n{TOLD}</textarea>")), "the words stay");
            for (name, value) in more.iter().filter(|(name, _)| *name == "new_label") {
                assert!(refused.body.contains(&format!("value=\"{value}\"")), "{name} stays");
            }
        }
        let garbled: Vec<_> = whole.iter().copied().chain([("new_label", "Zellige"), ("new_parent", "x")]).collect();
        assert_eq!(houda.post(&format!("{story}/code"), &garbled).await.status, StatusCode::UNPROCESSABLE_ENTITY);
        assert_eq!(houda.get("/codebook").await.page(), before, "no code was made");
        assert!(marked(&houda.get(&format!("{story}/code")).await.body).is_empty());
    }
}

on_both! {
    async fn what_was_made_of_hostile_words_stays_text(ground) {
        let house = House::open(ground).await;
        let ilham = house.cast("ilham", Role::Facilitator, Some(0)).await;
        let houda = house.cast("houda", Role::Analyst, None).await;
        let text = "Il a dit <script>alert(1)</script> puis rien.";
        let story = told(&house, &ilham, "fr", text).await;
        assert_eq!(mark(&houda, &story, text, "<script>alert(1)</script>", &[("in_vivo", "yes")]).await.status, StatusCode::SEE_OTHER);
        let named = [("new_label", "\"><img src=x onerror=alert(2)>")];
        assert_eq!(mark(&houda, &story, text, "puis rien", &named).await.status, StatusCode::SEE_OTHER);
        for path in [format!("{story}/code"), "/codebook".to_owned()] {
            let body = houda.get(&path).await.body;
            assert!(!body.contains("<script>alert") && !body.contains("<img src=x"), "{path}");
        }
    }
}

on_both! {
    async fn only_who_keeps_the_codebook_makes_codes(ground) {
        let house = House::open(ground).await;
        let ilham = house.cast("ilham", Role::Facilitator, Some(0)).await;
        let houda = house.cast("houda", Role::Analyst, None).await;
        let story = told(&house, &ilham, "fr", "Je dors enfin.").await;
        let layer = layer(&houda, &story).await;
        let zineb = house.cast("zineb", Role::NationalCoordinator, None).await;
        let (_, stranger) = house.second_programme("loin", Role::Analyst).await;
        let answers = [("layer", layer.as_str()), ("part", "description"), ("start", "0"), ("end", "7"), ("in_vivo", "yes")];
        for person in [&ilham, &zineb, &stranger] {
            assert_eq!(person.post(&format!("{story}/code"), &answers).await.status, StatusCode::NOT_FOUND);
        }
        assert!(!houda.get("/codebook").await.body.contains("Je dors"));
    }
}

on_both! {
    async fn a_code_that_is_given_no_more_is_neither_used_nor_built_upon(ground) {
        let house = House::open(ground).await;
        let ilham = house.cast("ilham", Role::Facilitator, Some(0)).await;
        let houda = house.cast("houda", Role::Analyst, None).await;
        let text = "Menace de mort, disait-il.";
        let story = told(&house, &ilham, "fr", text).await;
        let threat = code(&houda, "Menace de mort").await;
        let retired = houda.post(&format!("/codebook/{threat}/retire"), &[("version", "1"), ("retired", "yes")]).await;
        assert_eq!(retired.status, StatusCode::SEE_OTHER, "{}", retired.body);
        let below = mark(&houda, &story, text, "disait-il", &[("new_label", "Zellige"), ("new_parent", &threat)]).await;
        assert!(below.status == StatusCode::UNPROCESSABLE_ENTITY && below.body.contains("n’existe plus"), "{}", below.body);
        assert!(!houda.get(&format!("{story}/code")).await.body.contains(&format!("<option value=\"{threat}\"")));
        assert_eq!(mark(&houda, &story, text, "Menace de mort", &[("in_vivo", "yes")]).await.status, StatusCode::SEE_OTHER);
        let page = houda.get(&format!("{story}/code")).await.body;
        assert!(marked(&page) == ["Menace de mort"] && !page.contains("Psychologiques › Menace de mort"), "a code of its own");
    }
}

on_both! {
    async fn words_of_a_withdrawn_story_leave_the_codebook(ground) {
        let house = House::open(ground).await;
        let ilham = house.cast("ilham", Role::Facilitator, Some(0)).await;
        let houda = house.cast("houda", Role::Analyst, None).await;
        let (text, other) = ("Zellige-vif, elle a dit. Zellige-doux aussi.", "Un autre récit, le même sens.");
        let (story, kept) = (told(&house, &ilham, "fr", text).await, told(&house, &ilham, "fr", other).await);
        for words in ["Zellige-vif", "Zellige-doux"] {
            assert_eq!(mark(&houda, &story, text, words, &[("in_vivo", "yes")]).await.status, StatusCode::SEE_OTHER);
        }
        let (vivid, soft) = (code(&houda, "Zellige-vif").await, code(&houda, "Zellige-doux").await);
        give(&houda, &kept, other, "le même sens", &vivid).await;
        // Who gave the second a name of her own keeps that name.
        let link = format!("/codebook/{soft}");
        let form = sheet(&houda.get(&link).await.body, &link);
        let form = crate::sheet::changed(&form, "label_fr", 0, "Douceur");
        assert_eq!(houda.post(&link, &crate::sheet::sent(&form)).await.location(), "/codebook");
        assert!(houda.get("/codebook/history").await.body.contains("Zellige-doux"));
        let withdrawn = ilham.post(&format!("{story}/withdraw"), &[]).await;
        assert_eq!(withdrawn.status, StatusCode::OK, "{}", withdrawn.body);
        let book = houda.get("/codebook").await.body;
        assert!(!book.contains("Zellige") && book.contains("Douceur") && book.contains("[mots retirés]"), "{book}");
        assert!(!houda.get("/codebook/history").await.body.contains("Zellige"), "nor do they stay in its past");
        assert!(houda.get(&format!("{kept}/code")).await.body.contains("[mots retirés]"), "the passage keeps its code");
    }
}
