//! From codes, texts and codings to files. The same project gives the same bytes: no clock, no chance, no name of a machine.

use super::{Code, Coding, NotWritten, Project, Source};
use std::fmt::Write as _;
use std::io::{Cursor, Write as _};
use uuid::Uuid;
use zip::write::SimpleFileOptions;
use zip::{CompressionMethod, DateTime, ZipWriter};

const DECLARATION: &str = "<?xml version=\"1.0\" encoding=\"utf-8\"?>\n";
const ORIGIN: &str = "Hikaya";

/// A codebook file; it needs at least one code to be valid.
pub fn codebook(codes: &[Code]) -> Vec<u8> {
    let tree = code_tree(codes);
    format!("{DECLARATION}<CodeBook xmlns=\"urn:QDA-XML:codebook:1.0\" origin=\"{ORIGIN}\">{tree}</CodeBook>\n").into_bytes()
}

/// A project file.
///
/// # Errors
/// [`NotWritten`] if it is too large for a zip.
pub fn project(project: &Project) -> Result<Vec<u8>, NotWritten> {
    let mut zip = ZipWriter::new(Cursor::new(Vec::new()));
    // The same moment in every file: when a text was packed is nobody's business.
    let options = SimpleFileOptions::default()
        .compression_method(CompressionMethod::Deflated)
        .last_modified_time(DateTime::default());
    let mut put = |name: String, bytes: &[u8]| {
        zip.start_file(name, options).map_err(|_| NotWritten)?;
        zip.write_all(bytes).map_err(|_| NotWritten)
    };
    put("project.qde".into(), described(project).as_bytes())?;
    for source in &project.sources {
        put(
            format!("sources/{}.txt", source.id.hyphenated()),
            plain(&source.text).as_bytes(),
        )?;
    }
    Ok(zip.finish().map_err(|_| NotWritten)?.into_inner())
}

fn described(project: &Project) -> String {
    let mut xml = format!(
        "{DECLARATION}<Project xmlns=\"urn:QDA-XML:project:1.0\" name=\"{}\" origin=\"{ORIGIN}\">",
        escaped(&project.name)
    );
    if !project.users.is_empty() {
        let user = |id: &Uuid, name: &str| format!("<User guid=\"{}\" name=\"{}\"/>", id.hyphenated(), escaped(name));
        let users: String = project.users.iter().map(|one| user(&one.id, &one.name)).collect();
        let _ = write!(xml, "<Users>{users}</Users>");
    }
    if !project.codes.is_empty() {
        let _ = write!(xml, "<CodeBook>{}</CodeBook>", code_tree(&project.codes));
    }
    if !project.sources.is_empty() {
        let sources: String = project.sources.iter().map(source).collect();
        let _ = write!(xml, "<Sources>{sources}</Sources>");
    }
    xml + "</Project>\n"
}

fn source(source: &Source) -> String {
    let id = source.id.hyphenated();
    let mut xml = format!(
        "<TextSource guid=\"{id}\" name=\"{}\" plainTextPath=\"internal://{id}.txt\">",
        escaped(&source.name)
    );
    // One selection for each: there are programs that read the first coding of a selection alone.
    let mut codings: Vec<&Coding> = source.codings.iter().collect();
    codings.sort_by_key(|coding| (coding.start, coding.end, coding.id));
    for coding in codings {
        selection(coding, &mut xml);
    }
    xml + "</TextSource>"
}

fn selection(coding: &Coding, xml: &mut String) {
    // Its id follows from its coding's, so that the same project gives the same file.
    let id = Uuid::from_u128(!coding.id.as_u128());
    let by = coding
        .user
        .map(|user| format!(" creatingUser=\"{}\"", user.hyphenated()))
        .unwrap_or_default();
    let when = when(&coding.at);
    let _ = write!(
        xml,
        "<PlainTextSelection guid=\"{}\" startPosition=\"{}\" endPosition=\"{}\"{by}{when}>\
         <Coding guid=\"{}\"{by}{when}><CodeRef targetGUID=\"{}\"/></Coding></PlainTextSelection>",
        id.hyphenated(),
        coding.start,
        coding.end,
        coding.id.hyphenated(),
        coding.code.hyphenated()
    );
}

fn when(at: &str) -> String {
    if at.is_empty() {
        return String::new();
    }
    format!(" creationDateTime=\"{}\"", escaped(at))
}

fn code_tree(codes: &[Code]) -> String {
    let mut xml = String::from("<Codes>");
    branch(codes, None, &mut xml);
    xml + "</Codes>"
}

fn branch(codes: &[Code], parent: Option<Uuid>, xml: &mut String) {
    for code in codes.iter().filter(|code| code.parent == parent) {
        let colour = if code.colour.is_empty() {
            String::new()
        } else {
            format!(" color=\"{}\"", escaped(&code.colour))
        };
        let _ = write!(
            xml,
            "<Code guid=\"{}\" name=\"{}\" isCodable=\"true\"{colour}>",
            code.id.hyphenated(),
            escaped(&code.name)
        );
        if !code.description.is_empty() {
            let _ = write!(xml, "<Description>{}</Description>", escaped(&code.description));
        }
        branch(codes, Some(code.id), xml);
        xml.push_str("</Code>");
    }
}

/// A text as it stands in its file: a carriage return, which some programs count and others do not, becomes a space, letter for
/// letter; so does a mark at the beginning that some programs take for no letter.
fn plain(text: &str) -> String {
    let letters = text.chars().enumerate();
    let plain = |(at, letter)| {
        if letter == '\r' || (at == 0 && letter == '\u{feff}') {
            ' '
        } else {
            letter
        }
    };
    letters.map(plain).collect()
}

/// Text inside XML: five letters are written out, those that XML cannot hold become the sign for a missing one.
fn escaped(text: &str) -> String {
    let mut all = String::with_capacity(text.len());
    for letter in text.chars() {
        match letter {
            '&' => all.push_str("&amp;"),
            '<' => all.push_str("&lt;"),
            '>' => all.push_str("&gt;"),
            '"' => all.push_str("&quot;"),
            '\n' => all.push_str("&#10;"),
            '\t' => all.push_str("&#9;"),
            '\u{0}'..='\u{1f}' | '\u{fffe}' | '\u{ffff}' => all.push('\u{fffd}'),
            _ => all.push(letter),
        }
    }
    all
}
