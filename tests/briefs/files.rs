//! What goes out: self-contained, tagged, in the brief's language, with the house's attribution and an honest foot.

use super::cast::{Cast, WORDS, only_table};
use axum::http::{StatusCode, header};

fn has(file: &[u8], words: &str) -> bool {
    file.windows(words.len()).any(|window| window == words.as_bytes())
}

on_both! {
    async fn the_html_is_one_file_that_fetches_nothing(ground) {
        let cast = Cast::on(ground).await;
        let (_, reference) = cast.quotable(&["p5"]).await;
        let brief = cast.brief("fr", &format!("Voir [la loi](https://loi.test).\n\n{reference}")).await;
        let [html, ..] = cast.issued(&brief, "ministry").await;
        let (status, headers, file) = cast.download(&cast.rajae, &html).await;
        assert_eq!(status, StatusCode::OK);
        assert_eq!(headers[header::CONTENT_DISPOSITION], "attachment; filename=\"2026-03-02-1.html\"");
        assert_eq!(headers[header::CACHE_CONTROL], "no-store");
        let file = String::from_utf8(file).expect("UTF-8");
        assert!(file.contains("http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'"));
        for fetched in ["src=", "<link", "@import", "url(", "<script", "<img", "<iframe"] {
            assert!(!file.contains(fetched), "{fetched}");
        }
        assert_eq!(file.matches("https://").count(), 1, "a link, which is followed by hand");
        assert!(file.contains(WORDS) && file.contains("lang=\"fr\""));
    }
}

on_both! {
    async fn the_pdf_is_tagged_has_its_language_and_its_faces_inside(ground) {
        let cast = Cast::on(ground).await;
        let (_, reference) = cast.quotable(&["p5"]).await;
        for (language, face, number) in [("fr", "/FontFile3", 1), ("ar", "+Amiri-Regular", 2)] {
            let brief = cast.brief(language, &format!("# عنوان – titre\n\n{reference}")).await;
            let [_, pdf, ..] = cast.issued(&brief, "parliament").await;
            let (status, headers, file) = cast.download(&cast.rajae, &pdf).await;
            assert_eq!(status, StatusCode::OK);
            assert_eq!(headers[header::CONTENT_TYPE], "application/pdf");
            assert_eq!(headers[header::CONTENT_DISPOSITION], format!("attachment; filename=\"2026-03-02-{number}.pdf\"").as_str());
            assert!(file.starts_with(b"%PDF"));
            for part in ["/StructTreeRoot", &format!("/Lang({language})"), face] {
                assert!(has(&file, part), "{language} {part}");
            }
            let again = cast.download(&cast.rajae, &pdf).await.2;
            assert_eq!(file, again, "the bytes that were issued");
        }
    }
}

on_both! {
    async fn for_an_archive_and_for_a_program_for_texts_there_are_files_too(ground) {
        let cast = Cast::on(ground).await;
        let (_, reference) = cast.quotable(&["p5"]).await;
        let body = format!("{{{{contents}}}}\n\n# Un titre\n\n{reference}\n\nLa loi[^1].\n\n[^1]: Dahir 1-18-19.");
        let brief = cast.brief("fr", &body).await;
        let [_, _, _, archive, markdown] = cast.issued(&brief, "parliament").await;
        let (status, headers, file) = cast.download(&cast.rajae, &archive).await;
        assert_eq!(status, StatusCode::OK);
        assert_eq!(headers[header::CONTENT_TYPE], "application/pdf");
        assert_eq!(headers[header::CONTENT_DISPOSITION], "attachment; filename=\"2026-03-02-1.archive.pdf\"");
        for part in ["pdfaid:part>2<", "pdfuaid:part>1<", "2026-03-02"] {
            assert!(has(&file, part), "{part}");
        }
        assert_eq!(file, cast.download(&cast.rajae, &archive).await.2, "the bytes that were issued");
        let (_, headers, file) = cast.download(&cast.rajae, &markdown).await;
        assert_eq!(headers[header::CONTENT_TYPE], "text/markdown; charset=utf-8");
        let file = String::from_utf8(file).expect("UTF-8");
        for part in ["# Sortir du silence\n\n## Un titre\n\n> «", WORDS, "Raconté en français", "\nLa loi[^1].\n", "[^1]: Dahir 1-18-19\\.\n"] {
            assert!(file.contains(part), "{part}: {file}");
        }
    }
}

