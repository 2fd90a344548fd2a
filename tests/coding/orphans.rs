//! A coding follows its words into a newer layer; where they are in doubt, a person is asked.

use super::{code, give, layer, marked, place, told};
use axum::http::StatusCode;
use method::policy::Role;
use tests::{House, Person};

const TOLD: &str = "Il m’a menacée. Puis le guichet, puis le juge.";

/// Edits the description of a story that has one layer.
async fn edited(by: &Person, story: &str, description: &str) {
    let answers = [
        ("layers", "1"),
        ("title", "Zellige-titre"),
        ("context", "Zellige-avant"),
        ("description", description),
        ("significance", "Zellige-sens"),
        ("reason", "demandé par elle"),
    ];
    assert_eq!(by.post(&format!("{story}/edit"), &answers).await.location(), story);
}

on_both! {
    async fn codings_follow_their_words_and_orphans_wait_with_theirs(ground) {
        let house = House::open(ground).await;
        let ilham = house.cast("ilham", Role::Facilitator, Some(0)).await;
        let houda = house.cast("houda", Role::Analyst, None).await;
        let story = told(&house, &ilham, "fr", TOLD).await;
        let threat = code(&houda, "Menace de mort").await;
        for words in ["menacée", "le guichet", "le juge"] {
            give(&houda, &story, TOLD, words, &threat).await;
        }
        // One word moves, one goes, one stands there twice.
        edited(&ilham, &story, "Un soir, il m’a menacée. Puis le juge, oui, le juge.").await;
        let page = houda.get(&format!("{story}/code")).await.body;
        assert_eq!(marked(&page), ["menacée"]);
        let (_, orphans) = page.split_once("Passages à replacer").expect("a list of orphans");
        let (orphans, _) = orphans.split_once("id=\"given\"").expect("the other list");
        assert!(orphans.contains("le guichet") && orphans.contains("le juge") && !orphans.contains("menacée"));
        assert!(!orphans.contains("/excerpts/new"));
        // All of the programme's stand in one list, which the codebook names; only those who code read it.
        assert!(houda.get("/codebook").await.body.contains("/coding/orphans"));
        let all = houda.get("/coding/orphans").await.body;
        assert!(all.contains("le guichet") && all.contains("le juge") && !all.contains("menacée") && all.contains(&story), "{all}");
        assert_eq!(ilham.get("/coding/orphans").await.status, StatusCode::NOT_FOUND);
        // One is placed again where its words stand now: whose it is and when it was given stays, and it is no orphan any more.
        let option = regex::Regex::new(r#"<option value="([0-9a-f]{32})"[^>]*>[^<]*le juge"#).expect("a pattern");
        let coding = option.captures(&page).expect("it is offered")[1].to_owned();
        let layer = layer(&houda, &story).await;
        let (start, end) = place("Un soir, il m’a menacée. Puis le juge, oui, le juge.", "le juge, oui");
        let answers = [("layer", layer.as_str()), ("part", "description"), ("start", &start), ("end", &end), ("again", &coding)];
        let owen = house.cast("owen", Role::Analyst, None).await;
        assert_eq!(owen.post(&format!("{story}/code"), &answers).await.status, StatusCode::SEE_OTHER);
        let placed = houda.get(&format!("{story}/code")).await.body;
        assert_eq!(marked(&placed), ["menacée", "le juge, oui"]);
        let (_, list) = placed.split_once("id=\"given\"").expect("the list");
        assert!(list.contains("houda") && !list.contains("owen"), "{list}");
        assert_eq!(owen.post(&format!("{story}/code"), &answers).await.status, StatusCode::NOT_FOUND, "once");
        // Taken away like any other.
        let (_, rest) = orphans.split_once("name=\"take\" value=\"").expect("a button");
        let (coding, _) = rest.split_once('"').expect("an id");
        assert_eq!(houda.post(&format!("{story}/code"), &[("take", coding)]).await.status, StatusCode::SEE_OTHER);
    }
}

on_both! {
    async fn in_arabic_too_a_coding_follows_its_words_when_something_is_written_before_them(ground) {
        let house = House::open(ground).await;
        let ilham = house.cast("ilham", Role::Facilitator, Some(0)).await;
        let houda = house.cast("houda", Role::Analyst, None).await;
        let told_first = "هدّدني بالقتل. من بعد مشيت للمحكمة، j’ai signé، وخذيت بطاقتي.";
        let story = told(&house, &ilham, "ary", told_first).await;
        let threat = code(&houda, "Menace de mort").await;
        for words in ["هدّدني بالقتل", "j’ai signé، وخذيت", "مشيت للمحكمة"] {
            give(&houda, &story, told_first, words, &threat).await;
        }
        let newer = "واحد النهار 𝄞 فالليل، هدّدني بالقتل. من بعد رجعت للدار، j’ai signé، وخذيت بطاقتي.";
        edited(&ilham, &story, newer).await;
        let page = houda.get(&format!("{story}/code")).await.body;
        assert_eq!(marked(&page), ["هدّدني بالقتل", "j’ai signé، وخذيت"]);
        for words in ["هدّدني بالقتل", "j’ai signé، وخذيت"] {
            let (start, _) = place(newer, words);
            assert!(page.contains(&format!(" data-start=\"{start}\">{words}</span>")), "{words} in {page}");
        }
        let (_, orphans) = page.split_once("id=\"orphans\"").expect("a list of orphans");
        assert!(orphans.split("id=\"given\"").next().is_some_and(|list| list.contains("مشيت للمحكمة</q>")));
    }
}

on_both! {
    async fn words_marked_while_the_text_was_edited_are_found_again_or_asked_for_again(ground) {
        let house = House::open(ground).await;
        let ilham = house.cast("ilham", Role::Facilitator, Some(0)).await;
        let houda = house.cast("houda", Role::Analyst, None).await;
        let story = told(&house, &ilham, "fr", TOLD).await;
        let threat = code(&houda, "Menace de mort").await;
        let old = layer(&houda, &story).await;
        let newer = "Un soir, il m’a menacée. Puis le juge.";
        edited(&ilham, &story, newer).await;
        let link = format!("{story}/code");
        let mark = async |words: &str| {
            let (start, end) = place(TOLD, words);
            let answers = [("layer", old.as_str()), ("part", "description"), ("start", &start), ("end", &end), ("words", words), ("code", &threat)];
            houda.post(&link, &answers).await
        };
        assert_eq!(mark("menacée").await.status, StatusCode::SEE_OTHER);
        let (start, _) = place(newer, "menacée");
        assert!(houda.get(&link).await.body.contains(&format!(" data-start=\"{start}\">menacée</span>")));
        let gone = mark("le guichet").await;
        assert_eq!(gone.status, StatusCode::UNPROCESSABLE_ENTITY);
        assert!(gone.body.contains("Le texte vient d’être modifié") && gone.body.contains("le guichet"));
    }
}
