//! Fairness of presentation: whether longer stories, those of one language, site, direction or collector are chosen more often than
//! others that panels heard. A story counts once, however many panels heard it. Numbers leave here only as
//! [`figures::grouped`] prints them, and a test is computed from printed numbers alone.

use crate::analysis::fisher::TwoByTwo;
use crate::figures::{self, NotATable, Printable, Row};
use crate::id::{AccountId, SiteId, StoryId};
use crate::language::Language;
use crate::story::{Direction, Telling, TextPart};
use std::collections::BTreeMap;
use unicode_segmentation::UnicodeSegmentation;

/// How long a story is, in the version that was read. A page of type holds about four hundred words; the guide asks for a page or
/// less, two at most.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Length {
    /// Less than half a page: fewer than [`Length::HALF_A_PAGE`] words.
    Short,
    /// Up to a page: fewer than [`Length::A_PAGE`] words.
    Middle,
    /// A page and more.
    Long,
}

impl Length {
    /// The three bands, the shortest first.
    pub const ALL: [Self; 3] = [Self::Short, Self::Middle, Self::Long];
    /// Words of half a page.
    pub const HALF_A_PAGE: usize = 200;
    /// Words of a page.
    pub const A_PAGE: usize = 400;

    /// The band of so many words.
    pub const fn of(words: usize) -> Self {
        match words {
            ..Self::HALF_A_PAGE => Self::Short,
            Self::HALF_A_PAGE..Self::A_PAGE => Self::Middle,
            Self::A_PAGE.. => Self::Long,
        }
    }

    /// The band of a text without its title, its words counted as Unicode counts them in any script.
    pub fn of_telling(telling: &Telling) -> Self {
        let parts = [TextPart::Context, TextPart::Description, TextPart::Significance];
        Self::of(parts.map(|part| telling.part(part).unicode_words().count()).iter().sum())
    }
}

/// A story as a panel heard it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Presented {
    /// Which.
    pub story: StoryId,
    /// How long the version is that was read.
    pub length: Length,
    /// In which language it was told.
    pub told: Language,
    /// In which language it was read.
    pub read: Language,
    /// Where it was told.
    pub site: SiteId,
    /// Which way the change went.
    pub direction: Direction,
    /// Who collected it.
    pub collector: AccountId,
    /// Whether the panel chose it.
    pub is_chosen: bool,
}

/// Each story once: as it was heard first, and chosen if any panel chose it. In the order of their ids.
pub fn once_each(heard: impl IntoIterator<Item = Presented>) -> Vec<Presented> {
    let mut stories: BTreeMap<StoryId, Presented> = BTreeMap::new();
    for one in heard {
        stories.entry(one.story).or_insert(one).is_chosen |= one.is_chosen;
    }
    stories.into_values().collect()
}

/// A group of stories beside all others.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Compared<K> {
    /// Which.
    pub group: K,
    /// How many were heard.
    pub heard: Printable,
    /// How many of them were chosen.
    pub chosen: Printable,
    /// Fisher's exact test, two-sided, of this group against all others. None where there are no others, where nothing or everything
    /// was chosen, or where one of the four numbers is hidden.
    pub p: Option<f64>,
}

/// Stories in groups of one kind, as they may be printed.
#[derive(Clone, Debug, PartialEq)]
pub struct Comparison<K> {
    /// The groups, in the order in which they were asked for.
    pub groups: Vec<Compared<K>>,
    /// How many stories were heard.
    pub heard: Printable,
    /// How many of them were chosen.
    pub chosen: Printable,
}

impl<K> Comparison<K> {
    /// How many tests stand in it. Of two groups with stories each is the other's rest: one test, said twice.
    pub fn tests(&self) -> usize {
        let tested = self.groups.iter().filter(|one| one.p.is_some()).count();
        let filled = self.groups.iter().filter(|one| one.heard.number() != Some(0)).count();
        if filled == 2 { tested.min(1) } else { tested }
    }
}

