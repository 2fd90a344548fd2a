//! Stories in groups of two kinds at once (sites and periods, …) and how many of each pair of groups bear each code. Beside such a
//! table stand those by either kind alone, as [`grouped`] prints them: the sums of this one are theirs, and are said here only
//! where they are said there. More of the crossing is hidden until every small number is in doubt for whoever adds all three up;
//! and of a sum that is hidden no more can be told with the crossing than without it, so that one kind can be crossed with
//! several others, each beside the rest.

use super::bounds::{Line, Sum};
use super::grouped::{Grouped, PrintedRow, Row, below_all, grouped};
use super::hiding::Hiding;
use super::{NotATable, sum};

/// A table by two kinds of groups as it may be printed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Crossed {
    /// By the first kind alone.
    pub first: Grouped,
    /// By the second kind alone.
    pub second: Grouped,
    /// The pairs of groups, the second kind running faster.
    pairs: Grouped,
}

impl Crossed {
    /// The table by the second kind within one group of the first, given by its number; its totals are the numbers of that group.
    /// None if there is no such group.
    pub fn within_first(&self, first: usize) -> Option<Grouped> {
        let groups = self.second.stories.counts.len();
        let slice = |pairs: &PrintedRow, first_alone: &PrintedRow| {
            Some(PrintedRow {
                total: *first_alone.counts.get(first)?,
                counts: pairs.counts.iter().skip(first * groups).take(groups).copied().collect(),
            })
        };
        let rows = self.pairs.rows.iter().zip(&self.first.rows);
        Some(Grouped {
            stories: slice(&self.pairs.stories, &self.first.stories)?,
            rows: rows.map(|(pairs, alone)| slice(pairs, alone)).collect::<Option<_>>()?,
        })
    }

    /// The table by the first kind within one group of the second, given by its number; its totals are the numbers of that group.
    /// None if there is no such group.
    pub fn within_second(&self, second: usize) -> Option<Grouped> {
        let groups = self.second.stories.counts.len();
        let slice = |pairs: &PrintedRow, second_alone: &PrintedRow| {
            Some(PrintedRow {
                counts: pairs.counts.iter().skip(second).step_by(groups).copied().collect(),
                total: *second_alone.counts.get(second)?,
            })
        };
        let rows = self.pairs.rows.iter().zip(&self.second.rows);
        Some(Grouped {
            stories: slice(&self.pairs.stories, &self.second.stories)?,
            rows: rows.map(|(pairs, alone)| slice(pairs, alone)).collect::<Option<_>>()?,
        })
    }
}

