//! The motivated intruder: a colleague who reads a brief and knows of every teller what staff know. How often would she guess
//! right whose words she reads (security 6.9)? Odds are "1 in so many"; they are counted from the same attributes as the jigsaw
//! guard, without figures of other readers, for she needs none.

use super::jigsaw::{Attribute, K, Profile, Shown, Woman, crowd, joined};
use super::ledger::hints;
use std::collections::BTreeMap;

/// One quotation of a brief, as the intruder meets it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Quoted<T> {
    /// Whose words they are; what the intruder guesses at. Quotations of one teller bear one pseudonym, so she joins them.
    pub teller: T,
    /// What is recorded beside the story that they are from.
    pub told: Profile,
    /// What they show; none where that is [not known](known).
    pub shown: Option<Shown>,
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
    /// The odds of each quotation by itself, in the order of the brief; none where they are not known.
    pub quotations: Vec<Option<Odds>>,
    /// The odds of each teller once all that is known to be shown of her is joined; the best guess first.
    pub tellers: Vec<Odds>,
    /// Of how many tellers a quotation shows what is not known: whoever reads it guesses no worse than the odds say, and perhaps
    /// better.
    pub unknown: usize,
}

impl Attack {
    /// The odds over all: guesses at every teller of the brief are right one time in so many, rounded down, so that it never
    /// looks safer than it is. None for a brief that quotes nobody, or somebody of whom not all is known.
    pub fn over_all(&self) -> Option<Odds> {
        if self.unknown > 0 {
            return None;
        }
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

/// What a quotation is known to show. Nothing can be said while nobody has said what it shows, while nothing is recorded of its
/// teller but where and when she told, or while its words hint at something of which nothing is recorded: a number then would
/// reassure, and mean nothing.
pub fn known<'a>(text: &str, shown: Option<&'a Shown>, teller: &Woman) -> Option<&'a Shown> {
    let of_her = |attribute: &Attribute| !matches!(attribute, Attribute::Site | Attribute::Date) && teller.has(*attribute);
    let is_recorded = Attribute::ALL.iter().any(of_her) && hints(text).into_iter().all(|hint| teller.has(hint));
    shown.filter(|_| is_recorded)
}

/// Attacks the quotations of a brief. `known` is what staff know of each teller; a quotation of somebody who is not among them is
/// left out.
pub fn attack<T: Ord + Clone>(quoted: &[Quoted<T>], known: &BTreeMap<T, Woman>) -> Attack {
    let table: Vec<Woman> = known.values().cloned().collect();
    let odds = |quoted: &[&Quoted<T>]| {
        let shown = quoted.iter().filter_map(|one| Some((&one.told, one.shown.as_ref()?)));
        let (woman, shown) = joined(shown);
        Odds(crowd(&woman, &shown, &table, &[]).max(1))
    };
    let quoted: Vec<&Quoted<T>> = quoted.iter().filter(|one| known.contains_key(&one.teller)).collect();
    let mut of_teller: BTreeMap<&T, Vec<&Quoted<T>>> = BTreeMap::new();
    for one in &quoted {
        of_teller.entry(&one.teller).or_default().push(one);
    }
    let is_known = |one: &&Quoted<T>| one.shown.is_some();
    let some_known = of_teller.values().filter(|all| all.iter().any(is_known));
    let mut tellers: Vec<Odds> = some_known.map(|all| odds(all)).collect();
    tellers.sort();
    Attack {
        quotations: quoted.iter().map(|one| is_known(one).then(|| odds(&[one]))).collect(),
        tellers,
        unknown: of_teller.values().filter(|all| !all.iter().all(is_known)).count(),
    }
}

