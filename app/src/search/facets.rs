//! How the stories that were found are spread, each number a button that narrows the search to it.

use super::narrow::NARROWED;
use crate::form::Typed;
use crate::stories::directions;
use crate::words::search as words;
use archive::desk::search::{Facets, Filters};
use leptos::prelude::*;
use method::figures::Printable;
use method::language::PageLanguage;

/// A name, the value of its button, how many.
type Cell = (String, String, Printable);

pub(super) fn section(language: PageLanguage, typed: &Typed, facets: &Facets, filters: &Filters) -> AnyView {
    let overview = &filters.overview;
    let sites = facets.sites.iter().filter_map(|(id, count)| {
        let name = overview.site(*id)?.name.get(language).to_owned();
        Some((name, id.to_string(), *count))
    });
    let domains = facets.domains.iter().filter_map(|(id, count)| {
        let name = overview.domain(*id)?.label.get(language).to_owned();
        Some((name, id.to_string(), *count))
    });
    let rounds = facets.rounds.iter().filter_map(|(id, count)| {
        let round = overview.rounds.iter().find(|round| round.id == *id)?;
        Some((round.label.clone(), id.to_string(), *count))
    });
    let ways = facets.directions.iter().filter_map(|(direction, count)| {
        let (_, name, label) = directions(language).into_iter().find(|(one, ..)| one == direction)?;
        Some((label.to_owned(), name.to_owned(), *count))
    });
    let selected = facets.selected.iter().map(|(is_selected, count)| {
        let (name, label) = if *is_selected {
            ("yes", words::chosen(language))
        } else {
            ("no", words::not_chosen(language))
        };
        (label.to_owned(), name.to_owned(), *count)
    });
    let codes = facets.codes.iter().filter_map(|(id, count)| {
        let name = filters.codebook.get(*id)?.label(language).to_owned();
        Some((name, id.to_string(), *count))
    });
    let groups = [
        ("site", words::site(language), sites.collect::<Vec<Cell>>()),
        ("domain", words::domain(language), domains.collect()),
        ("round", words::round(language), rounds.collect()),
        ("direction", words::direction(language), ways.collect()),
        ("selected", words::selected(language), selected.collect()),
        ("code", words::code(language), codes.collect()),
    ];
    let groups = groups
        .into_iter()
        .filter_map(|(name, label, cells)| group(typed, name, label, cells));
    view! {
        <details class="stack">
            <summary>{words::facets(language)}</summary>
            <p class="hint">{words::facets_hint(language)}</p>
            {groups.collect_view()}
        </details>
    }
    .into_any()
}

/// A group of buttons; none where there is nothing to choose between.
fn group(typed: &Typed, name: &'static str, label: &'static str, cells: Vec<Cell>) -> Option<AnyView> {
    let cells: Vec<Cell> = cells.into_iter().filter(|(.., count)| count.number() != Some(0)).collect();
    if cells.len() < 2 || !typed.get(name).is_empty() {
        return None;
    }
    let others = ["q"].into_iter().chain(NARROWED).filter(|other| *other != name);
    let others = others.map(|other| view! { <input type="hidden" name=other value=typed.get(other)/> });
    let buttons = cells.into_iter().map(|(text, value, count)| {
        view! { <button class="button" name=name value=value>{text}" "<bdi class="count">{count.to_string()}</bdi></button> }
    });
    let group = view! {
        <form method="post" action="/search" class="stack">
            {others.collect_view()}
            <fieldset class="choices"><legend>{label}</legend><div class="actions">{buttons.collect_view()}</div></fieldset>
        </form>
    };
    Some(group.into_any())
}
