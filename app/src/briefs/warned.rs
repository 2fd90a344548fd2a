//! What the guard says of a brief before each class of its readers, for the coordinator who signs it off and may know the stories.

use super::addressee;
use super::odds::{odds, told};
use crate::excerpts::kind_label;
use crate::excerpts::shows::finding;
use crate::words::{brief_review as words, issue};
use archive::desk::briefs::{Guarded, Named};
use archive::desk::excerpts::Opening;
use leptos::prelude::*;
use method::anonymise::jigsaw::Finding;
use method::brief::prose::Place;
use method::brief::{Addressee, quoted};
use method::language::PageLanguage;

/// What is said of all readers, then what is said of some; nothing of a brief that quotes nobody, counts nothing and names nobody.
pub(super) fn warned(language: PageLanguage, each: &[(Vec<Addressee>, Guarded)]) -> AnyView {
    let first = each.first().map(|(_, guarded)| guarded);
    let Some(first) = first.filter(|one| !one.attack.quotations.is_empty() || one.gives_away()) else {
        return ().into_any();
    };
    let classes = each
        .iter()
        .filter(|(_, guarded)| !guarded.close.is_empty() || !guarded.unsaid_before.is_empty());
    let classes = classes.map(|(classes, guarded)| {
        let named: Vec<&str> = classes.iter().map(|class| addressee(language, *class).1).collect();
        view! {
            <section class="section stack"><p><strong>{named.join(" · ")}</strong></p>
                {pieces(language, &guarded.close, |found| finding(language, found))}
                {not_weighed(issue::not_weighed_before(language), &guarded.unsaid_before)}</section>
        }
    });
    view! {
        <section class="section stack" id="warned"><h2>{words::warned(language)}</h2>
            {classes.collect_view()}
            {not_weighed(issue::not_weighed(language), &first.unsaid)}
            {odds(language, &first.attack)}
            {told(language, &first.told)}
            {named(language, &first.named)}
        </section>
    }
    .into_any()
}

/// What in the brief's own words leads to somebody.
pub(super) fn named(language: PageLanguage, all: &[Named]) -> AnyView {
    if all.is_empty() {
        return ().into_any();
    }
    let rows = all.iter().map(|one| {
        let what = if one.is_of_register {
            words::of_register(language)
        } else {
            kind_label(language, one.kind)
        };
        view! { <li>{format!("{} : {what}", place(language, one.place))}</li> }
    });
    view! {
        <div class="notice" data-kind="warning" id="named"><h2>{words::named(language)}</h2>
            <ul>{rows.collect_view()}</ul><p>{words::named_hint(language)}</p></div>
    }
    .into_any()
}

/// Where words of a brief stand.
pub(super) fn place(language: PageLanguage, place: Place) -> String {
    match place {
        Place::Title => words::in_title(language).to_owned(),
        Place::Selected => words::in_selected(language).to_owned(),
        Place::Caption => words::in_caption(language).to_owned(),
        Place::Line(line) => words::in_line(language, line),
    }
}

/// Tellers who hide among few, each under her first quotation, with what is said of her.
pub(super) fn pieces(language: PageLanguage, close: &[(Opening, Finding)], said: impl Fn(&Finding) -> AnyView) -> AnyView {
    if close.is_empty() {
        return ().into_any();
    }
    let rows = close.iter().map(|(opening, found)| {
        let tag = opening.language.tag();
        view! { <li><p lang=tag dir="auto">{quoted(&opening.words, opening.language)}</p>{said(found)}</li> }
    });
    view! { <section class="section"><h2>{issue::pieces(language)}</h2><ul class="stack">{rows.collect_view()}</ul></section> }
        .into_any()
}

/// Quotations, under a sentence.
pub(super) fn not_weighed(sentence: &'static str, all: &[Opening]) -> AnyView {
    if all.is_empty() {
        return ().into_any();
    }
    let rows = all.iter().map(|opening| {
        let tag = opening.language.tag();
        view! { <li lang=tag dir="auto">{quoted(&opening.words, opening.language)}</li> }
    });
    view! { <div class="notice"><p>{sentence}</p><ul>{rows.collect_view()}</ul></div> }.into_any()
}
