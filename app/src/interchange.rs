//! Codes and codings for other programs, and from them.

use crate::form::{FormState, with_file};
use crate::layout::{Head, page};
use crate::parts::field;
use crate::parts::notice::refused;
use crate::refusal;
use crate::render::status_of;
use crate::request::Caller;
use crate::words::interchange as words;
use archive::Archive;
use archive::desk::interchange::{Imported, InterchangeError, Kind, LeftOut, NotTaken, Orphan};
use axum::extract::{Multipart, Path, State};
use axum::http::StatusCode;
use axum::http::header::{CONTENT_DISPOSITION, CONTENT_TYPE};
use axum::response::{IntoResponse, Response};
use leptos::prelude::*;
use method::coding::Refused;
use method::language::PageLanguage;
use method::policy::Role;
use std::collections::BTreeMap;

/// The files: name, kind, media type.
const FILES: [(&str, Kind, &str); 5] = [
    ("codes.qdc", Kind::Codebook, "application/xml"),
    ("project.qdpx", Kind::Project, "application/zip"),
    (
        "codings.xlsx",
        Kind::Xlsx,
        "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    ),
    ("codings.csv", Kind::Csv, "text/csv; charset=utf-8"),
    ("codings.json", Kind::Json, "application/json"),
];

pub(crate) async fn show(caller: Caller) -> Response {
    if !may(&caller) {
        return refusal::not_found(caller.language());
    }
    shown(&caller, &FormState::default(), None)
}

/// Whether this desk is hers; what she asks of it is decided there.
fn may(caller: &Caller) -> bool {
    caller
        .roles
        .iter()
        .any(|role| matches!(role, Role::Analyst | Role::NationalCoordinator))
}

pub(crate) async fn hand_over(caller: Caller, State(archive): State<Archive>, Path(name): Path<String>) -> Response {
    let language = caller.language();
    let Some((name, kind, media)) = FILES.into_iter().find(|(one, ..)| *one == name) else {
        return refusal::not_found(language);
    };
    match archive
        .interchange()
        .hand_over(&caller.actor, caller.programme, kind, language)
        .await
    {
        Ok(bytes) => {
            let disposition = format!("attachment; filename=\"{name}\"");
            ([(CONTENT_TYPE, media.to_owned()), (CONTENT_DISPOSITION, disposition)], bytes).into_response()
        }
        Err(InterchangeError::Nothing) => {
            let form = FormState::default().wrong("files", words::nothing(language));
            shown(&caller, &form, None)
        }
        Err(error) => refusal::interchange(language, &error),
    }
}

pub(crate) async fn submit(caller: Caller, State(archive): State<Archive>, parts: Multipart) -> Response {
    let language = caller.language();
    if !may(&caller) {
        return refusal::not_found(language);
    }
    let (typed, file) = match with_file(parts).await {
        Ok(received) => received,
        Err(status) => return unread(language, status),
    };
    let form = FormState::new(typed);
    if file.is_empty() {
        return shown(&caller, &form.wrong("file", words::file_needed(language)), None);
    }
    let is_trial = form.typed.get("keep") != "yes";
    match archive
        .interchange()
        .take_in(&caller.actor, caller.programme, file, language, is_trial)
        .await
    {
        Ok(imported) => shown(&caller, &form, Some(&imported)),
        Err(InterchangeError::File(why)) => shown(&caller, &form.wrong("file", not_taken(language, why)), None),
        Err(InterchangeError::Codebook(Refused::TooMany)) => {
            shown(&caller, &form.wrong("file", words::too_many(language)), None)
        }
        Err(error) => refusal::interchange(language, &error),
    }
}

/// A form that did not come through whole.
fn unread(language: PageLanguage, status: StatusCode) -> Response {
    if status == StatusCode::PAYLOAD_TOO_LARGE {
        refusal::too_large(language)
    } else {
        refusal::unprocessable(language)
    }
}

fn not_taken(language: PageLanguage, why: NotTaken) -> &'static str {
    match why {
        NotTaken::Unknown => words::unknown_kind(language),
        NotTaken::Refi(_) => words::unreadable(language),
        NotTaken::TooLarge => words::too_large(language),
        NotTaken::NoCode => words::no_code(language),
    }
}

fn shown(caller: &Caller, form: &FormState, imported: Option<&Imported>) -> Response {
    let language = caller.language();
    let head = Head::new(words::title(language), words::lead(language)).back("/codebook", words::back(language));
    page(status_of(form), &caller.visitor, &head, || {
        view! {
            {refused(form, words::refused(language))}
            {imported.map(|imported| taken(language, imported))}
            {files(language)}
            {taking(language, form)}
        }
        .into_any()
    })
}

