//! Stories in groups (sites, periods, …) and how many of each group bear each code. A story stands in one group and may bear
//! several codes, so that columns are no sums; a code stands below another and is counted there too.
//!
//! Whoever reads the tables knows how many stories there are, that each row adds up to its total, that no code is borne by
//! more stories than a group has, or than the code above it; and the total of a code from every other table by other groups,
//! since a total is hidden or not by itself alone. From all this a bound is computed for every hidden number; one that is small, or of which the
//! complement is small, keeps bounds at least [`FEWEST`] apart. Tables of the same stories by different groups can therefore
//! stand beside each other.

use super::{FEWEST, MOST_CELLS, NotATable, Printable, is_small, sum};

/// A code's stories, group by group.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Row {
    /// How many stories of each group bear it.
    pub counts: Vec<u64>,
    /// The row of the code above it: an earlier or later one of the same table.
    pub above: Option<usize>,
}

/// A row as it may be printed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PrintedRow {
    /// Group by group.
    pub counts: Vec<Printable>,
    /// Over all groups.
    pub total: Printable,
}

/// A table by groups as it may be printed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Grouped {
    /// How many stories each group has, and all together.
    pub stories: PrintedRow,
    /// The rows, in their order.
    pub rows: Vec<PrintedRow>,
}

/// A table of codes by groups: `stories` says how many stories each group has.
///
/// # Errors
/// [`NotATable`]; [`NotATable::Ragged`] also where a count is larger than its group or than the count of the code above.
pub fn grouped(stories: &[u64], rows: &[Row]) -> Result<Grouped, NotATable> {
    let base = Row {
        counts: stories.to_vec(),
        above: None,
    };
    // Row 0 is all stories: every code stands below it.
    let below = rows.iter().map(|row| Row {
        counts: row.counts.clone(),
        above: Some(row.above.map_or(0, |above| above + 1)),
    });
    let mut table = Hiding::begin(std::iter::once(base).chain(below).collect())?;
    table.protect();
    let mut printed = table.printed().into_iter();
    Ok(Grouped {
        stories: printed.next().ok_or(NotATable::Ragged)?,
        rows: printed.collect(),
    })
}

/// Whether a total can be printed: neither it nor what is left of the whole is small.
pub(super) fn is_open(number: u64, whole: u64) -> bool {
    !is_small(number) && whole.checked_sub(number).is_some_and(|rest| !is_small(rest))
}

/// The least and the most that a number can be for all that is printed.
pub(super) type Bounds = (u64, u64);

/// Narrows one of the numbers that add up to a total by what the others can be.
fn narrow(bounds: &mut [Bounds], at: usize, total: u64) {
    let others = bounds.iter().enumerate().filter(|(other, _)| *other != at);
    let (low, high) = others.fold((0, 0), |(low, high), (_, (least, most))| (low + least, high + most));
    let (least, most) = bounds[at];
    bounds[at] = (least.max(total.saturating_sub(high)), most.min(total.saturating_sub(low)));
}

struct Hiding {
    rows: Vec<Row>,
    totals: Vec<u64>,
    is_hidden: Vec<Vec<bool>>,
    /// The total of row 0 is hidden only where it is small, and everything with it.
    hides_total: Vec<bool>,
}

impl Hiding {
    fn begin(rows: Vec<Row>) -> Result<Self, NotATable> {
        let groups = rows[0].counts.len();
        if groups == 0 || rows.iter().any(|row| row.counts.len() != groups) {
            return Err(NotATable::Ragged);
        }
        if rows.len() * groups > MOST_CELLS * 4 {
            return Err(NotATable::TooLarge);
        }
        let totals: Vec<u64> = rows
            .iter()
            .map(|row| sum(row.counts.iter().copied()))
            .collect::<Result<_, _>>()?;
        for (index, row) in rows.iter().enumerate() {
            let mut above = row.above;
            for _ in 0..rows.len() {
                let Some(up) = above else { break };
                above = rows.get(up).filter(|_| up != index).ok_or(NotATable::Ragged)?.above;
            }
            let over = row.above.map(|above| &rows[above].counts);
            let fits = over.is_none_or(|over| row.counts.iter().zip(over).all(|(count, over)| count <= over));
            if above.is_some() || !fits {
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
            totals,
            is_hidden,
            hides_total,
        })
    }

