//! How far coders agree: Krippendorff's α for any number of coders with gaps, Cohen's κ, F and the share of agreement for two.
//! Values are names of categories; for one code they are 1, given, and 0, not given.

use std::collections::BTreeMap;

/// What each coder said of one unit; none where a coder did not look at it.
pub type Unit<T> = Vec<Option<T>>;

/// Krippendorff's α for nominal values: 1 is agreement, 0 what chance gives, below 0 less than that. None where nothing can
/// vary: fewer than two values that can be paired, or the same value everywhere.
///
/// K. Krippendorff, *Computing Krippendorff's Alpha-Reliability* (2011), sections A to C: α = 1 − (n − 1) · Dₒ / Dₑ over the
/// values of units that at least two coders looked at.
pub fn alpha<T: Ord + Copy>(units: &[Unit<T>]) -> Option<f64> {
    let mut totals: BTreeMap<T, f64> = BTreeMap::new();
    // Each unit's disagreeing pairs, weighed by 1 / (m − 1).
    let mut observed = 0.0;
    for unit in units {
        let mut counts: BTreeMap<T, f64> = BTreeMap::new();
        for value in unit.iter().flatten() {
            *counts.entry(*value).or_default() += 1.0;
        }
        let said: f64 = counts.values().sum();
        if said < 2.0 {
            continue;
        }
        let agreeing: f64 = counts.values().map(|count| count * (count - 1.0)).sum();
        observed += (said * (said - 1.0) - agreeing) / (said - 1.0);
        for (value, count) in counts {
            *totals.entry(value).or_default() += count;
        }
    }
    let all: f64 = totals.values().sum();
    let same: f64 = totals.values().map(|count| count * (count - 1.0)).sum();
    let expected = all * (all - 1.0) - same;
    (expected > 0.0).then(|| 1.0 - (all - 1.0) * observed / expected)
}

/// Cohen's κ of two coders over the units that both looked at. None without such a unit, or where both always said the same
/// one thing, so that chance alone agrees.
///
/// J. Cohen, *A coefficient of agreement for nominal scales* (1960): κ = (pₒ − pₑ) / (1 − pₑ).
pub fn kappa<T: Ord + Copy>(pairs: &[(T, T)]) -> Option<f64> {
    let all = number(pairs.len());
    let mut margins: BTreeMap<T, (f64, f64)> = BTreeMap::new();
    for (one, other) in pairs {
        margins.entry(*one).or_default().0 += 1.0;
        margins.entry(*other).or_default().1 += 1.0;
    }
    let expected: f64 = margins.values().map(|(one, other)| one * other / (all * all)).sum();
    let agreed = share(pairs)?;
    (expected < 1.0).then(|| (agreed - expected) / (1.0 - expected))
}

/// The share of units on which two coders said the same, 0 to 1; none without a unit.
pub fn share<T: Ord>(pairs: &[(T, T)]) -> Option<f64> {
    let same = pairs.iter().filter(|(one, other)| one == other).count();
    (!pairs.is_empty()).then(|| number(same) / number(pairs.len()))
}

/// F of one code: of all times that one of a pair gave it, the share in which the other did too, 0 to 1. Where nobody gave it does
/// not count, so that a rare code is not flattered by all that was left uncoded. None where nobody gave it.
///
/// G. Hripcsak, A. S. Rothschild, *Agreement, the F-measure, and reliability in information retrieval* (2005):
/// F = 2a / (2a + b + c), with a given by both, b and c by one alone; which of the two is named first does not matter.
pub fn f_measure(pairs: &[(bool, bool)]) -> Option<f64> {
    let times = |one, other| pairs.iter().filter(|pair| **pair == (one, other)).count();
    let both = 2 * times(true, true);
    let given = both + times(true, false) + times(false, true);
    (given > 0).then(|| number(both) / number(given))
}

