//! On a story's page: its layers, what was changed between them, and the words of each older one.

use crate::parts::day;
use crate::parts::difference::pieces;
use crate::parts::telling::{paragraphs, texts};
use crate::stories::language_label;
use crate::words::{drafts, story as words, story_page};
use archive::desk::stories::Whole;
use leptos::prelude::*;
use method::difference::{Reworded, reworded};
use method::id::{AccountId, LayerId, StoryId};
use method::language::{Language, PageLanguage};
use method::story::{Layer, LayerKind, Standing, Telling, rows, told_before};

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
        Standing::Anonymised => words::anonymised(language),
    }
}

/// The layers of a story, the newest first; the one of a number is open.
pub(super) fn section(language: PageLanguage, whole: &Whole, open: Option<usize>) -> AnyView {
    let newest = whole.newest().map(|layer| layer.id);
    let rows = whole.layers.iter().enumerate().rev().map(|(index, layer)| {
        let is_edited = layer.kind == LayerKind::Edited;
        let before = whole.layers.iter().take(index).filter(|_| is_edited).rfind(|layer| !layer.is_beside());
        let told = told_before(&whole.layers, index);
        let number = index + 1;
        let is_open = open == Some(number);
        let whole_text = match layer.beside() {
            Some(of) => Some(opening(language, is_open, beside(language, whole, of, layer.language, &layer.telling))),
            None => (Some(layer.id) != newest).then(|| older_text(language, layer, is_open)),
        };
        let reason = (!layer.reason.is_empty()).then(|| view! { <p dir="auto">{layer.reason.clone()}</p> });
        view! {
            <li id=format!("layer-{number}")>
                <p><strong>{told.map(|told| layer_name(language, layer, told))}</strong>" · "{language_label(language, layer.language)}</p>
                {reason}
                <p class="hint">{name(whole, layer.author)}" · "{day::moment(language, layer.at)}</p>
                {approval(language, whole, layer)}
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
    let text = view! { <div class="story-text" lang=layer.language.tag() dir="auto">{paragraphs.collect_view()}</div> };
    opening(language, is_open, text.into_any())
}

fn opening(language: PageLanguage, is_open: bool, text: AnyView) -> AnyView {
    view! { <details class="more" open=is_open><summary>{words::these_words(language)}</summary>{text}</details> }.into_any()
}

/// What a layer is called: a transcript by what it is, all others by how they stand to what was told.
fn layer_name(language: PageLanguage, layer: &Layer, told: &Layer) -> &'static str {
    match layer.kind {
        LayerKind::Transcript { .. } => drafts::transcript(language),
        _ => standing_name(language, layer.standing(told)),
    }
}

/// Who approved what was a draft; nothing for the others.
fn approval(language: PageLanguage, whole: &Whole, layer: &Layer) -> Option<AnyView> {
    let approved_by = match layer.kind {
        LayerKind::Transcript { approved_by, .. }
        | LayerKind::Translation { approved_by, .. }
        | LayerKind::Anonymised { approved_by, .. } => approved_by,
        LayerKind::Verbatim | LayerKind::Edited => return None,
    };
    Some(
        view! {
            <p class="hint"><span class="badge" data-kind="done">{drafts::approved(language)}</span>" "
                {drafts::approved_by(language)}" "{name(whole, approved_by)}</p>
        }
        .into_any(),
    )
}

/// A text beside the one from which it was made, paragraph by paragraph.
pub(super) fn beside(language: PageLanguage, whole: &Whole, of: LayerId, tongue: Language, translated: &Telling) -> AnyView {
    let Some(source) = whole.layers.iter().find(|layer| layer.id == of) else {
        return ().into_any();
    };
    let is_older = whole.newest().is_some_and(|newest| newest.id != of);
    let pairs = rows(&source.telling, translated).into_iter().map(|row| {
        view! {
            <div class="side-by-side">
                <p lang=source.language.tag() dir="auto">{row.told.to_owned()}</p>
                <p lang=tongue.tag() dir="auto">{row.beside.to_owned()}</p>
            </div>
        }
    });
    view! {
        {is_older.then(|| view! { <p class="hint">{drafts::older(language)}</p> })}
        <div class="stack">{pairs.collect_view()}</div>
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
