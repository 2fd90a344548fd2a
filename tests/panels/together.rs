//! Many hands at once: nobody is told to try again, nothing is counted twice, whatever the order.

use super::*;

on_both! {
    async fn twelve_people_who_vote_at_once_are_twelve_votes(ground) {
        let house = House::open(ground).await;
        let table = Table::voting(&house, &["Zellige-un", "Zellige-deux"], 12).await;
        let mut votes = Vec::new();
        for (index, guest) in table.guests.iter().enumerate() {
            // Each presses twice, as an impatient thumb does.
            for _ in 0..2 {
                let (guest, choice) = (guest.clone(), table.stories[index % 2].clone());
                votes.push(tokio::spawn(async move {
                    guest.post("/room", &[("step", "vote"), ("choice", &choice)]).await.status
                }));
            }
        }
        let mut taken = 0;
        for vote in votes {
            match vote.await.expect("a vote") {
                StatusCode::SEE_OTHER => taken += 1,
                other => assert_eq!(other, StatusCode::UNPROCESSABLE_ENTITY),
            }
        }
        assert_eq!(taken, 12);
        table.done("count", &[]).await;
        let page = table.latifa.get(&table.panel).await.body;
        assert_eq!(page.matches(r#"<td class="number">6</td>"#).count(), 2, "{page}");
    }
}

on_both! {
    /// Guests and chair act in orders drawn from a small sequence; however it goes, the count is that of the votes that were
    /// answered as taken.
    async fn whatever_the_order_the_count_is_what_was_answered(ground) {
        let house = House::open(ground).await;
        let table = Table::laid(&house, &["Zellige-un", "Zellige-deux"], 9).await;
        let mut chance = 2026_u64;
        let mut draw = |bound: u64| {
            chance = chance.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
            usize::try_from((chance >> 33) % bound).expect("small")
        };
        let mut taken = [0, 0];
        for _ in 0..1200 {
            let (guest, story) = (&table.guests[draw(9)], draw(2));
            let id = table.stories[story].as_str();
            let answer = match draw(7) {
                0 => table.step("start", &[]).await,
                1 => table.step("discuss", &[("story", id)]).await,
                2 => table.step("open_vote", &[]).await,
                3 => guest.post("/room", &[("step", "leave")]).await,
                4 => guest.post("/room", &[("step", "back")]).await,
                5 => guest.post(&format!("/room/stories/{id}"), &[("step", "heard")]).await,
                _ => {
                    let vote = guest.post("/room", &[("step", "vote"), ("choice", id)]).await;
                    taken[story] += usize::from(vote.status == StatusCode::SEE_OTHER);
                    vote
                }
            };
            let known = [StatusCode::SEE_OTHER, StatusCode::UNPROCESSABLE_ENTITY].contains(&answer.status);
            assert!(known, "{}: {}", answer.status, answer.body);
        }
        assert!(taken[0] + taken[1] > 6 && taken[0].min(taken[1]) > 1, "the sequence comes to a count that is shown: {taken:?}");
        table.done("count_now", &[]).await;
        let page = table.latifa.get(&table.panel).await.body;
        for votes in taken {
            assert!(page.contains(&format!(r#"<td class="number">{votes}</td>"#)), "{taken:?}: {page}");
        }
    }
}
