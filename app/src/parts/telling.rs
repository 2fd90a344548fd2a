//! A story's words as they are read, part by part, and read aloud.

use crate::stories::language_label;
use crate::words::{narration, story as words, story_page};
use leptos::prelude::*;
use method::language::{Language, PageLanguage};
use method::story::{Layer, Telling, paragraphs as lines};

/// All that was told, the title too.
pub(crate) fn texts(telling: &Telling) -> [&str; 4] {
    [&telling.title, &telling.context, &telling.description, &telling.significance]
}

/// The words of a layer, with headings in the language of the page.
pub(crate) fn told(language: PageLanguage, layer: &Layer) -> AnyView {
    article(language, layer, Some("story-text"))
}

/// Approved translations of a text, each folded under its language.
pub(crate) fn translated(language: PageLanguage, layers: &[Layer]) -> AnyView {
    let folded = layers.iter().map(|layer| {
        view! {
            <details class="more"><summary>{language_label(language, layer.language)}</summary>
                {article(language, layer, None)}{listen(language, layer)}</details>
        }
    });
    folded.collect_view().into_any()
}

fn article(language: PageLanguage, layer: &Layer, id: Option<&'static str>) -> AnyView {
    let telling = &layer.telling;
    let heading = |text: &'static str| view! { <h2 lang=language.tag() dir=language.dir()>{text}</h2> };
    // What has a direction of its own tells its surroundings none: the edge of the quotation stands where its words begin.
    let meaning = lines(&telling.significance).map(|line| view! { <p>{line.to_owned()}</p> });
    view! {
        <article class="story-text" lang=layer.language.tag() dir="auto" id=id>
            {heading(words::context(language))}{paragraphs(&telling.context)}
            {heading(words::description(language))}{paragraphs(&telling.description)}
            {heading(words::significance(language))}
            <blockquote class="significance" dir="auto">{meaning.collect_view()}</blockquote>
        </article>
    }
    .into_any()
}

/// A paragraph a line, each in the direction of its own words.
pub(crate) fn paragraphs(text: &str) -> AnyView {
    lines(text)
        .map(|line| view! { <p dir="auto">{line.to_owned()}</p> })
        .collect_view()
        .into_any()
}

/// Reads a layer aloud with the device's own voice.
pub(crate) fn listen(language: PageLanguage, layer: &Layer) -> AnyView {
    aloud(language, texts(&layer.telling).join("\n\n"), layer.language)
}

/// A button that reads a text aloud with the device's own voice; nothing where no voice reads its language.
pub(crate) fn aloud(page: PageLanguage, text: String, spoken: Language) -> AnyView {
    let button = spoken.voice().map(|voice| {
        view! {
            <app_islands::ReadAloud text=text language=voice.to_owned() start=story_page::listen(page).to_owned()
                stop=story_page::stop(page).to_owned() missing=story_page::no_voice(page).to_owned()/>
        }
    });
    button.into_any()
}

/// The same as somebody of the team read it aloud, with the browser's own controls. Nothing is fetched before somebody plays it.
pub(crate) fn narrated(language: PageLanguage, file: String) -> AnyView {
    view! { <audio class="story-sound" controls preload="none" aria-label=narration::sound(language) src=file></audio> }
        .into_any()
}
