//! Names, places, dates and numbers are suggested; a person decides; the same person is called the same in every excerpt.

use super::{TEXT, approve, begun, coded, quoted, saved, scene, told};
use crate::sheet::{all, changed, sent, sheet};
use axum::http::StatusCode;
use method::policy::Role;

on_both! {
    async fn what_was_found_is_replaced_the_same_everywhere(ground) {
        let at = scene(ground, "fr", TEXT).await;
        let form = begun(&at.houda, &at.new).await;
        let kinds = all(&form, "kind");
        for kind in ["PERSON", "LOCATION", "DATE", "PHONE"] {
            assert!(kinds.contains(&kind), "{kind} in {kinds:?}");
        }
        let excerpt = saved(&at.houda, &at.new, &form).await;
        let first = quoted(&at.houda.get(&excerpt).await.body);
        for said in ["Samira", "Tanger", "0661", "12 mars"] {
            assert!(!first.contains(said), "{first}");
        }
        let name = first.strip_prefix('[').and_then(|rest| rest.split(']').next()).expect("a name").to_owned();
        assert_eq!(first.matches(&format!("[{name}]")).count(), 2, "{first}");
        assert!(first.contains(" m’a accompagnée à [ville] le "), "{first}");
        // Another passage of the story, after a restart of the form: the same name for the same person.
        let new = coded(&at.houda, &at.story, TEXT, "Samira est revenue").await;
        let other = saved(&at.houda, &new, &begun(&at.houda, &new).await).await;
        assert_eq!(quoted(&at.houda.get(&other).await.body), format!("[{name}] est revenue"));
        // And for the teller herself.
        let pseudonym = all(&form, "pseudonym")[0].to_owned();
        assert!(!pseudonym.is_empty() && pseudonym != name);
        assert_eq!(all(&begun(&at.houda, &new).await, "pseudonym"), [pseudonym.as_str()]);
        for page in [&excerpt, &other] {
            let body = at.houda.get(page).await.body.replace("<!>", "");
            assert!(body.contains(&format!(">{pseudonym}*</bdi>")), "{body}");
        }
    }
}

on_both! {
    async fn arabic_names_give_way_to_arabic_ones(ground) {
        let text = "ذهبت مع أمينة إلى طنجة، ثم عادت أمينة وحدها.";
        let at = scene(ground, "ary", text).await;
        let form = begun(&at.houda, &at.new).await;
        let excerpt = saved(&at.houda, &at.new, &form).await;
        let page = at.houda.get(&excerpt).await.body;
        let shown = quoted(&page);
        assert!(!shown.contains("أمينة") && !shown.contains("طنجة") && shown.contains("[مدينة]"), "{shown}");
        let pseudonym = all(&form, "pseudonym")[0];
        assert!(pseudonym.chars().all(|letter| ('\u{0621}'..='\u{064A}').contains(&letter)), "{pseudonym}");
        assert!(page.contains("<bdi><mark data-kind=\"PERSON\""));
    }
}

on_both! {
    async fn each_suggestion_is_replaced_kept_or_left_out(ground) {
        let at = scene(ground, "fr", TEXT).await;
        let form = begun(&at.houda, &at.new).await;
        let kinds = all(&form, "kind");
        let (city, phone) = (kinds.iter().position(|kind| *kind == "LOCATION"), kinds.iter().position(|kind| *kind == "PHONE"));
        let form = changed(&form, "do", city.expect("a city"), "keep");
        let form = changed(&form, "do", phone.expect("a telephone"), "omit");
        let form = changed(&form, "with", 0, "Loubna");
        let preview = at.houda.post(&at.new, &sent(&form)).await;
        assert_eq!(preview.status, StatusCode::OK);
        assert!(preview.body.contains("L’extrait se lira ainsi"));
        let again = sheet(&preview.body, &at.new);
        assert_eq!((all(&again, "do"), all(&again, "with")), (all(&form, "do"), all(&form, "with")));
        // The second "Samira" is called otherwise on this sheet: the register wants one name for one person.
        let excerpt = saved(&at.houda, &at.new, &changed(&form, "with", 4, "Loubna")).await;
        let page = at.houda.get(&excerpt).await.body;
        let shown = quoted(&page);
        assert!(shown.starts_with("[Loubna] m’a accompagnée à Tanger") && shown.contains("[…]"), "{shown}");
        assert!(page.contains("Ces mots pourraient encore nommer") && page.contains("<li><bdi>Tanger</bdi></li>"), "what was kept is named");
        // Another person lets it go only if she says why it may stand there.
        let zineb = at.house.cast("zineb", Role::NationalCoordinator, None).await;
        let refused = approve(&zineb, &excerpt).await;
        assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY);
        assert!(refused.body.contains("sont des noms du registre") && refused.body.contains("name=\"because\""), "{}", refused.body);
        let because = [("version", "1"), ("step", "approve"), ("because", "Zellige : une ville de tous.")];
        assert_eq!(zineb.post(&excerpt, &because).await.location(), excerpt);
        let page = at.houda.get(&excerpt).await.body;
        assert!(page.contains("Approuvé") && page.contains("Zellige : une ville de tous."), "{page}");
    }
}

