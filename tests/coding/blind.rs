//! Coders who do not see each other's codings: nowhere, until the coordination lifts it.

use super::batch::give_all;
use super::{code, give, marked, told};
use crate::analysis::row;
use axum::http::StatusCode;
use method::policy::Role;
use regex::Regex;
use tests::{Ground, House, Person};

const TOLD: &str = "خفت بزاف من داك الراجل، ومن بعد مشيت للمحكمة.";

/// Two coders who both coded one story, and the coordinator.
struct Team {
    house: House,
    houda: Person,
    nabila: Person,
    zineb: Person,
    story: String,
    threat: String,
    plea: String,
}

impl Team {
    async fn at_work(ground: Ground) -> Self {
        let house = House::open(ground).await;
        let ilham = house.cast("ilham", Role::Facilitator, Some(0)).await;
        let zineb = house.cast("zineb", Role::NationalCoordinator, None).await;
        let houda = house.cast("houda", Role::Analyst, None).await;
        let nabila = house.cast("nabila", Role::Analyst, Some(0)).await;
        let story = told(&house, &ilham, "ary", TOLD).await;
        let (threat, plea) = (code(&houda, "Menace de mort").await, code(&houda, "Plainte et recours").await);
        give(&houda, &story, TOLD, "داك الراجل", &threat).await;
        give(&nabila, &story, TOLD, "للمحكمة", &plea).await;
        nabila.post(&format!("{story}/memos"), &[("memo", "Zellige-nabila")]).await;
        Self {
            house,
            houda,
            nabila,
            zineb,
            story,
            threat,
            plea,
        }
    }

    async fn switch(&self, blind: &str) {
        let answer = self.zineb.post("/programme/coding", &[("blind", blind)]).await;
        assert_eq!(answer.location(), "/programme#coding", "{}", answer.body);
    }
}

on_both! {
    async fn a_blind_coder_sees_her_own_codings_alone_and_all_again_afterwards(ground) {
        let team = Team::at_work(ground).await;
        let link = format!("{}/code", team.story);
        let open = team.houda.get(&link).await.body;
        assert!(marked(&open).len() == 2 && open.contains("Zellige-nabila"));
        team.switch("yes").await;
        let blind = team.houda.get(&link).await.body;
        assert_eq!(marked(&blind), ["داك الراجل"]);
        assert!(blind.contains("Codage à l’aveugle") && !blind.contains("nabila"), "{blind}");
        assert_eq!(marked(&team.nabila.get(&link).await.body), ["للمحكمة"]);
        // What she does not see she can neither take away nor write on.
        let takes = Regex::new(r#"name="take" value="([0-9a-f]{32})""#).expect("a pattern");
        let seen: Vec<_> = takes.captures_iter(&blind).map(|found| found[1].to_owned()).collect();
        let hidden = takes.captures_iter(&open).map(|found| found[1].to_owned()).find(|id| !seen.contains(id)).expect("nabila's");
        assert_eq!(team.houda.post(&link, &[("take", &hidden)]).await.status, StatusCode::NOT_FOUND);
        let memo = [("about", hidden.as_str()), ("memo", "a")];
        assert_eq!(team.houda.post(&format!("{}/memos", team.story), &memo).await.status, StatusCode::NOT_FOUND);
        // The same words and code from both: each keeps hers.
        give(&team.houda, &team.story, TOLD, "للمحكمة", &team.plea).await;
        team.switch("no").await;
        let after = team.houda.get(&link).await.body;
        assert_eq!(after.matches("name=\"take\"").count(), 3);
        assert!(after.contains("Zellige-nabila") && !after.contains("Codage à l’aveugle"));
    }
}

on_both! {
    async fn no_count_and_no_list_tells_a_blind_coder_of_others(ground) {
        let team = Team::at_work(ground).await;
        let line = |page: &str, label: &str| {
            let (_, rest) = page.split_once(&format!(">{label}<")).expect("the code");
            rest.split("</li>").next().unwrap_or_default().to_owned()
        };
        let passages = format!("/analysis/passages?code={}", team.plea);
        assert!(line(&team.houda.get("/codebook").await.body, "Plainte et recours").contains("moins de 5 passages"));
        assert!(team.houda.get(&passages).await.body.contains("للمحكمة"));
        team.switch("yes").await;
        let book = team.houda.get("/codebook").await.body;
        assert!(!line(&book, "Plainte et recours").contains("passage"), "{book}");
        assert!(line(&book, "Menace de mort").contains("moins de 5 passages"), "her own are counted");
        assert!(!team.houda.get(&passages).await.body.contains("للمحكمة"));
        assert!(team.houda.get(&format!("/analysis/passages?code={}", team.threat)).await.body.contains("داك الراجل"));
        // A code that only others gave cannot be removed, and how often they gave it is not said.
        let refused = team.houda.post(&format!("/codebook/{}/remove", team.plea), &[("version", "1")]).await;
        assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY);
        assert!(refused.body.contains("D’autres codeuses ont donné ce code") && !refused.body.contains("Des passages ou des raisons"));
        // Neither search by code nor what it is narrowed by.
        team.house.archive.search().ready().await.expect("an index");
        let search = team.houda.post("/search", &[("q", ""), ("code", &team.plea)]).await;
        assert!(!search.body.contains(&team.story), "{}", search.body);
        assert!(!team.houda.get("/search").await.body.contains("Plainte et recours"));
        // The coordinator, who does not code, sees all of it.
        assert!(team.zineb.get(&passages).await.body.contains("للمحكمة"));
        assert!(line(&team.zineb.get("/codebook").await.body, "Plainte et recours").contains("moins de 5 passages"));
        team.switch("no").await;
        assert!(team.houda.get(&passages).await.body.contains("للمحكمة"));
        assert!(team.houda.get("/search").await.body.contains("Plainte et recours"));
    }
}

