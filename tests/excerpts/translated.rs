//! The same words in two languages: an excerpt of an approved translation is led back to what she said, is said to be a translation, and
//! stands beside the excerpt of her own words.

use super::{approve, begun, coded, saved};
use crate::coding::told;
use crate::sheet::sheet;
use crate::stories::drafts::{act, translate};
use axum::http::StatusCode;
use method::id::StoryId;
use method::policy::Role;
use tests::House;

const TEXT: &str = "قبل ما كنت نهضر مع حتى واحد.\nدابا كنعرف حقوقي.";

on_both! {
    async fn words_are_quoted_in_a_translation_and_stand_beside_themselves(ground) {
        let house = House::open(ground).await;
        let ilham = house.cast("ilham", Role::Facilitator, Some(0)).await;
        let houda = house.cast("houda", Role::Analyst, None).await;
        let zineb = house.cast("zineb", Role::NationalCoordinator, None).await;
        let rajae = house.cast("rajae", Role::AdvocacyOfficer, None).await;
        let story = told(&house, &ilham, "ary", TEXT).await;
        let new = coded(&houda, &story, TEXT, "دابا كنعرف حقوقي").await;
        assert!(!houda.get(&new).await.body.contains("&amp;in="), "nothing is translated yet");

        let id: StoryId = story.trim_start_matches("/stories/").parse().expect("a story");
        let rows = ["Title", "Before", "Fig-silence.", "Fig-rights.", "Meaning"];
        assert_eq!(translate(&ilham, id, &rows).await, StatusCode::SEE_OTHER);
        assert_eq!(act(&ilham, id, "approve").await.status, StatusCode::SEE_OTHER);
        let page = houda.get(&new).await.body;
        let link = page.split("href=\"").find_map(|rest| rest.split('"').next().filter(|link| link.contains("&amp;in=")));
        let translation = link.expect("the way to the translation").replace("&amp;", "&");

        // Only the paragraph beside what was coded; what she said stands below it.
        let shown = houda.get(&translation).await.body;
        assert!(shown.contains("Fig-rights.") && !shown.contains("Fig-silence"), "{shown}");
        let (_, said) = shown.split_once("id=\"told\"").expect("her own words");
        assert!(said.contains("دابا كنعرف حقوقي.") && !said.contains("قبل ما") && said.contains("Ses mots"), "{said}");
        assert!(!shown.contains("version plus ancienne"));
        let english = saved(&houda, &new, &sheet(&shown, &new)).await;
        let darija = saved(&houda, &new, &begun(&houda, &new).await).await;
        let judged = zineb.get(&english).await.body;
        assert!(judged.contains("id=\"told\"") && !judged.contains("a été modifié depuis"), "{judged}");
        for excerpt in [&english, &darija] {
            assert_eq!(approve(&zineb, excerpt).await.location(), excerpt.as_str());
        }
        let answers = [("purpose", "5"), ("answer", "yes"), ("until", "2026-12-31"), ("manner", "spoken"), ("witness", "K2"), ("teach_back", "understood")];
        assert_eq!(ilham.post(&format!("{story}/consent"), &answers).await.location(), story);

        let library = rajae.get("/excerpts/library").await.body;
        assert_eq!(library.matches("<article class=\"story-card\"").count(), 2, "{library}");
        assert!(library.contains("Raconté en darija, traduit") && library.contains("Les mêmes mots (Anglais)"), "{library}");
        assert_eq!(library.matches("Fig-rights.").count(), 2, "on its own card, and beside her words: {library}");
        assert!(library.matches("Carte d").count() >= 2, "both bear the code of the passage: {library}");

        // In print each says in which language she told it.
        let reference = |excerpt: &str| format!("{{{{excerpt:{}}}}}", excerpt.trim_start_matches("/excerpts/"));
        let body = format!("{}\n\n{}", reference(&english), reference(&darija));
        let draft = [("version", "0"), ("title", "Droits"), ("language", "en"), ("project", "Chams"), ("selected", "vote"), ("body", body.as_str())];
        let brief = rajae.post("/briefs/new", &draft).await;
        let preview = rajae.post(&format!("{}/preview", brief.location()), &draft).await.body;
        assert!(preview.contains("· Told in Darija, translated</p>") && preview.contains("· Told in Darija</p>"), "{preview}");

        // Another story's layer, or one that is no translation, is no way to anywhere.
        let (before, _) = translation.split_once("&in=").expect("a layer");
        let other = told(&house, &ilham, "fr", "Un autre.").await;
        let elsewhere = translation.replace(&story, &other);
        for wrong in [format!("{before}&in=x"), format!("{before}&in={id}"), elsewhere] {
            assert_eq!(houda.get(&wrong).await.status, StatusCode::NOT_FOUND, "{wrong}");
        }
    }
}
