//! What a chair prints for people who do not read or have no telephone: a card for each story, ballots, a sheet to tally on. Only the
//! list that stays with her says which picture is which story.

use crate::layout::{Head, page};
use crate::panels::pictures::picture;
use crate::panels::title;
use crate::refusal;
use crate::request::Caller;
use crate::words::{panel_cards as words, panel_console as console};
use archive::Archive;
use archive::desk::panels::{Led, Titled};
use axum::extract::{Path, State};
use axum::http::StatusCode;
use axum::response::Response;
use leptos::prelude::*;
use method::id::PanelId;
use method::language::PageLanguage;

/// As many ballots as are printed while nobody has a seat.
const BALLOTS: usize = 8;

pub(crate) async fn show(caller: Caller, State(archive): State<Archive>, Path(id): Path<String>) -> Response {
    let language = caller.language();
    let Ok(id) = id.parse::<PanelId>() else {
        return refusal::not_found(language);
    };
    let led = match archive.panels().lead(&caller.actor, caller.programme, id).await {
        Ok(led) => led,
        Err(error) => return refusal::panels(language, &error),
    };
    let head =
        Head::new(words::title(language), words::lead(language)).back(format!("/panels/{id}"), console::back(language));
    page(StatusCode::OK, &caller.visitor, &head, || {
        let drawn: Vec<&Titled> = led
            .stories
            .iter()
            .map(|one| &one.story)
            .filter(|one| one.picture.is_some())
            .collect();
        let without = led.stories.len() - drawn.len();
        if drawn.is_empty() {
            return view! { <div class="empty"><p>{words::none(language)}</p></div> }.into_any();
        }
        view! {
            <p class="hint no-print">{words::how(language)}</p>
            {(without > 0).then(|| view! { <p class="notice" data-kind="warning">{words::too_many(language, without)}</p> })}
            {list(language, &drawn)}
            {cards(language, &drawn)}
            {ballots(language, &led, &drawn)}
            {tally(language, &drawn)}
        }
        .into_any()
    })
}

/// For the chair alone.
fn list(language: PageLanguage, stories: &[&Titled]) -> AnyView {
    let rows = stories.iter().map(|one| {
        view! { <tr><td>{picture(language, one.picture)}</td><th scope="row">{title(language, Some(one))}</th></tr> }
    });
    view! {
        <section class="section sheet"><h2>{words::list(language)}</h2><p class="hint">{words::list_hint(language)}</p>
            <table class="table"><thead><tr><th scope="col">{words::picture(language)}</th><th scope="col">{words::story(language)}</th></tr></thead>
                <tbody>{rows.collect_view()}</tbody></table></section>
    }
    .into_any()
}

fn cards(language: PageLanguage, stories: &[&Titled]) -> AnyView {
    let cards = stories
        .iter()
        .map(|one| view! { <li class="cut">{picture(language, one.picture)}</li> });
    view! {
        <section class="section sheet"><h2>{words::cards(language)}</h2><p class="hint">{words::cards_hint(language)}</p>
            <ul class="cards-to-cut">{cards.collect_view()}</ul></section>
    }
    .into_any()
}

fn ballots(language: PageLanguage, led: &Led, stories: &[&Titled]) -> AnyView {
    let number = if led.seats.is_empty() { BALLOTS } else { led.seats.len() };
    let ballots = (0..number).map(|_| {
        let choices = stories
            .iter()
            .map(|one| view! { <li>{picture(language, one.picture)}<span class="box"></span></li> });
        view! { <li class="cut"><ul class="paper-ballot">{choices.collect_view()}</ul></li> }
    });
    view! {
        <section class="section sheet"><h2>{words::ballots(language, number)}</h2><p class="hint">{words::ballots_hint(language)}</p>
            <ul class="ballots-to-cut">{ballots.collect_view()}</ul></section>
    }
    .into_any()
}

fn tally(language: PageLanguage, stories: &[&Titled]) -> AnyView {
    let rows = stories.iter().map(
        |one| view! { <tr><th scope="row">{picture(language, one.picture)}</th><td class="strokes"></td><td></td></tr> },
    );
    view! {
        <section class="section sheet"><h2>{words::tally(language)}</h2><p class="hint">{words::tally_hint(language)}</p>
            <table class="table tally"><thead><tr><th scope="col">{words::picture(language)}</th><th scope="col">{words::strokes(language)}</th>
                <th scope="col">{words::total(language)}</th></tr></thead><tbody>{rows.collect_view()}</tbody></table></section>
    }
    .into_any()
}
