//! The motivated intruder: a colleague who reads a brief and knows of every teller what staff know. How often would she guess
//! right whose words she reads (security 6.9)? Odds are "1 in so many"; they are counted from the same attributes as the jigsaw
//! guard, without figures of other readers, for she needs none.

use super::jigsaw::{K, Profile, Shown, crowd, together};
use super::ledger::hints;
use std::collections::BTreeMap;

/// One quotation of a brief, as the intruder meets it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Quoted<T> {
    /// Whose words they are; what the intruder guesses at. Quotations of one teller bear one pseudonym, so she joins them.
    pub teller: T,
    /// What they show.
    pub shown: Shown,
}

/// Among how many she would have to guess: right one time in so many.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Odds(usize);

impl Odds {
    /// One time in how many; never less than one.
    pub const fn one_in(self) -> usize {
        self.0
    }

    /// Whether the guess is too good.
    pub const fn is_unsafe(self) -> bool {
        self.0 <= K
    }
}

/// What an attack on a brief comes to.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Attack {
    /// The odds of each quotation by itself, in the order of the brief.
    pub quotations: Vec<Odds>,
    /// The odds of each teller once all that is quoted of her is joined; the best guess first.
    pub tellers: Vec<Odds>,
}

impl Attack {
    /// The odds over all: guesses at every teller of the brief are right one time in so many, rounded down, so that it never
    /// looks safer than it is. None for a brief that quotes nobody.
    pub fn over_all(&self) -> Option<Odds> {
        let expected: f64 = self.tellers.iter().map(|odds| 1.0 / to_float(odds.0)).sum();
        let best = self.tellers.first()?.0;
        let worst = self.tellers.last()?.0;
        // Sums of fractions fall a little short of what they mean: 1/3 + 1/3 + 1/3.
        let mean = (best..=worst)
            .rev()
            .find(|one_in| to_float(self.tellers.len()) / to_float(*one_in) >= expected - 1e-9);
        Some(Odds(mean.unwrap_or(best)))
    }

    /// Whether somebody is found too easily.
    pub fn is_unsafe(&self) -> bool {
        self.tellers.first().is_some_and(|odds| odds.is_unsafe())
    }
}

/// What an intruder reads out of a quotation of which nobody has said what it shows: whatever its words hint at, as exactly as
/// it is known of the teller.
pub fn read(text: &str, teller: &Profile) -> Shown {
    let hinted = hints(text).into_iter().filter(|attribute| teller.contains_key(attribute));
    hinted.map(|attribute| (attribute, 0)).collect()
}

/// Attacks the quotations of a brief. `known` is what staff know of each teller; a quotation of a teller of whom they know
/// nothing is left out.
pub fn attack<T: Ord + Clone>(quoted: &[Quoted<T>], known: &BTreeMap<T, Profile>) -> Attack {
    let table: Vec<Profile> = known.values().cloned().collect();
    let odds = |teller: &T, shown: &Shown| {
        let profile = known.get(teller)?;
        Some(Odds(crowd(profile, shown, &table, &[]).max(1)))
    };
    let mut joined: BTreeMap<&T, Vec<&Shown>> = BTreeMap::new();
    for one in quoted {
        joined.entry(&one.teller).or_default().push(&one.shown);
    }
    let tellers = joined
        .into_iter()
        .filter_map(|(teller, shown)| odds(teller, &together(shown)));
    let mut tellers: Vec<Odds> = tellers.collect();
    tellers.sort();
    Attack {
        quotations: quoted.iter().filter_map(|one| odds(&one.teller, &one.shown)).collect(),
        tellers,
    }
}

/// Counts of tellers are small: nothing is lost.
fn to_float(count: usize) -> f64 {
    u32::try_from(count).map_or(f64::from(u32::MAX), f64::from)
}

#[cfg(test)]
mod tests {
    use super::super::jigsaw::Attribute;
    use super::*;
    use proptest::prelude::*;

    fn profile(site: usize, age: usize, hiv: bool) -> Profile {
        Profile::from([
            (Attribute::Site, vec![format!("s{site}"), "Maroc".to_owned()]),
            (Attribute::Age, vec![format!("a{age}"), "adult".to_owned()]),
            (Attribute::Hiv, vec![if hiv { "yes" } else { "no" }.to_owned()]),
        ])
    }

    fn quoted(teller: usize, shown: &[(Attribute, usize)]) -> Quoted<usize> {
        let shown = shown.iter().copied().collect();
        Quoted { teller, shown }
    }

    /// Twelve tellers: six at each of two clinics, of three ages in turn; the first alone lives with HIV.
    fn known() -> BTreeMap<usize, Profile> {
        (0..12).map(|n| (n, profile(n / 6, n % 3, n == 0))).collect()
    }

