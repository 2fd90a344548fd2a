//! A gathering: who came, what was told in it as a count, the titles of the stories that the reader may read; correcting and closing.

use crate::form::{FormState, Typed};
use crate::gatherings::form::{fields, refuse};
use crate::gatherings::{list, place};
use crate::layout::{Head, page};
use crate::parts::day;
use crate::parts::notice::{refused, warning};
use crate::refusal;
use crate::render::status_of;
use crate::request::Caller;
use crate::stories::record::session::called;
use crate::words::gatherings as words;
use archive::Archive;
use archive::desk::gatherings::{GatheringsError, Told};
use archive::desk::programmes::Overview;
use axum::extract::{Path, State};
use axum::response::{IntoResponse, Redirect, Response};
use leptos::prelude::*;
use method::gathering::Gathering;
use method::id::GatheringId;
use method::language::PageLanguage;

pub(crate) async fn show(caller: Caller, State(archive): State<Archive>, Path(id): Path<String>) -> Response {
    match find(&caller, &archive, &id).await {
        Ok((told, overview)) => shown(&caller, &told, &overview, &FormState::new(typed(&told))),
        Err(response) => response,
    }
}

/// Corrects it, closes it or opens it again.
pub(crate) async fn submit(
    caller: Caller,
    State(archive): State<Archive>,
    Path(id): Path<String>,
    form: FormState,
) -> Response {
    let language = caller.language();
    let (told, overview) = match find(&caller, &archive, &id).await {
        Ok(found) => found,
        Err(response) => return response,
    };
    let (id, version) = (told.kept.id, form.typed.get("version").parse().unwrap_or_default());
    let desk = archive.gatherings();
    let step = form.typed.get("step");
    let done = if ["close", "reopen"].contains(&step.as_str()) {
        desk.close(&caller.actor, caller.programme, id, step == "close", version)
            .await
    } else {
        let site = told.kept.gathering.site.to_string();
        let gathering = match Gathering::read(&form.typed.sheet().clone().with("site", site)) {
            Ok(gathering) => gathering,
            Err(unread) => return shown(&caller, &told, &overview, &refuse(language, form, unread)),
        };
        desk.correct(&caller.actor, caller.programme, id, gathering, version).await
    };
    match done {
        Ok(()) => Redirect::to(&format!("/gatherings/{id}")).into_response(),
        Err(GatheringsError::Conflict) => {
            // Her answers over the version that is there now: saving once more is her decision.
            let typed = form.typed.with("version", told.kept.version.to_string());
            let form = FormState::new(typed).wrong("group_held_on", words::conflict(language));
            shown(&caller, &told, &overview, &form)
        }
        Err(error) => refusal::gatherings(language, &error),
    }
}

async fn find(caller: &Caller, archive: &Archive, id: &str) -> Result<(Told, Overview), Response> {
    let language = caller.language();
    let id: GatheringId = id.parse().map_err(|_| refusal::not_found(language))?;
    let told = archive.gatherings().told(&caller.actor, caller.programme, id).await;
    let told = told.map_err(|error| refusal::gatherings(language, &error))?;
    let overview = archive.programmes().overview(&caller.actor, caller.programme).await;
    Ok((told, overview.map_err(|error| refusal::programmes(language, &error))?))
}

/// What is known, as answers of the form.
fn typed(told: &Told) -> Typed {
    let (version, about) = (told.kept.version, &told.kept.gathering);
    let Gathering { attendance, .. } = about;
    let count = |number: u16| if number == 0 { String::new() } else { number.to_string() };
    let [youngest, middle, eldest] = Gathering::AGES;
    Typed::filled([
        ("version", version.to_string()),
        ("group_held_on", about.held_on.to_string()),
        ("group_place", about.place.name().to_owned()),
        ("group_women", count(attendance.women)),
        ("group_men", count(attendance.men)),
        ("group_others", count(attendance.others)),
        (youngest, count(attendance.ages[0])),
        (middle, count(attendance.ages[1])),
        (eldest, count(attendance.ages[2])),
        ("group_second", about.second.clone()),
        ("group_consent", if about.all_agreed { "yes" } else { "" }.to_owned()),
    ])
}

