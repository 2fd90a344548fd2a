//! A story that was found, with the place at which it was; the way to the next ones.

use super::kept;
use crate::form::Typed;
use crate::parts::day;
use crate::stories::layers::{layer_link, standing_name};
use crate::words::search as words;
use archive::desk::programmes::Overview;
use archive::desk::search::{Found, HITS_A_PAGE, Hit, InOlder, Label, Piece};
use leptos::prelude::*;
use method::language::PageLanguage;

pub(super) fn card(language: PageLanguage, hit: &Hit, overview: &Overview) -> AnyView {
    let link = format!("/stories/{}", hit.id);
    let site = overview.site(hit.site).map_or("", |site| site.name.get(language)).to_owned();
    let domain = overview.domain(hit.domain).map_or("", |domain| domain.label.get(language));
    let (domain, tongue) = (domain.to_owned(), hit.language.tag());
    view! {
        <li><article class="story-card">
            <h2><a href=link lang=tongue dir="auto">{pieces(&hit.title)}</a></h2>
            <p class="story-snippet" lang=tongue dir="auto">{pieces(&hit.snippet)}</p>
            {hit.standing.map(|standing| view! { <p class="hint">{words::in_version(language)}" "{standing_name(language, standing)}</p> })}
            {hit.older.iter().map(|found| older(language, hit, found)).collect_view()}
            {hit.labels.iter().map(|found| label(language, found)).collect_view()}
            <p class="story-facts">
                <span>{site}</span>" "<span>{domain}</span>" "
                {day::day(language, hit.told_on)}
            </p>
        </article></li>
    }
    .into_any()
}

/// What was found in an older layer, with the way to where it is read.
fn older(language: PageLanguage, hit: &Hit, found: &InOlder) -> AnyView {
    let link = layer_link(hit.id, found.number);
    view! {
        <p class="story-snippet" lang=found.language.tag() dir="auto">{pieces(&found.passage)}</p>
        <p class="hint">{words::in_version(language)}" "<a href=link>{standing_name(language, found.standing)}</a></p>
    }
    .into_any()
}

/// A text with what was found in it marked.
fn pieces(pieces: &[Piece]) -> AnyView {
    let shown = pieces.iter().map(|piece| match piece {
        Piece::Plain(text) => text.clone().into_any(),
        Piece::Hit(text) => view! { <mark class="hit">{text.clone()}</mark> }.into_any(),
    });
    shown.collect_view().into_any()
}

/// Which name found a story whose own words do not hold what was asked.
fn label(language: PageLanguage, found: &Label) -> AnyView {
    let (sentence, name) = match found {
        Label::Domain(name) => (words::in_domain(language), name),
        Label::Code(name) => (words::in_code(language), name),
    };
    view! { <p class="hint">{sentence}" "<bdi>{name.get(language).to_owned()}</bdi></p> }.into_any()
}

/// Buttons, not links: a link would carry the words in its address.
pub(super) fn pager(language: PageLanguage, typed: &Typed, found: &Found, skip: usize) -> AnyView {
    if found.total <= HITS_A_PAGE {
        return ().into_any();
    }
    let last = skip + found.hits.len();
    let step = |to: Option<usize>, sentence: &'static str| {
        to.map(|to| view! { <button class="button" name="skip" value=to.to_string()>{sentence}</button> })
    };
    let before = (skip > 0).then(|| skip.saturating_sub(HITS_A_PAGE));
    let after = (last < found.total).then_some(skip + HITS_A_PAGE);
    view! {
        <form method="post" action="/search" class="pager" aria-label=words::pages(language)>
            {kept(typed)}
            {step(before, words::before(language))}
            <p>{words::span(language, skip + 1, last, found.total)}</p>
            {step(after, words::after(language))}
        </form>
    }
    .into_any()
}
