//! The paragraphs and tables of a brief, from its title to its foot.

use super::numbering::{Mark, Numbered, STEP, mark};
use super::pictures::{Picture, drawing};
use super::runs::{Lean, Line, Look};
use super::target::target;
use super::title;
use crate::chart::Chart;
use crate::document::{Block, Document, Figure, Image, Outline, Quotation, entries, lines, width};
use method::brief::{Inline, Prose, Row, contents_title, quoted, source_line, tongue};
use method::language::{Language, Script};
use std::fmt::Write as _;

/// What stands between the margins of the page, in twentieths of a point.
const MEASURE: usize = 9_298;
/// Nothing stands further in than this: a line must be left.
const DEEPEST: usize = 10 * STEP;
const TEAL: &str = "0B5F5B";
const HAIR: &str = "877C6B";

/// Where a block stands.
#[derive(Clone, Copy, Default)]
struct Place {
    /// How far in, in twentieths of a point.
    inset: usize,
    /// How many lists are around it.
    lists: usize,
    is_quoted: bool,
}

impl Place {
    fn deeper(self) -> Self {
        Self {
            inset: (self.inset + STEP).min(DEEPEST),
            ..self
        }
    }
}

/// What a paragraph is.
#[derive(Clone, Copy)]
struct Shape<'a> {
    style: &'a str,
    language: Language,
    place: Place,
    mark: Option<Mark>,
    /// The colour of a bar along its beginning.
    bar: Option<&'a str>,
    opens: Opens,
}

/// What a paragraph is besides its words.
#[derive(Clone, Copy, Default)]
enum Opens {
    /// Nothing.
    #[default]
    Nothing,
    /// A heading of this number, to which the list of headings leads.
    Part(usize),
    /// A footnote.
    Note,
}

/// What was written.
pub(super) struct Parts<'a> {
    pub(super) paragraphs: String,
    /// The paragraph of each footnote.
    pub(super) notes: Vec<String>,
    /// The addresses of the links.
    pub(super) links: Vec<String>,
    /// The numbered lists.
    pub(super) lists: Vec<Numbered>,
    pub(super) pictures: Vec<Picture<'a>>,
}

/// What the place of a heading is called.
fn bookmark(number: usize) -> String {
    format!("_Toc{number:08}")
}

/// A text being written.
pub(super) struct Body<'a> {
    document: &'a Document,
    out: String,
    outline: Outline,
    headings: usize,
    notes: Vec<String>,
    links: Vec<String>,
    lists: Vec<Numbered>,
    pictures: Vec<Picture<'a>>,
}

impl<'a> Body<'a> {
    pub(super) fn new(document: &'a Document) -> Self {
        Self {
            document,
            out: String::new(),
            outline: Outline::default(),
            headings: 0,
            notes: Vec::new(),
            links: Vec::new(),
            lists: Vec::new(),
            pictures: Vec::new(),
        }
    }

