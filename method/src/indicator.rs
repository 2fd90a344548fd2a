//! A table of indicators: figures that somebody counted elsewhere and typed in, with their source and date, to stand beside the
//! quotations of a brief. Where its keeper wants it, small numbers are hidden before anybody outside sees them
//! ([`crate::figures`]), and so is what they could be computed from.

mod bars;
pub mod linked;
mod printed;
mod sums;
#[cfg(test)]
mod tests;

pub use bars::{Bar, Bars, Group, MOST_GROUPS, MOST_SERIES, bars};
pub use printed::{HIDDEN, NotPrintable, Printed, hidden_note};

use crate::brief::WIDEST;
use crate::language::PageLanguage;
use serde::{Deserialize, Serialize};
use thiserror::Error;

/// The most rows below the names of the columns.
pub const MOST_ROWS: usize = 200;
/// The most letters of a cell.
pub const CELL_LETTERS: usize = 200;
/// The most letters of a caption, a source, a date.
pub const LINE_LETTERS: usize = 300;

/// A table of indicators as its keeper typed it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Indicator {
    /// The language of all its words.
    pub language: PageLanguage,
    /// What it shows.
    pub caption: String,
    /// The names of the columns and the rows.
    pub grid: Grid,
    /// Who counted.
    pub source: String,
    /// When, as it is to be printed ("1er semestre 2024").
    pub date: String,
    /// Whether small numbers, and what reveals them, are hidden in a brief.
    pub hides: bool,
    /// Why they need not be, where they are not: a public source, women who are counted by the hundred.
    #[serde(default)]
    pub because: String,
    /// Where its numbers come from.
    #[serde(default)]
    pub origin: Origin,
}

/// Where the numbers of a table come from.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Origin {
    /// Somebody counted them elsewhere.
    #[default]
    Typed,
    /// They were counted over the coded stories, where small ones and what reveals them were hidden: those are [`HIDDEN`] here, and no
    /// number of the table is changed by hand.
    Counted,
}

impl Indicator {
    /// The table as it may be printed.
    ///
    /// # Errors
    /// [`NotPrintable`] if small numbers are to be hidden and the table could give them away all the same.
    pub fn printed(&self) -> Result<Printed, NotPrintable> {
        match self.origin {
            Origin::Counted => Ok(Printed::as_counted(&self.grid)),
            Origin::Typed if self.hides => printed::suppressed(&self.grid),
            Origin::Typed => Ok(Printed::as_typed(&self.grid)),
        }
    }
}

/// Names of columns, and rows that are exactly as long.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Grid {
    columns: Vec<String>,
    rows: Vec<Vec<String>>,
}

/// Why a typed text is no table. Lines count from 1.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Error)]
pub enum NotAGrid {
    /// Nothing stands below the names of the columns, or nothing at all.
    #[error("a table has names of columns and at least one row")]
    NoRows,
    /// More than [`MOST_ROWS`].
    #[error("a table has at most {MOST_ROWS} rows")]
    TooManyRows,
    /// More than [`WIDEST`] columns.
    #[error("a table has at most {WIDEST} columns")]
    TooWide,
    /// A row has more cells than there are columns.
    #[error("line {line}: more cells than columns")]
    Longer {
        /// Where.
        line: usize,
    },
    /// A cell of more than [`CELL_LETTERS`].
    #[error("line {line}: a cell has at most {CELL_LETTERS} letters")]
    CellTooLong {
        /// Where.
        line: usize,
    },
}

impl Grid {
    /// Reads lines of cells between `|`, or between tabulators as a spreadsheet copies them. The first line names the columns.
    /// Empty lines, bars at the ends and the rule below a Markdown head are left out; a short row is filled with empty cells.
    ///
    /// # Errors
    /// [`NotAGrid`] names the line.
    pub fn read(text: &str) -> Result<Self, NotAGrid> {
        let mut columns: Vec<String> = Vec::new();
        let mut rows = Vec::new();
        for (line, typed) in (1..).zip(text.lines()) {
            let mut cells = cells(typed);
            if cells.iter().all(|cell| cell.is_empty() || is_rule(cell)) {
                continue;
            }
            if cells.iter().any(|cell| cell.chars().count() > CELL_LETTERS) {
                return Err(NotAGrid::CellTooLong { line });
            }
            if columns.is_empty() {
                columns = cells;
                if columns.len() > WIDEST {
                    return Err(NotAGrid::TooWide);
                }
                continue;
            }
            if cells.len() > columns.len() {
                return Err(NotAGrid::Longer { line });
            }
            cells.resize(columns.len(), String::new());
            rows.push(cells);
            if rows.len() > MOST_ROWS {
                return Err(NotAGrid::TooManyRows);
            }
        }
        if rows.is_empty() {
            return Err(NotAGrid::NoRows);
        }
        Ok(Self { columns, rows })
    }

    /// A table of columns with these names and these rows; a short row is filled with empty cells. Lines are counted as [`Grid::read`]
    /// counts them: the names of the columns are the first.
    ///
    /// # Errors
    /// [`NotAGrid`] names the line.
    pub fn new(columns: Vec<String>, mut rows: Vec<Vec<String>>) -> Result<Self, NotAGrid> {
        if columns.is_empty() || rows.is_empty() {
            return Err(NotAGrid::NoRows);
        }
        if columns.len() > WIDEST {
            return Err(NotAGrid::TooWide);
        }
        if rows.len() > MOST_ROWS {
            return Err(NotAGrid::TooManyRows);
        }
        for (line, cells) in (1..).zip(std::iter::once(&columns).chain(&rows)) {
            if cells.iter().any(|cell| cell.chars().count() > CELL_LETTERS) {
                return Err(NotAGrid::CellTooLong { line });
            }
            if cells.len() > columns.len() {
                return Err(NotAGrid::Longer { line });
            }
        }
        for row in &mut rows {
            row.resize(columns.len(), String::new());
        }
        Ok(Self { columns, rows })
    }

    /// The names of the columns.
    pub fn columns(&self) -> &[String] {
        &self.columns
    }

    /// The rows, each as long as there are columns.
    pub fn rows(&self) -> &[Vec<String>] {
        &self.rows
    }

    /// The table as it can be typed again.
    pub fn typed(&self) -> String {
        let line = |cells: &Vec<String>| cells.join(" | ");
        let lines: Vec<String> = std::iter::once(&self.columns).chain(&self.rows).map(line).collect();
        lines.join("\n")
    }
}

fn cells(line: &str) -> Vec<String> {
    let (line, between) = if line.contains('|') {
        let line = line.trim();
        let line = line.strip_prefix('|').unwrap_or(line);
        (line.strip_suffix('|').unwrap_or(line), '|')
    } else {
        (line, '\t')
    };
    line.split(between)
        .map(|cell| cell.split_whitespace().collect::<Vec<_>>().join(" "))
        .collect()
}

/// Whether a cell belongs to the line below a Markdown table's head.
fn is_rule(cell: &str) -> bool {
    cell.contains("--") && cell.chars().all(|c| matches!(c, '-' | ':'))
}
