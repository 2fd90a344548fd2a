//! The letter that calls a brief back: what is to be struck by its place, nothing of her and no reason; noted once it was sent.

use super::cast::{Cast, WORDS};
use axum::http::{StatusCode, header};
use method::policy::Role;
use tests::Person;

/// A brief to the parliament in which a withdrawn story stands at the second, third and fourth place, and another at the first:
/// the page of its letter, and the path of the story that is left.
async fn called_back(cast: &Cast) -> (String, String) {
    let (left, first) = cast.quotable(&["p5"]).await;
    let story = cast.story(&["p5"], "2027-03-01").await;
    let (one, two) = (cast.excerpt(&story, 0, 36).await, cast.excerpt(&story, 37, 71).await);
    let body = format!("# Un\n\n{first}\n\n{{{{excerpt:{one}}}}}\n\n{{{{excerpt:{two}}}}}\n\n{{{{excerpt:{one}}}}}");
    let brief = cast.brief("fr", &body).await;
    cast.issued(&brief, "parliament").await;
    assert_eq!(
        cast.ilham.post(&format!("{story}/withdraw"), &[]).await.status,
        StatusCode::OK
    );
    (only_letter(&cast.rajae).await, left)
}

async fn only_letter(person: &Person) -> String {
    let page = person.get("/recalls").await.body;
    let links: Vec<&str> = page.split("href=\"").filter(|rest| rest.starts_with("/recalls/")).collect();
    assert_eq!(links.len(), 1, "{page}");
    links[0].split('"').next().expect("an address").to_owned()
}

/// What a letter's page holds of the letter itself.
fn letter(page: &str) -> &str {
    let rest = page.split("<article").nth(1).unwrap_or_else(|| panic!("no letter: {page}"));
    rest.split("</article>").next().unwrap_or_default()
}

on_both! {
    async fn a_letter_names_the_brief_and_the_places_and_neither_her_nor_why(ground) {
        let cast = Cast::on(ground).await;
        let (link, _) = called_back(&cast).await;
        for (language, parts, place) in [
            ("fr", ["Parlement (Commission des droits)", "2 mars 2026", "<strong>Version</strong> : 1", "<h2>Un document à ne plus utiliser"], "Citation "),
            ("ar", ["البرلمان (Commission des droits)", "2 مارس 2026", "<strong>النسخة</strong> : 1", "dir=\"rtl\""], "الاستشهاد "),
            ("en", ["Parliament (Commission des droits)", "2 March 2026", "<strong>Version</strong> : 1", "Please confirm"], "Quotation "),
        ] {
            let page = cast.rajae.get(&format!("{link}?in={language}")).await;
            assert_eq!(page.status, StatusCode::OK);
            let letter = letter(&page.body);
            for part in parts.iter().chain(&["Sortir du silence", "2026-03-02-1", "Chams"]) {
                assert!(letter.contains(part), "{language} {part}: {letter}");
            }
            for number in 1..=5 {
                let named = letter.contains(&format!("<li><p>{place}{number}</p>"));
                assert_eq!(named, (2..=4).contains(&number), "{language} {number}: {letter}");
            }
            for hidden in [WORDS, "mes droits", "Avant, je", "Amal", "Zellige", "récit", "حكاية", "story", "accord", "موافقة", "consent", "survi", "rajae"] {
                assert!(!letter.contains(hidden), "{language} {hidden}: {letter}");
            }
        }
        assert!(letter(&cast.rajae.get(&link).await.body).contains("lang=\"fr\""), "first in the language of the brief");
    }
}

on_both! {
    async fn a_letter_is_taken_as_pdf_and_as_markdown(ground) {
        let cast = Cast::on(ground).await;
        let (link, _) = called_back(&cast).await;
        let page = cast.rajae.get(&link).await.body;
        assert!(page.contains(&format!("href=\"{link}/fr.pdf\"")) && page.contains(&format!("href=\"{link}/fr.md\"")), "{page}");
        let (status, headers, file) = cast.download(&cast.rajae, &format!("{link}/fr.md")).await;
        assert_eq!(status, StatusCode::OK);
        assert_eq!(headers[header::CONTENT_TYPE], "text/markdown; charset=utf-8");
        assert_eq!(headers[header::CONTENT_DISPOSITION], "attachment; filename=\"2026-03-02-1-fr.md\"");
        let text = String::from_utf8(file).expect("UTF-8");
        assert!(text.starts_with("# Un document à ne plus utiliser\n") && text.contains("\n- Citation 2\n- Citation 3\n- Citation 4\n"), "{text}");
        assert!(text.contains("«\u{a0}Sortir du silence\u{a0}»") && !text.contains("mes droits"), "{text}");
        for language in ["fr", "ar", "en"] {
            let (status, headers, file) = cast.download(&cast.rajae, &format!("{link}/{language}.pdf")).await;
            assert_eq!(status, StatusCode::OK);
            assert_eq!(headers[header::CONTENT_TYPE], "application/pdf");
            let has = |words: &str| file.windows(words.len()).any(|window| window == words.as_bytes());
            assert!(file.starts_with(b"%PDF") && has(&format!("/Lang({language})")) && has("/StructTreeRoot"), "{language}");
            assert!(!has("Commission") && !has("rajae"), "nobody's name in what describes the file");
        }
        for strange in ["de.pdf", "fr.docx", "fr"] {
            assert_eq!(cast.rajae.get(&format!("{link}/{strange}")).await.status, StatusCode::NOT_FOUND, "{strange}");
        }
    }
}