    #[test]
    fn odds_worked_out_by_hand() {
        // Her clinic: 6 alike. Her age: 4. Both: 2. Nothing: 12.
        let brief = [
            quoted(1, &[(Attribute::Site, 0)]),
            quoted(1, &[(Attribute::Age, 0)]),
            quoted(2, &[(Attribute::Age, 0)]),
            quoted(7, &[]),
        ];
        let found = attack(&brief, &known());
        assert_eq!(found.quotations, [6, 4, 4, 12].map(Odds));
        assert_eq!(found.tellers, [2, 4, 12].map(Odds));
        // 1/2 + 1/4 + 1/12 = 10/12 of three guesses: one in 3.6, rounded down.
        assert_eq!(found.over_all(), Some(Odds(3)));
        assert!(found.is_unsafe());
    }

    #[test]
    fn a_coarser_quotation_is_safer_and_an_empty_brief_quotes_nobody() {
        let adults = attack(&[quoted(1, &[(Attribute::Age, 1)])], &known());
        assert_eq!((adults.over_all(), adults.is_unsafe()), (Some(Odds(12)), false));
        let alone = attack(&[quoted(0, &[(Attribute::Hiv, 0)])], &known());
        assert_eq!(alone.over_all(), Some(Odds(1)));
        let nobody = attack::<usize>(&[], &known());
        assert_eq!((nobody.over_all(), nobody.is_unsafe()), (None, false));
        let three = [0, 1, 2].map(|n| quoted(n + 3, &[(Attribute::Age, 0), (Attribute::Hiv, 0)]));
        assert_eq!(
            attack(&three, &known()).over_all().map(Odds::one_in),
            Some(3),
            "1/3, 1/4, 1/4 are 5/6 of three"
        );
    }

    #[test]
    fn what_nobody_weighed_is_read_as_its_words_hint() {
        let teller = profile(0, 0, true);
        let shown = read("J’ai appris mon VIH, et la police est venue.", &teller);
        assert_eq!(shown, Shown::from([(Attribute::Hiv, 0)]), "an event is not known of her");
    }

    /// Fifty briefs, each with a teller planted who is alone with what she shows, among others who are not: each is caught.
    #[test]
    fn planted_unsafe_briefs_are_caught_fifty_times_of_fifty() {
        let mut state = 7_u64;
        let mut chance = |below: usize| {
            state = state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1);
            usize::try_from(state >> 33).unwrap() % below
        };
        for round in 0..50 {
            let mut known: BTreeMap<usize, Profile> = (0..40).map(|n| (n, profile(chance(3), chance(2), false))).collect();
            let planted = chance(40);
            known.insert(planted, profile(9, chance(2), true));
            let alone = if round % 2 == 0 { Attribute::Site } else { Attribute::Hiv };
            let mut brief: Vec<_> = (0..40)
                .filter(|n| *n != planted)
                .map(|n| quoted(n, &[(Attribute::Age, 1)]))
                .collect();
            assert!(!attack(&brief, &known).is_unsafe(), "{round}");
            brief.insert(chance(39), quoted(planted, &[(alone, 0)]));
            let found = attack(&brief, &known);
            assert!(found.is_unsafe() && found.tellers[0] == Odds(1), "{round}");
        }
    }

    fn some_shown() -> impl Strategy<Value = Shown> {
        (any::<bool>(), any::<bool>(), any::<bool>()).prop_map(|(site, age, hiv)| {
            let all = [(Attribute::Site, site), (Attribute::Age, age), (Attribute::Hiv, hiv)];
            all.into_iter()
                .filter(|(_, is)| *is)
                .map(|(attribute, _)| (attribute, 0))
                .collect()
        })
    }

    proptest! {
        #[test]
        fn odds_lie_between_certainty_and_the_whole_table_and_joining_never_helps_her(
            people in prop::collection::vec((0usize..3, 0usize..3, any::<bool>()), 1..30),
            shown in prop::collection::vec((0usize..30, some_shown()), 1..8),
        ) {
            let known: BTreeMap<usize, Profile> = people.iter().enumerate().map(|(n, (s, a, h))| (n, profile(*s, *a, *h))).collect();
            let brief: Vec<_> = shown.into_iter().map(|(n, shown)| Quoted { teller: n % known.len(), shown }).collect();
            let found = attack(&brief, &known);
            let all = found.quotations.iter().chain(&found.tellers);
            prop_assert!(all.into_iter().all(|odds| (1..=known.len()).contains(&odds.one_in())));
            let easiest = found.quotations.iter().min().copied().unwrap();
            prop_assert!(found.tellers[0] <= easiest, "what is joined shows at least as much");
            let over_all = found.over_all().unwrap();
            prop_assert!(found.tellers[0] <= over_all && over_all <= *found.tellers.last().unwrap());
        }
    }
}
