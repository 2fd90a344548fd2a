//! A table as it may be printed: which of its cells are counts, which of those are totals, and what has to be hidden.

use super::Grid;
use super::sums::{is_sum_of_all_others, is_sum_of_some_others};
use crate::figures::{self, NotATable, Printable};
use crate::language::PageLanguage;
use thiserror::Error;

/// The sign that stands for a hidden number.
pub const HIDDEN: &str = "•";
/// The years that the first column may hold as names of rows.
const YEARS: std::ops::RangeInclusive<u64> = 1900..=2100;
/// How a row of totals may be called, in small letters.
const TOTALS: [&str; 8] = [
    "total",
    "sous-total",
    "subtotal",
    "ensemble",
    "somme",
    "sum",
    "مجموع",
    "إجمالي",
];

/// Rows as they may be printed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Printed {
    /// The names of the columns.
    pub columns: Vec<String>,
    /// The rows, each as long as there are columns; a hidden count is `•`.
    pub rows: Vec<Vec<String>>,
    /// Whether something is hidden.
    pub hides: bool,
}

/// Why small numbers cannot be hidden in a table. `name` is that of a column or a row, as it was typed.
#[derive(Clone, Debug, PartialEq, Eq, Error)]
pub enum NotPrintable {
    /// A column holds counts beside other things, or numbers that are no whole counts, such as shares.
    #[error("a column holds whole counts only, or no digit at all")]
    Mixed {
        /// Which.
        name: String,
    },
    /// A column or a row is the sum of some of the others, or is called a total and is none: what is hidden could be computed.
    #[error("a column or row is a sum of some of the others")]
    PartialSum {
        /// Which.
        name: String,
    },
    /// Too many cells, or counts that are too large.
    #[error("too many cells, or counts too large")]
    TooLarge,
}

impl From<NotATable> for NotPrintable {
    fn from(_: NotATable) -> Self {
        Self::TooLarge
    }
}

impl Printed {
    /// A table in which small counts were hidden when it was made.
    pub(super) fn as_counted(grid: &Grid) -> Self {
        Self {
            hides: grid.rows().iter().flatten().any(|cell| cell == HIDDEN),
            ..Self::as_typed(grid)
        }
    }

    pub(super) fn as_typed(grid: &Grid) -> Self {
        Self {
            columns: grid.columns().to_vec(),
            rows: grid.rows().to_vec(),
            hides: false,
        }
    }
}

/// What stands below a table in which counts are hidden.
pub fn hidden_note(language: PageLanguage) -> &'static str {
    match language {
        PageLanguage::French => "•\u{a0}: nombre masqué, pour que personne ne soit reconnue",
        PageLanguage::Arabic => "•: عدد محجوب حتى لا تُعرف أي امرأة",
        PageLanguage::English => "•: number hidden so that nobody is recognised",
    }
}

/// The table without its small counts and without what reveals them.
pub(super) fn suppressed(grid: &Grid) -> Result<Printed, NotPrintable> {
    let mut printed = Printed::as_typed(grid);
    let at = count_columns(grid)?;
    if at.is_empty() {
        return Ok(printed);
    }
    let counts: Vec<Vec<u64>> = grid
        .rows()
        .iter()
        .map(|row| at.iter().filter_map(|column| count(&row[*column])).collect())
        .collect();
    let shown = shown(grid, &at, &counts)?;
    for (row, shown) in printed.rows.iter_mut().zip(&shown) {
        for (column, one) in at.iter().zip(shown) {
            if one.is_hidden() {
                row[*column] = one.to_string();
                printed.hides = true;
            }
        }
    }
    Ok(printed)
}

/// Which columns hold counts.
fn count_columns(grid: &Grid) -> Result<Vec<usize>, NotPrintable> {
    let mut found = Vec::new();
    for (index, name) in grid.columns().iter().enumerate() {
        let cells = || grid.rows().iter().map(|row| row[index].as_str());
        let all: Option<Vec<u64>> = cells().map(count).collect();
        let names_rows = index == 0 && grid.columns().len() > 1;
        match all {
            Some(counts) if names_rows && counts.iter().all(|count| YEARS.contains(count)) => {}
            Some(_) => found.push(index),
            None if names_rows || !cells().any(has_digit) => {}
            None => return Err(NotPrintable::Mixed { name: name.clone() }),
        }
    }
    Ok(found)
}

