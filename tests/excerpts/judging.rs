//! Another person lets an excerpt go, or sends it back; never its maker, never unseen.

use super::{TEXT, approve, begun, quoted, saved, scene};
use crate::sheet::{all, changed, sent, sheet};
use axum::http::StatusCode;
use method::policy::Role;

on_both! {
    async fn its_maker_cannot_approve_it_and_another_can(ground) {
        let at = scene(ground, "fr", TEXT).await;
        let excerpt = saved(&at.houda, &at.new, &begun(&at.houda, &at.new).await).await;
        let own = at.houda.get(&excerpt).await.body;
        assert!(!own.contains("value=\"approve\"") && own.contains("Une autre personne que vous doit"));
        assert!(own.contains("<mark data-kind=\"PERSON\" class=\"identifier\">Samira</mark>"), "both texts stand side by side");
        let refused = at.houda.post(&excerpt, &[("version", "1"), ("step", "approve")]).await;
        assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY);
        assert!(refused.body.contains("Vous avez fait cet extrait"));
        let nabila = at.house.cast("nabila", Role::Analyst, Some(0)).await;
        let list = nabila.get("/excerpts").await.body;
        assert!(list.contains("À approuver par vous") && list.contains(&excerpt));
        assert!(!list.contains("Samira") && !list.contains("0661"), "a list shows what may be quoted");
        assert!(at.houda.get("/excerpts").await.body.contains("Les vôtres"));
        assert_eq!(approve(&nabila, &excerpt).await.location(), excerpt);
        assert!(nabila.get(&excerpt).await.body.contains("Approuvé"));
        assert!(at.houda.get("/excerpts").await.body.contains("Approuvés"));
        let twice = nabila.post(&excerpt, &[("version", "2"), ("step", "approve")]).await;
        assert!(twice.status == StatusCode::UNPROCESSABLE_ENTITY && twice.body.contains("Rappelez-le d’abord"));
    }
}

on_both! {
    async fn what_is_sent_back_is_revised_by_its_maker_and_waits_again(ground) {
        let at = scene(ground, "fr", TEXT).await;
        let karima = at.house.cast("karima", Role::SiteCoordinator, Some(0)).await;
        let excerpt = saved(&at.houda, &at.new, &begun(&at.houda, &at.new).await).await;
        let silent = karima.post(&excerpt, &[("version", "1"), ("step", "send_back"), ("why", " ")]).await;
        assert!(silent.status == StatusCode::UNPROCESSABLE_ENTITY && silent.body.contains("Dites pourquoi"));
        let back = [("version", "1"), ("step", "send_back"), ("why", "Zellige-raison : le métier la trahit")];
        assert_eq!(karima.post(&excerpt, &back).await.location(), excerpt);
        let page = at.houda.get(&excerpt).await.body;
        assert!(page.contains("Zellige-raison : le métier la trahit") && page.contains("Renvoyé"));
        assert!(approve(&karima, &excerpt).await.body.contains("La personne qui l’a fait doit d’abord"));
        let revise = format!("{excerpt}/revise");
        assert_eq!(karima.get(&revise).await.status, StatusCode::NOT_FOUND, "she makes no excerpts");
        let nabila = at.house.cast("nabila", Role::Analyst, None).await;
        assert_eq!(nabila.get(&revise).await.location(), excerpt, "another's is not hers to change");
        let page = at.houda.get(&revise).await.body;
        assert!(page.contains("Zellige-raison"));
        let form = sheet(&page, &revise);
        let form = changed(&changed(&form, "own_words", 0, "est revenue"), "own_kind", 0, "DETAIL");
        let form = changed(&form, "own_with", 0, "a agi");
        assert_eq!(saved(&at.houda, &revise, &form).await, excerpt);
        let page = karima.get(&excerpt).await.body;
        assert!(quoted(&page).ends_with("[a agi]."), "{}", quoted(&page));
        assert_eq!(approve(&karima, &excerpt).await.location(), excerpt);
        assert_eq!(at.houda.get(&revise).await.location(), excerpt, "an approved one is called back first");
    }
}

on_both! {
    async fn what_was_kept_stays_kept_when_it_is_revised(ground) {
        let at = scene(ground, "fr", TEXT).await;
        let form = begun(&at.houda, &at.new).await;
        let city = all(&form, "kind").iter().position(|kind| *kind == "LOCATION").expect("a city");
        let excerpt = saved(&at.houda, &at.new, &changed(&form, "do", city, "keep")).await;
        let revise = format!("{excerpt}/revise");
        let again = sheet(&at.houda.get(&revise).await.body, &revise);
        assert_eq!(all(&again, "do")[city], "keep");
        assert_eq!(all(&again, "from"), all(&form, "from"));
    }
}

