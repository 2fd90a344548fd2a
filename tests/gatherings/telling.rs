//! Stories told in a group, and the group's agreement that comes before each of them.

use super::{ID, gather, met, tell, without};
use crate::sheet::{changed, sent, sheet};
use axum::http::StatusCode;
use method::policy::Role;
use tests::{House, borrowed, with};

on_both! {
    async fn several_stories_are_told_in_one_group_each_with_its_own_consent(ground) {
        let house = House::open(ground).await;
        let ilham = house.cast("ilham", Role::Facilitator, Some(0)).await;
        let group = gather(&house, &ilham, ID).await;
        assert!(ilham.get("/gatherings").await.body.contains("9 personnes"));
        assert!(ilham.get(&format!("/stories/new?gathering={ID}")).await.body.contains(&format!("value=\"{ID}\" selected")));
        let first = tell(&house, &ilham, ID).await.location().to_owned();
        let refusing = [("title", "Zellige-second"), ("p1", "no")];
        let mut second = refusing.iter().fold(house.aminas_story().await, |all, (name, answer)| with(&all, name, answer));
        second.push(("gathering", ID.to_owned()));
        let second = ilham.post("/stories/new", &borrowed(&second)).await.location().to_owned();
        let page = ilham.get(&group).await.body;
        assert!(page.contains("Récits racontés : 2") && page.contains("Zellige-titre") && page.contains("Zellige-second"));
        assert!(ilham.get(&first).await.body.contains(&format!("href=\"{group}\"")));
        // A colleague of the clinic knows of the group, and reads neither story; each teller's consent is her own.
        let amal = house.cast("amal", Role::Facilitator, Some(0)).await;
        let page = amal.get(&group).await.body;
        assert!(page.contains("Récits racontés : 2") && !page.contains("Zellige-titre") && !page.contains("Zellige-second"));
        let houda = house.cast("houda", Role::Analyst, None).await;
        assert_eq!(houda.get(&first).await.status, StatusCode::OK);
        assert_eq!(houda.get(&second).await.status, StatusCode::NOT_FOUND);
        assert!(!houda.get(&first).await.body.contains(&group), "an analyst does not learn of the group");
        // A story that is withdrawn leaves the group too.
        assert_eq!(ilham.post(&format!("{first}/withdraw"), &[]).await.status, StatusCode::OK);
        let page = ilham.get(&group).await.body;
        assert!(page.contains("Récits racontés : 1") && !page.contains("Zellige-titre"));
    }
}

on_both! {
    async fn no_story_is_told_in_a_group_while_somebody_has_not_agreed(ground) {
        let house = House::open(ground).await;
        let ilham = house.cast("ilham", Role::Facilitator, Some(0)).await;
        let site = house.overview().await.sites[0].id.to_string();
        let unagreed = without(&met(&site, ID), "group_consent");
        let group = ilham.post("/gatherings/new", &borrowed(&unagreed)).await.location().to_owned();
        let page = ilham.get(&group).await.body;
        assert!(page.contains("aucun récit de ce groupe") && !page.contains("/stories/new?gathering"));
        let refused = tell(&house, &ilham, ID).await;
        assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY);
        assert!(refused.body.contains("n’avait pas dit oui") && refused.body.contains("Zellige-récit"));
        assert!(!ilham.get("/stories").await.body.contains("Zellige"));
        // Everybody has said yes: the group is corrected, and takes stories.
        let typed = changed(&sheet(&page, &group), "group_consent", 0, "yes");
        assert_eq!(ilham.post(&group, &sent(&typed)).await.location(), group);
        assert_eq!(tell(&house, &ilham, ID).await.status, StatusCode::SEE_OTHER);
        // Somebody takes it back: it stops at once.
        let typed = sheet(&ilham.get(&group).await.body, &group);
        let typed = typed.into_iter().filter(|(name, _)| name != "group_consent").collect();
        assert_eq!(ilham.post(&group, &sent(&typed)).await.location(), group);
        assert_eq!(tell(&house, &ilham, ID).await.status, StatusCode::UNPROCESSABLE_ENTITY);
        // Apart from the group, each can still tell.
        house.record(&ilham).await;
    }
}

on_both! {
    async fn a_story_of_a_group_is_told_in_a_group_at_its_site(ground) {
        let house = House::open(ground).await;
        let zineb = house.cast("zineb", Role::NationalCoordinator, None).await;
        gather(&house, &zineb, ID).await;
        let mut story = house.aminas_story().await;
        story.push(("gathering", ID.to_owned()));
        let site = house.overview().await.sites[1].id.to_string();
        for (name, value, sentence) in [
            ("site", site.as_str(), "sur un autre site"),
            ("session", "interview", "raconté en groupe de parole"),
            ("gathering", "nowhere", "un des groupes proposés"),
            ("gathering", "6f1c1e0a9d2b4c3e8f7a6b5c4d3e2f11", "un des groupes proposés"),
        ] {
            let refused = zineb.post("/stories/new", &borrowed(&with(&story, name, value))).await;
            assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY, "{name}");
            assert!(refused.body.contains(sentence) && refused.body.contains("Zellige-récit"), "{name}");
        }
    }
}

on_both! {
    async fn a_closed_group_is_offered_no_more_and_takes_what_was_written_down_before(ground) {
        let house = House::open(ground).await;
        let ilham = house.cast("ilham", Role::Facilitator, Some(0)).await;
        let group = gather(&house, &ilham, ID).await;
        assert!(ilham.get("/stories/new").await.body.contains("name=\"gathering\""));
        assert_eq!(ilham.post(&group, &[("version", "1"), ("step", "close")]).await.location(), group);
        assert!(!ilham.get("/stories/new").await.body.contains("name=\"gathering\""));
        assert_eq!(tell(&house, &ilham, ID).await.status, StatusCode::SEE_OTHER, "from a sheet of that day");
        let mut corrected = with(&met("", ID), "group_women", "7");
        corrected.push(("version", "2".into()));
        assert_eq!(ilham.post(&group, &borrowed(&corrected)).await.status, StatusCode::CONFLICT);
        assert_eq!(ilham.post(&group, &[("version", "2"), ("step", "reopen")]).await.location(), group);
        assert!(ilham.get("/stories/new").await.body.contains("name=\"gathering\""));
    }
}
