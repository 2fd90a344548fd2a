//! Verifying a story: claims, safe means alone, a verdict that follows from what was found and stands as a badge in the library.

use super::cast::{Cast, WORDS};
use crate::sheet::{all, sent, sheet};
use axum::http::StatusCode;
use method::policy::Role;
use tests::Person;

const LIBRARY: &str = "/excerpts/library";
/// The sentences of the story, in the order of the page: before, what happened, why it matters.
const SENTENCES: [&str; 4] = [
    "Zellige-avant",
    "Avant, je ne disais rien à personne.",
    "Maintenant, je connais mes droits.",
    "Zellige-sens",
];

/// Sends what is said of each sentence: its number, how, and with which result; both may be empty.
async fn said(by: &Person, story: &str, claims: &[(&str, &str, &str)]) -> tests::Answer {
    let link = format!("{story}/verification");
    let page = by.get(&link).await;
    assert_eq!(page.status, StatusCode::OK);
    let begun = sheet(&page.body, &link);
    let mut answers: Vec<(String, String)> = begun
        .into_iter()
        .filter(|(name, _)| name == "layer" || name == "version")
        .collect();
    for (number, means, finding) in claims {
        answers.push(("claim".into(), (*number).into()));
        answers.push((format!("means-{number}"), (*means).into()));
        answers.push((format!("finding-{number}"), (*finding).into()));
    }
    by.post(&link, &sent(&answers)).await
}

/// Whether the library shows the excerpt with this badge.
async fn is_shown_as(by: &Person, badge: &str) -> bool {
    by.get(LIBRARY).await.body.contains(&format!(">{badge}</span>"))
}

/// Whether the library has the excerpt when it is narrowed to what is verified.
async fn is_among_verified(by: &Person) -> bool {
    let found = by.get(&format!("{LIBRARY}?verified=yes")).await.body;
    assert!(found.contains("name=\"verified\" value=\"yes\" checked"), "{found}");
    found.contains(WORDS)
}

on_both! {
    async fn claims_are_ticked_checked_and_lead_to_a_verdict_in_the_library(ground) {
        let cast = Cast::on(ground).await;
        let (story, _) = cast.quotable(&["p5"]).await;
        let houda = cast.house.person("houda").await;
        let link = format!("{story}/verification");
        assert!(houda.get(&story).await.body.contains(&format!("href=\"{link}\"")));
        let page = houda.get(&link).await.body;
        for sentence in SENTENCES {
            assert!(page.contains(&format!("<legend lang=\"fr\" dir=\"auto\">{sentence}</legend>")), "{sentence}: {page}");
        }
        assert!(!page.contains("Zellige-titre</legend>") && !page.contains("<select") && page.contains("Non vérifié"), "{page}");
        assert!(is_shown_as(&cast.rajae, "Non vérifié").await && !is_among_verified(&cast.rajae).await);

        // First which sentences state a fact, then what was found of each.
        assert_eq!(said(&houda, &story, &[("1", "", ""), ("2", "", "")]).await.location(), link);
        let page = houda.get(&link).await.body;
        assert_eq!(all(&sheet(&page, &link), "claim"), ["1", "2"]);
        assert_eq!(page.matches("<select").count(), 4);
        assert!(is_shown_as(&cast.rajae, "Non vérifié").await, "nobody has looked yet");
        for (claims, badge) in [
            ([("1", "consistency", "confirmed"), ("2", "", "not_checkable")], "Vérifié en partie"),
            ([("1", "consistency", "not_confirmed"), ("2", "", "not_checkable")], "Non confirmé"),
            ([("1", "", "not_checkable"), ("2", "", "not_checkable")], "Non vérifiable"),
            ([("1", "consistency", "confirmed"), ("2", "service_fact", "corrected")], "Vérifié"),
        ] {
            assert_eq!(said(&houda, &story, &claims).await.location(), link, "{badge}");
            assert!(is_shown_as(&cast.rajae, badge).await, "{badge}");
            assert_eq!(is_among_verified(&cast.rajae).await, badge == "Vérifié", "{badge}");
        }
        let page = houda.get(&link).await.body;
        assert_eq!(all(&sheet(&page, &link), "means-2"), ["service_fact"]);
        assert!(page.matches("houda, le 2 mars 2026").count() == 2, "{page}");
        assert!(!cast.rajae.get(LIBRARY).await.body.contains("houda"), "advocacy sees a verdict, not who found what");

        // What was checked is a text: with another one, all is to be looked at again.
        let edited = [("layers", "1"), ("title", "Zellige-titre"), ("context", "Zellige-avant"), ("description", "Avant, je me taisais."), ("significance", "Zellige-sens"), ("reason", "elle le demande")];
        assert_eq!(cast.ilham.post(&format!("{story}/edit"), &edited).await.location(), story);
        assert!(!is_among_verified(&cast.rajae).await);
        let page = houda.get(&link).await.body;
        assert!(page.contains("Le texte a été corrigé depuis") && page.contains("Avant, je me taisais.") && !page.contains("<select"), "{page}");
    }
}

