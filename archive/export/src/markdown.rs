//! A brief as Markdown (`CommonMark` with tables and footnotes), to work on with in a program for texts: its references answered, so that
//! it reads alone. Every word is escaped: none becomes a mark.

#[cfg(test)]
mod tests;

use crate::document::{Block, Document, Figure, Image, Outline, Quotation, is_text, lines, width};
use crate::html::within;
use method::brief::{Inline, Prose, Row, quoted, source_line};
use std::fmt::Write as _;

/// The whole file.
pub fn markdown(document: &Document) -> String {
    let mut writer = Writer {
        out: format!("# {}\n", one_line(&document.title)),
        before: String::new(),
        is_parted: false,
        outline: Outline::default(),
        notes: Vec::new(),
        pictures: Vec::new(),
        is_stressed: false,
    };
    for block in &document.blocks {
        match block {
            Block::Prose(prose) => writer.prose(prose),
            Block::Quotation(quotation) => writer.quotation(quotation, document),
            Block::Figure(figure) => writer.figure(figure, document),
            Block::Image(image) => writer.image(image),
            // A list of headings is what each program makes of them by itself.
            Block::Contents => {}
        }
    }
    writer.paragraph("---");
    writer.paragraph(&one_line(&document.footer));
    for (number, note) in (1..).zip(std::mem::take(&mut writer.notes)) {
        writer.paragraph(&format!("[^{number}]: {note}"));
    }
    for (number, picture) in (1..).zip(std::mem::take(&mut writer.pictures)) {
        writer.paragraph(&format!("[image-{number}]: <{picture}>"));
    }
    writer.out
}

/// Words with nothing in them that Markdown would take for its own.
fn escape(text: &str) -> String {
    let mut safe = String::with_capacity(text.len() + text.len() / 16);
    let mut before = None;
    for letter in text.chars().filter(|letter| is_text(*letter)) {
        // A line's end or a tabulator would begin another block.
        let letter = if matches!(letter, '\n' | '\t') { ' ' } else { letter };
        if is_mark(before, letter) {
            safe.push('\\');
        }
        safe.push(letter);
        before = Some(letter);
    }
    safe
}

/// Whether a letter could be a mark behind another, or where words begin.
fn is_mark(before: Option<char>, letter: char) -> bool {
    match letter {
        '\\' | '`' | '*' | '_' | '{' | '}' | '[' | ']' | '<' | '>' | '#' | '|' | '~' | '&' | '$' | '^' => true,
        // Points of lists, and lines below headings.
        '-' | '+' | '=' | ':' => before.is_none_or(char::is_whitespace),
        '.' | ')' => before.is_some_and(|before| before.is_ascii_digit()),
        _ => false,
    }
}

fn one_line(text: &str) -> String {
    escape(text.trim())
}

/// Typed text between so many backquotes that none of its own ends it (`CommonMark` 6.1).
fn typed(text: &str) -> String {
    let text: String = text
        .chars()
        .filter(|c| is_text(*c))
        .map(|c| if c == '\n' { ' ' } else { c })
        .collect();
    if text.is_empty() {
        return text;
    }
    let fence = "`".repeat(1 + longest_run(&text));
    format!("{fence} {text} {fence}")
}

fn longest_run(text: &str) -> usize {
    text.split(|c| c != '`').map(str::len).max().unwrap_or(0)
}

struct Writer {
    out: String,
    /// What each line of the block begins with: `> ` within a quotation, spaces within a list.
    before: String,
    /// Whether the empty line before the next block stands there already.
    is_parted: bool,
    outline: Outline,
    notes: Vec<String>,
    /// The addresses of the pictures, which hold them: they stand at the end, where they part no words.
    pictures: Vec<String>,
    /// Whether words are being written that are stressed already: a stress inside another is not written.
    is_stressed: bool,
}

impl Writer {
    fn stresses<T>(&mut self, write: impl FnOnce(&mut Self) -> T) -> T {
        let before = std::mem::replace(&mut self.is_stressed, true);
        let written = write(self);
        self.is_stressed = before;
        written
    }

