//! The audit of hidden numbers: whether the tables of a brief, beside everything that went out before, tell a number that each of
//! them hides. The least and the most that a hidden number can be are found by linear programming (security 6.7).

use crate::error::Fault;
use method::figures::FEWEST;
use method::indicator::linked::{Hidden, Published, System, connected, system};
use microlp::{ComparisonOp, Error, OptimizationDirection, Problem, SolveOutcome};
use std::collections::{BTreeMap, BTreeSet};

/// The most hidden numbers that hang together: beyond them a bound is not reckoned, and what is not reckoned counts as told. What is
/// printed does not count.
const MOST_HIDDEN: usize = 500;

/// What several tables tell together.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Told {
    /// A hidden number, by the names in its table.
    Number {
        /// What its table shows.
        caption: String,
        /// The name of its row.
        row: String,
        /// The name of its column.
        column: String,
    },
    /// A table that cannot be true beside the others: what a reader may gather from them cannot be reckoned.
    Contradiction {
        /// What it shows.
        caption: String,
    },
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
    if tables.len() < 2 {
        return Vec::new();
    }
    let together = system(&tables);
    if !can_be_true(&together) {
        let new = tables.iter().take(count);
        let contradiction = |table: &Published| Told::Contradiction {
            caption: table.caption.clone(),
        };
        return new.map(contradiction).collect();
    }
    // What cannot be reckoned is as if it were told.
    let is_told = |one: &&Hidden| tells(&together, one.unknown).unwrap_or(true) && is_open_alone(&tables, one);
    let told = together.hidden.iter().filter(is_told).map(|one| {
        let table = &tables[one.table];
        Told::Number {
            caption: table.caption.clone(),
            row: table.rows[one.row].first().cloned().unwrap_or_default(),
            column: table.columns[one.column].clone(),
        }
    });
    told.collect()
}

/// Whether its own table leaves the number open: what one table tells by itself is its keeper's to know.
fn is_open_alone(tables: &[Published], one: &Hidden) -> bool {
    let alone = system(&tables[one.table..=one.table]);
    let same = alone
        .hidden
        .iter()
        .find(|other| (other.row, other.column) == (one.row, one.column));
    same.is_some_and(|same| tells(&alone, same.unknown) != Some(true))
}

/// Whether there are numbers of which all that is printed is true. Where nothing is hidden, nobody asks.
fn can_be_true(system: &System) -> bool {
    if system.hidden.is_empty() {
        return true;
    }
    let sums_are_right = system.sums.iter().all(|sum| {
        let (unknown, rest) = split(system, sum);
        !unknown.is_empty() || rest.abs() < 0.5
    });
    let mut seen = BTreeSet::new();
    let hidden = system.hidden.iter().map(|one| one.unknown);
    let mut open = hidden.filter(|unknown| system.known[*unknown].is_none());
    sums_are_right
        && open.all(|unknown| {
            if seen.contains(&unknown) {
                return true;
            }
            seen.extend(hangs_together(system, unknown).numbers);
            !matches!(
                bound(system, unknown, OptimizationDirection::Minimize),
                Err(Error::Infeasible)
            )
        })
}

/// Hidden numbers that hang together by sums, and those sums.
struct Together<'a> {
    numbers: BTreeSet<usize>,
    sums: Vec<&'a (Vec<usize>, usize)>,
}

/// What a hidden number hangs together with: a sum of which all but one hidden number is printed leads no further.
fn hangs_together(system: &System, unknown: usize) -> Together<'_> {
    let mut touching: BTreeMap<usize, Vec<usize>> = BTreeMap::new();
    for (at, sum) in system.sums.iter().enumerate() {
        for (number, _) in split(system, sum).0 {
            touching.entry(number).or_default().push(at);
        }
    }
    let (mut numbers, mut sums) = (BTreeSet::from([unknown]), BTreeSet::new());
    let mut open = vec![unknown];
    while let Some(number) = open.pop() {
        for at in touching.get(&number).into_iter().flatten() {
            if sums.insert(*at) {
                let found = split(system, &system.sums[*at]).0.into_iter().map(|(number, _)| number);
                open.extend(found.filter(|number| numbers.insert(*number)));
            }
        }
    }
    Together {
        numbers,
        sums: sums.into_iter().map(|at| &system.sums[at]).collect(),
    }
}

/// The hidden numbers of a sum, each with what it counts for, and what they add up to: the printed total less the printed parts.
fn split(system: &System, (parts, total): &(Vec<usize>, usize)) -> (Vec<(usize, f64)>, f64) {
    let (mut unknown, mut rest) = (Vec::new(), 0.0);
    for (number, sign) in parts.iter().map(|part| (*part, 1.0)).chain([(*total, -1.0)]) {
        match system.known[number] {
            Some(known) => rest -= sign * to_float(known),
            None => unknown.push((number, sign)),
        }
    }
    (unknown, rest)
}

