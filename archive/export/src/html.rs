//! One self-contained HTML file: no script, no font, nothing that a reader's browser would fetch; a picture lies inside it. Every word goes
//! through [`escape`], every tag is written here.

#[cfg(test)]
mod tests;

use crate::chart::Chart;
use crate::document::{Block, Document, Figure, Image, Outline, Quotation, entries, is_text, lines};
use base64::prelude::{BASE64_STANDARD, Engine as _};
use method::brief::{Inline, Prose, Row, contents_title, notes_title, quoted, source_line, tongue, tongue_of_all};
use method::id::ImageId;
use method::language::{Language, PageLanguage};
use std::fmt::Write;

const SHEET: &str = include_str!("html/sheet.css");
/// Should a word ever get past [`escape`], the reader's browser still runs and fetches nothing.
const POLICY: &str = "default-src 'none'; style-src 'unsafe-inline'; img-src data:; base-uri 'none'; form-action 'none'";

/// The whole file.
pub fn html(document: &Document) -> String {
    let (tag, dir) = (document.language.tag(), document.language.dir());
    format!(
        "<!DOCTYPE html>\n<html lang=\"{tag}\" dir=\"{dir}\">\n<head>\n<meta charset=\"utf-8\">\n\
         <meta http-equiv=\"Content-Security-Policy\" content=\"{POLICY}\">\n<meta name=\"referrer\" content=\"no-referrer\">\n\
         <meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n\
         <title>{}</title>\n<style>\n{SHEET}</style>\n</head>\n<body>\n<main>\n{}</main>\n</body>\n</html>\n",
        escape(&document.title),
        written(document, &within)
    )
}

/// A picture's file as an address that holds it (RFC 2397).
pub(crate) fn within(image: &Image) -> String {
    format!(
        "data:{};base64,{}",
        image.format.media_type(),
        BASE64_STANDARD.encode(&image.bytes)
    )
}

/// The brief alone, from its `h1` to its foot, for a page that has a style of its own: what a preview shows is what is exported.
/// `address` says where a page of the house finds a picture, so that not each preview carries it.
pub fn fragment(document: &Document, address: impl Fn(ImageId) -> String) -> String {
    written(document, &|image| address(image.id))
}

fn written(document: &Document, address: &dyn Fn(&Image) -> String) -> String {
    let mut page = Page {
        language: document.language,
        address,
        out: String::new(),
        outline: Outline::default(),
        headings: 0,
        notes: Vec::new(),
    };
    page.element("h1", &document.title);
    for block in &document.blocks {
        match block {
            Block::Prose(prose) => page.prose(prose),
            Block::Quotation(quotation) => page.quotation(quotation, document),
            Block::Figure(figure) => page.figure(figure, document),
            Block::Image(image) => page.image(image),
            Block::Contents => page.contents(document),
        }
    }
    page.notes();
    page.element("p class=\"foot\"", &document.footer);
    page.out
}

/// Text as it can stand between tags and in a quoted attribute, of HTML and of XML. Control characters are left out.
pub(crate) fn escape(text: &str) -> String {
    let mut out = String::with_capacity(text.len() + text.len() / 16);
    for c in text.chars().filter(|c| is_text(*c)) {
        match c {
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '"' => out.push_str("&quot;"),
            '\'' => out.push_str("&#39;"),
            c => out.push(c),
        }
    }
    out
}

struct Page<'a> {
    /// The brief's.
    language: PageLanguage,
    /// Where each picture is found.
    address: &'a dyn Fn(&Image) -> String,
    out: String,
    outline: Outline,
    /// How many headings were written.
    headings: usize,
    /// The footnotes, each with the language of its words.
    notes: Vec<(Language, String)>,
}

