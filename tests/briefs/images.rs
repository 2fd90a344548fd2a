//! Pictures in briefs: taken anew, described by somebody who looked, in every file of an issue, and kept as long as one holds them.

use super::cast::{Cast, WORDS, answers, sign_off, sign_off_despite};
use axum::http::{StatusCode, header};
use tests::Person;

/// A drawing of a door; beside its dots stands where it was made.
const DOOR: &[u8] = include_bytes!("door.png");
const SAID: [(&str, &str); 6] = [
    ("version", "1"),
    ("language", "fr"),
    ("alt", "Une porte bleue"),
    ("caption", "La porte de la clinique"),
    ("credit", "Dessin : ALCS, 2026"),
    ("nobody", "yes"),
];

fn has(file: &[u8], words: &str) -> bool {
    file.windows(words.len()).any(|window| window == words.as_bytes())
}

/// Sends the drawing; its path.
async fn sent(by: &Person) -> String {
    let answer = by.send_file("/images/new", DOOR, &[]).await;
    assert_eq!(answer.status, StatusCode::SEE_OTHER, "{}", answer.body);
    answer.location().to_owned()
}

/// Sends the drawing and says what it shows; its path and how a brief refers to it.
async fn described(by: &Person) -> (String, String) {
    let link = sent(by).await;
    assert_eq!(by.post(&link, &SAID).await.location(), "/images");
    let reference = format!("{{{{image:{}}}}}", link.trim_start_matches("/images/"));
    (link, reference)
}

/// What was said, with another answer for a name.
fn but<'a>(name: &str, answer: &'a str) -> [(&'a str, &'a str); 6] {
    SAID.map(|(one, said)| if one == name { (one, answer) } else { (one, said) })
}

on_both! {
    async fn a_picture_stands_in_every_file_and_nothing_of_the_file_that_was_sent(ground) {
        let cast = Cast::on(ground).await;
        let (link, reference) = described(&cast.rajae).await;
        let brief = cast.brief("fr", &format!("# Un titre\n\n{reference}")).await;
        for person in [&cast.rajae, &cast.zineb] {
            let shown = person.get(&format!("{brief}/review")).await.body;
            assert!(shown.contains(&format!("<img src=\"{link}/file\" width=\"48\" height=\"32\" alt=\"Une porte bleue\">")), "{shown}");
            let file = person.get(&format!("{link}/file")).await;
            assert_eq!((file.status, &file.headers[header::CONTENT_TYPE]), (StatusCode::OK, &"image/png".parse().unwrap()));
            assert!(file.bytes.starts_with(b"\x89PNG") && !has(&file.bytes, "MARQUEUR"));
        }
        let files = cast.issued(&brief, "ministry").await;
        let mut before = Vec::new();
        for path in &files {
            let (status, _, file) = cast.download(&cast.rajae, path).await;
            assert_eq!(status, StatusCode::OK, "{path}");
            assert!(!has(&file, "MARQUEUR") && !has(&file, "Gueliz"), "{path}");
            before.push(file);
        }
        let [html, pdf, docx, archive, markdown] = before.as_slice() else { panic!("five files") };
        for part in ["<img src=\"data:image/png;base64,iVBORw0KGgo", "img-src data:;", "<p>La porte de la clinique</p>", "<p class=\"source\">Dessin : ALCS, 2026</p>"] {
            assert!(has(html, part), "{part}");
        }
        assert!(has(pdf, "/Subtype/Image") && has(pdf, "pdfuaid:part>1<"), "tagged, and it says what it shows");
        assert!(has(archive, "/Subtype/Image") && has(archive, "pdfaid:part>2<"));
        for part in ["word/media/picture1.png", "descr=\"Une porte bleue\"", "Extension=\"png\" ContentType=\"image/png\"", "La porte de la clinique"] {
            assert!(has(docx, part), "{part}");
        }
        for part in ["\n![Une porte bleue][image-1]\n\nLa porte de la clinique\n\nDessin \\: ALCS, 2026\n", "\n[image-1]: <data:image/png;base64,iVBORw0KGgo"] {
            assert!(has(markdown, part), "{part}");
        }
        // What is said of it later changes no file that went out.
        let later = but("alt", "Une porte fermée").map(|(name, said)| if name == "version" { (name, "2") } else { (name, said) });
        assert_eq!(cast.rajae.post(&link, &later).await.location(), "/images");
        assert!(cast.rajae.get(&brief).await.body.contains("Une porte fermée"));
        for (path, before) in files.iter().zip(&before) {
            assert_eq!(&cast.download(&cast.rajae, path).await.2, before, "{path}");
        }
    }
}

