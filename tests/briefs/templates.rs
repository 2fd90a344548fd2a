//! What a brief begins with, in the programme's own words where it has them; and what is left of it before it may go out.

use super::cast::{Cast, answers, sign_off};
use axum::http::StatusCode;
use method::brief::TemplateKind;

fn begun<'a>(language: &'a str, template: &'a str) -> [(&'a str, &'a str); 4] {
    [
        ("title", "Sortir du silence"),
        ("language", language),
        ("project", "Chams"),
        ("template", template),
    ]
}

on_both! {
    async fn a_brief_begins_with_the_text_for_its_reader_in_its_language(ground) {
        let cast = Cast::on(ground).await;
        let page = cast.rajae.get("/briefs/new").await.body;
        for kind in TemplateKind::ALL {
            assert!(page.contains(&format!("value=\"{}\"", kind.name())), "{kind:?}");
        }
        for (language, template, heading) in [
            ("fr", "decision_makers", "## Ce que nous demandons"),
            ("ar", "lawyers", "## ما يقوله القانون"),
            ("en", "journalists", "## Before you publish"),
            ("fr", "funder_half_year", "## La période"),
        ] {
            let brief = cast.rajae.post("/briefs/new", &begun(language, template)).await;
            let page = cast.rajae.get(brief.location()).await.body;
            assert!(page.contains(heading) && page.contains("id=\"left\""), "{language} {template}: {page}");
        }
        for nothing in ["", "king"] {
            let brief = cast.rajae.post("/briefs/new", &begun("fr", nothing)).await;
            assert!(!cast.rajae.get(brief.location()).await.body.contains("{{fill:"), "{nothing}");
        }
    }
}

on_both! {
    async fn what_is_left_is_named_beside_the_text_and_holds_the_sign_off(ground) {
        let cast = Cast::on(ground).await;
        let brief = cast.brief("fr", "## Ce qui se passe\n\nUn mot\n\n{{fill:ask}}").await;
        let page = cast.rajae.get(&brief).await.body;
        assert!(page.contains("Ligne 5 :") && page.contains("Ce que le lecteur peut décider") && page.contains("<p>Un mot</p>"), "{page}");
        let refused = sign_off(&cast.zineb, &brief, "ministry").await;
        assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY);
        assert!(refused.body.contains("Ligne 5 : il reste à écrire ceci : Ce que le lecteur peut décider"), "{}", refused.body);
        let issue = [("version", "1"), ("addressee", "ministry"), ("to", "")];
        let held = cast.rajae.post(&format!("{brief}/issue"), &issue).await;
        assert!(held.status == StatusCode::UNPROCESSABLE_ENTITY && held.body.contains("il reste à écrire ceci"));
        let unknown = "Un mot\n\n{{fill:wish}}";
        let preview = cast.rajae.post(&format!("{brief}/preview"), &answers("", "fr", unknown)).await;
        assert_eq!(preview.status, StatusCode::UNPROCESSABLE_ENTITY);
        assert!(preview.body.contains("Ligne 3 : \u{2066}{{fill:wish}}\u{2069} n’est pas un emplacement connu"), "{}", preview.body);
        assert_eq!(cast.rajae.post(&brief, &answers("1", "fr", "Un mot")).await.location(), brief);
        cast.signed_off(&brief, "ministry").await;
    }
}

on_both! {
    async fn a_programme_writes_its_own_text_and_goes_back_to_the_shipped_one(ground) {
        let cast = Cast::on(ground).await;
        let link = "/briefs/templates/lawyers.fr";
        let page = cast.zineb.get(link).await.body;
        assert!(page.contains("## Ce que dit la loi") && page.contains("Les textes applicables") && !page.contains("value=\"shipped\""), "{page}");
        let own = [("version", "0"), ("body", "## Zellige-modèle\n\n{{fill:law}}")];
        assert_eq!(cast.zineb.post(link, &own).await.location(), "/briefs/templates");
        assert!(cast.rajae.get("/briefs/templates").await.body.contains("Texte du programme"));
        let brief = cast.rajae.post("/briefs/new", &begun("fr", "lawyers")).await.location().to_owned();
        assert!(cast.rajae.get(&brief).await.body.contains("## Zellige-modèle"));
        let other = cast.rajae.post("/briefs/new", &begun("en", "lawyers")).await.location().to_owned();
        assert!(cast.rajae.get(&other).await.body.contains("## What the law says"), "each language has its own");
        let (_, stranger) = cast.house.second_programme("warda", method::policy::Role::AdvocacyOfficer).await;
        assert!(!stranger.get(link).await.body.contains("Zellige"), "each programme, too");
        for (version, body, sentence) in [
            ("1", "Un\n\n{{fill:wish}}", "Ligne 3 :"),
            ("1", " ", "Écrivez un texte"),
            ("0", "Zellige-tard", "vient de changer ce modèle"),
        ] {
            let refused = cast.rajae.post(link, &[("version", version), ("body", body)]).await;
            assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY, "{sentence}");
            assert!(refused.body.contains(sentence) && refused.body.contains(&format!("\n{body}</textarea>")), "{sentence}: {}", refused.body);
        }
        assert_eq!(cast.rajae.post(link, &[("version", "1"), ("step", "shipped")]).await.location(), "/briefs/templates");
        assert!(cast.rajae.get(link).await.body.contains("## Ce que dit la loi"));
        assert!(cast.rajae.get(&brief).await.body.contains("## Zellige-modèle"), "a brief that was begun stays");
        let karima = cast.house.person("karima").await;
        for person in [&cast.ilham, &karima] {
            for path in ["/briefs/templates", link] {
                assert_eq!(person.get(path).await.status, StatusCode::NOT_FOUND);
            }
            assert_eq!(person.post(link, &own).await.status, StatusCode::NOT_FOUND);
        }
        for path in ["king.fr", "lawyers.de", "lawyers", "lawyers.fr.md"] {
            assert_eq!(cast.rajae.get(&format!("/briefs/templates/{path}")).await.status, StatusCode::NOT_FOUND, "{path}");
        }
    }
}