impl Page<'_> {
    /// `start` is a tag's name, with attributes of ours.
    fn element(&mut self, start: &str, text: &str) {
        let name = start.split(' ').next().unwrap_or(start);
        // Writing into a string cannot fail.
        let _ = writeln!(self.out, "<{start}>{}</{name}>", escape(text));
    }

    fn within(&mut self, start: &str, write: impl FnOnce(&mut Self)) {
        let name = start.split(' ').next().unwrap_or(start);
        let _ = write!(self.out, "<{start}>");
        write(self);
        let _ = writeln!(self.out, "</{name}>");
    }

    fn prose(&mut self, prose: &Prose) {
        match prose {
            Prose::Heading { level, inlines } => {
                let level = self.outline.next(*level);
                self.headings += 1;
                let start = format!("h{level} id=\"part-{}\"", self.headings);
                let start = self.turned(&start, tongue(inlines, self.language));
                self.within(&start, |page| page.inlines(inlines));
            }
            Prose::Paragraph(inlines) => {
                let start = self.turned("p", tongue(inlines, self.language));
                self.within(&start, |page| page.inlines(inlines));
            }
            Prose::List { start, points } => {
                let start = start.map_or_else(|| "ul".to_owned(), |first| format!("ol start=\"{first}\""));
                let start = self.turned(&start, tongue_of_all(points.iter().flatten(), self.language));
                self.within(&start, |page| {
                    for point in points {
                        page.within("li", |page| point.iter().for_each(|prose| page.prose(prose)));
                    }
                });
            }
            Prose::Table { head, rows } => self.table(head, rows),
            Prose::Quote(inside) => {
                let start = self.turned("blockquote", tongue_of_all(inside, self.language));
                self.within(&start, |page| inside.iter().for_each(|prose| page.prose(prose)));
            }
            Prose::Code(text) => self.element("pre", text),
            Prose::Rule => self.out.push_str("<hr>\n"),
        }
    }

    /// A tag's start, with the language of its words where it is not the brief's.
    fn turned(&self, start: &str, language: Language) -> String {
        if language == self.language.language() {
            return start.to_owned();
        }
        format!("{start} lang=\"{}\" dir=\"{}\"", language.tag(), language.dir())
    }

    fn inlines(&mut self, inlines: &[Inline]) {
        for inline in inlines {
            match inline {
                Inline::Text(text) => self.out.push_str(&escape(text)),
                Inline::Emphasis(inside) => self.inline("em", inside),
                Inline::Strong(inside) => self.inline("strong", inside),
                Inline::Code(text) => {
                    let _ = write!(self.out, "<code>{}</code>", escape(text));
                }
                Inline::Link { href, inlines } => {
                    self.inline(
                        &format!("a rel=\"noopener noreferrer\" href=\"{}\"", escape(href.as_str())),
                        inlines,
                    );
                }
                Inline::LineBreak => self.out.push_str("<br>"),
                Inline::Note(inside) => self.note(inside),
            }
        }
    }

    /// The sign of a footnote; its words are kept for the end.
    fn note(&mut self, inside: &[Inline]) {
        let before = std::mem::take(&mut self.out);
        self.inlines(inside);
        let words = std::mem::replace(&mut self.out, before);
        self.notes.push((tongue(inside, self.language), words));
        let number = self.notes.len();
        let _ = write!(
            self.out,
            "<sup><a id=\"call-{number}\" href=\"#note-{number}\" role=\"doc-noteref\">{number}</a></sup>"
        );
    }

    /// The footnotes, each leading back to its sign.
    fn notes(&mut self) {
        let notes = std::mem::take(&mut self.notes);
        if notes.is_empty() {
            return;
        }
        let title = notes_title(self.language);
        self.within("section class=\"notes\" role=\"doc-endnotes\"", |page| {
            page.element("h2", title);
            page.within("ol", |page| {
                for (number, (language, words)) in (1..).zip(notes) {
                    let start = page.turned(&format!("li id=\"note-{number}\""), language);
                    page.within(&start, |page| {
                        let _ = write!(
                            page.out,
                            "{words} <a href=\"#call-{number}\" role=\"doc-backlink\" aria-label=\"{title} {number}\">↩</a>"
                        );
                    });
                }
            });
        });
    }

    fn contents(&mut self, document: &Document) {
        let entries = entries(document);
        if entries.is_empty() {
            return;
        }
        let title = contents_title(self.language);
        self.within(&format!("nav class=\"contents\" aria-label=\"{title}\""), |page| {
            page.element("p", title);
            page.within("ul", |page| {
                for entry in entries {
                    let start = page.turned(&format!("li class=\"level-{}\"", entry.level), entry.language);
                    page.within(&start, |page| {
                        page.element(&format!("a href=\"#part-{}\"", entry.number), &entry.words);
                    });
                }
            });
        });
    }

    fn inline(&mut self, start: &str, inside: &[Inline]) {
        let name = start.split(' ').next().unwrap_or(start);
        let _ = write!(self.out, "<{start}>");
        self.inlines(inside);
        let _ = write!(self.out, "</{name}>");
    }

    fn table(&mut self, head: &Row, rows: &[Row]) {
        self.framed_table(
            |page| page.row("th scope=\"col\"", head),
            |page| rows.iter().for_each(|row| page.row("td", row)),
        );
    }

    /// A table in a frame that scrolls where the window is narrow, by keyboard too.
    fn framed_table(&mut self, head: impl FnOnce(&mut Self), body: impl FnOnce(&mut Self)) {
        self.within("div class=\"table\" role=\"group\" tabindex=\"0\"", |page| {
            page.within("table", |page| {
                page.within("thead", head);
                page.within("tbody", body);
            });
        });
    }

    fn row(&mut self, cell: &str, cells: &Row) {
        self.within("tr", |page| {
            for inlines in cells {
                let start = page.turned(cell, tongue(inlines, page.language));
                page.within(&start, |page| page.inlines(inlines));
            }
        });
    }

    fn quotation(&mut self, quotation: &Quotation, document: &Document) {
        let attribution = quotation.by(&document.project, document.language);
        let marked = quoted(&quotation.text, quotation.language);
        let start = format!(
            "blockquote lang=\"{}\" dir=\"{}\"",
            quotation.language.tag(),
            quotation.language.dir()
        );
        self.within("figure class=\"quotation\"", |page| {
            page.within(&start, |page| lines(&marked).for_each(|line| page.element("p", line)));
            page.within("figcaption", |page| {
                page.within("p", |page| {
                    let (name, role) = (escape(&attribution.name_with_star), escape(&attribution.role_line));
                    let _ = write!(page.out, "<strong>{name}</strong>{}<em>{role}</em>", attribution.separator);
                });
                page.element("p class=\"note\"", &attribution.note);
            });
        });
    }

    fn figure(&mut self, figure: &Figure, document: &Document) {
        self.within("figure class=\"indicators\"", |page| {
            page.element("figcaption", &figure.caption);
            page.framed_table(
                |page| page.words("th scope=\"col\"", figure, &figure.columns),
                |page| figure.rows.iter().for_each(|row| page.words("td", figure, row)),
            );
            if let Some(chart) = Chart::of(figure, document) {
                page.out.push_str(&chart.screen());
            }
            let source = source_line(&figure.source, &figure.date, document.language);
            if !source.is_empty() {
                page.element("p class=\"source\"", &source);
            }
        });
    }

    fn image(&mut self, image: &Image) {
        let (wide, high) = image.dots;
        let start = self.turned("figure class=\"image\"", image.language());
        self.within(&start, |page| {
            let (address, alt) = ((page.address)(image), escape(image.said.alt()));
            let _ = writeln!(
                page.out,
                "<img src=\"{address}\" width=\"{wide}\" height=\"{high}\" alt=\"{alt}\">"
            );
            page.within("figcaption", |page| {
                if !image.said.caption().is_empty() {
                    page.element("p", image.said.caption());
                }
                page.element("p class=\"source\"", image.said.credit());
            });
        });
    }

    fn words(&mut self, cell: &str, figure: &Figure, row: &[String]) {
        self.within("tr", |page| figure.cells(row).for_each(|text| page.element(cell, text)));
    }
}
