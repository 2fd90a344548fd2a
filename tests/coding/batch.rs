//! One code for all that a search found: what is said before, what is given, and taking it back.

use super::{code, give, marked, told};
use axum::http::StatusCode;
use method::policy::Role;
use regex::Regex;
use tests::{Answer, Ground, House, Person, borrowed, with};

/// Asks what giving a code to all that a search finds would come to.
async fn ask(house: &House, person: &Person, asked: &[(&str, &str)], code: &str) -> Answer {
    house.archive.search().ready().await.expect("an open vault");
    let mut answers = asked.to_vec();
    answers.push(("given", code));
    person.post("/search/code", &answers).await
}

/// How many stories and passages a page says would be coded.
fn said(page: &str) -> (String, String) {
    let number = |name: &str| {
        let field = Regex::new(&format!(r#"name="{name}" value="(\d+)""#)).expect("a pattern");
        field
            .captures(page)
            .map_or_else(|| "0".to_owned(), |found| found[1].to_owned())
    };
    (number("stories"), number("passages"))
}

/// Asks, and says yes; the address of the batch.
pub async fn give_all(house: &House, person: &Person, words: &str, code: &str) -> String {
    let page = ask(house, person, &[("q", words)], code).await;
    let (stories, passages) = said(&page.body);
    let yes = [("q", words), ("given", code), ("stories", &stories), ("passages", &passages)];
    let answer = person.post("/search/code", &yes).await;
    assert!(answer.location().starts_with("/coding/batches/"), "{}", answer.body);
    answer.location().to_owned()
}

/// What is marked in a story.
async fn marks(analyst: &Person, story: &str) -> Vec<String> {
    marked(&analyst.get(&format!("{story}/code")).await.body)
}

on_both! {
    async fn the_sentence_with_the_words_is_coded_in_every_story_and_taken_back(ground) {
        let house = House::open(ground).await;
        let ilham = house.cast("ilham", Role::Facilitator, Some(0)).await;
        let houda = house.cast("houda", Role::Analyst, None).await;
        let threat = code(&houda, "Menace de mort").await;
        let first = told(&house, &ilham, "fr", "Je suis venue. Le xylophone était là ! Puis rien.").await;
        let second = told(&house, &ilham, "fr", "Deux xylophones. Encore un xylophone.").await;
        let other = told(&house, &ilham, "fr", "Rien de tel ici.").await;
        let page = ask(&house, &houda, &[("q", "xylophone")], &threat).await;
        assert_eq!(page.status, StatusCode::OK);
        assert_eq!(said(&page.body), ("2".into(), "2".into()), "{}", page.body);
        assert!(page.body.contains("la phrase où se trouve le premier mot cherché"), "{}", page.body);
        assert!(marks(&houda, &first).await.is_empty(), "nothing is done by looking");
        let batch = give_all(&house, &houda, "xylophone", &threat).await;
        assert_eq!(marks(&houda, &first).await, ["Le xylophone était là !"]);
        assert_eq!(marks(&houda, &second).await, ["Deux xylophones."]);
        assert!(marks(&houda, &other).await.is_empty());
        let shown = houda.get(&batch).await.body;
        assert!(shown.contains("Passages : 2, récits : 2") && shown.contains(&first), "{shown}");
        let list = houda.get("/coding/batches").await.body;
        assert!(list.contains(&batch) && list.contains("Menace de mort"), "{list}");
        // The index follows: the stories are found by the code.
        house.archive.search().ready().await.expect("an open vault");
        let by_code = houda.post("/search", &[("code", &threat)]).await.body;
        assert!(by_code.contains(&first) && by_code.contains(&second) && !by_code.contains(&other));
        assert_eq!(houda.post(&format!("{batch}/undo"), &[]).await.location(), batch);
        for story in [&first, &second] {
            assert!(marks(&houda, story).await.is_empty());
        }
        let shown = houda.get(&batch).await.body;
        assert!(shown.contains("Tout a été annulé") && !shown.contains("/undo"), "{shown}");
        assert!(!houda.post("/search", &[("code", &threat)]).await.body.contains(&first));
    }
}

on_both! {
    async fn what_was_given_by_hand_stays_and_nothing_is_given_twice(ground) {
        let house = House::open(ground).await;
        let ilham = house.cast("ilham", Role::Facilitator, Some(0)).await;
        let houda = house.cast("houda", Role::Analyst, None).await;
        let threat = code(&houda, "Menace de mort").await;
        let text = "Un xylophone. Deux mots.";
        let (first, second) = (told(&house, &ilham, "fr", text).await, told(&house, &ilham, "fr", text).await);
        give(&houda, &first, text, "Un xylophone.", &threat).await;
        let page = ask(&house, &houda, &[("q", "xylophone")], &threat).await.body;
        assert_eq!(said(&page), ("1".into(), "1".into()), "{page}");
        assert!(page.contains("Récits où vous l’avez déjà donné"), "{page}");
        let batch = give_all(&house, &houda, "xylophone", &threat).await;
        let nothing = ask(&house, &houda, &[("q", "xylophone")], &threat).await.body;
        assert!(nothing.contains("Il n’y a rien à coder.") && !nothing.contains("Donner le code"), "{nothing}");
        // Another coder gives it too: hers is hers.
        let autre = house.cast("autre", Role::Analyst, None).await;
        let hers = give_all(&house, &autre, "xylophone", &threat).await;
        assert_eq!(houda.get(&hers).await.status, StatusCode::NOT_FOUND);
        assert_eq!(houda.post(&format!("{hers}/undo"), &[]).await.status, StatusCode::NOT_FOUND);
        assert!(!houda.get("/coding/batches").await.body.contains(&hers));
        let count = |page: String| page.matches("name=\"take\"").count();
        assert_eq!(count(houda.get(&format!("{second}/code")).await.body), 2);
        houda.post(&format!("{batch}/undo"), &[]).await;
        assert_eq!(count(houda.get(&format!("{first}/code")).await.body), 2, "by hand, and the other's");
        assert_eq!(count(houda.get(&format!("{second}/code")).await.body), 1, "the other's");
        autre.post(&format!("{hers}/undo"), &[]).await;
        assert_eq!(count(houda.get(&format!("{first}/code")).await.body), 1);
    }
}

on_both! {
    async fn what_is_given_by_hand_after_a_batch_survives_its_end(ground) {
        let house = House::open(ground).await;
        let ilham = house.cast("ilham", Role::Facilitator, Some(0)).await;
        let houda = house.cast("houda", Role::Analyst, None).await;
        let threat = code(&houda, "Menace de mort").await;
        let text = "Un xylophone. Deux mots.";
        let story = told(&house, &ilham, "fr", text).await;
        let batch = give_all(&house, &houda, "xylophone", &threat).await;
        give(&houda, &story, text, "Un xylophone.", &threat).await;
        assert_eq!(marks(&houda, &story).await.len(), 1, "the same twice is one");
        houda.post(&format!("{batch}/undo"), &[]).await;
        assert_eq!(marks(&houda, &story).await, ["Un xylophone."]);
        houda.post(&format!("{batch}/undo"), &[]).await;
        assert_eq!(marks(&houda, &story).await.len(), 1);
    }
}

on_both! {
    async fn without_words_or_where_a_name_found_it_the_whole_description_is_coded(ground) {
        let house = House::open(ground).await;
        let ilham = house.cast("ilham", Role::Facilitator, Some(0)).await;
        let houda = house.cast("houda", Role::Analyst, None).await;
        let threat = code(&houda, "Menace de mort").await;
        let text = "  Une phrase. Une autre. ";
        let story = told(&house, &ilham, "fr", text).await;
        let overview = house.overview().await;
        let domain = &overview.domains[0].domain;
        let page = ask(&house, &houda, &[("domain", &domain.id.to_string())], &threat).await.body;
        assert_eq!(said(&page), ("1".into(), "1".into()), "{page}");
        give_all(&house, &houda, &format!("\"{}\"", domain.label.en), &threat).await;
        assert_eq!(marks(&houda, &story).await, ["Une phrase. Une autre."]);
    }
}

on_both! {
    async fn the_words_are_coded_in_each_part_and_in_arabic_where_they_stand(ground) {
        let house = House::open(ground).await;
        let ilham = house.cast("ilham", Role::Facilitator, Some(0)).await;
        let houda = house.cast("houda", Role::Analyst, None).await;
        let threat = code(&houda, "Menace de mort").await;
        let mut answers = house.aminas_story().await;
        for (name, value) in [
            ("language", "ar"),
            ("context", "كنت خائفة. منعني من الشُّغل كل يوم."),
            ("description", "reste 😀! ثم وجدت شغلا؟ نعم."),
            ("significance", "لا شيء"),
        ] {
            answers = with(&answers, name, value);
        }
        let story = ilham.post("/stories/new", &borrowed(&answers)).await.location().to_owned();
        give_all(&house, &houda, "شغل", &threat).await;
        assert_eq!(marks(&houda, &story).await, ["منعني من الشُّغل كل يوم.", "ثم وجدت شغلا؟"]);
    }
}

on_both! {
    async fn only_what_she_may_code_is_coded_and_only_analysts_come_here(ground) {
        let house = House::open(ground).await;
        let zineb = house.cast("zineb", Role::NationalCoordinator, None).await;
        let houda = house.cast("houda", Role::Analyst, Some(0)).await;
        let threat = code(&zineb, "Menace de mort").await;
        let far = house.overview().await.sites[1].id.to_string();
        let here = told(&house, &zineb, "fr", "Un xylophone.").await;
        let answers = with(&house.aminas_story().await, "description", "Un xylophone.");
        let there = with(&answers, "site", &far);
        zineb.post("/stories/new", &borrowed(&there)).await;
        let unshared = with(&answers, "p1", "no");
        zineb.post("/stories/new", &borrowed(&unshared)).await;
        let page = ask(&house, &houda, &[("q", "xylophone")], &threat).await.body;
        assert_eq!(said(&page), ("1".into(), "1".into()), "{page}");
        let batch = give_all(&house, &houda, "xylophone", &threat).await;
        assert!(houda.get(&batch).await.body.contains(&here));
        let yes = [("q", "xylophone"), ("given", threat.as_str()), ("stories", "1"), ("passages", "1")];
        let rajae = house.cast("rajae", Role::AdvocacyOfficer, None).await;
        let (_, stranger) = house.second_programme("loin", Role::Analyst).await;
        for person in [&zineb, &rajae] {
            assert_eq!(person.post("/search/code", &yes).await.status, StatusCode::NOT_FOUND);
            assert_eq!(person.get("/coding/batches").await.status, StatusCode::NOT_FOUND);
            assert!(!person.post("/search", &[("q", "xylophone")]).await.body.contains("/search/code"));
        }
        assert_eq!(stranger.get(&batch).await.status, StatusCode::NOT_FOUND);
        assert_eq!(stranger.post(&format!("{batch}/undo"), &[]).await.status, StatusCode::NOT_FOUND);
        assert_eq!(stranger.post("/search/code", &yes).await.status, StatusCode::UNPROCESSABLE_ENTITY);
        assert_eq!(house.nobody().post("/search/code", &yes).await.location(), "/sign-in");
        assert_eq!(marks(&houda, &here).await, ["Un xylophone."]);
    }
}

on_both! {
    async fn nothing_is_given_that_was_not_shown(ground) {
        let house = House::open(ground).await;
        let ilham = house.cast("ilham", Role::Facilitator, Some(0)).await;
        let houda = house.cast("houda", Role::Analyst, None).await;
        let threat = code(&houda, "Menace de mort").await;
        let story = told(&house, &ilham, "fr", "Un xylophone.").await;
        let page = ask(&house, &houda, &[("q", "xylophone")], &threat).await.body;
        let (stories, passages) = said(&page);
        let late = told(&house, &ilham, "fr", "Un autre xylophone.").await;
        let yes = [("q", "xylophone"), ("given", &threat), ("stories", &stories), ("passages", &passages)];
        let answer = houda.post("/search/code", &yes).await;
        assert_eq!(answer.status, StatusCode::UNPROCESSABLE_ENTITY);
        assert!(answer.body.contains("le résultat a changé"), "{}", answer.body);
        assert_eq!(said(&answer.body), ("2".into(), "2".into()));
        for story in [&story, &late] {
            assert!(marks(&houda, story).await.is_empty());
        }
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn whatever_is_typed_is_answered_with_a_page() {
    let house = House::open(Ground::Sqlite).await;
    let ilham = house.cast("ilham", Role::Facilitator, Some(0)).await;
    let houda = house.cast("houda", Role::Analyst, None).await;
    let threat = code(&houda, "Menace de mort").await;
    let story = told(&house, &ilham, "fr", "Un xylophone.").await;
    let missing = ask(&house, &houda, &[("q", "xylophone")], "").await;
    assert!(
        missing.status == StatusCode::UNPROCESSABLE_ENTITY
            && missing.body.contains("Choisissez un code qui est dans la liste")
    );
    assert!(
        missing.body.contains("value=\"xylophone\"") && missing.body.contains(&story),
        "{}",
        missing.body
    );
    let gone = ask(&house, &houda, &[("q", "xylophone")], "00000000000000000000000000000001").await;
    assert_eq!(gone.status, StatusCode::UNPROCESSABLE_ENTITY);
    let all = ask(&house, &houda, &[("q", " ")], &threat).await;
    assert!(
        all.status == StatusCode::OK && !all.body.contains("name=\"stories\""),
        "all stories are no result of a search"
    );
    let payload = "\"><script>alert(1)</script> xylophone";
    let page = ask(&house, &houda, &[("q", payload)], &threat).await;
    assert!(
        page.status == StatusCode::OK && !page.body.contains("<script>alert"),
        "{}",
        page.body
    );
    for (stories, passages) in [("-1", "1"), ("1", "99999999999999999999"), ("0", "0"), ("x", ""), ("2", "1")] {
        let yes = [
            ("q", "xylophone"),
            ("given", threat.as_str()),
            ("stories", stories),
            ("passages", passages),
        ];
        let answer = houda.post("/search/code", &yes).await;
        assert!(answer.location().is_empty(), "{stories} {passages}: {}", answer.location());
    }
    assert!(marks(&houda, &story).await.is_empty());
    for id in ["none", "00000000000000000000000000000000", "%00"] {
        assert_eq!(
            houda.get(&format!("/coding/batches/{id}")).await.status,
            StatusCode::NOT_FOUND,
            "{id}"
        );
        assert_eq!(
            houda.post(&format!("/coding/batches/{id}/undo"), &[]).await.status,
            StatusCode::NOT_FOUND,
            "{id}"
        );
    }
    assert!(
        houda
            .get("/coding/batches")
            .await
            .body
            .contains("Rien n’a été codé en une fois")
    );
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn each_coding_is_in_the_log_and_a_withdrawn_story_leaves_its_batch() {
    let house = House::open(Ground::Sqlite).await;
    let ilham = house.cast("ilham", Role::Facilitator, Some(0)).await;
    let zineb = house.cast("zineb", Role::NationalCoordinator, None).await;
    let houda = house.cast("houda", Role::Analyst, None).await;
    let threat = code(&houda, "Menace de mort").await;
    let mut stories = Vec::new();
    for number in 0..3 {
        stories.push(told(&house, &ilham, "fr", &format!("Un xylophone {number}.")).await);
    }
    let batch = give_all(&house, &houda, "xylophone", &threat).await;
    let count = |page: &str, deed: &str| page.matches(&format!("<strong>{deed}</strong>")).count();
    assert_eq!(count(&zineb.get("/custody").await.body, "Code donné à un passage"), 3);
    assert_eq!(
        ilham.post(&format!("{}/withdraw", stories[0]), &[]).await.status,
        StatusCode::OK
    );
    let page = houda.get(&batch).await.body;
    assert!(!page.contains(&stories[0]) && page.contains(&stories[1]), "{page}");
    assert_eq!(houda.post(&format!("{batch}/undo"), &[]).await.location(), batch);
    assert_eq!(count(&zineb.get("/custody").await.body, "Code retiré d’un passage"), 2);
}
