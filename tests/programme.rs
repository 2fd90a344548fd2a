//! Domains of change and their questions.

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
