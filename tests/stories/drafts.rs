//! Transcripts and translations: as drafts nobody but those who tend the story sees them, anywhere; approved they are layers, and a
//! translation stands beside the story's text and never in its place.

use super::sound::{recorded, with_sound};
use axum::http::StatusCode;
use method::id::StoryId;
use method::policy::Role;
use tests::{House, Person};

const TRANSCRIPT: [(&str, &str); 5] = [
    ("language", "ary"),
    ("title", "Zellige-transcrit"),
    ("context", "Figuier-avant"),
    ("description", "Figuier-un\nFiguier-deux"),
    ("significance", "Figuier-sens"),
];

/// Saves the transcript over a version.
async fn transcribe(nadia: &Person, story: StoryId, version: &str) -> StatusCode {
    let answers = [TRANSCRIPT.as_slice(), &[("version", version)]].concat();
    nadia.post(&format!("/stories/{story}/transcript"), &answers).await.status
}

/// The value of the first hidden field of a name on a page.
fn hidden(page: &str, name: &str) -> String {
    let mark = format!("name=\"{name}\" value=\"");
    let (_, rest) = page.split_once(&mark).expect("the field");
    rest.split_once('"').expect("its end").0.to_owned()
}

/// Approves or drops the first draft on the story's page.
pub(crate) async fn act(person: &Person, story: StoryId, act: &str) -> tests::Answer {
    let page = person.get(&format!("/stories/{story}")).await.body;
    let (_, drafts) = page.split_once("id=\"drafts\"").expect("drafts");
    let (draft, version) = (hidden(drafts, "draft"), hidden(drafts, "version"));
    let answers = [("draft", draft.as_str()), ("version", &version), ("act", act)];
    person.post(&format!("/stories/{story}/drafts"), &answers).await
}

/// Saves a translation into English, a text a row.
pub(crate) async fn translate(nadia: &Person, story: StoryId, rows: &[&str]) -> StatusCode {
    let path = format!("/stories/{story}/translate");
    let page = nadia.get(&format!("{path}?to=en")).await.body;
    let (of, version) = (hidden(&page, "of"), hidden(&page, "version"));
    let mut answers = vec![("to", "en"), ("of", &of), ("version", &version)];
    answers.extend(rows.iter().map(|row| ("row", *row)));
    nadia.post(&path, &answers).await.status
}

on_both! {
    async fn a_draft_is_seen_by_those_who_tend_the_story_and_by_nothing_else(ground) {
        let house = House::open(ground).await;
        let (nadia, story) = recorded(&house).await;
        with_sound(&house, story).await;
        assert_eq!(transcribe(&nadia, story, "0").await, StatusCode::SEE_OTHER);
        assert_eq!(translate(&nadia, story, &["Fig-title", "Fig-before"]).await, StatusCode::SEE_OTHER);
        let page = nadia.get(&format!("/stories/{story}")).await.body;
        assert!(page.contains("Figuier-un") && page.contains("Fig-before"), "the control");

        let leila = house.cast("leila", Role::Analyst, None).await;
        let zineb = house.cast("zineb", Role::NationalCoordinator, None).await;
        let pages = [format!("/stories/{story}"), "/stories".into(), format!("/stories/{story}/code"), "/analysis".into()];
        for page in &pages {
            let body = leila.get(page).await.body;
            assert!(!body.contains("Figuier") && !body.contains("Fig-"), "{page}");
        }
        for person in [&leila, &zineb] {
            let found = person.post("/search", &[("q", "Figuier")]).await.body;
            assert!(!found.contains(&format!("/stories/{story}")));
        }
        let whole = house.archive.stories().read(&house.signed_in("zineb").await.actor, story).await.expect("a story").0;
        assert_eq!(whole.layers.len(), 1);
        assert_eq!(house.files_holding("Figuier"), 0);
    }
}

