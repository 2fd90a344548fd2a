//! Which passages are asked for behind a figure, and which codings of a story those are.

use super::group::Group;
use crate::desk::coding::Given;
use method::analysis::acted::{self, Acted};
use method::coding::Codebook;
use method::id::{CodeId, CodingId};
use std::collections::BTreeSet;

/// Which passages are asked for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Asked {
    /// Those that bear this code or one below it.
    pub code: CodeId,
    /// Leaving out those that bear one below it.
    pub exactly: bool,
    /// In stories that bear this one, too; its passages are shown as well.
    pub with: Option<CodeId>,
    /// Only where the two stand on the same words.
    pub together: bool,
    /// Only where the first, who does the second, acts on this one.
    pub onto: Option<Onto>,
    /// In stories of this group.
    pub group: Option<Group>,
    /// And of this one, too.
    pub within: Option<Group>,
    /// How many are skipped.
    pub skip: usize,
}

/// On whom somebody acts.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Onto {
    /// The other actor.
    pub actor: CodeId,
    /// What that one does.
    pub does: CodeId,
}

impl Asked {
    /// All the codes that it names.
    pub fn codes(&self) -> impl Iterator<Item = CodeId> {
        let onto = self.onto.into_iter().flat_map(|onto| [onto.actor, onto.does]);
        std::iter::once(self.code).chain(self.with).chain(onto)
    }

    /// Who acts on whom, if that is asked for.
    pub(super) fn acted(&self) -> Option<Acted> {
        let onto = self.onto?;
        Some(((self.code, self.with?), (onto.actor, onto.does)))
    }
}

/// Which codings of a story are asked for.
pub(super) struct Wanted<'a> {
    /// Those of any of these sets.
    pub(super) sets: Vec<BTreeSet<CodeId>>,
    /// Only those that share words with one of each.
    pub(super) together: bool,
    /// Only those that say that one acts on the other so.
    pub(super) acted: Option<Acted>,
    pub(super) book: &'a Codebook,
}

impl Wanted<'_> {
    /// Those of one story.
    pub(super) fn of(&self, codings: &[(CodingId, Given)]) -> Vec<(CodingId, Given)> {
        let holding: Vec<&(CodingId, Given)> = codings.iter().filter(|(_, given)| given.holds()).collect();
        if let Some(acted) = self.acted {
            let given: Vec<_> = holding.iter().map(|(_, given)| (given.passage, given.code)).collect();
            let behind = acted::behind(self.book, &given, acted).into_iter();
            return behind.filter_map(|at| holding.get(at).map(|one| (*one).clone())).collect();
        }
        let stands_with_each = |given: &Given| {
            let on_same = || holding.iter().filter(|(_, other)| other.passage.overlaps(&given.passage));
            self.sets
                .iter()
                .all(|set| on_same().any(|(_, other)| set.contains(&other.code)))
        };
        let of_any = holding
            .iter()
            .filter(|(_, given)| self.sets.iter().any(|set| set.contains(&given.code)));
        let wanted = of_any.filter(|(_, given)| !self.together || stands_with_each(given));
        wanted.map(|one| (*one).clone()).collect()
    }
}
