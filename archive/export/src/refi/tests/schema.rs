//! What we write, held against the schema of the standard itself: as much of XML Schema as that schema uses.

use super::super::xml::{Element, parse};
use super::{any_text, coding, sample};
use crate::refi::{self, Code, Source};
use proptest::prelude::*;
use regex::Regex;
use std::io::{Cursor, Read};

const SCHEMA: &[u8] = include_bytes!("../../../refi-qda/Project.xsd");

/// The schema: its types by name.
struct Schema(Element);

impl Schema {
    fn read() -> Self {
        Self(parse(SCHEMA).unwrap())
    }

    fn named(&self, kind: &'static str, name: &str) -> Option<&Element> {
        self.0.all(kind).find(|one| one.get("name") == name)
    }

    /// What is wrong with an element of this type, the first fault of each.
    fn faults(&self, element: &Element, kind: &str, faults: &mut Vec<String>) {
        let Some(complex) = self.named("complexType", kind) else {
            if !element.children.is_empty() || !self.holds(kind, &element.text) {
                faults.push(format!("{}: {}", element.name, element.text));
            }
            return;
        };
        let allowed: Vec<&Element> = complex.all("attribute").collect();
        for attribute in &allowed {
            let is_there = element.names().any(|name| name == attribute.get("name"));
            if attribute.get("use") == "required" && !is_there {
                faults.push(format!("{} lacks {}", element.name, attribute.get("name")));
            }
            if is_there && !self.holds(attribute.get("type"), element.get(attribute.get("name"))) {
                faults.push(format!("{}={}", attribute.get("name"), element.get(attribute.get("name"))));
            }
        }
        let strange = |name: &&str| *name != "xmlns" && !allowed.iter().any(|one| one.get("name") == *name);
        faults.extend(
            element
                .names()
                .filter(strange)
                .map(|name| format!("{} has {name}", element.name)),
        );
        if !element.text.trim().is_empty() {
            faults.push(format!("{} holds letters", element.name));
        }
        let mut rest = &element.children[..];
        for group in complex
            .children
            .iter()
            .filter(|one| ["sequence", "choice"].contains(&one.name.as_str()))
        {
            self.group(group, &mut rest, element, faults);
        }
        if let Some(next) = rest.first() {
            faults.push(format!("{} holds {} there", element.name, next.name));
        }
    }

    fn group(&self, group: &Element, rest: &mut &[Element], of: &Element, faults: &mut Vec<String>) {
        if group.name == "choice" {
            let before = rest.len();
            while let Some(one) = rest
                .first()
                .and_then(|next| group.all("element").find(|one| one.get("name") == next.name))
            {
                self.faults(&rest[0], one.get("type"), faults);
                *rest = &rest[1..];
                if group.get("maxOccurs") != "unbounded" {
                    break;
                }
            }
            if before == rest.len() && group.all("element").all(|one| one.get("minOccurs") != "0") {
                faults.push(format!("{} holds none of a choice", of.name));
            }
            return;
        }
        for one in &group.children {
            if one.name != "element" {
                self.group(one, rest, of, faults);
                continue;
            }
            let mut count = 0;
            while let Some(next) = rest.first().filter(|next| next.name == one.get("name")) {
                self.faults(next, one.get("type"), faults);
                *rest = &rest[1..];
                count += 1;
            }
            if count == 0 && one.get("minOccurs") != "0" || count > 1 && one.get("maxOccurs") != "unbounded" {
                faults.push(format!("{} holds {count} × {}", of.name, one.get("name")));
            }
        }
    }

    fn holds(&self, kind: &str, value: &str) -> bool {
        let is = |pattern: &str| Regex::new(&format!("^(?:{pattern})$")).unwrap().is_match(value);
        if let Some(simple) = self.named("simpleType", kind).and_then(|simple| simple.first("restriction")) {
            let mut values = simple.all("enumeration").peekable();
            return simple.all("pattern").all(|one| is(one.get("value")))
                && (values.peek().is_none() || values.any(|one| one.get("value") == value));
        }
        match kind {
            "xsd:string" => true,
            "xsd:boolean" => is("true|false|0|1"),
            "xsd:integer" => is("[+-]?[0-9]+"),
            "xsd:dateTime" => {
                is(r"-?[0-9]{4,}-[0-9]{2}-[0-9]{2}T[0-9]{2}:[0-9]{2}:[0-9]{2}(\.[0-9]+)?(Z|[+-][0-9]{2}:[0-9]{2})?")
            }
            other => panic!("the schema has another type: {other}"),
        }
    }
}

