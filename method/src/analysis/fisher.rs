//! Fisher's exact test of a table of two by two: whether a code stands in chosen stories more or less often than in those that
//! a panel read and did not choose, by more than chance does with so few.

/// A table of two by two: with and without something, in two groups.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct TwoByTwo {
    /// In the first group, with it.
    pub with: u64,
    /// In the first group, without it.
    pub without: u64,
    /// In the second group, with it.
    pub other_with: u64,
    /// In the second group, without it.
    pub other_without: u64,
}

/// The most cases of a table for which the test is done: above, nobody needs an exact one.
pub const MOST_CASES: u64 = 100_000;

impl TwoByTwo {
    /// The probability, under chance with the same totals, of a table as likely as this one or less: two-sided, 0 to 1. None
    /// without cases, or with more than [`MOST_CASES`].
    ///
    /// R. A. Fisher, *The Design of Experiments* (1935), ch. II; the two-sided sum as R's `fisher.test` takes it.
    pub fn p(self) -> Option<f64> {
        let first = self.with.checked_add(self.without)?;
        let with = self.with.checked_add(self.other_with)?;
        let all = first.checked_add(self.other_with)?.checked_add(self.other_without)?;
        if all == 0 || all > MOST_CASES {
            return None;
        }
        let logs = log_factorials(all);
        let log = |n: u64| usize::try_from(n).ok().and_then(|n| logs.get(n)).copied().unwrap_or_default();
        let fixed = log(first) + log(all - first) + log(with) + log(all - with) - log(all);
        let likely = |cell: u64| {
            let rest = log(cell) + log(first - cell) + log(with - cell) + log(all + cell - first - with);
            (fixed - rest).exp()
        };
        // Tables that differ by rounding alone count as equally likely.
        let bound = likely(self.with) * (1.0 + 1e-7);
        let cells = (first + with).saturating_sub(all)..=first.min(with);
        let sum: f64 = cells.map(likely).filter(|one| *one <= bound).sum();
        Some(sum.min(1.0))
    }

    /// How many times the odds of the first group are those of the second. None where a division by nought would say so.
    pub fn odds_ratio(self) -> Option<f64> {
        let number = |n: u64| u32::try_from(n).ok().map(f64::from);
        let above = number(self.with)? * number(self.other_without)?;
        let below = number(self.without)? * number(self.other_with)?;
        (below > 0.0).then(|| above / below)
    }
}

/// The logarithms of 0! to n!.
fn log_factorials(n: u64) -> Vec<f64> {
    let mut sum = 0.0;
    let grown = (1..=n).map(|k| {
        sum += f64::from(u32::try_from(k).unwrap_or(u32::MAX)).ln();
        sum
    });
    std::iter::once(0.0).chain(grown).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn table(with: u64, without: u64, other_with: u64, other_without: u64) -> TwoByTwo {
        TwoByTwo {
            with,
            without,
            other_with,
            other_without,
        }
    }

    /// Fisher 1935, the lady tasting tea as Agresti (*Categorical Data Analysis*, 2002, table 3.8) tells it: 3 of 4 cups right;
    /// 34 of 70 arrangements are as likely or less.
    #[test]
    fn the_lady_tasting_tea() {
        let p = table(3, 1, 1, 3).p().unwrap();
        assert!((p - 34.0 / 70.0).abs() < 1e-12, "{p}");
        assert_eq!(table(3, 1, 1, 3).odds_ratio(), Some(9.0));
    }

    /// Fisher, *The logic of inductive inference* (1935): convictions of like-sex twins of criminals, 10 of 13 monozygotic and
    /// 2 of 17 dizygotic; two-sided 0.0005367 in the example of R's `fisher.test`.
    #[test]
    fn convicted_twins() {
        let p = table(10, 3, 2, 15).p().unwrap();
        assert!((p - 0.000_536_724_1).abs() < 1e-9, "{p}");
    }

    #[test]
    fn a_table_without_cases_says_nothing() {
        assert_eq!(table(0, 0, 0, 0).p(), None);
        assert_eq!(table(u64::MAX, 1, 1, 1).p(), None);
        assert_eq!(table(1, 0, 3, 4).odds_ratio(), None);
        assert_eq!(table(0, 5, 0, 7).p(), Some(1.0));
    }

    proptest! {
        #[test]
        fn it_is_a_probability_whichever_group_is_named_first(a in 0u64..30, b in 0u64..30, c in 0u64..30, d in 1u64..30) {
            let p = table(a, b, c, d).p().unwrap();
            prop_assert!((0.0..=1.0).contains(&p));
            prop_assert!((p - table(c, d, a, b).p().unwrap()).abs() < 1e-9);
            prop_assert!((p - table(b, a, d, c).p().unwrap()).abs() < 1e-9);
        }
    }
}