    /// Hides more until every small number is in doubt, of those that bear a code and of those that do not: first each row by
    /// itself, then what codes above and below tell of each other.
    fn protect(&mut self) {
        if self.hides_total[0] {
            return;
        }
        for is_alone in [true, false] {
            while let Some((row, group)) = self.told(is_alone) {
                let Some((row, group)) = self.next(row, group, is_alone) else {
                    break;
                };
                self.is_hidden[row][group] = true;
            }
        }
    }

    /// A small number that is not in doubt. Alone: as far as its own row tells.
    fn told(&self, is_alone: bool) -> Option<(usize, usize)> {
        let (bears, does_not) = self.bounds(is_alone);
        let is_told = |number: u64, (least, most): Bounds| is_small(number) && most - least < FEWEST;
        self.cells().find(|&(row, group)| {
            let (count, of) = (self.rows[row].counts[group], self.rows[0].counts[group]);
            is_told(count, bears[row][group]) || is_told(of - count, does_not[row][group])
        })
    }

    /// What to hide next for a number that is told: the cheapest of its row; for what other rows tell, rather theirs, where its
    /// own row is hidden; the sizes of groups last.
    fn next(&self, row: usize, group: usize, is_alone: bool) -> Option<(usize, usize)> {
        let groups = self.rows[0].counts.len();
        let is_printed = |&(row, group): &(usize, usize)| !self.is_hidden[row][group];
        // A nought protects nothing and is often known.
        let cost = |&(row, group): &(usize, usize)| (self.rows[row].counts[group] == 0, self.rows[row].counts[group]);
        let in_row = || (0..groups).map(|other| (row, other)).filter(is_printed).min_by_key(cost);
        let beside = || {
            let groups = (0..groups).filter(|other| self.is_hidden[row][*other]);
            let rows = |other| self.relatives(row).map(move |row| (row, other));
            groups.flat_map(rows).filter(is_printed).min_by_key(cost)
        };
        let first = if is_alone && !self.hides_total[row] {
            in_row()
        } else {
            beside().or_else(in_row)
        };
        let size = || Some((0, group)).filter(is_printed);
        first.or_else(size).or_else(|| self.cells().find(is_printed))
    }

    fn cells(&self) -> impl Iterator<Item = (usize, usize)> + use<> {
        let groups = self.rows[0].counts.len();
        (0..self.rows.len()).flat_map(move |row| (0..groups).map(move |group| (row, group)))
    }

