//! Codings as rows: a spreadsheet, comma-separated values, JSON. A cell that a spreadsheet would take for a formula is made
//! text: what a teller said must never be computed.

use crate::refi::{NotWritten, Project};
use rust_xlsxwriter::{DocProperties, ExcelDateTime, Format, Workbook};
use serde_json::json;
use std::collections::BTreeMap;
use uuid::Uuid;

/// The names of the columns.
const COLUMNS: [&str; 6] = ["source", "code", "words", "start", "end", "coder"];
/// The most letters of a cell of a spreadsheet.
const CELL_LETTERS: usize = 32_767;

/// One coding as a row. It may hold words of a story: no `Debug`.
struct Line {
    source: String,
    code: String,
    words: String,
    start: usize,
    end: usize,
    coder: String,
}

/// Comma-separated values in UTF-8 with its mark, lines ending in CRLF (RFC 4180), every cell in quotation marks.
pub fn csv(project: &Project) -> Vec<u8> {
    let mut text = String::from("\u{feff}");
    let mut put = |cells: [&str; 6]| {
        let cells = cells.map(|cell| format!("\"{}\"", safe(cell).replace('"', "\"\"")));
        text += &cells.join(",");
        text += "\r\n";
    };
    put(COLUMNS);
    for line in lines(project) {
        put([
            &line.source,
            &line.code,
            &line.words,
            &line.start.to_string(),
            &line.end.to_string(),
            &line.coder,
        ]);
    }
    text.into_bytes()
}

/// JSON: an array of objects.
pub fn json(project: &Project) -> Vec<u8> {
    let objects = lines(project).into_iter().map(|line| {
        json!({"source": line.source, "code": line.code, "words": line.words, "start": line.start, "end": line.end, "coder": line.coder})
    });
    let all: Vec<serde_json::Value> = objects.collect();
    let mut text = serde_json::Value::from(all).to_string();
    text.push('\n');
    text.into_bytes()
}

/// A spreadsheet of one sheet, nothing hidden in it, dated to the beginning of a day (year, month, day).
///
/// # Errors
/// [`NotWritten`] above a million rows.
pub fn xlsx(project: &Project, day: (u16, u8, u8)) -> Result<Vec<u8>, NotWritten> {
    let mut book = Workbook::new();
    let created = ExcelDateTime::from_ymd(day.0, day.1, day.2).map_err(|_| NotWritten)?;
    book.set_properties(&DocProperties::new().set_author("Hikaya").set_creation_datetime(&created));
    let sheet = book.add_worksheet();
    let (bold, wrapped) = (Format::new().set_bold(), Format::new().set_text_wrap());
    let mut fill = || {
        for (column, name) in (0u16..).zip(COLUMNS) {
            sheet.write_string_with_format(0, column, name, &bold)?;
        }
        for (row, line) in (1u32..).zip(lines(project)) {
            for (column, text) in [(0, &line.source), (1, &line.code), (2, &line.words), (5, &line.coder)] {
                let cell: String = text.chars().take(CELL_LETTERS).collect();
                sheet.write_string_with_format(row, column, cell, &wrapped)?;
            }
            for (column, number) in [(3, line.start), (4, line.end)] {
                sheet.write_number(row, column, f64::from(u32::try_from(number).unwrap_or(u32::MAX)))?;
            }
        }
        sheet.set_freeze_panes(1, 0)?;
        sheet.set_column_width(1, 40)?;
        sheet.set_column_width(2, 70)?;
        Ok::<(), rust_xlsxwriter::XlsxError>(())
    };
    fill().map_err(|_| NotWritten)?;
    book.save_to_buffer().map_err(|_| NotWritten)
}

fn lines(project: &Project) -> Vec<Line> {
    let paths = paths(project);
    let coders: BTreeMap<Uuid, &str> = project.users.iter().map(|user| (user.id, user.name.as_str())).collect();
    let mut lines = Vec::new();
    for source in &project.sources {
        let letters: Vec<char> = source.text.chars().collect();
        for coding in &source.codings {
            let words = letters.get(coding.start..coding.end).unwrap_or_default();
            lines.push(Line {
                source: source.name.clone(),
                code: paths.get(&coding.code).cloned().unwrap_or_default(),
                words: words.iter().collect(),
                start: coding.start,
                end: coding.end,
                coder: coding
                    .user
                    .and_then(|user| coders.get(&user))
                    .copied()
                    .unwrap_or_default()
                    .to_owned(),
            });
        }
    }
    lines
}

