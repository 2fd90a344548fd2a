//! Hiding numbers of a table until every small one is in doubt. A row holds the stories that bear a code, cell by cell; cells add
//! up along lines, to the row's total or to another cell. Whoever reads knows what is printed, how it adds up, that no code is borne
//! by more stories than a cell has, nor than the codes above it. From that a bound is computed for every number.

use super::bounds::{Bounds, Known, Line, Sum, add_up, is_within, narrowed};
use super::grouped::{PrintedRow, Row};
use super::network::{Way, leeway};
use super::{FEWEST, NotATable, Printable, is_small, sum};

/// The most numbers of one table, row by row.
const MOST: usize = 20_000;

/// Whether a total can be printed: neither it nor what is left of the whole is small.
pub(super) fn is_open(number: u64, whole: u64) -> bool {
    !is_small(number) && whole.checked_sub(number).is_some_and(|rest| !is_small(rest))
}

/// A table whose numbers are hidden one after the other.
pub(super) struct Hiding {
    /// Row 0 is all stories: every code stands below it.
    rows: Vec<Row>,
    lines: Vec<Line>,
    /// The lines once more, as nodes of a circulation: where each cell begins and ends, and behind them the total. Empty where there
    /// is one line alone: it tells nothing that bounds do not.
    ends: Vec<(usize, usize)>,
    totals: Vec<u64>,
    is_hidden: Vec<Vec<bool>>,
    /// The total of row 0 is hidden only where it is small, and everything with it.
    hides_total: Vec<bool>,
    /// Which cells are printed in other tables, too: nothing more of them is hidden here, and what is hidden of them is told by no
    /// more than by those.
    is_settled: Vec<bool>,
    /// What those other tables tell of them.
    told_before: Option<Known>,
}

impl Hiding {
    /// Row 0 is all stories. Cells whose number is small, or small in what it leaves of its cell, are hidden to begin with.
    pub(super) fn begin(rows: Vec<Row>, lines: Vec<Line>) -> Result<Self, NotATable> {
        let breadth = rows[0].counts.len();
        if breadth == 0 || rows.iter().any(|row| row.counts.len() != breadth) {
            return Err(NotATable::Ragged);
        }
        if rows.len() * breadth > MOST {
            return Err(NotATable::TooLarge);
        }
        let of_total = lines
            .iter()
            .find(|line| matches!(line.to, Sum::Total))
            .ok_or(NotATable::Ragged)?;
        let totals = rows
            .iter()
            .map(|row| sum(of_total.cells.iter().map(|cell| row.counts[*cell])));
        let totals: Vec<u64> = totals.collect::<Result<_, _>>()?;
        for (index, row) in rows.iter().enumerate() {
            if row.above.iter().any(|above| *above >= rows.len()) || above_all(&rows, index).contains(&index) {
                return Err(NotATable::Ragged);
            }
            let fits = |above: &usize| row.counts.iter().zip(&rows[*above].counts).all(|(count, over)| count <= over);
            if !row.above.iter().all(fits) {
                return Err(NotATable::Ragged);
            }
        }
        let all = totals[0];
        let too_few = is_small(all);
        let hides_total = totals.iter().map(|total| too_few || !is_open(*total, all)).collect();
        let hides = |row: &Row| {
            let cells = row.counts.iter().zip(&rows[0].counts);
            cells
                .map(|(count, of)| too_few || is_small(*of) || !is_open(*count, *of))
                .collect()
        };
        let is_hidden = rows.iter().map(hides).collect();
        Ok(Self {
            rows,
            lines,
            ends: Vec::new(),
            totals,
            is_hidden,
            hides_total,
            is_settled: vec![false; breadth],
            told_before: None,
        })
    }

    /// Says how the lines hang together: where each cell begins and ends as part of a circulation, and behind them the total.
    pub(super) fn circulate(&mut self, ends: Vec<(usize, usize)>) {
        self.ends = ends;
    }

