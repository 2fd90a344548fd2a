//! The panel of all sites reads what the sites have chosen, with their reasons.

use super::*;

on_both! {
    async fn the_national_panel_gets_the_chosen_story_with_its_reasons(ground) {
        let house = House::open(ground).await;
        let zineb = house.cast("zineb", Role::NationalCoordinator, None).await;
        assert!(ask_for_panel(&house, &zineb, "all").await.body.contains("Aucun récit"));
        let table = Table::closed(&house, &["Zellige-un", "Zellige-deux"], &[1, 1, 0], 1).await;
        let opened = ask_for_panel(&house, &zineb, "all").await;
        assert_eq!(opened.status, StatusCode::SEE_OTHER, "{}", opened.body);
        let panel = opened.location().to_owned();
        let guest = seated(&house, &code(&zineb, &panel).await, "partner").await;
        zineb.post(&panel, &[("step", "start")]).await;
        let room = guest.get("/room").await.body;
        assert!(room.contains("Zellige-deux") && !room.contains("Zellige-un"), "{room}");
        let story = format!("/room/stories/{}", table.stories[1]);
        let page = guest.get(&story).await.body;
        assert!(page.contains(WHY) && page.contains("Panel : Marrakech"), "{page}");
        assert!(zineb.get(&format!("{panel}/stories/{}", table.stories[1])).await.body.contains(WHY));
        assert_eq!(table.latifa.get(&panel).await.status, StatusCode::NOT_FOUND, "a site's chair leads no national panel");
        guest.post(&story, &[("step", "heard")]).await;
        zineb.post(&panel, &[("step", "discuss"), ("story", &table.stories[1])]).await;
        zineb.post(&panel, &[("step", "open_vote")]).await;
        guest.post("/room", &[("step", "vote"), ("choice", &table.stories[1])]).await;
        zineb.post(&panel, &[("step", "count")]).await;
        zineb.post(&panel, &[("step", "reason_1"), ("story", &table.stories[1]), ("reason_1", WHY)]).await;
        zineb.post(&panel, &[("step", "decline")]).await;
        assert_eq!(zineb.post(&panel, &[("step", "close")]).await.location(), format!("{panel}/record"));
        let record = zineb.get(&format!("{panel}/record")).await.body;
        assert!(record.contains("Comité national") && record.contains("Zellige-deux"), "{record}");
        // The story's own page tells its way up, level by level, each with why.
        let way = zineb.get(&format!("/stories/{}", table.stories[1])).await.body;
        let way = way.split("Les panels qui l’ont lu").nth(1).unwrap_or_default();
        assert!(way.contains("Comité national") && way.contains("Marrakech") && way.matches(WHY).count() == 2, "{way}");
        // Whoever recorded it reads there what the national panel said, and has all that she needs to tell it back.
        let hers = table.ilham.get(&format!("/stories/{}", table.stories[1])).await.body;
        let hers = hers.split("Les panels qui l’ont lu").nth(1).unwrap_or_default();
        assert!(hers.contains("Comité national") && hers.matches(WHY).count() == 2, "{hers}");
        let owed = table.ilham.get("/feedback").await.body;
        let link = format!("{panel}/feedback");
        assert!(owed.contains(&link), "{owed}");
        for page in [link.clone(), format!("{link}/script")] {
            let told = table.ilham.get(&page).await;
            assert!(told.status == StatusCode::OK && told.body.contains(WHY), "{page}: {}", told.body);
        }
        assert_eq!(table.ilham.get(&panel).await.status, StatusCode::NOT_FOUND, "she leads no panel");
    }
}

on_both! {
    async fn without_consent_to_the_national_panel_a_chosen_story_stays_at_its_site(ground) {
        let house = House::open(ground).await;
        let zineb = house.cast("zineb", Role::NationalCoordinator, None).await;
        let table = Table::closed(&house, &["Zellige-un"], &[0], 0).await;
        let taken_back = [("purpose", "3"), ("answer", "withdrawn"), ("manner", "spoken")];
        table.ilham.post(&format!("/stories/{}/consent", table.stories[0]), &taken_back).await;
        let refused = ask_for_panel(&house, &zineb, "all").await;
        assert!(refused.status == StatusCode::UNPROCESSABLE_ENTITY && refused.body.contains("Aucun récit"));
        assert!(ask_for_panel(&house, &table.latifa, "all").await.status == StatusCode::NOT_FOUND);
    }
}