/// Counts of tellers are small: nothing is lost.
fn to_float(count: usize) -> f64 {
    u32::try_from(count).map_or(f64::from(u32::MAX), f64::from)
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn profile(site: usize, age: usize, hiv: bool) -> Profile {
        Profile::from([
            (Attribute::Site, vec![format!("s{site}"), "Maroc".to_owned()]),
            (Attribute::Age, vec![format!("a{age}"), "adult".to_owned()]),
            (Attribute::Hiv, vec![if hiv { "yes" } else { "no" }.to_owned()]),
        ])
    }

    /// A quotation of one of the twelve.
    fn quoted(teller: usize, shown: &[(Attribute, usize)]) -> Quoted<usize> {
        quoted_of(teller, one_of_twelve(teller), shown)
    }

    fn quoted_of(teller: usize, told: Profile, shown: &[(Attribute, usize)]) -> Quoted<usize> {
        let shown = Some(shown.iter().copied().collect());
        Quoted { teller, told, shown }
    }

    fn one_of_twelve(n: usize) -> Profile {
        profile(n / 6, n % 3, n == 0)
    }

    /// Twelve tellers: six at each of two clinics, of three ages in turn; the first alone lives with HIV.
    fn twelve() -> BTreeMap<usize, Woman> {
        (0..12).map(|n| (n, Woman::from(one_of_twelve(n)))).collect()
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
        let found = attack(&brief, &twelve());
        assert_eq!(found.quotations, [6, 4, 4, 12].map(|one_in| Some(Odds(one_in))));
        assert_eq!(found.tellers, [2, 4, 12].map(Odds));
        // 1/2 + 1/4 + 1/12 = 10/12 of three guesses: one in 3.6, rounded down.
        assert_eq!(found.over_all(), Some(Odds(3)));
        assert!(found.is_unsafe());
    }

    #[test]
    fn a_coarser_quotation_is_safer_and_an_empty_brief_quotes_nobody() {
        let adults = attack(&[quoted(1, &[(Attribute::Age, 1)])], &twelve());
        assert_eq!((adults.over_all(), adults.is_unsafe()), (Some(Odds(12)), false));
        let alone = attack(&[quoted(0, &[(Attribute::Hiv, 0)])], &twelve());
        assert_eq!(alone.over_all(), Some(Odds(1)));
        let nobody = attack::<usize>(&[], &twelve());
        assert_eq!((nobody.over_all(), nobody.is_unsafe()), (None, false));
        let three = [0, 1, 2].map(|n| quoted(n + 3, &[(Attribute::Age, 0), (Attribute::Hiv, 0)]));
        assert_eq!(
            attack(&three, &twelve()).over_all().map(Odds::one_in),
            Some(3),
            "1/3, 1/4, 1/4 are 5/6 of three"
        );
    }

    #[test]
    fn what_is_not_known_is_not_counted_as_safe() {
        let (teller, shown) = (Woman::from(profile(0, 0, true)), Shown::from([(Attribute::Hiv, 0)]));
        assert_eq!(known("J’ai appris mon VIH.", Some(&shown), &teller), Some(&shown));
        assert_eq!(known("J’ai appris mon VIH.", None, &teller), None, "nobody has weighed it");
        let police = "La police est venue.";
        assert_eq!(
            known(police, Some(&shown), &teller),
            None,
            "what happened to her is not recorded"
        );
        let mut bare = profile(0, 0, true);
        bare.retain(|attribute, _| *attribute == Attribute::Site);
        let bare = Woman::from(bare);
        assert_eq!(known("Je chante.", Some(&Shown::new()), &bare), None, "nothing is recorded");
        let mut unweighed = quoted(2, &[]);
        unweighed.shown = None;
        let found = attack(&[quoted(1, &[(Attribute::Age, 0)]), unweighed.clone()], &twelve());
        assert_eq!(found.quotations, [Some(Odds(4)), None]);
        assert_eq!(
            (found.tellers.as_slice(), found.unknown, found.over_all()),
            ([Odds(4)].as_slice(), 1, None)
        );
        assert!(found.is_unsafe(), "what is known is too much already");
        assert!(!attack(&[unweighed], &twelve()).is_unsafe());
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
            let mut told: BTreeMap<usize, Profile> = (0..40).map(|n| (n, profile(chance(3), chance(2), false))).collect();
            let planted = chance(40);
            told.insert(planted, profile(9, chance(2), true));
            let known: BTreeMap<usize, Woman> = told.iter().map(|(n, one)| (*n, Woman::from(one.clone()))).collect();
            let alone = if round % 2 == 0 { Attribute::Site } else { Attribute::Hiv };
            let mut brief: Vec<_> = (0..40)
                .filter(|n| *n != planted)
                .map(|n| quoted_of(n, told[&n].clone(), &[(Attribute::Age, 1)]))
                .collect();
            assert!(!attack(&brief, &known).is_unsafe(), "{round}");
            brief.insert(chance(39), quoted_of(planted, told[&planted].clone(), &[(alone, 0)]));
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
            let told: Vec<Profile> = people.iter().map(|(s, a, h)| profile(*s, *a, *h)).collect();
            let known: BTreeMap<usize, Woman> = told.iter().cloned().map(Woman::from).enumerate().collect();
            let quoted = |(n, shown): (usize, Shown)| {
                let teller = n % known.len();
                Quoted { teller, told: told[teller].clone(), shown: Some(shown) }
            };
            let brief: Vec<_> = shown.into_iter().map(quoted).collect();
            let found = attack(&brief, &known);
            let all = found.quotations.iter().flatten().chain(&found.tellers);
            prop_assert!(all.into_iter().all(|odds| (1..=known.len()).contains(&odds.one_in())));
            let easiest = found.quotations.iter().flatten().min().copied().unwrap();
            prop_assert!(found.tellers[0] <= easiest, "what is joined shows at least as much");
            let over_all = found.over_all().unwrap();
            prop_assert!(found.tellers[0] <= over_all && over_all <= *found.tellers.last().unwrap());
        }
    }
}
