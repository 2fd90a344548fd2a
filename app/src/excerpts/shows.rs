//! What an excerpt shows of its teller: what is recorded of her, what of it the words tell, and among how many she hides then.

use crate::form::{FormState, Typed};
use crate::layout::{Head, page};
use crate::parts::notice::refused;
use crate::parts::select::select;
use crate::refusal;
use crate::render::status_of;
use crate::request::Caller;
use crate::words::jigsaw as words;
use archive::Archive;
use archive::desk::excerpts::{ExcerptsError, Shows};
use axum::extract::{Path, State};
use axum::response::{IntoResponse, Redirect, Response};
use leptos::prelude::*;
use method::anonymise::jigsaw::{Attribute, Finding, Shown};
use method::anonymise::ledger::{Ledger, values};
use method::brief::quoted;
use method::id::ExcerptId;
use method::language::PageLanguage;
use std::collections::{BTreeMap, BTreeSet};

/// The field of an attribute's value, and the one of what is shown of it.
const fn fields(attribute: Attribute) -> (&'static str, &'static str) {
    match attribute {
        Attribute::Site => ("site", "shows_site"),
        Attribute::Age => ("age", "shows_age"),
        Attribute::Hiv => ("hiv", "shows_hiv"),
        Attribute::Migrant => ("migrant", "shows_migrant"),
        Attribute::Children => ("children", "shows_children"),
        Attribute::Trade => ("trade", "shows_trade"),
        Attribute::Event => ("event", "shows_event"),
        Attribute::Date => ("date", "shows_date"),
    }
}

pub(crate) async fn show(caller: Caller, State(archive): State<Archive>, Path(id): Path<String>) -> Response {
    shown(&caller, &archive, &id, None).await
}

pub(crate) async fn submit(
    caller: Caller,
    State(archive): State<Archive>,
    Path(id): Path<String>,
    form: FormState,
) -> Response {
    let language = caller.language();
    let Ok(excerpt) = id.parse::<ExcerptId>() else {
        return refusal::not_found(language);
    };
    let (mut recorded, mut seen) = (BTreeMap::new(), Shown::new());
    for attribute in Attribute::ALL {
        let (value, rung) = fields(attribute);
        recorded.insert(attribute, form.typed.get(value));
        if let Ok(rung) = form.typed.get(rung).parse() {
            seen.insert(attribute, rung);
        }
    }
    let version = form.typed.get("version").parse().unwrap_or_default();
    let done = archive
        .excerpts()
        .say_shows(&caller.actor, excerpt, Ledger::from(recorded), &seen, version)
        .await;
    match done {
        Ok(()) => Redirect::to(&format!("/excerpts/{excerpt}/shows")).into_response(),
        Err(ExcerptsError::Conflict) => {
            shown(&caller, &archive, &id, Some(form.wrong("age", words::conflict(language)))).await
        }
        Err(ExcerptsError::Stage(_)) => {
            shown(
                &caller,
                &archive,
                &id,
                Some(form.wrong("age", words::another_says_less(language))),
            )
            .await
        }
        Err(error) => refusal::excerpts(language, &error),
    }
}

async fn shown(caller: &Caller, archive: &Archive, id: &str, form: Option<FormState>) -> Response {
    let language = caller.language();
    let Ok(id) = id.parse::<ExcerptId>() else {
        return refusal::not_found(language);
    };
    let shows = match archive.excerpts().shows(&caller.actor, id).await {
        Ok(shows) => shows,
        Err(error) => return refusal::excerpts(language, &error),
    };
    let form = form.unwrap_or_else(|| FormState::new(answers(&shows)));
    let link = format!("/excerpts/{id}");
    let head = Head::new(words::title(language), words::lead(language))
        .narrow()
        .back(link.clone(), words::back(language));
    page(status_of(&form), &caller.visitor, &head, || {
        let tag = shows.language.tag();
        let rows = Attribute::ALL.map(|attribute| attribute_fields(language, &shows, &form, attribute));
        view! {
            {refused(&form, words::refused(language))}
            <blockquote class="reason" lang=tag dir="auto"><p>{quoted(&shows.text, shows.language)}</p></blockquote>
            {verdict(language, &shows)}
            <form method="post" action=format!("{link}/shows") class="stack">
                <input type="hidden" name="version" value=shows.version.to_string()/>
                {rows.into_iter().collect_view()}
                <p class="hint">{words::kept_here(language)}</p>
                <div class="actions"><button class="button" data-kind="primary">{words::save(language)}</button></div>
            </form>
        }
        .into_any()
    })
}

/// The answers with which the form begins.
fn answers(shows: &Shows) -> Typed {
    let mut answers = Vec::new();
    for attribute in Attribute::ALL {
        let (value, rung) = fields(attribute);
        if let Some(known) = shows.ledger.get(attribute) {
            answers.push((value.to_owned(), known.name.to_owned()));
        }
        if let Some(shown) = shows.shown.as_ref().and_then(|shown| shown.get(&attribute)) {
            answers.push((rung.to_owned(), shown.to_string()));
        }
    }
    Typed::new(answers)
}

