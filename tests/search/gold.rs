//! How well stories are found: questions of our own with the stories that answer them, over stories of our own, in French, Arabic,
//! English and Darija in both scripts. A question's answers are all stories in which the word stands, in whatever spelling.

use axum::http::StatusCode;
use method::policy::Role;
use std::collections::HashMap;
use std::fmt::Write as _;
use tests::{Ground, House, borrowed, with};

/// A story a line: name, language, title, text.
const STORIES: &str = include_str!("gold/stories.txt");
/// A question a line, and the stories that answer it.
const QUESTIONS: &str = include_str!("gold/questions.txt");
/// How many answers are looked at.
const LOOKED_AT: usize = 10;

/// The questions with the names of their answers.
fn questions() -> Vec<(&'static str, Vec<&'static str>)> {
    let lines = QUESTIONS.lines().filter(|line| !line.starts_with('#'));
    let split = lines.filter_map(|line| line.rsplit_once(" | "));
    split.map(|(asked, names)| (asked, names.split(' ').collect())).collect()
}

/// The links of the stories in a page of answers, in order.
fn links(page: &str) -> Vec<String> {
    let after = page.split("<h2><a href=\"").skip(1);
    after.filter_map(|rest| rest.split('"').next()).map(str::to_owned).collect()
}

#[test]
fn there_are_three_hundred_pairs_in_five_ways_of_writing() {
    let pairs: usize = questions().iter().map(|(_, names)| names.len()).sum();
    assert!(pairs >= 600, "{pairs}");
    for tag in ["fr", "ar", "en", "ary", "ary-Latn"] {
        assert!(
            STORIES.lines().filter(|line| line.split(' ').nth(1) == Some(tag)).count() >= 6,
            "{tag}"
        );
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn ninety_five_in_a_hundred_answers_are_among_the_first_ten() {
    let house = House::open(Ground::Sqlite).await;
    let zineb = house.cast("zineb", Role::NationalCoordinator, None).await;
    let any_other = house.overview().await.domains.last().expect("a domain").domain.id.to_string();
    let mut names = HashMap::new();
    for line in STORIES.lines() {
        let (head, text) = line.split_once(" | ").expect("a title and a text");
        let mut head = head.splitn(3, ' ');
        let mut next = || head.next().expect("name, language and title");
        let (name, language, title) = (next(), next(), next());
        let mut answers = house.aminas_story().await;
        for (field, value) in [
            ("domain", any_other.as_str()),
            ("language", language),
            ("title", title),
            ("description", text),
            ("context", "…"),
            ("significance", "…"),
            ("change", "…"),
        ] {
            answers = with(&answers, field, value);
        }
        let answer = zineb.post("/stories/new", &borrowed(&answers)).await;
        assert_eq!(answer.status, StatusCode::SEE_OTHER, "{name}: {}", answer.body);
        names.insert(answer.location().to_owned(), name);
    }
    let (mut recall, mut precision, mut report) = (0.0, 0.0, String::new());
    let questions = questions();
    for (asked, meant) in &questions {
        let page = super::search(&house, &zineb, asked).await.body;
        let found: Vec<&str> = links(&page).iter().take(LOOKED_AT).map(|link| names[link]).collect();
        let right = found.iter().filter(|name| meant.contains(name)).count();
        recall += share(right, meant.len());
        precision += if found.is_empty() { 0.0 } else { share(right, found.len()) };
        if right < meant.len() || right < found.len() {
            // Writing to a String cannot fail.
            let _ = writeln!(report, "{asked}: {found:?}, meant {meant:?}");
        }
    }
    let (recall, precision) = (recall / share(questions.len(), 1), precision / share(questions.len(), 1));
    println!(
        "recall {recall:.3} precision {precision:.3} of {} questions\n{report}",
        questions.len()
    );
    assert!(recall >= 0.95, "recall {recall:.3}\n{report}");
    assert!(precision >= 0.94, "precision {precision:.3}\n{report}");
}

#[expect(clippy::cast_precision_loss, reason = "counts of a few hundred")]
fn share(part: usize, whole: usize) -> f64 {
    part as f64 / whole as f64
}
