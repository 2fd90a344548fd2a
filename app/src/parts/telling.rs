//! A story's words as they are read, part by part, and read aloud.

use crate::words::{narration, story as words, story_page};
use leptos::prelude::*;
use method::language::PageLanguage;
use method::story::{Layer, Telling, paragraphs as lines};

/// All that was told, the title too.
pub(crate) fn texts(telling: &Telling) -> [&str; 4] {
    [&telling.title, &telling.context, &telling.description, &telling.significance]
}

/// The words of a layer, with headings in the language of the page.
pub(crate) fn told(language: PageLanguage, layer: &Layer) -> AnyView {
    let telling = &layer.telling;
    let heading = |text: &'static str| view! { <h2 lang=language.tag() dir=language.dir()>{text}</h2> };
    // What has a direction of its own tells its surroundings none: the edge of the quotation stands where its words begin.
    let meaning = lines(&telling.significance).map(|line| view! { <p>{line.to_owned()}</p> });
    view! {
        <article class="story-text" lang=layer.language.tag() dir="auto" id="story-text">
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

/// Reads a layer aloud with the browser's own voice, where it has one for the language.
pub(crate) fn listen(language: PageLanguage, layer: &Layer) -> AnyView {
    let spoken = texts(&layer.telling).join("\n\n");
    view! {
        <app_islands::ReadAloud text=spoken tag=layer.language.tag().to_owned() start=story_page::listen(language).to_owned()
            stop=story_page::stop(language).to_owned()/>
    }
    .into_any()
}

/// The same as somebody of the team read it aloud, with the browser's own controls. Nothing is fetched before somebody plays it.
pub(crate) fn narrated(language: PageLanguage, file: String) -> AnyView {
    view! { <audio class="story-sound" controls preload="none" aria-label=narration::sound(language) src=file></audio> }
        .into_any()
}
