//! How many stories bear two codes at once, for every pair of some codes. Whoever reads the table knows how many stories there
//! are and how many bear each code, and can compare any three codes: of the stories with the first, those with the second and
//! those with the third overlap by at least so much. A number is printed only if none of the four that follow from it is small
//! (both, the one alone, the other alone, neither); one that is not keeps bounds at least [`FEWEST`] apart.

use super::bounds::Bounds;
use super::hiding::is_open;
use super::{FEWEST, NotATable, Printable, is_small};

/// The most codes of a table of pairs.
pub const MOST_PAIRED: usize = 30;

/// For every pair of codes how many of `all` stories bear both: `both[i][j]`, on the diagonal how many bear the code. The answer has
/// the same shape.
///
/// # Errors
/// [`NotATable::Ragged`] where the counts are not square, not the same both ways or cannot be, [`NotATable::TooLarge`] above
/// [`MOST_PAIRED`] codes, [`NotATable::Overflow`].
pub fn paired(all: u64, both: &[Vec<u64>]) -> Result<Vec<Vec<Printable>>, NotATable> {
    if both.len() > MOST_PAIRED {
        return Err(NotATable::TooLarge);
    }
    if all >= u64::from(u32::MAX) {
        return Err(NotATable::Overflow);
    }
    if both.iter().any(|row| row.len() != both.len()) {
        return Err(NotATable::Ragged);
    }
    let mut pairs = Pairs {
        all,
        both,
        is_hidden: vec![vec![all < FEWEST; both.len()]; both.len()],
    };
    for (i, row) in both.iter().enumerate() {
        for (j, count) in row.iter().enumerate() {
            let parts = pairs.parts(i, j).ok_or(NotATable::Ragged)?;
            if *count != both[j][i] {
                return Err(NotATable::Ragged);
            }
            pairs.is_hidden[i][j] |=
                !is_open(both[i][i], all) || !is_open(both[j][j], all) || parts.into_iter().any(is_small);
        }
    }
    if all >= FEWEST {
        pairs.protect();
    }
    let printed = |(row, hidden): (&Vec<u64>, &Vec<bool>)| {
        let cells = row.iter().zip(hidden);
        cells.map(|(count, hidden)| Printable((!hidden).then_some(*count))).collect()
    };
    Ok(both.iter().zip(&pairs.is_hidden).map(printed).collect())
}

struct Pairs<'a> {
    all: u64,
    both: &'a [Vec<u64>],
    is_hidden: Vec<Vec<bool>>,
}