    /// The rows of codes below one and above it.
    fn relatives(&self, row: usize) -> impl Iterator<Item = usize> + '_ {
        let is_above = |up: usize, row: usize| {
            std::iter::successors(self.rows[row].above, |at| self.rows[*at].above).any(|at| at == up)
        };
        (0..self.rows.len())
            .rev()
            .filter(move |&other| is_above(row, other) || is_above(other, row))
    }

    /// What a reader who adds up and compares finds of every number, printed or not, until nothing more follows: of the stories
    /// that bear a code, and of those that do not. Alone: without what codes above and below tell of each other.
    fn bounds(&self, is_alone: bool) -> (Vec<Vec<Bounds>>, Vec<Vec<Bounds>>) {
        let all = self.totals[0];
        let groups = self.rows[0].counts.len();
        let begin = |row: usize, group: usize| {
            let count = self.rows[row].counts[group];
            if self.is_hidden[row][group] {
                (0, all)
            } else {
                (count, count)
            }
        };
        let mut bears: Vec<Vec<Bounds>> = (0..self.rows.len())
            .map(|row| (0..groups).map(|group| begin(row, group)).collect())
            .collect();
        let mut does_not = vec![vec![(0, all); groups]; self.rows.len()];
        loop {
            let before = (bears.clone(), does_not.clone());
            for (row, group) in self.cells() {
                let of = bears[0][group];
                if !self.hides_total[row] {
                    narrow(&mut bears[row], group, self.totals[row]);
                    narrow(&mut does_not[row], group, all - self.totals[row]);
                }
                let (with, without) = (&mut bears[row][group], &mut does_not[row][group]);
                without.0 = without.0.max(of.0.saturating_sub(with.1));
                without.1 = without.1.min(of.1.saturating_sub(with.0));
                with.0 = with.0.max(of.0.saturating_sub(without.1));
                with.1 = with.1.min(of.1.saturating_sub(without.0));
                // What a code bears below, it bears itself.
                let (with, without) = (bears[row][group], does_not[row][group]);
                if let Some(above) = self.rows[row].above.filter(|above| *above == 0 || !is_alone) {
                    let (upper, upper_without) = (&mut bears[above][group], &mut does_not[above][group]);
                    upper.0 = upper.0.max(with.0);
                    upper_without.1 = upper_without.1.min(without.1);
                    let (most, least) = (upper.1, upper_without.0);
                    bears[row][group].1 = with.1.min(most);
                    does_not[row][group].0 = without.0.max(least);
                }
            }
            if before == (bears.clone(), does_not.clone()) {
                return (bears, does_not);
            }
        }
    }

    fn printed(&self) -> Vec<PrintedRow> {
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

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn row(counts: &[u64], above: Option<usize>) -> Row {
        Row {
            counts: counts.to_vec(),
            above,
        }
    }

    fn shown(row: &PrintedRow) -> Vec<String> {
        row.counts.iter().chain([&row.total]).map(ToString::to_string).collect()
    }

    #[test]
    fn large_counts_are_printed_whole() {
        let table = grouped(&[40, 60], &[row(&[10, 20], None), row(&[0, 60], None)]).unwrap();
        assert_eq!(shown(&table.stories), ["40", "60", "100"]);
        assert_eq!(shown(&table.rows[0]), ["10", "20", "30"]);
        assert_eq!(shown(&table.rows[1]), ["0", "60", "60"]);
    }

    #[test]
    fn a_small_count_takes_another_of_its_row_with_it() {
        let table = grouped(&[40, 60, 50], &[row(&[3, 20, 10], None)]).unwrap();
        assert_eq!(shown(&table.rows[0]), ["•", "20", "•", "33"]);
        // All but two of a group: the two could be named.
        let table = grouped(&[40, 60, 50], &[row(&[38, 20, 10], None)]).unwrap();
        assert_eq!(shown(&table.rows[0]), ["•", "20", "•", "68"]);
    }

    /// A code with one below it that says the same: each is protected in its own row, and the sizes of groups stay.
    #[test]
    fn rows_that_say_the_same_protect_each_other() {
        let rows = [
            row(&[6, 1, 0], None),
            row(&[6, 1, 0], Some(0)),
            row(&[6, 1, 0], Some(1)),
            row(&[0, 6, 0], None),
        ];
        let table = grouped(&[6, 7, 0], &rows).unwrap();
        assert_eq!(shown(&table.stories), ["6", "7", "0", "13"]);
        for row in &table.rows[..3] {
            assert_eq!(shown(row), ["•", "•", "0", "7"]);
        }
        assert_eq!(shown(&table.rows[3]), ["•", "•", "0", "6"]);
    }

    #[test]
    fn a_small_group_shows_nothing_even_a_nought() {
        let table = grouped(&[40, 60, 2], &[row(&[10, 30, 0], None)]).unwrap();
        assert_eq!(shown(&table.stories), ["•", "60", "•", "102"]);
        assert_eq!(table.rows[0].counts[2].number(), None);
    }

    #[test]
    fn few_stories_show_nothing() {
        let table = grouped(&[2, 2], &[row(&[1, 0], None)]).unwrap();
        assert!(
            table.rows[0]
                .counts
                .iter()
                .chain(&table.stories.counts)
                .all(|cell| cell.is_hidden())
        );
        assert!(table.stories.total.is_hidden() && table.rows[0].total.is_hidden());
    }

    #[test]
    fn a_code_below_does_not_tell_of_the_one_above() {
        // 38 of 40 bear the code above; 36 of them the one below, which would say: 36 to 40.
        let table = grouped(&[40, 60, 50], &[row(&[38, 20, 10], None), row(&[35, 0, 0], Some(0))]).unwrap();
        assert!(table.rows[0].counts[0].is_hidden());
        let table = grouped(&[40, 60, 50], &[row(&[38, 20, 10], None), row(&[30, 0, 0], Some(0))]).unwrap();
        assert_eq!(table.rows[1].counts[0].number(), Some(30));
    }

    #[test]
    fn what_is_no_table_is_refused() {
        assert_eq!(grouped(&[], &[]), Err(NotATable::Ragged));
        assert_eq!(grouped(&[9], &[row(&[1, 2], None)]), Err(NotATable::Ragged));
        assert_eq!(grouped(&[9], &[row(&[10], None)]), Err(NotATable::Ragged));
        assert_eq!(grouped(&[9], &[row(&[5], None), row(&[6], Some(0))]), Err(NotATable::Ragged));
        assert_eq!(
            grouped(&[9], &[row(&[5], Some(1)), row(&[5], Some(0))]),
            Err(NotATable::Ragged)
        );
        assert_eq!(grouped(&[9], &[row(&[5], Some(7))]), Err(NotATable::Ragged));
        assert_eq!(grouped(&[u64::MAX, 1], &[]), Err(NotATable::Overflow));
    }

    fn agrees(printed: Printable, number: u64) -> bool {
        printed.number().is_none_or(|known| known == number)
    }

    /// Every way to fill a row of cells, each at most its bound, that agrees with what is printed of it.
    fn fillings(printed: &PrintedRow, most: &[u64]) -> Vec<Vec<u64>> {
        let mut ways = vec![Vec::new()];
        for (cell, most) in printed.counts.iter().zip(most) {
            let longer = |way: &Vec<u64>| {
                let way = way.clone();
                (0..=*most)
                    .filter(|number| agrees(*cell, *number))
                    .map(move |number| way.iter().copied().chain([number]).collect())
            };
            ways = ways.iter().flat_map(longer).collect();
        }
        ways.retain(|way| agrees(printed.total, way.iter().sum()));
        ways
    }

    /// The least and the largest that each number can be (stories, with the code, with the one below, without each), by trying all
    /// that agrees.
    fn readings(all: u64, printed: &Grouped) -> Vec<Vec<Bounds>> {
        let groups = printed.stories.counts.len();
        let mut found = vec![vec![(u64::MAX, 0); groups]; 5];
        for stories in fillings(&printed.stories, &vec![all; groups]) {
            if stories.iter().sum::<u64>() != all {
                continue;
            }
            for upper in fillings(&printed.rows[0], &stories) {
                for lower in fillings(&printed.rows[1], &upper) {
                    for (bounds, way) in found.iter_mut().zip(five(&[stories.clone(), upper.clone(), lower])) {
                        for ((least, most), number) in bounds.iter_mut().zip(way) {
                            (*least, *most) = ((*least).min(number), (*most).max(number));
                        }
                    }
                }
            }
        }
        found
    }

    fn five([stories, upper, lower]: &[Vec<u64>; 3]) -> [Vec<u64>; 5] {
        let without = |row: &[u64]| stories.iter().zip(row).map(|(of, count)| of - count).collect();
        [stories.clone(), upper.clone(), lower.clone(), without(upper), without(lower)]
    }

    /// Stories of two groups, a code, a code below it.
    fn any_table() -> impl Strategy<Value = [Vec<u64>; 3]> {
        let group = (0u64..9)
            .prop_flat_map(|of| (Just(of), 0..=of))
            .prop_flat_map(|(of, code)| (Just(of), Just(code), 0..=code));
        prop::collection::vec(group, 2).prop_map(|groups| {
            let pick = |which: fn(&(u64, u64, u64)) -> u64| groups.iter().map(which).collect::<Vec<u64>>();
            [pick(|group| group.0), pick(|group| group.1), pick(|group| group.2)]
        })
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(96))]

        #[test]
        fn no_small_number_follows_from_all_that_is_printed(table in any_table()) {
            let [stories, upper, lower] = &table;
            let printed = grouped(stories, &[row(upper, None), row(lower, Some(0))]).unwrap();
            let all: u64 = stories.iter().sum();
            if !is_small(all) {
                let readings = readings(all, &printed);
                for (counts, bounds) in five(&table).iter().zip(readings) {
                    for (count, (least, most)) in counts.iter().zip(bounds) {
                        if is_small(*count) {
                            prop_assert!(most - least >= FEWEST, "{} in {}..={} of {:?}: {:?}", count, least, most, table, printed);
                        }
                    }
                }
            }
        }

        #[test]
        fn what_is_printed_is_true_and_totals_do_not_depend_on_the_groups(table in any_table()) {
            let [stories, upper, lower] = &table;
            let printed = grouped(stories, &[row(upper, None), row(lower, Some(0))]).unwrap();
            let whole = |counts: &[u64]| vec![counts.iter().sum::<u64>()];
            let alone = grouped(&whole(stories), &[row(&whole(upper), None), row(&whole(lower), Some(0))]).unwrap();
            let rows = [&printed.stories, &printed.rows[0], &printed.rows[1]];
            for (row, counts) in rows.iter().zip(&table) {
                for (cell, count) in row.counts.iter().zip(counts) {
                    prop_assert!(cell.number().is_none_or(|shown| shown == *count && !is_small(shown)));
                }
                prop_assert!(row.total.number().is_none_or(|shown| shown == counts.iter().sum::<u64>()));
            }
            for (row, other) in rows.iter().zip([&alone.stories, &alone.rows[0], &alone.rows[1]]) {
                prop_assert_eq!(row.total, other.total);
            }
        }
    }
}
