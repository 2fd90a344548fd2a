use super::printed::count;
use super::*;
use crate::language::PageLanguage;
use proptest::prelude::*;

fn indicator(text: &str) -> Indicator {
    Indicator {
        language: PageLanguage::French,
        caption: "Femmes accueillies".into(),
        grid: Grid::read(text).unwrap(),
        source: "Registre".into(),
        date: "2024".into(),
        hides: true,
        because: String::new(),
        origin: Origin::Typed,
    }
}

#[test]
fn what_was_hidden_when_stories_were_counted_stays_hidden_and_nothing_else_is_asked_of_it() {
    let counted = |text| Indicator {
        origin: Origin::Counted,
        ..indicator(text)
    };
    let printed = counted("Code | Agadir | Total\nRécits codés | 12 | 12\nMenace | • | •")
        .printed()
        .unwrap();
    assert!(printed.hides);
    assert_eq!(printed.rows[1], ["Menace", "•", "•"]);
    assert!(!counted("Code | Agadir\nMenace | 7").printed().unwrap().hides);
    // Typed by hand, a sign among counts says nothing of what could be computed.
    let typed = indicator("Code | Agadir\nMenace | •\nCoups | 7").printed();
    assert!(matches!(typed, Err(NotPrintable::Mixed { .. })), "{typed:?}");
}

#[test]
fn a_grid_has_bounds_however_it_is_made() {
    let cells = |count: usize| vec!["x".to_owned(); count];
    let refused = |columns, rows| Grid::new(columns, rows).unwrap_err();
    assert_eq!(refused(cells(0), vec![cells(0)]), NotAGrid::NoRows);
    assert_eq!(refused(cells(1), vec![]), NotAGrid::NoRows);
    assert_eq!(refused(cells(WIDEST + 1), vec![cells(1)]), NotAGrid::TooWide);
    assert_eq!(refused(cells(1), vec![cells(1); MOST_ROWS + 1]), NotAGrid::TooManyRows);
    assert_eq!(refused(cells(1), vec![cells(1), cells(2)]), NotAGrid::Longer { line: 3 });
    let long = vec!["x".repeat(CELL_LETTERS + 1)];
    assert_eq!(refused(cells(1), vec![long]), NotAGrid::CellTooLong { line: 2 });
    let filled = Grid::new(cells(2), vec![cells(1)]).unwrap();
    assert_eq!(filled.rows(), [["x", ""]]);
}

fn rows(text: &str) -> Vec<String> {
    indicator(text)
        .printed()
        .unwrap()
        .rows
        .iter()
        .map(|row| row.join("|"))
        .collect()
}

#[test]
fn a_table_is_typed_with_bars_or_pasted_from_a_spreadsheet() {
    let bars = Grid::read("| Clinique | Femmes |\n|---|---:|\n\n| Marrakech | 206 |\nAgadir | 132\n").unwrap();
    let tabs = Grid::read("Clinique\tFemmes\nMarrakech\t206\nAgadir\t132").unwrap();
    assert_eq!(bars, tabs);
    assert_eq!(Grid::read(&bars.typed()), Ok(bars));
}

#[test]
fn what_is_no_table_is_said_with_its_line() {
    assert_eq!(Grid::read("  \n"), Err(NotAGrid::NoRows));
    assert_eq!(Grid::read("a | b"), Err(NotAGrid::NoRows));
    assert_eq!(Grid::read("a | b\n\n1 | 2 | 3"), Err(NotAGrid::Longer { line: 3 }));
    assert_eq!(
        Grid::read(&format!("a | b\n{} | 2", "x".repeat(201))),
        Err(NotAGrid::CellTooLong { line: 2 })
    );
    assert_eq!(
        Grid::read(&format!("a | b\n{}", "1 | 2\n".repeat(201))),
        Err(NotAGrid::TooManyRows)
    );
    assert_eq!(Grid::read(&format!("{}\n1", "a|".repeat(32))), Err(NotAGrid::TooWide));
    assert_eq!(Grid::read("a | b\nx").unwrap().rows(), [["x", ""]]);
}

#[test]
fn counts_are_read_in_the_digits_of_both_scripts() {
    assert_eq!(count("206"), Some(206));
    assert_eq!(count("٢٠٦"), Some(206));
    assert_eq!(count("1 206"), Some(1206));
    for no in ["", "12,5", "61 %", "3 4", "-3", "1234 567", "9999999999", "٣ نساء"] {
        assert_eq!(count(no), None, "{no}");
    }
}

