//! Writing: the text is never lost, what is wrong is said with its line, nothing that was typed becomes markup.

use super::cast::{Cast, OPENING, WORDS, answers};
use axum::http::StatusCode;

on_both! {
    async fn an_officer_begins_a_brief_sees_the_shelf_and_saves(ground) {
        let cast = Cast::on(ground).await;
        assert!(cast.rajae.get("/briefs").await.body.contains("Aucune note"));
        let (_, reference) = cast.quotable(&["p5"]).await;
        let brief = cast.brief("fr", "").await;
        let page = cast.rajae.get(&brief).await;
        assert_eq!(page.status, StatusCode::OK);
        assert!(page.body.contains(WORDS) && page.body.contains("Amal*") && page.body.contains(&reference), "{}", page.body);
        assert!(!page.body.contains("Zellige-avant") && !page.body.contains("Zellige-titre"), "nothing else of the story");
        let body = format!("# Ce qui change\n\n{reference}\n");
        let saved = cast.rajae.post(&brief, &answers("1", "fr", &body)).await;
        assert_eq!(saved.location(), brief);
        let page = cast.rajae.get(&brief).await.body;
        assert!(page.contains("participante au projet Chams") && page.contains("*Le prénom a été modifié"), "{page}");
        assert!(page.contains("s’appuie sur 1 récit. Mode de sélection\u{a0}: vote d’un panel."), "{page}");
        assert!(cast.rajae.get("/briefs").await.body.contains("Sortir du silence"));
    }
}

on_both! {
    async fn a_brief_without_title_is_refused_and_its_text_kept(ground) {
        let cast = Cast::on(ground).await;
        let refused = cast.rajae.post("/briefs/new", &[("title", " "), ("language", "fr"), ("project", "Chams")]).await;
        assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY);
        assert!(refused.body.contains("Donnez un titre"));
        let brief = cast.brief("fr", "").await;
        let mut hollow = answers("1", "fr", "Zellige-texte");
        hollow[1].1 = "";
        let refused = cast.rajae.post(&brief, &hollow).await;
        assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY);
        assert!(refused.body.contains("Donnez un titre") && refused.body.contains("Zellige-texte"));
    }
}

on_both! {
    async fn without_script_a_button_inserts_and_another_previews_and_nothing_is_lost(ground) {
        let cast = Cast::on(ground).await;
        let (_, reference) = cast.quotable(&["p5"]).await;
        let brief = cast.brief("fr", "").await;
        let mut typed = answers("1", "fr", "Zellige-texte").to_vec();
        typed.push(("insert", &reference));
        let inserted = cast.rajae.post(&brief, &typed).await;
        assert_eq!(inserted.status, StatusCode::OK);
        assert!(inserted.body.contains(&format!("Zellige-texte\n\n{reference}")), "{}", inserted.body);
        assert!(inserted.body.contains("<p>Zellige-texte</p>"), "the preview follows");
        typed.pop();
        typed.push(("step", "preview"));
        let previewed = cast.rajae.post(&brief, &typed).await;
        assert!(previewed.body.contains("<p>Zellige-texte</p>"));
        assert!(!cast.rajae.get(&brief).await.body.contains("Zellige-texte"), "neither saved");
    }
}

on_both! {
    async fn the_preview_is_what_is_exported(ground) {
        let cast = Cast::on(ground).await;
        let (_, reference) = cast.quotable(&["p5"]).await;
        let body = format!("## Ce qui change\n\n**Plus** fort\n\n{reference}");
        let brief = cast.brief("fr", &body).await;
        let shown = cast.rajae.post(&format!("{brief}/preview"), &answers("", "fr", &body)).await;
        assert_eq!(shown.status, StatusCode::OK);
        let [html, ..] = cast.issued(&brief, "ministry").await;
        let (_, _, file) = cast.download(&cast.rajae, &html).await;
        let file = String::from_utf8(file).expect("UTF-8");
        let file = file.split_once("<main>\n").and_then(|(_, rest)| rest.split_once("</main>")).expect("a main part").0;
        let lowered = (1..6).rev().fold(file.to_owned(), |html, level| {
            html.replace(&format!("<h{level}"), &format!("<h{}", level + 1)).replace(&format!("</h{level}>"), &format!("</h{}>", level + 1))
        });
        assert_eq!(shown.body, lowered);
    }
}

on_both! {
    async fn nothing_that_was_typed_becomes_markup(ground) {
        let cast = Cast::on(ground).await;
        let hostile = "<script>alert(1)</script>\n\n</textarea><img src=x onerror=alert(2)>\n\n[clic](javascript:alert(3))\n\n![x](http://loin.test/x.png)";
        let brief = cast.brief("fr", hostile).await;
        let preview = cast.rajae.post(&format!("{brief}/preview"), &answers("", "fr", hostile)).await;
        let [html, ..] = cast.issued(&brief, "ministry").await;
        let (_, _, file) = cast.download(&cast.rajae, &html).await;
        for body in [cast.rajae.get(&brief).await.body, preview.body, String::from_utf8(file).expect("UTF-8")] {
            assert!(!body.contains("<script>alert") && !body.contains("<img src") && !body.contains("href=\"javascript"), "{body}");
            assert!(body.contains("&lt;script&gt;") || body.contains("&lt;script>"), "it stays text");
        }
    }
}

