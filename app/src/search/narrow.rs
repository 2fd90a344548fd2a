//! What a search is narrowed by: the fields of the form, and what is read from them.

use crate::form::Typed;
use crate::stories::directions;
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
            {day(typed, "since", words::since(language))}
            {day(typed, "until", words::until(language))}
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

fn day(typed: &Typed, name: &'static str, label: &'static str) -> AnyView {
    view! {
        <div class="field">
            <label for=name>{label}</label>
            <input type="date" id=name name=name value=typed.get(name)/>
        </div>
    }
    .into_any()
}