/// Whether a small number is told: it is printed elsewhere, or it may be below [`FEWEST`] and cannot be [`FEWEST`] more than its
/// least, for all that is printed. None where that cannot be reckoned.
fn tells(system: &System, unknown: usize) -> Option<bool> {
    if let Some(known) = system.known[unknown] {
        return Some((1..FEWEST).contains(&known));
    }
    let at = |direction| bound(system, unknown, direction);
    match (at(OptimizationDirection::Minimize), at(OptimizationDirection::Maximize)) {
        (Ok(least), Ok(most)) => {
            let fewest = to_float(FEWEST) - 1e-6;
            Some(least < fewest && most - least < fewest)
        }
        (Ok(_), Err(Error::Unbounded)) => Some(false),
        _ => None,
    }
}

fn bound(system: &System, unknown: usize, direction: OptimizationDirection) -> Result<f64, Error> {
    let together = hangs_together(system, unknown);
    if together.numbers.len() > MOST_HIDDEN {
        return Err(Error::InternalError("too many".to_owned()));
    }
    let mut problem = Problem::new(direction);
    let variable = |number: usize| {
        let wanted = if number == unknown { 1.0 } else { 0.0 };
        (number, problem.add_var(wanted, (0.0, f64::INFINITY)))
    };
    let numbers: BTreeMap<usize, _> = together.numbers.into_iter().map(variable).collect();
    for sum in together.sums {
        let (parts, rest) = split(system, sum);
        let parts = parts.into_iter().map(|(number, sign)| (numbers[&number], sign));
        problem.add_constraint(parts, ComparisonOp::Eq, rest);
    }
    match problem.solve()? {
        SolveOutcome::Solution(solution) => Ok(solution.objective()),
        SolveOutcome::Interrupted(_) => Err(Error::InternalError("interrupted".to_owned())),
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
    use proptest::prelude::*;

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
        let named = |one| match one {
            Told::Number { row, column, .. } => format!("{row} {column}"),
            Told::Contradiction { caption } => format!("{caption} contradicts"),
        };
        told.into_iter().map(named).collect()
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
    fn a_wide_interval_is_left_alone_and_a_contradiction_is_said() {
        let one = table("a", "C | F\nTanger | •\nSafi | •\nRabat | 9\nTotal | 40");
        let two = table("b", "C | F\nRabat | 9\nFès | 12");
        assert!(told(&[one], &[two]).is_empty(), "Tanger is anything up to 31");
        let wrong = table("c", "C | F\nTanger | 50\nFès | 12");
        let one = table("a", "C | F\nTanger | •\nSafi | •\nRabat | 9\nTotal | 40");
        assert_eq!(told(&[one], &[wrong]), ["c contradicts"]);
    }

    #[test]
    fn a_small_number_that_another_table_prints_is_told() {
        let one = table("a", "C | F\nTanger | •\nSafi | •\nRabat | 9\nTotal | 60");
        let two = table("b", "C | F\nTanger | 3\nFès | 12");
        assert_eq!(told(std::slice::from_ref(&one), &[two]), ["Tanger F"]);
        let large = table("b", "C | F\nTanger | 30\nFès | 12");
        assert!(told(&[one], &[large]).is_empty(), "nobody is found among thirty");
    }

    #[test]
    fn however_much_went_out_before_nothing_of_it_is_forgotten() {
        let first = table("a", "C | F\nTanger | •\nSafi | •\nRabat | 9\nTotal | 32");
        let many = (0..40).map(|at| {
            let rows: Vec<String> = (0..60).map(|row| format!("Lieu {at} {row} | {}\n", 10 + row)).collect();
            table(&format!("t{at}"), &format!("C | F\nRabat | 9\n{}", rows.concat()))
        });
        let before: Vec<Published> = std::iter::once(first).chain(many).collect();
        let new = table("b", "C | F\nRabat | 9\nSafi | 20\nFès | 12");
        assert_eq!(told(&before, &[new]), ["Tanger F"], "32 - 9 - 20 is 3");
    }

    #[test]
    fn what_hangs_together_beyond_bounds_counts_as_told() {
        let columns = (0..28).fold(String::new(), |all, at| format!("{all} | c{at}"));
        let rows = |from: usize, to: usize, end: &str| {
            let cells = " | •".repeat(28);
            (from..to).fold(String::new(), |all, row| format!("{all}Lieu {row}{cells}{end}\n"))
        };
        let down = |from, to, total: &str| format!("C{columns}\n{}Total{}", rows(from, to, ""), total.repeat(28));
        let (one, two) = (table("a", &down(0, 20, " | 9000")), table("b", &down(10, 19, " | 900")));
        let found = told(std::slice::from_ref(&one), &[two]);
        assert!(found.is_empty(), "column by column it is reckoned: {found:?}");
        let across = table("c", &format!("C{columns} | Total\n{}", rows(0, 20, " | 12600")));
        assert!(!told(&[one], &[across]).is_empty(), "560 in rows and columns are not");
    }

    /// The clinics of the random tables.
    const CLINICS: [&str; 5] = ["Tanger", "Safi", "Rabat", "Fès", "Oujda"];

    /// A table of some clinics with their total; the counts at these places are hidden.
    fn some_of(caption: &str, counts: &[u64], places: &[usize], hidden: &[bool]) -> Published {
        let row = |place: &usize| {
            let cell = if hidden[*place] {
                "•".to_owned()
            } else {
                counts[*place].to_string()
            };
            format!("{} | {cell}\n", CLINICS[*place])
        };
        let rows: String = places.iter().map(row).collect();
        let total: u64 = places.iter().map(|place| counts[*place]).sum();
        table(caption, &format!("C | F\n{rows}Total | {total}"))
    }

    /// Every way in which the clinics can have so many women that the tables are true: what a patient reader finds out.
    fn ways(tables: &[Published]) -> Vec<Vec<u64>> {
        let at = |table: &Published, name: &str| {
            let row = table.rows.iter().find(|row| row[0] == name)?;
            Some(row[1].clone())
        };
        let total = |table: &Published| at(table, "Total").and_then(|cell| cell.parse::<u64>().ok()).unwrap_or(0);
        let most = tables.iter().map(total).max().unwrap_or(0);
        let mut ways: Vec<Vec<u64>> = vec![Vec::new()];
        for name in CLINICS {
            let stands = tables.iter().any(|one| at(one, name).is_some());
            let printed: BTreeSet<u64> = tables.iter().filter_map(|one| at(one, name)?.parse().ok()).collect();
            let can_be: Vec<u64> = match printed.first() {
                Some(only) => vec![*only],
                None if stands => (0..=most).collect(),
                // Nobody asks for a clinic of which no table speaks.
                None => vec![0],
            };
            ways = ways
                .iter()
                .flat_map(|way| can_be.iter().map(move |count| [way.as_slice(), &[*count]].concat()))
                .collect();
        }
        let adds_up = |way: &Vec<u64>, table: &Published| {
            let stands = |place: &usize| at(table, CLINICS[*place]).is_some();
            (0..CLINICS.len()).filter(stands).map(|place| way[place]).sum::<u64>() == total(table)
        };
        ways.retain(|way| tables.iter().all(|table| adds_up(way, table)));
        ways
    }

    fn finds_out(tables: &[Published], place: usize) -> bool {
        let counts: Vec<u64> = ways(tables).iter().map(|way| way[place]).collect();
        let least = counts.iter().min().copied().unwrap_or(0);
        let most = counts.iter().max().copied().unwrap_or(0);
        least < FEWEST && most - least < FEWEST
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(48))]
        #[test]
        fn the_audit_says_what_a_patient_reader_finds_out(
            counts in prop::collection::vec(0u64..8, CLINICS.len()),
            first in prop::collection::vec(any::<bool>(), CLINICS.len()),
            later in prop::collection::vec(any::<bool>(), CLINICS.len()),
        ) {
            // No more than three are hidden everywhere: the reader is patient, not immortal.
            let hidden_in_both = (0..CLINICS.len()).filter(|place| first[*place] && later[*place]).count();
            prop_assume!(hidden_in_both <= 3);
            let all = some_of("all", &counts, &[0, 1, 2, 3, 4], &first);
            let north = some_of("north", &counts, &[0, 1, 2], &later);
            let south = some_of("south", &counts, &[3, 4], &later);
            let tables = [all.clone(), north.clone(), south.clone()];
            let found = told(std::slice::from_ref(&all), &[north, south]);
            for (place, name) in CLINICS.iter().enumerate() {
                let hides = |table: &Published| table.rows.iter().any(|row| row[0] == *name && row[1] == "•");
                let is_printed = !first[place] || !later[place];
                let is_told = if is_printed { (1..FEWEST).contains(&counts[place]) } else { finds_out(&tables, place) };
                let open: Vec<&Published> = tables.iter().filter(|one| hides(one) && !finds_out(std::slice::from_ref(*one), place)).collect();
                let says = found.iter().filter(|one| **one == format!("{name} F")).count();
                prop_assert_eq!(says, if is_told { open.len() } else { 0 }, "{} of {:?}", name, tables);
            }
        }
    }
}
