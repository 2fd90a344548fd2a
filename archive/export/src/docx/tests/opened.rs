//! A file opened again as a strict reader opens it: every promise that its parts make to each other is checked.

use crate::refi::unpack::unpack;
use crate::refi::xml::{Element, parse};
use std::collections::{BTreeMap, BTreeSet};

pub(super) struct Run {
    pub(super) text: String,
    pub(super) is_rtl: bool,
    pub(super) tongue: String,
    pub(super) is_bold: bool,
    pub(super) is_italic: bool,
}

pub(super) struct Paragraph {
    pub(super) style: String,
    pub(super) is_bidi: bool,
    pub(super) is_mark_rtl: bool,
    /// On which side there is a bar; empty for none.
    pub(super) bar: String,
    /// Which list, at which level.
    pub(super) mark: Option<(usize, usize)>,
    pub(super) runs: Vec<Run>,
}

impl Paragraph {
    pub(super) fn text(&self) -> String {
        self.runs.iter().map(|run| run.text.as_str()).collect()
    }
}

/// The parts by their names in small letters.
pub(super) struct Opened {
    parts: BTreeMap<String, String>,
    text: Element,
}

/// Every element below one, itself first.
fn all(element: &Element) -> Vec<&Element> {
    let mut found = vec![element];
    let mut at = 0;
    while let Some(one) = found.get(at).copied() {
        found.extend(&one.children);
        at += 1;
    }
    found
}

fn values(element: &Element, name: &str, attribute: &str) -> Vec<String> {
    let named = all(element).into_iter().filter(|one| one.name == name);
    named.map(|one| one.get(attribute).to_owned()).collect()
}

fn unique(ids: Vec<String>) -> BTreeSet<String> {
    let (count, ids) = (ids.len(), ids.into_iter().collect::<BTreeSet<_>>());
    assert_eq!(ids.len(), count, "an id stands there twice: {ids:?}");
    ids
}

impl Opened {
    pub(super) fn checked(bytes: &[u8]) -> Self {
        let all = unpack(bytes, |_| true).expect("a zip").into_iter();
        let (pictures, texts): (Vec<_>, Vec<_>) = all.partition(|(name, _)| name.starts_with("word/media/"));
        let pictures: BTreeSet<String> = pictures.into_iter().map(|(name, _)| name).collect();
        let parts: BTreeMap<String, String> = texts
            .into_iter()
            .map(|(name, bytes)| (name, String::from_utf8(bytes).expect("UTF-8")))
            .collect();
        let trees: BTreeMap<&str, Element> = parts
            .iter()
            .map(|(name, xml)| {
                (
                    name.as_str(),
                    parse(xml.as_bytes()).unwrap_or_else(|_| panic!("{name}: {xml}")),
                )
            })
            .collect();
        types(&trees, &pictures);
        relations(&trees, &pictures);
        named(&trees);
        let opened = Self {
            text: parse(parts["word/document.xml"].as_bytes()).expect("XML"),
            parts,
        };
        blocks(opened.text.first("body").expect("a body"));
        opened
    }

    pub(super) fn names(&self) -> impl Iterator<Item = &str> {
        self.parts.keys().map(String::as_str)
    }

    pub(super) fn xml(&self, name: &str) -> &str {
        &self.parts[name]
    }

    /// Every paragraph from top to bottom, those of tables in their places.
    pub(super) fn paragraphs(&self) -> Vec<Paragraph> {
        let mut found = Vec::new();
        gather(&self.text, &mut found);
        found
    }

    /// The paragraph of each footnote, without the two lines.
    pub(super) fn notes(&self) -> Vec<Paragraph> {
        let part = parse(self.parts["word/footnotes.xml"].as_bytes()).expect("XML");
        let notes = part.all("footnote").filter(|note| note.get("type").is_empty());
        let mut found = Vec::new();
        notes.for_each(|note| gather(note, &mut found));
        found
    }

    /// Of each table its rows: whether each is repeated as a head, and its cells.
    pub(super) fn tables(&self) -> Vec<Vec<(bool, Vec<String>)>> {
        let row = |row: &Element| {
            let cells: Vec<String> = row.all("tc").map(words).collect();
            (row.first("trPr").is_some_and(|kind| kind.first("tblHeader").is_some()), cells)
        };
        let tables = all(&self.text).into_iter().filter(|one| one.name == "tbl");
        tables.map(|table| table.all("tr").map(row).collect()).collect()
    }

