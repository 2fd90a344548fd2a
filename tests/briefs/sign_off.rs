//! A coordinator's yes to exactly what stands there, before a brief goes out.

use super::cast::{Cast, OPENING, WORDS, answers, hidden, only_table, sign_off};
use axum::http::StatusCode;
use method::policy::Role;
use tests::{Answer, Person};

const NOBODY: &str = "Aucune coordinatrice nationale n’a donné son accord à cette version pour ce destinataire";

async fn issue(by: &Person, brief: &str, version: &str, addressee: &str) -> Answer {
    let answers = [("version", version), ("addressee", addressee), ("to", "")];
    by.post(&format!("{brief}/issue"), &answers).await
}

on_both! {
    async fn a_brief_goes_out_to_those_for_whom_a_coordinator_signed_it_off(ground) {
        let cast = Cast::on(ground).await;
        let (_, reference) = cast.quotable(&["p4", "p5"]).await;
        let brief = cast.brief("fr", &reference).await;
        let refused = issue(&cast.rajae, &brief, "1", "ministry").await;
        assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY);
        assert!(refused.body.contains(NOBODY) && refused.body.contains(&format!("{brief}/review")), "{}", refused.body);
        let page = cast.zineb.get(&format!("{brief}/review")).await.body;
        assert!(page.contains(WORDS) && page.contains("Sortir du silence"), "{page}");
        let print = hidden(&page, "print");
        cast.signed_off(&brief, "ministry").await;
        let page = cast.rajae.get(&format!("{brief}/issue")).await.body;
        assert!(page.contains("Accord de la coordination pour : Ministère"), "{page}");
        assert!(cast.rajae.get("/briefs").await.body.contains("Accord donné"));
        for other in ["parliament", "donor"] {
            let refused = issue(&cast.rajae, &brief, "1", other).await;
            assert!(refused.status == StatusCode::UNPROCESSABLE_ENTITY && refused.body.contains(NOBODY), "{other}");
        }
        assert_eq!(issue(&cast.rajae, &brief, "1", "ministry").await.location(), format!("{brief}#issues"));
        let page = cast.rajae.get(&brief).await.body;
        assert!(page.contains("Accord donné par") && page.contains("<bdi>zineb</bdi>"), "{page}");
        assert!(page.contains(&print), "what went out is what she read: {print} {page}");
    }
}

on_both! {
    async fn an_edit_makes_it_needed_again_and_a_save_without_one_does_not(ground) {
        let cast = Cast::on(ground).await;
        let brief = cast.brief("fr", "Un mot").await;
        cast.signed_off(&brief, "ministry").await;
        assert_eq!(cast.rajae.post(&brief, &answers("1", "fr", "Un mot")).await.location(), brief);
        assert!(cast.rajae.get(&format!("{brief}/issue")).await.body.contains("Accord de la coordination"));
        assert_eq!(cast.rajae.post(&brief, &answers("1", "fr", "Un autre mot")).await.location(), brief);
        assert!(!cast.rajae.get("/briefs").await.body.contains("Accord donné"));
        let refused = issue(&cast.rajae, &brief, "2", "ministry").await;
        assert!(refused.status == StatusCode::UNPROCESSABLE_ENTITY && refused.body.contains(NOBODY), "{}", refused.body);
        cast.signed_off(&brief, "ministry").await;
        assert_eq!(issue(&cast.rajae, &brief, "2", "ministry").await.status, StatusCode::SEE_OTHER);
    }
}

