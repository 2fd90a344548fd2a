//! From Markdown (`CommonMark` with tables and footnotes) to blocks. The parser's events are folded on a stack, never by recursion, so a
//! hostile nesting costs a refusal and no stack.

use super::reference::{Found, Reference};
use super::{Block, Brief, BriefError, DEEPEST, Href, Inline, LONGEST, MOST_IMAGES, Placeholder, Prose, Row, WIDEST};
use pulldown_cmark::{CowStr, Event, LinkType, Options, Parser, Tag, TagEnd};
use std::collections::BTreeMap;

/// Reads a brief.
///
/// # Errors
/// Each [`BriefError`]: too long, too deep, too wide, or a reference that cannot be read where it stands.
pub fn parse(markdown: &str) -> Result<Brief, BriefError> {
    if markdown.len() > LONGEST {
        return Err(BriefError::TooLong { bytes: markdown.len() });
    }
    // Notes mostly stand below what leads to them: they are read first.
    let notes = read(markdown, BTreeMap::new())?.notes;
    let read = read(markdown, notes)?;
    match read
        .notes
        .into_values()
        .filter(|note| !note.is_used)
        .map(|note| note.line)
        .min()
    {
        Some(line) => Err(BriefError::NoteUnused { line }),
        None => Ok(Brief {
            blocks: read.blocks,
            left: read.left,
        }),
    }
}

/// Reads from top to bottom; `notes` are those that are known already.
fn read(markdown: &str, notes: BTreeMap<String, Note>) -> Result<Reader<'_>, BriefError> {
    let mut reader = Reader {
        markdown,
        blocks: Vec::new(),
        left: Vec::new(),
        open: Vec::new(),
        notes,
    };
    let options = Options::ENABLE_TABLES | Options::ENABLE_FOOTNOTES;
    let mut events = Parser::new_ext(markdown, options).into_offset_iter();
    while let Some((event, place)) = events.next() {
        match event {
            Event::Start(Tag::Paragraph) if reader.open.is_empty() && stands_alone(&markdown[place.clone()]) => {
                reader.refer(place.start)?;
                events
                    .by_ref()
                    .find(|(event, _)| matches!(event, Event::End(TagEnd::Paragraph)));
            }
            Event::Start(tag) => reader.start(tag, place.start)?,
            Event::End(_) => reader.end(),
            Event::Text(text) => reader.text(&text, place.start)?,
            Event::Html(text) | Event::InlineHtml(text) => reader.html(&text, place.start)?,
            Event::Code(text) => reader.put(Inline::Code(text.into_string())),
            Event::SoftBreak => reader.put_text(" "),
            Event::HardBreak => reader.put(Inline::LineBreak),
            Event::Rule => reader.put_prose(Prose::Rule),
            Event::FootnoteReference(name) => reader.note(&name, place.start)?,
            // Of extensions that are not switched on.
            Event::InlineMath(_) | Event::DisplayMath(_) | Event::TaskListMarker(_) => {}
        }
    }
    Ok(reader)
}

/// Whether a paragraph is one pair of braces with something between.
fn stands_alone(paragraph: &str) -> bool {
    let inside = paragraph.trim().strip_prefix("{{").and_then(|rest| rest.strip_suffix("}}"));
    inside.is_some_and(|inside| !inside.contains("{{") && !inside.contains("}}"))
}

/// What has been opened and not closed yet.
enum Kind {
    Paragraph,
    Heading(u8),
    Quote,
    Code,
    Html,
    List(Option<u64>),
    Point,
    Table,
    Head,
    Row,
    Cell,
    Emphasis,
    Strong,
    Link(Href),
    /// The words of a footnote, with its name and its line.
    Note(String, usize),
    /// Keeps its words and nothing else: an image, a link whose address may not be followed.
    Plain,
}

struct Open {
    kind: Kind,
    inlines: Vec<Inline>,
    prose: Vec<Prose>,
    points: Vec<Vec<Prose>>,
    cells: Row,
    head: Row,
    rows: Vec<Row>,
}

/// The words of a footnote.
struct Note {
    line: usize,
    inlines: Vec<Inline>,
    is_used: bool,
}

struct Reader<'a> {
    markdown: &'a str,
    blocks: Vec<Block>,
    left: Vec<(usize, Placeholder)>,
    open: Vec<Open>,
    /// By their names.
    notes: BTreeMap<String, Note>,
}