/// The counts as they may be printed, in their places.
fn shown(grid: &Grid, at: &[usize], counts: &[Vec<u64>]) -> Result<Vec<Vec<Printable>>, NotPrintable> {
    let columns: Vec<Vec<u64>> = (0..at.len())
        .map(|column| counts.iter().map(|row| row[column]).collect())
        .collect();
    let total_row = (0..counts.len()).rev().find(|row| is_sum_of_all_others(counts, *row));
    let total_column = (0..columns.len())
        .rev()
        .find(|column| is_sum_of_all_others(&columns, *column));
    let is_small = |count: &u64| figures::count(*count).is_hidden();
    if counts.iter().flatten().any(is_small) {
        no_partial_sums(grid, at, counts, &columns, (total_row, total_column))?;
    }
    let inner: Vec<Vec<u64>> = without(counts, total_row)
        .map(|row| without(row, total_column).copied().collect())
        .collect();
    let mut parts = Parts {
        cells: inner
            .iter()
            .map(|row| row.iter().map(|one| figures::count(*one)).collect())
            .collect(),
        row_totals: Vec::new(),
        column_totals: Vec::new(),
        total: figures::count(0),
    };
    match (total_row, total_column) {
        (None, None) => {}
        (Some(_), None) => {
            for column in 0..columns.len() {
                let cells: Vec<u64> = inner.iter().map(|row| row[column]).collect();
                let (cells, total) = figures::list(&cells)?;
                parts.column_totals.push(total);
                for (row, cell) in parts.cells.iter_mut().zip(cells) {
                    row[column] = cell;
                }
            }
        }
        (None, Some(_)) => {
            for (row, cells) in inner.iter().enumerate() {
                let (cells, total) = figures::list(cells)?;
                parts.row_totals.push(total);
                parts.cells[row] = cells;
            }
        }
        (Some(_), Some(_)) => {
            let table = figures::table(&inner)?;
            parts = Parts {
                cells: table.cells,
                row_totals: table.row_totals,
                column_totals: table.column_totals,
                total: table.total,
            };
        }
    }
    Ok(parts.laid_out(total_row, total_column))
}

/// Cells and totals apart.
struct Parts {
    cells: Vec<Vec<Printable>>,
    row_totals: Vec<Printable>,
    column_totals: Vec<Printable>,
    total: Printable,
}

impl Parts {
    /// With the totals back in their places.
    fn laid_out(self, total_row: Option<usize>, total_column: Option<usize>) -> Vec<Vec<Printable>> {
        let mut rows = self.cells;
        if let Some(at) = total_row {
            rows.insert(at, self.column_totals);
        }
        if let Some(column) = total_column {
            let mut totals = self.row_totals;
            if let Some(at) = total_row {
                totals.insert(at, self.total);
            }
            for (row, total) in rows.iter_mut().zip(totals) {
                row.insert(column, total);
            }
        }
        rows
    }
}

fn without<T>(all: &[T], left_out: Option<usize>) -> impl Iterator<Item = &T> {
    let kept = move |(index, _): &(usize, &T)| Some(*index) != left_out;
    all.iter().enumerate().filter(kept).map(|(_, one)| one)
}

/// Sums that are not the table's own totals would give away what is hidden.
fn no_partial_sums(
    grid: &Grid,
    at: &[usize],
    rows: &[Vec<u64>],
    columns: &[Vec<u64>],
    (total_row, total_column): (Option<usize>, Option<usize>),
) -> Result<(), NotPrintable> {
    let row_name = |row: usize| grid.rows()[row].first().cloned().unwrap_or_default();
    for row in (0..rows.len()).filter(|row| Some(*row) != total_row) {
        let name = row_name(row);
        let is_called_one = at.first() != Some(&0) && is_called_a_total(&name);
        if is_called_one || (columns.len() > 1 && is_sum_of_some_others(rows, row, total_row)) {
            return Err(NotPrintable::PartialSum { name });
        }
    }
    for column in (0..columns.len()).filter(|column| Some(*column) != total_column) {
        let name = grid.columns()[at[column]].clone();
        let is_one = rows.len() > 1 && is_sum_of_some_others(columns, column, total_column);
        if is_one || (columns.len() > 1 && is_called_a_total(&name)) {
            return Err(NotPrintable::PartialSum { name });
        }
    }
    Ok(())
}

pub(super) fn is_called_a_total(name: &str) -> bool {
    let name = name.to_lowercase();
    name.split(|c: char| !c.is_alphanumeric() && c != '-')
        .any(|word| TOTALS.contains(&word.strip_prefix("ال").unwrap_or(word)))
}

/// A whole count, in digits of either kind, in groups of three if in groups at all.
pub(super) fn count(cell: &str) -> Option<u64> {
    let mut groups = cell.split(char::is_whitespace);
    let first = groups.next().filter(|group| !group.is_empty())?;
    let mut digits = first.to_owned();
    for group in groups {
        if group.chars().count() != 3 || first.chars().count() > 3 {
            return None;
        }
        digits.push_str(group);
    }
    if digits.chars().count() > 9 {
        return None;
    }
    digits.chars().try_fold(0u64, |number, c| Some(number * 10 + digit(c)?))
}

fn digit(c: char) -> Option<u64> {
    let value = match c {
        '0'..='9' => c as u32 - '0' as u32,
        '\u{660}'..='\u{669}' => c as u32 - 0x660,
        '\u{6f0}'..='\u{6f9}' => c as u32 - 0x6f0,
        _ => return None,
    };
    Some(u64::from(value))
}

/// Whether the first column of a printed table names its rows: it holds words, or years.
pub(super) fn names_rows(columns: &[String], rows: &[Vec<String>]) -> bool {
    let is_year = |row: &Vec<String>| count(&row[0]).is_some_and(|count| YEARS.contains(&count));
    let is_count = |row: &Vec<String>| count(&row[0]).is_some() || row[0] == HIDDEN;
    columns.len() > 1 && (rows.iter().all(is_year) || !rows.iter().all(is_count))
}

fn has_digit(cell: &str) -> bool {
    cell.chars().any(char::is_numeric)
}
