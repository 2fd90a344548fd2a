//! Adding a site, opening a reporting period, taking a period to its next stage; switching blind coding.

use crate::form::{FormState, Typed};
use crate::programme::overview::shown;
use crate::refusal;
use crate::request::Caller;
use crate::words::programme as words;
use archive::Archive;
use archive::desk::programmes::ProgrammesError;
use axum::extract::{Path, State};
use axum::response::{IntoResponse, Redirect, Response};
use method::id::RoundId;
use method::language::{InThree, PageLanguage};
use method::round::RoundStage;

pub(crate) async fn add_site(caller: Caller, State(archive): State<Archive>, form: FormState) -> Response {
    let name = InThree {
        fr: form.typed.get("site_fr"),
        ar: form.typed.get("site_ar"),
        en: form.typed.get("site_en"),
    };
    let added = archive.programmes().add_site(&caller.actor, caller.programme, name).await;
    answer(&caller, &archive, form, "site_fr", added.map(drop)).await
}

pub(crate) async fn add_period(caller: Caller, State(archive): State<Archive>, form: FormState) -> Response {
    let label = form.typed.get("period");
    let added = archive.programmes().add_round(&caller.actor, caller.programme, &label).await;
    answer(&caller, &archive, form, "period", added.map(drop)).await
}

pub(crate) async fn advance_period(
    caller: Caller,
    State(archive): State<Archive>,
    Path(id): Path<String>,
    form: FormState,
) -> Response {
    let language = caller.language();
    let Ok(id) = id.parse::<RoundId>() else {
        return refusal::not_found(language);
    };
    let read = stages(language)
        .into_iter()
        .find(|(_, name, _)| *name == form.typed.get("stage"));
    let Some((read, ..)) = read else {
        return refusal::unprocessable(language);
    };
    let reason = form.typed.get("owing");
    match archive
        .programmes()
        .advance_round(&caller.actor, caller.programme, id, read, &reason)
        .await
    {
        Ok(()) => Redirect::to("/programme").into_response(),
        Err(ProgrammesError::FeedbackOwed { open }) => {
            shown(&caller, &archive, &form.wrong("owing", words::feedback_owed(language, open))).await
        }
        Err(ProgrammesError::ReasonTooLong) => {
            shown(&caller, &archive, &form.wrong("owing", words::owing_too_long(language))).await
        }
        Err(error) => refusal::programmes(language, &error),
    }
}

pub(crate) async fn code_blind(caller: Caller, State(archive): State<Archive>, typed: Typed) -> Response {
    let language = caller.language();
    let is_blind = match typed.get("blind").as_str() {
        "yes" => true,
        "no" => false,
        _ => return refusal::unprocessable(language),
    };
    match archive
        .programmes()
        .code_blind(&caller.actor, caller.programme, is_blind)
        .await
    {
        Ok(()) => Redirect::to("/programme#coding").into_response(),
        Err(error) => refusal::programmes(language, &error),
    }
}

async fn answer(
    caller: &Caller,
    archive: &Archive,
    form: FormState,
    field: &'static str,
    added: Result<(), ProgrammesError>,
) -> Response {
    let language = caller.language();
    match added {
        Ok(()) => Redirect::to("/programme").into_response(),
        Err(ProgrammesError::NameMissing) => {
            shown(caller, archive, &form.wrong(field, words::part_name_needed(language))).await
        }
        Err(error) => refusal::programmes(language, &error),
    }
}

/// Stages of a period: name in forms, words.
pub(crate) fn stages(language: PageLanguage) -> [(RoundStage, &'static str, &'static str); 4] {
    [
        (RoundStage::Collecting, "collecting", words::collecting(language)),
        (RoundStage::Selecting, "selecting", words::selecting(language)),
        (RoundStage::FeedingBack, "feeding_back", words::feeding_back(language)),
        (RoundStage::Closed, "closed", words::closed(language)),
    ]
}
