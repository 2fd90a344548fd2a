//! What is handed over: approved excerpts alone, as they may be quoted, every code at its letters.

use super::{QUOTED, TEXT, download, scene, sent};
use crate::coding::{code, give};
use crate::stories::drafts::translate;
use archive::refi::read_project;
use axum::http::StatusCode;
use chrono::TimeDelta;
use method::policy::Role;
use tests::House;

on_both! {
    async fn a_project_holds_excerpts_with_codes_at_their_letters_and_nothing_else(ground) {
        let scene = scene(ground).await;
        let houda = &scene.houda;
        let (threat, papers) = (code(houda, "Menace de mort").await, code(houda, "Plainte et recours").await);
        for (words, code) in [("ما تخافيش 🌱", &threat), ("mira قالت", &papers), ("Tanger ensemble", &papers)] {
            give(houda, &scene.story, TEXT, words, code).await;
        }
        let project = read_project(&download(&scene.house, houda, "project.qdpx").await).expect("a project");
        let [source] = &project.sources[..] else { panic!("{} sources", project.sources.len()) };
        assert_eq!(source.text, QUOTED);
        assert!(source.name.starts_with("Amal*"), "{}", source.name);
        let words = |start: usize, end: usize| QUOTED.chars().skip(start).take(end - start).collect::<String>();
        let mut coded: Vec<String> = source.codings.iter().map(|one| words(one.start, one.end)).collect();
        coded.sort();
        // Half of a name takes the whole mark.
        assert_eq!(coded, ["[une amie] قالت", "[ville] ensemble", "ما تخافيش 🌱"]);
        assert_eq!(project.users.iter().map(|user| user.name.as_str()).collect::<Vec<_>>(), ["C1"]);
        assert!(project.codes.iter().any(|code| code.name == "Menace de mort" && code.parent.is_some()));

        for name in ["project.qdpx", "codings.xlsx", "codings.csv", "codings.json", "codes.qdc"] {
            let file = download(&scene.house, houda, name).await;
            for word in ["Samira", "Tanger", "houda"] {
                assert!(!file.windows(word.len()).any(|bytes| bytes == word.as_bytes()), "{word} in {name}");
            }
        }
        let csv = String::from_utf8(download(&scene.house, houda, "codings.csv").await).expect("UTF-8");
        assert!(csv.contains("Menace de mort\",\"ما تخافيش 🌱\""), "{csv}");
        let json: serde_json::Value = serde_json::from_slice(&download(&scene.house, houda, "codings.json").await).expect("JSON");
        assert_eq!(json.as_array().map(Vec::len), Some(3));
        assert!(download(&scene.house, houda, "codings.xlsx").await.starts_with(b"PK"));
        let arabic = download(&scene.house, &houda.clone().reading("ar"), "codes.qdc").await;
        assert!(String::from_utf8_lossy(&arabic).contains("تهديد بالقتل"));
    }
}

on_both! {
    /// A project is a packed file: what stands in it is read as another program reads it.
    async fn a_translation_that_is_being_written_is_not_handed_over(ground) {
        let scene = scene(ground).await;
        let houda = &scene.houda;
        let papers = code(houda, "Plainte et recours").await;
        give(houda, &scene.story, TEXT, "Tanger ensemble", &papers).await;
        let karima = scene.house.person("karima").await;
        let story = scene.story.trim_start_matches("/stories/").parse().expect("an id");
        assert_eq!(translate(&karima, story, &["Fig-title", "Fig-before"]).await, StatusCode::SEE_OTHER);
        assert!(karima.get(&scene.story).await.body.contains("Fig-before"), "the control");

        let project = read_project(&download(&scene.house, houda, "project.qdpx").await).expect("a project");
        let texts: Vec<&str> = project.sources.iter().map(|source| source.text.as_str()).collect();
        assert_eq!(texts, [QUOTED], "what was approved, and nothing else");
        for name in ["codings.csv", "codings.json"] {
            let file = String::from_utf8(download(&scene.house, houda, name).await).expect("UTF-8");
            assert!(file.contains("[ville] ensemble") && !file.contains("Fig-"), "{name}: {file}");
        }
    }
}

on_both! {
    async fn without_consent_or_an_approved_excerpt_nothing_is_handed_over(ground) {
        let scene = scene(ground).await;
        let karima = scene.house.person("karima").await;
        let withdrawn = [("purpose", "1"), ("answer", "withdrawn"), ("manner", "spoken")];
        assert_eq!(karima.post(&format!("{}/consent", scene.story), &withdrawn).await.status, StatusCode::SEE_OTHER);
        for name in ["project.qdpx", "codings.csv"] {
            let refused = scene.houda.get(&format!("/interchange/{name}")).await;
            assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY);
            assert!(refused.body.contains("aucun extrait approuvé"), "{}", refused.body);
        }
        assert_eq!(scene.houda.get("/interchange/../codes").await.status, StatusCode::NOT_FOUND);
        assert_eq!(scene.houda.get("/interchange/other.txt").await.status, StatusCode::NOT_FOUND);
    }
}

