//! On a story's page: the stories most like it.

use crate::parts::day;
use crate::words::search as words;
use archive::desk::search::Alike;
use leptos::prelude::*;
use method::language::PageLanguage;

/// Links to them; nothing where there is none.
pub(crate) fn alike(language: PageLanguage, stories: &[Alike]) -> AnyView {
    if stories.is_empty() {
        return ().into_any();
    }
    let links = stories.iter().map(|story| {
        let (link, tongue, title) = (format!("/stories/{}", story.id), story.language.tag(), story.title.clone());
        view! { <li><a href=link lang=tongue dir="auto">{title}</a>" "{day::day(language, story.told_on)}</li> }
    });
    view! {
        <section class="stack" aria-labelledby="alike">
            <h2 id="alike">{words::alike(language)}</h2>
            <ul>{links.collect_view()}</ul>
        </section>
    }
    .into_any()
}
