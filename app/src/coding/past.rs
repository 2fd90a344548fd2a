//! What became of the codebook: every save, the newest first.

use super::codebook::passages;
use crate::layout::{Head, page};
use crate::parts::day;
use crate::refusal;
use crate::request::Caller;
use crate::words::codebook as words;
use archive::Archive;
use archive::desk::coding::Saved;
use axum::extract::State;
use axum::http::StatusCode;
use axum::response::Response;
use leptos::prelude::*;
use method::coding::history::{Change, Other, What};
use method::figures;
use method::language::{InThree, PageLanguage};

pub(crate) async fn show(caller: Caller, State(archive): State<Archive>) -> Response {
    let language = caller.language();
    let past = match archive.coding().past(&caller.actor, caller.programme).await {
        Ok(past) => past,
        Err(error) => return refusal::coding(language, &error),
    };
    let head = Head::new(words::history(language), words::history_lead(language))
        .narrow()
        .back("/codebook", words::title(language));
    page(StatusCode::OK, &caller.visitor, &head, || {
        if past.is_empty() {
            return view! { <div class="empty"><h2>{words::history_none(language)}</h2><p>{words::history_none_hint(language)}</p></div> }
                .into_any();
        }
        let saves = past.iter().map(|saved| one(language, saved));
        view! { <ol class="timeline">{saves.collect_view()}</ol> }.into_any()
    })
}

fn one(language: PageLanguage, saved: &Saved) -> AnyView {
    let changes = saved.changes.iter().map(|change| line(language, change));
    view! {
        <li><p class="hint"><bdi>{saved.by.clone()}</bdi>" · "{day::moment(language, saved.at)}</p>
            <ul class="stack">{changes.collect_view()}</ul></li>
    }
    .into_any()
}

fn line(language: PageLanguage, change: &Change) -> AnyView {
    let name = change.labels.get(language).to_owned();
    let other = |labels: &InThree| labels.get(language).to_owned();
    let moved = |other: &Other| passages(language, figures::count(other.passages));
    let what = match &change.what {
        What::Added => words::was_added(language).to_owned(),
        What::Described(before) => words::was_described(language, other(&before.labels)),
        What::Placed(None) => words::was_at_the_top(language).to_owned(),
        What::Placed(Some(before)) => words::was_placed(language, other(before)),
        What::Moved => words::was_moved(language).to_owned(),
        What::Retired => words::was_retired(language).to_owned(),
        What::Restored => words::was_restored(language).to_owned(),
        What::MergedInto(into) => words::was_merged(language, other(&into.labels), moved(into)),
        What::SplitFrom(from) => words::was_split(language, other(&from.labels), moved(from)),
        What::Gave(into) => words::gave(language, other(&into.labels), moved(into)),
        What::Removed => words::was_removed(language).to_owned(),
    };
    view! { <li><span class="code" dir="auto">{name}</span>" "{what}</li> }.into_any()
}
