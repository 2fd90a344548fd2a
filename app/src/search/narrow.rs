//! What a search is narrowed by: the fields of the form, and what is read from them.

use crate::form::Typed;
use crate::parts::day;
use crate::stories::directions;
use crate::words::saved;
use crate::words::search as words;
use archive::desk::search::{Asked, Filters, HITS_A_PAGE};
use leptos::prelude::*;
use method::language::PageLanguage;

/// The names of what a search is narrowed by, in the form.
pub(super) const NARROWED: [&str; 8] = ["site", "domain", "round", "code", "direction", "selected", "since", "until"];

/// What was typed; a choice that is not understood is no choice.
pub(super) fn parse(typed: &Typed) -> Asked {
    let direction = directions(PageLanguage::French)
        .into_iter()
        .find(|(_, name, _)| *name == typed.get("direction"));
    Asked {
        words: typed.get("q"),
        site: typed.get("site").parse().ok(),
        domain: typed.get("domain").parse().ok(),
        round: typed.get("round").parse().ok(),
        code: typed.get("code").parse().ok(),
        direction: direction.map(|(direction, ..)| direction),
        selected: match typed.get("selected").as_str() {
            "yes" => Some(true),
            "no" => Some(false),
            _ => None,
        },
        since: typed.get("since").parse().ok(),
        until: typed.get("until").parse().ok(),
        skip: typed.get("skip").parse().unwrap_or_default(),
        at_most: HITS_A_PAGE,
    }
}

/// What was typed when this was asked.
pub(super) fn typed(asked: &Asked) -> Typed {
    let direction = directions(PageLanguage::French)
        .into_iter()
        .find(|(one, ..)| Some(*one) == asked.direction);
    let choice = asked.selected.map(|is_selected| if is_selected { "yes" } else { "no" });
    Typed::filled([
        ("q", asked.words.clone()),
        ("site", name(asked.site)),
        ("domain", name(asked.domain)),
        ("round", name(asked.round)),
        ("code", name(asked.code)),
        ("direction", name(direction.map(|(_, name, _)| name))),
        ("selected", name(choice)),
        ("since", name(asked.since)),
        ("until", name(asked.until)),
    ])
}

/// Something's name in a form; empty for nothing.
fn name(value: Option<impl ToString>) -> String {
    value.map(|value| value.to_string()).unwrap_or_default()
}

/// A search without what it was narrowed by and is no longer there; and a sentence for each.
pub(super) fn still_there(language: PageLanguage, asked: &Asked, filters: &Filters) -> (Asked, Vec<&'static str>) {
    let mut gone = Vec::new();
    let mut there = asked.clone();
    if asked.site.is_some_and(|id| !filters.sites.iter().any(|site| site.id == id)) {
        there.site = None;
        gone.push(saved::site_gone(language));
    }
    if asked.domain.is_some_and(|id| filters.overview.domain(id).is_none()) {
        there.domain = None;
        gone.push(saved::domain_gone(language));
    }
    if asked
        .round
        .is_some_and(|id| !filters.overview.rounds.iter().any(|round| round.id == id))
    {
        there.round = None;
        gone.push(saved::round_gone(language));
    }
    if asked.code.is_some_and(|id| filters.codebook.get(id).is_none()) {
        there.code = None;
        gone.push(saved::code_gone(language));
    }
    if asked.selected.is_some() && !filters.reads_records {
        there.selected = None;
        gone.push(saved::selected_gone(language));
    }
    (there, gone)
}

