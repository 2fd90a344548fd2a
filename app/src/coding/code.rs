//! One code: its words, its place, retiring it, putting it into another, removing it.

use super::codebook::{answers, code_fields, option, sentence, typed_code};
use super::memos;
use crate::form::FormState;
use crate::layout::{Head, page};
use crate::parts::notice::refused;
use crate::parts::select::select;
use crate::refusal;
use crate::render::status_of;
use crate::request::Caller;
use crate::words::codebook as words;
use archive::Archive;
use archive::desk::coding::{Book, CodingError};
use axum::extract::{Path, State};
use axum::response::{IntoResponse, Redirect, Response};
use leptos::prelude::*;
use method::coding::{Code, Refused, Step};
use method::id::CodeId;
use method::language::PageLanguage;

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
    let (Ok(code), Some((changed, parent))) = (id.parse::<CodeId>(), typed_code(&form.typed)) else {
        return refusal::unprocessable(language);
    };
    let version = version(&form);
    let done = archive
        .coding()
        .change_code(&caller.actor, caller.programme, code, changed, parent, version)
        .await;
    answer(&caller, &archive, &id, form, "label_fr", done).await
}

pub(crate) async fn merge(
    caller: Caller,
    State(archive): State<Archive>,
    Path(id): Path<String>,
    form: FormState,
) -> Response {
    let language = caller.language();
    let Ok(from) = id.parse::<CodeId>() else {
        return refusal::not_found(language);
    };
    let Ok(into) = form.typed.get("into").parse::<CodeId>() else {
        return shown(&caller, &archive, &id, Some(form.wrong("into", words::into_needed(language)))).await;
    };
    let version = version(&form);
    let done = archive
        .coding()
        .merge_codes(&caller.actor, caller.programme, from, into, version)
        .await;
    answer(&caller, &archive, &id, form, "into", done).await
}

pub(crate) async fn remove(
    caller: Caller,
    State(archive): State<Archive>,
    Path(id): Path<String>,
    form: FormState,
) -> Response {
    let language = caller.language();
    let Ok(code) = id.parse::<CodeId>() else {
        return refusal::not_found(language);
    };
    let version = version(&form);
    let done = archive
        .coding()
        .remove_code(&caller.actor, caller.programme, code, version)
        .await;
    answer(&caller, &archive, &id, form, "remove", done).await
}

/// Moves a code one place among its siblings.
pub(crate) async fn step(
    caller: Caller,
    State(archive): State<Archive>,
    Path(id): Path<String>,
    form: FormState,
) -> Response {
    let language = caller.language();
    let step = match form.typed.get("step").as_str() {
        "up" => Step::Up,
        "down" => Step::Down,
        _ => return refusal::unprocessable(language),
    };
    let Ok(code) = id.parse::<CodeId>() else {
        return refusal::not_found(language);
    };
    let version = version(&form);
    let done = archive
        .coding()
        .step_code(&caller.actor, caller.programme, code, step, version)
        .await;
    answer(&caller, &archive, &id, form, "step", done).await
}

/// Lets a code be given no more, or again.
pub(crate) async fn retire(
    caller: Caller,
    State(archive): State<Archive>,
    Path(id): Path<String>,
    form: FormState,
) -> Response {
    let language = caller.language();
    let is_retired = match form.typed.get("retired").as_str() {
        "yes" => true,
        "no" => false,
        _ => return refusal::unprocessable(language),
    };
    let Ok(code) = id.parse::<CodeId>() else {
        return refusal::not_found(language);
    };
    let version = version(&form);
    let done = archive
        .coding()
        .retire_code(&caller.actor, caller.programme, code, is_retired, version)
        .await;
    answer(&caller, &archive, &id, form, "retired", done).await
}

/// Goes back to the codebook, or says beside the field of this step why not.
async fn answer(
    caller: &Caller,
    archive: &Archive,
    id: &str,
    form: FormState,
    step: &'static str,
    done: Result<(), CodingError>,
) -> Response {
    let language = caller.language();
    let form = match done {
        Ok(()) => return Redirect::to("/codebook").into_response(),
        Err(CodingError::Conflict) => form.wrong(step, words::conflict(language)),
        Err(CodingError::Borne { is_seen: false }) => form.wrong(step, words::borne_unseen(language)),
        Err(CodingError::Borne { is_seen: true }) => form.wrong(step, words::borne(language)),
        Err(CodingError::Codebook(Refused::Cycle | Refused::Unknown)) if step == "into" => {
            form.wrong(step, words::not_into_that(language))
        }
        Err(CodingError::Codebook(refused)) => {
            let (field, sentence) = sentence(language, refused);
            form.wrong(if step == "label_fr" { field } else { step }, sentence)
        }
        Err(error) => return refusal::coding(language, &error),
    };
    shown(caller, archive, id, Some(form)).await
}

/// The version of the codebook that the form was made from.
pub(super) fn version(form: &FormState) -> i32 {
    form.typed.get("version").parse().unwrap_or_default()
}