on_both! {
    async fn a_figure_that_changed_makes_it_needed_again(ground) {
        let cast = Cast::on(ground).await;
        let mut table = vec![("language", "fr"), ("caption", "Femmes"), ("table", "Clinique | Femmes\nAgadir | 132"), ("source", "Registre"), ("date", "2024"), ("hides", "yes")];
        assert_eq!(cast.rajae.post("/indicators/new", &table).await.location(), "/indicators");
        let id = only_table(&cast.rajae).await;
        let brief = cast.brief("fr", &format!("{{{{figure:{id}}}}}")).await;
        let read = cast.zineb.get(&format!("{brief}/review")).await.body;
        cast.signed_off(&brief, "donor").await;
        table[2].1 = "Clinique | Femmes\nAgadir | 140";
        table.push(("version", "1"));
        assert_eq!(cast.rajae.post(&format!("/indicators/{id}"), &table).await.location(), "/indicators");
        let refused = issue(&cast.rajae, &brief, "1", "donor").await;
        assert!(refused.status == StatusCode::UNPROCESSABLE_ENTITY && refused.body.contains(NOBODY), "{}", refused.body);
        // She still has the page with the older figure before her.
        let print = hidden(&read, "print");
        let late = [("step", "sign_off"), ("version", "1"), ("print", &print), ("to", "donor")];
        let late = cast.zineb.post(&format!("{brief}/review"), &late).await;
        assert_eq!(late.status, StatusCode::UNPROCESSABLE_ENTITY);
        assert!(late.body.contains("vient de changer") && late.body.contains("140"), "{}", late.body);
        assert!(late.body.contains("value=\"donor\" checked"), "her answer is kept: {}", late.body);
    }
}

on_both! {
    async fn who_wrote_a_version_does_not_sign_the_brief_off(ground) {
        let cast = Cast::on(ground).await;
        let samir = cast.house.person("samir").await;
        for (login, role) in [("rajae", "national_coordinator"), ("zineb", "advocacy_officer")] {
            let given = [("known_login", login), ("given_role", role), ("given_site", "all")];
            assert_eq!(samir.post("/people/roles", &given).await.location(), "/people");
        }
        let brief = cast.brief("fr", "Un mot").await;
        let link = format!("{brief}/review");
        let page = cast.rajae.get(&link).await.body;
        assert!(page.contains("une autre coordinatrice donne l’accord") && !page.contains("value=\"sign_off\""), "{page}");
        let print = hidden(&cast.zineb.get(&link).await.body, "print");
        let own = [("step", "sign_off"), ("version", "1"), ("print", &print), ("to", "press")];
        let refused = cast.rajae.post(&link, &own).await;
        assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY);
        assert!(refused.body.contains("une autre coordinatrice donne l’accord"));
        // Whoever wrote an earlier version is a writer, too.
        assert_eq!(cast.zineb.post(&brief, &answers("1", "fr", "Deux mots")).await.location(), brief);
        assert_eq!(cast.rajae.post(&brief, &answers("2", "fr", "Trois mots")).await.location(), brief);
        assert_eq!(sign_off(&cast.zineb, &brief, "press").await.status, StatusCode::UNPROCESSABLE_ENTITY);
        let nadia = cast.house.cast("nadia", Role::NationalCoordinator, None).await;
        assert_eq!(sign_off(&nadia, &brief, "press").await.location(), link);
    }
}

on_both! {
    async fn a_withdrawal_in_the_middle_stops_the_issue_and_names_the_excerpt(ground) {
        let cast = Cast::on(ground).await;
        let (story, reference) = cast.quotable(&["p5"]).await;
        let brief = cast.brief("fr", &reference).await;
        cast.signed_off(&brief, "ministry").await;
        let taken = [("purpose", "5"), ("answer", "withdrawn"), ("manner", "spoken")];
        assert_eq!(cast.ilham.post(&format!("{story}/consent"), &taken).await.location(), story);
        let refused = issue(&cast.rajae, &brief, "1", "ministry").await;
        assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY);
        assert!(refused.body.contains(OPENING) && refused.body.contains("a retiré son accord"), "{}", refused.body);
        let page = cast.zineb.get(&format!("{brief}/review")).await.body;
        assert!(page.contains(OPENING) && !page.contains(WORDS) && !page.contains("value=\"sign_off\""), "{page}");
    }
}

