//! On a story's own page: the panels that chose or considered it, with their reasons.

use crate::panels::criteria::listed;
use crate::panels::level_and_place;
use crate::parts::day;
use crate::words::panel_record as words;
use archive::desk::panels::Mention;
use leptos::prelude::*;
use method::language::PageLanguage;

/// Nothing where no panel has read the story.
pub(crate) fn section(language: PageLanguage, mentions: Vec<Mention>) -> AnyView {
    if mentions.is_empty() {
        return ().into_any();
    }
    let rows = mentions.into_iter().map(|mention| {
        let link = format!("/panels/{}/record", mention.panel);
        let (kind, state) = if mention.question.is_some() {
            ("warning", words::was_sent_back(language))
        } else if mention.is_chosen {
            ("done", words::was_chosen(language))
        } else {
            ("waiting", words::was_considered(language))
        };
        let quoted = |said: Vec<String>| {
            said.into_iter()
                .map(|one| view! { <blockquote class="reason"><p dir="auto">{one}</p></blockquote> })
                .collect_view()
        };
        let named = |name: &'static str, said: Vec<String>| {
            (!said.is_empty()).then(|| view! { <p class="hint">{name}</p>{quoted(said)} })
        };
        view! {
            <li>
                <p><a href=link>{level_and_place(language, &mention.setting)}</a>" "<span class="badge" data-kind=kind>{state}</span></p>
                {quoted(mention.reasons)}
                {quoted(mention.question.into_iter().collect())}
                {named(words::questions(language), mention.questions)}
                {named(words::dissent(language), mention.dissent)}
                {(!mention.criteria.is_empty()).then(|| view! { <p class="hint">{words::criteria(language)}</p>{listed(language, &mention.criteria)} })}
                {day::day(language, mention.closed.date_naive())}
            </li>
        }
    });
    view! { <section class="section"><h2>{words::panels_of_story(language)}</h2><ol class="timeline">{rows.collect_view()}</ol></section> }
        .into_any()
}
