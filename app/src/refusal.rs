//! From a desk's error to a status and a sentence with a way on: one exhaustive match a desk. The cause is logged here, once,
//! and never shown.

use crate::layout::{Head, page};
use crate::request::Visitor;
use crate::words::refusal as words;
use archive::Fault;
use archive::desk::analysis::AnalysisError;
use archive::desk::briefs::BriefsError;
use archive::desk::coding::CodingError;
use archive::desk::custody::{CustodyError, State};
use archive::desk::excerpts::ExcerptsError;
use archive::desk::feedback::FeedbackError;
use archive::desk::indicators::IndicatorsError;
use archive::desk::interchange::InterchangeError;
use archive::desk::panels::PanelsError;
use archive::desk::people::PeopleError;
use archive::desk::programmes::ProgrammesError;
use archive::desk::receipts::ReceiptsError;
use archive::desk::search::SearchError;
use archive::desk::stories::StoriesError;
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

/// The people desk, where a page has no form to say it in.
pub(crate) fn people(language: PageLanguage, error: &PeopleError) -> Response {
    match error {
        PeopleError::Fault(cause) => fault(language, cause),
        PeopleError::NotFound => not_found(language),
        PeopleError::Wrong
        | PeopleError::Locked { .. }
        | PeopleError::Taken
        | PeopleError::LoginShape
        | PeopleError::NameMissing
        | PeopleError::UnknownLogin
        | PeopleError::LastAdministrator
        | PeopleError::WeakPassword => unprocessable(language),
    }
}

/// The programme desk, where a page has no form to say it in.
pub(crate) fn programmes(language: PageLanguage, error: &ProgrammesError) -> Response {
    match error {
        ProgrammesError::Fault(cause) => fault(language, cause),
        ProgrammesError::NotFound => not_found(language),
        ProgrammesError::Conflict => conflict(language),
        ProgrammesError::Domains(_)
        | ProgrammesError::NameMissing
        | ProgrammesError::PeriodClosed
        | ProgrammesError::LevelInUse { .. }
        | ProgrammesError::Plan(_)
        | ProgrammesError::FeedbackOwed { .. }
        | ProgrammesError::ReasonTooLong => unprocessable(language),
    }
}

/// The stories desk, where a page has no form to say it in.
pub(crate) fn stories(language: PageLanguage, error: &StoriesError) -> Response {
    match error {
        StoriesError::Fault(cause) => fault(language, cause),
        StoriesError::NotFound => not_found(language),
        StoriesError::Conflict => conflict(language),
        StoriesError::Lacks(_)
        | StoriesError::TooLong
        | StoriesError::NoPeriod
        | StoriesError::ReasonMissing
        | StoriesError::Unchanged
        | StoriesError::UntilPast => unprocessable(language),
    }
}

/// The receipts desk, where a page has no form to say it in.
pub(crate) fn receipts(language: PageLanguage, error: &ReceiptsError) -> Response {
    match error {
        ReceiptsError::Fault(cause) => fault(language, cause),
        ReceiptsError::NotFound => not_found(language),
        ReceiptsError::Conflict => conflict(language),
        ReceiptsError::WrongSlip
        | ReceiptsError::TooManyTries { .. }
        | ReceiptsError::OnlyTakingBack
        | ReceiptsError::UntilPast => unprocessable(language),
    }
}

/// The coding desk, where a page has no form to say it in.
pub(crate) fn coding(language: PageLanguage, error: &CodingError) -> Response {
    match error {
        CodingError::Fault(cause) => fault(language, cause),
        CodingError::NotFound => not_found(language),
        CodingError::Conflict => conflict(language),
        CodingError::Codebook(_)
        | CodingError::Borne { .. }
        | CodingError::CodesMissing
        | CodingError::PassagesMissing
        | CodingError::CodeGone
        | CodingError::Label(_)
        | CodingError::MemoLength
        | CodingError::TooManyMemos
        | CodingError::Passage(_)
        | CodingError::Moved
        | CodingError::TooMany => unprocessable(language),
    }
}

/// The feedback desk, where a page has no form to say it in.
pub(crate) fn feedback(language: PageLanguage, error: &FeedbackError) -> Response {
    match error {
        FeedbackError::Fault(cause) => fault(language, cause),
        FeedbackError::NotFound => not_found(language),
        FeedbackError::Conflict => conflict(language),
        FeedbackError::DayOutside | FeedbackError::ReactionTooLong => unprocessable(language),
    }
}

