//! Giving some passages of a code to another one, new or known.

use super::code::version;
use super::codebook::{label_fields, option, sentence, typed_labels};
use crate::form::{FormState, Typed};
use crate::layout::{Head, page};
use crate::parts::notice::refused;
use crate::parts::select::select;
use crate::refusal;
use crate::render::status_of;
use crate::request::Caller;
use crate::words::codebook as words;
use archive::Archive;
use archive::desk::analysis::{Asked, PASSAGES_A_PAGE, PassageFound, Passages};
use archive::desk::coding::{Book, CodingError, Into};
use axum::extract::{Path, Query, State};
use axum::response::{IntoResponse, Redirect, Response};
use leptos::prelude::*;
use method::coding::{Code, CodeWords};
use method::id::{CodeId, CodingId};
use method::language::PageLanguage;
use std::collections::BTreeSet;

pub(crate) async fn show(
    caller: Caller,
    State(archive): State<Archive>,
    Path(id): Path<String>,
    Query(query): Query<Vec<(String, String)>>,
) -> Response {
    shown(&caller, &archive, &id, FormState::new(Typed::new(query))).await
}

pub(crate) async fn submit(
    caller: Caller,
    State(archive): State<Archive>,
    Path(id): Path<String>,
    form: FormState,
) -> Response {
    let language = caller.language();
    let Ok(from) = id.parse::<CodeId>() else {
        return refusal::not_found(language);
    };
    let book = match archive.coding().book(&caller.actor, caller.programme).await {
        Ok(book) => book,
        Err(error) => return refusal::coding(language, &error),
    };
    let Some(code) = book.codes.get(from) else {
        return refusal::not_found(language);
    };
    let into = match form.typed.get("into").parse::<CodeId>() {
        Ok(known) => Into::Known(known),
        Err(_) => Into::New(Box::new(CodeWords {
            definition: code.words.definition.clone(),
            ..CodeWords::named(typed_labels(&form.typed), code.words.colour)
        })),
    };
    let chosen: BTreeSet<CodingId> = chosen(&form.typed).collect();
    let version = version(&form);
    let done = archive
        .coding()
        .split_code(&caller.actor, caller.programme, from, into, &chosen, version)
        .await;
    let form = match done {
        Ok(_) => return Redirect::to("/codebook").into_response(),
        Err(CodingError::PassagesMissing) => form.wrong("coding", words::split_none(language)),
        Err(CodingError::Conflict) => form.wrong("coding", words::conflict(language)),
        Err(CodingError::CodeGone) => form.wrong("into", words::not_into_that(language)),
        Err(CodingError::Codebook(refused)) => {
            let (field, sentence) = sentence(language, refused);
            form.wrong(field, sentence)
        }
        Err(error) => return refusal::coding(language, &error),
    };
    shown(&caller, &archive, &id, form).await
}

fn chosen(typed: &Typed) -> impl Iterator<Item = CodingId> {
    typed.all("coding").into_iter().filter_map(|coding| coding.parse().ok())
}

async fn shown(caller: &Caller, archive: &Archive, id: &str, form: FormState) -> Response {
    let language = caller.language();
    let book = match archive.coding().book(&caller.actor, caller.programme).await {
        Ok(book) => book,
        Err(error) => return refusal::coding(language, &error),
    };
    let Some(code) = id.parse().ok().and_then(|id| book.codes.get(id)) else {
        return refusal::not_found(language);
    };
    let asked = Asked {
        code: code.id,
        exactly: true,
        with: None,
        together: false,
        onto: None,
        group: None,
        within: None,
        skip: form.typed.get("skip").parse().unwrap_or_default(),
    };
    let passages = match archive.analysis().passages(&caller.actor, caller.programme, asked).await {
        Ok(passages) => passages,
        Err(error) => return refusal::analysis(language, &error),
    };
    let head = Head::new(words::split_title(language), words::split_what_happens(language))
        .narrow()
        .back(format!("/codebook/{}", code.id), words::split_back(language));
    page(status_of(&form), &caller.visitor, &head, || {
        let shown = if passages.found.is_empty() {
            view! { <div class="empty"><h2>{words::split_empty(language)}</h2></div> }.into_any()
        } else {
            the_form(language, &book, code, &form, &passages, asked.skip)
        };
        view! { {refused(&form, words::refused(language))}{shown}{pager(language, code.id, asked.skip, passages.has_more)} }
            .into_any()
    })
}

fn the_form(
    language: PageLanguage,
    book: &Book,
    code: &Code,
    form: &FormState,
    passages: &Passages,
    skip: usize,
) -> AnyView {
    let chosen: BTreeSet<CodingId> = chosen(&form.typed).collect();
    let error = form.error("coding");
    let invalid = error.is_some();
    let cards = passages.found.iter().map(|one| card(one, chosen.contains(&one.coding)));
    let mut into = vec![(String::new(), words::split_new(language).to_owned())];
    let others = book.codes.outline().into_iter();
    let others = others.filter(|(_, other)| other.id != code.id && book.codes.is_given(other.id));
    into.extend(others.map(|(depth, other)| option(language, depth, other)));
    view! {
        <form method="post" action=format!("/codebook/{}/split", code.id) class="stack">
            <input type="hidden" name="version" value=book.version.to_string()/>
            <input type="hidden" name="skip" value=skip.to_string()/>
            <fieldset class="choices" id="coding" data-invalid=invalid><legend>{words::split_passages(language)}</legend>
                {error.map(|error| view! { <p class="field-error">{error}</p> })}
                {cards.collect_view()}
            </fieldset>
            {select(form, "into", words::split_into(language), Some(words::split_into_hint(language)), into)}
            {label_fields(language, form)}
            <div class="actions"><button class="button" data-kind="primary">{words::split(language)}</button></div>
        </form>
    }
    .into_any()
}

fn card(one: &PassageFound, checked: bool) -> AnyView {
    let (tag, words) = (one.language.tag(), one.words.clone());
    view! {
        <label class="choice">
            <input type="checkbox" name="coding" value=one.coding.to_string() checked=checked/>
            <span class="choice-text"><q lang=tag dir="auto">{words}</q><span class="hint" lang=tag dir="auto">{one.title.clone()}</span></span>
        </label>
    }
    .into_any()
}

fn pager(language: PageLanguage, id: CodeId, skip: usize, has_more: bool) -> AnyView {
    let link = |skip: usize| format!("/codebook/{id}/split?skip={skip}");
    let before = (skip > 0)
        .then(|| view! { <a href=link(skip.saturating_sub(PASSAGES_A_PAGE)) rel="prev">{words::previous(language)}</a> });
    let after = has_more.then(|| view! { <a href=link(skip + PASSAGES_A_PAGE) rel="next">{words::next(language)}</a> });
    if before.is_none() && after.is_none() {
        return ().into_any();
    }
    view! { <nav class="pager" aria-label=words::split_passages(language)>{before}{after}</nav> }.into_any()
}
