//! What other programs write, and ours does not: each with what they are known for, composed here.

use super::{id, zipped};
use crate::refi::{LeftOut, NotRefi, Project, read_project};
use proptest::prelude::*;
use std::collections::BTreeMap;

const A: &str = "aaaaaaaa-0000-4000-8000-000000000001";

fn project(origin: &str, sources: &str, beside: &str, files: &[(&str, &[u8])]) -> Project {
    let xml = format!(
        "<?xml version=\"1.0\" encoding=\"utf-8\"?>\n<Project xmlns:xsd=\"http://www.w3.org/2001/XMLSchema\" name=\"p.qda\" \
         origin=\"{origin}\" xmlns=\"urn:QDA-XML:project:1.0\">\n<Users>\n</Users>\n<CodeBook>\n<Codes>\n\
         <Code guid=\"{A}\" name=\"Peur\" isCodable=\"true\" color=\"#F5B7B1\" />\n</Codes>\n</CodeBook>\n\
         {beside}<Sources>\n{sources}</Sources>\n</Project>"
    );
    let files: Vec<(&str, &[u8])> = [("project.qde", xml.as_bytes())]
        .into_iter()
        .chain(files.iter().copied())
        .collect();
    read_project(&zipped(&files)).unwrap()
}

fn selection(start: &str, end: &str, name: &str, inside: &str) -> String {
    format!(
        "<PlainTextSelection guid=\"{A}\" startPosition=\"{start}\" endPosition=\"{end}\" name=\"{name}\" creatingUser=\"\">\n\
         {inside}<Coding guid=\"{A}\" creatingUser=\"\" >\n<CodeRef targetGUID=\"{A}\" />\n</Coding>\n</PlainTextSelection>\n"
    )
}

fn words(project: &Project) -> Vec<String> {
    let cut = |text: &str, start, end: usize| text.chars().skip(start).take(end - start).collect();
    let all = project.sources.iter();
    all.flat_map(|source| source.codings.iter().map(|one| cut(&source.text, one.start, one.end)))
        .collect()
}

fn left(counts: &[(LeftOut, usize)]) -> BTreeMap<LeftOut, usize> {
    counts.iter().copied().collect()
}

#[test]
fn texts_of_pages_and_recordings_are_read() {
    let representation = selection("5", "10", "peur.", "");
    let transcript = format!(
        "<SyncPoint guid=\"s1\" position=\"9\" timeStamp=\"0\" /><SyncPoint guid=\"s2\" position=\"13\" timeStamp=\"70\" />\
         <TranscriptSelection guid=\"{A}\" name=\"film.mp4.transcribed\" fromSyncPoint=\"s1\" toSyncPoint=\"s2\">\
         <Coding guid=\"{A}\" ><CodeRef targetGUID=\"{A}\" /></Coding></TranscriptSelection>\
         <TranscriptSelection guid=\"{A}\" fromSyncPoint=\"s1\" toSyncPoint=\"gone\"><Coding guid=\"{A}\"><CodeRef targetGUID=\"{A}\"/></Coding></TranscriptSelection>"
    );
    let sources = format!(
        "<PDFSource path=\"internal://x.pdf\" guid=\"{A}\" name=\"plainte.pdf\"><Description>memo</Description>\
         <PDFSelection guid=\"{A}\" page=\"0\"><Coding guid=\"{A}\"><CodeRef targetGUID=\"{A}\"/></Coding></PDFSelection>\
         <Representation guid=\"{A}\" plainTextPath=\"internal://r.txt\">{representation}</Representation></PDFSource>\
         <VideoSource path=\"absolute:///home/x/film.mp4\" guid=\"{A}\" name=\"film.mp4\"><Transcript plainTextPath=\"internal://t.txt\" \
         guid=\"{A}\" name=\"film.mp4.transcribed\">{transcript}</Transcript>\
         <VideoSelection guid=\"{A}\" begin=\"0\" end=\"9\"><Coding guid=\"{A}\"><CodeRef targetGUID=\"{A}\"/></Coding></VideoSelection></VideoSource>\
         <PDFSource path=\"internal://scan.pdf\" guid=\"{A}\" name=\"scan\"/>"
    );
    let read = project(
        "QualCoder 3.8",
        &sources,
        "",
        &[
            ("sources/r.txt", "\u{feff}J’ai peur.".as_bytes()),
            ("sources/t.txt", "[00:00] خ خفت 🌱".as_bytes()),
            ("sources/x.pdf", b"%PDF"),
        ],
    );
    let names: Vec<&str> = read.sources.iter().map(|source| source.name.as_str()).collect();
    assert_eq!(names, ["plainte.pdf", "film.mp4.transcribed"]);
    assert_eq!(words(&read), ["peur.", " خفت"]);
    assert_eq!(
        read.left_out,
        left(&[
            (LeftOut::Media, 1),
            (LeftOut::MediaCodings, 2),
            (LeftOut::TextsElsewhere, 1),
            (LeftOut::Memos, 1),
            (LeftOut::Unreadable, 1),
        ])
    );
}