/// Codes by pairs of groups: `stories` and the counts of each row are those of `(first, second)` groups, the second running faster.
///
/// # Errors
/// [`NotATable`], as [`grouped`].
pub fn crossed((first, second): (usize, usize), stories: &[u64], rows: &[Row]) -> Result<Crossed, NotATable> {
    let pairs = first.checked_mul(second).ok_or(NotATable::TooLarge)?;
    if pairs == 0 || stories.len() != pairs || rows.iter().any(|row| row.counts.len() != pairs) {
        return Err(NotATable::Ragged);
    }
    let of_first: Vec<Vec<usize>> = (0..first).map(|at| (at * second..(at + 1) * second).collect()).collect();
    let of_second: Vec<Vec<usize>> = (0..second).map(|at| (at..pairs).step_by(second).collect()).collect();
    let alone = |lines: &[Vec<usize>]| {
        let rows = rows.iter().map(|row| {
            Ok(Row {
                counts: sums(lines, &row.counts)?,
                above: row.above.clone(),
            })
        });
        grouped(&sums(lines, stories)?, &rows.collect::<Result<Vec<_>, NotATable>>()?)
    };
    let (by_first, by_second) = (alone(&of_first)?, alone(&of_second)?);
    // Behind the pairs stand the sums of each kind, cells of the row like them.
    let all = [of_first.as_slice(), of_second.as_slice()].concat();
    let with_sums = |counts: &[u64]| -> Result<Vec<u64>, NotATable> { Ok([counts, &sums(&all, counts)?].concat()) };
    let wide = rows.iter().map(|row| {
        Ok(Row {
            counts: with_sums(&row.counts)?,
            above: row.above.clone(),
        })
    });
    let below = below_all(with_sums(stories)?, wide.collect::<Result<_, NotATable>>()?);
    let sums_of_first: Vec<usize> = (pairs..pairs + first).collect();
    let sums_of_second: Vec<usize> = (pairs + first..pairs + first + second).collect();
    let lines = all.iter().zip(pairs..).map(|(cells, sum)| Line {
        cells: cells.clone(),
        to: Sum::Cell(sum),
    });
    let totals = [&sums_of_first, &sums_of_second].map(|cells| Line {
        cells: cells.clone(),
        to: Sum::Total,
    });
    let mut table = Hiding::begin(below, totals.into_iter().chain(lines).collect())?;
    // From the total to the sums of the first kind, on to the pairs and the sums of the second, and back.
    let (out, back) = (0, 1);
    let (group, other) = (|at: usize| 2 + at, |at: usize| 2 + first + at);
    let ends_of_pairs = (0..first).flat_map(|one| (0..second).map(move |two| (group(one), other(two))));
    let ends_of_first = (0..first).map(|one| (out, group(one)));
    let ends_of_second = (0..second).map(|two| (other(two), back));
    let ends = ends_of_pairs.chain(ends_of_first).chain(ends_of_second);
    table.circulate(ends.chain([(back, out)]).collect());
    for (cells, alone) in [(&sums_of_first, &by_first), (&sums_of_second, &by_second)] {
        let printed: Vec<&PrintedRow> = std::iter::once(&alone.stories).chain(&alone.rows).collect();
        table.settle(cells, |row, at| printed[row].counts[at].is_hidden());
    }
    table.protect();
    let pair = |row: PrintedRow| PrintedRow {
        counts: row.counts.into_iter().take(pairs).collect(),
        total: row.total,
    };
    let mut printed = table.printed().into_iter().map(pair);
    Ok(Crossed {
        first: by_first,
        second: by_second,
        pairs: Grouped {
            stories: printed.next().ok_or(NotATable::Ragged)?,
            rows: printed.collect(),
        },
    })
}

fn sums(lines: &[Vec<usize>], counts: &[u64]) -> Result<Vec<u64>, NotATable> {
    lines
        .iter()
        .map(|cells| sum(cells.iter().map(|cell| counts[*cell])))
        .collect()
}

#[cfg(test)]
mod tests {
    use super::super::bounds::Bounds;
    use super::super::network::{Way, leeway};
    use super::super::{FEWEST, Printable, is_small};
    use super::*;
    use proptest::prelude::*;

    fn row(counts: &[u64]) -> Row {
        Row {
            counts: counts.to_vec(),
            above: Vec::new(),
        }
    }

    fn shown(row: &PrintedRow) -> Vec<String> {
        row.counts.iter().chain([&row.total]).map(ToString::to_string).collect()
    }

    #[test]
    fn large_numbers_are_printed_with_the_sums_of_their_group() {
        // Two sites by three domains.
        let table = crossed((2, 3), &[40, 50, 60, 50, 60, 70], &[row(&[10, 20, 0, 30, 0, 20])]).unwrap();
        let second = table.within_second(1).unwrap();
        assert_eq!(shown(&second.stories), ["50", "60", "110"]);
        assert_eq!(shown(&second.rows[0]), ["20", "0", "20"]);
        assert_eq!(shown(&table.within_second(2).unwrap().rows[0]), ["0", "20", "20"]);
        assert_eq!(shown(&table.first.rows[0]), ["30", "50", "80"]);
        assert_eq!(table.within_second(3), None);
    }

