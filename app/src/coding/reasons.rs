//! Codes for what a panel wrote: why it chose, and what those think who voted otherwise.

use super::choice::boxes;
use super::given::{Gone, gone};
use crate::form::FormState;
use crate::layout::{Head, page};
use crate::panels::title;
use crate::parts::notice::refused;
use crate::refusal;
use crate::render::status_of;
use crate::request::Caller;
use crate::words::reasons as words;
use archive::Archive;
use archive::desk::coding::{CodedReasons, CodingError, ReasonToCode};
use axum::extract::{Path, State};
use axum::response::{IntoResponse, Redirect, Response};
use leptos::prelude::*;
use method::coding::reasons::Unit;
use method::id::{CodeId, PanelId};
use method::language::PageLanguage;
use std::collections::{BTreeMap, BTreeSet};

pub(crate) async fn show(caller: Caller, State(archive): State<Archive>, Path(id): Path<String>) -> Response {
    shown(&caller, &archive, &id, None).await
}

pub(crate) async fn submit(
    caller: Caller,
    State(archive): State<Archive>,
    Path(id): Path<String>,
    form: FormState,
) -> Response {
    let language = caller.language();
    let Ok(panel) = id.parse::<PanelId>() else {
        return refusal::not_found(language);
    };
    let version = form.typed.get("version").parse().unwrap_or_default();
    let mut wanted: BTreeMap<Unit, BTreeSet<CodeId>> = BTreeMap::new();
    for (name, value) in form.typed.answers() {
        if let (Ok(unit), Ok(code)) = (name.parse(), value.parse()) {
            wanted.entry(unit).or_default().insert(code);
        }
    }
    let done = archive
        .coding()
        .code_reasons(&caller.actor, caller.programme, panel, &wanted, version)
        .await;
    let wrong = match done {
        Ok(()) => return Redirect::to(&format!("/panels/{panel}/record")).into_response(),
        Err(CodingError::Conflict) => words::conflict(language),
        Err(CodingError::CodeGone) => words::code_gone(language),
        Err(error) => return refusal::coding(language, &error),
    };
    let form = form.wrong("texts", wrong);
    shown(&caller, &archive, &id, Some((form, wanted))).await
}

/// The page; of a refused form with what was ticked.
async fn shown(
    caller: &Caller,
    archive: &Archive,
    id: &str,
    refused_form: Option<(FormState, BTreeMap<Unit, BTreeSet<CodeId>>)>,
) -> Response {
    let language = caller.language();
    let Ok(id) = id.parse::<PanelId>() else {
        return refusal::not_found(language);
    };
    let mut coded = match archive.coding().reasons(&caller.actor, caller.programme, id).await {
        Ok(coded) => coded,
        Err(error) => return refusal::coding(language, &error),
    };
    let form = match refused_form {
        Some((form, mut wanted)) => {
            for text in &mut coded.texts {
                text.codes = wanted.remove(&text.unit).unwrap_or_default();
            }
            form
        }
        None => FormState::default(),
    };
    let link = format!("/panels/{id}/record");
    let head = Head::new(words::title(language), words::lead(language))
        .narrow()
        .back(link, words::back(language));
    page(status_of(&form), &caller.visitor, &head, || {
        let shown = if coded.texts.is_empty() {
            view! { <div class="empty"><h2>{words::none(language)}</h2></div> }.into_any()
        } else {
            the_form(language, id, &coded)
        };
        view! { {refused(&form, words::refused(language))}{shown}{taken(language, &coded)} }.into_any()
    })
}

fn the_form(language: PageLanguage, id: PanelId, coded: &CodedReasons) -> AnyView {
    let texts = coded.texts.iter().map(|text| one(language, coded, text));
    view! {
        <form method="post" action=format!("/panels/{id}/codes") class="stack" id="texts">
            <input type="hidden" name="version" value=coded.version.to_string()/>
            {texts.collect_view()}
            <div class="actions"><button class="button" data-kind="primary">{words::save(language)}</button></div>
        </form>
    }
    .into_any()
}

fn one(language: PageLanguage, coded: &CodedReasons, text: &ReasonToCode) -> AnyView {
    let name = text.unit.to_string();
    let (heading, kind) = match text.unit {
        Unit::Why(_) => (title(language, text.story.as_ref()), None),
        Unit::View(_) => (view! { {words::view(language)} }.into_any(), Some("dissent")),
    };
    view! {
        <section class="section stack"><h2>{heading}</h2>
            <blockquote class="reason" data-kind=kind><p dir="auto">{text.text.clone()}</p></blockquote>
            <fieldset class="choices"><legend>{words::codes(language)}</legend>
                {boxes(language, &coded.book, &name, &text.codes)}
            </fieldset>
        </section>
    }
    .into_any()
}

/// What was taken away from the panel's texts.
fn taken(language: PageLanguage, coded: &CodedReasons) -> AnyView {
    let rows = coded.taken.iter().filter_map(|one| {
        let text = coded.texts.iter().find(|text| text.unit == one.unit)?;
        Some(Gone {
            words: text.text.clone(),
            tag: None,
            code: one.code,
            given: one.given.clone(),
            taken: one.taken.clone(),
        })
    });
    gone(language, &coded.book, rows.collect())
}
