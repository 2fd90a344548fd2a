//! How the stories that were found are spread over sites, domains, periods, directions, codes and the choices of panels. No
//! number leaves here but through the one function that hides small ones.

use super::Facets;
use super::hits::Labels;
use crate::index::query::Narrowing;
use method::figures::{self, FEWEST, Printable};
use method::id::{CodeId, DomainId, RoundId, SiteId, StoryId};
use method::story::Direction;

/// What is counted, group by group.
#[derive(Clone)]
pub(super) struct Counted {
    sites: Vec<SiteId>,
    domains: Vec<DomainId>,
    rounds: Vec<RoundId>,
    codes: Vec<CodeId>,
    /// The stories that a panel chose; none if she reads no record of a panel.
    chosen: Option<Vec<StoryId>>,
}

/// The directions of a change, in the order in which they are shown.
const DIRECTIONS: [Direction; 4] = [Direction::Good, Direction::Bad, Direction::Mixed, Direction::Lesson];

impl Counted {
    pub(super) fn new(labels: &Labels, sites: Vec<SiteId>, chosen: Option<Vec<StoryId>>) -> Self {
        let outline = labels.codebook.outline().into_iter();
        Self {
            sites,
            domains: labels.overview.domains.iter().map(|one| one.domain.id).collect(),
            rounds: labels.overview.rounds.iter().map(|round| round.id).collect(),
            codes: outline.map(|(_, code)| code.id).collect(),
            chosen,
        }
    }

    /// All that is to be counted, in the order in which [`Counted::facets`] takes it.
    pub(super) fn narrowings(&self, labels: &Labels) -> Vec<Narrowing> {
        let below = |code: &CodeId| Narrowing::Codes(labels.codebook.with_all_below(*code).into_iter().collect());
        let chosen = self.chosen.iter();
        let sites = self.sites.iter().copied().map(Narrowing::Site);
        sites
            .chain(self.domains.iter().copied().map(Narrowing::Domain))
            .chain(self.rounds.iter().copied().map(Narrowing::Round))
            .chain(DIRECTIONS.map(Narrowing::Direction))
            .chain(chosen.flat_map(|chosen| [Narrowing::Among(chosen.clone()), Narrowing::NotAmong(chosen.clone())]))
            .chain(self.codes.iter().map(below))
            .collect()
    }

    /// What was counted, as it may be shown; nothing, if fewer were found than a number that may be.
    pub(super) fn facets(self, total: usize, counts: &[usize]) -> Option<Facets> {
        if number(total) < FEWEST {
            return None;
        }
        let mut rest = counts.iter().copied();
        Some(Facets {
            sites: parts(self.sites, &mut rest),
            domains: parts(self.domains, &mut rest),
            rounds: parts(self.rounds, &mut rest),
            directions: parts(DIRECTIONS.to_vec(), &mut rest),
            selected: parts(self.chosen.map(|_| vec![true, false]).unwrap_or_default(), &mut rest),
            // A story can stand under several codes: no sum tells a hidden number.
            codes: self
                .codes
                .into_iter()
                .zip(rest.map(|count| figures::count(number(count))))
                .collect(),
        })
    }
}

/// Parts of one whole, each with its number: what would follow from the others is hidden with the small ones.
fn parts<T>(names: Vec<T>, counts: &mut impl Iterator<Item = usize>) -> Vec<(T, Printable)> {
    let counts: Vec<u64> = counts.take(names.len()).map(number).collect();
    let shown = figures::list(&counts).map(|(shown, _)| shown).unwrap_or_default();
    names.into_iter().zip(shown).collect()
}

fn number(count: usize) -> u64 {
    u64::try_from(count).unwrap_or(u64::MAX)
}
