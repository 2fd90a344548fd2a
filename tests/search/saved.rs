//! Searches that somebody keeps under a name: hers alone, run again with one click, their words in no address.

use super::{holds, narrowed, told};
use axum::http::StatusCode;
use method::policy::Role;
use regex::Regex;
use tests::{Answer, Ground, House, Person};

/// The id of a search that somebody keeps, by its name; none if it is not in her list.
async fn kept(person: &Person, name: &str) -> Option<String> {
    let page = person.get("/search").await.body;
    let button = format!(
        r#"name="saved" value="([0-9a-f]{{32}})"[^>]*><bdi>{}</bdi>"#,
        regex::escape(name)
    );
    let found = Regex::new(&button).expect("a pattern").captures(&page)?;
    Some(found[1].to_owned())
}

/// Keeps a search.
async fn keep(house: &House, person: &Person, name: &str, asked: &[(&str, &str)]) -> Answer {
    house.archive.search().ready().await.expect("an open vault");
    let mut answers = asked.to_vec();
    answers.push(("name", name));
    person.post("/search/saved", &answers).await
}

on_both! {
    async fn a_search_that_was_kept_is_run_again_with_its_words_and_filters(ground) {
        let house = House::open(ground).await;
        let zineb = house.cast("zineb", Role::NationalCoordinator, None).await;
        let agadir = house.overview().await.sites[1].id.to_string();
        let here = told(&house, &zineb, &[]).await;
        let there = told(&house, &zineb, &[("site", agadir.as_str())]).await;
        assert!(narrowed(&house, &zineb, &[("q", "guichet")]).await.body.contains("action=\"/search/saved\""));
        let asked = [("q", "guichet"), ("site", agadir.as_str()), ("since", "2026-01-01"), ("direction", "good")];
        let answer = keep(&house, &zineb, " Le  guichet\u{202e} d’Agadir ", &asked).await;
        assert!(holds(&answer, &there) && !holds(&answer, &here), "{}", answer.body);
        assert!(answer.body.contains("Recherche gardée sous le nom"), "{}", answer.body);
        let id = kept(&zineb, "Le guichet d’Agadir").await.expect("it is in the list");
        let again = zineb.post("/search", &[("saved", &id)]).await;
        assert!(holds(&again, &there) && !holds(&again, &here));
        for still in ["value=\"guichet\"", "value=\"2026-01-01\"", &format!("value=\"{agadir}\" selected")] {
            assert!(again.body.contains(still), "{still}: {}", again.body);
        }
        let page = zineb.get("/search").await.body;
        assert!(!page.contains("?q=") && !page.contains("guichet\"&"), "{page}");
        let one = zineb.get(&format!("/search/saved/{id}")).await;
        assert!(one.body.contains("guichet") && one.body.contains("Agadir") && one.body.contains("1er janvier 2026"), "{}", one.body);
        assert!(one.body.contains("<title>Recherche gardée</title>"), "{}", one.body);
    }
}

on_both! {
    async fn it_is_renamed_and_taken_away_and_put_back(ground) {
        let house = House::open(ground).await;
        let zineb = house.cast("zineb", Role::NationalCoordinator, None).await;
        let story = told(&house, &zineb, &[]).await;
        keep(&house, &zineb, "Premier", &[("q", "guichet")]).await;
        let id = kept(&zineb, "Premier").await.expect("kept");
        let link = format!("/search/saved/{id}");
        assert_eq!(zineb.post(&link, &[("name", "Autre")]).await.location(), "/search");
        assert!(kept(&zineb, "Premier").await.is_none());
        assert_eq!(kept(&zineb, "Autre").await.as_deref(), Some(id.as_str()));
        let gone = zineb.post(&format!("{link}/remove"), &[]).await;
        assert_eq!(gone.location(), format!("/search?removed={id}"));
        assert!(kept(&zineb, "Autre").await.is_none());
        assert_eq!(zineb.get(&link).await.status, StatusCode::NOT_FOUND);
        assert_eq!(zineb.post("/search", &[("saved", &id)]).await.status, StatusCode::NOT_FOUND);
        let page = zineb.get(gone.location()).await.body;
        assert!(page.contains(&format!("{link}/put-back")) && page.contains("Autre"), "{page}");
        assert_eq!(zineb.post(&format!("{link}/put-back"), &[]).await.location(), "/search");
        assert!(holds(&zineb.post("/search", &[("saved", &id)]).await, &story));
        // Taken away again, it is gone for good once another is kept.
        zineb.post(&format!("{link}/remove"), &[]).await;
        keep(&house, &zineb, "Une autre", &[("q", "papiers")]).await;
        assert_eq!(zineb.post(&format!("{link}/put-back"), &[]).await.status, StatusCode::NOT_FOUND);
        assert!(!zineb.get(&format!("/search?removed={id}")).await.body.contains("put-back"));
    }
}

