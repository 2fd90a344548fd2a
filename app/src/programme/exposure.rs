//! How many stories colleagues read or hear in a week, for who looks after them; and each worker's own number, for her first page.

use crate::layout::{Head, page};
use crate::refusal;
use crate::request::Caller;
use crate::words::exposure as words;
use archive::Archive;
use archive::desk::exposure::Load;
use axum::extract::State;
use axum::http::StatusCode;
use axum::response::Response;
use leptos::prelude::*;
use method::exposure::{Exposure, HEAVY_WEEK};
use method::language::PageLanguage;

pub(crate) async fn show(caller: Caller, State(archive): State<Archive>) -> Response {
    let language = caller.language();
    let loads = match archive.exposures().of_colleagues(&caller.actor, caller.programme).await {
        Ok(loads) => loads,
        Err(error) => return refusal::people(language, &error),
    };
    let is_heavy = loads.iter().any(|one| one.weeks[0].is_heavy());
    let head = Head::new(words::title(language), words::lead(language)).back("/programme", words::back(language));
    page(StatusCode::OK, &caller.visitor, &head, || {
        view! {
            {is_heavy.then(|| view! { <div class="notice" data-kind="warning"><p>{words::alert(language, HEAVY_WEEK)}</p></div> })}
            {table(language, &loads)}
        }
        .into_any()
    })
}

fn table(language: PageLanguage, loads: &[Load]) -> AnyView {
    if loads.is_empty() {
        return view! { <div class="empty"><h2>{words::none(language)}</h2></div> }.into_any();
    }
    let weeks = [
        words::this_week(language),
        words::last_week(language),
        words::two_weeks(language),
        words::three_weeks(language),
    ];
    let heads = weeks.map(|week| view! { <th scope="col" class="number">{week}</th> });
    let rows = loads.iter().map(|load| {
        let cells = load.weeks.iter().zip(weeks).map(|(week, label)| {
            let badge = week.is_heavy().then(|| view! { " "<span class="badge" data-kind="warning">{words::heavy(language)}</span> });
            view! { <td class="number" data-label=label>{week.0}{badge}</td> }
        });
        view! { <tr><th scope="row" data-label=words::name(language)><bdi>{load.name.clone()}</bdi></th>{cells.collect_view()}</tr> }
    });
    view! {
        <div class="table-frame" role="region" aria-labelledby="exposure" tabindex="0">
            <table class="table" data-stack><caption id="exposure">{words::title(language)}</caption>
                <thead><tr><th scope="col">{words::name(language)}</th>{heads.into_iter().collect_view()}</tr></thead>
                <tbody>{rows.collect_view()}</tbody>
            </table>
        </div>
    }
    .into_any()
}

/// Her own number of this week; nothing where she read nothing.
pub(crate) fn own(language: PageLanguage, exposure: Exposure) -> Option<AnyView> {
    let number = exposure.0;
    match number {
        0 => None,
        _ if exposure.is_heavy() => {
            let sentence = words::own_heavy(language, number);
            Some(view! { <div class="notice" data-kind="warning"><p>{sentence}</p></div> }.into_any())
        }
        1 => Some(view! { <p class="hint">{words::own_one(language, number)}</p> }.into_any()),
        _ => Some(view! { <p class="hint">{words::own(language, number)}</p> }.into_any()),
    }
}
