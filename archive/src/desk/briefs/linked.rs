//! The audit of hidden numbers: whether the tables of a brief, beside everything that went out before, tell a number that each of
//! them hides. The least and the most that a hidden number can be are found by linear programming (security 6.7).

use crate::error::Fault;
use method::figures::FEWEST;
use method::indicator::linked::{Hidden, Published, System, connected, system};
use microlp::{ComparisonOp, Error, OptimizationDirection, Problem, SolveOutcome};
use std::collections::BTreeSet;

/// The most numbers that are looked at together; what went out longest ago is left out first.
const MOST_NUMBERS: usize = 2_000;

/// A hidden number that several tables tell together, by the names in its table.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Told {
    /// What its table shows.
    pub caption: String,
    /// The name of its row.
    pub row: String,
    /// The name of its column.
    pub column: String,
}

/// What `new` tables tell beside those that went out `before`, oldest first. Not on the thread that answers.
pub(super) async fn audited(before: Vec<Published>, new: Vec<Published>) -> Result<Vec<Told>, Fault> {
    if new.is_empty() {
        return Ok(Vec::new());
    }
    let audit = move || audit(before, new);
    tokio::task::spawn_blocking(audit).await.map_err(|_| Fault::Stopped)
}

fn audit(before: Vec<Published>, new: Vec<Published>) -> Vec<Told> {
    let mut tables = new;
    let count = tables.len();
    // The newest first, each once: a table that goes out again tells nothing more.
    for table in before.into_iter().rev() {
        if !tables.contains(&table) {
            tables.push(table);
        }
    }
    let touched = connected(&tables, &(0..count).collect::<BTreeSet<usize>>());
    let mut place = 0..;
    tables.retain(|_| place.next().is_some_and(|place| touched.contains(&place)));
    while tables.len() > count && numbers(&tables) > MOST_NUMBERS {
        tables.pop();
    }
    if tables.len() < 2 {
        return Vec::new();
    }
    let together = system(&tables);
    let is_told = |one: &&Hidden| tells(&together, one.unknown) && is_open_alone(&tables, one);
    let told = together.hidden.iter().filter(is_told).map(|one| {
        let table = &tables[one.table];
        Told {
            caption: table.caption.clone(),
            row: table.rows[one.row].first().cloned().unwrap_or_default(),
            column: table.columns[one.column].clone(),
        }
    });
    told.collect()
}

fn numbers(tables: &[Published]) -> usize {
    tables.iter().map(|table| table.rows.len() * table.columns.len()).sum()
}

/// Whether its own table leaves the number open: what one table tells by itself is its keeper's to know.
fn is_open_alone(tables: &[Published], one: &Hidden) -> bool {
    let alone = system(&tables[one.table..=one.table]);
    let same = alone
        .hidden
        .iter()
        .find(|other| (other.row, other.column) == (one.row, one.column));
    same.is_some_and(|same| !tells(&alone, same.unknown))
}

/// Whether a small number is told: it may be below [`FEWEST`] and cannot be [`FEWEST`] more than its least, for all that is
/// printed. What cannot be reckoned is as if it were told, unless what is printed contradicts itself: then nothing follows from it.
/// A number that is printed elsewhere was not small.
fn tells(system: &System, unknown: usize) -> bool {
    if system.known[unknown].is_some() {
        return false;
    }
    let at = |direction| bound(system, unknown, direction);
    match (at(OptimizationDirection::Minimize), at(OptimizationDirection::Maximize)) {
        (Ok(least), Ok(most)) => {
            let fewest = to_float(FEWEST) - 1e-6;
            least < fewest && most - least < fewest
        }
        (Err(Error::Infeasible), _) | (_, Err(Error::Infeasible | Error::Unbounded)) => false,
        _ => true,
    }
}

