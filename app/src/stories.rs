//! The stories desk's pages, and the words for what a story is made of.

pub(crate) mod anonymise;
pub(crate) mod answers;
pub(crate) mod consent;
pub(crate) mod drafts;
pub(crate) mod edit;
pub(crate) mod kept_sound;
pub(crate) mod late;
pub(crate) mod layers;
pub(crate) mod list;
pub(crate) mod narration;
pub(crate) mod pictograms;
pub(crate) mod record;
pub(crate) mod renewals;
pub(crate) mod setting;
pub(crate) mod sound;
pub(crate) mod story;
pub(crate) mod talk;
pub(crate) mod transcript;
pub(crate) mod translate;
pub(crate) mod verify;
pub(crate) mod went;
pub(crate) mod withdraw;

use crate::words::{consent as purposes, story as words};
use method::consent::{Manner, Purpose};
use method::language::{Language, PageLanguage};
use method::story::{Direction, Missing, Session};

/// A purpose with its number in the consent script: `P5 · …`.
pub(crate) fn purpose_label(language: PageLanguage, purpose: Purpose) -> String {
    let words = match purpose {
        Purpose::CareTeam => purposes::care_team(language),
        Purpose::SitePanel => purposes::site_panel(language),
        Purpose::NationalPanel => purposes::national_panel(language),
        Purpose::DonorReport => purposes::donor_report(language),
        Purpose::AdvocacyBrief => purposes::advocacy_brief(language),
        Purpose::Public => purposes::public(language),
        Purpose::Training => purposes::training(language),
        Purpose::AudioKept => purposes::audio_kept(language),
        Purpose::Contact => purposes::contact(language),
    };
    format!("P{} · {words}", purpose.number())
}

/// Manners in which a consent is given: name in forms, words.
pub(crate) fn manners(language: PageLanguage) -> [(Manner, &'static str, &'static str); 3] {
    [
        (Manner::Spoken, Manner::Spoken.name(), purposes::spoken(language)),
        (Manner::Mark, Manner::Mark.name(), purposes::mark(language)),
        (Manner::Signature, Manner::Signature.name(), purposes::signature(language)),
    ]
}

/// Kinds of session: name in forms, words.
pub(crate) fn sessions(language: PageLanguage) -> [(Session, &'static str, &'static str); 4] {
    [
        (Session::Interview, Session::Interview.name(), words::interview(language)),
        (Session::FocusGroup, Session::FocusGroup.name(), words::focus_group(language)),
        (Session::Written, Session::Written.name(), words::written(language)),
        (
            Session::Unsolicited,
            Session::Unsolicited.name(),
            words::unsolicited(language),
        ),
    ]
}

/// Directions of a change: name in forms, words.
pub(crate) fn directions(language: PageLanguage) -> [(Direction, &'static str, &'static str); 4] {
    [
        (Direction::Good, Direction::Good.name(), words::good(language)),
        (Direction::Bad, Direction::Bad.name(), words::bad(language)),
        (Direction::Mixed, Direction::Mixed.name(), words::mixed(language)),
        (Direction::Lesson, Direction::Lesson.name(), words::lesson(language)),
    ]
}

/// What a language is called.
pub(crate) fn language_label(page: PageLanguage, language: Language) -> &'static str {
    match language {
        Language::French => words::french(page),
        Language::Arabic => words::arabic(page),
        Language::Darija => words::darija(page),
        Language::DarijaLatin => words::darija_latin(page),
        Language::English => words::english(page),
    }
}

/// The field that something lacks, and the sentence beside it.
pub(crate) fn lack(language: PageLanguage, missing: Missing) -> (&'static str, &'static str) {
    match missing {
        Missing::Title => ("title", words::lacks_title(language)),
        Missing::Changes => ("change", words::lacks_changes(language)),
        Missing::Chosen => ("chosen", words::lacks_chosen(language)),
        Missing::Context => ("context", words::lacks_context(language)),
        Missing::Description => ("description", words::lacks_description(language)),
        Missing::Significance => ("significance", words::lacks_significance(language)),
    }
}
