//! Where her words went: told whole by whoever tends her story, in short with a slip, and as a number to herself alone.

use super::cast::{Cast, WORDS};
use crate::receipts::{asked, given};
use axum::http::StatusCode;
use chrono::TimeDelta;
use method::policy::Role;

const TITLE: &str = "Sortir du silence";

/// A story of which two excerpts went to the ministry and one to the press, in Arabic, a day later; its path.
async fn gone_out(cast: &mut Cast) -> String {
    let story = cast.story(&["p5", "p6"], "2027-03-01").await;
    let (one, two) = (cast.excerpt(&story, 0, 36).await, cast.excerpt(&story, 37, 71).await);
    let both = cast
        .brief(
            "fr",
            &format!("{{{{excerpt:{one}}}}}\n\n{{{{excerpt:{two}}}}}\n\n{{{{excerpt:{one}}}}}"),
        )
        .await;
    cast.issued(&both, "ministry").await;
    cast.house.archive.set_clock(tests::opening_day() + TimeDelta::days(1));
    for (person, login) in [
        (&mut cast.ilham, "ilham"),
        (&mut cast.rajae, "rajae"),
        (&mut cast.zineb, "zineb"),
    ] {
        person.sign_in(login, tests::PASSWORD).await;
    }
    let one = cast.brief("ar", &format!("{{{{excerpt:{two}}}}}")).await;
    cast.issued(&one, "press").await;
    story
}

/// The cells of the rows of a table, without tags.
fn rows(page: &str) -> Vec<String> {
    let body = page.split("<tbody>").nth(1).and_then(|rest| rest.split("</tbody>").next());
    let tags = regex::Regex::new("<[^>]*>").expect("a pattern");
    let rows = body
        .unwrap_or_default()
        .split("</tr>")
        .map(|row| tags.replace_all(row, "|").into_owned());
    let cells = |row: String| row.split('|').filter(|cell| !cell.is_empty()).collect::<Vec<_>>().join(" | ");
    rows.map(cells).filter(|row| !row.is_empty()).collect()
}

on_both! {
    async fn whoever_tends_her_story_tells_her_which_briefs_hold_her_words(ground) {
        let mut cast = Cast::on(ground).await;
        let (other, _) = cast.quotable(&["p5"]).await;
        let story = gone_out(&mut cast).await;
        let link = format!("{story}/briefs");
        assert!(cast.ilham.get(&story).await.body.contains(&format!("href=\"{link}\"")));
        let page = cast.ilham.get(&link).await;
        assert_eq!(page.status, StatusCode::OK);
        let (newest, oldest) = ("3 mars 2026 | Presse | 1 | Arabe", "2 mars 2026 | Ministère ou autorité de l’État | 2 | Français");
        assert_eq!(rows(&page.body), [newest, oldest].map(|row| format!("{TITLE} | {row}")), "{}", page.body);
        for hidden in [WORDS, "mes droits", "Zellige", "Amal", "Commission des droits"] {
            assert!(!page.body.contains(hidden), "{hidden}: {}", page.body);
        }
        let nothing = cast.ilham.get(&format!("{other}/briefs")).await;
        assert!(nothing.status == StatusCode::OK && nothing.body.contains("Rien n’est sorti pour l’instant"), "{}", nothing.body);
        assert!(!nothing.body.contains(TITLE));
    }
}

on_both! {
    async fn nobody_else_learns_it_and_that_it_was_looked_up_is_noted(ground) {
        let mut cast = Cast::on(ground).await;
        let story = gone_out(&mut cast).await;
        let link = format!("{story}/briefs");
        let siham = cast.house.cast("siham", Role::Facilitator, Some(0)).await;
        let far = cast.house.cast("far", Role::SiteCoordinator, Some(1)).await;
        let latifa = cast.house.cast("latifa", Role::PanelChair, Some(0)).await;
        let (houda, karima, samir) = (cast.house.person("houda").await, cast.house.person("karima").await, cast.house.person("samir").await);
        let noted = "Parcours des paroles";
        assert!(!samir.get("/custody").await.body.contains(noted));
        for person in [&siham, &far, &latifa, &houda, &samir, &cast.rajae] {
            assert_eq!(person.get(&link).await.status, StatusCode::NOT_FOUND);
        }
        assert!(!samir.get("/custody").await.body.contains(noted));
        for person in [&karima, &cast.zineb] {
            assert_eq!(person.get(&link).await.status, StatusCode::OK);
        }
        assert_eq!(samir.get("/custody").await.body.matches(noted).count(), 2);
        assert_eq!(cast.ilham.post(&format!("{story}/withdraw"), &[]).await.status, StatusCode::OK);
        assert_eq!(karima.get(&link).await.status, StatusCode::NOT_FOUND, "what is left is for the recalls");
    }
}

on_both! {
    async fn with_a_slip_she_hears_to_whom_and_how_much_and_alone_how_many(ground) {
        let mut cast = Cast::on(ground).await;
        let (other, _) = cast.quotable(&["p5"]).await;
        let story = gone_out(&mut cast).await;
        let siham = cast.house.cast("siham", Role::Facilitator, Some(0)).await;
        let (slip, none) = (given(&cast.ilham, &story).await, given(&cast.ilham, &other).await);
        let page = asked(&siham, &slip.number, &[]).await.body;
        for said in ["3 mars 2026 : Presse. Extraits de son récit : 1.", "2 mars 2026 : Ministère ou autorité de l’État. Extraits de son récit : 2."] {
            assert!(page.contains(said), "{said}: {page}");
        }
        assert!(!page.contains(TITLE) && !page.contains("mes droits"), "{page}");
        assert!(asked(&siham, &none.number, &[]).await.body.contains("Rien n’est paru pour l’instant"));

        let amina = cast.house.nobody();
        let alone = amina.post("/appointment", &[("number", &slip.long)]).await.body;
        assert!(alone.contains("2. Destinataires : Ministère ou autorité de l’État, Presse."), "{alone}");
        for hidden in [TITLE, "3 mars 2026", "2 mars 2026", "mes droits", "Extraits"] {
            assert!(!alone.contains(hidden), "{hidden}: {alone}");
        }
        let alone = amina.post("/appointment", &[("number", &none.long)]).await.body;
        assert!(alone.contains("Rien n’est paru pour l’instant") && !alone.contains("Destinataires"), "{alone}");
    }
}