/// What each code is called with what stands above it.
fn paths(project: &Project) -> BTreeMap<Uuid, String> {
    let mut paths: BTreeMap<Uuid, String> = BTreeMap::new();
    for code in &project.codes {
        let above = code.parent.and_then(|parent| paths.get(&parent));
        let path = above.map_or_else(|| code.name.clone(), |above| format!("{above} › {}", code.name));
        paths.insert(code.id, path);
    }
    paths
}

/// A cell that no spreadsheet computes (OWASP, CSV injection): an apostrophe before what could begin a formula.
pub(crate) fn safe(cell: &str) -> String {
    let first = cell
        .trim_start_matches([' ', '\u{a0}', '\u{feff}', '\u{200e}', '\u{200f}'])
        .chars()
        .next();
    if first.is_some_and(|letter| matches!(letter, '=' | '+' | '-' | '@' | '\t' | '\r' | '\n' | '＝' | '＋' | '－' | '＠'))
    {
        format!("'{cell}")
    } else {
        cell.to_owned()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::refi::{Code, Coding, Source, User};
    use std::io::{Cursor, Read};

    fn sample(text: &str) -> Project {
        let id = Uuid::from_u128;
        let code = |n, name: &str, parent: Option<u128>| Code {
            id: id(n),
            name: name.into(),
            description: String::new(),
            colour: String::new(),
            parent: parent.map(id),
        };
        Project {
            name: "p".into(),
            users: vec![User {
                id: id(9),
                name: "@codeuse".into(),
            }],
            codes: vec![code(1, "Peur", None), code(2, "الليل", Some(1))],
            sources: vec![Source {
                id: id(3),
                name: "Amina* · 1".into(),
                text: text.into(),
                codings: vec![Coding {
                    id: id(4),
                    code: id(2),
                    user: Some(id(9)),
                    start: 2,
                    end: text.chars().count(),
                    at: String::new(),
                }],
            }],
            ..Project::default()
        }
    }

    #[test]
    fn a_cell_is_never_a_formula() {
        let text = String::from_utf8(csv(&sample("🌱 =HYPERLINK(\"http://x\")"))).unwrap();
        assert_eq!(
            text,
            "\u{feff}\"source\",\"code\",\"words\",\"start\",\"end\",\"coder\"\r\n\
             \"Amina* · 1\",\"Peur › الليل\",\"'=HYPERLINK(\"\"http://x\"\")\",\"2\",\"24\",\"'@codeuse\"\r\n"
        );
        for cell in ["+1", "-1", "@a", "\t=1", " =1", "\u{200f}=1", "＝1"] {
            assert!(safe(cell).starts_with('\''), "{cell}");
        }
        assert_eq!(safe("a=1"), "a=1");
    }

    #[test]
    fn json_holds_the_words_as_they_are() {
        let read: serde_json::Value = serde_json::from_slice(&json(&sample("🌱 =1"))).unwrap();
        assert_eq!(read[0]["words"], "=1");
        assert_eq!(
            (read[0]["start"].as_u64(), read[0]["code"].as_str()),
            (Some(2), Some("Peur › الليل"))
        );
    }

    #[test]
    fn a_spreadsheet_has_one_sheet_and_no_formula() {
        let bytes = xlsx(&sample("🌱 =1+1"), (2026, 3, 1)).unwrap();
        assert!(
            bytes == xlsx(&sample("🌱 =1+1"), (2026, 3, 1)).unwrap(),
            "the same codings give the same bytes"
        );
        let mut zip = zip::ZipArchive::new(Cursor::new(bytes)).unwrap();
        let mut all = String::new();
        for at in 0..zip.len() {
            let mut file = zip.by_index(at).unwrap();
            assert!(!file.name().unwrap().contains("externalLink"));
            file.read_to_string(&mut all).unwrap();
        }
        assert!(all.contains("=1+1") && !all.contains("<f>") && all.contains("2026-03-01T00:00:00Z"));
        assert_eq!(all.matches("<sheet ").count(), 1);
    }
}
