//! A table of words and numbers as a file: comma-separated values, a spreadsheet. As in [`crate::tables`], no cell is ever computed.

use crate::refi::NotWritten;
use crate::tables::safe;
use rust_xlsxwriter::{DocProperties, ExcelDateTime, Format, Workbook, XlsxError};

/// What stands in a cell.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Cell {
    /// Words.
    Words(String),
    /// A count.
    Number(u64),
}

/// Comma-separated values in UTF-8 with its mark, lines ending in CRLF (RFC 4180), words in quotation marks.
pub fn csv(rows: &[Vec<Cell>]) -> Vec<u8> {
    let cell = |cell: &Cell| match cell {
        Cell::Words(words) => format!("\"{}\"", safe(words).replace('"', "\"\"")),
        Cell::Number(number) => number.to_string(),
    };
    let line = |row: &Vec<Cell>| row.iter().map(cell).collect::<Vec<_>>().join(",") + "\r\n";
    let lines: String = rows.iter().map(line).collect();
    format!("\u{feff}{lines}").into_bytes()
}

/// A spreadsheet of one sheet whose first row stays in sight, dated to the beginning of a day (year, month, day).
///
/// # Errors
/// [`NotWritten`] above a million rows.
pub fn xlsx(rows: &[Vec<Cell>], day: (u16, u8, u8)) -> Result<Vec<u8>, NotWritten> {
    let mut book = Workbook::new();
    let created = ExcelDateTime::from_ymd(day.0, day.1, day.2).map_err(|_| NotWritten)?;
    book.set_properties(&DocProperties::new().set_author("Hikaya").set_creation_datetime(&created));
    let sheet = book.add_worksheet();
    let (bold, wrapped) = (Format::new().set_bold(), Format::new().set_text_wrap());
    let mut fill = || {
        for (at, row) in (0u32..).zip(rows) {
            for (column, cell) in (0u16..).zip(row) {
                match cell {
                    Cell::Words(words) if at == 0 => sheet.write_string_with_format(at, column, words, &bold)?,
                    Cell::Words(words) => sheet.write_string_with_format(at, column, words, &wrapped)?,
                    Cell::Number(number) => {
                        sheet.write_number(at, column, f64::from(u32::try_from(*number).unwrap_or(u32::MAX)))?
                    }
                };
            }
        }
        sheet.set_freeze_panes(1, 0)?;
        sheet.set_column_width(0, 40)?;
        sheet.set_column_width(1, 40)?;
        Ok::<(), XlsxError>(())
    };
    fill().map_err(|_| NotWritten)?;
    book.save_to_buffer().map_err(|_| NotWritten)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_are_never_computed_and_numbers_stay_numbers() {
        let rows = [
            vec![Cell::Words("Question".into()), Cell::Words("Tanger".into())],
            vec![Cell::Words("=1+1 \"ici\"".into()), Cell::Number(12)],
        ];
        let text = String::from_utf8(csv(&rows)).expect("UTF-8");
        assert_eq!(text, "\u{feff}\"Question\",\"Tanger\"\r\n\"'=1+1 \"\"ici\"\"\",12\r\n");
        let book = xlsx(&rows, (2026, 3, 1)).expect("a spreadsheet");
        let read = crate::read_sheet(&book).expect("a sheet");
        let cells: Vec<String> = read.rows.into_iter().flat_map(|(_, row)| row).collect();
        assert_eq!(cells, ["Question", "Tanger", "=1+1 \"ici\"", "12"]);
    }
}
