//! Taking the rows of a table from a spreadsheet: they come into the form, where they are read before anything is kept.

use super::table::shown;
use crate::form::{FormState, with_file};
use crate::parts::field;
use crate::refusal;
use crate::request::Caller;
use crate::words::indicators as words;
use archive::Archive;
use archive::desk::indicators::{IndicatorsError, NotASheet, Odd, Sheet};
use axum::extract::{Multipart, State};
use axum::http::StatusCode;
use axum::response::Response;
use leptos::prelude::*;
use method::brief::WIDEST;
use method::indicator::{CELL_LETTERS, MOST_ROWS};
use method::language::PageLanguage;

pub(crate) async fn submit(caller: Caller, State(archive): State<Archive>, parts: Multipart) -> Response {
    let language = caller.language();
    let (typed, file) = match with_file(parts).await {
        Ok(received) => received,
        Err(StatusCode::PAYLOAD_TOO_LARGE) => return refusal::too_large(language),
        Err(_) => return refusal::unprocessable(language),
    };
    let form = FormState::new(typed);
    let is_missing = file.is_empty();
    match archive.indicators().read_file(&caller.actor, caller.programme, file).await {
        Ok(_) if is_missing => shown(&caller, None, &form.wrong("file", words::file_needed(language)), None),
        Ok(sheet) if sheet.rows.is_empty() && sheet.unread.is_empty() => {
            shown(&caller, None, &form.wrong("file", words::file_empty(language)), None)
        }
        Ok(sheet) => {
            let form = FormState::new(form.typed.with("table", sheet.typed()));
            shown(&caller, None, &form, Some(&sheet))
        }
        Err(IndicatorsError::File(why)) => shown(&caller, None, &form.wrong("file", not_a_sheet(language, why)), None),
        Err(error) => refusal::indicators(language, &error),
    }
}

fn not_a_sheet(language: PageLanguage, why: NotASheet) -> String {
    match why {
        NotASheet::TooLarge => words::file_too_large(language).to_owned(),
        NotASheet::Unknown => words::file_unknown(language).to_owned(),
        NotASheet::Damaged => words::file_damaged(language).to_owned(),
        NotASheet::Encoding => words::file_encoding(language).to_owned(),
        NotASheet::TooManyRows => words::too_many_rows(language, MOST_ROWS),
    }
}

/// The field for a file, with a button of its own; below the form's, which is what the Enter key presses.
pub(super) fn folded(language: PageLanguage, form: &FormState) -> AnyView {
    let invalid = form.error("file").is_some();
    view! {
        <details class="more" open=invalid><summary>{words::from_file(language)}</summary>
            {field::file(form, words::file(language), words::file_hint(language), ".xlsx,.csv")}
            <div class="actions"><button class="button" formaction="/indicators/file" formenctype="multipart/form-data">{words::take_rows(language)}</button></div>
        </details>
    }
    .into_any()
}

/// What came of a file: how many rows, and each that could not be read or was computed.
pub(super) fn said(language: PageLanguage, sheet: &Sheet) -> AnyView {
    let unread = sheet.unread.iter().map(|(row, odd)| {
        let sentence = match odd {
            Odd::Error => words::row_error(language, row),
            Odd::NoValue => words::row_no_value(language, row),
            Odd::TooWide => words::row_too_wide(language, WIDEST, row),
            Odd::CellTooLong => words::row_cell_too_long(language, CELL_LETTERS, row),
            Odd::Broken => words::row_broken(language, row),
        };
        view! { <li>{sentence}</li> }
    });
    let computed = sheet
        .computed
        .iter()
        .map(|row| view! { <li>{words::row_computed(language, row)}</li> });
    let kind = (!sheet.unread.is_empty()).then_some("warning");
    let list = (!sheet.unread.is_empty() || !sheet.computed.is_empty())
        .then(|| view! { <ul>{unread.collect_view()}{computed.collect_view()}</ul> });
    view! {
        <div class="notice" data-kind=kind role="status" id="read"><h2>{words::rows_read(language, sheet.rows.len())}</h2>
            <p>{words::rows_read_hint(language)}</p>{list}</div>
    }
    .into_any()
}