    /// The words of each link and where it leads.
    pub(super) fn links(&self) -> Vec<(String, String)> {
        let relations = parse(self.parts["word/_rels/document.xml.rels"].as_bytes()).expect("XML");
        let links = all(&self.text).into_iter().filter(|one| one.name == "hyperlink");
        let target = |id: &str| {
            let found = relations
                .children
                .iter()
                .find(|one| one.get("Id") == id)
                .expect("a relationship");
            found.get("Target").to_owned()
        };
        links.map(|link| (words(link), target(link.get("id")))).collect()
    }
}

/// Each part has a type, each type a part.
fn types(trees: &BTreeMap<&str, Element>, pictures: &BTreeSet<String>) {
    let types = &trees["[content_types].xml"];
    let defaults = unique(values(types, "Default", "Extension"));
    let texts = trees.keys().copied().filter(|name| !name.starts_with('['));
    for name in texts.chain(pictures.iter().map(String::as_str)) {
        let ending = name.rsplit('.').next().expect("an ending");
        assert!(defaults.contains(ending), "{name}");
    }
    let stated = unique(values(types, "Override", "PartName"));
    for name in &stated {
        assert!(
            trees.contains_key(name.trim_start_matches('/').to_lowercase().as_str()),
            "{name}"
        );
    }
    let plain = trees
        .keys()
        .filter(|name| name.strip_suffix(".xml").is_some() && !name.starts_with('['));
    assert_eq!(plain.count(), stated.len(), "no part is of XML alone");
}

/// Each relationship leads to a part, each part is led to, each use in the text has its relationship.
fn relations(trees: &BTreeMap<&str, Element>, pictures: &BTreeSet<String>) {
    let mut reached = BTreeSet::from(["[content_types].xml".to_owned()]);
    for (name, folder) in [
        ("_rels/.rels", ""),
        ("word/_rels/document.xml.rels", "word/"),
        ("word/_rels/footnotes.xml.rels", "word/"),
    ] {
        reached.insert(name.to_owned());
        unique(values(&trees[name], "Relationship", "Id"));
        for one in &trees[name].children {
            assert!(one.get("Type").starts_with("http://schemas.openxmlformats.org/"));
            if one.get("TargetMode") == "External" {
                let target = one.get("Target");
                assert!(
                    ["http", "mail"].iter().any(|start| target.to_lowercase().starts_with(start)),
                    "{target}"
                );
                assert!(
                    !target.contains(['"', '<', '>', '\\', '^', '`', '{', '|', '}', ' ']),
                    "{target}"
                );
            } else {
                reached.insert(format!("{folder}{}", one.get("Target")).to_lowercase());
            }
        }
    }
    let there = trees.keys().map(|name| (*name).to_owned());
    assert_eq!(reached, there.chain(pictures.iter().cloned()).collect());
    let text = &trees["word/document.xml"];
    let known = unique(values(&trees["word/_rels/document.xml.rels"], "Relationship", "Id"));
    let of_notes = values(&trees["word/_rels/footnotes.xml.rels"], "Relationship", "Id");
    let places = unique(values(text, "bookmarkStart", "name"));
    for name in ["hyperlink", "footerReference"] {
        for id in values(text, name, "id").into_iter().filter(|id| !id.is_empty()) {
            assert!(known.contains(&id), "{name} {id}");
        }
    }
    for id in values(text, "blip", "embed") {
        assert!(known.contains(&id), "{id} of a picture");
    }
    for anchor in values(text, "hyperlink", "anchor").into_iter().filter(|one| !one.is_empty()) {
        assert!(places.contains(&anchor), "{anchor}");
    }
    let notes = &trees["word/footnotes.xml"];
    for id in values(notes, "hyperlink", "id") {
        assert!(of_notes.contains(&id), "{id} in a note");
    }
    let there = unique(values(notes, "footnote", "id"));
    let called = unique(values(text, "footnoteReference", "id"));
    assert_eq!(
        there.len(),
        called.len() + 2,
        "each note is called once, beside the two lines"
    );
    assert!(called.is_subset(&there));
}