#[test]
fn nothing_is_lost_without_a_word() {
    let beside = format!(
        "<Variables><Variable guid=\"{A}\" name=\"âge\" typeOfVariable=\"Float\"><Description /></Variable></Variables>\
         <Cases><Case guid=\"{A}\" name=\"Amal\"><Description /></Case><Case guid=\"{A}\" name=\"Ilham\"/></Cases>"
    );
    let sources = format!(
        "<TextSource guid=\"{A}\" name=\"un\" plainTextPath=\"internal://un.txt\" richTextPath=\"internal://un.docx\"><Description>d’où ?</Description>{}{}{}{}\
         <PlainTextSelection guid=\"{A}\" startPosition=\"0\" endPosition=\"2\"><Description>à revoir</Description></PlainTextSelection>\
         <PlainTextSelection guid=\"{A}\" startPosition=\"0\" endPosition=\"2\"><Coding guid=\"{A}\"><CodeRef targetGUID=\"{}\"/></Coding></PlainTextSelection>\
         <Coding guid=\"{A}\"><CodeRef targetGUID=\"{A}\"/></Coding><NoteRef targetGUID=\"{A}\"/></TextSource>\
         <TextSource guid=\"{A}\" name=\"deux\" richTextPath=\"internal://deux.docx\">{}</TextSource>\
         <TextSource guid=\"{A}\" name=\"trois\" plainTextPath=\"absolute:///etc/passwd\"/>\
         <TextSource guid=\"{A}\" name=\"quatre\" plainTextPath=\"internal://../../etc/passwd\"/>\
         <PictureSource guid=\"{A}\" name=\"photo\"><PictureSelection guid=\"{A}\"><Description>visage</Description><Coding guid=\"{A}\"><CodeRef targetGUID=\"{A}\"/></Coding></PictureSelection></PictureSource>",
        selection("0", "3", "خفت", "<Description>mémo</Description>"),
        selection("-1", "3", "", ""),
        selection("2", "99999999999999999999999999", "", ""),
        selection("3", "1", "", ""),
        id(55),
        selection("0", "3", "خفت", ""),
    );
    let after = "<Notes><Note guid=\"n\" name=\"journal\" plainTextPath=\"internal://j.txt\"><Description /></Note></Notes>\
                 <Links><Link guid=\"l\"/></Links><Sets><Set guid=\"s\" name=\"s\"/></Sets><Graphs><Graph guid=\"g\"/></Graphs><Description>None</Description>";
    let read = project(
        "QualCoder 3.8",
        &sources,
        &format!("{beside}{after}"),
        &[("sources/un.txt", "خفت".as_bytes())],
    );
    assert_eq!(words(&read), ["خفت"]);
    assert_eq!(
        read.left_out,
        left(&[
            (LeftOut::Media, 1),
            (LeftOut::MediaCodings, 1),
            (LeftOut::TextsElsewhere, 3),
            (LeftOut::WholeTexts, 1),
            (LeftOut::Memos, 5),
            (LeftOut::Cases, 2),
            (LeftOut::Variables, 1),
            (LeftOut::Relations, 3),
            (LeftOut::Unmarked, 1),
            (LeftOut::Unreadable, 5),
        ])
    );
}