    pub(super) fn done(self) -> Parts<'a> {
        Parts {
            paragraphs: self.out,
            notes: self.notes,
            links: self.links,
            lists: self.lists,
            pictures: self.pictures,
        }
    }

    pub(super) fn write(&mut self) {
        let document = self.document;
        self.plain("Title", title(document));
        for block in &document.blocks {
            match block {
                Block::Prose(prose) => self.prose(prose, Place::default(), &mut None),
                Block::Quotation(quotation) => self.quotation(quotation),
                Block::Figure(figure) => self.figure(figure),
                Block::Image(image) => self.image(image),
                Block::Contents => self.contents(),
            }
        }
        self.plain("Foot", &document.footer);
    }

    fn shape<'b>(&self, style: &'b str, place: Place) -> Shape<'b> {
        Shape {
            style,
            language: self.document.language.language(),
            place,
            mark: None,
            bar: place.is_quoted.then_some(HAIR),
            opens: Opens::Nothing,
        }
    }

    fn plain(&mut self, style: &str, text: &str) {
        let shape = self.shape(style, Place::default());
        self.paragraph(shape, &Line::of(text));
    }

    /// The order of what a paragraph is said to be is the format's (17.3.1.26).
    fn paragraph(&mut self, shape: Shape<'_>, line: &Line) {
        let script = shape.language.script();
        let is_rtl = script == Script::RightToLeft;
        let out = &mut self.out;
        let _ = write!(out, "<w:p><w:pPr><w:pStyle w:val=\"{}\"/>", shape.style);
        if let Some(Mark { list, level }) = shape.mark {
            let _ = write!(
                out,
                "<w:numPr><w:ilvl w:val=\"{level}\"/><w:numId w:val=\"{list}\"/></w:numPr>"
            );
        }
        if let Some(colour) = shape.bar {
            // Borders keep their side when a paragraph is turned round; insets do not.
            let side = if is_rtl { "right" } else { "left" };
            let _ = write!(
                out,
                "<w:pBdr><w:{side} w:val=\"single\" w:sz=\"18\" w:space=\"8\" w:color=\"{colour}\"/></w:pBdr>"
            );
        }
        if is_rtl {
            out.push_str("<w:bidi/>");
        }
        let inset = shape.place.inset;
        let _ = match shape.mark {
            Some(_) => write!(out, "<w:ind w:left=\"{inset}\" w:hanging=\"{STEP}\"/>"),
            None if inset > 0 => write!(out, "<w:ind w:left=\"{inset}\"/>"),
            None => Ok(()),
        };
        if is_rtl {
            // The mark of a list takes its direction from the paragraph's end.
            out.push_str("<w:rPr><w:rtl/></w:rPr>");
        }
        out.push_str("</w:pPr>");
        match shape.opens {
            Opens::Nothing => line.write(out, shape.language, script),
            Opens::Part(number) => {
                let _ = write!(out, "<w:bookmarkStart w:id=\"{number}\" w:name=\"{}\"/>", bookmark(number));
                line.write(out, shape.language, script);
                let _ = write!(out, "<w:bookmarkEnd w:id=\"{number}\"/>");
            }
            Opens::Note => {
                out.push_str(
                    "<w:r><w:rPr><w:rStyle w:val=\"FootnoteReference\"/></w:rPr><w:footnoteRef/></w:r>\
                     <w:r><w:t xml:space=\"preserve\"> </w:t></w:r>",
                );
                line.write(out, shape.language, script);
            }
        }
        out.push_str("</w:p>");
    }

    /// A field that a word processor fills again when it is asked to; until then it lists the headings as they stand, without pages.
    fn contents(&mut self) {
        let entries = entries(self.document);
        if entries.is_empty() {
            return;
        }
        self.plain("ContentsTitle", contents_title(self.document.language));
        let last = entries.len() - 1;
        for (at, entry) in entries.into_iter().enumerate() {
            let is_rtl = entry.language.script() == Script::RightToLeft;
            let turned = if is_rtl { "<w:bidi/>" } else { "" };
            let _ = write!(
                self.out,
                "<w:p><w:pPr><w:pStyle w:val=\"TOC{}\"/>{turned}</w:pPr>",
                entry.level - 1
            );
            if at == 0 {
                self.out.push_str(
                    "<w:r><w:fldChar w:fldCharType=\"begin\"/></w:r>\
                     <w:r><w:instrText xml:space=\"preserve\"> TOC \\o \"1-2\" \\n \\h \\z \\u </w:instrText></w:r>\
                     <w:r><w:fldChar w:fldCharType=\"separate\"/></w:r>",
                );
            }
            let _ = write!(
                self.out,
                "<w:hyperlink w:anchor=\"{}\" w:history=\"1\">",
                bookmark(entry.number)
            );
            Line::of(&entry.words).write(&mut self.out, entry.language, entry.language.script());
            self.out.push_str("</w:hyperlink>");
            if at == last {
                self.out.push_str("<w:r><w:fldChar w:fldCharType=\"end\"/></w:r>");
            }
            self.out.push_str("</w:p>");
        }
    }

    /// The number of a footnote, whose words are kept for the part of their own.
    fn note(&mut self, inside: &[Inline]) -> usize {
        let line = self.line(inside);
        let mut shape = self.shape("FootnoteText", Place::default());
        shape.language = tongue(inside, self.document.language);
        shape.opens = Opens::Note;
        let before = std::mem::take(&mut self.out);
        self.paragraph(shape, &line);
        let words = std::mem::replace(&mut self.out, before);
        self.notes.push(words);
        self.notes.len()
    }

    /// `mark` is that of a list's point which has not been set yet: its first paragraph takes it.
    fn prose(&mut self, prose: &Prose, place: Place, mark: &mut Option<Mark>) {
        match prose {
            Prose::Heading { level, inlines } => {
                let style = format!("Heading{}", self.outline.next(*level) - 1);
                let line = self.line(inlines);
                let mut shape = self.shape(&style, place);
                shape.language = tongue(inlines, self.document.language);
                shape.mark = mark.take();
                self.headings += 1;
                shape.opens = Opens::Part(self.headings);
                self.paragraph(shape, &line);
            }
            Prose::Paragraph(inlines) => {
                let line = self.line(inlines);
                let style = match place {
                    Place { is_quoted: true, .. } => "Quote",
                    Place { lists: 0, .. } => "Normal",
                    Place { .. } => "ListParagraph",
                };
                let mut shape = self.shape(style, place);
                shape.language = tongue(inlines, self.document.language);
                shape.mark = mark.take();
                self.paragraph(shape, &line);
            }
            Prose::Code(text) => {
                let mut shape = self.shape("TypedBlock", place);
                shape.mark = mark.take();
                self.paragraph(shape, &Line::typed(text));
            }
            Prose::Quote(inside) => {
                let place = Place {
                    is_quoted: true,
                    ..place.deeper()
                };
                for prose in inside {
                    self.prose(prose, place, mark);
                }
            }
            Prose::List { start, points } => {
                self.empty_point(place, mark);
                self.list(*start, points, place);
            }
            Prose::Table { head, rows } => {
                self.empty_point(place, mark);
                let width = width(head, rows);
                let head = self.cells(head, width);
                let rows: Vec<_> = rows.iter().map(|row| self.cells(row, width)).collect();
                self.table(&head, &rows, place);
                self.plain("TableGap", "");
            }
            Prose::Rule => {
                self.empty_point(place, mark);
                self.plain("Rule", "");
            }
        }
    }

    /// The mark of a point that begins with no paragraph, or with nothing.
    fn empty_point(&mut self, place: Place, mark: &mut Option<Mark>) {
        if let Some(mark) = mark.take() {
            let mut shape = self.shape("ListParagraph", place);
            shape.mark = Some(mark);
            self.paragraph(shape, &Line::default());
        }
    }

    fn list(&mut self, start: Option<u64>, points: &[Vec<Prose>], place: Place) {
        let own = mark(&mut self.lists, start, place.lists);
        let place = Place {
            lists: place.lists + 1,
            ..place.deeper()
        };
        for point in points {
            let mut mark = Some(own);
            for prose in point {
                self.prose(prose, place, &mut mark);
            }
            self.empty_point(place, &mut mark);
        }
    }

    fn line(&mut self, inlines: &[Inline]) -> Line {
        let mut line = Line::default();
        self.inlines(&mut line, inlines, Look::default());
        line
    }

    fn inlines(&mut self, out: &mut Line, inlines: &[Inline], look: Look) {
        for inline in inlines {
            match inline {
                Inline::Text(text) => out.push(text, look),
                Inline::Code(text) => out.push(text, Look { is_code: true, ..look }),
                Inline::Emphasis(inside) => {
                    let lean = Lean::Stress;
                    self.inlines(out, inside, Look { lean, ..look });
                }
                Inline::Strong(inside) => {
                    let is_strong = true;
                    self.inlines(out, inside, Look { is_strong, ..look });
                }
                Inline::Link { href, inlines } => {
                    let link = Some(self.link(href.as_str()));
                    self.inlines(out, inlines, Look { link, ..look });
                }
                Inline::LineBreak => out.break_off(),
                Inline::Note(inside) => out.sign(self.note(inside)),
            }
        }
    }

    fn link(&mut self, address: &str) -> usize {
        let target = target(address);
        self.links.iter().position(|link| *link == target).unwrap_or_else(|| {
            self.links.push(target);
            self.links.len() - 1
        })
    }

    fn cells(&mut self, row: &Row, width: usize) -> Vec<Line> {
        let mut cells: Vec<Line> = row.iter().map(|inlines| self.line(inlines)).collect();
        cells.resize_with(width, Line::default);
        cells
    }

    /// A table whose first row is repeated on each page.
    fn table(&mut self, head: &[Line], rows: &[Vec<Line>], place: Place) {
        let (whole, columns) = (MEASURE - place.inset, head.len().max(1));
        let turned = match self.document.language.language().script() {
            Script::LeftToRight => "",
            Script::RightToLeft => "<w:bidiVisual/>",
        };
        let _ = write!(
            self.out,
            "<w:tbl><w:tblPr><w:tblStyle w:val=\"BriefTable\"/>{turned}<w:tblW w:w=\"{whole}\" w:type=\"dxa\"/>\
             <w:tblInd w:w=\"{}\" w:type=\"dxa\"/><w:tblLook w:val=\"0020\" w:firstRow=\"1\"/></w:tblPr><w:tblGrid>",
            place.inset
        );
        for _ in 0..columns {
            let _ = write!(self.out, "<w:gridCol w:w=\"{}\"/>", whole / columns);
        }
        self.out.push_str("</w:tblGrid>");
        self.row("<w:cantSplit/><w:tblHeader/>", "TableHead", head, whole / columns);
        for row in rows {
            self.row("<w:cantSplit/>", "TableText", row, whole / columns);
        }
        self.out.push_str("</w:tbl>");
    }

    fn row(&mut self, kind: &str, style: &str, cells: &[Line], width: usize) {
        let _ = write!(self.out, "<w:tr><w:trPr>{kind}</w:trPr>");
        for cell in cells {
            let _ = write!(self.out, "<w:tc><w:tcPr><w:tcW w:w=\"{width}\" w:type=\"dxa\"/></w:tcPr>");
            let shape = self.shape(style, Place::default());
            self.paragraph(shape, cell);
            self.out.push_str("</w:tc>");
        }
        self.out.push_str("</w:tr>");
    }

    fn quotation(&mut self, quotation: &Quotation) {
        let document = self.document;
        let attribution = quotation.by(&document.project, document.language);
        let place = Place {
            inset: STEP,
            ..Place::default()
        };
        for words in lines(&quoted(&quotation.text, quotation.language)) {
            let shape = Shape {
                language: quotation.language,
                bar: Some(TEAL),
                ..self.shape("StoryQuotation", place)
            };
            self.paragraph(shape, &Line::of(words));
        }
        let mut who = Line::default();
        let is_strong = true;
        who.push(
            &attribution.name_with_star,
            Look {
                is_strong,
                ..Look::default()
            },
        );
        who.push(attribution.separator, Look::default());
        let lean = Lean::Role;
        who.push(&attribution.role_line, Look { lean, ..Look::default() });
        let shape = self.shape("Attribution", Place::default());
        self.paragraph(shape, &who);
        self.plain("Note", &attribution.note);
    }

    fn figure(&mut self, figure: &Figure) {
        self.plain("Caption", &figure.caption);
        let words = |row: &[String]| figure.cells(row).map(Line::of).collect::<Vec<_>>();
        let rows: Vec<_> = figure.rows.iter().map(|row| words(row)).collect();
        self.table(&words(&figure.columns), &rows, Place::default());
        let chart = Chart::of(figure, self.document);
        if let Some(chart) = chart {
            self.picture(Picture::Chart(chart));
        }
        match source_line(&figure.source, &figure.date, self.document.language) {
            none if none.is_empty() => self.plain("TableGap", ""),
            source => self.plain("Source", &source),
        }
    }

    fn image(&mut self, image: &'a Image) {
        self.picture(Picture::Image(image));
        for (style, text) in [("Caption", image.said.caption()), ("Source", image.said.credit())] {
            if !text.is_empty() {
                let shape = Shape {
                    language: image.language(),
                    ..self.shape(style, Place::default())
                };
                self.paragraph(shape, &Line::of(text));
            }
        }
    }

    /// A picture in a paragraph of its own; of a chart, the numbers stand in the table above it. What is said of
    /// it stays on its page.
    fn picture(&mut self, picture: Picture<'a>) {
        let number = self.pictures.len() + 1;
        let place = self.shape("Normal", Place::default());
        let turned = if place.language.script() == Script::RightToLeft {
            "<w:bidi/>"
        } else {
            ""
        };
        let _ = write!(
            self.out,
            "<w:p><w:pPr><w:pStyle w:val=\"{}\"/><w:keepNext/>{turned}<w:spacing w:before=\"200\" w:after=\"80\"/></w:pPr><w:r>{}</w:r></w:p>",
            place.style,
            drawing(number, &picture)
        );
        self.pictures.push(picture);
    }
}
