//! How lists are marked: points share one definition, each numbered list has one of its own and so begins where it should.

use super::{DECLARATION, WORDS};
use std::fmt::Write as _;

/// How far each list stands in, in twentieths of a point.
pub(super) const STEP: usize = 425;
/// Lists inside each other are marked this deep; those below look like the last.
const LEVELS: usize = 9;
/// The list of points.
pub(super) const POINTS: usize = 1;

/// A list: which definition marks it, and at which level.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Mark {
    pub(super) list: usize,
    pub(super) level: usize,
}

/// A numbered list.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Numbered {
    first: u64,
    level: usize,
}

/// The mark of a list with `around` lists around it; a numbered one is added to `lists`.
pub(super) fn mark(lists: &mut Vec<Numbered>, first: Option<u64>, around: usize) -> Mark {
    let level = around.min(LEVELS - 1);
    let list = match first {
        None => POINTS,
        Some(first) => {
            // The format counts in 32 bits; Markdown in nine digits.
            let first = first.min(999_999_999);
            lists.push(Numbered { first, level });
            POINTS + lists.len()
        }
    };
    Mark { list, level }
}

/// The part that says so.
pub(super) fn numbering(lists: &[Numbered]) -> String {
    let mut xml = format!("{DECLARATION}<w:numbering xmlns:w=\"{WORDS}\">");
    definition(&mut xml, 0, "bullet", |level| {
        if level % 2 == 0 { "•".into() } else { "–".into() }
    });
    definition(&mut xml, 1, "decimal", |level| format!("%{}.", level + 1));
    let _ = write!(xml, "<w:num w:numId=\"{POINTS}\"><w:abstractNumId w:val=\"0\"/></w:num>");
    for (id, Numbered { first, level }) in (POINTS + 1..).zip(lists) {
        let _ = write!(
            xml,
            "<w:num w:numId=\"{id}\"><w:abstractNumId w:val=\"1\"/><w:lvlOverride w:ilvl=\"{level}\">\
             <w:startOverride w:val=\"{first}\"/></w:lvlOverride></w:num>"
        );
    }
    xml + "</w:numbering>\n"
}

fn definition(xml: &mut String, id: usize, format: &str, sign: impl Fn(usize) -> String) {
    let _ = write!(
        xml,
        "<w:abstractNum w:abstractNumId=\"{id}\"><w:multiLevelType w:val=\"multilevel\"/>"
    );
    for level in 0..LEVELS {
        let _ = write!(
            xml,
            "<w:lvl w:ilvl=\"{level}\"><w:start w:val=\"1\"/><w:numFmt w:val=\"{format}\"/><w:lvlText w:val=\"{}\"/>\
             <w:lvlJc w:val=\"left\"/><w:pPr><w:ind w:left=\"{}\" w:hanging=\"{STEP}\"/></w:pPr></w:lvl>",
            sign(level),
            STEP * (level + 1)
        );
    }
    xml.push_str("</w:abstractNum>");
}
