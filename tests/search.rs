//! Finding stories: in three languages, only what may be read, only what still stands.

mod alike;
pub mod facets;
mod following;
mod gold;
mod hostile;
mod layers;
mod reach;
mod rebuilding;
mod saved;
mod words;

use axum::http::StatusCode;
use tests::{Answer, House, Person, borrowed, with};

/// Searches for words, once the index answers.
async fn search(house: &House, person: &Person, words: &str) -> Answer {
    narrowed(house, person, &[("q", words)]).await
}

/// Searches with all that the form offers.
async fn narrowed(house: &House, person: &Person, answers: &[(&str, &str)]) -> Answer {
    house.archive.search().ready().await.expect("an open vault");
    person.post("/search", answers).await
}

/// Whether a story is among what was found.
fn holds(answer: &Answer, story: &str) -> bool {
    assert_eq!(answer.status, StatusCode::OK);
    answer.body.contains(&format!("href=\"{story}\""))
}

/// Records Amina's story with other answers; the story's path.
async fn told(house: &House, person: &Person, changes: &[(&str, &str)]) -> String {
    let mut answers = house.aminas_story().await;
    for (name, value) in changes {
        answers = with(&answers, name, value);
    }
    let answer = person.post("/stories/new", &borrowed(&answers)).await;
    assert_eq!(answer.status, StatusCode::SEE_OTHER, "{}", answer.body);
    answer.location().to_owned()
}
