//! Domains of change and their questions.

mod paper;
pub(crate) mod questions;
mod readings;

use crate::sheet::{changed, sent, sheet};
use axum::http::StatusCode;
use method::policy::Role;
use tests::House;

fn version_in(page: &str) -> String {
    let pattern = regex::Regex::new(r#"name="version" value="(\d+)""#).expect("a pattern");
    pattern.captures(page).map(|found| found[1].to_owned()).expect("a version")
}

on_both! {
    async fn the_template_has_three_clinics_and_five_domains_in_three_languages(ground) {
        let house = House::open(ground).await;
        for (tag, words) in [("fr", ["Tanger", "Tout autre changement"]), ("ar", ["طنجة", "أي تغيير آخر"]), ("en", ["Tangier", "Any other change"])] {
            let page = house.person("samir").await.reading(tag).get("/programme").await;
            for word in words {
                assert!(page.body.contains(word), "{tag}: {word}");
            }
        }
    }
}

on_both! {
    async fn any_other_change_cannot_be_removed(ground) {
        let house = House::open(ground).await;
        let samir = house.person("samir").await;
        let overview = house.overview().await;
        let (named, open) = (&overview.domains[0], overview.domains.last().expect("domains"));
        assert!(open.domain.is_open);
        let version = open.version.to_string();
        let refused = samir.post(&format!("/programme/domains/{}/remove", open.domain.id), &[("version", &version)]).await;
        assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY);
        assert!(refused.body.contains("reste toujours"));
        let version = named.version.to_string();
        let removed = samir.post(&format!("/programme/domains/{}/remove", named.domain.id), &[("version", &version)]).await;
        assert_eq!(removed.location(), "/programme");
        assert_eq!(house.overview().await.domains.len(), 4);
    }
}

on_both! {
    /// A picture stands beside the question wherever it is put: on the form, on a tablet, on paper.
    async fn a_domain_has_a_picture_for_whoever_does_not_read(ground) {
        let house = House::open(ground).await;
        let samir = house.person("samir").await;
        let nadia = house.cast("nadia", Role::Facilitator, Some(0)).await;
        let link = format!("/programme/domains/{}", house.overview().await.domains[0].domain.id);
        let before = nadia.get("/stories/new").await.body.matches("class=\"picture\"").count();
        let paper = nadia.get("/programme/kit/fr.pdf").await.body;
        let form = sheet(&samir.get(&link).await.body, &link);
        assert!(form.contains(&("pictogram".into(), String::new())), "none is chosen: {form:?}");
        for (name, pictures) in [("basket", before + 1), ("plant", before + 1), ("cannon", before), ("heart", before + 1)] {
            let form = sheet(&samir.get(&link).await.body, &link);
            assert_eq!(samir.post(&link, &sent(&changed(&form, "pictogram", 0, name))).await.location(), "/programme");
            let page = nadia.get("/stories/new").await.body;
            assert_eq!(page.matches("class=\"picture\"").count(), pictures, "{name}");
        }
        assert!(sheet(&samir.get(&link).await.body, &link).contains(&("pictogram".into(), "heart".into())));
        assert_eq!(house.overview().await.domains[0].domain.prompt.number, 1, "the words are the same");
        assert_ne!(nadia.get("/programme/kit/fr.pdf").await.body, paper, "it is printed on the card");
        let kit = crate::field::tablet::Tablet::enrolled(&house, &nadia).await.kit;
        let page = kit["pages"][0]["html"].as_str().expect("pages");
        assert_eq!(page.matches("class=\"picture\"").count(), before + 1);
    }
}

on_both! {
    async fn two_people_changing_one_domain_do_not_overwrite_each_other(ground) {
        let house = House::open(ground).await;
        let samir = house.person("samir").await;
        let id = house.overview().await.domains[0].domain.id;
        let link = format!("/programme/domains/{id}");
        let version = version_in(&samir.get(&link).await.body);
        let first = [("version", version.as_str()), ("label_fr", "Premier nom"), ("period_fr", "Depuis un an,")];
        assert_eq!(samir.post(&link, &first).await.location(), "/programme");
        let second = samir.post(&link, &[("version", &version), ("label_fr", "Second nom")]).await;
        assert_eq!(second.status, StatusCode::UNPROCESSABLE_ENTITY);
        assert!(second.body.contains("Second nom") && second.body.contains("vient de modifier"));
        let domain = house.overview().await.domains[0].domain.clone();
        assert_eq!((domain.label.fr.as_str(), domain.prompt.number), ("Premier nom", 2));
    }
}

on_both! {
    async fn a_facilitator_sees_the_programme_and_changes_nothing(ground) {
        let house = House::open(ground).await;
        let ilham = house.cast("ilham", Role::Facilitator, Some(0)).await;
        assert_eq!(ilham.get("/programme").await.status, StatusCode::OK);
        assert_eq!(ilham.post("/programme", &[("fr", "Nouveau")]).await.status, StatusCode::NOT_FOUND);
        let id = house.overview().await.domains[0].domain.id;
        assert_eq!(ilham.get(&format!("/programme/domains/{id}")).await.status, StatusCode::NOT_FOUND);
    }
}