on_both! {
    async fn what_was_sent_is_noted_and_what_is_owed_is_shown(ground) {
        let cast = Cast::on(ground).await;
        let (link, left) = called_back(&cast).await;
        let list = async || cast.rajae.get("/recalls").await.body;
        let before = list().await;
        assert!(before.contains("Lettres à envoyer : 1 sur 1") && before.contains("À envoyer</span>"), "{before}");
        for (on, places, sentence) in [
            ("", "2,3,4", "Dites quel jour"),
            ("2026-03-01", "2,3,4", "avant la sortie de la note"),
            ("2026-03-03", "2,3,4", "après aujourd’hui"),
            ("2026-03-02", "2,3", "D’autres citations sont reprises"),
        ] {
            let refused = cast.rajae.post(&link, &[("on", on), ("places", places)]).await;
            assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY, "{sentence}");
            assert!(refused.body.contains(sentence) && (on.is_empty() || refused.body.contains(&format!("value=\"{on}\""))), "{sentence}: {}", refused.body);
        }
        assert!(list().await.contains("1 sur 1"));
        let page = cast.rajae.get(&link).await.body;
        assert!(page.contains("Personne n’a encore noté") && page.contains("name=\"places\" value=\"2,3,4\""), "{page}");
        let sent = [("on", "2026-03-02"), ("places", "2,3,4")];
        for _ in 0..2 {
            assert_eq!(cast.rajae.post(&link, &sent).await.location(), "/recalls");
        }
        let after = list().await;
        assert!(after.contains("Lettres à envoyer : 0 sur 1") && after.contains("Envoyée le 2 mars 2026"), "{after}");
        let page = cast.rajae.get(&link).await.body;
        assert_eq!(page.matches("rajae, le 2 mars 2026. Citations nommées : 2,3,4").count(), 1, "noted once: {page}");
        assert!(!page.contains("name=\"places\""), "{page}");
        let log = cast.house.person("samir").await.get("/custody").await.body;
        assert_eq!(log.matches("Lettre de rappel envoyée").count(), 1);

        // Another teller takes back what the brief went out for: the letter that was sent did not name her quotation.
        let taken = [("purpose", "5"), ("answer", "withdrawn"), ("manner", "spoken")];
        assert_eq!(cast.ilham.post(&format!("{left}/consent"), &taken).await.location(), left);
        let again = list().await;
        assert!(again.contains("Lettres à envoyer : 1 sur 1") && again.contains("À envoyer de nouveau"), "{again}");
        let page = cast.rajae.get(&link).await.body;
        assert!(page.contains("Citation 1<") && page.contains("name=\"places\" value=\"1,2,3,4\"") && page.contains("Citations nommées : 2,3,4"), "{page}");
        assert_eq!(cast.rajae.post(&link, &sent).await.status, StatusCode::UNPROCESSABLE_ENTITY, "it is not the letter that she read");
    }
}

on_both! {
    async fn who_publishes_is_asked_to_take_it_off_and_what_is_not_called_back_has_no_letter(ground) {
        let cast = Cast::on(ground).await;
        let (story, reference) = cast.quotable(&["p5", "p6"]).await;
        let brief = cast.brief("fr", &reference).await;
        let [html, ..] = cast.issued(&brief, "press").await;
        let issue = html.split('/').nth(4).expect("an issue");
        assert_eq!(cast.rajae.get(&format!("/recalls/{issue}")).await.status, StatusCode::NOT_FOUND);
        let sent = [("on", "2026-03-02"), ("places", "1")];
        assert_eq!(cast.rajae.post(&format!("/recalls/{issue}"), &sent).await.status, StatusCode::NOT_FOUND);
        let done = cast.ilham.post(&format!("{story}/withdraw"), &[]).await.body;
        assert!(done.contains("Sortir du silence") && !done.contains("/recalls/"), "the letter is not hers to send: {done}");
        let page = cast.rajae.get(&format!("/recalls/{issue}")).await.body;
        assert!(letter(&page).contains("des pages publiées"), "{page}");
        assert_eq!(cast.rajae.get("/recalls/zzz").await.status, StatusCode::NOT_FOUND);
    }
}

on_both! {
    async fn letters_are_for_those_who_act_on_recalls(ground) {
        let cast = Cast::on(ground).await;
        let (link, _) = called_back(&cast).await;
        let latifa = cast.house.cast("latifa", Role::PanelChair, Some(0)).await;
        let (karima, houda, samir) = (cast.house.person("karima").await, cast.house.person("houda").await, cast.house.person("samir").await);
        let (_, stranger) = cast.house.second_programme("warda", Role::AdvocacyOfficer).await;
        let sent = [("on", "2026-03-02"), ("places", "2,3,4")];
        for person in [&cast.ilham, &houda, &latifa, &samir, &stranger] {
            for path in [&link, &format!("{link}/fr.md"), &format!("{link}/ar.pdf")] {
                assert_eq!(person.get(path).await.status, StatusCode::NOT_FOUND, "{path}");
            }
            assert_eq!(person.post(&link, &sent).await.status, StatusCode::NOT_FOUND);
        }
        for person in [&cast.rajae, &cast.zineb, &karima] {
            assert_eq!(person.get(&link).await.status, StatusCode::OK);
        }
        assert_eq!(karima.post(&link, &sent).await.location(), "/recalls");
        assert!(cast.zineb.get(&link).await.body.contains("karima, le 2 mars 2026"));
    }
}