/// A count as a number to divide by: exact up to 2³², far above any count of passages.
fn number(count: usize) -> f64 {
    f64::from(u32::try_from(count).unwrap_or(u32::MAX))
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn near(found: Option<f64>, expected: f64) {
        let found = found.expect("a value");
        assert!((found - expected).abs() < 0.000_5, "{found} for {expected}");
    }

    /// Rows of coders as they are printed, a letter a value, `.` for a gap; gives units.
    fn units(rows: &[&str]) -> Vec<Unit<char>> {
        let rows: Vec<Vec<char>> = rows
            .iter()
            .map(|row| row.split_whitespace().flat_map(str::chars).collect())
            .collect();
        (0..rows[0].len())
            .map(|unit| rows.iter().map(|row| Some(row[unit]).filter(|value| *value != '.')).collect())
            .collect()
    }

    /// Krippendorff 2011, section A: two observers, binary: Meg and Owen, α = 0.095.
    #[test]
    fn two_observers_of_binary_values() {
        near(alpha(&units(&["0 1 0 0 0 0 0 0 1 0", "1 1 1 0 0 1 0 0 0 0"])), 0.095);
    }

    /// Section B: two observers, five categories: Ben and Gerry, α = 0.692.
    #[test]
    fn two_observers_of_nominal_values() {
        near(alpha(&units(&["a a b b d c c c e d d a", "b a b b b c c c e d d d"])), 0.692);
    }

    /// Section C: four observers with gaps, nominal, α = 0.743.
    #[test]
    fn four_observers_with_gaps() {
        near(
            alpha(&units(&[
                "1 2 3 3 2 1 4 1 2 . . .",
                "1 2 3 3 2 2 4 1 2 5 . 3",
                ". 3 3 3 2 3 4 2 2 5 1 .",
                "1 2 3 3 2 4 4 1 2 5 1 .",
            ])),
            0.743,
        );
    }

    fn table(rows: [[usize; 3]; 3]) -> Vec<(usize, usize)> {
        let cells = rows.iter().enumerate().flat_map(|(one, row)| {
            row.iter()
                .enumerate()
                .flat_map(move |(other, count)| std::iter::repeat_n((one, other), *count))
        });
        cells.collect()
    }

    /// Fleiss, Levin & Paik, *Statistical Methods for Rates and Proportions* (2003), table 18.1: 100 diagnoses, psychotic,
    /// neurotic, organic. Overall κ = 0.676; for each alone 0.69, 0.50, 0.77.
    #[test]
    fn diagnoses_of_two_raters() {
        let pairs = table([[75, 1, 4], [5, 4, 1], [0, 0, 10]]);
        near(share(&pairs), 0.89);
        near(kappa(&pairs), 0.676);
        // F by hand: 2 · 75 of 80 + 80, 2 · 4 of 10 + 5, 2 · 10 of 10 + 15.
        for (category, expected, f) in [(0, 0.687_5, 0.937_5), (1, 0.5, 0.533_3), (2, 0.772_7, 0.8)] {
            let alone: Vec<(bool, bool)> = pairs
                .iter()
                .map(|(one, other)| (*one == category, *other == category))
                .collect();
            near(kappa(&alone), expected);
            near(f_measure(&alone), f);
        }
    }

    #[test]
    fn where_nothing_can_vary_there_is_no_value() {
        assert_eq!(alpha::<u8>(&[]), None);
        assert_eq!(alpha(&[vec![Some(1), None], vec![None, Some(0)]]), None);
        assert_eq!(alpha(&[vec![Some(1), Some(1)], vec![Some(1), Some(1)]]), None);
        assert_eq!(kappa::<u8>(&[]), None);
        assert_eq!(kappa(&[(1, 1), (1, 1)]), None);
        assert_eq!(share::<u8>(&[]), None);
        assert_eq!(f_measure(&[]), None);
        assert_eq!(f_measure(&[(false, false)]), None);
    }

    proptest! {
        #[test]
        fn agreement_is_one_and_never_more(values in prop::collection::vec((0u8..3, 0u8..3), 1..40)) {
            let same: Vec<_> = values.iter().map(|(one, _)| vec![Some(*one), Some(*one)]).collect();
            prop_assert!(alpha(&same).is_none_or(|found| (found - 1.0).abs() < 1e-9));
            let units: Vec<_> = values.iter().map(|(one, other)| vec![Some(*one), Some(*other)]).collect();
            prop_assert!(alpha(&units).is_none_or(|found| found <= 1.0 + 1e-9));
            prop_assert!(kappa(&values).is_none_or(|found| (-1.0 - 1e-9..=1.0 + 1e-9).contains(&found)));
        }

        #[test]
        fn it_does_not_matter_who_is_named_first(values in prop::collection::vec((0u8..3, 0u8..3), 1..40)) {
            let turned: Vec<_> = values.iter().map(|(one, other)| (*other, *one)).collect();
            match (kappa(&values), kappa(&turned)) {
                (Some(one), Some(other)) => prop_assert!((one - other).abs() < 1e-9),
                (one, other) => prop_assert_eq!(one, other),
            }
        }

        #[test]
        fn what_nobody_coded_does_not_move_f(
            values in prop::collection::vec((any::<bool>(), any::<bool>()), 1..40),
            uncoded in 0usize..20,
        ) {
            let turned: Vec<_> = values.iter().map(|(one, other)| (*other, *one)).collect();
            let mut longer = values.clone();
            longer.extend(std::iter::repeat_n((false, false), uncoded));
            prop_assert_eq!(f_measure(&values), f_measure(&turned));
            prop_assert_eq!(f_measure(&values), f_measure(&longer));
            prop_assert!(f_measure(&values).is_none_or(|found| (0.0..=1.0).contains(&found)));
        }
    }
}
