//! What an export is made of: a brief whose references have been answered. Whether each quotation may be printed (approval,
//! consent for this purpose) was asked before one of these exists.

use crate::ExportError;
use method::brief::{
    self, Attribution, Brief, Described, ImageFormat, Inline, Prose, Reference, Row, Speech, attribution, tongue,
};
use method::id::{ExcerptId, ImageId, IndicatorId};
use method::language::{Language, PageLanguage};
use std::fmt;
use std::sync::Arc;

/// A brief ready to be written.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Document {
    /// Its title.
    pub title: String,
    /// The language of the brief, of each attribution and of the foot.
    pub language: PageLanguage,
    /// The project's bare name for attributions ("Chams").
    pub project: String,
    /// From top to bottom.
    pub blocks: Vec<Block>,
    /// How many stories, how selected, no sample: [`method::brief::footer`].
    pub footer: String,
}

/// A block of a document.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Block {
    /// The officer's own words.
    Prose(Prose),
    /// A teller's words.
    Quotation(Quotation),
    /// A table of indicators.
    Figure(Figure),
    /// A picture.
    Image(Image),
    /// The headings, each leading to its place.
    Contents,
}

/// A teller's words, as approved.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Quotation {
    /// The approved text, without quotation marks.
    pub text: String,
    /// The language it is in, which may not be the brief's.
    pub language: Language,
    /// The language in which she told it.
    pub told: Language,
    /// The name she chose, without star.
    pub pseudonym: String,
}

impl Quotation {
    /// Who speaks, in the language of a brief or a card.
    pub(crate) fn by(&self, project: &str, language: PageLanguage) -> Attribution {
        let speech = Speech {
            told: self.told,
            printed: self.language,
        };
        attribution(&self.pseudonym, project, speech, language)
    }
}

/// A table of indicators. Rows that are shorter than the longest are filled up with empty cells.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Figure {
    /// What it shows.
    pub caption: String,
    /// Who counted.
    pub source: String,
    /// When, as it is to be printed.
    pub date: String,
    /// The names of the columns.
    pub columns: Vec<String>,
    /// The rows.
    pub rows: Vec<Vec<String>>,
    /// Whether its numbers are drawn as bars as well; [`resolve`] says it.
    pub is_drawn: bool,
}

/// A picture, as [`crate::retake`] made it.
#[derive(Clone, PartialEq, Eq)]
pub struct Image {
    /// Its id.
    pub id: ImageId,
    /// How it is kept.
    pub format: ImageFormat,
    /// Dots from side to side, and from top to bottom.
    pub dots: (u32, u32),
    /// Its file.
    pub bytes: Arc<[u8]>,
    /// What is said of it.
    pub said: Described,
}

impl fmt::Debug for Image {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Image").field("id", &self.id).finish_non_exhaustive()
    }
}

/// The longest that a picture is drawn, in millimetres: the width of the words on paper, and a page that still has words.
const ROOM: (f64, f64) = (160.0, 180.0);
/// A dot is at least so large, in millimetres: 120 an inch, so that a small picture is not drawn coarse.
const DOT: f64 = 25.4 / 120.0;

impl Image {
    /// How wide and how high it is drawn on paper, in millimetres.
    pub(crate) fn drawn(&self) -> (f64, f64) {
        let (wide, high) = (f64::from(self.dots.0), f64::from(self.dots.1));
        let scale = (ROOM.0 / wide).min(ROOM.1 / high).min(DOT);
        (wide * scale, high * scale)
    }

    /// The language of what is said of it.
    pub(crate) fn language(&self) -> Language {
        self.said.language().language()
    }
}

/// A brief's blocks with each reference answered.
///
/// # Errors
/// [`ExportError::Unresolved`] names the first reference that has no answer.
pub fn resolve(
    brief: Brief,
    mut quotation: impl FnMut(ExcerptId) -> Option<Quotation>,
    mut figure: impl FnMut(IndicatorId) -> Option<Figure>,
    mut image: impl FnMut(ImageId) -> Option<Image>,
) -> Result<Vec<Block>, ExportError> {
    let answer = |block| match block {
        brief::Block::Prose(prose) => Ok(Block::Prose(prose)),
        brief::Block::Contents => Ok(Block::Contents),
        brief::Block::Excerpt(id) => quotation(id)
            .map(Block::Quotation)
            .ok_or(ExportError::Unresolved(Reference::Excerpt(id))),
        brief::Block::Figure(id) => figure(id)
            .map(Block::Figure)
            .ok_or(ExportError::Unresolved(Reference::Figure(id))),
        brief::Block::Chart(id) => figure(id)
            .map(|found| Block::Figure(Figure { is_drawn: true, ..found }))
            .ok_or(ExportError::Unresolved(Reference::Figure(id))),
        brief::Block::Image(id) => image(id)
            .map(Block::Image)
            .ok_or(ExportError::Unresolved(Reference::Image(id))),
    };
    brief.blocks.into_iter().map(answer).collect()
}

