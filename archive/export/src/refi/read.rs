//! From files to codes, texts and codings. What has no place in them (pictures, sound, notes, sets) is passed over.

use super::unpack::unpack;
use super::xml::{Element, parse};
use super::{Code, Coding, NotRefi, Project, Source, User};
use std::collections::BTreeMap;
use uuid::Uuid;

/// The codes of a codebook.
///
/// # Errors
/// [`NotRefi`].
pub fn read_codebook(bytes: &[u8]) -> Result<Vec<Code>, NotRefi> {
    let root = parse(bytes)?;
    if root.name != "CodeBook" {
        return Err(NotRefi::Xml);
    }
    codes(&root)
}

/// A project. A coding of a code that is not there, or of which the positions make no sense as numbers, is passed over; one
/// that lies outside its text stays: whoever places it sees that.
///
/// # Errors
/// [`NotRefi`].
pub fn read_project(bytes: &[u8]) -> Result<Project, NotRefi> {
    let mut files = unpack(bytes)?;
    let root = parse(&files.remove("project.qde").ok_or(NotRefi::NoProject)?)?;
    if root.name != "Project" {
        return Err(NotRefi::Xml);
    }
    let users = root.first("Users").into_iter().flat_map(|users| users.all("User"));
    let users = users.filter_map(|user| {
        Some(User {
            id: guid(user.get("guid"))?,
            name: user.get("name").to_owned(),
        })
    });
    let sources = root
        .first("Sources")
        .into_iter()
        .flat_map(|sources| sources.all("TextSource"));
    let sources = sources.filter_map(|source| read_source(source, &files).transpose());
    Ok(Project {
        name: root.get("name").to_owned(),
        users: users.collect(),
        codes: root.first("CodeBook").map(codes).transpose()?.unwrap_or_default(),
        sources: sources.collect::<Result<_, _>>()?,
    })
}

/// An id, with or without braces.
fn guid(text: &str) -> Option<Uuid> {
    Uuid::parse_str(text.trim().trim_start_matches('{').trim_end_matches('}')).ok()
}

fn codes(book: &Element) -> Result<Vec<Code>, NotRefi> {
    let mut codes = Vec::new();
    for code in book.first("Codes").into_iter().flat_map(|codes| codes.all("Code")) {
        read_code(code, None, &mut codes)?;
    }
    Ok(codes)
}

fn read_code(element: &Element, parent: Option<Uuid>, codes: &mut Vec<Code>) -> Result<(), NotRefi> {
    let id = guid(element.get("guid")).ok_or(NotRefi::Xml)?;
    codes.push(Code {
        id,
        name: element.get("name").to_owned(),
        description: element.first("Description").map(|one| one.text.clone()).unwrap_or_default(),
        colour: element.get("color").to_owned(),
        parent,
    });
    element.all("Code").try_for_each(|below| read_code(below, Some(id), codes))
}

/// A text; none if it is neither in the XML nor in the zip.
fn read_source(element: &Element, files: &BTreeMap<String, Vec<u8>>) -> Result<Option<Source>, NotRefi> {
    let id = guid(element.get("guid")).ok_or(NotRefi::Xml)?;
    let file = element.get("plainTextPath").strip_prefix("internal://");
    let file = file.and_then(|name| files.get(&format!("sources/{}", name.to_lowercase())));
    let text = match (file, element.first("PlainTextContent")) {
        (Some(bytes), _) => {
            let text = std::str::from_utf8(bytes).map_err(|_| NotRefi::Xml)?;
            text.strip_prefix('\u{feff}').unwrap_or(text).to_owned()
        }
        (None, Some(content)) => content.text.clone(),
        (None, None) => return Ok(None),
    };
    let codings = element.all("PlainTextSelection").flat_map(selected).collect();
    Ok(Some(Source {
        id,
        name: element.get("name").to_owned(),
        text,
        codings,
    }))
}

/// The codings of a selection.
fn selected(selection: &Element) -> Vec<Coding> {
    let (Ok(start), Ok(end)) = (
        selection.get("startPosition").trim().parse(),
        selection.get("endPosition").trim().parse(),
    ) else {
        return Vec::new();
    };
    let codings = selection.all("Coding").filter_map(|coding| {
        let or_selection = |name: &'static str| {
            Some(coding.get(name))
                .filter(|value| !value.is_empty())
                .unwrap_or(selection.get(name))
        };
        Some(Coding {
            id: guid(coding.get("guid"))?,
            code: guid(coding.first("CodeRef")?.get("targetGUID"))?,
            user: guid(or_selection("creatingUser")),
            start,
            end,
            at: or_selection("creationDateTime").to_owned(),
        })
    });
    codings.collect()
}
