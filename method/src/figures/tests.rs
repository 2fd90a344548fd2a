use super::*;
use proptest::prelude::*;

fn shown(printables: &[Printable]) -> Vec<String> {
    printables.iter().map(ToString::to_string).collect()
}

#[test]
fn one_to_four_are_hidden_alone() {
    let numbers: Vec<Printable> = (0..7).map(count).collect();
    assert_eq!(shown(&numbers), ["0", "•", "•", "•", "•", "5", "6"]);
    assert_eq!(count(3).number(), None);
}

#[test]
fn a_share_needs_enough_cases_on_both_sides() {
    assert_eq!(percent(61, 100).number(), Some(61));
    assert_eq!(percent(10, 15), Printable(None));
    assert_eq!(percent(3, 100), Printable(None));
    assert_eq!(percent(97, 100), Printable(None));
    assert_eq!(percent(5, 4), Printable(None));
    assert_eq!(percent(0, 0), Printable(None));
    assert_eq!(percent(1, 3), Printable(None));
    assert_eq!(percent(10, 30).number(), Some(33));
    assert_eq!(percent(20, 30).number(), Some(67));
    assert_eq!(percent(u64::MAX, u64::MAX).number(), Some(100));
}

#[test]
fn a_small_number_does_not_follow_from_its_total() {
    // The three clinics: 206 + 132 + 73 = 411. A fourth with 2 would follow from the total.
    let (numbers, total) = list(&[206, 132, 73]).unwrap();
    assert_eq!(shown(&numbers), ["206", "132", "73"]);
    assert_eq!(total.number(), Some(411));
    let (numbers, total) = list(&[206, 132, 73, 2]).unwrap();
    assert_eq!(shown(&numbers), ["206", "132", "•", "•"]);
    assert_eq!(total.number(), Some(413));
}

#[test]
fn two_small_numbers_that_their_total_would_tell_hide_a_third() {
    // 1 + 1: with 30 and the total 32 printed, both are 1.
    let (numbers, total) = list(&[1, 1, 30, 40]).unwrap();
    assert_eq!(shown(&numbers), ["•", "•", "•", "40"]);
    assert_eq!(total.number(), Some(72));
    // Nothing is large enough to hide behind: the total goes.
    let (numbers, total) = list(&[1, 0]).unwrap();
    assert!(numbers[0].is_hidden() && total.is_hidden());
}

#[test]
fn a_small_cell_takes_the_corners_of_a_rectangle_with_it() {
    let table = table(&[vec![2, 20, 30], vec![40, 9, 60], vec![70, 80, 90]]).unwrap();
    let cells: Vec<Vec<String>> = table.cells.iter().map(|row| shown(row)).collect();
    assert_eq!(cells, [["•", "•", "30"], ["•", "•", "60"], ["70", "80", "90"]]);
    assert_eq!(shown(&table.row_totals), ["52", "109", "240"]);
    assert_eq!(shown(&table.column_totals), ["112", "109", "180"]);
    assert_eq!(table.total.number(), Some(401));
}

#[test]
fn a_table_without_small_cells_is_printed_whole() {
    let table = table(&[vec![5, 0], vec![7, 100]]).unwrap();
    assert!(table.cells.iter().flatten().all(|cell| !cell.is_hidden()));
    assert_eq!(
        serde_json::to_value(&table.cells).unwrap(),
        serde_json::json!([[5, 0], [7, 100]])
    );
}

#[test]
fn what_is_no_table_is_refused() {
    assert_eq!(table(&[]), Err(NotATable::Ragged));
    assert_eq!(table(&[vec![]]), Err(NotATable::Ragged));
    assert_eq!(table(&[vec![1, 2], vec![3]]), Err(NotATable::Ragged));
    assert_eq!(table(&vec![vec![1; 101]; 10]), Err(NotATable::TooLarge));
    assert_eq!(table(&[vec![u64::MAX, 1]]), Err(NotATable::Overflow));
    assert_eq!(list(&[]), Err(NotATable::Ragged));
    assert_eq!(list(&[u64::MAX]), Err(NotATable::Overflow));
}

#[test]
fn the_largest_table_is_answered() {
    let table = table(&vec![vec![1; 50]; 20]).unwrap();
    assert!(table.cells.iter().flatten().all(|cell| cell.is_hidden()));
}

