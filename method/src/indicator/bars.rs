//! What of a printed table can be drawn as bars: a group for each row that has a name, in it a bar for each column of numbers. It is
//! made of what is printed, so a hidden number stays hidden; totals are not drawn beside what they are the sums of.

use super::printed::{HIDDEN, count, is_called_a_total, names_rows};

/// The most columns of numbers that are drawn beside each other.
pub const MOST_SERIES: usize = 3;
/// The most rows that are drawn.
pub const MOST_GROUPS: usize = 30;

const PER_CENT: [char; 2] = ['%', '\u{66a}'];

/// Bars in groups.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Bars {
    /// What each bar of a group is, by the names of the columns.
    pub series: Vec<String>,
    /// The groups, in the order of the rows.
    pub groups: Vec<Group>,
}

/// The bars of a row.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Group {
    /// What the row is called.
    pub name: String,
    /// One for each of the series.
    pub bars: Vec<Bar>,
}

/// A bar.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Bar {
    /// What is printed at its end, as it stands in the table.
    pub said: String,
    /// How long it is, in thousandths of the longest; none where the number is hidden.
    pub length: Option<u64>,
}

/// The bars of a printed table. None where there is nothing to draw or too much to be read: more than [`MOST_SERIES`] columns of
/// numbers or [`MOST_GROUPS`] rows; then the table says it alone.
pub fn bars(columns: &[String], rows: &[Vec<String>]) -> Option<Bars> {
    let is_whole = rows.iter().all(|row| row.len() == columns.len());
    if rows.is_empty() || columns.len() < 2 || !is_whole || !names_rows(columns, rows) {
        return None;
    }
    let rows: Vec<&Vec<String>> = rows.iter().filter(|row| !is_called_a_total(&row[0])).collect();
    let is_share = |at: &usize| rows.iter().any(|row| row[*at].contains(PER_CENT));
    let numbers = (1..columns.len()).filter(|at| !is_called_a_total(&columns[*at]));
    let numbers: Vec<usize> = numbers
        .filter(|at| {
            let mut cells = rows.iter().map(|row| row[*at].as_str());
            cells.clone().any(|cell| hundredths(cell).is_some())
                && cells.all(|cell| cell == HIDDEN || hundredths(cell).is_some())
        })
        .collect();
    // Counts and shares have no scale in common: the first column says which are drawn.
    let shares = is_share(numbers.first()?);
    let drawn: Vec<usize> = numbers.into_iter().filter(|at| is_share(at) == shares).collect();
    if drawn.len() > MOST_SERIES || rows.is_empty() || rows.len() > MOST_GROUPS {
        return None;
    }
    let values = || {
        rows.iter()
            .flat_map(|row| drawn.iter().filter_map(|at| hundredths(&row[*at])))
    };
    let most = values().max().filter(|most| *most > 0)?;
    let bar = |cell: &String| Bar {
        said: cell.clone(),
        length: hundredths(cell).map(|value| (value * 1_000 + most / 2) / most),
    };
    Some(Bars {
        series: drawn.iter().map(|at| columns[*at].clone()).collect(),
        groups: rows
            .iter()
            .map(|row| Group {
                name: row[0].clone(),
                bars: drawn.iter().map(|at| bar(&row[*at])).collect(),
            })
            .collect(),
    })
}

/// A count or a share in hundredths: `206`, `12,5`, `61 %`.
fn hundredths(cell: &str) -> Option<u64> {
    let bare = cell.trim_end_matches(PER_CENT).trim_end();
    let (whole, part) = bare.split_once([',', '.', '\u{66b}']).unwrap_or((bare, ""));
    let part = match part.chars().count() {
        0 if whole.len() == bare.len() => 0,
        1 => count(part)? * 10,
        2 => count(part)?,
        _ => return None,
    };
    Some(count(whole)? * 100 + part)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::indicator::Grid;

    fn of(text: &str) -> Option<Bars> {
        let grid = Grid::read(text).expect("a table");
        bars(grid.columns(), grid.rows())
    }

    fn lengths(bars: &Bars) -> Vec<Vec<Option<u64>>> {
        let of = |group: &Group| group.bars.iter().map(|bar| bar.length).collect();
        bars.groups.iter().map(of).collect()
    }

    #[test]
    fn each_row_is_a_group_and_each_column_of_counts_a_bar_in_it() {
        let drawn = of("Site | Femmes | Suites\nMarrakech | 200 | 50\nAgadir | • | 0\nTotal | 300 | 50").expect("bars");
        assert_eq!(drawn.series, ["Femmes", "Suites"]);
        assert_eq!(lengths(&drawn), [[Some(1_000), Some(250)], [None, Some(0)]]);
        assert_eq!(drawn.groups[1].bars[0].said, "•");
        assert!(drawn.groups.iter().all(|group| group.name != "Total"));
    }

    #[test]
    fn shares_are_drawn_among_themselves() {
        let drawn = of("Forme | Part | Nombre\nPhysique | 61 % | 900\nMorale | 12,5 % | 10").expect("bars");
        assert_eq!(
            (drawn.series.len(), lengths(&drawn)),
            (1, vec![vec![Some(1_000)], vec![Some(205)]])
        );
        let arabic = of("المصحة | النساء\nمراكش | ٢٠٠\nأكادير | ١٠٠").expect("bars");
        assert_eq!(lengths(&arabic), [[Some(1_000)], [Some(500)]]);
    }

    #[test]
    fn what_cannot_be_drawn_is_left_to_the_table() {
        assert_eq!(of("Clinique | Ville\nA | Agadir"), None);
        assert_eq!(of("Femmes\n12"), None);
        assert_eq!(of("S | a | b | c | d\nX | 1 | 2 | 3 | 4"), None);
        assert_eq!(of("S | a\nX | 0\nY | •"), None);
        assert_eq!(of("S | a\nTotal | 9"), None);
        let long = (0..31).map(|row| format!("r{row}x | {row}\n")).collect::<Vec<_>>().concat();
        assert_eq!(of(&format!("S | a\n{long}")), None);
    }
}
