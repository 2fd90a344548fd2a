//! A document as source text for the typesetter: calls of the functions in `brief.typ`, whose arguments are string literals.
//! No word is ever pasted as markup, so none of it can become a call.

use super::world::picture;
use crate::chart::Chart;
use crate::document::{Block, Document, Figure, Image, Outline, Quotation, entries, is_text, lines, width};
use chrono::{Datelike, NaiveDate};
use method::brief::{ImageFormat, Inline, Prose, contents_title, quoted, source_line, tongue, tongue_of_all};
use method::language::{Language, PageLanguage};
use std::fmt::Write;
use std::sync::Arc;

const LOOK: &str = include_str!("brief.typ");
/// Deeper than this, lists, quotes and stresses are no longer set inside each other: no line would be left on the page.
const DEEPEST: u8 = 8;

/// The whole source; a file that says no day has none.
pub(super) fn source(document: &Document, day: Option<NaiveDate>) -> String {
    let (tag, side) = place(document.language.language());
    let mut writer = Writer {
        language: document.language,
        out: LOOK.to_owned(),
        outline: Outline::default(),
        pictures: 0,
        depth: 0,
    };
    let _ = write!(
        writer.out,
        "#show: brief.with({}, {tag}, {side}, day: {})\n#{{\n",
        literal(title(document)),
        day.map_or_else(|| "none".to_owned(), date)
    );
    let _ = writeln!(writer.out, "heading(level: 1, {});", literal(title(document)));
    for block in &document.blocks {
        match block {
            Block::Prose(prose) => writer.prose(prose),
            Block::Quotation(quotation) => writer.quotation(quotation, document),
            Block::Figure(figure) => writer.figure(figure, document),
            Block::Image(image) => writer.image(image),
            Block::Contents => writer.contents(document),
        }
    }
    let _ = write!(writer.out, "foot({})\n}}\n", literal(&document.footer));
    writer.out
}

/// The files of a document's pictures, in the order in which its source names them.
pub(super) fn pictures(document: &Document) -> Vec<Arc<[u8]>> {
    let images = document.blocks.iter().filter_map(|block| match block {
        Block::Image(image) => Some(Arc::clone(&image.bytes)),
        _ => None,
    });
    images.collect()
}

fn date(day: NaiveDate) -> String {
    format!("datetime(year: {}, month: {}, day: {})", day.year(), day.month(), day.day())
}

/// PDF/UA refuses a document without a title.
fn title(document: &Document) -> &str {
    let is_said = document.title.chars().any(|c| is_text(c) && !c.is_whitespace());
    if is_said { document.title.trim() } else { "–" }
}

/// Language and direction as the typesetter writes them.
pub(crate) fn place(language: Language) -> (&'static str, &'static str) {
    match language {
        Language::French => ("\"fr\"", "ltr"),
        Language::English => ("\"en\"", "ltr"),
        Language::Arabic => ("\"ar\"", "rtl"),
        Language::Darija => ("\"ary\"", "rtl"),
        Language::DarijaLatin => ("\"ary\"", "ltr"),
    }
}

/// A text as a string literal. Backslash and quotation mark are all that could end or bend it.
pub(crate) fn literal(text: &str) -> String {
    let mut out = String::with_capacity(text.len() + 2);
    out.push('"');
    for c in text.chars().filter(|c| is_text(*c)) {
        match c {
            '\\' => out.push_str("\\\\"),
            '"' => out.push_str("\\\""),
            '\n' => out.push_str("\\n"),
            '\t' => out.push_str("\\t"),
            c => out.push(c),
        }
    }
    out.push('"');
    out
}

struct Writer {
    /// The brief's.
    language: PageLanguage,
    out: String,
    outline: Outline,
    /// How many pictures were named.
    pictures: usize,
    depth: u8,
}

impl Writer {
    fn put(&mut self, source: &str) {
        self.out.push_str(source);
    }

    /// Content made of several parts; `[]` makes content even of none.
    fn braced(&mut self, write: impl FnOnce(&mut Self)) {
        self.depth += 1;
        self.put("{[];");
        write(self);
        self.put("}");
        self.depth -= 1;
    }

    /// A block, turned round where its words are not in the brief's language.
    fn prose(&mut self, prose: &Prose) {
        let language = match prose {
            Prose::Heading { inlines, .. } | Prose::Paragraph(inlines) => tongue(inlines, self.language),
            Prose::List { .. } | Prose::Quote(_) => tongue_of_all([prose], self.language),
            Prose::Table { .. } | Prose::Code(_) | Prose::Rule => self.language.language(),
        };
        if language == self.language.language() {
            return self.as_it_runs(prose);
        }
        let (tag, side) = place(language);
        let _ = write!(self.out, "turned({tag}, {side}, ");
        self.braced(|writer| writer.as_it_runs(prose));
        self.put(");\n");
    }