on_both! {
    async fn two_programmes_do_not_see_each_other(ground) {
        let house = House::open(ground).await;
        let ilham = house.cast("ilham", Role::Facilitator, Some(0)).await;
        let story = house.record(&ilham).await;
        let (samir, warda) = house.second_programme("warda", Role::NationalCoordinator).await;
        assert!(warda.get("/programme").await.body.contains("Programme Rif"));
        assert_eq!(warda.get(&story).await.status, StatusCode::NOT_FOUND);
        assert_eq!(warda.post(&format!("{story}/withdraw"), &[]).await.status, StatusCode::NOT_FOUND);
        assert!(!warda.get("/stories").await.body.contains("Zellige"));
        let domain = house.overview().await.domains[0].domain.id;
        assert_eq!(warda.get(&format!("/programme/domains/{domain}")).await.status, StatusCode::NOT_FOUND);
        let people = samir.get("/people").await.body;
        assert!(people.contains("warda") && !people.contains("ilham"), "its team is its own");
        // Her story's site is none of the other programme's.
        let answers = tests::with(&house.aminas_story().await, "title", "Ailleurs");
        assert_eq!(warda.post("/stories/new", &tests::borrowed(&answers)).await.status, StatusCode::NOT_FOUND);
    }
}

on_both! {
    async fn whoever_works_in_two_programmes_chooses_and_nobody_enters_a_third(ground) {
        let house = House::open(ground).await;
        let (mut samir, warda) = house.second_programme("warda", Role::Facilitator).await;
        let page = samir.get("/programmes").await.body;
        assert!(page.contains("Programme Atlas") && page.contains("Programme Rif"));
        let first = house.signed_in("samir").await.memberships[0].programme.to_string();
        let chosen = samir.post("/programmes/choose", &[("programme", &first)]).await;
        samir.keep(&chosen);
        assert!(samir.get("/programme").await.body.contains("Programme Atlas"));
        assert_eq!(warda.post("/programmes/choose", &[("programme", &first)]).await.status, StatusCode::NOT_FOUND);
        assert_eq!(warda.post("/programmes", &[("name", "Autre"), ("period", "2026")]).await.status, StatusCode::NOT_FOUND);
        let refused = samir.post("/programmes", &[("name", "  "), ("period", "2027")]).await;
        assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY);
        assert!(refused.body.contains("value=\"2027\""));
    }
}

on_both! {
    async fn a_clinic_is_added_and_takes_stories(ground) {
        let house = House::open(ground).await;
        let samir = house.person("samir").await;
        let refused = samir.post("/programme/sites", &[("site_fr", " ")]).await;
        assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY);
        let added = samir.post("/programme/sites", &[("site_fr", "Oujda"), ("site_ar", "وجدة"), ("site_en", "Oujda")]).await;
        assert_eq!(added.location(), "/programme");
        let zineb = house.cast("zineb", Role::NationalCoordinator, None).await;
        let site = house.overview().await.sites[3].id.to_string();
        let story = tests::with(&house.aminas_story().await, "site", &site);
        let told = zineb.post("/stories/new", &tests::borrowed(&story)).await;
        assert_eq!(told.status, StatusCode::SEE_OTHER);
        assert!(zineb.get(told.location()).await.body.contains("Oujda"));
        let ilham = house.cast("ilham", Role::Facilitator, Some(0)).await;
        assert_eq!(ilham.post("/programme/sites", &[("site_fr", "Fès")]).await.status, StatusCode::NOT_FOUND);
    }
}

on_both! {
    async fn a_period_goes_one_stage_at_a_time_and_takes_stories_only_while_collecting(ground) {
        let house = House::open(ground).await;
        let samir = house.person("samir").await;
        let ilham = house.cast("ilham", Role::Facilitator, Some(0)).await;
        let round = house.overview().await.rounds[0].id;
        let link = format!("/programme/periods/{round}/advance");
        assert_eq!(ilham.post(&link, &[("stage", "collecting")]).await.status, StatusCode::NOT_FOUND);
        assert_eq!(samir.post(&link, &[("stage", "collecting")]).await.location(), "/programme");
        assert_eq!(samir.post(&link, &[("stage", "collecting")]).await.status, StatusCode::CONFLICT, "somebody was faster");
        let refused = ilham.post("/stories/new", &tests::borrowed(&house.aminas_story().await)).await;
        assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY);
        assert!(refused.body.contains("Zellige-titre"), "nothing typed is lost");
        assert_eq!(samir.post("/programme/periods", &[("period", "2027, 1er semestre")]).await.location(), "/programme");
        house.record(&ilham).await;
        for stage in ["selecting", "feeding_back"] {
            assert_eq!(samir.post(&link, &[("stage", stage)]).await.location(), "/programme", "{stage}");
        }
        assert_eq!(samir.post(&link, &[("stage", "closed")]).await.status, StatusCode::UNPROCESSABLE_ENTITY);
    }
}
