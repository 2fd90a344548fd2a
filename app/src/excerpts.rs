//! The excerpts desk's pages: making an excerpt, letting it go.

pub(crate) mod excerpt;
mod fields;
pub(crate) mod library;
pub(crate) mod list;
pub(crate) mod make;
pub(crate) mod names;
pub(crate) mod population;
mod review;
pub(crate) mod revise;
mod rows;
mod said;
pub(crate) mod shows;

use crate::parts::day::spelled;
use crate::words::{excerpts as words, library as library_words};
use leptos::prelude::*;
use method::anonymise::IdentifierKind;
use method::consent::Allowed;
use method::excerpt::Stage;
use method::language::PageLanguage;
use method::verification::Verdict;

/// Whether she allows advocacy now, in words, with a badge's kind.
fn advocacy(language: PageLanguage, allowed: Allowed) -> (&'static str, String) {
    match allowed {
        Allowed::Yes { until } => ("done", words::advocacy_until(language, spelled(language, until))),
        Allowed::NotGranted | Allowed::OtherReaders => ("warning", words::advocacy_not_asked(language).to_owned()),
        Allowed::Expired { on } => ("warning", words::advocacy_expired(language, spelled(language, on))),
        Allowed::Held { .. } => ("refused", words::advocacy_held(language).to_owned()),
        Allowed::Withdrawn => ("refused", words::advocacy_withdrawn(language).to_owned()),
    }
}

/// A sentence on her agreement to advocacy, as a notice.
fn advocacy_notice(language: PageLanguage, allowed: Allowed) -> AnyView {
    let (_, sentence) = advocacy(language, allowed);
    let kind = (!allowed.is_yes()).then_some("warning");
    let quotable = (!allowed.is_yes()).then(|| view! { <p>{words::not_quotable(language)}</p> });
    view! { <div class="notice" data-kind=kind><p>{sentence}</p>{quotable}</div> }.into_any()
}

/// Where an excerpt stands: a badge.
fn stage_badge(language: PageLanguage, stage: &Stage) -> AnyView {
    let (kind, words) = match stage {
        Stage::Draft { .. } => ("waiting", words::waits(language)),
        Stage::Approved { .. } => ("done", words::approved(language)),
        Stage::SentBack { .. } => ("refused", words::sent_back(language)),
    };
    view! { <span class="badge" data-kind=kind>{words}</span> }.into_any()
}

/// How well a story is verified: a badge.
pub(crate) fn verdict(language: PageLanguage, verdict: Verdict) -> AnyView {
    let (kind, words) = match verdict {
        Verdict::Verified => (Some("done"), library_words::was_verified(language)),
        Verdict::InPart => (Some("draft"), library_words::in_part(language)),
        Verdict::NotConfirmed => (Some("warning"), library_words::not_confirmed(language)),
        Verdict::NotCheckable => (None, library_words::not_checkable(language)),
        Verdict::Open => (None, library_words::not_verified(language)),
    };
    view! { <span class="badge" data-kind=kind>{words}</span> }.into_any()
}

/// What a kind of identifier is called.
pub(crate) fn kind_label(language: PageLanguage, kind: IdentifierKind) -> &'static str {
    kind.placeholder(language)
}
