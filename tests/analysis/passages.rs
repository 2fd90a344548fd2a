//! Every figure opens the passages behind it.

use super::{coded_at, told_at};
use crate::coding::{code, give};
use axum::http::StatusCode;
use method::policy::Role;
use regex::Regex;
use tests::House;

on_both! {
    async fn a_figure_opens_what_was_counted(ground) {
        let house = House::open(ground).await;
        let (ilham, siham) = (house.cast("ilham", Role::Facilitator, Some(0)).await, house.cast("siham", Role::Facilitator, Some(1)).await);
        let houda = house.cast("houda", Role::Analyst, None).await;
        let threat = code(&houda, "Menace de mort").await;
        coded_at(&house, &ilham, &houda, 0, 2, &threat).await;
        let text = "خوفني بزاف 🌱 et puis rien.";
        let story = told_at(&house, &siham, 1, text).await;
        give(&houda, &story, text, "خوفني بزاف 🌱", &threat).await;
        let page = houda.get("/analysis").await.body;
        let links = Regex::new(r#"href="(/analysis/passages\?code=[0-9a-f]{32}(?:&amp;|&)group=site:[0-9a-f]{32})""#).expect("a pattern");
        let links: Vec<String> = links.captures_iter(&page).map(|found| found[1].replace("&amp;", "&")).collect();
        let of_threat: Vec<&String> = links.iter().filter(|link| link.contains(&threat)).collect();
        let agadir = house.overview().await.sites[1].id.to_string();
        let link = of_threat.iter().find(|link| link.ends_with(&agadir)).expect("a link for Agadir");
        let opened = houda.get(link).await.body;
        assert!(opened.contains("خوفني بزاف 🌱</q>") && opened.contains("Agadir") && !opened.contains("Récit 0"), "{opened}");
        assert!(opened.contains(&format!("href=\"{story}\"")));
        let all = houda.get(&format!("/analysis/passages?code={threat}")).await.body;
        assert_eq!(all.matches("</q>").count(), 3);

        // Words that were edited away are shown as they were, and said to be.
        let karima = house.cast("karima", Role::SiteCoordinator, Some(1)).await;
        let edit = crate::sheet::sheet(&karima.get(&format!("{story}/edit")).await.body, &format!("{story}/edit"));
        let edit = crate::sheet::changed(&crate::sheet::changed(&edit, "description", 0, "Autre chose."), "reason", 0, "relecture");
        assert_eq!(karima.post(&format!("{story}/edit"), &crate::sheet::sent(&edit)).await.status, StatusCode::SEE_OTHER);
        assert!(houda.get(link).await.body.contains("Texte modifié depuis"));

        for path in [
            "/analysis/passages".to_owned(),
            "/analysis/passages?code=x".into(),
            format!("/analysis/passages?code={threat}&group=site:x"),
            format!("/analysis/passages?code={threat}&skip=-1"),
            "/analysis/passages?code=00000000000000000000000000000000".into(),
        ] {
            assert_eq!(houda.get(&path).await.status, StatusCode::NOT_FOUND, "{path}");
        }
    }
}

on_both! {
    async fn many_passages_are_paged(ground) {
        let house = House::open(ground).await;
        let ilham = house.cast("ilham", Role::Facilitator, Some(0)).await;
        let houda = house.cast("houda", Role::Analyst, None).await;
        let threat = code(&houda, "Menace de mort").await;
        let words: Vec<String> = (0..52).map(|number| format!("mot{number:02}")).collect();
        let text = words.join(" ");
        let story = told_at(&house, &ilham, 0, &text).await;
        for word in &words {
            give(&houda, &story, &text, word, &threat).await;
        }
        let first = houda.get(&format!("/analysis/passages?code={threat}")).await.body;
        assert_eq!(first.matches("</q>").count(), 50);
        assert!(first.contains("rel=\"next\"") && !first.contains("rel=\"prev\""));
        let second = houda.get(&format!("/analysis/passages?code={threat}&skip=50")).await.body;
        assert_eq!(second.matches("</q>").count(), 2);
        assert!(!second.contains("rel=\"next\"") && second.contains("rel=\"prev\""));
    }
}