    #[test]
    fn a_small_number_hides_what_would_tell_it_in_each_direction() {
        let table = crossed((2, 2), &[40, 50, 60, 70], &[row(&[2, 20, 30, 30])]).unwrap();
        let cells: Vec<String> = [0, 1]
            .into_iter()
            .flat_map(|at| shown(&table.within_second(at).unwrap().rows[0]))
            .collect();
        // The sums are printed by themselves, so that each of the four would tell the others.
        assert_eq!(cells, ["•", "•", "32", "•", "•", "50"]);
    }

    #[test]
    fn what_is_hidden_of_one_kind_stays_so_when_it_is_crossed() {
        // Three in the second domain: hidden there, with the first one's eight, since eleven are printed.
        let (stories, codes) = ([40, 50, 60, 70], [8, 0, 0, 3]);
        let table = crossed((2, 2), &stories, &[row(&codes)]).unwrap();
        assert_eq!(shown(&table.second.rows[0]), ["•", "•", "11"]);
        assert_eq!(shown(&table.within_second(0).unwrap().rows[0]), ["•", "0", "•"]);
        assert_eq!(shown(&table.within_second(1).unwrap().rows[0]), ["0", "•", "•"]);
    }

    #[test]
    fn noughts_stay_where_other_numbers_hide_a_small_one() {
        // Three sites by three domains; all stories bear the code.
        let stories = [6, 7, 0, 5, 1, 0, 0, 0, 0];
        let table = crossed((3, 3), &stories, &[row(&stories), row(&stories)]).unwrap();
        for (at, total) in [(0, "11"), (1, "8")] {
            let within = table.within_second(at).unwrap();
            for row in [&within.stories, &within.rows[0], &within.rows[1]] {
                assert_eq!(shown(row), ["•", "•", "0", total]);
            }
        }
    }

    #[test]
    fn what_is_no_table_is_refused() {
        assert_eq!(crossed((0, 2), &[], &[]), Err(NotATable::Ragged));
        assert_eq!(crossed((2, 2), &[9, 9, 9], &[]), Err(NotATable::Ragged));
        assert_eq!(crossed((1, 2), &[9, 9], &[row(&[10, 1])]), Err(NotATable::Ragged));
        assert_eq!(crossed((usize::MAX, 2), &[9, 9], &[]), Err(NotATable::TooLarge));
    }

    fn agrees(printed: Printable, number: u64) -> bool {
        printed.number().is_none_or(|known| known == number)
    }

    /// Every way to fill two by two cells, each at most its bound, that agrees with all that is printed of a row.
    fn fillings(most: [u64; 4], pairs: &PrintedRow, first: &PrintedRow, second: &PrintedRow) -> Vec<[u64; 4]> {
        let mut found = Vec::new();
        for a in 0..=most[0] {
            for b in 0..=most[1] {
                for c in 0..=most[2] {
                    for d in 0..=most[3] {
                        let cells = [a, b, c, d]
                            .iter()
                            .zip(&pairs.counts)
                            .all(|(count, shown)| agrees(*shown, *count));
                        let of_first = agrees(first.counts[0], a + b) && agrees(first.counts[1], c + d);
                        let of_second = agrees(second.counts[0], a + c) && agrees(second.counts[1], b + d);
                        if cells && of_first && of_second && agrees(first.total, a + b + c + d) {
                            found.push([a, b, c, d]);
                        }
                    }
                }
            }
        }
        found
    }

    /// The least and the most of something over all fillings.
    fn range(ways: &[[u64; 4]], number: impl Fn(&[u64; 4]) -> u64) -> Bounds {
        let numbers = ways.iter().map(number);
        numbers.fold((u64::MAX, 0), |(least, most), number| (least.min(number), most.max(number)))
    }

    /// What a reader can compute of a row: cells, sums of either kind.
    const NUMBERS: [fn(&[u64; 4]) -> u64; 8] = [
        |way| way[0],
        |way| way[1],
        |way| way[2],
        |way| way[3],
        |way| way[0] + way[1],
        |way| way[2] + way[3],
        |way| way[0] + way[2],
        |way| way[1] + way[3],
    ];