on_both! {
    async fn an_approved_transcript_is_the_storys_text_and_names_who_wrote_and_who_approved(ground) {
        let house = House::open(ground).await;
        let (nadia, story) = recorded(&house).await;
        with_sound(&house, story).await;
        transcribe(&nadia, story, "0").await;
        let zineb = house.cast("zineb", Role::NationalCoordinator, None).await;
        assert_eq!(act(&zineb, story, "approve").await.status, StatusCode::SEE_OTHER);
        let page = zineb.get(&format!("/stories/{story}")).await.body;
        assert!(page.contains("Zellige-transcrit") && page.contains("Figuier-deux") && !page.contains("id=\"drafts\""));
        let whole = house.archive.stories().read(&house.signed_in("zineb").await.actor, story).await.expect("a story").0;
        let newest = whole.newest().expect("a layer");
        assert_eq!(newest.telling.description, "Figuier-un\nFiguier-deux");
        assert_eq!(whole.names[&newest.author], "nadia");
        assert_eq!(whole.layers[0].telling.description, "Zellige-récit, puis le guichet.", "what was noted stays");
        let leila = house.cast("leila", Role::Analyst, None).await;
        assert!(leila.get(&format!("/stories/{story}")).await.body.contains("Figuier-deux"));
    }
}

on_both! {
    async fn a_translation_stands_beside_the_text_paragraph_by_paragraph(ground) {
        let house = House::open(ground).await;
        let (nadia, story) = recorded(&house).await;
        assert_eq!(translate(&nadia, story, &["Fig-title", "Fig-before"]).await, StatusCode::SEE_OTHER);
        let refused = act(&nadia, story, "approve").await;
        assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY);
        assert!(refused.body.contains("Un paragraphe n’a rien à côté de lui : chacun doit avoir le sien."));
        let rows = ["Fig-title", "Fig-before", "Fig-told,\r\nand more", "Fig-meaning"];
        assert_eq!(translate(&nadia, story, &rows).await, StatusCode::SEE_OTHER);
        assert_eq!(act(&nadia, story, "approve").await.status, StatusCode::SEE_OTHER);

        let leila = house.cast("leila", Role::Analyst, None).await;
        let page = leila.get(&format!("/stories/{story}")).await.body;
        assert!(page.contains("Fig-told, and more"));
        let whole = house.archive.stories().read(&house.signed_in("leila").await.actor, story).await.expect("a story").0;
        assert_eq!(whole.newest().expect("a layer").telling.title, "Zellige-titre", "the story's text is what was told");
        let code = leila.get(&format!("/stories/{story}/code")).await.body;
        assert!(code.contains("Zellige-récit") && !code.contains("Fig-told"));
        let found = leila.post("/search", &[("q", "meaning")]).await.body;
        assert!(found.contains(&format!("/stories/{story}")), "approved, it is found");
    }
}

on_both! {
    async fn who_read_an_older_version_overwrites_and_approves_nothing(ground) {
        let house = House::open(ground).await;
        let (nadia, story) = recorded(&house).await;
        with_sound(&house, story).await;
        transcribe(&nadia, story, "0").await;
        let page = nadia.get(&format!("/stories/{story}")).await.body;
        let (_, drafts) = page.split_once("id=\"drafts\"").expect("drafts");
        let draft = hidden(drafts, "draft");
        assert_eq!(transcribe(&nadia, story, "1").await, StatusCode::SEE_OTHER);
        assert_eq!(transcribe(&nadia, story, "1").await, StatusCode::UNPROCESSABLE_ENTITY, "with what was typed");
        let late = [("draft", draft.as_str()), ("version", "1"), ("act", "approve")];
        assert_eq!(nadia.post(&format!("/stories/{story}/drafts"), &late).await.status, StatusCode::CONFLICT);
        let leila = house.cast("leila", Role::Analyst, None).await;
        let hers = [("draft", draft.as_str()), ("version", "2"), ("act", "approve")];
        assert_eq!(leila.post(&format!("/stories/{story}/drafts"), &hers).await.status, StatusCode::NOT_FOUND);
        assert_eq!(act(&nadia, story, "drop").await.status, StatusCode::SEE_OTHER);
        assert!(!nadia.get(&format!("/stories/{story}")).await.body.contains("Figuier"));
    }
}

on_both! {
    async fn without_sound_there_is_nothing_to_transcribe(ground) {
        let house = House::open(ground).await;
        let (nadia, story) = recorded(&house).await;
        assert_eq!(nadia.get(&format!("/stories/{story}/transcript")).await.status, StatusCode::NOT_FOUND);
        assert_eq!(transcribe(&nadia, story, "0").await, StatusCode::NOT_FOUND);
    }
}
