//! Lines of words cut into runs: one look, one direction. A word processor takes the direction of digits, brackets and full
//! stops from their run, so each is put on the side where the Unicode Bidirectional Algorithm (UAX 9) puts it.

use super::{relation_of_link, tongues};
use crate::document::is_text;
use crate::html::escape;
use method::language::{Language, Script};
use std::fmt::Write as _;
use unicode_bidi::{BidiInfo, Level};

/// A break inside a paragraph, until it is written (LINE SEPARATOR).
const BREAK: char = '\u{2028}';
/// What holds the place of a footnote's sign (OBJECT REPLACEMENT CHARACTER).
const SIGN: &str = "\u{fffc}";

/// Words that lean.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) enum Lean {
    /// They do not.
    #[default]
    Upright,
    /// Stressed: Arabic, which has no italics, becomes bold.
    Stress,
    /// Who somebody is: Arabic stays as it is.
    Role,
}

/// How words look.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Look {
    pub(super) is_strong: bool,
    pub(super) is_code: bool,
    pub(super) lean: Lean,
    /// Which link they lead to.
    pub(super) link: Option<usize>,
    /// The footnote, from 1, whose sign this is instead of words.
    pub(super) note: Option<usize>,
}

/// The words of a paragraph.
#[derive(Default)]
pub(super) struct Line {
    text: String,
    /// Up to which byte words look how.
    looks: Vec<(usize, Look)>,
}

impl Line {
    /// Words of one look.
    pub(super) fn of(text: &str) -> Self {
        let mut line = Self::default();
        line.push(text, Look::default());
        line
    }

    /// Words as they were typed, their lines kept apart.
    pub(super) fn typed(text: &str) -> Self {
        let mut line = Self::default();
        let look = Look {
            is_code: true,
            ..Look::default()
        };
        for (at, part) in text.trim_end_matches('\n').split('\n').enumerate() {
            if at > 0 {
                line.break_off();
            }
            line.push(part, look);
        }
        line
    }

    /// More words. What is no text is left out; a line's end that nobody asked for is a space.
    pub(super) fn push(&mut self, text: &str, look: Look) {
        let letters = text.chars().filter(|c| is_text(*c));
        self.text.extend(letters.map(|c| if c == '\n' { ' ' } else { c }));
        self.look(look);
    }

    /// The sign of a footnote.
    pub(super) fn sign(&mut self, number: usize) {
        self.text.push_str(SIGN);
        self.look(Look {
            note: Some(number),
            ..Look::default()
        });
    }

    /// What was added since looks like this.
    fn look(&mut self, look: Look) {
        match self.looks.last_mut() {
            Some((end, same)) if *same == look => *end = self.text.len(),
            _ => self.looks.push((self.text.len(), look)),
        }
    }

    /// A break.
    pub(super) fn break_off(&mut self) {
        let look = self.looks.last().map_or_else(Look::default, |(_, look)| *look);
        self.text.push(BREAK);
        self.look(look);
    }

    /// The runs of this line in a paragraph of a language that runs that way.
    pub(super) fn write(&self, out: &mut String, language: Language, script: Script) {
        let base = match script {
            Script::LeftToRight => Level::ltr(),
            Script::RightToLeft => Level::rtl(),
        };
        let bidi = BidiInfo::new(&self.text, Some(base));
        let (mut start, mut open) = (0, None);
        for (end, look) in &self.looks {
            if look.link != open {
                change_link(out, open, look.link);
                open = look.link;
            }
            while start < *end {
                let is_rtl = bidi.levels[start].is_rtl();
                let mut places = self.text[start..*end].char_indices().map(|(at, _)| start + at);
                let stop = places.find(|at| bidi.levels[*at].is_rtl() != is_rtl).unwrap_or(*end);
                run(out, &self.text[start..stop], *look, is_rtl, language);
                start = stop;
            }
        }
        change_link(out, open, None);
    }
}

fn change_link(out: &mut String, from: Option<usize>, to: Option<usize>) {
    if from.is_some() {
        out.push_str("</w:hyperlink>");
    }
    if let Some(at) = to {
        // Writing into a string cannot fail.
        let _ = write!(out, "<w:hyperlink r:id=\"{}\">", relation_of_link(at));
    }
}

fn run(out: &mut String, text: &str, look: Look, is_rtl: bool, language: Language) {
    if let Some(number) = look.note {
        let turned = if is_rtl { "<w:rtl/>" } else { "" };
        // Writing into a string cannot fail.
        let _ = write!(
            out,
            "<w:r><w:rPr><w:rStyle w:val=\"FootnoteReference\"/>{turned}</w:rPr><w:footnoteReference w:id=\"{number}\"/></w:r>"
        );
        return;
    }
    out.push_str("<w:r><w:rPr>");
    if look.link.is_some() {
        out.push_str("<w:rStyle w:val=\"Hyperlink\"/>");
    } else if look.is_code {
        out.push_str("<w:rStyle w:val=\"Typed\"/>");
    }
    if look.is_strong || (is_rtl && look.lean == Lean::Stress) {
        out.push_str("<w:b/><w:bCs/>");
    }
    if !is_rtl && look.lean != Lean::Upright {
        out.push_str("<w:i/><w:iCs/>");
    }
    let (tongue, bidi) = tongues(language);
    let _ = if is_rtl {
        write!(out, "<w:rtl/><w:lang w:bidi=\"{bidi}\"/></w:rPr>")
    } else {
        write!(out, "<w:lang w:val=\"{tongue}\"/></w:rPr>")
    };
    for part in text.split_inclusive([BREAK, '\u{2029}', '\t']) {
        let words = part.trim_end_matches([BREAK, '\u{2029}', '\t']);
        if !words.is_empty() {
            let _ = write!(out, "<w:t xml:space=\"preserve\">{}</w:t>", escape(words));
        }
        if words.len() < part.len() {
            out.push_str(if part.ends_with('\t') { "<w:tab/>" } else { "<w:br/>" });
        }
    }
    out.push_str("</w:r>");
}
