//! A card for whoever leads a panel for the first time: what is done in which order, how long it takes, what to take care of.

use crate::layout::{Head, page};
use crate::panels::{category_label, ways};
use crate::refusal;
use crate::request::Caller;
use crate::words::{panel_console as console, panel_guide as words};
use archive::Archive;
use archive::desk::panels::Led;
use axum::extract::{Path, State};
use axum::http::StatusCode;
use axum::response::Response;
use leptos::prelude::*;
use method::id::PanelId;
use method::language::PageLanguage;
use method::panel::{Item, Method, Part, agenda};

pub(crate) async fn show(caller: Caller, State(archive): State<Archive>, Path(id): Path<String>) -> Response {
    let language = caller.language();
    let Ok(id) = id.parse::<PanelId>() else {
        return refusal::not_found(language);
    };
    let led = match archive.panels().lead(&caller.actor, caller.programme, id).await {
        Ok(led) => led,
        Err(error) => return refusal::panels(language, &error),
    };
    let mut head = Head::new(words::title(language), words::lead(language))
        .narrow()
        .back(format!("/panels/{id}"), console::back(language));
    head.has_island = true;
    page(StatusCode::OK, &caller.visitor, &head, || {
        let steps = steps(language, &led).into_iter().map(|step| view! { <li>{step}</li> });
        let care = care(language).map(|one| view! { <li>{one}</li> });
        view! {
            <p>{ways::described(language, &led.method)}</p>
            {schedule(language, &led)}
            {turns(language, &led)}
            <section class="section spaced"><h2>{words::steps(language)}</h2><ol>{steps.collect_view()}</ol></section>
            <section class="section spaced"><h2>{words::care(language)}</h2><ul>{care.collect_view()}</ul></section>
        }
        .into_any()
    })
}

/// The agenda, and a clock that counts down the part that is chosen.
fn schedule(language: PageLanguage, led: &Led) -> AnyView {
    let items = agenda(&led.method, led.is_secret, led.stories.len());
    let total: usize = items.iter().map(|item| item.minutes).sum();
    let rows = items.iter().map(|item| {
        view! { <tr><th scope="row">{part(language, item.part, led.stories.len())}</th><td class="number">{words::minutes(language, item.minutes)}</td></tr> }
    });
    let parts = items.iter().map(|item: &Item| {
        let minutes = u32::try_from(item.minutes).unwrap_or(u32::MAX);
        (part(language, item.part, led.stories.len()), minutes)
    });
    view! {
        <section class="section stack"><h2>{words::agenda(language)}</h2>
            <table class="table"><thead><tr><th scope="col">{words::part(language)}</th><th scope="col" class="number">{words::time(language)}</th></tr></thead>
                <tbody>{rows.collect_view()}</tbody>
                <tfoot><tr><th scope="row">{words::in_all(language)}</th><td class="number">{words::minutes(language, total)}</td></tr></tfoot></table>
            <app_islands::Timer parts=parts.collect() of=words::of_part(language).to_owned() start=words::start(language).to_owned()
                pause=words::hold(language).to_owned() anew=words::anew(language).to_owned() over=words::over(language).to_owned()/>
        </section>
    }
    .into_any()
}

/// Who has spoken how often, tapped by the chair; where people sit by number.
fn turns(language: PageLanguage, led: &Led) -> AnyView {
    let seats = led.seats.iter().filter(|seat| !seat.is_away);
    let seats: Vec<_> = seats
        .map(|seat| format!("{} · {}", seat.number, category_label(language, seat.category)))
        .collect();
    let taken = (!seats.is_empty()).then(|| {
        view! {
            <section class="section stack"><h2>{words::turns(language)}</h2><p class="hint">{words::turns_hint(language)}</p>
                <app_islands::Turns seats=seats silent=words::silent(language).to_owned() undo=words::undo_turn(language).to_owned()/></section>
        }
    });
    taken.into_any()
}

fn part(language: PageLanguage, part: Part, stories: usize) -> String {
    match part {
        Part::Welcome => words::welcome(language).to_owned(),
        Part::MarkingFirst => words::marking_first(language).to_owned(),
        Part::Hearing => words::hearing(language, stories),
        Part::Pause => words::pause(language).to_owned(),
        Part::Marking => words::marking(language).to_owned(),
        Part::Voting => words::voting(language).to_owned(),
        Part::SecretVoting => words::secret_voting(language).to_owned(),
        Part::Rounds => words::rounds(language).to_owned(),
        Part::Agreeing => words::agreeing(language).to_owned(),
        Part::Reasons => words::reasons(language).to_owned(),
        Part::Farewell => words::farewell(language).to_owned(),
    }
}

/// What she says and does, in order. How it is decided is the method's own; a secret vote has steps of its own.
fn steps(language: PageLanguage, led: &Led) -> Vec<&'static str> {
    let deciding = match led.method {
        _ if led.is_secret => vec![
            words::do_ways(language),
            words::do_count_aloud(language),
            words::do_tokens(language),
            words::do_release(language),
            words::do_second_tokens(language),
        ],
        Method::Majority => vec![words::do_majority(language)],
        Method::Iterative { .. } => vec![words::do_iterative(language)],
        Method::Scoring(_) => vec![words::do_scoring(language)],
        Method::PreScoring(_) => vec![words::do_pre_scoring(language)],
        Method::Negotiation => vec![words::do_negotiation(language)],
    };
    let before = [
        words::do_welcome(language),
        words::do_secrecy(language),
        words::do_read(language),
        words::do_talk(language),
    ];
    let after = [words::do_reasons(language), words::do_farewell(language)];
    before.into_iter().chain(deciding).chain(after).collect()
}

fn care(language: PageLanguage) -> impl Iterator<Item = &'static str> {
    [
        words::care_distress(language),
        words::care_voices(language),
        words::care_contest(language),
        words::care_readers(language),
    ]
    .into_iter()
}
