//! Taking the rows of a table from a spreadsheet: they come into the form, each that could not be read is named, and nothing is kept
//! before its source and date are said.

use crate::interchange::{download, scene};
use axum::http::StatusCode;
use method::policy::Role;
use tests::House;

on_both! {
    async fn the_rows_of_a_text_come_into_the_form_and_are_kept_with_source_and_date(ground) {
        let house = House::open(ground).await;
        let rajae = house.cast("rajae", Role::AdvocacyOfficer, None).await;
        assert!(rajae.get("/indicators/new").await.body.contains("formaction=\"/indicators/file\""));
        let file = "Clinique;Femmes\nMarrakech;206\nAgadir;=B2-74\nTanger;69\n";
        let typed = [("language", "fr"), ("caption", "Zellige-légende"), ("hides", "yes")];
        let read = rajae.send_file("/indicators/file", file.as_bytes(), &typed).await;
        assert_eq!(read.status, StatusCode::OK);
        for part in ["Clinique | Femmes\nMarrakech | 206\nTanger | 69</textarea>", "Lignes reprises : 3", "Ligne 3 du fichier, laissée de côté : une formule sans valeur", "value=\"Zellige-légende\""] {
            assert!(read.body.contains(part), "{part}: {}", read.body);
        }
        assert!(!rajae.get("/indicators").await.body.contains("Zellige-légende"), "nothing is kept yet");
        let mut kept = vec![("language", "fr"), ("caption", "Zellige-légende"), ("hides", "yes"), ("table", "Clinique | Femmes\nMarrakech | 206\nTanger | 69")];
        let refused = rajae.post("/indicators/new", &kept).await;
        assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY, "who counted, and when?");
        kept.extend([("source", "Registre"), ("date", "2026")]);
        assert_eq!(rajae.post("/indicators/new", &kept).await.location(), "/indicators");
        assert!(rajae.get("/indicators").await.body.contains("Zellige-légende"));
    }
}

on_both! {
    async fn a_workbook_of_another_program_is_read(ground) {
        let at = scene(ground).await;
        let book = download(&at.house, &at.houda, "codings.xlsx").await;
        let read = at.houda.send_file("/indicators/file", &book, &[]).await;
        assert_eq!(read.status, StatusCode::OK, "{}", read.body);
        assert!(read.body.contains("Lignes reprises : ") && read.body.contains(" | "), "{}", read.body);
    }
}

on_both! {
    async fn what_is_no_sheet_is_refused_with_a_way_on_and_what_was_typed_stays(ground) {
        let house = House::open(ground).await;
        let rajae = house.cast("rajae", Role::AdvocacyOfficer, None).await;
        let large = vec![b'a'; 1024 * 1024 + 1];
        let many = "a;b\n".repeat(300);
        for (file, sentence) in [
            (b"".as_slice(), "Choisissez un fichier"),
            (b"\n\n", "La première feuille est vide"),
            (b"\xd0\xcf\x11\xe0old", "s’enregistre d’abord en .xlsx"),
            (b"PK\x03\x04nothing", "abîmé ou protégé"),
            (b"caf\xe9;12", "CSV UTF-8"),
            (&large, "1 Mo au plus"),
            (many.as_bytes(), "200 rangées"),
        ] {
            let refused = rajae.send_file("/indicators/file", file, &[("caption", "Zellige-légende"), ("table", "Zellige | table")]).await;
            assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY, "{sentence}");
            assert!(refused.body.contains(sentence) && refused.body.contains("value=\"Zellige-légende\"") && refused.body.contains("Zellige | table</textarea>"), "{sentence}: {}", refused.body);
        }
    }
}

on_both! {
    async fn only_those_who_keep_figures_send_files(ground) {
        let house = House::open(ground).await;
        let ilham = house.cast("ilham", Role::Facilitator, Some(0)).await;
        let karima = house.cast("karima", Role::SiteCoordinator, Some(0)).await;
        for person in [&ilham, &karima] {
            assert_eq!(person.send_file("/indicators/file", b"a;b\nc;1", &[]).await.status, StatusCode::NOT_FOUND);
        }
        assert_eq!(house.nobody().send_file("/indicators/file", b"a;b\nc;1", &[]).await.location(), "/sign-in");
    }
}
