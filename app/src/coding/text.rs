//! A story's text with the codes over it. Each run of letters says where it begins, so that a selection can be told in letters
//! of the part's whole text, whatever stands between.

use super::{Chips, part_name, parts};
use crate::words::coding as words;
use archive::desk::coding::CodedStory;
use leptos::prelude::*;
use method::coding::{Passage, segments};
use method::id::{CodeId, CodingId};
use method::language::PageLanguage;
use method::story::TextPart;
use std::collections::{BTreeMap, BTreeSet};

/// A run of letters inside one line, with the codes over it, each once.
struct Run<'a> {
    text: &'a str,
    start: usize,
    codes: Vec<CodeId>,
}

pub(super) fn coded_text(language: PageLanguage, story: &CodedStory, chips: &Chips) -> AnyView {
    let parts = parts(language).map(|(part, name, heading)| {
        let passages = story.marks.iter().map(|mark| mark.passage).filter(|passage| passage.part() == part);
        let starts: BTreeSet<usize> = passages.map(|passage| passage.start()).collect();
        let lines = lines(story, part).into_iter().map(|line| {
            let runs = line.into_iter().map(|run| {
                let id = starts.contains(&run.start).then(|| anchor(part, run.start));
                shown(&run, id, chips)
            });
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
    let marks = || story.marks.iter().filter(|mark| mark.passage.part() == part);
    let passages: Vec<(CodingId, Passage)> = marks().map(|mark| (mark.id, mark.passage)).collect();
    let given: BTreeMap<CodingId, CodeId> = marks().map(|mark| (mark.id, mark.code)).collect();
    let mut lines = vec![Vec::new()];
    for segment in segments(story.layer.telling.part(part), &passages) {
        let mut start = segment.start;
        let mut codes: Vec<CodeId> = Vec::new();
        for code in segment.codings.iter().filter_map(|coding| given.get(coding)) {
            if !codes.contains(code) {
                codes.push(*code);
            }
        }
        for (index, text) in segment.text.split('\n').enumerate() {
            if index > 0 {
                start += 1;
                lines.push(Vec::new());
            }
            let codes = codes.clone();
            if let (false, Some(line)) = (text.is_empty(), lines.last_mut()) {
                line.push(Run { text, start, codes });
            }
            start += text.chars().count();
        }
    }
    lines.retain(|line| line.iter().any(|run| !run.text.trim().is_empty()));
    lines
}

/// A run inside the marks of its codes; with a name to be gone to, where a passage begins.
fn shown(run: &Run<'_>, id: Option<String>, chips: &Chips) -> AnyView {
    let text = run.text.to_owned();
    let innermost = view! { <span id=id data-start=run.start.to_string()>{text}</span> }.into_any();
    run.codes.iter().fold(innermost, |inside, code| {
        let chip = chips.get(*code);
        view! { <mark class="coding" data-colour=chip.colour title=chip.path>{inside}</mark> }.into_any()
    })
}

/// The name of the place at which a passage begins.
pub(super) fn anchor(part: TextPart, start: usize) -> String {
    format!("at-{}-{start}", part_name(part))
}
