//! Seats: leaving and coming back, knowing a teller, a telephone that dies.

use super::*;

on_both! {
    async fn a_dead_telephone_is_replaced_and_the_old_one_is_worth_nothing(ground) {
        let house = House::open(ground).await;
        let table = Table::voting(&house, &["Zellige-un", "Zellige-deux"], 2).await;
        table.vote(0, 0).await;
        table.done("reseat", &[("seat", "1")]).await;
        assert_eq!(table.guests[0].get("/room").await.status, StatusCode::NOT_FOUND);
        assert_eq!(table.guests[0].post("/room", &[("step", "recuse")]).await.status, StatusCode::NOT_FOUND);
        let page = table.latifa.get(&table.panel).await.body;
        let shown = regex::Regex::new("<code>([0-9]{3}) ([0-9]{3})</code>").expect("a pattern");
        let found = shown.captures(&page).expect("a code");
        let code = format!("{}{}", &found[1], &found[2]);
        let mut other = house.nobody();
        let answer = other.post("/join", &[("code", &code)]).await;
        assert_eq!(answer.location(), "/room", "{}", answer.body);
        other.keep(&answer);
        assert!(other.get("/room").await.body.contains("Votre voix est dans l’urne"), "what it voted stays");
        let twice = house.nobody().post("/join", &[("code", &code)]).await;
        assert!(twice.body.contains("n’ouvre pas de salle"), "once only");
        assert!(table.step("reseat", &[("seat", "9")]).await.body.contains("Cette place n’existe pas"));
    }
}

on_both! {
    async fn who_knows_a_teller_steps_back_without_a_word(ground) {
        let house = House::open(ground).await;
        let table = Table::voting(&house, &["Zellige-un", "Zellige-deux"], 3).await;
        table.vote(0, 0).await;
        assert_eq!(table.guests[0].post("/room", &[("step", "recuse")]).await.location(), "/room");
        assert!(table.guests[0].get("/room").await.body.contains("Vous ne prenez pas part au vote"));
        assert!(table.vote(0, 0).await.body.contains("ne prend pas part au vote"));
        let console = table.latifa.get(&table.panel).await.body;
        assert!(console.contains("0 sur 2 ont voté") && !console.contains("Absente</span>"), "{console}");
        assert_eq!(table.step("away", &[("seat", "1")]).await.status, StatusCode::SEE_OTHER);
        // Her seat goes away and comes back as any other: the chair is told nothing.
        assert!(table.latifa.get(&table.panel).await.body.contains("Absente</span>"));
        table.done("back", &[("seat", "1")]).await;
        assert!(!table.latifa.get(&table.panel).await.body.contains("Absente</span>"));
        assert!(table.vote(0, 0).await.body.contains("ne prend pas part au vote"), "and she stays recused");
        for guest in [1, 2] {
            table.vote(guest, 0).await;
        }
        table.done("count", &[]).await;
        let room = table.guests[1].get("/room").await.body;
        assert!(room.contains("Nettement en tête."), "{room}");
    }
}

on_both! {
    async fn who_leaves_is_not_waited_for_and_may_come_back(ground) {
        let house = House::open(ground).await;
        let table = Table::voting(&house, &["Zellige-un"], 3).await;
        assert_eq!(table.guests[2].post("/room", &[("step", "leave")]).await.location(), "/room");
        assert!(table.latifa.get(&table.panel).await.body.contains("0 sur 2 ont voté"));
        assert!(table.vote(2, 0).await.body.contains("notée absente"));
        assert_eq!(table.guests[2].post("/room", &[("step", "back")]).await.location(), "/room");
        table.done("away", &[("seat", "2")]).await;
        assert!(table.latifa.get(&table.panel).await.body.contains("Absente"));
        table.done("back", &[("seat", "2")]).await;
        for guest in 0..3 {
            assert_eq!(table.vote(guest, 0).await.location(), "/room");
        }
        table.done("count", &[]).await;
    }
}

on_both! {
    async fn what_came_of_it_can_be_read_for_half_a_day(ground) {
        let house = House::open(ground).await;
        let table = Table::closed(&house, &["Zellige-un"], &[0], 0).await;
        assert!(table.guests[0].get("/room").await.body.contains(WHY));
        let link = format!("/room/stories/{}", table.stories[0]);
        assert_eq!(table.guests[0].get(&link).await.status, StatusCode::NOT_FOUND, "no story after the end");
        house.archive.set_clock(tests::opening_day() + chrono::TimeDelta::hours(13));
        assert_eq!(table.guests[0].get("/room").await.status, StatusCode::NOT_FOUND);
    }
}