#[test]
fn a_small_count_is_hidden_and_with_a_total_so_is_another() {
    assert_eq!(
        rows("Clinique | VIH\nMarrakech | 206\nAgadir | 3\nTanger | 73"),
        ["Marrakech|206", "Agadir|•", "Tanger|73"]
    );
    let with_total = rows("Clinique | VIH\nMarrakech | 206\nAgadir | 3\nTanger | 73\nTotal | 282");
    assert_eq!(with_total, ["Marrakech|206", "Agadir|•", "Tanger|•", "Total|282"]);
    assert_eq!(rows("Site | A | B | Total\nX | 2 | 30 | 32\nY | 40 | 50 | 90")[0], "X|•|•|32");
}

#[test]
fn a_total_may_stand_anywhere() {
    let first = rows("Site | Ensemble | A | B\nTout | 122 | 42 | 80\nX | 32 | 2 | 30\nY | 90 | 40 | 50");
    assert_eq!(first, ["Tout|122|42|80", "X|32|•|•", "Y|90|•|•"]);
}

#[test]
fn without_the_keepers_wish_nothing_is_hidden() {
    let open = Indicator {
        hides: false,
        ..indicator("Violence | Part\nPhysique | 61 %\nTraite | 2 %")
    };
    let printed = open.printed().unwrap();
    assert!(!printed.hides && printed.rows[1][1] == "2 %");
}

#[test]
fn what_would_give_a_hidden_number_away_is_refused() {
    let refused = |text: &str| indicator(text).printed().unwrap_err();
    let mixed = |name: &str| NotPrintable::Mixed { name: name.into() };
    let partial = |name: &str| NotPrintable::PartialSum { name: name.into() };
    assert_eq!(refused("Site | Part\nX | 61 %"), mixed("Part"));
    assert_eq!(refused("Site | Femmes\nX | 3\nY | n. d."), mixed("Femmes"));
    assert_eq!(refused("Site | Note\nX | dont 2 mineures"), mixed("Note"));
    assert_eq!(refused("Site | Femmes\nX | 3\nY | 40\nTotal | 44"), partial("Total"));
    assert_eq!(
        refused("Site | 18-25 | 26+ | Adultes | VIH\nX | 3 | 40 | 43 | 50\nY | 20 | 30 | 50 | 9"),
        partial("Adultes")
    );
    assert_eq!(refused("السن | العدد\nأ | 3\nب | 40\nالمجموع | 50"), partial("المجموع"));
}

#[test]
fn years_name_rows_and_a_lone_column_is_counted() {
    assert_eq!(rows("Année | Femmes\n2023 | 3\n2024 | 90"), ["2023|•", "2024|90"]);
    assert_eq!(rows("Migrantes\n2"), ["•"]);
    assert_eq!(rows("VIH | Migrantes\n10 | 2"), ["10|•"]);
    assert_eq!(rows("Clinique | Ville\nA | Agadir"), ["A|Agadir"]);
}

/// Every table with the same sums that agrees with what is printed: the hidden cell is never certain.
fn possible(printed: &[Option<u64>], total: Option<u64>) -> Vec<Vec<u64>> {
    let mut all = vec![vec![]];
    for cell in printed {
        let values: Vec<u64> = cell.map_or_else(|| (0..=40).collect(), |number| vec![number]);
        all = all
            .iter()
            .flat_map(|line: &Vec<u64>| values.iter().map(move |value| [line.as_slice(), &[*value]].concat()))
            .collect();
    }
    all.retain(|line| total.is_none_or(|total| line.iter().sum::<u64>() == total));
    all
}

proptest! {
    #[test]
    fn a_hidden_cell_cannot_be_computed_back(cells in prop::collection::vec(0u64..20, 2..4)) {
        let total: u64 = cells.iter().sum();
        let rows: Vec<String> = cells.iter().enumerate().map(|(row, cell)| format!("r{row}x | {cell}")).collect();
        let body = rows.join("\n");
        let Ok(printed) = indicator(&format!("a | b\n{body}\nTotal | {total}")).printed() else { return Ok(()) };
        let read: Vec<Option<u64>> = printed.rows.iter().map(|row| count(&row[1])).collect();
        let (shown_total, shown) = read.split_last().unwrap();
        let worlds = possible(shown, *shown_total);
        for (row, cell) in cells.iter().enumerate() {
            if (1..5).contains(cell) {
                prop_assert!(shown[row].is_none());
                let values: std::collections::BTreeSet<u64> = worlds.iter().map(|line| line[row]).collect();
                prop_assert!(values.len() >= 5, "{cells:?} {shown:?} {values:?}");
            }
        }
    }

    #[test]
    fn any_text_is_answered(text in "[0-9|a-c \t\n•٠-٩-]{0,60}") {
        if let Ok(grid) = Grid::read(&text) {
            prop_assert!(grid.rows().iter().all(|row| row.len() == grid.columns().len()));
            let _ = Indicator { grid, ..indicator("a\nb") }.printed();
        }
    }
}
