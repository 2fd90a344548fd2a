//! After the count: ties, reasons, dissent, what the votes carry.

use super::*;

on_both! {
    async fn a_tie_waits_for_the_group_and_a_run_off_settles_it(ground) {
        let house = House::open(ground).await;
        let table = Table::counted(&house, &["Zellige-un", "Zellige-deux", "Zellige-trois"], &[0, 1, 0, 1, 2]).await;
        let page = table.latifa.get(&table.panel).await.body;
        assert!(page.contains("Égalité.") && page.contains(r#"value="run_off""#), "{page}");
        let early = table.step("close", &[]).await;
        assert!(early.status == StatusCode::UNPROCESSABLE_ENTITY && early.body.contains("Égalité entre 2 récits"));
        table.done("run_off", &[]).await;
        let ballot = table.guests[0].get("/room").await.body;
        let standing = ballot.matches(r#"class="ballot-choice""#).count();
        assert_eq!(standing, 2, "{ballot}");
        assert!(!ballot.contains(r#"class="table tally""#), "a guest who votes sees no count");
        assert!(table.vote(4, 2).await.body.contains("n’est pas au vote"));
        for (guest, story) in [(0, 0), (1, 1), (2, 0), (3, 1), (4, 1)] {
            assert_eq!(table.vote(guest, story).await.location(), "/room");
        }
        table.done("count", &[]).await;
        let page = table.latifa.get(&table.panel).await.body;
        assert!(page.contains("tour 1") && page.contains("tour 2") && page.contains(r#"name="reason_1""#));
    }
}

on_both! {
    async fn a_split_group_takes_two_stories_or_none_and_says_why(ground) {
        let house = House::open(ground).await;
        let table = Table::counted(&house, &["Zellige-un", "Zellige-deux", "Zellige-trois"], &[0, 1, 0, 1]).await;
        let [first, second, third] = [0, 1, 2].map(|index| table.stories[index].as_str());
        let three = [("chosen", first), ("chosen", second), ("chosen", third)];
        assert!(table.step("decide", &three).await.body.contains("Au plus deux récits"));
        assert!(table.step("decide", &[("chosen", third)]).await.body.contains("ne portent pas ce choix"));
        let short = table.step("decide", &[("why_none", "trop vague")]).await;
        assert!(short.body.contains("il en faut 8") && short.body.contains("trop vague"), "{}", short.body);
        table.done("decide", &[("chosen", first), ("chosen", second)]).await;
        table.done("reason_1", &[("story", first), ("reason_1", WHY)]).await;
        assert!(table.step("close", &[]).await.body.contains("sans raison écrite : 1"));
        table.done("reason_2", &[("story", second), ("reason_2", WHY)]).await;
        table.done("decline", &[]).await;
        table.done("close", &[]).await;
        let record = table.latifa.get(&format!("{}/record", table.panel)).await.body;
        assert_eq!(record.matches(WHY).count(), 2);
    }
}

on_both! {
    async fn a_reason_is_more_than_key_words_and_what_was_typed_stays(ground) {
        let house = House::open(ground).await;
        let table = Table::counted(&house, &["Zellige-un", "Zellige-deux"], &[0, 0, 1]).await;
        let story = table.stories[0].as_str();
        let short = table.step("reason_1", &[("story", story), ("reason_1", "plus durable")]).await;
        assert_eq!(short.status, StatusCode::UNPROCESSABLE_ENTITY);
        assert!(short.body.contains("il en faut 8, il y en a 2") && short.body.contains("plus durable"), "{}", short.body);
        assert!(table.step("close", &[]).await.body.contains("sans raison écrite : 1"));
        table.done("reason_1", &[("story", story), ("reason_1", WHY)]).await;
        let unasked = table.step("close", &[]).await;
        assert!(unasked.body.contains("Demandez à celles qui ont voté autrement"), "{}", unasked.body);
        assert!(table.step("criteria", &[("criterion", "Durée"), ("weight", "0")]).await.body.contains("de 1 à 100"));
        table.done("dissent", &[("dissent", "La seconde parle de ses enfants")]).await;
        assert!(table.step("decline", &[]).await.body.contains("déjà noté"));
        table.done("close", &[]).await;
        let late = table.step("reason_1", &[("story", story), ("reason_1", WHY)]).await;
        assert!(late.status == StatusCode::UNPROCESSABLE_ENTITY && late.body.contains("On n’écrit pas encore les raisons"));
    }
}

on_both! {
    async fn two_chairs_writing_at_once_lose_no_sentence(ground) {
        let house = House::open(ground).await;
        let table = Table::counted(&house, &["Zellige-un"], &[0, 0]).await;
        let zineb = house.cast("zineb", Role::NationalCoordinator, None).await;
        let version = regex::Regex::new(r#"name="version" value="(\d+)""#).expect("a pattern");
        let page = zineb.get(&table.panel).await.body;
        let read = version.captures(&page).expect("a version")[1].to_owned();
        let story = table.stories[0].as_str();
        table.done("reason_1", &[("story", story), ("reason_1", WHY), ("version", &read)]).await;
        let other = "Parce que toute sa famille la regarde maintenant avec respect";
        let answers = [("step", "reason_1"), ("story", story), ("reason_1", other), ("version", read.as_str())];
        let late = zineb.post(&table.panel, &answers).await;
        assert_eq!(late.status, StatusCode::UNPROCESSABLE_ENTITY);
        assert!(late.body.contains("a changé pendant que vous écriviez") && late.body.contains(other), "{}", late.body);
        let fresh = version.captures(&late.body).expect("a version")[1].to_owned();
        assert_ne!(fresh, read);
        assert!(table.latifa.get(&table.panel).await.body.contains(WHY), "what was kept stays");
    }
}

on_both! {
    async fn the_vote_opens_when_each_story_was_discussed(ground) {
        let house = House::open(ground).await;
        let table = Table::laid(&house, &["Zellige-un", "Zellige-deux"], 0).await;
        assert!(table.step("start", &[]).await.body.contains("Personne n’a pris place"));
        assert!(table.step("open_vote", &[]).await.body.contains("pas le moment de la lecture"));
        seated(&house, &code(&table.latifa, &table.panel).await, "staff").await;
        table.done("start", &[]).await;
        table.done("discuss", &[("story", &table.stories[0])]).await;
        let early = table.step("open_vote", &[]).await;
        assert!(early.status == StatusCode::UNPROCESSABLE_ENTITY && early.body.contains("à discuter avant d’ouvrir le vote : 1"));
        assert_eq!(table.step("dance", &[]).await.status, StatusCode::UNPROCESSABLE_ENTITY);
    }
}
