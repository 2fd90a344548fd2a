//! The figures of people that readers may know: a clinic's, a report's. The jigsaw guard never lets a teller hide among more than
//! they say.

use super::shows::{name, value_name};
use crate::form::{FormState, Typed};
use crate::layout::{Head, page};
use crate::parts::field::{Kind, field};
use crate::parts::notice::refused;
use crate::parts::select::select;
use crate::refusal;
use crate::render::status_of;
use crate::request::Caller;
use crate::words::jigsaw as words;
use archive::Archive;
use archive::desk::excerpts::{ExcerptsError, MOST_FIGURES, Population};
use axum::extract::State;
use axum::response::{IntoResponse, Redirect, Response};
use leptos::prelude::*;
use method::anonymise::jigsaw::{Attribute, Margin};
use method::anonymise::ledger::values;
use method::id::SiteId;
use method::language::PageLanguage;
use std::collections::BTreeMap;

pub(crate) async fn show(caller: Caller, State(archive): State<Archive>) -> Response {
    shown(&caller, &archive, FormState::default()).await
}

pub(crate) async fn submit(caller: Caller, State(archive): State<Archive>, form: FormState) -> Response {
    let language = caller.language();
    let population = match archive.excerpts().population(&caller.actor, caller.programme).await {
        Ok(population) => population,
        Err(error) => return refusal::excerpts(language, &error),
    };
    let mut figures = population.figures;
    match form.typed.get("remove").parse::<usize>() {
        Ok(place) if place < figures.len() => drop(figures.remove(place)),
        Ok(_) => return refusal::unprocessable(language),
        Err(_) => match figure(language, &form.typed) {
            Ok(figure) => figures.push(figure),
            Err((field, sentence)) => return shown(&caller, &archive, form.wrong(field, sentence)).await,
        },
    }
    let version = form.typed.get("version").parse().unwrap_or_default();
    let done = archive
        .excerpts()
        .change_population(&caller.actor, caller.programme, &figures, version)
        .await;
    match done {
        Ok(()) => Redirect::to("/excerpts/people").into_response(),
        Err(ExcerptsError::Conflict) => shown(&caller, &archive, form.wrong("people", words::conflict(language))).await,
        Err(ExcerptsError::NotAFigure) => {
            let sentence = words::too_many_figures(language, MOST_FIGURES);
            shown(&caller, &archive, form.wrong("people", sentence)).await
        }
        Err(error) => refusal::excerpts(language, &error),
    }
}

/// A figure as it was typed; the field that lacks something, and what.
fn figure(language: PageLanguage, typed: &Typed) -> Result<Margin, (&'static str, &'static str)> {
    let mut about = BTreeMap::new();
    if let Ok(site) = typed.get("site").parse::<SiteId>() {
        about.insert(Attribute::Site, (0, site.to_string()));
    }
    let what = typed.get("what");
    if !what.is_empty() {
        let found = all_values()
            .into_iter()
            .find(|(attribute, rung, value)| key(*attribute, *rung, value) == what);
        let (attribute, rung, value) = found.ok_or(("what", words::figure_about(language)))?;
        about.insert(attribute, (rung, value.to_owned()));
    }
    if about.is_empty() {
        return Err(("what", words::figure_about(language)));
    }
    let people = typed
        .get("people")
        .trim()
        .parse()
        .map_err(|_| ("people", words::figure_number(language)))?;
    Ok(Margin { values: about, people })
}

/// Every value of every attribute, exact and wider, with its rung.
fn all_values() -> Vec<(Attribute, usize, &'static str)> {
    let mut all = Vec::new();
    for attribute in Attribute::ALL {
        for value in values(attribute) {
            all.push((attribute, 0, value.name));
        }
        for value in values(attribute) {
            let wider = value
                .wider
                .iter()
                .enumerate()
                .map(|(place, wider)| (attribute, place + 1, *wider));
            all.extend(wider.filter(|one| !all.contains(one)).collect::<Vec<_>>());
        }
    }
    all
}

fn key(attribute: Attribute, rung: usize, value: &str) -> String {
    format!("{}:{rung}:{value}", attribute.name())
}

async fn shown(caller: &Caller, archive: &Archive, form: FormState) -> Response {
    let language = caller.language();
    let population = match archive.excerpts().population(&caller.actor, caller.programme).await {
        Ok(population) => population,
        Err(error) => return refusal::excerpts(language, &error),
    };
    let head = Head::new(words::people_title(language), words::people_lead(language))
        .narrow()
        .back("/excerpts", words::people_back(language));
    page(status_of(&form), &caller.visitor, &head, || {
        view! {
            {refused(&form, words::figure_refused(language))}
            {list(language, &population)}
            {adding(language, &population, &form)}
        }
        .into_any()
    })
}

fn list(language: PageLanguage, population: &Population) -> AnyView {
    if population.figures.is_empty() {
        return view! { <div class="empty"><h2>{words::no_figures(language)}</h2><p>{words::no_figures_hint(language)}</p></div> }
            .into_any();
    }
    let rows = population.figures.iter().enumerate().map(|(place, figure)| {
        let about = about(language, population, figure);
        view! {
            <li><p>{about.clone()}" : "<bdi>{figure.people}</bdi></p>
                <form method="post" action="/excerpts/people">
                    <input type="hidden" name="version" value=population.version.to_string()/>
                    <button class="button" data-kind="quiet" name="remove" value=place.to_string()>
                        {words::remove_figure(language)}<span class="visually-hidden">" "{about}</span></button>
                </form></li>
        }
    });
    view! { <ul class="timeline">{rows.collect_view()}</ul> }.into_any()
}

/// What the people of a figure have in common.
fn about(language: PageLanguage, population: &Population, figure: &Margin) -> String {
    let parts = figure.values.iter().map(|(attribute, (_, value))| {
        if *attribute == Attribute::Site {
            let site = value.parse().ok().and_then(|site| population.overview.site(site));
            return site.map_or_else(String::new, |site| site.name.get(language).to_owned());
        }
        format!("{} · {}", name(language, *attribute), value_name(language, value))
    });
    parts.collect::<Vec<_>>().join(" + ")
}

fn adding(language: PageLanguage, population: &Population, form: &FormState) -> AnyView {
    let mut sites = vec![(String::new(), words::all_clinics(language).to_owned())];
    sites.extend(
        population
            .overview
            .sites
            .iter()
            .map(|site| (site.id.to_string(), site.name.get(language).to_owned())),
    );
    let mut what = vec![(String::new(), words::everybody(language).to_owned())];
    what.extend(all_values().into_iter().map(|(attribute, rung, value)| {
        let words = format!("{} · {}", name(language, attribute), value_name(language, value));
        (key(attribute, rung, value), words)
    }));
    view! {
        <section class="section"><h2>{words::add_figure(language)}</h2>
            <form method="post" action="/excerpts/people" class="stack">
                <input type="hidden" name="version" value=population.version.to_string()/>
                {select(form, "site", words::site(language), None, sites)}
                {select(form, "what", words::figure_what(language), None, what)}
                {field(form, "people", Kind::Number, words::figure_people(language), None)}
                <div class="actions"><button class="button" data-kind="primary">{words::add_figure(language)}</button></div>
            </form>
        </section>
    }
    .into_any()
}
