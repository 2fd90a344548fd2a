//! What is taken in: codes known by id or name, passages at their one place, the rest listed.

use super::{TEXT, download, scene, sent};
use crate::coding::{code, give, marked};
use archive::refi::{self, Code, Coding, Project, Source};
use axum::http::StatusCode;
use tests::Person;
use uuid::Uuid;

fn new_code(n: u128, name: &str, parent: Option<u128>) -> Code {
    Code {
        id: Uuid::from_u128(n),
        name: name.into(),
        description: String::new(),
        colour: "#0f766e".into(),
        parent: parent.map(Uuid::from_u128),
    }
}

/// A text of another program with these words of it coded.
fn source(text: &str, words: &[(&str, u128)]) -> Source {
    let codings = words.iter().zip(700u128..).map(|((words, code), n)| {
        let start = text[..text.find(words).expect("they stand there")].chars().count();
        Coding {
            id: Uuid::from_u128(n),
            code: Uuid::from_u128(*code),
            user: None,
            start,
            end: start + words.chars().count(),
            at: String::new(),
        }
    });
    Source {
        id: Uuid::from_u128(0xabc),
        name: "entretien.txt".into(),
        text: text.into(),
        codings: codings.collect(),
    }
}

async fn given(person: &Person, story: &str) -> Vec<String> {
    marked(&person.get(&format!("{story}/code")).await.body)
}

on_both! {
    async fn what_was_handed_over_comes_back_to_its_letters(ground) {
        let scene = scene(ground).await;
        let houda = &scene.houda;
        let threat = code(houda, "Menace de mort").await;
        for words in ["ما تخافيش 🌱", "nous sommes allées"] {
            give(houda, &scene.story, TEXT, words, &threat).await;
        }
        let file = download(&scene.house, houda, "project.qdpx").await;
        let before = given(houda, &scene.story).await;
        // For who gave them, nothing changes.
        let again = sent(houda, &file, true).await;
        assert!(again.body.contains("0 codés, 2 l’étaient déjà"), "{}", again.body);
        // Another analyst takes them over in her own name, at the same letters.
        let uma = scene.house.cast("uma", method::policy::Role::Analyst, None).await;
        let looked = sent(&uma, &file, false).await;
        assert!(looked.body.contains("Ce qui serait repris") && looked.body.contains("2 codés"), "{}", looked.body);
        assert_eq!(given(&uma, &scene.story).await, before, "only looked at");
        assert!(sent(&uma, &file, true).await.body.contains("2 codés, 0 l’étaient déjà"));
        let page = uma.get(&format!("{}/code", scene.story)).await.body;
        assert_eq!(page.matches("name=\"take\"").count(), 4);
        assert_eq!(given(&uma, &scene.story).await, before, "the same letters");
    }
}

on_both! {
    async fn codes_are_known_by_name_or_added_and_passages_find_their_story(ground) {
        let scene = scene(ground).await;
        let text = "Intro du fichier. Samira قالت لي: ما تخافيش 🌱. Fin. ailleurs introuvable";
        let project = Project {
            name: "p".into(),
            codes: vec![new_code(1, " menace de mort ", None), new_code(2, "Courage", None), new_code(3, "الليل", Some(2))],
            sources: vec![source(text, &[("ما تخافيش 🌱", 1), ("قالت لي: ما تخافيش", 3), ("ailleurs introuvable", 2)])],
            ..Project::default()
        };
        let file = refi::project(&project).expect("a file");
        let answer = sent(&scene.houda, &file, true).await;
        assert_eq!(answer.status, StatusCode::OK, "{}", answer.body);
        for said in ["1 déjà là, 2 nouveaux", "2 codés", "Sans place certaine : 1", "ailleurs introuvable</q>", "entretien.txt"] {
            assert!(answer.body.contains(said), "{said}: {}", answer.body);
        }
        let book = scene.houda.get("/codebook").await.body;
        assert!(book.contains("Courage") && book.contains("الليل"));
        assert_eq!(book.matches("Menace de mort</a>").count(), 1, "{book}");
        let codes = scene.houda.get(&format!("{}/code", scene.story)).await.body;
        assert!(codes.contains("Courage › الليل"), "{codes}");
    }
}

on_both! {
    async fn a_codebook_deeper_than_ours_is_flattened_and_one_too_large_refused(ground) {
        let scene = scene(ground).await;
        let deep: Vec<Code> = (1..=7u128).map(|n| new_code(n, &format!("Niveau-{n}"), (n > 1).then_some(n - 1))).collect();
        let answer = sent(&scene.houda, &refi::codebook(&deep), true).await;
        assert!(answer.body.contains("0 déjà là, 7 nouveaux"), "{}", answer.body);
        let many: Vec<Code> = (100..700u128).map(|n| new_code(n, &format!("Code-{n}"), None)).collect();
        let refused = sent(&scene.houda, &refi::codebook(&many), true).await;
        assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY);
        assert!(refused.body.contains("plus de 500") && !scene.houda.get("/codebook").await.body.contains("Code-100"));
    }
}

on_both! {
    async fn files_of_no_kind_and_files_that_bite_are_refused(ground) {
        let scene = scene(ground).await;
        for (file, sentence) in [
            (&b""[..], "Choisissez un fichier"),
            (b"tout autre chose", "que l’on sait lire"),
            (b"<!DOCTYPE x [<!ENTITY a \"b\">]><CodeBook>&a;</CodeBook>", "abîmé"),
            (b"<CodeBook><Codes/></CodeBook>", "aucun code"),
            (b"PK\x03\x04 no zip", "abîmé"),
        ] {
            let refused = sent(&scene.houda, file, true).await;
            assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY, "{sentence}");
            assert!(refused.body.contains(sentence), "{sentence}: {}", refused.body);
        }
        let large = vec![b'x'; 20 * 1024 * 1024];
        assert_eq!(sent(&scene.houda, &large, true).await.status, StatusCode::PAYLOAD_TOO_LARGE);
    }
}
