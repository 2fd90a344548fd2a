//! Pages that say no, why, and where to go. The cause of a fault is logged here, once, and never shown. `refusal/desks.rs` says
//! which of them answers which error of a desk.

mod desks;

pub(crate) use desks::*;

use crate::layout::{Head, page};
use crate::request::Visitor;
use crate::words::refusal as words;
use archive::Fault;
use archive::desk::custody::State;
use axum::http::StatusCode;
use axum::response::Response;
use leptos::prelude::*;
use method::language::PageLanguage;

/// A page that says no, why, and where to go.
fn refused(
    language: PageLanguage,
    status: StatusCode,
    title: &'static str,
    sentence: &'static str,
    way_on: (&'static str, &'static str),
) -> Response {
    let visitor = Visitor {
        language,
        path: String::new(),
        state: State::Sealed,
        signed_in: None,
        programme: None,
    };
    let (link, words) = way_on;
    page(status, &visitor, &Head::new(title, "").narrow(), || {
        view! {
            <div class="refusal">
                <p class="refusal-code">{status.as_u16()}</p>
                <p>{sentence}</p>
                <div class="actions"><a class="button" data-kind="primary" href=link>{words}</a></div>
            </div>
        }
        .into_any()
    })
}

/// As [`refused`], with the way back to the first page.
fn and_home(language: PageLanguage, status: StatusCode, title: &'static str, sentence: &'static str) -> Response {
    refused(language, status, title, sentence, ("/", words::home(language)))
}

/// There is no such page, or not for this person: the two are one answer.
pub(crate) fn not_found(language: PageLanguage) -> Response {
    and_home(
        language,
        StatusCode::NOT_FOUND,
        words::not_found_title(language),
        words::not_found(language),
    )
}

/// The vault is closed.
pub(crate) fn sealed(language: PageLanguage) -> Response {
    let way_on = ("/unseal", words::unseal(language));
    refused(
        language,
        StatusCode::SERVICE_UNAVAILABLE,
        words::sealed_title(language),
        words::sealed(language),
        way_on,
    )
}

/// A form that lost a race, where the page cannot keep what was typed because nothing was.
pub(crate) fn conflict(language: PageLanguage) -> Response {
    and_home(
        language,
        StatusCode::CONFLICT,
        words::conflict_title(language),
        words::conflict(language),
    )
}

/// What was sent makes no sense here.
pub(crate) fn unprocessable(language: PageLanguage) -> Response {
    and_home(
        language,
        StatusCode::UNPROCESSABLE_ENTITY,
        words::unprocessable_title(language),
        words::unprocessable(language),
    )
}

/// More was sent than a form can hold.
pub(crate) fn too_large(language: PageLanguage) -> Response {
    and_home(
        language,
        StatusCode::PAYLOAD_TOO_LARGE,
        words::too_large_title(language),
        words::too_large(language),
    )
}

/// A form that another site's page sent.
pub(crate) fn foreign_form(language: PageLanguage) -> Response {
    and_home(
        language,
        StatusCode::FORBIDDEN,
        words::foreign_form_title(language),
        words::foreign_form(language),
    )
}

/// A request that took longer than anybody waits.
pub(crate) fn too_slow(language: PageLanguage) -> Response {
    and_home(
        language,
        StatusCode::SERVICE_UNAVAILABLE,
        words::too_slow_title(language),
        words::too_slow(language),
    )
}

/// A page that broke while it was written; the cause stands in the log already.
pub(crate) fn broken_below(language: PageLanguage) -> Response {
    and_home(
        language,
        StatusCode::INTERNAL_SERVER_ERROR,
        words::fault_title(language),
        words::fault(language),
    )
}

/// A fault that no desk can mend.
pub(crate) fn fault(language: PageLanguage, fault: &Fault) -> Response {
    if matches!(fault, Fault::Sealed) {
        return sealed(language);
    }
    broken(language, fault)
}

/// Something that no person can mend from a page. The cause holds no content.
fn broken(language: PageLanguage, cause: &impl std::fmt::Display) -> Response {
    tracing::error!(error = %cause, "request.failed");
    broken_below(language)
}
