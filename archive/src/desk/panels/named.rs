//! Words in what a panel wrote that may lead to somebody, for its chair to look at before the panel ends: minutes name nobody. A program
//! points at them and changes nothing.

use archive_detect::{Added, detect_with};
use method::language::Language;
use method::panel::{Dissent, Outcome, Panel, Reasoning, Words};
use std::collections::BTreeSet;

/// What was found in the reasons, views, questions and explanations of a panel that is about to end; each once, sorted.
pub(super) fn named(panel: &Panel, added: &Added) -> Vec<String> {
    let Panel::Reasoning(reasoning) = panel else {
        return Vec::new();
    };
    let questions = panel.questions().iter().map(|one| &one.words);
    let all = written(reasoning).into_iter().chain(questions).filter_map(Words::text);
    let found: BTreeSet<String> = all.flat_map(|text| found(text, added)).collect();
    found.into_iter().collect()
}

fn written(reasoning: &Reasoning) -> Vec<&Words> {
    let views: &[Words] = match reasoning.dissent() {
        Dissent::Spoken { views } => views,
        Dissent::NotAsked | Dissent::Declined => &[],
    };
    let outcome = match reasoning.outcome() {
        Some(Outcome::NoStory { why: words } | Outcome::SentBack { question: words, .. }) => Some(words),
        Some(Outcome::One { .. } | Outcome::Two { .. }) | None => None,
    };
    let reasons = reasoning.reasons().iter().map(|one| &one.words);
    let beside = reasoning
        .voices()
        .iter()
        .chain(views)
        .chain(outcome)
        .chain(reasoning.explanation());
    reasons.chain(beside).collect()
}

/// As the two languages read it in which panels write most.
fn found(text: &str, added: &Added) -> Vec<String> {
    let letters: Vec<char> = text.chars().collect();
    let finds = [Language::French, Language::Arabic].map(|language| detect_with(text, language, added));
    let said = finds.concat().into_iter();
    said.filter_map(|one| letters.get(one.start..one.end).map(|part| part.iter().collect()))
        .collect()
}