/// The faults of a project file, its ids and links looked at too.
fn project_faults(bytes: &[u8]) -> Vec<String> {
    let mut zip = zip::ZipArchive::new(Cursor::new(bytes)).unwrap();
    let mut xml = Vec::new();
    zip.by_name("project.qde").unwrap().read_to_end(&mut xml).unwrap();
    let root = parse(&xml).unwrap();
    let schema = Schema::read();
    let mut faults = Vec::new();
    assert_eq!(root.get("xmlns"), schema.0.get("targetNamespace"));
    let kind = schema.named("element", &root.name).expect("a root").get("type").to_owned();
    schema.faults(&root, &kind, &mut faults);
    let mut ids = Vec::new();
    let mut waiting = vec![&root];
    while let Some(one) = waiting.pop() {
        ids.extend(Some(one.get("guid")).filter(|id| !id.is_empty()));
        waiting.extend(&one.children);
    }
    let all = ids.len();
    ids.sort_unstable();
    ids.dedup();
    faults.extend((ids.len() < all).then(|| "an id stands there twice".to_owned()));
    faults
}

/// The faults of a codebook file: its codes are those of a project, its root has a name space and an attribute of its own.
fn codebook_faults(bytes: &[u8]) -> Vec<String> {
    let text = std::str::from_utf8(bytes).unwrap();
    let bare = text.replacen(" xmlns=\"urn:QDA-XML:codebook:1.0\" origin=\"Hikaya\"", "", 1);
    assert!(bare.len() < text.len() && bare.contains("<CodeBook>"));
    let root = parse(bare.as_bytes()).unwrap();
    let mut faults = Vec::new();
    Schema::read().faults(&root, "CodeBookType", &mut faults);
    faults
}

#[test]
fn what_we_write_is_valid() {
    assert_eq!(project_faults(&refi::project(&sample()).unwrap()), [""; 0]);
    assert_eq!(codebook_faults(&refi::codebook(&sample().codes)), [""; 0]);
    let bare = refi::Project {
        name: "p".into(),
        ..refi::Project::default()
    };
    assert_eq!(project_faults(&refi::project(&bare).unwrap()), [""; 0]);
}

/// The checker sees what is wrong: each of these breaks one rule of the schema.
#[test]
fn a_broken_rule_is_seen() {
    let faults = |xml: &str| {
        let schema = Schema::read();
        let mut faults = Vec::new();
        schema.faults(&parse(xml.as_bytes()).unwrap(), "ProjectType", &mut faults);
        faults
    };
    let id = "00000000-0000-0000-0000-000000000001";
    let text = |inside: &str| {
        format!("<Project name='p'><Sources><TextSource guid='{id}'>{inside}</TextSource></Sources></Project>")
    };
    assert_eq!(faults(&text("<Description>d</Description>")), [""; 0]);
    for wrong in [
        "<Project/>".to_owned(),
        "<Project name='p' colour='x'/>".into(),
        "<Project name='p'>words</Project>".into(),
        "<Project name='p'><Sources/></Project>".into(),
        "<Project name='p'><Sources><Film/></Sources></Project>".into(),
        format!(
            "<Project name='p'><Sources><TextSource guid='{id}'/></Sources><Users><User guid='{id}'/></Users></Project>"
        ),
        "<Project name='p'><CodeBook><Codes/></CodeBook></Project>".into(),
        "<Project name='p'><Users><User guid='7'/></Users></Project>".into(),
        text(&format!("<PlainTextSelection guid='{id}' startPosition='0'/>")),
        text(&format!(
            "<PlainTextSelection guid='{id}' startPosition='0' endPosition='x'/>"
        )),
        text(&format!(
            "<PlainTextSelection guid='{id}' startPosition='0' endPosition='1' creationDateTime='hier'/>"
        )),
        text(&format!(
            "<PlainTextSelection guid='{id}' startPosition='0' endPosition='1'><Coding guid='{id}'/></PlainTextSelection>"
        )),
        text("<Description>a</Description><Description>b</Description>"),
    ] {
        assert!(!faults(&wrong).is_empty(), "{wrong}");
    }
}

proptest! {
    #[test]
    fn whatever_stands_in_a_project_it_is_valid(text in any_text(), names in prop::collection::vec(".{0,12}", 4), at in 0usize..60, length in 1usize..60) {
        let mut project = sample();
        let letters = text.chars().count();
        let start = at % letters;
        project.name.clone_from(&names[0]);
        project.users[0].name.clone_from(&names[1]);
        project.codes.push(Code { name: names[2].clone(), description: names[3].clone(), ..project.codes[1].clone() });
        project.codes[3].id = uuid::Uuid::from_u128(77);
        project.sources[0] = Source { name: names[3].clone(), text, codings: vec![coding(300, 2, start, (start + length).min(letters))], ..project.sources[0].clone() };
        prop_assert_eq!(project_faults(&refi::project(&project).unwrap()), Vec::<String>::new());
        prop_assert_eq!(codebook_faults(&refi::codebook(&project.codes)), Vec::<String>::new());
    }
}
