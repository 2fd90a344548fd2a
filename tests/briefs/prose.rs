//! A brief's own words are read before it goes out: for names and numbers, and for words of a story that nobody cleared.

use super::cast::{Cast, sign_off, sign_off_despite};
use archive::desk::excerpts::Entered;
use axum::http::StatusCode;
use method::id::StoryId;

const PASTED: &str = "des mots d’un récit y sont copiés";
const TAKEN: &str = "# Un titre\n\nElle le dit :\nje ne disais rien à personne. Et depuis ?";

on_both! {
    async fn words_of_a_story_that_are_not_quoted_do_not_go_out(ground) {
        let cast = Cast::on(ground).await;
        let brief = cast.brief("fr", TAKEN).await;
        // Nobody has told them yet.
        cast.signed_off(&brief, "ministry").await;
        let story = cast.story(&["p5"], "2027-03-01").await;
        let issue = [("version", "1"), ("addressee", "ministry"), ("to", "")];
        let held = cast.rajae.post(&format!("{brief}/issue"), &issue).await;
        assert_eq!(held.status, StatusCode::UNPROCESSABLE_ENTITY);
        assert!(held.body.contains(PASTED) && held.body.contains("Ligne 4"), "{}", held.body);
        let refused = sign_off_despite(&cast.zineb, &brief, "press", "Zellige-raison").await;
        assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY, "no reason is enough");
        assert!(refused.body.contains(PASTED), "{}", refused.body);
        // An excerpt of the same words is quoted, and five of them are anybody's.
        let excerpt = cast.excerpt(&story, 0, 37).await;
        let quoted = cast.brief("fr", &format!("Elle ne disait rien à personne.\n\n{{{{excerpt:{excerpt}}}}}")).await;
        cast.issued(&quoted, "ministry").await;
    }
}

on_both! {
    async fn who_is_named_in_a_brief_is_said_with_the_line_and_goes_out_only_for_a_reason(ground) {
        let cast = Cast::on(ground).await;
        let brief = cast.brief("fr", "Un mot.\n\nÉcrivez à Samira Bennani au 06 12 34 56 78.").await;
        for page in [cast.rajae.get(&brief).await.body, cast.zineb.get(&format!("{brief}/review")).await.body] {
            assert!(page.contains("Ligne 3 : personne") && page.contains("Ligne 3 : numéro de téléphone"), "{page}");
        }
        let refused = sign_off(&cast.zineb, &brief, "ministry").await;
        assert!(refused.status == StatusCode::UNPROCESSABLE_ENTITY && refused.body.contains("name=\"despite\""), "{}", refused.body);
        let signed = sign_off_despite(&cast.zineb, &brief, "ministry", "Zellige : elle porte la campagne.").await;
        assert_eq!(signed.location(), format!("{brief}/review"), "{}", signed.body);
        let issue = [("version", "1"), ("addressee", "ministry"), ("to", "")];
        assert_eq!(cast.rajae.post(&format!("{brief}/issue"), &issue).await.location(), format!("{brief}#issues"));
    }
}

on_both! {
    async fn a_brief_says_how_the_house_is_reached(ground) {
        let cast = Cast::on(ground).await;
        let body = "## Nos demandes\n\nDes papiers.\n\n## Pour nous joindre\n\nplaidoyer@example.org, 05 22 34 56 78";
        let brief = cast.brief("fr", body).await;
        assert!(!cast.rajae.get(&brief).await.body.contains("id=\"named\""));
        cast.issued(&brief, "press").await;
        let elsewhere = cast.brief("fr", "Des papiers : amina@example.org").await;
        assert!(cast.rajae.get(&elsewhere).await.body.contains("Ligne 1 : adresse électronique"));
    }
}

on_both! {
    async fn a_name_of_a_register_is_said_to_the_coordinator_alone(ground) {
        let cast = Cast::on(ground).await;
        let story = cast.story(&["p5"], "2027-03-01").await;
        let karima = cast.house.signed_in("karima").await;
        let entered = Entered {
            same: None,
            names: vec!["Tounfite".into()],
            latin: "Loubna".into(),
            arabic: String::new(),
            is_chosen: false,
            is_everywhere: false,
            is_teller: true,
        };
        let id: StoryId = story.trim_start_matches("/stories/").parse().expect("a story's path");
        cast.house.archive.excerpts().enter_person(&karima.actor, id, entered).await.expect("entered");
        let brief = cast.brief("fr", "La porte de tounfite est ouverte.").await;
        let page = cast.zineb.get(&format!("{brief}/review")).await.body;
        assert!(page.contains("Ligne 1 : un nom du registre"), "{page}");
        let refused = sign_off(&cast.zineb, &brief, "ministry").await;
        assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY);
        for path in [brief.clone(), format!("{brief}/issue")] {
            assert!(!cast.rajae.get(&path).await.body.contains("nom du registre"), "{path}");
        }
    }
}