/// The levels of headings below the title, which is level 1: no step is skipped, as PDF/UA (ISO 14289-1, 7.4.2) and WCAG ask, and what
/// was written at one level below the same heading is set at one level.
#[derive(Default)]
pub(crate) struct Outline {
    /// The levels as written of the heading that was set last and of those above it.
    above: Vec<u8>,
}

impl Outline {
    /// The level, 2 to 6, at which a heading written at `level` is set.
    pub(crate) fn next(&mut self, level: u8) -> u8 {
        while self.above.last().is_some_and(|above| *above >= level) {
            self.above.pop();
        }
        self.above.push(level);
        u8::try_from(self.above.len() + 1).unwrap_or(6).min(6)
    }
}

/// The deepest headings that a list of them shows: those below the title, and those below them.
const LISTED: u8 = 3;

/// A heading as it stands in a list of headings.
#[derive(Debug, PartialEq, Eq)]
pub(crate) struct Entry {
    /// Which heading of the brief it is, from 1, in the order in which they are written.
    pub(crate) number: usize,
    /// 2 or 3.
    pub(crate) level: u8,
    /// Its words, without their looks.
    pub(crate) words: String,
    /// The language of its words.
    pub(crate) language: Language,
}

/// What a list of a document's headings shows.
pub(crate) fn entries(document: &Document) -> Vec<Entry> {
    let (mut outline, mut all) = (Outline::default(), Vec::new());
    for block in &document.blocks {
        if let Block::Prose(prose) = block {
            headings(prose, &mut |level, inlines: &[Inline]| {
                all.push(Entry {
                    number: all.len() + 1,
                    level: outline.next(level),
                    words: words(inlines),
                    language: tongue(inlines, document.language),
                });
            });
        }
    }
    all.retain(|entry| entry.level <= LISTED);
    all
}

fn headings(prose: &Prose, found: &mut impl FnMut(u8, &[Inline])) {
    match prose {
        Prose::Heading { level, inlines } => found(*level, inlines),
        Prose::Quote(inside) => inside.iter().for_each(|prose| headings(prose, found)),
        Prose::List { points, .. } => points.iter().flatten().for_each(|prose| headings(prose, found)),
        Prose::Paragraph(_) | Prose::Table { .. } | Prose::Code(_) | Prose::Rule => {}
    }
}

/// The words of a line without their looks, and without its notes.
fn words(inlines: &[Inline]) -> String {
    let one = |inline: &Inline| match inline {
        Inline::Text(text) | Inline::Code(text) => text.clone(),
        Inline::Emphasis(inside) | Inline::Strong(inside) | Inline::Link { inlines: inside, .. } => words(inside),
        Inline::LineBreak => " ".to_owned(),
        Inline::Note(_) => String::new(),
    };
    inlines.iter().map(one).collect()
}

impl Figure {
    /// How many columns the longest row has, at least one.
    pub(crate) fn width(&self) -> usize {
        self.rows
            .iter()
            .map(Vec::len)
            .chain([self.columns.len(), 1])
            .max()
            .unwrap_or(1)
    }

    /// The cells of a row, filled up.
    pub(crate) fn cells<'a>(&self, row: &'a [String]) -> impl Iterator<Item = &'a str> {
        row.iter().map(String::as_str).chain(std::iter::repeat("")).take(self.width())
    }
}

/// How many columns a Markdown table has, at least one.
pub(crate) fn width(head: &Row, rows: &[Row]) -> usize {
    rows.iter().map(Vec::len).chain([head.len(), 1]).max().unwrap_or(1)
}

/// Whether a character is part of a text: no control but line break and tabulator, no noncharacter, no byte order mark.
pub(crate) fn is_text(c: char) -> bool {
    matches!(c, '\n' | '\t')
        || !(c.is_control() || c == '\u{feff}' || (c as u32) & 0xfffe == 0xfffe || ('\u{fdd0}'..='\u{fdef}').contains(&c))
}

/// The paragraphs of a text: each line that is not empty.
pub(crate) fn lines(text: &str) -> impl Iterator<Item = &str> {
    text.lines().map(str::trim).filter(|line| !line.is_empty())
}
