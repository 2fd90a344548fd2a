//! The pictures of the programme.

use super::picture;
use crate::layout::{Head, page};
use crate::refusal;
use crate::request::Caller;
use crate::words::images as words;
use archive::Archive;
use archive::desk::images::Kept;
use axum::extract::State;
use axum::http::StatusCode;
use axum::response::Response;
use leptos::prelude::*;
use method::language::PageLanguage;

pub(crate) async fn show(caller: Caller, State(archive): State<Archive>) -> Response {
    let language = caller.language();
    let images = match archive.images().list(&caller.actor, caller.programme).await {
        Ok(images) => images,
        Err(error) => return refusal::images(language, &error),
    };
    let head =
        Head::new(words::title(language), words::lead(language)).back("/briefs", crate::words::briefs::title(language));
    page(StatusCode::OK, &caller.visitor, &head, || {
        let shown = if images.is_empty() {
            view! { <div class="empty"><h2>{words::none(language)}</h2><p>{words::none_hint(language)}</p></div> }.into_any()
        } else {
            let cards = images.iter().map(|one| card(language, one)).collect_view();
            view! { <ul class="grid stories">{cards}</ul> }.into_any()
        };
        view! {
            <div class="actions"><a class="button" data-kind="primary" href="/images/new">{words::add(language)}</a></div>
            {shown}
        }
        .into_any()
    })
}

fn card(language: PageLanguage, one: &Kept) -> AnyView {
    let (link, described) = (format!("/images/{}", one.id), one.image.described.as_ref());
    let said = match described {
        Some(said) => {
            let (tag, dir) = (said.language().tag(), said.language().dir());
            let title = if said.caption().is_empty() {
                said.alt()
            } else {
                said.caption()
            };
            view! {
                <h2 lang=tag dir=dir><a href=link>{title.to_owned()}</a></h2>
                <p class="hint" lang=tag dir=dir>{said.credit().to_owned()}</p>
            }
            .into_any()
        }
        None => view! {
            <h2><a href=link>{words::describe(language)}</a></h2>
            <p><span class="badge" data-kind="warning">{words::not_described(language)}</span></p>
        }
        .into_any(),
    };
    view! { <li><article class="story-card image">{picture(language, one)}{said}</article></li> }.into_any()
}
