//! Joining by code: without account and name, and no guessing.

use super::*;

on_both! {
    async fn a_code_that_opens_nothing_is_said_so_and_the_form_is_kept(ground) {
        let house = House::open(ground).await;
        let table = Table::laid(&house, &["Zellige-un"], 0).await;
        let right = code(&table.latifa, &table.panel).await;
        let wrong = if right == "123456" { "654321" } else { "123456" };
        let guest = house.nobody();
        for typed in [wrong, "", "12", "vingt", "1234567"] {
            let answer = guest.post("/join", &[("code", typed), ("category", "partner")]).await;
            assert_eq!(answer.status, StatusCode::UNPROCESSABLE_ENTITY, "{typed}");
            assert!(answer.body.contains("Ce code n’ouvre pas de salle"), "{typed}");
            assert!(answer.body.contains(&format!(r#"value="{typed}""#)), "{typed} is kept");
            assert!(answer.body.contains(r#"value="partner" checked"#), "the category is kept: {}", answer.body);
        }
    }
}

on_both! {
    async fn a_seat_says_as_what_one_sits_there(ground) {
        let house = House::open(ground).await;
        let table = Table::laid(&house, &["Zellige-un"], 0).await;
        let code = code(&table.latifa, &table.panel).await;
        let answer = house.nobody().post("/join", &[("code", &code)]).await;
        assert_eq!(answer.status, StatusCode::UNPROCESSABLE_ENTITY);
        assert!(answer.body.contains("Choisissez à quel titre"));
        let spaced = format!("{} {}", &code[..3], &code[3..]);
        let guest = seated(&house, &spaced, "donor").await;
        assert!(guest.get("/room").await.body.contains("Vous avez une place"));
        assert!(table.latifa.get(&table.panel).await.body.contains("Bailleur"));
    }
}

on_both! {
    async fn after_the_reading_began_the_code_is_as_if_it_never_was(ground) {
        let house = House::open(ground).await;
        let table = Table::laid(&house, &["Zellige-un"], 1).await;
        let code = code(&table.latifa, &table.panel).await;
        table.done("start", &[]).await;
        let late = house.nobody().post("/join", &[("code", &code), ("category", "staff")]).await;
        assert!(late.body.contains("Ce code n’ouvre pas de salle") && late.body.contains("la lecture a déjà commencé"));
        assert!(!table.latifa.get(&table.panel).await.body.contains("join-code"));
    }
}

on_both! {
    async fn thirty_wrong_codes_in_a_quarter_of_an_hour_are_enough(ground) {
        let house = House::open(ground).await;
        let table = Table::laid(&house, &["Zellige-un"], 0).await;
        let right = code(&table.latifa, &table.panel).await;
        let wrong = if right == "123456" { "654321" } else { "123456" };
        let guest = house.nobody();
        for _ in 0..30 {
            assert!(guest.post("/join", &[("code", wrong)]).await.body.contains("n’ouvre pas de salle"));
        }
        let answer = guest.post("/join", &[("code", &right), ("category", "staff")]).await;
        assert_eq!(answer.status, StatusCode::UNPROCESSABLE_ENTITY);
        assert!(answer.body.contains("Trop de codes inexacts") && answer.body.contains("09:15 UTC"), "{}", answer.body);
        let house = house.restarted().await;
        house.archive.custody().unseal(tests::PASSPHRASE).await.expect("the passphrase");
        let after = house.nobody().post("/join", &[("code", &right), ("category", "staff")]).await;
        assert!(after.body.contains("Trop de codes inexacts"), "a restart forgives nothing");
        house.archive.set_clock(tests::opening_day() + chrono::TimeDelta::minutes(16));
        seated(&house, &right, "staff").await;
    }
}

on_both! {
    async fn a_browser_without_a_seat_is_shown_the_way_in(ground) {
        let house = House::open(ground).await;
        let nobody = house.nobody();
        for path in ["/room", "/room/stories/00000000000000000000000000000000"] {
            let answer = nobody.get(path).await;
            assert_eq!(answer.status, StatusCode::NOT_FOUND, "{path}");
            assert!(answer.body.contains(r#"name="code""#), "{path}");
        }
        assert_eq!(nobody.get("/room/events").await.status, StatusCode::NOT_FOUND);
        assert!(nobody.get("/sign-in").await.body.contains(r#"href="/join""#));
        let sealed = House::open(ground).await.restarted().await;
        assert_eq!(sealed.nobody().get("/join").await.status, StatusCode::SERVICE_UNAVAILABLE);
    }
}
