//! Texts of our own as files, `fr.md`, `ar.pdf` and the like: which one is asked for, and how it is handed over.

use archive::desk::paper::PaperFormat;
use axum::http::header::{CONTENT_DISPOSITION, CONTENT_TYPE};
use axum::response::{IntoResponse, Response};
use method::language::PageLanguage;

/// A line of Markdown. Writing into a string cannot fail.
macro_rules! line {
    ($out:expr, $($words:tt)*) => {{
        use std::fmt::Write as _;
        let _ = writeln!($out, $($words)*);
    }};
}
pub(crate) use line;

/// The language and the format of a file's name.
pub(crate) fn asked(file: &str) -> Option<(PageLanguage, PaperFormat)> {
    let (tag, ending) = file.split_once('.')?;
    let language = PageLanguage::ALL.into_iter().find(|language| language.tag() == tag)?;
    match ending {
        "md" => Some((language, PaperFormat::Markdown)),
        "pdf" => Some((language, PaperFormat::Pdf)),
        _ => None,
    }
}

/// A file under a name.
pub(crate) fn handed(bytes: Vec<u8>, format: PaperFormat, name: &str) -> Response {
    let kind = match format {
        PaperFormat::Markdown => "text/markdown; charset=utf-8",
        PaperFormat::Pdf => "application/pdf",
    };
    let name = format!("attachment; filename=\"{name}\"");
    ([(CONTENT_TYPE, kind.to_owned()), (CONTENT_DISPOSITION, name)], bytes).into_response()
}

/// Words that somebody wrote, with nothing in them that Markdown would take for its own, in one line.
pub(crate) fn plain(text: &str) -> String {
    let mut safe = String::with_capacity(text.len());
    for (index, line) in text.lines().map(str::trim).filter(|line| !line.is_empty()).enumerate() {
        if index > 0 {
            safe.push(' ');
        }
        for letter in line.chars() {
            if letter.is_ascii_punctuation() {
                safe.push('\\');
            }
            safe.push(letter);
        }
    }
    safe
}

#[cfg(test)]
mod tests {
    use super::plain;
    use method::brief::{Block, Inline, Prose, parse};

    #[test]
    fn written_words_stay_words() {
        for text in [
            "# titre",
            "- un",
            "> dit",
            "<b>",
            "{{excerpt:0f8fad5bd9cb469fa16570867728950e}}",
            "1. a",
            "a | b",
            "*x*",
            "[a](b)",
            "---",
        ] {
            let brief = parse(&format!("> {}", plain(text))).expect("plain");
            let [Block::Prose(Prose::Quote(inside))] = brief.blocks.as_slice() else {
                panic!("{text}: {brief:?}");
            };
            let [Prose::Paragraph(words)] = inside.as_slice() else {
                panic!("{text}: {inside:?}");
            };
            let said: String = words
                .iter()
                .map(|one| if let Inline::Text(text) = one { text.as_str() } else { "?" })
                .collect();
            assert_eq!(said, text);
        }
    }
}
