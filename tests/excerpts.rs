//! Excerpts: making one, letting it go, quoting it.

mod hostile;
mod judging;
mod making;
mod pseudonyms;
mod quoting;
mod review;
mod shows;
mod silence;
mod translated;
mod word_list;

use crate::coding::{code, give, told};
use crate::sheet::{Answers, sent, sheet};
use method::policy::Role;
use tests::{House, Person};

/// Two people and two places, one of them named twice.
pub const TEXT: &str =
    "Samira m’a accompagnée à Tanger le 12 mars 2025. Mon numéro est le 0661 23 45 67. Samira est revenue.";

/// The people and the story that most tests begin with: its path, and that of a page on which an excerpt of it is made.
pub struct Scene {
    pub house: House,
    pub ilham: Person,
    pub houda: Person,
    pub story: String,
    pub new: String,
}

/// A story with this text, all of it coded, and an analyst who may make excerpts of it.
pub async fn scene(ground: tests::Ground, language: &str, text: &str) -> Scene {
    let house = House::open(ground).await;
    let ilham = house.cast("ilham", Role::Facilitator, Some(0)).await;
    let houda = house.cast("houda", Role::Analyst, None).await;
    let story = told(&house, &ilham, language, text).await;
    let new = coded(&houda, &story, text, text).await;
    Scene {
        house,
        ilham,
        houda,
        story,
        new,
    }
}

/// Codes words of a story; the path of the page that makes an excerpt of them.
pub async fn coded(analyst: &Person, story: &str, text: &str, words: &str) -> String {
    let papers = code(analyst, "Carte d'identité").await;
    give(analyst, story, text, words, &papers).await;
    let page = analyst.get(&format!("{story}/code")).await.body;
    let links = page.split("href=\"").filter(|link| link.contains("/excerpts/new?coding="));
    let last = links.last().expect("a link");
    last.split('"').next().unwrap_or_default().to_owned()
}

/// The sheet of a page on which an excerpt is made.
pub async fn begun(analyst: &Person, new: &str) -> Answers {
    let page = analyst.get(new).await;
    assert_eq!(page.status, axum::http::StatusCode::OK, "{}", page.body);
    sheet(&page.body, new)
}

/// Saves a sheet; the excerpt's path.
pub async fn saved(analyst: &Person, new: &str, answers: &Answers) -> String {
    let mut answers = sent(answers);
    answers.push(("step", "save"));
    let answer = analyst.post(new, &answers).await;
    assert!(answer.location().starts_with("/excerpts/"), "{}", answer.body);
    answer.location().to_owned()
}

/// Approves an excerpt as somebody; what the page answered.
pub async fn approve(by: &Person, excerpt: &str) -> tests::Answer {
    let page = by.get(excerpt).await.body;
    let version = page
        .split("name=\"version\" value=\"")
        .nth(1)
        .and_then(|rest| rest.split('"').next());
    by.post(excerpt, &[("version", version.unwrap_or("1")), ("step", "approve")])
        .await
}

/// The excerpt that stands on its page as it may be quoted, without marks-up.
pub fn quoted(page: &str) -> String {
    let second = page.split("<section class=\"text-pane\">").nth(2).expect("two panes");
    let text = second
        .split("<p dir=\"auto\">")
        .nth(1)
        .and_then(|rest| rest.split("</p>").next())
        .unwrap_or_default();
    let tags = regex::Regex::new("<[^>]*>").expect("a pattern");
    tags.replace_all(text, "").into_owned()
}
