//! What codes say of all stories, and how far coders agree.

mod actors;
mod agreement;
mod answers;
mod choice;
mod counts;
mod kept;
mod passages;
mod reasons;
mod rights;
mod within;

use crate::coding::give;
use axum::http::StatusCode;
use regex::Regex;
use tests::{House, Person, borrowed, with};

/// Records a story at a site (0: Marrakech, 1: Agadir) with this text; its path.
pub async fn told_at(house: &House, by: &Person, site: usize, text: &str) -> String {
    let overview = house.overview().await;
    let answers = with(&house.aminas_story().await, "site", &overview.sites[site].id.to_string());
    let answers = with(&answers, "description", text);
    let answer = by.post("/stories/new", &borrowed(&answers)).await;
    assert_eq!(answer.status, StatusCode::SEE_OTHER, "{}", answer.body);
    answer.location().to_owned()
}

/// Records so many stories at a site and gives the words of each a code.
pub async fn coded_at(house: &House, by: &Person, analyst: &Person, site: usize, how_many: usize, code: &str) {
    for number in 0..how_many {
        let text = format!("Récit {number} dit ainsi.");
        let story = told_at(house, by, site, &text).await;
        give(analyst, &story, &text, &text, code).await;
    }
}

/// The cells of the row of a table that a name begins.
pub fn row(page: &str, name: &str) -> Vec<String> {
    let rows = Regex::new(r"(?s)<tr>(.*?)</tr>").expect("a pattern");
    let tag = Regex::new(r"(?s)<!--.*?-->|<[^>]*>").expect("a pattern");
    let cell = Regex::new(r"(?s)<td[^>]*>(.*?)</td>").expect("a pattern");
    let head = Regex::new(r"(?s)<th[^>]*>(.*?)</th>").expect("a pattern");
    let words = |html: &str| tag.replace_all(html, "").trim().to_owned();
    let found = rows
        .captures_iter(page)
        .find(|row| head.captures(&row[1]).is_some_and(|head| words(&head[1]).ends_with(name)));
    let found = found.unwrap_or_else(|| panic!("no row {name} in {page}"));
    cell.captures_iter(&found[1]).map(|cell| words(&cell[1])).collect()
}

/// What a hidden number reads like.
pub const HIDDEN: &str = "•nombre masqué";
