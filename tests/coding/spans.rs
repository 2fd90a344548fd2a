//! A marked span survives a reload, letter by letter, in text of either direction; what is no span is refused.

use super::{code, give, layer, marked, place, told};
use axum::http::StatusCode;
use method::policy::Role;
use tests::House;

const MIXED: &str = "قالت لي السيدة: reste ici 𝄞 ثم أعطتني بطاقتي الجديدة.\nبعدها، j’ai signé مع أمي.";

on_both! {
    async fn a_span_of_arabic_and_of_mixed_text_survives_a_reload(ground) {
        let house = House::open(ground).await;
        let ilham = house.cast("ilham", Role::Facilitator, Some(0)).await;
        let houda = house.cast("houda", Role::Analyst, None).await;
        let story = told(&house, &ilham, "ary", MIXED).await;
        let papers = code(&houda, "Carte d'identité").await;
        for words in ["أعطتني بطاقتي", "reste ici 𝄞 ثم", "j’ai signé مع أمي"] {
            give(&houda, &story, MIXED, words, &papers).await;
            let page = houda.get(&format!("{story}/code")).await.body;
            assert!(marked(&page).contains(&words.to_owned()), "{words} in {:?}", marked(&page));
        }
        assert!(houda.get(&format!("{story}/code")).await.body.contains("Appui reçu › Juridique › Carte d'identité"));
    }
}

on_both! {
    async fn a_span_over_two_lines_is_one_span(ground) {
        let house = House::open(ground).await;
        let ilham = house.cast("ilham", Role::Facilitator, Some(0)).await;
        let houda = house.cast("houda", Role::Analyst, None).await;
        let story = told(&house, &ilham, "ary", MIXED).await;
        let papers = code(&houda, "Carte d'identité").await;
        give(&houda, &story, MIXED, "الجديدة.\nبعدها", &papers).await;
        let page = houda.get(&format!("{story}/code")).await.body;
        assert_eq!(marked(&page), ["الجديدة.", "بعدها"]);
        assert_eq!(page.matches("<q lang=\"ary\" dir=\"auto\">الجديدة.\nبعدها</q>").count(), 1);
    }
}

on_both! {
    async fn spans_overlap_and_one_bears_several_codes(ground) {
        let house = House::open(ground).await;
        let ilham = house.cast("ilham", Role::Facilitator, Some(0)).await;
        let houda = house.cast("houda", Role::Analyst, None).await;
        let text = "abcdef ghij";
        let story = told(&house, &ilham, "fr", text).await;
        let (threat, plea) = (code(&houda, "Menace de mort").await, code(&houda, "Plainte et recours").await);
        let (start, end) = place(text, "abcd");
        let layer = layer(&houda, &story).await;
        let both = [("layer", layer.as_str()), ("part", "description"), ("start", &start), ("end", &end), ("code", &threat), ("code", &plea)];
        assert_eq!(houda.post(&format!("{story}/code"), &both).await.status, StatusCode::SEE_OTHER);
        give(&houda, &story, text, "cdef", &plea).await;
        let page = houda.get(&format!("{story}/code")).await.body;
        assert_eq!(marked(&page), ["ab", "cd", "ef"]);
        assert!(page.contains("Violences subies › Psychologiques › Menace de mort"));
        // A code stands once on a run, however often it was given there; each passage is gone to by the place where it begins.
        assert_eq!(page.matches("class=\"coding\"").count(), 5, "{page}");
        for start in [0, 2] {
            let at = format!("at-description-{start}");
            let there = format!("id=\"{at}\" data-start=\"{start}\"");
            assert!(page.contains(&format!("href=\"#{at}\"")) && page.contains(&there), "{at} in {page}");
        }
        // What is posted twice is kept once.
        assert_eq!(houda.post(&format!("{story}/code"), &both).await.status, StatusCode::SEE_OTHER);
        assert_eq!(houda.get(&format!("{story}/code")).await.body.matches("name=\"take\"").count(), 3);
    }
}

on_both! {
    async fn offsets_that_are_no_span_are_refused_and_nothing_typed_is_lost(ground) {
        let house = House::open(ground).await;
        let ilham = house.cast("ilham", Role::Facilitator, Some(0)).await;
        let houda = house.cast("houda", Role::Analyst, None).await;
        let story = told(&house, &ilham, "fr", "Trois mots  ici").await;
        let threat = code(&houda, "Menace de mort").await;
        let layer = layer(&houda, &story).await;
        for (start, end, sentence) in [
            ("3", "3", "Marquez au moins un mot"),
            ("5", "2", "Marquez au moins un mot"),
            ("10", "12", "Marquez au moins un mot"),
            ("0", "99", "dépasse la fin du texte"),
            ("18446744073709551614", "18446744073709551615", "dépasse la fin du texte"),
        ] {
            let answers = [("layer", layer.as_str()), ("part", "description"), ("start", start), ("end", end), ("words", "Zellige-marqué"), ("code", &threat)];
            let refused = houda.post(&format!("{story}/code"), &answers).await;
            assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY, "{start}–{end}");
            assert!(refused.body.contains(sentence) && refused.body.contains("Zellige-marqué"), "{start}–{end}");
            assert!(refused.body.contains(&format!("value=\"{threat}\" checked")), "the chosen code stays chosen");
        }
        let no_code = [("layer", layer.as_str()), ("part", "description"), ("start", "0"), ("end", "5"), ("words", "Trois")];
        let refused = houda.post(&format!("{story}/code"), &no_code).await;
        assert!(refused.status == StatusCode::UNPROCESSABLE_ENTITY && refused.body.contains("Choisissez au moins un code."));
        assert!(refused.body.contains("name=\"end\" value=\"5\""), "what was marked stays marked");
        assert!(!houda.get(&format!("{story}/code")).await.body.contains("name=\"take\""));
    }
}

