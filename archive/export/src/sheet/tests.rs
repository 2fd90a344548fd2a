//! Workbooks as spreadsheets write them, and as nobody should.

use super::*;
use proptest::prelude::*;
use std::io::{Cursor, Write};
use zip::write::SimpleFileOptions;

const HEAD: &str = r#"<row r="1"><c r="A1" t="s"><v>0</v></c><c r="B1" t="inlineStr"><is><r><t>Fem</t></r><r><t>mes</t></r></is></c></row>"#;

/// A workbook with this content of its first sheet.
fn workbook(rows: &str) -> Vec<u8> {
    packed(&[
        (
            "xl/workbook.xml",
            r#"<workbook xmlns:r="r"><sheets><sheet name="Cache" sheetId="1" r:id="rId1" state="hidden"/><sheet name="Feuille" sheetId="2" r:id="rId2"/></sheets></workbook>"#,
        ),
        (
            "xl/_rels/workbook.xml.rels",
            r#"<Relationships><Relationship Id="rId1" Target="worksheets/hidden.xml"/><Relationship Id="rId2" Target="worksheets/Sheet1.xml"/></Relationships>"#,
        ),
        (
            "xl/sharedStrings.xml",
            r#"<sst uniqueCount="1000000000000"><si><t>Clinique</t></si><si><t>Marra</t><rPh><t>x</t></rPh></si></sst>"#,
        ),
        (
            "xl/styles.xml",
            r#"<styleSheet><numFmts><numFmt numFmtId="170" formatCode="&quot;jour&quot; dd/mm/yyyy"/></numFmts><cellXfs><xf numFmtId="0"/><xf numFmtId="9"/><xf numFmtId="14"/><xf numFmtId="170"/></cellXfs></styleSheet>"#,
        ),
        (
            "xl/worksheets/Sheet1.xml",
            &format!("<worksheet><sheetData>{rows}</sheetData></worksheet>"),
        ),
    ])
}

fn packed(files: &[(&str, &str)]) -> Vec<u8> {
    let mut zip = zip::ZipWriter::new(Cursor::new(Vec::new()));
    for (name, content) in files {
        zip.start_file(*name, SimpleFileOptions::default()).unwrap();
        zip.write_all(content.as_bytes()).unwrap();
    }
    zip.finish().unwrap().into_inner()
}

fn row(number: usize, cells: &str) -> String {
    format!("<row r=\"{number}\">{cells}</row>")
}

