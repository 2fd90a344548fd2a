//! Stories that panels chose beside those that they read and did not choose.

use super::{HIDDEN, row};
use crate::coding::{code, give};
use crate::panels::{first_two_chosen, recorded, told};
use crate::search::facets::shown;
use method::policy::Role;
use tests::{House, with};

/// What happened in each of the stories, as Amina's form has it.
const TEXT: &str = "Zellige-récit, puis le guichet.";

/// Three panels, each of a domain of its own, that read four stories and choose two: those chosen, and the others.
async fn chosen_and_not(house: &House) -> (Vec<String>, Vec<String>) {
    let ilham = house.cast("ilham", Role::Facilitator, Some(0)).await;
    let latifa = house.cast("latifa", Role::PanelChair, Some(0)).await;
    let overview = house.overview().await;
    let (mut chosen, mut others) = (Vec::new(), Vec::new());
    for (at, kept) in overview.domains[..3].iter().enumerate() {
        let answers = with(&told(house, "Zellige-titre").await, "domain", &kept.domain.id.to_string());
        let mut stories = Vec::new();
        for _ in 0..4 {
            stories.push(recorded(&ilham, &answers).await);
        }
        let table = first_two_chosen(house, (&ilham, &latifa), (0, at), stories).await;
        let mut paths = table.stories.iter().map(|story| format!("/stories/{story}"));
        chosen.extend(paths.by_ref().take(2));
        others.extend(paths);
    }
    (chosen, others)
}

on_both! {
    async fn chosen_stories_stand_beside_those_that_were_read_and_not_chosen(ground) {
        let house = House::open(ground).await;
        let (chosen, others) = chosen_and_not(&house).await;
        let (ilham, houda) = (house.person("ilham").await, house.cast("houda", Role::Analyst, None).await);
        let (threat, complaint) = (code(&houda, "Menace de mort").await, code(&houda, "Plainte et recours").await);
        // One of the six chosen ones still waits for a code; five stories were read by no panel.
        for story in &chosen[..5] {
            give(&houda, story, TEXT, "Zellige-récit", &threat).await;
        }
        for story in chosen[..2].iter().chain(&others) {
            give(&houda, story, TEXT, "le guichet", &complaint).await;
        }
        for _ in 0..5 {
            let unread = house.record(&ilham).await;
            give(&houda, &unread, TEXT, "Zellige-récit", &threat).await;
        }
        let page = houda.get("/analysis?by=choice").await.body;
        // Chosen, not chosen, not read, all. One of 462 ways to deal out the five is as unlikely.
        assert_eq!(row(&page, "Récits codés"), ["5", "6", "5", "16", ""]);
        assert_eq!(row(&page, "Menace de mort"), ["5", "0", "5", "10", "p = 0.002"]);
        // Two of the chosen ones bear it: hidden, with what would tell it, and nothing is tested.
        assert_eq!(row(&page, "Plainte et recours"), [HIDDEN, HIDDEN, HIDDEN, "8", "—"]);
        let coverage = "16 récits codés sur 17. Lecture partielle. Parmi les choisis : 5 sur 6.";
        assert_eq!(page.matches(coverage).count(), 2, "on the chart and on the table: {page}");
        assert!(houda.get("/analysis/pairs").await.body.contains(coverage));
        let arabic = houda.clone().reading("ar").get("/analysis").await.body;
        assert!(arabic.contains("من المختارة: 5 من أصل 6."), "{arabic}");
        for (group, code, passages) in [("chosen", &threat, 5), ("chosen", &complaint, 2), ("not_chosen", &complaint, 6), ("not_read", &threat, 5)] {
            let link = format!("/analysis/passages?code={code}&group=choice:{group}");
            assert!(page.replace("&amp;", "&").contains(&link), "{link}");
            assert_eq!(houda.get(&link).await.body.matches("</q>").count(), passages, "{link}");
        }

        house.archive.search().ready().await.expect("an open vault");
        let all = houda.post("/search", &[("q", "guichet")]).await.body;
        let facet = |value| shown(&all, "selected", value);
        assert_eq!((facet("yes").as_deref(), facet("no").as_deref()), (Some("6"), Some("11")), "{all}");
        for (selected, wants_chosen) in [("yes", true), ("no", false)] {
            let found = houda.post("/search", &[("q", "guichet"), ("selected", selected)]).await.body;
            let holds = |story: &String| found.contains(&format!("href=\"{story}\""));
            assert!(chosen.iter().all(|story| holds(story) == wants_chosen), "{found}");
            assert!(others.iter().all(|story| holds(story) != wants_chosen), "{found}");
        }
    }
}
