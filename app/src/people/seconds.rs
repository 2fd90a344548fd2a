//! Who has a second password and when one was used, for the national coordination: she looks after whoever was forced to sign in.

use crate::layout::{Head, page};
use crate::parts::day;
use crate::refusal;
use crate::request::Caller;
use crate::words::seconds as words;
use archive::Archive;
use archive::desk::people::{Held, PeopleError};
use axum::extract::State;
use axum::http::StatusCode;
use axum::response::Response;
use chrono::{DateTime, TimeDelta, Utc};
use leptos::prelude::*;
use method::language::PageLanguage;

/// For so long a use is spoken of on the first page.
const RECENT: TimeDelta = TimeDelta::days(30);

pub(crate) async fn show(caller: Caller, State(archive): State<Archive>) -> Response {
    let language = caller.language();
    let held = match archive.people().seconds(&caller.actor, caller.programme).await {
        Ok(held) => held,
        Err(error) => return refusal::people(language, &error),
    };
    let top = Head::new(words::title(language), words::lead(language)).back("/programme", words::back(language));
    page(StatusCode::OK, &caller.visitor, &top, || {
        view! { {was_used(&held, archive.now()).then(|| notice(language))}{table(language, &held)} }.into_any()
    })
}

/// What the first page says of it; nothing for whoever may not know.
pub(crate) async fn alert(caller: &Caller, archive: &Archive) -> Result<Option<AnyView>, PeopleError> {
    let language = caller.language();
    let held = match archive.people().seconds(&caller.actor, caller.programme).await {
        Ok(held) => held,
        Err(PeopleError::NotFound) => return Ok(None),
        Err(error) => return Err(error),
    };
    Ok(was_used(&held, archive.now()).then(|| {
        view! {
            {notice(language)}
            <p><a href="/people/seconds">{words::link(language)}</a></p>
        }
        .into_any()
    }))
}

fn was_used(held: &[Held], now: DateTime<Utc>) -> bool {
    held.iter().filter_map(|one| one.used).any(|used| now - used < RECENT)
}

fn notice(language: PageLanguage) -> AnyView {
    view! { <div class="notice" data-kind="warning" role="status"><p>{words::alert(language)}</p></div> }.into_any()
}

fn table(language: PageLanguage, held: &[Held]) -> AnyView {
    let rows = held.iter().map(|one| {
        let is_set = if one.is_set {
            words::yes(language)
        } else {
            words::no(language)
        };
        let used = one
            .used
            .map_or_else(|| words::never(language).into_any(), |at| day::moment(language, at));
        view! {
            <tr>
                <th scope="row" data-label=words::name(language)><bdi>{one.name.clone()}</bdi></th>
                <td data-label=words::has(language)>{is_set}</td>
                <td data-label=words::used(language)>{used}</td>
            </tr>
        }
    });
    view! {
        <div class="table-frame" role="region" aria-labelledby="seconds" tabindex="0">
            <table class="table" data-stack><caption id="seconds">{words::title(language)}</caption>
                <thead><tr>
                    <th scope="col">{words::name(language)}</th>
                    <th scope="col">{words::has(language)}</th>
                    <th scope="col">{words::used(language)}</th>
                </tr></thead>
                <tbody>{rows.collect_view()}</tbody>
            </table>
        </div>
    }
    .into_any()
}
