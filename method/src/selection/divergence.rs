//! Panels side by side over the same stories: where they chose alike, and where not.

use crate::id::{PanelId, StoryId};
use std::collections::{BTreeMap, BTreeSet};

/// What a closed panel heard and chose.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Heard {
    /// The panel.
    pub panel: PanelId,
    /// The stories before it.
    pub stories: BTreeSet<StoryId>,
    /// Those that it chose.
    pub chosen: BTreeSet<StoryId>,
}

/// Panels that heard stories in common.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Divergence {
    /// The panels, in the order in which they were given.
    pub panels: Vec<PanelId>,
    /// Each story that one of them chose, and by which; the stories that most chose first.
    pub stories: Vec<(StoryId, BTreeSet<PanelId>)>,
    /// How many stories all of them heard.
    pub in_common: usize,
    /// How many stories all of them chose.
    pub agreed: usize,
}

/// Groups panels that heard stories in common, directly or by way of others; a panel alone is no group.
pub fn divergences(heard: &[Heard]) -> Vec<Divergence> {
    let mut groups: Vec<Vec<&Heard>> = Vec::new();
    for one in heard {
        let shares = |group: &Vec<&Heard>| group.iter().any(|other| !other.stories.is_disjoint(&one.stories));
        let (joined, apart): (Vec<_>, Vec<_>) = groups.into_iter().partition(shares);
        groups = apart;
        groups.push(joined.into_iter().flatten().chain([one]).collect());
    }
    let several = groups.iter().filter(|group| group.len() > 1);
    several.map(|group| divergence(group)).collect()
}

fn divergence(group: &[&Heard]) -> Divergence {
    let mut chosen: BTreeMap<StoryId, BTreeSet<PanelId>> = BTreeMap::new();
    for one in group {
        for story in &one.chosen {
            chosen.entry(*story).or_default().insert(one.panel);
        }
    }
    let all_heard = |story: &&StoryId| group.iter().all(|one| one.stories.contains(story));
    let mut stories: Vec<_> = chosen.into_iter().collect();
    stories.sort_by_key(|(story, by)| (std::cmp::Reverse(by.len()), *story));
    Divergence {
        panels: group.iter().map(|one| one.panel).collect(),
        in_common: group.first().map_or(0, |one| one.stories.iter().filter(all_heard).count()),
        agreed: stories.iter().filter(|(_, by)| by.len() == group.len()).count(),
        stories,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;
    use uuid::Uuid;

    fn panel(number: u128, stories: &[u128], chosen: &[u128]) -> Heard {
        let ids = |numbers: &[u128]| numbers.iter().map(|one| StoryId::new(Uuid::from_u128(*one))).collect();
        Heard {
            panel: PanelId::new(Uuid::from_u128(number)),
            stories: ids(stories),
            chosen: ids(chosen),
        }
    }

    #[test]
    fn two_panels_over_the_same_stories_are_compared_and_a_third_stands_apart() {
        let found = divergences(&[
            panel(1, &[1, 2, 3], &[1, 2]),
            panel(2, &[7, 8], &[7]),
            panel(3, &[2, 3, 4], &[2]),
        ]);
        assert_eq!(found.len(), 1);
        let one = &found[0];
        assert_eq!(one.panels.iter().map(|id| id.uuid().as_u128()).collect::<Vec<_>>(), [1, 3]);
        assert_eq!((one.in_common, one.agreed), (2, 1));
        let stories: Vec<_> = one.stories.iter().map(|(id, by)| (id.uuid().as_u128(), by.len())).collect();
        assert_eq!(stories, [(2, 2), (1, 1)]);
    }

    #[test]
    fn panels_are_joined_by_way_of_another() {
        let found = divergences(&[panel(1, &[1], &[]), panel(2, &[2], &[]), panel(3, &[1, 2], &[])]);
        assert_eq!(found.len(), 1);
        assert_eq!((found[0].panels.len(), found[0].in_common), (3, 0));
    }

    proptest! {
        #[test]
        fn each_panel_stands_in_one_group_at_most(sets in prop::collection::vec(prop::collection::btree_set(0u128..12, 1..5), 0..9)) {
            let heard: Vec<Heard> = (1..).zip(&sets).map(|(number, set)| {
                let stories: Vec<u128> = set.iter().copied().collect();
                panel(number, &stories, &stories[..1])
            }).collect();
            let found = divergences(&heard);
            let all: Vec<_> = found.iter().flat_map(|one| &one.panels).collect();
            let once: BTreeSet<_> = all.iter().copied().collect();
            prop_assert_eq!(all.len(), once.len());
            for one in &heard {
                let shares = heard.iter().any(|other| other.panel != one.panel && !other.stories.is_disjoint(&one.stories));
                prop_assert_eq!(once.contains(&one.panel), shares);
            }
        }
    }
}