/// What a search asks, in words: a label and a value each.
pub(super) fn facts(language: PageLanguage, asked: &Asked, filters: &Filters) -> Vec<(&'static str, String)> {
    let missing = || saved::gone(language).to_owned();
    let overview = &filters.overview;
    let site = asked.site.map(|id| {
        let site = filters.sites.iter().find(|site| site.id == id);
        site.map_or_else(missing, |site| site.name.get(language).to_owned())
    });
    let domain = asked.domain.map(|id| {
        let domain = overview.domain(id);
        domain.map_or_else(missing, |domain| domain.label.get(language).to_owned())
    });
    let round = asked.round.map(|id| {
        let round = overview.rounds.iter().find(|round| round.id == id);
        round.map_or_else(missing, |round| round.label.clone())
    });
    let code = asked.code.map(|id| {
        let code = filters.codebook.get(id);
        code.map_or_else(missing, |code| code.label(language).to_owned())
    });
    let direction = asked.direction.and_then(|direction| {
        let label = directions(language).into_iter().find(|(one, ..)| *one == direction);
        label.map(|(_, _, label)| label.to_owned())
    });
    let selected = asked.selected.map(|is_selected| {
        let sentence = if is_selected { words::chosen } else { words::not_chosen };
        sentence(language).to_owned()
    });
    let typed = Some(asked.words.clone()).filter(|typed| !typed.is_empty());
    let facts = [
        (words::words(language), typed),
        (words::site(language), site),
        (words::domain(language), domain),
        (words::round(language), round),
        (words::code(language), code),
        (words::direction(language), direction),
        (words::selected(language), selected),
        (words::since(language), asked.since.map(|day| day::spelled(language, day))),
        (words::until(language), asked.until.map(|day| day::spelled(language, day))),
    ];
    facts.into_iter().filter_map(|(label, value)| Some((label, value?))).collect()
}

/// Whether a search is narrowed.
pub(super) fn is_narrowed(typed: &Typed) -> bool {
    NARROWED.iter().any(|name| !typed.get(name).is_empty())
}

/// The fields.
pub(super) fn fields(language: PageLanguage, typed: &Typed, filters: &Filters) -> AnyView {
    let sites = filters.sites.iter();
    let sites: Vec<_> = sites
        .map(|site| (site.id.to_string(), site.name.get(language).to_owned()))
        .collect();
    let domains = filters.overview.domains.iter().map(|one| &one.domain);
    let domains = domains.map(|domain| (domain.id.to_string(), domain.label.get(language).to_owned()));
    let rounds = filters.overview.rounds.iter().rev();
    let rounds = rounds.map(|round| (round.id.to_string(), round.label.clone()));
    let codes = filters.codebook.outline().into_iter();
    let codes = codes.map(|(depth, code)| (code.id.to_string(), "— ".repeat(depth) + code.label(language)));
    let codes: Vec<_> = codes.collect();
    let ways = directions(language).map(|(_, name, label)| (name.to_owned(), label.to_owned()));
    let choices = [("yes", words::chosen(language)), ("no", words::not_chosen(language))];
    let choices = choices.map(|(name, label)| (name.to_owned(), label.to_owned()));
    let choice = |name, label, options| select(language, typed, name, label, options);
    view! {
        <div class="filters">
            {(sites.len() > 1).then(|| choice("site", words::site(language), sites))}
            {choice("domain", words::domain(language), domains.collect())}
            {choice("round", words::round(language), rounds.collect())}
            {(!codes.is_empty()).then(|| choice("code", words::code(language), codes))}
            {choice("direction", words::direction(language), ways.to_vec())}
            {filters.reads_records.then(|| choice("selected", words::selected(language), choices.to_vec()))}
            {date_field(typed, "since", words::since(language))}
            {date_field(typed, "until", words::until(language))}
        </div>
    }
    .into_any()
}

fn select(
    language: PageLanguage,
    typed: &Typed,
    name: &'static str,
    label: &'static str,
    options: Vec<(String, String)>,
) -> AnyView {
    let chosen = typed.get(name);
    let options = options.into_iter().map(|(value, text)| {
        let is_chosen = value == chosen;
        view! { <option value=value selected=is_chosen>{text}</option> }
    });
    view! {
        <div class="field">
            <label for=name>{label}</label>
            <select id=name name=name><option value="">{words::any(language)}</option>{options.collect_view()}</select>
        </div>
    }
    .into_any()
}

fn date_field(typed: &Typed, name: &'static str, label: &'static str) -> AnyView {
    view! {
        <div class="field">
            <label for=name>{label}</label>
            <input type="date" id=name name=name value=typed.get(name)/>
        </div>
    }
    .into_any()
}
