//! What can be put into a brief: approved excerpts whose tellers allow it today, tables of indicators and
//! pictures. Nothing else of any story.

use crate::excerpts::library::speech;
use crate::excerpts::verdict;
use crate::images::picture;
use crate::parts::day::spelled;
use crate::stories::language_label;
use crate::words::briefs as words;
use archive::desk::briefs::AtWork;
use archive::desk::excerpts::Quotable;
use archive::desk::images::Kept;
use archive::desk::indicators::Versioned;
use leptos::prelude::*;
use method::brief::{CONTENTS, ISSUES_A_YEAR, Reference, chart_of, quoted, told_in};
use method::indicator::bars;
use method::language::PageLanguage;

pub(super) fn shelf(language: PageLanguage, at_work: &AtWork) -> AnyView {
    let excerpts = at_work.shelf.iter().map(|(one, uses)| excerpt(language, one, *uses));
    let figures = at_work.figures.iter().map(|one| figure(language, one));
    let no_excerpt = at_work
        .shelf
        .is_empty()
        .then(|| view! { <p>{words::no_excerpt(language)}</p> });
    let no_figure = at_work.figures.is_empty().then(|| {
        view! { <p>{words::no_figure(language)}" "<a href="/indicators/new">{words::add_figure(language)}</a></p> }
    });
    let images = at_work.images.iter().filter_map(|one| image(language, one));
    let no_image = at_work.images.is_empty().then(|| {
        view! { <p>{words::no_image(language)}" "<a href="/images/new">{words::add_image(language)}</a></p> }
    });
    view! {
        <aside class="editor-shelf" aria-label=words::shelf(language)>
            <h2>{words::excerpts(language)}</h2>
            <p><a href="/excerpts/library">{words::to_library(language)}</a></p>
            {no_excerpt}
            {excerpts.collect_view()}
            <h2>{words::figures(language)}</h2>
            {no_figure}
            {figures.collect_view()}
            <h2>{words::images(language)}</h2>
            {no_image}
            {images.collect_view()}
            <h2>{words::contents(language)}</h2>
            <p>{words::contents_hint(language)}</p>
            <div class="actions">{insert(CONTENTS.to_owned(), words::insert(language), words::contents(language))}</div>
        </aside>
    }
    .into_any()
}

fn excerpt(language: PageLanguage, one: &Quotable, uses: usize) -> AnyView {
    let marked = quoted(&one.text, one.language);
    // The same dramatic story everywhere serves nobody (capability 69).
    let kind = (uses >= ISSUES_A_YEAR).then_some("warning");
    let often =
        (uses > 0).then(|| view! { <p><span class="badge" data-kind=kind>{words::often(language, uses)}</span></p> });
    view! {
        <figure class="quotation">
            <blockquote lang=one.language.tag() dir="auto"><p>{marked}</p></blockquote>
            <figcaption><bdi>{format!("{}*", one.pseudonym)}</bdi>" · "{told_in(speech(one), language)}" · "
                {words::until(language, spelled(language, one.until))}</figcaption>
            <p>{verdict(language, one.verdict)}</p>
            {often}
            <div class="actions">{insert(Reference::Excerpt(one.id).to_string(), words::insert(language), &one.pseudonym)}</div>
        </figure>
    }
    .into_any()
}

fn figure(language: PageLanguage, one: &Versioned) -> AnyView {
    let about = &one.indicator;
    let printed = about.printed().ok();
    let drawn = printed
        .and_then(|printed| bars(&printed.columns, &printed.rows))
        .map(|_| chart_of(one.id));
    view! {
        <figure class="quotation">
            <p lang=about.language.tag() dir="auto"><strong>{about.caption.clone()}</strong></p>
            <figcaption><bdi>{format!("{} ({})", about.source, about.date)}</bdi>" · "
                {language_label(language, about.language.language())}</figcaption>
            <div class="actions">
                {insert(Reference::Figure(one.id).to_string(), words::insert(language), &about.caption)}
                {drawn.map(|reference| insert(reference, words::insert_chart(language), &about.caption))}
            </div>
        </figure>
    }
    .into_any()
}

fn image(language: PageLanguage, one: &Kept) -> Option<AnyView> {
    let said = one.image.described.as_ref()?;
    let shown = view! {
        <figure class="quotation image" lang=said.language().tag()>
            {picture(language, one)}
            <figcaption dir="auto">{said.credit().to_owned()}</figcaption>
            <div class="actions" lang=language.tag()>{insert(Reference::Image(one.id).to_string(), words::insert(language), said.alt())}</div>
        </figure>
    };
    Some(shown.into_any())
}

/// The button that puts a reference into the text; `name` says to what it refers.
fn insert(reference: String, said: &'static str, name: &str) -> AnyView {
    view! {
        <button class="button" name="insert" value=reference>{said}
            " "<span class="visually-hidden">{name.to_owned()}</span></button>
    }
    .into_any()
}