    /// Takes cells from other tables as they are printed there, row by row: hidden or not.
    pub(super) fn settle(&mut self, cells: &[usize], is_hidden: impl Fn(usize, usize) -> bool) {
        for (at, cell) in cells.iter().enumerate() {
            self.is_settled[*cell] = true;
            for row in 0..self.rows.len() {
                self.is_hidden[row][*cell] = is_hidden(row, at);
            }
        }
    }

    /// Hides more until every small number is in doubt, of those that bear a code and of those that do not: first each row by
    /// itself, then what codes above and below tell of each other.
    pub(super) fn protect(&mut self) {
        if self.hides_total[0] {
            return;
        }
        if self.is_settled.contains(&true) {
            let hides_free = |row: &Vec<bool>| {
                row.iter()
                    .zip(&self.is_settled)
                    .map(|(hidden, settled)| *hidden || !settled)
                    .collect()
            };
            let all_hidden = self.is_hidden.iter().map(hides_free).collect();
            let shown = std::mem::replace(&mut self.is_hidden, all_hidden);
            self.told_before = Some(self.bounds(false));
            self.is_hidden = shown;
        }
        for is_alone in [true, false] {
            loop {
                let mut hides_more = false;
                for (row, cell) in self.told(is_alone) {
                    let next = self.next(row, cell, is_alone);
                    hides_more |= next.is_some();
                    if let Some((row, cell)) = next {
                        self.is_hidden[row][cell] = true;
                    }
                }
                if !hides_more {
                    break;
                }
            }
        }
        self.protect_from_sums_of_lines();
    }

    /// Bounds take one line at a time; whoever adds some lines up and takes others away may know more. Hides more until every small
    /// number is in doubt for her, too.
    fn protect_from_sums_of_lines(&mut self) {
        if self.ends.is_empty() {
            return;
        }
        let before = self.told_before.take();
        loop {
            let known = self.bounds(false);
            let told = (0..self.rows.len()).filter_map(|row| Some((row, self.told_by_lines(row, &known, before.as_ref())?)));
            let mut hides_more = false;
            for (row, cell) in told.collect::<Vec<_>>() {
                // Sizes tell nothing of how lines add up.
                let next = self.next_in_row(row, cell).or_else(|| self.next(row, cell, false));
                if let Some((row, cell)) = next {
                    self.is_hidden[row][cell] = true;
                    hides_more = true;
                }
            }
            if !hides_more {
                return;
            }
        }
    }

    /// A number of a row that is told by sums of lines: a small one that is not in doubt, or one of other tables of which more is known
    /// than `before` this one.
    fn told_by_lines(&self, row: usize, known: &Known, before: Option<&Known>) -> Option<usize> {
        let ways = self.ways(row, known);
        let ways_before = before.map(|before| self.ways(row, before));
        (0..self.is_settled.len()).find(|cell| {
            let (count, of) = (self.rows[row].counts[*cell], self.rows[0].counts[*cell]);
            let tells_more = || {
                let before = ways_before
                    .as_ref()
                    .filter(|_| self.is_settled[*cell] && self.is_hidden[row][*cell]);
                before.is_some_and(|before| {
                    let apart = leeway(before, *cell, u64::MAX);
                    leeway(&ways, *cell, apart) < apart
                })
            };
            (is_small(count) || is_small(of - count)) && leeway(&ways, *cell, FEWEST) < FEWEST || tells_more()
        })
    }

    /// A row as a circulation, with what is known of each number.
    fn ways(&self, row: usize, known: &Known) -> Vec<Way> {
        let cells = self.rows[row].counts.iter().zip(&known.bears[row]);
        let cells = cells.map(|(count, (least, most))| (most - count, count - least));
        let total = self.totals[row];
        let of_total = if self.hides_total[row] {
            (self.totals[0] - total, total)
        } else {
            (0, 0)
        };
        let leeways = cells.chain([of_total]).zip(&self.ends);
        leeways
            .map(|((up, down), (from, to))| Way {
                from: *from,
                to: *to,
                up,
                down,
            })
            .collect()
    }

