//! How far the index is that is being built: a bar that moves by itself where there is script.

use crate::parts::events;
use crate::request::Caller;
use crate::words::search as words;
use archive::Archive;
use archive::desk::search::{Progress, Told, Watch};
use axum::extract::State;
use axum::response::Response;
use futures_util::stream::unfold;
use leptos::prelude::*;
use method::language::PageLanguage;

/// News of it, for whoever is signed in.
pub(crate) async fn news(_caller: Caller, State(archive): State<Archive>) -> Response {
    let told = unfold(Watch::new(archive), |mut watch| async move {
        let told = watch.next().await?;
        Some((told.to_string(), watch))
    });
    events::answer(told)
}

/// The bar. `done` is said once it is full.
pub(crate) fn bar(language: PageLanguage, progress: Progress, done: &'static str) -> AnyView {
    let percent = match Told::of(progress) {
        Told::Percent(percent) => percent,
        Told::Ready => 100,
    };
    view! {
        <app_islands::Progress events="/search/progress".to_owned() percent template=words::building(language, "{percent}")
            done=done.to_owned() label=words::building_title(language).to_owned()/>
    }
    .into_any()
}
