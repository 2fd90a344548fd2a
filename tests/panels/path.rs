//! The whole way of a panel at a site.

use super::*;
use archive::audit::Deed;

on_both! {
    /// Three stories, five people: two survivors, a peer educator, a worker, a partner; three votes to two.
    async fn five_people_choose_a_story_and_leave_its_record(ground) {
        let house = House::open(ground).await;
        let table = Table::laid(&house, &["Zellige-un", "Zellige-deux", "Zellige-trois"], 5).await;
        let Table { latifa, guests, stories, panel, .. } = &table;
        let console = latifa.get(panel).await.body;
        assert!(console.contains("Places prises : 5") && console.contains("Paire éducatrice"), "{console}");
        let waiting = guests[0].get("/room").await.body;
        assert!(waiting.contains("La lecture commence") && !waiting.contains("Zellige-un"), "{waiting}");

        table.done("start", &[]).await;
        for guest in guests {
            assert!(guest.get("/room").await.body.contains("Zellige-trois"));
            for story in stories {
                let page = guest.get(&format!("/room/stories/{story}")).await;
                assert!(page.body.contains("puis le guichet") && page.body.contains(r#"class="significance""#));
                assert!(!page.body.contains("<title>Zellige"), "a title in the window");
                let heard = guest.post(&format!("/room/stories/{story}"), &[("step", "heard")]).await;
                assert_eq!(heard.location(), "/room");
            }
        }
        let page = format!("{panel}/stories/{}", stories[1]);
        assert!(latifa.get(&page).await.body.contains("puis le guichet"));
        assert_eq!(latifa.post(&page, &[("step", "ask"), ("question", "Qui l’a aidée ?")]).await.location(), page);
        for story in stories {
            table.done("discuss", &[("story", story)]).await;
        }
        assert!(latifa.get(panel).await.body.contains("Entendu par 5 sur 5"));
        table.done("open_vote", &[]).await;

        for (guest, story) in [(0, 1), (1, 1), (2, 0), (3, 1), (4, 2)] {
            assert!(guests[guest].get("/room").await.body.contains(r#"class="ballot""#));
            assert_eq!(table.vote(guest, story).await.location(), "/room");
        }
        assert!(latifa.get(panel).await.body.contains("5 sur 5 ont voté"));
        table.done("count", &[]).await;
        let counted = guests[0].get("/room").await.body;
        assert!(counted.contains("En tête, de peu.") && counted.contains("Zellige-deux"), "{counted}");
        assert!(!counted.contains(r#"<td class="number">"#), "of five votes no number is shown: {counted}");

        table.done("reason_1", &[("story", &stories[1]), ("reason_1", WHY)]).await;
        table.done("criteria", &[("criterion", "Durée"), ("weight", "60"), ("criterion", ""), ("weight", "")]).await;
        table.done("dissent", &[("dissent", "La première montre un changement dans la famille")]).await;
        let closed = table.step("close", &[]).await;
        assert_eq!(closed.location(), format!("{panel}/record"));
        assert_eq!(latifa.get(panel).await.location(), format!("{panel}/record"));

        assert!(latifa.get("/panels").await.body.contains("Récits : 3 · Places : 5"));
        let record = latifa.get(&format!("{panel}/record")).await.body;
        for said in [
            WHY, "Zellige-deux", "Durée", "poids 60", "changement dans la famille", "Qui l’a aidée ?", "Majorité", "Marrakech",
            "Survivante", "× 2", "0 min",
        ] {
            assert!(record.contains(said), "{said}: {record}");
        }
        let hash = regex::Regex::new("(?:[0-9a-f]{8} ){7}[0-9a-f]{8}").expect("a pattern");
        assert_eq!(hash.find_iter(&record).count(), 3, "a version a story");
        let over = guests[2].get("/room").await.body;
        assert!(over.contains(WHY) && over.contains("Ce que le panel a choisi"), "{over}");
        let own_page = latifa.get(&format!("/stories/{}", stories[1])).await.body;
        assert!(own_page.contains(WHY) && own_page.contains(&format!("{panel}/record")), "{own_page}");
        for said in ["Durée", "poids 60", "changement dans la famille", "Qui l’a aidée ?"] {
            assert!(own_page.contains(said), "it stays with the story: {said}: {own_page}");
        }
        assert!(latifa.get(&format!("/stories/{}", stories[0])).await.body.contains("Considéré"));

        let samir = house.signed_in("samir").await;
        let entries = house.archive.custody().newest_entries(&samir.actor, samir.memberships[0].programme, 200).await;
        let deeds: Vec<Deed> = entries.expect("the log").into_iter().map(|entry| entry.deed).collect();
        let of = |deed| deeds.iter().filter(|one| **one == deed).count();
        assert_eq!((of(Deed::PanelOpened), of(Deed::PanelVoteClosed), of(Deed::PanelClosed)), (1, 1, 1));
        let others = [
            Deed::SetUp, Deed::ProgrammeAdded, Deed::SignedIn, Deed::AccountAdded, Deed::StoryRecorded, Deed::StoryRead,
            Deed::PanelOpened, Deed::PanelVoteClosed, Deed::PanelClosed, Deed::Unsealed,
        ];
        let is_known = |deed: &Deed| others.contains(deed) || matches!(deed, Deed::MinutesWritten(_));
        assert!(deeds.iter().all(is_known), "no entry for a seat or a vote: {deeds:?}");
    }
}

on_both! {
    async fn a_restart_in_the_middle_loses_nothing(ground) {
        let house = House::open(ground).await;
        let mut table = Table::voting(&house, &["Zellige-un", "Zellige-deux"], 3).await;
        table.vote(0, 0).await;
        table.vote(1, 1).await;
        let house = house.restarted().await;
        assert_eq!(table.guests[0].at(&house.router).get("/room").await.status, StatusCode::SERVICE_UNAVAILABLE);
        house.archive.custody().unseal(tests::PASSPHRASE).await.expect("the passphrase");
        table.latifa = table.latifa.at(&house.router);
        for guest in &mut table.guests {
            *guest = guest.at(&house.router);
        }
        assert!(table.latifa.get(&table.panel).await.body.contains("2 sur 3 ont voté"));
        assert!(table.vote(0, 1).await.body.contains("déjà dans l’urne"));
        assert_eq!(table.vote(2, 1).await.location(), "/room");
        table.done("count", &[]).await;
        let page = table.latifa.get(&table.panel).await.body;
        assert!(page.contains("Nettement en tête."), "{page}");
    }
}