    /// Small numbers that are not in doubt. Alone: as far as their own row tells, one of each row, since no row tells of another,
    /// but that of all stories; else the first.
    fn told(&self, is_alone: bool) -> Vec<(usize, usize)> {
        let known = self.bounds(is_alone);
        let breadth = self.is_settled.len();
        let is_told = |number: u64, (least, most): Bounds| is_small(number) && most - least < FEWEST;
        let of_row = |row: usize| {
            (0..breadth).find(|cell| {
                let (count, of) = (self.rows[row].counts[*cell], self.rows[0].counts[*cell]);
                let (with, without) = (known.bears[row][*cell], known.does_not[row][*cell]);
                let tells_more = self.is_settled[*cell]
                    && self.told_before.as_ref().is_some_and(|before| {
                        is_within(with, before.bears[row][*cell]) || is_within(without, before.does_not[row][*cell])
                    });
                is_told(count, with) || is_told(of - count, without) || tells_more
            })
        };
        let mut told = (0..self.rows.len()).filter_map(|row| Some((row, of_row(row)?)));
        match told.next() {
            Some(first) if is_alone && first.0 > 0 => std::iter::once(first).chain(told).collect(),
            first => first.into_iter().collect(),
        }
    }

    /// The cheapest free cell of a row, for a number of it that is told: what adds up with it first, but no nought before what is
    /// none: of a walk around it some cells stand further off.
    fn next_in_row(&self, row: usize, cell: usize) -> Option<(usize, usize)> {
        let holds = |line: &&Line| line.cells.contains(&cell) || matches!(line.to, Sum::Cell(sum) if sum == cell);
        let in_line: Vec<usize> = self.lines.iter().filter(holds).flat_map(|line| line.cells.clone()).collect();
        let is_nought = |other: usize| self.rows[row].counts[other] == 0;
        let free = (0..self.is_settled.len()).filter(|other| self.is_free(row, *other));
        let next = free.min_by_key(|&other| (is_nought(other), !in_line.contains(&other), self.rows[row].counts[other]));
        next.map(|other| (row, other))
    }

    /// Whether a number can still be hidden.
    fn is_free(&self, row: usize, cell: usize) -> bool {
        !self.is_settled[cell] && !self.is_hidden[row][cell]
    }

    /// What to hide next for a number that is told: the cheapest of its row; for what other rows tell, rather theirs, where its own
    /// row is hidden; the sizes of groups last.
    fn next(&self, row: usize, cell: usize, is_alone: bool) -> Option<(usize, usize)> {
        let breadth = self.is_settled.len();
        let is_free = |&(row, cell): &(usize, usize)| self.is_free(row, cell);
        // A nought protects nothing and is often known.
        let cost = |&(row, cell): &(usize, usize)| (self.rows[row].counts[cell] == 0, self.rows[row].counts[cell]);
        let in_row = || self.next_in_row(row, cell);
        let beside = || {
            let cells = (0..breadth).filter(|other| self.is_hidden[row][*other]);
            let rows = |other| self.relatives(row).map(move |row| (row, other));
            cells.flat_map(rows).filter(is_free).min_by_key(cost)
        };
        let first = if self.lines.len() > 1 {
            // Rows below tell of it, too: a nought goes last, in whichever row it stands.
            let near = if is_alone {
                [in_row(), beside()]
            } else {
                [beside(), in_row()]
            };
            let is_nought = |&(row, cell): &(usize, usize)| self.rows[row].counts[cell] == 0;
            near.into_iter().flatten().min_by_key(is_nought)
        } else if is_alone && !self.hides_total[row] {
            in_row()
        } else {
            beside().or_else(in_row)
        };
        let size = || Some((0, cell)).filter(is_free);
        let any = || {
            (0..self.rows.len())
                .flat_map(|row| (0..breadth).map(move |cell| (row, cell)))
                .find(is_free)
        };
        first.or_else(size).or_else(any)
    }

