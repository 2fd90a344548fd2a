//! A story's text with the codes over it. Each run of letters says where it begins, so that a selection can be told in letters
//! of the part's whole text, whatever stands between.

use super::{colour, parts, path};
use crate::words::coding as words;
use archive::desk::coding::{CodedStory, Mark};
use leptos::prelude::*;
use method::coding::{Passage, segments};
use method::id::CodingId;
use method::language::PageLanguage;
use method::story::TextPart;
use std::collections::BTreeSet;

/// A run of letters inside one line.
struct Run<'a> {
    text: &'a str,
    start: usize,
    codings: Vec<CodingId>,
}

pub(super) fn coded_text(language: PageLanguage, story: &CodedStory) -> AnyView {
    let mut named = BTreeSet::new();
    let parts = parts(language).map(|(part, name, heading)| {
        let lines = lines(story, part).into_iter().map(|line| {
            let runs = line.into_iter().map(|run| shown(language, story, &run, &mut named));
            view! { <p dir="auto">{runs.collect_view()}</p> }
        });
        let heading_id = format!("{name}-heading");
        view! {
            <section class="stack" id=name>
                <h2 id=heading_id.clone() lang=language.tag() dir=language.dir()>{heading}</h2>
                <div class="stack" role="group" aria-labelledby=heading_id data-part=name dir="auto">{lines.collect_view()}</div>
                <p lang=language.tag() dir=language.dir()><a href="#marking">{words::to_codes(language)}</a></p>
            </section>
        }
    });
    view! { <article class="story-text coding-text" lang=story.layer.language.tag() dir="auto">{parts.into_iter().collect_view()}</article> }
        .into_any()
}

/// The lines of a part, each cut into runs; lines without letters are left out.
fn lines(story: &CodedStory, part: TextPart) -> Vec<Vec<Run<'_>>> {
    let marks = story.marks.iter().filter(|mark| mark.passage.part() == part);
    let passages: Vec<(CodingId, Passage)> = marks.map(|mark| (mark.id, mark.passage)).collect();
    let mut lines = vec![Vec::new()];
    for segment in segments(story.layer.telling.part(part), &passages) {
        let mut start = segment.start;
        for (index, text) in segment.text.split('\n').enumerate() {
            if index > 0 {
                start += 1;
                lines.push(Vec::new());
            }
            let codings = segment.codings.clone();
            if let (false, Some(line)) = (text.is_empty(), lines.last_mut()) {
                line.push(Run { text, start, codings });
            }
            start += text.chars().count();
        }
    }
    lines.retain(|line| line.iter().any(|run| !run.text.trim().is_empty()));
    lines
}

/// A run inside the marks of its codings; the first run of a coding bears its name, to be gone to.
fn shown(language: PageLanguage, story: &CodedStory, run: &Run<'_>, named: &mut BTreeSet<CodingId>) -> AnyView {
    let marks: Vec<&Mark> = run
        .codings
        .iter()
        .filter_map(|id| story.marks.iter().find(|mark| mark.id == *id))
        .collect();
    let text = run.text.to_owned();
    let innermost = view! { <span data-start=run.start.to_string()>{text}</span> }.into_any();
    marks.into_iter().fold(innermost, |inside, mark| {
        let id = named.insert(mark.id).then(|| anchor(mark.id));
        let colour = story.book.get(mark.code).map(colour);
        let title = path(language, &story.book, mark.code);
        view! { <mark class="coding" id=id data-colour=colour title=title>{inside}</mark> }.into_any()
    })
}

/// The name of a coding's first mark.
pub(super) fn anchor(coding: CodingId) -> String {
    format!("mark-{coding}")
}
