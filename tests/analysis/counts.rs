//! Codes by groups: what is printed, what is hidden, what it is a part of.

use super::{HIDDEN, coded_at, row, told_at};
use crate::coding::{code, give};
use method::policy::Role;
use tests::House;

on_both! {
    async fn a_small_number_is_hidden_and_so_is_what_tells_it(ground) {
        let house = House::open(ground).await;
        let (ilham, siham) = (house.cast("ilham", Role::Facilitator, Some(0)).await, house.cast("siham", Role::Facilitator, Some(1)).await);
        let houda = house.cast("houda", Role::Analyst, None).await;
        let (threat, support) = (code(&houda, "Menace de mort").await, code(&houda, "Plainte et recours").await);
        coded_at(&house, &ilham, &houda, 0, 6, &threat).await;
        coded_at(&house, &siham, &houda, 1, 6, &support).await;
        told_at(&house, &ilham, 0, "Celui-ci attend encore.").await;
        let page = houda.get("/analysis").await.body;
        // Marrakech, Agadir, Tangier, all.
        assert_eq!(row(&page, "Récits codés"), ["6", "6", "0", "12"]);
        assert_eq!(row(&page, "Menace de mort"), ["6", "0", "0", "6"]);
        assert_eq!(row(&page, "Violences subies"), ["6", "0", "0", "6"], "a code counts those below it");
        assert_eq!(page.matches("12 récits codés sur 13. Lecture partielle.").count(), 2, "on the chart and on the table");
        assert!(page.contains("width=\"100\" height=\"8\" class=\"bar-fill\""), "{page}");

        // One in Agadir: it is hidden, and the six of Marrakech with it, since seven are printed.
        coded_at(&house, &siham, &houda, 1, 1, &threat).await;
        let page = houda.get("/analysis?by=site").await.body;
        assert_eq!(row(&page, "Menace de mort"), [HIDDEN, HIDDEN, "0", "7"]);
        assert_eq!(row(&page, "Récits codés"), ["6", "7", "0", "13"]);
        // By another group the same total stands, and nothing that it could be compared with.
        let page = houda.get("/analysis?by=direction").await.body;
        assert_eq!(row(&page, "Menace de mort"), ["7", "0", "0", "0", "7"]);
        let arabic = houda.reading("ar").get("/analysis?by=round").await.body;
        assert!(arabic.contains("13 من الحكايات مُرمَّزة من أصل 14"), "{arabic}");
    }
}

on_both! {
    async fn a_story_counts_once_and_only_while_its_teller_allows_it(ground) {
        let house = House::open(ground).await;
        let ilham = house.cast("ilham", Role::Facilitator, Some(0)).await;
        let houda = house.cast("houda", Role::Analyst, None).await;
        let karima = house.cast("karima", Role::SiteCoordinator, Some(0)).await;
        let threat = code(&houda, "Menace de mort").await;
        coded_at(&house, &ilham, &houda, 0, 5, &threat).await;
        let text = "Une menace. Encore une menace, plus tard.";
        let story = told_at(&house, &ilham, 0, text).await;
        for words in ["Une menace.", "Encore une menace"] {
            give(&houda, &story, text, words, &threat).await;
        }
        assert_eq!(row(&houda.get("/analysis").await.body, "Menace de mort").last().map(String::as_str), Some("6"));
        let withdrawn = [("purpose", "1"), ("answer", "withdrawn"), ("manner", "spoken")];
        assert_eq!(karima.post(&format!("{story}/consent"), &withdrawn).await.location(), story);
        let page = houda.get("/analysis").await.body;
        assert_eq!(row(&page, "Menace de mort").last().map(String::as_str), Some("5"));
        assert!(page.contains("5 récits codés sur 5."), "{page}");
    }
}

on_both! {
    async fn codes_together_tell_of_the_stories_that_bear_both(ground) {
        let house = House::open(ground).await;
        let ilham = house.cast("ilham", Role::Facilitator, Some(0)).await;
        let houda = house.cast("houda", Role::Analyst, None).await;
        let (threat, support) = (code(&houda, "Menace de mort").await, code(&houda, "Plainte et recours").await);
        for number in 0..15 {
            let text = format!("Récit {number}, menacée, puis aidée.");
            let story = told_at(&house, &ilham, 0, &text).await;
            if number < 10 {
                give(&houda, &story, &text, "menacée", &threat).await;
            }
            if number >= 5 {
                give(&houda, &story, &text, "aidée", &support).await;
            }
        }
        let page = houda.get("/analysis/pairs").await.body;
        // Violence, threat below it (two levels), support, complaint below it: 10 with each, 5 with both.
        let cells = row(&page, "Plainte et recours");
        assert!(cells.contains(&"10".to_owned()) && cells.contains(&"5".to_owned()) && cells.contains(&"—".to_owned()), "{cells:?}");
        let link = format!("/analysis/passages?code={support}&amp;with={threat}");
        assert!(page.contains(&link) || page.contains(&link.replace("&amp;", "&")), "{page}");
        let both = houda.get(&format!("/analysis/passages?code={support}&with={threat}")).await.body;
        assert_eq!(both.matches("menacée</q>").count(), 5);
        assert_eq!(both.matches("aidée</q>").count(), 5);
    }
}

on_both! {
    async fn a_programme_without_codings_says_so(ground) {
        let house = House::open(ground).await;
        let houda = house.cast("houda", Role::Analyst, None).await;
        for path in ["/analysis", "/analysis?by=choice", "/analysis?by=nonsense", "/analysis/pairs"] {
            assert!(houda.get(path).await.body.contains("Aucun récit codé"), "{path}");
        }
        assert!(houda.get("/analysis/agreement").await.body.contains("Rien à comparer"));
    }
}