/// The files that hold texts.
const TEXTS: [&str; 4] = ["project.qdpx", "codings.xlsx", "codings.csv", "codings.json"];

/// Whether the excerpt leaves now: in each of the files that hold texts, or in none of them.
async fn leaves(house: &House, said: &str) -> bool {
    let houda = house.person("houda").await;
    let mut leaving = Vec::new();
    for name in TEXTS {
        let answer = houda.get(&format!("/interchange/{name}")).await;
        let is_text = name == "codings.csv" || name == "codings.json";
        let (is_there, holds) = (answer.status == StatusCode::OK, answer.body.contains("[ville] ensemble"));
        assert!(
            is_there || answer.status == StatusCode::UNPROCESSABLE_ENTITY,
            "{name}: {said}"
        );
        assert!(holds == is_there || (is_there && !is_text), "{name}: {said}");
        leaving.push(is_there);
    }
    assert!(leaving.iter().all(|one| *one == leaving[0]), "{said}: {leaving:?}");
    assert_eq!(
        houda.get("/interchange/codes.qdc").await.status,
        StatusCode::OK,
        "codes are no words of hers"
    );
    leaving[0]
}

on_both! {
    /// An excerpt that was approved leaves while its teller lets it be quoted outside, and no longer.
    async fn an_excerpt_leaves_in_no_file_beyond_what_its_teller_allows(ground) {
        let scene = scene(ground).await;
        let (house, story) = (&scene.house, &scene.story);
        let papers = code(&scene.houda, "Plainte et recours").await;
        give(&scene.houda, story, TEXT, "Tanger ensemble", &papers).await;
        let says = async |said: &[(&str, &str)]| {
            let talk = [("until", "2026-05-01"), ("manner", "spoken"), ("witness", "K2"), ("teach_back", "understood")];
            let karima = house.person("karima").await;
            let answer = karima.post(&format!("{story}/consent"), &[said, &talk].concat()).await;
            assert_eq!(answer.status, StatusCode::SEE_OTHER, "{}", answer.body);
        };
        assert!(leaves(house, "as it was recorded").await);
        says(&[("purpose", "5"), ("answer", "withdrawn")]).await;
        assert!(!leaves(house, "she took advocacy back").await);
        says(&[("purpose", "5"), ("answer", "yes")]).await;
        assert!(leaves(house, "she agreed again").await);
        // Written down in a talk about the care team, it holds for all her story.
        says(&[("purpose", "1"), ("answer", "yes"), ("others", "not_agreed")]).await;
        assert!(!leaves(house, "somebody in it does not agree").await);
        says(&[("purpose", "1"), ("answer", "yes"), ("others", "agreed")]).await;
        assert!(leaves(house, "they agreed").await);
        says(&[("purpose", "5"), ("answer", "yes"), ("teach_back", "not_understood")]).await;
        assert!(!leaves(house, "she did not understand").await);
        says(&[("purpose", "5"), ("answer", "yes")]).await;
        says(&[("purpose", "1"), ("answer", "yes"), ("until", "2026-12-01")]).await;
        house.archive.set_clock(tests::opening_day() + TimeDelta::days(90));
        assert_eq!(house.person("houda").await.get(story).await.status, StatusCode::OK, "she may still be read");
        assert!(!leaves(house, "advocacy is over").await);
    }
}

on_both! {
    async fn the_desk_is_there_for_those_who_analyse(ground) {
        let scene = scene(ground).await;
        let zineb = scene.house.cast("zineb", Role::NationalCoordinator, None).await;
        assert_eq!(zineb.get("/interchange").await.status, StatusCode::OK);
        let rajae = scene.house.cast("rajae", Role::AdvocacyOfficer, None).await;
        let latifa = scene.house.cast("latifa", Role::PanelChair, Some(0)).await;
        for person in [&scene.house.person("karima").await, &rajae, &latifa, &scene.house.person("samir").await] {
            for path in ["/interchange", "/interchange/codes.qdc", "/interchange/project.qdpx"] {
                assert_eq!(person.get(path).await.status, StatusCode::NOT_FOUND, "{path}");
            }
            assert_eq!(sent(person, b"<CodeBook/>", true).await.status, StatusCode::NOT_FOUND);
        }
        let log = zineb.get("/custody").await.body;
        assert!(!log.contains("Codages remis"), "nothing was handed over yet");
        download(&scene.house, &zineb, "codes.qdc").await;
        assert!(zineb.get("/custody").await.body.contains("Codages remis en fichier"));
    }
}
