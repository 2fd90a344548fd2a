//! Reading the first sheet of a spreadsheet that somebody sent, XLSX or CSV, as rows of text: what a person sees in each cell. A row
//! that cannot be read is named and left out; nothing is computed, and no file makes it unpack or hold more than a table may.

mod delimited;
mod style;
#[cfg(test)]
mod tests;
mod xlsx;

use method::brief::WIDEST;
use method::indicator::{CELL_LETTERS, MOST_ROWS};
use thiserror::Error;

/// The most bytes of a file.
pub const SHEET_BYTES: usize = 1024 * 1024;

/// A sheet as it was read. Rows count from 1, as a spreadsheet counts them. It may hold anything: no `Debug` in a log.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Sheet {
    /// The rows that are not empty, without those that could not be read; each with its number.
    pub rows: Vec<(usize, Vec<String>)>,
    /// The rows that could not be read.
    pub unread: Vec<(usize, Odd)>,
    /// The rows of which a cell is computed by a formula: its value was taken as it was last saved.
    pub computed: Vec<usize>,
}

/// Why a row could not be read.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Odd {
    /// A cell shows an error (`#DIV/0!`).
    Error,
    /// A cell is computed by a formula, and no value was saved with it.
    NoValue,
    /// A cell lies beyond the widest table.
    TooWide,
    /// A cell holds more letters than a cell may.
    CellTooLong,
    /// A cell refers to something that is not in the file.
    Broken,
}

/// Why a file is no sheet.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Error)]
pub enum NotASheet {
    /// More than [`SHEET_BYTES`], or more than is let out of a zip.
    #[error("the file is too large")]
    TooLarge,
    /// Neither a workbook nor a text.
    #[error("neither a workbook nor a text")]
    Unknown,
    /// A workbook that is damaged, locked or not as it should be.
    #[error("the workbook cannot be read")]
    Damaged,
    /// A text in another encoding than UTF-8.
    #[error("the text is not UTF-8")]
    Encoding,
    /// More rows than a table may have.
    #[error("more than {MOST_ROWS} rows below the names of the columns")]
    TooManyRows,
}

/// Reads the first sheet of a file.
///
/// # Errors
/// [`NotASheet`]; a row that cannot be read is none: it stands among [`Sheet::unread`].
pub fn read_sheet(bytes: &[u8]) -> Result<Sheet, NotASheet> {
    if bytes.len() > SHEET_BYTES {
        return Err(NotASheet::TooLarge);
    }
    if bytes.starts_with(b"PK\x03\x04") {
        return xlsx::read(bytes);
    }
    // The old binary workbooks, and those that are locked with a password.
    if bytes.starts_with(&[0xd0, 0xcf, 0x11, 0xe0]) || bytes.contains(&0) {
        return Err(NotASheet::Unknown);
    }
    let text = std::str::from_utf8(bytes).map_err(|_| NotASheet::Encoding)?;
    delimited::read(text.strip_prefix('\u{feff}').unwrap_or(text))
}

impl Sheet {
    /// Puts a row to the others, cut to what it holds; an empty one is nothing.
    fn put(&mut self, number: usize, cells: Result<Vec<String>, Odd>) -> Result<(), NotASheet> {
        let mut cells = match cells.map(|cells| cells.iter().map(|cell| cleaned(cell)).collect::<Vec<_>>()) {
            Ok(cells) if cells.iter().any(|cell| cell.chars().count() > CELL_LETTERS) => {
                self.unread.push((number, Odd::CellTooLong));
                Vec::new()
            }
            Ok(cells) => cells,
            Err(odd) => {
                self.unread.push((number, odd));
                Vec::new()
            }
        };
        while cells.last().is_some_and(String::is_empty) {
            cells.pop();
        }
        if cells.len() > WIDEST {
            self.unread.push((number, Odd::TooWide));
        } else if !cells.is_empty() {
            self.rows.push((number, cells));
        }
        if self.rows.len() + self.unread.len() > MOST_ROWS + 1 {
            return Err(NotASheet::TooManyRows);
        }
        Ok(())
    }

    /// The rows as a table is typed: cells between `|`.
    pub fn typed(&self) -> String {
        let lines: Vec<String> = self.rows.iter().map(|(_, cells)| cells.join(" | ")).collect();
        lines.join("\n")
    }
}

/// A cell on one line, without what parts cells when a table is typed.
fn cleaned(cell: &str) -> String {
    let plain = cell.replace('|', "/");
    let plain: String = plain
        .chars()
        .map(|letter| if letter.is_control() { ' ' } else { letter })
        .collect();
    plain.split_whitespace().collect::<Vec<_>>().join(" ")
}