on_both! {
    async fn the_docx_runs_as_its_language_runs_and_is_the_one_that_went_out(ground) {
        let cast = Cast::on(ground).await;
        let (_, reference) = cast.quotable(&["p5"]).await;
        for (language, title, number) in [("fr", "dc:language>fr-FR<", 1), ("ar", "dc:language>ar-MA<", 2)] {
            let brief = cast.brief(language, &format!("# عنوان – titre\n\n{reference}\n\nVoir [la loi](https://loi.test).")).await;
            let [_, _, docx, ..] = cast.issued(&brief, "parliament").await;
            let (status, headers, file) = cast.download(&cast.rajae, &docx).await;
            assert_eq!(status, StatusCode::OK);
            assert_eq!(headers[header::CONTENT_TYPE], "application/vnd.openxmlformats-officedocument.wordprocessingml.document");
            assert_eq!(headers[header::CONTENT_DISPOSITION], format!("attachment; filename=\"2026-03-02-{number}.docx\"").as_str());
            assert_eq!(headers[header::CACHE_CONTROL], "no-store");
            assert!(file.starts_with(b"PK"));
            // The parts lie in the file as they are.
            for part in [title, WORDS, ">Amal", "<w:rtl/><w:lang w:bidi=\"ar-MA\"/></w:rPr><w:t xml:space=\"preserve\">عنوان", "Target=\"https://loi.test\""] {
                assert!(has(&file, part), "{language} {part}");
            }
            assert_eq!(has(&file, "<w:bidi/></w:sectPr>"), language == "ar");
            for hidden in ["rajae", "Commission des droits", "2026-03-02", "creator"] {
                assert!(!has(&file, hidden), "{language} {hidden}");
            }
            let page = cast.rajae.get(&brief).await.body;
            assert!(page.contains(&format!("href=\"{docx}\"")) && page.contains("DOCX <code>"), "{page}");
            let again = cast.download(&cast.rajae, &docx).await.2;
            assert_eq!(file, again, "the bytes that were issued");
        }
    }
}

on_both! {
    async fn attribution_note_and_foot_are_in_the_briefs_language_and_stories_are_counted_once(ground) {
        let cast = Cast::on(ground).await;
        let first = cast.story(&["p5"], "2027-03-01").await;
        let (one, two) = (cast.excerpt(&first, 0, 37).await, cast.excerpt(&first, 37, 71).await);
        let three = cast.excerpt(&cast.story(&["p5"], "2027-03-01").await, 0, 37).await;
        let body = [one, two, three].map(|id| format!("{{{{excerpt:{id}}}}}")).join("\n\n");
        for (language, parts) in [
            ("fr", ["travailleuse du sexe survivante de violences basées sur le genre, participante au projet Chams", "*Le prénom a été modifié", "s’appuie sur 2 récits", "échantillon représentatif"]),
            ("ar", ["مشاركة في مشروع Chams", "*تم تغيير الاسم الشخصي", "تستند هذه الوثيقة إلى قصتين", "لا تشكل عينة تمثيلية"]),
            ("en", ["participant in the Chams project", "*The first name has been changed", "draws on 2 stories", "not a representative sample"]),
        ] {
            let brief = cast.brief(language, &body).await;
            let [html, ..] = cast.issued(&brief, "partner").await;
            let file = String::from_utf8(cast.download(&cast.rajae, &html).await.2).expect("UTF-8");
            for part in parts {
                assert!(file.contains(part), "{part}: {file}");
            }
            assert!(file.contains("vote d’un panel") && file.matches("Amal*").count() == 3);
        }
    }
}

on_both! {
    async fn what_went_out_stays_as_it_was_when_the_brief_is_written_on(ground) {
        let cast = Cast::on(ground).await;
        let table = [("language", "fr"), ("caption", "Femmes"), ("table", "Clinique | Femmes\nAgadir | 132"), ("source", "Registre"), ("date", "2024"), ("hides", "yes")];
        assert_eq!(cast.rajae.post("/indicators", &table).await.status, StatusCode::METHOD_NOT_ALLOWED);
        assert_eq!(cast.rajae.post("/indicators/new", &table).await.location(), "/indicators");
        let id = only_table(&cast.rajae).await;
        let brief = cast.brief("fr", &format!("{{{{figure:{id}}}}}")).await;
        let [html, ..] = cast.issued(&brief, "donor").await;
        let before = cast.download(&cast.rajae, &html).await.2;
        assert!(has(&before, "132") && has(&before, "Source\u{a0}: Registre (2024)"));
        let mut changed = table.to_vec();
        changed[2].1 = "Clinique | Femmes\nAgadir | 140";
        changed.push(("version", "1"));
        assert_eq!(cast.rajae.post(&format!("/indicators/{id}"), &changed).await.location(), "/indicators");
        assert!(cast.rajae.get(&brief).await.body.contains("140"));
        assert_eq!(cast.download(&cast.rajae, &html).await.2, before);
    }
}

on_both! {
    async fn an_issue_says_to_whom_and_names_the_version_that_was_read(ground) {
        let cast = Cast::on(ground).await;
        let brief = cast.brief("fr", "Un mot").await;
        let link = format!("{brief}/issue");
        assert_eq!(cast.rajae.get(&link).await.status, StatusCode::OK);
        let long = "x".repeat(201);
        for (answers, sentence) in [
            ([("version", "1"), ("addressee", "king"), ("to", "x")], "Choisissez à qui"),
            ([("version", "1"), ("addressee", "press"), ("to", &long)], "Raccourcissez"),
            ([("version", "7"), ("addressee", "press"), ("to", "Rédaction")], "vient de changer"),
        ] {
            let refused = cast.rajae.post(&link, &answers).await;
            assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY);
            assert!(refused.body.contains(sentence), "{sentence}");
        }
        assert!(!cast.rajae.get(&brief).await.body.contains("/issues/"));
    }
}
