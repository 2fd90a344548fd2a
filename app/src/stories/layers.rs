//! On a story's page: its layers, what was changed between them, and the words of each older one.

use crate::parts::day;
use crate::parts::difference::pieces;
use crate::parts::telling::{paragraphs, texts};
use crate::stories::language_label;
use crate::words::{story as words, story_page};
use archive::desk::stories::Whole;
use leptos::prelude::*;
use method::difference::{Reworded, reworded};
use method::id::{AccountId, StoryId};
use method::language::PageLanguage;
use method::story::{Layer, Standing};

/// The address at which an older layer of a story is read; the first is 1.
pub(crate) fn layer_link(story: StoryId, number: usize) -> String {
    format!("/stories/{story}?layer={number}#layer-{number}")
}

/// What a layer is called by how its words stand to what was told.
pub(crate) fn standing_name(language: PageLanguage, standing: Standing) -> &'static str {
    match standing {
        Standing::AsTold => words::verbatim(language),
        Standing::Edited => words::edited(language),
        Standing::Translation => words::translation(language),
    }
}

/// The layers of a story, the newest first; the one of a number is open.
pub(super) fn section(language: PageLanguage, whole: &Whole, open: Option<usize>) -> AnyView {
    let told = whole.layers.first();
    let newest = whole.layers.len();
    let rows = whole.layers.iter().enumerate().rev().map(|(index, layer)| {
        let before = index.checked_sub(1).and_then(|index| whole.layers.get(index));
        let kind = told.map(|told| standing_name(language, layer.standing(told)));
        let number = index + 1;
        let whole_text = (number < newest).then(|| older_text(language, layer, open == Some(number)));
        let reason = (!layer.reason.is_empty()).then(|| view! { <p dir="auto">{layer.reason.clone()}</p> });
        view! {
            <li id=format!("layer-{number}")>
                <p><strong>{kind}</strong>" · "{language_label(language, layer.language)}</p>
                {reason}
                <p class="hint">{name(whole, layer.author)}" · "{day::moment(language, layer.at)}</p>
                {before.and(told).map(|told| view! { <p class="hint">{reworded_share(language, told, layer)}</p> })}
                {before.map(|before| changed(language, before, layer))}
                {whole_text}
            </li>
        }
    });
    view! { <section class="section"><h2>{words::layers(language)}</h2><ol class="timeline">{rows.collect_view()}</ol></section> }.into_any()
}

/// All the words of an older layer.
fn older_text(language: PageLanguage, layer: &Layer, is_open: bool) -> AnyView {
    let paragraphs = texts(&layer.telling).into_iter().map(paragraphs);
    view! {
        <details class="more" open=is_open><summary>{words::these_words(language)}</summary>
            <div class="story-text" lang=layer.language.tag() dir="auto">{paragraphs.collect_view()}</div>
        </details>
    }
    .into_any()
}

/// What colleagues call somebody who worked on the story.
pub(super) fn name(whole: &Whole, who: AccountId) -> AnyView {
    view! { <bdi>{whole.names.get(&who).cloned()}</bdi> }.into_any()
}

/// How much of what was told is no longer in its teller's words (capability 4).
fn reworded_share(language: PageLanguage, told: &Layer, layer: &Layer) -> String {
    let parts = texts(&told.telling).into_iter().zip(texts(&layer.telling));
    let share: Reworded = parts.map(|(told, now)| reworded(told, now)).sum();
    story_page::reworded(language, share.percent())
}

fn changed(language: PageLanguage, before: &Layer, after: &Layer) -> AnyView {
    let parts = texts(&before.telling).into_iter().zip(texts(&after.telling));
    let differing = parts.filter(|(before, after)| before != after).map(|(before, after)| {
        view! { <p dir="auto">{pieces(before, after)}</p> }
    });
    view! {
        <details class="more"><summary>{words::what_changed(language)}</summary>
            <div class="difference" lang=after.language.tag() dir="auto">{differing.collect_view()}</div>
        </details>
    }
    .into_any()
}
