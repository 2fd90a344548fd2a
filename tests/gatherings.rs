//! A focus group: who came as counts, whether everybody agreed to be there, and stories each with a consent of its own.

mod arriving;
mod telling;

use tests::{Answer, House, Person, borrowed};

/// Answers of the form for a group that agreed, under an id.
fn met(site: &str, id: &str) -> Vec<(&'static str, String)> {
    let answers = [
        ("gathering", id),
        ("site", site),
        ("group_held_on", "2026-03-01"),
        ("group_place", "clinic"),
        ("group_women", "8"),
        ("group_others", "1"),
        ("group_second", "Zellige-Salma"),
        ("group_consent", "yes"),
    ];
    answers.map(|(name, answer)| (name, answer.to_owned())).to_vec()
}

const ID: &str = "6f1c1e0a9d2b4c3e8f7a6b5c4d3e2f10";

/// Writes a group of the first clinic down; its path.
async fn gather(house: &House, person: &Person, id: &str) -> String {
    let site = house.overview().await.sites[0].id.to_string();
    let answer = person.post("/gatherings/new", &borrowed(&met(&site, id))).await;
    assert_eq!(answer.location(), format!("/gatherings/{id}"), "{}", answer.body);
    answer.location().to_owned()
}

/// Tells Amina's story in a group.
async fn tell(house: &House, person: &Person, id: &str) -> Answer {
    let mut story = house.aminas_story().await;
    story.push(("gathering", id.to_owned()));
    person.post("/stories/new", &borrowed(&story)).await
}

/// The same answers without those of a name.
fn without(answers: &[(&'static str, String)], name: &str) -> Vec<(&'static str, String)> {
    answers.iter().filter(|(one, _)| *one != name).cloned().collect()
}
