//! What tables that were printed apart say together: cells of the same source and date, the same row and the same column are one
//! number, and every total is a sum. Whoever holds all of them holds one system of equations; what is hidden in one table may
//! follow from another (security 6.7). Here the system is written down; solving it is arithmetic that is done elsewhere.

use super::printed::{HIDDEN, count, is_called_a_total, names_rows};
use crate::anonymise::normal_form;
use std::collections::{BTreeMap, BTreeSet};

/// A table as it stands before its readers.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Published {
    /// What it shows.
    pub caption: String,
    /// Who counted, and when: tables of which that differs have no number in common.
    pub when: String,
    /// The names of the columns.
    pub columns: Vec<String>,
    /// The rows, each as long as there are columns; a hidden count is `•`.
    pub rows: Vec<Vec<String>>,
}

/// A hidden cell.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Hidden {
    /// Its number among the unknowns.
    pub unknown: usize,
    /// Which table.
    pub table: usize,
    /// Its row.
    pub row: usize,
    /// Its column.
    pub column: usize,
}

/// Equations between numbers that are nought or more.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct System {
    /// For each number what is printed of it.
    pub known: Vec<Option<u64>>,
    /// Sums: the parts, and the number that they add up to.
    pub sums: Vec<(Vec<usize>, usize)>,
    /// What is hidden, table by table.
    pub hidden: Vec<Hidden>,
}

/// What tells a cell from others, in whichever table it stands.
type Key = (String, String, String, String);

/// A table's counts, where they stand and which of them are totals.
struct Counts {
    rows: usize,
    columns: Vec<usize>,
    total_row: Option<usize>,
    total_column: Option<usize>,
    /// Row by row, only the columns that hold counts.
    cells: Vec<Vec<Option<u64>>>,
    keys: Vec<Vec<Option<Key>>>,
}

impl Counts {
    fn of(table: &Published) -> Self {
        let printed = |cell: &str| if cell == HIDDEN { Some(None) } else { count(cell).map(Some) };
        let has_names = names_rows(&table.columns, &table.rows);
        let is_count = |column: &usize| table.rows.iter().all(|row| printed(&row[*column]).is_some());
        let first = usize::from(has_names);
        let columns: Vec<usize> = (first..table.columns.len()).filter(is_count).collect();
        let counted = |row: &Vec<String>| columns.iter().map(|at| printed(&row[*at]).flatten()).collect();
        let cells: Vec<Vec<Option<u64>>> = table.rows.iter().map(counted).collect();
        let across: Vec<Vec<Option<u64>>> = (0..columns.len())
            .map(|column| cells.iter().map(|row| row[column]).collect())
            .collect();
        let row_names: Vec<&str> = table
            .rows
            .iter()
            .map(|row| if has_names { row[0].as_str() } else { "" })
            .collect();
        let column_names: Vec<&str> = columns.iter().map(|at| table.columns[*at].as_str()).collect();
        let total_row = total(&cells, &row_names);
        let total_column = total(&across, &column_names);
        let key = |row: usize, column: usize| {
            let (is_row, is_column) = (Some(row) == total_row, Some(column) == total_column);
            let name = |is_total: bool, name: &str| if is_total { "Σ".to_owned() } else { normal_form(name) };
            let caption = if is_row || is_column {
                normal_form(&table.caption)
            } else {
                String::new()
            };
            let names = (name(is_row, row_names[row]), name(is_column, column_names[column]));
            let is_named = !names.0.is_empty() && !names.1.is_empty();
            is_named.then(|| (normal_form(&table.when), caption, names.0, names.1))
        };
        let mut keys: Vec<Vec<Option<Key>>> = (0..cells.len())
            .map(|row| (0..columns.len()).map(|column| key(row, column)).collect())
            .collect();
        // A name that stands twice in one table names nothing.
        let mut seen: BTreeMap<Key, usize> = BTreeMap::new();
        for key in keys.iter().flatten().flatten() {
            *seen.entry(key.clone()).or_default() += 1;
        }
        for key in keys.iter_mut().flatten() {
            *key = key.take().filter(|one| seen.get(one) == Some(&1));
        }
        Self {
            rows: cells.len(),
            columns,
            total_row,
            total_column,
            cells,
            keys,
        }
    }
}

/// Which line is the total of all the others, as far as what is printed shows: one that is called so, or one that adds up
/// wherever everything is printed.
fn total(lines: &[Vec<Option<u64>>], names: &[&str]) -> Option<usize> {
    if lines.len() < 3 {
        return None;
    }
    let places = lines.first().map_or(0, Vec::len);
    let proof = |index: usize| {
        let (mut adds_up, mut contradicts) = (false, false);
        for place in 0..places {
            let parts = lines
                .iter()
                .enumerate()
                .filter(|(other, _)| *other != index)
                .map(|(_, line)| line[place]);
            let sum: Option<u64> = parts.sum();
            match (sum, lines[index][place]) {
                (Some(sum), Some(said)) if sum == said => adds_up |= sum > 0,
                (Some(_), Some(_)) => contradicts = true,
                _ => {}
            }
        }
        (adds_up, contradicts)
    };
    let mut last_first = (0..lines.len()).rev();
    last_first.find(|index| {
        let (adds_up, contradicts) = proof(*index);
        !contradicts && (adds_up || is_called_a_total(names[*index]))
    })
}

