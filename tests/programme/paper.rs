//! Forms for paper: a file in each language that says nothing of us, and stories that were written down on it.

use axum::http::{StatusCode, header};
use method::policy::Role;
use tests::{Answer, House, borrowed};

fn header_of<'a>(answer: &'a Answer, name: &header::HeaderName) -> &'a str {
    answer
        .headers
        .get(name)
        .and_then(|value| value.to_str().ok())
        .unwrap_or_default()
}

on_both! {
    async fn the_kit_is_a_tagged_file_in_each_language_with_a_name_that_says_nothing(ground) {
        let house = House::open(ground).await;
        let ilham = house.cast("ilham", Role::Facilitator, Some(0)).await;
        let page = ilham.get("/programme/kit").await.body;
        for tag in ["fr", "ar", "en"] {
            let link = format!("/programme/kit/{tag}.pdf");
            assert!(page.contains(&format!("href=\"{link}\"")));
            let file = ilham.get(&link).await;
            assert_eq!((file.status, header_of(&file, &header::CONTENT_TYPE)), (StatusCode::OK, "application/pdf"));
            assert_eq!(header_of(&file, &header::CONTENT_DISPOSITION), format!("attachment; filename=\"forms-{tag}.pdf\""));
            assert!(file.body.starts_with("%PDF-1.7"));
            for part in ["/StructTreeRoot", "pdfuaid:part>1<", &format!("/Lang({tag})")] {
                assert!(file.body.contains(part), "{tag} {part}");
            }
            assert!(!file.body.contains("Atlas"), "no programme is named");
        }
        for link in ["/programme/kit/de.pdf", "/programme/kit/fr", "/programme/kit/fr-MA.pdf"] {
            assert_eq!(ilham.get(link).await.status, StatusCode::NOT_FOUND, "{link}");
        }
    }
}

on_both! {
    async fn an_extra_question_stands_on_paper_too(ground) {
        let house = House::open(ground).await;
        let samir = house.person("samir").await;
        let before = samir.get("/programme/kit/fr.pdf").await.body;
        assert_eq!(before, samir.get("/programme/kit/fr.pdf").await.body, "the same forms are the same file");
        let question = [("version", "0"), ("label_fr", "Combien d’enfants ?"), ("kind", "number")];
        assert_eq!(samir.post("/programme/questions/new", &question).await.location(), "/programme/questions");
        assert_ne!(before, samir.get("/programme/kit/fr.pdf").await.body);
    }
}

on_both! {
    async fn a_story_from_paper_keeps_its_own_day_and_who_wrote_it(ground) {
        let house = House::open(ground).await;
        let ilham = house.cast("ilham", Role::Facilitator, Some(0)).await;
        let mut story = tests::with(&house.aminas_story().await, "told_on", "2026-02-11");
        story.push(("collected_by", " Zellige-Salma ".into()));
        let kept = ilham.post("/stories/new", &borrowed(&story)).await;
        let page = ilham.get(kept.location()).await.body;
        assert!(page.contains("<bdi>Zellige-Salma</bdi>") && page.contains("11 février 2026"));
        assert_eq!(house.files_holding("Zellige-Salma"), 0);
        let long = tests::with(&story, "collected_by", &"x".repeat(121));
        let refused = ilham.post("/stories/new", &borrowed(&long)).await;
        assert!(refused.status == StatusCode::UNPROCESSABLE_ENTITY && refused.body.contains("Raccourcissez le nom"));
    }
}