on_both! {
    async fn other_words_are_replaced_wherever_they_stand_in_the_passage(ground) {
        let text = "Le patron du café bleu a crié. Au café bleu, rien.";
        let at = scene(ground, "fr", text).await;
        let form = begun(&at.houda, &at.new).await;
        let own = |words: &str, kind: &str, with: &str| {
            let form = changed(&form, "own_words", 0, words);
            changed(&changed(&form, "own_kind", 0, kind), "own_with", 0, with)
        };
        let shown = at.houda.post(&at.new, &sent(&own("café  bleu", "ORG", ""))).await;
        let rows = sheet(&shown.body, &at.new);
        assert_eq!(all(&rows, "with").iter().filter(|with| **with == "organisation").count(), 2, "{rows:?}");
        assert_eq!(all(&rows, "own_words"), [""]);
        let excerpt = saved(&at.houda, &at.new, &own("café bleu", "OMISSION", "")).await;
        assert_eq!(quoted(&at.houda.get(&excerpt).await.body).matches("[…]").count(), 2);
        let mut absent = sent(&form);
        absent.retain(|(name, _)| *name != "own_words");
        absent.push(("own_words", "Zellige-absent"));
        let refused = at.houda.post(&at.new, &absent).await;
        assert!(refused.status == StatusCode::UNPROCESSABLE_ENTITY && refused.body.contains("Zellige-absent"));
        assert!(refused.body.contains("Ces mots ne sont pas dans le passage"));
    }
}

on_both! {
    async fn what_cannot_stand_for_a_name_is_refused_and_nothing_typed_is_lost(ground) {
        let at = scene(ground, "fr", TEXT).await;
        let form = begun(&at.houda, &at.new).await;
        let pseudonym = all(&form, "pseudonym")[0].to_owned();
        let long = "x".repeat(61);
        for (name, value, sentence) in [
            ("with", "", "écrivez ce que l’on montre à la place"),
            ("with", "[Nour]", "sans crochets"),
            ("with", long.as_str(), "sans crochets"),
            ("with", "Samira B.", "ce nom redit le vrai"),
            ("with", pseudonym.as_str(), "désigne déjà une autre personne"),
            ("pseudonym", "", "écrivez ce que l’on montre à la place"),
            ("pseudonym", "Nour]", "sans crochets"),
        ] {
            let answers = changed(&changed(&form, name, 0, value), "own_with", 0, "Zellige-gardé");
            let mut answers = sent(&answers);
            answers.push(("step", "save"));
            let refused = at.houda.post(&at.new, &answers).await;
            assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY, "{name}={value}");
            assert!(refused.body.contains(sentence), "{name}={value}: {}", refused.body);
            assert_eq!(all(&sheet(&refused.body, &at.new), name)[0], value);
        }
        assert!(at.houda.get("/excerpts").await.body.contains("Aucun extrait"));
        for (name, value) in [("from", "0x"), ("do", "publish"), ("kind", "NOBODY"), ("layer", "none"), ("part", "title")] {
            let mut answers = changed(&form, name, 0, value);
            answers.push(("step".into(), "save".into()));
            assert_eq!(at.houda.post(&at.new, &sent(&answers)).await.status, StatusCode::UNPROCESSABLE_ENTITY, "{name}");
        }
        let mut outside = changed(&form, "to", 0, "9999");
        outside.push(("step".into(), "save".into()));
        assert_eq!(at.houda.post(&at.new, &sent(&outside)).await.status, StatusCode::UNPROCESSABLE_ENTITY);
    }
}

on_both! {
    async fn who_is_called_something_in_one_excerpt_is_not_called_otherwise_in_another(ground) {
        let at = scene(ground, "fr", TEXT).await;
        saved(&at.houda, &at.new, &begun(&at.houda, &at.new).await).await;
        let new = coded(&at.houda, &at.story, TEXT, "Samira est revenue").await;
        let form = begun(&at.houda, &new).await;
        for name in ["with", "pseudonym"] {
            let kept = all(&form, name)[0].to_owned();
            let mut answers = changed(&form, name, 0, "Ikram");
            answers.push(("step".into(), "save".into()));
            let refused = at.houda.post(&new, &sent(&answers)).await;
            assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY, "{name}");
            assert!(refused.body.contains(&format!("s’appelle {kept}")), "{name}: {}", refused.body);
        }
    }
}