/// Each style and list that is named stands in its part.
fn named(trees: &BTreeMap<&str, Element>) {
    let styles = unique(values(&trees["word/styles.xml"], "style", "styleId"));
    for part in [
        "word/document.xml",
        "word/styles.xml",
        "word/footer.xml",
        "word/footnotes.xml",
    ] {
        for kind in ["pStyle", "rStyle", "tblStyle", "basedOn", "next"] {
            for name in values(&trees[part], kind, "val") {
                assert!(styles.contains(&name), "{part} {kind} {name}");
            }
        }
    }
    let numbering = &trees["word/numbering.xml"];
    let lists = unique(values(numbering, "num", "numId"));
    for list in values(&trees["word/document.xml"], "numId", "val") {
        assert!(lists.contains(&list), "{list}");
    }
    unique(values(numbering, "abstractNum", "abstractNumId"));
}

/// A table never touches another, and a cell ends with a paragraph: a word processor refuses the file otherwise.
fn blocks(around: &Element) {
    let names: Vec<&str> = around.children.iter().map(|one| one.name.as_str()).collect();
    for pair in names.windows(2) {
        assert!(pair[0] != "tbl" || pair[1] == "p", "{names:?}");
    }
    for table in around.all("tbl") {
        let columns = table.first("tblGrid").expect("a grid").children.len();
        for row in table.all("tr") {
            let cells: Vec<_> = row.all("tc").collect();
            assert_eq!(cells.len(), columns);
            assert!(
                cells
                    .iter()
                    .all(|cell| cell.children.last().is_some_and(|last| last.name == "p"))
            );
        }
    }
}

fn gather(element: &Element, found: &mut Vec<Paragraph>) {
    if element.name == "p" {
        found.push(paragraph(element));
    } else {
        element.children.iter().for_each(|child| gather(child, found));
    }
}

fn paragraph(element: &Element) -> Paragraph {
    let kind = element.first("pPr").expect("what it is");
    let value = |name: &str| kind.first(name).map_or("", |one| one.get("val")).to_owned();
    let mark = kind.first("numPr").map(|mark| {
        let number = |name| {
            mark.first(name)
                .expect("a number")
                .get("val")
                .parse::<usize>()
                .expect("a number")
        };
        (number("numId"), number("ilvl"))
    });
    let bar = kind.first("pBdr").and_then(|bar| bar.children.first());
    let mut runs = Vec::new();
    for child in &element.children {
        match child.name.as_str() {
            // A field's own runs have no look, and no words.
            "r" if child.first("rPr").is_none() => assert!(words(child).trim().is_empty()),
            "r" => runs.push(run(child)),
            "hyperlink" => runs.extend(child.all("r").map(run)),
            other => assert!(["pPr", "bookmarkStart", "bookmarkEnd"].contains(&other), "{other}"),
        }
    }
    Paragraph {
        style: value("pStyle"),
        is_bidi: kind.first("bidi").is_some(),
        is_mark_rtl: kind.first("rPr").is_some_and(|mark| mark.first("rtl").is_some()),
        bar: bar.map_or(String::new(), |bar| bar.name.clone()),
        mark,
        runs,
    }
}

fn run(element: &Element) -> Run {
    let look = element.first("rPr").expect("a look");
    let is_rtl = look.first("rtl").is_some();
    let is_sign = ["footnoteReference", "footnoteRef"]
        .iter()
        .any(|name| element.first(name).is_some());
    let tongue = look
        .first("lang")
        .map(|tongue| tongue.get(if is_rtl { "bidi" } else { "val" }));
    assert!(is_sign || tongue.is_some(), "words without a language");
    Run {
        text: words(element),
        is_rtl,
        tongue: tongue.unwrap_or_default().to_owned(),
        is_bold: look.first("bCs").is_some(),
        is_italic: look.first("i").is_some(),
    }
}

/// All words below an element, in their order; the sign of a footnote is its number.
fn words(element: &Element) -> String {
    if element.name == "footnoteReference" {
        return element.get("id").to_owned();
    }
    if element.name == "t" {
        return element.text.clone();
    }
    element.children.iter().map(words).collect()
}