    proptest! {
            #![proptest_config(ProptestConfig::with_cases(256))]

            #[test]
            fn no_small_number_follows_from_three_tables(
                groups in prop::collection::vec((5u64..12).prop_flat_map(|of| (Just(of), 0..=of)), 4)
            ) {
                let stories: Vec<u64> = groups.iter().map(|(of, _)| *of).collect();
                let counts: Vec<u64> = groups.iter().map(|(_, count)| *count).collect();
                let table = crossed((2, 2), &stories, &[row(&counts)]).unwrap();
    // Where sizes are hidden, too, there are more ways than can be tried.
                prop_assume!(table.pairs.stories.counts.iter().all(|cell| !cell.is_hidden()));
                let most = [stories[0], stories[1], stories[2], stories[3]];
                let own = [counts[0], counts[1], counts[2], counts[3]];
                let (first, second) = (&table.first.rows[0], &table.second.rows[0]);
                let ways = fillings(most, &table.pairs.rows[0], first, second);
                let hidden = PrintedRow {
                    counts: vec![Printable(None); 4],
                    total: Printable(None),
                };
                let without = fillings(most, &hidden, first, second);
                for (at, number) in NUMBERS.iter().enumerate() {
                    let (least, most_of) = range(&ways, number);
                    for small in [number(&own), number(&most) - number(&own)] {
                        prop_assert!(!is_small(small) || most_of - least >= FEWEST, "{own:?} of {most:?}: {at} in {least}..={most_of}: {table:?}");
                    }
                    if at >= 4 {
                        prop_assert_eq!(range(&without, number), (least, most_of), "{:?} of {:?}: {} {:?}", own, most, at, &table);
                    }
                }
            }

            #[test]
            fn small_groups_stay_in_doubt(stories in prop::collection::vec(0u64..9, 4)) {
                let table = crossed((2, 2), &stories, &[]).unwrap();
                let all: u64 = stories.iter().sum();
                if !is_small(all) {
                    let own = [stories[0], stories[1], stories[2], stories[3]];
                    let ways = fillings([all; 4], &table.pairs.stories, &table.first.stories, &table.second.stories);
                    for number in NUMBERS {
                        let (least, most) = range(&ways, number);
                        prop_assert!(!is_small(number(&own)) || most - least >= FEWEST, "{own:?} in {least}..={most}: {table:?}");
                    }
                }
            }

            #[test]
            fn what_is_printed_is_true(groups in prop::collection::vec((0u64..30).prop_flat_map(|of| (Just(of), 0..=of)), 6)) {
                let stories: Vec<u64> = groups.iter().map(|(of, _)| *of).collect();
                let counts: Vec<u64> = groups.iter().map(|(_, count)| *count).collect();
                let table = crossed((2, 3), &stories, &[row(&counts)]).unwrap();
                for (printed, own) in [(&table.pairs.stories, &stories), (&table.pairs.rows[0], &counts)] {
                    for (cell, number) in printed.counts.iter().zip(own) {
                        prop_assert!(cell.number().is_none_or(|shown| shown == *number && !is_small(shown)));
                    }
                }
            }
        }

    /// A row as a circulation: the pairs, the sums of the first kind, those of the second; each number at most its group's.
    fn circulation(
        (first, second): (usize, usize),
        stories: &[u64],
        counts: &[u64],
        table: &Crossed,
    ) -> Vec<(u64, u64, Way)> {
        let of_first = |all: &[u64], at: usize| all[at * second..(at + 1) * second].iter().sum::<u64>();
        let of_second = |all: &[u64], at: usize| all.iter().skip(at).step_by(second).sum::<u64>();
        let (pairs, firsts, seconds) = (&table.pairs.rows[0], &table.first.rows[0], &table.second.rows[0]);
        let way = |(from, to): (usize, usize), count: u64, of: u64, shown: Printable| {
            let (up, down) = if shown.is_hidden() { (of - count, count) } else { (0, 0) };
            (count, of, Way { from, to, up, down })
        };
        let pairs = (0..first * second).map(|at| {
            let ends = (1 + at / second, 1 + first + at % second);
            way(ends, counts[at], stories[at], pairs.counts[at])
        });
        let firsts = (0..first).map(|at| way((0, 1 + at), of_first(counts, at), of_first(stories, at), firsts.counts[at]));
        let seconds = (0..second).map(|at| {
            way(
                (1 + first + at, 0),
                of_second(counts, at),
                of_second(stories, at),
                seconds.counts[at],
            )
        });
        pairs.chain(firsts).chain(seconds).collect()
    }