on_both! {
    async fn what_is_wrong_is_said_with_its_line_and_the_text_is_saved_all_the_same(ground) {
        let cast = Cast::on(ground).await;
        let nobody = "{{excerpt:00000000000000000000000000000001}}";
        let deep = format!("{}x", "> ".repeat(60));
        let wide = format!("|{}\n|{}\n", "a|".repeat(31), "-|".repeat(31));
        let brief = cast.brief("fr", "").await;
        let cases: [(&str, &str); 7] = [
            ("un\n\n{{extrait:1}}", "Ligne 3\u{a0}: \u{2066}{{extrait:…}}\u{2069} n’est pas une référence connue"),
            ("un\n\n{{excerpt:12}}", "Ligne 3\u{a0}: la référence"),
            (&format!("voir {nobody} ici"), "doit être seule"),
            (&format!("un\n\n{nobody}"), "L’extrait de la ligne 3 n’existe pas"),
            ("{{figure:00000000000000000000000000000001}}", "Le tableau de la ligne 1 n’existe pas"),
            (&deep, "l’une dans l’autre"),
            (&wide, "plus de 30 colonnes"),
        ];
        for (version, (body, sentence)) in (1..).zip(cases) {
            let sentence = sentence.replace("\u{a0}", " ");
            let preview = cast.rajae.post(&format!("{brief}/preview"), &answers("", "fr", body)).await;
            assert_eq!(preview.status, StatusCode::UNPROCESSABLE_ENTITY, "{body}");
            assert!(preview.body.contains(&sentence), "{sentence}: {}", preview.body);
            let saved = cast.rajae.post(&brief, &answers(&version.to_string(), "fr", body)).await;
            assert_eq!(saved.location(), brief);
            let page = cast.rajae.get(&brief).await.body;
            assert!(page.contains(&sentence), "{sentence}: {page}");
            let refused = cast.rajae.post(&format!("{brief}/issue"), &[("version", &(version + 1).to_string()), ("addressee", "ministry"), ("to", "x")]).await;
            assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY, "{body}");
            assert!(refused.body.contains(&sentence), "{sentence}");
        }
    }
}

on_both! {
    async fn a_text_over_the_limit_is_refused_and_kept_on_the_page(ground) {
        let cast = Cast::on(ground).await;
        let brief = cast.brief("fr", "").await;
        let long = "Zellige ".repeat(25_001);
        let refused = cast.rajae.post(&brief, &answers("1", "fr", &long)).await;
        assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY);
        assert!(refused.body.contains("200008 octets") && refused.body.matches("Zellige").count() > 25_000);
    }
}

on_both! {
    async fn two_people_saving_one_brief_see_both_texts(ground) {
        let cast = Cast::on(ground).await;
        let other = cast.house.cast("nora", method::policy::Role::AdvocacyOfficer, None).await;
        let brief = cast.brief("fr", "Le premier texte").await;
        assert_eq!(other.post(&brief, &answers("1", "fr", "Le deuxième texte")).await.location(), brief);
        let late = cast.rajae.post(&brief, &answers("1", "fr", "Le troisième texte")).await;
        assert_eq!(late.status, StatusCode::CONFLICT);
        assert!(late.body.contains("vient d’enregistrer cette note"));
        assert!(late.body.contains("\nLe troisième texte</textarea>") && late.body.contains("\nLe deuxième texte</textarea>"), "{}", late.body);
        assert!(late.body.contains("<del>troisième</del>") && late.body.contains("<ins>deuxième</ins>"), "{}", late.body);
        assert!(late.body.contains("name=\"version\" value=\"2\""));
        assert!(!cast.rajae.get(&brief).await.body.contains("troisième"));
        assert_eq!(cast.rajae.post(&brief, &answers("2", "fr", "Le troisième texte")).await.location(), brief);
    }
}

on_both! {
    async fn an_excerpt_that_may_no_longer_be_quoted_is_named_beside_the_text(ground) {
        let cast = Cast::on(ground).await;
        let (story, reference) = cast.quotable(&["p5"]).await;
        let brief = cast.brief("fr", &format!("un\n\n{reference}")).await;
        let taken = cast.ilham.post(&format!("{story}/consent"), &[("purpose", "5"), ("answer", "withdrawn"), ("manner", "spoken")]).await;
        assert_eq!(taken.location(), story);
        let page = cast.rajae.get(&brief).await.body;
        assert!(page.contains(OPENING) && page.contains("a retiré son accord"), "{page}");
        assert!(!page.contains(WORDS), "off the shelf, out of the preview");
        let draft = cast.draft_excerpt(&cast.story(&["p5"], "2027-03-01").await, 0, 37).await;
        let brief = cast.brief("fr", &format!("{{{{excerpt:{draft}}}}}")).await;
        let page = cast.rajae.get(&brief).await.body;
        assert!(page.contains("l’extrait de la ligne 1") && page.contains("pas approuvé") && !page.contains("Avant, je"), "{page}");
    }
}