/// The analysis desk.
pub(crate) fn analysis(language: PageLanguage, error: &AnalysisError) -> Response {
    match error {
        AnalysisError::Fault(cause) => fault(language, cause),
        AnalysisError::NotFound => not_found(language),
        AnalysisError::Blind => refused(
            language,
            StatusCode::FORBIDDEN,
            words::blind_title(language),
            words::blind(language),
            ("/analysis", words::to_analysis(language)),
        ),
        AnalysisError::Conflict => conflict(language),
        AnalysisError::NotATable(_) => unprocessable(language),
    }
}

/// The interchange desk, where a page has no form to say it in.
pub(crate) fn interchange(language: PageLanguage, error: &InterchangeError) -> Response {
    match error {
        InterchangeError::Fault(cause) => fault(language, cause),
        InterchangeError::NotFound => not_found(language),
        InterchangeError::Conflict => conflict(language),
        InterchangeError::File(_) | InterchangeError::Codebook(_) | InterchangeError::Nothing => unprocessable(language),
    }
}

/// The excerpts desk, where a page has no form to say it in.
pub(crate) fn excerpts(language: PageLanguage, error: &ExcerptsError) -> Response {
    match error {
        ExcerptsError::Fault(cause) => fault(language, cause),
        ExcerptsError::NotFound => not_found(language),
        ExcerptsError::Conflict => conflict(language),
        ExcerptsError::Passage(_)
        | ExcerptsError::Marks(_)
        | ExcerptsError::Name { .. }
        | ExcerptsError::CalledOtherwise { .. }
        | ExcerptsError::NotAFigure
        | ExcerptsError::Flag(_)
        | ExcerptsError::TooManyPeople
        | ExcerptsError::Stage(_) => unprocessable(language),
    }
}

/// The panels desk, where a page has no form to say it in.
pub(crate) fn panels(language: PageLanguage, error: &PanelsError) -> Response {
    match error {
        PanelsError::Fault(cause) => fault(language, cause),
        PanelsError::NotFound => not_found(language),
        PanelsError::Conflict => conflict(language),
        PanelsError::Export(cause) => broken(language, cause),
        PanelsError::Refused(_)
        | PanelsError::MinutesTooLong
        | PanelsError::NoPeriod
        | PanelsError::WrongCode
        | PanelsError::TooManyTries { .. }
        | PanelsError::CategoryMissing => unprocessable(language),
    }
}

/// The briefs desk, where a page has no form to say it in.
pub(crate) fn briefs(language: PageLanguage, error: &BriefsError) -> Response {
    match error {
        BriefsError::Fault(cause) => fault(language, cause),
        BriefsError::Export(cause) => broken(language, cause),
        BriefsError::NotFound => not_found(language),
        BriefsError::Conflict | BriefsError::Differs(_) => conflict(language),
        BriefsError::TitleMissing
        | BriefsError::ProjectMissing
        | BriefsError::LineTooLong
        | BriefsError::TooLong { .. }
        | BriefsError::AddresseeTooLong
        | BriefsError::GivesAway(_)
        | BriefsError::Remark(_)
        | BriefsError::Template(_)
        | BriefsError::NotSignedOff
        | BriefsError::Troubled(_) => unprocessable(language),
    }
}

/// The indicators desk, where a page has no form to say it in.
pub(crate) fn indicators(language: PageLanguage, error: &IndicatorsError) -> Response {
    match error {
        IndicatorsError::Fault(cause) => fault(language, cause),
        IndicatorsError::NotFound => not_found(language),
        IndicatorsError::Conflict => conflict(language),
        IndicatorsError::Missing(_)
        | IndicatorsError::TooLong(_)
        | IndicatorsError::NotPrintable(_)
        | IndicatorsError::File(_)
        | IndicatorsError::InUse(_) => unprocessable(language),
    }
}

/// The custody desk, where a page has no form to say it in.
pub(crate) fn custody(language: PageLanguage, error: &CustodyError) -> Response {
    match error {
        CustodyError::Fault(cause) => fault(language, cause),
        CustodyError::People(cause) => people(language, cause),
        CustodyError::NotFound | CustodyError::AlreadySetUp => not_found(language),
        CustodyError::NotBegun
        | CustodyError::ShortPassphrase
        | CustodyError::ProgrammeName
        | CustodyError::CodeDiffers
        | CustodyError::WrongSecret => unprocessable(language),
    }
}

/// The search desk, where a page has no form to say it in.
pub(crate) fn search(language: PageLanguage, error: &SearchError) -> Response {
    match error {
        SearchError::Fault(cause) => fault(language, cause),
        SearchError::NotFound => not_found(language),
        SearchError::NothingAsked
        | SearchError::NameMissing
        | SearchError::NameTooLong
        | SearchError::NameTaken
        | SearchError::TooManySaved => unprocessable(language),
    }
}
