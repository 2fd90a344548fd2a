//! A panel reads only what its teller allows it to read, at each reading anew.

use super::*;
use chrono::TimeDelta;

on_both! {
    async fn only_stories_with_consent_and_read_back_come_before_a_panel(ground) {
        let house = House::open(ground).await;
        let ilham = house.cast("ilham", Role::Facilitator, Some(0)).await;
        let latifa = house.cast("latifa", Role::PanelChair, Some(0)).await;
        let site = house.overview().await.sites[0].id.to_string();
        let mut without_p2 = with(&house.aminas_story().await, "title", "Zellige-sans-accord");
        without_p2.push(("read_back", "yes".into()));
        recorded(&ilham, &without_p2).await;
        let mut unread = with(&house.aminas_story().await, "title", "Zellige-pas-relu");
        unread.push(("p2", "yes".into()));
        recorded(&ilham, &unread).await;
        let none = ask_for_panel(&house, &latifa, &site).await;
        assert_eq!(none.status, StatusCode::UNPROCESSABLE_ENTITY);
        assert!(none.body.contains("Aucun récit de ce domaine ne peut être lu ici"), "{}", none.body);
        assert!(none.body.contains(&format!(r#"-{site}" checked"#)), "what was chosen stays: {}", none.body);
        recorded(&ilham, &told(&house, "Zellige-un").await).await;
        let page = latifa.get("/panels/new").await.body;
        let cells = regex::Regex::new(r#"<td data-label="[^"]*" class="number">(\d+)</td>"#).expect("a pattern");
        let counts: Vec<_> = cells.captures_iter(&page).take(4).map(|cell| cell[1].to_owned()).collect();
        assert_eq!(counts, ["1", "1", "1", "0"], "{page}");
        assert!(!page.contains("Zellige"), "no title");
        let panel = ask_for_panel(&house, &latifa, &site).await.location().to_owned();
        assert!(panel.starts_with("/panels/"), "{panel}");
        assert!(ask_for_panel(&house, &latifa, &site).await.body.contains("Aucun récit"), "it is before a panel already");
        seated(&house, &code(&latifa, &panel).await, "staff").await;
        latifa.post(&panel, &[("step", "start")]).await;
        let console = latifa.get(&panel).await.body;
        assert!(console.contains("Zellige-un") && !console.contains("sans-accord") && !console.contains("pas-relu"));
    }
}

on_both! {
    async fn a_story_whose_consent_is_taken_back_leaves_the_open_panel(ground) {
        let house = House::open(ground).await;
        let table = Table::voting(&house, &["Zellige-un", "Zellige-deux"], 2).await;
        assert_eq!(table.vote(0, 0).await.location(), "/room");
        let taken_back = [("purpose", "2"), ("answer", "withdrawn"), ("manner", "spoken")];
        let story = format!("/stories/{}", table.stories[0]);
        assert_eq!(table.ilham.post(&format!("{story}/consent"), &taken_back).await.location(), story);
        let page = table.guests[1].get(&format!("/room/stories/{}", table.stories[0])).await;
        assert_eq!(page.status, StatusCode::NOT_FOUND);
        let room = table.guests[1].get("/room").await.body;
        assert!(!room.contains("Zellige-un") && room.contains("Zellige-deux"), "{room}");
        assert!(table.vote(1, 0).await.body.contains("n’est pas au vote"));
        assert!(table.latifa.get(&table.panel).await.body.contains("0 sur 2 ont voté"), "the vote for it is given back");
        assert_eq!(table.vote(0, 1).await.location(), "/room");
    }
}

on_both! {
    async fn a_consent_that_runs_out_ends_the_reading(ground) {
        let house = House::open(ground).await;
        let table = Table::laid(&house, &["Zellige-un", "Zellige-deux"], 1).await;
        table.done("start", &[]).await;
        assert!(table.guests[0].get("/room").await.body.contains("Zellige-un"));
        house.archive.set_clock(tests::opening_day() + TimeDelta::days(800));
        let room = table.guests[0].get("/room").await.body;
        assert!(!room.contains("Zellige-un") && room.contains("Aucun récit n’est devant le panel"), "{room}");
    }
}

on_both! {
    async fn a_withdrawn_story_leaves_the_panel_in_the_same_moment(ground) {
        let house = House::open(ground).await;
        let table = Table::voting(&house, &["Zellige-un", "Zellige-deux"], 2).await;
        table.vote(0, 0).await;
        let withdrawn = table.ilham.post(&format!("/stories/{}/withdraw", table.stories[0]), &[]).await;
        assert_eq!(withdrawn.status, StatusCode::OK);
        let console = table.latifa.get(&table.panel).await.body;
        assert!(console.contains("0 sur 2 ont voté") && !console.contains("Zellige-un"), "{console}");
        assert_eq!(table.vote(0, 1).await.location(), "/room");
        assert_eq!(table.vote(1, 1).await.location(), "/room");
        table.done("count", &[]).await;
        let reason = [("story", table.stories[1].as_str()), ("reason_1", WHY)];
        table.done("reason_1", &reason).await;
        table.done("decline", &[]).await;
        table.done("close", &[]).await;
        let record = table.latifa.get(&format!("{}/record", table.panel)).await.body;
        assert!(record.contains("Retiré par la conteuse") && !record.contains("Zellige-un"), "{record}");
    }
}

on_both! {
    async fn a_withdrawal_takes_its_words_out_of_a_closed_record_and_no_number(ground) {
        let house = House::open(ground).await;
        let table = Table::closed(&house, &["Zellige-un", "Zellige-deux"], &[0, 0, 1, 0, 1, 0, 0], 0).await;
        table.ilham.post(&format!("/stories/{}/withdraw", table.stories[0]), &[]).await;
        let record = table.latifa.get(&format!("{}/record", table.panel)).await.body;
        assert!(!record.contains(WHY) && !record.contains("Zellige-un") && record.contains("ont été ôtés"), "{record}");
        assert!(record.contains(r#"<td class="number">5</td>"#) && record.contains("Zellige-deux"));
    }
}
