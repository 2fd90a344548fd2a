//! Typing a table of indicators, changing it, removing it.

use super::file;
use crate::form::{FormState, Typed};
use crate::layout::{Head, page};
use crate::parts::field::{Kind, choices, field};
use crate::parts::isolated;
use crate::parts::notice::refused;
use crate::refusal;
use crate::render::status_of;
use crate::request::Caller;
use crate::words::indicators as words;
use archive::Archive;
use archive::desk::indicators::{IndicatorsError, Line, Sheet, Versioned};
use axum::extract::{Path, State};
use axum::response::{IntoResponse, Redirect, Response};
use leptos::prelude::*;
use method::brief::WIDEST;
use method::id::IndicatorId;
use method::indicator::{CELL_LETTERS, Grid, Indicator, LINE_LETTERS, MOST_ROWS, NotAGrid, NotPrintable, Origin};
use method::language::PageLanguage;
use method::policy::{Action, Subject, may};

pub(crate) async fn begin(caller: Caller) -> Response {
    let language = caller.language();
    if !may(&caller.actor, Action::KeepIndicators, &Subject::Programme(caller.programme)).is_allowed() {
        return refusal::not_found(language);
    }
    let typed = Typed::filled([("language", language.tag().to_owned()), ("hides", "yes".to_owned())]);
    shown(&caller, None, &FormState::new(typed), None)
}

pub(crate) async fn add(caller: Caller, State(archive): State<Archive>, form: FormState) -> Response {
    let language = caller.language();
    let indicator = match read(language, &form.typed) {
        Ok(indicator) => indicator,
        Err(sentence) => return refused_or_404(&caller, None, &form.wrong("table", sentence)),
    };
    match archive.indicators().add(&caller.actor, caller.programme, indicator).await {
        Ok(_) => Redirect::to("/indicators").into_response(),
        Err(error) => answered(&caller, None, form, error),
    }
}

pub(crate) async fn show(caller: Caller, State(archive): State<Archive>, Path(id): Path<String>) -> Response {
    let language = caller.language();
    let Ok(id) = id.parse::<IndicatorId>() else {
        return refusal::not_found(language);
    };
    let found = match archive.indicators().read(&caller.actor, caller.programme, id).await {
        Ok(found) => found,
        Err(error) => return refusal::indicators(language, &error),
    };
    shown(&caller, Some(id), &FormState::new(as_typed(found)), None)
}

pub(crate) async fn submit(
    caller: Caller,
    State(archive): State<Archive>,
    Path(id): Path<String>,
    form: FormState,
) -> Response {
    let language = caller.language();
    let Ok(id) = id.parse::<IndicatorId>() else {
        return refusal::not_found(language);
    };
    let indicator = match read(language, &form.typed) {
        Ok(indicator) => indicator,
        Err(sentence) => return refused_or_404(&caller, Some(id), &form.wrong("table", sentence)),
    };
    let version = form.typed.get("version").parse().unwrap_or_default();
    match archive
        .indicators()
        .change(&caller.actor, caller.programme, id, indicator, version)
        .await
    {
        Ok(()) => Redirect::to("/indicators").into_response(),
        Err(error) => answered(&caller, Some(id), form, error),
    }
}

pub(crate) async fn remove(
    caller: Caller,
    State(archive): State<Archive>,
    Path(id): Path<String>,
    typed: Typed,
) -> Response {
    let language = caller.language();
    let Ok(id) = id.parse::<IndicatorId>() else {
        return refusal::not_found(language);
    };
    let version = typed.get("version").parse().unwrap_or_default();
    match archive
        .indicators()
        .remove(&caller.actor, caller.programme, id, version)
        .await
    {
        Ok(()) => Redirect::to("/indicators").into_response(),
        Err(IndicatorsError::InUse(titles)) => {
            let found = match archive.indicators().read(&caller.actor, caller.programme, id).await {
                Ok(found) => found,
                Err(error) => return refusal::indicators(language, &error),
            };
            let titles: Vec<String> = titles.iter().map(|title| isolated(title)).collect();
            let sentence = words::in_use(language, titles.join(" · "));
            shown(
                &caller,
                Some(id),
                &FormState::new(as_typed(found)).wrong("remove", sentence),
                None,
            )
        }
        Err(error) => refusal::indicators(language, &error),
    }
}

/// A table as the answers of its form.
fn as_typed(found: Versioned) -> Typed {
    let about = found.indicator;
    Typed::filled([
        ("version", found.version.to_string()),
        ("language", about.language.tag().to_owned()),
        ("caption", about.caption),
        ("table", about.grid.typed()),
        ("source", about.source),
        ("date", about.date),
        ("hides", if about.hides { "yes" } else { "" }.to_owned()),
        ("because", about.because),
        ("counted", if about.origin == Origin::Counted { "yes" } else { "" }.to_owned()),
    ])
}

/// What was typed, as a table; or what is wrong with its rows.
fn read(language: PageLanguage, typed: &Typed) -> Result<Indicator, String> {
    let grid = Grid::read(&typed.get("table")).map_err(|error| match error {
        NotAGrid::NoRows => words::no_rows(language).to_owned(),
        NotAGrid::TooManyRows => words::too_many_rows(language, MOST_ROWS),
        NotAGrid::TooWide => words::too_wide(language, WIDEST),
        NotAGrid::Longer { line } => words::row_too_long(language, line),
        NotAGrid::CellTooLong { line } => words::cell_too_long(language, line, CELL_LETTERS),
    })?;
    Ok(Indicator {
        language: PageLanguage::from_tag(&typed.get("language")).unwrap_or_default(),
        caption: typed.get("caption"),
        grid,
        source: typed.get("source"),
        date: typed.get("date"),
        hides: typed.get("hides") == "yes",
        because: typed.get("because"),
        origin: Origin::Typed,
    })
}