/// Other tables that agree with what is printed: each cell as it is, or five more or less. Gives the least and the largest
/// value that each cell has in one of them.
fn readings(counts: &[Vec<u64>], printed: &Table) -> Vec<(u64, u64)> {
    let truth: Vec<u64> = counts.iter().flatten().copied().collect();
    let mut bounds: Vec<(u64, u64)> = truth.iter().map(|number| (*number, *number)).collect();
    walk(printed, &truth, &mut Vec::new(), &mut bounds);
    bounds
}

fn agrees(printed: Printable, number: u64) -> bool {
    printed.number().is_none_or(|known| known == number)
}

fn walk(printed: &Table, truth: &[u64], guess: &mut Vec<u64>, bounds: &mut [(u64, u64)]) {
    let columns = printed.column_totals.len();
    let Some(number) = truth.get(guess.len()) else {
        let row = |row: usize| guess[row * columns..][..columns].iter().sum();
        let column = |column: usize| guess.iter().skip(column).step_by(columns).sum();
        let fits = (0..printed.row_totals.len()).all(|one| agrees(printed.row_totals[one], row(one)))
            && (0..columns).all(|one| agrees(printed.column_totals[one], column(one)))
            && agrees(printed.total, guess.iter().sum());
        for (bound, number) in bounds.iter_mut().zip(guess.iter()).filter(|_| fits) {
            *bound = (bound.0.min(*number), bound.1.max(*number));
        }
        return;
    };
    let cell = printed.cells[guess.len() / columns][guess.len() % columns];
    for other in [Some(*number), number.checked_add(FEWEST), number.checked_sub(FEWEST)] {
        if let Some(other) = other.filter(|other| agrees(cell, *other)) {
            guess.push(other);
            walk(printed, truth, guess, bounds);
            guess.pop();
        }
    }
}

/// Mostly small numbers, the hard case.
fn any_count() -> impl Strategy<Value = u64> {
    prop_oneof![3 => 0u64..6, 1 => 5u64..12]
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(128))]

    #[test]
    fn no_small_cell_can_be_told_from_what_is_printed(
        counts in prop::collection::vec(prop::collection::vec(any_count(), 3), 1..4)
    ) {
        let printed = table(&counts).unwrap();
        let bounds = readings(&counts, &printed);
        for (number, (least, largest)) in counts.iter().flatten().zip(bounds) {
            if is_small(*number) {
                prop_assert!(largest - least >= FEWEST, "{} in {}..={}: {:?}", number, least, largest, printed);
            }
        }
    }
}

proptest! {
    #[test]
    fn what_is_printed_is_true_and_never_small(counts in prop::collection::vec(prop::collection::vec(any_count(), 4), 1..5)) {
        let printed = table(&counts).unwrap();
        let row_sums = counts.iter().map(|row| row.iter().sum::<u64>());
        let column_sums = (0..4).map(|column| counts.iter().map(|row| row[column]).sum::<u64>());
        let all: u64 = counts.iter().flatten().sum();
        let truth = counts.iter().flatten().copied().chain(row_sums).chain(column_sums).chain([all]);
        let shown = printed.cells.iter().flatten().chain(&printed.row_totals).chain(&printed.column_totals).chain([&printed.total]);
        for (number, printable) in truth.zip(shown) {
            prop_assert!(printable.number().is_none_or(|shown| shown == number && !is_small(shown)));
        }
    }

    #[test]
    fn a_list_leaves_every_small_number_open(counts in prop::collection::vec(any_count(), 1..8)) {
        let (shown, total) = list(&counts).unwrap();
        for (number, printable) in counts.iter().zip(&shown) {
            prop_assert!(printable.number().is_none_or(|shown| shown == *number && !is_small(shown)));
        }
        let hidden: u64 = counts.iter().zip(&shown).filter(|(_, shown)| shown.is_hidden()).map(|(number, _)| number).sum();
        if shown.iter().any(|one| one.is_hidden()) && !total.is_hidden() {
            // The reader knows the sum of what is hidden: each may be anything from nought to it.
            prop_assert!(hidden >= FEWEST && shown.iter().filter(|one| one.is_hidden()).count() > 1);
        }
    }
}

#[test]
fn one_or_two_answers_are_not_counted_aloud() {
    assert_eq!(
        [0, 1, 2, 3, 100].map(|number| hits(number).number()),
        [Some(0), None, None, Some(3), Some(100)]
    );
}
