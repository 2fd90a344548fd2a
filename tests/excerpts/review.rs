//! Each replacement has its reason and stays in the log; a place is shown as widely as somebody chooses; what only those who were
//! there would know is blurred, or somebody else says why it may stay.

use super::{TEXT, approve, begun, quoted, saved, scene};
use crate::sheet::{all, changed, sent, sheet};
use axum::http::StatusCode;
use method::policy::Role;

const PLACES: &str = "Samira habite à Guéliz. Elle a pris le car à Marrakech et elle chante.";
const SAID: &str = "Il m’a dit « tu vas payer » et il est parti sans rien. Je chante.";

on_both! {
    async fn every_replacement_has_its_reason_and_the_saves_before_are_kept(ground) {
        let at = scene(ground, "fr", TEXT).await;
        let form = begun(&at.houda, &at.new).await;
        let begun = at.houda.get(&at.new).await.body;
        assert!(begun.contains("a la forme d’un numéro ou d’une adresse"), "{begun}");
        let form = changed(&changed(&form, "own_words", 0, "est revenue"), "own_with", 0, "a agi");
        let excerpt = saved(&at.houda, &at.new, &changed(&form, "own_kind", 0, "DETAIL")).await;
        let karima = at.house.cast("karima", Role::SiteCoordinator, Some(0)).await;
        let page = karima.get(&excerpt).await.body;
        let rows = page.split("id=\"replacements\"").nth(1).expect("a table").replace("<!>", "");
        assert!(rows.contains("0661 23 45 67") && rows.contains("a la forme d’un numéro"), "{rows}");
        assert!(rows.contains("est revenue") && rows.contains("vu par une personne") && rows.contains("[a agi]"), "{rows}");
        assert!(!page.contains("Enregistrements d’avant"));
        let revise = format!("{excerpt}/revise");
        let again = sheet(&at.houda.get(&revise).await.body, &revise);
        saved(&at.houda, &revise, &changed(&again, "do", 0, "omit")).await;
        let page = karima.get(&excerpt).await.body.replace("<!>", "");
        assert!(page.contains("Enregistrements d’avant : 1") && page.contains("<bdi>houda</bdi>"), "{page}");
        assert!(page.contains("accesskey=\"a\"") && page.contains("accesskey=\"r\""));
        let rajae = at.house.cast("rajae", Role::AdvocacyOfficer, None).await;
        assert_eq!(rajae.get(&excerpt).await.status, StatusCode::NOT_FOUND);
    }
}

on_both! {
    async fn a_place_is_shown_as_widely_as_somebody_chooses(ground) {
        let at = scene(ground, "fr", PLACES).await;
        let form = begun(&at.houda, &at.new).await;
        let page = at.houda.get(&at.new).await.body;
        for offered in ["Montrer : Marrakech", "Montrer : une grande ville", "Montrer : ville"] {
            assert!(page.contains(offered), "{offered}");
        }
        let kinds = all(&form, "kind");
        let places: Vec<usize> = (0..kinds.len()).filter(|n| kinds[*n] == "LOCATION").collect();
        let [quarter, city] = places[..] else { panic!("two places: {form:?}") };
        let wide = changed(&changed(&form, "do", quarter, "level_0"), "do", city, "level_0");
        let preview = at.houda.post(&at.new, &sent(&wide)).await.body;
        let again = sheet(&preview, &at.new);
        assert_eq!((all(&again, "with")[quarter], all(&again, "do")[quarter]), ("Marrakech", "replace"));
        assert_eq!(all(&again, "with")[city], "une grande ville");
        let wider = changed(&again, "do", quarter, "level_1");
        let excerpt = saved(&at.houda, &at.new, &wider).await;
        let shown = quoted(&at.houda.get(&excerpt).await.body);
        assert_eq!(shown.matches("[une grande ville]").count(), 2, "{shown}");
        for nonsense in ["level_9", "level_x", "level_"] {
            let answers = changed(&form, "do", quarter, nonsense);
            assert_eq!(at.houda.post(&at.new, &sent(&answers)).await.status, StatusCode::UNPROCESSABLE_ENTITY, "{nonsense}");
        }
    }
}

