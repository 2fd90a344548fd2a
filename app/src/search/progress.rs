//! How far the index is that is being built: a bar that moves by itself where there is script.

use crate::parts::news::told;
use crate::request::Caller;
use crate::words::search as words;
use archive::Archive;
use archive::desk::search::{Progress, Told, Watch};
use axum::extract::State;
use axum::response::Response;
use leptos::prelude::*;
use method::language::PageLanguage;

/// News of it, for whoever is signed in.
pub(crate) async fn news(_caller: Caller, State(archive): State<Archive>) -> Response {
    told(Watch::new(archive), |mut watch| async move {
        watch.next().await.map(|told| (told.to_string(), watch))
    })
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
