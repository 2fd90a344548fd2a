mod others;
mod places;
mod schema;

use super::*;
use proptest::prelude::*;
use std::io::{Cursor, Write as _};
use zip::ZipWriter;
use zip::write::SimpleFileOptions;

fn id(n: u128) -> Uuid {
    Uuid::from_u128(n)
}

fn code(n: u128, name: &str, parent: Option<u128>) -> Code {
    Code {
        id: id(n),
        name: name.into(),
        description: if parent.is_some() {
            "Ligne\n\t« a & b » < c".into()
        } else {
            String::new()
        },
        colour: "#0f766e".into(),
        parent: parent.map(id),
    }
}

fn coding(n: u128, code: u128, start: usize, end: usize) -> Coding {
    Coding {
        id: id(n),
        code: id(code),
        user: Some(id(9)),
        start,
        end,
        at: "2026-03-01T10:00:00Z".into(),
    }
}

fn sample() -> Project {
    let text = "قالت لي 🌱 : « je n’ai plus peur ».\nومشيت معاها.";
    let letters = text.chars().count();
    Project {
        name: "Programme \"Atlas\" & <co>".into(),
        origin: "Hikaya".into(),
        users: vec![User {
            id: id(9),
            name: "Codeuse 1".into(),
        }],
        codes: vec![
            code(1, "Violences", None),
            code(2, "عنف اقتصادي", Some(1)),
            code(3, "Appui", None),
        ],
        sources: vec![Source {
            id: id(100),
            name: "Amina* · 1".into(),
            text: text.into(),
            codings: vec![coding(201, 1, 0, 7), coding(202, 2, 0, 7), coding(203, 3, 8, letters)],
        }],
        left_out: BTreeMap::new(),
    }
}

/// A zip of these files.
fn zipped(files: &[(&str, &[u8])]) -> Vec<u8> {
    let mut zip = ZipWriter::new(Cursor::new(Vec::new()));
    for (name, bytes) in files {
        zip.start_file(*name, SimpleFileOptions::default()).unwrap();
        zip.write_all(bytes).unwrap();
    }
    zip.finish().unwrap().into_inner()
}

fn refused(files: &[(&str, &[u8])]) -> Option<NotRefi> {
    read_project(&zipped(files)).err()
}

#[test]
fn a_project_is_read_as_it_was_written() {
    let project = sample();
    let bytes = super::project(&project).unwrap();
    assert!(read_project(&bytes).unwrap() == project);
    assert!(
        super::project(&project).unwrap() == bytes,
        "the same project gives the same bytes"
    );
}

#[test]
fn a_codebook_is_read_as_it_was_written() {
    let codes = sample().codes;
    assert_eq!(read_codebook(&codebook(&codes)).unwrap().codes, codes);
}

#[test]
fn the_file_is_what_the_standard_asks_for() {
    let bytes = super::project(&sample()).unwrap();
    let mut zip = zip::ZipArchive::new(Cursor::new(&bytes)).unwrap();
    let mut names: Vec<String> = (0..zip.len())
        .map(|at| zip.by_index(at).unwrap().name().unwrap().into_owned())
        .collect();
    names.sort();
    assert_eq!(names, ["project.qde", "sources/00000000-0000-0000-0000-000000000064.txt"]);
    let mut xml = String::new();
    std::io::Read::read_to_string(&mut zip.by_name("project.qde").unwrap(), &mut xml).unwrap();
    // A selection for each coding, also where two codes stand on the same letters; each says by whom.
    assert_eq!(xml.matches("<PlainTextSelection").count(), 3);
    assert_eq!(xml.matches("<Coding ").count(), 3);
    assert_eq!(xml.matches("</Coding></PlainTextSelection>").count(), 3);
    assert_eq!(xml.matches("creatingUser=").count(), 6);
    let order = ["<Users>", "<CodeBook>", "<Sources>"].map(|part| xml.find(part).unwrap());
    assert!(order.is_sorted());
}

/// As some write: folder with a capital, ids in capitals or braces, the text in the XML, several codings in one selection, other
/// kinds of sources.
#[test]
fn what_other_programs_write_is_read() {
    let xml = br##"<?xml version="1.0"?><Project xmlns="urn:QDA-XML:project:1.0" name="p"><Users><User guid="{00000000-0000-0000-0000-000000000009}" name="default"/></Users>
<CodeBook><Codes><Code guid="0000000A-0000-0000-0000-00000000000B" isCodable="true" name="Peur" color="#fff"/></Codes></CodeBook>
<Sources><TextSource guid="00000000-0000-0000-0000-0000000000AA" name="un" plainTextPath="internal://00000000-0000-0000-0000-0000000000AA.txt">
<PlainTextSelection guid="00000000-0000-0000-0000-0000000000AB" startPosition="2" endPosition="4" creatingUser="00000000-0000-0000-0000-000000000009">
<Coding guid="00000000-0000-0000-0000-0000000000AC"><CodeRef targetGUID="0000000a-0000-0000-0000-00000000000b"/></Coding>
<Coding guid="00000000-0000-0000-0000-0000000000AD" creatingUser="00000000-0000-0000-0000-000000000008"><CodeRef targetGUID="0000000a-0000-0000-0000-00000000000b"/></Coding>
</PlainTextSelection></TextSource>
<PictureSource guid="00000000-0000-0000-0000-0000000000BA" path="internal://x.png"/>
<TextSource guid="00000000-0000-0000-0000-0000000000CA" name="deux"><PlainTextContent>a &amp; b&#x2014;c</PlainTextContent></TextSource></Sources></Project>"##;
    let text = "\u{feff}J’ai peur".as_bytes();
    let read = read_project(&zipped(&[
        ("project.qde", xml),
        ("Sources/00000000-0000-0000-0000-0000000000aa.txt", text),
    ]))
    .unwrap();
    assert_eq!(read.codes[0].name, "Peur");
    assert_eq!(read.sources.len(), 2);
    assert_eq!(read.sources[0].text, "J’ai peur");
    let codings = read.sources[0].codings.iter();
    let codings: Vec<_> = codings.map(|one| (one.start, one.end, one.user)).collect();
    assert_eq!(codings, [(2, 4, Some(id(9))), (2, 4, Some(id(8)))]);
    assert_eq!(read.sources[1].text, "a & b\u{2014}c");
}