    /// Whether every small number of the only row is in doubt; none where sizes are hidden, too, and more is possible.
    fn is_in_doubt(shape: (usize, usize), stories: &[u64], counts: &[u64]) -> Option<bool> {
        let table = crossed(shape, stories, &[row(counts)]).unwrap();
        if table.pairs.stories.counts.iter().any(|size| size.is_hidden()) {
            return None;
        }
        let all = circulation(shape, stories, counts, &table);
        let ways: Vec<Way> = all.iter().map(|(_, _, way)| *way).collect();
        let mut small = all
            .iter()
            .enumerate()
            .filter(|(_, (count, of, _))| is_small(*count) || is_small(of - count));
        Some(small.all(|(at, _)| leeway(&ways, at, FEWEST) == FEWEST))
    }

    #[test]
    fn nobody_adds_up_rows_to_take_columns_away() {
        // Found by the property below when rows and columns were read one at a time.
        let counts = [0, 5, 7, 5, 0, 0, 1, 1, 5, 1, 0, 0];
        let found = [
            is_in_doubt((3, 4), &[1_000; 12], &counts),
            is_in_doubt((4, 3), &[40; 12], &counts),
        ];
        assert!(found.contains(&Some(true)) && !found.contains(&Some(false)), "{found:?}");
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(1_024))]

        #[test]
        fn no_small_number_follows_from_sums_of_rows_less_columns(
            counts in prop::collection::vec(prop_oneof![Just(0u64), 1u64..5, 5u64..12, 20u64..40], 12)
        ) {
            let tried = [is_in_doubt((3, 4), &[1_000; 12], &counts), is_in_doubt((4, 3), &[40; 12], &counts)];
            prop_assume!(tried != [None; 2]);
            prop_assert!(!tried.contains(&Some(false)));
        }
    }

    #[test]
    fn one_crossing_is_sliced_both_ways() {
        let table = crossed((2, 3), &[60; 6], &[row(&[2, 20, 20, 20, 50, 20])]).unwrap();
        let columns: Vec<_> = (0..3).map(|at| table.within_second(at).unwrap()).collect();
        for first in 0..2 {
            let slice = table.within_first(first).unwrap();
            assert_eq!(slice.stories.total, table.first.stories.counts[first]);
            assert_eq!(slice.rows[0].total, table.first.rows[0].counts[first]);
            for (second, column) in columns.iter().enumerate() {
                assert_eq!(slice.rows[0].counts[second], column.rows[0].counts[first]);
                assert_eq!(slice.stories.counts[second], column.stories.counts[first]);
            }
        }
        assert_eq!(table.within_first(2), None);
    }

    #[test]
    fn a_codebook_of_a_hundred_codes_is_crossed() {
        // Eight periods by twelve sites.
        let stories = vec![60; 96];
        let codes: Vec<Row> = (0..100)
            .map(|code: u64| Row {
                counts: (0..96).map(|cell: u64| (code * 7 + cell * cell) % (61 - code / 2)).collect(),
                above: Vec::new(),
            })
            .collect();
        let table = crossed((8, 12), &stories, &codes).unwrap();
        assert!(
            table
                .within_second(11)
                .unwrap()
                .rows
                .iter()
                .any(|row| row.counts.iter().any(|cell| !cell.is_hidden()))
        );
    }
}