    fn as_it_runs(&mut self, prose: &Prose) {
        let is_deep = self.depth >= DEEPEST;
        match prose {
            Prose::Heading { level, inlines } => {
                let level = self.outline.next(*level);
                let _ = write!(self.out, "heading(level: {level}, ");
                self.braced(|writer| writer.inlines(inlines));
                self.put(");\n");
            }
            Prose::Paragraph(inlines) => {
                self.put("par(");
                self.braced(|writer| writer.inlines(inlines));
                self.put(");\n");
            }
            Prose::List { points, .. } if is_deep => points.iter().flatten().for_each(|prose| self.prose(prose)),
            Prose::List { start, points } => self.list(*start, points),
            Prose::Table { head, rows } => {
                let _ = write!(self.out, "grid-of({}, (", width(head, rows));
                self.cells(head);
                self.put("), (");
                for row in rows {
                    self.cells(row);
                }
                self.put("));\n");
            }
            Prose::Quote(inside) if is_deep => inside.iter().for_each(|prose| self.prose(prose)),
            Prose::Quote(inside) => {
                self.put("cited(");
                self.braced(|writer| inside.iter().for_each(|prose| writer.prose(prose)));
                self.put(");\n");
            }
            Prose::Code(text) => {
                let _ = writeln!(self.out, "raw(block: true, {});", literal(text));
            }
            Prose::Rule => self.put("line(length: 100%, stroke: hair);\n"),
        }
    }

    fn list(&mut self, start: Option<u64>, points: &[Vec<Prose>]) {
        match start {
            Some(first) => {
                let _ = write!(self.out, "enum(start: {first}, ");
            }
            None => self.put("list("),
        }
        for point in points {
            self.braced(|writer| point.iter().for_each(|prose| writer.prose(prose)));
            self.put(", ");
        }
        self.put(");\n");
    }

    fn cells(&mut self, cells: &[Vec<Inline>]) {
        for inlines in cells {
            let language = tongue(inlines, self.language);
            if language == self.language.language() {
                self.braced(|writer| writer.inlines(inlines));
            } else {
                let (tag, side) = place(language);
                let _ = write!(self.out, "turned({tag}, {side}, ");
                self.braced(|writer| writer.inlines(inlines));
                self.put(")");
            }
            self.put(", ");
        }
    }

    fn inlines(&mut self, inlines: &[Inline]) {
        let is_deep = self.depth >= DEEPEST;
        for inline in inlines {
            match inline {
                Inline::Text(text) => {
                    let _ = write!(self.out, "{};", literal(text));
                }
                Inline::Emphasis(inside) | Inline::Strong(inside) if is_deep => self.inlines(inside),
                Inline::Emphasis(inside) => self.styled("emph(", inside),
                Inline::Strong(inside) => self.styled("strong(", inside),
                Inline::Code(text) => {
                    let _ = write!(self.out, "raw({});", literal(text));
                }
                Inline::Link { href, inlines } => self.styled(&format!("link({}, ", literal(href.as_str())), inlines),
                Inline::LineBreak => self.put("linebreak();"),
                Inline::Note(inside) => self.note(inside),
            }
        }
    }

    fn note(&mut self, inside: &[Inline]) {
        let (tag, side) = place(tongue(inside, self.language));
        let is_other_way = side != place(self.language.language()).1;
        let _ = write!(self.out, "note({tag}, {side}, {is_other_way}, ");
        self.braced(|writer| writer.inlines(inside));
        self.put(");");
    }

    /// An empty list would be no list: PDF/UA knows none.
    fn contents(&mut self, document: &Document) {
        if !entries(document).is_empty() {
            let _ = writeln!(self.out, "contents({});", literal(contents_title(self.language)));
        }
    }

    fn styled(&mut self, call: &str, inside: &[Inline]) {
        self.put(call);
        self.braced(|writer| writer.inlines(inside));
        self.put(");");
    }

    fn quotation(&mut self, quotation: &Quotation, document: &Document) {
        let attribution = quotation.by(&document.project, document.language);
        let (tag, side) = place(quotation.language);
        let _ = write!(self.out, "quotation({tag}, {side}, ");
        self.braced(|writer| {
            for line in lines(&quoted(&quotation.text, quotation.language)) {
                let _ = write!(writer.out, "par({});", literal(line));
            }
        });
        let parts = [
            &attribution.name_with_star,
            attribution.separator,
            &attribution.role_line,
            &attribution.note,
        ];
        for part in parts {
            let _ = write!(self.out, ", {}", literal(part));
        }
        self.put(");\n");
    }

    fn image(&mut self, image: &Image) {
        self.pictures += 1;
        let (tag, side) = place(image.language());
        let format = match image.format {
            ImageFormat::Png => "png",
            ImageFormat::Jpeg => "jpg",
        };
        let (wide, _) = image.drawn();
        let _ = writeln!(
            self.out,
            "picture({tag}, {side}, {}, \"{format}\", {wide:.2}mm, {}, {}, {});",
            literal(&picture(self.pictures)),
            literal(image.said.alt()),
            literal(image.said.caption()),
            literal(image.said.credit())
        );
    }

    fn figure(&mut self, figure: &Figure, document: &Document) {
        let words = |out: &mut String, row: &[String]| {
            for text in figure.cells(row) {
                let _ = write!(out, "{}, ", literal(text));
            }
        };
        let _ = write!(self.out, "indicators({}, {}, (", literal(&figure.caption), figure.width());
        words(&mut self.out, &figure.columns);
        self.put("), (");
        figure.rows.iter().for_each(|row| words(&mut self.out, row));
        self.put("), ");
        match Chart::of(figure, document) {
            Some(chart) => {
                let _ = write!(self.out, "chart({}, {})", literal(&chart.paper()), literal(&chart.said));
            }
            None => self.put("none"),
        }
        let source = source_line(&figure.source, &figure.date, document.language);
        let _ = writeln!(self.out, ", {});", literal(&source));
    }
}
