//! Text with ill intent stays text, and no bracket can pass for a mark.

use super::{begun, quoted, saved, scene};
use crate::sheet::{changed, sent};
use axum::http::StatusCode;

on_both! {
    async fn hostile_text_stays_text(ground) {
        let text = "Samira a dit <script>alert(1)</script> [ville] \u{202E}retourné\u{202C} & « <b> » à Tanger.";
        let at = scene(ground, "fr", text).await;
        let form = begun(&at.houda, &at.new).await;
        let payload = "<img src=x onerror=alert(2)>";
        let form = changed(&changed(&form, "with", 0, payload), "pseudonym", 0, "<b>Nora");
        let preview = at.houda.post(&at.new, &sent(&form)).await;
        let excerpt = saved(&at.houda, &at.new, &form).await;
        let karima = at.house.cast("karima", method::policy::Role::SiteCoordinator, Some(0)).await;
        let back = [("version", "1"), ("step", "send_back"), ("why", "</textarea><script>alert(3)</script>")];
        assert_eq!(karima.post(&excerpt, &back).await.location(), excerpt);
        let pages = [
            preview.body,
            at.houda.get(&at.new).await.body,
            at.houda.get(&excerpt).await.body,
            at.houda.get(&format!("{excerpt}/revise")).await.body,
            at.houda.get("/excerpts").await.body,
        ];
        for page in &pages {
            assert!(!page.contains("<script>alert") && !page.contains("<img src=x") && !page.contains("<b>Nora"));
        }
        // Her own brackets are no marks: only what is marked is in a mark.
        let shown = quoted(&pages[2]);
        assert!(shown.contains(" [ville] ") && pages[2].contains("data-state=\"replaced\" class=\"identifier\">[ville]</mark>"), "{shown}");
        let forged = changed(&form, "with", 0, "a] et [b");
        let mut forged = sent(&forged);
        forged.push(("step", "save"));
        assert_eq!(at.houda.post(&at.new, &forged).await.status, StatusCode::UNPROCESSABLE_ENTITY);
    }
}

on_both! {
    async fn no_words_reach_an_address_or_a_window(ground) {
        let at = scene(ground, "fr", "Zellige-corps avec Samira.").await;
        let excerpt = saved(&at.houda, &at.new, &begun(&at.houda, &at.new).await).await;
        for path in [&at.new, &excerpt, &format!("{}/code", at.story), &format!("{excerpt}/revise")] {
            let page = at.houda.get(path).await.body;
            let title = page.split("<title>").nth(1).and_then(|rest| rest.split("</title>").next()).unwrap_or_default();
            assert!(!title.is_empty() && !title.contains("Zellige") && !title.contains("Samira"), "{path}: {title}");
            let links: Vec<&str> = page.split("href=\"").skip(1).filter_map(|rest| rest.split('"').next()).collect();
            assert!(links.iter().all(|link| !link.contains("Zellige") && !link.contains("Samira")), "{path}");
        }
    }
}
