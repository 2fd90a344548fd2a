//! Figures that may be printed. A count of 1 to 4 survivors can name one of them; so can a cell that follows from the totals
//! beside it. A [`Printable`] comes from here and from nowhere else.
//!
//! In a table with totals a hidden small cell is protected by a closed walk through hidden cells along which it could be
//! larger by [`FEWEST`] while every printed number stays what it is (Cox 1995, network heuristics for cell suppression).
//! Tables printed apart are compared where they share a crossing (`crossed`); tables of indicators in [`crate::indicator`].

mod bounds;
mod crossed;
mod grouped;
mod hiding;
mod network;
mod paired;

pub use crossed::{Crossed, crossed};
pub use grouped::{Grouped, PrintedRow, Row, grouped};
use network::Network;
pub use paired::{MOST_PAIRED, paired};
use serde::Serialize;
use std::fmt;
use thiserror::Error;

/// The smallest count that is printed, and how uncertain a hidden one stays at least.
pub const FEWEST: u64 = 5;
/// The fewest cases of which a share is printed.
pub const FEWEST_FOR_A_SHARE: u64 = 20;
/// The fewest answers of a search whose number is said.
pub const FEWEST_HITS: u64 = 3;
/// The most cells of a table, without totals.
pub const MOST_CELLS: usize = 1_000;

/// A number that may be printed, or the sign that there is one that may not. It cannot be read from a file, for then it would
/// not have been checked.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(transparent)]
pub struct Printable(Option<u64>);

impl Printable {
    /// The number; none if it is hidden.
    pub fn number(self) -> Option<u64> {
        self.0
    }

    /// Whether it is hidden.
    pub fn is_hidden(self) -> bool {
        self.0.is_none()
    }
}

/// The number, or `•`.
impl fmt::Display for Printable {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.0 {
            Some(number) => number.fmt(f),
            None => f.write_str("•"),
        }
    }
}

/// A table as it may be printed, whole or in part.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Table {
    /// The cells, row by row.
    pub cells: Vec<Vec<Printable>>,
    /// The total of each row.
    pub row_totals: Vec<Printable>,
    /// The total of each column.
    pub column_totals: Vec<Printable>,
    /// The total of all.
    pub total: Printable,
}

/// Why counts are no table.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Error)]
pub enum NotATable {
    /// No row, no column, or rows of different length.
    #[error("a table has rows of the same length")]
    Ragged,
    /// More than [`MOST_CELLS`].
    #[error("a table has at most {MOST_CELLS} cells")]
    TooLarge,
    /// A total does not fit.
    #[error("the counts are too large")]
    Overflow,
}

/// A count that stands alone. Where it is part of a sum that is printed too, use [`list`] or [`table`].
pub fn count(number: u64) -> Printable {
    Printable((!is_small(number)).then_some(number))
}

/// How many answers a search has, beside the answers themselves: hidden below [`FEWEST_HITS`], so that a number alone, said or
/// copied, tells of nobody.
pub fn hits(number: u64) -> Printable {
    Printable((number >= FEWEST_HITS || number == 0).then_some(number))
}

/// A share in whole per cent: of 20 cases at least, and neither those counted nor the others 1 to 4.
pub fn percent(part: u64, whole: u64) -> Printable {
    let hidden = whole < FEWEST_FOR_A_SHARE || part > whole || is_small(part) || is_small(whole - part);
    // Through 128 bits: 100 times a count may not fit.
    let rounded = |part: u64| u64::try_from((u128::from(part) * 200 + u128::from(whole)) / (u128::from(whole) * 2)).ok();
    Printable((!hidden).then_some(part).and_then(rounded))
}

/// Counts beside each other and their total.
pub fn list(counts: &[u64]) -> Result<(Vec<Printable>, Printable), NotATable> {
    if counts.is_empty() {
        return Err(NotATable::Ragged);
    }
    let total = sum(counts.iter().copied())?;
    let mut network = Network::new(2);
    for number in counts {
        network.arc(0, 1, *number, false);
    }
    network.arc(1, 0, total, true);
    let mut shown = suppressed(network)?;
    Ok((shown.drain(..counts.len()).collect(), shown.remove(0)))
}

/// A table of counts and its totals.
pub fn table(counts: &[Vec<u64>]) -> Result<Table, NotATable> {
    let (rows, columns) = (counts.len(), counts.first().map_or(0, Vec::len));
    if columns == 0 || counts.iter().any(|row| row.len() != columns) {
        return Err(NotATable::Ragged);
    }
    if rows * columns > MOST_CELLS {
        return Err(NotATable::TooLarge);
    }
    // What enters a node leaves it: a row's total is shared out among its cells, a column gathers its cells into its total.
    let (of_rows, of_columns) = (rows + columns, rows + columns + 1);
    let mut network = Network::new(rows + columns + 2);
    for (row, numbers) in counts.iter().enumerate() {
        for (column, number) in numbers.iter().enumerate() {
            network.arc(row, rows + column, *number, false);
        }
    }
    for (row, numbers) in counts.iter().enumerate() {
        network.arc(of_rows, row, sum(numbers.iter().copied())?, true);
    }
    for column in 0..columns {
        network.arc(rows + column, of_columns, sum(counts.iter().map(|row| row[column]))?, true);
    }
    network.arc(of_columns, of_rows, sum(counts.iter().flatten().copied())?, true);

    let mut shown = suppressed(network)?.into_iter();
    Ok(Table {
        cells: (0..rows).map(|_| shown.by_ref().take(columns).collect()).collect(),
        row_totals: shown.by_ref().take(rows).collect(),
        column_totals: shown.by_ref().take(columns).collect(),
        total: shown.next().ok_or(NotATable::Ragged)?,
    })
}

fn is_small(number: u64) -> bool {
    (1..FEWEST).contains(&number)
}

fn sum(mut numbers: impl Iterator<Item = u64>) -> Result<u64, NotATable> {
    // Kept far from the end of the range: what it costs to hide a number is added up.
    let bounded = |sum: u64| (sum < u64::from(u32::MAX)).then_some(sum);
    numbers
        .try_fold(0u64, |sum, number| sum.checked_add(number).and_then(bounded))
        .ok_or(NotATable::Overflow)
}

/// The numbers of a network in the order in which they were put in, those hidden that have to be.
fn suppressed(network: Network) -> Result<Vec<Printable>, NotATable> {
    if network.len() > 3 * MOST_CELLS + 1 {
        return Err(NotATable::TooLarge);
    }
    let numbers = network.protected(is_small, FEWEST);
    Ok(numbers.into_iter().map(Printable).collect())
}

#[cfg(test)]
mod tests;