on_both! {
    async fn a_blind_coder_codes_what_a_search_found(ground) {
        let team = Team::at_work(ground).await;
        team.switch("yes").await;
        team.house.archive.search().ready().await.expect("an index");
        let found = team.houda.post("/search", &[("q", "الراجل")]).await.body;
        assert!(found.contains(&team.story) && found.contains(&format!(r#"<option value="{}""#, team.plea)), "{found}");
        let batch = give_all(&team.house, &team.houda, "الراجل", &team.plea).await;
        let shown = team.houda.get(&batch).await.body;
        assert!(shown.contains("Passages : 1, récits : 1") && shown.contains("Plainte et recours"), "{shown}");
        assert!(team.houda.get("/coding/batches").await.body.contains("Plainte et recours"));
        let page = team.houda.get(&format!("{}/code", team.story)).await.body;
        assert_eq!(page.matches("name=\"take\"").count(), 2, "her own two");
    }
}

on_both! {
    async fn agreement_is_closed_to_blind_coders(ground) {
        let team = Team::at_work(ground).await;
        let of_code = format!("/analysis/agreement/{}", team.threat);
        assert_eq!(team.houda.get("/analysis/agreement").await.status, StatusCode::OK);
        team.switch("yes").await;
        for path in ["/analysis/agreement", of_code.as_str()] {
            let closed = team.houda.get(path).await;
            assert_eq!(closed.status, StatusCode::FORBIDDEN, "{path}");
            assert!(closed.body.contains("Le codage se fait à l’aveugle") && !closed.body.contains("nabila"));
            assert_eq!(team.zineb.get(path).await.status, StatusCode::OK, "{path}");
        }
        assert!(!row(&team.zineb.get("/analysis/agreement").await.body, "Menace de mort").is_empty());
        team.switch("no").await;
        assert_eq!(team.houda.get(&of_code).await.status, StatusCode::OK);
    }
}

on_both! {
    async fn the_coordination_alone_switches_it_and_it_is_off_at_first(ground) {
        let team = Team::at_work(ground).await;
        assert!(team.zineb.get("/programme").await.body.contains("Les codeuses voient les codes les unes des autres."));
        assert!(!team.houda.get("/programme").await.body.contains("name=\"blind\""));
        let karima = team.house.cast("karima", Role::SiteCoordinator, Some(0)).await;
        let (stranger, _) = team.house.second_programme("loin", Role::Analyst).await;
        for person in [&team.houda, &karima] {
            assert_eq!(person.post("/programme/coding", &[("blind", "yes")]).await.status, StatusCode::NOT_FOUND);
        }
        assert_eq!(team.zineb.post("/programme/coding", &[("blind", "maybe")]).await.status, StatusCode::UNPROCESSABLE_ENTITY);
        // Another programme's switch is not this one's.
        assert_eq!(stranger.post("/programme/coding", &[("blind", "yes")]).await.status, StatusCode::SEE_OTHER);
        assert_eq!(marked(&team.houda.get(&format!("{}/code", team.story)).await.body).len(), 2);
        team.switch("yes").await;
        team.switch("yes").await;
        assert!(team.zineb.get("/programme").await.body.contains("Codage à l’aveugle"));
        let log = team.zineb.get("/custody").await.body;
        assert_eq!(log.matches("Codage à l’aveugle activé ou levé").count(), 2, "once for each programme: said again, it is as it was");
    }
}
