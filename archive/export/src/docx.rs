//! A word processor's file (ISO/IEC 29500, transitional), for whoever has to work on with a brief: real headings, lists and
//! tables, right to left where the words run so. It names nobody and no moment, and the same document gives the same bytes: its
//! parts lie in the zip uncompressed, since another version of a compressor may give other bytes (`docs/decisions/014`).

mod body;
mod notes;
mod numbering;
mod pictures;
mod runs;
mod target;
#[cfg(test)]
mod tests;

use crate::ExportError;
use crate::document::{Document, is_text};
use crate::html::escape;
use body::{Body, Parts};
use method::language::{Language, Script};
use pictures::Picture;
use std::fmt::Write as _;
use std::io::{Cursor, Write as _};
use zip::write::SimpleFileOptions;
use zip::{CompressionMethod, DateTime, ZipWriter};

const DECLARATION: &str = "<?xml version=\"1.0\" encoding=\"UTF-8\" standalone=\"yes\"?>\n";
const WORDS: &str = "http://schemas.openxmlformats.org/wordprocessingml/2006/main";
const OFFICE: &str = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";
const PACKAGE: &str = "http://schemas.openxmlformats.org/package/2006";
/// The parts beside the text itself: relationship, type, name under `word/`. The text's links follow them.
const BESIDE: [(&str, &str, &str); 7] = [
    ("styles", "wordprocessingml.styles", "styles.xml"),
    ("numbering", "wordprocessingml.numbering", "numbering.xml"),
    ("settings", "wordprocessingml.settings", "settings.xml"),
    ("footer", "wordprocessingml.footer", "footer.xml"),
    ("fontTable", "wordprocessingml.fontTable", "fonts.xml"),
    ("theme", "theme", "theme.xml"),
    ("footnotes", "wordprocessingml.footnotes", "footnotes.xml"),
];

/// The document as a DOCX file.
///
/// # Errors
/// [`ExportError::Packing`] if it is too large for a zip; [`ExportError::Setting`], [`ExportError::Writing`] if a chart could not be
/// drawn. Call it where blocking is allowed.
pub fn docx(document: &Document) -> Result<Vec<u8>, ExportError> {
    let mut body = Body::new(document);
    body.write();
    let Parts {
        paragraphs,
        notes,
        links,
        lists,
        pictures,
    } = body.done();
    let parts = [
        ("[Content_Types].xml", content_types(&pictures)),
        ("_rels/.rels", package_relations()),
        ("docProps/core.xml", core(document)),
        ("word/document.xml", text(document, &paragraphs)),
        ("word/_rels/document.xml.rels", relations(&links, &pictures)),
        ("word/footnotes.xml", notes::footnotes(&notes)),
        ("word/_rels/footnotes.xml.rels", notes::relations(&links)),
        ("word/styles.xml", styles(document.language.language())),
        ("word/numbering.xml", numbering::numbering(&lists)),
        ("word/settings.xml", settings(document.language.language())),
        ("word/footer.xml", footer()),
        ("word/fonts.xml", [DECLARATION, include_str!("docx/fonts.xml")].concat()),
        ("word/theme.xml", [DECLARATION, include_str!("docx/theme.xml")].concat()),
    ];
    let mut zip = ZipWriter::new(Cursor::new(Vec::new()));
    let options = SimpleFileOptions::default()
        .compression_method(CompressionMethod::Stored)
        .last_modified_time(DateTime::default());
    for (name, xml) in parts {
        zip.start_file(name, options).map_err(|_| ExportError::Packing)?;
        zip.write_all(xml.as_bytes()).map_err(|_| ExportError::Packing)?;
    }
    for (number, picture) in (1..).zip(&pictures) {
        zip.start_file(pictures::name(number, picture), options)
            .map_err(|_| ExportError::Packing)?;
        zip.write_all(&picture.file()?).map_err(|_| ExportError::Packing)?;
    }
    Ok(zip.finish().map_err(|_| ExportError::Packing)?.into_inner())
}

/// The languages of a text's runs, as word processors know them: of those from left to right, of those from right to left.
/// What stands in Latin letters inside Arabic is mostly French here.
fn tongues(language: Language) -> (&'static str, &'static str) {
    match language {
        Language::French | Language::Arabic => ("fr-FR", "ar-MA"),
        Language::English => ("en-GB", "ar-MA"),
        Language::Darija => ("fr-FR", Language::Darija.tag()),
        Language::DarijaLatin => (Language::DarijaLatin.tag(), Language::Darija.tag()),
    }
}

/// A title that is never empty: a reader's program names the window after it.
fn title(document: &Document) -> &str {
    let is_said = document.title.chars().any(|c| is_text(c) && !c.is_whitespace());
    if is_said { document.title.trim() } else { "–" }
}

