//! What is said before a brief goes out: it leans on one teller, her words went everywhere, it tells of successes alone.

use super::cast::{Cast, WORDS, answers};
use tests::{borrowed, with};

const LEANS: &str = "Une seule femme donne 2 citations sur 3";
const EVERYWHERE: &str = "au moins la troisième fois en douze mois";
const BRIGHT: &str = "ne raconte que des réussites";
const SETBACK: &str = "Le tribunal a refusé, et tout a recommencé.";

on_both! {
    async fn a_brief_that_leans_is_told_so_and_may_go_out_all_the_same(ground) {
        let cast = Cast::on(ground).await;
        let first = cast.story(&["p5"], "2027-03-01").await;
        let (one, two) = (cast.excerpt(&first, 0, 37).await, cast.excerpt(&first, 37, 71).await);
        let other = cast.excerpt(&cast.story(&["p5"], "2027-03-01").await, 0, 37).await;
        let body = |ids: &[method::id::ExcerptId]| -> String {
            let references: Vec<String> = ids.iter().map(|id| format!("{{{{excerpt:{id}}}}}\n\n")).collect();
            references.concat()
        };
        let even = cast.brief("fr", &body(&[one, other])).await;
        let page = cast.rajae.get(&format!("{even}/issue")).await.body;
        assert!(!page.contains("Une seule femme") && !page.contains(EVERYWHERE), "{page}");
        let leaning = cast.brief("fr", &body(&[one, two, other])).await;
        assert!(cast.rajae.get(&format!("{leaning}/issue")).await.body.contains(LEANS));
        cast.issued(&leaning, "ministry").await;
        // Her words have gone out once; after the second time the next would be the third.
        assert!(!cast.rajae.get(&format!("{even}/issue")).await.body.contains(EVERYWHERE));
        let shelf = cast.rajae.get(&even).await.body;
        assert!(shelf.contains("ses mots en douze mois : 1"), "{shelf}");
        cast.issued(&even, "parliament").await;
        let page = cast.rajae.get(&format!("{even}/issue")).await.body;
        assert!(page.contains(EVERYWHERE) && page.contains("douze mois : 2"), "{page}");
    }
}

on_both! {
    async fn successes_alone_are_offered_a_setback_from_the_shelf(ground) {
        let cast = Cast::on(ground).await;
        let (_, bright) = cast.quotable(&["p5"]).await;
        let brief = cast.brief("fr", &bright).await;
        let page = cast.rajae.get(&format!("{brief}/issue")).await.body;
        assert!(page.contains(BRIGHT) && page.contains("Aucun extrait approuvé"), "{page}");

        let mut told = with(&cast.house.aminas_story().await, "description", SETBACK);
        told = with(&with(&told, "until", "2027-03-01"), "direction", "bad");
        told.push(("p5", "yes".to_owned()));
        let story = cast.ilham.post("/stories/new", &borrowed(&told)).await.location().to_owned();
        let setback = cast.excerpt(&story, 0, SETBACK.chars().count()).await;
        let page = cast.rajae.get(&format!("{brief}/issue")).await.body;
        assert!(page.contains(BRIGHT) && page.contains(SETBACK) && !page.contains(WORDS), "{page}");

        let both = format!("{bright}\n\n{{{{excerpt:{setback}}}}}");
        cast.rajae.post(&brief, &answers("1", "fr", &both)).await;
        assert!(!cast.rajae.get(&format!("{brief}/issue")).await.body.contains(BRIGHT));
        let empty = cast.brief("fr", "Un mot").await;
        assert!(!cast.rajae.get(&format!("{empty}/issue")).await.body.contains("id=\"counsel\""));
    }
}
