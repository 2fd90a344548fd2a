//! Minutes as files: in three languages, without a name, with a trace by which a copy can be checked.

use super::*;
use archive::audit::Deed;
use sha2::{Digest, Sha256};

/// The hashes that the log knows: of minutes at a panel's end, and of files that were handed over.
async fn known(house: &House) -> (Vec<String>, Vec<String>) {
    let samir = house.signed_in("samir").await;
    let entries = house
        .archive
        .custody()
        .newest_entries(&samir.actor, samir.memberships[0].programme, 50)
        .await;
    let deeds = entries.expect("the log").into_iter().map(|entry| entry.deed);
    let (mut written, mut taken) = (Vec::new(), Vec::new());
    for deed in deeds {
        match deed {
            Deed::MinutesWritten(hash) => written.push(hash.to_string()),
            Deed::MinutesTaken(hash) => taken.push(hash.to_string()),
            _ => {}
        }
    }
    (written, taken)
}

fn hash(text: &str) -> String {
    let bytes: Vec<String> = Sha256::digest(text).iter().map(|byte| format!("{byte:02x}")).collect();
    bytes.concat()
}

on_both! {
    async fn minutes_leave_as_text_in_three_languages_with_their_hash_in_the_log(ground) {
        let house = House::open(ground).await;
        let table = Table::counted(&house, &["Zellige | un", "Zellige-deux"], &[0, 0, 0, 0, 0, 1, 1]).await;
        table.done("reason_1", &[("story", &table.stories[0]), ("reason_1", "# Elle va *seule* au tribunal et accompagne maintenant une voisine")]).await;
        table.done("criteria", &[("criterion", "Durée"), ("weight", "60")]).await;
        table.done("dissent", &[("dissent", "La seconde parle de ses enfants, dit Samira Bentaleb")]).await;
        let console = table.latifa.get(&table.panel).await.body;
        let warned = console.split(r#"id="named""#).nth(1).expect("a name stands in a view");
        assert!(warned.contains("Samira Bentaleb") && warned.contains("Le procès-verbal ne nomme personne"), "{warned}");
        assert_eq!(known(&house).await, (vec![], vec![]));
        table.done("close", &[]).await;
        let at_the_end = known(&house).await.0;
        assert_eq!(at_the_end.len(), 3, "nobody has taken a file yet");
        let page = table.latifa.get(&format!("{}/record", table.panel)).await.body;
        for (file, said) in [("fr.md", "Voix"), ("ar.md", "محضر اللجنة"), ("en.md", "Votes")] {
            let link = format!("{}/minutes/{file}", table.panel);
            assert!(page.contains(&link), "{page}");
            let minutes = table.latifa.get(&link).await;
            assert_eq!(minutes.headers["content-type"], "text/markdown; charset=utf-8");
            let text = minutes.body;
            for part in [said, "Zellige \\| un", "\\# Elle va \\*seule\\* au tribunal", "| 5 |", "La seconde parle", "× 4"] {
                assert!(text.contains(part), "{part}: {text}");
            }
            for name in ["Latifa", "Ilham", "latifa", "ilham"] {
                assert!(!text.contains(name), "{name}: {text}");
            }
            assert!(at_the_end.contains(&hash(&text)), "what is handed over is what was written at the end");
            assert!(known(&house).await.1.contains(&hash(&text)), "a copy can be checked");
        }
        let samir = house.person("samir").await;
        let log = samir.get("/custody").await.body;
        let (written, taken) = known(&house).await;
        for first in [&written[0][..8], &taken[0][..8]] {
            assert!(log.contains(first), "{log}");
        }
        assert!(log.contains("Procès-verbal remis") && log.contains("Procès-verbal à la fin"), "{log}");
        for strange in ["de.md", "fr.docx", "fr", "fr.md.pdf"] {
            let answer = table.latifa.get(&format!("{}/minutes/{strange}", table.panel)).await;
            assert_eq!(answer.status, StatusCode::NOT_FOUND, "{strange}");
        }
    }
}

on_both! {
    async fn minutes_leave_as_pdf_and_are_asked_for_as_a_record_is(ground) {
        let house = House::open(ground).await;
        let table = Table::closed(&house, &["Zellige-un"], &[0], 0).await;
        for file in ["fr.pdf", "ar.pdf", "en.pdf"] {
            let minutes = table.latifa.get(&format!("{}/minutes/{file}", table.panel)).await;
            assert_eq!(minutes.headers["content-type"], "application/pdf");
            assert!(minutes.body.starts_with("%PDF-"));
        }
        assert_eq!(known(&house).await.1.len(), 3);
        let siham = house.cast("siham", Role::Facilitator, Some(1)).await;
        assert_eq!(siham.get(&format!("{}/minutes/fr.md", table.panel)).await.status, StatusCode::NOT_FOUND);
        assert_eq!(house.nobody().get(&format!("{}/minutes/fr.md", table.panel)).await.location(), "/sign-in");
    }
}

on_both! {
    async fn minutes_of_a_withdrawn_story_hold_no_word_of_it(ground) {
        let house = House::open(ground).await;
        let table = Table::closed(&house, &["Zellige-un", "Zellige-deux"], &[0, 0, 1], 0).await;
        table.ilham.post(&format!("/stories/{}/withdraw", table.stories[0]), &[]).await;
        let minutes = table.latifa.get(&format!("{}/minutes/fr.md", table.panel)).await.body;
        assert!(!minutes.contains("Zellige\\-un") && minutes.contains("Zellige\\-deux") && minutes.contains("ont été ôtés"), "{minutes}");
    }
}
