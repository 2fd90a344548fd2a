//! Reading XML that somebody sent: a plain tree, so deep and so large at most; no document type, no entity but the five and
//! those that are numbers.

use super::NotRefi;
use quick_xml::events::{BytesStart, Event};
use quick_xml::{Reader, XmlVersion};

/// How many elements may stand inside each other.
pub const DEEPEST: usize = 40;
/// The most elements of a file.
pub const MOST_ELEMENTS: usize = 400_000;

/// An element.
#[derive(Default)]
pub(crate) struct Element {
    pub(crate) name: String,
    attributes: Vec<(String, String)>,
    pub(crate) children: Vec<Element>,
    pub(crate) text: String,
}

impl Element {
    /// The value of an attribute; empty if it is not there.
    pub(crate) fn get(&self, name: &str) -> &str {
        let found = self.attributes.iter().find(|(one, _)| one == name);
        found.map_or("", |(_, value)| value)
    }

    /// The names of its attributes.
    #[cfg(test)]
    pub(crate) fn names(&self) -> impl Iterator<Item = &str> {
        self.attributes.iter().map(|(name, _)| name.as_str())
    }

    /// The elements of a name right below.
    pub(crate) fn all<'a>(&'a self, name: &'a str) -> impl Iterator<Item = &'a Self> {
        self.children.iter().filter(move |child| child.name == name)
    }

    /// The first of them.
    pub(crate) fn first(&self, name: &str) -> Option<&Self> {
        self.children.iter().find(|child| child.name == name)
    }
}

/// The root of a document in UTF-8.
pub(crate) fn parse(bytes: &[u8]) -> Result<Element, NotRefi> {
    let text = std::str::from_utf8(bytes).map_err(|_| NotRefi::Xml)?;
    let mut reader = Reader::from_str(text.strip_prefix('\u{feff}').unwrap_or(text));
    // Above all stands an element without a name, which holds the root.
    let mut open = vec![Element::default()];
    let mut seen = 0;
    loop {
        match reader.read_event().map_err(|_| NotRefi::Xml)? {
            Event::Start(start) => {
                open.push(begun(&start, &mut seen)?);
                if open.len() > DEEPEST {
                    return Err(NotRefi::TooMany);
                }
            }
            Event::Empty(start) => {
                let element = begun(&start, &mut seen)?;
                innermost(&mut open)?.children.push(element);
            }
            Event::End(_) => {
                let done = open.pop().ok_or(NotRefi::Xml)?;
                innermost(&mut open)?.children.push(done);
            }
            Event::Text(text) => innermost(&mut open)?.text.push_str(&text.xml10_content()),
            Event::CData(text) => innermost(&mut open)?.text.push_str(&text.xml10_content()),
            Event::GeneralRef(reference) => {
                let letter = match reference.resolve_char_ref().map_err(|_| NotRefi::Xml)? {
                    Some(letter) => letter,
                    None => predefined(&reference).ok_or(NotRefi::Entities)?,
                };
                innermost(&mut open)?.text.push(letter);
            }
            Event::DocType(_) => return Err(NotRefi::Entities),
            Event::Decl(_) | Event::PI(_) | Event::Comment(_) => {}
            Event::Eof => break,
        }
    }
    let mut root = open.pop().filter(|_| open.is_empty()).ok_or(NotRefi::Xml)?.children;
    if root.len() == 1 {
        root.pop().ok_or(NotRefi::Xml)
    } else {
        Err(NotRefi::Xml)
    }
}

fn begun(start: &BytesStart<'_>, seen: &mut usize) -> Result<Element, NotRefi> {
    *seen += 1;
    if *seen > MOST_ELEMENTS {
        return Err(NotRefi::TooMany);
    }
    let mut attributes = Vec::new();
    for attribute in start.attributes() {
        let attribute = attribute.map_err(|_| NotRefi::Xml)?;
        let value = attribute
            .normalized_value(XmlVersion::Explicit1_0)
            .map_err(|_| NotRefi::Entities)?;
        attributes.push((attribute.key.local_name().into_inner().to_owned(), value.into_owned()));
    }
    Ok(Element {
        name: start.local_name().into_inner().to_owned(),
        attributes,
        ..Element::default()
    })
}

fn innermost(open: &mut [Element]) -> Result<&mut Element, NotRefi> {
    open.last_mut().ok_or(NotRefi::Xml)
}

fn predefined(name: &str) -> Option<char> {
    Some(match name {
        "amp" => '&',
        "lt" => '<',
        "gt" => '>',
        "quot" => '"',
        "apos" => '\'',
        _ => return None,
    })
}