/// Stories in these groups; each stands in one of them. Tables of the same stories by different groups may stand beside each other.
///
/// # Errors
/// [`NotATable`] without a group, for a story that stands in none of them, and above the bounds of [`figures::grouped`].
pub fn compared<K: Copy + PartialEq>(
    stories: &[Presented],
    groups: &[K],
    of: impl Fn(&Presented) -> K,
) -> Result<Comparison<K>, NotATable> {
    let (mut heard, mut chosen) = (vec![0; groups.len()], vec![0; groups.len()]);
    for story in stories {
        let group = of(story);
        let at = groups.iter().position(|one| *one == group).ok_or(NotATable::Ragged)?;
        heard[at] += 1;
        chosen[at] += u64::from(story.is_chosen);
    }
    let row = Row {
        counts: chosen,
        above: Vec::new(),
    };
    let printed = figures::grouped(&heard, &[row])?;
    let (of_heard, of_chosen) = (&printed.stories, printed.rows.first().ok_or(NotATable::Ragged)?);
    let cells = of_heard.counts.iter().zip(&of_chosen.counts);
    let compared = groups.iter().zip(cells).map(|(group, (heard, chosen))| Compared {
        group: *group,
        heard: *heard,
        chosen: *chosen,
        p: tested((*heard, *chosen), (of_heard.total, of_chosen.total)),
    });
    Ok(Comparison {
        groups: compared.collect(),
        heard: of_heard.total,
        chosen: of_chosen.total,
    })
}

/// The test of a group against the rest of all, if everything that it is computed from is printed anyway.
fn tested((heard, chosen): (Printable, Printable), all: (Printable, Printable)) -> Option<f64> {
    let (heard, chosen) = (heard.number()?, chosen.number()?);
    let (all_heard, all_chosen) = (all.0.number()?, all.1.number()?);
    let table = TwoByTwo {
        with: chosen,
        without: heard.checked_sub(chosen)?,
        other_with: all_chosen.checked_sub(chosen)?,
        other_without: all_heard.checked_sub(heard)?.checked_sub(all_chosen.checked_sub(chosen)?)?,
    };
    let can_differ = heard > 0 && heard < all_heard && all_chosen > 0 && all_chosen < all_heard;
    can_differ.then(|| table.p()).flatten()
}

#[cfg(test)]
mod tests {
    use super::Length::{Long, Middle, Short};
    use super::*;
    use proptest::prelude::*;
    use uuid::Uuid;

    fn story(number: u128, length: Length, is_chosen: bool) -> Presented {
        Presented {
            story: StoryId::new(Uuid::from_u128(number)),
            length,
            told: Language::Darija,
            read: Language::French,
            site: SiteId::new(Uuid::from_u128(1)),
            direction: Direction::Good,
            collector: AccountId::new(Uuid::from_u128(2)),
            is_chosen,
        }
    }

    /// Stories of each band: so many heard, so many of them chosen.
    fn stories(bands: [(u128, u128); 3]) -> Vec<Presented> {
        let bands = Length::ALL.into_iter().zip(bands).zip(0u128..);
        let stories = bands.flat_map(|((length, (heard, chosen)), band)| {
            (0..heard).map(move |number| story(band * 1_000 + number, length, number < chosen))
        });
        stories.collect()
    }

    fn by_length(stories: &[Presented]) -> Comparison<Length> {
        compared(stories, &Length::ALL, |one| one.length).expect("a table")
    }

    fn shown(one: &Compared<Length>) -> (String, String, Option<String>) {
        (
            one.heard.to_string(),
            one.chosen.to_string(),
            one.p.map(|p| format!("{p:.3}")),
        )
    }

    #[test]
    fn the_bands_begin_at_half_a_page_and_at_a_page() {
        let bands = [0, 199, 200, 399, 400, 4_000].map(Length::of);
        assert_eq!(bands, [Short, Short, Middle, Middle, Long, Long]);
        let telling = Telling {
            title: "un titre de cinq mots".into(),
            context: "avant ".repeat(100),
            description: "مشات للمحكمة ".repeat(49),
            significance: "car, enfin".into(),
        };
        assert_eq!(Length::of_telling(&telling), Middle, "100 + 98 + 2 words");
        let shorter = Telling {
            significance: "enfin".into(),
            ..telling
        };
        assert_eq!(Length::of_telling(&shorter), Short);
    }

    /// 5 of 30 short ones and 12 of 20 long ones chosen: 17 of 50. R: `fisher.test(matrix(c(5, 25, 12, 8), 2))`, p = 0.002363.
    #[test]
    fn two_groups_are_one_comparison() {
        let table = by_length(&stories([(30, 5), (0, 0), (20, 12)]));
        let rows: Vec<_> = table.groups.iter().map(shown).collect();
        let p = Some("0.002".to_owned());
        assert_eq!(rows[0], ("30".into(), "5".into(), p.clone()));
        assert_eq!(rows[1], ("0".into(), "0".into(), None));
        assert_eq!(rows[2], ("20".into(), "12".into(), p));
        assert_eq!(
            (table.heard.number(), table.chosen.number(), table.tests()),
            (Some(50), Some(17), 1)
        );
    }