on_both! {
    async fn an_excerpt_stays_on_its_layer_and_says_so(ground) {
        let at = scene(ground, "fr", TEXT).await;
        let excerpt = saved(&at.houda, &at.new, &begun(&at.houda, &at.new).await).await;
        let before = quoted(&at.houda.get(&excerpt).await.body);
        assert!(!at.houda.get(&excerpt).await.body.contains("a été modifié depuis"));
        let edit = [
            ("layers", "1"),
            ("title", "Zellige-titre"),
            ("context", "Zellige-avant"),
            ("description", "Tout autre chose."),
            ("significance", "Zellige-sens"),
            ("reason", "demandé par elle"),
        ];
        assert_eq!(at.ilham.post(&format!("{}/edit", at.story), &edit).await.location(), at.story);
        let page = at.houda.get(&excerpt).await.body;
        assert!(page.contains("Le récit a été modifié depuis"));
        assert_eq!(quoted(&page), before);
        let zineb = at.house.cast("zineb", Role::NationalCoordinator, None).await;
        assert_eq!(approve(&zineb, &excerpt).await.location(), excerpt);
    }
}

on_both! {
    async fn only_an_analyst_of_the_story_makes_one(ground) {
        let at = scene(ground, "fr", TEXT).await;
        let form = begun(&at.houda, &at.new).await;
        let mut form = sent(&form);
        form.push(("step", "save"));
        for (login, role, site) in [
            ("autre", Role::Facilitator, Some(0)),
            ("latifa", Role::PanelChair, Some(0)),
            ("rajae", Role::AdvocacyOfficer, None),
            ("karima", Role::SiteCoordinator, Some(0)),
            ("agadir", Role::Analyst, Some(1)),
        ] {
            let person = at.house.cast(login, role, site).await;
            assert_eq!(person.get(&at.new).await.status, StatusCode::NOT_FOUND, "{login}");
            assert_eq!(person.post(&at.new, &form).await.status, StatusCode::NOT_FOUND, "{login}");
        }
        let (_, stranger) = at.house.second_programme("loin", Role::Analyst).await;
        assert_eq!(stranger.post(&at.new, &form).await.status, StatusCode::NOT_FOUND);
        let taken = at.ilham.post(&format!("{}/consent", at.story), &[("purpose", "1"), ("answer", "withdrawn"), ("manner", "spoken")]).await;
        assert_eq!(taken.location(), at.story);
        assert_eq!(at.houda.post(&at.new, &form).await.status, StatusCode::NOT_FOUND);
        for path in [format!("{}/excerpts/new", at.story), format!("{}/excerpts/new?coding=none", at.story)] {
            assert_eq!(at.houda.get(&path).await.status, StatusCode::NOT_FOUND, "{path}");
        }
    }
}

on_both! {
    async fn somebody_whom_another_story_calls_by_name_is_not_let_go_unseen(ground) {
        let first = "Tcharka est venue à la porte.";
        let at = scene(ground, "fr", first).await;
        let form = begun(&at.houda, &at.new).await;
        let own = [("own_words", "Tcharka"), ("own_kind", "PERSON"), ("own_with", "Loubna")];
        let form = own.into_iter().fold(form, |form, (name, value)| changed(&form, name, 0, value));
        saved(&at.houda, &at.new, &form).await;
        // No list knows this name, and the other story's register does not hold it.
        let second = "Avec Tcharka et Loubna, j’ai ouvert la porte.";
        let story = told(&at.house, &at.ilham, "fr", second).await;
        let new = coded(&at.houda, &story, second, second).await;
        let form = begun(&at.houda, &new).await;
        let form = match all(&form, "do").len() {
            0 => form,
            count => (0..count).fold(form, |form, nth| changed(&form, "do", nth, "keep")),
        };
        let excerpt = saved(&at.houda, &new, &form).await;
        let page = at.houda.get(&excerpt).await.body;
        assert!(page.contains("Ces mots pourraient encore nommer") && page.contains("<li><bdi>Tcharka</bdi></li>"), "{page}");
        let zineb = at.house.cast("zineb", Role::NationalCoordinator, None).await;
        let refused = approve(&zineb, &excerpt).await;
        assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY);
        assert!(refused.body.contains("sont des noms du registre"), "{}", refused.body);
        let because = [("version", "1"), ("step", "approve"), ("because", "Un surnom que trois quartiers portent.")];
        assert_eq!(zineb.post(&excerpt, &because).await.location(), excerpt);
    }
}
