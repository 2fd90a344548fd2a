//! From a desk's error to a page that says no: one exhaustive match a desk.

use super::{broken, conflict, fault, not_found, refused, too_large, unprocessable};
use crate::words::refusal as words;
use archive::desk::analysis::AnalysisError;
use archive::desk::briefs::BriefsError;
use archive::desk::coding::CodingError;
use archive::desk::custody::CustodyError;
use archive::desk::excerpts::ExcerptsError;
use archive::desk::feedback::FeedbackError;
use archive::desk::field::FieldError;
use archive::desk::gatherings::GatheringsError;
use archive::desk::images::ImagesError;
use archive::desk::indicators::IndicatorsError;
use archive::desk::interchange::InterchangeError;
use archive::desk::panels::PanelsError;
use archive::desk::people::PeopleError;
use archive::desk::programmes::ProgrammesError;
use archive::desk::receipts::ReceiptsError;
use archive::desk::referrals::ReferralsError;
use archive::desk::search::SearchError;
use archive::desk::sound::SoundError;
use archive::desk::stories::StoriesError;
use axum::http::StatusCode;
use axum::response::Response;
use method::language::PageLanguage;

/// What the field desk refused.
pub(crate) fn field(language: PageLanguage, error: &FieldError) -> Response {
    match error {
        FieldError::Fault(cause) => fault(language, cause),
        FieldError::NotFound | FieldError::NoDevice | FieldError::CutOff => not_found(language),
        FieldError::Conflict | FieldError::Taken | FieldError::Unsettled | FieldError::IsStory => conflict(language),
        FieldError::Stories(error) => stories(language, error),
        FieldError::Full | FieldError::NoLetter | FieldError::NameMissing | FieldError::Unread(_) => unprocessable(language),
    }
}

/// The people desk, where a page has no form to say it in.
pub(crate) fn people(language: PageLanguage, error: &PeopleError) -> Response {
    match error {
        PeopleError::Fault(cause) => fault(language, cause),
        PeopleError::NotFound => not_found(language),
        PeopleError::NotReady => conflict(language),
        PeopleError::Wrong
        | PeopleError::Locked { .. }
        | PeopleError::Taken
        | PeopleError::LoginShape
        | PeopleError::NameMissing
        | PeopleError::UnknownLogin
        | PeopleError::LastAdministrator
        | PeopleError::WeakPassword
        | PeopleError::SamePassword => unprocessable(language),
    }
}

/// The programme desk, where a page has no form to say it in.
pub(crate) fn programmes(language: PageLanguage, error: &ProgrammesError) -> Response {
    match error {
        ProgrammesError::Fault(cause) => fault(language, cause),
        ProgrammesError::NotFound => not_found(language),
        ProgrammesError::Conflict => conflict(language),
        ProgrammesError::Export(cause) => broken(language, cause),
        ProgrammesError::Domains(_)
        | ProgrammesError::Question(_)
        | ProgrammesError::NameMissing
        | ProgrammesError::PeriodClosed
        | ProgrammesError::LevelInUse { .. }
        | ProgrammesError::Plan(_)
        | ProgrammesError::FeedbackOwed { .. }
        | ProgrammesError::ReasonTooLong
        | ProgrammesError::Days => unprocessable(language),
    }
}

/// The stories desk, where a page has no form to say it in.
pub(crate) fn stories(language: PageLanguage, error: &StoriesError) -> Response {
    match error {
        StoriesError::Fault(cause) => fault(language, cause),
        StoriesError::NotFound | StoriesError::NoGathering => not_found(language),
        StoriesError::Conflict => conflict(language),
        StoriesError::Lacks(_)
        | StoriesError::Answers(_)
        | StoriesError::Gathering(_)
        | StoriesError::TooLong
        | StoriesError::NoPeriod
        | StoriesError::ReasonMissing
        | StoriesError::Unchanged
        | StoriesError::NoSound
        | StoriesError::NotAligned
        | StoriesError::OwnWork
        | StoriesError::UntilPast
        | StoriesError::UntilTooFar(_)
        | StoriesError::Unverified(_)
        | StoriesError::Talk(_) => unprocessable(language),
    }
}

/// The sound desk.
pub(crate) fn sound(language: PageLanguage, error: &SoundError) -> Response {
    match error {
        SoundError::Fault(cause) => fault(language, cause),
        SoundError::NotFound => not_found(language),
        SoundError::Differs => conflict(language),
        SoundError::TooMany => too_large(language),
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
        | ReceiptsError::UntilPast
        | ReceiptsError::UntilTooFar
        | ReceiptsError::Talk(_) => unprocessable(language),
    }
}

/// The gatherings desk, where a page has no form to say it in.
pub(crate) fn gatherings(language: PageLanguage, error: &GatheringsError) -> Response {
    match error {
        GatheringsError::Fault(cause) => fault(language, cause),
        GatheringsError::NotFound => not_found(language),
        GatheringsError::Conflict | GatheringsError::Closed => conflict(language),
    }
}

/// The referrals desk, where a page has no form to say it in.
pub(crate) fn referrals(language: PageLanguage, error: &ReferralsError) -> Response {
    match error {
        ReferralsError::Fault(cause) => fault(language, cause),
        ReferralsError::NotFound => not_found(language),
        ReferralsError::Conflict => conflict(language),
        ReferralsError::Refused(_) | ReferralsError::TooMany => unprocessable(language),
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
        | PanelsError::NotATable(_)
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
        | BriefsError::DayOutside
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
        | IndicatorsError::InUse(_)
        | IndicatorsError::Counted => unprocessable(language),
    }
}

/// The images desk, where a page has no form to say it in.
pub(crate) fn images(language: PageLanguage, error: &ImagesError) -> Response {
    match error {
        ImagesError::Fault(cause) => fault(language, cause),
        ImagesError::NotFound => not_found(language),
        ImagesError::Conflict => conflict(language),
        ImagesError::File(_) | ImagesError::InUse(_) | ImagesError::Issued => unprocessable(language),
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
