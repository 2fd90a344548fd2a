//! From files to codes, texts and codings. What has no place in them (pictures, sound, notes, sets) is counted.

use super::left::{LeftOut, beside, count};
use super::sources::{TEXT_BYTES, Texts};
use super::unpack::unpack;
use super::xml::{Element, parse};
use super::{Code, NotRefi, Project, User};
use std::collections::BTreeSet;
use uuid::Uuid;

/// A codebook: a project of codes alone.
///
/// # Errors
/// [`NotRefi`].
pub fn read_codebook(bytes: &[u8]) -> Result<Project, NotRefi> {
    let root = parse(bytes)?;
    if root.name != "CodeBook" {
        return Err(NotRefi::Xml);
    }
    let mut project = Project {
        origin: root.get("origin").to_owned(),
        ..Project::default()
    };
    codes(&root, &mut project)?;
    beside(&root, &mut project.left_out);
    Ok(project)
}

/// A project. A coding that points to letters, a text or a code that is not there is counted as [`LeftOut::Unreadable`].
///
/// # Errors
/// [`NotRefi`].
pub fn read_project(bytes: &[u8]) -> Result<Project, NotRefi> {
    // What was recorded or drawn stays packed: it is not read, and can be large.
    let mut files = unpack(bytes, |name| name == "project.qde" || name.rsplit('.').next() == Some("txt"))?;
    let root = parse(&files.remove("project.qde").ok_or(NotRefi::NoProject)?)?;
    if root.name != "Project" {
        return Err(NotRefi::Xml);
    }
    let users = root.all("Users").flat_map(|users| users.all("User"));
    let users = users.filter_map(|user| {
        Some(User {
            id: guid(user.get("guid"))?,
            name: user.get("name").to_owned(),
        })
    });
    let mut project = Project {
        name: root.get("name").to_owned(),
        origin: root.get("origin").to_owned(),
        users: users.collect(),
        ..Project::default()
    };
    for book in root.all("CodeBook") {
        codes(book, &mut project)?;
        beside(book, &mut project.left_out);
    }
    let mut texts = Texts {
        files: &files,
        origin: root.get("origin"),
        left: &mut project.left_out,
        read: Vec::new(),
        bytes: TEXT_BYTES,
    };
    for source in root.all("Sources").flat_map(|sources| &sources.children) {
        texts.source(source)?;
    }
    project.sources = texts.read;
    beside(&root, &mut project.left_out);
    let known: BTreeSet<Uuid> = project.codes.iter().map(|code| code.id).collect();
    for source in &mut project.sources {
        let all = source.codings.len();
        source.codings.retain(|coding| known.contains(&coding.code));
        count(&mut project.left_out, LeftOut::Unreadable, all - source.codings.len());
    }
    Ok(project)
}

/// An id, with or without braces.
pub(super) fn guid(text: &str) -> Option<Uuid> {
    Uuid::parse_str(text.trim().trim_start_matches('{').trim_end_matches('}')).ok()
}

fn codes(book: &Element, project: &mut Project) -> Result<(), NotRefi> {
    let mut seen: BTreeSet<Uuid> = project.codes.iter().map(|code| code.id).collect();
    for code in book.all("Codes").flat_map(|codes| codes.all("Code")) {
        read_code(code, None, &mut seen, project)?;
    }
    Ok(())
}

/// A code and those below it. One with the id of another is none of its own: its codings are the other's.
fn read_code(
    element: &Element,
    parent: Option<Uuid>,
    seen: &mut BTreeSet<Uuid>,
    project: &mut Project,
) -> Result<(), NotRefi> {
    let id = guid(element.get("guid")).ok_or(NotRefi::Xml)?;
    if seen.insert(id) {
        project.codes.push(Code {
            id,
            name: element.get("name").to_owned(),
            description: element.first("Description").map(|one| one.text.clone()).unwrap_or_default(),
            colour: element.get("color").to_owned(),
            parent,
        });
    } else {
        count(&mut project.left_out, LeftOut::Repeated, 1);
    }
    element
        .all("Code")
        .try_for_each(|below| read_code(below, Some(id), seen, project))
}