on_both! {
    async fn nobody_else_sees_runs_renames_or_takes_it(ground) {
        let house = House::open(ground).await;
        let zineb = house.cast("zineb", Role::NationalCoordinator, None).await;
        told(&house, &zineb, &[]).await;
        keep(&house, &zineb, "À moi seule", &[("q", "guichet")]).await;
        let id = kept(&zineb, "À moi seule").await.expect("kept");
        let other = house.cast("autre", Role::NationalCoordinator, None).await;
        let (_, stranger) = house.second_programme("loin", Role::NationalCoordinator).await;
        let link = format!("/search/saved/{id}");
        for person in [&other, &stranger] {
            assert!(kept(person, "À moi seule").await.is_none());
            assert_eq!(person.get(&link).await.status, StatusCode::NOT_FOUND);
            assert_eq!(person.post("/search", &[("saved", &id)]).await.status, StatusCode::NOT_FOUND);
            assert_eq!(person.post(&link, &[("name", "À moi")]).await.status, StatusCode::NOT_FOUND);
            for end in ["remove", "put-back"] {
                assert_eq!(person.post(&format!("{link}/{end}"), &[]).await.status, StatusCode::NOT_FOUND, "{end}");
            }
        }
        let rajae = house.cast("rajae", Role::AdvocacyOfficer, None).await;
        let answer = rajae.post("/search/saved", &[("q", "x"), ("name", "x")]).await;
        assert_eq!(answer.status, StatusCode::NOT_FOUND);
        assert_eq!(house.nobody().post("/search/saved", &[]).await.location(), "/sign-in");
        assert_eq!(kept(&zineb, "À moi seule").await.as_deref(), Some(id.as_str()));
    }
}

on_both! {
    async fn what_cannot_be_kept_is_said_beside_the_name_with_all_that_was_typed(ground) {
        let house = House::open(ground).await;
        let zineb = house.cast("zineb", Role::NationalCoordinator, None).await;
        let story = told(&house, &zineb, &[]).await;
        let long = "a".repeat(81);
        for (name, asked, sentence) in [
            ("", "guichet", "Donnez un nom"),
            (" \u{200f}\u{0} ", "guichet", "Donnez un nom"),
            (long.as_str(), "guichet", "80 lettres au plus"),
            ("Vide", " ", "il n’y a rien à garder"),
        ] {
            let answer = keep(&house, &zineb, name, &[("q", asked)]).await;
            assert_eq!(answer.status, StatusCode::UNPROCESSABLE_ENTITY, "{sentence}");
            assert!(answer.body.contains(sentence), "{sentence}: {}", answer.body);
            assert!(asked == " " || answer.body.contains("value=\"guichet\""), "{sentence}");
            assert!(answer.body.contains(&story), "the answers stay");
        }
        keep(&house, &zineb, "Guichet", &[("q", "guichet")]).await;
        let same = keep(&house, &zineb, "guichet", &[("q", "guichet")]).await;
        assert_eq!(same.status, StatusCode::OK, "the same under the same name is one");
        let taken = keep(&house, &zineb, "GUICHET", &[("q", "papiers")]).await;
        assert!(taken.status == StatusCode::UNPROCESSABLE_ENTITY && taken.body.contains("déjà une autre recherche"));
        keep(&house, &zineb, "Papiers", &[("q", "papiers")]).await;
        let id = kept(&zineb, "Papiers").await.expect("kept");
        let refused = zineb.post(&format!("/search/saved/{id}"), &[("name", "guichet")]).await;
        assert!(refused.status == StatusCode::UNPROCESSABLE_ENTITY && refused.body.contains("value=\"guichet\""), "{}", refused.body);
        assert_eq!(kept(&zineb, "Papiers").await.as_deref(), Some(id.as_str()));
    }
}

