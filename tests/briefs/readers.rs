//! A yes to advocacy (P5) goes to the classes of readers that she named, and to no others.

use super::cast::{Cast, OPENING, WORDS, sign_off};
use axum::http::StatusCode;
use tests::{borrowed, with};

/// The form of a story whose teller says yes to advocacy for these readers.
async fn told(cast: &Cast, named: &[&str]) -> Vec<(&'static str, String)> {
    let mut answers = with(&cast.house.aminas_story().await, "description", WORDS);
    answers.extend(["p5", "p5_asked"].map(|name| (name, "yes".to_owned())));
    answers.extend(named.iter().map(|class| ("p5_to", (*class).to_owned())));
    answers
}

/// Says on the story's page that she agrees to advocacy, with these answers more.
async fn agrees(cast: &Cast, story: &str, more: &[(&str, &str)]) -> tests::Answer {
    let yes = [
        ("purpose", "5"),
        ("answer", "yes"),
        ("until", "2027-01-01"),
        ("manner", "spoken"),
        ("witness", "K2"),
        ("teach_back", "understood"),
        ("p5_asked", "yes"),
    ];
    cast.ilham
        .post(&format!("{story}/consent"), &[yes.as_slice(), more].concat())
        .await
}

on_both! {
    async fn her_words_go_to_the_readers_that_she_named_and_are_called_back_when_she_names_others(ground) {
        let cast = Cast::on(ground).await;
        let answers = told(&cast, &["ministry", "local_authority"]).await;
        let story = cast.ilham.post("/stories/new", &borrowed(&answers)).await.location().to_owned();
        let page = cast.ilham.get(&story).await.body;
        assert!(page.contains("À : Ministère ou autorité de l’État · "), "{page}");
        let excerpt = cast.excerpt(&story, 0, WORDS.chars().count()).await;
        let brief = cast.brief("fr", &format!("{{{{excerpt:{excerpt}}}}}")).await;

        for class in ["parliament", "partner"] {
            let refused = sign_off(&cast.zineb, &brief, class).await;
            assert!(refused.body.contains("a nommé d’autres lecteurs") && refused.body.contains(OPENING), "{class}: {}", refused.body);
            let refused = cast.rajae.post(&format!("{brief}/issue"), &[("version", "1"), ("addressee", class), ("to", "x")]).await;
            assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY, "{class}");
            assert!(refused.body.contains("a nommé d’autres lecteurs"), "{class}: {}", refused.body);
        }
        let [html, ..] = cast.issued(&brief, "ministry").await;
        assert_eq!(cast.rajae.get(&html).await.status, StatusCode::OK);

        // Her last word counts, for what went out as well.
        assert_eq!(agrees(&cast, &story, &[("p5_to", "partner")]).await.location(), story);
        let held = cast.rajae.get(&html).await;
        assert_eq!(held.status, StatusCode::CONFLICT);
        assert!(held.body.contains("a nommé d’autres lecteurs") && !held.body.contains(WORDS), "{}", held.body);
        let recalls = cast.rajae.get("/recalls").await.body;
        assert!(recalls.contains("Sortir du silence") && recalls.contains("Accord retiré"), "{recalls}");
        assert!(cast.rajae.get("/excerpts/library").await.body.contains("Avant, je"), "it may be quoted, to others");
        let answer = agrees(&cast, &story, &[("p5_to", "partner"), ("p5_to", "ministry")]).await;
        assert_eq!(answer.location(), story);
        assert_eq!(cast.rajae.get(&html).await.status, StatusCode::OK);
        assert!(cast.rajae.get("/recalls").await.body.contains("Rien à rappeler"));
    }
}

on_both! {
    async fn a_yes_that_names_nobody_is_refused_with_a_sentence_wherever_it_is_said(ground) {
        let cast = Cast::on(ground).await;
        let sentence = "Cochez au moins un lecteur";
        let nobody = told(&cast, &[]).await;
        let refused = cast.ilham.post("/stories/new", &borrowed(&nobody)).await;
        assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY);
        assert!(refused.body.contains(sentence) && refused.body.contains("href=\"#p5_to\""), "{}", refused.body);
        // Another purpose covers these.
        for class in ["donor", "press", "nonsense"] {
            let refused = cast.ilham.post("/stories/new", &borrowed(&told(&cast, &[class]).await)).await;
            assert!(refused.body.contains(sentence), "{class}");
        }
        // What was ticked stays.
        let lacking = with(&told(&cast, &["partner"]).await, "title", "");
        let refused = cast.ilham.post("/stories/new", &borrowed(&lacking)).await.body;
        assert!(refused.contains("value=\"partner\" checked") && !refused.contains("value=\"ministry\" checked"), "{refused}");

        let no = with(&nobody, "p5", "no");
        let story = cast.ilham.post("/stories/new", &borrowed(&no)).await.location().to_owned();
        assert!(story.starts_with("/stories/"), "a no names nobody");
        let refused = agrees(&cast, &story, &[]).await;
        assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY);
        assert!(refused.body.contains(sentence), "{}", refused.body);

        // She comes back with her slip.
        let slip = crate::receipts::given(&cast.ilham, &story).await;
        let yes = [("step", "agree-5"), ("until", "2027-01-01"), ("teach_back", "understood"), ("witness", "K2"), ("p5_asked", "yes")];
        let refused = crate::receipts::asked(&cast.ilham, &slip.number, &yes).await;
        assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY);
        assert!(refused.body.contains(sentence), "{}", refused.body);
        let named = [yes.as_slice(), &[("p5_to", "parliament")]].concat();
        let stands = crate::receipts::asked(&cast.ilham, &slip.number, &named).await;
        assert!(stands.status == StatusCode::OK && stands.body.contains("À : Parlement"), "{}", stands.body);
    }
}

on_both! {
    /// A form from before the question, as an older tablet has it, agreed to what was asked then: each class that advocacy has.
    async fn a_form_that_did_not_ask_goes_to_each_class_of_advocacy(ground) {
        let cast = Cast::on(ground).await;
        let (story, reference) = cast.quotable(&["p5"]).await;
        for class in ["ministry", "parliament", "local_authority", "partner"] {
            let brief = cast.brief("fr", &reference).await;
            cast.issued(&brief, class).await;
        }
        assert!(!cast.ilham.get(&story).await.body.contains("À : "));
    }
}
