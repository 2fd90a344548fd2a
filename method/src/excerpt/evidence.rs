//! What stands behind an excerpt: whether its teller heard her story read back and said yes, what was found of its claims,
//! and at which levels panels chose it. It is shown beside the words and never weighed into one number: how strong a story is, its reader judges.

use crate::id::LevelId;
use crate::verification::Verdict;
use std::collections::BTreeSet;

/// What stands behind an excerpt.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Evidence {
    /// Whether its teller heard it read back and said: yes, that is my story.
    pub is_read_back: bool,
    /// How well the story that it is of is verified.
    pub verdict: Verdict,
    /// The levels at which a panel chose it.
    pub levels: BTreeSet<LevelId>,
}

/// Which choices of panels are wanted.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Choice {
    /// No panel chose it.
    Nowhere,
    /// A panel chose it, at whichever level.
    Anywhere,
    /// A panel of this level chose it.
    At(LevelId),
}

impl Choice {
    /// Whether this stands behind an excerpt.
    pub fn is_of(self, evidence: &Evidence) -> bool {
        match self {
            Self::Nowhere => evidence.levels.is_empty(),
            Self::Anywhere => !evidence.levels.is_empty(),
            Self::At(level) => evidence.levels.contains(&level),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use uuid::Uuid;

    #[test]
    fn a_choice_is_of_a_level_of_any_or_of_none() {
        let [site, national] = [1, 2].map(|n| LevelId::new(Uuid::from_u128(n)));
        let none = Evidence::default();
        let chosen = Evidence {
            levels: [site].into(),
            ..Evidence::default()
        };
        for (choice, of_none, of_chosen) in [
            (Choice::Nowhere, true, false),
            (Choice::Anywhere, false, true),
            (Choice::At(site), false, true),
            (Choice::At(national), false, false),
        ] {
            assert_eq!(
                (choice.is_of(&none), choice.is_of(&chosen)),
                (of_none, of_chosen),
                "{choice:?}"
            );
        }
    }
}
