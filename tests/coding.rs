//! The codebook, and codes given to passages.

mod batch;
mod blind;
mod codebook;
mod live;
mod memos;
mod new_codes;
mod orphans;
mod roles;
mod shaping;
mod spans;
mod taken;
mod words;

use regex::Regex;
use tests::{House, Person, borrowed, with};

/// The id of a code of the codebook, by its French name.
pub async fn code(analyst: &Person, label: &str) -> String {
    let page = analyst.get("/codebook").await.body;
    let label = regex::escape(label);
    let leaf =
        Regex::new(&format!(r#"href="/codebook/([0-9a-f]{{32}})"[^>]*>(?:Modifier : )?{label}<"#)).expect("a pattern");
    leaf.captures(&page).unwrap_or_else(|| panic!("{label} in {page}"))[1].to_owned()
}

/// The layer that a story's coding page shows.
pub async fn layer(analyst: &Person, story: &str) -> String {
    let page = analyst.get(&format!("{story}/code")).await.body;
    let layer = Regex::new(r#"name="layer" value="([0-9a-f]{32})""#).expect("a pattern");
    layer.captures(&page).unwrap_or_else(|| panic!("{page}"))[1].to_owned()
}

/// Records a story with this text, told in this language, as somebody; its path.
pub async fn told(house: &House, by: &Person, language: &str, description: &str) -> String {
    let answers = with(&house.aminas_story().await, "language", language);
    let answers = with(&answers, "description", description);
    let answer = by.post("/stories/new", &borrowed(&answers)).await;
    assert!(answer.location().starts_with("/stories/"), "{}", answer.body);
    answer.location().to_owned()
}

/// Gives a code to words of a story's description, as an analyst's browser does after a selection; the answer's place.
pub async fn give(analyst: &Person, story: &str, text: &str, words: &str, code: &str) -> String {
    let (start, end) = place(text, words);
    let layer = layer(analyst, story).await;
    let answer = analyst
        .post(
            &format!("{story}/code"),
            &[
                ("layer", &layer),
                ("part", "description"),
                ("start", &start),
                ("end", &end),
                ("words", words),
                ("code", code),
            ],
        )
        .await;
    assert_eq!(answer.location(), format!("{story}/code#description"), "{}", answer.body);
    answer.location().to_owned()
}

/// Where words stand in a text, in Unicode scalar values.
pub fn place(text: &str, words: &str) -> (String, String) {
    let at = text.find(words).expect("the words stand in the text");
    let start = text[..at].chars().count();
    (start.to_string(), (start + words.chars().count()).to_string())
}

/// The words under each mark of a page, the innermost run each.
pub fn marked(page: &str) -> Vec<String> {
    let mark = Regex::new(r#"(?s)(?:<mark [^>]*class="coding"[^>]*>)+<span [^>]*data-start="\d+">(.*?)</span>"#)
        .expect("a pattern");
    mark.captures_iter(page).map(|found| found[1].to_owned()).collect()
}