    #[test]
    fn each_of_three_groups_is_compared_with_all_others() {
        let table = by_length(&stories([(30, 10), (30, 10), (30, 10)]));
        assert!(table.groups.iter().all(|one| one.p.is_some_and(|p| p > 0.999)), "{table:?}");
        assert_eq!(table.tests(), 3);
    }

    #[test]
    fn a_few_chosen_are_hidden_with_what_would_tell_them_and_nothing_is_tested() {
        let table = by_length(&stories([(30, 3), (30, 9), (30, 20)]));
        let rows: Vec<_> = table.groups.iter().map(shown).collect();
        assert_eq!(rows[0], ("30".into(), "•".into(), None));
        assert_eq!(rows[1], ("30".into(), "•".into(), None));
        assert_eq!((rows[2].1.as_str(), rows[2].2.is_some()), ("20", true));
        let few = by_length(&stories([(2, 1), (1, 0), (1, 1)]));
        assert!(few.heard.is_hidden() && few.groups.iter().all(|one| one.heard.is_hidden() && one.chosen.is_hidden()));
        assert_eq!(few.tests(), 0);
    }

    #[test]
    fn where_nothing_or_everything_was_chosen_nothing_is_compared() {
        for chosen in [0, 20] {
            let table = by_length(&stories([(20, chosen), (20, chosen), (0, 0)]));
            assert_eq!(
                (table.groups[0].chosen.number(), table.tests()),
                (u64::try_from(chosen).ok(), 0)
            );
        }
        let alone = by_length(&stories([(40, 10), (0, 0), (0, 0)]));
        assert_eq!(alone.tests(), 0, "there is no other group");
    }

    #[test]
    fn a_story_that_stands_in_no_group_is_no_table() {
        let stories = stories([(6, 0), (0, 0), (6, 0)]);
        assert_eq!(compared(&stories, &[Short], |one| one.length), Err(NotATable::Ragged));
        assert_eq!(compared(&[], &[] as &[Length], |one| one.length), Err(NotATable::Ragged));
    }

    #[test]
    fn a_story_heard_twice_counts_once_as_it_was_heard_first() {
        let heard = [
            story(2, Long, false),
            story(1, Short, false),
            story(2, Short, true),
            story(1, Short, false),
        ];
        assert_eq!(once_each(heard), [story(1, Short, false), story(2, Long, true)]);
    }

    fn any_bands() -> impl Strategy<Value = [(u128, u128); 3]> {
        let band = || (0u128..40).prop_flat_map(|heard| (Just(heard), 0..=heard));
        [band(), band(), band()]
    }

    proptest! {
        /// Nothing is said that is not so, and a test only where all that it is computed from is printed; it is that of the table.
        #[test]
        fn what_is_printed_is_true(bands in any_bands()) {
            let table = by_length(&stories(bands));
            let (all_heard, all_chosen) = bands.iter().fold((0, 0), |sum, one| (sum.0 + one.0, sum.1 + one.1));
            for (one, (heard, chosen)) in table.groups.iter().zip(bands) {
                prop_assert!(one.heard.number().is_none_or(|shown| u128::from(shown) == heard));
                prop_assert!(one.chosen.number().is_none_or(|shown| u128::from(shown) == chosen));
                let numbers = [one.heard, one.chosen, table.heard, table.chosen];
                let can_differ = heard > 0 && heard < all_heard && all_chosen > 0 && all_chosen < all_heard;
                prop_assert_eq!(one.p.is_some(), can_differ && numbers.iter().all(|number| !number.is_hidden()));
                if let Some(p) = one.p {
                    prop_assert!((0.0..=1.0).contains(&p));
                }
            }
        }

        /// However the panels follow each other: each story once, chosen if it was chosen anywhere.
        #[test]
        fn each_story_stands_there_once(heard in prop::collection::vec((0u128..8, any::<bool>()), 0..30)) {
            let found = once_each(heard.iter().map(|(number, is_chosen)| story(*number, Short, *is_chosen)));
            let ids: std::collections::BTreeSet<_> = heard.iter().map(|one| one.0).collect();
            prop_assert_eq!(found.len(), ids.len());
            for one in found {
                let number = one.story.uuid().as_u128();
                prop_assert_eq!(one.is_chosen, heard.contains(&(number, true)));
            }
        }
    }
}