    /// The rows of codes below one and above it.
    fn relatives(&self, row: usize) -> impl Iterator<Item = usize> + '_ {
        let above = above_all(&self.rows, row);
        let is_below = move |other: usize| above_all(&self.rows, other).contains(&row);
        (0..self.rows.len())
            .rev()
            .filter(move |&other| above.contains(&other) || is_below(other))
    }

    /// What a reader who adds up and compares finds of every number, printed or not, until nothing more follows. Alone: without
    /// what codes above and below tell of each other.
    fn bounds(&self, is_alone: bool) -> Known {
        let all = self.totals[0];
        let breadth = self.is_settled.len();
        let begin = |row: usize, cell: usize| {
            let count = self.rows[row].counts[cell];
            if self.is_hidden[row][cell] { (0, all) } else { (count, count) }
        };
        let bears = (0..self.rows.len()).map(|row| (0..breadth).map(|cell| begin(row, cell)).collect());
        let mut known = Known {
            bears: bears.collect(),
            does_not: vec![vec![(0, all); breadth]; self.rows.len()],
        };
        loop {
            let mut follows = false;
            for (row, total) in self.totals.iter().enumerate() {
                for line in &self.lines {
                    let printed = (!self.hides_total[row]).then_some(*total);
                    follows |= add_up(&mut known.bears[row], line, printed);
                    follows |= add_up(&mut known.does_not[row], line, printed.map(|total| all - total));
                }
                for cell in 0..breadth {
                    follows |= self.compare(&mut known, row, cell, is_alone);
                }
            }
            if !follows {
                return known;
            }
        }
    }

    /// A cell's stories are those with a code and those without; and what a code bears below, it bears itself. Whether anything new
    /// follows.
    fn compare(&self, known: &mut Known, row: usize, cell: usize, is_alone: bool) -> bool {
        let of = known.bears[0][cell];
        let before = (known.bears[row][cell], known.does_not[row][cell]);
        let (mut with, mut without) = before;
        without.0 = without.0.max(of.0.saturating_sub(with.1));
        without.1 = without.1.min(of.1.saturating_sub(with.0));
        with.0 = with.0.max(of.0.saturating_sub(without.1));
        with.1 = with.1.min(of.1.saturating_sub(without.0));
        let mut follows = false;
        for above in self.rows[row].above.iter().filter(|above| **above == 0 || !is_alone) {
            let upper = narrowed(&mut known.bears[*above][cell], (with.0, u64::MAX));
            let upper_without = narrowed(&mut known.does_not[*above][cell], (0, without.1));
            follows |= upper || upper_without;
            with.1 = with.1.min(known.bears[*above][cell].1);
            without.0 = without.0.max(known.does_not[*above][cell].0);
        }
        (known.bears[row][cell], known.does_not[row][cell]) = (with, without);
        follows || before != (with, without)
    }

    /// The rows as they may be printed, their totals too.
    pub(super) fn printed(&self) -> Vec<PrintedRow> {
        let rows = self
            .rows
            .iter()
            .zip(&self.is_hidden)
            .zip(self.totals.iter().zip(&self.hides_total));
        rows.map(|((row, is_hidden), (total, hides_total))| PrintedRow {
            counts: row
                .counts
                .iter()
                .zip(is_hidden)
                .map(|(count, hidden)| Printable((!hidden).then_some(*count)))
                .collect(),
            total: Printable((!hides_total).then_some(*total)),
        })
        .collect()
    }
}

/// All rows above one, near and far.
fn above_all(rows: &[Row], row: usize) -> Vec<usize> {
    let mut found: Vec<usize> = Vec::new();
    let mut next = rows[row].above.clone();
    while let Some(above) = next.pop() {
        if !found.contains(&above) {
            found.push(above);
            next.extend(rows.get(above).map(|row| row.above.as_slice()).unwrap_or_default());
        }
    }
    found
}
