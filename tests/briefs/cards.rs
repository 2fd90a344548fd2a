//! Cards: a quotation of what went out to the public, as a picture, while its teller allows it; the same bytes each time.

use super::cast::{Cast, WORDS};
use axum::http::{StatusCode, header};
use method::policy::Role;

/// The address of the cards of an issue, from that of one of its files.
fn cards_of(html: &str) -> String {
    html.replace("/brief.html", "/cards")
}

on_both! {
    async fn each_quotation_of_a_public_brief_has_a_card_that_is_the_same_each_time(ground) {
        let cast = Cast::on(ground).await;
        let (_, reference) = cast.quotable(&["p5", "p6"]).await;
        let (_, other) = cast.quotable(&["p5", "p6"]).await;
        let brief = cast.brief("ar", &format!("# Un\n\n{reference}\n\nDeux\n\n{reference}\n\n{other}")).await;
        let [html, ..] = cast.issued(&brief, "public").await;
        let link = cards_of(&html);
        assert!(cast.rajae.get(&brief).await.body.contains(&format!("href=\"{link}\"")), "from the brief");
        let page = cast.rajae.get(&link).await.body;
        for part in ["Citation 1", "Citation 3", WORDS, "Amal*", "مشاركة في مشروع Chams", "*تم تغيير الاسم الشخصي"] {
            assert!(page.contains(part), "{part}: {page}");
        }
        assert!(!page.contains("Citation 2") && page.contains(&format!("src=\"{link}/1.svg\"")), "{page}");
        for (file, kind, start) in [("1.png", "image/png", b"\x89PNG".as_slice()), ("3.svg", "image/svg+xml", b"<svg".as_slice())] {
            let (status, headers, first) = cast.download(&cast.rajae, &format!("{link}/{file}")).await;
            assert_eq!(status, StatusCode::OK, "{file}");
            assert_eq!(headers[header::CONTENT_TYPE], kind);
            assert_eq!(headers[header::CONTENT_DISPOSITION], format!("attachment; filename=\"2026-03-02-1-{file}\"").as_str());
            assert!(first.starts_with(start), "{file}");
            let has = |words: &str| first.windows(words.len()).any(|window| window == words.as_bytes());
            assert!(!has("rajae") && !has("Commission") && !has("Sortir") && !has("tEXt") && !has("2026"), "{file}");
            assert_eq!(cast.download(&cast.rajae, &format!("{link}/{file}")).await.2, first, "{file}");
        }
        for strange in ["2.png", "4.png", "0.svg", "1.jpg", "x.png", "1"] {
            assert_eq!(cast.rajae.get(&format!("{link}/{strange}")).await.status, StatusCode::NOT_FOUND, "{strange}");
        }
    }
}

on_both! {
    async fn a_card_goes_when_she_takes_the_public_back(ground) {
        let cast = Cast::on(ground).await;
        let (story, reference) = cast.quotable(&["p5", "p6"]).await;
        let brief = cast.brief("fr", &reference).await;
        let [html, ..] = cast.issued(&brief, "press").await;
        let link = cards_of(&html);
        assert_eq!(cast.rajae.get(&format!("{link}/1.png")).await.status, StatusCode::OK, "the control");
        let taken = [("purpose", "6"), ("answer", "withdrawn"), ("manner", "spoken")];
        assert_eq!(cast.ilham.post(&format!("{story}/consent"), &taken).await.location(), story);
        let page = cast.rajae.get(&link).await;
        assert_eq!(page.status, StatusCode::OK);
        assert!(page.body.contains("ne peut pas aller au public") && !page.body.contains("mes droits") && !page.body.contains("<img"), "{}", page.body);
        for file in ["1.png", "1.svg"] {
            assert_eq!(cast.rajae.get(&format!("{link}/{file}")).await.status, StatusCode::NOT_FOUND, "{file}");
        }
    }
}

on_both! {
    async fn what_went_to_others_or_is_called_back_or_too_long_has_no_card(ground) {
        let cast = Cast::on(ground).await;
        let (_, reference) = cast.quotable(&["p5", "p6"]).await;
        let brief = cast.brief("fr", &reference).await;
        let [html, ..] = cast.issued(&brief, "ministry").await;
        assert_eq!(cast.rajae.get(&cards_of(&html)).await.status, StatusCode::NOT_FOUND, "she signed it off for the ministry");
        assert_eq!(cast.rajae.get(&format!("{}/1.png", cards_of(&html))).await.status, StatusCode::NOT_FOUND);
        assert!(!cast.rajae.get(&brief).await.body.contains("/cards\""));

        let none = cast.brief("fr", "Sans citation").await;
        let [html, ..] = cast.issued(&none, "press").await;
        assert!(cast.rajae.get(&cards_of(&html)).await.body.contains("Aucune citation"));

        let public = cast.brief("fr", &reference).await;
        let [html, ..] = cast.issued(&public, "press").await;
        let link = cards_of(&html);
        let take_back = [("step", "take_back"), ("version", "1"), ("why", "Un doute")];
        cast.house.archive.set_clock(cast.house.archive.now() + chrono::TimeDelta::minutes(1));
        assert_eq!(cast.zineb.post(&format!("{public}/review"), &take_back).await.location(), format!("{public}/review"));
        for path in [&link, &format!("{link}/1.png")] {
            assert_eq!(cast.rajae.get(path).await.status, StatusCode::CONFLICT, "{path}");
        }
    }
}

on_both! {
    async fn cards_are_for_whoever_writes_briefs(ground) {
        let cast = Cast::on(ground).await;
        let (_, reference) = cast.quotable(&["p5", "p6"]).await;
        let brief = cast.brief("fr", &reference).await;
        let [html, ..] = cast.issued(&brief, "press").await;
        let latifa = cast.house.cast("latifa", Role::PanelChair, Some(0)).await;
        let (karima, houda, samir) = (cast.house.person("karima").await, cast.house.person("houda").await, cast.house.person("samir").await);
        let (_, stranger) = cast.house.second_programme("warda", Role::AdvocacyOfficer).await;
        let link = cards_of(&html);
        for person in [&cast.ilham, &cast.zineb, &karima, &houda, &latifa, &samir, &stranger] {
            for path in [&link, &format!("{link}/1.png"), &format!("{link}/1.svg")] {
                assert_eq!(person.get(path).await.status, StatusCode::NOT_FOUND, "{path}");
            }
        }
    }
}