#[test]
fn an_id_that_stands_there_twice_is_one_code() {
    let codes = |more: &str| format!("<CodeBook><Codes><Code guid=\"{A}\" name=\"Peur\"/>{more}</Codes></CodeBook>");
    let twice = codes(&format!(
        "<Code guid=\"{{{}}}\" name=\"Joie\"><Code guid=\"{}\" name=\"Rire\"/></Code>",
        A.to_uppercase(),
        id(3)
    ));
    let read = crate::refi::read_codebook(twice.as_bytes()).unwrap();
    let told: Vec<(&str, Option<u128>)> = read
        .codes
        .iter()
        .map(|one| (one.name.as_str(), one.parent.map(|id| id.as_u128())))
        .collect();
    assert_eq!(told, [("Peur", None), ("Rire", Some(read.codes[0].id.as_u128()))]);
    assert_eq!(read.left_out, left(&[(LeftOut::Repeated, 1)]));
    assert_eq!(
        crate::refi::read_codebook(codes("<Code guid=\"7\"/>").as_bytes()).err(),
        Some(NotRefi::Xml)
    );
    let sets = codes("").replace("</CodeBook>", "<Sets><Set guid=\"s\"/></Sets></CodeBook>");
    assert_eq!(
        crate::refi::read_codebook(sets.as_bytes()).unwrap().left_out,
        left(&[(LeftOut::Relations, 1)])
    );
}

#[test]
fn what_is_not_read_stays_packed() {
    let large = vec![0; crate::refi::MOST_BYTES + 1];
    let files: [(&str, &[u8]); 3] = [
        ("project.qde", b"<Project name='p'/>"),
        ("sources/film.mp4", &large),
        ("sources/a.docx", &large),
    ];
    assert!(read_project(&zipped(&files)).is_ok());
    let twice: [(&str, &[u8]); 3] = [
        ("project.qde", b"<Project name='p'/>"),
        ("sources/A.png", b"1"),
        ("sources/a.png", b"2"),
    ];
    assert_eq!(read_project(&zipped(&twice)).err(), Some(NotRefi::Path));
}

proptest! {
    /// In whichever way a program counts, a selection that is named after its words means them.
    #[test]
    fn named_words_are_found_however_they_were_counted(
        parts in prop::collection::vec("[aé🌱خ\n]{1,4}", 2..12),
        at in 0usize..12,
        in_utf16: bool,
        counts_returns: bool,
        has_mark: bool,
    ) {
        // Each word is another: its place is part of it.
        let parts: Vec<String> = parts.iter().enumerate().map(|(n, part)| format!("{part}<{n}>")).collect();
        let at = at % parts.len();
        let count = |text: &str| {
            let letters = text.chars().map(|letter| if in_utf16 { letter.len_utf16() } else { 1 }).sum::<usize>();
            letters + if counts_returns { text.matches('\n').count() } else { 0 }
        };
        let (start, end) = (count(&parts[..at].concat()), count(&parts[..=at].concat()));
        let file = format!("{}{}", if has_mark { "\u{feff}" } else { "" }, parts.concat().replace('\n', "\r\n"));
        let name = parts[at].replace('<', "&lt;").replace('>', "&gt;").replace('\n', "&#10;");
        let source = format!("<TextSource guid=\"{A}\" plainTextPath=\"internal://a.txt\">{}</TextSource>", selection(&start.to_string(), &end.to_string(), &name, ""));
        let read = project("x", &source, "", &[("sources/a.txt", file.as_bytes())]);
        // Space alone may be taken along: it says nothing.
        let bare = |word: &String| word.split_whitespace().collect::<String>();
        prop_assert_eq!(words(&read).iter().map(bare).collect::<Vec<_>>(), [bare(&parts[at])]);
    }
}