#[test]
fn names_that_lead_elsewhere_are_refused() {
    for name in [
        "../project.qde",
        "/etc/passwd",
        "a/../../b",
        "c:\\x",
        "a\\b",
        "a//b",
        "./a",
        "a\nb",
    ] {
        assert_eq!(
            refused(&[("project.qde", b"<Project name='p'/>"), (name, b"x")]),
            Some(NotRefi::Path),
            "{name}"
        );
    }
    assert_eq!(
        refused(&[("Project.qde", b"<Project/>"), ("project.qde", b"<Project/>")]),
        Some(NotRefi::Path)
    );
}

#[test]
fn files_that_grow_are_refused() {
    let zeros = vec![b' '; MOST_BYTES + 1];
    assert_eq!(
        refused(&[("project.qde", b"<Project/>"), ("sources/a.txt", &zeros)]),
        Some(NotRefi::TooLarge)
    );
    let names: Vec<String> = (0..=MOST_ENTRIES).map(|n| format!("sources/{n}.txt")).collect();
    let many: Vec<(&str, &[u8])> = names.iter().map(|name| (name.as_str(), b"" as &[u8])).collect();
    assert_eq!(refused(&many), Some(NotRefi::TooLarge));
}

#[test]
fn xml_that_bites_is_refused() {
    let laughs = br#"<!DOCTYPE p [<!ENTITY a "ha"><!ENTITY b "&a;&a;">]><Project name="&b;"/>"#;
    assert_eq!(refused(&[("project.qde", laughs)]), Some(NotRefi::Entities));
    let outside = br#"<!DOCTYPE p SYSTEM "file:///etc/passwd"><Project/>"#;
    assert_eq!(refused(&[("project.qde", outside)]), Some(NotRefi::Entities));
    assert_eq!(
        refused(&[("project.qde", b"<Project><Description>&a;</Description></Project>")]),
        Some(NotRefi::Entities)
    );
    assert_eq!(refused(&[("project.qde", b"<Project name='&a;'/>")]), Some(NotRefi::Entities));
    let deep = format!("{}{}", "<Code>".repeat(100_000), "</Code>".repeat(100_000));
    assert_eq!(refused(&[("project.qde", deep.as_bytes())]), Some(NotRefi::TooMany));
    let wide = format!("<Project>{}</Project>", "<User/>".repeat(MOST_ELEMENTS));
    assert_eq!(refused(&[("project.qde", wide.as_bytes())]), Some(NotRefi::TooMany));
    for broken in [
        &b"<Project>"[..],
        b"<Project></Other>",
        b"",
        b"plain",
        b"\xff\xfe<\0",
        b"<a/><b/>",
        b"<CodeBook/>",
    ] {
        assert_eq!(refused(&[("project.qde", broken)]), Some(NotRefi::Xml));
    }
    assert_eq!(refused(&[("other.xml", b"<Project/>")]), Some(NotRefi::NoProject));
    assert_eq!(read_project(b"no zip at all").err(), Some(NotRefi::Zip));
}

/// Letters of one to four bytes, of both directions, joined, combined and unseen.
fn any_text() -> impl Strategy<Value = String> {
    let letter = prop_oneof![
        Just('a'),
        Just('é'),
        Just('ع'),
        Just('\u{64e}'),
        Just('\u{200f}'),
        Just('🌱'),
        Just('\n'),
        Just('&'),
        Just('<'),
        Just(' ')
    ];
    prop::collection::vec(letter, 1..60).prop_map(|letters| letters.into_iter().collect())
}

proptest! {
    #[test]
    fn every_offset_comes_back(text in any_text(), ranges in prop::collection::vec((0usize..60, 1usize..60), 0..8)) {
        let letters = text.chars().count();
        let ranges = ranges.into_iter().map(|(start, length)| (start % letters, length));
        let codings = ranges.zip(500u128..).map(|((start, length), n)| coding(n, 1 + n % 3, start, (start + length).min(letters)));
        let mut codings: Vec<Coding> = codings.collect();
        codings.sort_by_key(|one| (one.start, one.end, one.id));
        let mut project = sample();
        project.sources[0] = Source { text, codings, ..project.sources[0].clone() };
        let mut read = read_project(&super::project(&project).unwrap()).unwrap();
        read.sources[0].codings.sort_by_key(|one| (one.start, one.end, one.id));
        prop_assert!(read == project);
    }

    #[test]
    fn whatever_is_sent_gets_an_answer(bytes in prop::collection::vec(any::<u8>(), 0..300), xml in "[<>/&;a-z\"= !\\[\\]-]{0,80}") {
        let _ = read_project(&bytes);
        let _ = read_codebook(&bytes);
        let _ = read_codebook(xml.as_bytes());
        let _ = read_project(&zipped(&[("project.qde", xml.as_bytes())]));
    }
}
