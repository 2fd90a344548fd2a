//! The gatherings desk's pages: focus groups, and how many stories were told in each.

pub(crate) mod form;
pub(crate) mod list;
pub(crate) mod one;

use crate::words::gatherings as words;
use method::gathering::PlaceKind;
use method::language::PageLanguage;

/// Kinds of place: name in forms, words.
pub(crate) fn places(language: PageLanguage) -> Vec<(String, String)> {
    let named = |kind: PlaceKind| (kind.name().to_owned(), place(language, kind).to_owned());
    PlaceKind::ALL.map(named).to_vec()
}

/// What a kind of place is called.
pub(crate) fn place(language: PageLanguage, kind: PlaceKind) -> &'static str {
    match kind {
        PlaceKind::Clinic => words::clinic(language),
        PlaceKind::Association => words::association(language),
        PlaceKind::Outreach => words::outreach(language),
        PlaceKind::Elsewhere => words::elsewhere(language),
    }
}