on_both! {
    async fn nobody_approves_what_she_has_not_read(ground) {
        let at = scene(ground, "fr", TEXT).await;
        let (karima, zineb) = (
            at.house.cast("karima", Role::SiteCoordinator, Some(0)).await,
            at.house.cast("zineb", Role::NationalCoordinator, None).await,
        );
        let excerpt = saved(&at.houda, &at.new, &begun(&at.houda, &at.new).await).await;
        let revise = format!("{excerpt}/revise");
        let form = sheet(&at.houda.get(&revise).await.body, &revise);
        let late = form.clone();
        assert_eq!(saved(&at.houda, &revise, &changed(&form, "do", 0, "omit")).await, excerpt);
        let stale = karima.post(&excerpt, &[("version", "1"), ("step", "approve")]).await;
        assert_eq!(stale.status, StatusCode::UNPROCESSABLE_ENTITY);
        assert!(stale.body.contains("L’extrait vient de changer"));
        let mut late = changed(&late, "with", 0, "Zellige-tard");
        late.push(("step".into(), "save".into()));
        let lost = at.houda.post(&revise, &sent(&late)).await;
        assert_eq!(lost.status, StatusCode::UNPROCESSABLE_ENTITY);
        assert!(lost.body.contains("Zellige-tard") && lost.body.contains("vient de changer"));
        // Two judges at once: one decides, the other is told.
        let answers = [("version", "2"), ("step", "approve")];
        let (one, other) = tokio::join!(karima.post(&excerpt, &answers), zineb.post(&excerpt, &answers));
        let mut answers = [one.status, other.status];
        answers.sort();
        assert_eq!(answers, [StatusCode::SEE_OTHER, StatusCode::UNPROCESSABLE_ENTITY]);
    }
}

on_both! {
    async fn an_approved_one_is_called_back_by_its_maker_too(ground) {
        let at = scene(ground, "fr", TEXT).await;
        let karima = at.house.cast("karima", Role::SiteCoordinator, Some(0)).await;
        let excerpt = saved(&at.houda, &at.new, &begun(&at.houda, &at.new).await).await;
        assert_eq!(approve(&karima, &excerpt).await.location(), excerpt);
        assert!(at.houda.get(&excerpt).await.body.contains("Rappeler"));
        let back = [("version", "2"), ("step", "send_back"), ("why", "un doute")];
        assert_eq!(at.houda.post(&excerpt, &back).await.location(), excerpt);
        assert!(karima.get(&excerpt).await.body.contains("Renvoyé"));
        let list = karima.get("/excerpts").await.body;
        assert!(list.contains("Renvoyés") && !list.contains("Approuvés"));
    }
}

on_both! {
    async fn who_may_not_judge_sees_no_excerpt_at_all(ground) {
        let at = scene(ground, "fr", TEXT).await;
        let excerpt = saved(&at.houda, &at.new, &begun(&at.houda, &at.new).await).await;
        let nothing = at.houda.get("/excerpts/00000000000000000000000000000000").await;
        assert_eq!(nothing.status, StatusCode::NOT_FOUND);
        let answers = [("version", "1"), ("step", "approve")];
        for (login, role, site, lists) in [
            ("autre", Role::Facilitator, Some(0), false),
            ("latifa", Role::PanelChair, Some(0), false),
            ("rajae", Role::AdvocacyOfficer, None, false),
            ("admin2", Role::Administrator, None, false),
            ("agadir", Role::SiteCoordinator, Some(1), true),
        ] {
            let person = at.house.cast(login, role, site).await;
            let page = person.get(&excerpt).await;
            assert_eq!(page.status, StatusCode::NOT_FOUND, "{login}");
            assert_eq!(person.get(&format!("{excerpt}/revise")).await.status, StatusCode::NOT_FOUND, "{login}");
            assert_eq!(person.post(&excerpt, &answers).await.status, StatusCode::NOT_FOUND, "{login}");
            let list = person.get("/excerpts").await;
            assert_eq!(list.status == StatusCode::OK, lists, "{login}");
            assert!(!list.body.contains(&excerpt), "{login}");
        }
        let (_, stranger) = at.house.second_programme("loin", Role::Analyst).await;
        assert_eq!(stranger.get(&excerpt).await.status, StatusCode::NOT_FOUND);
        assert_eq!(stranger.post(&excerpt, &answers).await.status, StatusCode::NOT_FOUND);
        assert!(stranger.get("/excerpts").await.body.contains("Aucun extrait"));
        assert_eq!(at.houda.post(&excerpt, &[("step", "publish")]).await.status, StatusCode::UNPROCESSABLE_ENTITY);
    }
}
