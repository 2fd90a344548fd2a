//! Footnotes, in a part of their own (ISO/IEC 29500-1, 17.11).

use super::{DECLARATION, OFFICE, PACKAGE, WORDS, to_links};

/// Which notes are the lines that part notes from the text.
pub(super) const SETTINGS: &str = "<w:footnotePr><w:footnote w:id=\"-1\"/><w:footnote w:id=\"0\"/></w:footnotePr>";

/// The part: the two lines, then each note's paragraph, counted from 1.
pub(super) fn footnotes(notes: &[String]) -> String {
    let line = |id: i8, kind: &str| {
        format!(
            "<w:footnote w:type=\"{kind}\" w:id=\"{id}\"><w:p><w:pPr><w:spacing w:after=\"0\" w:line=\"240\" w:lineRule=\"auto\"/></w:pPr>\
             <w:r><w:{kind}/></w:r></w:p></w:footnote>"
        )
    };
    let note = |(number, paragraph): (usize, &String)| format!("<w:footnote w:id=\"{number}\">{paragraph}</w:footnote>");
    let notes: String = (1..).zip(notes).map(note).collect();
    format!(
        "{DECLARATION}<w:footnotes xmlns:w=\"{WORDS}\" xmlns:r=\"{OFFICE}\">{}{}{notes}</w:footnotes>\n",
        line(-1, "separator"),
        line(0, "continuationSeparator")
    )
}

/// Where the links of notes lead.
pub(super) fn relations(links: &[String]) -> String {
    format!(
        "{DECLARATION}<Relationships xmlns=\"{PACKAGE}/relationships\">{}</Relationships>\n",
        to_links(links)
    )
}