on_both! {
    async fn until_somebody_looked_and_said_what_it_shows_it_stands_in_no_brief(ground) {
        let cast = Cast::on(ground).await;
        let rajae = &cast.rajae;
        assert!(rajae.get("/images").await.body.contains("Aucune image"));
        let link = sent(rajae).await;
        let listed = rajae.get("/images").await.body;
        assert!(listed.contains("À décrire") && listed.contains(&format!("src=\"{link}/file\"")), "{listed}");
        let reference = format!("{{{{image:{}}}}}", link.trim_start_matches("/images/"));
        let brief = cast.brief("fr", &format!("# Un titre\n\n{reference}")).await;
        assert!(rajae.get(&brief).await.body.contains("L’image de la ligne 3 n’existe pas, ou n’est pas encore décrite"));
        for (answers, sentence) in [
            (but("nobody", ""), "Regardez l’image, puis dites-le."),
            (but("alt", " "), "Dites ce que l’image montre."),
            (but("credit", ""), "Dites de qui est l’image"),
        ] {
            let refused = rajae.post(&link, &answers).await;
            assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY);
            assert!(refused.body.contains(sentence) && refused.body.contains("La porte de la clinique"), "{sentence}: {}", refused.body);
        }
        assert!(!rajae.get(&brief).await.body.contains("<img src=\"/images/"));
        assert_eq!(rajae.post(&link, &SAID).await.location(), "/images");
        let page = rajae.get(&brief).await.body;
        assert!(page.contains(&format!("<img src=\"{link}/file\" width=\"48\" height=\"32\"")), "{page}");
        assert!(page.contains(&format!("name=\"insert\" value=\"{reference}\"")), "it lies on the shelf: {page}");
        let again = rajae.get(&link).await.body;
        assert!(again.contains("Une porte bleue</textarea>") && !again.contains("id=\"nobody\" name=\"nobody\" value=\"yes\" checked"), "looked at anew: {again}");
    }
}

on_both! {
    async fn what_is_no_picture_is_refused_with_a_way_on_and_nothing_is_kept(ground) {
        let cast = Cast::on(ground).await;
        let large = vec![0; 23 * 1024 * 1024];
        for (file, status, sentence) in [
            (&b""[..], StatusCode::UNPROCESSABLE_ENTITY, "Choisissez un fichier."),
            (b"<svg xmlns=\"http://www.w3.org/2000/svg\"><script>alert(1)</script></svg>", StatusCode::UNPROCESSABLE_ENTITY, "ni JPEG, ni PNG, ni WebP"),
            (&DOOR[..100], StatusCode::UNPROCESSABLE_ENTITY, "ne peut pas être lue jusqu’au bout"),
            (&large, StatusCode::PAYLOAD_TOO_LARGE, "trop"),
        ] {
            let refused = cast.rajae.send_file("/images/new", file, &[]).await;
            assert_eq!(refused.status, status, "{sentence}");
            assert!(refused.body.contains(sentence) && !refused.body.contains("alert(1)"), "{sentence}: {}", refused.body);
        }
        assert!(cast.rajae.get("/images").await.body.contains("Aucune image"));
    }
}

on_both! {
    async fn a_picture_is_removed_unless_a_brief_holds_it_or_went_out_with_it(ground) {
        let cast = Cast::on(ground).await;
        let rajae = &cast.rajae;
        let (link, reference) = described(rajae).await;
        let remove = format!("{link}/remove");
        let brief = cast.brief("fr", &reference).await;
        let kept = rajae.post(&remove, &[("version", "2")]).await;
        assert_eq!(kept.status, StatusCode::UNPROCESSABLE_ENTITY);
        assert!(kept.body.contains("Sortir du silence"), "{}", kept.body);
        let [html, ..] = cast.issued(&brief, "donor").await;
        assert_eq!(rajae.post(&brief, &answers("1", "fr", "Un mot")).await.location(), brief);
        let kept = rajae.post(&remove, &[("version", "2")]).await;
        assert_eq!(kept.status, StatusCode::UNPROCESSABLE_ENTITY);
        assert!(kept.body.contains("Une note diffusée la contient"), "{}", kept.body);
        assert_eq!(cast.download(rajae, &html).await.0, StatusCode::OK);

        let (other, _) = described(rajae).await;
        assert_eq!(rajae.post(&format!("{other}/remove"), &[("version", "1")]).await.status, StatusCode::UNPROCESSABLE_ENTITY, "described since");
        assert_eq!(rajae.post(&format!("{other}/remove"), &[("version", "2")]).await.location(), "/images");
        for path in [other.clone(), format!("{other}/file")] {
            assert_eq!(rajae.get(&path).await.status, StatusCode::NOT_FOUND, "{path}");
        }
    }
}

on_both! {
    async fn what_is_said_of_a_picture_is_looked_at_like_a_briefs_own_words(ground) {
        let cast = Cast::on(ground).await;
        let (_, quotation) = cast.quotable(&["p5"]).await;
        let (link, reference) = described(&cast.rajae).await;
        let brief = cast.brief("fr", &format!("{quotation}\n\n{reference}")).await;
        assert_eq!(sign_off(&cast.zineb, &brief, "parliament").await.location(), format!("{brief}/review"));
        let pasted = [but("alt", WORDS), but("credit", "Photo : Fatima Benali, 06 12 34 56 78")];
        for (version, answers) in ["2", "3"].into_iter().zip(pasted) {
            let answers = answers.map(|(name, said)| if name == "version" { (name, version) } else { (name, said) });
            assert_eq!(cast.rajae.post(&link, &answers).await.location(), "/images");
            let refused = sign_off(&cast.zineb, &brief, "ministry").await;
            assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY, "{}", refused.body);
        }
        // Whoever took a picture may be named where she wants it: the coordinator says so.
        let signed = sign_off_despite(&cast.zineb, &brief, "ministry", "Elle le veut").await;
        assert_eq!(signed.location(), format!("{brief}/review"), "{}", signed.body);
    }
}
