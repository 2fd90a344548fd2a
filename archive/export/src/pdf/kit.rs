//! Forms for paper: question cards in big letters, and sheets to fill in by hand. In black on white, in one language, tagged as a
//! brief is. Every word comes from whoever asks for the kit; a pictogram is an outline in a square of 48.

#[cfg(test)]
mod tests;

use super::source::{literal, place};
use super::written;
use crate::ExportError;
use method::language::PageLanguage;
use std::fmt::Write;
use typst_pdf::PdfStandard;

const BRIEF: &str = include_str!("brief.typ");
const LOOK: &str = include_str!("kit.typ");

/// Cards and sheets of one programme in one language.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Kit {
    /// What the file is called by whoever opens it.
    pub title: String,
    /// The language of all its words.
    pub language: PageLanguage,
    /// What the cards are called.
    pub cards_title: String,
    /// The cards, two or so a page; none is cut by the edge of one.
    pub cards: Vec<Card>,
    /// The forms, each beginning a page.
    pub forms: Vec<Form>,
    /// The last line of each form.
    pub foot: String,
}

/// A question to hold up, or to lay on the table.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Card {
    /// What it is about.
    pub heading: String,
    /// The question.
    pub question: String,
    /// The outline of its picture, as the `d` of an SVG path; not every card has one.
    pub outline: Option<&'static str>,
}

/// A form to fill in.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Form {
    /// Its title.
    pub title: String,
    /// What is read first; may be empty.
    pub script: String,
    /// What is asked, in order.
    pub entries: Vec<Entry>,
}

/// Something asked on a form.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Entry {
    /// What the next ones are about.
    Heading(String),
    /// Something to say or to know, with nothing to fill in.
    Say(String),
    /// Lines to write on.
    Write {
        /// What is written there.
        label: String,
        /// What helps; may be empty.
        hint: String,
        /// How many lines.
        lines: u8,
    },
    /// Boxes to tick.
    Tick {
        /// What is asked.
        label: String,
        /// What helps; may be empty.
        hint: String,
        /// What stands beside each box.
        options: Vec<String>,
    },
    /// The same beside a pictogram.
    Picture {
        /// Its outline, as the `d` of an SVG path.
        outline: &'static str,
        /// What is asked.
        label: String,
        /// What is said before it is answered; may be empty.
        said: String,
        /// What stands beside each box.
        options: Vec<String>,
        /// What is written on a short line below them; no line where it is empty.
        line: String,
    },
    /// A table in which people are counted by strokes.
    Tally {
        /// What its three columns are called.
        head: [String; 3],
        /// What each row counts.
        rows: Vec<String>,
    },
}

/// The kit as a PDF/UA-1 file (ISO 14289-1), as [`super::pdf`] writes them.
///
/// # Errors
/// [`ExportError::Setting`], [`ExportError::Writing`].
pub fn kit(kit: &Kit) -> Result<Vec<u8>, ExportError> {
    written(source(kit), Vec::new(), &[PdfStandard::Ua_1])
}

fn source(kit: &Kit) -> String {
    let (tag, side) = place(kit.language.language());
    let mut out = format!("{BRIEF}{LOOK}");
    let title = literal(&kit.title);
    let _ = write!(out, "#show: brief.with({title}, {tag}, {side})\n#{{\n");
    let _ = writeln!(out, "heading(level: 1, {});", literal(&kit.cards_title));
    for card in &kit.cards {
        let outline = literal(card.outline.unwrap_or_default());
        let _ = writeln!(
            out,
            "card({}, {}, {outline});",
            literal(&card.heading),
            literal(&card.question)
        );
    }
    for form in &kit.forms {
        let _ = writeln!(out, "form({}, {}, {{[];", literal(&form.title), literal(&form.script));
        form.entries.iter().for_each(|entry| put(&mut out, entry));
        let _ = writeln!(out, "}}, {});", literal(&kit.foot));
    }
    out.push_str("}\n");
    out
}

fn put(out: &mut String, entry: &Entry) {
    let _ = match entry {
        Entry::Heading(words) => writeln!(out, "heading(level: 2, {});", literal(words)),
        Entry::Say(words) => writeln!(out, "par({});", literal(words)),
        Entry::Write { label, hint, lines } => writeln!(out, "to-write({}, {}, {lines});", literal(label), literal(hint)),
        Entry::Tick { label, hint, options } => {
            writeln!(out, "to-tick({}, {}, {});", literal(label), literal(hint), all(options))
        }
        Entry::Picture {
            outline,
            label,
            said,
            options,
            line,
        } => {
            let [label, said, line] = [label, said, line].map(|words| literal(words));
            writeln!(
                out,
                "pictured({}, {label}, {said}, {}, {line});",
                literal(outline),
                all(options)
            )
        }
        Entry::Tally { head, rows } => writeln!(out, "tally({}, {});", all(head), all(rows)),
    };
}

/// An array of strings; the comma after each makes one of a single string, too.
fn all(words: &[String]) -> String {
    let literals = words.iter().map(|words| literal(words) + ", ");
    format!("({})", literals.collect::<String>())
}