on_both! {
    async fn spaces_at_the_ends_of_a_selection_are_no_part_of_it(ground) {
        let house = House::open(ground).await;
        let ilham = house.cast("ilham", Role::Facilitator, Some(0)).await;
        let houda = house.cast("houda", Role::Analyst, None).await;
        let text = "Un  mot  seul";
        let story = told(&house, &ilham, "fr", text).await;
        let threat = code(&houda, "Menace de mort").await;
        give(&houda, &story, text, "  mot  ", &threat).await;
        assert_eq!(marked(&houda.get(&format!("{story}/code")).await.body), ["mot"]);
    }
}

on_both! {
    async fn two_analysts_at_once_are_both_kept_under_their_names(ground) {
        let house = House::open(ground).await;
        let ilham = house.cast("ilham", Role::Facilitator, Some(0)).await;
        let houda = house.cast("houda", Role::Analyst, None).await;
        let nabila = house.cast("nabila", Role::Analyst, Some(0)).await;
        let text = "Il m’a menacée.";
        let story = told(&house, &ilham, "fr", text).await;
        let threat = code(&houda, "Menace de mort").await;
        tokio::join!(give(&houda, &story, text, "menacée", &threat), give(&nabila, &story, text, "menacée", &threat));
        let page = nabila.get(&format!("{story}/code")).await.body;
        assert!(page.contains("<bdi>houda</bdi>") && page.contains("<bdi>nabila</bdi>"), "{page}");
        assert_eq!(page.matches("name=\"take\"").count(), 2);
    }
}

on_both! {
    async fn a_code_is_taken_away_and_given_again(ground) {
        let house = House::open(ground).await;
        let ilham = house.cast("ilham", Role::Facilitator, Some(0)).await;
        let houda = house.cast("houda", Role::Analyst, None).await;
        let text = "Il m’a menacée.";
        let (story, other) = (told(&house, &ilham, "fr", text).await, told(&house, &ilham, "fr", text).await);
        let threat = code(&houda, "Menace de mort").await;
        give(&houda, &story, text, "menacée", &threat).await;
        let page = houda.get(&format!("{story}/code")).await.body;
        let (_, rest) = page.split_once("name=\"take\" value=\"").expect("a button");
        let (coding, _) = rest.split_once('"').expect("an id");
        assert_eq!(houda.post(&format!("{other}/code"), &[("take", coding)]).await.status, StatusCode::NOT_FOUND);
        assert_eq!(houda.post(&format!("{story}/code"), &[("take", coding)]).await.location(), format!("{story}/code#given"));
        assert!(marked(&houda.get(&format!("{story}/code")).await.body).is_empty());
        assert_eq!(houda.post(&format!("{story}/code"), &[("take", coding)]).await.status, StatusCode::NOT_FOUND);
        give(&houda, &story, text, "menacée", &threat).await;
        // The code that she used of late comes first, on another story too.
        assert!(houda.get(&format!("{other}/code")).await.body.contains("Utilisés récemment"));
    }
}

on_both! {
    async fn what_is_hostile_in_a_text_or_a_code_stays_text(ground) {
        let house = House::open(ground).await;
        let ilham = house.cast("ilham", Role::Facilitator, Some(0)).await;
        let houda = house.cast("houda", Role::Analyst, None).await;
        let text = "<script>alert(1)</script> \u{202E}retourné\u{202C} & « <b> »";
        let story = told(&house, &ilham, "fr", text).await;
        let payload = "<img src=x onerror=alert(2)>";
        let added = houda.post("/codebook", &[("version", "1"), ("label_fr", payload), ("definition_fr", payload), ("colour", "3")]).await;
        assert_eq!(added.location(), "/codebook");
        let threat = code(&houda, "Menace de mort").await;
        give(&houda, &story, text, "alert(1)</script> \u{202E}ret", &threat).await;
        for path in [format!("{story}/code"), "/codebook".to_owned()] {
            let body = houda.get(&path).await.body;
            assert!(!body.contains("<script>alert") && !body.contains("<img src=x"), "{path}");
        }
        let typed = houda.post(&format!("{story}/code"), &[("words", "</textarea><script>alert(3)</script>")]).await;
        assert!(typed.status == StatusCode::UNPROCESSABLE_ENTITY && !typed.body.contains("<script>alert"));
    }
}