fn content_types(drawn: &[Picture<'_>]) -> String {
    let office = "application/vnd.openxmlformats-officedocument";
    let mut beside = String::new();
    for (_, kind, name) in BESIDE {
        // Writing into a string cannot fail.
        let _ = write!(
            beside,
            "<Override PartName=\"/word/{name}\" ContentType=\"{office}.{kind}+xml\"/>"
        );
    }
    format!(
        "{DECLARATION}<Types xmlns=\"{PACKAGE}/content-types\">\
         <Default Extension=\"rels\" ContentType=\"application/vnd.openxmlformats-package.relationships+xml\"/>{}\
         <Default Extension=\"xml\" ContentType=\"application/xml\"/>\
         <Override PartName=\"/word/document.xml\" ContentType=\"{office}.wordprocessingml.document.main+xml\"/>{beside}\
         <Override PartName=\"/docProps/core.xml\" ContentType=\"application/vnd.openxmlformats-package.core-properties+xml\"/>\
         </Types>\n",
        pictures::content_types(drawn)
    )
}

fn package_relations() -> String {
    format!(
        "{DECLARATION}<Relationships xmlns=\"{PACKAGE}/relationships\">\
         <Relationship Id=\"rId1\" Type=\"{OFFICE}/officeDocument\" Target=\"word/document.xml\"/>\
         <Relationship Id=\"rId2\" Type=\"{PACKAGE}/relationships/metadata/core-properties\" Target=\"docProps/core.xml\"/>\
         </Relationships>\n"
    )
}

/// Title and language. Whoever wrote it, on which machine and when stands nowhere.
fn core(document: &Document) -> String {
    let tongue = match document.language.language().script() {
        Script::LeftToRight => tongues(document.language.language()).0,
        Script::RightToLeft => tongues(document.language.language()).1,
    };
    format!(
        "{DECLARATION}<cp:coreProperties xmlns:cp=\"{PACKAGE}/metadata/core-properties\" \
         xmlns:dc=\"http://purl.org/dc/elements/1.1/\"><dc:title>{}</dc:title><dc:language>{tongue}</dc:language></cp:coreProperties>\n",
        escape(title(document))
    )
}

/// The text on pages of A4, which open on the right where the brief runs from right to left.
fn text(document: &Document, paragraphs: &str) -> String {
    let bidi = match document.language.language().script() {
        Script::LeftToRight => "",
        Script::RightToLeft => "<w:bidi/>",
    };
    format!(
        "{DECLARATION}<w:document xmlns:w=\"{WORDS}\" xmlns:r=\"{OFFICE}\"><w:body>{paragraphs}<w:sectPr>\
         <w:footerReference w:type=\"default\" r:id=\"rId4\"/><w:pgSz w:w=\"11906\" w:h=\"16838\"/>\
         <w:pgMar w:top=\"1361\" w:right=\"1304\" w:bottom=\"1304\" w:left=\"1304\" w:header=\"680\" w:footer=\"624\" w:gutter=\"0\"/>\
         {bidi}</w:sectPr></w:body></w:document>\n"
    )
}

fn relations(links: &[String], drawn: &[Picture<'_>]) -> String {
    let mut all = format!("{DECLARATION}<Relationships xmlns=\"{PACKAGE}/relationships\">");
    for (number, (part, _, name)) in (1..).zip(BESIDE) {
        let _ = write!(
            all,
            "<Relationship Id=\"rId{number}\" Type=\"{OFFICE}/{part}\" Target=\"{name}\"/>"
        );
    }
    all + &to_links(links) + &pictures::relations(drawn) + "</Relationships>\n"
}

/// The relationships of the links, in each part where one may stand.
fn to_links(links: &[String]) -> String {
    let link = |(at, target): (usize, &String)| {
        let (id, target) = (relation_of_link(at), escape(target));
        format!("<Relationship Id=\"{id}\" Type=\"{OFFICE}/hyperlink\" Target=\"{target}\" TargetMode=\"External\"/>")
    };
    links.iter().enumerate().map(link).collect()
}

/// The relationship of the link that was found at this place, counted from 0.
fn relation_of_link(at: usize) -> String {
    format!("rId{}", BESIDE.len() + 1 + at)
}

fn styles(language: Language) -> String {
    let (tongue, bidi) = tongues(language);
    let sheet = include_str!("docx/styles.xml");
    format!("{DECLARATION}{}", sheet.replace("{tongue}", tongue).replace("{bidi}", bidi))
}

/// Whoever writes on in the file leaves no name and no moment in it either.
fn settings(language: Language) -> String {
    let (tongue, bidi) = tongues(language);
    format!(
        "{DECLARATION}<w:settings xmlns:w=\"{WORDS}\"><w:removePersonalInformation/><w:removeDateAndTime/>\
         <w:defaultTabStop w:val=\"709\"/>{}<w:compat><w:compatSetting w:name=\"compatibilityMode\" \
         w:uri=\"http://schemas.microsoft.com/office/word\" w:val=\"15\"/></w:compat>\
         <w:themeFontLang w:val=\"{tongue}\" w:bidi=\"{bidi}\"/></w:settings>\n",
        notes::SETTINGS
    )
}

/// The page's number.
fn footer() -> String {
    format!(
        "{DECLARATION}<w:ftr xmlns:w=\"{WORDS}\"><w:p><w:pPr><w:pStyle w:val=\"Footer\"/></w:pPr>\
         <w:fldSimple w:instr=\" PAGE \"><w:r><w:t>1</w:t></w:r></w:fldSimple></w:p></w:ftr>\n"
    )
}