fn bound(system: &System, unknown: usize, direction: OptimizationDirection) -> Result<f64, Error> {
    let mut problem = Problem::new(direction);
    let numbers: Vec<_> = system
        .known
        .iter()
        .enumerate()
        .map(|(number, known)| {
            let wanted = if number == unknown { 1.0 } else { 0.0 };
            let range = known.map_or((0.0, f64::INFINITY), |known| (to_float(known), to_float(known)));
            problem.add_var(wanted, range)
        })
        .collect();
    for (parts, total) in &system.sums {
        let parts = parts.iter().map(|part| (numbers[*part], 1.0));
        problem.add_constraint(parts.chain([(numbers[*total], -1.0)]), ComparisonOp::Eq, 0.0);
    }
    match problem.solve()? {
        SolveOutcome::Solution(solution) => Ok(solution.objective()),
        SolveOutcome::Interrupted(_) => Err(Error::Unbounded),
    }
}

/// Counts of a table have nine digits at most: nothing is lost.
fn to_float(count: u64) -> f64 {
    u32::try_from(count).map_or(f64::from(u32::MAX), f64::from)
}

#[cfg(test)]
mod tests {
    use super::*;
    use method::indicator::Grid;

    fn table(caption: &str, text: &str) -> Published {
        let grid = Grid::read(text).expect("a table");
        Published {
            caption: caption.into(),
            when: "Registre 2024".into(),
            columns: grid.columns().to_vec(),
            rows: grid.rows().to_vec(),
        }
    }

    fn told(before: &[Published], new: &[Published]) -> Vec<String> {
        let told = audit(before.to_vec(), new.to_vec());
        told.into_iter().map(|one| format!("{} {}", one.row, one.column)).collect()
    }

    #[test]
    fn a_number_that_another_table_prints_tells_the_one_beside_it() {
        let one = table(
            "Femmes",
            "Clinique | Femmes\nMarrakech | 41\nAgadir | •\nTanger | •\nTotal | 66",
        );
        let two = table("Au nord", "Clinique | Femmes\nTanger | 22\nTétouan | 30");
        assert!(told(&[], std::slice::from_ref(&one)).is_empty());
        // 66 - 41 - 22 is 3, and 22 is printed.
        assert_eq!(
            told(std::slice::from_ref(&one), std::slice::from_ref(&two)),
            ["Agadir Femmes"]
        );
        assert_eq!(
            told(std::slice::from_ref(&two), std::slice::from_ref(&one)),
            ["Agadir Femmes"]
        );
        assert!(
            told(&[one.clone(), two], &[table("x", "Clinique | Femmes\nFès | •\nSafi | 9")]).is_empty(),
            "nothing in common"
        );
        assert!(told(std::slice::from_ref(&one), std::slice::from_ref(&one)).is_empty());
    }

    #[test]
    fn bounds_from_two_margins_are_reckoned_and_not_only_looked_up() {
        // In Safi 12 less 10 are young: the other table hides that number and leaves it open by itself.
        let one = table(
            "Âge",
            "Clinique | Jeunes | Autres\nTanger | • | •\nSafi | • | •\nTotal | 20 | 30",
        );
        let two = table(
            "Tout",
            "Clinique | Jeunes | Autres | Total\nSafi | • | 10 | 12\nRabat | 8 | 9 | 17\nFès | 7 | 6 | 13",
        );
        let found = told(&[one], &[two]);
        assert_eq!(found, ["Safi Jeunes"], "and Tanger has 18, which is not small");
    }

    #[test]
    fn a_wide_interval_is_left_alone_and_a_contradiction_tells_nothing() {
        let one = table("a", "C | F\nTanger | •\nSafi | •\nRabat | 9\nTotal | 40");
        let two = table("b", "C | F\nRabat | 9\nFès | 12");
        assert!(told(&[one], &[two]).is_empty(), "Tanger is anything up to 31");
        let wrong = table("c", "C | F\nTanger | 50\nFès | 12");
        let one = table("a", "C | F\nTanger | •\nSafi | •\nRabat | 9\nTotal | 40");
        assert!(told(&[one], &[wrong]).is_empty());
    }
}
