//! The shell that a tablet keeps says nothing of the work, and is there while the vault is closed.

use axum::http::{StatusCode, header};
use tests::House;

/// Words that would tell a finder whose tablet this is.
const TELLING: [&str; 9] = [
    "hikaya",
    "حكاية",
    "récit",
    "story",
    "violence",
    "chams",
    "atlas",
    "survivant",
    "témoign",
];

on_both! {
    async fn the_shell_is_neutral_and_always_there(ground) {
        let house = House::open(ground).await;
        let house = house.restarted().await;
        let nobody = house.nobody();
        for language in ["fr", "ar", "en"] {
            let page = nobody.clone().reading(language).get("/notes").await;
            assert_eq!(page.status, StatusCode::OK);
            let manifest = nobody.clone().reading(language).get("/notes.webmanifest").await;
            let parsed: serde_json::Value = serde_json::from_str(&manifest.body).expect("a manifest");
            assert_eq!(parsed["start_url"], "/notes");
            let kind = manifest.headers.get(header::CONTENT_TYPE).and_then(|value| value.to_str().ok());
            assert_eq!(kind, Some("application/manifest+json"));
            for text in [page.body, manifest.body] {
                for word in TELLING {
                    assert!(!text.to_lowercase().contains(word), "{word} in {text}");
                }
            }
        }
    }
}

/// What a tablet keeps lies in its browser's folder under these names, for whoever looks there.
#[test]
fn what_a_tablet_keeps_has_names_that_say_nothing() {
    let root = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("../app/public");
    let worker = std::fs::read_to_string(root.join("sw.js")).expect("the service worker");
    let (_, rest) = worker.split_once("const FILES = [").expect("its files");
    let (files, _) = rest.split_once("];").expect("all of them");
    assert!(files.contains("'/notes.js'") && files.contains("'/pkg/style.css'"), "{files}");
    for word in TELLING {
        assert!(!files.to_lowercase().contains(word), "{word} in {files}");
    }
}

on_both! {
    /// So is the page to which a tablet leaves at once; fetching it to keep it ends no session.
    async fn a_tablet_leaves_to_a_page_that_says_nothing(ground) {
        let house = House::open(ground).await;
        let samir = house.person("samir").await;
        for language in ["fr", "ar", "en"] {
            let page = samir.clone().reading(language).get("/notes/away").await;
            assert_eq!(page.status, StatusCode::OK);
            assert!(page.headers.get("clear-site-data").is_none());
            for word in TELLING {
                let text = page.body.to_lowercase().replace("history", "");
                assert!(!text.contains(word), "{word} in {text}");
            }
        }
        assert_eq!(samir.get("/").await.status, StatusCode::OK, "still signed in");
        let house = house.restarted().await;
        assert_eq!(house.nobody().get("/notes/away").await.status, StatusCode::OK);
    }
}

on_both! {
    /// Its name is the installation's to choose.
    async fn the_shell_has_the_name_that_was_chosen(ground) {
        let house = House::open(ground).await;
        let named = house.router.clone().layer(axum::Extension(app::ShellName(Some("Recettes".into()))));
        let nobody = tests::Person::new(&named);
        assert!(nobody.get("/notes").await.body.contains("<title>Recettes</title>"));
        assert!(nobody.get("/notes.webmanifest").await.body.contains("\"name\":\"Recettes\""));
    }
}

on_both! {
    /// So is its picture, of three that are not ours, each in the file that the page and the manifest name.
    async fn the_shell_has_the_picture_that_was_chosen(ground) {
        let house = House::open(ground).await;
        let nobody = house.nobody();
        assert!(nobody.get("/notes").await.body.contains("href=\"/shell/notes-192.png\""));
        for icon in app::ShellIcon::ALL {
            let chosen = house.router.clone().layer(axum::Extension(icon));
            let nobody = tests::Person::new(&chosen);
            let page = nobody.get("/notes").await.body;
            assert!(!page.contains("favicon") && !page.contains("\"/icon-"), "{page}");
            let manifest = nobody.get("/notes.webmanifest").await.body;
            for (size, text) in [(192, &page), (192, &manifest), (512, &manifest)] {
                let file = format!("/shell/{}-{size}.png", icon.name());
                assert!(text.contains(&file), "{file}");
                let kept = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("../app/public").join(file.trim_start_matches('/'));
                assert!(std::fs::read(kept).is_ok_and(|bytes| bytes.starts_with(b"\x89PNG")), "{file}");
            }
        }
        assert!("star".parse::<app::ShellIcon>().is_err());
    }
}

on_both! {
    /// A window, its tab and the browser's history say nothing of us on the pages that others may see on her telephone.
    async fn neutral_pages_have_a_title_and_a_picture_that_are_not_ours(ground) {
        let house = House::open(ground).await;
        for (path, has_our_picture) in [("/exit", false), ("/appointment", false), ("/notes", false), ("/sign-in", true)] {
            for language in ["fr", "ar", "en"] {
                let page = house.nobody().reading(language).get(path).await.body;
                let (_, rest) = page.split_once("<title>").expect("a title");
                let title = rest.split("</title>").next().unwrap_or_default().to_lowercase();
                assert!(!title.is_empty() && !TELLING.iter().any(|word| title.contains(word)), "{path}: {title}");
                let icons = page.split("rel=\"").filter(|link| link.starts_with("icon") || link.starts_with("apple-touch-icon"));
                let icons: Vec<&str> = icons.map(|link| link.split('>').next().unwrap_or_default()).collect();
                assert!(!icons.is_empty(), "without one a browser asks for ours: {path}");
                assert_eq!(!icons.iter().all(|link| link.contains("/shell/")), has_our_picture, "{path}: {icons:?}");
            }
        }
    }
}
