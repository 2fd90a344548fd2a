//! Votes without telephones: raised hands, pocket chart, picture ballots.

use super::*;
use archive::audit::Deed;

/// Enters a count: votes for each story, in the order of the table.
async fn enter(table: &Table, means: &str, votes: &[&str]) -> Answer {
    let mut answers = vec![("means", means)];
    for (story, votes) in table.stories.iter().zip(votes) {
        answers.extend([("story", story.as_str()), ("votes", *votes)]);
    }
    table.step("enter_count", &answers).await
}

/// What a page that shows these votes sends when somebody says that she saw them.
fn seen<'a>(table: &'a Table, votes: &[&'a str]) -> Vec<(&'a str, &'a str)> {
    let rows = table.stories.iter().zip(votes);
    let rows = rows.flat_map(|(story, votes)| [("story", story.as_str()), ("votes", *votes)]);
    std::iter::once(("step", "confirm_count")).chain(rows).collect()
}

on_both! {
    /// Two with telephones, six without; five hands to two.
    async fn hands_are_counted_by_the_chair_and_confirmed_from_a_seat(ground) {
        let house = House::open(ground).await;
        let table = Table::laid(&house, &["Zellige-un", "Zellige-deux"], 2).await;
        assert!(table.step("seat", &[]).await.body.contains("Choisissez à quel titre"));
        for _ in 0..6 {
            table.done("seat", &[("category", "survivor")]).await;
        }
        assert!(table.latifa.get(&table.panel).await.body.contains("Places prises : 8"));
        table.done("start", &[]).await;
        table.heard().await;
        let none = table.step("enter_count", &[]).await;
        assert!(none.status == StatusCode::UNPROCESSABLE_ENTITY && none.body.contains("Choisissez comment on a voté"));
        let many = enter(&table, "hands", &["8", "1"]).await;
        assert!(many.status == StatusCode::UNPROCESSABLE_ENTITY && many.body.contains("présentes (8)"), "{}", many.body);
        assert!(many.body.contains(r#"value="8""#), "what was typed stays: {}", many.body);
        assert!(enter(&table, "hands", &["x", ""]).await.body.contains("ou ce n’est pas un nombre"));
        assert_eq!(enter(&table, "hands", &["5", "1"]).await.status, StatusCode::SEE_OTHER);
        let own = table.latifa.post(&table.panel, &seen(&table, &["5", "1"])).await;
        assert!(own.body.contains("Une autre personne confirme"), "not she who entered it");
        let room = table.guests[0].get("/room").await.body;
        assert!(room.contains("Est-ce celui que vous avez vu") && room.contains("Mains levées"), "{room}");
        assert!(table.vote(0, 0).await.body.contains("attend une deuxième personne"));
        assert_eq!(table.guests[1].post("/room", &[("step", "discard_count")]).await.location(), "/room");
        let late = table.guests[0].post("/room", &seen(&table, &["5", "1"])).await;
        assert!(late.body.contains("Aucun compte n’attend"), "{}", late.body);
        assert_eq!(enter(&table, "hands", &["5", "2"]).await.status, StatusCode::SEE_OTHER);
        let stale = table.guests[1].post("/room", &seen(&table, &["5", "1"])).await;
        assert!(stale.body.contains("Un autre compte a été saisi"), "{}", stale.body);
        assert_eq!(table.guests[1].post("/room", &seen(&table, &["5", "2"])).await.location(), "/room");
        table.done("reason_1", &[("story", &table.stories[0]), ("reason_1", WHY)]).await;
        table.done("decline", &[]).await;
        table.done("close", &[]).await;
        let record = table.latifa.get(&format!("{}/record", table.panel)).await.body;
        assert!(record.contains("Mains levées : compte saisi par la personne qui préside et confirmé par une autre"), "{record}");
        assert!(record.contains(r#"<td class="number">5</td>"#) && record.contains("Présentes sans voter : 1"), "{record}");
        let minutes = table.latifa.get(&format!("{}/minutes/fr.md", table.panel)).await.body;
        assert!(minutes.contains("Mains levées : compte saisi"), "{minutes}");
        let samir = house.signed_in("samir").await;
        let entries = house.archive.custody().newest_entries(&samir.actor, samir.memberships[0].programme, 50).await;
        let counted = entries.expect("the log").into_iter().filter(|entry| entry.deed == Deed::PanelVoteClosed);
        assert_eq!(counted.map(|entry| entry.by).collect::<Vec<_>>(), [None], "of no seat");
    }
}

on_both! {
    async fn a_pocket_chart_is_confirmed_by_another_account_and_never_mixed_with_telephones(ground) {
        let house = House::open(ground).await;
        let table = Table::voting(&house, &["Zellige-un", "Zellige-deux"], 3).await;
        let zineb = house.cast("zineb", Role::NationalCoordinator, None).await;
        assert_eq!(enter(&table, "pocket_chart", &["2", "1"]).await.status, StatusCode::SEE_OTHER);
        table.done("discard_count", &[]).await;
        table.vote(0, 0).await;
        assert!(enter(&table, "pictures", &["2", "1"]).await.body.contains("compteraient deux fois"));
        table.guests[0].post("/room", &[("step", "recuse")]).await;
        assert_eq!(enter(&table, "pictures", &["1", "1"]).await.status, StatusCode::SEE_OTHER);
        let confirmed = zineb.post(&table.panel, &seen(&table, &["1", "1"])).await;
        assert_eq!(confirmed.status, StatusCode::SEE_OTHER, "{}", confirmed.body);
        let page = table.latifa.get(&table.panel).await.body;
        assert!(page.contains("Bulletins à images : compte saisi") && page.contains("À égalité en tête."), "{page}");
    }
}
