//! References from a brief to what it cites: `{{excerpt:ID}}`, `{{figure:ID}}`, `{{chart:ID}}`, `{{image:ID}}` and `{{contents}}`, read,
//! written and taken out.

use super::{BriefError, Placeholder};
use crate::id::{ExcerptId, ImageId, IndicatorId};
use std::fmt;

/// How far behind `{{` its `}}` is looked for, in bytes.
const REACH: usize = 120;

/// What a brief refers to. Displayed as it is typed.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Reference {
    /// An approved excerpt.
    Excerpt(ExcerptId),
    /// A table of indicators.
    Figure(IndicatorId),
    /// A picture.
    Image(ImageId),
}

impl fmt::Display for Reference {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Excerpt(id) => write!(f, "{{{{excerpt:{id}}}}}"),
            Self::Figure(id) => write!(f, "{{{{figure:{id}}}}}"),
            Self::Image(id) => write!(f, "{{{{image:{id}}}}}"),
        }
    }
}

/// How a table of indicators is typed where it is to be drawn as well.
pub fn chart_of(id: IndicatorId) -> String {
    format!("{{{{chart:{id}}}}}")
}

/// How the list of headings is typed.
pub const CONTENTS: &str = "{{contents}}";

/// What stands behind a `{{`.
pub(super) enum Found {
    /// A reference, and how many bytes it takes from its `{{` to the end of its `}}`.
    Whole(Reference, usize),
    /// A table of indicators that is to be drawn.
    Chart(IndicatorId),
    /// The list of headings.
    Contents,
    /// A placeholder that is still to be filled.
    Fill(Placeholder),
    /// A word that could be a placeholder and is none; with its shape.
    UnknownFill(String),
    /// A word that is no kind of reference; with its shape.
    Unknown(String),
    /// Nothing that can be read; with its shape.
    Malformed(String),
}

impl Found {
    /// Reads what stands at the start of `text`, which begins with `{{`.
    pub(super) fn at(text: &str) -> Self {
        let inside = text.get(2..).unwrap_or_default();
        let near = &inside.as_bytes()[..inside.len().min(REACH)];
        let Some(end) = near.windows(2).position(|pair| pair == b"}}") else {
            return Self::Malformed("{{…".to_owned());
        };
        let inside = &inside[..end];
        let Some((kind, id)) = inside.split_once(':') else {
            if inside.trim() == "contents" {
                return Self::Contents;
            }
            return Self::Malformed("{{…}}".to_owned());
        };
        let (kind, id) = (kind.trim(), id.trim());
        if let ("chart", Ok(id)) = (kind, id.parse()) {
            return Self::Chart(id);
        }
        let reference = match kind {
            "excerpt" => id.parse().map(Reference::Excerpt).ok(),
            "figure" => id.parse().map(Reference::Figure).ok(),
            "image" => id.parse().map(Reference::Image).ok(),
            "chart" => None,
            "fill" => return Self::fill(id),
            _ if is_word(kind) => return Self::Unknown(format!("{{{{{kind}:…}}}}")),
            _ => return Self::Malformed("{{…}}".to_owned()),
        };
        match reference {
            Some(reference) => Self::Whole(reference, end + 4),
            None => Self::Malformed(format!("{{{{{kind}:…}}}}")),
        }
    }

    fn fill(name: &str) -> Self {
        match Placeholder::named(name) {
            Some(placeholder) => Self::Fill(placeholder),
            None if is_word(name) => Self::UnknownFill(format!("{{{{fill:{name}}}}}")),
            None => Self::Malformed("{{fill:…}}".to_owned()),
        }
    }

    /// Why it may not stand inside other words, at a line.
    pub(super) fn refused(self, line: usize) -> BriefError {
        match self {
            Self::Whole(reference, _) => BriefError::MisplacedReference {
                line,
                found: reference.to_string(),
            },
            Self::Chart(id) => BriefError::MisplacedReference {
                line,
                found: chart_of(id),
            },
            Self::Contents => BriefError::MisplacedReference {
                line,
                found: CONTENTS.to_owned(),
            },
            Self::Fill(placeholder) => BriefError::MisplacedReference {
                line,
                found: placeholder.typed(),
            },
            Self::UnknownFill(found) => BriefError::UnknownPlaceholder { line, found },
            Self::Unknown(found) => BriefError::UnknownReference { line, found },
            Self::Malformed(found) => BriefError::MalformedReference { line, found },
        }
    }
}

/// Whether a line is a reference and nothing else.
pub(super) fn is_whole(line: &str) -> bool {
    let line = line.trim();
    match Found::at(line) {
        Found::Whole(_, length) => line.starts_with("{{") && length == line.len(),
        Found::Chart(_) | Found::Contents | Found::Fill(_) => line.starts_with("{{") && line.ends_with("}}"),
        _ => false,
    }
}

fn is_word(kind: &str) -> bool {
    (1..=20).contains(&kind.len()) && kind.bytes().all(|b| b.is_ascii_lowercase() || b == b'-' || b == b'_')
}

/// The Markdown without any reference to an excerpt, wherever it stands, and without the empty line that it would leave.
/// Works on drafts that cannot be read, too: a withdrawal must not wait for somebody's typing error.
pub fn without_excerpt(markdown: &str, id: ExcerptId) -> String {
    let mut text = markdown.to_owned();
    // What is left may close up into another reference, so it is asked again until there is none.
    while let Some((start, end)) = place_of(&text, id) {
        let (start, end) = with_empty_line(&text, start, end);
        text.replace_range(start..end, "");
    }
    text
}

/// The line, from 1, on which a reference first stands.
pub fn line_of(markdown: &str, reference: Reference) -> Option<usize> {
    let starts = markdown.match_indices("{{").map(|(at, _)| at);
    let is_it = |at: &usize| match Found::at(&markdown[*at..]) {
        Found::Whole(found, _) => found == reference,
        Found::Chart(id) => Reference::Figure(id) == reference,
        _ => false,
    };
    let at = starts.into_iter().find(is_it)?;
    Some(1 + markdown[..at].matches('\n').count())
}

fn place_of(text: &str, id: ExcerptId) -> Option<(usize, usize)> {
    let mut from = 0;
    while let Some(ahead) = text[from..].find("{{") {
        let start = from + ahead;
        match Found::at(&text[start..]) {
            Found::Whole(Reference::Excerpt(found), length) if found == id => return Some((start, start + length)),
            _ => from = start + 1,
        }
    }
    None
}

/// The place widened to its whole line and the blank one after it, if nothing else stands on that line.
fn with_empty_line(text: &str, start: usize, end: usize) -> (usize, usize) {
    let line_start = text[..start].rfind('\n').map_or(0, |at| at + 1);
    let line_end = text[end..].find('\n').map_or(text.len(), |at| end + at + 1);
    let alone = text[line_start..start].trim().is_empty() && text[end..line_end].trim().is_empty();
    if !alone {
        return (start, end);
    }
    let next_end = text[line_end..].find('\n').map_or(text.len(), |at| line_end + at + 1);
    if text[line_end..next_end].trim().is_empty() {
        (line_start, next_end)
    } else {
        (line_start, line_end)
    }
}
