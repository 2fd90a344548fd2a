//! A withdrawn story leaves every draft, and the briefs that went out with its words are listed.

use super::cast::{Cast, WORDS, answers};
use axum::http::StatusCode;
use method::policy::Role;

on_both! {
    async fn a_withdrawal_empties_the_drafts_and_lists_what_went_out(ground) {
        let cast = Cast::on(ground).await;
        let (story, reference) = cast.quotable(&["p5"]).await;
        let (_, other) = cast.quotable(&["p5"]).await;
        let brief = cast.brief("fr", &format!("Un\n\n{reference}\n\nDeux\n\n{other}\n")).await;
        // A draft that cannot even be read must not keep her words.
        let broken = cast.brief("fr", &format!("{{{{extrait:1}}}} {reference}")).await;
        let [html, ..] = cast.issued(&brief, "parliament").await;
        assert!(cast.rajae.get("/recalls").await.body.contains("Rien à rappeler"));

        let done = cast.ilham.post(&format!("{story}/withdraw"), &[]).await;
        assert_eq!(done.status, StatusCode::OK);
        for part in ["Le récit est retiré", "Sortir du silence", "Parlement", "Commission des droits", "2026-03-02"] {
            assert!(done.body.contains(part), "{part}: {}", done.body);
        }
        let page = cast.rajae.get(&brief).await.body;
        assert!(!page.contains(&reference) && page.contains(&other) && page.contains("Un\n\nDeux"), "{page}");
        assert!(!cast.rajae.get(&broken).await.body.contains(&reference));
        let stale = cast.rajae.post(&brief, &answers("1", "fr", &reference)).await;
        assert_eq!(stale.status, StatusCode::CONFLICT, "an editor that was open does not bring her words back");

        let answer = cast.rajae.get(&html).await;
        assert_eq!(answer.status, StatusCode::CONFLICT);
        assert!(answer.body.contains("n’existe pas ou plus"), "{}", answer.body);
        let recalls = cast.rajae.get("/recalls").await.body;
        assert!(recalls.contains("Récit retiré") && recalls.contains("Commission des droits") && !recalls.contains(WORDS), "{recalls}");
    }
}

on_both! {
    async fn a_withdrawal_without_issues_says_that_there_is_nothing_to_call_back(ground) {
        let cast = Cast::on(ground).await;
        let (story, reference) = cast.quotable(&["p5"]).await;
        cast.brief("fr", &reference).await;
        let done = cast.ilham.post(&format!("{story}/withdraw"), &[]).await;
        assert!(done.body.contains("rien à rappeler"), "{}", done.body);
    }
}

on_both! {
    async fn recalls_are_for_those_who_act_on_them(ground) {
        let cast = Cast::on(ground).await;
        let latifa = cast.house.cast("latifa", Role::PanelChair, Some(0)).await;
        let (karima, houda, samir) = (cast.house.person("karima").await, cast.house.person("houda").await, cast.house.person("samir").await);
        for person in [&cast.rajae, &cast.zineb, &karima] {
            assert_eq!(person.get("/recalls").await.status, StatusCode::OK);
        }
        for person in [&cast.ilham, &houda, &latifa, &samir] {
            assert_eq!(person.get("/recalls").await.status, StatusCode::NOT_FOUND);
        }
    }
}

on_both! {
    async fn a_withdrawal_after_the_sign_off_stops_the_brief_and_says_so_until_what_is_left_was_saved(ground) {
        let cast = Cast::on(ground).await;
        let (story, reference) = cast.quotable(&["p5"]).await;
        let (_, other) = cast.quotable(&["p5"]).await;
        let brief = cast.brief("fr", &format!("Un\n\n{reference}\n\nDeux\n\n{other}\n")).await;
        cast.signed_off(&brief, "ministry").await;
        let pages = [brief.clone(), format!("{brief}/issue")];
        let said = "id=\"taken-out\"";
        for page in &pages {
            assert!(!cast.rajae.get(page).await.body.contains(said), "{page}");
        }
        cast.ilham.post(&format!("{story}/withdraw"), &[]).await;

        let issue = |version: &'static str| {
            let answers = [("version", version), ("addressee", "ministry"), ("to", "")];
            let (rajae, to) = (cast.rajae.clone(), format!("{brief}/issue"));
            async move { rajae.post(&to, &answers).await }
        };
        let refused = issue("1").await;
        assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY);
        assert!(refused.body.contains("vient de retirer son récit") && refused.body.contains(said), "{}", refused.body);
        let refused = issue("2").await;
        assert!(refused.body.contains("Aucune coordinatrice nationale"), "her yes was to other words: {}", refused.body);
        for (person, page) in [(&cast.rajae, &pages[0]), (&cast.rajae, &pages[1]), (&cast.zineb, &format!("{brief}/review"))] {
            let shown = person.get(page).await.body;
            assert!(shown.contains(said) && shown.contains("une conteuse a retiré son récit"), "{page}: {shown}");
        }

        // What is left is read and saved as it is: the notice goes, and a coordinator is asked anew.
        let left = format!("Un\n\nDeux\n\n{other}\n");
        assert_eq!(cast.rajae.post(&brief, &answers("2", "fr", &left)).await.location(), brief);
        assert!(!cast.rajae.get(&brief).await.body.contains(said));
        cast.signed_off(&brief, "ministry").await;
        assert_eq!(issue("3").await.status, StatusCode::SEE_OTHER);
    }
}