/// Some of the tables, and all that have a number in common with them, directly or through others.
pub fn connected(tables: &[Published], some: &BTreeSet<usize>) -> BTreeSet<usize> {
    let keys: Vec<BTreeSet<Key>> = tables
        .iter()
        .map(|table| Counts::of(table).keys.into_iter().flatten().flatten().collect())
        .collect();
    let mut found = some.clone();
    loop {
        let touches = |one: &usize| found.iter().any(|other| !keys[*one].is_disjoint(&keys[*other]));
        let more: Vec<usize> = (0..tables.len()).filter(|one| !found.contains(one) && touches(one)).collect();
        if more.is_empty() {
            return found;
        }
        found.extend(more);
    }
}

/// The equations of tables that lie side by side. Cells that would be one number but are printed as two are two.
pub fn system(tables: &[Published]) -> System {
    let tables: Vec<Counts> = tables.iter().map(Counts::of).collect();
    let mut printed: BTreeMap<&Key, BTreeSet<u64>> = BTreeMap::new();
    for table in &tables {
        for (cells, keys) in table.cells.iter().zip(&table.keys) {
            for (cell, key) in cells.iter().zip(keys) {
                if let (Some(cell), Some(key)) = (cell, key) {
                    printed.entry(key).or_default().insert(*cell);
                }
            }
        }
    }
    let mut system = System::default();
    let mut numbers: BTreeMap<&Key, usize> = BTreeMap::new();
    for (at, table) in tables.iter().enumerate() {
        let mut unknowns = vec![vec![0; table.columns.len()]; table.rows];
        for (row, cells) in table.cells.iter().enumerate() {
            for (column, cell) in cells.iter().enumerate() {
                let key = table.keys[row][column].as_ref();
                let key = key.filter(|key| printed.get(key).is_none_or(|values| values.len() == 1));
                let fresh = system.known.len();
                let unknown = key.map_or(fresh, |key| *numbers.entry(key).or_insert(fresh));
                if unknown == fresh {
                    system.known.push(None);
                }
                system.known[unknown] = system.known[unknown].or(*cell);
                unknowns[row][column] = unknown;
                if cell.is_none() {
                    system.hidden.push(Hidden {
                        unknown,
                        table: at,
                        row,
                        column: table.columns[column],
                    });
                }
            }
        }
        let others = |all: usize, total: usize| (0..all).filter(move |one| *one != total);
        if let Some(total) = table.total_row {
            for (column, sum) in unknowns[total].iter().enumerate() {
                let parts = others(table.rows, total).map(|row| unknowns[row][column]).collect();
                system.sums.push((parts, *sum));
            }
        }
        if let Some(total) = table.total_column {
            for row in &unknowns {
                let parts = others(table.columns.len(), total).map(|column| row[column]).collect();
                system.sums.push((parts, row[total]));
            }
        }
    }
    system
}

#[cfg(test)]
mod tests {
    use super::super::Grid;
    use super::*;

    fn table(caption: &str, when: &str, text: &str) -> Published {
        let grid = Grid::read(text).unwrap();
        Published {
            caption: caption.into(),
            when: when.into(),
            columns: grid.columns().to_vec(),
            rows: grid.rows().to_vec(),
        }
    }

    #[test]
    fn two_tables_have_the_cells_in_common_that_have_the_same_names() {
        let one = table(
            "Femmes",
            "Registre 2024",
            "Clinique | Femmes\nMarrakech | 41\nAgadir | •\nTanger | •\nTotal | 66",
        );
        let two = table("Au nord", "registre 2024", "Clinique | Femmes\nTanger | 22\nTétouan | 30");
        let both = system(&[one.clone(), two.clone()]);
        assert_eq!(both.known, [Some(41), None, Some(22), Some(66), Some(30)]);
        assert_eq!(both.sums, [(vec![0, 1, 2], 3)]);
        let at = |unknown, row| Hidden {
            unknown,
            table: 0,
            row,
            column: 1,
        };
        assert_eq!(both.hidden, [at(1, 1), at(2, 2)]);
        let later = Published {
            when: "Registre 2025".into(),
            ..two
        };
        assert_eq!(
            system(&[one.clone(), later.clone()]).known.len(),
            6,
            "another year is another number"
        );
        assert_eq!(connected(&[one, later], &BTreeSet::from([0])), BTreeSet::from([0]));
    }

    #[test]
    fn what_contradicts_itself_is_two_numbers() {
        let one = table("Femmes", "2024", "Clinique | Femmes\nTanger | 20\nSafi | •");
        let two = table("Femmes", "2024", "Clinique | Femmes\nTanger | 22\nSafi | 9");
        let both = system(&[one, two]);
        assert_eq!(both.known, [Some(20), Some(9), Some(22)]);
    }

    #[test]
    fn a_total_is_known_by_its_name_or_by_adding_up() {
        let named = table("F", "2024", "C | 2023 | 2024\nTanger | • | 8\nSafi | • | 9\nTotal | 20 | 17");
        assert_eq!(system(&[named]).sums.len(), 2);
        let unnamed = table("F", "2024", "C | x | y\nTanger | • | 8\nSafi | • | 9\nEn tout | 20 | 17");
        assert_eq!(system(&[unnamed]).sums.len(), 2);
        let none = table("F", "2024", "C | x | y\nTanger | • | 8\nSafi | • | 9\nRabat | 20 | 18");
        assert!(system(&[none]).sums.is_empty());
    }

    #[test]
    fn tables_are_found_through_others() {
        let first = table("a", "2024", "C | x\nTanger | 8\nSafi | •");
        let second = table("b", "2024", "C | x\nSafi | •\nRabat | 9");
        let third = table("c", "2024", "C | x\nRabat | 9\nFès | •");
        let apart = table("d", "2024", "C | x\nOujda | 9");
        let all = [first, second, third, apart];
        assert_eq!(connected(&all, &BTreeSet::from([0])), BTreeSet::from([0, 1, 2]));
    }
}