fn files(language: PageLanguage) -> AnyView {
    let names = [
        words::codes_qdc(language),
        words::project_qdpx(language),
        words::codings_xlsx(language),
        words::codings_csv(language),
        words::codings_json(language),
    ];
    let rows = FILES.into_iter().zip(names).map(|((name, ..), what)| {
        view! { <li><a href=format!("/interchange/{name}") download=name><bdi>{name}</bdi></a>" "<span class="hint">{what}</span></li> }
    });
    view! {
        <section class="section stack" id="files"><h2>{words::hand_over(language)}</h2>
            <p>{words::what_goes_out(language)}</p><ul class="stack">{rows.collect_view()}</ul></section>
    }
    .into_any()
}

fn taking(language: PageLanguage, form: &FormState) -> AnyView {
    let keeps = form.typed.get("keep") == "yes";
    view! {
        <section class="section stack"><h2>{words::take_in(language)}</h2>
            <p>{words::what_comes_in(language)}</p>
            <form method="post" action="/interchange" enctype="multipart/form-data" class="stack">
                {field::file(form, words::file(language), words::file_hint(language), ".qdpx,.qdc,.sqlite3,.csv")}
                <label class="choice"><input type="checkbox" name="keep" value="yes" checked=keeps/>
                    <span class="choice-text">{words::keep(language)}<span class="hint">{words::keep_hint(language)}</span></span></label>
                <div class="actions"><button class="button" data-kind="primary">{words::read_file(language)}</button></div>
            </form>
        </section>
    }
    .into_any()
}

/// What came of a file.
fn taken(language: PageLanguage, imported: &Imported) -> AnyView {
    let (kind, said) = if imported.is_trial {
        (None, words::would(language))
    } else {
        (Some("done"), words::done(language))
    };
    let new_codes = imported
        .new_codes
        .iter()
        .map(|name| view! { <li><bdi>{name.clone()}</bdi></li> });
    let new_codes = (!imported.new_codes.is_empty()).then(|| {
        view! { <details class="more"><summary>{words::new_codes(language)}</summary><ul>{new_codes.collect_view()}</ul></details> }
    });
    view! {
        <section class="section stack" aria-labelledby="taken">
            <div class="notice" data-kind=kind role="status"><h2 id="taken">{said}</h2>
                <ul><li>{words::codes(language, imported.known_codes, imported.new_codes.len())}</li>
                    <li>{words::passages(language, imported.already, imported.given)}</li>
                    <li>{words::without_place(language, imported.orphans.len())}</li></ul></div>
            {left_out(language, &imported.left_out)}{new_codes}{orphans(language, &imported.orphans)}
        </section>
    }
    .into_any()
}

/// What the file holds besides and stays there, by kind.
fn left_out(language: PageLanguage, left_out: &BTreeMap<LeftOut, usize>) -> AnyView {
    if left_out.is_empty() {
        return ().into_any();
    }
    let said = |(kind, count): (&LeftOut, &usize)| match kind {
        LeftOut::Media => words::left_media(language, *count),
        LeftOut::MediaCodings => words::left_media_codings(language, *count),
        LeftOut::TextsElsewhere => words::left_texts(language, *count),
        LeftOut::WholeTexts => words::left_whole_texts(language, *count),
        LeftOut::Memos => words::left_memos(language, *count),
        LeftOut::Cases => words::left_cases(language, *count),
        LeftOut::Variables => words::left_variables(language, *count),
        LeftOut::Relations => words::left_relations(language, *count),
        LeftOut::Unmarked => words::left_unmarked(language, *count),
        LeftOut::Unreadable => words::left_unreadable(language, *count),
        LeftOut::Repeated => words::left_repeated(language, *count),
    };
    let rows = left_out.iter().map(|one| view! { <li>{said(one)}</li> });
    view! {
        <h3>{words::left_out(language)}</h3><p class="hint">{words::left_out_hint(language)}</p>
        <ul id="left-out">{rows.collect_view()}</ul>
    }
    .into_any()
}

/// Passages without a certain place, to be looked for by hand.
fn orphans(language: PageLanguage, orphans: &[Orphan]) -> AnyView {
    if orphans.is_empty() {
        return ().into_any();
    }
    let rows = orphans.iter().map(|one| {
        view! {
            <li><p><q dir="auto">{one.words.clone()}</q></p>
                <p class="hint"><bdi>{one.code.clone()}</bdi>" · "<bdi>{one.source.clone()}</bdi></p></li>
        }
    });
    view! { <h3>{words::orphans(language)}</h3><p class="hint">{words::orphans_hint(language)}</p><ul class="timeline">{rows.collect_view()}</ul> }.into_any()
}
