//! Words of older layers are found by whoever reads the story, once a story, with the layer in which they stand; and are gone with it.

use super::{holds, search, told};
use crate::coding::code;
use axum::http::StatusCode;
use chrono::TimeDelta;
use method::policy::Role;
use tests::{House, Person};

/// What an older layer is called that holds the words as they were told.
const AS_TOLD: &str = "Tel qu’elle l’a raconté</a>";

/// Writes an edited layer over so many others.
async fn edited(person: &Person, story: &str, layers: &str, description: &str) {
    let edited = [
        ("layers", layers),
        ("title", "Zellige-titre"),
        ("context", "Zellige-avant"),
        ("description", description),
        ("significance", "Zellige-sens"),
        ("reason", "demandé par elle"),
    ];
    assert_eq!(person.post(&format!("{story}/edit"), &edited).await.location(), story);
}

on_both! {
    async fn a_word_that_was_edited_away_is_found_in_the_layer_where_it_stands(ground) {
        let house = House::open(ground).await;
        let ilham = house.cast("ilham", Role::Facilitator, Some(0)).await;
        let (story, other) = (house.record(&ilham).await, told(&house, &ilham, &[("description", "Rien de tel.")]).await);
        edited(&ilham, &story, "1", "Zellige-récit, puis le bureau.").await;
        edited(&ilham, &story, "2", "Zellige-récit, puis la porte.").await;

        let answer = search(&house, &ilham, "guichets").await;
        assert!(holds(&answer, &story) && !holds(&answer, &other), "{}", answer.body);
        assert!(answer.body.contains("<mark class=\"hit\">guichet</mark>") && answer.body.contains(AS_TOLD), "{}", answer.body);
        let link = format!("{story}?layer=1#layer-1");
        assert!(answer.body.contains(&format!("href=\"{link}\"")), "{}", answer.body);
        // There it can be read, and is open.
        let page = ilham.get(&format!("{story}?layer=1")).await.body;
        let layer = page.split("id=\"layer-1\"").nth(1).expect("the layer");
        assert!(layer.contains("<details open") && layer.contains("puis le guichet"), "{layer}");
        let closed = ilham.get(&story).await.body;
        assert!(!closed.split("id=\"layer-1\"").nth(1).expect("the layer").contains("<details open"), "{closed}");
        assert_eq!(ilham.get(&format!("{story}?layer=x")).await.status, StatusCode::OK);

        // A corrected layer says that it is one; what stands in the newest one is shown from there alone.
        let answer = search(&house, &ilham, "bureau").await;
        assert!(answer.body.contains("?layer=2#layer-2") && answer.body.contains("Version corrigée</a>"), "{}", answer.body);
        let answer = search(&house, &ilham, "porte").await;
        assert!(holds(&answer, &story) && answer.body.contains("Version corrigée</p>") && !answer.body.contains("?layer="), "{}", answer.body);
        // Words of several layers find one story, and each says where it stands.
        let answer = search(&house, &ilham, "porte guichet bureau").await;
        assert_eq!(answer.body.matches("<article class=\"story-card\"").count(), 1, "{}", answer.body);
        assert!(answer.body.contains("?layer=1#") && answer.body.contains("?layer=2#"), "{}", answer.body);
        assert!(search(&house, &ilham, "porte -guichet").await.body.contains("Aucun récit trouvé"));
    }
}

on_both! {
    async fn older_words_are_found_by_those_who_read_the_story_and_only_while_they_do(ground) {
        let house = House::open(ground).await;
        let ilham = house.cast("ilham", Role::Facilitator, Some(0)).await;
        let story = house.record(&ilham).await;
        edited(&ilham, &story, "1", "Zellige-récit, puis le bureau.").await;
        for (login, role, site, finds) in [
            ("houda", Role::Analyst, None, true),
            ("karima", Role::SiteCoordinator, Some(0), true),
            ("latifa", Role::PanelChair, Some(0), true),
            ("loin", Role::PanelChair, Some(1), false),
            ("autre", Role::Facilitator, Some(0), false),
        ] {
            let person = house.cast(login, role, site).await;
            assert_eq!(holds(&search(&house, &person, "guichet").await, &story), finds, "{login}");
            let read = person.get(&format!("{story}?layer=1")).await;
            assert_eq!(read.body.contains("puis le guichet"), finds, "{login}: the page says the same");
        }
        let houda = house.person("houda").await;
        let withdrawn = [("purpose", "1"), ("answer", "withdrawn"), ("manner", "spoken")];
        ilham.post(&format!("{story}/consent"), &withdrawn).await;
        assert!(!holds(&search(&house, &houda, "guichet").await, &story));
        assert!(holds(&search(&house, &ilham, "guichet").await, &story));
        house.archive.set_clock(tests::opening_day() + TimeDelta::days(400));
        assert!(!holds(&search(&house, &house.person("houda").await, "guichet").await, &story));
    }
}

on_both! {
    async fn a_withdrawal_takes_all_layers_at_once(ground) {
        let house = House::open(ground).await;
        let ilham = house.cast("ilham", Role::Facilitator, Some(0)).await;
        let story = house.record(&ilham).await;
        edited(&ilham, &story, "1", "Zellige-récit, puis le bureau.").await;
        for words in ["guichet", "bureau"] {
            assert!(holds(&search(&house, &ilham, words).await, &story), "{words}");
        }
        assert_eq!(ilham.post(&format!("{story}/withdraw"), &[]).await.status, StatusCode::OK);
        for words in ["guichet", "bureau", "zellige*"] {
            let answer = search(&house, &ilham, words).await;
            assert!(answer.body.contains("Aucun récit trouvé") && !answer.body.contains("puis le"), "{words}");
        }
        let checked = house.archive.search().check().await.expect("compared");
        assert_eq!((checked.stories, checked.repaired()), (0, 0));
    }
}

on_both! {
    async fn what_an_older_layer_alone_holds_is_not_coded_with_the_rest(ground) {
        let house = House::open(ground).await;
        let ilham = house.cast("ilham", Role::Facilitator, Some(0)).await;
        let houda = house.cast("houda", Role::Analyst, None).await;
        let (story, other) = (house.record(&ilham).await, house.record(&ilham).await);
        edited(&ilham, &story, "1", "Zellige-récit, puis le bureau.").await;
        let threat = code(&houda, "Menace de mort").await;
        let found = search(&house, &houda, "guichet").await;
        assert!(holds(&found, &story) && holds(&found, &other));
        let plan = houda.post("/search/code", &[("q", "guichet"), ("given", &threat)]).await.body;
        assert!(plan.contains("<dt>Récits où ces mots ne sont plus que dans une version plus ancienne</dt><dd>1</dd>"), "{plan}");
        assert!(plan.contains("name=\"stories\" value=\"1\"") && plan.contains("name=\"passages\" value=\"1\""), "{plan}");
    }
}