impl Reader<'_> {
    fn line(&self, at: usize) -> usize {
        1 + self.markdown[..at].matches('\n').count()
    }

    fn refer(&mut self, at: usize) -> Result<(), BriefError> {
        let start = at + self.markdown[at..].find("{{").unwrap_or_default();
        self.blocks.push(match Found::at(&self.markdown[start..]) {
            Found::Whole(Reference::Excerpt(id), _) => Block::Excerpt(id),
            Found::Whole(Reference::Figure(id), _) => Block::Figure(id),
            Found::Whole(Reference::Image(_), _) if self.images() == MOST_IMAGES => {
                return Err(BriefError::TooManyImages { line: self.line(start) });
            }
            Found::Whole(Reference::Image(id), _) => Block::Image(id),
            Found::Chart(id) => Block::Chart(id),
            Found::Contents => Block::Contents,
            Found::Fill(placeholder) => {
                self.left.push((self.line(start), placeholder));
                Block::Prose(Prose::Paragraph(vec![Inline::Code(placeholder.typed())]))
            }
            other => return Err(other.refused(self.line(start))),
        });
        Ok(())
    }

    /// At how many places pictures stand by now.
    fn images(&self) -> usize {
        self.blocks.iter().filter(|block| matches!(block, Block::Image(_))).count()
    }

    fn start(&mut self, tag: Tag<'_>, at: usize) -> Result<(), BriefError> {
        if self.open.len() >= DEEPEST {
            return Err(BriefError::TooDeep { line: self.line(at) });
        }
        let kind = match tag {
            Tag::Paragraph => Kind::Paragraph,
            Tag::Heading { level, .. } => Kind::Heading(level as u8),
            Tag::BlockQuote(_) => Kind::Quote,
            Tag::CodeBlock(_) => Kind::Code,
            Tag::HtmlBlock => Kind::Html,
            Tag::List(start) => Kind::List(start),
            Tag::Item => Kind::Point,
            Tag::Table(columns) if columns.len() > WIDEST => return Err(BriefError::TooWide { line: self.line(at) }),
            Tag::Table(_) => Kind::Table,
            Tag::TableHead => Kind::Head,
            Tag::TableRow => Kind::Row,
            Tag::TableCell => Kind::Cell,
            Tag::Emphasis => Kind::Emphasis,
            Tag::Strong => Kind::Strong,
            Tag::FootnoteDefinition(name) => Kind::Note(name.into_string(), self.line(at)),
            Tag::Link { link_type, dest_url, .. } => address(link_type, &dest_url).map_or(Kind::Plain, Kind::Link),
            _ => Kind::Plain,
        };
        if matches!(kind, Kind::List(_) | Kind::Quote | Kind::Code | Kind::Html) {
            self.settle();
        }
        let (inlines, prose, points) = (Vec::new(), Vec::new(), Vec::new());
        self.open.push(Open {
            kind,
            inlines,
            prose,
            points,
            cells: Vec::new(),
            head: Vec::new(),
            rows: Vec::new(),
        });
        Ok(())
    }

    fn end(&mut self) {
        self.settle();
        let Some(done) = self.open.pop() else { return };
        match done.kind {
            Kind::Paragraph | Kind::Html | Kind::Heading(_) if done.inlines.is_empty() => {}
            Kind::Paragraph | Kind::Html => self.put_prose(Prose::Paragraph(done.inlines)),
            Kind::Heading(level) => self.put_prose(Prose::Heading {
                level,
                inlines: done.inlines,
            }),
            Kind::Quote => self.put_prose(Prose::Quote(done.prose)),
            Kind::Code => self.put_prose(Prose::Code(words(&done.inlines))),
            Kind::List(start) => self.put_prose(Prose::List {
                start,
                points: done.points,
            }),
            Kind::Table => self.put_prose(Prose::Table {
                head: done.head,
                rows: done.rows,
            }),
            Kind::Point => self.inside(|list| list.points.push(done.prose)),
            Kind::Head => self.inside(|table| table.head = done.cells),
            Kind::Row => self.inside(|table| table.rows.push(done.cells)),
            Kind::Cell => self.inside(|row| row.cells.push(done.inlines)),
            Kind::Emphasis => self.put(Inline::Emphasis(done.inlines)),
            Kind::Strong => self.put(Inline::Strong(done.inlines)),
            Kind::Link(href) => self.put(Inline::Link {
                href,
                inlines: done.inlines,
            }),
            Kind::Note(name, line) => self.keep(name, line, &done.prose),
            Kind::Plain => self.inside(|parent| parent.inlines.extend(done.inlines)),
        }
    }

    /// Keeps a footnote's words until something leads to it; of two of one name, the first.
    fn keep(&mut self, name: String, line: usize, prose: &[Prose]) {
        let mut inlines = Vec::new();
        flatten(prose, &mut inlines);
        self.notes.entry(name).or_insert(Note {
            line,
            inlines,
            is_used: false,
        });
    }

    fn note(&mut self, name: &str, at: usize) -> Result<(), BriefError> {
        if self.open.iter().any(|open| matches!(open.kind, Kind::Note(..))) {
            return Err(BriefError::NoteInNote { line: self.line(at) });
        }
        // Not known yet: read once more with all notes in hand.
        if let Some(note) = self.notes.get_mut(name) {
            note.is_used = true;
            let inlines = note.inlines.clone();
            // Two signs side by side would read as one number.
            if matches!(self.open.last().and_then(|open| open.inlines.last()), Some(Inline::Note(_))) {
                self.put_text("\u{a0}");
            }
            self.put(Inline::Note(inlines));
        }
        Ok(())
    }

    /// Words of a tight list stand in a point without a paragraph: they become one before the next block.
    fn settle(&mut self) {
        if let Some(open) = self.open.last_mut()
            && matches!(open.kind, Kind::Point)
            && !open.inlines.is_empty()
        {
            open.prose.push(Prose::Paragraph(std::mem::take(&mut open.inlines)));
        }
    }

    fn text(&mut self, text: &str, at: usize) -> Result<(), BriefError> {
        let is_code = self.open.last().is_some_and(|open| matches!(open.kind, Kind::Code));
        if let (false, Some(ahead)) = (is_code, text.find("{{")) {
            let start = at + self.markdown[at..].find("{{").unwrap_or(ahead);
            return Err(Found::at(&self.markdown[start..]).refused(self.line(start)));
        }
        self.put_text(text);
        Ok(())
    }

    /// Raw HTML, as words that everyone sees; a block of it comes line by line.
    fn html(&mut self, text: &str, at: usize) -> Result<(), BriefError> {
        if self
            .open
            .last()
            .is_some_and(|open| matches!(open.kind, Kind::Html) && !open.inlines.is_empty())
        {
            self.put(Inline::LineBreak);
        }
        self.text(&text.trim_end().replace(['\r', '\n'], " "), at)
    }

    fn put_text(&mut self, text: &str) {
        self.inside(|open| match open.inlines.last_mut() {
            Some(Inline::Text(before)) => before.push_str(text),
            _ => open.inlines.push(Inline::Text(text.to_owned())),
        });
    }

    fn put(&mut self, inline: Inline) {
        self.inside(|open| open.inlines.push(inline));
    }

    fn inside(&mut self, put: impl FnOnce(&mut Open)) {
        if let Some(open) = self.open.last_mut() {
            put(open);
        }
    }

    fn put_prose(&mut self, prose: Prose) {
        self.settle();
        match self.open.last_mut() {
            Some(open) => open.prose.push(prose),
            None => self.blocks.push(Block::Prose(prose)),
        }
    }
}

