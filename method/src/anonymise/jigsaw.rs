//! The jigsaw guard: pieces that each tell nothing, and together lead to one woman. It counts among how many people a teller
//! hides, given everything that a class of readers has seen of her, names the smallest combinations that give her away, and
//! finds the blur that costs least (k-anonymity; special uniques after Elliot, Manning and Ford's SUDA).
//!
//! It counts and warns. It approves nothing: who reads may know what no table says.

mod woman;

pub use woman::{Woman, joined};

use serde::{Deserialize, Serialize};
use std::collections::{BTreeMap, BTreeSet};

/// At or below so many people, a combination gives somebody away.
pub const K: usize = 5;
/// At or below so many, it is close.
pub const CLOSE: usize = 10;
/// Combinations of more attributes are not looked for: nobody remembers more about a neighbour (security 6.4).
const WIDEST: usize = 3;
/// The most steps of blurring that are tried.
const MOST_STEPS: usize = 12;

/// What can be told about a teller.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Attribute {
    /// The clinic, its region, the country.
    Site,
    /// Her age, its band.
    Age,
    /// Whether she lives with HIV.
    Hiv,
    /// Whether she came from another country, and from where.
    Migrant,
    /// Her children.
    Children,
    /// Where or how she works.
    Trade,
    /// What happened to her.
    Event,
    /// When.
    Date,
}

impl Attribute {
    /// All eight.
    pub const ALL: [Self; 8] = [
        Self::Site,
        Self::Age,
        Self::Hiv,
        Self::Migrant,
        Self::Children,
        Self::Trade,
        Self::Event,
        Self::Date,
    ];

    /// Its name in forms.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Site => "site",
            Self::Age => "age",
            Self::Hiv => "hiv",
            Self::Migrant => "migrant",
            Self::Children => "children",
            Self::Trade => "trade",
            Self::Event => "event",
            Self::Date => "date",
        }
    }
}

/// All that is recorded of one teller: for each attribute its ladder, from what is exact to what is true of everybody
/// (`Tanger`, `Nord`, `Maroc`). A rung is compared with the same rung of others.
pub type Profile = BTreeMap<Attribute, Vec<String>>;

/// What a text shows: for each attribute the rung of the ladder on which it stands there. What is not shown is not in it.
pub type Shown = BTreeMap<Attribute, usize>;

/// What the guard says of one teller, given all that a class of readers sees of her.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Finding {
    /// Among how many people she hides.
    pub crowd: usize,
    /// What is shown of her.
    pub shown: Shown,
    /// The smallest combinations that give her away.
    pub giving_away: Vec<BTreeSet<Attribute>>,
    /// What would be shown after the cheapest blur that hides her again; none if none does.
    pub blurred: Option<Shown>,
}

impl Finding {
    /// Whether a combination gives her away.
    pub const fn is_alone(&self) -> bool {
        self.crowd <= K
    }

    /// Whether it is close.
    pub const fn is_close(&self) -> bool {
        self.crowd <= CLOSE
    }

    /// The attributes that the blur would show less exactly, or not at all.
    pub fn to_blur(&self) -> BTreeSet<Attribute> {
        let Some(blurred) = &self.blurred else {
            return BTreeSet::new();
        };
        let changed = self
            .shown
            .iter()
            .filter(|(attribute, rung)| blurred.get(attribute) != Some(rung));
        changed.map(|(attribute, _)| *attribute).collect()
    }
}

/// What the guard says of a teller who shows so much.
pub fn guard(teller: &Woman, shown: &Shown, tellers: &[Woman], margins: &[Margin]) -> Finding {
    let crowd = crowd(teller, shown, tellers, margins);
    let is_alone = crowd <= K;
    Finding {
        crowd,
        shown: shown.clone(),
        giving_away: if is_alone {
            giving_away(teller, shown, tellers, margins)
        } else {
            Vec::new()
        },
        blurred: if is_alone {
            cheapest_blur(teller, shown, tellers, margins)
        } else {
            None
        },
    }
}

