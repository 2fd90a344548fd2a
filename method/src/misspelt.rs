//! How far a word is from another that was meant: letters left out, put in, changed, or two of them in the wrong order. The
//! distance is that of Damerau (1964), in the form in which no place is changed twice ("optimal string alignment").

/// How many slips a word of this length may hold: none in a short one, where another word is always near, and none in a number;
/// two in a long one.
pub fn slips_allowed(word: &str) -> usize {
    match word.chars().count() {
        _ if word.chars().any(char::is_numeric) => 0,
        0..=3 => 0,
        4..=7 => 1,
        _ => 2,
    }
}

/// The slips between two words; none if there are more than `at_most`.
pub fn slips(one: &str, other: &str, at_most: usize) -> Option<usize> {
    let (one, other): (Vec<char>, Vec<char>) = (one.chars().collect(), other.chars().collect());
    if one.len().abs_diff(other.len()) > at_most {
        return None;
    }
    let mut before: Vec<usize> = Vec::new();
    let mut row: Vec<usize> = (0..=other.len()).collect();
    for (at, letter) in one.iter().enumerate() {
        let mut next = vec![at + 1];
        for (there, told) in other.iter().enumerate() {
            let changed = row[there] + usize::from(letter != told);
            let mut least = changed.min(row[there + 1] + 1).min(next[there] + 1);
            if at > 0 && there > 0 && *letter == other[there - 1] && one[at - 1] == *told {
                least = least.min(before[there - 1] + 1);
            }
            next.push(least);
        }
        if next.iter().min().is_some_and(|least| *least > at_most) {
            return None;
        }
        before = std::mem::replace(&mut row, next);
    }
    row.last().copied().filter(|slips| *slips <= at_most)
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn slips_are_counted() {
        for (one, other, count) in [
            ("plaintte", "plainte", Some(1)),
            ("psycologue", "psychologue", Some(1)),
            ("avoact", "avocat", Some(1)),
            ("avocat", "avocat", Some(0)),
            ("certifcat", "certificats", Some(2)),
            ("شكاية", "شكابة", Some(1)),
            ("avocat", "abricot", None),
            ("", "ab", Some(2)),
        ] {
            assert_eq!(slips(one, other, 2), count, "{one} {other}");
        }
        assert_eq!(slips("plaintte", "plainte", 0), None);
    }

    #[test]
    fn short_words_may_hold_none() {
        assert_eq!(
            ["Fes", "droit", "psychologue", "حق", "شكاية"].map(slips_allowed),
            [0, 1, 2, 0, 1]
        );
    }

    proptest! {
        #[test]
        fn both_ways_are_as_far_and_a_word_is_itself(one in "[abcé]{0,8}", other in "[abcé]{0,8}") {
            prop_assert_eq!(slips(&one, &other, 8), slips(&other, &one, 8));
            prop_assert_eq!(slips(&one, &one, 0), Some(0));
            let far = slips(&one, &other, 8);
            prop_assert_eq!(slips(&one, &other, 1), far.filter(|slips| *slips <= 1));
        }
    }
}
