//! Opening a panel: one domain, one place, one method. How many stories would be read and how many not, and why; no titles.

use crate::form::FormState;
use crate::layout::{Head, page};
use crate::panels::{sentence, ways};
use crate::parts::field::choices;
use crate::parts::notice::{refused, warning};
use crate::refusal;
use crate::render::status_of;
use crate::request::Caller;
use crate::words::panels as words;
use archive::Archive;
use archive::desk::panels::{At, Candidates, PanelsError, Place, Prospects};
use archive::desk::programmes::Overview;
use axum::extract::State;
use axum::response::{IntoResponse, Redirect, Response};
use leptos::prelude::*;
use method::id::{DomainId, SiteId};
use method::language::PageLanguage;

/// The place of a panel of all sites, in forms.
const ALL: &str = "all";

pub(crate) async fn show(caller: Caller, State(archive): State<Archive>) -> Response {
    shown(&caller, &archive, FormState::default()).await
}

pub(crate) async fn submit(caller: Caller, State(archive): State<Archive>, form: FormState) -> Response {
    let language = caller.language();
    let typed_place = form.typed.get("place");
    let place = at(&typed_place);
    let domain = form.typed.get("domain").parse::<DomainId>().ok();
    let (Some(place), Some(domain)) = (place, domain) else {
        let form = if place.is_none() {
            form.wrong("place", words::place_needed(language))
        } else {
            form
        };
        let form = if domain.is_none() {
            form.wrong("domain", words::domain_needed(language))
        } else {
            form
        };
        return shown(&caller, &archive, form).await;
    };
    let rules = match ways::parse(language, &form.typed) {
        Ok(rules) => rules,
        Err((field, wrong)) => return shown(&caller, &archive, form.wrong(field, wrong)).await,
    };
    match archive
        .panels()
        .open(&caller.actor, caller.programme, domain, place, rules)
        .await
    {
        Ok(id) => Redirect::to(&format!("/panels/{id}")).into_response(),
        Err(PanelsError::Refused(refused)) => {
            shown(&caller, &archive, form.wrong("domain", sentence(language, &refused))).await
        }
        Err(PanelsError::NoPeriod) => shown(&caller, &archive, form.wrong("domain", words::no_period(language))).await,
        Err(error) => refusal::panels(language, &error),
    }
}

async fn shown(caller: &Caller, archive: &Archive, form: FormState) -> Response {
    let language = caller.language();
    let Prospects { overview, round, places } = match archive.panels().prospects(&caller.actor, caller.programme).await {
        Ok(prospects) => prospects,
        Err(error) => return refusal::panels(language, &error),
    };
    // Who leads at one place has nothing to choose.
    let form = match places.as_slice() {
        [only] => form.otherwise("place", value_of(only)),
        _ => form,
    };
    let head = Head::new(words::new_title(language), words::new_lead(language)).back("/panels", words::title(language));
    page(status_of(&form), &caller.visitor, &head, || {
        let named = places
            .iter()
            .map(|place| (value_of(place), name_of(language, place, &overview)))
            .collect();
        let domains = overview.domains.iter().map(|one| {
            let label = one.domain.label.get(language).to_owned();
            (one.domain.id.to_string(), label)
        });
        view! {
            {refused(&form, words::not_opened(language))}
            {round.is_none().then(|| warning(words::no_period(language)))}
            {round.map(|round| view! { <p class="hint">{words::period(language)}" "<bdi>{round.label}</bdi></p> })}
            <form method="post" action="/panels/new" class="stack">
                {choices(&form, "place", words::place(language), named, true)}
                {choices(&form, "domain", words::domain(language), domains.collect(), false)}
                {ways::fields(language, &form)}
                <div class="actions"><button class="button" data-kind="primary">{words::open(language)}</button></div>
            </form>
            <section class="section stack"><h2>{words::what_would_be_read(language)}</h2>
                <p class="hint">{words::why_not_read(language)}</p>
                {places.iter().map(|place| table(language, place, &overview)).collect_view()}
            </section>
        }
        .into_any()
    })
}

/// A place as a form writes it: its level, and its site or all.
fn value_of(place: &Place) -> String {
    let site = place.at.site.map_or_else(|| ALL.to_owned(), |site| site.to_string());
    format!("{}-{site}", place.at.level)
}

fn at(typed: &str) -> Option<At> {
    let (level, site) = typed.split_once('-')?;
    let site = if site == ALL {
        None
    } else {
        Some(site.parse::<SiteId>().ok()?)
    };
    let level = level.parse().ok()?;
    Some(At { level, site })
}

fn name_of(language: PageLanguage, place: &Place, overview: &Overview) -> String {
    let site = match place.at.site {
        Some(site) => overview.site(site).map_or("", |site| site.name.get(language)),
        None => words::all_sites(language),
    };
    format!("{site} · {}", place.level.get(language))
}

fn table(language: PageLanguage, place: &Place, overview: &Overview) -> AnyView {
    let id = format!("read-{}", value_of(place));
    let labelled_by = id.clone();
    // Most levels read the story itself.
    let some_wait = place.domains.iter().any(|(_, candidates)| candidates.not_anonymised > 0);
    let rows = place.domains.iter().map(|(domain, candidates)| {
        let name = overview.domain(*domain).map_or("", |domain| domain.label.get(language));
        row(language, name.to_owned(), candidates, some_wait)
    });
    view! {
        <div class="table-frame" role="region" aria-labelledby=labelled_by tabindex="0">
            <table class="table" data-stack>
                <caption id=id>{name_of(language, place, overview)}</caption>
                <thead><tr><th scope="col">{words::domain(language)}</th><th scope="col" class="number">{words::ready(language)}</th>
                    <th scope="col" class="number">{words::without_consent(language)}</th><th scope="col" class="number">{words::not_read_back(language)}</th>
                    <th scope="col" class="number">{words::elsewhere(language)}</th>
                    {some_wait.then(|| view! { <th scope="col" class="number">{words::not_anonymised(language)}</th> })}</tr></thead>
                <tbody>{rows.collect_view()}</tbody>
            </table>
        </div>
    }
    .into_any()
}

fn row(language: PageLanguage, name: String, candidates: &Candidates, some_wait: bool) -> AnyView {
    view! {
        <tr><th scope="row" data-label=words::domain(language)>{name}</th>
            <td class="number" data-label=words::ready(language)>{candidates.ready.len()}</td>
            <td class="number" data-label=words::without_consent(language)>{candidates.without_consent}</td>
            <td class="number" data-label=words::not_read_back(language)>{candidates.not_read_back}</td>
            <td class="number" data-label=words::elsewhere(language)>{candidates.elsewhere}</td>
            {some_wait.then(|| view! { <td class="number" data-label=words::not_anonymised(language)>{candidates.not_anonymised}</td> })}</tr>
    }
    .into_any()
}
