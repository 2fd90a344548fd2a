//! The library: what may be quoted now, by what it is about, what stands behind it and how far it has gone; words that are looked
//! for stand in no address.

use super::cast::{Cast, WORDS};
use crate::coding::{code, give};
use axum::http::StatusCode;
use method::policy::Role;
use tests::{Person, borrowed, with};

const LIBRARY: &str = "/excerpts/library";
const RIGHTS: &str = "Maintenant, je connais mes droits.";
const SILENCE: &str = "Avant, je ne disais rien à personne.";

/// Two excerpts of one story.
async fn two(cast: &Cast) -> String {
    let story = cast.story(&["p5"], "2027-03-01").await;
    cast.excerpt(&story, 0, 36).await;
    cast.excerpt(&story, 37, 71).await;
    story
}

/// What the library says of both excerpts when it is asked by an address: whether each is there.
async fn narrowed(by: &Person, query: &str) -> (bool, bool) {
    let answer = by.get(&format!("{LIBRARY}?{query}")).await;
    assert_eq!(answer.status, StatusCode::OK, "{query}");
    (answer.body.contains(SILENCE), answer.body.contains(RIGHTS))
}

on_both! {
    async fn words_find_an_excerpt_and_stand_in_no_address(ground) {
        let cast = Cast::on(ground).await;
        let empty = cast.rajae.get(LIBRARY).await;
        assert!(empty.status == StatusCode::OK && empty.body.contains("Aucun extrait à citer"), "{}", empty.body);
        two(&cast).await;
        assert_eq!(narrowed(&cast.rajae, "").await, (true, true));
        for asked in ["DROIT", "connais droits"] {
            let found = cast.rajae.post(LIBRARY, &[("q", asked)]).await;
            assert_eq!(found.status, StatusCode::OK);
            assert!(found.body.contains(RIGHTS) && !found.body.contains(SILENCE) && found.body.contains("Extraits trouvés : 1 sur 2"), "{}", found.body);
            let addresses = found.body.split("href=\"").skip(1).filter_map(|rest| rest.split('"').next());
            assert!(addresses.clone().count() > 5 && addresses.into_iter().all(|address| !address.contains("roit")), "{}", found.body);
            assert_eq!(found.body.matches(&format!("name=\"q\" value=\"{asked}\"")).count(), 2, "kept while it is narrowed: {}", found.body);
        }
        // Of the story nothing is looked at but the excerpt.
        for unseen in ["Zellige", "guichet", "papiers"] {
            let found = cast.rajae.post(LIBRARY, &[("q", unseen)]).await;
            assert!(found.body.contains("Aucun extrait trouvé") && !found.body.contains(RIGHTS), "{unseen}");
        }
        let typed = cast.rajae.get(&format!("{LIBRARY}?q=silence")).await.body;
        assert!(typed.contains(SILENCE) && typed.contains(RIGHTS) && !typed.contains("value=\"silence\""), "an address is not asked for words");
    }
}

on_both! {
    async fn what_it_is_narrowed_by_stands_in_an_address_that_can_be_passed_on(ground) {
        let cast = Cast::on(ground).await;
        two(&cast).await;
        let without_words = cast.rajae.post(LIBRARY, &[("q", " "), ("language", "fr"), ("uses", "none"), ("domain", "Zellige"), ("code", "<b>")]).await;
        assert_eq!(without_words.location(), format!("{LIBRARY}?language=fr&uses=none"), "what is not understood gets nowhere");
        let page = cast.rajae.get(without_words.location()).await.body;
        assert!(page.contains("<form method=\"get\"") && page.contains(RIGHTS), "{page}");
        let found = cast.rajae.post(LIBRARY, &[("q", "droits"), ("language", "ar")]).await.body;
        assert!(found.contains("Aucun extrait trouvé") && found.contains("type=\"hidden\" name=\"language\" value=\"ar\""), "{found}");
    }
}

on_both! {
    async fn domain_language_theme_reading_back_and_use_narrow_it(ground) {
        let cast = Cast::on(ground).await;
        let story = two(&cast).await;
        let overview = cast.house.overview().await;
        let [own, other] = [0, 1].map(|at| overview.domains[at].domain.id);
        let houda = cast.house.person("houda").await;
        let (complaint, threat) = (code(&houda, "Plainte et recours").await, code(&houda, "Menace de mort").await);
        let legal = code(&houda, "Juridique").await;
        give(&houda, &story, WORDS, RIGHTS, &complaint).await;
        for (query, found) in [
            (format!("domain={own}"), (true, true)),
            (format!("domain={other}"), (false, false)),
            ("language=fr".into(), (true, true)),
            ("language=en".into(), (false, false)),
            (format!("code={complaint}"), (false, true)),
            (format!("code={legal}"), (false, true)),
            (format!("code={threat}"), (false, false)),
            ("read_back=yes".into(), (false, false)),
            ("choice=none".into(), (true, true)),
            ("choice=any".into(), (false, false)),
            ("uses=none".into(), (true, true)),
            ("uses=some".into(), (false, false)),
            (format!("code={complaint}&uses=many"), (false, false)),
        ] {
            assert_eq!(narrowed(&cast.rajae, &query).await, found, "{query}");
        }
        let page = cast.rajae.get(LIBRARY).await.body;
        assert!(page.contains("Plainte et recours") && page.contains("— Juridique") && !page.contains("Menace de mort"), "themes that are borne: {page}");
        let heard = [("approved", "yes"), ("corrections", "0")];
        assert_eq!(cast.ilham.post(&format!("{story}/read-back"), &heard).await.location(), story);
        assert_eq!(narrowed(&cast.rajae, "read_back=yes").await, (true, true));
    }
}