    /// A block, parted from the one before it.
    fn paragraph(&mut self, text: &str) {
        if !std::mem::take(&mut self.is_parted) {
            self.part();
        }
        for line in text.lines() {
            let line = format!("{}{line}", self.before);
            self.out.push_str(line.trim_end_matches('\t'));
            self.out.push('\n');
        }
    }

    /// The empty line before a block.
    fn part(&mut self) {
        self.out.push_str(self.before.trim_end());
        self.out.push('\n');
    }

    /// Blocks behind bars, parted from what stands before the bars.
    fn barred(&mut self, write: impl FnOnce(&mut Self)) {
        if !std::mem::replace(&mut self.is_parted, true) {
            self.part();
        }
        self.within("> ", write);
        self.is_parted = false;
    }

    fn within(&mut self, mark: &str, write: impl FnOnce(&mut Self)) {
        let before = self.before.len();
        self.before.push_str(mark);
        write(self);
        self.before.truncate(before);
    }

    fn prose(&mut self, prose: &Prose) {
        match prose {
            Prose::Heading { level, inlines } => {
                let marks = "#".repeat(usize::from(self.outline.next(*level)));
                let words = self.inlines(inlines).replace("\\\n", " ");
                self.paragraph(&format!("{marks} {words}"));
            }
            Prose::Paragraph(inlines) => {
                let words = self.inlines(inlines);
                // At the end of a paragraph a break is a backslash.
                self.paragraph(words.trim_end_matches("\\\n"));
            }
            Prose::List { start, points } => self.list(*start, points),
            Prose::Table { head, rows } => {
                let width = width(head, rows);
                let rows = std::iter::once(head).chain(rows);
                let rows: Vec<Vec<String>> = rows.map(|row| self.row(row)).collect();
                self.table(&rows, width);
            }
            Prose::Quote(inside) => self.barred(|writer| inside.iter().for_each(|prose| writer.prose(prose))),
            Prose::Code(text) => {
                let text: String = text.chars().filter(|c| is_text(*c)).collect();
                let fence = "`".repeat(3.max(1 + longest_run(&text)));
                self.paragraph(&format!("{fence}\n{text}\n{fence}"));
            }
            Prose::Rule => self.paragraph("---"),
        }
    }

    fn list(&mut self, start: Option<u64>, points: &[Vec<Prose>]) {
        for (at, point) in (0..).zip(points) {
            let mark = start.map_or_else(|| "- ".to_owned(), |first| format!("{}. ", first.saturating_add(at)));
            if !std::mem::replace(&mut self.is_parted, true) {
                self.part();
            }
            let from = self.out.len();
            let inset = " ".repeat(mark.len());
            self.within(&inset, |writer| point.iter().for_each(|prose| writer.prose(prose)));
            self.is_parted = false;
            // The point's mark takes the place of the first line's inset.
            let place = from + self.before.len();
            if self.out.len() > place {
                self.out.replace_range(place..place + mark.len(), &mark);
            }
        }
    }

    fn row(&mut self, row: &Row) -> Vec<String> {
        let cells = row.iter().map(|cell| self.inlines(cell).replace("\\\n", " "));
        cells.collect()
    }

    fn table(&mut self, rows: &[Vec<String>], width: usize) {
        let mut text = String::new();
        for (at, row) in rows.iter().enumerate() {
            for column in 0..width {
                text.push_str("| ");
                text.push_str(row.get(column).map_or("", String::as_str));
                text.push(' ');
            }
            text.push_str("|\n");
            if at == 0 {
                text.push_str(&"|---".repeat(width));
                text.push_str("|\n");
            }
        }
        self.paragraph(&text);
    }