impl Pairs<'_> {
    /// Both, the one alone, the other alone, neither.
    fn parts(&self, i: usize, j: usize) -> Option<[u64; 4]> {
        let (one, other, both) = (self.both[i][i], self.both[j][j], self.both[i][j]);
        let neither = self.all.checked_add(both)?.checked_sub(one)?.checked_sub(other)?;
        Some([both, one.checked_sub(both)?, other.checked_sub(both)?, neither])
    }

    /// Hides pairs that tell of a delicate one, the smallest first, until none does.
    fn protect(&mut self) {
        loop {
            let bounds = self.bounds();
            let Some((i, j)) = self.cells().find(|&(i, j)| self.is_told(&bounds, i, j)) else {
                return;
            };
            let near = self
                .cells()
                .filter(|&(a, b)| a != b && (a == i || a == j || b == i || b == j));
            let next = near
                .filter(|&(a, b)| !self.is_hidden[a][b])
                .min_by_key(|&(a, b)| self.both[a][b]);
            let any = || self.cells().find(|&(a, b)| a != b && !self.is_hidden[a][b]);
            let Some((a, b)) = next.or_else(any) else { return };
            self.is_hidden[a][b] = true;
            self.is_hidden[b][a] = true;
        }
    }

    /// Whether bounds tell of a small part. Where a total is hidden the pair stays in doubt with it.
    fn is_told(&self, bounds: &[Vec<Bounds>], i: usize, j: usize) -> bool {
        let is_delicate = self.parts(i, j).is_some_and(|parts| parts.into_iter().any(is_small));
        let (least, most) = bounds[i][j];
        i != j && is_delicate && !self.is_hidden[i][i] && !self.is_hidden[j][j] && most - least < FEWEST
    }

    fn cells(&self) -> impl Iterator<Item = (usize, usize)> + use<> {
        let codes = self.both.len();
        (0..codes).flat_map(move |i| (i..codes).map(move |j| (i, j)))
    }

    /// What follows for each pair from any third code, until nothing more does.
    fn bounds(&self) -> Vec<Vec<Bounds>> {
        let codes = 0..self.both.len();
        let begin = |i: usize, j: usize| {
            let count = self.both[i][j];
            if self.is_hidden[i][j] { (0, self.all) } else { (count, count) }
        };
        let mut bounds: Vec<Vec<Bounds>> = codes.clone().map(|i| codes.clone().map(|j| begin(i, j)).collect()).collect();
        let mut has_changed = true;
        while has_changed {
            has_changed = false;
            for (i, j) in self.cells() {
                let (mut least, mut most) = bounds[i][j];
                let ((one_least, one_most), (other_least, other_most)) = (bounds[i][i], bounds[j][j]);
                if i != j {
                    least = least.max((one_least + other_least).saturating_sub(self.all));
                    most = most.min(one_most).min(other_most);
                }
                for k in codes.clone().filter(|k| i != j && *k != i && *k != j) {
                    let (third, with_one, with_other) = (bounds[k][k], bounds[i][k], bounds[j][k]);
                    least = least.max((with_one.0 + with_other.0).saturating_sub(third.1));
                    let union = one_least + other_least + third.0;
                    least = least.max(union.saturating_sub(self.all + with_one.1 + with_other.1));
                    most = most.min((one_most + with_other.1).saturating_sub(with_one.0));
                    most = most.min((other_most + with_one.1).saturating_sub(with_other.0));
                }
                if bounds[i][j] != (least, most) {
                    has_changed = true;
                    bounds[i][j] = (least, most);
                    bounds[j][i] = (least, most);
                }
            }
        }
        bounds
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn pair(all: u64, one: u64, other: u64, both: u64) -> Printable {
        paired(all, &[vec![one, both], vec![both, other]]).unwrap()[0][1]
    }

    #[test]
    fn two_codes_together_tell_four_numbers() {
        assert_eq!(pair(100, 40, 30, 20).number(), Some(20));
        assert_eq!(pair(100, 40, 30, 0).number(), Some(0));
        for (all, one, other, both) in [
            (100, 40, 30, 3),  // both
            (100, 40, 30, 28), // the second alone: 2
            (100, 23, 60, 20), // the first alone: 3
            (50, 30, 30, 12),  // neither: 2
            (100, 40, 4, 0),   // a total that is hidden
            (100, 98, 40, 40), // a total whose complement is small
            (4, 0, 0, 0),      // hardly any story
        ] {
            assert!(pair(all, one, other, both).is_hidden(), "{all} {one} {other} {both}");
        }
    }

    #[test]
    fn a_third_code_does_not_tell_of_the_other_two() {
        // All 20 stories of the third bear both others: with that printed, the first alone has at most 2.
        let both = [vec![22, 20, 20], vec![20, 60, 20], vec![20, 20, 20]];
        let printed = paired(100, &both).unwrap();
        assert!(printed[0][1].is_hidden());
        assert!(printed[0][2].is_hidden() || printed[1][2].is_hidden());
    }

    #[test]
    fn what_cannot_be_is_refused() {
        assert_eq!(paired(10, &[vec![5, 1]]), Err(NotATable::Ragged));
        assert_eq!(paired(10, &[vec![5, 6], vec![6, 8]]), Err(NotATable::Ragged));
        assert_eq!(paired(10, &[vec![5, 1], vec![2, 5]]), Err(NotATable::Ragged));
        assert_eq!(paired(10, &[vec![11]]), Err(NotATable::Ragged));
        assert_eq!(paired(u64::MAX, &[]), Err(NotATable::Overflow));
        assert_eq!(paired(10, &vec![vec![0; 31]; 31]), Err(NotATable::TooLarge));
        assert_eq!(paired(10, &[]), Ok(vec![]));
    }

    /// Every table of three codes that eight numbers of stories give, one for each set of codes, and which agrees with what is
    /// printed: the least and the largest of the four parts of each pair.
    fn readings(all: u64, printed: &[Vec<Printable>]) -> [[Bounds; 4]; 3] {
        let mut found = [[(u64::MAX, 0); 4]; 3];
        let agrees = |cell: Printable, number: u64| cell.number().is_none_or(|known| known == number);
        fill(&mut [0; 7], 0, all, &mut |sets| {
            let both = table(sets);
            if (0..3).all(|i| (0..3).all(|j| agrees(printed[i][j], both[i][j]))) {
                for (bounds, pair) in found.iter_mut().zip(PAIRS) {
                    for ((least, most), number) in bounds.iter_mut().zip(parts(all, &both, pair)) {
                        (*least, *most) = ((*least).min(number), (*most).max(number));
                    }
                }
            }
        });
        found
    }

    const PAIRS: [(usize, usize); 3] = [(0, 1), (0, 2), (1, 2)];

    fn parts(all: u64, both: &[Vec<u64>], (i, j): (usize, usize)) -> [u64; 4] {
        let (one, other, both) = (both[i][i], both[j][j], both[i][j]);
        [both, one - both, other - both, all + both - one - other]
    }

    /// Every way to share at most `left` stories among the sets from `at` on.
    fn fill(sets: &mut [u64; 7], at: usize, left: u64, done: &mut impl FnMut(&[u64; 7])) {
        if at == sets.len() {
            return done(sets);
        }
        for number in 0..=left {
            sets[at] = number;
            fill(sets, at + 1, left - number, done);
        }
        sets[at] = 0;
    }

    /// Set 0 bears the first code alone, 1 the second, 2 the third, 3 the first two, 4 the first and third, 5 the others, 6 all.
    fn table(sets: &[u64; 7]) -> Vec<Vec<u64>> {
        const BEARS: [[bool; 3]; 7] = [
            [true, false, false],
            [false, true, false],
            [false, false, true],
            [true, true, false],
            [true, false, true],
            [false, true, true],
            [true, true, true],
        ];
        let count = |i: usize, j: usize| {
            sets.iter()
                .zip(BEARS)
                .filter(|(_, bears)| bears[i] && bears[j])
                .map(|(n, _)| n)
                .sum()
        };
        (0..3).map(|i| (0..3).map(|j| count(i, j)).collect()).collect()
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(48))]

        #[test]
        fn no_small_part_follows_from_all_that_is_printed(sets in prop::array::uniform7(0u64..4), rest in 0u64..4) {
            let both = table(&sets);
            let all = (sets.iter().sum::<u64>() + rest).min(13).max(sets.iter().sum());
            let printed = paired(all, &both).unwrap();
            if (FEWEST..=13).contains(&all) {
                let readings = readings(all, &printed);
                for (pair, bounds) in PAIRS.into_iter().zip(readings) {
                    for (number, (least, most)) in parts(all, &both, pair).into_iter().zip(bounds) {
                        let is_open = most - least >= FEWEST;
                        prop_assert!(!is_small(number) || is_open, "{}..={} of {:?} of {}: {:?}", least, most, both, all, printed);
                    }
                }
            }
        }

        #[test]
        fn what_is_printed_is_true_and_no_part_of_it_small(sets in prop::array::uniform7(0u64..30), rest in 0u64..30) {
            let both = table(&sets);
            let all = sets.iter().sum::<u64>() + rest;
            for (i, row) in paired(all, &both).unwrap().iter().enumerate() {
                for (j, cell) in row.iter().enumerate() {
                    if let Some(shown) = cell.number() {
                        prop_assert_eq!(shown, both[i][j]);
                        let parts = [shown, both[i][i] - shown, both[j][j] - shown, all + shown - both[i][i] - both[j][j]];
                        prop_assert!(!parts.into_iter().any(is_small));
                    }
                }
            }
        }
    }
}
