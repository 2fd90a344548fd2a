//! What an excerpt shows of its teller: recorded by who makes or judges it, kept with her story, gone with it.

use super::{Scene, approve, begun, saved, scene};
use crate::sheet::{changed, sent, sheet};
use axum::http::StatusCode;
use method::policy::Role;

const TEXT: &str = "Je vis avec le VIH depuis la naissance de ma fille.";

async fn excerpt(at: &Scene) -> String {
    let form = begun(&at.houda, &at.new).await;
    saved(&at.houda, &at.new, &form).await
}

on_both! {
    async fn what_is_known_and_what_is_shown_are_kept(ground) {
        let at = scene(ground, "fr", TEXT).await;
        let excerpt = excerpt(&at).await;
        let link = format!("{excerpt}/shows");
        assert!(at.houda.get(&excerpt).await.body.contains("Personne n’a encore noté"));
        let page = at.houda.get(&link).await.body;
        assert!(page.contains("Personne n’a encore dit") && page.contains("Marrakech") && page.contains("2026-1"));
        assert_eq!(page.matches("Des mots de l’extrait y font penser").count(), 2, "HIV and children: {page}");
        let form = sheet(&page, &link);
        let form = changed(&changed(&form, "hiv", 0, "yes"), "shows_hiv", 0, "0");
        // Nothing is recorded of her age: it cannot be shown.
        let form = changed(&form, "shows_age", 0, "0");
        assert_eq!(at.houda.post(&link, &sent(&form)).await.location(), link);
        let again = sheet(&at.houda.get(&link).await.body, &link);
        assert!(again.contains(&("hiv".into(), "yes".into())) && again.contains(&("shows_hiv".into(), "0".into())));
        assert!(again.contains(&("shows_age".into(), String::new())));
        assert!(at.houda.get(&link).await.body.contains("parmi 1 personnes : trop peu"));
        assert!(at.houda.get(&excerpt).await.body.contains("est noté"));
        let stale = at.houda.post(&link, &sent(&form)).await;
        assert!(stale.status == StatusCode::UNPROCESSABLE_ENTITY && stale.body.contains("Une collègue vient de changer ceci"));
    }
}

on_both! {
    async fn an_approved_excerpt_stays_approved_and_a_revised_one_is_weighed_anew(ground) {
        let at = scene(ground, "fr", TEXT).await;
        let karima = at.house.cast("karima", Role::SiteCoordinator, Some(0)).await;
        let excerpt = excerpt(&at).await;
        let link = format!("{excerpt}/shows");
        approve(&karima, &excerpt).await;
        let form = changed(&changed(&sheet(&karima.get(&link).await.body, &link), "age", 0, "25_34"), "shows_age", 0, "1");
        assert_eq!(karima.post(&link, &sent(&form)).await.location(), link);
        let page = karima.get(&excerpt).await.body;
        assert!(page.contains("Approuvé") && page.contains("est noté"), "{page}");
        let version = sheet(&page, &excerpt).into_iter().find(|(name, _)| name == "version").expect("a version").1;
        let called_back = [("version", version.as_str()), ("step", "send_back"), ("why", "Trop précis.")];
        assert_eq!(karima.post(&excerpt, &called_back).await.location(), excerpt);
        let revise = format!("{excerpt}/revise");
        let mut form = sheet(&at.houda.get(&revise).await.body, &revise);
        form.push(("step".into(), "save".into()));
        assert_eq!(at.houda.post(&revise, &sent(&form)).await.status, StatusCode::SEE_OTHER);
        assert!(at.houda.get(&excerpt).await.body.contains("Personne n’a encore noté"), "other words may show something else");
    }
}

on_both! {
    async fn it_is_for_those_who_judge_excerpts_there(ground) {
        let at = scene(ground, "fr", TEXT).await;
        let excerpt = excerpt(&at).await;
        let link = format!("{excerpt}/shows");
        let rajae = at.house.cast("rajae", Role::AdvocacyOfficer, None).await;
        let omar = at.house.cast("omar", Role::SiteCoordinator, Some(1)).await;
        for person in [&rajae, &omar, &at.ilham] {
            assert_eq!(person.get(&link).await.status, StatusCode::NOT_FOUND);
            assert_eq!(person.post(&link, &[("version", "1"), ("hiv", "yes")]).await.status, StatusCode::NOT_FOUND);
        }
        let strange = [("version", "1"), ("age", "1000"), ("hiv", "<script>"), ("shows_hiv", "99"), ("shows_site", "-1")];
        assert_eq!(at.houda.post(&link, &strange).await.location(), link, "what is no value is not taken");
        assert!(at.houda.get(&link).await.body.contains("Rien de ce que l’on sait d’elle"));
        assert_eq!(at.ilham.post(&format!("{}/withdraw", at.story), &[]).await.status, StatusCode::OK);
        assert_eq!(at.houda.get(&link).await.status, StatusCode::NOT_FOUND);
    }
}
