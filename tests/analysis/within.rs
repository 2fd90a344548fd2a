//! Codes by one kind of groups within one group of another: what is printed, what is hidden, what opens behind a number.

use super::{HIDDEN, row};
use crate::coding::{code, give};
use axum::http::StatusCode;
use method::policy::Role;
use tests::{House, Person, borrowed, with};

/// Records so many stories at a site, in a domain, and gives the words of each a code, if there is one.
async fn coded(house: &House, by: &Person, analyst: &Person, place: (usize, usize), how_many: usize, code: &str) {
    let overview = house.overview().await;
    let (site, domain) = (
        overview.sites[place.0].id.to_string(),
        overview.domains[place.1].domain.id.to_string(),
    );
    for number in 0..how_many {
        let text = format!("Récit {number} dit ainsi.");
        let mut answers = house.aminas_story().await;
        for (name, value) in [("site", &site), ("domain", &domain), ("description", &text)] {
            answers = with(&answers, name, value);
        }
        let answer = by.post("/stories/new", &borrowed(&answers)).await;
        assert_eq!(answer.status, StatusCode::SEE_OTHER, "{}", answer.body);
        if !code.is_empty() {
            give(analyst, answer.location(), &text, &text, code).await;
        }
    }
}

on_both! {
    async fn codes_by_one_kind_stand_within_a_group_of_another(ground) {
        let house = House::open(ground).await;
        let (ilham, siham) = (house.cast("ilham", Role::Facilitator, Some(0)).await, house.cast("siham", Role::Facilitator, Some(1)).await);
        let houda = house.cast("houda", Role::Analyst, None).await;
        let threat = code(&houda, "Menace de mort").await;
        let overview = house.overview().await;
        let (site, agadir) = (overview.sites[0].id, overview.sites[1].id);
        let (first, second) = (overview.domains[0].domain.id, overview.domains[1].domain.id);
        coded(&house, &ilham, &houda, (0, 0), 6, &threat).await;
        coded(&house, &siham, &houda, (1, 0), 5, &threat).await;
        coded(&house, &siham, &houda, (1, 0), 1, "").await;
        coded(&house, &ilham, &houda, (0, 1), 7, &threat).await;

        // Marrakech, Agadir, Tangier, all.
        let page = houda.get(&format!("/analysis?by=site&within=domain:{first}")).await.body;
        assert_eq!(row(&page, "Menace de mort"), ["6", "5", "0", "11"]);
        assert_eq!(row(&page, "Récits codés"), ["6", "5", "0", "11"]);
        assert_eq!(page.matches("11 récits codés sur 12. Lecture partielle.").count(), 2, "on the chart and on the table: {page}");
        assert_eq!(page.matches("Seulement dans Domaine de changement").count(), 2, "{page}");
        assert!(page.contains(&format!("value=\"domain:{first}\" selected")), "{page}");
        let page = houda.get(&format!("/analysis?by=domain&within=site:{site}")).await.body;
        assert_eq!(row(&page, "Menace de mort")[..2], ["6", "7"]);
        let arabic = houda.clone().reading("ar").get(&format!("/analysis?by=site&within=domain:{second}")).await.body;
        assert!(arabic.contains("فقط ضمن مجال التغيير") && arabic.contains("7 من الحكايات مُرمَّزة من أصل 7"), "{arabic}");

        // Behind a number stand the passages of both groups, and of no others.
        let link = format!("/analysis/passages?code={threat}&group=site:{agadir}&within=domain:{first}");
        let page = houda.get(&format!("/analysis?by=site&within=domain:{first}")).await.body.replace("&amp;", "&");
        assert!(page.contains(&format!("href=\"{link}\"")), "{page}");
        assert_eq!(houda.get(&link).await.body.matches("</q>").count(), 5);
        let none = format!("/analysis/passages?code={threat}&group=site:{agadir}&within=domain:{second}");
        assert_eq!(houda.get(&none).await.body.matches("</q>").count(), 0);

        // One of Agadir in the second domain: hidden there, and in the first what would tell it, since the sums stand elsewhere.
        coded(&house, &siham, &houda, (1, 1), 1, &threat).await;
        assert_eq!(row(&houda.get("/analysis?by=site").await.body, "Menace de mort"), ["13", "6", "0", "19"]);
        assert_eq!(row(&houda.get("/analysis?by=domain").await.body, "Menace de mort")[..2], ["11", "8"]);
        for (domain, total) in [(first, "11"), (second, "8")] {
            let page = houda.get(&format!("/analysis?by=site&within=domain:{domain}")).await.body;
            assert_eq!(row(&page, "Menace de mort"), [HIDDEN, HIDDEN, "0", total]);
            assert_eq!(row(&page, "Récits codés"), [HIDDEN, HIDDEN, "0", total]);
        }
    }
}

on_both! {
    async fn what_is_no_group_of_another_kind_is_refused_at_its_field(ground) {
        let house = House::open(ground).await;
        let ilham = house.cast("ilham", Role::Facilitator, Some(0)).await;
        let houda = house.cast("houda", Role::Analyst, None).await;
        let threat = code(&houda, "Menace de mort").await;
        coded(&house, &ilham, &houda, (0, 0), 6, &threat).await;
        let site = house.overview().await.sites[0].id;
        let same = houda.get(&format!("/analysis?by=site&within=site:{site}")).await;
        assert_eq!(same.status, StatusCode::UNPROCESSABLE_ENTITY);
        assert!(same.body.contains("déjà de cette sorte") && same.body.contains(&format!("value=\"site:{site}\" selected")), "{}", same.body);
        assert!(!same.body.contains("<table"), "{}", same.body);
        let nonsense = houda.get("/analysis?by=site&within=x").await;
        assert!(nonsense.status == StatusCode::UNPROCESSABLE_ENTITY && nonsense.body.contains("n’existe pas ici"), "{}", nonsense.body);
        let nowhere = "/analysis?by=site&within=domain:00000000000000000000000000000001";
        assert_eq!(houda.get(nowhere).await.status, StatusCode::NOT_FOUND);
        let empty = houda.get("/analysis?by=site&within=direction:bad").await;
        assert!(empty.status == StatusCode::OK && empty.body.contains("Aucun récit codé"), "{}", empty.body);
        assert_eq!(houda.get("/analysis?by=site&within=").await.status, StatusCode::OK);
        let karima = house.cast("karima", Role::SiteCoordinator, Some(0)).await;
        assert_eq!(karima.get(&format!("/analysis?by=domain&within=site:{site}")).await.status, StatusCode::NOT_FOUND);
    }
}