fn shown(caller: &Caller, told: &Told, overview: &Overview, form: &FormState) -> Response {
    let language = caller.language();
    let head = Head::new(called(language, &told.kept, list::site(language, &told.kept, overview)), "")
        .back("/gatherings", words::title(language));
    page(status_of(form), &caller.visitor, &head, || {
        view! {
            {refused(form, words::refused(language))}
            {list::badges(language, &told.kept)}
            {(!told.kept.gathering.all_agreed).then(|| warning(words::not_agreed_hint(language)))}
            {facts(language, told)}
            {stories(language, told)}
            {changing(language, told, form)}
        }
        .into_any()
    })
}

fn facts(language: PageLanguage, told: &Told) -> AnyView {
    let about = &told.kept.gathering;
    let [youngest, middle, eldest] = about.attendance.ages;
    let rows = [
        (words::women(language), about.attendance.women),
        (words::men(language), about.attendance.men),
        (words::others(language), about.attendance.others),
        (words::under_25(language), youngest),
        (words::under_40(language), middle),
        (words::over_39(language), eldest),
    ];
    let counts = rows.into_iter().filter(|(_, count)| *count > 0);
    let counts = counts.map(|(label, count)| view! { <div><dt>{label}</dt><dd>{count}</dd></div> });
    let second = (!about.second.is_empty())
        .then(|| view! { <div><dt>{words::second(language)}</dt><dd><bdi>{about.second.clone()}</bdi></dd></div> });
    view! {
        <dl class="facts">
            <div><dt>{words::held_on(language)}</dt><dd>{day::day(language, about.held_on)}</dd></div>
            <div><dt>{words::place(language)}</dt><dd>{place(language, about.place)}</dd></div>
            {counts.collect_view()}
            <div><dt>{words::facilitator(language)}</dt><dd><bdi>{told.facilitator.clone()}</bdi></dd></div>
            {second}
        </dl>
    }
    .into_any()
}

fn stories(language: PageLanguage, told: &Told) -> AnyView {
    let rows = told
        .titles
        .iter()
        .map(|(id, title)| view! { <li><a href=format!("/stories/{id}") dir="auto">{title.clone()}</a></li> });
    let rows = rows.collect_view();
    let takes = told.kept.gathering.all_agreed && !told.kept.is_closed;
    let record = takes.then(|| {
        let link = format!("/stories/new?gathering={}", told.kept.id);
        view! { <div class="actions"><a class="button" data-kind="primary" href=link>{words::record(language)}</a></div> }
    });
    view! {
        <section class="section" id="stories"><h2>{words::stories(language, told.stories)}</h2>
            {(!told.titles.is_empty()).then(|| view! { <ul>{rows}</ul> })}
            {(told.titles.len() < told.stories).then(|| view! { <p class="hint">{words::not_shown(language)}</p> })}
            {record}
        </section>
    }
    .into_any()
}

fn changing(language: PageLanguage, told: &Told, form: &FormState) -> AnyView {
    let link = format!("/gatherings/{}", told.kept.id);
    let version = told.kept.version.to_string();
    let (step, words) = if told.kept.is_closed {
        ("reopen", words::reopen(language))
    } else {
        ("close", words::close(language))
    };
    let correcting = (!told.kept.is_closed).then(|| {
        view! {
            <details class="more" open=form.is_refused()><summary>{words::correct(language)}</summary>
                <form method="post" action=link.clone() class="stack">
                    <input type="hidden" name="version" value=form.typed.get("version")/>
                    {fields(language, form)}
                    <div class="actions"><button class="button">{words::save(language)}</button></div>
                </form>
            </details>
        }
    });
    view! {
        {correcting}
        <form method="post" action=link class="actions">
            <input type="hidden" name="version" value=version/>
            <button class="button" data-kind="quiet" name="step" value=step>{words}</button>
        </form>
    }
    .into_any()
}