fn verdict(language: PageLanguage, shows: &Shows) -> AnyView {
    match (&shows.shown, &shows.finding) {
        (None, _) => view! { <div class="notice"><p>{words::unsaid(language)}</p></div> }.into_any(),
        (Some(_), None) => view! { <div class="notice"><p>{words::shows_nothing(language)}</p></div> }.into_any(),
        (Some(_), Some(found)) => finding(language, found),
    }
}

/// What the guard found: among how many, what gives her away, what to blur.
pub(crate) fn finding(language: PageLanguage, found: &Finding) -> AnyView {
    let kind = found.is_close().then_some("warning");
    let heading = if found.is_alone() {
        words::alone(language, found.crowd)
    } else if found.is_close() {
        words::close(language, found.crowd)
    } else {
        words::hidden(language, found.crowd)
    };
    let giving = found.giving_away.iter().map(|set| view! { <li>{listed(language, set)}</li> });
    let giving = (!found.giving_away.is_empty())
        .then(|| view! { <p>{words::giving_away(language)}</p><ul>{giving.collect_view()}</ul> });
    let blur = found.to_blur();
    let advice = match (found.is_alone(), blur.is_empty()) {
        (false, _) => None,
        (true, false) => Some(words::blur(language, listed(language, &blur))),
        (true, true) => Some(words::no_blur(language).to_owned()),
    };
    view! { <div class="notice" data-kind=kind><h2>{heading}</h2>{giving}{advice.map(|advice| view! { <p>{advice}</p> })}</div> }
        .into_any()
}

/// Attributes in a row: "the clinic + her age".
fn listed(language: PageLanguage, set: &BTreeSet<Attribute>) -> String {
    let names: Vec<&str> = set.iter().map(|attribute| name(language, *attribute)).collect();
    names.join(" + ")
}

/// What an attribute is called.
pub(super) fn name(language: PageLanguage, attribute: Attribute) -> &'static str {
    match attribute {
        Attribute::Site => words::site(language),
        Attribute::Age => words::age(language),
        Attribute::Hiv => words::hiv(language),
        Attribute::Migrant => words::migrant(language),
        Attribute::Children => words::children(language),
        Attribute::Trade => words::trade(language),
        Attribute::Event => words::event(language),
        Attribute::Date => words::date(language),
    }
}

/// What a value of the ledger, exact or wider, is called.
pub(super) fn value_name(language: PageLanguage, value: &str) -> &'static str {
    match value {
        "under_18" => words::under_18(language),
        "18_24" => words::from_18(language),
        "25_34" => words::from_25(language),
        "35_44" => words::from_35(language),
        "45_54" => words::from_45(language),
        "over_54" => words::over_54(language),
        "minor" => words::minor(language),
        "adult" => words::adult(language),
        "yes" => words::yes(language),
        "no" => words::no(language),
        "none" => words::none(language),
        "one" => words::one(language),
        "two" => words::two(language),
        "more" => words::more(language),
        "childless" => words::childless(language),
        "street" => words::street(language),
        "bar" => words::bar(language),
        "home" => words::home(language),
        "online" => words::online(language),
        "elsewhere" => words::elsewhere(language),
        "outside" => words::outside(language),
        "indoors" => words::indoors(language),
        "abduction" => words::abduction(language),
        "rape" => words::rape(language),
        "assault" => words::assault(language),
        "threat" => words::threat(language),
        "rejection" => words::rejection(language),
        "custody" => words::custody(language),
        "care_refused" => words::care_refused(language),
        "arrest" => words::arrest(language),
        "extortion" => words::extortion(language),
        "trafficking" => words::trafficking(language),
        "bodily" => words::bodily(language),
        "of_the_mind" => words::of_the_mind(language),
        "institution" => words::institution(language),
        "money" => words::money(language),
        // "children", the wider value of any number of them.
        _ => words::has_children(language),
    }
}

fn attribute_fields(language: PageLanguage, shows: &Shows, form: &FormState, attribute: Attribute) -> AnyView {
    let (value, rung) = fields(attribute);
    let known = values(attribute);
    let recorded = if known.is_empty() {
        let fact = match attribute {
            Attribute::Site => shows
                .profile
                .get(&attribute)
                .and_then(|ladder| ladder.first()?.parse().ok())
                .and_then(|site| Some(shows.overview.site(site)?.name.get(language).to_owned())),
            _ => shows.profile.get(&attribute).and_then(|ladder| ladder.first().cloned()),
        };
        view! { <p><bdi>{fact.unwrap_or_default()}</bdi></p> }.into_any()
    } else {
        let mut options = vec![(String::new(), words::not_known(language).to_owned())];
        options.extend(
            known
                .iter()
                .map(|one| (one.name.to_owned(), value_name(language, one.name).to_owned())),
        );
        select(form, value, words::recorded(language), None, options)
    };
    let mut options = vec![
        (String::new(), words::not_shown(language).to_owned()),
        ("0".to_owned(), words::exactly(language).to_owned()),
    ];
    if known.iter().any(|one| !one.wider.is_empty()) || attribute == Attribute::Date {
        options.push(("1".to_owned(), words::widely(language).to_owned()));
    }
    let hint = shows.hints.contains(&attribute).then(|| words::hinted(language));
    view! {
        <fieldset class="stack"><legend>{name(language, attribute)}</legend>
            {recorded}
            {select(form, rung, words::shown(language), hint, options)}
        </fieldset>
    }
    .into_any()
}