/// A figure that a reader can know: so many people have these values, each on its rung.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Margin {
    /// What they have in common.
    pub values: BTreeMap<Attribute, (usize, String)>,
    /// How many they are.
    pub people: usize,
}

/// What several texts show together: each attribute as exactly as the most exact of them.
pub fn together<'a>(texts: impl IntoIterator<Item = &'a Shown>) -> Shown {
    let mut all = Shown::new();
    for (attribute, rung) in texts.into_iter().flatten() {
        let kept = all.entry(*attribute).or_insert(*rung);
        *kept = (*kept).min(*rung);
    }
    all
}

/// Whether a text is now said to show less than before: an attribute not at all, or less exactly.
pub fn shows_less(now: &Shown, before: &Shown) -> bool {
    let is_less = |(attribute, rung): (&Attribute, &usize)| now.get(attribute).is_none_or(|now| now > rung);
    before.iter().any(is_less)
}

/// Among how many people she hides who shows so much: tellers of the archive who look the same, or fewer if a published figure
/// says so. A teller who has no value at a rung looks like nobody there, so an unknown never makes a crowd larger.
pub fn crowd(teller: &Woman, shown: &Shown, tellers: &[Woman], margins: &[Margin]) -> usize {
    let alike = tellers.iter().filter(|other| looks_like(teller, other, shown)).count();
    let applies = |margin: &&Margin| {
        margin.values.iter().all(|(attribute, (rung, value))| {
            shown.get(attribute).is_some_and(|shown| shown <= rung) && teller.is(*attribute, *rung, value)
        })
    };
    let published = margins.iter().filter(applies).map(|margin| margin.people);
    published.fold(alike, usize::min)
}

/// The smallest combinations, of three attributes at most, that leave her among [`K`] people or fewer: none holds another.
pub fn giving_away(teller: &Woman, shown: &Shown, tellers: &[Woman], margins: &[Margin]) -> Vec<BTreeSet<Attribute>> {
    let attributes: Vec<Attribute> = shown.keys().copied().collect();
    let mut found: Vec<BTreeSet<Attribute>> = Vec::new();
    let mut widening: Vec<Vec<usize>> = vec![Vec::new()];
    for _ in 0..WIDEST.min(attributes.len()) {
        widening = widening
            .iter()
            .flat_map(|one| {
                let next = one.last().map_or(0, |last| last + 1);
                (next..attributes.len()).map(move |at| [one.as_slice(), &[at]].concat())
            })
            .collect();
        for places in &widening {
            let set: BTreeSet<Attribute> = places.iter().map(|place| attributes[*place]).collect();
            if found.iter().any(|smaller| smaller.is_subset(&set)) {
                continue;
            }
            let part: Shown = set.iter().map(|attribute| (*attribute, shown[attribute])).collect();
            if crowd(teller, &part, tellers, margins) <= K {
                found.push(set);
            }
        }
    }
    found
}

/// The least blur that puts her among more than [`K`] people: what would be shown then. Raising an attribute by one rung costs
/// one, and above its last rung it is not shown at all; of equal costs the one that leaves more attributes standing. None if
/// there are no more than [`K`] tellers, or if it would cost more than 12.
pub fn cheapest_blur(teller: &Woman, shown: &Shown, tellers: &[Woman], margins: &[Margin]) -> Option<Shown> {
    let mut front: BTreeSet<Shown> = BTreeSet::from([shown.clone()]);
    for _ in 0..=MOST_STEPS {
        let safe = front.iter().filter(|one| crowd(teller, one, tellers, margins) > K);
        if let Some(best) = safe.max_by_key(|one| one.len()) {
            return Some(best.clone());
        }
        front = front.iter().flat_map(|one| steps(teller, one)).collect();
    }
    None
}

