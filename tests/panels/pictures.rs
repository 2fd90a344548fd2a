//! People who do not read, and chairs who lead for the first time: pictures, cards and ballots on paper, the card of a method, the
//! square that a camera reads.

use super::*;
use regex::Regex;

/// The pictures on a page, by what they show, in the order of the page.
fn pictures(page: &str) -> Vec<String> {
    let drawn = Regex::new(r#"<svg[^>]*aria-label="([^"]+)"[^>]*class="picture""#).expect("a pattern");
    drawn.captures_iter(page).map(|found| found[1].to_owned()).collect()
}

/// The picture that stands before a title.
fn before(page: &str, title: &str) -> String {
    let (above, _) = page.split_once(title).unwrap_or_else(|| panic!("no {title}: {page}"));
    pictures(above).pop().expect("a picture before the title")
}

on_both! {
    async fn a_story_has_one_picture_for_everybody_and_keeps_it(ground) {
        let house = House::open(ground).await;
        let titles = ["Zellige-un", "Zellige-deux", "Zellige-trois"];
        let table = Table::laid(&house, &titles, 3).await;
        table.done("start", &[]).await;
        let console = table.latifa.get(&table.panel).await.body;
        let mine: Vec<_> = titles.iter().map(|title| before(&console, title)).collect();
        assert!(mine[0] != mine[1] && mine[1] != mine[2] && mine[0] != mine[2], "{mine:?}");
        for guest in &table.guests {
            let room = guest.get("/room").await.body;
            for (title, picture) in titles.iter().zip(&mine) {
                assert_eq!(&before(&room, title), picture, "in each seat's own order, the same picture");
            }
        }
        let story = table.guests[0].get(&format!("/room/stories/{}", table.stories[1])).await.body;
        assert_eq!(pictures(&story), [mine[1].clone()]);

        // One is withdrawn: the others keep theirs.
        let withdrawn = table.ilham.post(&format!("/stories/{}/withdraw", table.stories[0]), &[]).await;
        assert!(withdrawn.status.is_success() || withdrawn.status.is_redirection(), "{}", withdrawn.body);
        let console = table.latifa.get(&table.panel).await.body;
        assert!(!console.contains(titles[0]));
        for (title, picture) in titles.iter().zip(&mine).skip(1) {
            assert_eq!(&before(&console, title), picture);
        }

        for story in &table.stories[1..] {
            table.done("read_aloud", &[("story", story)]).await;
            table.done("discuss", &[("story", story)]).await;
        }
        table.done("open_vote", &[]).await;
        let ballot = table.guests[0].get("/room").await.body;
        let (_, ballot) = ballot.split_once(r#"class="ballot""#).expect("a ballot");
        for (title, picture) in titles.iter().zip(&mine).skip(1) {
            assert_eq!(&before(ballot, title), picture);
        }
    }
}

on_both! {
    async fn cards_and_ballots_show_pictures_and_no_word_of_a_story(ground) {
        let house = House::open(ground).await;
        let titles = ["Zellige-un", "Zellige-deux"];
        let table = Table::laid(&house, &titles, 3).await;
        let address = format!("{}/cards", table.panel);
        let page = table.latifa.get(&address).await.body;
        let sections: Vec<_> = page.split(r#"<section class="section sheet">"#).skip(1).collect();
        let [list, cards, ballots, tally] = sections[..] else { panic!("{} sheets", sections.len()) };
        let drawn = pictures(list);
        assert!(drawn.len() == 2 && drawn[0] != drawn[1]);
        assert_eq!(pictures(cards), drawn);
        assert_eq!(pictures(tally), drawn);
        assert_eq!(pictures(ballots), [&drawn[..]; 3].concat(), "a ballot a seat");
        for title in titles {
            assert!(list.contains(title) && ![cards, ballots, tally].iter().any(|sheet| sheet.contains(title)));
        }
        assert_eq!(table.guests[0].get(&address).await.status, StatusCode::SEE_OTHER, "a guest is asked to sign in");
        assert_eq!(table.ilham.get(&address).await.status, StatusCode::NOT_FOUND, "who does not lead it finds none");
    }
}

on_both! {
    async fn who_chairs_for_the_first_time_has_a_card_for_the_method(ground) {
        let house = House::open(ground).await;
        let table = Table::laid_by(&house, &["Zellige-un", "Zellige-deux"], 1, &[("method", "iterative"), ("rounds", "3")]).await;
        let address = format!("{}/guide", table.panel);
        let page = table.latifa.get(&address).await.body;
        // Welcome 10, two stories of 8, three votes of 5 and two exchanges of 10, reasons 15, farewell 10.
        assert!(page.contains("Voter, dire pourquoi, voter encore") && page.contains("35\u{a0}min"), "{page}");
        assert!(page.contains("86\u{a0}min"), "{page}");
        assert!(page.contains("Les tours de parole") && page.contains("1 · Survivante"), "{page}");
        assert!(page.contains("demandez à chaque côté ses raisons") && !page.contains("Ouvrez le vote une fois tous"), "{page}");
        assert_eq!(table.ilham.get(&address).await.status, StatusCode::NOT_FOUND);
    }
}

on_both! {
    async fn who_chairs_a_secret_vote_for_the_first_time_has_its_own_steps(ground) {
        let house = House::open(ground).await;
        let table = Table::laid_by(&house, &["Zellige-un", "Zellige-deux"], 1, &[("secret", "yes")]).await;
        let page = table.latifa.get(&format!("{}/guide", table.panel)).await.body;
        // Welcome 10, two stories of 8, counting aloud and a vote 15, reasons 15, farewell 10.
        assert!(page.contains("Compter à voix haute, voter en secret") && page.contains("66\u{a0}min"), "{page}");
        for said in ["prenez le papier ou la tablette", "comptez à voix haute", "son jeton", "autant de bulletins", "second jeton"] {
            assert!(page.contains(said), "{said}: {page}");
        }
        assert!(!page.contains("Ouvrez le vote une fois tous"), "{page}");
    }
}

on_both! {
    async fn a_camera_reads_the_way_into_the_room(ground) {
        let house = House::open(ground).await;
        let table = Table::laid(&house, &["Zellige-un"], 1).await;
        let is_shown = async || table.latifa.get(&table.panel).await.body.contains(r#"class="qr""#);
        assert!(is_shown().await);
        table.done("start", &[]).await;
        assert!(!is_shown().await, "who comes later has not heard what the others heard");
    }
}