pub(super) async fn shown(caller: &Caller, archive: &Archive, id: &str, refused_form: Option<FormState>) -> Response {
    let language = caller.language();
    let book = match archive.coding().book(&caller.actor, caller.programme).await {
        Ok(book) => book,
        Err(error) => return refusal::coding(language, &error),
    };
    let Some((id, code, begun)) = id.parse::<CodeId>().ok().and_then(|id| {
        let code = book.codes.get(id)?;
        Some((id, code, answers(&book.codes, id)?))
    }) else {
        return refusal::not_found(language);
    };
    // Only the form of words comes with answers of its own; the others are small and leave the words as they are.
    let form = match refused_form {
        Some(form) if form.typed.get("colour").is_empty() => form.over(begun),
        Some(form) => form,
        None => FormState::new(begun),
    };
    let notes = match archive.coding().code_memos(&caller.actor, caller.programme, id).await {
        Ok(notes) => notes,
        Err(error) => return refusal::coding(language, &error),
    };
    let head = Head::new(code.label(language), words::code_lead(language))
        .narrow()
        .back("/codebook", words::title(language));
    let link = format!("/codebook/{id}");
    page(status_of(&form), &caller.visitor, &head, || {
        view! {
            {refused(&form, words::refused(language))}
            <form method="post" action=link.clone() class="stack">
                {code_fields(language, &book, &form, Some(id))}
                <div class="actions"><button class="button" data-kind="primary">{words::save(language)}</button></div>
            </form>
            {memos::of_code(language, id, &notes, &form)}
            {placing(language, &book, &form, id)}
            {retiring(language, &book, &form, code)}
            {splitting(language, &book, id)}
            {merging(language, &book, &form, id)}
            {removing(language, &book, &form, id)}
        }
        .into_any()
    })
}

/// A small form of one step: the version it was made from, the error, buttons.
fn small(book: &Book, form: &FormState, action: String, step: &'static str, buttons: AnyView) -> AnyView {
    let error = form.error(step);
    view! {
        <form method="post" action=action class="stack">
            <input type="hidden" name="version" value=book.version.to_string()/>
            {error.map(|error| view! { <p class="field-error">{error}</p> })}
            <div class="actions">{buttons}</div>
        </form>
    }
    .into_any()
}

fn placing(language: PageLanguage, book: &Book, form: &FormState, id: CodeId) -> AnyView {
    let Some(parent) = book.codes.get(id).map(|code| code.parent) else {
        return ().into_any();
    };
    let siblings: Vec<CodeId> = book.codes.children(parent).map(|code| code.id).collect();
    if siblings.len() < 2 {
        return ().into_any();
    }
    let (is_first, is_last) = (siblings.first() == Some(&id), siblings.last() == Some(&id));
    let buttons = view! {
        <button class="button" name="step" value="up" disabled=is_first>{words::step_up(language)}</button>
        <button class="button" name="step" value="down" disabled=is_last>{words::step_down(language)}</button>
    };
    let form = small(book, form, format!("/codebook/{id}/step"), "step", buttons.into_any());
    view! { <section class="section"><h2>{words::step_title(language)}</h2>{form}</section> }.into_any()
}

fn retiring(language: PageLanguage, book: &Book, form: &FormState, code: &Code) -> AnyView {
    let (value, name, what) = if code.is_retired {
        ("no", words::restore(language), words::restore_what_happens(language))
    } else {
        ("yes", words::retire(language), words::retire_what_happens(language))
    };
    let button = view! { <button class="button" name="retired" value=value>{name}</button> };
    let form = small(
        book,
        form,
        format!("/codebook/{}/retire", code.id),
        "retired",
        button.into_any(),
    );
    view! { <section class="section"><h2>{words::retire_title(language)}</h2><p>{what}</p>{form}</section> }.into_any()
}

fn splitting(language: PageLanguage, book: &Book, id: CodeId) -> AnyView {
    if !book.borne.contains_key(&id) {
        return ().into_any();
    }
    view! {
        <section class="section"><h2>{words::split_title(language)}</h2>
            <p>{words::split_what_happens(language)}</p>
            <p><a href=format!("/codebook/{id}/split")>{words::split_choose(language)}</a></p>
        </section>
    }
    .into_any()
}

fn merging(language: PageLanguage, book: &Book, form: &FormState, id: CodeId) -> AnyView {
    let below = book.codes.with_all_below(id);
    let mut others = vec![(String::new(), words::choose(language).to_owned())];
    let outline = book.codes.outline().into_iter().filter(|(_, code)| !below.contains(&code.id));
    others.extend(outline.map(|(depth, code)| option(language, depth, code)));
    view! {
        <section class="section"><h2>{words::merge_title(language)}</h2>
            <p>{words::merge_what_happens(language)}</p>
            <form method="post" action=format!("/codebook/{id}/merge") class="stack">
                <input type="hidden" name="version" value=book.version.to_string()/>
                {select(form, "into", words::into(language), None, others)}
                <div class="actions"><button class="button">{words::merge(language)}</button></div>
            </form>
        </section>
    }
    .into_any()
}

fn removing(language: PageLanguage, book: &Book, form: &FormState, id: CodeId) -> AnyView {
    let button = view! { <button class="button" data-kind="danger" id="remove">{words::remove(language)}</button> };
    let form = small(book, form, format!("/codebook/{id}/remove"), "remove", button.into_any());
    view! {
        <section class="section"><h2>{words::remove_title(language)}</h2>
            <p>{words::remove_what_happens(language)}</p>
            {form}
        </section>
    }
    .into_any()
}
