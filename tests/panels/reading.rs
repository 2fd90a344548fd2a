//! What a panel reads: one version, by the consent to the panel, in an order that is fair.

use super::*;
use crate::stories::drafts::{act, translate};
use method::id::StoryId;

on_both! {
    async fn the_chair_reads_in_her_panel_what_she_may_not_read_elsewhere(ground) {
        let house = House::open(ground).await;
        let ilham = house.cast("ilham", Role::Facilitator, Some(0)).await;
        let latifa = house.cast("latifa", Role::PanelChair, Some(0)).await;
        let without_p1 = with(&told(&house, "Zellige-un").await, "p1", "no");
        let story = recorded(&ilham, &without_p1).await;
        let site = house.overview().await.sites[0].id.to_string();
        let panel = ask_for_panel(&house, &latifa, &site).await.location().to_owned();
        assert_eq!(latifa.get(&format!("/stories/{story}")).await.status, StatusCode::NOT_FOUND);
        let page = latifa.get(&format!("{panel}/stories/{story}")).await;
        assert!(page.status == StatusCode::OK && page.body.contains("Zellige-récit"), "{}", page.body);
        let strange = latifa.get(&format!("{panel}/stories/0123456789abcdef0123456789abcdef")).await;
        assert_eq!(strange.status, StatusCode::NOT_FOUND);
    }
}

on_both! {
    async fn an_edit_changes_neither_what_the_panel_reads_nor_what_its_record_names(ground) {
        let house = House::open(ground).await;
        let table = Table::laid(&house, &["Zellige-un"], 1).await;
        table.done("start", &[]).await;
        let story = table.stories[0].as_str();
        let edited = [
            ("layers", "1"), ("title", "Zellige-autre"), ("context", "Zellige-avant"), ("description", "Tout autre chose"),
            ("significance", "Zellige-sens"), ("reason", "demandé par elle"),
        ];
        let link = format!("/stories/{story}/edit");
        assert_eq!(table.ilham.post(&link, &edited).await.location(), format!("/stories/{story}"));
        let page = table.guests[0].get(&format!("/room/stories/{story}")).await.body;
        assert!(page.contains("Zellige-récit") && !page.contains("Tout autre chose"), "{page}");
        table.guests[0].post(&format!("/room/stories/{story}"), &[("step", "heard")]).await;
        table.done("discuss", &[("story", story)]).await;
        table.done("open_vote", &[]).await;
        table.vote(0, 0).await;
        table.done("count", &[]).await;
        table.done("reason_1", &[("story", story), ("reason_1", WHY)]).await;
        table.done("decline", &[]).await;
        table.done("close", &[]).await;
        let record = table.latifa.get(&format!("{}/record", table.panel)).await.body;
        assert!(record.contains("Zellige-un") && !record.contains("Zellige-autre") && record.contains("Corrigé depuis"), "{record}");
    }
}

on_both! {
    async fn nothing_is_read_before_the_reading_begins(ground) {
        let house = House::open(ground).await;
        let table = Table::laid(&house, &["Zellige-un"], 1).await;
        let link = format!("/room/stories/{}", table.stories[0]);
        assert_eq!(table.guests[0].get(&link).await.location(), "/room");
        assert_eq!(table.guests[0].post(&link, &[("step", "heard")]).await.location(), "/room");
        table.done("start", &[]).await;
        assert!(table.guests[0].get("/room").await.body.contains("À entendre"));
    }
}

on_both! {
    async fn a_panel_hears_what_was_read_aloud_of_the_very_version_that_it_reads(ground) {
        use crate::stories::narration::{address, read_aloud, sent};
        let house = House::open(ground).await;
        let table = Table::laid(&house, &["Zellige-un", "Zellige-deux"], 1).await;
        let nadia = house.cast("nadia", Role::SiteCoordinator, Some(0)).await;
        let (story, other) = (table.stories[0].as_str(), table.stories[1].as_str());
        assert_eq!(sent(&nadia, &address(&nadia, story).await, read_aloud(50)).await.status, StatusCode::NO_CONTENT);
        let (seat, chair) = (format!("/room/stories/{story}"), format!("{}/stories/{story}", table.panel));
        let guest = &table.guests[0];
        assert_ne!(guest.get(&format!("{seat}/narration")).await.status, StatusCode::OK, "nothing is heard before the hearing");
        table.done("start", &[]).await;
        for (person, link) in [(guest, &seat), (&table.latifa, &chair)] {
            let page = person.get(link).await.body;
            assert!(page.contains(&format!("src=\"{link}/narration\"")) && !page.contains("read-aloud"), "{page}");
            let sound = person.get(&format!("{link}/narration")).await;
            assert!(sound.status == StatusCode::OK && sound.body.starts_with("OggS"));
        }
        let silent = guest.get(&format!("/room/stories/{other}")).await.body;
        assert!(!silent.contains("<audio") && silent.contains("read-aloud"), "the browser's own voice reads it: {silent}");
        assert_eq!(guest.get(&format!("/room/stories/{other}/narration")).await.status, StatusCode::NOT_FOUND);
        // A story that is not before this panel, and a seat of no panel.
        let elsewhere = recorded(&table.ilham, &told(&house, "Zellige-trois").await).await;
        sent(&nadia, &address(&nadia, &elsewhere).await, read_aloud(50)).await;
        assert_eq!(guest.get(&format!("/room/stories/{elsewhere}/narration")).await.status, StatusCode::NOT_FOUND);
        assert_ne!(house.nobody().get(&format!("{seat}/narration")).await.status, StatusCode::OK);
    }
}

on_both! {
    /// Whoever sits there and does not read the story's language has what was translated from that very text and approved.
    async fn an_approved_translation_of_what_is_read_lies_folded_under_it(ground) {
        let house = House::open(ground).await;
        let table = Table::laid(&house, &["Zellige-un", "Zellige-deux"], 1).await;
        let story: StoryId = table.stories[0].parse().expect("a story");
        let rows = ["Fig-title", "Fig-before", "Fig-told", "Fig-meaning"];
        assert_eq!(translate(&table.ilham, story, &rows).await, StatusCode::SEE_OTHER);
        table.done("start", &[]).await;
        let (seat, chair) = (format!("/room/stories/{story}"), format!("{}/stories/{story}", table.panel));
        let pages = async || [table.guests[0].get(&seat).await.body, table.latifa.get(&chair).await.body];
        for page in pages().await {
            assert!(!page.contains("Fig-told"), "a draft is no text: {page}");
        }
        assert_eq!(act(&table.ilham, story, "approve").await.status, StatusCode::SEE_OTHER);
        for page in pages().await {
            let (_, folded) = page.split_once("<details class=\"more\"><summary>Anglais</summary>").expect("folded");
            assert!(folded.contains("Fig-told") && folded.contains(r#"lang="en""#), "{page}");
            assert!(page.contains("puis le guichet"), "{page}");
            assert_eq!(page.matches(r#"id="story-text""#).count(), 1);
        }
        let other = table.guests[0].get(&format!("/room/stories/{}", table.stories[1])).await.body;
        assert!(!other.contains("Fig-"), "{other}");
    }
}
