//! Voting: after hearing, once, hidden until the vote is closed.

use super::*;

on_both! {
    async fn who_has_not_heard_every_story_does_not_vote_yet(ground) {
        let house = House::open(ground).await;
        let table = Table::laid(&house, &["Zellige-un", "Zellige-deux"], 2).await;
        table.done("start", &[]).await;
        for story in &table.stories {
            table.done("discuss", &[("story", story)]).await;
        }
        table.done("open_vote", &[]).await;
        let early = table.vote(0, 0).await;
        assert_eq!(early.status, StatusCode::UNPROCESSABLE_ENTITY);
        assert!(early.body.contains("avant de voter : 2"), "{}", early.body);
        let guest = &table.guests[0];
        for story in &table.stories {
            guest.post(&format!("/room/stories/{story}"), &[("step", "heard")]).await;
        }
        assert_eq!(table.vote(0, 0).await.location(), "/room");
    }
}

on_both! {
    async fn a_seat_votes_once_and_for_a_story_of_the_panel(ground) {
        let house = House::open(ground).await;
        let table = Table::voting(&house, &["Zellige-un", "Zellige-deux"], 2).await;
        let none = table.guests[0].post("/room", &[("step", "vote")]).await;
        assert!(none.status == StatusCode::UNPROCESSABLE_ENTITY && none.body.contains("Choisissez un récit"));
        let strange = [("step", "vote"), ("choice", "0123456789abcdef0123456789abcdef")];
        assert!(table.guests[0].post("/room", &strange).await.body.contains("n’est pas au vote"));
        assert_eq!(table.vote(0, 0).await.location(), "/room");
        let again = table.vote(0, 1).await;
        assert_eq!(again.status, StatusCode::UNPROCESSABLE_ENTITY);
        assert!(again.body.contains("déjà dans l’urne"));
        assert!(table.latifa.get(&table.panel).await.body.contains("1 sur 2 ont voté"));
    }
}

on_both! {
    async fn after_the_count_nobody_votes(ground) {
        let house = House::open(ground).await;
        let table = Table::voting(&house, &["Zellige-un", "Zellige-deux"], 2).await;
        let early = table.step("count", &[]).await;
        assert!(early.body.contains("Personne n’a encore voté"), "{}", early.body);
        table.vote(0, 0).await;
        assert!(table.step("count", &[]).await.body.contains("pas encore voté : 1"));
        table.done("count_now", &[]).await;
        let late = table.vote(1, 1).await;
        assert_eq!(late.status, StatusCode::UNPROCESSABLE_ENTITY);
        assert!(late.body.contains("Aucun vote n’est ouvert"));
        assert!(table.latifa.get(&table.panel).await.body.contains("Présentes sans voter : 1"));
    }
}

/// What four of five guests do, as their vote or their marks stand in two houses: the same pages but for what is random.
async fn told_while_open(ground: tests::Ground, method: &[(&str, &str)], acts: [[&str; 4]; 2]) -> String {
    let mut seen = Vec::new();
    let ids = regex::Regex::new("[0-9a-f]{32}|\"[A-Za-z0-9_-]{22}\"").expect("a pattern");
    for choices in acts {
        let house = House::open(ground).await;
        let table = Table::laid_by(&house, &["Zellige-un", "Zellige-deux"], 5, method).await;
        table.done("start", &[]).await;
        let is_marked_first = method.contains(&("method", "pre_scoring"));
        if is_marked_first {
            for story in &table.stories {
                table.done("read_aloud", &[("story", story)]).await;
            }
        } else {
            table.heard().await;
        }
        for (guest, choice) in choices.iter().enumerate() {
            let answer = if method.is_empty() {
                table.vote(guest, choice.parse().expect("a story")).await
            } else {
                let [first, second] = [0, 1].map(|story| table.stories[story].as_str());
                let (one, other) = choice.split_once(' ').expect("two marks");
                let marks = [
                    ("step", "rate"),
                    ("story", first),
                    ("mark", one),
                    ("story", second),
                    ("mark", other),
                ];
                table.guests[guest].post("/room", &marks).await
            };
            assert_eq!(answer.location(), "/room", "{}", answer.body);
        }
        let mut pages = vec![
            table.latifa.get(&table.panel).await.body,
            table.latifa.get("/panels").await.body,
            table.step("count", &[]).await.body,
            super::live::first(&table.latifa, &format!("{}/events", table.panel)).await,
            super::live::first(&table.guests[4], "/room/events").await,
        ];
        for guest in &table.guests {
            pages.push(guest.get("/room").await.body);
            for story in &table.stories {
                pages.push(guest.get(&format!("/room/stories/{story}")).await.body);
            }
        }
        let text = pages.join("\n");
        // What differs between two houses: ids, nonces, and the order of stories, which follows from a seat's id.
        let plain = ids.replace_all(&text, "").into_owned();
        let mut tags: Vec<String> = plain.split('<').map(str::to_owned).collect();
        tags.sort_unstable();
        seen.push((tags, text));
    }
    let differing: Vec<_> = seen[0]
        .0
        .iter()
        .zip(&seen[1].0)
        .filter(|(one, other)| one != other)
        .take(3)
        .collect();
    assert!(
        differing.is_empty() && seen[0].0.len() == seen[1].0.len(),
        "a page depends on what was given: {differing:?}"
    );
    seen.remove(0).1
}

on_both! {
    /// Whatever is voted, pages and streams are the same until the vote is closed.
    async fn no_page_and_no_stream_tells_a_running_count(ground) {
        let text = told_while_open(ground, &[], [["0", "0", "0", "0"], ["0", "1", "1", "1"]]).await;
        assert!(text.contains("4 sur 5 ont voté") && !text.contains("tally"), "{text}");
    }
}

on_both! {
    /// Marks are sealed as votes are, before a meeting and in it.
    async fn no_page_and_no_stream_tells_marks_before_they_are_counted(ground) {
        let given = [["5 1", "4 2", "5 5", "1 1"], ["1 5", "1 1", "2 4", "3 3"]];
        for method in ["scoring", "pre_scoring"] {
            let text = told_while_open(ground, &[("method", method), ("scale", "5")], given).await;
            assert!(text.contains("4 sur 5 ont noté"), "{method}: {text}");
        }
    }
}
