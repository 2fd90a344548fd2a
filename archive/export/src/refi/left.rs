//! What stands in a file and is not read: counted by kind, so that whoever brings the file learns what stays behind.

use super::xml::Element;
use std::collections::BTreeMap;

/// A kind of thing that is not read.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum LeftOut {
    /// Pictures, sound and films.
    Media,
    /// Codes on areas of a picture or page, or on moments of sound and film.
    MediaCodings,
    /// Texts that are not in the file: it names a place on somebody's disk, or holds them as a formatted document alone.
    TextsElsewhere,
    /// Codes given to a text as a whole.
    WholeTexts,
    /// Notes, memos and descriptions, those of codes not counted, which are read.
    Memos,
    /// Cases.
    Cases,
    /// Variables.
    Variables,
    /// Sets, links and graphs.
    Relations,
    /// Marked passages without a code.
    Unmarked,
    /// Codings that point to letters, texts or codes that the file does not have.
    Unreadable,
    /// Codes with the id of another one, and codings that say what another one says.
    Repeated,
}

/// How many of each kind, never none.
pub(super) type Counts = BTreeMap<LeftOut, usize>;

/// Counts some more of a kind.
pub(super) fn count(counts: &mut Counts, kind: LeftOut, more: usize) {
    if more > 0 {
        *counts.entry(kind).or_default() += more;
    }
}

/// What stands beside the texts of a project or the codes of a codebook.
pub(super) fn beside(root: &Element, counts: &mut Counts) {
    for (list, one, kind) in [
        ("Notes", "Note", LeftOut::Memos),
        ("Cases", "Case", LeftOut::Cases),
        ("Variables", "Variable", LeftOut::Variables),
        ("Sets", "Set", LeftOut::Relations),
        ("Links", "Link", LeftOut::Relations),
        ("Graphs", "Graph", LeftOut::Relations),
    ] {
        let there = root.all(list).flat_map(|list| list.all(one)).count();
        count(counts, kind, there);
    }
    // QualCoder writes a missing one as this word.
    let is_said = root
        .first("Description")
        .is_some_and(|one| said(one) && one.text.trim() != "None");
    count(counts, LeftOut::Memos, usize::from(is_said));
}

/// Counts the description right below an element.
pub(super) fn memo(element: &Element, counts: &mut Counts) {
    count(
        counts,
        LeftOut::Memos,
        element.all("Description").filter(|one| said(one)).count(),
    );
}

fn said(description: &Element) -> bool {
    !description.text.trim().is_empty()
}
