//! The form that gives codes: the words, the codes to choose from, a new code. With script a selection in the text fills in the
//! words.

use super::choice::codes_field;
use super::codebook::option;
use super::{part_name, path};
use crate::form::FormState;
use crate::parts::field::{Kind, choices, field};
use crate::parts::select::select;
use crate::words::coding as words;
use archive::desk::coding::CodedStory;
use leptos::prelude::*;
use method::coding::Passage;
use method::language::PageLanguage;

/// Letters shown around words that stand in the text more than once.
const LETTERS_AROUND: usize = 32;

pub(super) fn marking(language: PageLanguage, story: &CodedStory, form: &FormState, places: &[Passage]) -> AnyView {
    // Offsets that were refused, or count in another layer, are of no use to anybody.
    let is_current = form.error("words").is_none() && form.typed.get("layer") == story.layer.id.to_string();
    let [part, start, end] =
        ["part", "start", "end"].map(|name| if is_current { form.typed.get(name) } else { String::new() });
    view! {
        <form method="post" action=format!("/stories/{}/code", story.id) class="stack" id="marking">
            <input type="hidden" name="layer" value=story.layer.id.to_string()/>
            {field(form, "words", Kind::Long, words::passage(language), Some(words::passage_hint(language)))}
            {(!places.is_empty()).then(|| which(language, story, form, places))}
            <app_islands::Highlighter part start end filter=words::filter(language).to_owned() help=words::keys(language).to_owned()
                keys=keys(language, story.may_keep)/>
            {(!story.orphans.is_empty()).then(|| again(language, story, form))}
            {codes_field(language, story, form)}
            {story.may_keep.then(|| new_code(language, story, form))}
            <div class="actions">
                <button class="button" data-kind="primary">{words::give(language)}</button>
                {story.may_keep.then(|| view! { <button class="button" name="in_vivo" value="yes">{words::in_vivo(language)}</button> })}
            </div>
            {story.may_keep.then(|| view! { <p class="hint">{words::in_vivo_hint(language)}</p> })}
        </form>
    }
    .into_any()
}

/// Whether the marked words are those of a coding that lost its place: then it is put there, and no code is given anew.
fn again(language: PageLanguage, story: &CodedStory, form: &FormState) -> AnyView {
    let mut options = vec![(String::new(), words::no_orphan(language).to_owned())];
    options.extend(story.orphans.iter().map(|mark| {
        let begins: String = mark.words.chars().take(LETTERS_AROUND).collect();
        let said = format!("{} · {begins}", path(language, &story.book, mark.code));
        (mark.id.to_string(), said)
    }));
    select(
        form,
        "again",
        words::place_again(language),
        Some(words::place_again_hint(language)),
        options,
    )
}

/// A code that is made and given in one step.
fn new_code(language: PageLanguage, story: &CodedStory, form: &FormState) -> AnyView {
    let is_open =
        !form.typed.get("new_label").is_empty() || ["new_label", "new_parent"].iter().any(|name| form.error(name).is_some());
    let mut parents = vec![(String::new(), words::at_the_top(language).to_owned())];
    let outline = story
        .book
        .outline()
        .into_iter()
        .filter(|(_, code)| story.book.is_given(code.id));
    parents.extend(outline.map(|(depth, code)| option(language, depth, code)));
    view! {
        <details class="more" open=is_open><summary>{words::new_code(language)}</summary>
            <div class="stack">
                {field(form, "new_label", Kind::Text, words::new_label(language), Some(words::new_label_hint(language)))}
                {select(form, "new_parent", words::new_parent(language), None, parents)}
            </div>
        </details>
    }
    .into_any()
}

/// What can be done with keys alone: the keys, and what they do.
fn keys(language: PageLanguage, may_keep: bool) -> Vec<(String, String)> {
    let mut keys = vec![
        (words::key_arrows(language), words::keys_select(language)),
        (words::key_enter(language), words::keys_filter(language)),
        (words::key_give(language), words::keys_give(language)),
        (words::key_escape(language), words::keys_back(language)),
    ];
    if may_keep {
        keys.insert(3, (words::key_in_vivo(language), words::in_vivo(language)));
    }
    keys.into_iter()
        .map(|(keys, what)| (keys.to_owned(), what.to_owned()))
        .collect()
}

/// The places at which the typed words stand, each with what is around it.
fn which(language: PageLanguage, story: &CodedStory, form: &FormState, places: &[Passage]) -> AnyView {
    let options = places.iter().map(|place| {
        let text = story.layer.telling.part(place.part());
        let value = format!("{}:{}:{}", part_name(place.part()), place.start(), place.end());
        let from = place.start().saturating_sub(LETTERS_AROUND);
        let letters = place.end() + LETTERS_AROUND - from;
        let around: String = text.chars().skip(from).take(letters).collect();
        (value, format!("… {} …", around.trim()))
    });
    choices(form, "place", words::place(language), options.collect(), false)
}
