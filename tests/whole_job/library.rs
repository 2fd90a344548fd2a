//! After the whole job the library says at which levels panels chose the story, and why by codes, never in the panels' own words.

use super::{Job, found};
use crate::coding::code;
use crate::panels::WHY;
use axum::http::StatusCode;

on_both! {
    async fn an_excerpt_stands_with_the_levels_that_chose_it_and_the_codes_of_their_reasons(ground) {
        let job = Job::done(ground).await;
        let houda = job.house.person("houda").await;
        let reasons = format!("{}/codes", job.site_panel);
        let threat = code(&houda, "Menace de mort").await;
        let version = found(r#"name="version" value="(\d+)""#, &houda.get(&reasons).await.body);
        let coded = houda.post(&reasons, &[("version", &version), ("why-0", &threat)]).await;
        assert_eq!(coded.status, StatusCode::SEE_OTHER, "{}", coded.body);
        let rajae = job.house.person("rajae").await;
        let page = rajae.get("/excerpts/library").await.body;
        for said in ["Relu et approuvé", "Choisi : Comité de la clinique", "Choisi : Comité national", "Menace de mort", "Plainte et recours", "en douze mois : 1 sur 2", &job.excerpt] {
            assert!(page.contains(said), "{said}: {page}");
        }
        for hidden in [WHY, "Samira", "Mon nom au guichet", &job.story] {
            assert!(!page.contains(hidden), "{hidden}: {page}");
        }
        let level = found(r#"<option value="([0-9a-f]{32})"[^>]*>Choisi : Comité national"#, &page);
        assert!(rajae.get(&format!("/excerpts/library?choice={level}&read_back=yes")).await.body.contains(&job.excerpt));
        assert!(!rajae.get("/excerpts/library?choice=none").await.body.contains(&job.excerpt));
    }
}