on_both! {
    async fn nobody_contacts_her_to_verify_unless_she_allows_it(ground) {
        let cast = Cast::on(ground).await;
        let houda = cast.house.person("houda").await;
        let closed = cast.story(&["p5"], "2027-03-01").await;
        let notice = "ne la contactez pas pour vérifier";
        assert_eq!(said(&houda, &closed, &[("1", "", "")]).await.status, StatusCode::SEE_OTHER);
        let page = houda.get(&format!("{closed}/verification")).await.body;
        assert!(page.contains(notice) && !page.contains("value=\"follow_up\"") && !page.contains("value=\"read_back\""), "{page}");
        for means in ["follow_up", "read_back"] {
            let refused = said(&houda, &closed, &[("1", means, "confirmed"), ("2", "consistency", "confirmed")]).await;
            assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY, "{means}");
            assert!(refused.body.contains("Ce moyen demande de la contacter") && refused.body.contains("href=\"#claim-1\""), "{}", refused.body);
            let link = format!("{closed}/verification");
            assert_eq!(all(&sheet(&refused.body, &link), "means-2"), ["consistency"], "what was said is still there");
        }
        assert!(houda.get(&format!("{closed}/verification")).await.body.contains("Non vérifié"));
        // A means that there is not is none.
        let police = said(&houda, &closed, &[("1", "police", "confirmed")]).await;
        assert!(police.status == StatusCode::UNPROCESSABLE_ENTITY && police.body.contains("Dites à la fois comment"), "{}", police.body);
        // She heard it read already: that takes no contact.
        assert_eq!(cast.ilham.post(&format!("{closed}/read-back"), &[("approved", "yes")]).await.location(), closed);
        assert_eq!(said(&houda, &closed, &[("1", "read_back", "confirmed")]).await.status, StatusCode::SEE_OTHER);

        let open = cast.story(&["p5", "p9"], "2027-03-01").await;
        assert!(!houda.get(&format!("{open}/verification")).await.body.contains(notice));
        assert_eq!(said(&houda, &open, &[("1", "follow_up", "confirmed")]).await.status, StatusCode::SEE_OTHER);
        let taken = [("purpose", "9"), ("answer", "withdrawn"), ("manner", "spoken")];
        assert_eq!(cast.ilham.post(&format!("{open}/consent"), &taken).await.location(), open);
        let kept = said(&houda, &open, &[("1", "follow_up", "confirmed"), ("2", "consistency", "confirmed")]).await;
        assert_eq!(kept.status, StatusCode::SEE_OTHER, "what was found while she allowed it stays");
        let more = said(&houda, &open, &[("1", "follow_up", "confirmed"), ("2", "follow_up", "confirmed")]).await;
        assert_eq!(more.status, StatusCode::UNPROCESSABLE_ENTITY);
    }
}

on_both! {
    async fn an_analyst_alone_verifies_and_not_over_anothers_work(ground) {
        let cast = Cast::on(ground).await;
        let (story, _) = cast.quotable(&["p5"]).await;
        let link = format!("{story}/verification");
        let houda = cast.house.person("houda").await;
        let page = houda.get(&link).await.body;
        let begun: Vec<_> = sheet(&page, &link).into_iter().filter(|(name, _)| name != "claim").collect();
        let agadir = cast.house.cast("agadir", Role::Analyst, Some(1)).await;
        let latifa = cast.house.cast("latifa", Role::PanelChair, Some(0)).await;
        let (karima, samir) = (cast.house.person("karima").await, cast.house.person("samir").await);
        for person in [&cast.ilham, &cast.rajae, &cast.zineb, &agadir, &latifa, &karima, &samir] {
            assert_eq!(person.get(&link).await.status, StatusCode::NOT_FOUND);
            assert_eq!(person.post(&link, &sent(&begun)).await.status, StatusCode::NOT_FOUND);
            assert!(!person.get(&story).await.body.contains("Vérifier ce récit"));
        }
        assert_eq!(said(&houda, &story, &[("1", "consistency", "confirmed")]).await.location(), link);
        let stale = houda.post(&link, &sent(&begun)).await;
        assert!(stale.status == StatusCode::UNPROCESSABLE_ENTITY && stale.body.contains("vient de changer"), "{}", stale.body);
        assert!(is_shown_as(&cast.rajae, "Vérifié").await);
        let log = samir.get("/custody").await.body;
        assert_eq!(log.matches("Récit vérifié").count(), 1);
        assert!(!log.contains("Avant, je"), "{log}");
        // Without her yes to learning from it an analyst does not read it, and a withdrawn story has no sheet.
        let taken = [("purpose", "1"), ("answer", "withdrawn"), ("manner", "spoken")];
        assert_eq!(cast.ilham.post(&format!("{story}/consent"), &taken).await.location(), story);
        assert_eq!(houda.get(&link).await.status, StatusCode::NOT_FOUND);
        assert_eq!(cast.ilham.post(&format!("{story}/withdraw"), &[]).await.status, StatusCode::OK);
        assert_eq!(houda.get(&link).await.status, StatusCode::NOT_FOUND);
    }
}

on_both! {
    async fn what_is_not_verified_is_said_beside_the_excerpt_at_the_sign_off_and_before_the_brief_goes_out(ground) {
        let cast = Cast::on(ground).await;
        let (story, reference) = cast.quotable(&["p5"]).await;
        let brief = cast.brief("fr", &reference).await;
        let (review, issue) = (format!("{brief}/review"), format!("{brief}/issue"));
        let notice = "ou pas en entier : 1 sur 1";
        assert!(cast.rajae.get(&brief).await.body.contains(">Non vérifié</span>"));
        assert!(cast.zineb.get(&review).await.body.contains(notice));
        assert!(cast.rajae.get(&issue).await.body.contains(notice));

        let houda = cast.house.person("houda").await;
        said(&houda, &story, &[("1", "", ""), ("2", "", "")]).await;
        said(&houda, &story, &[("1", "consistency", "confirmed"), ("2", "service_fact", "confirmed")]).await;
        assert!(cast.rajae.get(&brief).await.body.contains(">Vérifié</span>"));
        for (person, page) in [(&cast.zineb, &review), (&cast.rajae, &issue)] {
            assert!(!person.get(page).await.body.contains("id=\"unverified\""), "{page}");
        }
    }
}
