//! Stories in groups (sites, periods, …) and how many of each group bear each code. A story stands in one group and may bear
//! several codes, so that columns are no sums; a code stands below another and is counted there too.
//!
//! Whoever reads the tables knows how many stories there are, that each row adds up to its total, that no code is borne by
//! more stories than a group has, or than the code above it; and the total of a code from every other table by other groups,
//! since a total is hidden or not by itself alone. From all this a bound is computed for every hidden number; one that is small, or of which the
//! complement is small, keeps bounds at least [`FEWEST`] apart. Tables of the same stories by different groups can therefore
//! stand beside each other.

use super::bounds::{Line, Sum};
use super::hiding::Hiding;
use super::{NotATable, Printable};

/// A code's stories, group by group.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Row {
    /// How many stories of each group bear it.
    pub counts: Vec<u64>,
    /// The rows of codes that all these stories bear, too, such as the one above it: earlier or later ones of the same table.
    pub above: Vec<usize>,
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
/// [`NotATable`]; [`NotATable::Ragged`] also where a count is larger than its group or than the count of a code above.
pub fn grouped(stories: &[u64], rows: &[Row]) -> Result<Grouped, NotATable> {
    let line = Line {
        cells: (0..stories.len()).collect(),
        to: Sum::Total,
    };
    let mut table = Hiding::begin(below_all(stories.to_vec(), rows.to_vec()), vec![line])?;
    table.protect();
    let mut printed = table.printed().into_iter();
    Ok(Grouped {
        stories: printed.next().ok_or(NotATable::Ragged)?,
        rows: printed.collect(),
    })
}

/// Row 0, which is all stories, and the rows below it: every code stands below it.
pub(super) fn below_all(stories: Vec<u64>, rows: Vec<Row>) -> Vec<Row> {
    let base = Row {
        counts: stories,
        above: Vec::new(),
    };
    let below = rows.into_iter().map(|row| Row {
        above: if row.above.is_empty() {
            vec![0]
        } else {
            row.above.iter().map(|above| above.saturating_add(1)).collect()
        },
        ..row
    });
    std::iter::once(base).chain(below).collect()
}

#[cfg(test)]
mod tests {
    use super::super::bounds::Bounds;
    use super::super::{FEWEST, is_small};
    use super::*;
    use proptest::prelude::*;

    fn row(counts: &[u64], above: Option<usize>) -> Row {
        Row {
            counts: counts.to_vec(),
            above: above.into_iter().collect(),
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
