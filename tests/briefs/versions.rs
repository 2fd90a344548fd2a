//! The versions of a brief, and what colleagues say of it.

use super::cast::{Cast, answers};
use axum::http::StatusCode;

on_both! {
    async fn each_save_is_a_version_and_what_it_changed_is_visible(ground) {
        let cast = Cast::on(ground).await;
        let nora = cast.house.cast("nora", method::policy::Role::AdvocacyOfficer, None).await;
        let brief = cast.brief("fr", "Le premier texte").await;
        assert_eq!(nora.post(&brief, &answers("1", "fr", "Le deuxième texte")).await.location(), brief);
        let mut renamed = answers("2", "fr", "Le deuxième texte");
        renamed[1].1 = "Sortir de l’ombre";
        assert_eq!(cast.rajae.post(&brief, &renamed).await.location(), brief);
        let page = cast.zineb.get(&format!("{brief}/review")).await.body;
        for part in ["/versions/1\"", "/versions/2\"", "/versions/3\"", "<bdi>nora</bdi>", "<bdi>rajae</bdi>", "2 mars 2026"] {
            assert!(page.contains(part), "{part}: {page}");
        }
        let first = cast.zineb.get(&format!("{brief}/versions/1")).await.body;
        assert!(first.contains("C’est la première version") && first.contains("\nLe premier texte</textarea>"), "{first}");
        let second = cast.rajae.get(&format!("{brief}/versions/2")).await.body;
        assert!(second.contains("<del>premier</del>") && second.contains("<ins>deuxième</ins>") && second.contains("nora"), "{second}");
        assert!(!second.contains("Sortir de"), "the title was not changed there");
        let third = cast.rajae.get(&format!("{brief}/versions/3")).await.body;
        assert!(third.contains("silence</del>") && third.contains("ombre</ins>") && !third.contains("<ins>deuxième"), "{third}");
        for path in ["versions/0", "versions/4", "versions/x"] {
            assert_eq!(cast.rajae.get(&format!("{brief}/{path}")).await.status, StatusCode::NOT_FOUND, "{path}");
        }
    }
}

on_both! {
    async fn advocacy_and_coordination_speak_of_a_version_and_nothing_said_is_lost(ground) {
        let cast = Cast::on(ground).await;
        let brief = cast.brief("fr", "Un mot").await;
        let link = format!("{brief}/review");
        assert!(cast.rajae.get(&link).await.body.contains("Personne n’a encore rien dit"));
        for (by, words) in [(&cast.zineb, "Zellige-question ?"), (&cast.rajae, "Zellige-<b>réponse</b>.")] {
            let said = [("step", "comment"), ("version", "1"), ("words", words)];
            assert_eq!(by.post(&link, &said).await.location(), link);
        }
        assert_eq!(cast.rajae.post(&brief, &answers("1", "fr", "Deux mots")).await.location(), brief);
        let page = cast.zineb.get(&link).await.body;
        assert!(page.contains("Zellige-question ?") && page.contains("Zellige-&lt;b&gt;réponse"), "{page}");
        assert_eq!(page.matches("version 1").count(), 2, "said of the version that was read: {page}");
        let long = "Zellige ".repeat(260);
        for (words, sentence) in [(" ", "Écrivez quelques mots"), (long.as_str(), "2000 signes au plus")] {
            let refused = cast.zineb.post(&link, &[("step", "comment"), ("version", "2"), ("words", words)]).await;
            assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY);
            assert!(refused.body.contains(sentence) && refused.body.matches("Zellige").count() >= words.matches("Zellige").count());
        }
        assert_eq!(cast.zineb.post(&link, &[("step", "shout")]).await.status, StatusCode::UNPROCESSABLE_ENTITY);
    }
}