    fn inlines(&mut self, inlines: &[Inline]) -> String {
        // Writing into a string cannot fail.
        let mut out = String::new();
        for (at, inline) in inlines.iter().enumerate() {
            match inline {
                Inline::Text(text) => out.push_str(&escape(text)),
                Inline::Emphasis(inside) | Inline::Strong(inside) => {
                    let mark = if matches!(inline, Inline::Strong(_)) { "**" } else { "*" };
                    let words = self.stresses(|writer| writer.inlines(inside));
                    let is_free = !self.is_stressed && may_end(&words, inlines.get(at + 1)) && may_begin(&out, &words);
                    append(&mut out, &if is_free { stressed(mark, &words) } else { words });
                }
                Inline::Code(text) => append(&mut out, &typed(text)),
                Inline::Link { href, inlines } => {
                    let words = self.inlines(inlines);
                    let address = href.as_str().replace(['<', '>'], "").replace('\\', "\\\\");
                    let _ = write!(out, "[{words}](<{address}>)");
                }
                Inline::LineBreak => out.push_str("\\\n"),
                Inline::Note(inside) => {
                    let before = std::mem::take(&mut self.is_stressed);
                    let words = self.inlines(inside).replace("\\\n", " ");
                    self.is_stressed = before;
                    self.notes.push(words);
                    let _ = write!(out, "[^{}]", self.notes.len());
                }
            }
        }
        out
    }

    fn quotation(&mut self, quotation: &Quotation, document: &Document) {
        let by = quotation.by(&document.project, document.language);
        self.barred(|writer| {
            for line in lines(&quoted(&quotation.text, quotation.language)) {
                writer.paragraph(&escape(line));
            }
            let (name, role) = (escape(&by.name_with_star), escape(&by.role_line));
            writer.paragraph(&format!("{}{}{}", stressed("**", &name), by.separator, stressed("*", &role)));
            writer.paragraph(&escape(&by.note));
        });
    }

    fn image(&mut self, image: &Image) {
        self.pictures.push(within(image));
        let (alt, number) = (one_line(image.said.alt()), self.pictures.len());
        self.paragraph(&format!("![{alt}][image-{number}]"));
        for line in [image.said.caption(), image.said.credit()] {
            if !line.is_empty() {
                self.paragraph(&one_line(line));
            }
        }
    }

    /// The table; bars are drawn from it where there are pictures.
    fn figure(&mut self, figure: &Figure, document: &Document) {
        self.paragraph(&stressed("**", &one_line(&figure.caption)));
        let cells = |row: &[String]| figure.cells(row).map(one_line).collect::<Vec<_>>();
        let rows: Vec<_> = std::iter::once(&figure.columns)
            .chain(&figure.rows)
            .map(|row| cells(row))
            .collect();
        self.table(&rows, figure.width());
        let source = source_line(&figure.source, &figure.date, document.language);
        if !source.is_empty() {
            self.paragraph(&one_line(&source));
        }
    }
}

/// Puts words behind others; two runs of backquotes would become one.
fn append(out: &mut String, words: &str) {
    if out.ends_with('`') && words.starts_with('`') {
        out.push(' ');
    }
    out.push_str(words);
}

/// Whether a mark before these words opens a stress whatever stands before it (`CommonMark` 6.2, left-flanking).
fn may_begin(before: &str, words: &str) -> bool {
    let first = words.trim_start().chars().next();
    let last = before.chars().next_back();
    let is_apart = last.is_none_or(char::is_whitespace) || words.starts_with(char::is_whitespace);
    last != Some('*') && (is_apart || first.is_some_and(char::is_alphanumeric))
}

/// Whether a mark behind these words closes a stress whatever follows it (right-flanking).
fn may_end(words: &str, next: Option<&Inline>) -> bool {
    let last = words.trim_end().chars().next_back();
    let is_apart = words.ends_with(char::is_whitespace)
        || match next {
            None | Some(Inline::LineBreak) => true,
            Some(Inline::Text(text)) => text.starts_with(char::is_whitespace),
            Some(_) => false,
        };
    is_apart || last.is_some_and(char::is_alphanumeric)
}

/// Stressed words: marks beside spaces, or around nothing, would be no marks.
fn stressed(mark: &str, words: &str) -> String {
    let inner = words.trim();
    if inner.is_empty() {
        return words.to_owned();
    }
    words.replacen(inner, &format!("{mark}{inner}{mark}"), 1)
}
