//! Chosen stories beside those that were read and not chosen: a test, of numbers that are printed anyway.

use super::group::{Choice, Group};
use method::analysis::fisher::TwoByTwo;
use method::figures::{Grouped, PrintedRow};

/// Chosen stories compared with those that a panel read and did not choose.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Comparison {
    /// Fisher's exact test, two-sided.
    pub p: f64,
    /// How many times the odds of the chosen are those of the others; none where that divides by nought.
    pub odds_ratio: Option<f64>,
}

/// The test of a row, if everything that it is computed from is printed anyway.
pub(super) fn compared(groups: &[Group], printed: &Grouped, row: &PrintedRow) -> Option<Comparison> {
    let at = |choice| groups.iter().position(|group| *group == Group::Choice(choice));
    let (chosen, other) = (at(Choice::Chosen)?, at(Choice::NotChosen)?);
    let (of, of_other) = (
        printed.stories.counts[chosen].number()?,
        printed.stories.counts[other].number()?,
    );
    let (with, other_with) = (row.counts[chosen].number()?, row.counts[other].number()?);
    if of == 0 || of_other == 0 {
        return None;
    }
    let table = TwoByTwo {
        with,
        without: of.checked_sub(with)?,
        other_with,
        other_without: of_other.checked_sub(other_with)?,
    };
    Some(Comparison {
        p: table.p()?,
        odds_ratio: table.odds_ratio(),
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use method::figures::{self, Row};

    #[test]
    fn chosen_stories_are_compared_where_all_four_numbers_are_printed() {
        let groups = [Choice::Chosen, Choice::NotChosen, Choice::NotRead].map(Group::Choice);
        let row = |counts: [u64; 3]| Row {
            counts: counts.to_vec(),
            above: Vec::new(),
        };
        let rows = [row([20, 10, 5]), row([3, 10, 5]), row([0, 20, 5]), row([30, 20, 5])];
        let printed = figures::grouped(&[30, 40, 10], &rows).expect("a table");
        let compared: Vec<_> = printed.rows.iter().map(|row| compared(&groups, &printed, row)).collect();
        let first = compared[0].expect("all is printed");
        // The sum of all hypergeometric probabilities at most as large; the odds are (20 · 30) / (10 · 10).
        assert!((first.p - 0.000_655_677).abs() < 1e-9, "{}", first.p);
        assert_eq!(first.odds_ratio, Some(6.0));
        assert_eq!(compared[1], None, "a number is hidden");
        assert_eq!(compared[2].and_then(|one| one.odds_ratio), Some(0.0));
        assert_eq!(compared[3].map(|one| one.odds_ratio), Some(None), "all chosen ones bear it");
        assert!(super::compared(&groups[..1], &printed, &printed.rows[0]).is_none());
    }
}
