//! Who appears in the stories and what each does there, by the direction of change.

use super::acted;
use super::bars::{Bar, Bundle, chart};
use super::{coverage, empty, figure, group_name, plain, share, tabs};
use crate::coding::colour;
use crate::layout::{Head, page};
use crate::refusal;
use crate::request::Caller;
use crate::words::analysis as words;
use archive::Archive;
use archive::desk::analysis::{Actors, Group};
use axum::extract::State;
use axum::http::StatusCode;
use axum::response::Response;
use leptos::prelude::*;
use method::analysis::actors::Played;
use method::figures::PrintedRow;
use method::id::CodeId;
use method::language::PageLanguage;

pub(crate) async fn show(caller: Caller, State(archive): State<Archive>) -> Response {
    let language = caller.language();
    let actors = match archive.analysis().actors(&caller.actor, caller.programme).await {
        Ok(actors) => actors,
        Err(error) => return refusal::analysis(language, &error),
    };
    let head = Head::new(words::title(language), words::lead(language)).wide();
    page(StatusCode::OK, &caller.visitor, &head, || {
        let shown = match &actors {
            None => no_branch(language),
            Some(actors) if actors.rows.is_empty() => empty(language),
            Some(actors) => view! {
                {drawn(language, actors)}{table(language, actors)}{acted::section(language, actors)}{missing(language, actors)}
            }
            .into_any(),
        };
        view! { {tabs(language, "/analysis/actors")}{shown} }.into_any()
    })
}

fn no_branch(language: PageLanguage) -> AnyView {
    view! {
        <div class="empty"><h2>{words::no_actors(language)}</h2><p>{words::no_actors_hint(language)}</p>
            <p><a class="button" href="/codebook">{words::to_codebook(language)}</a></p></div>
    }
    .into_any()
}

fn link((actor, part): Played, group: Option<Group>) -> String {
    let part = part.map(|part| format!("&with={part}&together=yes")).unwrap_or_default();
    let group = group.map(|group| format!("&group={group}")).unwrap_or_default();
    format!("/analysis/passages?code={actor}{part}{group}")
}

/// Each actor, a bar a direction.
fn drawn(language: PageLanguage, actors: &Actors) -> AnyView {
    let rows = actors
        .rows
        .iter()
        .zip(&actors.printed.rows)
        .filter(|((_, part), _)| part.is_none());
    let bundles = rows.map(|(played, row)| {
        let bars = actors.groups.iter().zip(&row.counts).map(|(group, number)| Bar {
            name: group_name(language, &actors.overview, *group),
            number: *number,
            shown: figure(language, *number, link(*played, Some(*group))),
        });
        Bundle {
            name: chip(language, actors, played.0),
            bars: bars.collect(),
        }
    });
    let footing = coverage(language, &actors.coverage);
    chart(words::actors_chart(language).to_owned(), footing, bundles.collect())
}

fn table(language: PageLanguage, actors: &Actors) -> AnyView {
    let names = actors.groups.iter().map(|group| {
        view! { <th scope="col" class="number">{group_name(language, &actors.overview, *group)}</th> }
    });
    let stories = actors.printed.stories.counts.iter().chain([&actors.printed.stories.total]);
    let stories = stories.map(|number| view! { <td class="number">{plain(language, *number)}</td> });
    let rows = actors.rows.iter().zip(&actors.printed.rows);
    let rows = rows.map(|(played, numbers)| row(language, actors, *played, numbers));
    view! {
        <section class="section stack">
            <div class="table-frame" role="region" aria-labelledby="actors" tabindex="0"><table class="table">
                <caption id="actors">{words::actors(language)}" "<span class="hint">{coverage(language, &actors.coverage)}</span></caption>
                <thead><tr><th scope="col">{words::actor(language)}</th>{names.collect_view()}<th scope="col" class="number">{words::all(language)}</th><th scope="col" class="number">{words::share(language)}</th></tr></thead>
                <tbody><tr><th scope="row">{words::coded_stories(language)}</th>{stories.collect_view()}<td></td></tr>{rows.collect_view()}</tbody>
            </table></div>
            <p class="hint">{words::actors_hint(language)}" "{words::share_hint(language)}</p>
            <p class="hint">{words::hidden_note(language)}</p>
        </section>
    }
    .into_any()
}

fn row(language: PageLanguage, actors: &Actors, played: Played, numbers: &PrintedRow) -> AnyView {
    let cells = actors.groups.iter().zip(&numbers.counts).map(|(group, number)| {
        view! { <td class="number">{figure(language, *number, link(played, Some(*group)))}</td> }
    });
    let (actor, part) = played;
    let name = match part {
        None => chip(language, actors, actor),
        Some(part) => view! { "— "{chip(language, actors, part)} }.into_any(),
    };
    view! {
        <tr><th scope="row">{name}</th>{cells.collect_view()}<td class="number">{figure(language, numbers.total, link(played, None))}</td>
            <td class="number">{share(language, numbers.total, actors.printed.stories.total)}</td></tr>
    }
    .into_any()
}

/// A code of the codebook, as a chip.
pub(super) fn chip(language: PageLanguage, actors: &Actors, id: CodeId) -> AnyView {
    let Some(code) = actors.book.get(id) else {
        return ().into_any();
    };
    view! { <span class="code" data-colour=colour(code) dir="auto">{code.label(language).to_owned()}</span> }.into_any()
}

/// Who appears nowhere: that is a finding, too.
fn missing(language: PageLanguage, actors: &Actors) -> AnyView {
    let missing = actors.missing();
    if missing.is_empty() {
        return ().into_any();
    }
    let chips = missing.into_iter().map(|id| view! { <li>{chip(language, actors, id)}</li> });
    view! {
        <section class="section"><h2>{words::actors_missing(language)}</h2><ul class="cluster">{chips.collect_view()}</ul></section>
    }
    .into_any()
}
