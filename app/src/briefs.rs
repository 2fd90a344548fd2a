//! The briefs desk's pages, and the words for what stands in a brief's way.

pub(crate) mod begin;
pub(crate) mod cards;
pub(crate) mod editor;
pub(crate) mod issue;
mod issued;
pub(crate) mod list;
mod odds;
pub(crate) mod recall;
pub(crate) mod recalls;
pub(crate) mod review;
mod shelf;
pub(crate) mod templates;
pub(crate) mod version;
mod warned;

use crate::form::Typed;
use crate::parts::day::spelled;
use crate::parts::isolated;
use crate::stories::purpose_label;
use crate::words::{briefs as words, issue as addressees};
use archive::desk::briefs::{Draft, Trouble};
use archive::desk::excerpts::{NotQuotable, Opening};
use chrono::{DateTime, Utc};
use leptos::prelude::*;
use method::brief::{Addressee, BriefError, DEEPEST, LONGEST, MOST_IMAGES, WIDEST, quoted};
use method::consent::Allowed;
use method::language::PageLanguage;

/// What a class of addressees is called, and its name in forms.
pub(crate) fn addressee(language: PageLanguage, class: Addressee) -> (&'static str, &'static str) {
    let words = match class {
        Addressee::Ministry => addressees::ministry(language),
        Addressee::Parliament => addressees::parliament(language),
        Addressee::LocalAuthority => addressees::local_authority(language),
        Addressee::Partner => addressees::partner(language),
        Addressee::Donor => addressees::donor(language),
        Addressee::Press => addressees::press(language),
        Addressee::Public => addressees::public(language),
    };
    (class.name(), words)
}

/// What was typed, as a draft.
fn draft(typed: &Typed) -> Draft {
    Draft {
        title: typed.get("title"),
        language: PageLanguage::from_tag(&typed.get("language")).unwrap_or_default(),
        project: typed.get("project"),
        selected: typed.get("selected"),
        body: typed.get("body"),
    }
}

/// The languages that a brief can be in: tag and name.
pub(crate) fn languages(language: PageLanguage) -> Vec<(String, String)> {
    PageLanguage::ALL
        .map(|one| {
            let name = crate::stories::language_label(language, one.language());
            (one.tag().to_owned(), name.to_owned())
        })
        .to_vec()
}

/// What stands in a brief's way, and what to do about it.
fn trouble(language: PageLanguage, trouble: &Trouble) -> String {
    match trouble {
        Trouble::Unreadable(error) => unreadable(language, error),
        Trouble::Pasted { place } => words::pasted(language, warned::place(language, *place)),
        Trouble::Figure { line } => words::figure_gone(language, line),
        Trouble::Image { line } => words::image_gone(language, line),
        Trouble::Left { line, placeholder } => {
            words::placeholder_left(language, line, templates::meaning(language, *placeholder))
        }
        Trouble::Excerpt {
            line,
            purpose,
            opening,
            why,
        } => {
            let name = named(language, *line, opening.as_ref());
            let purpose = purpose_label(language, *purpose);
            match why {
                NotQuotable::Gone => words::excerpt_gone(language, line),
                NotQuotable::NotApproved => words::excerpt_not_approved(language, name),
                NotQuotable::NotAllowed(Allowed::Withdrawn) => words::consent_withdrawn(language, name, purpose),
                NotQuotable::NotAllowed(Allowed::Expired { on }) => {
                    words::consent_expired(language, spelled(language, *on), name, purpose)
                }
                NotQuotable::NotAllowed(Allowed::OtherReaders) => words::consent_other_readers(language, name, purpose),
                NotQuotable::NotAllowed(Allowed::Held { .. }) => words::consent_held(language, name, purpose),
                NotQuotable::NotAllowed(Allowed::NotGranted | Allowed::Yes { .. }) => {
                    words::consent_never_given(language, name, purpose)
                }
            }
        }
    }
}

/// An excerpt as its quoter knows it: by its first words, or by the line on which it stands.
fn named(language: PageLanguage, line: usize, opening: Option<&Opening>) -> String {
    match opening {
        Some(opening) => isolated(&quoted(&opening.words, opening.language)),
        None => words::excerpt_on_line(language, line),
    }
}

fn unreadable(language: PageLanguage, error: &BriefError) -> String {
    // A reference is set apart, so that its braces keep their order in an Arabic sentence.
    let shape = |found: &str| format!("\u{2066}{found}\u{2069}");
    match error {
        BriefError::TooLong { bytes } => words::too_long(language, bytes, LONGEST),
        BriefError::TooDeep { line } => words::too_deep(language, line, DEEPEST),
        BriefError::TooWide { line } => words::too_wide(language, line, WIDEST),
        BriefError::TooManyImages { line } => words::too_many_images(language, line, MOST_IMAGES),
        BriefError::NoteInNote { line } => words::note_in_note(language, line),
        BriefError::NoteUnused { line } => words::note_unused(language, line),
        BriefError::UnknownReference { line, found } => words::unknown_reference(language, shape(found), line),
        BriefError::UnknownPlaceholder { line, found } => words::unknown_placeholder(language, shape(found), line),
        BriefError::MalformedReference { line, found } => words::malformed_reference(language, shape(found), line),
        BriefError::MisplacedReference { line, found } => words::misplaced_reference(language, shape(found), line),
    }
}

/// That of some stories not every claim was found to hold, before words of them go outside.
fn unverified(language: PageLanguage, stories: Option<(usize, usize)>) -> AnyView {
    let notice = stories.map(|(open, all)| {
        view! { <div class="notice" data-kind="warning" id="unverified"><p>{words::unverified(language, all, open)}</p></div> }
    });
    notice.into_any()
}

/// That words of a withdrawn story were taken out, until somebody has saved what is left.
fn taken_out(language: PageLanguage, when: Option<DateTime<Utc>>) -> AnyView {
    let notice = when.map(|at| {
        let day = spelled(language, at.date_naive());
        view! {
            <div class="notice" data-kind="warning" role="alert" id="taken-out"><h2>{words::taken_out(language)}</h2>
                <p>{words::taken_out_hint(language, day)}</p></div>
        }
    });
    notice.into_any()
}

/// The list of what stands in the way. Nothing if nothing does.
fn troubles(language: PageLanguage, heading: &'static str, all: &[Trouble]) -> AnyView {
    if all.is_empty() {
        return ().into_any();
    }
    let rows = all.iter().map(|one| view! { <li>{trouble(language, one)}</li> });
    view! {
        <div class="notice" data-kind="refused" role="alert"><h2>{heading}</h2><ul>{rows.collect_view()}</ul></div>
    }
    .into_any()
}

/// A brief's HTML one level of headings lower: on a page of ours the page's own title comes first.
fn lowered(fragment: &str) -> String {
    (1..6).rev().fold(fragment.to_owned(), |html, level| {
        let (from, to) = (level, level + 1);
        html.replace(&format!("<h{from}"), &format!("<h{to}"))
            .replace(&format!("</h{from}>"), &format!("</h{to}>"))
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn headings_are_lowered_and_words_are_not() {
        assert_eq!(
            lowered("<h1>&lt;h1&gt;</h1><h2 id=\"part-1\">b</h2><hr><h6>c</h6>"),
            "<h2>&lt;h1&gt;</h2><h3 id=\"part-1\">b</h3><hr><h6>c</h6>"
        );
    }
}