on_both! {
    async fn a_marked_detail_is_released_by_somebody_else_with_a_reason(ground) {
        let at = scene(ground, "fr", SAID).await;
        let karima = at.house.cast("karima", Role::SiteCoordinator, Some(0)).await;
        let excerpt = saved(&at.houda, &at.new, &begun(&at.houda, &at.new).await).await;
        let page = karima.get(&excerpt).await.body;
        assert!(page.contains("À regarder") && page.contains("paroles citées"), "{page}");
        let absent = karima.post(&excerpt, &[("version", "1"), ("step", "mark"), ("detail", "Zellige-absent")]).await;
        assert_eq!(absent.status, StatusCode::UNPROCESSABLE_ENTITY);
        assert!(absent.body.contains("Zellige-absent") && absent.body.contains("Ces mots ne sont pas dans l’extrait"));
        let mark = [("version", "1"), ("step", "mark"), ("detail", "« tu vas payer »")];
        assert_eq!(karima.post(&excerpt, &mark).await.location(), excerpt);
        assert_eq!(karima.post(&excerpt, &mark).await.status, StatusCode::UNPROCESSABLE_ENTITY, "somebody was faster");
        let held = approve(&karima, &excerpt).await;
        assert_eq!(held.status, StatusCode::UNPROCESSABLE_ENTITY);
        assert!(held.body.contains("Un détail signalé est encore dans l’extrait") && held.body.contains("Encore là"));
        for (who, why, sentence) in [
            (&karima, "Tout le quartier le répète.", "une autre personne dit s’il peut rester"),
            (&at.houda, " ", "Dites pourquoi ce détail peut rester"),
        ] {
            let answers = [("version", "2"), ("step", "release"), ("which", "0"), ("stay", why)];
            let refused = who.post(&excerpt, &answers).await;
            assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY, "{sentence}");
            assert!(refused.body.contains(sentence), "{sentence}");
        }
        assert_eq!(at.houda.post(&excerpt, &[("version", "2"), ("step", "unmark"), ("which", "0")]).await.status, StatusCode::UNPROCESSABLE_ENTITY);
        let released = [("version", "2"), ("step", "release"), ("which", "0"), ("stay", "Tout le quartier le répète.")];
        assert_eq!(at.houda.post(&excerpt, &released).await.location(), excerpt);
        let page = karima.get(&excerpt).await.body;
        assert!(page.contains("Peut rester") && page.contains("Tout le quartier le répète."), "{page}");
        assert_eq!(approve(&karima, &excerpt).await.location(), excerpt);
        let late = karima.post(&excerpt, &[("version", "4"), ("step", "mark"), ("detail", "il est parti")]).await;
        assert!(late.status == StatusCode::UNPROCESSABLE_ENTITY && late.body.contains("Rappelez-le d’abord"));
    }
}

on_both! {
    async fn a_marked_detail_that_is_blurred_holds_nothing_back(ground) {
        let at = scene(ground, "fr", SAID).await;
        let karima = at.house.cast("karima", Role::SiteCoordinator, Some(0)).await;
        let excerpt = saved(&at.houda, &at.new, &begun(&at.houda, &at.new).await).await;
        karima.post(&excerpt, &[("version", "1"), ("step", "mark"), ("detail", "« tu vas payer »")]).await;
        assert_eq!(approve(&karima, &excerpt).await.status, StatusCode::UNPROCESSABLE_ENTITY);
        let revise = format!("{excerpt}/revise");
        let form = sheet(&at.houda.get(&revise).await.body, &revise);
        let form = changed(&changed(&form, "own_words", 0, "« tu vas payer »"), "own_kind", 0, "OMISSION");
        saved(&at.houda, &revise, &form).await;
        assert!(karima.get(&excerpt).await.body.contains("Flouté"));
        assert_eq!(approve(&karima, &excerpt).await.location(), excerpt);
        // A mark that was a mistake is taken back by whoever set it.
        let other = saved(&at.houda, &at.new, &begun(&at.houda, &at.new).await).await;
        karima.post(&other, &[("version", "1"), ("step", "mark"), ("detail", "Je chante")]).await;
        assert_eq!(karima.post(&other, &[("version", "2"), ("step", "unmark"), ("which", "0")]).await.location(), other);
        assert!(karima.get(&excerpt).await.body.contains(&format!("href=\"{other}\"")), "the next one that waits is a step away");
        assert_eq!(approve(&karima, &other).await.location(), other);
    }
}
