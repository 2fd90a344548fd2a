//! An edit is a new layer with a visible difference; the verbatim one stays for ever.

use axum::http::StatusCode;
use method::policy::Role;
use tests::House;

const EDITED: [(&str, &str); 6] = [
    ("layers", "1"),
    ("title", "Zellige-titre"),
    ("context", "Zellige-avant"),
    ("description", "Zellige-récit, puis le bureau."),
    ("significance", "Zellige-sens"),
    ("reason", "demandé par elle"),
];

on_both! {
    async fn an_edit_shows_what_it_changed_and_keeps_what_was_told(ground) {
        let house = House::open(ground).await;
        let ilham = house.cast("ilham", Role::Facilitator, Some(0)).await;
        let story = house.record(&ilham).await;
        assert_eq!(ilham.post(&format!("{story}/edit"), &EDITED).await.location(), story);
        let page = ilham.get(&story).await;
        assert!(page.body.contains("<del>guichet</del>") && page.body.contains("<ins>bureau</ins>"), "{}", page.body);
        assert!(page.body.contains("demandé par elle"));
        assert!(page.body.contains("Tel qu’elle l’a raconté"));
        // Who wrote it, and how much of it is no longer hers: one word of seven.
        assert!(page.body.contains("Mots changés depuis qu’elle l’a raconté : "), "{}", page.body);
        assert!(page.body.contains("<bdi>ilham</bdi>"), "{}", page.body);
    }
}

on_both! {
    async fn an_edit_of_the_title_alone_is_visible_too(ground) {
        let house = House::open(ground).await;
        let ilham = house.cast("ilham", Role::Facilitator, Some(0)).await;
        let story = house.record(&ilham).await;
        let mut titled = EDITED;
        titled[1].1 = "Zellige-titre corrigé";
        titled[3].1 = "Zellige-récit, puis le guichet.";
        assert_eq!(ilham.post(&format!("{story}/edit"), &titled).await.location(), story);
        let page = ilham.get(&story).await.body;
        assert!(page.contains("<ins> corrigé</ins>") || page.contains("corrigé</ins>"), "{page}");
    }
}

on_both! {
    async fn two_people_editing_one_story_keep_both_texts(ground) {
        let house = House::open(ground).await;
        let ilham = house.cast("ilham", Role::Facilitator, Some(0)).await;
        let karima = house.cast("karima", Role::SiteCoordinator, Some(0)).await;
        let story = house.record(&ilham).await;
        let link = format!("{story}/edit");
        assert_eq!(ilham.post(&link, &EDITED).await.location(), story);
        let mut other = EDITED;
        other[3].1 = "Zellige-récit d’une autre main";
        let late = karima.post(&link, &other).await;
        assert_eq!(late.status, StatusCode::UNPROCESSABLE_ENTITY);
        assert!(late.body.contains("Zellige-récit d’une autre main") && late.body.contains("vient d’ajouter une version"));
        assert!(!karima.get(&story).await.body.contains("d’une autre main"));
    }
}

on_both! {
    async fn an_edit_says_why_and_changes_something(ground) {
        let house = House::open(ground).await;
        let ilham = house.cast("ilham", Role::Facilitator, Some(0)).await;
        let story = house.record(&ilham).await;
        let link = format!("{story}/edit");
        let mut silent = EDITED;
        silent[5].1 = " ";
        assert!(ilham.post(&link, &silent).await.body.contains("Dites pourquoi"));
        let mut same = EDITED;
        same[3].1 = "Zellige-récit, puis le guichet.";
        assert!(ilham.post(&link, &same).await.body.contains("Rien n’a été changé"));
        let mut hollow = EDITED;
        hollow[4].1 = "";
        assert!(ilham.post(&link, &hollow).await.body.contains("Notez pourquoi cela compte"));
    }
}

on_both! {
    async fn reading_back_is_noted(ground) {
        let house = House::open(ground).await;
        let ilham = house.cast("ilham", Role::Facilitator, Some(0)).await;
        let story = house.record(&ilham).await;
        assert!(ilham.get("/stories").await.body.contains("À relire"));
        let noted = ilham.post(&format!("{story}/read-back"), &[("corrections", "2"), ("approved", "yes")]).await;
        assert_eq!(noted.location(), story);
        assert!(!ilham.get("/stories").await.body.contains("À relire"));
        let page = ilham.get(&story).await.body;
        let said = page.split("<h2>Relecture</h2>").nth(1).unwrap_or(&page);
        for word in ["Approuvé", "Corrections : 2", "ilham", "2 mars 2026"] {
            assert!(said.contains(word), "{word}: {page}");
        }
    }
}