/// Each way of blurring one attribute by one rung.
fn steps(teller: &Woman, shown: &Shown) -> Vec<Shown> {
    let raised = |(attribute, rung): (&Attribute, &usize)| {
        let mut next = shown.clone();
        if teller.at(*attribute, rung + 1).any(|value| value.is_some()) {
            next.insert(*attribute, rung + 1);
        } else {
            next.remove(attribute);
        }
        next
    };
    shown.iter().map(raised).collect()
}

/// Whether the other has every value of hers that is shown, in one story or another.
fn looks_like(teller: &Woman, other: &Woman, shown: &Shown) -> bool {
    shown.iter().all(|(attribute, rung)| {
        let is_shared = |value: Option<&str>| value.is_some_and(|value| other.is(*attribute, *rung, value));
        teller.has(*attribute) && teller.at(*attribute, *rung).all(is_shared)
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn profile(site: &str, region: &str, age: &str, hiv: &str) -> Woman {
        let ladder = |rungs: &[&str]| rungs.iter().map(|rung| (*rung).to_owned()).collect::<Vec<_>>();
        Woman::from(Profile::from([
            (Attribute::Site, ladder(&[site, region, "Maroc"])),
            (Attribute::Age, ladder(&[age, "adulte"])),
            (Attribute::Hiv, ladder(&[hiv])),
        ]))
    }

    /// Ten tellers at each of two clinics of one region; one of all lives with HIV.
    fn tellers() -> Vec<Woman> {
        let mut all: Vec<Woman> = (0..20)
            .map(|at| {
                let site = if at < 10 { "Tanger" } else { "Tétouan" };
                profile(site, "Nord", if at % 2 == 0 { "20–29" } else { "30–39" }, "non")
            })
            .collect();
        all[0] = profile("Tanger", "Nord", "20–29", "oui");
        all
    }

    fn shown(all: &[(Attribute, usize)]) -> Shown {
        all.iter().copied().collect()
    }

    #[test]
    fn two_pieces_that_each_tell_nothing_give_her_away_together() {
        let all = tellers();
        let (site, age) = (shown(&[(Attribute::Site, 0)]), shown(&[(Attribute::Age, 0)]));
        assert_eq!(crowd(&all[2], &site, &all, &[]), 10);
        assert_eq!(crowd(&all[2], &age, &all, &[]), 10);
        let both = together([&site, &age]);
        assert_eq!(crowd(&all[2], &both, &all, &[]), 5);
        let pair = BTreeSet::from([Attribute::Site, Attribute::Age]);
        assert_eq!(giving_away(&all[2], &both, &all, &[]), [pair]);
        // One rung of either is enough; both attributes stay.
        let blurred = cheapest_blur(&all[2], &both, &all, &[]).unwrap();
        assert_eq!(blurred.len(), 2);
        assert_eq!(blurred.values().sum::<usize>(), 1);
    }

    #[test]
    fn the_guard_says_how_many_what_gives_her_away_and_what_to_blur() {
        let all = tellers();
        let both = shown(&[(Attribute::Site, 0), (Attribute::Age, 0)]);
        let found = guard(&all[2], &both, &all, &[]);
        assert!(found.is_alone() && found.crowd == 5);
        assert_eq!(found.giving_away.len(), 1);
        assert_eq!(found.to_blur().len(), 1);
        let site = guard(&all[2], &shown(&[(Attribute::Site, 0)]), &all, &[]);
        assert!(!site.is_alone() && site.is_close() && site.to_blur().is_empty());
        let nothing = guard(&all[2], &Shown::new(), &all, &[]);
        assert_eq!((nothing.crowd, nothing.is_close()), (20, false));
    }

    #[test]
    fn less_is_shown_by_a_higher_rung_or_none() {
        let before = shown(&[(Attribute::Site, 0), (Attribute::Age, 1)]);
        assert!(shows_less(&shown(&[(Attribute::Site, 0)]), &before));
        assert!(shows_less(&shown(&[(Attribute::Site, 1), (Attribute::Age, 0)]), &before));
        assert!(!shows_less(
            &shown(&[(Attribute::Site, 0), (Attribute::Age, 0), (Attribute::Hiv, 0)]),
            &before
        ));
    }

    #[test]
    fn what_cannot_be_blurred_is_not_shown() {
        let all = tellers();
        let rare = shown(&[(Attribute::Site, 0), (Attribute::Hiv, 0)]);
        assert_eq!(giving_away(&all[0], &rare, &all, &[]), [BTreeSet::from([Attribute::Hiv])]);
        assert_eq!(cheapest_blur(&all[0], &rare, &all, &[]), Some(shown(&[(Attribute::Site, 0)])));
    }

    #[test]
    fn a_published_figure_makes_the_crowd_smaller_where_all_of_it_is_shown() {
        let all = tellers();
        let margin = Margin {
            values: BTreeMap::from([(Attribute::Site, (1, "Nord".to_owned()))]),
            people: 3,
        };
        let (site, age) = (shown(&[(Attribute::Site, 0)]), shown(&[(Attribute::Age, 0)]));
        assert_eq!(crowd(&all[2], &site, &all, std::slice::from_ref(&margin)), 3);
        assert_eq!(crowd(&all[2], &age, &all, std::slice::from_ref(&margin)), 10);
    }

    #[test]
    fn nobody_hides_among_too_few() {
        let few = tellers()[..5].to_vec();
        assert_eq!(cheapest_blur(&few[2], &shown(&[(Attribute::Age, 0)]), &few, &[]), None);
    }

    fn some_tellers() -> impl Strategy<Value = Vec<Woman>> {
        let one = (0u8..3, 0u8..4, any::<bool>()).prop_map(|(site, age, hiv)| {
            profile(
                &format!("s{site}"),
                &format!("r{}", site / 2),
                &format!("a{age}"),
                if hiv { "oui" } else { "non" },
            )
        });
        prop::collection::vec(one, 1..40)
    }

    fn some_shown() -> impl Strategy<Value = Shown> {
        (0usize..4, 0usize..3, 0usize..2).prop_map(|(site, age, hiv)| {
            let rungs = [(Attribute::Site, site, 3), (Attribute::Age, age, 2), (Attribute::Hiv, hiv, 1)];
            rungs
                .into_iter()
                .filter(|(_, rung, none)| rung < none)
                .map(|(attribute, rung, _)| (attribute, rung))
                .collect()
        })
    }

    proptest! {
        #[test]
        fn showing_more_never_makes_a_crowd_larger(tellers in some_tellers(), one in some_shown(), two in some_shown()) {
            let both = together([&one, &two]);
            let of = |shown: &Shown| crowd(&tellers[0], shown, &tellers, &[]);
            prop_assert!(of(&both) <= of(&one).min(of(&two)));
            prop_assert!(of(&both) >= 1, "she looks like herself");
        }

        #[test]
        fn what_gives_away_is_small_and_each_of_its_parts_is_safe(tellers in some_tellers(), shown in some_shown()) {
            let found = giving_away(&tellers[0], &shown, &tellers, &[]);
            for set in &found {
                for left_out in set {
                    let part: Shown = set.iter().filter(|one| *one != left_out).map(|one| (*one, shown[one])).collect();
                    prop_assert!(part.is_empty() || crowd(&tellers[0], &part, &tellers, &[]) > K);
                }
            }
            // With three attributes at most, nothing is overlooked.
            if !shown.is_empty() {
                prop_assert_eq!(found.is_empty(), crowd(&tellers[0], &shown, &tellers, &[]) > K);
            }
        }

        #[test]
        fn no_cheaper_blur_is_safe(tellers in some_tellers(), shown in some_shown()) {
            match cheapest_blur(&tellers[0], &shown, &tellers, &[]) {
                Some(blurred) => {
                    prop_assert!(crowd(&tellers[0], &blurred, &tellers, &[]) > K);
                    let is_safe = crowd(&tellers[0], &shown, &tellers, &[]) > K;
                    prop_assert_eq!(blurred == shown, is_safe);
                }
                None => prop_assert!(tellers.len() <= K),
            }
        }
    }
}