#[test]
fn cells_are_read_as_they_are_shown() {
    let cells = [
        r#"<c r="A3" t="s"><v>1</v></c><c r="C3"><v>206</v></c>"#,
        r#"<c r="A4" s="1"><v>0.4215</v></c><c r="B4" s="2"><v>45351</v></c><c r="C4" s="3"><v>45352</v></c>"#,
        r#"<c t="str"><f>A1</f><v>a|b
c</v></c><c><v>0.30000000000000004</v></c>"#,
    ];
    let rows = [
        HEAD.to_owned(),
        row(3, cells[0]),
        row(4, cells[1]),
        row(5, cells[2]),
        row(6, r#"<c r="A6"/>"#),
    ]
    .concat();
    let sheet = read_sheet(&workbook(&rows)).unwrap();
    let read: Vec<(usize, Vec<&str>)> = sheet
        .rows
        .iter()
        .map(|(n, cells)| (*n, cells.iter().map(String::as_str).collect()))
        .collect();
    assert_eq!(
        read,
        [
            (1, vec!["Clinique", "Femmes"]),
            (3, vec!["Marra", "", "206"]),
            (4, vec!["42.15 %", "2024-02-29", "2024-03-01"]),
            (5, vec!["a/b c", "0.3"]),
        ]
    );
    assert_eq!((sheet.unread.len(), sheet.computed), (0, vec![5]));
}

#[test]
fn a_row_that_cannot_be_read_is_named_and_left_out() {
    let long = format!("<c t=\"inlineStr\"><is><t>{}</t></is></c>", "x".repeat(CELL_LETTERS + 1));
    let rows = [
        HEAD.to_owned(),
        row(2, r#"<c t="e"><f>1/0</f><v>#DIV/0!</v></c>"#),
        row(3, r"<c><f>SUM(A1:A2)</f></c>"),
        row(4, r#"<c r="XFD4"><v>1</v></c>"#),
        row(5, &long),
        row(6, r#"<c t="s"><v>99999999999</v></c>"#),
        row(7, r"<c><v>NaN</v></c>"),
        row(8, r#"<c s="2"><v>-5</v></c>"#),
        row(9, r#"<c r="A9"><v>1</v></c>"#),
    ];
    let sheet = read_sheet(&workbook(&rows.concat())).unwrap();
    assert_eq!(
        sheet.unread,
        [
            (2, Odd::Error),
            (3, Odd::NoValue),
            (4, Odd::TooWide),
            (5, Odd::CellTooLong),
            (6, Odd::Broken),
            (7, Odd::Broken),
            (8, Odd::Broken),
        ]
    );
    assert_eq!(sheet.typed(), "Clinique | Femmes\n1");
}

#[test]
fn a_text_is_parted_by_what_stands_most_often_in_its_first_line() {
    for text in [
        "\u{feff}Clinique;Femmes\r\nAgadir;\"1 320,5\"\r\n\r\n",
        "Clinique\tFemmes\nAgadir\t1 320,5",
        "Clinique,Femmes\nAgadir,\"1 320,5\"",
    ] {
        let sheet = read_sheet(text.as_bytes()).unwrap();
        assert_eq!(sheet.typed(), "Clinique | Femmes\nAgadir | 1 320,5", "{text}");
    }
    let sheet = read_sheet("Clinique;Femmes\nAgadir;=B1+1\nTanger;12".as_bytes()).unwrap();
    assert_eq!((sheet.unread, sheet.rows.len()), (vec![(2, Odd::NoValue)], 2));
}

#[test]
fn what_is_no_sheet_is_said_so() {
    let many = "a;b\n".repeat(MOST_ROWS + 2);
    let cases: [(Vec<u8>, NotASheet); 8] = [
        (vec![b'a'; SHEET_BYTES + 1], NotASheet::TooLarge),
        (vec![0xd0, 0xcf, 0x11, 0xe0, 1], NotASheet::Unknown),
        (b"%PDF\0".to_vec(), NotASheet::Unknown),
        (b"caf\xe9;12".to_vec(), NotASheet::Encoding),
        (b"PK\x03\x04nothing".to_vec(), NotASheet::Damaged),
        (packed(&[("word/document.xml", "<w/>")]), NotASheet::Unknown),
        (
            packed(&[("xl/workbook.xml", "<!DOCTYPE x [<!ENTITY y \"z\">]><workbook>&y;</workbook>")]),
            NotASheet::Damaged,
        ),
        (many.into_bytes(), NotASheet::TooManyRows),
    ];
    for (bytes, why) in cases {
        assert_eq!(read_sheet(&bytes), Err(why));
    }
    assert_eq!(read_sheet(b""), Ok(Sheet::default()));
}

#[test]
fn a_bomb_is_not_let_out() {
    let bomb = "0".repeat(70 * 1024 * 1024);
    let packed = packed(&[("xl/workbook.xml", "<workbook/>"), ("xl/worksheets/sheet1.xml", &bomb)]);
    assert!(packed.len() < SHEET_BYTES, "small until it is opened");
    assert_eq!(read_sheet(&packed), Err(NotASheet::TooLarge));
}

proptest! {
    #[test]
    fn whatever_is_sent_is_answered_and_keeps_within_a_table(bytes in prop::collection::vec(any::<u8>(), 0..400), text in "[a-c;,\t\"=|\n]{0,200}") {
        for bytes in [bytes.as_slice(), text.as_bytes(), &[b"PK\x03\x04".as_slice(), &bytes].concat()] {
            if let Ok(sheet) = read_sheet(bytes) {
                prop_assert!(sheet.rows.iter().all(|(_, cells)| cells.len() <= WIDEST && cells.iter().all(|cell| !cell.contains(['|', '\n']))));
            }
        }
    }
}