on_both! {
    async fn the_meter_counts_what_went_out_with_her_words(ground) {
        let cast = Cast::on(ground).await;
        let story = cast.story(&["p5"], "2027-03-01").await;
        let (one, two) = (cast.excerpt(&story, 0, 36).await, cast.excerpt(&story, 37, 71).await);
        let brief = cast.brief("fr", &format!("{{{{excerpt:{one}}}}}\n\n{{{{excerpt:{two}}}}}")).await;
        cast.issued(&brief, "ministry").await;
        let page = cast.rajae.get(LIBRARY).await.body;
        assert_eq!(page.matches("en douze mois : 1 sur 2, en tout : 1").count(), 2, "once a brief: {page}");
        assert!(page.contains("<meter") && page.matches("Trop souvent").count() == 1, "{page}");
        assert_eq!(narrowed(&cast.rajae, "uses=some").await, (true, true));
        cast.issued(&brief, "parliament").await;
        assert_eq!(narrowed(&cast.rajae, "uses=many").await, (true, true));
        assert_eq!(cast.rajae.get(LIBRARY).await.body.matches("Trop souvent").count(), 3, "in the list to choose from, and on both");
        let fresh = cast.excerpt(&cast.story(&["p5"], "2027-03-01").await, 0, 36).await;
        let page = cast.rajae.get(LIBRARY).await.body;
        let place = |id: method::id::ExcerptId| page.find(&format!("href=\"/excerpts/{id}\"")).expect("on the page");
        assert!(place(fresh) < place(one) && place(fresh) < place(two), "the least used first");
    }
}

on_both! {
    async fn only_what_may_be_quoted_today_lies_there_and_only_for_those_who_quote(ground) {
        let cast = Cast::on(ground).await;
        let story = two(&cast).await;
        cast.draft_excerpt(&story, 0, 71).await;
        cast.excerpt(&cast.story(&["p4"], "2027-03-01").await, 0, 36).await;
        assert!(cast.rajae.get(LIBRARY).await.body.contains("Extraits trouvés : 2 sur 2"));
        let (houda, karima, samir) = (cast.house.person("houda").await, cast.house.person("karima").await, cast.house.person("samir").await);
        for person in [&houda, &karima, &cast.zineb] {
            assert_eq!(narrowed(person, "").await, (true, true));
        }
        let latifa = cast.house.cast("latifa", Role::PanelChair, Some(0)).await;
        for person in [&cast.ilham, &latifa, &samir] {
            assert_eq!(person.get(LIBRARY).await.status, StatusCode::NOT_FOUND);
            assert_eq!(person.post(LIBRARY, &[("q", "droits")]).await.status, StatusCode::NOT_FOUND);
        }
        let (_, stranger) = cast.house.second_programme("warda", Role::AdvocacyOfficer).await;
        assert!(stranger.get(LIBRARY).await.body.contains("Aucun extrait à citer"));
        let taken = [("purpose", "5"), ("answer", "withdrawn"), ("manner", "spoken")];
        assert_eq!(cast.ilham.post(&format!("{story}/consent"), &taken).await.location(), story);
        assert!(cast.rajae.get(LIBRARY).await.body.contains("Aucun extrait à citer"));
    }
}

on_both! {
    async fn a_full_shelf_has_pages_by_address_and_by_words(ground) {
        let cast = Cast::on(ground).await;
        let story = cast.story(&["p5"], "2027-03-01").await;
        for end in 50..71 {
            cast.excerpt(&story, 37, end).await;
        }
        let first = cast.rajae.get(&format!("{LIBRARY}?language=fr")).await.body;
        assert!(first.contains("1 à 20 sur 21") && first.contains("skip=20\" rel=\"next\"") && !first.contains("rel=\"prev\""), "{first}");
        let second = cast.rajae.get(&format!("{LIBRARY}?language=fr&skip=20")).await.body;
        assert!(second.contains("21 à 21 sur 21") && second.contains(&format!("href=\"{LIBRARY}?language=fr\" rel=\"prev\"")), "{second}");
        let words = cast.rajae.post(LIBRARY, &[("q", "maintenant"), ("skip", "20")]).await.body;
        assert!(words.contains("21 à 21 sur 21") && words.contains("name=\"skip\" value=\"0\"") && !words.contains("rel=\"prev\""), "{words}");
        let beyond = cast.rajae.get(&format!("{LIBRARY}?skip=99999")).await;
        assert!(beyond.status == StatusCode::OK && beyond.body.contains("Aucun extrait trouvé"));
    }
}

on_both! {
    async fn a_name_of_a_code_that_was_made_of_her_words_is_no_theme(ground) {
        let cast = Cast::on(ground).await;
        let mut told = with(&cast.house.aminas_story().await, "description", WORDS);
        told.push(("p5", "yes".into()));
        let story = cast.ilham.post("/stories/new", &borrowed(&told)).await.location().to_owned();
        cast.excerpt(&story, 0, 36).await;
        let houda = cast.house.person("houda").await;
        let layer = crate::coding::layer(&houda, &story).await;
        let (start, end) = crate::coding::place(WORDS, "rien à personne");
        let named = [("layer", layer.as_str()), ("part", "description"), ("start", &start), ("end", &end), ("words", "rien à personne"), ("in_vivo", "yes")];
        assert_eq!(houda.post(&format!("{story}/code"), &named).await.status, StatusCode::SEE_OTHER);
        assert!(houda.get("/codebook").await.body.contains("rien à personne"), "the code is there");
        let page = cast.rajae.get(LIBRARY).await.body;
        assert_eq!(page.matches("rien à personne").count(), 1, "in the quotation alone: {page}");
    }
}
