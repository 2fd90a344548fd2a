//! Methods beside majority, each through the pages, and what its result shows.

use super::*;

/// A guest's marks, one a story.
async fn marks(table: &Table, guest: usize, marks: &[&str]) -> Answer {
    let mut answers = vec![("step", "rate")];
    for (story, mark) in table.stories.iter().zip(marks) {
        answers.extend([("story", story.as_str()), ("mark", *mark)]);
    }
    table.guests[guest].post("/room", &answers).await
}

on_both! {
    /// 4 to 3, then 5 to 2, then all: from the second round on the page says what moved.
    async fn rounds_go_on_until_all_agree_and_what_moved_is_shown(ground) {
        let house = House::open(ground).await;
        let table = Table::laid_by(&house, &["Zellige-un", "Zellige-deux"], 7, &[("method", "iterative"), ("rounds", "4")]).await;
        let console = table.latifa.get(&table.panel).await.body;
        assert!(console.contains("Tours successifs") && console.contains("Tours au plus : 4."), "{console}");
        table.done("start", &[]).await;
        table.heard().await;
        table.round(&[0, 0, 0, 0, 1, 1, 1]).await;
        let page = table.latifa.get(&table.panel).await.body;
        assert!(page.contains("Tours encore possibles : 3") && !page.contains(r#"name="reason_1""#), "{page}");
        let early = table.step("decide", &[("chosen", &table.stories[0])]).await;
        assert!(early.status == StatusCode::UNPROCESSABLE_ENTITY && early.body.contains("tours possibles, 3"), "{}", early.body);
        assert!(table.step("run_off", &[]).await.status == StatusCode::UNPROCESSABLE_ENTITY);
        table.done("again", &[]).await;
        table.round(&[0, 0, 0, 0, 0, 1, 1]).await;
        let page = table.latifa.get(&table.panel).await.body;
        assert!(page.contains(">+1</td>") && page.contains(">−1</td>"), "{page}");
        assert!(page.contains(r#"d="M57 0v8" class="bar-before""#) && page.contains(r#"d="M42 0v8""#), "drawn where they stood: {page}");
        table.done("again", &[]).await;
        table.round(&[0; 7]).await;
        assert!(table.step("again", &[]).await.body.contains("Il n’y a plus de tour"));
        table.done("reason_1", &[("story", &table.stories[0]), ("reason_1", WHY)]).await;
        assert!(table.step("close", &[]).await.body.contains("Demandez"), "of a hidden count dissent is asked in any case");
        table.done("decline", &[]).await;
        table.done("close", &[]).await;
        let record = table.latifa.get(&format!("{}/record", table.panel)).await.body;
        for said in ["Tours au plus : 4.", "tour 3", "+1", "Nettement en tête.", "La tête est la même"] {
            assert!(record.contains(said), "{said}: {record}");
        }
        let minutes = table.latifa.get(&format!("{}/minutes/fr.md", table.panel)).await.body;
        assert!(minutes.contains("| 5 (+1) |") && minutes.contains("| 2 (−1) |") && minutes.contains("| 4 |"), "{minutes}");
    }
}

on_both! {
    async fn marks_are_sealed_until_counted_and_kept_when_one_is_missing(ground) {
        let house = House::open(ground).await;
        let method = [("method", "scoring"), ("scale", "5"), ("words", "3")];
        let table = Table::laid_by(&house, &["Zellige-un", "Zellige-deux"], 3, &method).await;
        table.done("start", &[]).await;
        table.heard().await;
        let sheet = table.guests[0].get("/room").await.body;
        assert_eq!(sheet.matches(r#"name="mark""#).count(), 2, "{sheet}");
        let missing = marks(&table, 0, &["5", ""]).await;
        assert_eq!(missing.status, StatusCode::UNPROCESSABLE_ENTITY);
        assert!(missing.body.contains("Il manque une note") && missing.body.contains(r#"<option value="5" selected"#), "{}", missing.body);
        assert!(marks(&table, 0, &["5", "6"]).await.body.contains("de 1 à 5"));
        assert!(table.vote(0, 0).await.body.contains("Aucun vote n’est ouvert"));
        assert_eq!(marks(&table, 0, &["5", "2"]).await.location(), "/room");
        assert!(table.guests[0].get("/room").await.body.contains("Vos notes sont remises"));
        let console = table.latifa.get(&table.panel).await.body;
        assert!(console.contains("1 sur 3 ont noté") && !console.contains("Du mieux noté"), "{console}");
        assert!(table.step("count_now", &[]).await.body.contains("Plus de la moitié des notes manquent : 2"));
        assert_eq!(marks(&table, 1, &["4", "3"]).await.location(), "/room");
        assert_eq!(marks(&table, 2, &["1", "5"]).await.location(), "/room");
        table.done("count", &[]).await;
        let room = table.guests[2].get("/room").await.body;
        assert!(room.contains("Du mieux noté") && !room.contains("3,33"), "of three sheets no mean is shown: {room}");
        assert!(table.step("close", &[]).await.body.contains("Égalité entre 2 récits"), "10 and 10");
        table.done("run_off", &[]).await;
        table.round(&[1, 1, 0]).await;
        table.done("reason_1", &[("story", &table.stories[1]), ("reason_1", "trois mots suffisent")]).await;
        table.done("dissent", &[("dissent", "Le premier dure plus")]).await;
        table.done("close", &[]).await;
        let record = table.latifa.get(&format!("{}/record", table.panel)).await.body;
        assert!(record.contains("De 1 à 5.") && record.contains("Du mieux noté"), "{record}");
    }
}

on_both! {
    /// Seven sheets: 5 for the first and 2 for the second each; then six of seven vote for the second.
    async fn a_vote_against_the_marks_is_explained_in_the_record(ground) {
        let house = House::open(ground).await;
        let method = [("method", "pre_scoring"), ("criterion", "Durée"), ("weight", "3"), ("criterion", "Clarté"), ("weight", "1")];
        let table = Table::laid_by(&house, &["Zellige-un", "Zellige-deux"], 7, &method).await;
        table.done("start", &[]).await;
        let unread = table.guests[0].get("/room").await.body;
        assert!(unread.contains("Avant de noter") && !unread.contains(r#"name="mark""#), "{unread}");
        for story in &table.stories {
            table.done("read_aloud", &[("story", story)]).await;
        }
        let [first, second] = [0, 1].map(|index| table.stories[index].as_str());
        for guest in &table.guests {
            let answers = [
                ("step", "rate"), ("story", first), ("mark", "5"), ("story", first), ("mark", "1"),
                ("story", second), ("mark", "2"), ("story", second), ("mark", "2"),
            ];
            assert_eq!(guest.post("/room", &answers).await.location(), "/room");
        }
        table.done("count", &[]).await;
        let console = table.latifa.get(&table.panel).await.body;
        assert!(console.contains("4,00") && console.contains("2,00"), "the table lies before the meeting: {console}");
        table.heard().await;
        table.round(&[1, 1, 1, 1, 1, 1, 0]).await;
        table.done("reason_1", &[("story", second), ("reason_1", WHY)]).await;
        table.done("decline", &[]).await;
        assert!(table.step("close", &[]).await.body.contains("Le choix ne suit pas les nombres"));
        let short = table.step("explain", &[("explanation", "le débat")]).await;
        assert!(short.body.contains("il en faut 8") && short.body.contains("le débat"), "{}", short.body);
        let why = "En parlant nous avons compris ce que ce changement a coûté";
        table.done("explain", &[("explanation", why)]).await;
        table.done("close", &[]).await;
        let record = table.latifa.get(&format!("{}/record", table.panel)).await.body;
        assert!(record.contains(why) && record.contains("n’a pas suivi les notes") && record.contains("4,00"), "{record}");
    }
}

on_both! {
    async fn a_group_talks_until_it_agrees_whatever_was_counted(ground) {
        let house = House::open(ground).await;
        let table = Table::laid_by(&house, &["Zellige-un", "Zellige-deux"], 3, &[("method", "negotiation")]).await;
        table.done("start", &[]).await;
        table.heard().await;
        table.vote(0, 0).await;
        assert!(table.step("count_now", &[]).await.body.contains("il en manque : 2"));
        table.vote(1, 0).await;
        table.vote(2, 1).await;
        table.done("count", &[]).await;
        assert!(table.step("close", &[]).await.body.contains("ce que le groupe décide"));
        table.done("decide", &[("chosen", &table.stories[1])]).await;
        table.done("reason_1", &[("story", &table.stories[1]), ("reason_1", WHY)]).await;
        table.done("dissent", &[("dissent", "Le premier reste le plus fort pour une de nous")]).await;
        table.done("close", &[]).await;
    }
}

on_both! {
    async fn a_story_sent_back_carries_its_question_and_can_come_again(ground) {
        let house = House::open(ground).await;
        let table = Table::counted(&house, &["Zellige-un", "Zellige-deux"], &[0, 0, 1]).await;
        let none = table.step("send_back", &[("back_question", "Quand est-ce arrivé ?")]).await;
        assert!(none.status == StatusCode::UNPROCESSABLE_ENTITY && none.body.contains("Quand est-ce arrivé ?"), "{}", none.body);
        let empty = table.step("send_back", &[("sent_back", &table.stories[0])]).await;
        assert!(empty.body.contains("Écrivez quelque chose ici"), "{}", empty.body);
        table.done("send_back", &[("sent_back", &table.stories[0]), ("back_question", "Quand est-ce arrivé ?")]).await;
        table.done("decline", &[]).await;
        table.done("close", &[]).await;
        let own_page = table.ilham.get(&format!("/stories/{}", table.stories[0])).await.body;
        assert!(own_page.contains("Renvoyé avec une question") && own_page.contains("Quand est-ce arrivé ?"), "{own_page}");
        assert!(table.guests[0].get("/room").await.body.contains("Quand est-ce arrivé ?"));
        let site = house.overview().await.sites[0].id.to_string();
        let again = ask_for_panel(&house, &table.latifa, &site).await;
        assert_eq!(again.status, StatusCode::SEE_OTHER, "both may be read again");
    }
}

on_both! {
    async fn a_tie_that_is_decided_is_explained(ground) {
        let house = House::open(ground).await;
        let table = Table::counted(&house, &["Zellige-un", "Zellige-deux"], &[0, 1]).await;
        table.done("decide", &[("chosen", &table.stories[1])]).await;
        table.done("reason_1", &[("story", &table.stories[1]), ("reason_1", WHY)]).await;
        table.done("decline", &[]).await;
        assert!(table.step("close", &[]).await.body.contains("écrivez pourquoi avant de terminer"));
        let why = "Deux voix de poids égal et une échéance demain pour le comité";
        table.done("explain", &[("explanation", why)]).await;
        table.done("close", &[]).await;
        let record = table.latifa.get(&format!("{}/record", table.panel)).await.body;
        assert!(record.contains("Il y avait égalité") && record.contains(why), "{record}");
    }
}

on_both! {
    async fn what_a_panel_is_opened_with_stays_in_bounds_and_what_was_typed_stays(ground) {
        let house = House::open(ground).await;
        let latifa = house.cast("latifa", Role::PanelChair, Some(0)).await;
        let site = house.overview().await.sites[0].id.to_string();
        for (method, sentence) in [
            (&[("method", "iterative"), ("rounds", "9")][..], "Il y a 2 à 6 tours"),
            (&[("method", "scoring"), ("scale", "99")], "de 2 à 10"),
            (&[("method", "scoring"), ("criterion", "Durée"), ("weight", "0")], "de 1 à 100"),
            (&[("words", "0")], "de 1 à 60"),
            (&[("method", "iterative"), ("secret", "yes")], "Le vote secret va avec la majorité seulement"),
        ] {
            let refused = ask_for_panel_by(&house, &latifa, &site, method).await;
            assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY);
            assert!(refused.body.contains(sentence), "{sentence}: {}", refused.body);
            let (_, typed) = method[method.len() - 1];
            assert!(refused.body.contains(&format!(r#"value="{typed}""#)), "{typed}: {}", refused.body);
        }
    }
}

on_both! {
    /// Three vote, two to one. Usually no number would be shown.
    async fn a_panel_shows_small_numbers_by_its_own_rule_and_its_record_says_so(ground) {
        let house = House::open(ground).await;
        let own = "Par sa propre règle, dite à l’ouverture, ce panel montre tous ses nombres";
        let table = Table::laid_by(&house, &["Zellige-un", "Zellige-deux"], 3, &[("counts", "shown")]).await;
        let before = table.guests[0].get("/room").await.body;
        assert!(before.contains(own), "who sits there knows before she votes: {before}");
        table.done("start", &[]).await;
        table.heard().await;
        table.round(&[0, 0, 1]).await;
        for page in [table.latifa.get(&table.panel).await.body, table.guests[2].get("/room").await.body] {
            assert!(page.contains(own) && page.contains(">2</td>") && page.contains(">1</td>"), "{page}");
            assert!(!page.contains("Les nombres ne se montrent pas"), "{page}");
        }
        table.done("reason_1", &[("story", &table.stories[0]), ("reason_1", WHY)]).await;
        table.done("decline", &[]).await;
        table.done("close", &[]).await;
        let record = table.latifa.get(&format!("{}/record", table.panel)).await.body;
        assert!(record.contains(own) && record.contains(">2</td>"), "{record}");
        let minutes = table.latifa.get(&format!("{}/minutes/fr.md", table.panel)).await.body;
        assert!(minutes.contains("Par sa propre règle") && minutes.contains("| 2 |") && minutes.contains("| 1 |"), "{minutes}");
    }
}

on_both! {
    /// 5 and 2, 4 and 3 of two sheets: means of 4.50 and 2.50, where usually an order would stand.
    async fn marks_of_few_are_shown_by_the_same_rule(ground) {
        let house = House::open(ground).await;
        let method = [("method", "scoring"), ("counts", "shown")];
        let table = Table::laid_by(&house, &["Zellige-un", "Zellige-deux"], 2, &method).await;
        table.done("start", &[]).await;
        table.heard().await;
        assert_eq!(marks(&table, 0, &["5", "2"]).await.location(), "/room");
        assert_eq!(marks(&table, 1, &["4", "3"]).await.location(), "/room");
        table.done("count", &[]).await;
        let room = table.guests[0].get("/room").await.body;
        assert!(room.contains("4,50") && room.contains("2,50") && !room.contains("Du mieux noté"), "{room}");
    }
}

on_both! {
    async fn a_secret_vote_has_no_such_rule_and_what_was_typed_stays(ground) {
        let house = House::open(ground).await;
        let table = Table::laid(&house, &["Zellige-un"], 1).await;
        let site = house.overview().await.sites[0].id.to_string();
        let asked = [("secret", "yes"), ("counts", "shown"), ("words", "11")];
        let refused = ask_for_panel_by(&house, &table.latifa, &site, &asked).await;
        assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY, "{}", refused.body);
        assert!(refused.body.contains("Un vote secret garde ses petits nombres cachés"), "{}", refused.body);
        let kept = crate::sheet::sheet(&refused.body, "/panels/new");
        for (name, value) in asked {
            assert!(kept.contains(&(name.to_owned(), value.to_owned())), "{name}: {kept:?}");
        }
        // Unless it is said, nothing is shown.
        let usual = crate::sheet::sheet(&table.latifa.get("/panels/new").await.body, "/panels/new");
        assert!(usual.contains(&("counts".to_owned(), "hidden".to_owned())), "{usual:?}");
    }
}
