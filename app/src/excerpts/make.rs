//! Making an excerpt of a coded passage. Nothing leaves the page in an address but ids.

use super::fields::{sheet, wrong};
use super::rows::{Row, add_own, begun, replacements, typed_rows};
use crate::coding::named_part;
use crate::form::{FormState, Typed};
use crate::layout::{Head, page};
use crate::refusal;
use crate::render::status_of;
use crate::request::Caller;
use crate::stories::language_label;
use crate::words::excerpt_form as words;
use archive::Archive;
use archive::desk::coding::Place;
use archive::desk::excerpts::{Marked, Preparation, Source};
use axum::extract::{Path, Query, State};
use axum::response::{IntoResponse, Redirect, Response};
use leptos::prelude::*;
use method::excerpt::Excerpt;
use method::id::{CodingId, StoryId};
use method::language::PageLanguage;

/// Ids in an address.
type Ids = Vec<(String, String)>;

pub(crate) async fn show(
    caller: Caller,
    State(archive): State<Archive>,
    Path(id): Path<String>,
    Query(query): Query<Ids>,
) -> Response {
    let language = caller.language();
    let (Ok(story), Some(coding)) = (id.parse::<StoryId>(), coding(&query)) else {
        return refusal::not_found(language);
    };
    let source = match query_id(&query, "in").map(str::parse) {
        None => Source::Coding(coding),
        Some(Ok(layer)) => Source::Translation(coding, layer),
        Some(Err(_)) => return refusal::not_found(language),
    };
    match archive.excerpts().prepare(&caller.actor, story, source).await {
        Ok(prepared) => {
            let rows = begun(&prepared);
            let form = FormState::new(Typed::filled([("pseudonym", prepared.pseudonym.clone())]));
            shown(&caller, &prepared, &rows, &form, Some(coding))
        }
        Err(error) => refusal::excerpts(language, &error),
    }
}

pub(crate) async fn submit(
    caller: Caller,
    State(archive): State<Archive>,
    Path(id): Path<String>,
    Query(query): Query<Ids>,
    typed: Typed,
) -> Response {
    let language = caller.language();
    let Ok(story) = id.parse::<StoryId>() else {
        return refusal::not_found(language);
    };
    let coding = coding(&query);
    let Some(place) = place(&typed) else {
        return refusal::unprocessable(language);
    };
    let prepared = match archive.excerpts().prepare(&caller.actor, story, Source::Place(place)).await {
        Ok(prepared) => prepared,
        Err(error) => return refusal::excerpts(language, &error),
    };
    let Some(mut rows) = typed_rows(&typed, &prepared) else {
        return refusal::unprocessable(language);
    };
    let form = match with_own(language, &prepared, &mut rows, typed) {
        Ok(form) => form,
        Err(form) => return shown(&caller, &prepared, &rows, &form, coding),
    };
    if form.typed.get("step") != "save" {
        let form = checked(language, &prepared, &rows, form);
        return shown(&caller, &prepared, &rows, &form, coding);
    }
    let marked = Marked {
        place,
        replacements: replacements(&rows),
        pseudonym: form.typed.get("pseudonym"),
    };
    match archive.excerpts().make(&caller.actor, story, marked).await {
        Ok(excerpt) => Redirect::to(&format!("/excerpts/{excerpt}")).into_response(),
        Err(error) => match wrong(language, &error, &prepared, &rows) {
            Some((field, sentence)) => shown(&caller, &prepared, &rows, &form.wrong(field, sentence), coding),
            None => refusal::excerpts(language, &error),
        },
    }
}

/// The rows with the words that were typed by hand among them, so that their fields are free again; or what is wrong with those.
pub(super) fn with_own(
    language: PageLanguage,
    prepared: &Preparation,
    rows: &mut Vec<Row>,
    typed: Typed,
) -> Result<FormState, FormState> {
    if add_own(rows, prepared, &typed) {
        Ok(FormState::new(typed.without(&["own_words", "own_kind", "own_with"])))
    } else {
        Err(FormState::new(typed).wrong("own_words", words::not_in_passage(language)))
    }
}

/// Says what keeps the decisions from being an excerpt.
pub(super) fn checked(language: PageLanguage, prepared: &Preparation, rows: &[Row], form: FormState) -> FormState {
    let Err(refused) = Excerpt::new(prepared.passage, prepared.text(), replacements(rows)) else {
        return form;
    };
    match wrong(language, &refused.into(), prepared, rows) {
        Some((field, sentence)) => form.wrong(field, sentence),
        None => form,
    }
}

fn coding(query: &Ids) -> Option<CodingId> {
    query_id(query, "coding")?.parse().ok()
}

fn query_id<'a>(query: &'a Ids, name: &str) -> Option<&'a str> {
    query.iter().find(|(one, _)| one == name).map(|(_, id)| id.as_str())
}

/// The ways to quote the same words in a translation.
fn translations(language: PageLanguage, prepared: &Preparation, coding: Option<CodingId>) -> AnyView {
    let Some(coding) = coding.filter(|_| !prepared.translations.is_empty()) else {
        return ().into_any();
    };
    let links = prepared.translations.iter().map(|(layer, tongue)| {
        let link = format!("/stories/{}/excerpts/new?coding={coding}&in={layer}", prepared.story);
        view! { <li><a href=link>{language_label(language, *tongue)}</a></li> }
    });
    view! { <nav class="notice" aria-label=words::in_translation(language)><p>{words::in_translation(language)}</p><ul>{links.collect_view()}</ul></nav> }
        .into_any()
}

fn place(typed: &Typed) -> Option<Place> {
    Some(Place {
        layer: typed.get("layer").parse().ok()?,
        part: named_part(&typed.get("part"))?,
        start: typed.get("start").parse().ok()?,
        end: typed.get("end").parse().ok()?,
    })
}

fn shown(caller: &Caller, prepared: &Preparation, rows: &[Row], form: &FormState, coding: Option<CodingId>) -> Response {
    let language = caller.language();
    let story = format!("/stories/{}", prepared.story);
    let head = Head::new(words::title(language), words::lead(language)).back(format!("{story}/code"), words::back(language));
    let query = coding.map(|coding| format!("?coding={coding}")).unwrap_or_default();
    page(status_of(form), &caller.visitor, &head, || {
        let action = format!("{story}/excerpts/new{query}");
        view! { {translations(language, prepared, coding)}{sheet(language, prepared, rows, form, action)} }.into_any()
    })
}
