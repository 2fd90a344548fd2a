//! The codes that were given: passage, code, who, when; and those whose words are no longer where they were.

use super::batches::chip;
use super::text::anchor;
use super::{Chip, Chips, memos};
use crate::form::FormState;
use crate::parts::day;
use crate::words::coding as words;
use archive::desk::coding::{CodedStory, Mark};
use chrono::{DateTime, Utc};
use leptos::prelude::*;
use method::coding::Codebook;
use method::id::CodeId;
use method::language::PageLanguage;

/// The form by which codes are taken from passages: one for all buttons.
const TAKING: &str = "taking";

pub(super) fn given(language: PageLanguage, story: &CodedStory, chips: &Chips, form: &FormState) -> AnyView {
    let passages = story.marks.chunk_by(|one, other| one.passage == other.passage);
    let rows = passages.map(|marks| passage(language, story, chips, marks, form, true));
    let list = if story.marks.is_empty() {
        view! { <p>{words::none(language)}</p> }.into_any()
    } else {
        view! { <ol class="timeline">{rows.collect_view()}</ol> }.into_any()
    };
    view! {
        <section class="section" id="given"><h2>{words::given(language)}</h2>{list}
            <form method="post" action=format!("/stories/{}/code", story.id) id=TAKING></form>
        </section>
    }
    .into_any()
}

/// Codings that a person has to place again or take away. Nothing where there are none.
pub(super) fn orphans(language: PageLanguage, story: &CodedStory, chips: &Chips, form: &FormState) -> AnyView {
    if story.orphans.is_empty() {
        return ().into_any();
    }
    let passages = story.orphans.chunk_by(|one, other| one.passage == other.passage);
    let rows = passages.map(|marks| passage(language, story, chips, marks, form, false));
    view! {
        <section class="section" id="orphans"><h2>{words::orphans(language)}</h2>
            <div class="notice" data-kind="warning"><p>{words::orphans_what(language)}</p></div>
            <ol class="timeline">{rows.collect_view()}</ol>
        </section>
    }
    .into_any()
}

/// What was taken away from a story.
pub(super) fn taken(language: PageLanguage, story: &CodedStory) -> AnyView {
    let rows = story.taken.iter().map(|one| Gone {
        words: one.mark.words.clone(),
        tag: Some(story.layer.language.tag()),
        code: one.mark.code,
        given: (one.mark.by.clone(), one.mark.at),
        taken: (one.by.clone(), one.at),
    });
    gone(language, &story.book, rows.collect())
}

/// A code that was taken away from some words: by whom and when it was given, and taken.
pub(super) struct Gone {
    pub(super) words: String,
    /// The language of the words; none where it is not known.
    pub(super) tag: Option<&'static str>,
    pub(super) code: CodeId,
    pub(super) given: (String, DateTime<Utc>),
    pub(super) taken: (String, DateTime<Utc>),
}

/// What was taken away, folded: who coded what is kept. Nothing where there is none.
pub(super) fn gone(language: PageLanguage, book: &Codebook, all: Vec<Gone>) -> AnyView {
    if all.is_empty() {
        return ().into_any();
    }
    let rows = all.into_iter().map(|one| {
        let ((by, at), (taken_by, taken_at)) = (one.given, one.taken);
        view! {
            <li>
                <p><q lang=one.tag dir="auto">{one.words}</q></p>
                <p>{chip(language, book, one.code)}</p>
                <p class="hint"><bdi>{by}</bdi>" · "{day::moment(language, at)}</p>
                <p class="hint">{words::taken_by(language)}" "<bdi>{taken_by}</bdi>" · "{day::moment(language, taken_at)}</p>
            </li>
        }
    });
    view! {
        <details class="more" id="taken"><summary>{words::taken_away(language)}</summary>
            <ol class="timeline">{rows.collect_view()}</ol>
        </details>
    }
    .into_any()
}

/// A passage with the codes that it was given. An orphan has no place in the text to go to, and no excerpt is made of it.
fn passage(
    language: PageLanguage,
    story: &CodedStory,
    chips: &Chips,
    marks: &[Mark],
    form: &FormState,
    is_placed: bool,
) -> AnyView {
    let Some(first) = marks.first() else { return ().into_any() };
    let tag = story.layer.language.tag();
    let said = view! { <q lang=tag dir="auto">{first.words.clone()}</q> }.into_any();
    let said = if is_placed {
        view! { <a href=format!("#{}", anchor(first.passage.part(), first.passage.start()))>{said}</a> }.into_any()
    } else {
        said
    };
    let codes = marks
        .iter()
        .map(|mark| code(language, story, chips.get(mark.code), mark, form));
    let excerpt = is_placed.then(|| {
        let link = format!("/stories/{}/excerpts/new?coding={}", story.id, first.id);
        view! { <p><a href=link>{words::make_excerpt(language)}</a></p> }
    });
    view! { <li><p>{said}</p><ul class="stack">{codes.collect_view()}</ul>{excerpt}</li> }.into_any()
}

fn code(language: PageLanguage, story: &CodedStory, Chip { path, colour }: Chip, mark: &Mark, form: &FormState) -> AnyView {
    let memos = memos::of_coding(language, story, mark, form);
    let take = format!("{} {path}", words::take(language));
    view! {
        <li>
            <span class="code" data-colour=colour dir="auto">{path.clone()}</span>
            <p class="hint"><bdi>{mark.by.clone()}</bdi>" · "{day::moment(language, mark.at)}</p>
            <div class="actions">
                <button class="button" data-kind="quiet" form=TAKING name="take" value=mark.id.to_string() aria-label=take>
                    {words::take(language)}
                </button>
                {memos.is_none().then(|| memos::begin(language, story, mark, &path))}
            </div>
            {memos}
        </li>
    }
    .into_any()
}