on_both! {
    async fn consent_is_asked_at_the_sign_off_for_each_of_its_readers(ground) {
        let cast = Cast::on(ground).await;
        let (_, reference) = cast.quotable(&["p5"]).await;
        let brief = cast.brief("fr", &reference).await;
        let refused = sign_off(&cast.zineb, &brief, "press").await;
        assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY);
        assert!(refused.body.contains(OPENING) && refused.body.contains("n’a pas donné son accord"), "{}", refused.body);
        let nobody = sign_off(&cast.zineb, &brief, "").await;
        assert!(nobody.status == StatusCode::UNPROCESSABLE_ENTITY && nobody.body.contains("Cochez au moins un destinataire"));
        // Words for those who pay alone are shown, and may go to them alone.
        let (_, reference) = cast.quotable(&["p4"]).await;
        let brief = cast.brief("fr", &reference).await;
        assert_eq!(sign_off(&cast.zineb, &brief, "partner").await.status, StatusCode::UNPROCESSABLE_ENTITY);
        cast.issued(&brief, "donor").await;
    }
}

on_both! {
    async fn a_withdrawn_story_ends_what_was_signed_off(ground) {
        let cast = Cast::on(ground).await;
        let (story, reference) = cast.quotable(&["p5"]).await;
        let (_, other) = cast.quotable(&["p5"]).await;
        let brief = cast.brief("fr", &format!("{reference}\n\n{other}")).await;
        cast.signed_off(&brief, "ministry").await;
        assert_eq!(cast.ilham.post(&format!("{story}/withdraw"), &[]).await.status, StatusCode::OK);
        let stale = issue(&cast.rajae, &brief, "1", "ministry").await;
        assert!(stale.status == StatusCode::UNPROCESSABLE_ENTITY && stale.body.contains("vient de retirer son récit"));
        let shorter = issue(&cast.rajae, &brief, "2", "ministry").await;
        assert!(shorter.status == StatusCode::UNPROCESSABLE_ENTITY && shorter.body.contains(NOBODY));
        let page = cast.rajae.get(&format!("{brief}/review")).await.body;
        assert!(page.contains("Des extraits d’un récit retiré ont été ôtés"), "{page}");
        let version = cast.rajae.get(&format!("{brief}/versions/2")).await.body;
        assert!(version.contains("<del>") && !version.contains(WORDS), "{version}");
    }
}

on_both! {
    async fn a_sign_off_is_taken_back_for_a_reason(ground) {
        let cast = Cast::on(ground).await;
        let brief = cast.brief("fr", "Un mot").await;
        cast.signed_off(&brief, "press").await;
        let link = format!("{brief}/review");
        let refused = cast.zineb.post(&link, &[("step", "take_back"), ("why", " ")]).await;
        assert!(refused.status == StatusCode::UNPROCESSABLE_ENTITY && refused.body.contains("Écrivez quelques mots"));
        let done = cast.zineb.post(&link, &[("step", "take_back"), ("why", "Zellige-doute.")]).await;
        assert_eq!(done.location(), link);
        let page = cast.rajae.get(&link).await.body;
        assert!(page.contains("Zellige-doute.") && page.contains("Accord repris") && !page.contains("id=\"signed\""), "{page}");
        let refused = issue(&cast.rajae, &brief, "1", "press").await;
        assert!(refused.status == StatusCode::UNPROCESSABLE_ENTITY && refused.body.contains(NOBODY));
    }
}

on_both! {
    async fn what_was_taken_back_after_it_went_out_is_handed_over_no_more(ground) {
        let cast = Cast::on(ground).await;
        let later = || cast.house.archive.set_clock(cast.house.archive.now() + chrono::TimeDelta::minutes(1));
        let brief = cast.brief("fr", "Un mot").await;
        let [html, ..] = cast.issued(&brief, "press").await;
        assert_eq!(cast.rajae.get(&html).await.status, StatusCode::OK);
        later();
        let link = format!("{brief}/review");
        assert_eq!(cast.zineb.post(&link, &[("step", "take_back"), ("why", "Zellige-doute.")]).await.location(), link);
        let held = cast.rajae.get(&html).await;
        assert!(held.status == StatusCode::CONFLICT && held.body.contains("L’accord a été repris"), "{}", held.body);
        later();
        cast.signed_off(&brief, "ministry").await;
        assert_eq!(cast.rajae.get(&html).await.status, StatusCode::CONFLICT, "a yes for others");
        later();
        cast.signed_off(&brief, "press").await;
        assert_eq!(cast.rajae.get(&html).await.status, StatusCode::OK);
    }
}