on_both! {
    async fn a_filter_that_is_gone_is_left_out_and_said(ground) {
        let house = House::open(ground).await;
        let zineb = house.cast("zineb", Role::NationalCoordinator, None).await;
        let story = told(&house, &zineb, &[]).await;
        let code = crate::coding::code(&zineb, "Menace de mort").await;
        keep(&house, &zineb, "Menaces", &[("q", "guichet"), ("code", &code)]).await;
        let id = kept(&zineb, "Menaces").await.expect("kept");
        let before = zineb.post("/search", &[("saved", &id)]).await;
        assert!(!holds(&before, &story) && !before.body.contains("n’existe plus"));
        let page = zineb.get(&format!("/codebook/{code}")).await.body;
        let version = Regex::new(r#"name="version" value="(\d+)""#).expect("a pattern");
        let version = version.captures(&page).expect("a version")[1].to_owned();
        let removed = zineb.post(&format!("/codebook/{code}/remove"), &[("version", &version)]).await;
        assert_eq!(removed.location(), "/codebook", "{}", removed.body);
        let after = zineb.post("/search", &[("saved", &id)]).await;
        assert!(holds(&after, &story) && after.body.contains("un code qui n’existe plus"), "{}", after.body);
        assert!(zineb.get(&format!("/search/saved/{id}")).await.body.contains("n’existe plus"));
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn fifty_are_kept_and_no_more() {
    let house = House::open(Ground::Sqlite).await;
    let zineb = house.cast("zineb", Role::NationalCoordinator, None).await;
    for number in 0..50 {
        let answer = keep(&house, &zineb, &format!("numéro {number}"), &[("q", "guichet")]).await;
        assert_eq!(answer.status, StatusCode::OK, "{number}");
    }
    let refused = keep(&house, &zineb, "un de trop", &[("q", "guichet")]).await;
    assert!(refused.status == StatusCode::UNPROCESSABLE_ENTITY && refused.body.contains("déjà 50 recherches"));
    let id = kept(&zineb, "numéro 7").await.expect("kept");
    zineb.post(&format!("/search/saved/{id}/remove"), &[]).await;
    assert_eq!(
        keep(&house, &zineb, "un de trop", &[("q", "guichet")]).await.status,
        StatusCode::OK
    );
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn nothing_of_it_lies_open_on_the_disk_and_a_script_stays_text() {
    let house = House::open(Ground::Sqlite).await;
    let zineb = house.cast("zineb", Role::NationalCoordinator, None).await;
    let payload = "<script>alert('nomsecret')</script>";
    let answer = keep(&house, &zineb, payload, &[("q", "motsecret \"><img src=x>")]).await;
    assert_eq!(answer.status, StatusCode::OK);
    let page = zineb.get("/search").await.body;
    let id = Regex::new(r#"name="saved" value="([0-9a-f]{32})""#).expect("a pattern");
    let id = id.captures(&page).expect("kept")[1].to_owned();
    for body in [
        answer.body,
        page,
        zineb.get(&format!("/search/saved/{id}")).await.body,
        zineb.post("/search", &[("saved", &id)]).await.body,
    ] {
        assert!(!body.contains("<script>alert") && !body.contains("<img src=x"), "{body}");
    }
    for file in std::fs::read_dir(house.folder()).expect("the folder") {
        let path = file.expect("a file").path();
        let bytes = if path.is_file() {
            std::fs::read(&path).expect("readable")
        } else {
            Vec::new()
        };
        for secret in ["nomsecret", "motsecret"] {
            assert!(
                !bytes.windows(secret.len()).any(|part| part == secret.as_bytes()),
                "{secret} in {}",
                path.display()
            );
        }
    }
    for id in ["none", "00000000000000000000000000000000", "%00", "../saved"] {
        assert_eq!(
            zineb.get(&format!("/search/saved/{}", id.replace('/', "%2F"))).await.status,
            StatusCode::NOT_FOUND,
            "{id}"
        );
        let answer = zineb.post("/search", &[("saved", id)]).await;
        assert!([StatusCode::OK, StatusCode::NOT_FOUND].contains(&answer.status), "{id}");
    }
}