/// The words of blocks as one line, each block's parted from the next by a break.
fn flatten(prose: &[Prose], out: &mut Vec<Inline>) {
    for block in prose {
        match block {
            Prose::Heading { inlines, .. } | Prose::Paragraph(inlines) => put_line(inlines, out),
            Prose::Code(text) => put_line(&[Inline::Code(text.clone())], out),
            Prose::Table { head, rows } => head.iter().chain(rows.iter().flatten()).for_each(|cell| put_line(cell, out)),
            Prose::Quote(inside) => flatten(inside, out),
            Prose::List { points, .. } => points.iter().for_each(|point| flatten(point, out)),
            Prose::Rule => {}
        }
    }
}

fn put_line(inlines: &[Inline], out: &mut Vec<Inline>) {
    if !out.is_empty() && !inlines.is_empty() {
        out.push(Inline::LineBreak);
    }
    out.extend_from_slice(inlines);
}

fn address(kind: LinkType, address: &CowStr<'_>) -> Option<Href> {
    match kind {
        LinkType::Email => Href::new(&format!("mailto:{address}")),
        _ => Href::new(address),
    }
}

fn words(inlines: &[Inline]) -> String {
    let text = inlines
        .iter()
        .map(|inline| if let Inline::Text(text) = inline { text.as_str() } else { "" });
    text.collect::<String>().trim_end_matches('\n').to_owned()
}