/// A table that cannot be read is shown again to those who may keep one.
fn refused_or_404(caller: &Caller, id: Option<IndicatorId>, form: &FormState) -> Response {
    if may(&caller.actor, Action::KeepIndicators, &Subject::Programme(caller.programme)).is_allowed() {
        shown(caller, id, form, None)
    } else {
        refusal::not_found(caller.language())
    }
}

fn answered(caller: &Caller, id: Option<IndicatorId>, form: FormState, error: IndicatorsError) -> Response {
    let language = caller.language();
    let name = |line| match line {
        Line::Caption => "caption",
        Line::Source => "source",
        Line::Date => "date",
        Line::Because => "because",
    };
    let form = match error {
        IndicatorsError::Missing(Line::Caption) => form.wrong("caption", words::caption_needed(language)),
        IndicatorsError::Missing(Line::Source) => form.wrong("source", words::source_needed(language)),
        IndicatorsError::Missing(Line::Date) => form.wrong("date", words::date_needed(language)),
        IndicatorsError::Missing(Line::Because) => form.wrong("because", words::because_needed(language)),
        IndicatorsError::TooLong(line) => form.wrong(name(line), words::line_too_long(language, LINE_LETTERS)),
        IndicatorsError::NotPrintable(NotPrintable::Mixed { name }) => {
            form.wrong("table", words::mixed(language, isolated(&name)))
        }
        IndicatorsError::NotPrintable(NotPrintable::PartialSum { name }) => {
            form.wrong("table", words::partial_sum(language, isolated(&name)))
        }
        IndicatorsError::NotPrintable(NotPrintable::TooLarge) => form.wrong("table", words::too_large(language)),
        IndicatorsError::Conflict => form.wrong("table", words::conflict(language)),
        IndicatorsError::Counted => form.wrong("table", words::counted_elsewhere(language)),
        error @ (IndicatorsError::NotFound
        | IndicatorsError::InUse(_)
        | IndicatorsError::File(_)
        | IndicatorsError::Fault(_)) => {
            return refusal::indicators(language, &error);
        }
    };
    shown(caller, id, &form, None)
}

/// The form, and what came of a file that was taken into it.
pub(super) fn shown(caller: &Caller, id: Option<IndicatorId>, form: &FormState, sheet: Option<&Sheet>) -> Response {
    let language = caller.language();
    let title = if id.is_some() {
        words::change(language)
    } else {
        words::add(language)
    };
    let link = id.map_or_else(|| "/indicators/new".to_owned(), |id| format!("/indicators/{id}"));
    let head = Head::new(title, words::table_lead(language))
        .narrow()
        .back("/indicators", words::title(language));
    let hides = form.typed.get("hides") == "yes";
    let is_counted = form.typed.get("counted") == "yes";
    let hiding = if is_counted {
        view! {
            <input type="hidden" name="counted" value="yes"/><input type="hidden" name="hides" value="yes"/>
            <div class="notice"><p>{words::counted(language)}</p></div>
        }
        .into_any()
    } else {
        view! {
            <label class="choice"><input type="checkbox" name="hides" value="yes" checked=hides/>
                <span class="choice-text">{words::hides(language)}" "<span class="hint">{words::hides_hint(language)}</span></span></label>
            {field(form, "because", Kind::Text, words::because(language), Some(words::because_hint(language)))}
        }
        .into_any()
    };
    let removal = id.map(|id| removing(language, id, form));
    page(status_of(form), &caller.visitor, &head, || {
        view! {
            {refused(form, words::refused(language))}
            {sheet.map(|sheet| file::said(language, sheet))}
            <form method="post" action=link class="stack">
                <input type="hidden" name="version" value=form.typed.get("version")/>
                {choices(form, "language", words::language(language), crate::briefs::languages(language), true)}
                {field(form, "caption", Kind::Text, words::caption(language), Some(words::caption_hint(language)))}
                {field(form, "table", Kind::Long, words::table(language), Some(words::table_hint(language)))}
                {field(form, "source", Kind::Text, words::source(language), Some(words::source_hint(language)))}
                {field(form, "date", Kind::Text, words::date(language), Some(words::date_hint(language)))}
                {hiding}
                <div class="actions"><button class="button" data-kind="primary">{words::save(language)}</button></div>
                {id.is_none().then(|| file::folded(language, form))}
            </form>
            {removal}
        }
        .into_any()
    })
}

fn removing(language: PageLanguage, id: IndicatorId, form: &FormState) -> AnyView {
    let error = form.error("remove").map(|error| view! { <p class="field-error">{error}</p> });
    view! {
        <form method="post" action=format!("/indicators/{id}/remove") class="stack">
            <input type="hidden" name="version" value=form.typed.get("version")/>
            {error}
            <div class="actions"><button class="button" data-kind="danger" id="remove">{words::remove(language)}</button></div>
        </form>
    }
    .into_any()
}
